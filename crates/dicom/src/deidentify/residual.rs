//! The check of the result: it is read again and compared with the original, independently of how it was made.

use super::elements::is_copied;
use super::notes::is_note;
use super::replaced::{is_standard, standard_uids};
use super::traces::Traces;
use super::values::{hides_in_entries, is_beyond_doubt, unpadded};
use crate::dictionary::named;
use crate::error::DicomError;
use crate::field::{Element, Value, View};
use crate::object::read;
use dicom_core::VR;
use dicom_dictionary_std::tags;
use imaging::Limits;

/// The result is read completely.
pub(super) const LIMITS: Limits =
    Limits { bytes: u64::MAX, pixels: u64::MAX, longest_side: u32::MAX, shortest_side: 1 };

/// Searches the result for every name, number, date and UID of the original.
///
/// # Errors
/// `Identifying`, with the element where one is left; any reading error of the file.
pub(super) fn check(file: &[u8], traces: &Traces) -> Result<(), DicomError> {
    let made = read(file, &LIMITS)?;
    let all = made.whole()?;
    if file.get(..128).is_none_or(|preamble| preamble.iter().any(|&byte| byte != 0)) {
        let element = named(tags::FILE_META_INFORMATION_GROUP_LENGTH);
        return Err(DicomError::Identifying(text::deidentify::preamble(element)));
    }
    for element in &made.meta().set.elements {
        if !matches!(element.tag, tags::IMPLEMENTATION_CLASS_UID | tags::IMPLEMENTATION_VERSION_NAME) {
            judge(made.meta(), element, traces)?;
        }
    }
    data_set(all, traces, 0)
}

fn data_set(view: View<'_>, traces: &Traces, depth: usize) -> Result<(), DicomError> {
    let mut last = None;
    for element in &view.set.elements {
        let tag = element.tag;
        if depth == 0 && is_note(tag) {
            continue;
        }
        let is_pixels =
            depth == 0 && matches!(tag, tags::PIXEL_DATA | tags::FLOAT_PIXEL_DATA | tags::DOUBLE_FLOAT_PIXEL_DATA);
        if !is_pixels && !is_copied(tag) {
            return Err(DicomError::Identifying(text::deidentify::unknown(named(tag))));
        }
        if last.is_some_and(|last| last >= tag) {
            return Err(DicomError::Identifying(text::deidentify::twice(named(tag))));
        }
        last = Some(tag);
        if let Value::Items(items) = &element.value {
            items.iter().try_for_each(|set| data_set(View { set, ..view }, traces, depth + 1))?;
        } else {
            judge(view, element, traces)?;
        }
    }
    Ok(())
}

fn judge(view: View<'_>, element: &Element, traces: &Traces) -> Result<(), DicomError> {
    let Element { tag, vr, value, .. } = element;
    let bytes = |range: &std::ops::Range<usize>| view.bytes.get(range.clone()).unwrap_or_default();
    let found = match value {
        Value::Items(_) => None,
        Value::Fragments(fragments) => fragments.iter().find_map(|range| traces.in_bytes(bytes(range))),
        Value::Bytes(range) => match vr {
            VR::UI => {
                let raw = bytes(range);
                if is_foreign(raw) {
                    return Err(DicomError::Identifying(text::deidentify::uid(named(*tag))));
                }
                let text = String::from_utf8_lossy(raw);
                traces.in_uids(raw).or_else(|| standard_uids(&text).find_map(|uid| traces.in_date(uid.as_bytes())))
            }
            VR::CS if is_beyond_doubt(*tag, bytes(range)) => None,
            VR::CS => traces.in_term(bytes(range)),
            VR::DS | VR::IS => traces.in_digits(bytes(range)),
            VR::LO | VR::SH | VR::LT | VR::ST | VR::UT | VR::UC | VR::UR | VR::AE => traces.in_text(bytes(range)),
            _ if hides_in_entries(view, element, bytes(range)) => {
                return Err(DicomError::Identifying(text::deidentify::beside_entries(named(*tag))));
            }
            _ => traces.in_bytes(bytes(range)),
        },
    };
    match found {
        Some(of) => Err(DicomError::Identifying(text::deidentify::left(named(of), named(*tag)))),
        None => Ok(()),
    }
}

/// Whether one of the UIDs is neither the standard's nor made here.
fn is_foreign(raw: &[u8]) -> bool {
    let text = String::from_utf8_lossy(unpadded(raw)).into_owned();
    let is_ours = |uid: &str| {
        let made = uid.strip_prefix("2.25.");
        uid.is_empty()
            || is_standard(uid)
            || made.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    !text.split('\\').all(is_ours)
}
