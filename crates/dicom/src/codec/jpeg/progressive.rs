//! Progressive pictures of 8 bits (ITU-T T.81, annex G), which only retired transfer syntaxes allow, and which writers
//! put into those of the sequential processes all the same. Decoded by the decoder for ordinary pictures.

use super::super::{DecodedFrame, StreamShape};
use super::CODEC;
use super::header::{DecodingTables, FrameHeader};
use crate::error::DicomError;
use ::jpeg::{Segment, next_segment};
use imaging::decode::jpeg::{walk, whole};
use imaging::{ImagingError, Pixels};

/// Decodes a stream of the stated size; samples are returned as coded, without a colour transform.
///
/// # Errors
/// `Unsupported` for more than 8 bits and for four components; what is wrong with the stream.
pub(super) fn decode(bytes: &[u8], shape: StreamShape) -> Result<DecodedFrame, DicomError> {
    let (file, frame, tables) = rewritten(bytes, shape)?;
    if frame.precision != 8 {
        return Err(DicomError::Unsupported(text::dicom_codec::jpeg_progressive_bits(frame.precision)));
    }
    if !matches!(shape.components, 1 | 3) {
        return Err(DicomError::Unsupported(text::dicom_codec::jpeg_progressive_samples(shape.components)));
    }
    let header = walk(&file).map_err(refused)?;
    // Of several headers the decoder uses the last.
    shape.check(CODEC, u32::from(header.width), u32::from(header.height), usize::from(header.components))?;
    let image = whole(&file, &header).map_err(refused)?;
    let samples = match image.pixels() {
        Pixels::Grey8(samples) | Pixels::Rgb8(samples) => samples.iter().copied().map(u16::from).collect(),
        Pixels::Grey16(samples) => samples.clone(),
    };
    Ok(DecodedFrame { samples, bits: 8, colour: tables.colour(&frame) })
}

/// The stream with an Adobe marker that keeps the decoder from converting colours: the colour space is determined from
/// the original frame header and tables instead.
fn rewritten(bytes: &[u8], shape: StreamShape) -> Result<(Vec<u8>, FrameHeader, DecodingTables), DicomError> {
    // Adobe technical note 5116: no transform.
    let mut file = vec![0xFF, 0xD8];
    if shape.components == 3 {
        file.extend_from_slice(b"\xFF\xEE\0\x0EAdobe\0\x64\0\0\0\0\0");
    }
    let (mut tables, mut frame, mut at) = (DecodingTables::default(), None, 0);
    let next = |at| next_segment(bytes, at).map_err(|_| DicomError::Truncated(text::dicom_codec::segment_cut(CODEC)));
    while let Some(Segment { marker, content, end }) = next(at)? {
        let start = end.saturating_sub(content.len() + 4);
        if marker == 0xDA {
            file.extend_from_slice(bytes.get(start..).unwrap_or_default());
            break;
        }
        match marker {
            0xC2 if frame.is_none() => frame = Some(FrameHeader::read(marker, content, shape)?),
            0xC0..=0xC3 => return Err(DicomError::Damaged(text::dicom_codec::two_frames(CODEC))),
            _ => tables.read(marker, content)?,
        }
        if marker != 0xEE {
            file.extend_from_slice(bytes.get(start..end).unwrap_or_default());
        }
        at = end;
    }
    let frame = frame.ok_or_else(|| DicomError::Damaged(text::dicom_codec::no_frame(CODEC)))?;
    Ok((file, frame, tables))
}

fn refused(error: ImagingError) -> DicomError {
    match error {
        ImagingError::Truncated { .. } => DicomError::Truncated(text::dicom_codec::jpeg_scans_cut()),
        other => DicomError::Damaged(text::dicom_codec::jpeg_progressive(other.message())),
    }
}
