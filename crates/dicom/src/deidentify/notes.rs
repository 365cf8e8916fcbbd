//! What says that a file was written without what names the patient (PS3.15, E.1.1; PS3.16, CID 7050).

use super::write::ElementWriter;
use dicom_core::{Tag, VR};
use dicom_dictionary_std::tags;

/// What was done, in words, for (0012,0063).
const METHOD: &str = "Onsight: PS3.15 E.2 basic profile, no options";

const ALL: [Tag; 4] = [
    tags::PATIENT_IDENTITY_REMOVED,
    tags::DEIDENTIFICATION_METHOD,
    tags::DEIDENTIFICATION_METHOD_CODE_SEQUENCE,
    tags::LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED,
];

/// Whether an element of the file itself is one of those that are written here.
pub(super) fn is_note(tag: Tag) -> bool {
    ALL.contains(&tag)
}

/// Writes those that stand before an element, or all that are left. `written` counts them.
pub(super) fn notes(to: &mut ElementWriter, before: Option<Tag>, written: &mut u8) {
    let due = |tag: Tag| before.is_none_or(|next| tag < next);
    let code = |inner: &mut ElementWriter| {
        inner.text(tags::CODE_VALUE, VR::SH, "113100");
        inner.text(tags::CODING_SCHEME_DESIGNATOR, VR::SH, "DCM");
        inner.text(tags::CODE_MEANING, VR::LO, "Basic Application Confidentiality Profile");
    };
    while let Some(&tag) = ALL.get(usize::from(*written)).filter(|&&tag| due(tag)) {
        match *written {
            0 => to.text(tag, VR::CS, "YES"),
            1 => to.text(tag, VR::LO, METHOD),
            2 => to.items(tag, 1, |inner, _| code(inner)),
            _ => to.text(tag, VR::CS, "REMOVED"),
        }
        *written += 1;
    }
}
