//! JPEG 2000 code streams (T.800, annex A): comments and unknown segments are blanked where they stand, since lengths of
//! tiles count them; what follows the end goes, and so do the boxes of a JP2 file around it.

use super::Cleaned;
use crate::dicom::codec::code_stream;
use crate::dicom::error::DicomError;

const TILE: u16 = 0xFF90;
const DATA: u16 = 0xFF93;
const END: u16 = 0xFFD9;

/// Walks the headers of a code stream and blanks what makes no picture.
pub(in crate::dicom::deidentify) fn cleaned(stream: &[u8]) -> Result<Cleaned, DicomError> {
    let mut bytes = code_stream(stream).ok_or_else(|| fault("a code stream"))?.to_vec();
    // T.800, A.5.1: the depth of the first component, whose top bit is the sign.
    let precision = bytes.get(42).map_or(0, |depth| u32::from(depth & 0x7F) + 1);
    let mut at = blank(&mut bytes, 2, TILE)?;
    while short(&bytes, at) == Some(TILE) {
        let length = long(&bytes, at + 6).ok_or_else(|| fault("a whole tile header"))? as usize;
        let data = blank(&mut bytes, at + 12, DATA)?;
        // The last tile may leave its length out: it ends with the stream. Coded data hold no marker.
        let end = if length == 0 { end_marker(&bytes, data) } else { at.checked_add(length) };
        at = end.filter(|&end| end > data).ok_or_else(|| fault("tiles of their length"))?;
    }
    // Some writers leave the end marker out.
    bytes.truncate(at);
    bytes.extend(END.to_be_bytes());
    Ok(Cleaned { bytes, precision })
}

/// Blanks segments up to a marker; gives where that stands.
fn blank(bytes: &mut [u8], from: usize, until: u16) -> Result<usize, DicomError> {
    let mut at = from;
    loop {
        let marker = short(bytes, at).ok_or_else(|| fault("a whole header"))?;
        if marker == until {
            return Ok(at);
        }
        // A.1.3: these stand alone.
        if (0xFF30..=0xFF3F).contains(&marker) {
            at += 2;
            continue;
        }
        if !(0xFF4F..=0xFF8F).contains(&marker) {
            return Err(fault("marker segments"));
        }
        let length = short(bytes, at + 2).filter(|&length| length >= 2).ok_or_else(|| fault("a whole segment"))?;
        let end = at + 2 + usize::from(length);
        let content = bytes.get_mut(at + 4..end).ok_or_else(|| fault("a whole segment"))?;
        if !is_known(marker) {
            content.fill(0);
        }
        at = end;
    }
}

/// Segments of parts 1, 2 and 15 that a decoder reads; a comment (FF64) is none.
fn is_known(marker: u16) -> bool {
    matches!(
        marker,
        0xFF50 | 0xFF51 | 0xFF52 | 0xFF53 | 0xFF55..=0xFF59 | 0xFF5C..=0xFF61 | 0xFF63 | 0xFF72..=0xFF78
    )
}

fn end_marker(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(2).position(|pair| pair == END.to_be_bytes()).map_or(Some(bytes.len()), |at| Some(from + at))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn fault(expected: &str) -> DicomError {
    DicomError::damaged("the JPEG 2000 data", expected, "something else")
}
