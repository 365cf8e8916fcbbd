//! Bytes to data elements (PS3.5, 7).
//!
//! Our own rather than `dicom-parser`: that one allocates the stated length of a value before it reads the value, up to
//! 4 GB for a file of a kilobyte, and stops at the first fault even where the picture is intact. Here values stay in
//! the file's bytes, so reading costs nothing but the index.
//!
//! Lengths of sequences and items are trusted as long as an element begins where they end. Where it begins elsewhere,
//! reading continues there, and the element is recorded as repaired.
//!
//! Invariant: every byte is read a bounded number of times, and nothing is allocated but the index.

mod items;
mod mend;

use super::dictionary::{named, vr_of};
use super::error::DicomError;
use super::field::{DataSet, Element, Value};
use super::header::{Encoding, IMPLICIT, ITEM, ITEM_END, SEQUENCE_END, UNDEFINED, header, is_chain, is_misnamed};
use dicom_core::{Tag, VR};
use dicom_dictionary_std::tags;

/// Elements and items allowed. A whole-slide object has some 100,000; each costs some 60 bytes of index.
const MOST_ELEMENTS: usize = 1_000_000;

/// Nesting depth of sequences. Structured reports reach 10.
const DEEPEST: usize = 32;

/// Bytes of the shortest header.
const HEADER: usize = 8;

/// What was read, and the element at which the file ended early, if it did.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) set: DataSet,
    pub(super) cut: Option<Tag>,
    /// Elements whose wrong length was not followed, once per occurrence.
    pub(super) mended: Vec<Tag>,
    /// Elements with an invalid representation.
    pub(super) misnamed: Vec<Tag>,
    /// Where reading stopped.
    pub(super) end: usize,
}

/// Reads the elements of `bytes` from `start`: those of one group only, or all.
///
/// # Errors
/// `Damaged` for more elements or deeper sequences than any real file has.
pub(super) fn parse(
    bytes: &[u8],
    start: usize,
    encoding: Encoding,
    only_group: Option<u16>,
) -> Result<Parsed, DicomError> {
    let (mended, misnamed, moved) = (Vec::new(), Vec::new(), Vec::new());
    let mut parser = Parser { bytes, at: start, left: MOST_ELEMENTS, cut: None, mended, misnamed, moved, only_group };
    let set = parser.data_set(bytes.len(), encoding, None, 0)?;
    let Parser { cut, mended, misnamed, at: end, .. } = parser;
    Ok(Parsed { set, cut, mended, misnamed, end })
}

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
    left: usize,
    cut: Option<Tag>,
    mended: Vec<Tag>,
    misnamed: Vec<Tag>,
    /// Elements read as part of an item that belong to the enclosing data set.
    moved: Vec<Element>,
    only_group: Option<u16>,
}

/// The context of an element.
#[derive(Clone, Copy)]
struct ElementPlace {
    tag: Tag,
    /// By the file, or by the dictionary where the file states none.
    vr: VR,
    /// Where its header starts.
    start: usize,
    /// End of the data set that contains it.
    end: usize,
    /// Encoding of that data set.
    encoding: Encoding,
    /// The sequence that the data set is an item of.
    of: Option<Tag>,
    /// The element before it.
    last: Option<Tag>,
    /// Whether elements before it state the size of a picture.
    is_described: bool,
    depth: usize,
}

