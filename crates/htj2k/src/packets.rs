//! Packets (T.800, B.9 and B.10; T.814, annex B): assigns bytes to code blocks.

use crate::fault::HtFault;
use crate::header::OrderChange;
use crate::layout::{BlockLayout, ComponentLayout, PrecinctLayout};
use crate::order::{PrecinctPlace, visit};
use crate::stream::{TileParts, TilePlan};
use std::ops::Range;

/// Reads all packets of a tile.
///
/// # Errors
/// `Cut` where packets are missing, `Packet` where bytes are left over or headers are invalid.
#[inline(never)]
pub(crate) fn read(
    stream: &[u8],
    parts: &TileParts,
    plan: &TilePlan,
    components: &mut [ComponentLayout],
) -> Result<(), HtFault> {
    let numbered = (0..).zip(components.iter()).flat_map(|(component, layout)| {
        layout.precincts.iter().enumerate().map(move |(at, precinct)| PrecinctPlace::of(component, at, precinct))
    });
    let places: Vec<_> = numbered.collect();
    let layers = u32::from(plan.tile.layers);
    let whole = OrderChange { resolutions: (0, u32::MAX), components: (0, u32::MAX), layers, order: plan.tile.order };
    let changes = if plan.changes.is_empty() { std::slice::from_ref(&whole) } else { &plan.changes };
    let mut data = TileData { stream, parts: parts.data.iter(), here: 0..0 };
    for change in changes {
        let change = OrderChange { layers: change.layers.min(layers), ..*change };
        visit(&places, &change, |at, layer| {
            let component = components.get_mut(at.component as usize).ok_or(HtFault::Packet)?;
            let precinct = component.precincts.get_mut(at.number).ok_or(HtFault::Packet)?;
            // An earlier progression has included it.
            if precinct.layer != layer {
                return Ok(());
            }
            precinct.layer += 1;
            packet(&mut data, precinct, layer)
        })?;
    }
    let is_whole = components.iter().flat_map(|each| &each.precincts).all(|precinct| precinct.layer == layers);
    if !is_whole || data.advance() { Err(HtFault::Packet) } else { Ok(()) }
}

/// The remaining data of a tile: packets never span the end of a tile-part.
struct TileData<'a> {
    stream: &'a [u8],
    parts: std::slice::Iter<'a, Range<usize>>,
    here: Range<usize>,
}

impl TileData<'_> {
    /// Advances to the next part where this one is used up; returns whether there are bytes.
    fn advance(&mut self) -> bool {
        while self.here.is_empty() {
            let Some(next) = self.parts.next() else { return false };
            self.here = next.clone();
        }
        true
    }

    /// A.8: a marker segment that may precede a packet, or follow its header.
    fn skip_marker(&mut self, marker: [u8; 2], bytes: usize) {
        let rest = self.stream.get(self.here.clone()).unwrap_or_default();
        if rest.starts_with(&marker) && rest.len() >= bytes {
            self.here.start += bytes;
        }
    }
}

/// Bits of a header: after FF a byte has seven.
struct HeaderBits<'a> {
    bytes: &'a [u8],
    at: usize,
    byte: u8,
    left: u32,
}

impl HeaderBits<'_> {
    #[inline(never)]
    fn bit(&mut self) -> Result<u32, HtFault> {
        if self.left == 0 {
            self.left = if self.byte == 0xFF { 7 } else { 8 };
            self.byte = *self.bytes.get(self.at).ok_or(HtFault::Cut)?;
            self.at += 1;
        }
        self.left -= 1;
        Ok(u32::from(self.byte) >> self.left & 1)
    }

    fn bits(&mut self, count: u32) -> Result<u32, HtFault> {
        let mut value = 0;
        for _ in 0..count {
            value = value << 1 | self.bit()?;
        }
        Ok(value)
    }

    /// Table B.4: the number of passes in a packet.
    fn passes(&mut self) -> Result<u32, HtFault> {
        if self.bit()? == 0 {
            return Ok(1);
        }
        if self.bit()? == 0 {
            return Ok(2);
        }
        Ok(match self.bits(2)? {
            3 => match self.bits(5)? {
                31 => 37 + self.bits(7)?,
                more => 6 + more,
            },
            more => 3 + more,
        })
    }

    /// A length in the block's bits, plus those for this many passes (B.10.7.1).
    fn length(&mut self, block: &BlockLayout, passes: u32) -> Result<usize, HtFault> {
        let bits = block.length_bits + passes.max(1).ilog2();
        // Longer than any accepted stream.
        if bits > 31 {
            return Err(HtFault::Packet);
        }
        Ok(self.bits(bits)? as usize)
    }
}

