//! Elements to bytes (PS3.5, 7.1).

use crate::header::{Encoding, is_long};
use dicom_core::{Tag, VR};

const ITEM: Tag = Tag(0xFFFE, 0xE000);
const ITEM_END: Tag = Tag(0xFFFE, 0xE00D);
const SEQUENCE_END: Tag = Tag(0xFFFE, 0xE0DD);
const UNDEFINED: u32 = u32::MAX;

/// A data set under construction.
#[derive(Debug)]
pub(super) struct ElementWriter {
    pub(super) bytes: Vec<u8>,
    encoding: Encoding,
}

impl ElementWriter {
    pub(super) fn new(encoding: Encoding) -> Self {
        Self { bytes: Vec::new(), encoding }
    }

    /// A raw value, padded to even length (7.1.1).
    pub(super) fn raw(&mut self, tag: Tag, vr: VR, value: &[u8]) {
        let odd = value.len() % 2;
        self.header(tag, vr, u32::try_from(value.len() + odd).unwrap_or(u32::MAX - 1));
        self.bytes.extend_from_slice(value);
        if odd == 1 {
            let is_text = !matches!(vr, VR::UI | VR::OB | VR::OW | VR::UN);
            self.bytes.push(if is_text { b' ' } else { 0 });
        }
    }

    pub(super) fn text(&mut self, tag: Tag, vr: VR, text: &str) {
        self.raw(tag, vr, text.as_bytes());
    }

    /// A value as read; numbers are converted to the byte order of the output.
    pub(super) fn value(&mut self, tag: Tag, vr: VR, bytes: &[u8], is_big: bool) {
        let width = match vr {
            VR::US | VR::SS | VR::OW | VR::AT => 2,
            VR::UL | VR::SL | VR::FL | VR::OF | VR::OL => 4,
            VR::FD | VR::OD | VR::SV | VR::UV | VR::OV => 8,
            _ => 1,
        };
        if is_big == self.encoding.big || width == 1 {
            return self.raw(tag, vr, bytes);
        }
        let turned: Vec<u8> = bytes.chunks(width).flat_map(|number| number.iter().rev().copied()).collect();
        self.raw(tag, vr, &turned);
    }

    pub(super) fn empty(&mut self, tag: Tag, vr: VR) {
        self.header(tag, vr, 0);
    }

    /// A sequence whose items, and itself, end with a delimiter (7.5.1).
    pub(super) fn items(&mut self, tag: Tag, count: usize, mut each: impl FnMut(&mut Self, usize)) {
        self.header(tag, VR::SQ, UNDEFINED);
        for at in 0..count {
            self.mark(ITEM, UNDEFINED);
            each(self, at);
            self.mark(ITEM_END, 0);
        }
        self.mark(SEQUENCE_END, 0);
    }

    /// Begins encapsulated pixel data (A.4), with an empty offset table.
    pub(super) fn begin_fragments(&mut self, tag: Tag, vr: VR) {
        self.header(tag, vr, UNDEFINED);
        self.mark(ITEM, 0);
    }

    /// A frame in one fragment, padded to even length.
    pub(super) fn fragment(&mut self, part: &[u8]) {
        let odd = part.len() % 2;
        self.mark(ITEM, u32::try_from(part.len() + odd).unwrap_or(UNDEFINED - 1));
        self.bytes.extend_from_slice(part);
        self.bytes.extend(std::iter::repeat_n(0, odd));
    }

    pub(super) fn end_fragments(&mut self) {
        self.mark(SEQUENCE_END, 0);
    }

    fn header(&mut self, tag: Tag, vr: VR, length: u32) {
        self.tag(tag);
        if !self.encoding.explicit {
            return self.long(length);
        }
        let is_long = is_long(vr);
        // PS3.5, 6.2.2, note 2: a value too long for the short form gets the representation UN.
        let vr = if is_long || length <= u32::from(u16::MAX) { vr } else { VR::UN };
        self.bytes.extend(vr.to_bytes());
        if is_long || length > u32::from(u16::MAX) {
            self.short(0);
            self.long(length);
        } else {
            self.short(length as u16);
        }
    }

    /// A delimiter; these carry no representation.
    fn mark(&mut self, tag: Tag, length: u32) {
        self.tag(tag);
        self.long(length);
    }

    fn tag(&mut self, tag: Tag) {
        self.short(tag.group());
        self.short(tag.element());
    }

    fn short(&mut self, number: u16) {
        self.bytes.extend(if self.encoding.big { number.to_be_bytes() } else { number.to_le_bytes() });
    }

    fn long(&mut self, number: u32) {
        self.bytes.extend(if self.encoding.big { number.to_be_bytes() } else { number.to_le_bytes() });
    }
}
