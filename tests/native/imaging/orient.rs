//! All eight orientations of every format that can state one give the same picture.

use crate::imaging::samples::{encoded, open, tiff};
use image::ExtendedColorType::L8;
use image::ImageEncoder;
use image::codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder};
use imaging::{Format, GreyLevels, Image, Input, InputChannels, Pixels, prepare, upright};

/// Upright picture: 48 × 40 in even squares of 8 pixels, which JPEG at full quality keeps exactly.
const UPRIGHT: (u32, u32) = (48, 40);

fn level(x: u32, y: u32) -> u8 {
    ((x / 8) * 37 + (y / 8) * 53 + 11) as u8
}

/// Size and samples as a camera stores them (CIPA DC-008, 4.6.4, figure of tag 0x0112).
fn stored(orientation: u8) -> ((u32, u32), Vec<u8>) {
    let (w, h) = UPRIGHT;
    let size = if orientation >= 5 { (h, w) } else { (w, h) };
    let at = |x: u32, y: u32| match orientation {
        1 => level(x, y),
        2 => level(w - 1 - x, y),
        3 => level(w - 1 - x, h - 1 - y),
        4 => level(x, h - 1 - y),
        5 => level(y, x),
        6 => level(w - 1 - y, x),
        7 => level(w - 1 - y, h - 1 - x),
        _ => level(y, h - 1 - x),
    };
    (size, (0..size.1).flat_map(|y| (0..size.0).map(move |x| at(x, y))).collect())
}

/// An EXIF block with this one tag, big-endian.
fn exif(orientation: u8) -> Vec<u8> {
    let mut block = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    block.extend([orientation, 0, 0, 0, 0, 0, 0]);
    block
}

fn jpeg(orientation: u8) -> Vec<u8> {
    let (size, samples) = stored(orientation);
    let plain = encoded(|out| JpegEncoder::new_with_quality(out, 100).write_image(&samples, size.0, size.1, L8));
    let block = [&b"Exif\0\0"[..], &exif(orientation)].concat();
    let segment = [&[0xFF, 0xE1][..], &(block.len() as u16 + 2).to_be_bytes(), &block].concat();
    [&plain[..2], &segment, &plain[2..]].concat()
}

fn png(orientation: u8) -> Vec<u8> {
    let (size, samples) = stored(orientation);
    encoded(|out| {
        let mut encoder = PngEncoder::new(out);
        encoder.set_exif_metadata(exif(orientation)).unwrap();
        encoder.write_image(&samples, size.0, size.1, L8)
    })
}

fn webp(orientation: u8) -> Vec<u8> {
    let (size, samples) = stored(orientation);
    encoded(|out| {
        let mut encoder = WebPEncoder::new_lossless(out);
        encoder.set_exif_metadata(exif(orientation)).unwrap();
        encoder.write_image(&samples, size.0, size.1, L8)
    })
}

#[test]
fn all_eight_orientations_give_the_same_picture() {
    let input = Input { size: 64, colour: InputChannels::Grey, fill: 0, levels: GreyLevels::AsGiven };
    let (size, samples) = stored(1);
    let expected = prepare(&Image::new(size.0, size.1, Pixels::Grey8(samples)).unwrap(), input);
    for orientation in 1..=8 {
        let (size, samples) = stored(orientation);
        let files = [
            (Format::Jpeg, jpeg(orientation)),
            (Format::Png, png(orientation)),
            (Format::WebP, webp(orientation)),
            (Format::Tiff, tiff(&samples, size, 8, u32::from(orientation))),
        ];
        for (format, bytes) in files {
            let picture = open(&bytes);
            assert_eq!((picture.format, picture.orientation), (format, orientation));
            assert_eq!((picture.image.width(), picture.image.height()), UPRIGHT, "{format:?} {orientation}");
            assert!(prepare(&picture.image, input) == expected, "{format:?} {orientation}");
        }
    }
}

#[test]
fn every_depth_is_turned() {
    let (size, samples) = stored(6);
    let wide = samples.iter().map(|&sample| u16::from(sample) * 200).collect();
    let rgb = samples.iter().flat_map(|&sample| [sample, 255 - sample, sample / 2]).collect();
    let turned = |pixels| upright(Image::new(size.0, size.1, pixels).unwrap(), 6);
    let wide = turned(Pixels::Grey16(wide));
    let rgb = turned(Pixels::Rgb8(rgb));
    let at = |x: u32, y: u32| (y * UPRIGHT.0 + x) as usize;
    let (Pixels::Grey16(wide), Pixels::Rgb8(rgb)) = (wide.pixels(), rgb.pixels()) else { panic!("another depth") };
    for (x, y) in [(0, 0), (47, 0), (0, 39), (47, 39), (17, 23)] {
        let expected = level(x, y);
        assert_eq!(wide[at(x, y)], u16::from(expected) * 200);
        assert_eq!(rgb[3 * at(x, y)..][..3], [expected, 255 - expected, expected / 2]);
    }
}

#[test]
fn an_orientation_that_does_not_exist_means_upright() {
    for orientation in [0, 9, 255] {
        let (size, samples) = stored(1);
        let block = exif(orientation);
        let plain = encoded(|out| {
            let mut encoder = PngEncoder::new(out);
            encoder.set_exif_metadata(block).unwrap();
            encoder.write_image(&samples, size.0, size.1, L8)
        });
        let picture = open(&plain);
        assert_eq!(picture.orientation, 1);
        assert!(picture.image == Image::new(size.0, size.1, Pixels::Grey8(samples)).unwrap());
    }
}
