//! Recovery from wrong lengths: where reading continues.

use super::{ElementPlace, HEADER, Parser};
use crate::field::{DataSet, Element, Value};
use crate::header::{is_chain, is_lettered, tag_at};
use dicom_core::Tag;
use dicom_dictionary_std::tags;

/// Most bytes that are searched for the next element.
const FARTHEST: usize = 1 << 24;

impl ElementPlace {
    /// Pixel data in an item that cannot contain a picture, or already has one: the length of the item is too large.
    /// Pictures occur in icons, in print jobs, and in private items that state their size.
    pub(super) fn is_foreign_picture(&self) -> bool {
        let Some(of) = self.of.filter(|_| self.tag == tags::PIXEL_DATA) else { return false };
        let is_second = self.last.is_some_and(|last| last >= self.tag);
        let is_private = !of.group().is_multiple_of(2);
        let may_be = of == tags::ICON_IMAGE_SEQUENCE || of.group() == 0x2020 || (is_private && self.is_described);
        is_second || !may_be
    }
}

impl Parser<'_> {
    /// Whether an element that ends at `stop`, beyond its item, still belongs to the item, whose length is then too
    /// small; else it follows the sequence.
    pub(super) fn is_in_item(&mut self, place: ElementPlace, stop: usize) -> bool {
        let Some(of) = place.of else { return true };
        self.mended.push(of);
        if place.tag <= of {
            return true;
        }
        // Tags ascend.
        if place.last.is_some_and(|last| last >= place.tag) {
            return false;
        }
        if place.tag == tags::PIXEL_DATA {
            return true;
        }
        // The smaller error is the more likely one.
        let begins = stop <= self.bytes.len() && is_chain(self.bytes, stop, place.encoding, of.min(place.tag), 2, true);
        begins && stop - place.end <= place.end - place.start
    }

    /// Whether an element begins at `at`, after the sequence, or the enclosing data set ends there.
    pub(super) fn is_boundary(&self, at: usize, place: ElementPlace) -> bool {
        let after = if place.depth == 0 { place.tag } else { place.of.unwrap_or(place.tag).min(place.tag) };
        (place.depth > 0 && at == place.end) || is_chain(self.bytes, at, place.encoding, after, 2, place.depth > 0)
    }

    /// Moves elements at the end of an item with too large a length to where they belong: after its sequence. They are
    /// of a higher group than it, or the only ones with a higher tag.
    pub(super) fn give_back(&mut self, set: &mut DataSet, of: Option<Tag>) {
        let Some(of) = of else { return };
        let starts_below = set.elements.first().is_some_and(|first| first.tag < of);
        let is_behind = |element: &Element| {
            if starts_below { element.tag > of } else { element.tag.group() > of.group() }
        };
        let kept = set.elements.iter().rposition(|element| !is_behind(element)).map_or(0, |at| at + 1);
        self.moved = set.elements.split_off(kept);
    }

    /// Continues after a truncated top-level element, if the file itself is not truncated.
    pub(super) fn find_again(&mut self, set: &mut DataSet, place: ElementPlace) {
        let after = place.last.unwrap_or(Tag(0, 0));
        let (from, after) = match set.elements.as_slice() {
            [.., Element { value: Value::Items(_), .. }] => (self.at, place.tag),
            [.., Element { value: Value::Fragments(_), .. }] => return,
            // The file ends in its pixels.
            [.., last] if last.tag == tags::PIXEL_DATA && last.tag > after => return,
            // No valid element starts here: the length of the one before it is wrong.
            [.., Element { value: Value::Bytes(before), .. }, _] => (before.start, after),
            _ => (place.start, after),
        };
        let last = self.bytes.len().saturating_sub(HEADER).min(from.saturating_add(FARTHEST));
        let is_start = |at: usize| {
            let is_later = tag_at(self.bytes, at, place.encoding.big).is_some_and(|tag| tag > after);
            is_later
                && (!place.encoding.explicit || is_lettered(self.bytes, at))
                && is_chain(self.bytes, at, place.encoding, after, 3, false)
        };
        let Some(found) = (from..last).find(|&at| is_start(at)) else { return };
        if matches!(set.elements.last(), Some(Element { value: Value::Bytes(_), .. })) {
            set.elements.pop();
            if let Some(Element { value: Value::Bytes(before), .. }) = set.elements.last_mut() {
                before.end = before.end.min(found);
            }
        }
        self.mended.push(after);
        self.cut = None;
        self.at = found;
    }
}
