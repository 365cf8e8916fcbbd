//! The kind of an object by its attributes: modality and part of the body.
//!
//! Only codes are read: Modality, the SOP class, BodyPartExamined and the anatomic region. Descriptions of study,
//! series and protocol are free text ("PET CT SKULL BASE TO MID-THIGH" above a slice of the lungs) and decide nothing;
//! known words of a series description are passed on as a hint.

use super::acquisition::{acquired, hinted};
use super::field::View;
use super::object::Object;
use dicom_core::Tag;
use dicom_dictionary_std::tags;
use imaging::{BodyRegion, Described};

/// SOP classes below "1.2.840.10008.5.1.4.1.1." (PS3.4, B.5) that only one modality produces. Secondary captures, and
/// other classes that do not determine the modality, are not listed.
const CLASSES: [(&str, &str); 30] = [
    ("1", "CR"),
    ("1.1", "DX"),
    ("1.1.1", "DX"),
    ("1.2", "MG"),
    ("1.2.1", "MG"),
    ("1.3", "IO"),
    ("1.3.1", "IO"),
    ("2", "CT"),
    ("2.1", "CT"),
    ("2.2", "CT"),
    ("3", "US"),
    ("3.1", "US"),
    ("4", "MR"),
    ("4.1", "MR"),
    ("4.3", "MR"),
    ("4.4", "MR"),
    ("6", "US"),
    ("6.1", "US"),
    ("6.2", "US"),
    ("12.1", "XA"),
    ("12.1.1", "XA"),
    ("12.2", "RF"),
    ("12.2.1", "RF"),
    ("13.1.3", "MG"),
    ("20", "NM"),
    ("128", "PT"),
    ("128.1", "PT"),
    ("130", "PT"),
    ("77.1.6", "SM"),
    ("481.2", "RTDOSE"),
];
const STORAGE: &str = "1.2.840.10008.5.1.4.1.1.";

/// Designators of SNOMED codes, today's and earlier ones (PS3.16, 8.1).
const SNOMED: [&str; 4] = ["SCT", "SRT", "SNM3", "99SDM"];

impl Object<'_> {
    /// The kind of a frame, counted from 0.
    #[must_use]
    pub fn kind(&self, frame: u32) -> Described {
        let view = self.view();
        let mut modalities: Vec<String> =
            view.texts(tags::MODALITY).iter().map(|text| text.to_uppercase()).filter(|text| !text.is_empty()).collect();
        let class = view.text(tags::SOP_CLASS_UID).or_else(|| self.meta().text(tags::MEDIA_STORAGE_SOP_CLASS_UID));
        if let Some(made) = class.as_deref().and_then(modality_of_class)
            && !modalities.iter().any(|modality| modality == made)
        {
            modalities.push(made.to_owned());
        }
        let examined = view.texts(tags::BODY_PART_EXAMINED).join(" ");
        let mut regions = Vec::new();
        if !examined.trim().is_empty() {
            regions.push(BodyRegion { code: String::new(), name: examined });
        }
        regions.extend(coded(view));
        for groups in [tags::PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, tags::SHARED_FUNCTIONAL_GROUPS_SEQUENCE] {
            let at = if groups == tags::SHARED_FUNCTIONAL_GROUPS_SEQUENCE { 0 } else { frame as usize };
            let anatomy = view.item(groups, at).and_then(|group| group.item(tags::FRAME_ANATOMY_SEQUENCE, 0));
            regions.extend(anatomy.map(coded).unwrap_or_default());
        }
        regions.dedup();
        let is_mr = modalities.iter().any(|modality| modality == "MR");
        let [acquisition, acquisition_hint] =
            if is_mr { [acquired(view, frame), hinted(view)] } else { Default::default() };
        Described { modalities, regions, acquisition, acquisition_hint }
    }
}

fn modality_of_class(uid: &str) -> Option<&'static str> {
    let class = uid.strip_prefix(STORAGE)?;
    CLASSES.iter().find(|(known, _)| *known == class).map(|(_, modality)| *modality)
}

/// Regions of the anatomic region sequence (PS3.3, 10.5).
fn coded(view: View<'_>) -> Vec<BodyRegion> {
    let region = |item: View<'_>| {
        let text = |tag: Tag| item.text(tag).unwrap_or_default();
        let is_snomed = SNOMED.contains(&text(tags::CODING_SCHEME_DESIGNATOR).as_str());
        let code = if is_snomed { text(tags::CODE_VALUE) } else { String::new() };
        let name = text(tags::CODE_MEANING);
        (!(code.is_empty() && name.is_empty())).then_some(BodyRegion { code, name })
    };
    view.items(tags::ANATOMIC_REGION_SEQUENCE).filter_map(region).collect()
}
