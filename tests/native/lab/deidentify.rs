//! What `lab deidentify` writes, and when it writes nothing.

use crate::dicom::burned_in::{GROUNDS, with_text};
use crate::folder::Folder;
use fixtures::dicom_made::{Made, Written};
use imaging::{Border, CoverBox, Pixels};
use inspect::deidentify::{CoverOption, DeidentifyOptions, run};
use inspect::open::{At, PixelValue, Understood, understood};
use std::path::Path;

/// Names the patient in an element, in a sequence, in one whose representation is unknown, and behind the pixels.
fn named() -> Vec<u8> {
    let explicit = Written::Explicit;
    let inner = explicit.text((0x0010, 0x0010), "PN", "Roe^Richard");
    let implicit = Written::Implicit.text((0x0008, 0x1155), "UI", "1.2.826.0.1.77");
    let item = [&[0xFE, 0xFF, 0x00, 0xE0][..], &(implicit.len() as u32).to_le_bytes(), &implicit].concat();
    let made = Made { modality: "MR", ..Made::grey16(3, 2, &[0, 100, 200, 300, 400, 500]) };
    let made = made
        .text((0x0010, 0x0010), "PN", "Doe^Jane")
        .text((0x0010, 0x0030), "DA", "19610203")
        .text((0x0020, 0x000D), "UI", "1.2.826.0.1.55")
        .with(explicit.element((0x0008, 0x1140), "UN", &item))
        .with(explicit.sequence((0x0040, 0x0275), &[inner], true));
    let behind = explicit.element((0xFFFC, 0xFFFC), "OB", b"Doe^Jane");
    [made.file(), behind].concat()
}

fn deidentify(file: &Path, out: &Path) -> anyhow::Result<()> {
    run(&DeidentifyOptions { file: file.to_owned(), out: out.to_owned(), ..DeidentifyOptions::default() })
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn what_names_the_patient_is_not_written_and_the_picture_is() {
    let folder = Folder::new("deidentify");
    folder.write("in.dcm", &named());
    let (file, out) = (folder.path().join("in.dcm"), folder.path().join("out.dcm"));
    deidentify(&file, &out).unwrap();
    let bytes = std::fs::read(&out).unwrap();
    for text in ["Doe", "Roe", "19610203", "1.2.826.0.1.55", "1.2.826.0.1.77"] {
        assert!(holds(&std::fs::read(&file).unwrap(), text) && !holds(&bytes, text), "{text}");
    }
    let told = |path: &Path| -> Understood { understood(path, Some("2,2".parse::<At>().unwrap()), true) };
    let (before, after) = (told(&file), told(&out));
    assert_eq!((after.error, after.rows, after.columns), (None, Some(2), Some(3)));
    assert_eq!(after.value, Some(PixelValue::Grey(400.0)));
    assert_eq!((before.lowest, before.highest, before.shown_mean), (after.lowest, after.highest, after.shown_mean));
    assert_eq!(after.patient_name.filter(|name| !name.is_empty()), None);

    // Two results cannot be linked to the same file.
    let again = folder.path().join("again.dcm");
    deidentify(&file, &again).unwrap();
    assert_ne!(std::fs::read(again).unwrap(), bytes);
}

#[test]
fn what_cannot_be_saved_without_names_is_not_written_at_all() {
    let folder = Folder::new("deidentify-not");
    folder.write("in.dcm", &named());
    folder.write("text.dcm", b"no DICOM at all, and longer than a preamble".repeat(9).as_slice());
    folder.write("empty.dcm", b"");
    let at = |name: &str| folder.path().join(name);
    for name in ["text.dcm", "empty.dcm", "missing.dcm"] {
        let error = deidentify(&at(name), &at("out.dcm")).unwrap_err().to_string();
        assert!(!error.is_empty() && !at("out.dcm").exists(), "{name}: {error}");
    }
    // The original is never overwritten, however its path is written.
    let error = deidentify(&at("in.dcm"), &folder.path().join("./in.dcm")).unwrap_err().to_string();
    assert!(error.contains("another file"), "{error}");
    assert_eq!(std::fs::read(at("in.dcm")).unwrap(), named());
}

#[test]
fn text_that_is_seen_is_covered_and_the_report_says_so() {
    let folder = Folder::new("deidentify-cover");
    let picture = with_text("DOE JANE", Border::Top, 3, true, GROUNDS[0]);
    let Pixels::Grey8(greys) = picture.pixels() else { panic!("grey") };
    let made = Made { bits: (8, 8, 7), pixels: greys.clone(), ..Made::grey16(512, 512, &[]) };
    folder.write("in.dcm", &made.text((0x0010, 0x0010), "PN", "Doe^Jane").file());
    let at = |name: &str| folder.path().join(name);
    let options = |cover: &str, out: &str| DeidentifyOptions {
        file: at("in.dcm"),
        out: at(out),
        cover: vec![cover.parse().unwrap()],
        report: Some(at("report.txt")),
        ..DeidentifyOptions::default()
    };
    run(&options("found", "found.dcm")).unwrap();
    let report = std::fs::read_to_string(at("report.txt")).unwrap();
    assert!(report.starts_with("Covered on every frame: columns "), "{report}");
    assert!(report.contains("Emptied: (0010,0010) PatientName") && !report.contains("Doe"), "{report}");
    let highest = |name: &str| understood(&at(name), None, false).highest;
    assert_eq!(highest("in.dcm"), Some(255.0));
    assert!(highest("found.dcm").is_some_and(|highest| highest < 100.0), "{:?}", highest("found.dcm"));
    // With coordinates that count from 1: the whole picture, and a box outside it.
    run(&options("1,1,512,512@1", "all.dcm")).unwrap();
    assert_eq!(highest("all.dcm"), Some(0.0));
    assert!(run(&options("513,1,9,9", "none.dcm")).is_err() && !at("none.dcm").exists());
}

#[test]
fn a_box_is_four_numbers_from_one_and_a_frame() {
    let one = CoverBox { x: 9, y: 0, width: 30, height: 4, frame: None };
    assert_eq!("10,1,30,4".parse(), Ok(CoverOption::At(one)));
    assert_eq!("10, 1, 30, 4@2".parse(), Ok(CoverOption::At(CoverBox { frame: Some(1), ..one })));
    assert_eq!("found".parse(), Ok(CoverOption::Found));
    for text in ["", "10,1,30", "0,1,30,4", "10,1,0,4", "10,1,30,4@0", "10,1,30,4@", "a,b,c,d", "10,1,30,4,5"] {
        assert!(text.parse::<CoverOption>().is_err(), "{text}");
    }
}
