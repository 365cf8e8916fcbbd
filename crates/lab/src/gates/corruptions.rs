//! Good pictures corrupted on purpose, to test whether the quality gate detects them.

use super::pictures::{drawn_as, grey_samples, redrawn, to_level};
use imaging::resize::with_longest_side;
use imaging::{Image, Pixels};

/// Longest side of a picture made tiny, in pixels.
const TINY: u32 = 48;
/// Deviation of the blur, in pixels of a picture whose longest side is 224.
const BLUR: f32 = 2.5;

/// A way to corrupt a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corruption {
    /// Blurred with a deviation of 2.5 pixels at 224.
    Blurred,
    /// Reduced to 48 pixels and smoothly enlarged again.
    Enlarged,
    /// Reduced to 48 pixels and enlarged again by repeating pixels.
    Blocks,
    /// Reduced to 48 pixels.
    Tiny,
    /// A sixth of its brightness.
    Dark,
    /// Three times as bright plus 30 levels.
    Bright,
    /// Inverted.
    Negative,
    /// At 40 % of the side within a uniform frame.
    Framed,
    /// Tinted as by a lamp.
    Tinted,
    /// Within a window with a bar, a list and buttons.
    Screenshot,
    /// Under a fine, slightly rotated grid with 12 % of the brightness.
    Grid,
}

impl Corruption {
    /// The corrupted picture; `index` varies the parameters.
    #[must_use]
    pub fn apply(self, image: &Image, index: usize) -> Image {
        let side = image.width().max(image.height());
        match self {
            Self::Blurred => blurred(image, BLUR * side as f32 / 224.0),
            Self::Enlarged => with_longest_side(&with_longest_side(image, TINY), side),
            Self::Blocks => blocks(image),
            Self::Tiny => with_longest_side(image, TINY),
            Self::Dark => redrawn(image, |_, _, level| level / 6.0),
            Self::Bright => redrawn(image, |_, _, level| 3.0 * level + 30.0),
            Self::Negative => redrawn(image, |_, _, level| 255.0 - level),
            Self::Framed => framed(image, index),
            Self::Tinted => tinted(image, index),
            Self::Screenshot => screenshot(image, index),
            Self::Grid => {
                // From 3 to 8 pixels a period at 256, turned by 5 to 40 degrees.
                let period = (3.0 + (index % 6) as f32) * side as f32 / 256.0;
                let (sine, cosine) = (5.0 + (index % 8) as f32 * 5.0).to_radians().sin_cos();
                let wave = |place: f32| (std::f32::consts::TAU * place / period).sin();
                redrawn(image, |column, row, level| {
                    let (x, y) = (column as f32, row as f32);
                    let grid = wave(x * cosine + y * sine) * 0.5 + wave(y * cosine - x * sine) * 0.5;
                    (level + 12.0) * (1.0 + 0.12 * grid)
                })
            }
        }
    }
}

/// Three box filters approximate a Gaussian (Wells 1986).
fn blurred(image: &Image, deviation: f32) -> Image {
    let reach = ((4.0 * deviation * deviation + 1.0).sqrt() / 2.0 - 0.5).round().max(1.0) as usize;
    let (width, height) = (image.width() as usize, image.height() as usize);
    let mut samples: Vec<f32> = grey_samples(image).into_iter().map(f32::from).collect();
    for _ in 0..3 {
        samples = averaged(&samples, width, height, reach);
        samples = averaged(&samples, height, width, reach);
    }
    drawn_as(image, image.width(), image.height(), samples.into_iter().map(to_level).collect())
}

/// Means along rows; the result is transposed.
fn averaged(samples: &[f32], width: usize, height: usize, reach: usize) -> Vec<f32> {
    let mut target = vec![0.0; samples.len()];
    for (row, line) in samples.chunks_exact(width).enumerate() {
        for column in 0..width {
            let part = line.get(column.saturating_sub(reach)..(column + reach + 1).min(width)).unwrap_or_default();
            if let Some(sample) = target.get_mut(column * height + row) {
                *sample = part.iter().sum::<f32>() / part.len().max(1) as f32;
            }
        }
    }
    target
}

fn blocks(image: &Image) -> Image {
    let small = with_longest_side(image, TINY);
    let samples = grey_samples(&small);
    let [across, down] = [(small.width(), image.width()), (small.height(), image.height())];
    redrawn(image, |column, row, _| {
        let place = |at: usize, (small, large): (u32, u32)| at * small as usize / large.max(1) as usize;
        let at = place(row, down) * small.width() as usize + place(column, across);
        samples.get(at).copied().map_or(0.0, f32::from)
    })
}

fn framed(image: &Image, index: usize) -> Image {
    let frame = [0, 255, 128].get(index % 3).copied().unwrap_or_default();
    let inner = with_longest_side(image, (image.width().max(image.height()) * 2 / 5).max(1));
    placed(&inner, image.width(), image.height(), |_, _| frame)
}

/// The picture in the middle of a larger area.
fn placed(image: &Image, width: u32, height: u32, around: impl Fn(u32, u32) -> u8) -> Image {
    let samples = grey_samples(image);
    let (left, top) = (width.saturating_sub(image.width()) / 2, height.saturating_sub(image.height()) / 2);
    let mut drawn = Vec::with_capacity((width * height) as usize);
    for y in 0..height {
        for x in 0..width {
            let inside = x >= left && y >= top && x - left < image.width() && y - top < image.height();
            let at = (y.saturating_sub(top) * image.width() + x.saturating_sub(left)) as usize;
            let sample = if inside { samples.get(at).copied() } else { None };
            drawn.push(sample.unwrap_or_else(|| around(x, y)));
        }
    }
    drawn_as(image, width, height, drawn)
}

fn tinted(image: &Image, index: usize) -> Image {
    let lamps = [[1.0, 0.85, 0.62], [0.8, 1.0, 0.9], [0.75, 0.85, 1.0]];
    let lamp = lamps.get(index % 3).copied().unwrap_or([1.0; 3]);
    let samples = grey_samples(image).into_iter().flat_map(|level| lamp.map(|part| to_level(f32::from(level) * part)));
    Image::new(image.width(), image.height(), Pixels::Rgb8(samples.collect())).unwrap_or_else(|| image.clone())
}

/// A window twice as wide as the picture: a light bar above, a list on the left with lines of text, buttons.
fn screenshot(image: &Image, index: usize) -> Image {
    let (width, height) = (image.width() * 2, image.height() * 5 / 4);
    let bar = height / 12;
    let list = width / 5 + (index as u32 % 4) * width / 40;
    let dark = index.is_multiple_of(2);
    let (bar_level, list_level, ground) = if dark { (60, 45, 20) } else { (225, 240, 255) };
    placed(image, width, height, move |x, y| {
        let text = y % 14 > 8 && (x * 7 + y / 14 * 31) % 11 > 4;
        match (x, y) {
            (_, y) if y < bar => bar_level,
            (x, _) if x < list && x > 8 && x < list - 12 && text => 128,
            (x, _) if x < list => list_level,
            _ => ground,
        }
    })
}
