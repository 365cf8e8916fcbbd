//! Element headers (PS3.5, 7.1), and whether they are plausible.

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

/// Implicit, little endian: what every DICOM reader falls back to (PS3.5, 10.1), and the encoding inside `UN` values
/// (6.2.2, notes 2 and 5).
pub(super) const IMPLICIT: Encoding = Encoding { explicit: false, big: false };
pub(super) const EXPLICIT: Encoding = Encoding { explicit: true, big: false };

/// The element header at `at`: tag, representation, length, where the value starts.
pub(super) fn header(bytes: &[u8], at: usize, encoding: Encoding) -> Option<(Tag, VR, u32, usize)> {
    let (tag, big) = (tag_at(bytes, at, encoding.big)?, encoding.big);
    let letters = *bytes.get(at + 4..)?.first_chunk::<2>()?;
    // Delimiters never carry a representation.
    if tag.group() == 0xFFFE || !encoding.explicit {
        return Some((tag, vr_of(tag), long(bytes, at + 4, big)?, at + 8));
    }
    // PS3.5, table 7.1-1.
    match VR::from_binary(letters) {
        Some(vr) if is_long(vr) => Some((tag, vr, long(bytes, at + 8, big)?, at + 12)),
        Some(vr) => Some((tag, vr, u32::from(short(bytes, at + 6, big)?), at + 8)),
        None => unnamed(bytes, at, (tag, letters), big).map(|(_, length, body)| (tag, vr_of(tag), length, body)),
    }
}

/// Whether the element at `at`, of a data set whose elements carry representations, has an unknown one: `??`, `--`,
/// zeros. False for an element without a representation.
pub(super) fn is_misnamed(bytes: &[u8], at: usize, big: bool) -> bool {
    let letters = bytes.get(at + 4..).and_then(<[u8]>::first_chunk::<2>);
    let (Some(tag), Some(letters)) = (tag_at(bytes, at, big), letters) else { return false };
    let form = || unnamed(bytes, at, (tag, *letters), big).map(|(form, ..)| form);
    tag.group() != 0xFFFE && !is_lettered(bytes, at) && form().is_some_and(|form| form != Form::Implicit)
}

/// The encoding of an element whose two letters are not a representation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// They are not letters: the length is in their place.
    Implicit,
    /// The length is the 16 bits after them: by older writers; DCMTK does so for letters that are not capitals.
    Short,
    /// The length is the 32 bits after two zeros, as for every representation added later (PS3.5, 7.1.2).
    Long,
}

/// Length and offset of such an element's value: in the encoding after which another element begins; if there is none,
/// by the letters.
fn unnamed(bytes: &[u8], at: usize, own: (Tag, [u8; 2]), big: bool) -> Option<(Form, u32, usize)> {
    let brief = short(bytes, at + 6, big)?;
    let implicit = (Form::Implicit, long(bytes, at + 4, big)?, at + 8);
    let wide = if brief == 0 { long(bytes, at + 8, big).map(|length| (Form::Long, length, at + 12)) } else { None };
    let brief = (Form::Short, u32::from(brief), at + 8);
    // Two capitals are not a length; nor are zeros after the last element.
    let may_be_implicit = !own.1.iter().all(u8::is_ascii_uppercase);
    if may_be_implicit && own.0.group() == 0 {
        return Some(implicit);
    }
    let (bare, brief_form) = (Some(implicit).filter(|_| may_be_implicit), Some(brief));
    let forms = if is_printable(own.1) { [wide, brief_form, bare] } else { [wide, bare, brief_form] };
    let fitting = forms.into_iter().flatten().find(|(_, length, body)| is_followed(bytes, (*body, *length), own, big));
    let usual = if may_be_implicit {
        implicit
    } else {
        wide.filter(|(_, length, _)| (1..=0xFFFF).contains(length)).unwrap_or(brief)
    };
    Some(fitting.unwrap_or(usual))
}

/// Whether a value is followed by an element, an item, a delimiter or the end of the bytes; where its length is
/// undefined, whether its first item is.
fn is_followed(bytes: &[u8], (body, length): (usize, u32), (own, letters): (Tag, [u8; 2]), big: bool) -> bool {
    if length == UNDEFINED {
        return matches!(tag_at(bytes, body, big), Some(ITEM | SEQUENCE_END));
    }
    let Some(end) = body.checked_add(length as usize).filter(|&end| end <= bytes.len()) else { return false };
    // The last one, with or without a byte of padding.
    if end == bytes.len() || (length > 0 && bytes.len() - end < 8) {
        return true;
    }
    let Some(next) = tag_at(bytes, end, big) else { return false };
    let (is_later, is_named) = (next > own, is_lettered(bytes, end));
    // Group Length exists in every group: a 32-bit number whose upper half is 0 looks like its element number.
    let is_known = keyword(next).is_some() && (next.element() != 0 || is_named);
    let is_same = bytes.get(end + 4..end + 6) == Some(letters.as_slice());
    let is_alike = is_same && (next.group() == own.group() || is_printable(letters));
    matches!(next, ITEM | ITEM_END | SEQUENCE_END)
        || (is_known && (is_later || is_named))
        || (is_later && (is_named || is_alike))
}

/// Whether both letters are printable ASCII: as a length they would be 8,224 and more.
fn is_printable(letters: [u8; 2]) -> bool {
    letters.iter().all(|letter| (b' '..=b'~').contains(letter))
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

/// Whether the length of a value takes four bytes, after two reserved ones (PS3.5, 7.1.2).
pub(crate) fn is_long(vr: VR) -> bool {
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

/// Whether `links` elements follow each other from `at` with ascending tags, the first above `after`; or fewer up to
/// the end of the bytes. `inside` a sequence, a delimiter or an item also ends them.
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
