//! Boxes over parts of the pixels: their content is removed in every encoding of pixels, and nothing else is.

use crate::dicom::hidden::SALT;
use crate::dicom::reading::{frame, object};
use dicom::DumpedValue;
use dicom::deidentify::{Deidentified, Unvouched, deidentified, deidentified_with};
use fixtures::dicom_made::{Made, Written};
use imaging::CoverBox;
use std::path::Path;

fn covered(bytes: &[u8], boxes: &[CoverBox]) -> Deidentified {
    deidentified_with(&object(bytes), &SALT, boxes).unwrap()
}

fn at(x: u32, y: u32, width: u32, height: u32) -> CoverBox {
    CoverBox { x, y, width, height, frame: None }
}

fn value(bytes: &[u8], tag: (u16, u16)) -> Option<String> {
    let elements = object(bytes).elements();
    let element = elements.into_iter().find(|element| (element.group, element.element) == tag)?;
    match element.value {
        DumpedValue::Text(text) => Some(text),
        _ => None,
    }
}

/// Compares a covered frame with the original: one colour in the box, and the same values outside.
fn compare(before: &[u8], after: &[u8], one: &CoverBox, what: &str) {
    let (before, after) = (frame(before), frame(after));
    let (was, is) = (before.values(), after.values());
    assert_eq!(was.len(), is.len(), "{what}");
    let a_pixel = was.len() / (before.width * before.height) as usize;
    let mut inside: Vec<&[f64]> = Vec::new();
    for (place, (was, is)) in was.chunks(a_pixel).zip(is.chunks(a_pixel)).enumerate() {
        let (x, y) = (place as u32 % before.width, place as u32 / before.width);
        if (one.x..one.x + one.width).contains(&x) && (one.y..one.y + one.height).contains(&y) {
            inside.push(is);
        } else {
            assert_eq!(was, is, "{what}: {x}, {y}");
        }
    }
    assert_eq!(inside.len(), (one.width * one.height) as usize, "{what}");
    assert!(inside.iter().all(|pixel| *pixel == inside[0]), "{what}");
}

#[test]
fn pixels_that_are_stored_as_they_are_are_covered_in_place() {
    let one = at(2, 1, 3, 2);
    let stored: Vec<u16> = (0..48).map(|at| 40_000 - 800 * at).collect();
    for written in [Written::Implicit, Written::Explicit, Written::Big] {
        let bytes = Made::written(written, 8, 6, &stored).file();
        let made = covered(&bytes, &[one]);
        compare(&bytes, &made.file, &one, &format!("{written:?}"));
        assert_eq!(made.report.rewritten, None);
        assert_eq!(object(&made.file).transfer_syntax(), object(&bytes).transfer_syntax());
    }
    let ramp: Vec<u8> = (0..144).map(|at| 255 - at).collect();
    let grey = Made { bits: (8, 8, 7), pixels: ramp[..48].to_vec(), ..Made::grey16(8, 6, &[]) };
    let cases = [
        ("grey", grey.clone()),
        ("inverted", Made { photometric: "MONOCHROME1", ..grey.clone() }),
        ("signed", Made { signed: true, ..Made::grey16(8, 6, &stored) }),
        ("twelve bits", Made { bits: (16, 12, 11), ..Made::grey16(8, 6, &stored) }),
        ("red, green, blue", Made::colour(8, 6, "RGB", &ramp)),
        ("planes", Made { planar: 1, ..Made::colour(8, 6, "RGB", &ramp) }),
        ("luma", Made::colour(8, 6, "YBR_FULL", &ramp)),
        ("bits", Made { bits: (1, 1, 0), pixels: vec![0xA5, 0xFF, 0x0F, 0xF0, 0x3C, 0x81], ..grey.clone() }),
    ];
    for (what, made) in cases {
        let bytes = made.file();
        compare(&bytes, &covered(&bytes, &[one]).file, &one, what);
    }
}

