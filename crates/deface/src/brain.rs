//! The brain in the head: one of the largest connected components inside after erosion of thin structures.

use super::distance::{distances, fill, largest};
use super::grid::HeadGrid;
use super::head::HeadMask;

/// Candidate erosion radii in millimetres: the smallest that separates the brain from its envelope is used.
const WORN: [f64; 7] = [2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
/// Erosion radius in millimetres that removes the spinal cord and its canal, but not the brain.
const CORD: f64 = 12.0;
/// Millimetres from the top of the head to below the brain; what is lower, such as muscles, may be larger than it.
const HEIGHT: f64 = 160.0;
/// Volume of a brain with its cerebrospinal fluid in millilitres, from an infant's to a large one.
const VOLUME: [f64; 2] = [350.0, 2100.0];
/// Size of a brain in millimetres: width, length, and the minimum visible height.
const ACROSS: [f64; 2] = [70.0, 190.0];
const DEEP: [f64; 2] = [90.0, 230.0];
const TALL: [f64; 2] = [45.0, 190.0];
/// Depth under the skin in millimetres without brain, and the share of the candidate that may lie there nevertheless.
const HULL: f64 = 4.0;
const NEAR_SKIN: f64 = 0.02;
/// Share of the brain in a cross-section of the head through the middle of the brain.
const OF_SECTION: f64 = 0.45;

/// For a head whose whole height is visible: maximum distance in millimetres from its top to the brain, and minimum
/// ratio of the brain's height to its length.
const UNDER_TOP: f64 = 40.0;
const UPRIGHT: f64 = 0.65;
/// Distance from the volume's end in millimetres within which the brain counts as cut off by it.
const CUT: f64 = 10.0;
/// Lengths of the brain from its top to above the eyes.
const OVER_EYES: f64 = 0.5;
/// From there up, or in the upper half where the top is not visible: depth under the skin in millimetres at which there
/// is brain, distance from the candidate beyond which it counts as missing, and the share of the front half of the head
/// that may be missing.
const UNDER_SKIN: [f64; 2] = [20.0, 45.0];
const MISSING: f64 = 10.0;
const OF_HEAD: f64 = 0.02;

/// The candidate for the brain.
#[derive(Debug)]
pub(crate) struct BrainMask {
    /// By cell; dilated by one cell, or by a third of the erosion radius.
    pub(crate) cells: Vec<bool>,
    /// First and last cells along the axes of the grid, without the cord.
    pub(crate) least: [usize; 3],
    pub(crate) most: [usize; 3],
}

/// The search for the brain.
#[derive(Debug)]
pub(crate) struct BrainSearch<'head> {
    grid: &'head HeadGrid,
    head: &'head HeadMask,
    /// By level: distance of each cell to the nearest non-tissue, in thirds of a cell.
    worn: Vec<Vec<u8>>,
}

impl<'head> BrainSearch<'head> {
    pub(crate) fn of(grid: &'head HeadGrid, head: &'head HeadMask) -> Self {
        let within = grid.values.iter().zip(&head.cells).filter(|(_, held)| **held).map(|(&value, _)| value);
        let levels = head.scale.of_brain(head.level, head.scale.level(within));
        let worn = levels.into_iter().map(|[least, most]| {
            let is_tissue = |(&value, &held): (&f32, &bool)| held && value > least && value < most;
            distances(grid.size, grid.values.iter().zip(&head.cells).map(|pair| !is_tissue(pair)))
        });
        Self { grid, head, worn: worn.collect() }
    }

    /// The number of attempts, level by level, for each in order of ascending erosion.
    pub(crate) fn ways(&self) -> usize {
        self.worn.len() * WORN.len()
    }

    /// The attempts of each level.
    pub(crate) fn levels(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        (0..self.worn.len()).map(|level| level * WORN.len()..(level + 1) * WORN.len())
    }

    /// The candidates for the brain of one attempt.
    pub(crate) fn candidates(&self, way: usize) -> impl Iterator<Item = BrainMask> {
        let Self { grid, head, worn } = self;
        let millimetres = WORN.get(way % WORN.len()).copied().unwrap_or_default();
        let off = thirds(grid, millimetres);
        let worn = worn.get(way / WORN.len()).map(Vec::as_slice).unwrap_or_default();
        cores(grid, head, worn, off).into_iter().filter_map(move |core| candidate(grid, head, core, off))
    }
}

/// The two largest remaining components: where the top of the head is cut off, muscles may be larger than the brain.
fn cores(grid: &HeadGrid, head: &HeadMask, worn: &[u8], off: u8) -> [Vec<bool>; 2] {
    let bottom = head.top.saturating_sub((HEIGHT / grid.cell) as usize);
    let mut left: Vec<bool> =
        worn.iter().enumerate().map(|(at, &far)| far > off && grid.axes(at)[2] >= bottom).collect();
    let first = largest(grid.size, &left);
    left.iter_mut().zip(&first).for_each(|(left, taken)| *left &= !taken);
    let second = largest(grid.size, &left);
    [first, second]
}

