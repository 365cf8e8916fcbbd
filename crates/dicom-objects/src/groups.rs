//! Measurement groups, one for each class, label, area and region (PS3.16, TID 1501 and TID 1410).

use super::code::{ConceptCode, code_of};
use super::content::ContentRelation::{HasConceptMod, HasObsContext};
use super::content::{ContentItem, ContentValue};
use super::context::ExportContext;
use super::segmentation::WrittenSegmentation;
use super::source::reference;
use super::terms;
use dicom_dictionary_std::tags;
use finding::{
    Abstention, Area, Backend, Classes, Finding, Found, LabelFound, Outline, OutlinedRegion, PredictionSet, Probability,
};

/// Common inputs of the groups.
struct Grouping<'a> {
    finding: &'a Finding,
    segmentation: Option<&'a WrittenSegmentation>,
    context: &'a ExportContext<'a>,
}

/// The groups, in the order of the model's logits, then those of the outline. There is none for what may not be shown:
/// for a picture that a gate refused, even where the network has run, and for outline and areas where the model
/// abstained.
pub(crate) fn groups(
    finding: &Finding,
    segmentation: Option<&WrittenSegmentation>,
    context: &ExportContext<'_>,
) -> Vec<ContentItem> {
    let grouping = Grouping { finding, segmentation, context };
    match &finding.found {
        Found::Classes(classes) => {
            let shown = classes.shown_probabilities().iter().enumerate();
            let of_classes = shown.map(|(at, one)| grouping.class(at, one, classes));
            let outlined = classes.shown_outline().into_iter();
            of_classes.chain(outlined.flat_map(|outline| grouping.outline(outline))).collect()
        }
        Found::Labels(labels) if labels.abstention != Some(Abstention::Gate) => {
            labels.labels.iter().enumerate().map(|(at, one)| grouping.label(at, one)).collect()
        }
        Found::Mask(mask) if mask.abstention.is_none() => {
            mask.areas.iter().enumerate().map(|(at, one)| grouping.area(at, one)).collect()
        }
        Found::Labels(_) | Found::Mask(_) => Vec::new(),
    }
}

