//! The likeness gate: three scores are fitted, and the best is kept.

use super::covariance;
use super::features::{FeatureNetwork, PictureFeatures};
use super::head::{self, WeightedFeatures};
use super::near_miss::NearMiss;
use super::pictures::spread;
use ::task::Task;
use anyhow::Result;
use evaluation::{Detection, LikenessScore};
use model::{AnswerKind, Likeness, Manifest};
use training::data::{ImageDataset, Record, Split};
use training::metrics::auc;
use trust::likeness::likeness;

/// Share of `val` that passes. Sets that hold the class in 95 of 100 pictures hold it in 93 of all pictures given only
/// where the gates together refuse at most two in-distribution ones; the quality gate takes one of them.
const KEPT: f64 = 0.99;
/// Number of pictures used of the own set and of each other kind, to keep the fit within minutes. The rule has 1,280
/// weights, most of which a few hundred pictures of a kind would not determine.
const MOST: [(Split, usize, usize); 3] =
    [(Split::Train, usize::MAX, 1200), (Split::Val, usize::MAX, 160), (Split::Test, usize::MAX, 120)];
/// Candidate penalties of the linear rule.
const PENALTIES: [f32; 3] = [1e-3, 1e-2, 1e-1];
/// Candidate shrinkages of the covariance.
const SHRINKAGES: [f64; 3] = [0.01, 0.1, 0.5];

/// Out-of-distribution pictures of one kind.
struct ForeignKind {
    against: String,
    data: String,
    train: Vec<PictureFeatures>,
    val: Vec<PictureFeatures>,
    test: Vec<PictureFeatures>,
}

/// A fitted score with its pass rates.
struct Candidate {
    likeness: Likeness,
    /// Mean over the kinds of the share of `val` that passes.
    passed: f64,
    /// Mean over the kinds of the area under the curve on `val`.
    auroc: f64,
    words: String,
}

/// The gate and its performance on `test`; `None` where there is no other data set beside this one.
pub(super) fn fit(
    manifest: &Manifest,
    weights: &[u8],
    data: &ImageDataset,
    known: &Task,
) -> Result<Option<(Likeness, Vec<Detection>)>> {
    let network = FeatureNetwork::new(manifest, weights)?;
    let others = super::negatives::of(known, &data.dir)?;
    if others.is_empty() {
        return Ok(None);
    }
    let mut own = MOST.into_iter().map(|(split, most, _)| {
        network.see(&spread(&data.split(split), most), &format!("{} {split}", data.name), Clone::clone)
    });
    let mut next = || own.next().unwrap_or_else(|| Ok(Vec::new()));
    let (mut train, val, test) = (next()?, next()?, next()?);
    let means = match manifest.answer {
        AnswerKind::Classes => manifest.labels.len(),
        // A picture may show several labels: all have one mean.
        AnswerKind::Labels => {
            train.iter_mut().for_each(|seen| seen.label = 0);
            1
        }
    };
    let kinds = kinds(&network, data, &others, known)?;

    let mut candidates = vec![candidate(LikenessScore::Energy, Vec::new(), "energy".into(), &val, &kinds)];
    for shrinkage in SHRINKAGES {
        let numbers = covariance::fit(&train, means, shrinkage);
        candidates.extend(numbers.map(|numbers| {
            let words = format!("Mahalanobis distance on {} sums with shrinkage {shrinkage}", covariance::SUMS);
            candidate(LikenessScore::Mahalanobis, numbers, words, &val, &kinds)
        }));
    }
    for penalty in PENALTIES {
        let numbers = head::fit(&points(&train, &kinds), penalty);
        candidates.push(candidate(
            LikenessScore::Head,
            numbers,
            format!("linear rule with penalty {penalty}"),
            &val,
            &kinds,
        ));
    }
    for tried in &candidates {
        eprintln!("likeness: {}: {:.4} pass, AUROC {:.4} on val", tried.words, tried.passed, tried.auroc);
    }
    let Some(best) = best(&candidates, |_| true) else { return Ok(None) };
    let mut kept = best.likeness.clone();
    kept.why = why(&candidates, best);
    let detections = kinds.iter().map(|kind| detection(&kept, kind, &test)).collect();
    Ok(Some((kept, detections)))
}

/// Kinds of out-of-distribution pictures: other data sets, and near misses made from this one.
fn kinds(
    network: &FeatureNetwork,
    data: &ImageDataset,
    others: &[super::negatives::NegativeSet],
    known: &Task,
) -> Result<Vec<ForeignKind>> {
    let mut kinds = Vec::new();
    for other in others {
        let see = |(split, _, most): (Split, usize, usize)| {
            let own: Vec<&Record> = other.records.iter().filter(|record| record.split == split).collect();
            network.see(&spread(&own, most), &format!("{} {split}", other.against), Clone::clone)
        };
        let [train, val, test] = MOST.map(see);
        let (against, data) = (other.against.clone(), other.data.clone());
        kinds.push(ForeignKind { against, data, train: train?, val: val?, test: test? });
    }
    for miss in NearMiss::ALL.into_iter().filter(|miss| known.upright || !miss.is_turned()) {
        let see = |(split, _, most): (Split, usize, usize)| {
            network.see(&spread(&data.split(split), most), &format!("{} {split}", miss.name()), |image| {
                miss.apply(image, known.colour)
            })
        };
        let [train, val, test] = MOST.map(see);
        let (against, data) = (miss.name().to_owned(), data.name.clone());
        kinds.push(ForeignKind { against, data, train: train?, val: val?, test: test? });
    }
    Ok(kinds)
}

