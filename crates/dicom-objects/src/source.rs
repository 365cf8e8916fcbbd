//! The source of a picture.

use super::attributes::Attributes;
use super::code::ConceptCode;
use super::{ObjectError, uid};
use dicom::FrameGeometry;
use dicom_dictionary_std::tags;

/// The DICOM object that was answered. Exported objects reference it and belong to its study.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceImage {
    /// Study Instance UID (0020,000D).
    pub study_uid: String,
    /// Series Instance UID (0020,000E).
    pub series_uid: String,
    /// SOP Class UID (0008,0016).
    pub class_uid: String,
    /// SOP Instance UID (0008,0018).
    pub instance_uid: String,
    /// Frame, counted from 1; `None` for an object of one frame.
    pub frame: Option<u32>,
    /// Modality (0008,0060); may be empty.
    pub modality: String,
    /// The lossy compression of it or of its source; `None` where there was none.
    pub lossy: Option<LossyCompression>,
    /// Its position in the patient; `None` where the file does not state it.
    pub geometry: Option<FrameGeometry>,
}

/// A compression with loss.
#[derive(Clone, Debug, PartialEq)]
pub struct LossyCompression {
    /// Ratio, above 1 (0028,2112).
    pub ratio: f64,
    /// Method, `ISO_10918_1` … (0028,2114).
    pub method: String,
}

impl SourceImage {
    /// Whether identifiers are valid UIDs, and lengths are finite.
    pub(crate) fn checked(&self) -> Result<(), ObjectError> {
        let own = [&self.study_uid, &self.series_uid, &self.class_uid, &self.instance_uid];
        let frame = self.geometry.as_ref().map(|geometry| &geometry.frame_of_reference_uid);
        own.into_iter().chain(frame).try_for_each(|text| uid::checked(text).map(drop))?;
        let is_known = |of: &FrameGeometry| {
            let all = of.position.iter().chain(&of.orientation).chain(&of.spacing).chain(&of.thickness);
            all.copied().all(f64::is_finite) && of.spacing.iter().all(|&side| side > 0.0)
        };
        if self.geometry.as_ref().is_none_or(is_known) { Ok(()) } else { Err(ObjectError::NoGeometry) }
    }

    /// Class, instance and frame (PS3.3, table 10-3).
    pub(crate) fn reference(&self) -> Attributes {
        let mut item = reference(&self.class_uid, &self.instance_uid);
        if let Some(frame) = self.frame {
            item.is(tags::REFERENCED_FRAME_NUMBER, &[frame]);
        }
        item
    }

    /// As [`SourceImage::reference`], with its purpose.
    pub(crate) fn reference_for(&self, purpose: &ConceptCode) -> Attributes {
        let mut item = self.reference();
        item.items(tags::PURPOSE_OF_REFERENCE_CODE_SEQUENCE, purpose.items());
        item
    }
}

/// Class and instance (PS3.3, table 10-11).
pub(crate) fn reference(class_uid: &str, instance_uid: &str) -> Attributes {
    let mut item = Attributes::default();
    item.uid(tags::REFERENCED_SOP_CLASS_UID, class_uid);
    item.uid(tags::REFERENCED_SOP_INSTANCE_UID, instance_uid);
    item
}
