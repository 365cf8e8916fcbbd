//! Partition of a component of a tile: resolutions, bands, precincts, code blocks (T.800, B.5 to B.7).

use crate::block::MOST_PLANES;
use crate::fault::{HtFault, HtFeature};
use crate::header::{ComponentCoding, QCD, Quantiser, Rectangle};
use crate::tag_tree::TagTree;

/// A component of a tile.
#[derive(Debug)]
pub(crate) struct ComponentLayout {
    /// From the lowest; the last is the tile itself.
    pub(crate) resolutions: Vec<Rectangle>,
    pub(crate) bands: Vec<BandLayout>,
    /// By resolution, then by rows.
    pub(crate) precincts: Vec<PrecinctLayout>,
}

/// Common parameters of all blocks of a band.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BandLayout {
    /// Number of bit planes.
    pub(crate) planes: u32,
    /// Quantiser step size; 1 where there is none.
    pub(crate) step: f32,
}

/// A precinct, which has one packet per layer.
#[derive(Debug)]
pub(crate) struct PrecinctLayout {
    pub(crate) resolution: u32,
    /// Its origin on the reference grid, for the order of packets: column, row.
    pub(crate) place: (u32, u32),
    /// The next layer.
    pub(crate) layer: u32,
    pub(crate) bands: Vec<PrecinctBand>,
}

/// The part of a band in a precinct.
#[derive(Debug)]
pub(crate) struct PrecinctBand {
    /// Index of the band in the component.
    pub(crate) band: usize,
    pub(crate) across: u32,
    pub(crate) included: TagTree,
    pub(crate) planes: TagTree,
    pub(crate) blocks: Vec<BlockLayout>,
}

/// A code block: its position, and what packets have said about it so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BlockLayout {
    /// Position in the component's plane, with bands of lower resolutions at the top left.
    pub(crate) column: u32,
    pub(crate) row: u32,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) is_included: bool,
    /// Whether a cleanup pass is among its passes: until then they are only placeholders.
    pub(crate) has_set: bool,
    /// Zero bit planes, from its first packet.
    pub(crate) missing: u32,
    pub(crate) length_bits: u32,
    /// All passes, and those before the set that is decoded.
    pub(crate) passes: u32,
    pub(crate) before: u32,
    /// Range of the cleanup segment in the stream, and the pieces of the refinement segment.
    pub(crate) cleanup: (usize, usize),
    pub(crate) refinement: [(usize, usize); 2],
}

impl ComponentLayout {
    /// # Errors
    /// `Header` for missing step sizes, `Unsupported` for too many planes.
    pub(crate) fn new(
        tile: Rectangle,
        coding: &ComponentCoding,
        quantiser: &Quantiser,
        bits: u32,
    ) -> Result<Self, HtFault> {
        let levels = coding.levels;
        if coding.is_reversible != (quantiser.style == 0) && coding.is_reversible {
            return Err(HtFault::Header(QCD));
        }
        let resolutions: Vec<_> = (0..=levels).map(|each| scaled(tile, levels - each, (0, 0))).collect();
        let mut layout = Self { resolutions, bands: Vec::new(), precincts: Vec::new() };
        for (resolution, &precinct) in (0..).zip(&coding.precincts) {
            let level = if resolution == 0 { levels } else { levels - resolution + 1 };
            let kinds: &[(u32, u32)] = if resolution == 0 { &[(0, 0)] } else { &[(1, 0), (0, 1), (1, 1)] };
            let first = layout.bands.len();
            for (number, &(right, below)) in (first..).zip(kinds) {
                let (exponent, mantissa) = quantiser.step(number, level, levels).ok_or(HtFault::Header(QCD))?;
                // E.1: the number of planes from guard bits and exponent.
                let planes = (quantiser.guard + exponent).saturating_sub(1);
                if planes > MOST_PLANES {
                    return Err(HtFault::Unsupported(HtFeature::Planes));
                }
                let step = if coding.is_reversible {
                    1.0
                } else {
                    // Formula E-3, with the gain of the band.
                    let range = (bits + right + below) as i32 - exponent as i32;
                    2_f32.powi(range) * (1.0 + mantissa as f32 / 2048.0)
                };
                layout.bands.push(BandLayout { planes, step });
            }
            layout.divide(tile, coding, resolution, precinct, (first, kinds));
        }
        Ok(layout)
    }

