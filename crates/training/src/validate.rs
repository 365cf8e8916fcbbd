//! Scores on `val` after each epoch, by the inference network that the page runs.

use super::batch::Labelled;
use super::choice::area_error;
use super::inference::{NetworkOutput, Shipped};
use crate::agreement::{Agreement, agreement};
use crate::label_sets::LabelSets;
use crate::metrics;
use crate::run_record::OutlineScore;
use anyhow::Result;
use imaging::Image;
use std::collections::BTreeMap;
use trust::{sigmoid, softmax};

/// One figure for each source.
type Areas = BTreeMap<String, f64>;

/// The scores by which the epoch is selected.
#[derive(Clone, Debug)]
pub(super) struct Scores {
    /// Mean cross entropy in nats.
    pub(super) loss: f64,
    /// 0…1.
    pub(super) accuracy: f64,
    /// 0…1.
    pub(super) macro_recall: f64,
    /// Per source that holds pictures with and without a finding: the area under the curve of "any finding", 0…1.
    pub(super) any: BTreeMap<String, f64>,
    /// The standard errors of these areas.
    pub(super) any_error: BTreeMap<String, f64>,
    /// Per source, of a network that outlines.
    pub(super) outlines: BTreeMap<String, OutlineScore>,
}

/// Scores of `network` over prepared pictures; `none` is the class without a finding, `sets` say which labels apply where
/// each is judged by itself.
pub(super) fn scores(
    network: &Shipped,
    pictures: &[Labelled],
    labels: usize,
    none: Option<usize>,
    sets: Option<&LabelSets>,
) -> Result<Scores> {
    let images: Vec<&Image> = pictures.iter().map(|picture| &picture.image).collect();
    let answers = network.answers(&images)?;
    if let Some(sets) = sets {
        let truths: Vec<&[bool]> = pictures.iter().map(|picture| sets.row(picture.label)).collect();
        let logits: Vec<&[f32]> = answers.iter().map(|answer| answer.logits.as_slice()).collect();
        return Ok(of_labels(&truths, &logits));
    }
    let log_probabilities: Vec<Vec<f32>> =
        answers.iter().map(|answer| softmax(&answer.logits).iter().map(|p| p.ln()).collect()).collect();

    let mut right = vec![0usize; labels];
    let mut count = vec![0usize; labels];
    let mut loss = 0.0;
    for (Labelled { label, .. }, row) in pictures.iter().zip(&log_probabilities) {
        let top = row.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(index, _)| index);
        loss -= f64::from(row.get(*label).copied().unwrap_or(f32::NEG_INFINITY));
        if let (Some(count), Some(right)) = (count.get_mut(*label), right.get_mut(*label)) {
            *count += 1;
            *right += usize::from(top == *label);
        }
    }
    let present = count.iter().filter(|count| **count > 0).count().max(1);
    let recalls =
        right.iter().zip(&count).filter(|(_, count)| **count > 0).map(|(right, count)| *right as f64 / *count as f64);
    let (any, any_error) = none.map(|none| any_by_source(pictures, &log_probabilities, none)).unwrap_or_default();
    Ok(Scores {
        loss: loss / pictures.len() as f64,
        accuracy: right.iter().sum::<usize>() as f64 / pictures.len() as f64,
        macro_recall: recalls.sum::<f64>() / present as f64,
        outlines: outlines_by_source(pictures, &answers),
        any,
        any_error,
    })
}

