//! Agreement of a model's outlines with manually drawn ones.
//!
//! Counted in the map's own cells, a quarter of the prepared picture's side: a cell belongs to the drawn outline when
//! half of it does, and to the model's by the manifest's rule, as visitors see it; `lab outline` chose that on `val`.
//!
//! Invariant: a picture with a finding without a manual outline is not counted.

use super::bootstrap;
use super::evaluate::each;
use super::model::Model;
use anyhow::{Context, Result};
use engine::{decide, says_none, steps};
use evaluation::{Figure, Metric, Score};
use explain::{Map, cells};
use model::OutlineRule;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use training::agreement::{Agreement, INSIDE};
use training::data::{ImageDataset, Record, Split};

/// One picture with the drawn outline and the model's output.
#[derive(Clone, Debug)]
pub struct Outlined {
    /// Patient or near-duplicate cluster.
    pub group: String,
    /// Source of the picture.
    pub source: String,
    /// Share of each cell inside the drawn outline; all 0 without a finding.
    pub drawn: Vec<f32>,
    /// The model's probabilities.
    pub map: Map,
    /// Whether the model's answer is "none" and nothing else.
    pub says_none: bool,
}

impl Outlined {
    /// Compares the outline that visitors see by a rule with the drawn one. Without an outline there is no hit.
    #[must_use]
    pub fn agreement(&self, rule: &OutlineRule) -> Agreement {
        let is_empty = rule.empty_on_none && self.says_none;
        let found = if is_empty {
            vec![false; self.map.values.len()]
        } else {
            cells(&self.map, rule.threshold, rule.least_cells as usize)
        };
        let (n, m) =
            (self.drawn.iter().filter(|share| **share >= INSIDE).count(), found.iter().filter(|is| **is).count());
        if n == 0 {
            return Agreement::Free(m > 0);
        }
        let outlined = || self.drawn.iter().zip(&self.map.values).zip(&found).filter(|(_, is)| **is).map(|(at, _)| at);
        let both = outlined().filter(|(share, _)| **share >= INSIDE).count();
        let strongest = outlined().max_by(|a, b| a.1.total_cmp(b.1));
        Agreement::Drawn {
            dice: 2.0 * both as f64 / (n + m) as f64,
            hit: strongest.is_some_and(|(share, _)| *share >= INSIDE),
        }
    }
}

/// Agreement over pictures, with 95 % intervals by group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutlineReport {
    /// Probability from which a cell counts as outlined.
    pub threshold: f32,
    /// Cells of the smallest region that is outlined.
    pub least_cells: u32,
    /// Whether nothing is outlined where "none" is the whole answer.
    pub empty_on_none: bool,
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
    fn new<'a>(pictures: impl Iterator<Item = &'a Outlined>, rule: &OutlineRule) -> Self {
        let (mut dice, mut hit, mut wrongly) = (Vec::new(), Vec::new(), Vec::new());
        for picture in pictures {
            let group = picture.group.as_str();
            match picture.agreement(rule) {
                Agreement::Drawn { dice: value, hit: inside } => {
                    dice.push((group, value));
                    hit.push((group, inside));
                }
                Agreement::Free(any) => wrongly.push((group, any)),
            }
        }
        let count = |groups: &mut dyn Iterator<Item = &str>| groups.collect::<BTreeSet<_>>().len();
        Self {
            threshold: rule.threshold,
            least_cells: rule.least_cells,
            empty_on_none: rule.empty_on_none,
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
pub fn by_source(pictures: &[Outlined], rule: &OutlineRule) -> BTreeMap<String, OutlineReport> {
    let mut sources: BTreeMap<String, Vec<&Outlined>> = BTreeMap::new();
    for picture in pictures {
        sources.entry(picture.source.clone()).or_default().push(picture);
    }
    let report = |(source, of): (String, Vec<&Outlined>)| (source, OutlineReport::new(of.into_iter(), rule));
    sources.into_iter().map(report).collect()
}

/// Runs the model over a split; empty for a model without a decoder.
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
        let Some(drawn) = training::target(record, &training::opened_one(record)?, none, side)? else {
            return Ok(None);
        };
        let run = model.forward(&model.prepared(bytes)?)?;
        let map = steps::outline(&run).context("the model has no map")?;
        let (decision, _) = decide(&model.manifest, &steps::probabilities(&run.logits, &model.manifest));
        let says_none = says_none(&model.manifest, &decision);
        let (group, source) = (record.group.clone(), record.source.clone());
        Ok(Some(Outlined { group, source, drawn, map, says_none }))
    };
    Ok(each(&data.split(split), &format!("outlines {split}"), of)?.into_iter().flatten().collect())
}

/// Whether a score of a manifest is one of [`scores`].
#[must_use]
pub fn is_outline_score(score: &Score) -> bool {
    matches!(score.metric, Metric::Dice(_) | Metric::OutlineHit(_) | Metric::OutlinedWrongly(_))
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

    #[test]
    fn what_visitors_see_is_held_against_what_was_drawn() {
        // Two adjacent cells and a single one, the second and third of which are drawn.
        let picture = Outlined {
            group: "p".into(),
            source: "s".into(),
            drawn: vec![0.0, 1.0, 0.0, 1.0],
            map: Map { width: 4, height: 1, values: vec![0.6, 0.7, 0.2, 0.9] },
            says_none: true,
        };
        let rule = || OutlineRule::from_threshold(0.5);
        assert_eq!(picture.agreement(&rule()), Agreement::Drawn { dice: 0.8, hit: true });
        let larger = OutlineRule { least_cells: 2, ..rule() };
        assert_eq!(picture.agreement(&larger), Agreement::Drawn { dice: 0.5, hit: true });
        let empty = OutlineRule { empty_on_none: true, ..rule() };
        assert_eq!(picture.agreement(&empty), Agreement::Drawn { dice: 0.0, hit: false });
        let free = Outlined { drawn: vec![0.0; 4], ..picture };
        assert_eq!(free.agreement(&larger), Agreement::Free(true));
        assert_eq!(free.agreement(&OutlineRule { least_cells: 3, ..rule() }), Agreement::Free(false));
        assert_eq!(free.agreement(&empty), Agreement::Free(false));
    }

    #[test]
    fn sources_are_told_apart_and_become_scores() {
        let picture = |source: &str, drawn: [f32; 2], values: [f32; 2]| Outlined {
            group: source.into(),
            source: source.into(),
            drawn: drawn.to_vec(),
            map: Map { width: 2, height: 1, values: values.to_vec() },
            says_none: false,
        };
        let all = [
            picture("one", [1.0, 0.0], [0.9, 0.1]),
            picture("one", [0.0, 0.0], [0.1, 0.1]),
            picture("other", [1.0, 1.0], [0.1, 0.1]),
        ];
        let reports = by_source(&all, &OutlineRule::from_threshold(0.5));
        assert_eq!(reports["one"].dice.map(|figure| figure.value), Some(1.0));
        assert_eq!(reports["one"].wrongly.map(|figure| figure.value), Some(0.0));
        assert_eq!((reports["other"].drawn, reports["other"].free), ([1, 1], [0, 0]));
        assert_eq!(reports["other"].hit.map(|figure| figure.value), Some(0.0), "nothing is outlined");
        let scores = scores(&reports, "d", Split::Test, "int8");
        assert!(scores.iter().all(is_outline_score));
        let names: Vec<String> = scores.into_iter().map(|score| score.metric.to_string()).collect();
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