impl Parser<'_> {
    /// Elements up to `end` or to the delimiter of the item that contains them, an item of the sequence `of`.
    fn data_set(
        &mut self,
        end: usize,
        encoding: Encoding,
        of: Option<Tag>,
        depth: usize,
    ) -> Result<DataSet, DicomError> {
        if depth > DEEPEST {
            return Err(DicomError::Damaged(text::dicom::too_deep(DEEPEST)));
        }
        let mut set = DataSet::default();
        while self.at + HEADER <= end && self.cut.is_none() {
            let start = self.at;
            let Some((tag, vr, length, body)) = header(self.bytes, start, encoding) else { break };
            let is_of_sequence = depth > 0 && matches!(tag, SEQUENCE_END | ITEM);
            if self.only_group.is_some_and(|group| group != tag.group()) || is_of_sequence {
                break;
            }
            self.count()?;
            if matches!(tag, ITEM_END | SEQUENCE_END) {
                self.at = body;
                if depth > 0 {
                    break;
                }
                continue;
            }
            self.at = body.min(self.bytes.len());
            let last = set.elements.last().map(|element: &Element| element.tag);
            let is_described = tag == tags::PIXEL_DATA && set.elements.iter().any(|element| element.tag == tags::ROWS);
            let place = ElementPlace { tag, vr, start, end, encoding, of, last, is_described, depth };
            let Some(element) = self.value(place, length)? else {
                self.at = start;
                self.give_back(&mut set, of);
                break;
            };
            if encoding.explicit && is_misnamed(self.bytes, start, encoding.big) {
                self.misnamed.push(tag);
            }
            set.elements.push(element);
            set.elements.append(&mut self.moved);
            if depth == 0 && self.cut.is_some() {
                self.find_again(&mut set, place);
            }
        }
        Ok(set)
    }

    /// The element at this position; `None` where it belongs not to the item around it, but to the enclosing data set.
    fn value(&mut self, place: ElementPlace, length: u32) -> Result<Option<Element>, DicomError> {
        let ElementPlace { tag, vr, encoding, end, depth, .. } = place;
        if place.is_foreign_picture() {
            self.mended.extend(place.of);
            return Ok(None);
        }
        // PS3.5, 6.2.2, notes 2 and 5: the content of `UN` is implicit little endian in every transfer syntax, and its
        // representation comes from the dictionary.
        let is_unknown = encoding.explicit && vr == VR::UN;
        let known = match vr {
            VR::UN => vr_of(tag),
            VR::OB | VR::OW if vr_of(tag) == VR::SQ => VR::SQ,
            _ => vr,
        };
        let inside = if is_unknown { IMPLICIT } else { encoding };
        let element = |vr: VR, value: Value| Ok(Some(Element { tag, vr, big: inside.big, value }));
        if length == UNDEFINED {
            let is_bytes = matches!(known, VR::OB | VR::OW);
            if is_bytes || tag == tags::PIXEL_DATA {
                let fragments = self.fragments(tag, inside)?;
                if self.at > end && !self.is_in_item(place, self.at) {
                    return Ok(None);
                }
                return element(if is_bytes { known } else { VR::OB }, Value::Fragments(fragments));
            }
            let items = self.items(place, None, inside)?;
            return element(VR::SQ, Value::Items(items));
        }
        let stop = self.at.saturating_add(length as usize);
        if vr == VR::SQ || (known == VR::SQ && (length == 0 || self.is_item())) {
            let items = self.items(place, Some(stop), inside)?;
            return element(VR::SQ, Value::Items(items));
        }
        let from = self.at;
        let to = if stop <= end {
            stop
        } else if depth == 0 || end >= self.bytes.len() {
            self.cut = Some(tag);
            end
        } else if is_chain(self.bytes, end, encoding, place.of.unwrap_or(tag).min(tag), 2, true) {
            // Its own length is wrong, that of its item is right.
            self.mended.push(tag);
            end
        } else if !self.is_in_item(place, stop) {
            return Ok(None);
        } else if stop > self.bytes.len() {
            self.cut = Some(tag);
            end
        } else {
            stop
        };
        let to = to.max(from);
        // Inside a sequence the next element is searched from here.
        self.at = if self.cut.is_some() && depth > 0 { from } else { to };
        element(if known == VR::SQ { VR::UN } else { known }, Value::Bytes(from..to))
    }

    fn count(&mut self) -> Result<(), DicomError> {
        let too_many = || DicomError::Damaged(text::dicom::too_many_elements(MOST_ELEMENTS, named(ITEM)));
        self.left = self.left.checked_sub(1).ok_or_else(too_many)?;
        Ok(())
    }
}
