//! A stream rewritten: headers as a decoder reads them, the tables that a scan uses, and the entropy-coded data that
//! are decoded.
//!
//! Blocks are parsed but not transformed to samples. Table entries that no block of the picture uses could carry hidden
//! data: unused symbols become 0, unused quantiser steps 1. Bytes between scans, behind the last block, and in any
//! other segment are left out, and restart markers are renumbered.

use super::super::StreamShape;
use super::header::{DecodingTables, FrameHeader, ScanComponent, ScanHeader};
use super::{CODEC, missing, no_block, no_component, restart_cut, walk};
use crate::error::DicomError;
use ::jpeg::{BlockVisitor, HuffmanTable, ScanBits, put_segment, read_difference, walk_block};

/// The table entries that a part of a scan uses.
struct Used {
    dc: [bool; 256],
    ac: [bool; 256],
    steps: [bool; 64],
}

/// The same picture in a rewritten stream, and its precision.
///
/// # Errors
/// As for decoding; `Damaged` where a component is drawn twice, since the first of them is not seen.
pub(in crate::codec) fn anew(bytes: &[u8], shape: StreamShape) -> Result<(Vec<u8>, u32), DicomError> {
    let mut scans = Vec::new();
    let mut drawn = vec![false; shape.components];
    let mut restart = 0;
    let (frame, tables) = walk(bytes, shape, &mut |frame, scan, tables, at| {
        for part in &scan.parts {
            match drawn.get_mut(part.component) {
                Some(known) if !*known => *known = true,
                _ => return Err(DicomError::Damaged(text::dicom_codec::component_in_two(CODEC))),
            }
        }
        let mut data = Vec::new();
        let (used, end) = coded(bytes, at, frame, scan, tables, &mut data)?;
        put_tables(&mut scans, frame, scan, tables, &used)?;
        if tables.restart != restart {
            restart = tables.restart;
            put_segment(&mut scans, 0xDD, &(restart as u16).to_be_bytes());
        }
        put_segment(&mut scans, 0xDA, &scan_header(frame, scan));
        scans.extend(data);
        Ok(end)
    })?;
    let frame = frame.filter(|_| drawn.iter().all(|&drawn| drawn)).ok_or_else(missing)?;
    let mut made = vec![0xFF, 0xD8];
    if tables.jfif {
        put_segment(&mut made, 0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    }
    // Adobe technical note 5116: the last number is the colour transform.
    if let Some(transform) = tables.adobe {
        put_segment(&mut made, 0xEE, &[b"Adobe\0\x64\0\0\0\0".as_slice(), &[transform]].concat());
    }
    put_segment(&mut made, frame.marker, &frame_header(&frame));
    made.extend(scans);
    made.extend([0xFF, 0xD9]);
    Ok((made, frame.precision))
}

/// T.81, B.2.2.
fn frame_header(frame: &FrameHeader) -> Vec<u8> {
    let side = |side: usize| (side as u16).to_be_bytes();
    let ([h1, h0], [w1, w0]) = (side(frame.height), side(frame.width));
    let mut content = vec![frame.precision as u8, h1, h0, w1, w0, frame.components.len() as u8];
    for component in &frame.components {
        let factors = (component.across << 4 | component.down) as u8;
        content.extend([component.id, factors, if frame.lossless { 0 } else { component.quantiser as u8 }]);
    }
    content
}

/// T.81, B.2.3.
fn scan_header(frame: &FrameHeader, scan: &ScanHeader) -> Vec<u8> {
    let mut content = vec![scan.parts.len() as u8];
    for part in &scan.parts {
        let id = frame.components.get(part.component).map_or(0, |component| component.id);
        let ac = if frame.lossless { 0 } else { part.ac };
        content.extend([id, (part.dc << 4 | ac) as u8]);
    }
    content.extend(if frame.lossless { [scan.predictor, 0, scan.point as u8] } else { [0, 63, 0] });
    content
}

/// Writes each table that a part of the scan uses once, with the entries that any part uses.
fn put_tables(
    to: &mut Vec<u8>,
    frame: &FrameHeader,
    scan: &ScanHeader,
    tables: &DecodingTables,
    used: &[Used],
) -> Result<(), DicomError> {
    let quantiser = |part: &ScanComponent| frame.components.get(part.component).map(|component| component.quantiser);
    for (at, part) in scan.parts.iter().enumerate() {
        let is_first = |of: &dyn Fn(&ScanComponent) -> Option<usize>| {
            !scan.parts.iter().take(at).any(|before| of(before) == of(part))
        };
        let of_same = |of: &dyn Fn(&ScanComponent) -> Option<usize>| {
            let same = scan.parts.iter().zip(used).filter(|(other, _)| of(other) == of(part));
            same.map(|(_, used)| used).collect::<Vec<&Used>>()
        };
        let (dc, ac) = (|part: &ScanComponent| Some(part.dc), |part: &ScanComponent| Some(part.ac));
        if is_first(&dc) {
            let all = of_same(&dc);
            put_codes(to, part.dc, tables.dc_of(*part)?, |symbol| all.iter().any(|used| used.has_dc(symbol)));
        }
        if frame.lossless {
            continue;
        }
        if is_first(&ac) {
            let all = of_same(&ac);
            put_codes(to, 0x10 | part.ac, tables.ac_of(*part)?, |symbol| all.iter().any(|used| used.has_ac(symbol)));
        }
        let component = frame.components.get(part.component).filter(|_| is_first(&quantiser));
        if let Some(component) = component {
            let all = of_same(&quantiser);
            let steps = tables.quantiser_of(component)?.iter().enumerate();
            let steps: Vec<u16> =
                steps.map(|(at, &step)| if all.iter().any(|used| used.has_step(at)) { step } else { 1 }).collect();
            put_steps(to, component.quantiser, &steps);
        }
    }
    Ok(())
}

/// T.81, B.2.4.2.
fn put_codes(to: &mut Vec<u8>, place: usize, table: &HuffmanTable, is_used: impl Fn(u8) -> bool) {
    let mut content = vec![place as u8];
    content.extend(table.counts());
    content.extend(table.symbols().iter().map(|&symbol| if is_used(symbol) { symbol } else { 0 }));
    put_segment(to, 0xC4, &content);
}

/// T.81, B.2.4.1.
fn put_steps(to: &mut Vec<u8>, place: usize, steps: &[u16]) {
    let is_wide = steps.iter().any(|&step| step > 0xFF);
    let mut content = vec![if is_wide { 0x10 | place as u8 } else { place as u8 }];
    for &step in steps {
        let [high, low] = step.to_be_bytes();
        content.extend(is_wide.then_some(high));
        content.push(low);
    }
    put_segment(to, 0xDB, &content);
}

/// Parses the blocks of a scan and writes their coded data; returns the table entries used, part by part, and the
/// offset at which the next segment may begin.
fn coded(
    bytes: &[u8],
    at: usize,
    frame: &FrameHeader,
    scan: &ScanHeader,
    tables: &DecodingTables,
    to: &mut Vec<u8>,
) -> Result<(Vec<Used>, usize), DicomError> {
    let mut parts = Vec::with_capacity(scan.parts.len());
    for part in &scan.parts {
        let component = frame.components.get(part.component).ok_or_else(no_component)?;
        let used = Used { dc: [false; 256], ac: [false; 256], steps: [false; 64] };
        let ac = if frame.lossless { None } else { Some(tables.ac_of(*part)?) };
        parts.push((component, tables.dc_of(*part)?, ac, used));
    }
    // As they are decoded: T.81, A.2.2 and A.2.3.
    let alone = parts.len() == 1;
    let units = match parts.as_slice() {
        _ if frame.lossless => frame.width * frame.height,
        [(one, ..)] => one.width.div_ceil(8) * one.height.div_ceil(8),
        _ => frame.width.div_ceil(8 * frame.most_across) * frame.height.div_ceil(8 * frame.most_down),
    };
    let mut bits = ScanBits::new(bytes, at);
    for unit in 0..units {
        if tables.restart > 0 && unit > 0 && unit % tables.restart == 0 {
            bits.put_taken(to);
            to.extend([0xFF, 0xD0 | ((unit / tables.restart - 1) % 8) as u8]);
            bits = bits.behind_restart().ok_or_else(restart_cut)?;
        }
        for (component, dc, ac, used) in &mut parts {
            let blocks = if alone { 1 } else { component.across * component.down };
            (0..blocks).try_for_each(|_| used.block(&mut bits, dc, *ac))?;
        }
        if bits.is_past_the_end() {
            return Err(DicomError::Truncated(text::dicom_codec::jpeg_blocks_cut()));
        }
    }
    bits.put_taken(to);
    Ok((parts.into_iter().map(|(.., used)| used).collect(), bits.end()))
}

impl Used {
    /// T.81, F.2.2 and H.2: one block, or one difference of a lossless scan.
    fn block(
        &mut self,
        bits: &mut ScanBits<'_>,
        dc: &HuffmanTable,
        ac: Option<&HuffmanTable>,
    ) -> Result<(), DicomError> {
        match ac {
            Some(ac) => walk_block(bits, dc, ac, self),
            None => read_difference(bits, dc).map(|(code, difference)| self.difference(code, difference)),
        }
        .map_err(no_block)
    }

    fn has_dc(&self, symbol: u8) -> bool {
        self.dc.get(usize::from(symbol)) == Some(&true)
    }

    fn has_ac(&self, symbol: u8) -> bool {
        self.ac.get(usize::from(symbol)) == Some(&true)
    }

    fn has_step(&self, at: usize) -> bool {
        self.steps.get(at) == Some(&true)
    }
}

impl BlockVisitor for Used {
    fn difference(&mut self, code: u8, _difference: i32) {
        mark(&mut self.dc, usize::from(code));
        mark(&mut self.steps, 0);
    }

    fn code(&mut self, code: u8) {
        mark(&mut self.ac, usize::from(code));
    }

    fn coefficient(&mut self, place: usize, _value: i32) {
        mark(&mut self.steps, place);
    }
}

fn mark(list: &mut [bool], at: usize) {
    if let Some(place) = list.get_mut(at) {
        *place = true;
    }
}
