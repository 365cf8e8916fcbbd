//! How well kinds of acquisition are recognised, as scores in the manifest.

use crate::bootstrap;
use crate::model::Precision;
use evaluation::{Figure, Metric, Score};
use std::collections::BTreeSet;
use training::data::Split;

/// The prediction for a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ToldKind {
    /// Index of its kind; `None` for a kind without training data.
    pub(super) kind: Option<usize>,
    /// Index of the predicted kind; `None` below the threshold.
    pub(super) told: Option<usize>,
    /// Patient or near-duplicate cluster.
    pub(super) group: String,
}

/// For each kind that occurs, the shares of its pictures predicted as each kind, and without a prediction. Kinds
/// without training data are combined as `other`; for those there should be no prediction.
pub(super) fn scores(pictures: &[ToldKind], kinds: &[String], data: &str, split: Split) -> Vec<Score> {
    let places = || (0..kinds.len()).map(Some).chain([None]);
    let name = |place: Option<usize>, none: &str| {
        place.and_then(|place| kinds.get(place)).map_or_else(|| none.to_owned(), String::clone)
    };
    let mut scores = Vec::new();
    for kind in places() {
        let own: Vec<&ToldKind> = pictures.iter().filter(|one| one.kind == kind).collect();
        let groups: BTreeSet<&str> = own.iter().map(|one| one.group.as_str()).collect();
        for told in places() {
            let share = bootstrap::share(own.iter().map(|one| (one.group.as_str(), one.told == told)));
            let Some(Figure { value, low, high }) = share else { continue };
            scores.push(Score {
                metric: Metric::from(format!("{}_as_{}", name(kind, "other"), name(told, "unsure"))),
                value,
                interval: [low, high],
                data: data.to_owned(),
                split,
                weights: Precision::Int8.name().to_owned(),
                n: u32::try_from(own.len()).unwrap_or(u32::MAX),
                groups: u32::try_from(groups.len()).unwrap_or(u32::MAX),
            });
        }
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_a_row_of_shares_and_kinds_that_were_not_learned_have_one_together() {
        let told = |kind: Option<usize>, told: Option<usize>, group: &str| ToldKind { kind, told, group: group.into() };
        let pictures = [
            told(Some(0), Some(0), "a"),
            told(Some(0), Some(0), "a"),
            told(Some(0), Some(1), "b"),
            told(Some(0), None, "b"),
            told(None, None, "c"),
            told(None, Some(1), "d"),
        ];
        let found = scores(&pictures, &["day".into(), "lamp".into()], "made", Split::Test);
        let rows: Vec<(String, f32, u32, u32)> =
            found.iter().map(|one| (one.metric.to_string(), one.value, one.n, one.groups)).collect();
        let expected = [
            ("day_as_day", 0.5, 4, 2),
            ("day_as_lamp", 0.25, 4, 2),
            ("day_as_unsure", 0.25, 4, 2),
            ("other_as_day", 0.0, 2, 2),
            ("other_as_lamp", 0.5, 2, 2),
            ("other_as_unsure", 0.5, 2, 2),
        ];
        let expected = expected.map(|(name, value, n, groups)| (name.to_owned(), value, n, groups));
        assert_eq!(rows, expected, "no row of lamp: there is no picture of it");
        assert!(found.iter().all(|one| one.split == Split::Test && one.interval[0] <= one.value));
    }
}
