//! Augmentation of training pictures that preserves the diagnosis.
//!
//! Geometry (mirror, small rotation, scale, shift) is one bilinear walk over the original;
//! then tone (brightness, contrast, gamma), and typical degradations: low resolution, noise, JPEG. Grey levels are
//! sometimes matched to another training picture's, and a coil's shading is added, so that every class occurs with the
//! look of every source. None of this runs at evaluation.

use super::lesion::GreyPicture;
use fastrand::Rng;
use image::ExtendedColorType;
use imaging::{self, GreyLevels, Image, Pixels};

/// How far size and grey levels are changed: 1 as the constants here say, 0 not at all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct GreyStrength {
    /// Of the scale and the ratio of the sides.
    pub(super) zoom: f32,
    /// Of brightness, contrast, gamma, uneven light, and how far levels are moved to another picture's.
    pub(super) tone: f32,
}

/// A grey picture of `side` × `side` drawn from `image` under random changes; `image` is
/// placed as `imaging::prepare` places it (longest side to `side`, centred, black around). `other` lends its grey levels.
/// `place` is the geometric transform of the picture, which must also be applied to its outline.
pub(super) fn augmented(
    image: &GreyPicture,
    place: &Augmentation,
    other: Option<&GreyPicture>,
    side: u32,
    (levels, strength): (GreyLevels, f32),
    random: &mut Rng,
) -> Option<Image> {
    let n = side as usize;
    let mut values = place.of(image, n);
    if let Some(other) = other
        && random.f32() < 0.25
    {
        match_levels(&mut values, other, strength, random);
    }
    if random.f32() < 0.3 {
        shade(&mut values, n, strength, random);
    }
    if random.f32() < 0.2 {
        blur_by_resolution(&mut values, n, random);
    }
    tone(&mut values, strength, random);
    if random.f32() < 0.3 {
        let strength = random.f32() * 12.0;
        for value in &mut values {
            *value += strength * (random.f32() + random.f32() + random.f32() - 1.5);
        }
    }
    let mut bytes: Vec<u8> = values.iter().map(|value| value.round().clamp(0.0, 255.0) as u8).collect();
    if random.f32() < 0.3 {
        bytes = through_jpeg(&bytes, side, random.u8(30..95), ExtendedColorType::L8).unwrap_or(bytes);
    }
    let image = Image::new(side, side, Pixels::Grey8(bytes))?;
    Some(match levels {
        GreyLevels::AsGiven => image,
        GreyLevels::Percentiles => imaging::stretched(image),
    })
}

/// Two pictures of the same size blended, `share` of the first (Zhang et al., "mixup", ICLR 2018).
pub(super) fn mixed(one: &Image, other: &Image, share: f32) -> Option<Image> {
    let both = |a: &[u8], b: &[u8]| -> Vec<u8> {
        let pairs = a.iter().zip(b);
        pairs.map(|(a, b)| (f32::from(*a) * share + f32::from(*b) * (1.0 - share)).round() as u8).collect()
    };
    let pixels = match (one.pixels(), other.pixels()) {
        (Pixels::Grey8(a), Pixels::Grey8(b)) => Pixels::Grey8(both(a, b)),
        (Pixels::Rgb8(a), Pixels::Rgb8(b)) => Pixels::Rgb8(both(a, b)),
        _ => return None,
    };
    Image::new(one.width(), one.height(), pixels)
}

/// A uniformly distributed number from `low` to `high`.
pub(super) fn between(random: &mut Rng, low: f32, high: f32) -> f32 {
    low + (high - low) * random.f32()
}

/// A factor that changes as much as `strength` lets it: 0 leaves 1.
fn moved(factor: f32, strength: f32) -> f32 {
    1.0 + (factor - 1.0) * strength
}

/// The geometric transform of a picture: the same for it and for its outline.
pub(super) struct Augmentation {
    /// Radians.
    angle: f32,
    zoom: f32,
    aspect: f32,
    /// -1 where left and right are swapped.
    mirror: f32,
    /// -1 where top and bottom are.
    flip: f32,
    /// As a share of the side.
    shift: [f32; 2],
}

