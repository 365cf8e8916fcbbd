//! Bytes to data elements (PS3.5, 7).
//!
//! Our own rather than `dicom-parser`: that one makes room for the length that a value states before
//! it reads the value, up to 4 GB for a file of a kilobyte, and stops at the first fault where a picture
//! may still be whole. Here values stay where they are in the file, so reading costs nothing but the index.

use super::dictionary::{named, vr_of};
use super::error::DicomError;
use super::field::{DataSet, Element, Value};
use dicom_core::{Tag, VR};
use std::ops::Range;

/// Elements and items allowed. A whole-slide object has some 100,000; each costs some 60 bytes of index.
const MOST_ELEMENTS: usize = 1_000_000;

/// Depth of sequences in sequences. Structured reports reach 10.
const DEEPEST: usize = 32;

const ITEM: Tag = Tag(0xFFFE, 0xE000);
const ITEM_END: Tag = Tag(0xFFFE, 0xE00D);
const SEQUENCE_END: Tag = Tag(0xFFFE, 0xE0DD);
const UNDEFINED: u32 = u32::MAX;

/// How elements are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Encoding {
    /// Whether each element carries its value representation.
    pub(super) explicit: bool,
    /// Whether numbers are big endian.
    pub(super) big: bool,
}

/// What was read, and the element at which the file ended early, if it did.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) set: DataSet,
    pub(super) cut: Option<Tag>,
    /// Where reading stopped.
    pub(super) end: usize,
}

/// Reads the elements of `bytes` from `start`: those of one group alone, or all.
///
/// # Errors
/// `Damaged` for more elements or deeper sequences than any true file has.
pub(super) fn parse(
    bytes: &[u8],
    start: usize,
    encoding: Encoding,
    only_group: Option<u16>,
) -> Result<Parsed, DicomError> {
    let mut parser = Parser { bytes, at: start, left: MOST_ELEMENTS, cut: None, only_group };
    let set = parser.data_set(bytes.len(), encoding, 0)?;
    Ok(Parsed { set, cut: parser.cut, end: parser.at })
}

/// The element header at `at`: tag, representation, length, where the value starts.
pub(super) fn header(bytes: &[u8], at: usize, encoding: Encoding) -> Option<(Tag, VR, u32, usize)> {
    let short = |at: usize| {
        let field = *bytes.get(at..)?.first_chunk()?;
        Some(if encoding.big { u16::from_be_bytes(field) } else { u16::from_le_bytes(field) })
    };
    let long = |at: usize| {
        let field = *bytes.get(at..)?.first_chunk()?;
        Some(if encoding.big { u32::from_be_bytes(field) } else { u32::from_le_bytes(field) })
    };
    let tag = Tag(short(at)?, short(at + 2)?);
    let letters = *bytes.get(at + 4..)?.first_chunk::<2>()?;
    // Delimiters never carry a representation; an element without letters is implicit, whatever was declared.
    if tag.group() == 0xFFFE || !encoding.explicit || !letters.iter().all(u8::is_ascii_uppercase) {
        return Some((tag, vr_of(tag), long(at + 4)?, at + 8));
    }
    let vr = VR::from_binary(letters).unwrap_or(VR::UN);
    // PS3.5, table 7.1-1. Letters that are no representation come with the short form in practice.
    match &letters {
        b"OB" | b"OD" | b"OF" | b"OL" | b"OV" | b"OW" | b"SQ" | b"SV" | b"UC" | b"UN" | b"UR" | b"UT" | b"UV" => {
            Some((tag, vr, long(at + 8)?, at + 12))
        }
        _ => Some((tag, vr, u32::from(short(at + 6)?), at + 8)),
    }
}

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
    left: usize,
    cut: Option<Tag>,
    only_group: Option<u16>,
}

