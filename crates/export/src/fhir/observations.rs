//! What was found, one observation for each class, label or area, and one for the answer or for why there is none.

use super::FhirOptions;
use super::resource::{
    FhirComponent, FhirConcept, FhirDecimal, FhirNote, FhirObservation, FhirQuantity, FhirReference, FhirValue,
};
use super::terms::{absent, class, imaging, interpretation, term};
use finding::{Abstention, Area, Classes, Decision, Finding, Found, LabelFound, LabelState, Mask};

/// What all observations of a bundle share.
pub(super) struct ObservationContext {
    pub(super) subject: Option<FhirReference>,
    pub(super) effective: Option<String>,
    pub(super) device: FhirReference,
    pub(super) derived_from: Vec<FhirReference>,
}

/// Units of what is measured.
#[derive(Clone, Copy)]
enum UcumUnit {
    One,
    SquareMillimetre,
}

impl UcumUnit {
    fn code(self) -> &'static str {
        match self {
            Self::One => "1",
            Self::SquareMillimetre => "mm2",
        }
    }
}

/// Labels that the answer states as present; none for a set of classes, only one of which is.
pub(super) fn concluded(finding: &Finding) -> Vec<&str> {
    match &finding.found {
        Found::Classes(classes) => match &classes.decision {
            Decision::Class { label } => vec![label.as_str()],
            Decision::Set { .. } | Decision::Abstain { .. } => Vec::new(),
        },
        Found::Labels(found) if found.abstention.is_none() => {
            let present = found.labels.iter().filter(|label| label.state == LabelState::Present);
            present.map(|label| label.label.as_str()).collect()
        }
        Found::Mask(mask) if mask.abstention.is_none() => {
            mask.areas.iter().filter(|area| area.cells > 0).map(|area| area.label.as_str()).collect()
        }
        Found::Labels(_) | Found::Mask(_) => Vec::new(),
    }
}

/// The answer first, then its parts.
pub(super) fn observations(
    finding: &Finding,
    options: &FhirOptions<'_>,
    context: &ObservationContext,
) -> Vec<FhirObservation> {
    let of = FhirObserver { finding, options, context };
    let mut all: Vec<FhirObservation> = of.answer().into_iter().collect();
    match &finding.found {
        Found::Classes(classes) => {
            let each = classes.shown_probabilities().iter();
            all.extend(each.map(|found| of.probability(&found.label, found.value)));
            all.extend(of.outline(classes));
        }
        // A refused picture is not assessed, even where the network has run.
        Found::Labels(found) if found.abstention == Some(Abstention::Gate) => {}
        Found::Labels(found) => all.extend(found.labels.iter().map(|label| of.label(label))),
        Found::Mask(mask) => all.extend(of.areas(mask)),
    }
    all
}

struct FhirObserver<'a> {
    finding: &'a Finding,
    options: &'a FhirOptions<'a>,
    context: &'a ObservationContext,
}

