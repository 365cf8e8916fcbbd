//! Which score and which quantile make the prediction sets, chosen by leaving patients of `val` out in turn.

use super::quantile::{Caution, Column};
use crate::trust::{SetScore, prediction_set};
use crate::weights::Quantiles;
use std::collections::BTreeMap;

/// What is asked of the sets; the first decides, and the score is chosen for it.
const LEVELS: [f64; 2] = [0.95, 0.90];

/// Scores that are tried: penalties as small and as large as RAPS was published with.
const SCORES: [SetScore; 6] = [
    SetScore::Lac,
    SetScore::Aps,
    SetScore::Raps { penalty: 0.01, free_ranks: 1.0 },
    SetScore::Raps { penalty: 0.1, free_ranks: 1.0 },
    SetScore::Raps { penalty: 0.01, free_ranks: 2.0 },
    SetScore::Raps { penalty: 0.1, free_ranks: 2.0 },
];

/// Most parts that a class's patients are dealt into; with fewer patients each is a part.
const MOST_PARTS: usize = 50;

/// True class, patient, calibrated probabilities.
pub(super) type Answered<'a> = (usize, &'a str, Vec<f32>);

/// What was chosen.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The score.
    pub score: SetScore,
    /// One entry per level, the lower level first.
    pub quantiles: Vec<Quantiles>,
    /// Why, in one sentence with its figures.
    pub why: String,
}

/// How a rule does on patients that were left out.
#[derive(Clone, Copy, Debug, PartialEq)]
struct HeldOut {
    score: SetScore,
    caution: Caution,
    /// Coverage of the worst class, by pictures or by patients, whichever is lower.
    worst: f64,
    /// Mean number of classes in a set.
    size: f64,
}

/// The score and caution of smallest sets among those that cover enough of every class on patients left out;
/// where none does, the one that covers most of its worst class.
#[must_use]
pub fn choose(answers: &[Answered<'_>], classes: usize) -> Chosen {
    let tables: Vec<Scores> = SCORES.iter().map(|score| Scores::new(answers, classes, *score)).collect();
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
    let table = Scores::new(answers, classes, best.score);
    let wide = table.quantiles(level, best.caution);
    let second: Vec<HeldOut> = Caution::ALL.map(|caution| table.held_out(lower, caution)).to_vec();
    let narrow = better(&second, lower).map_or_else(|| wide.clone(), |held| table.quantiles(lower, held.caution));
    // The sets of the lower level lie within those of the higher one, whatever the two rules.
    let narrow = narrow.iter().zip(&wide).map(|(narrow, wide)| narrow.min(*wide)).collect();
    let quantiles =
        vec![Quantiles { level: lower as f32, per_class: narrow }, Quantiles { level: level as f32, per_class: wide }];
    Chosen { score: best.score, quantiles, why }
}

/// The first of equals: simpler scores and lesser caution come first.
fn better(tried: &[HeldOut], level: f64) -> Option<HeldOut> {
    let enough = tried.iter().filter(|held| held.worst >= level - 1e-9);
    let smallest = enough.min_by(|a, b| a.size.total_cmp(&b.size));
    let widest = || tried.iter().min_by(|a, b| b.worst.total_cmp(&a.worst).then(a.size.total_cmp(&b.size)));
    smallest.or_else(widest).copied()
}

fn why(tried: &[HeldOut], best: HeldOut, level: f64) -> String {
    let reached = best.worst >= level - 1e-9;
    let rivals = ["lac", "aps", "raps"].into_iter().filter(|name| *name != best.score.name());
    let rivals: Vec<String> = rivals
        .filter_map(|name| {
            let own: Vec<HeldOut> = tried.iter().filter(|held| held.score.name() == name).copied().collect();
            let rival = better(&own, level)?;
            Some(format!("{} {:.2} classes at {:.1} %", name.to_uppercase(), rival.size, rival.worst * 100.0))
        })
        .collect();
    format!(
        "{} was kept, taking {}: with each patient of val left out in turn, the {:.0} % sets hold the true class in at \
         least {:.1} % of every class{}, with {:.2} classes on average (best of the others: {}).",
        best.score.name().to_uppercase(),
        best.caution.words(),
        level * 100.0,
        best.worst * 100.0,
        if reached { "" } else { ", which is less than was asked for and the most that any rule reached" },
        best.size,
        rivals.join(", ")
    )
}

/// The scores of every picture, and those of each true class by patient.
struct Scores<'a> {
    answers: &'a [Answered<'a>],
    score: SetScore,
    /// Number of each picture's group among those of its class.
    groups: Vec<usize>,
    columns: Vec<Column>,
    parts: usize,
}