impl Parser<'_> {
    /// Elements up to `end` or to the delimiter of the item that they stand in.
    fn data_set(&mut self, end: usize, encoding: Encoding, depth: usize) -> Result<DataSet, DicomError> {
        if depth > DEEPEST {
            return Err(DicomError::damaged("the sequences", format!("a depth of at most {DEEPEST}"), "more"));
        }
        let mut set = DataSet::default();
        while self.at + 8 <= end && self.cut.is_none() {
            let Some((tag, vr, length, body)) = header(self.bytes, self.at, encoding) else { break };
            if self.only_group.is_some_and(|group| group != tag.group()) || (depth > 0 && tag == SEQUENCE_END) {
                break;
            }
            self.count()?;
            if tag == ITEM_END {
                self.at = body;
                if depth > 0 {
                    break;
                }
                continue;
            }
            self.at = body.min(self.bytes.len());
            let value = self.value(tag, vr, length, end, encoding, depth)?;
            let vr = if matches!(value, Value::Items(_)) { VR::SQ } else { vr };
            set.elements.push(Element { tag, vr, value });
        }
        Ok(set)
    }

    fn value(
        &mut self,
        tag: Tag,
        vr: VR,
        length: u32,
        end: usize,
        encoding: Encoding,
        depth: usize,
    ) -> Result<Value, DicomError> {
        if length == UNDEFINED {
            if matches!(vr, VR::OB | VR::OW) {
                return Ok(Value::Fragments(self.fragments(tag, end, encoding)?));
            }
            // PS3.5, 6.2.2, note 7: an unknown sequence of undefined length is implicit little endian inside.
            let inside =
                if encoding.explicit && vr == VR::UN { Encoding { explicit: false, big: false } } else { encoding };
            return Ok(Value::Items(self.items(end, inside, depth)?));
        }
        let stop = self.at.saturating_add(length as usize);
        if stop > end {
            self.cut = Some(tag);
        }
        let stop = stop.min(end);
        if vr == VR::SQ {
            let items = self.items(stop, encoding, depth)?;
            self.at = stop;
            return Ok(Value::Items(items));
        }
        let range = self.at..stop.max(self.at);
        self.at = range.end;
        Ok(Value::Bytes(range))
    }

    /// Items of a sequence, to its delimiter or to `end`.
    fn items(&mut self, end: usize, encoding: Encoding, depth: usize) -> Result<Vec<DataSet>, DicomError> {
        let mut items = Vec::new();
        while self.at + 8 <= end && self.cut.is_none() {
            let Some((tag, _, length, body)) = header(self.bytes, self.at, encoding) else { break };
            self.count()?;
            match tag {
                SEQUENCE_END => {
                    self.at = body;
                    break;
                }
                ITEM => {
                    self.at = body;
                    let stop = if length == UNDEFINED { end } else { body.saturating_add(length as usize).min(end) };
                    items.push(self.data_set(stop, encoding, depth + 1)?);
                    if length != UNDEFINED && self.cut.is_none() {
                        self.at = stop;
                    }
                }
                // Not a sequence after all: what follows belongs to nobody.
                _ => {
                    self.cut = Some(tag);
                }
            }
        }
        Ok(items)
    }

    /// PS3.5, A.4: items of bytes up to the sequence delimiter.
    fn fragments(&mut self, tag: Tag, end: usize, encoding: Encoding) -> Result<Vec<Range<usize>>, DicomError> {
        let mut fragments = Vec::new();
        while self.at + 8 <= end {
            let Some((item, _, length, body)) = header(self.bytes, self.at, encoding) else { break };
            self.count()?;
            if item != ITEM {
                self.at = body;
                if item != SEQUENCE_END {
                    self.cut = Some(tag);
                }
                return Ok(fragments);
            }
            let stop = body.saturating_add(length as usize);
            if stop > end {
                self.cut = Some(tag);
            }
            self.at = stop.min(end);
            fragments.push(body.min(self.at)..self.at);
        }
        Ok(fragments)
    }

    fn count(&mut self) -> Result<(), DicomError> {
        self.left = self.left.checked_sub(1).ok_or_else(|| {
            DicomError::damaged(
                "the file",
                format!("at most {MOST_ELEMENTS} elements"),
                format!("more, {}", named(ITEM)),
            )
        })?;
        Ok(())
    }
}
