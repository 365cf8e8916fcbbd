//! Places where a name can hide in a file, each built here: the de-identified file holds it nowhere.

use crate::dicom::reading::{frame, object};
use dicom::DicomError;
use dicom::deidentify::{Salt, deidentified};
use fixtures::dicom_made::{Made, Written, with_meta};
use std::path::Path;

pub(crate) const SALT: Salt = Salt([7; 32]);
pub(crate) const MARK: &str = "ZLEAK^HIDDEN^7";
const UID: &str = "1.2.826.0.1.3680043.8.498.777";
pub(crate) const DATE: &str = "19991224";
pub(crate) const ALL: [Written; 3] = [Written::Implicit, Written::Explicit, Written::Big];

pub(crate) fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window.eq_ignore_ascii_case(text))
}

pub(crate) fn saved(bytes: &[u8]) -> Result<Vec<u8>, DicomError> {
    deidentified(&object(bytes), &SALT)
}

/// Asserts that the saved file holds no marker, no date and no UID, and the same picture.
pub(crate) fn clean(bytes: &[u8], what: &str) -> Vec<u8> {
    clean_as(bytes, bytes, what)
}

/// The same with the picture of another file, where a decoder stops at the hidden bytes.
pub(crate) fn clean_as(picture: &[u8], bytes: &[u8], what: &str) -> Vec<u8> {
    let after = saved(bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
    for text in ["ZLEAK", UID, DATE] {
        assert!(!holds(&after, text.as_bytes()), "{what}: {text} is left");
    }
    assert_eq!(frame(&after).values(), frame(picture).values(), "{what}");
    after
}

pub(crate) fn made(written: Written) -> Made {
    Made::written(written, 2, 2, &[1, 200, 3000, 40_000])
}

/// Everything that a data set can hide, as one item.
fn item(w: Written) -> Vec<u8> {
    [
        w.text((0x0008, 0x1155), "UI", UID),
        w.text((0x0010, 0x0010), "PN", MARK),
        w.text((0x0018, 0x0050), "LO", MARK),
        w.text((0x0040, 0xA120), "DT", &format!("{DATE}101112")),
    ]
    .concat()
}

/// Items of a sequence in defined lengths.
pub(crate) fn items(w: Written, inside: &[Vec<u8>]) -> Vec<u8> {
    let whole = w.sequence((0x0008, 0x1140), inside, false);
    let head = if w == Written::Implicit { 8 } else { 12 };
    whole[head..].to_vec()
}

/// A file of test data, and the offset of its first fragment's bytes.
pub(crate) fn compressed(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/data/dicom").join(name)).unwrap()
}

#[test]
fn a_sequence_under_another_representation_is_read_or_goes() {
    for w in [Written::Explicit, Written::Big] {
        let own = items(w, &[item(w)]);
        let implicit = items(Written::Implicit, &[item(Written::Implicit)]);
        for tag in [(0x0008, 0x1140), (0x5200, 0x9229), (0x0040, 0x0275), (0x0018, 0x9999), (0x0029, 0x1010)] {
            for (vr, value) in [("OB", &own), ("UN", &implicit), ("UN", &own), ("OW", &own), ("UT", &own), ("LO", &own)]
            {
                let made = made(w).with(w.element(tag, vr, value));
                clean(&made.file(), &format!("{w:?} {tag:04X?} {vr}"));
            }
            // Of undefined length, with its delimiters.
            let mut open = w.element(tag, "UN", &[]);
            let length = open.len() - 4;
            open[length..].fill(0xFF);
            open.extend(Written::Implicit.sequence((0x0008, 0x1140), &[item(Written::Implicit)], true).split_off(8));
            clean(&made(w).with(open).file(), &format!("{w:?} {tag:04X?} UN, open"));
        }
    }
}

#[test]
fn a_name_under_a_wrong_representation_goes() {
    for w in ALL {
        for tag in [
            (0x0018, 0x0050),
            (0x0018, 0x0015),
            (0x0018, 0x1020),
            (0x0018, 0x9073),
            (0x0020, 0x0032),
            (0x0028, 0x0301),
            (0x0028, 0x0106),
            (0x0028, 0x2000),
            (0x0040, 0x0001),
            (0x0008, 0x0008),
            (0x0008, 0x0104),
            (0x0018, 0x1063),
            (0x0020, 0x1040),
            (0x0054, 0x1001),
            (0x0066, 0x0016),
        ] {
            for vr in ["PN", "LO", "UT", "OB", "UN", "US", "FD", "CS", "DS", "UI", "AT", "ZZ", "OW"] {
                clean(&made(w).text(tag, vr, MARK).file(), &format!("{w:?} {tag:04X?} {vr}"));
            }
        }
    }
}

#[test]
fn what_stands_twice_or_out_of_order_is_written_once() {
    for w in ALL {
        let made = made(w)
            .text((0x0010, 0x0010), "PN", "ZLEAK^FIRST")
            .text((0x0010, 0x0010), "PN", MARK)
            .text((0x0028, 0x0030), "DS", "1\\1")
            .text((0x0028, 0x0030), "DS", DATE)
            .text((0x0008, 0x0060), "CS", "ZLEAK");
        clean(&made.file(), &format!("{w:?}"));
    }
}

#[test]
fn private_blocks_signatures_documents_and_waves_go() {
    for w in ALL {
        let private = [
            w.text((0x0029, 0x0010), "LO", MARK),
            w.element((0x0029, 0x1010), "OB", MARK.as_bytes()),
            w.sequence((0x0029, 0x1020), &[item(w)], true),
        ];
        let more = [
            w.text((0x0042, 0x0010), "ST", MARK),
            w.element((0x0042, 0x0011), "OB", MARK.as_bytes()),
            w.sequence((0x0088, 0x0200), &[item(w)], false),
            w.sequence((0x0400, 0x0561), &[item(w)], true),
            w.sequence((0x4FFE, 0x0001), &[item(w)], true),
            w.element((0x5000, 0x3000), "OW", MARK.as_bytes()),
            w.sequence(
                (0x5400, 0x0100),
                &[[item(w), w.element((0x5400, 0x1010), "OW", MARK.as_bytes())].concat()],
                true,
            ),
            w.text((0x6000, 0x1500), "LO", MARK),
            w.element((0x6000, 0x3000), "OW", MARK.as_bytes()),
        ];
        let with = |made: Made, elements: &[Vec<u8>]| elements.iter().cloned().fold(made, Made::with);
        clean(&with(made(w), &private).file(), &format!("private, {w:?}"));
        clean(&with(made(w), &more).file(), &format!("{w:?}"));
        let inside = w.sequence((0x0008, 0x1140), &[private.concat()], false);
        clean(&made(w).with(inside).file(), &format!("private inside of a sequence, {w:?}"));
    }
}

#[test]
fn what_stands_around_a_data_set_goes() {
    let w = Written::Explicit;
    let elements = [made(w).elements(), w.element((0xFFFC, 0xFFFC), "OB", MARK.as_bytes())].concat();
    let mut file = with_meta(w.uid(), &elements);
    file[..MARK.len()].copy_from_slice(MARK.as_bytes());
    clean(&file, "preamble and padding");
    let meta = [
        w.text((0x0002, 0x0003), "UI", UID),
        w.text((0x0002, 0x0010), "UI", w.uid()),
        w.text((0x0002, 0x0016), "AE", "ZLEAK"),
        w.text((0x0002, 0x0100), "UI", UID),
        w.element((0x0002, 0x0102), "OB", MARK.as_bytes()),
    ];
    let meta = [w.element((0x0002, 0x0000), "UL", &(meta.concat().len() as u32).to_le_bytes()), meta.concat()].concat();
    clean(&[&[0; 128], b"DICM".as_slice(), &meta, &made(w).elements()].concat(), "meta information");
    let deflated = made(w).text((0x0010, 0x0010), "PN", MARK).text((0x0018, 0x1020), "LO", MARK);
    let packed = miniz_oxide::deflate::compress_to_vec(&deflated.elements(), 6);
    clean(&with_meta("1.2.840.10008.1.2.1.99", &packed), "deflated");
    // The class of an object, and UIDs that only look like the standard's.
    let uid = "1.2.840.10008.5.19991224.1";
    clean(&made(w).text((0x0008, 0x001A), "UI", uid).file(), "a UID like those of the standard");
}

#[test]
fn of_stored_pixels_only_the_stored_bits_of_the_frames_stay() {
    for w in ALL {
        let mut behind = made(w);
        behind.pixels.extend(MARK.as_bytes());
        clean(&behind.file(), &format!("behind the last frame, {w:?}"));
        // Twelve bits are stored; the other four hold one overlay bit and three unused ones.
        for (signed, high) in [(false, 11), (true, 11), (false, 15)] {
            let made =
                Made { bits: (16, 12, high), signed, ..Made::written(w, 2, 2, &[0xF001, 0x5ABC, 0x0FFF, 0xB800]) };
            let after = clean(&made.file(), &format!("unused bits, {w:?} {signed} {high}"));
            let whole =
                saved(&Made { pixels: w.words(&[0x5001, 0xAABC, 0x5FFF, 0x0800]), ..made.clone() }.file()).unwrap();
            assert!(high == 15 || after == whole, "what is beside the stored bits is the same whatever it was");
        }
    }
    let bits =
        Made { bits: (1, 1, 0), frames: Some("3"), pixels: vec![0b1010_1010, 0b1111_1111], ..Made::grey16(2, 2, &[]) };
    let after = clean(&bits.file(), "one bit a pixel");
    assert_eq!(after.last_chunk(), Some(&[0b1010_1010, 0b0000_1111]));
    let table =
        Made { photometric: "PALETTE COLOR", bits: (8, 8, 7), pixels: vec![0, 1, 1, 0], ..Made::grey16(2, 2, &[]) };
    let w = Written::Explicit;
    let table =
        [0x1101, 0x1102, 0x1103].into_iter().fold(table, |made, tag| made.with(w.us((0x0028, tag), &[2, 0, 16])));
    let long = [&[0, 1, 2, 3], MARK.as_bytes()].concat();
    let table =
        [0x1201, 0x1202, 0x1203].into_iter().fold(table, |made, tag| made.with(w.element((0x0028, tag), "OW", &long)));
    clean(&table.file(), "behind the entries of a table");
}

/// The header of encapsulated pixel data.
const PACKED: [u8; 12] = [0xE0, 0x7F, 0x10, 0x00, b'O', b'B', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF];

/// A file of test data with its one stream changed.
pub(crate) fn with_stream(file: &[u8], change: impl FnOnce(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let start = file.windows(12).position(|window| window == PACKED).unwrap() + 12;
    let length = |at: usize| u32::from_le_bytes(*file[at + 4..].first_chunk().unwrap()) as usize;
    let first = start + 8 + length(start);
    let stream = &file[first + 8..first + 8 + length(first)];
    let mut changed = change(stream);
    changed.extend(vec![0; changed.len() % 2]);
    let item = |bytes: &[u8]| [&[0xFE, 0xFF, 0x00, 0xE0], &(bytes.len() as u32).to_le_bytes()[..], bytes].concat();
    let end = [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0];
    [&file[..start], &item(&[]), &item(&changed), &end].concat()
}

/// A JPEG 2000 stream whose last tile has the marker behind its last packet, where a decoder stops.
pub(crate) fn marked_behind_the_last_packet(stream: &[u8]) -> Vec<u8> {
    let tile = stream.windows(4).rposition(|head| head == [0xFF, 0x90, 0, 10]).unwrap();
    let length = u32::from_be_bytes(*stream[tile + 6..].first_chunk().unwrap());
    let end = tile + length as usize;
    let longer = (length + MARK.len() as u32).to_be_bytes();
    [&stream[..tile + 6], &longer, &stream[tile + 10..end], MARK.as_bytes(), &stream[end..]].concat()
}

pub(crate) fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    [&[0xFF, marker], &(content.len() as u16 + 2).to_be_bytes()[..], content].concat()
}

/// Test files with one fragment of compressed data, by name.
pub(crate) fn packed_files() -> Vec<(String, Vec<u8>)> {
    let folder =
        std::fs::read_dir(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/data/dicom")).unwrap();
    let names = folder.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let files = names.filter(|name| name.ends_with(".dcm")).map(|name| (compressed(&name), name));
    let is_packed = |file: &[u8]| {
        let is_open = file.windows(12).any(|window| window == PACKED);
        // One fragment besides the offset table.
        is_open && with_stream(file, <[u8]>::to_vec).len().abs_diff(file.len()) <= 4
    };
    let files: Vec<_> = files.filter(|(file, _)| is_packed(file)).map(|(file, name)| (name, file)).collect();
    assert!(files.len() >= 8, "{}", files.len());
    files
}

#[test]
fn of_packed_frames_only_the_picture_stays() {
    for (name, file) in packed_files() {
        let behind = |stream: &[u8]| [stream, MARK.as_bytes()].concat();
        clean_as(&file, &with_stream(&file, behind), &format!("{name}: behind the stream"));
        let is_jpeg = |stream: &[u8]| stream.starts_with(&[0xFF, 0xD8]);
        for marker in [0xFE, 0xE1, 0xE0, 0xED, 0xF0] {
            let inside = |stream: &[u8]| match stream {
                _ if is_jpeg(stream) => [&stream[..2], &segment(marker, MARK.as_bytes()), &stream[2..]].concat(),
                // Behind the SIZ segment.
                [0xFF, 0x4F, ..] => {
                    let size = 4 + usize::from(u16::from_be_bytes([stream[4], stream[5]]));
                    [&stream[..size], &segment(0x64, &[&[0, 1], MARK.as_bytes()].concat()), &stream[size..]].concat()
                }
                _ => behind(stream),
            };
            clean_as(&file, &with_stream(&file, inside), &format!("{name}: a segment {marker:02X}"));
        }
    }
}

#[test]
fn fragments_behind_the_last_frame_go() {
    let name = std::fs::read_dir(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/data/dicom"))
        .unwrap()
        .flatten();
    let mut names = name.filter_map(|entry| entry.file_name().into_string().ok()).filter(|name| name.ends_with(".dcm"));
    let file = names.find_map(|name| {
        let file = compressed(&name);
        let is_jpeg = object(&file).transfer_syntax().starts_with("JPEG Baseline");
        let ends = file.ends_with(&[0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]);
        (is_jpeg && ends && object(&file).frames() == Ok(1)).then_some(file)
    });
    let whole = file.expect("a JPEG among the test data");
    let (mut file, end) = (whole.clone(), whole.len() - 8);
    let fragment = [&[0xFE, 0xFF, 0x00, 0xE0, 14, 0, 0, 0], MARK.as_bytes()].concat();
    file.splice(end..end, fragment);
    clean_as(&whole, &file, "a fragment more");
}
