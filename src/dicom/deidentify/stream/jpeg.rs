//! JPEG (T.81, annex B) and JPEG-LS (T.87, annex C): marker segments that a decoder needs, and scans.

use super::Cleaned;
use crate::dicom::error::DicomError;

/// Walks the segments of a stream and keeps those that make the picture, each at the length of what it says.
pub(in crate::dicom::deidentify) fn cleaned(stream: &[u8]) -> Result<Cleaned, DicomError> {
    if !stream.starts_with(&[0xFF, 0xD8]) {
        return Err(fault("its start"));
    }
    let mut made = Cleaned { bytes: vec![0xFF, 0xD8], precision: 0 };
    let (mut at, mut is_ls) = (2, false);
    loop {
        let (marker, behind) = next_marker(stream, at).ok_or_else(|| fault("its end marker"))?;
        at = behind;
        match marker {
            0xD9 => break,
            // Markers without a segment.
            0x01 | 0xD0..=0xD8 => continue,
            _ => {}
        }
        let content = segment(stream, at).ok_or_else(|| fault("a whole segment"))?;
        at += 2 + content.len();
        if let Some(kept) = kept(marker, content)? {
            made.bytes.extend([0xFF, marker]);
            made.bytes.extend((kept.len() as u16 + 2).to_be_bytes());
            made.bytes.extend_from_slice(&kept);
        }
        match marker {
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF | 0xF7 => {
                is_ls = marker == 0xF7;
                made.precision = made.precision.max(content.first().copied().map_or(0, u32::from));
            }
            0xDA => {
                let end = scan_end(stream, at, is_ls);
                made.bytes.extend_from_slice(stream.get(at..end).unwrap_or_default());
                at = end;
                // Some writers leave the end marker out; what is decoded is all there.
                if at >= stream.len() {
                    break;
                }
            }
            _ => {}
        }
    }
    made.bytes.extend([0xFF, 0xD9]);
    Ok(made)
}

/// The code of the next marker, and where what follows it begins; stray bytes in front of it are passed over.
fn next_marker(stream: &[u8], from: usize) -> Option<(u8, usize)> {
    let rest = stream.get(from..)?;
    let place = rest.windows(2).position(|pair| matches!(pair, [0xFF, code] if !matches!(code, 0 | 0xFF)))?;
    Some((*rest.get(place + 1)?, from + place + 2))
}

fn segment(stream: &[u8], at: usize) -> Option<&[u8]> {
    let length = usize::from(u16::from_be_bytes(*stream.get(at..)?.first_chunk()?));
    stream.get(at + 2..at.checked_add(length.max(2))?)
}

/// Where the coded data of a scan end: at a marker that is none of a restart.
fn scan_end(stream: &[u8], from: usize, is_ls: bool) -> usize {
    let rest = stream.get(from..).unwrap_or_default();
    let ends = |code: u8| match code {
        0xD0..=0xD7 | 0xFF => false,
        0 => false,
        // T.87, A.1: a bit of 0 is stuffed after a byte of FF, and not a byte.
        code => !is_ls || code >= 0x80,
    };
    rest.windows(2).position(|pair| matches!(pair, [0xFF, code] if ends(*code))).map_or(stream.len(), |at| from + at)
}

/// What is kept of a segment; nothing of comments and applications but what says how colours are meant.
fn kept(marker: u8, content: &[u8]) -> Result<Option<Vec<u8>>, DicomError> {
    let first = |length: usize| content.get(..length).map(<[u8]>::to_vec).ok_or_else(|| fault("a whole segment"));
    let count = |at: usize| content.get(at).copied().map_or(0, usize::from);
    Ok(match marker {
        // Frame headers hold three bytes a component, scan headers two.
        0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF | 0xF7 => Some(first(6 + 3 * count(5))?),
        0xDA => Some(first(4 + 2 * count(0))?),
        0xC4 => Some(first(tables(content, |table| {
            let counts = table.get(1..17)?;
            Some(17 + counts.iter().map(|&count| usize::from(count)).sum::<usize>())
        }))?),
        0xDB => Some(first(tables(content, |table| Some(if table.first()? >> 4 == 0 { 65 } else { 129 })))?),
        0xCC => Some(first(content.len() & !1)?),
        0xDC | 0xDD => Some(first(2)?),
        // T.87, C.2.4.1.1: preset parameters; tables that map are not read here.
        0xF8 if content.first() == Some(&1) => Some(first(11)?),
        0xE0 if content.starts_with(b"JFIF\0") => Some(b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0".to_vec()),
        // Adobe technical note 5116: of its numbers the last says which colours these are.
        0xEE if content.starts_with(b"Adobe") && content.len() >= 12 => {
            let transform = content.get(11).copied().unwrap_or_default();
            Some([b"Adobe\0\x64\0\0\0\0".as_slice(), &[transform]].concat())
        }
        // What Hewlett-Packard's colour transform is told by.
        0xE8 if content.starts_with(b"mrfx") => Some(first(content.len().min(5))?),
        _ => None,
    })
}

/// Length of the tables in a segment that are whole.
fn tables(content: &[u8], length: impl Fn(&[u8]) -> Option<usize>) -> usize {
    let mut at = 0;
    while let Some(table) = content.get(at..).filter(|rest| !rest.is_empty()) {
        match length(table) {
            Some(length) if length <= table.len() => at += length,
            _ => break,
        }
    }
    at
}

fn fault(expected: &str) -> DicomError {
    DicomError::damaged("the JPEG data", expected, "something else")
}
