//! Assembly of an answer: what was found, and its provenance.

use super::gates::Gates;
use super::labels::{labels_from_run, labels_refused};
use super::outline::outline_from_run;
use super::{EngineError, Run, steps};
use evaluation::Measured;
use explain::{self, Map};
use imaging::{Image, Picture, rgba_from_image};
use model::{AnswerKind, Manifest};
use protocol::{
    Abstention, ActivationMap, Bitmap, Classes, Decision, DeviceReport, Found, ModelIdentity, ModelReport,
    PredictionSet, Preprocessing, Probability, Provenance, SourceReport, Timing,
};
use task::{TaskText, TaskWords};
use trust::{Verdict, argmax, verdict_from_set};

/// What is found on a picture that a gate refused before the network: nothing of the model's kind of answer.
pub(super) fn found_refused(manifest: &Manifest) -> Found {
    match manifest.answer {
        AnswerKind::Classes => Found::Classes(classes_refused()),
        AnswerKind::Labels => Found::Labels(labels_refused()),
    }
}

/// The network's answer, with its maps. `input` is its input for `picture`.
///
/// # Errors
/// `Program` when an outline cannot be converted to a mask.
pub(super) fn found_from_run(
    manifest: &Manifest,
    (run, maps): (&Run, Vec<Map>),
    (input, picture): (&Image, &Picture),
    gates: &Gates,
) -> Result<Found, EngineError> {
    match manifest.answer {
        AnswerKind::Classes => Ok(Found::Classes(classes_from_run(manifest, (run, maps), (input, picture), gates)?)),
        AnswerKind::Labels => Ok(Found::Labels(labels_from_run(manifest, (run, maps), input, gates))),
    }
}

fn classes_refused() -> Classes {
    Classes {
        probabilities: Vec::new(),
        decision: Decision::Abstain { why: Abstention::Gate },
        prediction_sets: Vec::new(),
        maps: Vec::new(),
        outline: None,
    }
}

/// Where the likeness gate has refused, no class is named.
fn classes_from_run(
    manifest: &Manifest,
    (run, maps): (&Run, Vec<Map>),
    (input, picture): (&Image, &Picture),
    gates: &Gates,
) -> Result<Classes, EngineError> {
    let values = steps::probabilities(&run.logits, manifest);
    let (decision, prediction_sets) = if gates.refused() {
        (Decision::Abstain { why: Abstention::Gate }, Vec::new())
    } else {
        decide(manifest, &values)
    };
    let outline = outline_from_run(manifest, run, (input, picture), &decision)?;
    // The outline is the map of every class.
    let maps = if outline.is_some() { Vec::new() } else { maps };
    let summarised = |map: Map| ActivationMap { summary: explain::summary(&map, input), map };
    Ok(Classes {
        probabilities: labelled(manifest, &values),
        decision,
        prediction_sets,
        maps: maps.into_iter().map(summarised).collect(),
        outline,
    })
}

/// The provenance of an answer, still without the parts that are known later: times, text at the borders, and the
/// cross-check.
pub(super) fn provenance(manifest: &Manifest, picture: &Picture, gates: Gates, device: DeviceReport) -> Provenance {
    Provenance {
        timing: Timing::default(),
        model: ModelIdentity {
            task: manifest.task.clone(),
            name: manifest.name.clone(),
            version: manifest.version.clone(),
            weights_sha256: manifest.weights.sha256.clone(),
        },
        preprocessing: Preprocessing {
            side_pixels: manifest.input.size,
            colour: manifest.input.colour,
            resize: manifest.input.resize,
            levels: manifest.input.levels,
            mean: manifest.input.mean,
            standard_deviation: manifest.input.deviation,
        },
        source: SourceReport {
            format: picture.format.name().into(),
            width: picture.size.0,
            height: picture.size.1,
            orientation: picture.orientation,
            warnings: picture.warnings.clone(),
        },
        text_at_borders: Vec::new(),
        gates: gates.reports(),
        device,
        cross_check: None,
    }
}

/// What may be shown where every gate let the picture through, and the sets it rests on, the 95 % one first.
/// Without calibration there are no sets: the most probable class is named. "None" beside a finding is not an answer,
/// and "none" alone is one only where the model was right about it on external data.
#[must_use]
pub fn decide(manifest: &Manifest, probabilities: &[f32]) -> (Decision, Vec<PredictionSet>) {
    let negative = manifest.negative.as_ref();
    let mut sets = steps::prediction_sets(probabilities, manifest);
    sets.sort_by(|a, b| b.level.total_cmp(&a.level));
    let verdict = match sets.first() {
        Some(widest) => verdict_from_set(widest.labels.clone(), manifest.labels.len()),
        None => manifest.labels.get(argmax(probabilities)).cloned().map_or(Verdict::Empty, Verdict::One),
    };
    let decision = match verdict {
        Verdict::One(label) if negative == Some(&label) && !may_say_none(manifest) => {
            Decision::Abstain { why: Abstention::NoFinding }
        }
        Verdict::One(label) => Decision::Class { label },
        Verdict::Several(labels) if negative.is_some_and(|none| labels.contains(none)) => {
            Decision::Abstain { why: Abstention::Unclear }
        }
        Verdict::Several(labels) => Decision::Set { labels },
        Verdict::Empty => Decision::Abstain { why: Abstention::EmptySet },
        Verdict::Full => Decision::Abstain { why: Abstention::FullSet },
    };
    (decision, sets)
}

/// Whether "none" is the whole answer, shown as one or not: no finding is named or left open.
#[must_use]
pub fn says_none(manifest: &Manifest, decision: &Decision) -> bool {
    match decision {
        Decision::Class { label } => manifest.negative.as_ref() == Some(label),
        Decision::Set { .. } => false,
        Decision::Abstain { why } => *why == Abstention::NoFinding,
    }
}

fn may_say_none(manifest: &Manifest) -> bool {
    manifest.measured.as_ref().is_some_and(Measured::may_say_none)
}

/// Each with its label.
pub(super) fn labelled(manifest: &Manifest, values: &[f32]) -> Vec<Probability> {
    let labels = manifest.labels.iter().zip(values);
    labels.map(|(label, value)| Probability { label: label.clone(), value: *value }).collect()
}

/// A picture for a canvas.
pub(super) fn bitmap_from_image(image: &Image) -> Bitmap {
    Bitmap { width: image.width(), height: image.height(), rgba: rgba_from_image(image) }
}

/// What the page shows about the model.
pub(super) fn model_from_manifest(manifest: &Manifest) -> ModelReport {
    ModelReport {
        task: manifest.task.clone(),
        name: manifest.name.clone(),
        version: manifest.version.clone(),
        sha256: manifest.weights.sha256.clone(),
        bytes: manifest.weights.bytes,
        labels: manifest.labels.clone(),
        negative: manifest.negative.clone(),
        input_size: manifest.input.size,
        scores: manifest.scores.clone(),
        temperature: manifest.calibration.as_ref().map_or(1.0, |calibration| calibration.temperature),
        text: Box::new(TaskWords::new(
            manifest.text.as_ref().unwrap_or(&TaskText::default()),
            manifest.groups_of(),
            &manifest.labels,
        )),
        measured: manifest.measured.clone().map(Box::new),
    }
}
