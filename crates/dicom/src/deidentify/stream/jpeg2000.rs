//! JPEG 2000 code streams (T.800, annex A; T.814): segments that a decoder does not need are overwritten with empty
//! comments, since tile lengths include them; data after the end are removed, as are the boxes of a JP2 file around it.
//!
//! Only headers are parsed here. Packets are left to the decoder, which stops at bytes after the last of them: the
//! caller must decode the stream as written before it is saved.

use super::Cleaned;
use crate::codec::code_stream;
use crate::error::DicomError;
use std::ops::Range;

const CAP: u16 = 0xFF50;
const COD: u16 = 0xFF52;
const COC: u16 = 0xFF53;
const QCD: u16 = 0xFF5C;
const QCC: u16 = 0xFF5D;
const RGN: u16 = 0xFF5E;
const POC: u16 = 0xFF5F;
const COMMENT: u16 = 0xFF64;
const TILE: u16 = 0xFF90;
const PACKET: u16 = 0xFF91;
const DATA: u16 = 0xFF93;
const END: u16 = 0xFFD9;

/// Walks the headers of a code stream and blanks segments that do not contribute to the picture.
pub(in crate::deidentify) fn cleaned(stream: &[u8]) -> Result<Cleaned, DicomError> {
    let mut bytes = code_stream(stream).ok_or_else(|| DicomError::Damaged(text::deidentify::no_stream()))?.to_vec();
    // T.800, A.5.1: the depth of the first component, whose top bit is the sign.
    let precision = bytes.get(42).map_or(0, |depth| u32::from(depth & 0x7F) + 1);
    let mut headers = QuantiserSteps::default();
    let mut packets: Vec<u16> = Vec::new();
    let mut at = headers.walk(&mut bytes, 2, TILE)?;
    while short(&bytes, at) == Some(TILE) {
        let (Some(tile), Some(length)) = (short(&bytes, at + 4), long(&bytes, at + 6)) else {
            return Err(DicomError::Damaged(text::deidentify::tile_header()));
        };
        let data = headers.walk(&mut bytes, at + 12, DATA)?;
        // The last tile may leave its length out: it ends with the stream. Coded data hold no marker.
        let end = if length == 0 { end_marker(&bytes, data) } else { at.checked_add(length as usize) };
        at = end.filter(|&end| end > data).ok_or_else(|| DicomError::Damaged(text::deidentify::tiles()))?;
        let coded = bytes.get_mut(data..at).ok_or_else(|| DicomError::Damaged(text::deidentify::tiles()))?;
        let tile = usize::from(tile);
        packets.resize(packets.len().max(tile + 1), 0);
        if let Some(count) = packets.get_mut(tile) {
            number(coded, count);
        }
    }
    headers.clear_steps(&mut bytes);
    // Some writers leave the end marker out.
    bytes.truncate(at);
    bytes.extend(END.to_be_bytes());
    Ok(Cleaned { bytes, precision })
}

/// What the headers of a stream hold.
#[derive(Default)]
struct QuantiserSteps {
    /// The most levels that any coding has.
    levels: usize,
    /// Where the steps of quantisers stand, and how many bytes each takes.
    steps: Vec<(Range<usize>, usize)>,
}

