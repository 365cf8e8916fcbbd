//! A drawn blood smear: a schematic microscope view, not an imitation of a patient.

use super::lattice::{Rng, noise};
use super::smear_cells::{SIDE, SmearCell, SmearField, erythrocyte, leukocyte, mixed_colour, platelet};
use crate::Image;

/// What a drawn smear shows. Shares run over 0…255.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Smear {
    /// Erythrocytes.
    pub erythrocytes: u8,
    /// Large cells with a round nucleus, above all others.
    pub leukocytes: u8,
    /// Platelets.
    pub platelets: u8,
    /// Radius of the leukocytes, in thousandths of half the picture's side.
    pub radius: i16,
    /// How little cytoplasm is around their nuclei.
    pub scant: u8,
    /// Their chromatin: from fine to clumped.
    pub clumped: u8,
    /// Stain of nuclei: from violet to magenta.
    pub magenta: u8,
    /// Light: from cool to warm.
    pub warm: u8,
    /// Stain of the erythrocytes: from grey to salmon.
    pub salmon: u8,
}

/// Empty glass in cool and in warm light, 0…1.
const COOL: [f64; 3] = [0.945, 0.940, 0.980];
const WARM: [f64; 3] = [0.985, 0.972, 0.925];
/// Transmission of erythrocytes, in both stains.
const GREY: [f64; 3] = [0.66, 0.68, 0.80];
const SALMON: [f64; 3] = [0.88, 0.69, 0.73];

/// Placement of cells of a kind.
struct CellHabit {
    /// Radius in pixels, and its relative variation.
    radius: f64,
    varies: f64,
    /// Minimum distance of two cells, in sums of their radii; below 1 they may overlap.
    gap: f64,
    /// Attempts before the position with the most space is used.
    tries: u32,
    /// How far outside the picture centres may be, in halves of its side.
    margin: f64,
    /// Their deviation from round.
    stretch: f64,
}

const ERYTHROCYTES: CellHabit =
    CellHabit { radius: 19.0, varies: 0.14, gap: 0.84, tries: 6, margin: 0.03, stretch: 0.10 };
const PLATELETS: CellHabit = CellHabit { radius: 5.5, varies: 0.35, gap: 1.2, tries: 6, margin: 0.0, stretch: 0.2 };

/// Draws a field of view of 512 × 512 pixels: glass, erythrocytes with their pallor, platelets, and leukocytes above them.
/// `Rgb8`; the seed varies places, shapes, chromatin and light.
#[must_use]
pub fn smear(kind: Smear, seed: u64) -> Image {
    let share = |byte: u8| f64::from(byte) / 255.0;
    let mut random = Rng::new(seed);
    let [across, down] = [(); 2].map(|()| 0.03 * random.signed());
    // Uneven light, darker towards the corners.
    let light = |x: f64, y: f64| {
        1.0 + across * x + down * y - 0.035 * (x * x + y * y) + 0.012 * noise(seed ^ 1, 1.7 * x + 5.0, 1.7 * y + 5.0)
    };
    let mut field = SmearField::lit(mixed_colour(COOL, WARM, share(kind.warm)), light);
    let mut layout = CellLayout { random, placed: Vec::new() };
    let radius = f64::from(kind.radius) / 1000.0 * f64::from(SIDE) / 2.0;
    let large = CellHabit { radius, varies: 0.16, gap: 0.98, tries: 8, margin: -0.03, stretch: 0.07 };
    // They are placed first, so that little is beneath them.
    let leukocytes: Vec<SmearCell> = (0..kind.leukocytes).map(|_| layout.cell(&large)).collect();
    layout.placed.iter_mut().for_each(|(_, _, radius)| *radius *= 1.06);
    let red = mixed_colour(GREY, SALMON, share(kind.salmon));
    for _ in 0..kind.erythrocytes {
        let cell = layout.cell(&ERYTHROCYTES);
        erythrocyte(&mut field, &cell, red, &mut layout.random);
    }
    let magenta = share(kind.magenta);
    for _ in 0..kind.platelets {
        platelet(&mut field, &layout.cell(&PLATELETS), magenta);
    }
    for cell in &leukocytes {
        leukocyte(&mut field, cell, [magenta, share(kind.clumped), share(kind.scant)], &mut layout.random);
    }
    field.into_image()
}

/// Existing cells: centre and radius in pixels.
struct CellLayout {
    random: Rng,
    placed: Vec<(f64, f64, f64)>,
}

impl CellLayout {
    /// A cell at the first position with enough space, else at the one with the most.
    fn cell(&mut self, habit: &CellHabit) -> SmearCell {
        let radius = habit.radius * (1.0 + habit.varies * self.random.signed());
        let mut best = [0.0; 2];
        let mut widest = f64::NEG_INFINITY;
        for _ in 0..habit.tries {
            let place = [(); 2].map(|()| f64::from(SIDE) * (0.5 + (0.5 + habit.margin) * self.random.signed()));
            let room = self.room(place, radius, habit.gap);
            if room > widest {
                (best, widest) = (place, room);
            }
            if room > 0.0 {
                break;
            }
        }
        let [x, y] = best;
        self.placed.push((x, y, radius));
        SmearCell::new([x, y], radius, &mut self.random, habit.stretch)
    }

    /// Distance to the nearest cell, minus the required minimum.
    fn room(&self, [x, y]: [f64; 2], radius: f64, gap: f64) -> f64 {
        let rooms = self.placed.iter().map(|(left, top, other)| {
            let (dx, dy) = (x - left, y - top);
            (dx * dx + dy * dy).sqrt() - gap * (radius + other)
        });
        rooms.fold(f64::INFINITY, f64::min)
    }
}
