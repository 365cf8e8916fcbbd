//! Baseline and extended sequential processes (T.81, annex F): blocks of 8 × 8 coefficients.

use super::super::bits::{Bits, Stuffing};
use super::cosine;
use super::header::{Component, DecodingTables, FrameHeader, ScanComponent, ScanHeader};
use super::huffman::{HuffmanTable, signed};
use super::lossless::after_restart;
use super::upsample::ComponentPlane;
use super::{cut, fault};
use crate::error::DicomError;

/// Row-by-row place of the coefficient that comes at each place of the zigzag (T.81, figure A.6).
const ZIGZAG: [usize; 64] = zigzag();

/// Walks the diagonals of the block, every other one upwards.
const fn zigzag() -> [usize; 64] {
    let mut order = [0; 64];
    let (mut place, mut diagonal) = (0, 0);
    while diagonal < 15 {
        let mut step = 0;
        while step <= diagonal {
            let (row, column) = if diagonal % 2 == 0 { (diagonal - step, step) } else { (step, diagonal - step) };
            if row < 8 && column < 8 {
                order[place] = row * 8 + column;
                place += 1;
            }
            step += 1;
        }
        diagonal += 1;
    }
    order
}

/// A component while its scan is decoded.
struct RunningComponent<'a> {
    component: Component,
    dc: &'a HuffmanTable,
    ac: &'a HuffmanTable,
    quantiser: &'a [i64; 64],
    last: i32,
    plane: ComponentPlane,
}

/// Decodes a scan: one plane a component, and where the data end.
pub(super) fn decode(
    bytes: &[u8],
    at: usize,
    frame: &FrameHeader,
    scan: &ScanHeader,
    tables: &DecodingTables,
) -> Result<(Vec<ComponentPlane>, usize), DicomError> {
    let (units_across, units_down) =
        (frame.width.div_ceil(8 * frame.most_across), frame.height.div_ceil(8 * frame.most_down));
    let start = |&part: &ScanComponent| {
        let component = *frame.components.get(part.component).ok_or_else(|| fault("a component", "none"))?;
        let (stride, rows) = (units_across * component.across * 8, units_down * component.down * 8);
        let plane = ComponentPlane {
            width: component.width,
            height: component.height,
            stride,
            samples: vec![0; stride * rows],
        };
        let quantiser = tables.quantiser_of(&component)?;
        Ok(RunningComponent { component, dc: tables.dc_of(part)?, ac: tables.ac_of(part)?, quantiser, last: 0, plane })
    };
    let mut running = scan.parts.iter().map(start).collect::<Result<Vec<RunningComponent<'_>>, DicomError>>()?;
    let mut bits = Bits::new(bytes, at, Stuffing::Byte);
    // T.81, A.2.2 and A.2.3: a scan of one component goes block by block, over its own size.
    let alone = match running.as_slice() {
        [one] => Some((one.component.width.div_ceil(8), one.component.height.div_ceil(8))),
        _ => None,
    };
    let (across, down) = alone.unwrap_or((units_across, units_down));
    let mut units = 0;
    for unit in 0..across * down {
        if tables.restart > 0 && units == tables.restart {
            bits = after_restart(&bits, bytes).ok_or_else(|| cut("a restart marker"))?;
            running.iter_mut().for_each(|part| part.last = 0);
            units = 0;
        }
        units += 1;
        let (row, column) = (unit / across, unit % across);
        for part in &mut running {
            let (wide, high) = if alone.is_some() { (1, 1) } else { (part.component.across, part.component.down) };
            for block in 0..wide * high {
                part.block(&mut bits, row * high + block / wide, column * wide + block % wide, frame.precision)?;
            }
        }
        if bits.missing() {
            return Err(cut("coefficients of every block"));
        }
    }
    let end = bits.next_marker().map_or(bytes.len(), |(_, body)| body - 2);
    Ok((running.into_iter().map(|part| part.plane).collect(), end))
}

impl RunningComponent<'_> {
    /// T.81, F.2.2: one block, to its samples.
    fn block(&mut self, bits: &mut Bits<'_>, row: usize, column: usize, precision: u32) -> Result<(), DicomError> {
        let no_code = || fault("Huffman codes", "bits that are none");
        let mut block = [0_i64; 64];
        let width = self.dc.next(bits).ok_or_else(no_code)?;
        if width > 16 {
            return Err(fault("differences of at most 16 bits", width));
        }
        self.last = self.last.wrapping_add(signed(bits, u32::from(width)));
        if let (Some(first), Some(step)) = (block.first_mut(), self.quantiser.first()) {
            *first = i64::from(self.last) * step;
        }
        let mut place = 1;
        while place < 64 {
            let code = self.ac.next(bits).ok_or_else(no_code)?;
            let (zeros, width) = (usize::from(code >> 4), u32::from(code & 15));
            if width == 0 {
                if zeros < 15 {
                    break;
                }
                place += 16;
                continue;
            }
            place += zeros;
            let value = i64::from(signed(bits, width));
            let (Some(&target), Some(step)) = (ZIGZAG.get(place), self.quantiser.get(place)) else {
                return Err(fault("64 coefficients a block", "more"));
            };
            if let Some(coefficient) = block.get_mut(target) {
                *coefficient = value * step;
            }
            place += 1;
        }
        let samples = cosine::samples_from_coefficients(&block, precision);
        let stride = self.plane.stride;
        for (line, values) in samples.chunks_exact(8).enumerate() {
            let from = (row * 8 + line) * stride + column * 8;
            if let Some(target) = self.plane.samples.get_mut(from..from + 8) {
                target.copy_from_slice(values);
            }
        }
        Ok(())
    }
}

#[test]
fn the_zigzag_is_that_of_the_standard() {
    assert_eq!(ZIGZAG[..12], [0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25]);
    assert_eq!(ZIGZAG[58..], [61, 54, 47, 55, 62, 63]);
}