/// Scores of labels, by each picture's truths and logits: the mean binary cross entropy; the share of labels on the right
/// side of even odds; and of "applies" and "does not apply" the mean recall, over the labels.
fn of_labels(truths: &[&[bool]], logits: &[&[f32]]) -> Scores {
    let labels = truths.first().map_or(0, |row| row.len());
    // For each label without and with it: pictures, and those judged right.
    let mut counts = vec![[[0usize; 2]; 2]; labels];
    let mut loss = 0.0;
    for (truths, logits) in truths.iter().zip(logits) {
        for (counts, (applies, logit)) in counts.iter_mut().zip(truths.iter().zip(*logits)) {
            let towards = if *applies { *logit } else { -*logit };
            loss -= f64::from(sigmoid(towards, 1.0, 0.0).max(f32::MIN_POSITIVE)).ln();
            let [n, right] = &mut counts[usize::from(*applies)];
            *n += 1;
            *right += usize::from((*logit >= 0.0) == *applies);
        }
    }
    let all = (truths.len() * labels).max(1) as f64;
    let right: usize = counts.iter().flatten().map(|[_, right]| right).sum();
    let recall = |counts: &[[usize; 2]; 2]| {
        let there = counts.iter().filter(|[n, _]| *n > 0);
        let recalls: Vec<f64> = there.map(|[n, right]| *right as f64 / *n as f64).collect();
        recalls.iter().sum::<f64>() / recalls.len().max(1) as f64
    };
    Scores {
        loss: loss / all,
        accuracy: right as f64 / all,
        macro_recall: counts.iter().map(recall).sum::<f64>() / labels.max(1) as f64,
        any: Areas::new(),
        any_error: Areas::new(),
        outlines: BTreeMap::new(),
    }
}

/// Areas under the curve of everything but `none`, and their standard errors, per source that holds both.
fn any_by_source(pictures: &[Labelled], log_probabilities: &[Vec<f32>], none: usize) -> (Areas, Areas) {
    let mut sources: BTreeMap<&str, Vec<(f32, bool)>> = BTreeMap::new();
    for (picture, row) in pictures.iter().zip(log_probabilities) {
        let score = -row[none];
        sources.entry(&picture.source).or_default().push((score, picture.label != none));
    }
    let (mut areas, mut errors) = (Areas::new(), Areas::new());
    for (source, scored) in sources {
        let positives = scored.iter().filter(|(_, is_finding)| *is_finding).count();
        let negatives = scored.len() - positives;
        if let Some(area) = metrics::auc(scored) {
            areas.insert(source.to_owned(), area);
            errors.insert(source.to_owned(), area_error(area, positives, negatives));
        }
    }
    (areas, errors)
}

/// How maps agree with the drawn outlines; cells count as inside from one half on.
fn outlines_by_source(pictures: &[Labelled], answers: &[NetworkOutput]) -> BTreeMap<String, OutlineScore> {
    let mut sources: BTreeMap<String, OutlineScore> = BTreeMap::new();
    for (picture, answer) in pictures.iter().zip(answers) {
        let (Some(map), Some(outline)) = (&answer.map, &picture.outline) else { continue };
        let score = sources.entry(picture.source.clone()).or_default();
        match agreement(map, outline, 0.5) {
            Agreement::Drawn { dice, hit } => {
                score.outlined += 1;
                score.dice += dice;
                score.hit += f64::from(u8::from(hit));
            }
            Agreement::Free(any) => {
                score.free += 1;
                score.wrongly += f64::from(u8::from(any));
            }
        }
    }
    for score in sources.values_mut() {
        score.dice /= score.outlined.max(1) as f64;
        score.hit /= score.outlined.max(1) as f64;
        score.wrongly /= score.free.max(1) as f64;
    }
    sources
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_scored_one_by_one() {
        let truths: [&[bool]; 4] = [&[true, false], &[true, true], &[false, false], &[false, false]];
        let logits: [&[f32]; 4] = [&[2.0, -1.0], &[-2.0, 1.0], &[-1.0, -1.0], &[-1.0, 1.0]];
        let scores = of_labels(&truths, &logits);
        assert!((scores.accuracy - 0.75).abs() < 1e-9, "{scores:?}");
        // The first: 1 of 2 with it, 2 of 2 without; the second: 1 of 1 with it, 2 of 3 without.
        assert!((scores.macro_recall - (0.75 + 5.0 / 6.0) / 2.0).abs() < 1e-9, "{scores:?}");
        let softplus = |x: f64| x.exp().ln_1p();
        let expected = (softplus(-2.0) + softplus(2.0) + 5.0 * softplus(-1.0) + softplus(1.0)) / 8.0;
        assert!((scores.loss - expected).abs() < 1e-5, "{scores:?} against {expected}");
        assert!(scores.any.is_empty(), "the epoch of least loss is kept");
    }
}
