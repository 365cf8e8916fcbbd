//! Any finding against none: by slice, by group where that is more than a picture, by source and by sequence.
//!
//! Sensitivity and specificity are those of the answer: it is positive where the most probable class is any finding.
//! The curve is that of 1 minus the probability of "none". Every class but the manifest's negative one counts as a
//! finding.
//!
//! Invariant: pure; selects nothing, not even a threshold.

use super::bootstrap::{Intervals, NamedScores, group_count, resampled};
use ::task::GroupsOf;
use evaluation::{AnyFinding, Figure, Telling};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use training::data::UNLISTED;
use training::metrics::{Outcome, auc};
use trust::argmax;

/// Suffixes of a source's name that state the sequence of its slices.
const SEQUENCES: [&str; 5] = ["t1", "t1c", "t2", "flair", "pd"];

/// Content of `any_finding` in `--json`, by the name that [`named_as`] gives it.
#[derive(Clone, Debug, Serialize)]
pub struct Findings {
    /// Every slice counts once.
    #[serde(flatten)]
    pub slices: AnyFindingFigures,
    /// Every group counts once for each true class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_group: Option<AnyFindingFigures>,
    /// By source of the pictures; slices.
    pub per_source: BTreeMap<String, BySliceAndGroup>,
    /// By sequence, where the source's name ends with one; slices.
    pub per_sequence: BTreeMap<String, BySliceAndGroup>,
}

/// One part of the pictures.
#[derive(Clone, Debug, Serialize)]
pub struct BySliceAndGroup {
    /// Every slice counts once.
    #[serde(flatten)]
    pub slices: AnyFindingFigures,
    /// Every group counts once for each true class; `None` where groups are no more than pictures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_group: Option<AnyFindingFigures>,
}

/// A finding against none, in one way of counting. A figure that the pictures do not allow is `null`.
#[derive(Clone, Debug, Serialize)]
pub struct AnyFindingFigures {
    /// Pictures, or groups and classes.
    pub n: usize,
    /// Those with a finding.
    pub findings: usize,
    /// Groups that the intervals resample.
    pub groups: usize,
    /// Share of findings that are answered with any finding.
    pub sensitivity: Option<f64>,
    /// Share of the others whose answer is "none".
    pub specificity: Option<f64>,
    /// Area under the ROC curve of 1 minus the probability of "none".
    pub auc: Option<f64>,
    /// 95 % intervals by name.
    pub intervals: Intervals,
}

impl Findings {
    /// Measures answers on data with these groups; `negative` is the index of "none" among the labels.
    #[must_use]
    pub fn new(outcomes: &[Outcome], negative: usize, groups: GroupsOf) -> Self {
        let by = (negative, groups);
        let BySliceAndGroup { slices, by_group } = part(&outcomes.iter().collect::<Vec<_>>(), by);
        let sources = parts(outcomes, by, |outcome| Some(outcome.source.clone()));
        let per_sequence = parts(outcomes, by, |outcome| sequence(&outcome.source).map(str::to_owned));
        Self { slices, by_group, per_source: sources, per_sequence }
    }

    /// In the manifest's form.
    #[must_use]
    pub fn finding(&self) -> AnyFinding {
        AnyFinding { slices: self.slices.telling(), groups: self.by_group.as_ref().map(AnyFindingFigures::telling) }
    }
}

impl BySliceAndGroup {
    /// In the manifest's form.
    #[must_use]
    pub fn finding(&self) -> AnyFinding {
        AnyFinding { slices: self.slices.telling(), groups: self.by_group.as_ref().map(AnyFindingFigures::telling) }
    }
}

