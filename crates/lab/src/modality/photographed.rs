//! Photographs of a screen or of film, simulated from pictures of the sets: the most common kind of file that patients
//! have.
//!
//! The simulation adds what such a photograph does: surroundings of the slice, perspective, moiré between screen and
//! camera, the colour of lamp and screen, raised blacks, a reflection, noise, JPEG. No set of real ones was available.

use super::views::{grey, through_jpeg};
use fastrand::Rng;
use imaging::resize::{fit_within, stretch};
use imaging::{Image, Pixels, rgb_from_image};
use std::f32::consts::TAU;

/// A photograph of a screen or of a film that shows this picture; `Rgb8`.
#[must_use]
pub(super) fn photographed(image: &Image, random: &mut Rng) -> Image {
    let shown = PhotographedSheet::with(&fit_within(&grey(&rgb_from_image(image)), 256), random);
    let long = random.u32(180..420);
    let short = long * random.u32(68..101) / 100;
    let (width, height) = if random.bool() { (long, short) } else { (short, long) };
    let view = Homography::drawn(random);
    let light = Light::drawn(random);
    let mut samples = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height {
        for x in 0..width {
            let at = ((x as f32 + 0.5) / width as f32, (y as f32 + 0.5) / height as f32);
            let (u, v) = view.on_sheet(at);
            let pixel = if (0.0..1.0).contains(&u) && (0.0..1.0).contains(&v) {
                light.on_screen(shown.level(u, v), at, (x as f32, y as f32))
            } else {
                light.beside(u, v, at)
            };
            let grain = light.noise * (random.f32() + random.f32() - 1.0);
            samples.extend(pixel.map(|level| (level + grain).round().clamp(0.0, 255.0) as u8));
        }
    }
    let photograph = Image::new(width, height, Pixels::Rgb8(samples)).unwrap_or_else(|| image.clone());
    // Out of focus, like a hand-held photograph.
    let soft = fit_within(&photograph, (long as f32 * between(random, 0.45, 1.0)) as u32);
    through_jpeg(&stretch(&soft, width, height), random.u8(40..95))
}

fn between(random: &mut Rng, low: f32, high: f32) -> f32 {
    low + (high - low) * random.f32()
}

/// What is on the screen or the film: the picture, alone or several times, with some text or a bar beside it.
struct PhotographedSheet {
    width: usize,
    height: usize,
    levels: Vec<f32>,
}

impl PhotographedSheet {
    fn with(image: &Image, random: &mut Rng) -> Self {
        let picture = |x: f32, y: f32| sample(image, x, y);
        let is_film = random.f32() < 0.35;
        let (across, down) = if is_film { (random.u32(1..5), random.u32(1..5)) } else { (1, 1) };
        // A film lets some light through everywhere; a viewer is black, grey or white around the picture.
        let ground = if is_film {
            between(random, 8.0, 60.0)
        } else {
            *random.choice(&[0.0, 0.0, 20.0, 60.0, 235.0]).unwrap_or(&0.0)
        };
        let [left, top] =
            [(); 2].map(|()| if is_film { 0.0 } else { between(random, 0.0, 0.3) * random.f32().round() });
        let gap = if is_film { between(random, 0.0, 0.06) } else { 0.0 };
        let text = if random.f32() < 0.5 { random.u32(1..8) } else { 0 };
        let bar = if !is_film && random.f32() < 0.4 { between(random, 0.03, 0.1) } else { 0.0 };
        let (width, height) = (256, 256 * random.usize(65..110) / 100);
        let phase = random.u32(0..1000);
        let levels = (0..width * height).map(|at| {
            let (x, y) = ((at % width) as f32 / width as f32, (at / width) as f32 / height as f32);
            if y < bar {
                return 180.0;
            }
            let line = (y * 40.0) as u32;
            if line < text && x < 0.35 && y * 40.0 % 1.0 < 0.6 && ((x * 200.0) as u32 * 7 + line * 31 + phase) % 11 > 5
            {
                return 220.0;
            }
            let (u, v) = ((x - left) / (1.0 - left) * across as f32, (y - top) / (1.0 - top) * down as f32);
            if u < 0.0 || v < 0.0 {
                return ground;
            }
            let (u, v) = ((u % 1.0 - gap / 2.0) / (1.0 - gap), (v % 1.0 - gap / 2.0) / (1.0 - gap));
            // The picture keeps its proportions.
            let aspect = image.width() as f32 / image.height() as f32 * (height as f32 * across as f32)
                / (width as f32 * down as f32);
            let (u, v) = if aspect < 1.0 { ((u - 0.5) / aspect + 0.5, v) } else { (u, (v - 0.5) * aspect + 0.5) };
            if (0.0..1.0).contains(&u) && (0.0..1.0).contains(&v) {
                picture(u, v).max(if is_film { ground } else { 0.0 })
            } else {
                ground
            }
        });
        let levels = levels.collect();
        Self { width, height, levels }
    }

    /// Bilinear interpolation.
    fn level(&self, u: f32, v: f32) -> f32 {
        let (x, y) = (u * (self.width - 1) as f32, v * (self.height - 1) as f32);
        let at = |x: usize, y: usize| {
            self.levels.get(y.min(self.height - 1) * self.width + x.min(self.width - 1)).copied().unwrap_or(0.0)
        };
        let (column, row) = (x as usize, y as usize);
        let (a, b) = (x - column as f32, y - row as f32);
        let upper = at(column, row) * (1.0 - a) + at(column + 1, row) * a;
        let lower = at(column, row + 1) * (1.0 - a) + at(column + 1, row + 1) * a;
        upper * (1.0 - b) + lower * b
    }
}

