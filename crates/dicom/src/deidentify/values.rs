//! Values that are kept, each validated against its representation: a number must be a number, a term a term, and free
//! text is kept only where it describes how the picture was made.

use super::Salt;
use super::replaced::replaced_uids;
use super::traces::Traces;
use crate::dictionary::vr_of;
use crate::field::{Element, View, words};
use crate::pixels::palette::segments_length;
use dicom_core::{Tag, VR};
use dicom_dictionary_std::tags;
use std::borrow::Cow;

/// Texts that the profile leaves and that people or programs need to make sense of the pixels. All others are free
/// text, and are emptied.
const TEXTS: [Tag; 18] = [
    tags::MANUFACTURER,
    tags::CODE_VALUE,
    tags::CODING_SCHEME_DESIGNATOR,
    tags::MANUFACTURER_MODEL_NAME,
    tags::SEQUENCE_NAME,
    tags::IMAGED_NUCLEUS,
    tags::FILTER_TYPE,
    tags::CONVOLUTION_KERNEL,
    tags::RECEIVE_COIL_NAME,
    tags::TRANSMIT_COIL_NAME,
    tags::PULSE_SEQUENCE_NAME,
    tags::STACK_ID,
    tags::RESCALE_TYPE,
    tags::WINDOW_CENTER_WIDTH_EXPLANATION,
    tags::LUT_EXPLANATION,
    tags::MODALITY_LUT_TYPE,
    tags::LUT_LABEL,
    tags::ATTENUATION_CORRECTION_METHOD,
];

/// Coding schemes whose codes are the same everywhere (PS3.16, 8); a local one may contain anything.
const SCHEMES: [&[u8]; 10] = [b"DCM", b"SCT", b"SRT", b"SNM3", b"UCUM", b"FMA", b"LN", b"RADLEX", b"NCIt", b"MDC"];

/// Tables of greys and colours with their descriptors.
const TABLES: [(Tag, Tag); 9] = [
    (tags::LUT_DATA, tags::LUT_DESCRIPTOR),
    (tags::RED_PALETTE_COLOR_LOOKUP_TABLE_DATA, tags::RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR),
    (tags::GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA, tags::GREEN_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR),
    (tags::BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA, tags::BLUE_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR),
    (tags::ALPHA_PALETTE_COLOR_LOOKUP_TABLE_DATA, tags::ALPHA_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR),
    (tags::SEGMENTED_RED_PALETTE_COLOR_LOOKUP_TABLE_DATA, tags::RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR),
    (tags::SEGMENTED_GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA, tags::GREEN_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR),
    (tags::SEGMENTED_BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA, tags::BLUE_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR),
    (tags::SEGMENTED_ALPHA_PALETTE_COLOR_LOOKUP_TABLE_DATA, tags::ALPHA_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR),
];

/// Shortest run of letters, or digits, that binary numbers do not form by chance.
const LETTERS: usize = 5;
const DIGITS: usize = 8;

/// The representation that an element is written with: the dictionary's, and the file's own where that leaves a choice.
pub(super) fn representation(element: &Element) -> VR {
    match (vr_of(element.tag), element.vr) {
        (VR::US, VR::SS) => VR::SS,
        (VR::OW, own @ (VR::OB | VR::US | VR::SS)) => own,
        (of, _) => of,
    }
}

/// The value as it may be kept; `None` where it is invalid in its representation, or may identify the patient.
pub(super) fn kept<'a>(
    view: View<'a>,
    element: &Element,
    raw: &'a [u8],
    traces: &Traces,
    salt: &Salt,
) -> Option<Cow<'a, [u8]>> {
    let (tag, vr) = (element.tag, representation(element));
    if let Some((_, descriptor)) = TABLES.iter().find(|(data, _)| *data == tag) {
        let is_palette = view
            .text(tags::PHOTOMETRIC_INTERPRETATION)
            .is_none_or(|name| name.trim().to_ascii_uppercase().starts_with("PALETTE"));
        if tag != tags::LUT_DATA && !is_palette {
            return None;
        }
        return table(view, tag, *descriptor, raw).map(Cow::Borrowed);
    }
    // Padding to an even length may be longer than a byte, and contain anything.
    let raw = if is_text(vr) { unpadded(raw) } else { raw };
    // A text in place of a number cannot be judged, nor a number in place of a text.
    if is_text(vr) != is_text(element.vr) {
        return None;
    }
    let only = |known: fn(u8) -> bool, most: usize| {
        let fits = |part: &[u8]| part.trim_ascii().len() <= most && part.iter().all(|&byte| known(byte));
        raw.split(|&byte| byte == b'\\').all(fits)
    };
    match vr {
        VR::UI => Some(Cow::Owned(replaced_uids(&String::from_utf8_lossy(raw), salt).into_bytes())),
        VR::CS => {
            // Terms of the pixel module are read in either case.
            let value = if tag.group() == 0x0028 { raw.to_ascii_uppercase() } else { raw.to_vec() };
            let known = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b' ');
            let fits = value
                .split(|&byte| byte == b'\\')
                .all(|part| part.trim_ascii().len() <= 16 && part.iter().all(|&byte| known(byte)));
            let is_told = !is_beyond_doubt(tag, &value) && traces.in_term(&value).is_some();
            (fits && !is_told).then_some(Cow::Owned(value))
        }
        VR::DS => only(|byte| byte.is_ascii_digit() || b"+-.,eE ".contains(&byte), 64).then_some(raw.into()),
        VR::IS => only(|byte| byte.is_ascii_digit() || b"+- ".contains(&byte), 16).then_some(raw.into()),
        VR::LO | VR::SH if tag == tags::CODE_MEANING => Some(b"REMOVED ".as_slice().into()),
        VR::LO | VR::SH if TEXTS.contains(&tag) => {
            let fits = only(|byte| byte.is_ascii_graphic() || byte == b' ', 64);
            (fits && is_public(view, tag) && traces.in_text(raw).is_none()).then_some(raw.into())
        }
        // UTF-16 letters look like 16-bit numbers.
        VR::US | VR::SS if reads_as_text(&folded_in_half(raw)) => None,
        VR::US | VR::SS | VR::AT => numbers(raw, if vr == VR::AT { 4 } else { 2 }),
        VR::UL | VR::SL | VR::FL => numbers(raw, 4),
        VR::FD | VR::SV | VR::UV => numbers(raw, 8),
        _ => None,
    }
}

