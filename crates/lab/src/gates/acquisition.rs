//! `lab acquisition`: which kind of acquisition a picture is, by a linear head on the network's pooled features.
//!
//! Sources say which kind their pictures are, as the task's file has it. `train` fits the head, `val` chooses penalty,
//! temperature and threshold; every other split is only measured. All kinds have the same weight, since the
//! distribution of visitors' pictures is unknown.

use super::GatesOptions;
use super::acquisition_scores::{ToldKind, scores};
use super::features::FeatureNetwork;
use super::head::on_all_threads;
use super::pictures::spread;
use crate::{describe, model_card, model_folder};
use ::task::Acquisitions;
use anyhow::Result;
use calibration::{CalibrationPicture, negative_log_likelihood, temperature};
use engine::steps::acquisition_logits;
use learn::{
    Curvature, FullBatch, LeastDeviation, LinearHead, LinearRule, Standardiser, Summation, TrainingRow,
    balanced_weights,
};
use model::{AcquisitionHead, Manifest};
use std::collections::BTreeSet;
use training::data::{ImageDataset, Record, Split};
use training::task_file;
use trust::{argmax, calibrated};

/// Most pictures per kind from `train`, to keep the fit within minutes.
const MOST: usize = 600;
/// Steps of the descent, as for the likeness gate's rule.
const STEPS: usize = 300;
/// Least scale of a feature, so that one that is nearly constant is not amplified.
const LEAST: LeastDeviation = LeastDeviation::AtLeast(1e-3);
/// Penalties that are tried.
const PENALTIES: [f32; 3] = [1e-3, 1e-2, 1e-1];
/// Required share of correct predictions on `val`, among those above the threshold.
const RIGHT: f64 = 0.95;
/// A kind that is less probable than all others together is never reported.
const LEAST_PROBABILITY: f32 = 0.5;

/// Learns it anew for a shipped model, and writes manifest and card.
///
/// # Errors
/// When model, task or data set cannot be read, or a file cannot be written.
pub fn run(options: &GatesOptions) -> Result<()> {
    let data = ImageDataset::open_all(&options.data)?;
    let (mut manifest, bytes) = model_folder::read(&options.models, &options.task)?;
    model_folder::verify(&manifest, &bytes)?;
    describe::describe(&mut manifest, &task_file::read(&options.models, &options.task)?)?;
    manifest.acquisition_head = fit(&manifest, &bytes, &data)?;
    model_folder::write_manifest(&options.models, &manifest)?;
    model_card::write(&options.models, &options.task)
}

/// The head; `None` where the task names no kinds, fewer than two have pictures, or no threshold reaches the required
/// share.
pub(super) fn fit(manifest: &Manifest, weights: &[u8], data: &ImageDataset) -> Result<Option<AcquisitionHead>> {
    let Some(known) = &manifest.acquisitions else { return Ok(None) };
    let has_pictures = |kind: &String| {
        [Split::Train, Split::Val].into_iter().all(|split| !of_kind(data, known, split, kind).is_empty())
    };
    let all: BTreeSet<&String> = known.sources.values().collect();
    let (kinds, others): (Vec<&String>, Vec<&String>) = all.into_iter().partition(|kind| has_pictures(kind));
    let (kinds, others): (Vec<String>, Vec<String>) =
        (kinds.into_iter().cloned().collect(), others.into_iter().cloned().collect());
    if kinds.len() < 2 {
        return Ok(None);
    }
    let network = FeatureNetwork::new(manifest, weights)?;
    let see = |split: Split, most: usize| -> Result<Vec<KindFeatures>> {
        let mut all = Vec::new();
        for (place, name) in kinds.iter().chain(&others).enumerate() {
            let records = spread(&of_kind(data, known, split, name), most);
            let seen = network.see(&records, &format!("{name} {split}"), Clone::clone)?;
            let kind = Some(place).filter(|place| *place < kinds.len());
            all.extend(seen.into_iter().map(|one| KindFeatures { features: one.features, group: one.group, kind }));
        }
        Ok(all)
    };
    let val = see(Split::Val, usize::MAX)?;
    let Some(mut head) = head(&kinds, &see(Split::Train, MOST)?, &val) else {
        eprintln!("acquisition: {RIGHT} right cannot be held on val, so no kind is told");
        return Ok(None);
    };
    let answers = |head: &AcquisitionHead, seen: &[KindFeatures]| -> Vec<ToldKind> {
        seen.iter().filter_map(|one| told(head, one)).collect()
    };
    for split in [Split::Test, Split::External] {
        let found = scores(&answers(&head, &see(split, usize::MAX)?), &kinds, &data.name, split);
        head.measured.extend(found);
    }
    let found = scores(&answers(&head, &val), &kinds, &data.name, Split::Val);
    head.measured.extend(found);
    for one in &head.measured {
        eprintln!("acquisition: {}, {}: {:.3} of {}", one.split, one.metric, one.value, one.n);
    }
    Ok(Some(head))
}

