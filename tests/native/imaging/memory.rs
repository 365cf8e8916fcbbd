//! Pictures of a few hundred bytes whose headers claim hundreds of megabytes: refused before any allocation, counted by
//! the allocator; and pictures that are held in memory only once.

use containers::{self, Channels};
use fixtures::dicom_made::{Made, with_meta};
use imaging::Limits;
use reading::{LIMITS, frame_from_picture};

const MEGABYTE: u64 = 1 << 20;

/// The kind of error and its message; asserts that less than a megabyte was allocated.
#[track_caller]
fn refused(bytes: &[u8]) -> (String, String) {
    let mut error = None;
    let used = allocation_counter::measure(|| error = formats::open(bytes, &LIMITS).err()).bytes_max;
    let error = error.expect("an error");
    assert!(used < MEGABYTE + 2 * bytes.len() as u64, "{used} bytes: {error}");
    (error.kind().name().to_owned(), error.to_string())
}

/// A page of 10,000 × 10,000 pixels in one strip of ten bytes.
fn tiff(bits: u32, kind: u32, compression: u32) -> Vec<u8> {
    let mut file = b"II*\0\x12\0\0\0".to_vec();
    file.extend([0x78; 10]);
    let entries = [
        (256, 10_000),
        (257, 10_000),
        (258, bits),
        (259, compression),
        (262, 1),
        (273, 8),
        (278, 10_000),
        (279, 10),
        (339, kind),
    ];
    file.extend((entries.len() as u16).to_le_bytes());
    for (tag, value) in entries {
        file.extend(u16::to_le_bytes(tag));
        file.extend([4, 0, 1, 0, 0, 0]);
        file.extend(value.to_le_bytes());
    }
    file.extend([0; 4]);
    file
}

#[test]
fn a_tiff_whose_bytes_cannot_hold_its_pixels_costs_nothing() {
    for compression in [1, 5, 7, 8, 32_773, 32_946, 50_000] {
        let (kind, message) = refused(&tiff(8, 1, compression));
        assert_eq!(kind, "truncated", "{compression}: {message}");
        assert!(message.contains("10 bytes of"), "{compression}: {message}");
    }
    // Eight bytes per sample are too many for this many samples, whatever the file holds.
    let (kind, message) = refused(&tiff(64, 3, 8));
    assert!(kind == "too_many_pixels" && message.contains("at most 50,331,648 pixels"), "{message}");
}

/// A PNG whose header states this size, depth and colour type, followed by these data.
fn png(side: u32, depth: u8, colour: u8, behind: usize) -> Vec<u8> {
    let mut file = containers::png(2, 2, Channels::One, &[9; 4]).unwrap();
    file[16..20].copy_from_slice(&side.to_be_bytes());
    file[20..24].copy_from_slice(&side.to_be_bytes());
    file[24..26].copy_from_slice(&[depth, colour]);
    let sum = containers::crc32(&[&file[12..29]]);
    file[29..33].copy_from_slice(&sum.to_be_bytes());
    file.resize(file.len() + behind, 0);
    file
}

#[test]
fn a_png_whose_bytes_cannot_hold_its_pixels_costs_nothing() {
    for (depth, colour) in [(8, 6), (16, 6), (16, 2), (8, 0), (8, 3)] {
        let (kind, message) = refused(&png(10_000, depth, colour, 0));
        assert_eq!(kind, "truncated", "{depth} {colour}: {message}");
    }
    // Enough data, but eight bytes per pixel.
    let (kind, message) = refused(&png(8000, 16, 6, 600_000));
    assert!(kind == "too_many_pixels" && message.contains("at most 50,331,648 pixels"), "{message}");
}

#[test]
fn a_gif_or_a_jpeg_whose_bytes_cannot_hold_its_pixels_costs_nothing() {
    let gif = |screen: u16, side: u16| {
        let [screen, side] = [screen, side].map(u16::to_le_bytes);
        let frame = [&[0x2C, 0, 0, 0, 0][..], &side, &side, &[0, 2, 2, 0x4C, 1, 0, 0x3B]].concat();
        [b"GIF89a", &screen[..], &screen, &[0x80, 0, 0, 0, 0, 0, 9, 9, 9], &frame].concat()
    };
    assert_eq!(refused(&gif(10_000, 10_000)).0, "truncated");
    assert_eq!(refused(&gif(10_000, 1)).0, "unsupported");
    let mut jpeg = include_bytes!("../../data/imaging/progressive.jpg").to_vec();
    let frame = jpeg.windows(2).position(|pair| *pair == [0xFF, 0xC2]).unwrap();
    for side in [frame + 5, frame + 7] {
        jpeg[side..side + 2].copy_from_slice(&9000_u16.to_be_bytes());
    }
    assert_eq!(refused(&jpeg).0, "truncated");
}

#[test]
fn a_picture_becomes_a_frame_without_a_copy() {
    let samples = vec![7; 3_000_000];
    let file = containers::png(1000, 1000, Channels::Three, &samples).unwrap();
    let mut picture = formats::open(&file, &Limits::default()).ok();
    let mut frame = None;
    let used = allocation_counter::measure(|| frame = picture.take().map(frame_from_picture)).bytes_max;
    assert!(frame.is_some_and(|frame| frame.samples.len() == 3_000_000));
    assert!(used < MEGABYTE, "{used} bytes");
}

#[test]
fn a_deflated_data_set_stands_in_memory_once() {
    let made = Made { width: 1500, height: 1000, ..Made::grey16(1, 1, &vec![9; 1_500_000]) };
    let elements = made.elements();
    let file = with_meta("1.2.840.10008.1.2.1.99", &miniz_oxide::deflate::compress_to_vec(&elements, 6));
    let used = allocation_counter::measure(|| assert!(dicom::read(&file, &LIMITS).is_ok())).bytes_max;
    assert!(used < elements.len() as u64 + MEGABYTE / 2, "{used} bytes of {}", elements.len());
    // The output is not larger than a file may be.
    let limits = Limits { bytes: elements.len() as u64 - 1, ..LIMITS };
    assert_eq!(dicom::read(&file, &limits).unwrap_err().kind().name(), "too_large");
}

#[test]
fn compressed_frames_that_cannot_hold_their_pixels_cost_nothing() {
    let mut rle = [3_u32, 64, 66, 68].iter().flat_map(|field| field.to_le_bytes()).collect::<Vec<u8>>();
    rle.resize(70, 0);
    let mut jpeg = vec![0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8];
    let [high, low] = 5000_u16.to_be_bytes();
    jpeg.extend([high, low, high, low, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xFF, 0xD9]);
    for (uid, stream) in [("5", rle), ("4.50", jpeg)] {
        let made = Made { uid: format!("1.2.840.10008.1.2.{uid}"), ..Made::colour(5000, 5000, "RGB", &[]) };
        let file = made.encapsulated(&[&[], &stream]);
        let mut error = None;
        let used = allocation_counter::measure(|| {
            error = dicom::read(&file, &LIMITS).and_then(|object| object.frame(0)).err();
        });
        let error = error.expect("an error");
        assert!(error.kind().name() == "truncated" && used.bytes_max < MEGABYTE, "{uid}: {error} {used:?}");
    }
}