/// The contribution of a packet to a block.
struct Brought {
    band: usize,
    block: usize,
    is_cleanup: bool,
    bytes: usize,
}

#[inline(never)]
fn packet(data: &mut TileData<'_>, precinct: &mut PrecinctLayout, layer: u32) -> Result<(), HtFault> {
    if !data.advance() {
        return Err(HtFault::Cut);
    }
    data.skip_marker([0xFF, 0x91], 6);
    let bytes = data.stream.get(data.here.clone()).unwrap_or_default();
    let mut bits = HeaderBits { bytes, at: 0, byte: 0, left: 0 };
    let mut brought = Vec::new();
    if bits.bit()? == 1 {
        for (number, band) in precinct.bands.iter_mut().enumerate() {
            for (at, block) in band.blocks.iter_mut().enumerate() {
                let leaf = (at as u32 % band.across, at as u32 / band.across);
                if block.is_included {
                    if bits.bit()? == 0 {
                        continue;
                    }
                } else {
                    let layer = u16::try_from(layer + 1).map_err(|_| HtFault::Packet)?;
                    if !band.included.is_below(leaf, layer, &mut || bits.bit())? {
                        continue;
                    }
                    block.is_included = true;
                    let mut threshold = 1;
                    while !band.planes.is_below(leaf, threshold, &mut || bits.bit())? {
                        threshold += 1;
                        // More than any band has.
                        if threshold > 80 {
                            return Err(HtFault::Packet);
                        }
                    }
                    block.missing = u32::from(threshold) - 1;
                }
                let passes = bits.passes()?;
                while bits.bit()? == 1 {
                    block.length_bits += 1;
                }
                lengths(&mut bits, block, passes, |is_cleanup, bytes| {
                    brought.push(Brought { band: number, block: at, is_cleanup, bytes });
                })?;
            }
        }
    }
    // B.10.1: a header that would end in FF has one byte more.
    data.here.start += bits.at + usize::from(bits.byte == 0xFF);
    data.skip_marker([0xFF, 0x92], 2);
    for piece in brought {
        let start = data.here.start;
        let end = start.checked_add(piece.bytes).filter(|&end| end <= data.here.end).ok_or(HtFault::Cut)?;
        data.here.start = end;
        let band = precinct.bands.get_mut(piece.band);
        let Some(block) = band.and_then(|band| band.blocks.get_mut(piece.block)) else { continue };
        let place = (start, piece.bytes);
        match &mut block.refinement {
            refinement if piece.is_cleanup => {
                block.cleanup = place;
                *refinement = Default::default();
            }
            [first, _] if first.1 == 0 => *first = place,
            [_, second] => *second = place,
        }
    }
    Ok(())
}

/// T.814, B.3: lengths of the segments that passes end in. A set is a cleanup pass, which is a segment of its own, and at
/// most two passes of another; before the first set, passes may only hold a place.
fn lengths(
    bits: &mut HeaderBits<'_>,
    block: &mut BlockLayout,
    passes: u32,
    mut piece: impl FnMut(bool, usize),
) -> Result<(), HtFault> {
    let mut left = passes;
    if !block.has_set {
        // Passes that could follow the last cleanup pass among these.
        let behind = (block.passes + passes - 1) % 3;
        let first = passes.saturating_sub(behind);
        let bytes = bits.length(block, first)?;
        if first == 0 || bytes == 0 {
            // As in a T.800 block: the number of bits depends on all passes, and nothing follows them.
            let more = passes.ilog2() - first.max(1).ilog2();
            if bytes > 0 || bits.bits(more)? > 0 {
                return Err(HtFault::Packet);
            }
            block.passes += passes;
            return Ok(());
        }
        block.has_set = true;
        block.before = block.passes + first - 1;
        block.passes += first;
        check_cleanup(bytes)?;
        piece(true, bytes);
        left -= first;
    }
    while left > 0 {
        let taken = match (block.passes - block.before) % 3 {
            0 => {
                // A further set replaces the previous one, at lower planes.
                block.before = block.passes;
                1
            }
            1 => left.min(2),
            _ => 1,
        };
        let bytes = bits.length(block, taken)?;
        let is_cleanup = block.before == block.passes;
        if is_cleanup {
            check_cleanup(bytes)?;
        }
        piece(is_cleanup, bytes);
        block.passes += taken;
        left -= taken;
    }
    Ok(())
}

/// A cleanup segment ends with its own length, of two bytes.
fn check_cleanup(bytes: usize) -> Result<(), HtFault> {
    if bytes < 2 { Err(HtFault::Packet) } else { Ok(()) }
}
