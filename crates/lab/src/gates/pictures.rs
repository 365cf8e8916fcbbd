//! Pictures of a data set, opened as the page opens them.

use crate::evaluate::each;
use anyhow::Result;
use imaging::{Image, Pixels, eight_bits, grey_from_image};
use training::data::Record;

/// Calls `work` with every picture, in the records' order.
pub(super) fn of_records<T: Send>(
    records: &[&Record],
    title: &str,
    work: impl Fn(&Image) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    each(records, title, |_, bytes| work(&reading::open(bytes)?.image))
}

/// The same, `None` for pictures that cannot be opened: those of other kinds may be too small for the page.
pub(super) fn of_openable<T: Send>(
    records: &[&Record],
    title: &str,
    work: impl Fn(&Image) -> Result<T> + Sync,
) -> Result<Vec<Option<T>>> {
    each(records, title, |_, bytes| reading::open(bytes).ok().map(|picture| work(&picture.image)).transpose())
}

/// At most `most` of them, evenly spaced.
pub(super) fn spread<T: Copy>(all: &[T], most: usize) -> Vec<T> {
    let kept = all.len().min(most);
    (0..kept).filter_map(|index| all.get(index * all.len() / kept).copied()).collect()
}

/// A grey picture mapped pixel by pixel: `level` gets column, row and the level there.
pub(super) fn redrawn(image: &Image, mut level: impl FnMut(usize, usize, f32) -> f32) -> Image {
    let width = image.width() as usize;
    let samples = grey_samples(image);
    let drawn =
        samples.iter().enumerate().map(|(at, &sample)| to_level(level(at % width, at / width, f32::from(sample))));
    drawn_as(image, image.width(), image.height(), drawn.collect())
}

/// A grey picture of that size; the other one where the samples do not fit, which they always do.
pub(super) fn drawn_as(instead: &Image, width: u32, height: u32, samples: Vec<u8>) -> Image {
    Image::new(width, height, Pixels::Grey8(samples)).unwrap_or_else(|| instead.clone())
}

/// Grey levels, row by row.
pub(super) fn grey_samples(image: &Image) -> Vec<u8> {
    match grey_from_image(image).pixels() {
        Pixels::Grey8(samples) => samples.clone(),
        Pixels::Grey16(samples) => samples.iter().map(|&sample| eight_bits(sample)).collect(),
        Pixels::Rgb8(samples) => samples.iter().step_by(3).copied().collect(),
    }
}

/// Rounded, 0…255.
pub(super) fn to_level(value: f32) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}
