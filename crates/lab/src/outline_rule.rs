//! `lab outline`: chooses again how a network's map becomes an outline, and nothing else.
//!
//! Chosen are the probability of a cell, the cells of the smallest region, and whether anything is outlined where "none" is
//! the whole answer. [`Worth::worth`] defines what is best.
//!
//! Invariant: `val` alone chooses; `test` and `external` are read afterwards and change nothing.

use super::model::{Model, Precision};
use super::outlined::{self, Outlined, is_outline_score};
use super::{model_card, model_folder};
use anyhow::{Context, Result, ensure};
use clap::Args;
use evaluation::Score;
use model::OutlineRule;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;
use training::agreement::Agreement;
use training::data::{ImageDataset, Split};

/// Candidate thresholds.
const THRESHOLDS: [f32; 17] =
    [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9];

/// Candidate minimum region sizes in cells, the largest first. The map of a picture of 224 × 224 has 3,136 cells, and
/// the smallest drawn findings about a dozen.
const LEAST_CELLS: [u32; 8] = [32, 24, 16, 12, 8, 4, 2, 0];

/// Minimum number of pictures of a kind for a source to have full weight; a source with fewer is not meaningful alone.
const LEAST_PICTURES: usize = 10;

/// Options of `lab outline`.
#[derive(Args, Clone, Debug)]
pub struct OutlineOptions {
    /// Task: names the model's folder
    pub task: String,
    /// Folder with `manifest.csv` and `images/`, as it was given to `lab quantise`. Given more than once, the folders are one data set
    #[arg(long, required = true)]
    pub data: Vec<PathBuf>,
    /// Folder of the shipped models
    #[arg(long, default_value = "models")]
    pub models: PathBuf,
}

/// Chooses how a shipped model outlines, measures its outlines anew, and writes manifest and card.
///
/// # Errors
/// When model or data set cannot be read, the model outlines nothing or was calibrated on another data set, or a file cannot
/// be written.
pub fn run(options: &OutlineOptions) -> Result<()> {
    let data = ImageDataset::open_all(&options.data)?;
    let mut model = Model::shipped(&options.models, &options.task)?;
    let before = model.manifest.outline.clone();
    let before = before.with_context(|| format!("the model of `{}` outlines nothing", options.task))?;
    let home = model.manifest.calibration.as_ref().map(|fitted| fitted.data.as_str());
    ensure!(
        home.is_none_or(|home| home == data.name),
        "expected the data set that the model was calibrated on, `{}`, found `{}`",
        home.unwrap_or_default(),
        data.name
    );
    let val = outlined::pictures(&model, &data, Split::Val)?;
    let rule = chosen(&val)?;
    model.manifest.outline = Some(rule.clone());
    let mut fresh = Vec::new();
    for split in [Split::Test, Split::External] {
        let pictures = outlined::pictures(&model, &data, split)?;
        fresh.extend(scores(&pictures, &rule, &data.name, split));
    }
    fresh.extend(scores(&val, &rule, &data.name, Split::Val));
    let mut manifest = model.manifest;
    manifest.scores = replaced(manifest.scores, fresh, rule.outlines_as(&before));
    model_folder::write_manifest(&options.models, &manifest)?;
    model_card::write(&options.models, &options.task)
}

fn scores(pictures: &[Outlined], rule: &OutlineRule, data: &str, split: Split) -> Vec<Score> {
    outlined::scores(&outlined::by_source(pictures, rule), data, split, Precision::Int8.name())
}

/// Scores with those of outlines replaced. Those of the weights before rounding are kept where the rule is the same,
/// after the new ones: the first of a metric is the one that visitors see.
fn replaced(scores: Vec<Score>, fresh: Vec<Score>, is_same: bool) -> Vec<Score> {
    let is_rounded = |score: &Score| score.weights == Precision::Int8.name();
    let stays = |score: &Score| !is_outline_score(score) || (is_same && !is_rounded(score));
    let mut scores: Vec<Score> = scores.into_iter().filter(stays).collect();
    let float = |score: &Score| score.weights == Precision::F32.name();
    let at = scores.iter().position(float).unwrap_or(scores.len());
    scores.splice(at..at, fresh);
    scores
}

/// Performance of a rule on `val`. Averages are over sources, since the source of a visitor's picture is unknown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worth {
    /// Dice coefficient where something was drawn, 0…1.
    pub dice: f64,
    /// Share of those whose most certain outlined cell lies inside the drawn outline, 0…1.
    pub hit: f64,
    /// Share of pictures without a finding on which something is outlined, 0…1; `None` without such pictures.
    pub wrongly: Option<f64>,
}

