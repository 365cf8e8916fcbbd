//! The code stream from its first marker to its last: main header, and tile-parts (T.800, A.3 and A.4).

use crate::fault::{HtFault, HtFeature};
use crate::header::{
    CodingSegments, ComponentCoding, EOC, OrderChange, PictureGrid, Quantiser, SIZ, SOD, SOT, TileCoding, long, short,
};
use std::ops::Range;

/// Everything but the coded data.
pub(crate) struct CodeStream {
    pub(crate) grid: PictureGrid,
    main: CodingSegments,
    /// By tile: its own header's parameters, and the ranges of its data.
    tiles: Vec<TileParts>,
}

/// The content of a tile.
#[derive(Clone, Debug, Default)]
pub(crate) struct TileParts {
    segments: Option<Box<CodingSegments>>,
    pub(crate) data: Vec<Range<usize>>,
}

/// The coding of a tile, from its own header and the main one.
pub(crate) struct TilePlan {
    pub(crate) tile: TileCoding,
    pub(crate) components: Vec<(ComponentCoding, Quantiser)>,
    pub(crate) changes: Vec<OrderChange>,
}

impl CodeStream {
    /// Walks all headers.
    ///
    /// # Errors
    /// `Cut`, `Header`, `Unsupported`.
    #[inline(never)]
    pub(crate) fn read(stream: &[u8]) -> Result<Self, HtFault> {
        if short(stream, 0) != Some(0xFF4F) || short(stream, 2) != Some(SIZ) {
            return Err(HtFault::Header(SIZ));
        }
        let (content, mut at) = segment(stream, 2)?;
        let grid = PictureGrid::read(content)?;
        // T.801, A.2.1: of the capabilities only part 15 is supported; part 2 is indicated by the top bit.
        if short(content, 0).is_some_and(|capabilities| capabilities & 0x8000 != 0) {
            return Err(HtFault::Unsupported(HtFeature::Extension));
        }
        let mut main = CodingSegments::default();
        at = segments(stream, at, SOT, |marker, content| main.take(marker, content, grid.components))?;
        let (across, down) = grid.tiles();
        // A.4.2: a tile's number has 16 bits.
        let count = across.checked_mul(down).filter(|&count| count <= 65_535).ok_or(HtFault::Header(SIZ))?;
        let mut tiles = vec![TileParts::default(); usize::try_from(count).unwrap_or_default()];
        while short(stream, at) == Some(SOT) {
            let (content, header) = segment(stream, at)?;
            let wrong = HtFault::Header(SOT);
            let (Some(tile), Some(length), 8) = (short(content, 0), long(content, 2), content.len()) else {
                return Err(wrong);
            };
            let tile = tiles.get_mut(usize::from(tile)).ok_or(wrong)?;
            let own = &mut tile.segments;
            let data = segments(stream, header, SOD, |marker, content| {
                own.get_or_insert_default().take(marker, content, grid.components)
            })? + 2;
            // The last part may omit its length: it ends with the stream.
            let end = if length == 0 { last_marker(stream) } else { at.saturating_add(length as usize) };
            if end > stream.len() {
                return Err(HtFault::Cut);
            }
            if end < data {
                return Err(wrong);
            }
            tile.data.push(data..end);
            at = end;
        }
        // What follows the last part is the end, or nothing: some writers omit it.
        if !matches!(short(stream, at), None | Some(EOC)) {
            return Err(HtFault::Packet);
        }
        Ok(Self { grid, main, tiles })
    }

    pub(crate) fn tiles(&self) -> impl Iterator<Item = (u64, &TileParts)> {
        (0..).zip(&self.tiles)
    }

    /// A.6: a tile's header for one component takes precedence over that for all, and that over the main header.
    ///
    /// # Errors
    /// `Header` where none has it.
    #[inline(never)]
    pub(crate) fn plan(&self, tile: &TileParts) -> Result<TilePlan, HtFault> {
        let empty = CodingSegments::default();
        let own = tile.segments.as_deref().unwrap_or(&empty);
        let all = [own, &self.main];
        let of = |component: usize| {
            let coding = all.iter().find_map(|from| {
                let special = from.codings.iter().find(|(number, _)| *number == component);
                special.map(|(_, coding)| coding).or(from.coding.as_ref())
            });
            let quantiser = all.iter().find_map(|from| {
                let special = from.quantisers.iter().find(|(number, _)| *number == component);
                special.map(|(_, quantiser)| quantiser).or(from.quantiser.as_ref())
            });
            let coding = coding.ok_or(HtFault::Header(crate::header::COD))?;
            let quantiser = quantiser.ok_or(HtFault::Header(crate::header::QCD))?;
            Ok((coding.clone(), quantiser.clone()))
        };
        let components = (0..self.grid.components).map(of).collect::<Result<_, _>>()?;
        let tile = own.tile.or(self.main.tile).ok_or(HtFault::Header(crate::header::COD))?;
        let changes = if own.changes.is_empty() { &self.main.changes } else { &own.changes };
        Ok(TilePlan { tile, components, changes: changes.clone() })
    }
}

/// Content of the segment at an offset, and where the next one begins.
fn segment(stream: &[u8], at: usize) -> Result<(&[u8], usize), HtFault> {
    let length = short(stream, at + 2).map(usize::from).ok_or(HtFault::Cut)?;
    let end = at + 2 + length;
    let marker = short(stream, at).unwrap_or_default();
    if length < 2 {
        return Err(HtFault::Header(marker));
    }
    Ok((stream.get(at + 4..end).ok_or(HtFault::Cut)?, end))
}

/// Passes each segment from an offset on to a function; returns the offset of the marker that ends them.
fn segments(
    stream: &[u8],
    from: usize,
    until: u16,
    mut take: impl FnMut(u16, &[u8]) -> Result<(), HtFault>,
) -> Result<usize, HtFault> {
    let mut at = from;
    loop {
        match short(stream, at).ok_or(HtFault::Cut)? {
            marker if marker == until => return Ok(at),
            // A.1.3: these have no segment.
            0xFF30..=0xFF3F => at += 2,
            marker @ 0xFF4F..=0xFF8F => {
                let (content, next) = segment(stream, at)?;
                take(marker, content)?;
                at = next;
            }
            other => return Err(HtFault::Header(other)),
        }
    }
}

/// Offset of the end marker, after which DICOM may have a padding byte.
fn last_marker(stream: &[u8]) -> usize {
    let tail = stream.len().saturating_sub(3);
    let found = stream.get(tail..).and_then(|end| end.windows(2).position(|pair| pair == EOC.to_be_bytes()));
    found.map_or(stream.len(), |at| tail + at)
}
