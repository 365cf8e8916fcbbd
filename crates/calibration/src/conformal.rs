//! Which score and which quantile make the prediction sets, chosen by cross-validation over groups of `val`. The task
//! defines what a group is.

use super::quantile::{Caution, GroupedScores};
use evaluation::SetScoreKind;
use model::Quantiles;
use std::collections::BTreeMap;
use trust::{SetScore, nested_set};

/// Required coverage levels; the score is chosen for the first one.
const LEVELS: [f64; 2] = [0.95, 0.90];

/// Candidate scores: the range of penalties in the RAPS paper.
const SCORES: [SetScore; 6] = [
    SetScore::Lac,
    SetScore::Aps,
    SetScore::Raps { penalty: 0.01, free_ranks: 1.0 },
    SetScore::Raps { penalty: 0.1, free_ranks: 1.0 },
    SetScore::Raps { penalty: 0.01, free_ranks: 2.0 },
    SetScore::Raps { penalty: 0.1, free_ranks: 2.0 },
];

/// Maximum number of folds; with fewer groups each group is a fold.
const MOST_PARTS: usize = 50;

/// True class, group, calibrated probabilities.
pub type GroupAnswer<'a> = (usize, &'a str, Vec<f32>);

/// The choice.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The score.
    pub score: SetScore,
    /// One entry per level, the lower level first.
    pub quantiles: Vec<Quantiles>,
    /// The reason, in one sentence with its figures.
    pub why: String,
}

/// Performance of a rule on held-out groups.
#[derive(Clone, Copy, Debug, PartialEq)]
struct HeldOut {
    score: SetScore,
    caution: Caution,
    /// Coverage by pictures or by groups, whichever is lower.
    coverage: f64,
    /// Mean number of classes in a set.
    size: f64,
}

/// The score and caution of smallest sets among those with enough coverage on held-out groups, by pictures and by
/// groups; where none does, the one that covers most. One quantile serves all classes: quantiles of their own, from a
/// dozen groups each, put classes of under 1 % into sets and left more probable ones out. No class below `floor` is
/// in a set but the most probable one.
#[must_use]
pub fn choose(answers: &[GroupAnswer<'_>], classes: usize, floor: f32) -> Chosen {
    let tables: Vec<TruthScores> =
        SCORES.iter().map(|score| TruthScores::new(answers, classes, *score, floor)).collect();
    let tried = |level: f64| -> Vec<HeldOut> {
        let each = tables.iter().flat_map(|table| Caution::ALL.map(|caution| table.held_out(level, caution)));
        each.collect()
    };
    let [level, lower] = LEVELS;
    let first = tried(level);
    // `SCORES` and `ALL` are never empty, so neither is the list.
    let Some(best) = better(&first, level) else {
        return Chosen { score: SetScore::Lac, quantiles: Vec::new(), why: String::new() };
    };
    let why = why(&first, best, level);
    let table = TruthScores::new(answers, classes, best.score, floor);
    let wide = table.quantiles(level, best.caution);
    let second: Vec<HeldOut> = Caution::ALL.map(|caution| table.held_out(lower, caution)).to_vec();
    let narrow = better(&second, lower).map_or_else(|| wide.clone(), |held| table.quantiles(lower, held.caution));
    // Sets of the lower level must be contained in those of the higher one, under any two rules.
    let narrow = narrow.iter().zip(&wide).map(|(narrow, wide)| narrow.min(*wide)).collect();
    let quantiles =
        vec![Quantiles { level: lower as f32, per_class: narrow }, Quantiles { level: level as f32, per_class: wide }];
    Chosen { score: best.score, quantiles, why }
}

/// The first of equals: simpler scores and lesser caution come first.
fn better(tried: &[HeldOut], level: f64) -> Option<HeldOut> {
    let enough = tried.iter().filter(|held| held.coverage >= level - 1e-9);
    let smallest = enough.min_by(|a, b| a.size.total_cmp(&b.size));
    let widest = || tried.iter().min_by(|a, b| b.coverage.total_cmp(&a.coverage).then(a.size.total_cmp(&b.size)));
    smallest.or_else(widest).copied()
}

fn why(tried: &[HeldOut], best: HeldOut, level: f64) -> String {
    let reached = best.coverage >= level - 1e-9;
    let rivals = SetScoreKind::ALL.into_iter().filter(|kind| *kind != best.score.kind());
    let rivals: Vec<String> = rivals
        .filter_map(|kind| {
            let own: Vec<HeldOut> = tried.iter().filter(|held| held.score.kind() == kind).copied().collect();
            let rival = better(&own, level)?;
            Some(format!("{} {:.2} classes at {:.1} %", kind.name().to_uppercase(), rival.size, rival.coverage * 100.0))
        })
        .collect();
    format!(
        "{} was kept, taking {}: with groups of val left out in turn, the {:.0} % sets hold the true class in {:.1} % \
         of the pictures, or of the groups where that is less{}, with {:.2} classes on average (best of the others: {}).",
        best.score.kind().name().to_uppercase(),
        best.caution.words(),
        level * 100.0,
        best.coverage * 100.0,
        if reached { "" } else { ", which is less than was asked for and the most that any rule reached" },
        best.size,
        rivals.join(", ")
    )
}

/// The scores of every picture's true class, by group.
struct TruthScores<'a> {
    answers: &'a [GroupAnswer<'a>],
    score: SetScore,
    floor: f32,
    classes: usize,
    /// Number of each picture's group.
    groups: Vec<usize>,
    column: GroupedScores,
    parts: usize,
}