impl Augmentation {
    /// The placement of `imaging::prepare`.
    pub(super) const PLAIN: Self = Self { angle: 0.0, zoom: 1.0, aspect: 1.0, mirror: 1.0, flip: 1.0, shift: [0.0; 2] };

    /// A small rotation, scale (times `zoom`), shift and mirroring.
    pub(super) fn drawn(zoom: f32, random: &mut Rng) -> Self {
        Self {
            angle: if random.f32() < 0.7 { between(random, -30.0, 30.0).to_radians() } else { 0.0 },
            zoom: moved(between(random, 0.8, 1.15), zoom),
            aspect: moved(between(random, 0.93, 1.07), zoom),
            mirror: if random.bool() { -1.0 } else { 1.0 },
            flip: if random.f32() < 0.25 { -1.0 } else { 1.0 },
            shift: [(); 2].map(|()| between(random, -0.07, 0.07)),
        }
    }

    /// `image` in a square of `n` × `n`.
    pub(super) fn of(&self, image: &GreyPicture, n: usize) -> Vec<f32> {
        let (width, height) = (image.width as f32, image.height as f32);
        // Source pixels per target pixel.
        let step = width.max(height) / n as f32 / self.zoom;
        let (sin, cos) = self.angle.sin_cos();
        let centre = n as f32 / 2.0;
        let shift = self.shift.map(|share| share * n as f32);
        let mut output = Vec::with_capacity(n * n);
        for row in 0..n {
            for column in 0..n {
                let x = (column as f32 + 0.5 - centre - shift[0]) * self.mirror * self.aspect;
                let y = (row as f32 + 0.5 - centre - shift[1]) * self.flip / self.aspect;
                let source_x = (cos * x - sin * y) * step + width / 2.0 - 0.5;
                let source_y = (sin * x + cos * y) * step + height / 2.0 - 0.5;
                output.push(bilinear(&image.values, image.width, image.height, source_x, source_y));
            }
        }
        output
    }

    /// An outline in cells of [`CELL`] pixels a side: each cell's share inside, 0…1.
    pub(super) fn cells(&self, outline: &GreyPicture, n: usize) -> Vec<f32> {
        let fine = self.of(outline, n);
        let across = n / CELL;
        let mut cells = vec![0.0; across * across];
        for (row, line) in fine.chunks_exact(n.max(1)).take(across * CELL).enumerate() {
            let to = cells.chunks_exact_mut(across.max(1)).nth(row / CELL).into_iter().flatten();
            for (cell, pixels) in to.zip(line.chunks_exact(CELL)) {
                *cell += pixels.iter().sum::<f32>() / (CELL * CELL) as f32;
            }
        }
        cells
    }
}

/// Pixels of the picture to one cell of a map, along a side.
pub(super) const CELL: usize = 4;

/// Two outlines blended like their pictures; known where both are.
pub(super) fn mixed_outlines(one: &Option<Vec<f32>>, other: &Option<Vec<f32>>, share: f32) -> Option<Vec<f32>> {
    if share >= 1.0 {
        return one.clone();
    }
    let pairs = one.as_ref()?.iter().zip(other.as_ref()?);
    Some(pairs.map(|(a, b)| a * share + b * (1.0 - share)).collect())
}

/// Grey levels of the non-black pixels, moved towards those of `other` by their ranks (histogram matching).
fn match_levels(values: &mut [f32], other: &GreyPicture, most: f32, random: &mut Rng) {
    let lit = |value: &&f32| **value > 12.0;
    let mut wanted: Vec<f32> = other.values.iter().filter(lit).copied().collect();
    let mut own: Vec<f32> = values.iter().filter(lit).copied().collect();
    if wanted.len() < 500 || own.len() < 500 {
        return;
    }
    wanted.sort_by(f32::total_cmp);
    own.sort_by(f32::total_cmp);
    let table: Vec<f32> = (0..=255u16)
        .map(|level| {
            let rank = own.partition_point(|value| *value < f32::from(level)) as f32 / own.len() as f32;
            wanted[(rank * (wanted.len() - 1) as f32) as usize]
        })
        .collect();
    let strength = most * between(random, 0.4, 1.0);
    for value in values.iter_mut().filter(|value| **value > 12.0) {
        let level = value.clamp(0.0, 254.999);
        let matched = table[level as usize] * (1.0 - level.fract()) + table[level as usize + 1] * level.fract();
        *value += (matched - *value) * strength;
    }
}

