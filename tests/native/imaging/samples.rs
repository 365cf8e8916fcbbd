//! Files for the imaging tests: those of `tests/data/imaging`, and those encoded here.

use image::ExtendedColorType::{self, L16, La8, Rgb8, Rgb16, Rgba8};
use image::codecs::{bmp::BmpEncoder, jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder};
use image::{ImageEncoder, ImageResult};
use imaging::{Image, Limits, Picture, Pixels};

/// Size of every sample, as in `tests/data/imaging/make.py`.
pub(crate) const WIDTH: u32 = 48;
/// Rows of every sample.
pub(crate) const HEIGHT: u32 = 40;

/// The colour formula of `make.py`.
pub(crate) fn colour(x: u32, y: u32) -> [u8; 3] {
    [20 + 4 * x, 30 + 5 * y, 220 - 3 * x - y].map(|sample| u8::try_from(sample).unwrap())
}

/// Its grey formula.
pub(crate) fn grey(x: u32, y: u32) -> u8 {
    u8::try_from(16 + 4 * x + y).unwrap()
}

/// 16-bit grey over nearly the full range.
pub(crate) fn grey16(x: u32, y: u32) -> u16 {
    u16::try_from(300 + 1200 * x + 199 * y).unwrap()
}

/// Samples of a whole picture, row by row.
pub(crate) fn drawn<T>(at: impl Fn(u32, u32) -> Vec<T>) -> Vec<T> {
    let places = (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (x, y)));
    places.flat_map(|(x, y)| at(x, y)).collect()
}

/// Opens with the default limits.
#[track_caller]
pub(crate) fn open(bytes: &[u8]) -> Picture {
    formats::open(bytes, &Limits::default()).unwrap()
}

/// The samples of a picture of 8 bits.
pub(crate) fn samples(image: &Image) -> &[u8] {
    match image.pixels() {
        Pixels::Grey8(samples) | Pixels::Rgb8(samples) => samples,
        Pixels::Grey16(_) => panic!("expected 8 bits, found 16"),
    }
}

/// One valid file of each kind, with its name.
pub(crate) fn files() -> Vec<(&'static str, Vec<u8>)> {
    let rgb = drawn(|x, y| colour(x, y).to_vec());
    let rgba = drawn(|x, y| [&colour(x, y)[..], &[grey(x, y)]].concat());
    let wide = drawn(|x, y| grey16(x, y).to_ne_bytes().to_vec());
    let wide_rgb = drawn(|x, y| colour(x, y).iter().flat_map(|&c| (u16::from(c) * 257 + 100).to_ne_bytes()).collect());
    let la = drawn(|x, y| vec![grey(x, y), 255 - grey(x, y)]);
    let mut files = vec![
        ("grey16.png", png(&wide, L16)),
        ("rgb16.png", png(&wide_rgb, Rgb16)),
        ("rgba.png", png(&rgba, Rgba8)),
        ("grey-alpha.png", png(&la, La8)),
        ("rgb.png", png(&rgb, Rgb8)),
        ("rgb.bmp", encoded(|out| BmpEncoder::new(out).write_image(&rgb, WIDTH, HEIGHT, Rgb8))),
        ("rgba.bmp", encoded(|out| BmpEncoder::new(out).write_image(&rgba, WIDTH, HEIGHT, Rgba8))),
        ("lossless.webp", encoded(|out| WebPEncoder::new_lossless(out).write_image(&rgb, WIDTH, HEIGHT, Rgb8))),
        ("rgb.jpg", encoded(|out| JpegEncoder::new_with_quality(out, 95).write_image(&rgb, WIDTH, HEIGHT, Rgb8))),
        ("grey16.tif", tiff(&drawn(|x, y| grey16(x, y).to_le_bytes().to_vec()), (WIDTH, HEIGHT), 16, 1)),
    ];
    files.extend(FILES.map(|(name, bytes)| (name, bytes.to_vec())));
    files
}

/// Encodes [`WIDTH`] × [`HEIGHT`] samples as PNG.
pub(crate) fn png(samples: &[u8], colour: ExtendedColorType) -> Vec<u8> {
    encoded(|out| PngEncoder::new(out).write_image(samples, WIDTH, HEIGHT, colour))
}

/// The output of an encoder.
pub(crate) fn encoded(write: impl FnOnce(&mut Vec<u8>) -> ImageResult<()>) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&mut bytes).unwrap();
    bytes
}

/// An uncompressed little-endian grey TIFF with an orientation tag, by hand (TIFF 6.0, section 2).
pub(crate) fn tiff(samples: &[u8], (width, height): (u32, u32), bits: u32, orientation: u32) -> Vec<u8> {
    let entries = [
        (256, width),
        (257, height),
        (258, bits),
        (259, 1),
        (262, 1),
        (273, 8),
        (274, orientation),
        (277, 1),
        (278, height),
        (279, samples.len() as u32),
    ];
    let mut bytes = b"II*\0".to_vec();
    bytes.extend((8 + samples.len() as u32).to_le_bytes());
    bytes.extend(samples);
    bytes.extend((entries.len() as u16).to_le_bytes());
    for (tag, value) in entries {
        // Type LONG suits strips and sizes; SHORT is what readers expect of the rest.
        let kind: u16 = if matches!(tag, 256 | 257 | 273 | 278 | 279) { 4 } else { 3 };
        bytes.extend((tag as u16).to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(1u32.to_le_bytes());
        bytes.extend(value.to_le_bytes());
    }
    bytes.extend([0; 4]);
    bytes
}

macro_rules! files {
    ($($name:literal)*) => {
        [$(($name, include_bytes!(concat!("../../data/imaging/", $name)))),*]
    };
}

const FILES: [(&str, &[u8]); 20] = files!(
    "progressive.jpg" "subsampled.jpg" "grey-restart.jpg" "cmyk.jpg" "ycck.jpg"
    "interlaced.png" "palette.png" "one-bit.png"
    "lossy.webp" "alpha.webp" "animated.webp"
    "rle.bmp"
    "lzw.tif" "packbits.tif" "adobe_deflate.tif" "white-is-zero.tif" "fax.tif" "palette.tif"
    "interlaced.gif" "animated.gif"
);