fn of_kind<'a>(data: &'a ImageDataset, known: &Acquisitions, split: Split, kind: &str) -> Vec<&'a Record> {
    let records = data.split(split).into_iter();
    records.filter(|record| known.of_source(&record.source) == Some(kind)).collect()
}

/// Pooled features of a picture, with the index of its kind.
struct KindFeatures {
    features: Vec<f32>,
    group: String,
    /// `None` for a kind without training data.
    kind: Option<usize>,
}

/// The predicted kind by the shipped rule; `None` where the features are NaN.
fn told(head: &AcquisitionHead, seen: &KindFeatures) -> Option<ToldKind> {
    let values = calibrated(&acquisition_logits(&head.rules, &seen.features)?, head.temperature);
    let best = argmax(&values);
    let is_sure = values.get(best).is_some_and(|value| *value >= head.threshold);
    Some(ToldKind { kind: seen.kind, told: is_sure.then_some(best), group: seen.group.clone() })
}

/// The head of the penalty that fits `val` best, not yet measured.
fn head(kinds: &[String], train: &[KindFeatures], val: &[KindFeatures]) -> Option<AcquisitionHead> {
    let tried = PENALTIES.into_iter().filter_map(|penalty| {
        let rules = rules(train, kinds.len(), penalty)?;
        let answered = |seen: &KindFeatures| {
            let logits = acquisition_logits(&rules, &seen.features)?;
            Some(CalibrationPicture { truth: seen.kind?, group: seen.group.clone(), logits })
        };
        let answers: Vec<CalibrationPicture> = val.iter().filter_map(answered).collect();
        let temperature = temperature(&answers);
        let loss = negative_log_likelihood(&answers, temperature);
        eprintln!("acquisition: penalty {penalty}: val loss {loss:.4}, temperature {temperature:.3}");
        Some((loss, rules, temperature, answers))
    });
    let (_, rules, temperature, answers) = tried.min_by(|a, b| a.0.total_cmp(&b.0))?;
    let answers: Vec<RatedKind> = answers.iter().map(|picture| RatedKind::of(picture, temperature)).collect();
    let threshold = threshold(&answers, kinds.len())?;
    Some(AcquisitionHead { labels: kinds.to_vec(), rules, temperature, threshold, measured: Vec::new() })
}

/// For each kind the bias and one weight per raw feature; `None` without pictures.
fn rules(train: &[KindFeatures], kinds: usize, penalty: f32) -> Option<Vec<Vec<f32>>> {
    let train: Vec<(&KindFeatures, usize)> = train.iter().filter_map(|seen| Some((seen, seen.kind?))).collect();
    let standardiser = Standardiser::fit(train.iter().map(|(seen, _)| seen.features.as_slice()), LEAST)?;
    let standardised: Vec<Vec<f32>> = train.iter().map(|(seen, _)| standardiser.apply(&seen.features)).collect();
    let weights = balanced_weights(train.iter().map(|(_, kind)| *kind), kinds);
    let rows: Vec<TrainingRow<'_, f32>> = standardised
        .iter()
        .zip(&train)
        .map(|(features, (_, kind))| TrainingRow { features, class: *kind, weight: weights[*kind] as f32 })
        .collect();
    let summation: Summation<'_, f32> = Summation::InParts(&on_all_threads);
    let fit = FullBatch { steps: STEPS, penalty, curvature: Curvature::Power, summation };
    let head = fit.fit(LinearHead::multinomial(kinds, standardiser.columns.len()), &rows);
    let raw = head.on_raw_features(&standardiser);
    let written = |rule: &LinearRule<f32>| {
        std::iter::once(rule.bias).chain(rule.weights.iter().copied()).map(four_digits).collect::<Vec<f32>>()
    };
    Some(raw.rules.iter().map(written).collect())
}

/// With four significant digits, as it is written: the manifest holds thousands of these numbers, and visitors download
/// it.
fn four_digits(value: f32) -> f32 {
    format!("{value:.3e}").parse().unwrap_or(value)
}

/// The prediction for one picture of `val`.
struct RatedKind {
    truth: usize,
    best: usize,
    probability: f32,
}

