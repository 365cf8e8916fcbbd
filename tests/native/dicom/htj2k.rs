//! High-Throughput JPEG 2000, in addition to what `dicom::compressed` requires of every codec. The files are from
//! `tests/data/dicom/make_ht.py`, which printed the numbers here: the output of other decoders.

use crate::dicom::hidden::{MARK, clean_as, compressed, marked_behind_the_last_packet, saved, segment, with_stream};
use crate::dicom::reading::{fault, frame};

const FILES: [&str; 7] = ["8", "16", "colour", "signed", "order-12", "passes", "lossy"];

fn file(name: &str) -> Vec<u8> {
    compressed(&format!("htj2k-{name}.dcm"))
}

/// Inserts a segment behind SIZ.
fn with_segment(file: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    with_stream(file, |stream| {
        let size = 4 + usize::from(u16::from_be_bytes([stream[4], stream[5]]));
        [&stream[..size], &segment(marker, content), &stream[size..]].concat()
    })
}

/// Where the content of a segment begins.
fn content(stream: &[u8], marker: u8) -> usize {
    stream.windows(2).position(|pair| *pair == [0xFF, marker]).unwrap() + 4
}

#[test]
fn three_passes_in_four_layers_are_those_of_openjpeg() {
    let values = frame(&file("passes")).values();
    let bytes = values.iter().flat_map(|&value| (value as u16).to_le_bytes());
    let number = bytes
        .fold(0xCBF2_9CE4_8422_2325, |number: u64, byte| (number ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
    assert_eq!(format!("{number:X}"), "CA9BDC55A6160FF6");
}

#[test]
fn a_lossy_picture_is_that_of_openjph_but_for_rounding() {
    let openjph = [4122, 25_857, 25_361, 24_920, 24_394, 23_889, 23_295, 22_869, 22_374, 21_869].map(f64::from);
    let values = frame(&file("lossy")).values();
    for (value, expected) in values.iter().step_by(199).zip(openjph) {
        assert!((value - expected).abs() <= 1.0, "{value}, {expected}");
    }
}

#[test]
fn what_is_by_the_standard_and_not_read_is_told() {
    let plain = file("16");
    let changed = |marker: u8, by: &dyn Fn(&mut [u8])| {
        with_stream(&plain, |stream| {
            let mut stream = stream.to_vec();
            let at = content(&stream, marker);
            by(&mut stream[at..]);
            stream
        })
    };
    let cases = [
        (changed(0x52, &|coding| coding[8] |= 0xC0), "older coding"),
        (with_segment(&plain, 0x5E, &[0, 0, 3]), "region of interest"),
        (with_segment(&plain, 0x60, &[0, 0, 0]), "packet headers"),
        (with_segment(&plain, 0x74, &[0; 4]), "extension"),
        (with_segment(&plain, 0x5F, &[0, 0, 0, 1, 1, 1, 0].repeat(65)), "64 changes"),
        (changed(0x5C, &|quantiser| quantiser[1] = 0xF8), "29 bit planes"),
    ];
    for (bytes, said) in cases {
        let error = fault(&bytes);
        assert!(error.kind().name() == "unsupported" && error.to_string().contains(said), "{said}: {error}");
        assert!(error.to_string().contains("High-Throughput JPEG 2000"), "{error}");
    }
    // The capability without HT blocks, as before: not for the T.800 decoder.
    let arithmetic = changed(0x52, &|coding| coding[8] = 0);
    assert_eq!(fault(&arithmetic).kind().name(), "unsupported");
}

#[test]
fn no_part_of_a_picture_is_given() {
    for name in FILES {
        let whole = file(name);
        let mut length = 0;
        with_stream(&whole, |stream| {
            length = stream.len();
            stream.to_vec()
        });
        // Without the end marker and the padding byte.
        for kept in (20..length - 3).step_by(13) {
            let error = fault(&with_stream(&whole, |stream| stream[..kept].to_vec()));
            assert!(["truncated", "damaged"].contains(&error.kind().name()), "{name} {kept}: {error}");
        }
    }
}

#[test]
fn changed_bytes_make_an_error_or_a_picture_of_the_size() {
    let mut seed = 7_u32;
    let mut random = move |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    let mut refused = 0;
    for name in FILES {
        let whole = file(name);
        for _ in 0..400 {
            let changed = with_stream(&whole, |stream| {
                let mut stream = stream.to_vec();
                for _ in 0..=random(3) {
                    let at = 2 + random(stream.len() - 2);
                    stream[at] = random(256) as u8;
                }
                stream
            });
            let came = dicom::read(&changed, &crate::dicom::reading::LIMITS).and_then(|object| object.frame(0));
            refused += u32::from(came.is_err());
            assert!(came.map_or(true, |frame| (frame.width, frame.height) == (50, 37)), "{name}");
        }
    }
    assert!(refused > 500, "{refused}");
}

#[test]
fn saved_without_names_only_what_is_decoded_stays() {
    for name in FILES {
        let whole = file(name);
        for marker in [0x55, 0x64, 0x85] {
            clean_as(&whole, &with_segment(&whole, marker, MARK.as_bytes()), &format!("{name}: {marker:02X}"));
        }
        for marker in [0x59, 0x61, 0x74] {
            let error = saved(&with_segment(&whole, marker, MARK.as_bytes())).unwrap_err();
            assert_eq!(error.kind().name(), "unsupported", "{name}: {marker:02X}");
        }
        // Capabilities beyond those of T.814.
        let capable = with_stream(&whole, |stream| {
            let at = content(stream, 0x50);
            let longer = segment(0x50, &[&stream[at..at + 6], MARK.as_bytes()].concat());
            [&stream[..at - 4], &longer, &stream[at + 6..]].concat()
        });
        assert_eq!(saved(&capable).unwrap_err().kind().name(), "unsupported", "{name}");
        let behind = with_stream(&whole, marked_behind_the_last_packet);
        assert_eq!(saved(&behind).unwrap_err().kind().name(), "damaged", "{name}");
    }
}