impl Worth {
    /// The objective that the chosen rule maximises, 0…1: the mean of the Dice coefficient where something was drawn
    /// and of the share of the pictures without a finding that are left empty. The coefficient alone ignores false
    /// outlines: it would select a threshold at which half of the slices without a finding have one. Without such
    /// pictures it is used alone.
    #[must_use]
    pub fn worth(&self) -> f64 {
        self.wrongly.map_or(self.dice, |wrongly| f64::midpoint(self.dice, 1.0 - wrongly))
    }

    /// Measures a rule; `None` where nothing was drawn.
    #[must_use]
    pub fn of(pictures: &[Outlined], rule: &OutlineRule) -> Option<Self> {
        let mut sources: [BTreeMap<&str, Vec<f64>>; 3] = [BTreeMap::new(), BTreeMap::new(), BTreeMap::new()];
        let [dice, hit, wrongly] = &mut sources;
        for picture in pictures {
            let source = picture.source.as_str();
            let share = |is: bool| f64::from(u8::from(is));
            match picture.agreement(rule) {
                Agreement::Drawn { dice: value, hit: inside } => {
                    dice.entry(source).or_default().push(value);
                    hit.entry(source).or_default().push(share(inside));
                }
                Agreement::Free(any) => wrongly.entry(source).or_default().push(share(any)),
            }
        }
        Some(Self { dice: over_sources(dice)?, hit: over_sources(hit)?, wrongly: over_sources(wrongly) })
    }
}

/// The mean over sources of their means. Sources with few pictures count only where there are no others.
fn over_sources(sources: &BTreeMap<&str, Vec<f64>>) -> Option<f64> {
    let least = sources.values().map(Vec::len).max()?.min(LEAST_PICTURES);
    let means: Vec<f64> = sources
        .values()
        .filter(|of| of.len() >= least)
        .map(|of| of.iter().sum::<f64>() / of.len().max(1) as f64)
        .collect();
    Some(means.iter().sum::<f64>() / means.len().max(1) as f64)
}

/// The rule with the highest [`Worth::worth`] on pictures of `val`. Ties prefer one that outlines for every answer,
/// keeps smaller regions, and has the larger threshold.
///
/// # Errors
/// When nothing of them is outlined by hand.
pub fn chosen(val: &[Outlined]) -> Result<OutlineRule> {
    let rules: Vec<OutlineRule> = [true, false]
        .into_iter()
        .flat_map(|empty_on_none| LEAST_CELLS.map(|least_cells| (empty_on_none, least_cells)))
        .flat_map(|(empty_on_none, least_cells)| {
            THRESHOLDS.map(|threshold| OutlineRule {
                least_cells,
                empty_on_none,
                ..OutlineRule::from_threshold(threshold)
            })
        })
        .collect();
    let tried: Vec<(OutlineRule, Option<Worth>)> = rules
        .into_par_iter()
        .map(|rule| {
            let worth = Worth::of(val, &rule);
            (rule, worth)
        })
        .collect();
    let measured = tried.into_iter().filter_map(|(rule, worth)| Some((rule, worth?)));
    let best = measured.max_by(|a, b| a.1.worth().total_cmp(&b.1.worth()));
    let (rule, found) = best.context("expected outlines in `val` to choose the rule by, found none")?;
    let rule = OutlineRule {
        dice: found.dice as f32,
        hit: Some(found.hit as f32),
        wrongly: found.wrongly.map(|share| share as f32),
        ..rule
    };
    eprintln!(
        "outlined on val: regions of {} cells on, from {:.2} on{}: Dice {:.3}, hit {:.3}, {:.3} of slices without a finding",
        rule.least_cells.max(1),
        rule.threshold,
        if rule.empty_on_none { ", nothing where none is the answer" } else { "" },
        found.dice,
        found.hit,
        found.wrongly.unwrap_or_default()
    );
    Ok(rule)
}

#[cfg(test)]
mod tests {
    use super::*;
    use evaluation::Metric;
    use explain::Map;

    /// A row of cells.
    fn picture(source: &str, drawn: &[f32], values: &[f32], says_none: bool) -> Outlined {
        Outlined {
            group: source.into(),
            source: source.into(),
            drawn: drawn.to_vec(),
            map: Map { width: values.len(), height: 1, values: values.to_vec() },
            says_none,
        }
    }