fn sample(image: &Image, u: f32, v: f32) -> f32 {
    let (width, height) = (image.width() as usize, image.height() as usize);
    let at = ((v * height as f32) as usize).min(height - 1) * width + ((u * width as f32) as usize).min(width - 1);
    match image.pixels() {
        Pixels::Grey8(samples) => samples.get(at).copied().map_or(0.0, f32::from),
        Pixels::Rgb8(samples) => samples.get(at * 3).copied().map_or(0.0, f32::from),
        Pixels::Grey16(samples) => samples.get(at).map_or(0.0, |&level| f32::from(level) / 257.0),
    }
}

/// A camera before the sheet: a plane seen at an angle (a homography of the photograph to the sheet).
struct Homography {
    rows: [[f32; 3]; 3],
}

impl Homography {
    fn drawn(random: &mut Rng) -> Self {
        // Closer than the sheet is large, or with surroundings.
        let size = between(random, 0.85, 1.5);
        let (sine, cosine) = between(random, -0.16, 0.16).sin_cos();
        let [slant, lean] = [(); 2].map(|()| between(random, -0.35, 0.35));
        let [right, down] = [(); 2].map(|()| between(random, -0.08, 0.08));
        Self { rows: [[size * cosine, -size * sine, right], [size * sine, size * cosine, down], [slant, lean, 1.0]] }
    }

    fn on_sheet(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let (x, y) = (x - 0.5, y - 0.5);
        let [u, v, w] = self.rows.map(|[a, b, c]| a * x + b * y + c);
        let w = w.max(0.2);
        (u / w + 0.5, v / w + 0.5)
    }
}

/// The effect of light.
struct Light {
    /// Of red, green and blue.
    colour: [f32; 3],
    /// What black becomes, and white.
    black: f32,
    white: f32,
    gamma: f32,
    /// Periods per image, and amplitude.
    beat: [f32; 2],
    strength: f32,
    /// Phase shift between the beats of the three colours.
    apart: f32,
    /// Position, width and brightness of the reflection.
    reflection: ([f32; 2], f32, f32),
    edge: f32,
    room: [f32; 3],
    noise: f32,
}

impl Light {
    fn drawn(random: &mut Rng) -> Self {
        let warmth = between(random, -0.22, 0.22);
        let green = between(random, -0.08, 0.08);
        let room = between(random, 10.0, 220.0);
        let direction = between(random, 0.0, TAU);
        let waves = between(random, 0.12, 1.9);
        Self {
            colour: [1.0 + warmth, 1.0 + green, 1.0 - warmth],
            black: between(random, 4.0, 70.0),
            white: between(random, 150.0, 250.0),
            gamma: between(random, 0.7, 1.4),
            beat: [waves * direction.cos(), waves * direction.sin()],
            strength: if random.f32() < 0.75 { between(random, 0.03, 0.22) } else { 0.0 },
            apart: between(random, 0.0, 2.2),
            reflection: (
                [(); 2].map(|()| random.f32()),
                between(random, 0.06, 0.5),
                if random.f32() < 0.5 { between(random, 10.0, 130.0) } else { 0.0 },
            ),
            edge: between(random, 0.0, 0.5),
            room: [(); 3].map(|()| room * between(random, 0.75, 1.15)),
            noise: between(random, 1.0, 14.0),
        }
    }

    fn on_screen(&self, level: f32, at: (f32, f32), pixel: (f32, f32)) -> [f32; 3] {
        let shown = self.black + (self.white - self.black) * (level / 255.0).max(0.0).powf(self.gamma);
        let ([x, y], reach, bright) = self.reflection;
        let away = ((at.0 - x).powi(2) + (at.1 - y).powi(2)) / (reach * reach);
        let reflected = bright * (-away).exp();
        let dim = 1.0 - self.edge * ((at.0 - 0.5).powi(2) + (at.1 - 0.5).powi(2));
        let phase = self.beat[0] * pixel.0 + self.beat[1] * pixel.1;
        let mut channel = 0.0;
        self.colour.map(|colour| {
            let wave = 1.0 + self.strength * (phase + channel * self.apart).sin();
            channel += 1.0;
            shown * colour * wave * dim + reflected
        })
    }

    /// The frame of the screen, and the room behind it.
    fn beside(&self, u: f32, v: f32, at: (f32, f32)) -> [f32; 3] {
        let away = (-u).max(u - 1.0).max(-v).max(v - 1.0);
        if away < 0.035 { [22.0; 3] } else { self.room.map(|level| level * (0.7 + 0.5 * at.1)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use imaging::quality::measure;
    use imaging::synthetic::{Phantom, phantom};

    #[test]
    fn a_photograph_has_what_the_file_has_not() {
        let head = phantom(Phantom::Plain, 5);
        let mut random = Rng::with_seed(9);
        let all: Vec<_> = (0..12).map(|_| measure(&photographed(&head, &mut random))).collect();
        let plain = measure(&head);
        assert!(all.iter().filter(|photo| photo.colour > 0.02).count() >= 8, "{all:?}");
        assert!(all.iter().filter(|photo| photo.black > plain.black).count() >= 8, "{all:?}");
    }
}
