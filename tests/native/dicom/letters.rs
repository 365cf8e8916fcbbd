//! Texts in the character sets of PS3.3, C.12.1.1.2: in the tag dump and in the list of series.

use crate::dicom::reading::object;
use dicom::DumpedValue;
use fixtures::dicom_made::{Made, Written};

fn text_element(tag: (u16, u16), vr: &str, text: &[u8]) -> Vec<u8> {
    Written::Explicit.element(tag, vr, text)
}

/// The series' description and the patient's name of a file in a character set.
fn told(set: &[u8], description: &[u8], name: &[u8]) -> (String, String) {
    let made = Made::grey16(1, 1, &[0])
        .with(text_element((0x0008, 0x0005), "CS", set))
        .with(text_element((0x0008, 0x103E), "LO", description))
        .with(text_element((0x0010, 0x0010), "PN", name));
    let file = made.file();
    let read = object(&file);
    let entries = read.elements();
    let listed = |keyword: &str| {
        let entry = entries.iter().find(|entry| entry.keyword == Some(keyword)).unwrap();
        let DumpedValue::Text(text) = &entry.value else { panic!("{entry:?}") };
        text.clone()
    };
    let summary = read.summary().unwrap();
    assert_eq!(summary.series_description, listed("SeriesDescription"));
    (summary.series_description, listed("PatientName"))
}

/// Character set, bytes of a description and of a name, and both as text.
type EncodedName = (&'static [u8], &'static [u8], &'static [u8], &'static str, &'static str);

#[test]
fn names_and_descriptions_are_read_in_the_set_that_the_file_names() {
    // Bytes from Python's codecs, as pydicom writes them.
    let cases: [EncodedName; 10] = [
        (b"ISO_IR 100", b"Sch\xE4del T1", b"M\xFCller^J\xF6rg", "Schädel T1", "Müller^Jörg"),
        (b"ISO 2022 IR 100", b"Sch\xE4del T1", b"M\xFCller^J\xF6rg", "Schädel T1", "Müller^Jörg"),
        (b"ISO_IR 144", b"\xB3\xDE\xDB\xDE\xD2\xD0 \xC21", b"A^B", "Голова Т1", "A^B"),
        (b"ISO_IR 101", b"Mozek \xB9", b"Dvo\xF8\xE1k^Ji\xF8\xED", "Mozek š", "Dvořák^Jiří"),
        (b"ISO_IR 126", b"\xC5\xE3\xEA\xDD\xF6\xE1\xEB\xEF\xF2", b"A^B", "Εγκέφαλος", "A^B"),
        (b"GB18030", b"\xCD\xB7\xB2\xBF\xC6\xBD\xC9\xA8", b"A^B", "头部平扫", "A^B"),
        (b"ISO_IR 192", "頭部単純".as_bytes(), "山田^太郎".as_bytes(), "頭部単純", "山田^太郎"),
        (
            b"\\ISO 2022 IR 87",
            b"\x1B$BF,ItC1=c\x1B(B",
            b"Yamada^Tarou=\x1B$B;3ED\x1B(B^\x1B$BB@O:\x1B(B",
            "頭部単純",
            "Yamada^Tarou=山田^太郎",
        ),
        (b"\\ISO 2022 IR 149", b"\x1B$)C\xB3\xFA \xC1\xB6\xBF\xB5", b"A^B", "뇌 조영", "A^B"),
        (
            b"ISO 2022 IR 100\\ISO 2022 IR 144\\ISO 2022 IR 126",
            b"\xE4 \x1B-L\xB3 \x1B-F\xC5",
            b"\xE4^\x1B-L\xB3^\xE4",
            "ä Г Ε",
            "ä^Г^ä",
        ),
    ];
    for (set, description, name, expected, expected_name) in cases {
        let (found, found_name) = told(set, description, name);
        assert_eq!((&*found, &*found_name), (expected, expected_name), "{}", String::from_utf8_lossy(set));
    }
}

#[test]
fn an_item_has_the_set_that_it_names_or_that_of_what_it_stands_in() {
    let e = Written::Explicit;
    let own = [text_element((0x0008, 0x0005), "CS", b"ISO_IR 144"), text_element((0x0008, 0x0104), "LO", b"\xB3")];
    let inherited = text_element((0x0008, 0x0104), "LO", b"\xE4");
    let sequence = e.sequence((0x0008, 0x1032), &[own.concat(), inherited], true);
    let made = Made::grey16(1, 1, &[0]).with(text_element((0x0008, 0x0005), "CS", b"ISO_IR 100")).with(sequence);
    let file = made.file();
    let meanings: Vec<_> = object(&file).elements().into_iter().filter(|entry| entry.element == 0x0104).collect();
    assert_eq!(meanings[0].value, DumpedValue::Text("Г".into()));
    assert_eq!(meanings[1].value, DumpedValue::Text("ä".into()));
}

#[test]
fn a_long_text_is_cut_between_characters() {
    let text = "é".repeat(3000);
    let (found, _) = told(b"ISO_IR 192", b"x", b"x");
    assert_eq!(found, "x");
    let made = Made::grey16(1, 1, &[0]).with(text_element((0x0008, 0x0005), "CS", b"ISO_IR 192")).with(text_element(
        (0x0010, 0x4000),
        "LT",
        text.as_bytes(),
    ));
    let file = made.file();
    let entries = object(&file).elements();
    let comment = entries.iter().find(|entry| entry.keyword == Some("PatientComments")).unwrap();
    assert_eq!(comment.value, DumpedValue::Text("é".repeat(256)));
}

/// Notes about a file's texts beside its picture.
fn warned(set: &[u8], name: &[u8]) -> Vec<String> {
    let made = Made::grey16(1, 1, &[0]).with(text_element((0x0008, 0x0005), "CS", set));
    let file = made.with(text_element((0x0010, 0x0010), "PN", name)).file();
    object(&file).frame(0).unwrap().warnings.iter().map(text::english).collect()
}

#[test]
fn a_text_that_is_none_of_its_set_is_shown_as_it_can_be_and_told() {
    let (description, name) = told(b"ISO_IR 192", b"Sch\xE4del", b"M\xFCller^Ren\xE9");
    assert_eq!((&*description, &*name), ("Schädel", "Müller^René"));
    let said = warned(b"ISO_IR 192", b"M\xFCller");
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("(0010,0010) PatientName") && said[0].contains("Latin 1"), "{said:?}");
    let faulty: [(&[u8], &[u8]); 2] = [(b"GB18030", b"Wang \xFF"), (b"ISO_IR 192", b"M\xC3\xBCller^J\xC3")];
    for (set, name) in faulty {
        let said = warned(set, name);
        assert!(said.len() == 1 && said[0].contains("character set"), "{said:?}");
    }
    let sound: [(&[u8], &[u8]); 3] =
        [(b"ISO_IR 100", b"M\xFCller"), (b"ISO_IR 192", b"M\xC3\xBCller"), (b"", b"M\xFC")];
    for (set, name) in sound {
        assert_eq!(warned(set, name), [""; 0]);
    }
}
