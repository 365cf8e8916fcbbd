//! Every kind of TIFF in use: read as intended, or refused by name.

use crate::imaging::samples::{HEIGHT, WIDTH, colour, drawn, grey, samples};
use imaging::{Limits, Picture, Pixels};
use text::english;

macro_rules! tiff {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../data/imaging/tiff/", $name, ".tif")).as_slice())
    };
}

type TiffFile = (&'static str, &'static [u8]);

#[track_caller]
fn open((name, bytes): TiffFile) -> Picture {
    let picture = formats::open(bytes, &Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!((picture.image.width(), picture.image.height()), (WIDTH, HEIGHT), "{name}");
    picture
}

/// 16-bit greys over their full range, whatever the sample format.
fn greys(picture: &Picture) -> Vec<f64> {
    match picture.image.pixels() {
        Pixels::Grey8(samples) => samples.iter().map(|&sample| f64::from(sample) * 257.0).collect(),
        Pixels::Grey16(samples) => samples.iter().map(|&sample| f64::from(sample)).collect(),
        Pixels::Rgb8(_) => panic!("expected grey"),
    }
}

/// The largest difference from the formula, which `at` gives for a grey of 8 bits.
fn apart(picture: &Picture, at: impl Fn(f64) -> f64) -> f64 {
    let expected = drawn(|x, y| vec![at(f64::from(grey(x, y)))]);
    greys(picture).iter().zip(expected).map(|(found, expected)| (found - expected).abs()).fold(0.0, f64::max)
}

/// The range of file values that the picture's greys represent.
fn numbers(picture: &Picture) -> Vec<f64> {
    let scale = picture.scale.expect("a scale");
    greys(picture).iter().map(|grey| scale.slope * grey + scale.intercept).collect()
}

/// Least and largest grey of the formula: 16 + 4 x + y.
const ENDS: (f64, f64) = (16.0, 243.0);

#[test]
fn floating_point_between_0_and_1_is_grey_as_it_is() {
    for sample in [tiff!("half"), tiff!("single"), tiff!("single-lzw"), tiff!("double")] {
        let picture = open(sample);
        // Half floats have eleven significant bits.
        assert!(apart(&picture, |grey| grey * 257.0) <= 20.0, "{}", sample.0);
        assert!(picture.warnings.is_empty(), "{}: {:?}", sample.0, picture.warnings);
        let least = numbers(&picture).into_iter().fold(1.0, f64::min);
        assert!((least - ENDS.0 / 255.0).abs() < 1e-3, "{}: {least}", sample.0);
    }
}

#[test]
fn numbers_without_a_white_of_their_own_are_shown_over_their_range_and_it_is_said() {
    let over = |grey: f64| 65_535.0 * (grey - ENDS.0) / (ENDS.1 - ENDS.0);
    let table = [
        (tiff!("double-wide"), 1000.0, -5000.0),
        (tiff!("signed8"), 1.0, -128.0),
        (tiff!("signed16"), 100.0, -10_000.0),
        (tiff!("signed32"), 1e6, -1e8),
    ];
    for (sample, slope, intercept) in table {
        let picture = open(sample);
        assert!(apart(&picture, over) <= 1.0, "{}", sample.0);
        let ends = [ENDS.0, ENDS.1].map(|grey| format!("{}", slope * grey + intercept));
        assert!(
            ends.iter().all(|end| english(&picture.warnings[0]).contains(end)),
            "{}: {:?}",
            sample.0,
            picture.warnings
        );
        let found = numbers(&picture);
        let expected = drawn(|x, y| vec![slope * f64::from(grey(x, y)) + intercept]);
        let most = found.iter().zip(expected).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(most <= slope / 100.0, "{}: {most}", sample.0);
    }
}

#[test]
fn whole_numbers_have_the_white_of_their_bits_where_they_use_them() {
    for sample in [tiff!("unsigned32"), tiff!("unsigned64"), tiff!("big"), tiff!("reversed"), tiff!("old-lzw")] {
        let picture = open(sample);
        assert!(apart(&picture, |grey| grey * 257.0) <= 1.0, "{}", sample.0);
        assert!(picture.warnings.is_empty(), "{}: {:?}", sample.0, picture.warnings);
    }
    // 12 significant bits stored in 16, and the same in 32.
    for (sample, largest) in [(tiff!("twelve-in-sixteen"), "3,888"), (tiff!("unsigned32-dark"), "243000")] {
        let picture = open(sample);
        assert!(apart(&picture, |grey| 65_535.0 * grey / ENDS.1) <= 1.0, "{}", sample.0);
        assert!(english(&picture.warnings[0]).contains(largest), "{}: {:?}", sample.0, picture.warnings);
    }
    let picture = open(tiff!("stated-range"));
    assert!(apart(&picture, |grey| 65_535.0 * grey * 8.0 / 4095.0) <= 1.0);
    assert!(english(&picture.warnings[0]).contains("4,095"), "{:?}", picture.warnings);
}

#[test]
fn samples_need_not_fill_bytes() {
    let picture = open(tiff!("twelve-bits"));
    assert!(apart(&picture, |grey| 65_535.0 * grey * 16.0 / 4095.0) <= 1.0);
    assert!(picture.warnings.is_empty(), "{:?}", picture.warnings);
    let picture = open(tiff!("four-bits"));
    assert!(apart(&picture, |grey| (grey / 16.0).floor() * 17.0 * 257.0) <= 1.0);
    let picture = open(tiff!("white-is-zero-16"));
    assert!(apart(&picture, |grey| grey * 257.0) <= 1.0);
}

#[test]
fn colours_come_out_of_strips_tiles_and_planes() {
    let expected = drawn(|x, y| colour(x, y).to_vec());
    let table = [
        (tiff!("zstd"), 0),
        (tiff!("tiled-lzw"), 0),
        (tiff!("tiled-planar"), 0),
        (tiff!("planar-rgb16"), 0),
        (tiff!("rgb-single"), 0),
        (tiff!("jpeg-ycbcr"), 12),
        (tiff!("jpeg-tiled"), 12),
        (tiff!("jpeg-rgb-tables"), 12),
        (tiff!("ycbcr-shared"), 12),
    ];
    for (sample, most) in table {
        let picture = open(sample);
        // The last row of the tiled JPEG shares its chroma with the tile's padding, in libtiff's output too.
        let compared = if sample.0 == "jpeg-tiled" { expected.len() / 40 * 39 } else { expected.len() };
        let pairs = samples(&picture.image).iter().zip(&expected).take(compared);
        let apart = pairs.map(|(a, b)| a.abs_diff(*b)).max().unwrap();
        assert!(apart <= most, "{}: {apart}", sample.0);
        assert!(picture.warnings.is_empty(), "{}: {:?}", sample.0, picture.warnings);
    }
    let picture = open(tiff!("rgb-twelve"));
    let white = expected.iter().max().map(|&most| f64::from(most)).unwrap();
    let right = |(found, expected): (&u8, &u8)| (f64::from(*found) - 255.0 * f64::from(*expected) / white).abs() <= 1.0;
    assert!(samples(&picture.image).iter().zip(&expected).all(right));
    assert_eq!(picture.warnings.len(), 1);
    let picture = open(tiff!("jpeg-grey"));
    assert!(apart(&picture, |grey| grey * 257.0) <= 4.0 * 257.0);
    let ink = |value: u32, black: u32| ((255 - value) * (255 - black) / 255) as u8;
    let expected = drawn(|x, y| [4 * x, 5 * y, 100].map(|value| ink(value, 2 * x)).to_vec());
    let picture = open(tiff!("inks"));
    assert!(samples(&picture.image).iter().zip(&expected).all(|(a, b)| a.abs_diff(*b) <= 1));
}

#[test]
fn every_fax_is_read() {
    let checkered = drawn(|x, y| vec![if (x / 8 + y / 8) % 2 == 1 { 255 } else { 0 }]);
    for sample in [tiff!("group3"), tiff!("group3-two"), tiff!("group4"), tiff!("fax-lines")] {
        assert_eq!(samples(&open(sample).image), checkered, "{}", sample.0);
    }
    let letters = drawn(|x, y| vec![if x * y % 7 < 3 && x > 3 { 255 } else { 0 }]);
    for sample in [tiff!("letters-group3-two"), tiff!("letters-group4"), tiff!("letters-fax-lines")] {
        assert_eq!(samples(&open(sample).image), letters, "{}", sample.0);
    }
}

#[test]
fn what_is_sound_and_not_read_is_refused_by_its_name() {
    let table = [
        (tiff!("refused-lzma"), "LZMA"),
        (tiff!("refused-jpeg2000"), "JPEG 2000"),
        (tiff!("refused-webp"), "WebP"),
        (tiff!("refused-lerc"), "LERC"),
        (tiff!("refused-lab"), "L*a*b*"),
    ];
    for ((name, bytes), word) in table {
        let error = formats::open(bytes, &Limits::default()).unwrap_err();
        assert_eq!(error.kind().name(), "unsupported", "{name}: {error}");
        assert!(error.to_string().contains(word), "{name}: {error}");
    }
}

#[test]
fn a_cut_tiff_is_never_half_a_picture() {
    let all = [
        tiff!("half"),
        tiff!("single-lzw"),
        tiff!("double"),
        tiff!("zstd"),
        tiff!("tiled-lzw"),
        tiff!("jpeg-tiled"),
        tiff!("jpeg-ycbcr"),
        tiff!("ycbcr-shared"),
        tiff!("unsigned32"),
        tiff!("letters-group4"),
        tiff!("old-lzw"),
    ];
    for (name, bytes) in all {
        let whole = open((name, bytes));
        for length in (0..bytes.len()).step_by(13) {
            let used = allocation_counter::measure(|| match formats::open(&bytes[..length], &Limits::default()) {
                Ok(picture) => assert!(picture == whole, "{name} cut to {length} gives another picture"),
                Err(error) => assert!(error.kind().name() != "unsupported", "{name} cut to {length}: {error}"),
            });
            assert!(used.bytes_max < 16 << 20, "{name} cut to {length}: {used:?}");
        }
        // With any byte wrong: never a panic, never more memory than a picture of that size may take.
        for at in 0..bytes.len().min(700) {
            for value in [0, 0xFF, bytes[at] ^ 1] {
                let mut bytes = bytes.to_vec();
                bytes[at] = value;
                let limits = Limits { pixels: 1 << 20, ..Limits::default() };
                let used = allocation_counter::measure(|| drop(formats::open(&bytes, &limits)));
                assert!(used.bytes_max < Limits::decoder_bytes(1024, 1024), "{name}, byte {at}: {used:?}");
            }
        }
    }
}
