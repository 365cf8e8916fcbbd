//! Compressed frames of a formula, which `tests/data/dicom/make.py` wrote with third-party encoders.

use crate::dicom::reading::{fault, frame, object};
use fixtures::dicom_made::Made;
use std::path::Path;

const WIDTH: u64 = 50;
const HEIGHT: u64 = 37;

/// Every file, with its name.
pub(crate) fn files() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/data/dicom");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|end| end == "dcm"))
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    assert_eq!(files.len(), 26);
    files
}

/// The grey formula of `make.py`.
fn grey(bits: u32) -> Vec<f64> {
    let most = (1_u64 << bits) - 1;
    let value = |(x, y): (u64, u64)| match (x + 3 * y) % 41 {
        0 => most,
        _ if x < 25 => (x * 97 + y * y * 31) % (most + 1),
        _ => most / 3,
    };
    places().map(value).map(|value| value as f64).collect()
}

/// The colour formula.
fn colour() -> Vec<f64> {
    let value =
        |(x, y): (u64, u64)| [(x * 9 + y * 5) % 256, if x < 25 { 200 } else { y * 13 % 256 }, (x * x + y * 7) % 256];
    places().flat_map(value).map(|value| value as f64).collect()
}

fn places() -> impl Iterator<Item = (u64, u64)> {
    (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (x, y)))
}

#[test]
fn lossless_codecs_give_every_value_back() {
    let mut checked = 0;
    for (name, bytes) in files() {
        let expected = match name.rsplit('-').next().unwrap() {
            _ if name.starts_with("baseline") || name.contains("near") => continue,
            // Compared with other decoders in `dicom::htj2k`.
            "lossy" | "passes" => continue,
            "signed" => grey(12).iter().map(|value| value - 2048.0).collect(),
            "8" => grey(8),
            "12" => grey(12),
            "16" => grey(16),
            _ => colour(),
        };
        assert!(frame(&bytes).values() == expected, "{name}");
        checked += 1;
    }
    assert_eq!(checked, 21);
}

#[test]
fn near_lossless_stays_as_near_as_it_says() {
    let (_, bytes) = files().into_iter().find(|(name, _)| name == "ls-near3").unwrap();
    let values = frame(&bytes).values();
    let furthest = values.iter().zip(grey(12)).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    assert_eq!(furthest, 3.0);
}

#[test]
fn a_baseline_picture_is_like_its_original() {
    let mut pairs = files().into_iter().filter(|(name, _)| name.starts_with("baseline"));
    let mean = |values: &[f64], original: &[f64]| {
        values.iter().zip(original).map(|(a, b)| (a - b).abs()).sum::<f64>() / values.len() as f64
    };
    // Block noise of 8 × 8: the loss of GDCM's default quality. Values of other decoders are in pydicom.json.
    let original = grey(8);
    assert!(mean(&frame(&pairs.next().unwrap().1).values(), &original) < 1.0);
    assert_eq!(frame(&pairs.next().unwrap().1).samples.len(), colour().len());
}

#[test]
fn a_stream_of_another_size_is_refused_before_it_costs_anything() {
    for (name, bytes) in files() {
        // Rows (0028,0010) and columns, little endian explicit, in the file's elements.
        let mut wrong = bytes.clone();
        let rows = wrong.windows(8).position(|window| window == [0x28, 0, 0x10, 0, b'U', b'S', 2, 0]).unwrap();
        wrong[rows + 8..rows + 10].copy_from_slice(&900_u16.to_le_bytes());
        let mut error = None;
        let used = allocation_counter::measure(|| error = Some(fault(&wrong)));
        let error = error.unwrap();
        if name.starts_with("rle") {
            assert_eq!(error.kind().name(), "truncated", "{name}: {error}");
        } else {
            assert_eq!(error.kind().name(), "damaged", "{name}: {error}");
            assert!(error.to_string().contains("50 × 900") && used.bytes_max < 1 << 20, "{name}: {error} {used:?}");
        }
    }
}

#[test]
fn half_a_compressed_picture_is_an_error() {
    for (name, bytes) in files() {
        // The fragment is the last thing in the file but for its delimiter: cut its end off.
        let start = bytes.windows(4).rposition(|window| window == [0xFE, 0xFF, 0x00, 0xE0]).unwrap();
        let body = start + 8;
        let length = u32::from_le_bytes(bytes[start + 4..body].try_into().unwrap()) as usize;
        let kept = body + length * 2 / 3;
        let mut cut = bytes[..kept].to_vec();
        cut[start + 4..body].copy_from_slice(&((kept - body) as u32).to_le_bytes());
        cut.extend([0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]);
        assert!(object(&cut).frame(0).is_err(), "{name}");
    }
}

/// A stream of 48 × 40 pixels of colour by a progressive process, of 8 bits and under a transfer syntax.
fn progressive(uid: &str, stream: &[u8]) -> Vec<u8> {
    let made = Made { uid: format!("1.2.840.10008.1.2.4.{uid}"), ..Made::colour(48, 40, "YBR_FULL_422", &[]) };
    made.encapsulated(&[&[], stream])
}

const PROGRESSIVE: &[u8] = include_bytes!("../../data/imaging/progressive.jpg");

#[test]
fn progressive_jpeg_is_read_and_told_where_its_syntax_is_another() {
    let picture = formats::open(PROGRESSIVE, &imaging::Limits::default()).unwrap();
    let imaging::Pixels::Rgb8(expected) = picture.image.pixels() else { panic!("colour") };
    for (uid, is_told) in [("50", true), ("51", true), ("53", false), ("55", false)] {
        let found = frame(&progressive(uid, PROGRESSIVE));
        let values = found.values();
        assert_eq!(values.len(), expected.len());
        let apart = values.iter().zip(expected).map(|(a, &b)| (a - f64::from(b)).abs()).fold(0.0, f64::max);
        assert!(apart <= 2.0, "{uid}: {apart}");
        assert_eq!(
            found.warnings.iter().any(|said| text::english(said).contains("progressive")),
            is_told,
            "{:?}",
            found.warnings
        );
    }
}

#[test]
fn progressive_jpeg_that_is_cut_deeper_or_larger_is_refused() {
    let frame_at = PROGRESSIVE.windows(2).position(|pair| *pair == [0xFF, 0xC2]).unwrap();
    let mut deep = PROGRESSIVE.to_vec();
    deep[frame_at + 4] = 12;
    let error = fault(&progressive("51", &deep));
    assert!(error.kind().name() == "unsupported" && error.to_string().contains("8 bits"), "{error}");
    for length in [PROGRESSIVE.len() - 2, PROGRESSIVE.len() / 2, frame_at + 30] {
        assert!(object(&progressive("50", &PROGRESSIVE[..length])).frame(0).is_err(), "{length}");
    }
    let mut large = PROGRESSIVE.to_vec();
    large[frame_at + 5..frame_at + 9].fill(0x7F);
    let error = fault(&progressive("50", &large));
    assert!(error.kind().name() == "damaged" && error.to_string().contains("48 × 40"), "{error}");
}