impl AnyFindingFigures {
    /// Measures answers; `negative` is the index of "none" among the labels.
    #[must_use]
    pub fn new(outcomes: &[&Outcome], negative: usize) -> Self {
        let mut intervals = resampled(outcomes, |drawn| scores(drawn, negative));
        for (name, is_finding) in [("sensitivity", true), ("specificity", false)] {
            let n = outcomes.iter().filter(|outcome| (outcome.truth != negative) == is_finding).count();
            let value = scores(outcomes, negative).into_iter().find(|(score, _)| score == name).and_then(|one| one.1);
            if let (Some([low, high]), Some(value)) = (intervals.get_mut(name), value) {
                let [least, most] = wilson(value, n as f64);
                (*low, *high) = (low.min(least), high.max(most));
            }
        }
        let value = |name: &str| scores(outcomes, negative).into_iter().find(|(score, _)| score == name)?.1;
        Self {
            n: outcomes.len(),
            findings: outcomes.iter().filter(|outcome| outcome.truth != negative).count(),
            groups: group_count(outcomes),
            sensitivity: value("sensitivity"),
            specificity: value("specificity"),
            auc: value("auc"),
            intervals,
        }
    }

    fn telling(&self) -> Telling {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let figure = |name: &str, value: Option<f64>| {
            let [low, high] = *self.intervals.get(name)?;
            Some(Figure { value: value? as f32, low: low as f32, high: high as f32 })
        };
        Telling {
            n: count(self.n),
            positives: count(self.findings),
            groups: count(self.groups),
            sensitivity: figure("sensitivity", self.sensitivity),
            specificity: figure("specificity", self.specificity),
            auc: figure("auc", self.auc),
        }
    }
}

/// Each group once for each true class: the mean of the probabilities of its slices. A group with slices with and
/// without a finding counts once among either. Pictures of unlisted patients stand for themselves.
#[must_use]
pub fn by_group(outcomes: &[&Outcome]) -> Vec<Outcome> {
    let mut groups: BTreeMap<(&str, usize, usize), Vec<&Outcome>> = BTreeMap::new();
    for (at, outcome) in outcomes.iter().enumerate() {
        let own = if outcome.group == UNLISTED { at + 1 } else { 0 };
        groups.entry((outcome.group.as_str(), outcome.truth, own)).or_default().push(outcome);
    }
    let mean = |slices: &[&Outcome]| {
        let mut sums = vec![0.0f64; slices.first().map_or(0, |slice| slice.probabilities.len())];
        for slice in slices {
            sums.iter_mut().zip(&slice.probabilities).for_each(|(sum, value)| *sum += f64::from(*value));
        }
        sums.into_iter().map(|sum| (sum / slices.len() as f64) as f32).collect()
    };
    let one = |((group, truth, _), slices): ((&str, usize, usize), Vec<&Outcome>)| Outcome {
        truth,
        probabilities: mean(&slices),
        group: group.to_owned(),
        source: slices.first().map(|slice| slice.source.clone()).unwrap_or_default(),
    };
    groups.into_iter().map(one).collect()
}

