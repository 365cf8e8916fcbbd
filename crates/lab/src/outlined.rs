//! How the outlines of a model agree with those that somebody drew.
//!
//! Counted in the map's own cells, a quarter of the prepared picture's side: a cell belongs to the drawn outline when
//! half of it does, and to the model's when its probability reaches the manifest's threshold, which `val` has chosen.
//!
//! Invariant: a picture with a finding that nobody outlined is counted nowhere.

use super::bootstrap;
use super::data::{ImageDataset, Record, Split};
use super::evaluate::each;
use super::model::Model;
use super::train;
use anyhow::{Context, Result};
use evaluation::{Figure, Metric, Score};
use model::OutlineRule;
use network::{OutlineMap, outline::probability};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Thresholds that are tried on `val`.
const TRIED: [f32; 17] = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9];

/// One picture with what was drawn and what the model says.
#[derive(Clone, Debug)]
pub struct Outlined {
    /// Patient or near-duplicate cluster.
    pub group: String,
    /// Where the picture came from.
    pub source: String,
    /// Share of each cell inside the drawn outline; all 0 without a finding.
    pub drawn: Vec<f32>,
    /// The model's.
    pub map: OutlineMap,
}

/// One picture's agreement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Agreement {
    /// Something was drawn.
    Drawn {
        /// Twice the cells in both over the cells of each, 0…1 (Dice, 1945).
        dice: f64,
        /// Whether the model's most certain cell lies inside.
        hit: bool,
    },
    /// There is nothing to outline; whether something is outlined all the same.
    Free(bool),
}

/// Holds a map against what was drawn.
#[must_use]
pub fn agreement(map: &OutlineMap, drawn: &[f32], threshold: f32) -> Agreement {
    let inside = |share: &f32| *share >= 0.5;
    let found = |logit: &f32| probability(*logit) >= threshold;
    let (n, m) = (drawn.iter().filter(|share| inside(share)).count(), map.logits.iter().filter(|x| found(x)).count());
    if n == 0 {
        return Agreement::Free(m > 0);
    }
    let both = drawn.iter().zip(&map.logits).filter(|(share, logit)| inside(share) && found(logit)).count();
    let strongest = drawn.iter().zip(&map.logits).max_by(|a, b| a.1.total_cmp(b.1));
    Agreement::Drawn {
        dice: 2.0 * both as f64 / (n + m) as f64,
        hit: strongest.is_some_and(|(share, _)| inside(share)),
    }
}

/// Agreement over pictures, with 95 % intervals by group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutlineReport {
    /// Probability from which a cell counts as outlined.
    pub threshold: f32,
    /// Pictures with a drawn outline, and their groups.
    pub drawn: [usize; 2],
    /// Their mean Dice coefficient; `null` without any.
    pub dice: Option<Figure>,
    /// Share of them whose most certain cell lies inside.
    pub hit: Option<Figure>,
    /// Pictures without a finding, and their groups.
    pub free: [usize; 2],
    /// Share of them in which something is outlined.
    pub wrongly: Option<Figure>,
}

impl OutlineReport {
    fn new<'a>(pictures: impl Iterator<Item = &'a Outlined>, threshold: f32) -> Self {
        let (mut dice, mut hit, mut wrongly) = (Vec::new(), Vec::new(), Vec::new());
        for picture in pictures {
            let group = picture.group.as_str();
            match agreement(&picture.map, &picture.drawn, threshold) {
                Agreement::Drawn { dice: value, hit: inside } => {
                    dice.push((group, value));
                    hit.push((group, inside));
                }
                Agreement::Free(any) => wrongly.push((group, any)),
            }
        }
        let count = |groups: &mut dyn Iterator<Item = &str>| groups.collect::<BTreeSet<_>>().len();
        Self {
            threshold,
            drawn: [dice.len(), count(&mut dice.iter().map(|(group, _)| *group))],
            dice: bootstrap::mean(dice.into_iter()),
            hit: bootstrap::share(hit.into_iter()),
            free: [wrongly.len(), count(&mut wrongly.iter().map(|(group, _)| *group))],
            wrongly: bootstrap::share(wrongly.into_iter()),
        }
    }
}

/// Agreement by source.
#[must_use]
pub fn by_source(pictures: &[Outlined], threshold: f32) -> BTreeMap<String, OutlineReport> {
    let mut sources: BTreeMap<String, Vec<&Outlined>> = BTreeMap::new();
    for picture in pictures {
        sources.entry(picture.source.clone()).or_default().push(picture);
    }
    let report = |(source, of): (String, Vec<&Outlined>)| (source, OutlineReport::new(of.into_iter(), threshold));
    sources.into_iter().map(report).collect()
}