impl<'a> Scores<'a> {
    fn new(answers: &'a [Answered<'a>], classes: usize, score: SetScore) -> Self {
        let mut numbers: Vec<BTreeMap<&str, usize>> = vec![BTreeMap::new(); classes];
        let groups: Vec<usize> = answers
            .iter()
            .map(|(truth, group, _)| {
                numbers.get_mut(*truth).map_or(0, |seen| {
                    let next = seen.len();
                    *seen.entry(group).or_insert(next)
                })
            })
            .collect();
        let column = |class: usize| {
            let own = answers.iter().zip(&groups).filter(|((truth, ..), _)| *truth == class);
            Column::new(own.filter_map(|((.., values), group)| Some((*score.of(values).get(class)?, *group))))
        };
        let parts = numbers.iter().map(BTreeMap::len).max().unwrap_or(1).clamp(1, MOST_PARTS);
        Self { answers, score, columns: (0..classes).map(column).collect(), groups, parts }
    }

    fn quantiles(&self, level: f64, caution: Caution) -> Vec<f32> {
        self.columns.iter().map(|column| column.quantile(level, caution)).collect()
    }

    /// Each picture's set with its own class's quantile from the other patients. The other classes' quantiles
    /// come from all: this patient has no part in them.
    fn held_out(&self, level: f64, caution: Caution) -> HeldOut {
        let all = self.quantiles(level, caution);
        let without = |column: &Column| -> Vec<f32> {
            let part = |part: usize| column.only(|group| group % self.parts != part).quantile(level, caution);
            (0..self.parts).map(part).collect()
        };
        let without: Vec<Vec<f32>> = self.columns.iter().map(without).collect();
        let mut sizes = 0;
        let mut hits: Vec<BTreeMap<usize, (usize, usize)>> = vec![BTreeMap::new(); self.columns.len()];
        for ((truth, _, values), group) in self.answers.iter().zip(&self.groups) {
            let mut quantiles = all.clone();
            let held = without.get(*truth).and_then(|parts| parts.get(group % self.parts));
            if let (Some(own), Some(held)) = (quantiles.get_mut(*truth), held) {
                *own = *held;
            }
            let set = prediction_set(values, self.score, &quantiles);
            sizes += set.len();
            if let Some(class) = hits.get_mut(*truth) {
                let (n, hit) = class.entry(*group).or_default();
                *n += 1;
                *hit += usize::from(set.contains(truth));
            }
        }
        let worst = hits.iter().filter(|class| !class.is_empty()).map(lower_coverage).fold(1.0, f64::min);
        HeldOut { score: self.score, caution, worst, size: sizes as f64 / self.answers.len().max(1) as f64 }
    }
}

/// Coverage of one class by pictures or by patients, whichever is lower. By patient: pictures, and those covered.
fn lower_coverage(patients: &BTreeMap<usize, (usize, usize)>) -> f64 {
    let (n, hits) = patients.values().fold((0, 0), |(n, hits), patient| (n + patient.0, hits + patient.1));
    let shares: f64 = patients.values().map(|(n, hit)| *hit as f64 / (*n).max(1) as f64).sum();
    (hits as f64 / n.max(1) as f64).min(shares / patients.len().max(1) as f64)
}
