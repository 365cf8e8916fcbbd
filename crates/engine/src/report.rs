//! Core types to what crosses the worker boundary.

use super::gates::Gates;
use super::outline::outline_from_run;
use super::{Run, steps};
use evaluation::Measured;
use explain::{self, Map};
use imaging::{self, Image, Picture, rgba_from_image};
use model::{Manifest, ManifestScore};
use protocol::{
    Abstention, ActivationMap, Answer, Bitmap, Border, Decision, DeviceReport, ModelReport, PredictionSet, Probability,
    Score, SourceReport, Timing, TrustReport,
};
use task::{TaskText, Words};
use trust::{Verdict, argmax, verdict_from_set};

/// The answer, still without its pictures and its times. `run` and maps are those of the network, or none
/// where a gate kept the picture from it; `input` is what the network sees.
pub(super) fn answer_from_run(
    manifest: &Manifest,
    run: Option<(&Run, Vec<Map>)>,
    input: &Image,
    gates: Gates,
    picture: &Picture,
    device: DeviceReport,
) -> Answer {
    let refused = gates.refused();
    let outline = run.as_ref().and_then(|(run, _)| outline_from_run(manifest, run, input, picture.size));
    let (values, maps) = run.map(|(run, maps)| (steps::probabilities(&run.logits, manifest), maps)).unwrap_or_default();
    let (decision, sets) =
        if refused { (Decision::Abstain { why: Abstention::Gate }, Vec::new()) } else { decide(manifest, &values) };
    let nothing = Bitmap { width: 0, height: 0, rgba: Vec::new() };
    Answer {
        top: argmax(&values) as u32,
        probabilities: probabilities_for_page(manifest, &values),
        original: nothing.clone(),
        model_input: nothing,
        // The outline is the map of every class.
        maps: if outline.is_some() {
            Vec::new()
        } else {
            maps.into_iter().map(|map| map_for_page(map, input)).collect()
        },
        timing: Timing::default(),
        device,
        trust: TrustReport { decision, gates: gates.reports(), sets, cross_check: None },
        source: SourceReport {
            format: picture.format.name().into(),
            width: picture.size.0,
            height: picture.size.1,
            orientation: picture.orientation,
            warnings: picture.warnings.clone(),
        },
        written: Vec::new(),
        outline,
    }
}

/// A border for the page.
pub(super) fn border_for_page(border: imaging::Border) -> Border {
    match border {
        imaging::Border::Top => Border::Top,
        imaging::Border::Right => Border::Right,
        imaging::Border::Bottom => Border::Bottom,
        imaging::Border::Left => Border::Left,
    }
}

/// What may be shown where every gate let the picture through, and the sets it rests on, the 95 % one first.
/// Without calibration there are no sets: the most probable class is named. "None" beside a finding is no answer, and
/// "none" alone is one only where the model was right about it elsewhere.
#[must_use]
pub fn decide(manifest: &Manifest, probabilities: &[f32]) -> (Decision, Vec<PredictionSet>) {
    let labels = &manifest.labels;
    let negative = manifest.negative_class();
    // There are as many probabilities as labels: every run is checked for that.
    let named = |class: usize| labels[class].clone();
    let all_named = |set: &[usize]| set.iter().map(|&class| named(class)).collect();
    let sets = steps::prediction_sets(probabilities, manifest);
    let widest = sets.iter().max_by(|a, b| a.level.total_cmp(&b.level)).map(|set| set.classes.clone());
    let verdict = widest.map_or(Verdict::One(argmax(probabilities)), |set| verdict_from_set(set, labels.len()));
    let decision = match verdict {
        Verdict::One(class) if negative == Some(class) && !may_say_none(manifest) => {
            Decision::Abstain { why: Abstention::NoFinding }
        }
        Verdict::One(class) => Decision::Class { label: named(class) },
        Verdict::Several(classes) if negative.is_some_and(|none| classes.contains(&none)) => {
            Decision::Abstain { why: Abstention::Unclear }
        }
        Verdict::Several(classes) => Decision::Set { labels: all_named(&classes) },
        Verdict::Empty => Decision::Abstain { why: Abstention::EmptySet },
        Verdict::Full => Decision::Abstain { why: Abstention::FullSet },
    };
    let mut sets: Vec<_> =
        sets.iter().map(|set| PredictionSet { level: set.level, labels: all_named(&set.classes) }).collect();
    sets.sort_by(|a, b| b.level.total_cmp(&a.level));
    (decision, sets)
}

fn may_say_none(manifest: &Manifest) -> bool {
    manifest.measured.as_ref().is_some_and(Measured::may_say_none)
}

/// Each with its label.
pub(super) fn probabilities_for_page(manifest: &Manifest, values: &[f32]) -> Vec<Probability> {
    let labels = manifest.labels.iter().zip(values);
    labels.map(|(label, value)| Probability { label: label.clone(), value: *value }).collect()
}

/// A picture for a canvas.
pub(super) fn bitmap_from_image(image: &Image) -> Bitmap {
    Bitmap { width: image.width(), height: image.height(), rgba: rgba_from_image(image) }
}

/// What the page shows of the model.
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
        scores: manifest.scores.iter().map(score_for_page).collect(),
        temperature: manifest.calibration.as_ref().map_or(1.0, |calibration| calibration.temperature),
        text: Box::new(Words::new(manifest.text.as_ref().unwrap_or(&TaskText::default()), &manifest.labels)),
        measured: manifest.measured.clone().map(Box::new),
    }
}

fn score_for_page(score: &ManifestScore) -> Score {
    let [low, high] = score.interval;
    Score {
        metric: score.metric.clone(),
        value: score.value,
        low,
        high,
        data: score.data.clone(),
        split: score.split.clone(),
        n: score.n,
    }
}

fn map_for_page(map: Map, input: &Image) -> ActivationMap {
    ActivationMap {
        width: map.width as u32,
        height: map.height as u32,
        summary: explain::summary(&map, input),
        values: map.values,
    }
}
