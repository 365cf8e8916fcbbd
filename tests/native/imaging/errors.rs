//! Every broken file gives its kind of error, what was expected, what was found, and what to do.

use crate::imaging::samples::{HEIGHT, WIDTH, files, open, png};
use image::ExtendedColorType::L8;
use imaging::{Foreign, ImagingError, Limits, Picture, Sniffed, sniff};

#[track_caller]
fn error(bytes: &[u8]) -> ImagingError {
    formats::open(bytes, &Limits::default()).unwrap_err()
}

/// Kind, a part of the message, a part of the hint.
#[track_caller]
fn check(error: &ImagingError, kind: &str, message: &str, hint: &str) {
    assert_eq!(error.kind().name(), kind, "{error}");
    assert!(error.to_string().contains(message), "{error}");
    let help = text::english(&error.help());
    assert!(help.contains(hint), "{help}");
    assert!(error.to_string().starts_with("Expected ") && error.to_string().contains("found"), "{error}");
}

fn file(name: &str) -> Vec<u8> {
    files().into_iter().find(|(found, _)| *found == name).unwrap().1
}

#[test]
fn empty_large_and_unknown_files_are_refused() {
    check(&error(&[]), "empty_file", "empty", "again");
    let limits = Limits { bytes: 99, ..Limits::default() };
    check(&formats::open(&[0; 100], &limits).unwrap_err(), "too_large", "at most 99 bytes, found 100", "Scale");
    check(&error(b"just some text"), "unknown_format", "6A 75 73 74 20 73 6F 6D", "PNG or JPEG");
    check(&error(b"BMW is not a bitmap, whatever its first letters say"), "unknown_format", "42 4D 57", "PNG or JPEG");
}

#[test]
fn known_files_that_are_no_pictures_are_named() {
    let with = |start: &[u8]| [start, &[0; 400][..]].concat();
    let at = |place: usize, magic: &[u8]| [&vec![0; place][..], magic, &[0; 200]].concat();
    let table = [
        (at(128, b"DICM"), Foreign::Dicom, "DICOM", "Reload"),
        ([b"II*\0", &at(124, b"DICM")[..]].concat(), Foreign::Dicom, "DICOM", "Reload"),
        (at(344, b"n+1\0"), Foreign::Nifti, "NIfTI", "slice"),
        (with(b"\x1F\x8B\x08\x08\0\0\0\0\0\x03brain.nii\0"), Foreign::Nifti, "NIfTI", "slice"),
        (with(b"\x1F\x8B\x08\0\0\0\0\0\0\x03"), Foreign::Gzip, "gzip", "Unpack"),
        (with(b"\0\0\0\x18ftypheic"), Foreign::Heic, "HEIC", "JPEG"),
        (with(b"\0\0\0\x18ftypavif"), Foreign::Avif, "AVIF", "JPEG"),
        (with(b"\0\0\0\x18ftypisom"), Foreign::Video, "video", "frame"),
        (with(b"\0\0\0\x0CjP  \r\n"), Foreign::Jpeg2000, "JPEG 2000", "PNG"),
        (with(&[0xFF, 0x0A]), Foreign::JpegXl, "JPEG XL", "PNG"),
        (with(b"%PDF-1.7"), Foreign::Pdf, "PDF", "screenshot"),
        (with(b"PK\x03\x04"), Foreign::Zip, "ZIP", "Unpack"),
        (b"\xEF\xBB\xBF <?xml version='1.0'?><SVG/>".to_vec(), Foreign::Svg, "SVG", "PNG"),
        (b"\n<!DOCTYPE html><title>404</title>".to_vec(), Foreign::Html, "web page", "itself"),
    ];
    for (bytes, foreign, name, hint) in table {
        assert_eq!(sniff(&bytes), Sniffed::Foreign(foreign));
        check(&error(&bytes), "unsupported", name, hint);
    }
}

