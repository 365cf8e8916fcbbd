//! JPEG-LS (ITU-T T.87), lossless and near-lossless, the three ways to interleave.
//!
//! Ours: `charls` wraps a C++ library, which the browser build has no compiler for. `dicom-toolkit-codec` 0.5.0, the one
//! reader in Rust for all kinds, was tried on three pictures with noise (512² and 2048² at 12 bits, 2048² at 16) that
//! CharLS had encoded without loss: it refused each ("unexpected end of bitstream", "error value out of range"), CharLS
//! refuses what it encodes, and of 20,000 damaged streams of 64² one made it ask for 8.4 GB. This module decoded all
//! three exactly; beside the picture it allocates three rows of a component and a table of twice as many bytes as a
//! sample has values.
//!
//! Invariant: a picture whose data stop early is an error, never half a picture.

mod bits;
mod coder;
mod scan;

use super::{DecodedFrame, StreamColour, StreamShape, by_pixel};
use crate::error::DicomError;
use ::jpeg::{FrameFields, ScanFields, Segment, next_segment, put_segment};
use coder::Presets;
use scan::Interleave;

/// Its name in sentences.
const CODEC: &str = "JPEG-LS";

/// Decodes a stream of the stated size.
pub(super) fn decode(bytes: &[u8], shape: StreamShape) -> Result<DecodedFrame, DicomError> {
    read(bytes, shape, None)
}

/// Rewrites a stream: its headers as a decoder reads them, the presets that a scan is decoded with, and the coded data
/// that were decoded. Also returns the precision.
pub(super) fn anew(bytes: &[u8], shape: StreamShape) -> Result<(Vec<u8>, u32), DicomError> {
    let mut made = vec![0xFF, 0xD8];
    let decoded = read(bytes, shape, Some(&mut made))?;
    made.extend([0xFF, 0xD9]);
    Ok((made, decoded.bits))
}

/// Decodes a stream, and rewrites it on request.
fn read(bytes: &[u8], shape: StreamShape, mut made: Option<&mut Vec<u8>>) -> Result<DecodedFrame, DicomError> {
    let mut preset: Option<&[u8]> = None;
    let mut frame: Option<(u32, Vec<u8>)> = None;
    let mut presets = Presets::default();
    let mut planes: Vec<Option<Vec<u16>>> = Vec::new();
    let mut at = 0;
    let next = |at| next_segment(bytes, at).map_err(|_| DicomError::Truncated(text::dicom_codec::segment_cut(CODEC)));
    while let Some(Segment { marker, content, end }) = next(at)? {
        at = end;
        match marker {
            0xF7 => {
                if frame.is_some() {
                    return Err(DicomError::Damaged(text::dicom_codec::two_frames(CODEC)));
                }
                frame = Some(frame_header(content, shape)?);
                if let Some(made) = made.as_deref_mut() {
                    // Sampling factors and tables are not read, and are the same in every stream.
                    let mut header = content.get(..6).unwrap_or_default().to_vec();
                    let ids = content.iter().skip(6).step_by(3).take(shape.components);
                    header.extend(ids.flat_map(|&id| [id, 0x11, 0]));
                    put_segment(made, 0xF7, &header);
                }
                planes = vec![None; shape.components];
            }
            0xF8 => {
                presets = Presets::read(content)?;
                preset = content.get(..11);
            }
            0xDD if content != [0, 0] => {
                return Err(DicomError::Unsupported(text::dicom_codec::jpegls_restarts()));
            }
            0xE8 if content.starts_with(b"mrfx") => {
                return Err(DicomError::Unsupported(text::dicom_codec::jpegls_transform()));
            }
            0xDA => {
                let none = || DicomError::Damaged(text::dicom_codec::scan_first(CODEC));
                let (precision, ids) = frame.as_ref().ok_or_else(none)?;
                if let (Some(made), Some(preset)) = (made.as_deref_mut(), preset.take()) {
                    put_segment(made, 0xF8, preset);
                }
                let to = (planes.as_mut_slice(), made.as_deref_mut());
                at = scan(bytes, content, end, (*precision, ids), shape, &presets, to)?;
            }
            _ => {}
        }
    }
    let (bits, _) = frame.ok_or_else(|| DicomError::Damaged(text::dicom_codec::no_frame(CODEC)))?;
    let whole: Option<Vec<Vec<u16>>> = planes.into_iter().collect();
    let mut planes = whole.ok_or_else(|| DicomError::Truncated(text::dicom_codec::components_cut(CODEC)))?;
    let samples = match planes.as_mut_slice() {
        [one] => std::mem::take(one),
        several => by_pixel(several, shape.pixels(), |sample| sample),
    };
    Ok(DecodedFrame { samples, bits, colour: StreamColour::Declared })
}