#[test]
fn packed_pixels_are_packed_anew_without_loss() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/data/dicom");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().extension().is_none_or(|ending| ending != "dcm") {
            continue;
        }
        let (what, before) = (entry.path().display().to_string(), std::fs::read(entry.path()).unwrap());
        let (width, height) = (frame(&before).width, frame(&before).height);
        let one = at(1, 2, width / 2, height / 2);
        let made = covered(&before, &[one]);
        compare(&before, &made.file, &one, &what);
        assert_eq!(object(&made.file).transfer_syntax(), "RLE Lossless", "{what}");
        let name = object(&before).transfer_syntax().to_owned();
        let is_lossy = [
            "JPEG Baseline",
            "JPEG Extended",
            "JPEG-LS Near-Lossless",
            "JPEG 2000",
            "High-Throughput JPEG 2000 (HTJ2K)",
        ]
        .contains(&name.as_str());
        assert_eq!(value(&made.file, (0x0028, 0x2110)).as_deref() == Some("01"), is_lossy, "{what}, {name}");
        assert_eq!(made.report.rewritten.is_some(), name != "RLE Lossless", "{what}");
        count += 1;
    }
    assert!(count >= 15, "{count}");
}

#[test]
fn the_file_says_that_it_was_covered() {
    let stored: Vec<u16> = (0..64).collect();
    let telling = Made::grey16(8, 8, &stored).text((0x0028, 0x0301), "CS", "YES");
    let said = |bytes: &[u8], number: &str| bytes.windows(6).any(|window| window == number.as_bytes());
    let made = covered(&telling.file(), &[at(0, 0, 2, 2)]);
    assert_eq!(value(&made.file, (0x0028, 0x0301)).as_deref(), Some("NO"));
    assert!(said(&made.file, "113100") && said(&made.file, "113101"));
    assert!(value(&made.file, (0x0012, 0x0063)).unwrap().contains("clean pixel data"));
    // Without a box nothing is claimed, and the output is unchanged.
    let plain = covered(&telling.file(), &[]);
    assert_eq!(plain.file, deidentified(&object(&telling.file()), &SALT).unwrap());
    assert_eq!(value(&plain.file, (0x0028, 0x0301)).as_deref(), Some("YES"));
    assert!(!said(&plain.file, "113101"));
}

#[test]
fn overlays_and_icons_go_whatever_is_covered() {
    let w = Written::Explicit;
    let icon = [w.us((0x0028, 0x0010), &[1]), w.element((0x7FE0, 0x0010), "OB", b"ICON OF A PATIENT")].concat();
    let bytes = Made::grey16(8, 8, &[7; 64])
        .with(w.us((0x6000, 0x0010), &[8]))
        .with(w.us((0x6000, 0x0011), &[8]))
        .with(w.element((0x6000, 0x3000), "OB", b"OVERLAY!"))
        .with(w.sequence((0x0088, 0x0200), &[icon], true))
        .file();
    let made = covered(&bytes, &[at(0, 0, 1, 1)]).file;
    for text in [b"ICON OF ".as_slice(), b"OVERLAY!"] {
        assert!(!made.windows(8).any(|window| window == text));
    }
}

#[test]
fn a_box_on_one_frame_covers_that_one() {
    let stored: Vec<u16> = (0..48).map(|at| 100 + at).collect();
    let bytes = Made { frames: Some("3"), ..Made::grey16(4, 4, &stored) }.file();
    let made = covered(&bytes, &[CoverBox { frame: Some(1), ..at(1, 1, 2, 2) }]);
    let frames = |bytes: &[u8]| [0, 1, 2].map(|at| object(bytes).frame(at).unwrap().values());
    let (before, after) = (frames(&bytes), frames(&made.file));
    assert_eq!((&before[0], &before[2]), (&after[0], &after[2]));
    // The darkest value of this frame outside the box.
    assert_eq!(after[1].iter().filter(|&&value| value == 116.0).count(), 5);
    assert!(made.report.unvouched.contains(&Unvouched::OtherFrames));
    assert!(made.report.lines().iter().any(|line| text::english(line).starts_with("Covered on frame 2:")));
}

#[test]
fn a_box_that_covers_nothing_is_told() {
    let bytes = Made::grey16(4, 4, &[1; 16]).file();
    let fault = |one: CoverBox| deidentified_with(&object(&bytes), &SALT, &[one]).unwrap_err().kind().name();
    assert_eq!(fault(at(4, 0, 1, 1)), "unsupported");
    assert_eq!(fault(at(0, 0, 0, 1)), "unsupported");
    assert_eq!(fault(CoverBox { frame: Some(1), ..at(0, 0, 1, 1) }), "damaged");
    // One that reaches beyond the picture covers its part inside.
    assert!(deidentified_with(&object(&bytes), &SALT, &[at(3, 3, u32::MAX, u32::MAX)]).is_ok());
}