/// The same fields under the names that scripts read: `any_parasite` and `parasites` for a task whose finding is called
/// `parasite`, instead of `any_finding` and `findings`; `by_patient` for one whose groups are patients, instead of
/// `by_group`, and no such field for one whose groups are pictures.
#[must_use]
pub fn named_as(json: Value, finding: &str, groups: GroupsOf) -> Value {
    let name = |field: String| match field.as_str() {
        "any_finding" => Some(format!("any_{finding}")),
        "findings" => Some(format!("{finding}s")),
        "finding_kept" => Some(format!("{finding}_kept")),
        "by_group" => groups.counted().map(|[one, _]| format!("by_{one}")),
        _ => Some(field),
    };
    match json {
        Value::Object(fields) => {
            let named = fields.into_iter().filter_map(|(field, value)| Some((name(field)?, value)));
            Value::Object(named.map(|(field, value)| (field, named_as(value, finding, groups))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(|item| named_as(item, finding, groups)).collect()),
        other => other,
    }
}

/// `t1c` of `clinic-t1c`; `None` where a source's name ends with no sequence.
#[must_use]
pub fn sequence(source: &str) -> Option<&str> {
    let last = source.rsplit('-').next()?;
    SEQUENCES.contains(&last).then_some(last)
}

/// 95 % interval of a share of `n` independent trials (Wilson 1927). Slices of one patient are correlated, so an
/// interval over patients is never made narrower than this; where all slices of a kind are of one patient, resampling
/// patients would show no spread.
fn wilson(share: f64, n: f64) -> [f64; 2] {
    let z = 1.959_964;
    let spread = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    let middle = share + z * z / (2.0 * n);
    [middle - spread, middle + spread].map(|end| (end / (1.0 + z * z / n)).clamp(0.0, 1.0))
}

fn part(outcomes: &[&Outcome], (negative, groups): (usize, GroupsOf)) -> BySliceAndGroup {
    let by_group = groups.counted().map(|_| {
        let each = by_group(outcomes);
        AnyFindingFigures::new(&each.iter().collect::<Vec<_>>(), negative)
    });
    BySliceAndGroup { slices: AnyFindingFigures::new(outcomes, negative), by_group }
}

fn parts(
    outcomes: &[Outcome],
    by: (usize, GroupsOf),
    of: impl Fn(&Outcome) -> Option<String>,
) -> BTreeMap<String, BySliceAndGroup> {
    let names: BTreeSet<String> = outcomes.iter().filter_map(&of).collect();
    let own = |name: &String| outcomes.iter().filter(|one| of(one).as_ref() == Some(name)).collect::<Vec<_>>();
    names.into_iter().map(|name| (name.clone(), part(&own(&name), by))).collect()
}

fn scores(outcomes: &[&Outcome], negative: usize) -> NamedScores {
    let share = |is_finding: bool| {
        let own = outcomes.iter().filter(|outcome| (outcome.truth != negative) == is_finding);
        let right = own.clone().filter(|outcome| (argmax(&outcome.probabilities) != negative) == is_finding).count();
        let n = own.count();
        (n > 0).then(|| right as f64 / n as f64)
    };
    let scored = |outcome: &&Outcome| (1.0 - outcome.probabilities[negative], outcome.truth != negative);
    vec![
        ("sensitivity".to_owned(), share(true)),
        ("specificity".to_owned(), share(false)),
        ("auc".to_owned(), auc(outcomes.iter().map(scored).collect())),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(truth: usize, probabilities: [f32; 3], group: &str, source: &str) -> Outcome {
        Outcome { truth, probabilities: probabilities.to_vec(), group: group.into(), source: source.into() }
    }

    /// Class 1 is "none".
    fn drawn() -> Vec<Outcome> {
        vec![
            outcome(0, [0.7, 0.2, 0.1], "a", "x-t1c"),
            outcome(0, [0.3, 0.6, 0.1], "a", "x-t1c"),
            outcome(1, [0.1, 0.8, 0.1], "a", "x-t1c"),
            outcome(2, [0.9, 0.1, 0.0], "b", "x-flair"),
            outcome(1, [0.5, 0.3, 0.2], "b", "x-flair"),
            outcome(1, [0.0, 0.9, 0.1], "c", "web"),
        ]
    }

    #[test]
    fn slices_by_hand() {
        let found = Findings::new(&drawn(), 1, GroupsOf::Patient);
        assert_eq!((found.slices.n, found.slices.findings, found.slices.groups), (6, 3, 3));
        // Found: the first and the fourth; another class with a finding is one.
        assert_eq!(found.slices.sensitivity, Some(2.0 / 3.0));
        assert_eq!(found.slices.specificity, Some(2.0 / 3.0));
        // Findings score 0.8, 0.4, 0.9; the others 0.2, 0.7, 0.1: 3 + 2 + 3 of 9 pairs.
        assert!((found.slices.auc.unwrap() - 8.0 / 9.0).abs() < 1e-9);
        let [low, high] = found.slices.intervals["auc"];
        assert!(low <= 8.0 / 9.0 && high >= 8.0 / 9.0);
    }

    #[test]
    fn a_patient_counts_once_for_each_class() {
        let found = Findings::new(&drawn(), 1, GroupsOf::Patient);
        let told = found.by_group.as_ref().unwrap();
        assert_eq!((told.n, told.findings, told.groups), (5, 2, 3));
        // The mean of patient a's slices with a finding is 0.5, 0.4, 0.1: one.
        assert_eq!(told.sensitivity, Some(1.0));
        assert_eq!(told.specificity, Some(2.0 / 3.0));
        assert_eq!(found.finding().groups.map(|told| told.n), Some(5));
    }

    #[test]
    fn sources_and_sequences_are_told_apart() {
        let found = Findings::new(&drawn(), 1, GroupsOf::Patient);
        assert_eq!(found.per_source.keys().map(String::as_str).collect::<Vec<_>>(), ["web", "x-flair", "x-t1c"]);
        assert_eq!(found.per_sequence.keys().map(String::as_str).collect::<Vec<_>>(), ["flair", "t1c"]);
        let web = &found.per_source["web"].slices;
        assert_eq!((web.sensitivity, web.specificity, web.auc), (None, Some(1.0), None), "no finding in it");
        assert_eq!(found.finding().slices.n, 6);
        assert!(found.per_source["web"].finding().slices.sensitivity.is_none());
    }

    #[test]
    fn one_patient_is_no_certainty() {
        let all: Vec<Outcome> = (0..60).map(|_| outcome(1, [0.1, 0.8, 0.1], "a", "x")).collect();
        let [low, high] = AnyFindingFigures::new(&all.iter().collect::<Vec<_>>(), 1).intervals["specificity"];
        // 60 of 60: Wilson's lower end is 60 / (60 + 1.96 squared).
        assert!((low - 60.0 / 63.8415).abs() < 1e-3 && high == 1.0, "{low} to {high}");
    }

    #[test]
    fn unlisted_patients_are_not_one_patient() {
        let all: Vec<Outcome> = drawn().into_iter().map(|one| Outcome { group: UNLISTED.into(), ..one }).collect();
        assert_eq!(by_group(&all.iter().collect::<Vec<_>>()).len(), 6);
    }

    #[test]
    fn scripts_read_the_word_of_the_task() {
        let json = serde_json::json!({ "any_finding": [{ "findings": 3 }], "intervals": { "finding_kept": 1 } });
        let named = named_as(json.clone(), "spot", GroupsOf::Patient);
        assert_eq!(named.to_string(), r#"{"any_spot":[{"spots":3}],"intervals":{"spot_kept":1}}"#);
        assert_eq!(named_as(json.clone(), "finding", GroupsOf::Picture), json);
    }

    #[test]
    fn groups_are_counted_where_they_are_more_than_pictures_and_called_what_they_are() {
        let of = |groups: GroupsOf| {
            let found = serde_json::to_value(Findings::new(&drawn(), 1, groups)).unwrap();
            let sets = serde_json::json!([{ "by_group": null }]);
            named_as(serde_json::json!({ "any_finding": found, "sets": sets }), "spot", groups)
        };
        let (patients, nodules) = (of(GroupsOf::Patient), of(GroupsOf::Nodule));
        assert_eq!(
            (&patients["any_spot"]["by_patient"]["n"], &nodules["any_spot"]["by_nodule"]["n"]),
            (&5.into(), &5.into())
        );
        assert!(!nodules.to_string().contains("patient"), "{nodules}");
        let pictures = of(GroupsOf::Picture).to_string();
        assert!(!pictures.contains("by_") && !pictures.contains("patient"), "{pictures}");
        assert!(pictures.contains(r#""per_source":{"web":"#), "{pictures}");
    }
}