/// T.87, C.2.2: precision and the names of the components.
fn frame_header(content: &[u8], shape: StreamShape) -> Result<(u32, Vec<u8>), DicomError> {
    let cut = || DicomError::Damaged(text::dicom_codec::frame_cut(CODEC));
    let fields = FrameFields::read(content).ok_or_else(cut)?;
    let FrameFields { precision, height, width, count, .. } = fields;
    shape.check(CODEC, u32::from(width), u32::from(height), usize::from(count))?;
    if !(2..=16).contains(&precision) {
        return Err(DicomError::Damaged(text::dicom_codec::jpegls_precision(precision)));
    }
    let ids: Vec<u8> = fields.components().map(|component| component.id).collect();
    if ids.len() != shape.components {
        return Err(DicomError::Damaged(text::dicom_codec::frame_components(CODEC, ids.len())));
    }
    Ok((u32::from(precision), ids))
}

/// T.87, C.2.3: reads a scan header, decodes the scan into its planes, returns the offset of their end.
fn scan(
    bytes: &[u8],
    content: &[u8],
    at: usize,
    (precision, ids): (u32, &[u8]),
    shape: StreamShape,
    presets: &Presets,
    (planes, mut made): (&mut [Option<Vec<u16>>], Option<&mut Vec<u8>>),
) -> Result<usize, DicomError> {
    let cut = || DicomError::Damaged(text::dicom_codec::scan_cut(CODEC));
    if content.is_empty() {
        return Err(DicomError::Damaged(text::dicom_codec::scan_empty(CODEC)));
    }
    let ScanFields { components, tail } = ScanFields::read(content).ok_or_else(cut)?;
    let count = components.len();
    let &[near, interleave, point] = tail.first_chunk().ok_or_else(cut)?;
    let mut places = Vec::with_capacity(count);
    for &[id, table] in components {
        let place = ids.iter().position(|known| *known == id).filter(|place| !places.contains(place));
        places.push(place.ok_or_else(|| DicomError::Damaged(text::dicom_codec::jpegls_scan_component(id)))?);
        if table != 0 {
            return Err(DicomError::Unsupported(text::dicom_codec::jpegls_tables()));
        }
    }
    if places.iter().any(|&place| planes.get(place).is_some_and(Option::is_some)) {
        return Err(DicomError::Damaged(text::dicom_codec::component_in_two(CODEC)));
    }
    if let Some(made) = made.as_deref_mut() {
        // A single component is not interleaved.
        let interleave = if count == 1 { 0 } else { interleave };
        let header = [&[count as u8][..], components.as_flattened(), &[near, interleave, point & 15]].concat();
        put_segment(made, 0xDA, &header);
    }
    let interleave = match (interleave, count) {
        (_, 1) => Interleave::None,
        (1, 2..=4) => Interleave::Line,
        (2, 2..=4) => Interleave::Sample,
        _ => return Err(DicomError::Damaged(text::dicom_codec::jpegls_interleave(interleave))),
    };
    let parameters = presets.parameters(precision, i32::from(near))?;
    let (decoded, end) = scan::decode(bytes, at, shape, count, interleave, parameters, made)?;
    let point = u32::from(point & 15);
    for (place, mut plane) in places.into_iter().zip(decoded) {
        plane.iter_mut().for_each(|sample| *sample <<= point);
        if let Some(target) = planes.get_mut(place) {
            *target = Some(plane);
        }
    }
    Ok(end)
}