#[test]
fn kinds_of_jpeg_that_are_not_read_are_named() {
    let jpeg = file("rgb.jpg");
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    let with = |offset: usize, value: u8| {
        let mut bytes = jpeg.clone();
        bytes[frame + offset] = value;
        bytes
    };
    check(&error(&with(1, 0xC9)), "unsupported", "arithmetic coding", "viewer");
    // Neither has the data that such a process needs.
    check(&error(&with(1, 0xC3)), "unsupported", "lossless coding", "viewer");
    check(&error(&with(1, 0xC5)), "unsupported", "hierarchical coding", "viewer");
    check(&error(&with(4, 12)), "unsupported", "more than 8 bits", "viewer");
    check(&error(&with(9, 2)), "unsupported", "channels", "viewer");
}

#[test]
fn half_a_jpeg_is_refused() {
    for name in ["rgb.jpg", "progressive.jpg", "grey-restart.jpg", "cmyk.jpg"] {
        let mut bytes = file(name);
        check(&error(&bytes[..bytes.len() * 3 / 4]), "truncated", "ends early", "again");
        // An endless run of ones is not a Huffman code.
        let data = bytes.len() - 100;
        bytes[data..data + 40].copy_from_slice(&[0xFF, 0].repeat(20));
        check(&error(&bytes), "damaged", "JPEG", "save it again");
    }
}

#[test]
fn a_cut_file_is_an_error_or_the_whole_picture() {
    for (name, bytes) in files() {
        let whole = open(&bytes);
        let step = if bytes.len() > 2000 { 7 } else { 1 };
        for length in (0..bytes.len()).step_by(step) {
            match formats::open(&bytes[..length], &Limits::default()) {
                // Of an animation fewer pictures may be left to count.
                Ok(picture) => {
                    let told = Picture { warnings: whole.warnings.clone(), ..picture };
                    assert!(told == whole, "{name} cut to {length} gives another picture");
                }
                Err(error) => {
                    let short = matches!(error.kind().name(), "empty_file" | "unknown_format") && length < 32;
                    assert!(short || error.kind().name() == "truncated", "{name} cut to {length}: {error}");
                }
            }
        }
    }
}

#[test]
fn damage_is_found() {
    let mut png = file("rgb.png");
    let data = png.windows(4).position(|name| name == b"IDAT").unwrap();
    png[data + 30] ^= 0x10;
    check(&error(&png), "damaged", "PNG", "save it again");
    let mut gif = file("interlaced.gif");
    let last = gif.len() - 40;
    gif[last - 200..last].fill(0xFF);
    assert!(matches!(error(&gif).kind().name(), "damaged" | "truncated"));
}

#[test]
fn small_and_huge_pictures_are_refused_from_the_header() {
    let png = png(&vec![0; (WIDTH * HEIGHT) as usize], L8);
    let sized = |width: u32, height: u32| {
        let mut bytes = png.clone();
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        bytes
    };
    check(&error(&sized(31, 400)), "too_small", "at least 32 pixels, found 31 × 400", "thumbnail");
    check(&error(&sized(20_000, 20_000)), "too_many_pixels", "100,000,000 pixels", "Scale");
    check(&error(&sized(70_000, 40)), "too_many_pixels", "sides of at most 65,535", "Scale");
    check(&error(&sized(u32::MAX, u32::MAX)), "too_many_pixels", "4,294,967,295", "Scale");
    let mut jpeg = file("rgb.jpg");
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].fill(0xFF);
    check(&error(&jpeg), "too_many_pixels", "found 65,535 × 65,535", "Scale");
    let mut gif = file("interlaced.gif");
    gif[6..10].fill(0xFF);
    check(&error(&gif), "too_many_pixels", "found 65,535 × 65,535", "Scale");
    let mut bmp = file("rgb.bmp");
    bmp[18..26].copy_from_slice(&[0, 0x90, 0, 0, 0, 0x90, 0, 0]);
    check(&error(&bmp), "too_many_pixels", "found 36,864 × 36,864", "Scale");
}
