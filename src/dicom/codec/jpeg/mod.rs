//! JPEG (ITU-T T.81): baseline and extended sequential of 8 and 12 bits, lossless of 2 to 16 bits, progressive of 8.
//!
//! Ours, because no crate reads what DICOM holds: `zune-jpeg` 0.5 and `jpeg-decoder` 0.3 stop at 8 bits for
//! cosine-coded pictures, and only the latter reads lossless ones, without the raw colour that DICOM needs.
//!
//! Invariant: a picture whose data stop early is an error, never half a picture.

mod cosine;
mod header;
mod huffman;
mod lossless;
mod progressive;
mod sequential;
mod upsample;

use super::bits::{Cut, Segment, next_segment};
use super::{Decoded, Shape};
use crate::dicom::error::DicomError;
use header::{Frame, Scan, Tables};
use upsample::Plane;

/// Decodes a stream of the stated size.
pub(super) fn decode(bytes: &[u8], shape: Shape) -> Result<Decoded, DicomError> {
    let mut tables = Tables::default();
    let mut picture: Option<Picture> = None;
    let mut scans = 0;
    let mut at = 0;
    // What counts is that every component is there, not the end marker.
    let next = |at| next_segment(bytes, at).map_err(|Cut| cut("a whole marker segment"));
    while let Some(Segment { marker, content, end }) = next(at)? {
        at = end;
        match marker {
            0xC0 | 0xC1 | 0xC3 => {
                if picture.is_some() {
                    return Err(fault("one frame header", "two"));
                }
                let frame = Frame::read(marker, content, shape)?;
                // A sample of a lossless process has a bit at least; of others a block of 64 has, and colours may be
                // told by fewer.
                let most = if frame.lossless { 8 } else { 2048 };
                if shape.pixels().saturating_mul(shape.components) > bytes.len().saturating_mul(most) {
                    return Err(cut("data of every sample"));
                }
                picture = Some(Picture::new(frame));
            }
            0xC2 if picture.is_none() => return progressive::decode(bytes, shape),
            0xC2 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                let process = header::process(marker);
                return Err(DicomError::unsupported("the JPEG data", "a sequential or lossless process", process));
            }
            0xDA => {
                let picture = picture.as_mut().ok_or_else(|| fault("a frame header", "a scan before it"))?;
                scans += 1;
                if scans > shape.components {
                    return Err(fault("one scan a component", "more"));
                }
                let scan = Scan::read(content, &picture.frame)?;
                at = picture.scan(bytes, end, &scan, &tables)?;
            }
            _ => tables.read(marker, content)?,
        }
    }
    let picture = picture.filter(|picture| picture.planes.iter().all(Option::is_some));
    let picture = picture.ok_or_else(|| cut("data of every component"))?;
    let colour = tables.colour(&picture.frame);
    Ok(Decoded { bits: picture.frame.precision, colour, samples: picture.samples(shape) })
}

/// A frame and what is decoded of it.
struct Picture {
    frame: Frame,
    planes: Vec<Option<Plane>>,
}

impl Picture {
    fn new(frame: Frame) -> Self {
        let planes = frame.components.iter().map(|_| None).collect();
        Self { frame, planes }
    }

    /// Decodes a scan; gives where its data end.
    fn scan(&mut self, bytes: &[u8], at: usize, scan: &Scan, tables: &Tables) -> Result<usize, DicomError> {
        let (planes, end) = if self.frame.lossless {
            lossless::decode(bytes, at, &self.frame, scan, tables)?
        } else {
            sequential::decode(bytes, at, &self.frame, scan, tables)?
        };
        for (part, plane) in scan.parts.iter().zip(planes) {
            if let Some(place) = self.planes.get_mut(part.component) {
                *place = Some(plane);
            }
        }
        Ok(end)
    }

    fn samples(self, shape: Shape) -> Vec<u16> {
        let frame = self.frame;
        let whole = |(component, plane): (&header::Component, Option<Plane>)| {
            let scale = (frame.most_across / component.across, frame.most_down / component.down);
            let even =
                frame.most_across.is_multiple_of(component.across) && frame.most_down.is_multiple_of(component.down);
            plane.map(|plane| plane.spread(shape.width as usize, shape.height as usize, even.then_some(scale)))
        };
        let planes: Vec<Vec<u16>> = frame.components.iter().zip(self.planes).filter_map(whole).collect();
        if let [one] = planes.as_slice() {
            return one.clone();
        }
        let sample = |place: usize| planes.iter().filter_map(move |plane| plane.get(place).copied());
        (0..shape.pixels()).flat_map(sample).collect()
    }
}

fn fault(expected: &str, found: impl ToString) -> DicomError {
    DicomError::damaged("the JPEG data", expected, found)
}

fn cut(expected: &str) -> DicomError {
    DicomError::truncated("the JPEG data", expected, "less")
}
