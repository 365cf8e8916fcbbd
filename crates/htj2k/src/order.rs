//! The order of packets (T.800, B.12).

use crate::fault::HtFault;
use crate::header::OrderChange;
use crate::layout::PrecinctLayout;
use std::collections::BinaryHeap;

/// A precinct among those of all components.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PrecinctPlace {
    pub(crate) component: u32,
    pub(crate) resolution: u32,
    /// Column and row on the reference grid.
    pub(crate) place: (u32, u32),
    /// Index in its component.
    pub(crate) number: usize,
}

/// A precinct with its sort key.
type RankedPlace = (([u32; 4], usize), PrecinctPlace);

/// Progression orders of table A.16.
const LAYERS: u8 = 0;
const RESOLUTIONS: u8 = 1;
const RESOLUTIONS_PLACES: u8 = 2;
const PLACES: u8 = 3;

impl PrecinctPlace {
    pub(crate) fn of(component: u32, number: usize, precinct: &PrecinctLayout) -> Self {
        Self { component, resolution: precinct.resolution, place: precinct.place, number }
    }

    /// Smaller keys come first.
    fn rank(&self, order: u8) -> ([u32; 4], usize) {
        let (column, row) = self.place;
        let (component, resolution) = (self.component, self.resolution);
        let rank = match order {
            LAYERS | RESOLUTIONS => [resolution, component, 0, 0],
            RESOLUTIONS_PLACES => [resolution, row, column, component],
            PLACES => [row, column, component, resolution],
            _ => [component, row, column, resolution],
        };
        (rank, self.number)
    }
}

/// Visits packets in the order of one progression: each precinct, with the exclusive end of its layers.
///
/// # Errors
/// Those of the visit.
pub(crate) fn visit(
    places: &[PrecinctPlace],
    change: &OrderChange,
    mut packet: impl FnMut(&PrecinctPlace, u32) -> Result<(), HtFault>,
) -> Result<(), HtFault> {
    let within = |range: (u32, u32), number: u32| (range.0..range.1).contains(&number);
    // A heap, since the code of a sort would be as large as half of this crate.
    let chosen: BinaryHeap<_> = places
        .iter()
        .filter(|at| within(change.resolutions, at.resolution) && within(change.components, at.component))
        .map(|at| (at.rank(change.order), *at))
        .collect();
    let chosen = chosen.into_sorted_vec();
    // Layers iterate over all precincts, or those of a resolution, or are inner to one.
    let together = |(_, one): &RankedPlace, (_, other): &RankedPlace| match change.order {
        LAYERS => true,
        RESOLUTIONS => one.resolution == other.resolution,
        _ => false,
    };
    for group in chosen.chunk_by(together) {
        for layer in 0..change.layers {
            for (_, at) in group {
                packet(at, layer)?;
            }
        }
    }
    Ok(())
}