/// The bias field of a receiving coil: smoothly brighter towards one side or in the middle.
pub(super) fn shade(values: &mut [f32], n: usize, strength: f32, random: &mut Rng) {
    let [x1, y1, x2, y2, xy] = [(); 5].map(|()| strength * between(random, -0.3, 0.3));
    for (index, value) in values.iter_mut().enumerate() {
        let [x, y] = [index % n, index / n].map(|at| 2.0 * at as f32 / n as f32 - 1.0);
        *value *= (x1 * x + y1 * y + x2 * x * x + y2 * y * y + xy * x * y).exp();
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
pub(super) fn blur_by_resolution(values: &mut Vec<f32>, n: usize, random: &mut Rng) {
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

fn tone(values: &mut [f32], strength: f32, random: &mut Rng) {
    let contrast = moved(between(random, 0.75, 1.3), strength);
    // A window chosen wider or narrower; what it clips is lost before the levels are stretched.
    let gain = if random.f32() < 0.4 { moved(between(random, 0.6, 1.6), strength) } else { 1.0 };
    let brightness = strength * between(random, -25.0, 25.0);
    let gamma = if random.f32() < 0.4 { moved(between(random, 0.75, 1.35), strength) } else { 1.0 };
    let mean = values.iter().sum::<f32>() / values.len().max(1) as f32;
    for value in values {
        // Background stays black: a scanner's air does not brighten with the window.
        let lit = (*value / 24.0).min(1.0);
        let toned = 255.0 * (value.clamp(0.0, 255.0) / 255.0).powf(gamma);
        *value = ((toned - mean) * contrast + mean + brightness * lit) * gain;
    }
}

/// Samples compressed as JPEG and opened again, of grey (`L8`) or of colour (`Rgb8`); `None` where that fails.
pub(super) fn through_jpeg(bytes: &[u8], side: u32, quality: u8, kind: ExtendedColorType) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut file, quality).encode(bytes, side, side, kind).ok()?;
    let decoded = image::load_from_memory_with_format(&file, image::ImageFormat::Jpeg).ok()?;
    let decoded = match kind {
        ExtendedColorType::Rgb8 => decoded.into_rgb8().into_raw(),
        _ => decoded.into_luma8().into_raw(),
    };
    (decoded.len() == bytes.len()).then_some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Area and mean level of a disc after 40 random changes of this strength: the furthest each moves, as a share.
    fn moved_by(strength: f32) -> [f32; 2] {
        let inside = |index: usize| ((index % 64) as f32 - 31.5).hypot((index / 64) as f32 - 31.5) < 16.0;
        let values = (0..64 * 64).map(|index| if inside(index) { 120.0 } else { 0.0 }).collect();
        let disc = GreyPicture { width: 64, height: 64, values };
        let seen = |place: &Augmentation, tone: f32, seed: u64| {
            let random = &mut Rng::with_seed(seed);
            let image = augmented(&disc, place, None, 128, (GreyLevels::AsGiven, tone), random).unwrap();
            let Pixels::Grey8(bytes) = image.pixels() else { panic!("grey") };
            let lit: Vec<f32> = bytes.iter().filter(|level| **level > 60).map(|level| f32::from(*level)).collect();
            [lit.len() as f32, lit.iter().sum::<f32>() / lit.len() as f32]
        };
        let plain = [4.0 * (0..64 * 64).filter(|index| inside(*index)).count() as f32, 120.0];
        (0..40).fold([0.0; 2], |most, seed| {
            let place = Augmentation::drawn(strength, &mut Rng::with_seed(seed));
            let found = seen(&place, strength, seed);
            [0, 1].map(|which| f32::max(most[which], (found[which] / plain[which] - 1.0).abs()))
        })
    }

    #[test]
    fn size_and_levels_stay_where_they_are_a_measurement() {
        let [area, level] = moved_by(0.0);
        assert!(area < 0.08 && level < 0.06, "{area}, {level}");
        let [area, level] = moved_by(1.0);
        assert!(area > 0.2 && level > 0.15, "{area}, {level}");
    }
}
