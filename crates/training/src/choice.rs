//! Selection of the epoch to keep, from the `val` scores of each.
//!
//! What counts is the weakest of several scores, not their mean: a network that does well on one source by recognising
//! that source must not be kept for that. But the weakest source may be the smallest, and then chance would decide. So
//! all epochs whose weakest score lies within one standard error of the best one count as equal, as in the
//! one-standard-error rule of Breiman et al., "Classification and Regression Trees" (1984), 3.4.3, and the mean decides
//! among those.
//!
//! Invariant: depends on the records of a run only, so the same records keep the same epoch.

use crate::run_record::EpochRecord;

/// The epoch to keep. Where no source holds pictures with and without a finding it is the one with the lowest loss, since
/// of few patients recall changes in steps of whole patients, and loss does not. `None` without epochs.
#[must_use]
pub fn kept(epochs: &[EpochRecord]) -> Option<&EpochRecord> {
    if epochs.iter().any(|epoch| epoch.val_any.is_empty()) {
        return epochs.iter().min_by(|a, b| a.val_loss.total_cmp(&b.val_loss));
    }
    let best = epochs.iter().map(weakest).max_by(|a, b| a.0.total_cmp(&b.0))?;
    let equal = epochs.iter().filter(|epoch| weakest(epoch).0 >= best.0 - best.1);
    equal.max_by(|a, b| mean(a).total_cmp(&mean(b)))
}

/// The lowest of macro recall and the areas by source, and its standard error, which is taken as 0 for recall.
#[must_use]
pub fn weakest(epoch: &EpochRecord) -> (f64, f64) {
    let areas =
        epoch.val_any.iter().map(|(source, area)| (*area, epoch.val_any_error.get(source).copied().unwrap_or(0.0)));
    areas.fold((epoch.val_macro_recall, 0.0), |least, area| if area.0 < least.0 { area } else { least })
}

fn mean(epoch: &EpochRecord) -> f64 {
    (epoch.val_macro_recall + epoch.val_any.values().sum::<f64>()) / (1 + epoch.val_any.len()) as f64
}

/// Standard error of an area under the curve, of `positives` and `negatives` that are independent of each other: Hanley
/// and McNeil, "The meaning and use of the area under a ROC curve" (Radiology 143, 1982), formula 1.
pub(super) fn area_error(area: f64, positives: usize, negatives: usize) -> f64 {
    let (positives, negatives) = (positives as f64, negatives as f64);
    let (above, below) = (area / (2.0 - area), 2.0 * area * area / (1.0 + area));
    let spread =
        area * (1.0 - area) + (positives - 1.0) * (above - area * area) + (negatives - 1.0) * (below - area * area);
    (spread / (positives * negatives)).max(0.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn epoch(number: usize, recall: f64, areas: &[(&str, f64, f64)]) -> EpochRecord {
        EpochRecord {
            epoch: number,
            val_macro_recall: recall,
            val_loss: number as f64,
            val_any: areas.iter().map(|(source, area, _)| ((*source).to_owned(), *area)).collect(),
            val_any_error: areas.iter().map(|(source, _, error)| ((*source).to_owned(), *error)).collect(),
            ..EpochRecord::default()
        }
    }

    fn kept_of(epochs: &[EpochRecord]) -> usize {
        kept(epochs).map_or(0, |epoch| epoch.epoch)
    }

    #[test]
    fn the_weakest_source_decides_where_it_is_more_than_chance() {
        let one = epoch(1, 0.9, &[("large", 0.80, 0.01), ("other", 0.9, 0.01)]);
        let two = epoch(2, 0.99, &[("large", 0.70, 0.01), ("other", 0.99, 0.01)]);
        assert_eq!(kept_of(&[one.clone(), two.clone()]), 1);
        assert_eq!(kept_of(&[two, one]), 1, "whatever the order");
    }

    #[test]
    fn within_one_standard_error_the_mean_decides() {
        let one = epoch(1, 0.90, &[("small", 0.83, 0.07), ("large", 0.94, 0.01)]);
        let two = epoch(2, 0.92, &[("small", 0.80, 0.08), ("large", 0.98, 0.01)]);
        let three = epoch(3, 0.99, &[("small", 0.70, 0.09), ("large", 0.99, 0.01)]);
        assert_eq!(kept_of(&[one, two, three]), 2, "the third is worse than chance explains");
    }

    #[test]
    fn without_such_a_source_the_loss_decides() {
        assert_eq!(kept_of(&[epoch(1, 0.9, &[]), epoch(2, 0.95, &[])]), 1);
        assert!(kept(&[]).is_none());
    }

    #[test]
    fn the_error_of_an_area_is_as_published() {
        // The paper's table III: an area of 0.893 of 51 diseased and 58 normal pictures has a standard error of 0.0324.
        let error = area_error(0.893, 51, 58);
        assert!((error - 0.0324).abs() < 0.0005, "{error}");
        assert_eq!(area_error(1.0, 4, 4), 0.0);
        assert!(area_error(0.8, 15, 16) > area_error(0.8, 150, 160));
    }
}
