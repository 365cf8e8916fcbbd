//! Pixels and data sets encoded differently from what the file states, and the assignment of fragments to frames.

use crate::dicom::compressed::files;
use crate::dicom::reading::{LIMITS, fault, frame, object, rle};
use fixtures::dicom_made::{Made, Written, with_meta};
use imaging::Limits;
use std::time::{Duration, Instant};

const RLE: &str = "1.2.840.10008.1.2.5";

/// Offsets of the Pixel Data element and of its value.
fn pixels_of(bytes: &[u8]) -> (usize, usize) {
    let at = bytes.windows(6).rposition(|window| window == [0xE0, 0x7F, 0x10, 0x00, b'O', b'B']).unwrap();
    (at, at + 12)
}

#[test]
fn compressed_pixels_of_another_form_are_the_same_pixels() {
    for (name, bytes) in files() {
        let (element, value) = pixels_of(&bytes);
        let expected = frame(&bytes).values();
        let with = |letters: &[u8; 2], length: u32, value: &[u8]| {
            let head = [&bytes[..element + 4], letters, &[0, 0], &length.to_le_bytes()].concat();
            frame(&[&head[..], value].concat()).values()
        };
        let items = &bytes[value..];
        let closed = items.len() as u32;
        assert_eq!(with(b"OB", closed, items), expected, "{name} with a length of its own");
        assert_eq!(with(b"OB", closed - 8, &items[..items.len() - 8]), expected, "{name} without delimiter");
        assert_eq!(with(b"UN", u32::MAX, items), expected, "{name} unknown");
        assert_eq!(with(b"UN", closed, items), expected, "{name} unknown, with a length");
        assert_eq!(with(b"OW", u32::MAX, &items[..items.len() - 8]), expected, "{name} open, without delimiter");
        // The content of the first fragment behind the table as native pixel data; without RLE, which cannot be told
        // from pixels.
        let table = 8 + u32::from_le_bytes(items[4..8].try_into().unwrap()) as usize;
        let bare = &items[table + 8..items.len() - 8];
        let is_rle = bytes.windows(20).any(|window| window == b"1.2.840.10008.1.2.5\0");
        if !is_rle {
            assert_eq!(with(b"OB", bare.len() as u32, bare), expected, "{name} without items");
            assert_eq!(with(b"OB", u32::MAX, bare), expected, "{name} without items and length");
            // Without the offset table, which may be empty but not absent.
            assert_eq!(with(b"OB", u32::MAX, &items[table..]), expected, "{name} without a table");
        }
    }
}

#[test]
fn a_data_set_that_is_not_deflated_as_it_says_is_read() {
    let uid = "1.2.840.10008.1.2.1.99";
    let stored: Vec<u16> = (0..400).map(|at| at * 7 % 300).collect();
    for written in [Written::Explicit, Written::Implicit] {
        let made = Made::written(written, 20, 20, &stored);
        let elements = made.elements();
        let expected = frame(&made.file()).values();
        let zlib = miniz_oxide::deflate::compress_to_vec_zlib(&elements, 6);
        let raw = miniz_oxide::deflate::compress_to_vec(&elements, 6);
        let gzip = [&[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3][..], &raw].concat();
        for (what, data) in [("plain", &elements), ("zlib", &zlib), ("deflated", &raw), ("gzip", &gzip)] {
            assert_eq!(frame(&with_meta(uid, data)).values(), expected, "{what} {written:?}");
        }
        assert!(text::english(&object(&with_meta(uid, &elements)).mended()[0]).contains("deflated"));
    }
    let bomb = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; 64 << 20], 9);
    let used = allocation_counter::measure(|| assert!(dicom::read(&with_meta(uid, &bomb), &LIMITS).is_err()));
    assert!(used.bytes_max < 64 << 20, "{used:?}");
    let nonsense = with_meta(uid, &[0x99; 100]);
    assert_eq!(fault(&nonsense).kind().name(), "damaged");
}

