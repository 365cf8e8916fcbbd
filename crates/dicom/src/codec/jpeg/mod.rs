//! JPEG (ITU-T T.81): baseline and extended sequential of 8 and 12 bits, lossless of 2 to 16 bits, progressive of 8.
//!
//! Ours, because no crate reads what DICOM holds: `zune-jpeg` 0.5 and `jpeg-decoder` 0.3 stop at 8 bits for
//! cosine-coded pictures, and only the latter reads lossless ones, without the raw colour that DICOM needs.
//!
//! Invariant: a picture whose data stop early is an error, never half a picture.

mod anew;
mod cosine;
mod header;
mod lossless;
mod progressive;
mod sequential;
mod upsample;

use super::{DecodedFrame, StreamShape, by_pixel};
use crate::error::DicomError;
use ::jpeg::{BlockFault, Segment, next_segment};
pub(super) use anew::anew;
use header::{DecodingTables, FrameHeader, ScanHeader};
use upsample::ComponentPlane;

/// Its name in sentences.
const CODEC: &str = "JPEG";

/// Decodes a stream of the stated size.
pub(super) fn decode(bytes: &[u8], shape: StreamShape) -> Result<DecodedFrame, DicomError> {
    if super::is_progressive(bytes) {
        return progressive::decode(bytes, shape);
    }
    let mut planes: Vec<Option<ComponentPlane>> = (0..shape.components).map(|_| None).collect();
    let (frame, tables) = walk(bytes, shape, &mut |frame, scan, tables, at| {
        let decode = if frame.lossless { lossless::decode } else { sequential::decode };
        let (decoded, end) = decode(bytes, at, frame, scan, tables)?;
        for (part, plane) in scan.parts.iter().zip(decoded) {
            if let Some(place) = planes.get_mut(part.component) {
                *place = Some(plane);
            }
        }
        Ok(end)
    })?;
    let frame = frame.filter(|_| planes.iter().all(Option::is_some)).ok_or_else(missing)?;
    let colour = tables.colour(&frame);
    Ok(DecodedFrame { bits: frame.precision, colour, samples: DecodedPlanes { frame, planes }.samples(shape) })
}

/// What to do with a scan, given the tables in force and the offset of its data; returns the offset of their end.
type OnScan<'a> = dyn FnMut(&FrameHeader, &ScanHeader, &DecodingTables, usize) -> Result<usize, DicomError> + 'a;

/// Walks a stream; returns its frame header, and the tables in force at its end.
fn walk(
    bytes: &[u8],
    shape: StreamShape,
    on_scan: &mut OnScan<'_>,
) -> Result<(Option<FrameHeader>, DecodingTables), DicomError> {
    let mut tables = DecodingTables::default();
    let mut frame: Option<FrameHeader> = None;
    let mut scans = 0;
    let mut at = 0;
    // What counts is that every component is there, not the end marker.
    let next = |at| next_segment(bytes, at).map_err(|_| DicomError::Truncated(text::dicom_codec::segment_cut(CODEC)));
    while let Some(Segment { marker, content, end }) = next(at)? {
        at = end;
        match marker {
            0xC0 | 0xC1 | 0xC3 => {
                if frame.is_some() {
                    return Err(DicomError::Damaged(text::dicom_codec::two_frames(CODEC)));
                }
                let read = FrameHeader::read(marker, content, shape)?;
                // A lossless process codes at least one bit per sample, the others at least one per block of 64, and
                // chroma may be subsampled.
                let most = if read.lossless { 8 } else { 2048 };
                if shape.pixels().saturating_mul(shape.components) > bytes.len().saturating_mul(most) {
                    return Err(DicomError::Truncated(text::dicom_codec::jpeg_samples_cut()));
                }
                frame = Some(read);
            }
            0xC2 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                // T.81, table B.1.
                let found = match marker {
                    0xC2 => "progressive",
                    0xC5..=0xC7 => "hierarchical",
                    _ => "arithmetic",
                };
                return Err(DicomError::Unsupported(text::dicom_codec::jpeg_process(found)));
            }
            0xDA => {
                let none = || DicomError::Damaged(text::dicom_codec::scan_first(CODEC));
                let frame = frame.as_ref().ok_or_else(none)?;
                scans += 1;
                if scans > shape.components {
                    return Err(DicomError::Damaged(text::dicom_codec::jpeg_scans()));
                }
                at = on_scan(frame, &ScanHeader::read(content, frame)?, &tables, end)?;
            }
            _ => tables.read(marker, content)?,
        }
    }
    Ok((frame, tables))
}

/// A frame and what is decoded of it.
struct DecodedPlanes {
    frame: FrameHeader,
    planes: Vec<Option<ComponentPlane>>,
}

impl DecodedPlanes {
    fn samples(self, shape: StreamShape) -> Vec<u16> {
        let frame = self.frame;
        let whole = |(component, plane): (&header::Component, Option<ComponentPlane>)| {
            let scale = (frame.most_across / component.across, frame.most_down / component.down);
            let even =
                frame.most_across.is_multiple_of(component.across) && frame.most_down.is_multiple_of(component.down);
            plane.map(|plane| plane.spread(shape.width as usize, shape.height as usize, even.then_some(scale)))
        };
        let mut planes: Vec<Vec<u16>> = frame.components.iter().zip(self.planes).filter_map(whole).collect();
        match planes.as_mut_slice() {
            [one] => std::mem::take(one),
            several => by_pixel(several, shape.pixels(), |sample| sample),
        }
    }
}

fn no_block(found: BlockFault) -> DicomError {
    DicomError::Damaged(match found {
        BlockFault::NoCode => text::dicom_codec::jpeg_no_code(),
        BlockFault::WideDifference(width) => text::dicom_codec::jpeg_difference(width),
        BlockFault::TooMany => text::dicom_codec::jpeg_coefficients(),
    })
}

fn missing() -> DicomError {
    DicomError::Truncated(text::dicom_codec::components_cut(CODEC))
}

fn no_component() -> DicomError {
    DicomError::Damaged(text::dicom_codec::jpeg_component())
}

fn restart_cut() -> DicomError {
    DicomError::Truncated(text::dicom_codec::jpeg_restart_cut())
}
