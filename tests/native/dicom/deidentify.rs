//! De-identified files, read back by our own reader; and the list of studies and series.

use crate::dicom::reading::{LIMITS, frame, object};
use dicom::deidentify::{Salt, deidentified, is_identifying};
use dicom::{self, DumpedElement, DumpedValue, Summary, grouped};
use fixtures::dicom_made::{Made, Written};
use std::path::Path;

const SALT: Salt = Salt([7; 32]);
const INSTANCE: &str = "1.2.3.4.5";

/// A file that names its patient everywhere: in elements, in sequences, in private ones.
fn telling(written: Written) -> Vec<u8> {
    let w = written;
    let item = [
        w.text((0x0008, 0x1150), "UI", "1.2.840.10008.5.1.4.1.1.2"),
        w.text((0x0008, 0x1155), "UI", INSTANCE),
        w.text((0x0010, 0x0010), "PN", "Doe^Jane"),
    ];
    let first = vec![
        w.text((0x0008, 0x0018), "UI", INSTANCE),
        w.text((0x0008, 0x0020), "DA", "20240229"),
        w.text((0x0008, 0x0080), "LO", "Hospital of Doe"),
        w.sequence((0x0008, 0x1140), &[item.concat()], written == Written::Big),
        w.text((0x0009, 0x0010), "LO", "DOE PRIVATE"),
        w.text((0x0010, 0x0010), "PN", "Doe^Jane"),
        w.text((0x0010, 0x0020), "LO", "DOE-1"),
        w.text((0x0010, 0x1030), "DS", "70"),
        w.text((0x0012, 0x0062), "CS", "NO"),
        w.text((0x0018, 0x0050), "DS", "5"),
        w.text((0x0020, 0x000D), "UI", "1.2.3"),
    ];
    let made = Made::written(written, 3, 2, &[1, 2, 3, 40_000, 5, 6]);
    let meta = fixtures::dicom_made::with_meta(written.uid(), &[first.concat(), made.elements()].concat());
    assert_eq!(frame(&meta).values(), [1.0, 2.0, 3.0, 40_000.0, 5.0, 6.0]);
    meta
}

fn value(entries: &[DumpedElement], tag: (u16, u16)) -> Option<String> {
    let entry = entries.iter().find(|entry| (entry.group, entry.element) == tag)?;
    Some(match &entry.value {
        DumpedValue::Text(text) => text.clone(),
        DumpedValue::Bytes(bytes) => format!("{bytes} bytes"),
        DumpedValue::Items(items) => format!("{items} items"),
    })
}

#[test]
fn no_name_stays_and_the_pixels_do() {
    for written in [Written::Implicit, Written::Explicit, Written::Big] {
        let before = telling(written);
        let after = deidentified(&object(&before), &SALT).unwrap();
        let text = String::from_utf8_lossy(&after).to_uppercase();
        assert!(!text.contains("DOE") && !text.contains("20240229") && !text.contains(INSTANCE), "{written:?}");
        assert_eq!(frame(&after).values(), frame(&before).values(), "{written:?}");
        let entries = object(&after).elements();
        let value = |tag| value(&entries, tag);
        assert_eq!(value((0x0010, 0x0010)), Some(String::new()));
        assert_eq!(value((0x0010, 0x1030)), None, "the weight goes");
        assert_eq!(value((0x0018, 0x0050)), Some("5".into()), "the slice thickness stays");
        assert_eq!(value((0x0012, 0x0062)), Some("YES".into()));
        assert_eq!(value((0x0012, 0x0064)), Some("1 items".into()));
        assert_eq!(value((0x0008, 0x0100)), Some("113100".into()));
        assert_eq!(value((0x0028, 0x0303)), Some("REMOVED".into()));
        assert!(entries.iter().all(|entry| entry.group % 2 == 0), "private elements go");
        // UIDs of instances are replaced consistently; those of the standard are not.
        let instance = value((0x0008, 0x0018)).unwrap();
        assert!(instance.starts_with("2.25.") && instance.len() <= 64, "{instance}");
        assert_eq!(value((0x0008, 0x1155)), Some(instance));
        assert_eq!(value((0x0008, 0x1150)), Some("1.2.840.10008.5.1.4.1.1.2".into()));
        let other = deidentified(&object(&before), &Salt([8; 32])).unwrap();
        assert_ne!(other, after);
        // A second time only the UIDs are left to replace.
        let again = deidentified(&object(&after), &SALT).unwrap();
        assert_eq!(again.len(), after.len(), "{written:?}");
    }
}

#[test]
fn compressed_pixels_stay() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/data/dicom");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().extension().is_some_and(|ending| ending == "dcm") {
            let before = std::fs::read(entry.path()).unwrap();
            let after = deidentified(&dicom::read(&before, &LIMITS).unwrap(), &SALT).unwrap();
            assert_eq!(frame(&after), frame(&before), "{}", entry.path().display());
            assert_eq!(object(&after).transfer_syntax(), object(&before).transfer_syntax());
            count += 1;
        }
    }
    assert!(count >= 15, "{count}");
}

#[test]
fn a_file_that_ends_early_is_not_judged() {
    let whole = telling(Written::Explicit);
    let cut = &whole[..whole.len() - 4];
    assert_eq!(deidentified(&object(cut), &SALT).unwrap_err().kind().name(), "truncated");
}

#[test]
fn what_is_hidden_in_the_page_is_what_the_profile_takes_out() {
    assert!(is_identifying(0x0010, 0x0010) && is_identifying(0x0008, 0x0020) && is_identifying(0x0029, 0x1010));
    assert!(!is_identifying(0x0008, 0x0018) && !is_identifying(0x0028, 0x0010));
}

#[test]
fn slices_are_ordered_by_place_and_series_by_number() {
    let slice = |series: &str, number: f64, at: f64, along: Option<f64>| Summary {
        study: "1".into(),
        series: series.into(),
        series_number: Some(number),
        placing: dicom::Placing { number: Some(at), along, ..dicom::Placing::default() },
        frames: 1,
        ..Summary::default()
    };
    let list = [
        slice("b", 2.0, 1.0, Some(30.0)),
        slice("b", 2.0, 2.0, Some(-5.0)),
        slice("a", 1.0, 9.0, Some(1.0)),
        slice("a", 1.0, 3.0, None),
        Summary { study: "2".into(), ..slice("b", 0.0, 1.0, None) },
    ];
    let members: Vec<Vec<Vec<usize>>> = grouped(&list)
        .into_iter()
        .map(|study| study.series.into_iter().map(|series| series.members).collect())
        .collect();
    assert_eq!(members, [vec![vec![3, 2], vec![1, 0]], vec![vec![4]]]);
    let telling = telling(Written::Explicit);
    let summary = object(&telling).summary().unwrap();
    assert_eq!((summary.study.as_str(), summary.width, summary.frames), ("1.2.3", 3, 1));
    // The start of a file is enough for the list.
    let pixels = telling.len() - 12;
    assert_eq!(dicom::read(&telling[..pixels], &LIMITS).unwrap().summary().unwrap(), summary);
}
