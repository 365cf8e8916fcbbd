//! Contents of elements: the items of sequences, and the fragments of pixel data.

use super::{ElementPlace, HEADER, Parser};
use crate::error::DicomError;
use crate::field::DataSet;
use crate::header::{EXPLICIT, Encoding, ITEM, SEQUENCE_END, UNDEFINED, header, is_chain, is_lettered, tag_at};
use crate::transfer::packing_from_frame;
use dicom_core::Tag;
use std::ops::Range;

/// A sequence delimiter, little endian.
const CLOSE: [u8; 8] = [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0];

impl Parser<'_> {
    /// Items of a sequence, up to its delimiter or to `stop`.
    pub(super) fn items(
        &mut self,
        place: ElementPlace,
        stop: Option<usize>,
        encoding: Encoding,
    ) -> Result<Vec<DataSet>, DicomError> {
        let mut encoding = encoding;
        // In the file's byte order where it should be little endian.
        if tag_at(self.bytes, self.at, !encoding.big) == Some(ITEM) {
            encoding.big = !encoding.big;
        }
        let declared = stop.map_or(self.bytes.len(), |stop| stop.min(self.bytes.len()));
        let mut items = Vec::new();
        let mut is_closed = false;
        while self.at + HEADER <= self.bytes.len() && self.cut.is_none() {
            let Some((tag, _, length, body)) = header(self.bytes, self.at, encoding) else { break };
            // An item after the end of the sequence belongs to it if the enclosing data set continues.
            if !matches!(tag, ITEM | SEQUENCE_END) || (self.at >= declared && self.at + HEADER > place.end) {
                break;
            }
            self.count()?;
            self.at = body;
            if tag == SEQUENCE_END {
                is_closed = true;
                break;
            }
            let mut end = self.bytes.len();
            if length != UNDEFINED {
                end = end.min(body.saturating_add(length as usize));
                // Of two contradictory lengths, the one at which something begins.
                if end > declared && self.is_boundary(declared, place) {
                    end = declared;
                }
            }
            let inside = self.encoding_inside(end, encoding);
            items.push(self.data_set(end, inside, Some(place.tag), place.depth + 1)?);
            let is_padding = self.at < end && end - self.at < HEADER;
            let goes_on = |at: usize| matches!(tag_at(self.bytes, at, encoding.big), Some(ITEM | SEQUENCE_END));
            if length != UNDEFINED && self.cut.is_none() && is_padding && !goes_on(self.at) {
                // At its own end, unless only an element that follows the sequence begins here.
                let ends = goes_on(end) || !self.is_boundary(self.at, place) || self.is_boundary(end, place);
                self.at = if ends { end } else { self.at };
            }
            if !self.moved.is_empty() {
                return Ok(items);
            }
        }
        if self.cut.is_none() && !is_closed {
            self.leave(place, stop);
        }
        Ok(items)
    }

    /// Finds the end of a sequence without delimiter.
    fn leave(&mut self, place: ElementPlace, stop: Option<usize>) {
        let (at, length) = (self.at, self.bytes.len());
        let is_at_end = at + HEADER > length;
        match stop {
            Some(stop) if stop > length && is_at_end => self.cut = Some(place.tag),
            Some(stop) if at == stop => {}
            Some(stop) if at < stop && stop - at < HEADER && self.is_boundary(stop, place) => self.at = stop,
            None if is_at_end => {}
            _ => {
                self.mended.push(place.tag);
                if self.is_boundary(at, place) {
                    return;
                }
                match stop.filter(|&stop| stop > at && stop <= length && self.is_boundary(stop, place)) {
                    Some(stop) => self.at = stop,
                    None if stop.is_some_and(|stop| at < stop && stop - at < HEADER) => {}
                    // Not a sequence after all: the following bytes cannot be attributed.
                    None => self.cut = Some(place.tag),
                }
            }
        }
    }

    /// Whether an item starts here.
    pub(super) fn is_item(&self) -> bool {
        [false, true].into_iter().any(|big| tag_at(self.bytes, self.at, big) == Some(ITEM))
    }

    /// The encoding of the item that starts here and ends at `end`: that of its sequence, unless its elements carry
    /// representations where they should not (CP-246 requires implicit VR inside `UN`).
    fn encoding_inside(&self, end: usize, encoding: Encoding) -> Encoding {
        let explicit = Encoding { big: encoding.big, ..EXPLICIT };
        if encoding.explicit || !is_lettered(self.bytes, self.at) {
            return encoding;
        }
        let fits = |encoding| {
            let alone = header(self.bytes, self.at, encoding)
                .is_some_and(|(_, _, length, body)| length != UNDEFINED && body.saturating_add(length as usize) == end);
            alone || is_chain(self.bytes, self.at, encoding, Tag(0, 0), 2, true)
        };
        if fits(explicit) && !fits(encoding) { explicit } else { encoding }
    }

    /// PS3.5, A.4: items of bytes up to the sequence delimiter.
    pub(super) fn fragments(&mut self, tag: Tag, encoding: Encoding) -> Result<Vec<Range<usize>>, DicomError> {
        let (mut fragments, end) = (Vec::new(), self.bytes.len());
        // A compressed picture without any item, as if it were the value.
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if packing_from_frame(rest).is_some() {
            let length = rest.strip_suffix(&CLOSE).unwrap_or(rest).len();
            fragments.extend([self.at..self.at, self.at..self.at + length]);
            self.at = end;
            return Ok(fragments);
        }
        while self.at + HEADER <= end {
            let Some((item, _, length, body)) = header(self.bytes, self.at, encoding) else { break };
            self.count()?;
            if item == SEQUENCE_END {
                self.at = body;
                return Ok(fragments);
            }
            if item != ITEM {
                // A padding byte that the length does not include; or there is no delimiter.
                if matches!(tag_at(self.bytes, self.at + 1, encoding.big), Some(ITEM | SEQUENCE_END)) {
                    self.at += 1;
                    continue;
                }
                if !is_chain(self.bytes, self.at, encoding, tag, 1, true) {
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
}