#[test]
fn uncompressed_frames_in_fragments_are_read() {
    let uid = "1.2.840.10008.1.2.1.98".to_owned();
    let made = Made { uid, frames: Some("2"), ..Made::grey16(2, 2, &[]) };
    // The first starts as a JPEG would.
    let (a, b) = (Written::Explicit.words(&[0xD8FF, 0xE0FF, 3, 4]), Written::Explicit.words(&[5, 6, 7, 8]));
    let both = |bytes: &[u8]| {
        let read = object(bytes);
        assert!(read.transfer_syntax().contains("Encapsulated Uncompressed"));
        [read.frame(0).unwrap().values(), read.frame(1).unwrap().values()].concat()
    };
    let expected = [55_551.0, 57_599.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    assert_eq!(both(&made.encapsulated(&[&[], &a, &b])), expected);
    let table = [0_u32, 16].iter().flat_map(|offset| offset.to_le_bytes()).collect::<Vec<u8>>();
    assert_eq!(both(&made.encapsulated(&[&table, &a, &b])), expected);
    // Each frame in two fragments, or both in one.
    assert_eq!(both(&made.encapsulated(&[&[], &a[..4], &a[4..], &b[..2], &b[2..]])), expected);
    assert_eq!(both(&made.encapsulated(&[&[], &[&a[..], &b].concat()])), expected);
    let error = object(&made.encapsulated(&[&[], &a])).frame(1).unwrap_err();
    assert_eq!(error.kind().name(), "truncated", "{error}");
    let rgb = Made::colour(2, 1, "RGB", &[]);
    let rgb = Made { uid: made.uid.clone(), planar: 1, ..rgb };
    let values = frame(&rgb.encapsulated(&[&[], &[1, 2, 3, 4, 5, 6]]));
    let by_pixel = Made { planar: 1, pixels: vec![1, 2, 3, 4, 5, 6], ..Made::colour(2, 1, "RGB", &[]) };
    assert_eq!(values.samples, frame(&by_pixel.file()).samples);
}

#[test]
fn a_file_may_start_with_dicm_or_without_it() {
    for written in [Written::Implicit, Written::Explicit, Written::Big] {
        let made = Made::written(written, 2, 1, &[7, 300]);
        let file = made.file();
        let starts = [
            file[128..].to_vec(),
            file[132..].to_vec(),
            [&[0; 128], &file[132..]].concat(),
            [b"DICM", &made.elements()[..]].concat(),
            [&[0; 128], &made.elements()[..]].concat(),
        ];
        for (at, bytes) in starts.iter().enumerate() {
            assert!(dicom::is_dicom(bytes), "{written:?} {at}");
            assert_eq!(frame(bytes).values(), [7.0, 300.0], "{written:?} {at}");
        }
    }
    for other in [&b"DICM"[..], b"DICM is a word at which a text may start", &[0; 400]] {
        assert!(!dicom::is_dicom(other), "{other:?}");
    }
}

#[test]
fn offset_tables_that_are_broken_are_not_followed() {
    let jpeg = files().into_iter().find(|(name, _)| name == "baseline-8").unwrap().1;
    let (_, value) = pixels_of(&jpeg);
    let items = &jpeg[value..];
    let table = 8 + u32::from_le_bytes(items[4..8].try_into().unwrap()) as usize;
    let picture = &items[table + 8..items.len() - 8];
    let expected = frame(&jpeg).values();
    let (head, tail) = picture.split_at(picture.len() / 4 * 2);
    let written = |frames: &'static str, fragments: &[&[u8]], more: Vec<Vec<u8>>| {
        let description = object(&jpeg).description().unwrap();
        let made = Made::grey16(description.width as u16, description.height as u16, &[]);
        let uid = "1.2.840.10008.1.2.4.50".to_owned();
        Made { uid, bits: (8, 8, 7), frames: Some(frames), more, ..made }.encapsulated(fragments)
    };
    let second = 16 + picture.len() as u32;
    let tables: [&[u32]; 8] =
        [&[], &[0], &[0, 0], &[8, second + 8], &[0, second - 8], &[second, 0], &[1, 2, 3, 4], &[0, second, 7]];
    for offsets in tables {
        let table: Vec<u8> = offsets.iter().flat_map(|offset| offset.to_le_bytes()).collect();
        let wide: Vec<u8> = offsets.iter().flat_map(|&offset| u64::from(offset).to_le_bytes()).collect();
        let extended = vec![Written::Explicit.element((0x7FE0, 0x0001), "OV", &wide)];
        let both = [&table[..], head, tail, picture];
        for bytes in [written("2", &both, vec![]), written("2", &[&[], head, tail, picture], extended)] {
            let read = object(&bytes);
            for number in [0, 1] {
                assert_eq!(read.frame(number).unwrap().values(), expected, "{offsets:?} {number}");
            }
        }
    }
    // More images than frames, and fewer.
    let one = written("1", &[&[], head, tail, picture, picture], vec![]);
    assert_eq!(frame(&one).values(), expected);
    let three = written("5", &[&[], head, tail, picture, picture], vec![]);
    let read = object(&three);
    assert_eq!(read.frame(2).unwrap().values(), expected);
    assert_eq!(read.frame(3).unwrap_err().kind().name(), "truncated");
}

