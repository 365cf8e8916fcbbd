//! A drawn chest X-ray: a drawing after a frontal film, not an imitation of a patient.

use super::lattice::{Rng, mixed_by, noise, step};
use crate::{Image, Pixels};

/// Side of the picture in pixels.
const SIDE: u32 = 512;

/// Ribs on each side.
const RIBS: u8 = 9;

/// Places near the edges of the lungs at which patches may lie, by turns left and right.
const PATCHES: u8 = 10;

/// What a drawn chest shows. Shares run over 0…255.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chest {
    /// Patches near the edges of both lungs: from none to dense.
    pub patches: u8,
    /// One lobe without air: from none to white.
    pub lobe: u8,
    /// Heart: from narrow to wide.
    pub heart: u8,
    /// Lungs: from dark to pale, as films are exposed.
    pub pale: u8,
}

/// Draws a frontal chest of 512 × 512 pixels: soft tissue, lungs with their vessels, ribs, clavicles, spine, windpipe, heart,
/// diaphragm, and the opacities that `kind` asks for. `Grey8`, air black; the seed varies shape, places and noise.
#[must_use]
pub fn chest(kind: Chest, seed: u64) -> Image {
    let film = ChestFilm::new(kind, seed);
    let mut grain = Rng::new(seed ^ 0xA5A5_5A5A);
    let mut samples = Vec::with_capacity((SIDE * SIDE) as usize);
    for row in 0..SIDE {
        for column in 0..SIDE {
            let [x, y] = [column, row].map(|index| (f64::from(index) + 0.5) / f64::from(SIDE) * 2.0 - 1.0);
            let noise = (grain.signed() + grain.signed()) * 2.6;
            samples.push((film.level(x, y) + noise).clamp(0.0, 255.0) as u8);
        }
    }
    Image::square(SIDE, Pixels::Grey8(samples))
}

/// Everything by places in −1…1, the patient's right on the left.
struct ChestFilm {
    seed: u64,
    /// How much wider than usual, and how far the middle stands to the right.
    wide: f64,
    lean: f64,
    /// Where the first rib leaves the spine.
    top: f64,
    /// The highest place of the diaphragm, left and right.
    domes: [f64; 2],
    /// Direction and strength of uneven exposure.
    shade: [f64; 2],
    /// Air in the stomach: how far to the right, and how large.
    bubble: [f64; 2],
    patches: Vec<Patch>,
    lobe: Lobe,
    /// Half the width of the heart.
    heart: f64,
    /// Grey level of air in the lungs.
    air: f64,
}

/// A cloudy spot.
struct Patch {
    x: f64,
    y: f64,
    radius: f64,
    density: f64,
}

/// A lobe without air.
struct Lobe {
    density: f64,
    /// −1 left, 1 right.
    side: f64,
    is_upper: bool,
    /// Height of the border to the next lobe.
    fissure: f64,
}

impl ChestFilm {
    fn new(kind: Chest, seed: u64) -> Self {
        let share = |byte: u8| f64::from(byte) / 255.0;
        let mut random = Rng::new(seed);
        let [wide, lean] = [1.0 + 0.05 * random.signed(), 0.02 * random.signed()];
        let top = -0.70 + 0.03 * random.signed();
        let domes = [0.44 + 0.05 * random.signed(), 0.50 + 0.05 * random.signed()];
        let shade = [0.06 * random.signed(), 0.05 * random.signed()];
        let bubble = [0.34 + 0.08 * random.signed(), 0.11 + 0.03 * random.signed()];
        let patch = |number: u8| {
            let side = if number.is_multiple_of(2) { -1.0 } else { 1.0 };
            let y = 0.10 + 0.36 * random.signed();
            let x = side * (0.58 - 0.16 * y * y + 0.06 * random.signed());
            let radius = 0.19 + 0.07 * random.signed();
            Patch { x, y, radius, density: share(kind.patches) * (0.75 + 0.25 * random.signed()) }
        };
        let patches = (0..PATCHES).map(patch).collect();
        let side = if random.signed() < 0.0 { -1.0 } else { 1.0 };
        let is_upper = random.signed() < 0.0;
        let lobe = Lobe { density: share(kind.lobe), side, is_upper, fissure: -0.06 + 0.08 * random.signed() };
        let (heart, air) = (0.27 + 0.13 * share(kind.heart), 44.0 + 52.0 * share(kind.pale));
        Self { seed, wide, lean, top, domes, shade, bubble, patches, lobe, heart, air }
    }