impl FhirObserver<'_> {
    fn observation(&self, code: FhirConcept, value: FhirValue) -> FhirObservation {
        FhirObservation {
            resource_type: "Observation",
            language: self.options.words.language.to_owned(),
            status: "preliminary",
            category: vec![imaging()],
            code,
            subject: self.context.subject.clone(),
            effective_date_time: self.context.effective.clone(),
            value,
            interpretation: Vec::new(),
            note: Vec::new(),
            method: None,
            device: self.context.device.clone(),
            derived_from: self.context.derived_from.clone(),
            component: Vec::new(),
        }
    }

    fn class(&self, label: &str) -> FhirConcept {
        class(&self.finding.provenance.model.task, &self.options.words, label)
    }

    /// The model's answer, or why there is none; `None` where the observations of labels or areas are sufficient.
    fn answer(&self) -> Option<FhirObservation> {
        let code = || term("answer", Some(self.options.words.task).filter(|task| !task.is_empty()));
        let abstention = match &self.finding.found {
            Found::Classes(classes) => match &classes.decision {
                Decision::Class { label } => return Some(self.observation(code(), named(self.class(label)))),
                Decision::Set { labels } => {
                    let possible = |label: &String| FhirComponent {
                        code: term("possible-class", None),
                        value: named(self.class(label)),
                    };
                    let component = labels.iter().map(possible).collect();
                    return Some(FhirObservation { component, ..self.observation(code(), FhirValue::default()) });
                }
                Decision::Abstain { why } => Some(*why),
            },
            Found::Labels(found) => found.abstention,
            Found::Mask(mask) => mask.abstention,
        };
        abstention.map(|why| self.nothing(code(), why))
    }

    /// Nothing is named.
    fn nothing(&self, code: FhirConcept, why: Abstention) -> FhirObservation {
        let say = self.options.words.say;
        let refusal = self.finding.provenance.refusal().filter(|_| why == Abstention::Gate);
        let (reason, hint) = match refusal {
            Some((_, refusal)) => {
                let reason = absent("not-performed", refusal.kind.name(), &say(&refusal.message));
                (reason, Some(say(&refusal.hint)).filter(|hint| !hint.trim().is_empty()))
            }
            None if why == Abstention::Gate => {
                (absent("not-performed", why.name(), self.options.words.conclusion), None)
            }
            None => (absent("unknown", why.name(), self.options.words.conclusion), None),
        };
        let note = hint.map(|text| FhirNote { text }).into_iter().collect();
        FhirObservation { note, ..self.observation(code, missing(reason)) }
    }

    fn probability(&self, label: &str, value: f32) -> FhirObservation {
        let method = Some(term("calibrated-probability", None));
        FhirObservation { method, ..self.observation(self.class(label), single(value)) }
    }

    fn label(&self, found: &LabelFound) -> FhirObservation {
        let state = match found.state {
            LabelState::Present => "POS",
            LabelState::Absent => "NEG",
            LabelState::Unclear => "IND",
        };
        let level = found.level.map(|level| component("level", single(level)));
        FhirObservation {
            interpretation: vec![interpretation(state)],
            component: std::iter::once(component("threshold", single(found.threshold))).chain(level).collect(),
            ..self.probability(&found.label, found.probability)
        }
    }

    /// The outline, where it may be shown: its regions, the largest first. It is also included with "no finding", since
    /// it contradicts that.
    fn outline(&self, classes: &Classes) -> Option<FhirObservation> {
        let outline = classes.shown_outline().filter(|outline| !outline.regions.is_empty())?;
        let sized = |share, area: Option<f64>| {
            let size = area.map_or_else(|| single(share), |area| double(area, UcumUnit::SquareMillimetre));
            component("outlined-region", size)
        };
        let component = outline.regions.iter().map(|region| sized(region.share, region.square_millimetres)).collect();
        let method = Some(term("segmentation", None));
        Some(FhirObservation { method, component, ..self.observation(term("outline", None), FhirValue::default()) })
    }

    /// None where the model abstained: what is not shown is not exported.
    fn areas(&self, mask: &Mask) -> Vec<FhirObservation> {
        let shown: &[Area] = if mask.abstention.is_some() { &[] } else { &mask.areas };
        shown.iter().map(|area| self.area(area)).collect()
    }

    fn area(&self, area: &Area) -> FhirObservation {
        let size = area.square_millimetres.map(|size| component("area", double(size, UcumUnit::SquareMillimetre)));
        let probability = area.probability.map(|value| component("calibrated-probability", single(value)));
        let component = std::iter::once(component("share", single(area.share))).chain(size).chain(probability);
        FhirObservation {
            method: Some(term("segmentation", None)),
            component: component.collect(),
            ..self.observation(self.class(&area.label), FhirValue::default())
        }
    }
}

fn component(code: &str, value: FhirValue) -> FhirComponent {
    FhirComponent { code: term(code, None), value }
}

fn named(concept: FhirConcept) -> FhirValue {
    FhirValue { value_codeable_concept: Some(concept), ..FhirValue::default() }
}

fn missing(reason: FhirConcept) -> FhirValue {
    FhirValue { data_absent_reason: Some(reason), ..FhirValue::default() }
}

/// A share or a probability.
fn single(value: f32) -> FhirValue {
    quantity(value.is_finite(), FhirDecimal::Single(value), UcumUnit::One)
}

fn double(value: f64, unit: UcumUnit) -> FhirValue {
    quantity(value.is_finite(), FhirDecimal::Double(value), unit)
}

/// A number with its unit; NaN or an infinity is stated as an error.
fn quantity(is_number: bool, value: FhirDecimal, unit: UcumUnit) -> FhirValue {
    if !is_number {
        return missing(absent("error", "no-number", ""));
    }
    let quantity = FhirQuantity { value, unit: unit.code(), system: "http://unitsofmeasure.org", code: unit.code() };
    FhirValue { value_quantity: Some(quantity), ..FhirValue::default() }
}
