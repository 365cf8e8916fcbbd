//! Names and value representations of the standard's data elements (PS3.6), from dicom-rs.

use dicom_core::dictionary::{DataDictionary, DataDictionaryEntry, VirtualVr};
use dicom_core::{Tag, VR};
use dicom_dictionary_std::StandardDataDictionary;

/// Number and keyword for people: `(0028,0010) Rows`.
pub(super) fn named(tag: Tag) -> String {
    let number = format!("({:04X},{:04X})", tag.group(), tag.element());
    match keyword(tag) {
        Some(word) => format!("{number} {word}"),
        None => number,
    }
}

/// The keyword; none for private and unknown elements.
pub(super) fn keyword(tag: Tag) -> Option<&'static str> {
    tag.group().is_multiple_of(2).then(|| StandardDataDictionary.by_tag(tag))?.map(|entry| entry.alias)
}

/// Value representation of an element that does not carry its own (implicit VR). Elements whose sign depends on Pixel
/// Representation are `US` here; the reader decides.
pub(super) fn vr_of(tag: Tag) -> VR {
    // PS3.5, 7.8.1: private creator elements, which reserve a block.
    if tag.group() % 2 == 1 && (0x10..=0xFF).contains(&tag.element()) {
        return VR::LO;
    }
    if tag.element() == 0 {
        return VR::UL;
    }
    let entry = if tag.group().is_multiple_of(2) { StandardDataDictionary.by_tag(tag) } else { None };
    match entry.map(DataDictionaryEntry::vr) {
        Some(VirtualVr::Exact(vr)) => vr,
        Some(VirtualVr::Xs) => VR::US,
        Some(VirtualVr::Ox | VirtualVr::Px | VirtualVr::Lt) => VR::OW,
        _ => VR::UN,
    }
}