impl QuantiserSteps {
    /// Blanks segments up to a marker; gives where that stands.
    fn walk(&mut self, bytes: &mut [u8], from: usize, until: u16) -> Result<usize, DicomError> {
        let mut seen = Vec::new();
        let mut at = from;
        loop {
            let marker = short(bytes, at).ok_or_else(|| DicomError::Damaged(text::deidentify::header()))?;
            if marker == until {
                return Ok(at);
            }
            // A.1.3: these stand alone, and are all alike.
            if (0xFF30..=0xFF3F).contains(&marker) {
                put(bytes, at, 0xFF30);
                at += 2;
                continue;
            }
            if !(0xFF4F..=0xFF8F).contains(&marker) {
                return Err(DicomError::Damaged(text::deidentify::markers()));
            }
            // Packed packet headers, profiles, and part 2: not parsed here, so needed content of these segments cannot
            // be distinguished from extra data.
            if matches!(marker, 0xFF59 | 0xFF60 | 0xFF61 | 0xFF72..=0xFF79) {
                return Err(DicomError::Unsupported(text::deidentify::segments()));
            }
            let length = short(bytes, at + 2)
                .filter(|&length| length >= 2)
                .ok_or_else(|| DicomError::Damaged(text::deidentify::segment()))?;
            let end = at + 2 + usize::from(length);
            let content = bytes.get_mut(at + 4..end).ok_or_else(|| DicomError::Damaged(text::deidentify::segment()))?;
            if matches!(marker, 0xFF51 | CAP | COD | COC | QCD | QCC | RGN | POC) {
                let component = if matches!(marker, COC | QCC | RGN) { content.first().copied() } else { None };
                if seen.contains(&(marker, component)) {
                    return Err(DicomError::Damaged(text::deidentify::segment_twice()));
                }
                seen.push((marker, component));
                self.note(marker, content, at + 4)?;
            } else {
                content.fill(0);
                put(bytes, at, COMMENT);
            }
            at = end;
        }
    }

    /// Records levels and steps of a segment whose content starts at this offset; of a picture that is read there are
    /// at most four components, and each takes a byte.
    fn note(&mut self, marker: u16, content: &mut [u8], at: usize) -> Result<(), DicomError> {
        let byte = |place: usize| content.get(place).copied().unwrap_or_default();
        match marker {
            COD => self.levels = self.levels.max(usize::from(byte(5))),
            COC => self.levels = self.levels.max(usize::from(byte(2))),
            QCD | QCC => {
                let from = if marker == QCD { 0 } else { 1 };
                let width = if byte(from) & 31 == 0 { 1 } else { 2 };
                self.steps.push((at + from + 1..at + content.len(), width));
            }
            // T.814, A.3: only part 15, whose bits describe the stream; five of them are reserved.
            CAP => match content {
                [0, 2, 0, 0, high, low] => {
                    *high &= 0xF8;
                    *low &= 0x3F;
                }
                _ => return Err(DicomError::Unsupported(text::deidentify::segments())),
            },
            POC if !content.len().is_multiple_of(7) => return Err(DicomError::Damaged(text::deidentify::order())),
            _ => {}
        }
        Ok(())
    }

    /// A.6.4: three steps per level and one more are read; the others are unused.
    fn clear_steps(&self, bytes: &mut [u8]) {
        for (range, width) in &self.steps {
            let read = (3 * self.levels + 1) * width;
            bytes.get_mut(range.start + read..range.end).unwrap_or_default().fill(0);
        }
    }
}

/// A.8.1: packets are counted through a tile. Coded data hold nothing above FF8F.
fn number(data: &mut [u8], count: &mut u16) {
    let mut at = 0;
    while let Some(place) = data.get(at..).and_then(|rest| place_of(rest, PACKET)) {
        let [high, low] = count.to_be_bytes();
        let Some(fields) = data.get_mut(at + place + 2..at + place + 6) else { return };
        fields.copy_from_slice(&[0, 4, high, low]);
        *count = count.wrapping_add(1);
        at += place + 6;
    }
}

fn end_marker(bytes: &[u8], from: usize) -> Option<usize> {
    Some(place_of(bytes.get(from..)?, END).map_or(bytes.len(), |at| from + at))
}

fn place_of(bytes: &[u8], marker: u16) -> Option<usize> {
    bytes.windows(2).position(|pair| pair == marker.to_be_bytes())
}

fn put(bytes: &mut [u8], at: usize, marker: u16) {
    if let Some(place) = bytes.get_mut(at..at + 2) {
        place.copy_from_slice(&marker.to_be_bytes());
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

#[test]
fn packets_are_numbered_anew() {
    let mut data = *b"\xFF\x91ZLEAabc\xFF\x91\x00\x04KEdef\xFF\x91Z";
    let mut count = 0xFFFF;
    number(&mut data, &mut count);
    assert_eq!(data, *b"\xFF\x91\x00\x04\xFF\xFFabc\xFF\x91\x00\x04\x00\x00def\xFF\x91Z");
    assert_eq!(count, 1);
}
