//! Texts of an object for people.

use super::object::Object;
use dicom_core::Tag;
use dicom_dictionary_std::tags;

impl Object<'_> {
    /// Part of the body, as `BodyPartExamined` has it: `HEAD`, `CHEST` …; empty where it is not stated.
    #[must_use]
    pub fn body_part(&self) -> String {
        self.said(tags::BODY_PART_EXAMINED)
    }

    /// The character sets of its texts by their defined terms (PS3.3, C.12.1.1.2), separated by a backslash; empty
    /// where the file names none, which means ASCII.
    #[must_use]
    pub fn character_set(&self) -> String {
        self.said(tags::SPECIFIC_CHARACTER_SET)
    }

    /// Its series description.
    #[must_use]
    pub fn series_description(&self) -> String {
        self.said(tags::SERIES_DESCRIPTION)
    }

    /// Name of the patient, its component groups separated by `=` (PS3.5, 6.2.1). Only shown on request.
    #[must_use]
    pub fn patient_name(&self) -> String {
        self.said(tags::PATIENT_NAME)
    }

    fn said(&self, tag: Tag) -> String {
        self.view().text(tag).unwrap_or_default()
    }
}