/// In-distribution pictures have the same total weight as all others, and the kinds of the others equal weights.
fn points<'a>(train: &'a [PictureFeatures], kinds: &'a [ForeignKind]) -> Vec<WeightedFeatures<'a>> {
    let part = |seen: &'a [PictureFeatures], belongs, share: f32| {
        let weight = share / seen.len().max(1) as f32;
        seen.iter().map(move |seen| WeightedFeatures { features: &seen.features, belongs, weight })
    };
    let filled = kinds.iter().filter(|kind| !kind.train.is_empty()).count();
    let others = kinds.iter().flat_map(|kind| part(&kind.train, false, 0.5 / filled.max(1) as f32));
    part(train, true, 0.5).chain(others).collect()
}

fn candidate(
    score: LikenessScore,
    numbers: Vec<f32>,
    words: String,
    val: &[PictureFeatures],
    kinds: &[ForeignKind],
) -> Candidate {
    let mut likeness = Likeness { score, why: String::new(), threshold: 0.0, numbers };
    let mut own = scores(&likeness, val);
    own.sort_by(f32::total_cmp);
    likeness.threshold = own.get(((1.0 - KEPT) * own.len() as f64) as usize).copied().unwrap_or_default();
    let each: Vec<(f64, f64)> = kinds
        .iter()
        .filter(|kind| !kind.val.is_empty())
        .map(|kind| {
            let others = scores(&likeness, &kind.val);
            (share_from(&others, likeness.threshold), area(&own, &others))
        })
        .collect();
    let mean = |of: fn(&(f64, f64)) -> f64| each.iter().map(of).sum::<f64>() / each.len().max(1) as f64;
    Candidate { passed: mean(|each| each.0), auroc: mean(|each| each.1), likeness, words }
}

fn best(candidates: &[Candidate], wanted: impl Fn(&Candidate) -> bool) -> Option<&Candidate> {
    candidates.iter().filter(|tried| wanted(tried)).min_by(|a, b| a.passed.total_cmp(&b.passed))
}

fn why(candidates: &[Candidate], kept: &Candidate) -> String {
    let rivals = LikenessScore::ALL.into_iter().filter(|score| *score != kept.likeness.score);
    let rivals: Vec<String> = rivals
        .filter_map(|score| best(candidates, |tried| tried.likeness.score == score))
        .map(|rival| format!("{} {:.1} %", rival.words, rival.passed * 100.0))
        .collect();
    format!(
        "Kept: the {}. With {:.0} % of val passing, it lets {:.1} % of the pictures pass that do not belong, averaged over \
         the kinds (AUROC {:.3}); {}. It was fitted on such kinds of pictures: others may pass. It knows the \
         training data by its sources, and may turn a good picture of another scanner away.",
        kept.words,
        KEPT * 100.0,
        kept.passed * 100.0,
        kept.auroc,
        rivals.join(", ")
    )
}

fn detection(kept: &Likeness, kind: &ForeignKind, test: &[PictureFeatures]) -> Detection {
    let (mut own, others) = (scores(kept, test), scores(kept, &kind.test));
    own.sort_by(f32::total_cmp);
    let at_95 = own.get((0.05 * own.len() as f64) as usize).copied().unwrap_or_default();
    Detection {
        against: kind.against.clone(),
        data: kind.data.clone(),
        split: Split::Test,
        belong: own.len() as u32,
        others: others.len() as u32,
        auroc: area(&own, &others) as f32,
        false_positives_at_95: share_from(&others, at_95) as f32,
        passed: share_from(&others, kept.threshold) as f32,
    }
}

/// A score of NaN is the lowest, as in the gate.
fn scores(by: &Likeness, seen: &[PictureFeatures]) -> Vec<f32> {
    let score =
        |seen: &PictureFeatures| likeness(by.score, &by.numbers, &seen.features, &seen.logits).unwrap_or(f32::MIN);
    seen.iter().map(score).collect()
}

fn share_from(scores: &[f32], threshold: f32) -> f64 {
    scores.iter().filter(|score| **score >= threshold).count() as f64 / scores.len().max(1) as f64
}

fn area(own: &[f32], others: &[f32]) -> f64 {
    let pairs = own.iter().map(|score| (*score, true)).chain(others.iter().map(|score| (*score, false)));
    auc(pairs.collect()).unwrap_or(0.5)
}