/// Whether a term says how the numbers of the pixels are colours, as one of the terms of PS3.3, C.7.6.3.1.2: without it
/// there is no picture, so it is kept even if it equals somebody's name. No other term of the pixel module is as
/// indispensable.
pub(super) fn is_beyond_doubt(tag: Tag, raw: &[u8]) -> bool {
    let known: [&[u8]; 6] = [b"MONOCHROME", b"PALETTE", b"RGB", b"ARGB", b"YBR", b"HSV"];
    tag == tags::PHOTOMETRIC_INTERPRETATION && known.iter().any(|name| raw.trim_ascii().starts_with(name))
}

/// Whether a table of 8-bit entries stored in 16 bits hides data in the other eight. Entries that were scaled up, by
/// zeros or by repeating the byte, do not.
pub(super) fn hides_in_entries(view: View<'_>, element: &Element, raw: &[u8]) -> bool {
    let Some((_, descriptor)) = TABLES.iter().find(|(data, _)| *data == element.tag) else { return false };
    let &[count, _, 8] = view.words(*descriptor, false).as_slice() else { return false };
    let count = if count == 0 { 1 << 16 } else { count.unsigned_abs() as usize };
    let entries = || words(raw, element.big).map(u16::to_be_bytes);
    !is_segmented(element.tag)
        && raw.len() >= 2 * count
        && !entries().all(|[high, _]| high == 0)
        && !entries().all(|[_, low]| low == 0)
        && !entries().all(|[high, low]| high == low)
}

fn is_segmented(tag: Tag) -> bool {
    (0x1221..=0x1224).contains(&tag.element())
}

/// Whether a code is of a public scheme; true for texts that are not codes.
fn is_public(view: View<'_>, tag: Tag) -> bool {
    let scheme = view.raw(tags::CODING_SCHEME_DESIGNATOR).map(unpadded).unwrap_or_default();
    !matches!(tag, tags::CODE_VALUE | tags::CODING_SCHEME_DESIGNATOR) || SCHEMES.contains(&scheme.trim_ascii())
}

fn numbers(raw: &[u8], width: usize) -> Option<Cow<'_, [u8]>> {
    (raw.len().is_multiple_of(width) && !reads_as_text(raw)).then_some(raw.into())
}

/// As much of a table as its descriptor declares: of a segmented one, no more than segments of one entry would take.
fn table<'a>(view: View<'a>, tag: Tag, descriptor: Tag, raw: &'a [u8]) -> Option<&'a [u8]> {
    let count = match view.words(descriptor, false).first()? {
        0 => 1 << 16,
        &count => count.unsigned_abs() as usize,
    };
    let most = match raw.len() {
        // Only well-formed segments.
        length if is_segmented(tag) => length.min(6 * count).min(segments_length(view, tag)),
        // Entries of a byte, one in a byte.
        length if length < 2 * count => count.next_multiple_of(2),
        _ => 2 * count,
    };
    raw.get(..most.min(raw.len()))
}

/// The 16-bit numbers below 256, as bytes; larger ones separate them.
fn folded_in_half(raw: &[u8]) -> Vec<u8> {
    let one = |&pair: &[u8; 2]| match pair {
        [byte, 0] | [0, byte] => byte,
        _ => 0,
    };
    raw.as_chunks::<2>().0.iter().map(one).collect()
}

/// Whether bytes contain runs of letters or digits, as in a name or a date.
fn reads_as_text(raw: &[u8]) -> bool {
    let longest = |is: fn(&u8) -> bool| raw.split(|byte| !is(byte)).map(<[u8]>::len).max().unwrap_or_default();
    longest(u8::is_ascii_alphabetic) >= LETTERS || longest(u8::is_ascii_digit) >= DIGITS
}

/// A text without its padding.
pub(super) fn unpadded(raw: &[u8]) -> &[u8] {
    let end = raw.iter().rposition(|byte| !matches!(byte, b' ' | 0)).map_or(0, |at| at + 1);
    raw.get(..end).unwrap_or_default()
}

fn is_text(vr: VR) -> bool {
    matches!(
        vr,
        VR::AE
            | VR::AS
            | VR::CS
            | VR::DA
            | VR::DS
            | VR::DT
            | VR::IS
            | VR::LO
            | VR::LT
            | VR::PN
            | VR::SH
            | VR::ST
            | VR::TM
            | VR::UC
            | VR::UI
            | VR::UR
            | VR::UT
    )
}
