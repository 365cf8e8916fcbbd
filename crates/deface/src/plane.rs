//! The plane between the brain and the face.

use super::MARGIN;
use super::brain::{BrainMask, candidates};
use super::grid::HeadGrid;
use super::head::HeadMask;
use super::refusal::DefaceRefusal;
use super::region::{EarZones, Ears, FaceRegion};
use super::slices::HeadSlices;

/// Degrees between the plane's normal and the patient's front, tried in turn.
const ANGLES: [u32; 7] = [45, 40, 50, 35, 55, 30, 60];
/// Square centimetres of skin, seen from the front, without which there is no face.
const LEAST_SKIN: f64 = 25.0;
/// Millimetres from the lowest part of the front of the brain to below the chin (some 100 in adults), with a head that
/// is held up.
const CHIN: f64 = 150.0;
/// Share of the length of the brain, from its front, that counts as its front.
const FRONT: f64 = 1.0 / 3.0;

impl HeadSlices {
    /// Where the face is in these slices.
    ///
    /// # Errors
    /// Why that cannot be said, or that there is none.
    pub fn face(&self, ears: Ears) -> Result<FaceRegion, DefaceRefusal> {
        let grid = HeadGrid::of(self).ok_or(DefaceRefusal::TooFew)?;
        let head = HeadMask::of(&grid)?;
        let (skin, air) = (skin(&grid, &head), f64::from(head.air(&grid)));
        let mut refusal = DefaceRefusal::NoBrain;
        for brain in candidates(&grid, &head) {
            let region = region(&grid, &brain, &skin, air, ears);
            // Brain and face may still hang together: what is worn off more may tell them apart.
            if taken(&grid, &region, &skin) >= LEAST_SKIN {
                return Ok(region);
            }
            refusal = DefaceRefusal::NoFace;
        }
        Err(refusal)
    }
}

/// Of each row of cells from back to front, the foremost one of the head.
fn skin(grid: &HeadGrid, head: &HeadMask) -> Vec<usize> {
    let [wide, deep, tall] = grid.size;
    let rows = (0..tall).flat_map(|z| (0..wide).map(move |x| z * deep * wide + x));
    let foremost = |row: usize| (0..deep).rev().map(|y| row + y * wide).find(|&at| head.cells.get(at) == Some(&true));
    rows.filter_map(foremost).collect()
}

/// Square centimetres of the skin, seen from the front, that lie in the region.
fn taken(grid: &HeadGrid, region: &FaceRegion, skin: &[usize]) -> f64 {
    let count = skin.iter().filter(|&&at| region.holds(grid.place(at))).count();
    count as f64 * grid.cell * grid.cell / 100.0
}

/// The region in front of the plane that touches the brain, of all angles the one that takes the most skin; of equal ones
/// the first.
fn region(grid: &HeadGrid, brain: &BrainMask, skin: &[usize], fill: f64, ears: Ears) -> FaceRegion {
    let held = || brain.cells.iter().enumerate().filter_map(|(at, held)| held.then_some(at));
    let edge = |axes: [usize; 3]| grid.place(axes[0] + grid.size[0] * (axes[1] + grid.size[1] * axes[2]));
    let (least, most) = (edge(brain.least), edge(brain.most));
    let front = most[1] - (most[1] - least[1]) * FRONT;
    let lowest = held().map(|at| grid.place(at)).filter(|place| place[1] >= front);
    let base = lowest.map(|place| place[2]).fold(f64::INFINITY, f64::min);
    let zones = match ears {
        Ears::Kept => None,
        Ears::Removed => Some(EarZones::beside(least, most, base)),
    };
    let of_angle = |degrees: u32| {
        let mut region = FaceRegion {
            degrees,
            normal: f64::from(degrees).to_radians().sin_cos(),
            offset: f64::NEG_INFINITY,
            back: (least[1] + most[1]) / 2.0,
            bottom: base - CHIN,
            ears: zones,
            fill,
        };
        // To the far corner of the cells that touch it.
        let touched = held().map(|at| region.along(grid.place(at))).fold(f64::NEG_INFINITY, f64::max);
        region.offset = touched + grid.cell / 2.0_f64.sqrt() + MARGIN;
        region
    };
    let mut best = of_angle(ANGLES[0]);
    for other in ANGLES.into_iter().skip(1).map(of_angle) {
        if taken(grid, &other, skin) > taken(grid, &best, skin) {
            best = other;
        }
    }
    best
}
