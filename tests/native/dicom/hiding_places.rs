//! Files with known identifiers at every place where one can hide: none of them is left in the saved file, in any
//! encoding.

use crate::dicom::burned_in::{GROUNDS, with_text};
use crate::dicom::hidden::SALT;
use crate::dicom::reading::{LIMITS, frame, object};
use dicom::deidentify::{ElementFate, Unvouched, ValueKind, deidentified_with};
use dicom::model_window;
use fixtures::dicom_made::Made;
use fixtures::hiding_places::{Hiding, IDENTIFIERS, all};
use imaging::{Border, Pixels, burned_in_borders, burned_in_boxes};

/// An identifier as bytes: in ASCII, Latin-1 and UTF-8, which are equal for it, and in UTF-16 and UTF-32 of both byte
/// orders.
fn encoded(text: &str) -> Vec<Vec<u8>> {
    let units = || text.encode_utf16();
    vec![
        text.as_bytes().to_vec(),
        units().flat_map(u16::to_le_bytes).collect(),
        units().flat_map(u16::to_be_bytes).collect(),
        text.chars().flat_map(|letter| u32::from(letter).to_le_bytes()).collect(),
        text.chars().flat_map(|letter| u32::from(letter).to_be_bytes()).collect(),
        // Bytes of words swapped.
        text.as_bytes().chunks(2).flat_map(|pair| pair.iter().rev().copied()).collect(),
        text.bytes().rev().collect(),
    ]
}

/// Identifiers found in the bytes, in upper or lower case.
fn left(bytes: &[u8]) -> Vec<&'static str> {
    let holds = |wanted: &[u8]| bytes.windows(wanted.len()).any(|window| window.eq_ignore_ascii_case(wanted));
    IDENTIFIERS.into_iter().filter(|text| encoded(text).iter().any(|wanted| holds(wanted))).collect()
}

#[test]
fn no_identifier_is_left_wherever_it_was_hidden() {
    let files = all();
    assert!(files.len() > 30, "{}", files.len());
    for Hiding { place, bytes } in &files {
        let before = left(bytes);
        assert!(before.len() >= 5, "{place}: {before:?}");
        let made = deidentified_with(&object(bytes), &SALT, &[]).unwrap_or_else(|error| panic!("{place}: {error}"));
        assert_eq!(left(&made.file), [] as [&str; 0], "{place}");
        assert_eq!(frame(&made.file).samples, frame(bytes).samples, "{place}");
        // The report does not contain it either.
        let lines: String = made.report.lines().iter().map(text::english).collect();
        assert_eq!(left(lines.as_bytes()), [] as [&str; 0], "{place}: {lines}");
        let name = ("(0010,0010) PatientName".to_owned(), ElementFate::Emptied);
        assert!(made.report.elements.contains(&name), "{place}: {:?}", made.report.elements);
        assert!(made.report.unvouched.contains(&Unvouched::Letters), "{place}");
    }
}

#[test]
fn the_report_counts_what_became_of_each_kind() {
    let files = all();
    let of = |place: &str, kind: ValueKind| {
        let file = files.iter().find(|file| file.place == place).unwrap();
        let report = deidentified_with(&object(&file.bytes), &SALT, &[]).unwrap().report;
        report.counts.iter().find(|(own, _)| *own == kind).map(|(_, counts)| *counts).unwrap_or_default()
    };
    let names = of("private elements, Explicit", ValueKind::Names);
    assert!(names.emptied >= 2 && names.kept == 0, "{names:?}");
    let private = of("private elements, Explicit", ValueKind::Private);
    assert!(private.removed >= 6 && private.kept + private.emptied + private.replaced == 0, "{private:?}");
    let uids = of("nested sequences, Explicit", ValueKind::Uids);
    assert!(uids.replaced >= 2, "{uids:?}");
    let numbers = of("icons, Explicit", ValueKind::Numbers);
    assert!(numbers.kept >= 7, "{numbers:?}");
    let bytes = of("overlays and curves, Explicit", ValueKind::Bytes);
    assert_eq!((bytes.removed, bytes.kept), (2, 0), "{bytes:?}");
}

#[test]
fn drawn_text_is_covered_where_it_is_seen() {
    for border in [Border::Top, Border::Bottom] {
        let picture = with_text("DOE JANE", border, 2, false, GROUNDS[0]);
        let Pixels::Grey8(greys) = picture.pixels() else { panic!("grey") };
        let side = picture.width() as u16;
        let made = Made { bits: (8, 8, 7), pixels: greys.clone(), ..Made::grey16(side, side, &[]) };
        let bytes = made.text((0x0028, 0x1050), "DS", "128").text((0x0028, 0x1051), "DS", "256").file();
        let boxes = burned_in_boxes(&picture);
        assert_eq!(boxes.len(), 1, "{boxes:?}");
        let made = deidentified_with(&object(&bytes), &SALT, &boxes).unwrap();
        let shown = model_window::picture(&frame(&made.file), "", &LIMITS).unwrap();
        assert_eq!(burned_in_borders(&picture), [border]);
        assert_eq!(burned_in_borders(&shown), [], "{boxes:?}");
        // Every pixel of the letters lies in the box, and no bright one is left.
        assert!(frame(&made.file).values().iter().all(|&value| value < 100.0), "{boxes:?}");
        assert!(made.report.unvouched.contains(&Unvouched::LettersOutside));
    }
}
