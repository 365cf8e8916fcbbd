//! Scores on `val` after each epoch, by the inference network that the page runs.

use super::batch::Labelled;
use super::choice::area_error;
use super::inference::{NetworkOutput, Shipped};
use crate::agreement::{Agreement, agreement};
use crate::metrics;
use crate::run_record::OutlineScore;
use anyhow::Result;
use imaging::Image;
use std::collections::BTreeMap;
use trust::softmax;

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

/// Scores of `network` over prepared pictures; `none` is the class without a finding.
pub(super) fn scores(network: &Shipped, pictures: &[Labelled], labels: usize, none: Option<usize>) -> Result<Scores> {
    let images: Vec<&Image> = pictures.iter().map(|picture| &picture.image).collect();
    let answers = network.answers(&images)?;
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