/// Runs the model over a split; nothing of a model without a decoder.
///
/// # Errors
/// When a picture or an outline cannot be read.
pub fn pictures(model: &Model, data: &ImageDataset, split: Split) -> Result<Vec<Outlined>> {
    if model.manifest.outline.is_none() {
        return Ok(Vec::new());
    }
    let data = data.clone().labelled_as(&model.manifest.labels)?;
    let (none, side) = (model.manifest.negative_class(), model.manifest.input.size as usize);
    let of = |record: &Record, bytes: &[u8]| {
        let Some(drawn) = train::target(record, &train::opened_one(record)?, none, side)? else { return Ok(None) };
        let map = model.forward(&model.prepared(bytes)?)?.outline.context("the model has no map")?;
        Ok(Some(Outlined { group: record.group.clone(), source: record.source.clone(), drawn, map }))
    };
    Ok(each(&data.split(split), &format!("outlines {split}"), of)?.into_iter().flatten().collect())
}

/// The threshold whose mean Dice coefficient, averaged over the sources of `val`, is the highest; the larger of equals.
///
/// # Errors
/// As [`pictures`]; when nothing of `val` is outlined.
pub fn chosen(model: &Model, data: &ImageDataset) -> Result<OutlineRule> {
    let val = pictures(model, data, Split::Val)?;
    let tried = TRIED.map(|threshold| {
        let mut sources: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
        for picture in &val {
            if let Agreement::Drawn { dice, .. } = agreement(&picture.map, &picture.drawn, threshold) {
                let (sum, n) = sources.entry(&picture.source).or_default();
                *sum += dice;
                *n += 1.0;
            }
        }
        let means: Vec<f64> = sources.values().map(|(sum, n)| sum / n).collect();
        (threshold, means.iter().sum::<f64>() / means.len() as f64)
    });
    let best = tried.into_iter().filter(|(_, dice)| dice.is_finite()).max_by(|a, b| a.1.total_cmp(&b.1));
    let (threshold, dice) = best.context("expected outlines in `val` to choose the threshold by, found none")?;
    Ok(OutlineRule { threshold, dice: dice as f32, split: Split::Val })
}

/// Dice coefficient and hit rate by source, for the manifest.
#[must_use]
pub fn scores(reports: &BTreeMap<String, OutlineReport>, data: &str, split: Split, weights: &str) -> Vec<Score> {
    let of = |(source, report): (&String, &OutlineReport)| {
        let score = |metric: fn(String) -> Metric, figure: Option<Figure>, [n, groups]: [usize; 2]| {
            let Figure { value, low, high } = figure?;
            Some(Score {
                metric: metric(source.clone()),
                value,
                interval: [low, high],
                data: data.to_owned(),
                split,
                weights: weights.to_owned(),
                n: u32::try_from(n).ok()?,
                groups: u32::try_from(groups).ok()?,
            })
        };
        let all = [
            score(Metric::Dice, report.dice, report.drawn),
            score(Metric::OutlineHit, report.hit, report.drawn),
            score(Metric::OutlinedWrongly, report.wrongly, report.free),
        ];
        all.into_iter().flatten()
    };
    reports.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(logits: &[f32]) -> OutlineMap {
        OutlineMap { height: 1, width: logits.len(), logits: logits.to_vec() }
    }

    #[test]
    fn agreement_counts_cells_from_the_threshold_on() {
        let found = map(&[3.0, 1.0, -1.0, -3.0]);
        let drawn = [1.0, 0.4, 0.6, 0.0];
        // Inside are the first and the third; found from one half on the first two.
        assert_eq!(agreement(&found, &drawn, 0.5), Agreement::Drawn { dice: 0.5, hit: true });
        assert_eq!(agreement(&found, &drawn, 0.2), Agreement::Drawn { dice: 0.8, hit: true });
        assert_eq!(agreement(&map(&[0.0, 1.0, 0.0, 0.0]), &drawn, 0.99), Agreement::Drawn { dice: 0.0, hit: false });
        assert_eq!(agreement(&found, &[0.0; 4], 0.5), Agreement::Free(true));
        assert_eq!(agreement(&found, &[0.0; 4], 0.99), Agreement::Free(false));
    }

    #[test]
    fn sources_are_told_apart_and_become_scores() {
        let picture = |source: &str, drawn: [f32; 2], logits: [f32; 2]| Outlined {
            group: source.into(),
            source: source.into(),
            drawn: drawn.to_vec(),
            map: map(&logits),
        };
        let all = [
            picture("one", [1.0, 0.0], [2.0, -2.0]),
            picture("one", [0.0, 0.0], [-2.0, -2.0]),
            picture("other", [1.0, 1.0], [-2.0, -2.0]),
        ];
        let reports = by_source(&all, 0.5);
        assert_eq!(reports["one"].dice.map(|figure| figure.value), Some(1.0));
        assert_eq!(reports["one"].wrongly.map(|figure| figure.value), Some(0.0));
        assert_eq!((reports["other"].drawn, reports["other"].free), ([1, 1], [0, 0]));
        let names: Vec<String> =
            scores(&reports, "d", Split::Test, "int8").into_iter().map(|score| score.metric.to_string()).collect();
        assert_eq!(
            names,
            [
                "dice_source_one",
                "outline_hit_source_one",
                "outlined_wrongly_source_one",
                "dice_source_other",
                "outline_hit_source_other"
            ]
        );
    }
}
