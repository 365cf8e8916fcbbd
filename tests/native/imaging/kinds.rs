//! Rare variants of JPEG, PNG and GIF, compressed pictures, and what people send instead of a picture.

use crate::dicom::compressed;
use crate::imaging::samples::{HEIGHT, WIDTH, drawn, files, grey, open, png, samples};
use containers::crc32;
use image::ExtendedColorType::{L16, Rgb16};
use imaging::{Limits, Pixels};
use text::english;

fn file(name: &str) -> Vec<u8> {
    files().into_iter().find(|(found, _)| *found == name).unwrap().1
}

/// Offsets of the segments before the entropy-coded data: marker and end.
fn segments(jpeg: &[u8]) -> Vec<(u8, usize, usize)> {
    let (mut at, mut found) = (2, Vec::new());
    while jpeg[at] == 0xFF && jpeg[at + 1] != 0xDA {
        let end = at + 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
        found.push((jpeg[at + 1], at, end));
        at = end;
    }
    found
}

#[test]
fn what_stands_between_the_segments_of_a_jpeg_does_not_matter() {
    for name in ["rgb.jpg", "progressive.jpg", "subsampled.jpg", "grey-restart.jpg", "cmyk.jpg", "ycck.jpg"] {
        let jpeg = file(name);
        let whole = open(&jpeg).image;
        for stray in [&[0; 6][..], &[0xFF; 5], &[1, 2, 3], &[0; 400]] {
            for (_, start, _) in segments(&jpeg) {
                let mut bytes = jpeg.clone();
                bytes.splice(start..start, stray.iter().copied());
                assert!(open(&bytes).image == whole, "{name}, {stray:?} at {start}");
                // Half of it is still invalid.
                bytes.truncate(bytes.len() * 3 / 4);
                assert_eq!(formats::open(&bytes, &Limits::default()).unwrap_err().kind().name(), "truncated", "{name}");
            }
        }
    }
}

#[test]
fn a_frame_of_motion_jpeg_has_the_usual_code_tables() {
    // The encoder of `image` writes those of T.81, annex K.
    let jpeg = file("rgb.jpg");
    let mut bytes = jpeg.clone();
    for (marker, start, end) in segments(&jpeg).into_iter().rev() {
        if marker == 0xC4 {
            bytes.drain(start..end);
        }
    }
    assert!(bytes.len() < jpeg.len() - 300);
    assert!(open(&bytes).image == open(&jpeg).image);
    bytes.truncate(bytes.len() * 3 / 4);
    assert_eq!(formats::open(&bytes, &Limits::default()).unwrap_err().kind().name(), "truncated");
}

#[test]
fn jpeg_without_loss_and_of_more_bits_gives_every_value() {
    for bits in [8, 12, 16] {
        let name = format!("lossless-{bits}");
        let (_, object) = compressed::files().into_iter().find(|(found, _)| *found == name).unwrap();
        let start = object.windows(3).rposition(|window| window == [0xFF, 0xD8, 0xFF]).unwrap();
        let picture = open(&object[start..]);
        let read = dicom::read(&object, &Limits { shortest_side: 1, ..Limits::default() }).unwrap();
        let stored = read.frame(0).unwrap().samples.map(|value| value);
        let found: Vec<f64> = match picture.image.pixels() {
            Pixels::Grey8(samples) => samples.iter().map(|&sample| f64::from(sample)).collect(),
            Pixels::Grey16(samples) => {
                let slope = picture.scale.map_or(1.0, |scale| scale.slope);
                samples.iter().map(|&sample| (slope * f64::from(sample)).round()).collect()
            }
            Pixels::Rgb8(_) => panic!("expected grey"),
        };
        assert_eq!(found, stored, "{name}");
        let cut = &object[start..start + (object.len() - start) / 2];
        assert_eq!(formats::open(cut, &Limits::default()).unwrap_err().kind().name(), "truncated", "{name}");
    }
}

/// A PNG with a chunk after its header.
fn with_chunk(png: &[u8], name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = (body.len() as u32).to_be_bytes();
    let sum = crc32(&[name, body]).to_be_bytes();
    [&png[..33], &length, name, body, &sum, &png[33..]].concat()
}

#[test]
fn twelve_bits_in_sixteen_are_spread_and_it_is_said() {
    let words = |times: u16| drawn(|x, y| (u16::from(grey(x, y)) * times).to_ne_bytes().to_vec());
    let mean = |bytes: &[u8]| {
        let picture = open(bytes);
        let Pixels::Grey16(samples) = picture.image.pixels() else { panic!("expected 16 bits") };
        let sum: f64 = samples.iter().map(|&sample| f64::from(sample)).sum();
        (sum / samples.len() as f64 / 257.0, picture.warnings.iter().map(english).collect::<Vec<String>>())
    };
    let full = drawn(|x, y| vec![f64::from(grey(x, y))]).iter().sum::<f64>() / f64::from(WIDTH * HEIGHT);
    let dark = png(&words(16), L16);
    // By its own range: 243 is the largest grey.
    let (found, warnings) = mean(&dark);
    assert!((found - full * 255.0 / 243.0).abs() < 0.5, "{found} for {full}");
    assert!(warnings[0].contains("3,888"), "{warnings:?}");
    // By the file's statement.
    let (found, warnings) = mean(&with_chunk(&dark, b"sBIT", &[12]));
    assert!((found - full * 255.0 / 255.9).abs() < 0.5, "{found} for {full}");
    assert!(warnings[0].contains("4,095"), "{warnings:?}");
    // Already scaled to the full range, as the format requires: nothing is done, and there is no note.
    assert_eq!(mean(&with_chunk(&png(&words(257), L16), b"sBIT", &[12])).1, [""; 0]);
    assert_eq!(mean(&png(&words(257), L16)).1, [""; 0]);
    let rgb = drawn(|x, y| [x, y, 7].iter().flat_map(|&c| (80 * c as u16).to_ne_bytes()).collect());
    let picture = open(&png(&rgb, Rgb16));
    assert_eq!(samples(&picture.image).iter().max(), Some(&255));
    assert_eq!(picture.warnings.len(), 1);
    let black = open(&png(&words(0), L16));
    assert!(black.warnings.is_empty(), "{:?}", black.warnings);
}