impl<'a> TruthScores<'a> {
    fn new(answers: &'a [GroupAnswer<'a>], classes: usize, score: SetScore, floor: f32) -> Self {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut number = |group: &'a str| {
            let next = numbers.len();
            *numbers.entry(group).or_insert(next)
        };
        let groups: Vec<usize> = answers.iter().map(|(_, group, _)| number(group)).collect();
        let parts = numbers.len().clamp(1, MOST_PARTS);
        let own = answers.iter().zip(&groups);
        let column = GroupedScores::new(
            own.filter_map(|((truth, _, values), group)| Some((*score.of(values).get(*truth)?, *group))),
        );
        Self { answers, score, floor, classes, groups, column, parts }
    }

    fn quantiles(&self, level: f64, caution: Caution) -> Vec<f32> {
        vec![self.column.quantile(level, caution); self.classes]
    }

    /// Each picture's set with the quantile from the other groups.
    fn held_out(&self, level: f64, caution: Caution) -> HeldOut {
        let part = |part: usize| self.column.only(|group| group % self.parts != part).quantile(level, caution);
        let without: Vec<f32> = (0..self.parts).map(part).collect();
        let mut sizes = 0;
        let mut hits: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for ((truth, _, values), group) in self.answers.iter().zip(&self.groups) {
            let quantile = without[group % self.parts];
            let set = nested_set(values, self.score, &vec![quantile; self.classes], self.floor);
            sizes += set.len();
            let (n, hit) = hits.entry(*group).or_default();
            *n += 1;
            *hit += usize::from(set.contains(truth));
        }
        let size = sizes as f64 / self.answers.len().max(1) as f64;
        HeldOut { score: self.score, caution, coverage: lower_coverage(&hits), size }
    }
}

/// Coverage by pictures or by groups, whichever is lower. By group: pictures, and those covered.
fn lower_coverage(groups: &BTreeMap<usize, (usize, usize)>) -> f64 {
    let (n, hits) = groups.values().fold((0, 0), |(n, hits), group| (n + group.0, hits + group.1));
    let shares: f64 = groups.values().map(|(n, hit)| *hit as f64 / (*n).max(1) as f64).sum();
    (hits as f64 / n.max(1) as f64).min(shares / groups.len().max(1) as f64)
}
