//! A drawn lung nodule, cut out on black: a drawing after a slice of a chest CT, not an imitation of a patient.

use super::lattice::{Rng, noise, step};
use crate::{Image, Pixels};

/// Side of the picture in pixels: that of published cut-outs.
const SIDE: u32 = 64;

/// Grey levels below this are lung, which was cut away.
const LUNG: f64 = 40.0;

/// What a drawn nodule shows. Shares run over 0…255.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Nodule {
    /// Mean radius in thousandths of half the picture's side.
    pub radius: i16,
    /// Its border: from round to lobulated.
    pub lobulated: u8,
    /// Spikes at its border: from none to long.
    pub spiculated: u8,
    /// Grey level inside, 0…255.
    pub grey: u8,
}

/// Draws a nodule of 64 × 64 pixels near the middle, everything around it 0. `Grey8`; the seed varies place, outline and
/// texture.
#[must_use]
pub fn nodule(kind: Nodule, seed: u64) -> Image {
    let share = |byte: u8| f64::from(byte) / 255.0;
    let (lobulated, spiculated) = (share(kind.lobulated), share(kind.spiculated));
    let mut random = Rng::new(seed);
    let [left, top] = [(); 2].map(|()| 0.10 * random.signed());
    let tangent = random.signed();
    let norm = 1.0 + tangent * tangent;
    let [cosine, sine] = [(1.0 - tangent * tangent) / norm, 2.0 * tangent / norm];
    let stretch = 1.0 + (0.06 + 0.16 * lobulated) * random.signed();
    let radius = f64::from(kind.radius) / 1000.0;
    let lobes = 0.05 + 0.42 * lobulated;
    let level = |x: f64, y: f64| {
        let (dx, dy) = (x - left, y - top);
        let u = (cosine * dx - sine * dy) * stretch / radius;
        let v = (sine * dx + cosine * dy) / stretch / radius;
        let distance = (u * u + v * v).sqrt();
        let length = distance.max(1e-6);
        let of =
            |part: u64, ripples: f64, at: f64| noise(seed ^ part, ripples * u / length + at, ripples * v / length + at);
        let spike = 0.75 * spiculated * (of(3, 5.0, 9.0) - 0.18).max(0.0);
        let depth = 1.0 + lobes * of(1, 1.5, 7.0) + 0.3 * lobes * of(2, 3.4, 7.0) + spike - distance;
        if depth <= 0.0 {
            return 0;
        }
        let texture = 15.0 * noise(seed ^ 4, 7.0 * x, 7.0 * y) + 9.0 * noise(seed ^ 5, 16.0 * x, 16.0 * y);
        // A slice is thick: near the border a part of it is air.
        let air = 0.56 * (1.0 - step(0.0, 0.42, depth));
        ((f64::from(kind.grey) + texture) * (1.0 - air)).clamp(LUNG, 255.0) as u8
    };
    let at = |index: u32| (f64::from(index) + 0.5) / f64::from(SIDE) * 2.0 - 1.0;
    let places = (0..SIDE).flat_map(|row| (0..SIDE).map(move |column| (at(column), at(row))));
    Image::square(SIDE, Pixels::Grey8(places.map(|(x, y)| level(x, y)).collect()))
}