#[test]
fn a_screen_without_a_size_has_that_of_the_first_frame() {
    for name in ["interlaced.gif", "animated.gif"] {
        let gif = file(name);
        let mut bytes = gif.clone();
        bytes[6..10].fill(0);
        assert!(open(&bytes).image == open(&gif).image, "{name}");
    }
}

/// gzip of one member.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let deflated = miniz_oxide::deflate::compress_to_vec(bytes, 6);
    let tail = [crc32(&[bytes]).to_le_bytes(), (bytes.len() as u32).to_le_bytes()].concat();
    [b"\x1F\x8B\x08\0\0\0\0\0\0\x03".as_slice(), &deflated, &tail].concat()
}

#[test]
fn packed_pictures_and_objects_are_unpacked_within_the_limits() {
    for name in ["rgb.png", "lzw.tif", "rgb.jpg"] {
        let plain = file(name);
        assert!(open(&gzip(&plain)).image == open(&plain).image, "{name}");
        let packed = gzip(&plain);
        let cut = formats::open(&packed[..packed.len() / 2], &Limits::default()).unwrap_err();
        assert_eq!(cut.kind().name(), "truncated", "{name}: {cut}");
    }
    let (_, object) = compressed::files().swap_remove(0);
    let limits = Limits { shortest_side: 1, ..Limits::default() };
    let (_, opened) = dicom::open(&gzip(&object), &limits).unwrap();
    assert!(opened.unwrap() == dicom::open(&object, &limits).unwrap().1.unwrap());
    // A gigabyte of zeros behind a picture costs no more than the limit.
    let bomb = gzip(&[file("rgb.png"), vec![0; 64 << 20]].concat());
    let limits = Limits { bytes: 1 << 20, ..Limits::default() };
    let used = allocation_counter::measure(|| {
        assert_eq!(formats::open(&bomb, &limits).unwrap_err().kind().name(), "too_large");
    });
    assert!(used.bytes_max < 4 << 20, "{used:?}");
}

#[test]
fn what_colleagues_send_is_named_with_a_way_forward() {
    let with = |start: &[u8]| [start, &[0; 600][..]].concat();
    let mgh = [1_i32, 4, 4, 4, 1, 0].map(i32::to_be_bytes).concat();
    let mut tar = vec![b'a'; 600];
    tar[257..262].copy_from_slice(b"ustar");
    let avif = b"\0\0\0\x20ftypmif1\0\0\0\0mif1avifmiaf".to_vec();
    let table: [(Vec<u8>, &str, &str); 16] = [
        (with(&mgh), "FreeSurfer", "mri_convert"),
        (gzip(&with(&mgh)), "FreeSurfer", "mri_convert"),
        (with(b"NRRD0004\ntype: short\n"), "NRRD", "NIfTI"),
        (b"ObjectType = Image\nNDims = 3\nDimSize = 4 4 4\n".to_vec(), "MetaImage", "NIfTI"),
        (with(b"7z\xBC\xAF\x27\x1C\0\x04"), "7-Zip", "ZIP"),
        (with(b"Rar!\x1A\x07\x01\0"), "RAR", "ZIP"),
        (tar.clone(), "tar archive", "ZIP"),
        (gzip(&tar), "tar archive", "ZIP"),
        (with(&avif), "AVIF", "PNG or JPEG"),
        (with(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic"), "HEIC", "JPEG"),
        (with(b"PK\x03\x04 [Content_Types].xml"), "Office", "screenshot"),
        (with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "Office", "screenshot"),
        (with(b"P5\n4 4\n255\n"), "Netpbm", "PNG"),
        (with(b"8BPS\0\x01"), "Photoshop", "PNG"),
        (gzip(b"%PDF-1.7"), "PDF document, gzipped", "Unpack"),
        (with(b"\x89HDF\r\n\x1A\n"), "HDF5", "Export"),
    ];
    for (bytes, name, hint) in table {
        let error = formats::open(&bytes, &Limits::default()).unwrap_err();
        assert_eq!(error.kind().name(), "unsupported", "{error}");
        assert!(error.to_string().contains(name), "{error}");
        let help = english(&error.help());
        assert!(help.contains(hint), "{error} {help}");
        assert!(!help.contains("iPhone") || name == "HEIC", "{error} {help}");
        assert_eq!(formats::refusal(&bytes).to_string(), error.to_string());
    }
    assert_eq!(
        formats::open(b"nothing that is known", &Limits::default()).unwrap_err().kind().name(),
        "unknown_format"
    );
}
