//! Wrong lengths: the picture behind them is still read, and the object reports them.

use crate::dicom::reading::{LIMITS, object};
use dicom::{self, DicomError};
use fixtures::dicom_made::{Made, Written, with_meta};

const KINDS: [Written; 3] = [Written::Implicit, Written::Explicit, Written::Big];

fn long(written: Written, number: u32) -> [u8; 4] {
    if written == Written::Big { number.to_be_bytes() } else { number.to_le_bytes() }
}

/// Adds to the length of the item and of the sequence, which are correct before.
fn changed(written: Written, mut sequence: Vec<u8>, by: [i32; 2]) -> Vec<u8> {
    let head = if written == Written::Implicit { 8 } else { 12 };
    for (at, by) in [(head + 4, by[0]), (head - 4, by[1])] {
        let field: [u8; 4] = sequence[at..at + 4].try_into().unwrap();
        let length = if written == Written::Big { u32::from_be_bytes(field) } else { u32::from_le_bytes(field) };
        sequence[at..at + 4].copy_from_slice(&long(written, length.saturating_add_signed(by)));
    }
    sequence
}

/// A file in which a sequence stands among the elements of a picture, in order.
fn file(written: Written, tag: (u16, u16), sequence: Vec<u8>) -> Vec<u8> {
    let w = written;
    let mut elements = vec![
        ((0x0008, 0x0016), w.text((0x0008, 0x0016), "UI", "1.2.840.10008.5.1.4.1.1.7")),
        ((0x0008, 0x0060), w.text((0x0008, 0x0060), "CS", "CT")),
        ((0x0010, 0x0010), w.text((0x0010, 0x0010), "PN", "A name that is long enough for a fault^")),
        ((0x0028, 0x0002), w.us((0x0028, 0x0002), &[1])),
        ((0x0028, 0x0004), w.text((0x0028, 0x0004), "CS", "MONOCHROME2")),
        ((0x0028, 0x0010), w.us((0x0028, 0x0010), &[8])),
        ((0x0028, 0x0011), w.us((0x0028, 0x0011), &[8])),
        ((0x0028, 0x0100), w.us((0x0028, 0x0100), &[16])),
        ((0x0028, 0x0101), w.us((0x0028, 0x0101), &[16])),
        ((0x0028, 0x0102), w.us((0x0028, 0x0102), &[15])),
        ((0x0028, 0x0103), w.us((0x0028, 0x0103), &[0])),
        ((0x0028, 0x1052), w.text((0x0028, 0x1052), "DS", "-1024")),
        ((0x0028, 0x1053), w.text((0x0028, 0x1053), "DS", "2")),
        ((0x0028, 0x4000), w.text((0x0028, 0x4000), "LT", "A comment that is long enough for a fault")),
        ((0x7FE0, 0x0010), w.element((0x7FE0, 0x0010), "OW", &w.words(&(100..164).collect::<Vec<u16>>()))),
    ];
    elements.push((tag, sequence));
    elements.sort_by_key(|(tag, _)| *tag);
    with_meta(written.uid(), &elements.into_iter().flat_map(|(_, element)| element).collect::<Vec<u8>>())
}

fn expected() -> Vec<f64> {
    (100..164).map(|stored| f64::from(stored) * 2.0 - 1024.0).collect()
}

/// Sequences of one item of known length, by their tags.
fn sequences(w: Written) -> Vec<((u16, u16), Vec<u8>)> {
    let reference = [
        w.text((0x0008, 0x1150), "UI", "1.2.840.10008.5.1.4.1.1.2"),
        w.text((0x0008, 0x1155), "UI", "1.2.3.4.5.6.7.8.9"),
    ];
    let code = [w.text((0x0008, 0x0100), "SH", "T-1"), w.text((0x0008, 0x0104), "LO", "A meaning of several words")];
    let nested = [w.sequence((0x0040, 0x0008), &[code.concat()], false), w.text((0x0040, 0x0009), "SH", "A number")];
    let private = [w.text((0x0029, 0x0010), "LO", "MAKER"), w.element((0x0029, 0x1001), "OB", &[5; 40])];
    let icon = [
        w.us((0x0028, 0x0010), &[4]),
        w.us((0x0028, 0x0011), &[4]),
        w.element((0x7FE0, 0x0010), "OW", &w.words(&[9; 16])),
    ];
    let all: [((u16, u16), Vec<u8>); 5] = [
        ((0x0008, 0x1140), reference.concat()),
        ((0x0008, 0x1032), code.concat()),
        ((0x0029, 0x1002), private.concat()),
        ((0x0040, 0x0275), nested.concat()),
        ((0x0088, 0x0200), icon.concat()),
    ];
    all.into_iter().map(|(tag, item)| (tag, w.sequence(tag, &[item], false))).collect()
}

