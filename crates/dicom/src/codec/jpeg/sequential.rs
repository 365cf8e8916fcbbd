//! Baseline and extended sequential processes (T.81, annex F): blocks of 8 × 8 coefficients.

use super::header::{Component, DecodingTables, FrameHeader, ScanComponent, ScanHeader};
use super::upsample::ComponentPlane;
use super::{cosine, no_block, no_component, restart_cut};
use crate::error::DicomError;
use ::jpeg::{BlockVisitor, HuffmanTable, ScanBits, ZIGZAG, walk_block};

/// A component while its scan is decoded.
struct RunningComponent<'a> {
    component: Component,
    dc: &'a HuffmanTable,
    ac: &'a HuffmanTable,
    quantiser: &'a [u16; 64],
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
        let component = *frame.components.get(part.component).ok_or_else(no_component)?;
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
    let mut bits = ScanBits::new(bytes, at);
    // T.81, A.2.2 and A.2.3: a scan of one component goes block by block, over its own size.
    let alone = match running.as_slice() {
        [one] => Some((one.component.width.div_ceil(8), one.component.height.div_ceil(8))),
        _ => None,
    };
    let (across, down) = alone.unwrap_or((units_across, units_down));
    let mut units = 0;
    for unit in 0..across * down {
        if tables.restart > 0 && units == tables.restart {
            bits = bits.behind_restart().ok_or_else(restart_cut)?;
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
        if bits.is_past_the_end() {
            return Err(DicomError::Truncated(text::dicom_codec::jpeg_coefficients_cut()));
        }
    }
    Ok((running.into_iter().map(|part| part.plane).collect(), bits.end()))
}

impl RunningComponent<'_> {
    /// T.81, F.2.2: one block, to its samples.
    fn block(&mut self, bits: &mut ScanBits<'_>, row: usize, column: usize, precision: u32) -> Result<(), DicomError> {
        let mut block = Dequantised { coefficients: [0; 64], last: self.last, quantiser: self.quantiser };
        walk_block(bits, self.dc, self.ac, &mut block).map_err(no_block)?;
        self.last = block.last;
        let samples = cosine::samples_from_coefficients(&block.coefficients, precision);
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

/// The coefficients of a block, row by row.
struct Dequantised<'a> {
    coefficients: [i64; 64],
    /// The DC coefficient of the block before, in quantiser steps.
    last: i32,
    quantiser: &'a [u16; 64],
}

impl BlockVisitor for Dequantised<'_> {
    #[inline(always)]
    fn difference(&mut self, _code: u8, difference: i32) {
        self.last = self.last.wrapping_add(difference);
        self.coefficients[0] = i64::from(self.last) * i64::from(self.quantiser[0]);
    }

    #[inline(always)]
    fn coefficient(&mut self, place: usize, value: i32) {
        let place = place & 63;
        let coefficient = i64::from(value) * i64::from(self.quantiser[place]);
        self.coefficients[usize::from(ZIGZAG[place]) & 63] = coefficient;
    }
}