#[test]
fn fragments_of_odd_lengths_are_found() {
    let made = Made { uid: RLE.to_owned(), frames: Some("2"), ..Made::grey16(2, 1, &[]) };
    let (a, b) = (rle(&[1, 256]), rle(&[3, 1024]));
    let file = made.encapsulated(&[&[], &a, &b]);
    let (_, value) = pixels_of(&file);
    // One byte of padding behind the first frame, which its length does not count.
    let at = value + 16 + a.len();
    let padded = [&file[..at], &[0], &file[at..]].concat();
    let read = object(&padded);
    assert_eq!(read.frame(0).unwrap().values(), [1.0, 256.0]);
    assert_eq!(read.frame(1).unwrap().values(), [3.0, 1024.0]);
    // No delimiter, and another element behind.
    let end = file.len() - 8;
    let padding = Written::Explicit.element((0xFFFC, 0xFFFC), "OB", &[0; 6]);
    let open = [&file[..end], &padding].concat();
    assert_eq!(object(&open).frame(1).unwrap().values(), [3.0, 1024.0]);
    assert!(object(&open).elements().iter().any(|entry| entry.group == 0xFFFC));
}

#[test]
fn frames_of_a_long_film_are_found_in_no_time() {
    const FRAMES: usize = 400_000;
    let limits = Limits { bytes: 1 << 27, ..LIMITS };
    let picture = rle(&[5]);
    // The first frame in two fragments: there are more of them than frames, and only the offset table shows it.
    let mut fragments: Vec<&[u8]> = vec![&[], &picture[..64], &picture[64..]];
    fragments.extend(std::iter::repeat_n(&picture[..], FRAMES - 1));
    let size = picture.len() as u64 + 8;
    let offsets = (0..FRAMES as u64).map(|at| if at == 0 { 0 } else { at * size + 8 });
    let table: Vec<u8> = offsets.flat_map(u64::to_le_bytes).collect();
    let element = Written::Explicit.element((0x7FE0, 0x0001), "OV", &table);
    let made = Made { uid: RLE.to_owned(), frames: Some("400000"), ..Made::grey16(1, 1, &[]) };
    let bytes = made.with(element).encapsulated(&fragments);
    let read = dicom::read(&bytes, &limits).unwrap();
    let start = Instant::now();
    for frame in [0, 1, 200_000, 399_999] {
        assert_eq!(read.frame(frame).unwrap().values(), [5.0]);
    }
    // Four frames took 100 s when every offset was compared with every fragment.
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}