#[test]
fn wrong_lengths_of_items_and_sequences_do_not_hide_the_picture() {
    let mut wrong = Vec::new();
    for written in KINDS {
        for (tag, sequence) in sequences(written) {
            for by in -30..=30 {
                for by in [[by, 0], [0, by], [by, by], [by, by / 2]] {
                    let bytes = file(written, tag, changed(written, sequence.clone(), by));
                    let read = dicom::read(&bytes, &LIMITS).unwrap();
                    let values = read.frame(0).map(|frame| frame.values());
                    if values.as_ref() != Ok(&expected()) {
                        wrong.push(format!("{written:?} {tag:04X?} {by:?}: {:?}", values.err()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_length_of_anything_at_all_does_not_hide_the_picture() {
    for written in KINDS {
        for (tag, sequence) in sequences(written) {
            for by in [[1 << 20, 0], [0, 1 << 20], [i32::MAX, i32::MAX], [0, -1000], [-1000, 0], [-1000, -1000]] {
                let bytes = file(written, tag, changed(written, sequence.clone(), by));
                let values = object(&bytes).frame(0).map(|frame| frame.values());
                assert_eq!(values, Ok(expected()), "{written:?} {tag:04X?} {by:?}");
            }
        }
    }
}

#[test]
fn a_picture_in_a_private_sequence_is_no_picture_of_the_file() {
    let e = Written::Explicit;
    let inner = [
        e.us((0x0028, 0x0010), &[4]),
        e.us((0x0028, 0x0011), &[4]),
        e.element((0x7FE0, 0x0010), "OW", &e.words(&[9; 16])),
    ];
    let bytes = file(e, (0x0029, 0x1002), e.sequence((0x0029, 0x1002), &[inner.concat()], true));
    let read = object(&bytes);
    assert_eq!(read.frame(0).unwrap().values(), expected());
    assert!(read.mended().is_empty());
}

#[test]
fn an_icon_whose_length_forgets_its_fragments_does_not_hide_the_picture() {
    let e = Written::Explicit;
    let mut icon = [e.us((0x0028, 0x0010), &[4]), e.us((0x0028, 0x0011), &[4])].concat();
    icon.extend([0xE0, 0x7F, 0x10, 0x00, b'O', b'B', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]);
    for fragment in [&[][..], &[0xFF, 0xD8, 0xFF, 0xD9]] {
        icon.extend([0xFE, 0xFF, 0x00, 0xE0]);
        icon.extend((fragment.len() as u32).to_le_bytes());
        icon.extend(fragment);
    }
    icon.extend([0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]);
    let sequence = e.sequence((0x0088, 0x0200), &[icon], false);
    for by in [[-24, -24], [-24, 0], [0, -24], [-8, -8], [-16, -16], [-28, -28]] {
        let bytes = file(e, (0x0088, 0x0200), changed(e, sequence.clone(), by));
        let read = object(&bytes);
        assert_eq!(read.frame(0).unwrap().values(), expected(), "{by:?}");
        assert_eq!(read.mended().len(), 1, "{by:?} {:?}", read.mended());
        assert!(text::english(&read.mended()[0]).contains("(0088,0200) IconImageSequence"), "{:?}", read.mended());
    }
    let right = file(e, (0x0088, 0x0200), sequence);
    assert!(object(&right).mended().is_empty());
}

#[test]
fn several_wrong_lengths_and_delimiters_that_are_missing_do_not_hide_the_picture() {
    let e = Written::Explicit;
    let item = |text: &str| e.text((0x0008, 0x0104), "LO", text);
    let two = e.sequence((0x0008, 0x1032), &[item("one"), item("another one")], false);
    let open = e.sequence((0x0008, 0x1032), &[item("one"), item("another one")], true);
    // Without the delimiter of the sequence, and without that of an item.
    let cut = open[..open.len() - 8].to_vec();
    let end = open.windows(4).position(|bytes| bytes == [0xFE, 0xFF, 0x0D, 0xE0]).unwrap();
    let joined = [&open[..end], &open[end + 8..]].concat();
    let mut short = two.clone();
    short[8] -= 20;
    let both = changed(e, two, [-4, 6]);
    for sequence in [cut, joined, short, both] {
        let bytes = file(e, (0x0008, 0x1032), sequence);
        assert_eq!(object(&bytes).frame(0).unwrap().values(), expected());
    }
    // Two sequences, both wrong, one of them inside an item.
    let inner = changed(e, e.sequence((0x0040, 0x0008), &[item("x")], false), [4, 4]);
    let outer = changed(e, e.sequence((0x0040, 0x0275), &[inner], false), [-6, -6]);
    let bytes = file(e, (0x0040, 0x0275), outer);
    assert_eq!(object(&bytes).frame(0).unwrap().values(), expected());
}

#[test]
fn a_wrong_length_of_a_text_does_not_hide_the_picture() {
    for written in KINDS {
        for by in [-9_i32, -4, -2, -1, 1, 2, 5, 9, 300] {
            let mut text = written.text((0x0008, 0x103E), "LO", "A description of some words");
            let at = if written == Written::Implicit { 4 } else { 6 };
            let length = (text.len() as i32 - 8 + by) as u16;
            let field = if written == Written::Big { length.to_be_bytes() } else { length.to_le_bytes() };
            text[at..at + 2].copy_from_slice(&field);
            let bytes = file(written, (0x0008, 0x103E), text);
            let values = dicom::read(&bytes, &LIMITS).unwrap().frame(0).map(|frame| frame.values());
            assert_eq!(values, Ok(expected()), "{written:?} {by}");
        }
    }
}

#[test]
fn a_file_that_ends_early_is_still_said_to() {
    let e = Written::Explicit;
    let (tag, sequence) = sequences(e).swap_remove(4);
    let bytes = file(e, tag, sequence);
    for length in [bytes.len() - 1, bytes.len() - 100, bytes.len() - 200, 400] {
        let read = dicom::read(&bytes[..length], &LIMITS).unwrap();
        let error = read.frame(0).unwrap_err();
        assert!(matches!(error, DicomError::Truncated { .. }), "{length}: {error}");
    }
    // The picture is complete, and precedes the damaged element.
    let made = Made::grey16(2, 1, &[7, 8]);
    let mut bytes = made.file();
    bytes.extend(e.element((0xFFFC, 0xFFFC), "OB", &[0; 20]));
    bytes.truncate(bytes.len() - 4);
    assert_eq!(object(&bytes).frame(0).unwrap().values(), [7.0, 8.0]);
}
