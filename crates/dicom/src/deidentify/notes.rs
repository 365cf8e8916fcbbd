//! Elements that document the de-identification (PS3.15, E.1.1; PS3.16, CID 7050), and others that no longer match the
//! original.

use super::write::ElementWriter;
use dicom_core::{Tag, VR};
use dicom_dictionary_std::tags;
use std::borrow::Cow;

/// What was done, in words, for (0012,0063).
const METHOD: &str = "Onsight: PS3.15 E.2 basic profile, no options";
const METHOD_COVERED: &str = "Onsight: PS3.15 E.2 basic profile, E.3.1 clean pixel data";
const METHOD_FACELESS: &str = "Onsight: PS3.15 E.2 basic profile, E.3.2 clean visual features";
const METHOD_BOTH: &str = "Onsight: PS3.15 E.2 basic profile, E.3.1 and E.3.2 clean pixels";

/// The same as codes, for (0012,0064): number and meaning.
type MethodCode = (&'static str, &'static str);
const PROFILE: MethodCode = ("113100", "Basic Application Confidentiality Profile");
const PIXEL_DATA: MethodCode = ("113101", "Clean Pixel Data Option");
const VISUAL_FEATURES: MethodCode = ("113102", "Clean Recognizable Visual Features Option");

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
    /// Codes of the profile and its options.
    Codes(&'static [MethodCode]),
    /// The element is omitted.
    Gone,
}

/// Whether a top-level element is one of those that document what was done.
pub(super) fn is_note(tag: Tag) -> bool {
    ALL.contains(&tag)
}

/// Options of the profile that were followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct FollowedOptions {
    /// Parts of the pixels were covered (E.3.1).
    pub(super) pixel_data: bool,
    /// The face was removed (E.3.2).
    pub(super) visual_features: bool,
}

/// Those that every file gets, with `others`, in ascending order.
pub(super) fn notes(options: FollowedOptions, others: Vec<(Tag, Note)>) -> Vec<(Tag, Note)> {
    let text = |vr, text: &'static str| Note::Text(vr, text.into());
    let [removed, method, codes, times] = ALL;
    let (words, numbers): (_, &'static [MethodCode]) = match (options.pixel_data, options.visual_features) {
        (false, false) => (METHOD, &[PROFILE]),
        (true, false) => (METHOD_COVERED, &[PROFILE, PIXEL_DATA]),
        (false, true) => (METHOD_FACELESS, &[PROFILE, VISUAL_FEATURES]),
        (true, true) => (METHOD_BOTH, &[PROFILE, PIXEL_DATA, VISUAL_FEATURES]),
    };
    let mut all = others;
    all.extend([
        (removed, text(VR::CS, "YES")),
        (method, text(VR::LO, words)),
        (codes, Note::Codes(numbers)),
        (times, text(VR::CS, "REMOVED")),
    ]);
    all.sort_by_key(|(tag, _)| *tag);
    all
}

/// Writes those that come before an element, or all that are left, and returns the rest.
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
            Note::Codes(codes) => to.items(*tag, codes.len(), |inner, at| {
                if let Some((value, meaning)) = codes.get(at) {
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
