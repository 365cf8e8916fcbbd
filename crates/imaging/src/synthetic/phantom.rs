//! A drawn head: a schematic brain slice, not an imitation of a patient.

use super::lattice::{Rng, mixed_by, noise, step};
use crate::{Image, Pixels};

/// Side of the picture in pixels.
const SIDE: u32 = 512;

/// A quarter of the furrows in the rim.
const FURROWS: f64 = 8.0;

/// What a drawn head shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phantom {
    /// Nothing unusual.
    Plain,
    /// A bright round spot with a dark rim, away from the middle.
    BrightLesion,
    /// A small bright spot, low in the middle.
    MidlineLesion,
    /// A spot as it is described.
    Lesion(Lesion),
}

/// A spot in thousandths of half the picture's side, from its middle to the right and downwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lesion {
    /// To the right.
    pub x: i16,
    /// Downwards.
    pub y: i16,
    /// From its middle to its edge.
    pub radius: i16,
    /// Width of the dark rim around it.
    pub rim: i16,
    /// Grey level inside, 0…255.
    pub grey: u8,
}

/// Draws a head-like slice of 512 × 512 pixels: scalp, skull ring, folded rim, core, ventricles,
/// and what `kind` adds. `Grey8`; the seed varies shape, folds, side and noise.
#[must_use]
pub fn phantom(kind: Phantom, seed: u64) -> Image {
    let head = HeadEllipse::new(kind, seed);
    let mut grain = Rng::new(seed ^ 0xA5A5_5A5A);
    let mut samples = Vec::with_capacity((SIDE * SIDE) as usize);
    for row in 0..SIDE {
        for column in 0..SIDE {
            let [x, y] = [column, row].map(|index| (f64::from(index) + 0.5) / f64::from(SIDE) * 2.0 - 1.0);
            // The sum of three uniform distributions is nearly normal; magnitude pictures have no
            // negative values, so the noise of the background is folded up.
            let noise = (grain.signed() + grain.signed() + grain.signed()) * 3.4;
            let level = (head.level(x, y) + noise).abs();
            samples.push(level.clamp(0.0, 255.0) as u8);
        }
    }
    Image::square(SIDE, Pixels::Grey8(samples))
}

struct HeadEllipse {
    seed: u64,
    /// Half axes.
    axes: (f64, f64),
    /// Cosine and sine of a slight turn.
    turn: (f64, f64),
    /// Direction and strength of uneven lighting.
    shade: (f64, f64),
    spot: Option<Spot>,
}

/// A bright spot with a dark rim.
struct Spot {
    x: f64,
    y: f64,
    radius: f64,
    rim: f64,
    grey: f64,
}

/// Grey level of a bright spot.
const BRIGHT: f64 = 214.0;

impl HeadEllipse {
    fn new(kind: Phantom, seed: u64) -> Self {
        let mut random = Rng::new(seed);
        let tangent = 0.03 * random.signed();
        let norm = 1.0 + tangent * tangent;
        let side = if random.signed() < 0.0 { -1.0 } else { 1.0 };
        let spot = match kind {
            Phantom::Plain => None,
            Phantom::BrightLesion => Some(Spot {
                x: side * (0.34 + 0.04 * random.signed()),
                y: 0.10 + 0.16 * random.signed(),
                radius: 0.155 + 0.02 * random.signed(),
                rim: 0.075,
                grey: BRIGHT,
            }),
            Phantom::MidlineLesion => Some(Spot {
                x: 0.01 * random.signed(),
                y: 0.40 + 0.03 * random.signed(),
                radius: 0.066 + 0.008 * random.signed(),
                rim: 0.022,
                grey: BRIGHT,
            }),
            Phantom::Lesion(Lesion { x, y, radius, rim, grey }) => {
                let [x, y, radius, rim] = [x, y, radius, rim].map(|thousandths| f64::from(thousandths) / 1000.0);
                Some(Spot { x, y, radius, rim, grey: f64::from(grey) })
            }
        };
        Self {
            seed,
            axes: (0.72 + 0.02 * random.signed(), 0.89 + 0.02 * random.signed()),
            turn: ((1.0 - tangent * tangent) / norm, 2.0 * tangent / norm),
            shade: (0.08 * random.signed(), 0.10 * random.signed()),
            spot,
        }
    }

    /// Grey level at a place in −1…1.
    fn level(&self, x: f64, y: f64) -> f64 {
        let (x, y) = (self.turn.0 * x - self.turn.1 * y, self.turn.1 * x + self.turn.0 * y);
        // An egg: narrower in front. A little wobble keeps it from being a drawing-board curve.
        let wobble = 1.0 + 0.012 * noise(self.seed ^ 1, 2.5 * x, 2.5 * y);
        let (across, down) = (x / (self.axes.0 * (1.0 + 0.10 * y)), y / self.axes.1);
        let radius = (across * across + down * down).sqrt() * wobble;
        let depth = 1.0 - radius;
        let mut level = self.inside(x, y, depth - 0.175);
        for (from, grey) in [(0.175, 34.0), (0.150, 22.0), (0.115, 48.0), (0.095, 24.0), (0.058, 196.0), (0.0, 4.0)] {
            // Each layer lies over those further in.
            level = mixed_by(grey, level, step(from - 0.006, from + 0.006, depth));
        }
        let light = 1.0 + self.shade.0 * x + self.shade.1 * y - 0.10 * radius * radius;
        level * light
    }