    /// Grey level at a place.
    fn level(&self, across: f64, y: f64) -> f64 {
        let x = (across - self.lean) / self.wide;
        let a = x.abs();
        let neck = 0.20 + 0.75 * step(-0.98, -0.66, y);
        let flank = neck - 0.06 * step(-0.5, 0.9, y) + 0.012 * noise(self.seed ^ 1, 1.0, 3.0 * y);
        let body = step(0.0, 0.06, flank - a);
        // There is more soft tissue in the middle and below.
        let deep = 112.0 + 42.0 * (1.0 - step(0.0, 0.9, a)) + 30.0 * step(0.1, 0.8, y) - 34.0 * step(0.70, 0.96, a);
        let tissue = deep + 9.0 * noise(self.seed ^ 2, 2.2 * x, 2.2 * y);
        let depth = self.depth(x, y);
        let inside = step(0.0, 0.05, depth);
        let air = self.air + 20.0 * (1.0 - step(0.0, 0.22, depth)) + self.vessels(x, y);
        let lungs = mixed_by(tissue, mixed_by(air, 178.0, self.opacity(x, y)), inside);
        let behind = self.mediastinum(x, y, lungs + self.bones(x, y, inside));
        let level = mixed_by(8.0, self.below(x, y, behind), body);
        level * (1.0 + self.shade[0] * across + self.shade[1] * y)
    }

    /// How deep inside of a lung a place lies; below 0 outside.
    fn depth(&self, x: f64, y: f64) -> f64 {
        let a = x.abs();
        let inner = 0.095 + 0.05 * step(-0.5, 0.3, y);
        let cage = (1.0 - oval(a, y, [0.35, 0.02], [0.40, 0.80])) * 0.42;
        cage.min(a - inner).min((self.dome(x) - y) * 0.9)
    }

    /// Height of the diaphragm.
    fn dome(&self, x: f64) -> f64 {
        let [left, right] = self.domes;
        let a = x.abs();
        (if x < 0.0 { left } else { right }) + 0.55 * (a - 0.36) * (a - 0.36) - 0.02
    }

    /// Vessels that branch out of the hilum, and fine texture.
    fn vessels(&self, x: f64, y: f64) -> f64 {
        let side = self.seed ^ if x < 0.0 { 21 } else { 22 };
        let out = x.abs() - 0.17;
        let distance = (out * out + y * y).sqrt();
        let length = distance.max(1e-6);
        let turn = noise(side, 4.2 * out / length + 2.6 * distance + 11.0, 4.2 * y / length - 2.2 * distance + 11.0);
        let branch = (1.0 - step(0.0, 0.16, turn.abs())) * (1.0 - step(0.10, 0.60, distance));
        let hilum = (1.0 - step(0.02, 0.22, distance)) * (0.7 + 0.3 * noise(self.seed ^ 25, 9.0 * x, 9.0 * y));
        let grain = 6.0 * noise(self.seed ^ 23, 14.0 * x, 14.0 * y) + 4.0 * noise(self.seed ^ 24, 30.0 * x, 30.0 * y);
        20.0 * branch + 48.0 * hilum + grain
    }

    /// How much of the air at a place is gone, 0…1.
    fn opacity(&self, x: f64, y: f64) -> f64 {
        let bent = 0.06 * noise(self.seed ^ 31, 4.0 * x, 4.0 * y) + 0.03 * noise(self.seed ^ 32, 10.0 * x, 10.0 * y);
        let of = |patch: &Patch| {
            let (dx, dy) = (x - patch.x, y - patch.y);
            let distance = (dx * dx + dy * dy).sqrt() + bent;
            patch.density * (1.0 - step(0.10 * patch.radius, 1.15 * patch.radius, distance))
        };
        let most = self.patches.iter().map(of).fold(0.0, f64::max);
        let cloud = 0.72 + 0.28 * noise(self.seed ^ 33, 8.0 * x, 8.0 * y);
        let Lobe { density, side, is_upper, fissure } = self.lobe;
        let border = fissure + 0.10 * (x.abs() - 0.3);
        let beyond = if is_upper { border - y } else { y - border };
        let lobe = density * step(-0.012, 0.02, beyond) * step(-0.02, 0.02, x * side);
        let uneven = 0.86 + 0.14 * noise(self.seed ^ 34, 6.0 * x, 6.0 * y);
        (0.86 * most * cloud).max(0.95 * lobe * uneven)
    }

