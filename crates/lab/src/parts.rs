//! The score on parts of a split: on the classes that have enough pictures there, and on subgroups of people.
//!
//! Where a class has a handful of pictures, its recall moves the mean of all classes by chance. So the mean is taken over the
//! classes with [`LEAST_PICTURES`] or more, on their pictures alone; an answer may still be any class of the model.

use super::bootstrap::{group_count, intervals};
use super::report::{Interval, OptionalScore};
use ::task::Subgroup;
use evaluation::{Figure, LEAST_PICTURES, Metric, Split};
use serde::Serialize;
use std::collections::BTreeMap;
use training::metrics::{Metrics, Outcome, measure};

/// Pictures of the classes that have enough of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartScores {
    /// Pictures.
    pub n: usize,
    /// Groups that the interval resamples.
    pub groups: usize,
    /// Their classes, in logit order.
    pub labels: Vec<String>,
    /// Mean of the recalls of these classes.
    pub macro_recall: OptionalScore,
    /// Its 95 % interval.
    pub interval: Interval,
}

impl PartScores {
    /// Of these answers; `None` where fewer than `least` classes have enough pictures.
    #[must_use]
    pub fn of(outcomes: &[&Outcome], labels: &[String], least: usize) -> Option<Self> {
        let count = |label: usize| outcomes.iter().filter(|outcome| outcome.truth == label).count();
        let told: Vec<usize> = (0..labels.len()).filter(|label| count(*label) >= LEAST_PICTURES as usize).collect();
        if told.len() < least {
            return None;
        }
        let part: Vec<&Outcome> = outcomes.iter().copied().filter(|outcome| told.contains(&outcome.truth)).collect();
        let named = |metrics: &Metrics| vec![("macro_recall".to_owned(), metrics.macro_recall)];
        Some(Self {
            n: part.len(),
            groups: group_count(&part),
            labels: told.iter().filter_map(|label| labels.get(*label).cloned()).collect(),
            macro_recall: measure(&part, labels.len()).macro_recall,
            interval: intervals(&part, labels.len(), named).get("macro_recall").copied(),
        })
    }

    /// Of the classes with enough pictures, of two or more: a mean over one class is its recall.
    #[must_use]
    pub fn of_classes(outcomes: &[&Outcome], labels: &[String]) -> Option<Self> {
        Self::of(outcomes, labels, 2)
    }

    /// The recall with its interval.
    #[must_use]
    pub fn figure(&self) -> Option<Figure> {
        let [low, high] = self.interval?;
        Some(Figure { value: self.macro_recall? as f32, low: low as f32, high: high as f32 })
    }

    /// What the recall is of, as a manifest has it.
    #[must_use]
    pub fn metric(&self) -> Metric {
        Metric::RecallOf(self.labels.join(","))
    }
}

/// Every subgroup with enough pictures of a class, by its name.
#[must_use]
pub fn by_subgroup(outcomes: &[Outcome], labels: &[String], subgroups: &[Subgroup]) -> BTreeMap<String, PartScores> {
    let of = |subgroup: &Subgroup| {
        let own: Vec<&Outcome> = outcomes.iter().filter(|outcome| subgroup.holds(&outcome.source)).collect();
        Some((subgroup.name.clone(), PartScores::of(&own, labels, 1)?))
    };
    subgroups.iter().filter_map(of).collect()
}

/// Whether the recall of the classes with enough pictures stands for a split: elsewhere, where nobody chose how many pictures of
/// each class there are.
#[must_use]
pub fn stands_for(split: Split) -> bool {
    split == Split::External
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcomes(truth: usize, n: usize, right: usize, source: &str) -> Vec<Outcome> {
        let one = |number: usize| {
            let mut probabilities = vec![0.1; 3];
            probabilities[if number < right { truth } else { (truth + 1) % 3 }] = 0.8;
            Outcome { truth, probabilities, group: format!("{source}-{truth}-{number}"), source: source.to_owned() }
        };
        (0..n).map(one).collect()
    }

    fn labels() -> Vec<String> {
        ["a", "b", "c"].map(str::to_owned).to_vec()
    }

    #[test]
    fn a_class_with_a_handful_of_pictures_does_not_move_the_mean() {
        // 30 of 40, 15 of 60 and none of 10: of all three a third, of the two with enough pictures a half.
        let all = [outcomes(0, 40, 30, "x"), outcomes(1, 60, 15, "x"), outcomes(2, 10, 0, "x")].concat();
        let all: Vec<&Outcome> = all.iter().collect();
        let found = PartScores::of_classes(&all, &labels()).unwrap();
        assert_eq!((found.n, found.groups, found.macro_recall), (100, 100, Some(0.5)));
        assert_eq!(found.metric().to_string(), "macro_recall_of_a,b");
        let [low, high] = found.interval.unwrap();
        assert!(low > 0.38 && low < 0.48 && high > 0.52 && high < 0.62, "{low} to {high}");
        let few: Vec<&Outcome> = all.iter().copied().filter(|outcome| outcome.truth != 1).collect();
        assert_eq!(PartScores::of_classes(&few, &labels()), None, "one class with enough pictures");
    }

    #[test]
    fn a_subgroup_is_counted_from_its_sources_alone() {
        let all = [outcomes(0, 30, 30, "school"), outcomes(1, 30, 0, "school"), outcomes(0, 30, 15, "office")].concat();
        let subgroup = |name: &str, sources: &[&str]| Subgroup {
            name: name.to_owned(),
            sources: sources.iter().map(|source| (*source).to_owned()).collect(),
        };
        let known = [subgroup("young", &["school"]), subgroup("old", &["office"]), subgroup("none", &["moon"])];
        let found = by_subgroup(&all, &labels(), &known);
        assert_eq!(found.keys().map(String::as_str).collect::<Vec<_>>(), ["old", "young"]);
        assert_eq!((found["young"].n, found["young"].macro_recall), (60, Some(0.5)));
        assert_eq!(
            (found["old"].labels.as_slice(), found["old"].macro_recall),
            (["a".to_owned()].as_slice(), Some(0.5))
        );
    }
}
