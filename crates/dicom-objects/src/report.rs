//! A Comprehensive Structured Report (PS3.3, A.35.3) with the template Measurement Report (PS3.16, TID 1500).

use super::attributes::Attributes;
use super::code::ConceptCode;
use super::content::ContentRelation::{HasAcqContext, HasConceptMod, HasObsContext};
use super::content::{ContentItem, ContentValue};
use super::context::{ExportContext, WrittenObject, model_name};
use super::decision::evaluations;
use super::groups::groups;
use super::modules::{MANUFACTURER, ObjectKind};
use super::segmentation::WrittenSegmentation;
use super::source::reference;
use super::{ObjectError, terms, uid};
use dicom_core::VR;
use dicom_dictionary_std::tags;
use finding::{Finding, ModelIdentity};

const COMPREHENSIVE_SR: &str = "1.2.840.10008.5.1.4.1.1.88.33";

/// The answer as a report: partial and unverified, since nobody has reviewed it. It references a segmentation of the
/// same export where there is one and the context has a source.
///
/// # Errors
/// `NotAUid` and `NoSuchTime` for values of the context.
pub fn report(
    finding: &Finding,
    segmentation: Option<&WrittenSegmentation>,
    context: &ExportContext<'_>,
) -> Result<WrittenObject, ObjectError> {
    context.check()?;
    // A segmentation can only be referenced together with its source picture.
    let segmentation = segmentation.filter(|_| context.source.is_some());
    let model = &finding.provenance.model;
    let kind = ObjectKind {
        class_uid: COMPREHENSIVE_SR,
        part: "report",
        modality: "SR",
        series: 9001,
        description: &text::dicom_objects::report(),
        needs_date: true,
    };
    let mut set = kind.begun(context, model);
    set.items(tags::REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE, Vec::new());
    set.text(tags::COMPLETION_FLAG, VR::CS, "PARTIAL");
    let unverified = context.says(&text::dicom_objects::unverified());
    set.text(tags::COMPLETION_FLAG_DESCRIPTION, VR::LO, &unverified);
    set.text(tags::VERIFICATION_FLAG, VR::CS, "UNVERIFIED");
    set.text(tags::PRELIMINARY_FLAG, VR::CS, "PRELIMINARY");
    set.items(tags::PERFORMED_PROCEDURE_CODE_SEQUENCE, Vec::new());
    if let Some(evidence) = evidence(segmentation, context) {
        set.items(tags::CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE, vec![evidence]);
    }
    let mut children = preamble(model, context);
    children.extend(library(context));
    let measured = groups(finding, segmentation, context);
    if !measured.is_empty() {
        children.push(ContentItem::container(terms::MEASUREMENTS, None, measured));
    }
    children.push(ContentItem::container(terms::EVALUATIONS, None, evaluations(finding, context)));
    ContentItem::container(terms::REPORT, Some("1500"), children).fill(&mut set);
    Ok(kind.written(context, &set))
}

/// Language, observer and procedure (TID 1204, 1001, 1004).
fn preamble(model: &ModelIdentity, context: &ExportContext<'_>) -> Vec<ContentItem> {
    let language = ConceptCode {
        value: context.language.tag.to_owned().into(),
        scheme: "RFC5646".into(),
        meaning: context.language.name.to_owned().into(),
    };
    let observed = |concept, value| ContentItem::new(HasObsContext, concept, value);
    vec![
        ContentItem::new(HasConceptMod, terms::LANGUAGE, ContentValue::Code(language)),
        observed(terms::OBSERVER_TYPE, ContentValue::Code(terms::DEVICE)),
        observed(terms::DEVICE_UID, ContentValue::Uid(uid::device_uid(&model.weights_sha256))),
        observed(terms::DEVICE_NAME, ContentValue::Text(model_name(model))),
        observed(terms::DEVICE_MANUFACTURER, ContentValue::Text(MANUFACTURER.into())),
        observed(terms::DEVICE_MODEL, ContentValue::Text(format!("{MANUFACTURER} {}", context.program_version))),
        ContentItem::new(HasConceptMod, terms::PROCEDURE, ContentValue::Code(terms::IMAGING)),
    ]
}

/// The answered picture (TID 1600).
fn library(context: &ExportContext<'_>) -> Option<ContentItem> {
    let source = context.source?;
    let modality = (!source.modality.is_empty()).then(|| {
        ContentItem::new(HasAcqContext, terms::MODALITY, ContentValue::Code(terms::modality(&source.modality)))
    });
    let entry = ContentItem::library_entry(source.reference(), modality.into_iter().collect());
    let group = ContentItem::container(terms::LIBRARY_GROUP, None, vec![entry]);
    Some(ContentItem::container(terms::LIBRARY, Some("1600"), vec![group]))
}

/// Every object that the content references, by study and series (PS3.3, table C.17-3).
fn evidence(segmentation: Option<&WrittenSegmentation>, context: &ExportContext<'_>) -> Option<Attributes> {
    let source = context.source?;
    let series = |series_uid: &str, class_uid: &str, instance_uid: &str| {
        let mut item = Attributes::default();
        item.uid(tags::SERIES_INSTANCE_UID, series_uid);
        item.items(tags::REFERENCED_SOP_SEQUENCE, vec![reference(class_uid, instance_uid)]);
        item
    };
    let segmented = segmentation.map(|of| &of.object);
    let mut all = vec![series(&source.series_uid, &source.class_uid, &source.instance_uid)];
    all.extend(segmented.map(|object| series(&object.series_uid, object.class_uid, &object.instance_uid)));
    let mut study = Attributes::default();
    study.uid(tags::STUDY_INSTANCE_UID, &source.study_uid);
    study.items(tags::REFERENCED_SERIES_SEQUENCE, all);
    Some(study)
}