    /// What ribs, clavicles and shoulder blades add.
    fn bones(&self, x: f64, y: f64, inside: f64) -> f64 {
        let a = x.abs();
        let side = self.seed ^ if x < 0.0 { 41 } else { 42 };
        let reach = step(0.05, 0.10, a) * (1.0 - step(0.74, 0.80, a));
        let mut ribs: f64 = 0.0;
        for rib in (0..RIBS).map(f64::from) {
            let top = self.top + 0.148 * rib + 0.012 * noise(side, 3.0 * rib, 0.5);
            // Behind they bend down on their way outwards, their edges brighter; in front they are fainter and go on down.
            let away = (y - (top + 0.36 * a * a - 0.12 * a + 0.10 * step(0.5, 0.8, a))).abs();
            let edge = step(0.004, 0.030, away) * (1.0 - step(0.030, 0.040, away));
            ribs = ribs.max((17.0 * (1.0 - step(0.026, 0.040, away)) + 9.0 * edge) * reach);
            let away = (y - (top + 0.30 - 0.70 * (a - 0.72) * (a - 0.72))).abs();
            let front = (1.0 - step(0.030, 0.048, away)) * step(0.26, 0.44, a) * (1.0 - step(0.66, 0.74, a));
            ribs = ribs.max(11.0 * front);
        }
        let ribs = ribs * (0.35 + 0.65 * inside) * (1.0 - step(0.55, 0.75, y));
        let along = (a - 0.08) / 0.70;
        let bow = (along * (1.0 - along)).max(0.0).sqrt() * (1.0 - 2.0 * along);
        let away = (y - (-0.640 - 0.13 * along + 0.075 * bow)).abs();
        let thick = 0.034 - 0.008 * along;
        let clavicle =
            (1.0 - step(thick - 0.008, thick + 0.008, away)) * step(0.0, 0.05, along) * (1.0 - step(0.95, 1.0, along));
        let edge = step(thick - 0.026, thick - 0.006, away);
        let blade = (1.0 - step(0.75, 1.0, oval(a, y, [0.80, -0.42], [0.15, 0.27]))) * (1.0 - 0.5 * inside);
        ribs.max(clavicle * (30.0 + 14.0 * edge)) + 13.0 * blade
    }

    /// Great vessels, heart, spine and windpipe over what lies beside them.
    fn mediastinum(&self, x: f64, y: f64, beside: f64) -> f64 {
        let a = x.abs();
        let shadow = 0.098 + 0.03 * step(-0.62, -0.30, y) + 0.022 * noise(self.seed ^ 51, 0.0, 4.0 * y);
        let band = 1.0 - step(shadow - 0.03, shadow + 0.02, a);
        let knob = 1.0 - step(0.82, 1.06, oval(x, y, [0.115, -0.30], [0.085, 0.10]));
        let leaning = oval(x - 0.24 * (y - 0.22), y, [0.085, 0.25], [self.heart, 0.33]);
        let heart = 1.0 - step(0.90, 1.05, leaning);
        let level = mixed_by(mixed_by(beside, 186.0, 0.92 * band), 182.0, 0.85 * knob);
        let level = mixed_by(level, 190.0, 0.93 * heart * step(-0.16, 0.0, y));
        let vertebra = 6.2 * y - (6.2 * y).floor();
        let disc = step(0.55, 0.95, (2.0 * vertebra - 1.0).abs());
        let spine = (12.0 - 14.0 * disc) * (1.0 - step(0.050, 0.068, a)) * (1.0 - 0.5 * heart);
        let windpipe = (1.0 - step(0.026, 0.044, (x - 0.008).abs())) * (1.0 - step(-0.30, -0.22, y));
        level + spine - 46.0 * windpipe
    }

    /// What lies below the diaphragm over what lies above.
    fn below(&self, x: f64, y: f64, above: f64) -> f64 {
        let under = step(-0.006, 0.018, y - self.dome(x)) * (1.0 - step(0.72, 0.86, x.abs()));
        let liver = 196.0 + 6.0 * noise(self.seed ^ 61, 3.0 * x, 3.0 * y) + 10.0 * step(0.5, 0.9, y);
        let [right, size] = self.bubble;
        let air = oval(x, y, [right, self.domes[1] + 0.12], [1.3 * size, 0.8 * size]);
        mixed_by(above, liver, 0.9 * under) - 44.0 * (1.0 - step(0.55, 1.10, air)) * under
    }
}

/// Distance from the middle of an oval in its half axes, 1 on its border.
fn oval(x: f64, y: f64, [left, top]: [f64; 2], [across, down]: [f64; 2]) -> f64 {
    let (dx, dy) = ((x - left) / across, (y - top) / down);
    (dx * dx + dy * dy).sqrt()
}
