//! The plane between the brain and the face.

use super::MARGIN;
use super::brain::{BrainMask, BrainSearch};
use super::grid::HeadGrid;
use super::head::HeadMask;
use super::refusal::DefaceRefusal;
use super::region::{EarZones, Ears, FaceRegion};
use super::slices::HeadSlices;

/// Degrees between the plane's normal and the patient's front, candidates.
const ANGLES: [u32; 7] = [45, 40, 50, 35, 55, 30, 60];
/// Minimum area of skin, seen from the front, in square centimetres for a face.
const LEAST_SKIN: f64 = 25.0;
/// Share of the maximum skin area over all candidates for the brain from which a candidate counts as equal.
const ALIKE: f64 = 0.9;
/// Lengths of the brain from its top to the base of its front, at most; share of the skin below that must go.
const BASE: f64 = 0.65;
const OF_FACE: f64 = 0.75;
/// Millimetres from the lowest part of the front of the brain to below the chin (some 100 in adults), with an upright
/// head.
const CHIN: f64 = 150.0;
/// Share of the length of the brain, from its front, that counts as its front.
const FRONT: f64 = 1.0 / 3.0;

impl HeadSlices {
    /// Locates the face in these slices.
    ///
    /// # Errors
    /// Why that cannot be determined, or that there is none.
    pub fn face(&self, ears: Ears) -> Result<FaceRegion, DefaceRefusal> {
        let grid = HeadGrid::of(self).ok_or(DefaceRefusal::TooFew)?;
        let head = HeadMask::of(&grid)?;
        let (skin, air) = (skin(&grid, &head), f64::from(head.air(&grid)));
        let search = BrainSearch::of(&grid, &head);
        let look = |way: usize| {
            let regions = search.candidates(way).map(|brain| (region(&grid, &brain, &skin, air, ears), brain));
            let mut behind = regions.filter(|(region, brain)| is_behind_face(&grid, brain, region, &skin));
            behind.next().map(|(region, _)| (taken(&grid, &region, &skin), region))
        };
        let mut seen = FacesSeen { found: vec![None; search.ways()], look };
        // From the first threshold that shows a brain: at a higher one a part of it may be too dark.
        let ways = search.levels().find(|ways| seen.first(ways.clone()).is_some()).ok_or(DefaceRefusal::NoBrain)?;
        // Brain and face are connected until there is enough erosion, and the plane in front of both removes less. Of
        // those that remove equally much the finest has lost least of the brain.
        let (finest, coarsest) = (seen.first(ways.clone()), seen.first(ways.clone().rev()));
        let taken = |found: Option<(f64, FaceRegion)>| found.map_or(0.0, |(taken, _)| taken);
        let most = if taken(finest) >= ALIKE * taken(coarsest) {
            taken(finest)
        } else {
            ways.clone().map(|way| taken(seen.at(way))).fold(0.0, f64::max)
        };
        let is_enough = |(taken, _): &(f64, FaceRegion)| *taken >= LEAST_SKIN.max(ALIKE * most);
        let mut alike = ways.filter_map(|way| seen.at(way)).filter(is_enough);
        alike.next().map(|(_, region)| region).ok_or(DefaceRefusal::NoFace)
    }
}

/// The results of the attempts so far, and how to run one.
struct FacesSeen<L> {
    found: Vec<Option<Option<(f64, FaceRegion)>>>,
    look: L,
}

impl<L: Fn(usize) -> Option<(f64, FaceRegion)>> FacesSeen<L> {
    /// The region of an attempt, with the skin it removes.
    fn at(&mut self, way: usize) -> Option<(f64, FaceRegion)> {
        let found = self.found.get_mut(way)?;
        *found.get_or_insert_with(|| (self.look)(way))
    }

    /// The region of the first attempt that has one.
    fn first(&mut self, mut ways: impl Iterator<Item = usize>) -> Option<(f64, FaceRegion)> {
        ways.find_map(|way| self.at(way))
    }
}

/// Whether most of the skin is removed that is, seen from the front, below where a brain of this length reaches.
/// Otherwise half of the face was mistaken for brain, and would remain.
fn is_behind_face(grid: &HeadGrid, brain: &BrainMask, region: &FaceRegion, skin: &[usize]) -> bool {
    let (least, most) = (grid.at(brain.least), grid.at(brain.most));
    let below = most[2] - BASE * (most[1] - least[1]);
    let is_face = |place: &[f64; 3]| place[1] > region.back && place[2] > region.bottom && place[2] < below;
    let face = || skin.iter().map(|&at| grid.place(at)).filter(is_face);
    face().filter(|place| region.holds(*place)).count() as f64 >= OF_FACE * face().count() as f64
}

/// The foremost head cell of each row from back to front.
fn skin(grid: &HeadGrid, head: &HeadMask) -> Vec<usize> {
    let [wide, deep, tall] = grid.size;
    let rows = (0..tall).flat_map(|z| (0..wide).map(move |x| z * deep * wide + x));
    let foremost = |row: usize| (0..deep).rev().map(|y| row + y * wide).find(|&at| head.cells.get(at) == Some(&true));
    rows.filter_map(foremost).collect()
}

/// Area of the skin, seen from the front, in the region, in square centimetres.
fn taken(grid: &HeadGrid, region: &FaceRegion, skin: &[usize]) -> f64 {
    let count = skin.iter().filter(|&&at| region.holds(grid.place(at))).count();
    count as f64 * grid.cell * grid.cell / 100.0
}

/// The region in front of the plane that touches the brain, at the angle that removes the most skin; the first on ties.
fn region(grid: &HeadGrid, brain: &BrainMask, skin: &[usize], fill: f64, ears: Ears) -> FaceRegion {
    // The plane is parallel to the left-right axis: one cell of each row from left to right is enough.
    let wide = grid.size[0];
    let rows = brain.cells.chunks_exact(wide).enumerate().filter(|(_, row)| row.contains(&true));
    let held: Vec<[f64; 3]> = rows.map(|(at, _)| grid.place(at * wide)).collect();
    let (least, most) = (grid.at(brain.least), grid.at(brain.most));
    let front = most[1] - (most[1] - least[1]) * FRONT;
    let base = held.iter().filter(|place| place[1] >= front).map(|place| place[2]).fold(f64::INFINITY, f64::min);
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
        let touched = held.iter().map(|&place| region.along(place)).fold(f64::NEG_INFINITY, f64::max);
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