/// A component dilated by the erosion radius, if it has the size and the position of a brain.
fn candidate(grid: &HeadGrid, head: &HeadMask, core: Vec<bool>, off: u8) -> Option<BrainMask> {
    let volume = grid.millilitres(core.iter().filter(|held| **held).count());
    if !(VOLUME[0] / 4.0..VOLUME[1]).contains(&volume) {
        return None;
    }
    let near = distances(grid.size, core.into_iter());
    let opened = || near.iter().zip(&head.cells).map(move |(&far, &held)| held && far <= off);
    let count = opened().filter(|held| *held).count();
    let hull = thirds(grid, HULL);
    let in_skin = opened().zip(&head.depth).filter(|(held, depth)| *held && **depth <= hull).count();
    let is_inside = in_skin as f64 <= NEAR_SKIN * count as f64;
    if !is_inside || !(VOLUME[0]..VOLUME[1]).contains(&grid.millilitres(count)) {
        return None;
    }
    // Without the spinal cord, which would keep the plane away from the face: nothing counts below what is as thick as
    // a brain. Holes from noise or fluid do not make anything thin.
    let mut solid: Vec<bool> = opened().collect();
    fill(grid.size, &mut solid, 2);
    let inner = distances(grid.size, solid.iter().map(|held| !held));
    let thick: Vec<bool> = inner.iter().map(|&far| far > thirds(grid, CORD)).collect();
    let thick = distances(grid.size, largest(grid.size, &thick).into_iter());
    let reach = thirds(grid, CORD).saturating_add(3);
    // Structures thinner than the erosion do not grow back.
    let grown = off.saturating_add(3.max(off / 3));
    let lowest = lowest(grid, thick.iter().map(|&far| far <= reach))?;
    let cells: Vec<bool> = (0..grid.cells())
        .zip(near.iter().zip(&head.cells))
        .map(|(at, (&far, &held))| held && far <= grown && grid.axes(at)[2] >= lowest)
        .collect();
    BrainMask::checked(grid, head, cells).filter(|brain| {
        let missing = grown.saturating_add(thirds(grid, MISSING));
        brain.is_whole(grid, head) && brain.fills_vault(grid, head, |at| near.get(at).is_some_and(|&far| far > missing))
    })
}

impl BrainMask {
    /// `None` for a component without the size of a brain, or that does not fill a head like one.
    fn checked(grid: &HeadGrid, head: &HeadMask, cells: Vec<bool>) -> Option<Self> {
        let (mut least, mut most) = ([usize::MAX; 3], [0; 3]);
        for at in cells.iter().enumerate().filter_map(|(at, held)| held.then_some(at)) {
            let axes = grid.axes(at);
            least = std::array::from_fn(|axis| least[axis].min(axes[axis]));
            most = std::array::from_fn(|axis| most[axis].max(axes[axis]));
        }
        let side = |axis: usize| grid.cell * (most[axis] + 1).saturating_sub(least[axis]) as f64;
        let fits = |axis: usize, [low, high]: [f64; 2]| (low..high).contains(&side(axis));
        if !(fits(0, ACROSS) && fits(1, DEEP) && fits(2, TALL)) {
            return None;
        }
        let [wide, deep, _] = grid.size;
        let middle = (least[2] + most[2]) / 2 * wide * deep;
        let section = |mask: &[bool]| {
            let held = mask.get(middle..middle + wide * deep).unwrap_or_default();
            held.iter().filter(|held| **held).count() as f64
        };
        let is_full = section(&cells) >= OF_SECTION * section(&head.cells);
        is_full.then_some(Self { cells, least, most })
    }

    /// Whether it reaches from the top of the head down to its own base, where both are visible: with half a brain the
    /// plane would cut the other half.
    fn is_whole(&self, grid: &HeadGrid, head: &HeadMask) -> bool {
        let side = |axis: usize| (self.most[axis] - self.least[axis]) as f64;
        let is_top_seen = head.top + 1 < grid.size[2];
        let is_base_seen = self.least[2] as f64 * grid.cell > CUT;
        let is_under_top = head.top.saturating_sub(self.most[2]) as f64 * grid.cell <= UNDER_TOP;
        !is_top_seen || is_under_top && (!is_base_seen || side(2) >= UPRIGHT * side(1))
    }

    /// Whether hardly anything is missing between it and the skin from the top down to the eyes, such as a lobe that is
    /// darker than the rest.
    fn fills_vault(&self, grid: &HeadGrid, head: &HeadMask, is_missing: impl Fn(usize) -> bool) -> bool {
        let under = UNDER_SKIN.map(|millimetres| thirds(grid, millimetres));
        let layer = grid.size[0] * grid.size[1];
        let middle = (self.least[2] + self.most[2]) / 2;
        let over_eyes = self.most[2].saturating_sub((OVER_EYES * (self.most[1] - self.least[1]) as f64) as usize);
        let lowest = if head.top + 1 < grid.size[2] { over_eyes } else { middle };
        let upper = lowest * layer..(self.most[2] + 1) * layer;
        let (mut all, mut missing) = (0.0, 0.0);
        // Nothing further back is ever removed.
        let back = (self.least[1] + self.most[1]) / 2;
        for at in upper.filter(|&at| head.cells.get(at) == Some(&true) && grid.axes(at)[1] > back) {
            let is_deep = head.depth.get(at).is_some_and(|depth| (under[0]..under[1]).contains(depth));
            all += 1.0;
            missing += f64::from(is_deep && is_missing(at));
        }
        missing <= OF_HEAD * all
    }
}

/// In units of the chamfer distance.
fn thirds(grid: &HeadGrid, millimetres: f64) -> u8 {
    // The constants above are a few cells.
    (3.0 * millimetres / grid.cell).round() as u8
}

/// The lowest layer of a mask.
fn lowest(grid: &HeadGrid, mask: impl Iterator<Item = bool>) -> Option<usize> {
    mask.enumerate().find(|(_, held)| *held).map(|(at, _)| grid.axes(at)[2])
}
