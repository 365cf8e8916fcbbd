//! Which DICOM objects a task reads, by their attributes.

use serde::{Deserialize, Serialize};

/// Which DICOM objects a task reads: written by `lab`, checked for every object before its picture is answered.
/// Ordinary pictures have no such attributes and pass.
///
/// Terms are compared without case, spaces, hyphens and underscores.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntendedInput {
    /// Values of Modality (0008,0060) that are read.
    pub modalities: Vec<String>,
    /// Values of Modality that do not determine how a picture was made, such as those of secondary captures. Such an
    /// object, and one without the element, is judged by its picture alone.
    pub unspecific_modalities: Vec<String>,
    /// Names of parts of the body that are read: defined terms of BodyPartExamined (0018,0015; PS3.16, Annex L) and
    /// words in use for the same.
    pub body_parts: Vec<String>,
    /// SNOMED codes of the same parts, as in AnatomicRegionSequence (0008,2218): SCT, and the older SRT.
    pub body_part_codes: Vec<String>,
    /// Names for no part or the whole body, and qualifiers that do not matter.
    pub unspecific_body_parts: Vec<String>,
}
