//! Photographs at half their size: large JPEG files are decoded to every second pixel and line, which is still more
//! than is shown or seen by any network, in a fraction of the time and a quarter of the memory.
//!
//! Of each block of 8 × 8 pixels the lower half of the frequencies in each direction is turned into 4 × 4 pixels:
//! the same picture without what half its pixels could not hold. Only what cameras write is read here, the sequential
//! process with one scan (ITU-T T.81, F.2); everything else is left to the decoder for all sizes.
//!
//! Invariant: what is not taken is `None`, and never read half. No byte of a file makes this panic.

mod bits;
mod colour;
mod frame;
mod huffman;
mod transform;

use super::jpeg::{next_marker, segment};
use crate::Format::Jpeg;
use crate::{Image, ImagingError};
use bits::ScanBits;
use frame::{FrameComponent, HalvedFrame};
use huffman::CodeTable;
use transform::{PLACES, pixels_from_frequencies};

/// Shortest side from which a picture is taken, in pixels: half of it is the most that the page shows.
const SHORTEST_SIDE: u32 = 2_048;

/// Quantisation steps in zigzag order, and code tables, by their numbers.
#[derive(Default)]
struct Tables {
    steps: [Option<[i32; 64]>; 4],
    dc: [Option<CodeTable>; 4],
    ac: [Option<CodeTable>; 4],
    /// Units between two restart markers; 0 for none.
    restart: usize,
}

/// Decodes a file whose markers were walked, and which has one scan. `None` where it is small, or of a kind that is
/// not read here.
///
/// # Errors
/// `Truncated` and `Damaged`, as of every JPEG file.
pub(super) fn decode(bytes: &[u8], width: u32, height: u32) -> Result<Option<Image>, ImagingError> {
    if width.min(height) < SHORTEST_SIDE {
        return Ok(None);
    }
    let (mut tables, mut frame) = (Tables::default(), None);
    let mut at = 2;
    let scan = loop {
        let Some((marker, body)) = next_marker(bytes, at) else { return Ok(None) };
        let segment = segment(bytes, body)?;
        at = body + 2 + segment.len();
        match marker {
            0xC0 | 0xC1 => frame = HalvedFrame::read(segment),
            0xC4 => tables.take_codes(segment).ok_or_else(|| Jpeg.damaged("a Huffman table that is none"))?,
            0xC2..=0xCF => return Ok(None),
            0xDB => tables.take_steps(segment).ok_or_else(|| Jpeg.damaged("a quantisation table that is cut"))?,
            0xDD => tables.restart = segment.first_chunk().map_or(0, |&number| u16::from_be_bytes(number).into()),
            // Adobe's word on colour (T.872, 6.5.3): 1 is the usual one.
            0xEE if segment.starts_with(b"Adobe") && segment.get(11) != Some(&1) => return Ok(None),
            0xDA => break segment,
            _ => {}
        }
    };
    let Some(mut frame) = frame.filter(|frame| (frame.width, frame.height) == (width, height)) else { return Ok(None) };
    if frame.assign(scan).is_none() {
        return Ok(None);
    }
    decode_scan(&mut ScanBits::new(bytes.get(at..).unwrap_or_default()), &mut frame, &tables)?;
    let (width, height) = (width.div_ceil(2), height.div_ceil(2));
    Ok(Image::new(width, height, colour::pixels(&frame, width as usize, height as usize)))
}

/// Every unit of the scan, in order (T.81, A.2.3).
fn decode_scan(bits: &mut ScanBits<'_>, frame: &mut HalvedFrame, tables: &Tables) -> Result<(), ImagingError> {
    let mut left = tables.restart;
    for line in 0..frame.units_down {
        for column in 0..frame.units_across {
            if tables.restart > 0 {
                if left == 0 {
                    bits.restart().ok_or_else(|| Jpeg.damaged("a restart marker is missing"))?;
                    frame.components.iter_mut().for_each(|component| component.last_dc = 0);
                    left = tables.restart;
                }
                left -= 1;
            }
            for component in &mut frame.components {
                for v in 0..component.down {
                    for h in 0..component.across {
                        let place = (column * component.across + h, line * component.down + v);
                        decode_block(bits, component, tables, place)
                            .ok_or_else(|| Jpeg.damaged("data that no Huffman table knows"))?;
                    }
                }
            }
        }
        if bits.is_past_the_end() {
            return Err(Jpeg.truncated("the picture data stop early"));
        }
    }
    Ok(())
}

/// One block: its frequencies, and the 4 × 4 pixels of them at `(column, line)` of the component's blocks.
fn decode_block(
    bits: &mut ScanBits<'_>,
    component: &mut FrameComponent,
    tables: &Tables,
    (column, line): (usize, usize),
) -> Option<()> {
    let steps = tables.steps.get(component.steps)?.as_ref()?;
    let (dc, ac) = (tables.dc.get(component.dc)?.as_ref()?, tables.ac.get(component.ac)?.as_ref()?);
    let mut frequencies = [0; 17];
    let size = bits.symbol(dc)?;
    component.last_dc = component.last_dc.wrapping_add(bits.number(size)?);
    frequencies[0] = component.last_dc.wrapping_mul(steps[0]);
    let mut at = 1;
    let mut is_flat = true;
    while at < 64 {
        let symbol = bits.symbol(ac)?;
        let (zeros, size) = (usize::from(symbol >> 4), symbol & 15);
        if size == 0 {
            // Sixteen zeros, or the end of the block.
            if zeros < 15 {
                break;
            }
            at += 16;
            continue;
        }
        at += zeros;
        let value = bits.number(size)?;
        let place = usize::from(*PLACES.get(at)?);
        frequencies[place.min(16)] = value.wrapping_mul(steps[at & 63]);
        is_flat = false;
        at += 1;
    }
    let pixels = component.block(column, line)?;
    pixels_from_frequencies(&frequencies, is_flat, pixels);
    Some(())
}

impl Tables {
    /// T.81, B.2.4.1.
    fn take_steps(&mut self, mut segment: &[u8]) -> Option<()> {
        while let Some((&head, rest)) = segment.split_first() {
            let wide = usize::from(head >> 4 != 0);
            let values = rest.get(..64 << wide)?;
            let mut steps = [0; 64];
            for (step, value) in steps.iter_mut().zip(values.chunks(1 << wide)) {
                *step = value.iter().fold(0, |number, &byte| number << 8 | i32::from(byte));
            }
            *self.steps.get_mut(usize::from(head & 15))? = Some(steps);
            segment = rest.get(64 << wide..)?;
        }
        Some(())
    }

    /// T.81, B.2.4.2.
    fn take_codes(&mut self, mut segment: &[u8]) -> Option<()> {
        while let Some((&head, rest)) = segment.split_first() {
            let counts: &[u8; 16] = rest.first_chunk()?;
            let count = counts.iter().map(|&count| usize::from(count)).sum::<usize>();
            let table = CodeTable::new(counts, rest.get(16..16 + count)?)?;
            let tables = if head >> 4 == 0 { &mut self.dc } else { &mut self.ac };
            *tables.get_mut(usize::from(head & 15))? = Some(table);
            segment = rest.get(16 + count..)?;
        }
        Some(())
    }
}
