//! Changes to training pictures that leave the diagnosis as it is.
//!
//! Geometry (mirror, small rotation, scale, shift) is one bilinear walk over the original;
//! then tone (brightness, contrast, gamma), and what pictures go through on their way:
//! low resolution, noise, JPEG. Nothing of this runs at evaluation.

use crate::imaging::{Image, Pixels};
use fastrand::Rng;

/// A grey picture of `side` × `side` drawn from `image` under random changes; `image` is
/// placed as `imaging::prepare` places it (longest side to `side`, centred, black around).
pub(super) fn augmented(image: &Image, side: u32, random: &mut Rng) -> Image {
    let n = side as usize;
    let mut values = geometry(image, n, random);
    if random.f32() < 0.2 {
        blur_by_resolution(&mut values, n, random);
    }
    tone(&mut values, random);
    if random.f32() < 0.3 {
        let strength = random.f32() * 12.0;
        for value in &mut values {
            *value += strength * (random.f32() + random.f32() + random.f32() - 1.5);
        }
    }
    let mut bytes: Vec<u8> = values.iter().map(|value| value.round().clamp(0.0, 255.0) as u8).collect();
    if random.f32() < 0.3 {
        bytes = through_jpeg(&bytes, side, random.u8(30..95)).unwrap_or(bytes);
    }
    Image::new(side, side, Pixels::Grey8(bytes)).unwrap_or_else(|| image.clone())
}

/// Two pictures of the same size laid over each other, `share` of the first (Zhang et al., "mixup", ICLR 2018).
pub(super) fn mixed(one: &Image, other: &Image, share: f32) -> Option<Image> {
    let (Pixels::Grey8(a), Pixels::Grey8(b)) = (one.pixels(), other.pixels()) else { return None };
    let bytes = a.iter().zip(b).map(|(a, b)| (f32::from(*a) * share + f32::from(*b) * (1.0 - share)).round() as u8);
    Image::new(one.width(), one.height(), Pixels::Grey8(bytes.collect()))
}

fn between(random: &mut Rng, low: f32, high: f32) -> f32 {
    low + (high - low) * random.f32()
}

fn geometry(image: &Image, n: usize, random: &mut Rng) -> Vec<f32> {
    let grey = grey_values(image);
    let (width, height) = (image.width() as f32, image.height() as f32);
    let angle = if random.f32() < 0.7 { between(random, -30.0, 30.0).to_radians() } else { 0.0 };
    let zoom = between(random, 0.8, 1.15);
    let aspect = between(random, 0.93, 1.07);
    let mirror = if random.bool() { -1.0 } else { 1.0 };
    let flip = if random.f32() < 0.25 { -1.0 } else { 1.0 };
    let shift = [(); 2].map(|()| between(random, -0.07, 0.07) * n as f32);
    // Source pixels per target pixel.
    let step = width.max(height) / n as f32 / zoom;
    let (sin, cos) = angle.sin_cos();
    let centre = n as f32 / 2.0;
    let mut output = Vec::with_capacity(n * n);
    for row in 0..n {
        for column in 0..n {
            let x = (column as f32 + 0.5 - centre - shift[0]) * mirror * aspect;
            let y = (row as f32 + 0.5 - centre - shift[1]) * flip / aspect;
            let source_x = (cos * x - sin * y) * step + width / 2.0 - 0.5;
            let source_y = (sin * x + cos * y) * step + height / 2.0 - 0.5;
            output.push(bilinear(&grey, image.width() as usize, image.height() as usize, source_x, source_y));
        }
    }
    output
}

fn grey_values(image: &Image) -> Vec<f32> {
    match image.pixels() {
        Pixels::Grey8(samples) => samples.iter().map(|v| f32::from(*v)).collect(),
        Pixels::Grey16(samples) => samples.iter().map(|v| f32::from(*v) / 257.0).collect(),
        Pixels::Rgb8(samples) => samples
            .chunks_exact(3)
            .map(|rgb| rgb.iter().zip([0.299, 0.587, 0.114]).map(|(v, share)| f32::from(*v) * share).sum())
            .collect(),
    }
}

/// Black outside the picture.
fn bilinear(grey: &[f32], width: usize, height: usize, x: f32, y: f32) -> f32 {
    let (left, top) = (x.floor(), y.floor());
    let (fx, fy) = (x - left, y - top);
    let at = |dx: f32, dy: f32| {
        let (column, row) = (left + dx, top + dy);
        if column < 0.0 || row < 0.0 || column as usize >= width || row as usize >= height {
            return 0.0;
        }
        grey.get(row as usize * width + column as usize).copied().unwrap_or(0.0)
    };
    let upper = at(0.0, 0.0) * (1.0 - fx) + at(1.0, 0.0) * fx;
    let lower = at(0.0, 1.0) * (1.0 - fx) + at(1.0, 1.0) * fx;
    upper * (1.0 - fy) + lower * fy
}

/// Down to 96…200 pixels and up again, both bilinear.
fn blur_by_resolution(values: &mut Vec<f32>, n: usize, random: &mut Rng) {
    let small = random.usize(96..200).min(n);
    let resampled = |source: &[f32], from: usize, to: usize| -> Vec<f32> {
        let step = from as f32 / to as f32;
        (0..to * to)
            .map(|index| {
                let x = ((index % to) as f32 + 0.5) * step - 0.5;
                let y = ((index / to) as f32 + 0.5) * step - 0.5;
                bilinear(source, from, from, x.max(0.0), y.max(0.0))
            })
            .collect()
    };
    *values = resampled(&resampled(values, n, small), small, n);
}

fn tone(values: &mut [f32], random: &mut Rng) {
    let contrast = between(random, 0.75, 1.3);
    let brightness = between(random, -25.0, 25.0);
    let gamma = if random.f32() < 0.4 { between(random, 0.75, 1.35) } else { 1.0 };
    let mean = values.iter().sum::<f32>() / values.len().max(1) as f32;
    for value in values {
        // Background stays black: a scanner's air does not brighten with the window.
        let lit = (*value / 24.0).min(1.0);
        let toned = 255.0 * (value.clamp(0.0, 255.0) / 255.0).powf(gamma);
        *value = (toned - mean) * contrast + mean + brightness * lit;
    }
}

fn through_jpeg(bytes: &[u8], side: u32, quality: u8) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut file, quality)
        .encode(bytes, side, side, image::ExtendedColorType::L8)
        .ok()?;
    let decoded = image::load_from_memory_with_format(&file, image::ImageFormat::Jpeg).ok()?.into_luma8().into_raw();
    (decoded.len() == bytes.len()).then_some(decoded)
}
