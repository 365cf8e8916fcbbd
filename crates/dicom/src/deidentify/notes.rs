//! What says that a file was written without what names the patient (PS3.15, E.1.1; PS3.16, CID 7050), and what else is
//! no longer what the original says.

use super::write::ElementWriter;
use dicom_core::{Tag, VR};
use dicom_dictionary_std::tags;
use std::borrow::Cow;

/// What was done, in words, for (0012,0063).
const METHOD: &str = "Onsight: PS3.15 E.2 basic profile, no options";
const METHOD_COVERED: &str = "Onsight: PS3.15 E.2 basic profile, E.3.1 clean pixel data";

/// The same as codes, for (0012,0064).
const CODES: [(&str, &str); 2] =
    [("113100", "Basic Application Confidentiality Profile"), ("113101", "Clean Pixel Data Option")];

const ALL: [Tag; 4] = [
    tags::PATIENT_IDENTITY_REMOVED,
    tags::DEIDENTIFICATION_METHOD,
    tags::DEIDENTIFICATION_METHOD_CODE_SEQUENCE,
    tags::LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED,
];

/// An element that is written here, and not copied.
#[derive(Clone, Debug)]
pub(super) enum Note {
    /// A text of this representation.
    Text(VR, Cow<'static, str>),
    /// A number of 16 bits.
    Word(u16),
    /// So many of the codes of the profile.
    Codes(usize),
    /// It is left out.
    Gone,
}

/// Whether an element of the file itself is one of those that say what was done.
pub(super) fn is_note(tag: Tag) -> bool {
    ALL.contains(&tag)
}

/// Those that every file gets, with `others`, rising.
pub(super) fn notes(is_covered: bool, others: Vec<(Tag, Note)>) -> Vec<(Tag, Note)> {
    let text = |vr, text: &'static str| Note::Text(vr, text.into());
    let [removed, method, codes, times] = ALL;
    let mut all = others;
    all.extend([
        (removed, text(VR::CS, "YES")),
        (method, text(VR::LO, if is_covered { METHOD_COVERED } else { METHOD })),
        (codes, Note::Codes(if is_covered { 2 } else { 1 })),
        (times, text(VR::CS, "REMOVED")),
    ]);
    all.sort_by_key(|(tag, _)| *tag);
    all
}

/// Writes those that stand before an element, or all that are left, and gives the rest.
pub(super) fn write_before<'n>(
    to: &mut ElementWriter,
    notes: &'n [(Tag, Note)],
    before: Option<Tag>,
) -> &'n [(Tag, Note)] {
    let count = notes.iter().take_while(|(tag, _)| before.is_none_or(|next| *tag < next)).count();
    let (due, rest) = notes.split_at(count);
    for (tag, note) in due {
        match note {
            Note::Text(vr, text) => to.text(*tag, *vr, text),
            Note::Word(number) => to.value(*tag, VR::US, &number.to_le_bytes(), false),
            Note::Codes(count) => to.items(*tag, *count, |inner, at| {
                if let Some((value, meaning)) = CODES.get(at) {
                    inner.text(tags::CODE_VALUE, VR::SH, value);
                    inner.text(tags::CODING_SCHEME_DESIGNATOR, VR::SH, "DCM");
                    inner.text(tags::CODE_MEANING, VR::LO, meaning);
                }
            }),
            Note::Gone => {}
        }
    }
    rest
}
