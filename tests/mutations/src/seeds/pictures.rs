//! Small pictures of every format for which there is an encoder.

use image::codecs::{bmp::BmpEncoder, jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder};
use image::{ExtendedColorType, ImageEncoder, ImageResult};

/// Size of every picture.
pub(super) const WIDTH: u32 = 24;
pub(super) const HEIGHT: u32 = 20;

/// Samples of a picture, `each` per pixel.
fn samples(each: u32) -> Vec<u8> {
    (0..WIDTH * HEIGHT * each).map(|at| (at * 7 % 251 + at / 60) as u8).collect()
}

fn encoded(write: impl FnOnce(&mut Vec<u8>) -> ImageResult<()>) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&mut bytes).unwrap();
    bytes
}

pub(crate) fn png() -> Vec<Vec<u8>> {
    use ExtendedColorType::{L8, L16, Rgb8, Rgba8, Rgba16};
    let kinds = [(L8, 1), (L16, 2), (Rgb8, 3), (Rgba8, 4), (Rgba16, 8)];
    let file = |(kind, each)| encoded(|out| PngEncoder::new(out).write_image(&samples(each), WIDTH, HEIGHT, kind));
    kinds.into_iter().map(file).collect()
}

/// A baseline DCT file; and the same declared as a 12-bit file.
pub(crate) fn jpeg() -> Vec<Vec<u8>> {
    use ExtendedColorType::{L8, Rgb8};
    let file = |(kind, each)| {
        encoded(|out| JpegEncoder::new_with_quality(out, 90).write_image(&samples(each), WIDTH, HEIGHT, kind))
    };
    let mut files: Vec<Vec<u8>> = [(L8, 1), (Rgb8, 3)].into_iter().map(file).collect();
    files.extend(files.clone().into_iter().map(deep));
    files
}

/// The marker and the precision of the extended 12-bit process (T.81, B.2.2).
fn deep(mut file: Vec<u8>) -> Vec<u8> {
    if let Some(at) = file.windows(2).position(|pair| *pair == [0xFF, 0xC0]) {
        file[at + 1] = 0xC1;
        file[at + 4] = 12;
    }
    file
}

pub(crate) fn bmp() -> Vec<Vec<u8>> {
    let write =
        |out: &mut Vec<u8>| BmpEncoder::new(out).write_image(&samples(3), WIDTH, HEIGHT, ExtendedColorType::Rgb8);
    vec![encoded(write)]
}

pub(crate) fn webp() -> Vec<Vec<u8>> {
    vec![encoded(|out| {
        WebPEncoder::new_lossless(out).write_image(&samples(4), WIDTH, HEIGHT, ExtendedColorType::Rgba8)
    })]
}

/// Grey of 8 and 16 bits in one strip.
pub(crate) fn tiff() -> Vec<Vec<u8>> {
    [1_u32, 2].into_iter().map(|bytes| strip(&samples(bytes), 8 * bytes)).collect()
}

fn strip(samples: &[u8], bits: u32) -> Vec<u8> {
    let length = samples.len() as u32;
    let entries = [
        (256_u16, WIDTH),
        (257, HEIGHT),
        (258, bits),
        (259, 1),
        (262, 1),
        (273, 8),
        (277, 1),
        (278, HEIGHT),
        (279, length),
    ];
    let mut file = [&b"II*\0"[..], &(8 + length).to_le_bytes(), samples].concat();
    file.extend((entries.len() as u16).to_le_bytes());
    for (tag, value) in entries {
        file.extend([&tag.to_le_bytes()[..], &[4, 0, 1, 0, 0, 0], &value.to_le_bytes()].concat());
    }
    file.extend([0; 4]);
    file
}