    /// B.6 and B.7: precincts of a resolution, and their blocks.
    fn divide(
        &mut self,
        tile: Rectangle,
        coding: &ComponentCoding,
        resolution: u32,
        (wide, high): (u32, u32),
        (first, kinds): (usize, &[(u32, u32)]),
    ) {
        let levels = coding.levels;
        let whole = self.resolutions.get(resolution as usize).copied().unwrap_or_default();
        if whole.is_empty() {
            return;
        }
        let lower = resolution.checked_sub(1).and_then(|lower| self.resolutions.get(lower as usize));
        let lower = lower.copied().unwrap_or_default();
        let half = resolution.min(1);
        let level = if resolution == 0 { levels } else { levels - resolution + 1 };
        let block = (coding.block.0.min(wide - half), coding.block.1.min(high - half));
        for row in whole.top >> high..ceil(whole.bottom, high) {
            for column in whole.left >> wide..ceil(whole.right, wide) {
                let on_grid = |number: u32, exponent: u32, least: u32| {
                    let at = u64::from(number) << exponent.min(31) << (levels - resolution);
                    u32::try_from(at).unwrap_or(u32::MAX).max(least)
                };
                let place = (on_grid(column, wide, tile.left), on_grid(row, high, tile.top));
                let bands = (first..).zip(kinds).map(|(band, &kind)| {
                    let whole = scaled(tile, level, kind);
                    let part = Rectangle {
                        left: shifted(column, wide - half).max(whole.left),
                        top: shifted(row, high - half).max(whole.top),
                        right: shifted(column + 1, wide - half).min(whole.right),
                        bottom: shifted(row + 1, high - half).min(whole.bottom),
                    };
                    // Bands of a resolution are placed beside the lower resolution.
                    let corner = (kind.0 * lower.width(), kind.1 * lower.height());
                    PrecinctBand::new(band, part, block, (whole, corner))
                });
                let bands = bands.collect();
                self.precincts.push(PrecinctLayout { resolution, place, layer: 0, bands });
            }
        }
    }
}

impl PrecinctBand {
    #[inline(never)]
    fn new(band: usize, part: Rectangle, block: (u32, u32), (whole, corner): (Rectangle, (u32, u32))) -> Self {
        let mut blocks = Vec::new();
        if part.is_empty() {
            return Self { band, across: 0, included: TagTree::default(), planes: TagTree::default(), blocks };
        }
        let columns = part.left >> block.0..ceil(part.right, block.0);
        let rows = part.top >> block.1..ceil(part.bottom, block.1);
        let (across, down) = (columns.end - columns.start, rows.end - rows.start);
        blocks.reserve_exact(across as usize * down as usize);
        for row in rows {
            for column in columns.clone() {
                let left = shifted(column, block.0).max(part.left);
                let top = shifted(row, block.1).max(part.top);
                blocks.push(BlockLayout {
                    column: left - whole.left + corner.0,
                    row: top - whole.top + corner.1,
                    width: shifted(column + 1, block.0).min(part.right) - left,
                    height: shifted(row + 1, block.1).min(part.bottom) - top,
                    length_bits: 3,
                    ..BlockLayout::default()
                });
            }
        }
        Self { band, across, included: TagTree::new(across, down), planes: TagTree::new(across, down), blocks }
    }
}

/// A tile at a level of the transform (B-14 and B-15), for the band with these offsets.
#[inline(never)]
fn scaled(tile: Rectangle, level: u32, (right, below): (u32, u32)) -> Rectangle {
    let side = |at: u32, is_high: u32| {
        let offset = if level == 0 { 0 } else { u64::from(is_high) << (level - 1) };
        let at = u64::from(at).saturating_sub(offset);
        u32::try_from(at.div_ceil(1 << level)).unwrap_or(u32::MAX)
    };
    Rectangle {
        left: side(tile.left, right),
        top: side(tile.top, below),
        right: side(tile.right, right),
        bottom: side(tile.bottom, below),
    }
}

fn ceil(at: u32, exponent: u32) -> u32 {
    at.div_ceil(1 << exponent)
}

/// Start of a cell of a partition, saturating.
fn shifted(number: u32, exponent: u32) -> u32 {
    u32::try_from(u64::from(number) << exponent).unwrap_or(u32::MAX)
}