    const DRAWN: [f32; 8] = [1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    const FREE: [f32; 8] = [0.0; 8];

    #[test]
    fn false_outlines_raise_the_threshold() {
        let drawn = picture("a", &DRAWN, &[0.9, 0.9, 0.9, 0.32, 0.1, 0.1, 0.1, 0.1], false);
        // The coefficient alone would include the last of the four cells.
        let alone = chosen(std::slice::from_ref(&drawn)).unwrap();
        assert_eq!((alone.threshold, alone.dice, alone.hit, alone.wrongly), (0.3, 1.0, Some(1.0), None));
        // The false outline on the picture without a finding is larger than the finding: only the threshold excludes
        // it.
        let free = picture("a", &FREE, &[0.5; 8], false);
        let rule = chosen(&[drawn, free]).unwrap();
        assert!(rule.threshold > 0.5 && !rule.empty_on_none, "{rule:?}");
        assert_eq!((rule.wrongly, rule.least_cells), (Some(0.0), 0));
        assert!((rule.dice - 6.0 / 7.0).abs() < 1e-6, "{rule:?}");
    }

    #[test]
    fn what_helps_is_chosen_and_nothing_else() {
        let drawn = || picture("a", &DRAWN, &[0.9, 0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.1], false);
        // As certain as the finding: no threshold separates it, but its size does.
        let speck = picture("a", &FREE, &[0.9, 0.1, 0.9, 0.1, 0.1, 0.1, 0.1, 0.1], false);
        let rule = chosen(&[drawn(), speck]).unwrap();
        assert_eq!((rule.least_cells, rule.empty_on_none, rule.wrongly), (2, false, Some(0.0)));
        // Equally large too: then the answer separates it.
        let whole = picture("a", &FREE, &[0.9, 0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.1], true);
        let rule = chosen(&[drawn(), whole]).unwrap();
        assert_eq!((rule.least_cells, rule.empty_on_none, rule.wrongly), (0, true, Some(0.0)));
        let rule = chosen(&[drawn()]).unwrap();
        assert_eq!((rule.least_cells, rule.empty_on_none, rule.threshold), (0, false, 0.9));
        assert!(chosen(&[picture("a", &FREE, &[0.5; 8], false)]).is_err(), "nothing was drawn");
    }

    #[test]
    fn sources_weigh_the_same_and_a_single_picture_is_no_source() {
        let of = |source: &str, hits: bool, count: usize| {
            let values = if hits { [0.9, 0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.1] } else { [0.1; 8] };
            vec![picture(source, &DRAWN, &values, false); count]
        };
        let worth = |pictures: &[Outlined]| Worth::of(pictures, &OutlineRule::from_threshold(0.5)).unwrap();
        let both = worth(&[of("a", true, 30), of("b", false, 10)].concat());
        assert_eq!((both.dice, both.hit, both.wrongly, both.worth()), (0.5, 0.5, None, 0.5));
        let small = worth(&[of("a", true, 30), of("b", false, 1)].concat());
        assert_eq!(small.dice, 1.0);
        assert_eq!(worth(&[of("a", true, 1), of("b", false, 1)].concat()).dice, 0.5, "there are no others");
    }

    #[test]
    fn fresh_scores_come_before_those_of_the_weights_before_rounding() {
        let score = |metric: &str, weights: &str, value: f32| Score {
            metric: Metric::from(metric.to_owned()),
            value,
            interval: [0.0, 1.0],
            data: "d".into(),
            split: Split::Test,
            weights: weights.into(),
            n: 1,
            groups: 1,
        };
        let old = || {
            vec![
                score("accuracy", "int8", 0.9),
                score("dice_source_a", "int8", 0.6),
                score("accuracy", "f32", 0.9),
                score("dice_source_a", "f32", 0.6),
            ]
        };
        let fresh = || vec![score("dice_source_a", "int8", 0.7)];
        let told = |scores: Vec<Score>| -> Vec<(String, String)> {
            scores.into_iter().map(|one| (one.metric.to_string(), one.weights)).collect()
        };
        let of = |metric: &str, weights: &str| (metric.to_owned(), weights.to_owned());
        let [accuracy, dice] = ["accuracy", "dice_source_a"];
        let changed = [of(accuracy, "int8"), of(dice, "int8"), of(accuracy, "f32")];
        assert_eq!(told(replaced(old(), fresh(), false)), changed);
        let same = replaced(old(), fresh(), true);
        assert_eq!((same.len(), same[1].value), (4, 0.7));
    }
}
