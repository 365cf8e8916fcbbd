//! Headline, bars and set agree, in the page's own texts: on every picture of `val`, and on every distribution of
//! probability over the classes.

use crate::engine::gates::png;
use engine::{block_on, decide};
use imaging::resize::fit_within;
use imaging::synthetic::{Phantom, phantom};
use lab::model::{Model, Views};
use lab::predict;
use model::Manifest;
use protocol::{Abstention, Decision, Gating, Measure, ModelReport, Probability};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use text::english;
use training::data::{ImageDataset, Split};
use trust::argmax;
use view_model::state::ClassAnswer;
use view_model::words;

/// Minimum probability of a class to be mentioned.
const FLOOR: f32 = 0.05;

struct ShippedModel {
    manifest: Manifest,
    report: ModelReport,
    /// Any answer, to be filled with other probabilities.
    answer: ClassAnswer,
}

fn models() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("models")
}

fn shipped() -> ShippedModel {
    let mut engine = predict::open(&models(), "brain-mri").unwrap();
    let drawing = png(&fit_within(&phantom(Phantom::BrightLesion, 1), 224));
    let mut observe = |_| ControlFlow::Continue(());
    let answer = block_on(engine.classify_gated(&drawing, Gating::Tell, &mut observe)).unwrap();
    let manifest = Model::shipped(&models(), "brain-mri").unwrap().manifest;
    words::install("brain-mri", *engine.model().text);
    ShippedModel { report: engine.model(), manifest, answer: ClassAnswer::try_from(answer).unwrap() }
}

impl ShippedModel {
    /// The page's texts for these probabilities; the kind of the decision.
    fn check(&self, values: &[f32]) -> &'static str {
        let mut answer = self.answer.clone();
        (answer.classes.decision, answer.classes.prediction_sets) = decide(&self.manifest, values);
        let labels = self.manifest.labels.iter();
        answer.classes.probabilities =
            labels.zip(values).map(|(label, &value)| Probability { label: label.clone(), value }).collect();
        let probabilities = &answer.classes.probabilities;
        let top = &probabilities[argmax(values)];
        assert_eq!(answer.classes.most_probable(), Some(top));
        let negative = self.manifest.negative.as_deref().unwrap();
        let said = words::said(&answer, Some(&self.report));
        let (headline, read_out) = (english(&said.headline), english(&words::answered("IM1", &answer)));
        for set in &answer.classes.prediction_sets {
            let value = |label: &String| probabilities.iter().find(|p| p.label == *label).unwrap().value;
            let least = set.labels.iter().map(value).fold(1.0, f32::min);
            let left_out = probabilities.iter().filter(|p| !set.labels.contains(&p.label));
            assert!(left_out.map(|p| p.value).fold(0.0, f32::max) <= least, "past a class left out: {answer:?}");
            assert!(set.labels.iter().skip(1).all(|label| value(label) >= FLOOR), "under 5 %: {values:?} {set:?}");
        }
        let widest = answer.classes.prediction_sets[0].labels.clone();
        match &answer.classes.decision {
            Decision::Class { .. } | Decision::Set { .. } => {
                assert_eq!(
                    (said.label.as_ref(), headline.as_str()),
                    (Some(&top.label), words::class_headline(&top.label).as_str())
                );
                assert_eq!(said.open, widest, "what is said to be open is the set");
                assert!(read_out.contains(&headline) && read_out.starts_with("IM1: not a diagnosis"), "{read_out}");
                let right = english(&said.right.unwrap());
                assert!(right.contains("of 100 such answers") && right.contains("split test"), "{right}");
                let second = said.second.as_ref().map(english).unwrap_or_default();
                assert_eq!(said.open.len() > 1, second.contains("cannot be ruled out"), "{second}");
                for label in said.open.iter().skip(1) {
                    let name = words::class_name(label).to_lowercase();
                    assert!(second.to_lowercase().contains(&name), "{second}");
                    assert_ne!(label, negative, "a tumour or none is no answer");
                }
                if top.label == *negative {
                    assert!(said.open.len() == 1 && self.report.measured.as_ref().unwrap().may_say_none());
                }
                if said.open.len() > 1 { "set" } else { "class" }
            }
            Decision::Abstain { why } => {
                assert!(said.label.is_none() && said.open.is_empty() && said.second.is_none());
                assert!(!read_out.contains("losest match"), "{read_out}");
                match why {
                    Abstention::NoFinding => {
                        assert_eq!(widest, [negative]);
                        assert_eq!(headline, "None of the three tumours stood out");
                        assert!(!self.report.measured.as_ref().unwrap().may_say_none());
                        "none stood out"
                    }
                    Abstention::Unclear => {
                        assert!(widest.len() > 1 && widest.iter().any(|label| label == negative));
                        "unclear"
                    }
                    Abstention::FullSet => "full",
                    Abstention::EmptySet => "empty",
                    Abstention::Gate => panic!("no gate was asked"),
                }
            }
        }
    }
}

#[test]
fn headline_bars_and_set_agree_for_every_share_of_certainty() {
    let shipped = shipped();
    let steps = 25;
    let mut seen = std::collections::BTreeSet::new();
    for a in 0..=steps {
        for b in 0..=steps - a {
            for c in 0..=steps - a - b {
                let values = [a, b, c, steps - a - b - c].map(|part| part as f32 / steps as f32);
                seen.insert(shipped.check(&values));
            }
        }
    }
    assert!(seen.contains("set") && seen.contains("class") && seen.contains("unclear"), "{seen:?}");
}

#[test]
fn headline_bars_and_set_agree_on_all_of_val() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("../shared/data/brain-mri");
    if !folder.join("manifest.csv").exists() {
        println!("SKIPPED all of val: no data set at ../shared/data/brain-mri");
        return;
    }
    let (shipped, model) = (shipped(), Model::shipped(&models(), "brain-mri").unwrap());
    let data = ImageDataset::open(&folder).unwrap();
    let records = data.split(Split::Val);
    let answers: Vec<Vec<f32>> = std::thread::scope(|scope| {
        let part = |records: &[&training::data::Record]| -> Vec<Vec<f32>> {
            let read = records.iter().map(|record| std::fs::read(&record.path).unwrap());
            read.map(|bytes| model.answer(&bytes, Views::One).unwrap().calibrated).collect()
        };
        let halves: Vec<_> =
            records.chunks(records.len().div_ceil(2)).map(|half| scope.spawn(move || part(half))).collect();
        halves.into_iter().flat_map(|half| half.join().unwrap()).collect()
    });
    let mut kinds = std::collections::BTreeMap::<&str, usize>::new();
    for (record, values) in records.iter().zip(&answers) {
        *kinds.entry(shipped.check(values)).or_default() += 1;
        let top = values[argmax(values)];
        assert!(top < 0.99 && english(&words::percent(top)) != "over 99 %", "{}: {top}", record.path.display());
    }
    println!("{kinds:?} of {}", records.len());
}

#[test]
fn the_side_of_a_limit_that_is_said_is_the_side_that_is_kept() {
    for task in ["blood-smear", "brain-mri", "lung-nodule"] {
        let limits = Model::shipped(&models(), task).unwrap().manifest.quality;
        assert!(!limits.is_empty(), "{task}");
        for limit in limits {
            let measure = Measure { name: limit.measure.name().into(), value: 1.0, limit: 1.0 };
            let said = english(&words::measure(&measure));
            let side = if limit.least.is_some() { "at least 1" } else { "at most 1" };
            // Pixels and grey levels have no decimals.
            assert!(said.trim_end_matches(".000").ends_with(side), "{task}: {said}");
        }
    }
}
