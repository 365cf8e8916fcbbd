//! What stands in front of a value (PS3.5, 7.1), and whether it can be true.

use super::dictionary::{keyword, vr_of};
use dicom_core::{Tag, VR};
use dicom_dictionary_std::tags;

pub(super) const ITEM: Tag = Tag(0xFFFE, 0xE000);
pub(super) const ITEM_END: Tag = Tag(0xFFFE, 0xE00D);
pub(super) const SEQUENCE_END: Tag = Tag(0xFFFE, 0xE0DD);
pub(super) const UNDEFINED: u32 = u32::MAX;

/// How elements are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Encoding {
    /// Whether each element carries its value representation.
    pub(super) explicit: bool,
    /// Whether numbers are big endian.
    pub(super) big: bool,
}

/// Implicit, little endian: what every DICOM reader falls back to (PS3.5, 10.1), and what is inside of values that are
/// unknown (6.2.2, notes 2 and 5).
pub(super) const IMPLICIT: Encoding = Encoding { explicit: false, big: false };
pub(super) const EXPLICIT: Encoding = Encoding { explicit: true, big: false };

/// The element header at `at`: tag, representation, length, where the value starts.
pub(super) fn header(bytes: &[u8], at: usize, encoding: Encoding) -> Option<(Tag, VR, u32, usize)> {
    let (tag, long) = (tag_at(bytes, at, encoding.big)?, |at: usize| long(bytes, at, encoding.big));
    let letters = *bytes.get(at + 4..)?.first_chunk::<2>()?;
    // Delimiters never carry a representation; an element without letters is implicit, whatever was declared.
    if tag.group() == 0xFFFE || !encoding.explicit || !letters.iter().all(u8::is_ascii_uppercase) {
        return Some((tag, vr_of(tag), long(at + 4)?, at + 8));
    }
    // PS3.5, table 7.1-1. Letters that are no representation come with the short form in practice, and with the long
    // one by the book (7.1.2); then what would be a short length is 0.
    let vr = VR::from_binary(letters);
    let short = short(bytes, at + 6, encoding.big)?;
    let is_long = match vr {
        Some(vr) => is_long(vr),
        None => short == 0 && long(at + 8).is_some_and(|length| (1..=0xFFFF).contains(&length)),
    };
    let vr = vr.unwrap_or_else(|| vr_of(tag));
    Some(if is_long { (tag, vr, long(at + 8)?, at + 12) } else { (tag, vr, u32::from(short), at + 8) })
}

/// The tag at `at`.
pub(super) fn tag_at(bytes: &[u8], at: usize, big: bool) -> Option<Tag> {
    Some(Tag(short(bytes, at, big)?, short(bytes, at + 2, big)?))
}

/// Whether the element at `at` carries a representation.
pub(super) fn is_lettered(bytes: &[u8], at: usize) -> bool {
    let letters = bytes.get(at + 4..).and_then(<[u8]>::first_chunk::<2>);
    letters.is_some_and(|letters| VR::from_binary(*letters).is_some())
}

fn short(bytes: &[u8], at: usize, big: bool) -> Option<u16> {
    let field = *bytes.get(at..)?.first_chunk()?;
    Some(if big { u16::from_be_bytes(field) } else { u16::from_le_bytes(field) })
}

fn long(bytes: &[u8], at: usize, big: bool) -> Option<u32> {
    let field = *bytes.get(at..)?.first_chunk()?;
    Some(if big { u32::from_be_bytes(field) } else { u32::from_le_bytes(field) })
}

fn is_long(vr: VR) -> bool {
    matches!(
        vr,
        VR::OB
            | VR::OD
            | VR::OF
            | VR::OL
            | VR::OV
            | VR::OW
            | VR::SQ
            | VR::SV
            | VR::UC
            | VR::UN
            | VR::UR
            | VR::UT
            | VR::UV
    )
}

/// Whether `links` elements stand one behind the other from `at`, each behind a smaller number than its own, the first
/// behind `after`; or fewer up to the end of the bytes. A delimiter or an item ends them where `inside` a sequence.
pub(super) fn is_chain(bytes: &[u8], at: usize, encoding: Encoding, after: Tag, links: usize, inside: bool) -> bool {
    let (mut at, mut after) = (at, after);
    for _ in 0..links {
        if at == bytes.len() {
            return true;
        }
        let Some((tag, vr, length, body)) = header(bytes, at, encoding) else { return false };
        if matches!(tag, ITEM | ITEM_END | SEQUENCE_END) {
            return inside && (tag == ITEM || length == 0);
        }
        if tag <= after || !((encoding.explicit && is_lettered(bytes, at)) || keyword(tag).is_some()) {
            return false;
        }
        if length == UNDEFINED {
            return matches!(vr, VR::SQ | VR::UN | VR::OB | VR::OW);
        }
        let Some(end) = body.checked_add(length as usize).filter(|&end| end <= bytes.len()) else {
            // The start of a file, which ends in its pixels.
            return tag == tags::PIXEL_DATA;
        };
        (at, after) = (end, tag);
    }
    true
}
