//! Photographs at half their size: large JPEG files are decoded to every second pixel and line, which is still more
//! than is shown or seen by any network, in a fraction of the time and a quarter of the memory.
//!
//! Each pixel is the mean of two by two of the whole picture. Of luma the frequencies of a block of 8 × 8 become 4 × 4 such
//! means, without the pixels between; differences of colour of which the file has half the pixels already keep them, where
//! halving them once more and repeating them would give colours of a quarter. Only the kind that cameras write is read
//! here, the sequential process with one scan (ITU-T T.81, F.2); everything else is left to the decoder for all sizes.
//!
//! Invariant: an unsupported file gives `None`, never a partial picture. No byte of a file makes this panic.

mod colour;
mod frame;
mod transform;

use super::jpeg::{next_marker, segment};
use crate::Format::Jpeg;
use crate::{Image, ImagingError};
use ::jpeg::{BlockVisitor, JpegTables, ScanBits, walk_block};
use frame::{FrameComponent, HalvedFrame};
use transform::{Folding, pixels_from_frequencies};

/// Minimum side of a picture for half size, in pixels: half of it is the most that the page shows.
const SHORTEST_SIDE: u32 = 2_048;

/// Maximum number of codes of a table: each symbol is a byte.
const MOST_CODES: usize = 256;

/// Decodes a file whose markers were parsed, and which has one scan. `None` where it is small, or of an unsupported
/// kind.
///
/// # Errors
/// `Truncated` and `Damaged`, as for every JPEG file.
pub(super) fn decode(bytes: &[u8], width: u32, height: u32) -> Result<Option<Image>, ImagingError> {
    if width.min(height) < SHORTEST_SIDE {
        return Ok(None);
    }
    let (mut tables, mut frame) = (JpegTables::default(), None);
    // MCUs between two restart markers; 0 for none.
    let mut restart = 0;
    let mut at = 2;
    let scan = loop {
        let Some((marker, body)) = next_marker(bytes, at) else { return Ok(None) };
        let segment = segment(bytes, body)?;
        at = body + 2 + segment.len();
        match marker {
            0xC0 | 0xC1 => frame = HalvedFrame::read(segment),
            0xC4 => tables.read_codes(segment, MOST_CODES).map_err(|_| Jpeg.damaged(text::imaging::code_table()))?,
            0xC2..=0xCF => return Ok(None),
            0xDB => tables.read_steps(segment).map_err(|_| Jpeg.damaged(text::imaging::step_table()))?,
            0xDD => restart = segment.first_chunk().map_or(0, |&number| u16::from_be_bytes(number).into()),
            // Adobe's colour transform (T.872, 6.5.3): 1 is the usual one.
            0xEE if segment.starts_with(b"Adobe") && segment.get(11) != Some(&1) => return Ok(None),
            0xDA => break segment,
            _ => {}
        }
    };
    let Some(mut frame) = frame.filter(|frame| (frame.width, frame.height) == (width, height)) else { return Ok(None) };
    if frame.assign(scan).is_none() {
        return Ok(None);
    }
    decode_scan(&mut ScanBits::new(bytes, at), &mut frame, &tables, restart)?;
    let (width, height) = (width.div_ceil(2), height.div_ceil(2));
    Ok(Image::new(width, height, colour::pixels(&frame, width as usize, height as usize)))
}

/// Every MCU of the scan, in order (T.81, A.2.3), `restart` of them between two markers where it is above 0.
fn decode_scan(
    bits: &mut ScanBits<'_>,
    frame: &mut HalvedFrame,
    tables: &JpegTables,
    restart: usize,
) -> Result<(), ImagingError> {
    let no_code = || Jpeg.damaged(text::imaging::no_code());
    let foldings = frame.components.iter().map(|component| component.folding(tables));
    let foldings: Vec<Folding> = foldings.collect::<Option<_>>().ok_or_else(no_code)?;
    let mut frequencies = [0; 64];
    let mut left = restart;
    for line in 0..frame.units_down {
        for column in 0..frame.units_across {
            if restart > 0 {
                if left == 0 {
                    bits.restart().ok_or_else(|| Jpeg.damaged(text::imaging::no_restart()))?;
                    frame.components.iter_mut().for_each(|component| component.last_dc = 0);
                    left = restart;
                }
                left -= 1;
            }
            for (component, folding) in frame.components.iter_mut().zip(&foldings) {
                for v in 0..component.down {
                    for h in 0..component.across {
                        let place = (column * component.across + h, line * component.down + v);
                        let block = (&mut frequencies, place);
                        decode_block(bits, component, (tables, folding), block).ok_or_else(no_code)?;
                    }
                }
            }
        }
        if bits.is_past_the_end() {
            return Err(Jpeg.truncated(text::imaging::data_stop()));
        }
    }
    Ok(())
}

/// One block: its frequencies, and the pixels of them at `(column, line)` of the component's blocks. All `frequencies` are 0
/// before and after.
fn decode_block(
    bits: &mut ScanBits<'_>,
    component: &mut FrameComponent,
    (tables, folding): (&JpegTables, &Folding),
    (frequencies, (column, line)): (&mut [i32; 64], (usize, usize)),
) -> Option<()> {
    let (dc, ac) = (tables.dc(component.dc)?, tables.ac(component.ac)?);
    let mut block = BlockFrequencies { frequencies, is_flat: true, last_dc: component.last_dc, folding };
    walk_block(bits, dc, ac, &mut block).ok()?;
    component.last_dc = block.last_dc;
    let (size, is_flat) = (component.size, block.is_flat);
    let pixels = component.block(column, line)?;
    pixels_from_frequencies(frequencies, is_flat, size, pixels);
    match size {
        _ if is_flat => frequencies[0] = 0,
        [4, 4] => frequencies[..16].fill(0),
        _ => *frequencies = [0; 64],
    }
    Some(())
}

/// The frequencies of a block, as pixels are made of them.
struct BlockFrequencies<'a> {
    frequencies: &'a mut [i32; 64],
    /// Whether only the DC coefficient is not 0.
    is_flat: bool,
    /// DC value of the previous block, in quantiser steps.
    last_dc: i32,
    folding: &'a Folding,
}

impl BlockFrequencies<'_> {
    #[inline(always)]
    fn add(&mut self, place: usize, coefficient: i32) {
        let (at, part) = self.folding.part(place, coefficient);
        self.frequencies[at & 63] = self.frequencies[at & 63].wrapping_add(part);
    }
}

impl BlockVisitor for BlockFrequencies<'_> {
    #[inline(always)]
    fn difference(&mut self, _code: u8, difference: i32) {
        self.last_dc = self.last_dc.wrapping_add(difference);
        self.add(0, self.last_dc);
    }

    #[inline(always)]
    fn coefficient(&mut self, place: usize, value: i32) {
        self.add(place, value);
        self.is_flat = false;
    }
}