impl RatedKind {
    fn of(picture: &CalibrationPicture, temperature: f32) -> Self {
        let values = calibrated(&picture.logits, temperature);
        let best = argmax(&values);
        Self { truth: picture.truth, best, probability: values[best] }
    }
}

/// The least threshold above which the share [`RIGHT`] of predictions is correct, with equal weight per kind; `None` if
/// there is none.
fn threshold(answers: &[RatedKind], kinds: usize) -> Option<f32> {
    let weights = balanced_weights(answers.iter().map(|one| one.truth), kinds);
    let mut told: Vec<&RatedKind> = answers.iter().filter(|one| one.probability >= LEAST_PROBABILITY).collect();
    told.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let (mut all, mut right, mut least) = (0.0f64, 0.0f64, None);
    for alike in told.chunk_by(|a, b| a.probability == b.probability) {
        for one in alike {
            let weight = weights[one.truth];
            all += weight;
            right += if one.truth == one.best { weight } else { 0.0 };
        }
        if right >= RIGHT * all {
            least = alike.first().map(|one| one.probability);
        }
    }
    least
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three clouds around three corners of a square, some of them large.
    fn clouds(seed: u64, counts: [usize; 3]) -> Vec<KindFeatures> {
        let mut random = fastrand::Rng::with_seed(seed);
        let corners = [[0.0, 0.0], [3.0, 0.0], [0.0, 3.0]];
        let mut seen = Vec::new();
        for (kind, (corner, count)) in corners.into_iter().zip(counts).enumerate() {
            for _ in 0..count {
                let features = corner.into_iter().map(|x: f32| x + 2.0 * random.f32() - 1.0).chain([7.0]).collect();
                seen.push(KindFeatures { features, group: format!("p{}", seen.len()), kind: Some(kind) });
            }
        }
        seen
    }

    fn kinds() -> Vec<String> {
        ["day", "lamp", "night"].map(str::to_owned).to_vec()
    }

    #[test]
    fn three_clouds_are_told_apart_and_a_point_between_them_is_not() {
        let (train, mut val) = (clouds(1, [300, 40, 30]), clouds(2, [100, 20, 10]));
        // Pictures of a kind without training data do not affect the fit or the choice.
        val.push(KindFeatures { features: vec![1.5, 1.5, 7.0], group: "q".into(), kind: None });
        let head = head(&kinds(), &train, &val).unwrap();
        let answers: Vec<ToldKind> = val.iter().filter_map(|seen| told(&head, seen)).collect();
        assert_eq!(answers.len(), 131);
        let right = answers.iter().filter(|one| one.kind.is_some() && one.told == one.kind).count();
        let wrong = answers.iter().filter(|one| one.kind.is_some() && one.told.is_some() && one.told != one.kind);
        assert!(right > 115 && wrong.count() < 7, "{right}");
        let best = |features: [f32; 3]| {
            let logits = acquisition_logits(&head.rules, &features).unwrap();
            RatedKind::of(&CalibrationPicture { truth: 0, group: String::new(), logits }, head.temperature)
        };
        assert_eq!([[0.0, 0.0, 7.0], [3.0, 0.0, 7.0], [0.0, 3.0, 7.0]].map(|at| best(at).best), [0, 1, 2]);
        assert!(best([1.5, 1.5, 7.0]).probability < best([3.0, 0.0, 7.0]).probability);
        assert_eq!(head.rules.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4, 4]);
        assert_eq!(head.rules[1][1], four_digits(head.rules[1][1]));
    }

    fn answered(truth: usize, best: usize, probability: f32) -> RatedKind {
        RatedKind { truth, best, probability }
    }

    #[test]
    fn the_threshold_holds_what_is_told_for_rare_kinds_as_well() {
        // Ninety-nine right ones of a common kind; of a rare one, one right and one wrong, which is the least certain
        // of all.
        let mut all: Vec<RatedKind> = (0..99).map(|_| answered(0, 0, 0.9)).collect();
        all.extend([answered(1, 1, 0.8), answered(1, 0, 0.6)]);
        assert_eq!(threshold(&all, 2), Some(0.8));
        // Of equal probabilities all are reported or none.
        all.push(answered(1, 0, 0.8));
        assert_eq!(threshold(&all, 2), Some(0.9));
        assert_eq!(threshold(&[answered(0, 1, 0.9), answered(1, 1, 0.4)], 2), None);
        assert_eq!(threshold(&[], 2), None);
    }

    #[test]
    fn numbers_are_written_short() {
        assert_eq!(four_digits(0.001_234_567), 0.001_235);
        assert_eq!(four_digits(-123.456), -123.5);
        assert_eq!(four_digits(0.0), 0.0);
    }
}