impl Grouping<'_> {
    fn class(&self, at: usize, one: &Probability, classes: &Classes) -> ContentItem {
        let membership = |set: &PredictionSet| {
            let is_in = set.labels.contains(&one.label);
            ContentItem::code(terms::in_set(set.level), if is_in { terms::YES } else { terms::NO })
        };
        let mut measured = vec![ContentItem::single(terms::PROBABILITY, one.value, terms::NO_UNIT)];
        measured.extend(classes.prediction_sets.iter().map(membership));
        self.group("class", at, code_of(&one.label, self.context.labels), None, measured)
    }

    fn label(&self, at: usize, one: &LabelFound) -> ContentItem {
        let mut measured = vec![
            ContentItem::single(terms::PROBABILITY, one.probability, terms::NO_UNIT),
            ContentItem::single(terms::THRESHOLD, one.threshold, terms::NO_UNIT),
        ];
        measured.extend(one.level.map(|level| ContentItem::single(terms::STATE_LEVEL, level, terms::NO_UNIT)));
        measured.push(ContentItem::code(terms::STATE, terms::state(one.state)));
        self.group("label", at, code_of(&one.label, self.context.labels), None, measured)
    }

    fn area(&self, at: usize, one: &Area) -> ContentItem {
        let mut measured = sizes(one.share, one.square_millimetres);
        measured.extend(one.probability.map(|mean| ContentItem::single(terms::PROBABILITY, mean, terms::NO_UNIT)));
        let segment = self.segmentation.and_then(|of| of.labels.iter().position(|label| *label == one.label));
        self.group("area", at, code_of(&one.label, self.context.labels), segment, measured)
    }

    /// The outline as a whole, where a segmentation holds it, and each region.
    fn outline(&self, outline: &Outline) -> Vec<ContentItem> {
        let whole = self.segmentation.map(|_| {
            let threshold = ContentItem::single(terms::THRESHOLD, outline.threshold, terms::NO_UNIT);
            self.group("outline", 0, terms::WHOLE_OUTLINE, Some(0), vec![threshold])
        });
        let region = |(at, one): (usize, &OutlinedRegion)| {
            let mut measured = sizes(one.share, one.square_millimetres);
            measured.push(ContentItem::code(terms::PART, terms::part(one.part)));
            let sides = one.patient_sides.iter().flatten();
            measured.extend(sides.map(|&side| ContentItem::code(terms::PATIENT_SIDE, terms::side(side))));
            self.group("region", at, terms::OUTLINED, None, measured)
        };
        whole.into_iter().chain(outline.regions.iter().enumerate().map(region)).collect()
    }

    /// `at` and `segment` are counted from 0, the written numbers from 1.
    fn group(
        &self,
        kind: &str,
        at: usize,
        of: ConceptCode,
        segment: Option<usize>,
        measured: Vec<ContentItem>,
    ) -> ContentItem {
        let name = format!("{kind} {}", at + 1);
        let uid = self.context.seed.uid(&format!("report.{kind}.{}", at + 1));
        let mut children = vec![
            ContentItem::new(HasObsContext, terms::TRACKING, ContentValue::Text(name)),
            ContentItem::new(HasObsContext, terms::TRACKING_UID, ContentValue::Uid(uid)),
            ContentItem::code(terms::FINDING, of),
        ];
        children.extend(algorithm(self.finding));
        children.extend(self.images(segment));
        children.extend(measured);
        ContentItem::container(terms::GROUP, Some(if segment.is_some() { "1410" } else { "1501" }), children)
    }

    /// The subject of the group: a frame of the segmentation and its source, or the source alone.
    fn images(&self, segment: Option<usize>) -> Vec<ContentItem> {
        let image = |concept: ConceptCode, reference| {
            ContentItem::new(super::content::ContentRelation::Contains, concept, ContentValue::Image(reference))
        };
        let Some(source) = self.context.source else { return Vec::new() };
        let Some((object, at)) = self.segmentation.map(|of| &of.object).zip(segment) else {
            return vec![image(terms::SOURCE, source.reference())];
        };
        let mut frame = reference(object.class_uid, &object.instance_uid);
        // One frame per segment; with it no segment may be referenced (PS3.3, table 10-3).
        frame.is(tags::REFERENCED_FRAME_NUMBER, &[u32::try_from(at + 1).unwrap_or(u32::MAX)]);
        vec![image(terms::SEGMENTATION_FRAME, frame), image(terms::SEGMENTATION_SOURCE, source.reference())]
    }
}

fn sizes(share: f32, square_millimetres: Option<f64>) -> Vec<ContentItem> {
    let area = square_millimetres.map(|area| ContentItem::double(terms::AREA, area, terms::SQUARE_MILLIMETRES));
    area.into_iter().chain([ContentItem::single(terms::SHARE, share, terms::NO_UNIT)]).collect()
}

/// Algorithm identification (TID 4019): name, version and weights identify the model.
fn algorithm(finding: &Finding) -> Vec<ContentItem> {
    let model = &finding.provenance.model;
    let parameters = parameters(finding).into_iter().map(|text| (terms::ALGORITHM_PARAMETERS, text));
    let named = [(terms::ALGORITHM_NAME, model.name.clone()), (terms::ALGORITHM_VERSION, model.version.clone())];
    let item = |(concept, text)| ContentItem::new(HasConceptMod, concept, ContentValue::Text(text));
    named.into_iter().chain(parameters).map(item).collect()
}

/// What the answer depends on besides the picture, one `name=value` each.
pub(crate) fn parameters(finding: &Finding) -> Vec<String> {
    let provenance = &finding.provenance;
    let backend: Backend = provenance.device.backend;
    vec![
        format!("task={}", provenance.model.task),
        format!("weights_sha256={}", provenance.model.weights_sha256),
        format!("input_side_pixels={}", provenance.preprocessing.side_pixels),
        format!("backend={}", backend.name()),
    ]
}