    /// The brain; `depth` is measured from its surface.
    fn inside(&self, x: f64, y: f64, depth: f64) -> f64 {
        let mut level = self.folds(x, y, depth);
        level = mixed_by(level, 112.0, self.nuclei(x, y));
        level = mixed_by(level, 36.0, self.fluid(x, y, depth));
        match &self.spot {
            Some(spot) => spot.over(level, x, y, self.seed),
            None => level,
        }
    }

    /// A core lighter than its folded rim, with dark furrows from the surface inwards.
    fn folds(&self, x: f64, y: f64, depth: f64) -> f64 {
        let side = if x < 0.0 { self.seed ^ 2 } else { self.seed ^ 3 };
        let distance = (x * x + y * y).sqrt().max(1e-6);
        // −1 in front to 1 behind, without trigonometry, bent so that furrows wind.
        let bend = 0.30 * noise(side, 5.0 * x, 5.0 * y) + 0.16 * noise(side ^ 11, 11.0 * x, 11.0 * y);
        let turn = FURROWS * y / (x.abs() + y.abs()).max(1e-6) + bend;
        let index = turn.floor();
        let own = |part: u64| noise(self.seed ^ side.rotate_left(9) ^ part, index * 1.7, 0.5);
        let away = (turn - index - 0.5 - 0.16 * own(15)).abs() * distance * 1.4 / FURROWS;
        let length = 0.17 + 0.13 * own(16);
        let furrow = (1.0 - step(0.004, 0.013, away)) * (1.0 - step(0.75 * length, length, depth));
        let beside = (1.0 - step(0.026, 0.038, away)) * (1.0 - step(length, length + 0.05, depth));
        let rim = 0.034 + 0.012 * noise(self.seed ^ 5, 6.0 * x, 6.0 * y);
        let grey = (1.0 - step(rim, rim + 0.022, depth)).max(beside);
        let texture = 4.0 * noise(self.seed ^ 6, 22.0 * x, 22.0 * y) + 5.0 * noise(self.seed ^ 14, 5.0 * x, 5.0 * y);
        mixed_by(mixed_by(146.0, 103.0, grey) + texture, 44.0, furrow)
    }

    /// Grey islands beside the ventricles.
    fn nuclei(&self, x: f64, y: f64) -> f64 {
        let x = x.abs();
        let island = |cx: f64, cy: f64, a: f64, b: f64| 1.0 - step(0.82, 1.12, oval(x, y, cx, cy, a, b, 0.25));
        island(0.125, 0.085, 0.075, 0.105)
            .max(island(0.215, -0.045, 0.055, 0.125))
            .max(island(0.10, -0.16, 0.04, 0.085))
    }

    /// Ventricles, and the cleft between the halves in front and behind.
    fn fluid(&self, x: f64, y: f64, depth: f64) -> f64 {
        let wave = 0.010 * noise(self.seed ^ 7, 0.0, 7.0 * y);
        let cleft =
            (1.0 - step(0.006, 0.013, (x + wave).abs())) * step(0.24, 0.28, y.abs()) * (1.0 - step(0.50, 0.60, depth));
        let x = (x + 0.3 * wave).abs();
        let horn = |cx: f64, cy: f64, a: f64, b: f64, lean: f64| 1.0 - step(0.80, 1.05, oval(x, y, cx, cy, a, b, lean));
        let front = horn(0.060, -0.165, 0.036, 0.125, -0.35);
        let body = horn(0.028, -0.035, 0.020, 0.085, 0.0);
        let back = horn(0.155, 0.235, 0.036, 0.130, 0.45);
        let middle = horn(0.0, 0.075, 0.012, 0.070, 0.0);
        cleft.max(front).max(body).max(back).max(middle)
    }
}

impl Spot {
    fn over(&self, level: f64, x: f64, y: f64, seed: u64) -> f64 {
        let (dx, dy) = (x - self.x, y - self.y);
        let uneven = 1.0 + 0.09 * noise(seed ^ 9, 7.0 * x, 7.0 * y);
        let distance = (dx * dx + dy * dy).sqrt() * uneven - self.radius;
        let rim = 1.0 - step(0.3 * self.rim, self.rim, distance);
        let core = 1.0 - step(-0.010, 0.006, distance);
        let bright = self.grey + 14.0 * noise(seed ^ 10, 13.0 * x, 13.0 * y)
            - 26.0 * (1.0 - step(-0.8 * self.radius, -0.25 * self.radius, distance));
        mixed_by(mixed_by(level, 62.0, rim), bright, core)
    }
}

/// Distance from the middle of an oval, 1 on its border; `lean` shears it sideways.
fn oval(x: f64, y: f64, cx: f64, cy: f64, a: f64, b: f64, lean: f64) -> f64 {
    let (dx, dy) = (x - cx - lean * (y - cy), y - cy);
    ((dx / a) * (dx / a) + (dy / b) * (dy / b)).sqrt()
}
