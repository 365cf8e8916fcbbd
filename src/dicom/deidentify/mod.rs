//! A file without what says who the patient is, by the basic profile of PS3.15, annex E; its pixels as they were.
//!
//! Invariant: what is unknown goes. Attributes of no known name are removed as private ones are; a value that the
//! profile replaces leaves no byte of itself behind.

mod profile;
mod replaced;
mod write;

use super::dictionary::keyword;
use super::error::DicomError;
use super::field::{DataSet, Element, Value, View};
use super::header::Encoding;
use super::object::Object;
use dicom_core::{Tag, VR};
use dicom_dictionary_std::tags;
use profile::{Action, action};
use replaced::{dummy, replaced_uids};
use write::Writer;

/// Says which numbers UIDs are replaced by; the same salt gives the same ones, so that the files of a series stay
/// together. It must be random and not be kept.
#[derive(Clone, Copy)]
pub struct Salt(pub [u8; 32]);

impl std::fmt::Debug for Salt {
    /// Never the bytes: whoever knows them can test a guess of the former UID.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Salt(…)")
    }
}

/// What was done, in words, for (0012,0063).
const METHOD: &str = "Onsight: PS3.15 E.2 basic profile, no options";

/// Whether the profile does anything to the attribute: a browser of tags hides its value at first. UIDs are shown,
/// they are names of files.
#[must_use]
pub fn is_identifying(group: u16, element: u16) -> bool {
    !matches!(action(Tag(group, element)), None | Some(Action::Uid))
}

/// The file anew: attributes by the profile, pixel data byte for byte.
///
/// # Errors
/// `Truncated` for a file that ends early: what is missing could not be judged.
pub fn deidentified(object: &Object<'_>, salt: &Salt) -> Result<Vec<u8>, DicomError> {
    let view = object.whole()?;
    let encoding = Encoding { explicit: object.is_explicit(), big: view.big };
    let mut file = vec![0; 128];
    file.extend(b"DICM");
    let mut head = Writer::new(Encoding { explicit: true, big: false });
    let mut inner = Writer::new(Encoding { explicit: true, big: false });
    // From the data set, which they must agree with (PS3.10, 7.1): the file's own may be missing or of another object.
    inner.raw(tags::FILE_META_INFORMATION_VERSION, VR::OB, &[0, 1]);
    inner.text(tags::MEDIA_STORAGE_SOP_CLASS_UID, VR::UI, &text_of(view, tags::SOP_CLASS_UID));
    let instance = replaced_uids(&text_of(view, tags::SOP_INSTANCE_UID), salt);
    inner.text(tags::MEDIA_STORAGE_SOP_INSTANCE_UID, VR::UI, &instance);
    // A file that was deflated is written plain: its elements are the same.
    let syntax = object.plain_syntax_uid();
    inner.text(tags::TRANSFER_SYNTAX_UID, VR::UI, &syntax);
    inner.text(tags::IMPLEMENTATION_CLASS_UID, VR::UI, "2.25.142913058160441730929327217061327514611");
    inner.text(tags::IMPLEMENTATION_VERSION_NAME, VR::SH, "ONSIGHT");
    let length = u32::try_from(inner.bytes.len()).unwrap_or(u32::MAX);
    head.raw(tags::FILE_META_INFORMATION_GROUP_LENGTH, VR::UL, &length.to_le_bytes());
    file.extend(head.bytes);
    file.extend(inner.bytes);
    let mut body = Writer::new(encoding);
    data_set(&mut body, view, view.set, salt, 0);
    file.extend(body.bytes);
    Ok(file)
}

fn text_of(view: View<'_>, tag: Tag) -> String {
    view.text(tag).unwrap_or_default()
}

/// What says that it was done (PS3.15, E.1.1; PS3.16, CID 7050). Written in the place that their numbers have.
fn notes(to: &mut Writer, before: Option<Tag>, written: &mut u8) {
    let due = |tag: Tag| before.is_none_or(|next| tag < next);
    let code = |inner: &mut Writer| {
        inner.text(tags::CODE_VALUE, VR::SH, "113100");
        inner.text(tags::CODING_SCHEME_DESIGNATOR, VR::SH, "DCM");
        inner.text(tags::CODE_MEANING, VR::LO, "Basic Application Confidentiality Profile");
    };
    let all = [
        tags::PATIENT_IDENTITY_REMOVED,
        tags::DEIDENTIFICATION_METHOD,
        tags::DEIDENTIFICATION_METHOD_CODE_SEQUENCE,
        tags::LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED,
    ];
    while let Some(&tag) = all.get(usize::from(*written)).filter(|&&tag| due(tag)) {
        match *written {
            0 => to.text(tag, VR::CS, "YES"),
            1 => to.text(tag, VR::LO, METHOD),
            2 => to.items(tag, 1, |inner, _| code(inner)),
            _ => to.text(tag, VR::CS, "REMOVED"),
        }
        *written += 1;
    }
}

fn data_set(to: &mut Writer, view: View<'_>, set: &DataSet, salt: &Salt, depth: usize) {
    // Inside sequences nothing is noted.
    let mut written = if depth == 0 { 0 } else { u8::MAX };
    let view = View { set, ..view };
    for element in &set.elements {
        notes(to, Some(element.tag), &mut written);
        let noted = depth == 0
            && matches!(
                element.tag,
                tags::PATIENT_IDENTITY_REMOVED
                    | tags::DEIDENTIFICATION_METHOD
                    | tags::DEIDENTIFICATION_METHOD_CODE_SEQUENCE
                    | tags::LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED
            );
        // Group lengths would no longer be true, and are retired (PS3.5, 7.2).
        let is_length = element.tag.element() == 0;
        if !noted && !is_length && keyword(element.tag).is_some() {
            write_element(to, view, element, salt, depth);
        }
    }
    notes(to, None, &mut written);
}

fn write_element(to: &mut Writer, view: View<'_>, element: &Element, salt: &Salt, depth: usize) {
    let (tag, vr) = (element.tag, element.vr);
    match action(tag) {
        Some(Action::Remove) => {}
        Some(Action::Empty) => to.empty(tag, vr),
        Some(Action::Dummy) => match vr {
            VR::SQ => to.empty(tag, vr),
            _ => to.raw(tag, vr, &dummy(vr)),
        },
        Some(Action::Uid) if vr != VR::SQ => to.text(tag, vr, &replaced_uids(&text_of(view, tag), salt)),
        Some(Action::Uid) | None => match &element.value {
            Value::Bytes(range) => {
                to.value(tag, vr, view.bytes.get(range.clone()).unwrap_or_default(), element.big);
            }
            Value::Items(items) => to.items(tag, items.len(), |inner, at| {
                if let Some(item) = items.get(at) {
                    data_set(inner, view, item, salt, depth + 1);
                }
            }),
            Value::Fragments(fragments) => {
                let parts = fragments.iter().map(|range| view.bytes.get(range.clone()).unwrap_or_default());
                to.fragments(tag, vr, parts);
            }
        },
    }
}
