//! Selection of resolution and ranges for quantised activations, by measurement.
//!
//! Invariant: `val` alone decides; the integer network is compared with the same quantised weights and float
//! activations.

use crate::data::{Record, Split};
use crate::label_sets::LabelSets;
use anyhow::{Context, Result, ensure};
use engine::steps;
use imaging::Image;
use model::{self, Activations, Compared, InputSpec, Levels, Manifest, StoredWeights, Windowing};
use network::{float, input, integer};
use rayon::prelude::*;
use trust::argmax;

/// Share of values that `percentile` does not clip.
const KEPT: f64 = 0.9999;
/// Bins of a histogram of magnitudes.
const BINS: usize = 2048;

/// A rule that chooses the magnitude of the largest level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PeakRule {
    /// The largest value seen, and [`Activations::ROOM`].
    MinMax,
    /// Larger than all but one in ten thousand.
    Percentile,
    /// The one with the least squared error over all values, both clipped and rounded.
    Mse,
}

impl PeakRule {
    const ALL: [Self; 3] = [Self::MinMax, Self::Percentile, Self::Mse];

    fn name(self) -> &'static str {
        match self {
            Self::MinMax => Activations::MIN_MAX,
            Self::Percentile => "percentile",
            Self::Mse => "mse",
        }
    }
}

/// Histogram of the output of one block.
#[derive(Clone, Debug)]
struct Magnitudes {
    largest: f32,
    /// Counts of [`BINS`] equal bins of 0…`largest`.
    counts: Vec<u64>,
}

impl Magnitudes {
    fn peak(&self, rule: PeakRule, levels: Levels) -> f32 {
        let bin = self.largest / BINS as f32;
        let peak = match rule {
            PeakRule::MinMax => self.largest * Activations::ROOM,
            PeakRule::Percentile => {
                let needed = self.counts.iter().sum::<u64>() as f64 * KEPT;
                let mut kept = 0;
                let above = self.counts.iter().position(|count| {
                    kept += count;
                    kept as f64 >= needed
                });
                (above.unwrap_or(BINS) + 1) as f32 * bin
            }
            PeakRule::Mse => {
                let candidates = (1..=100).map(|percent| self.largest * percent as f32 / 100.0);
                candidates.min_by(|a, b| self.error(*a, levels).total_cmp(&self.error(*b, levels))).unwrap_or(1.0)
            }
        };
        // A block with only zeros still needs a range.
        if peak > 0.0 { peak } else { 1.0 }
    }

    /// Sum of squared errors when values are clipped at `peak`; rounding to steps of `s` costs `s² / 12` on average.
    fn error(&self, peak: f32, levels: Levels) -> f64 {
        let rounding = f64::from(peak / levels.signed).powi(2) / 12.0;
        let bin = f64::from(self.largest) / BINS as f64;
        let errors = self.counts.iter().enumerate().map(|(index, count)| {
            let over = ((index as f64 + 0.5) * bin - f64::from(peak)).max(0.0);
            *count as f64 * if over > 0.0 { over * over } else { rounding }
        });
        errors.sum()
    }
}

/// Pictures prepared as network inputs, with the index of each one's label.
///
/// # Errors
/// When a file cannot be read, or is no picture that can be opened.
pub fn prepared(
    records: &[&Record],
    input: &InputSpec,
    windowing: Option<&Windowing>,
) -> Result<(Vec<Image>, Vec<usize>)> {
    let prepare = |record: &&Record| {
        let context = || format!("`{}`", record.path.display());
        let bytes = std::fs::read(&record.path).with_context(context)?;
        Ok(steps::prepare(&reading::open_with(&bytes, windowing).with_context(context)?.image, input))
    };
    let pictures = records.par_iter().map(prepare).collect::<Result<_>>()?;
    Ok((pictures, records.iter().map(|record| record.label).collect()))
}

/// Ranges by the largest values that `pictures` give, with [`Levels::WIDE`]; nothing is compared.
///
/// # Errors
/// When the weights do not fit, or a picture was not prepared for `input`.
pub fn widest(
    architecture: &str,
    labels: usize,
    weights: &StoredWeights,
    input: &InputSpec,
    pictures: &[Image],
) -> Result<Activations> {
    let floats = model::weights_from_stored(weights);
    let network = float::FloatNetwork::from_weights(architecture, labels, &floats)?;
    let seen = magnitudes(&network, input, pictures)?;
    Ok(activations(&seen, Levels::WIDE, PeakRule::MinMax, Vec::new()))
}

/// Tries every rule with 8-bit levels and with [`Levels::WIDE`] on the pictures of `val` and keeps the one whose logits
/// are nearest those of floats. `truth` holds the label index of each picture; with `sets` it is one of those, and each label
/// is judged by itself.
///
/// # Errors
/// As [`widest`]; when there are no pictures.
pub fn choose(
    manifest: &Manifest,
    weights: &StoredWeights,
    pictures: &[Image],
    truth: &[usize],
    sets: Option<&LabelSets>,
) -> Result<Activations> {
    ensure!(!pictures.is_empty() && pictures.len() == truth.len(), "expected pictures of `val`, found none");
    let (architecture, labels, input) = (manifest.architecture.as_str(), manifest.labels.len(), &manifest.input);
    let floats = model::weights_from_stored(weights);
    let network = float::FloatNetwork::from_weights(architecture, labels, &floats)?;
    let seen = magnitudes(&network, input, pictures)?;
    let exact = each_of(pictures, |picture| {
        let values = input::values_from_images(std::slice::from_ref(picture), input)?;
        Ok(network.forward(&values, input.size as usize).logits)
    })?;
    let mut tried = Vec::new();
    for levels in [Levels::EIGHT_BITS, Levels::WIDE] {
        for rule in PeakRule::ALL {
            let candidate = activations(&seen, levels, rule, Vec::new());
            let network = integer::IntegerNetwork::new(architecture, labels, weights, input, &candidate)?;
            let found = each_of(pictures, |picture| Ok(network.forward(picture)?.logits))?;
            tried.push((compared((levels, rule), &exact, &found, (truth, sets)), rule, levels));
        }
    }
    let best = tried.iter().min_by(|a, b| a.0.mean_deviation.total_cmp(&b.0.mean_deviation));
    let (_, rule, levels) = best.context("something was tried")?;
    let (rule, levels) = (*rule, *levels);
    Ok(activations(&seen, levels, rule, tried.into_iter().map(|(compared, ..)| compared).collect()))
}

fn activations(seen: &[Magnitudes], levels: Levels, rule: PeakRule, compared: Vec<Compared>) -> Activations {
    let block_peaks = seen.iter().map(|magnitudes| magnitudes.peak(rule, levels)).collect();
    Activations { levels, rule: rule.name().to_owned(), block_peaks, compared }
}

fn magnitudes(network: &float::FloatNetwork, input: &InputSpec, pictures: &[Image]) -> Result<Vec<Magnitudes>> {
    let mut seen: Vec<Magnitudes> = Vec::new();
    // The first pass finds the ranges, the second fills the histograms.
    let largest = each_of(pictures, |picture| {
        let mut largest = Vec::new();
        let values = input::values_from_images(std::slice::from_ref(picture), input)?;
        network.observe_ranged(&values, input.size as usize, |_, values| {
            largest.push(values.iter().fold(0.0f32, |largest, value| largest.max(value.abs())));
        });
        Ok(largest)
    })?;
    for blocks in &largest {
        seen.resize(blocks.len(), Magnitudes { largest: 0.0, counts: vec![0; BINS] });
        for (magnitudes, largest) in seen.iter_mut().zip(blocks) {
            magnitudes.largest = magnitudes.largest.max(*largest);
        }
    }
    let widths: Vec<f32> = seen.iter().map(|magnitudes| magnitudes.largest / BINS as f32).collect();
    let counted = each_of(pictures, |picture| {
        let mut counts = Vec::new();
        let values = input::values_from_images(std::slice::from_ref(picture), input)?;
        network.observe_ranged(&values, input.size as usize, |index, values| {
            let width = widths[index].max(f32::MIN_POSITIVE);
            let mut bins = vec![0u64; BINS];
            for value in values {
                if let Some(count) = bins.get_mut(((value.abs() / width) as usize).min(BINS - 1)) {
                    *count += 1;
                }
            }
            counts.push(bins);
        });
        Ok(counts)
    })?;
    for blocks in counted {
        for (magnitudes, bins) in seen.iter_mut().zip(blocks) {
            magnitudes.counts.iter_mut().zip(bins).for_each(|(sum, count)| *sum += count);
        }
    }
    Ok(seen)
}

/// Applies `work` to every picture, on all threads, with the results in order.
fn each_of<T: Send>(pictures: &[Image], work: impl Fn(&Image) -> Result<T> + Send + Sync) -> Result<Vec<T>> {
    pictures.par_iter().map(work).collect()
}

fn compared(
    (levels, rule): (Levels, PeakRule),
    exact: &[Vec<f32>],
    found: &[Vec<f32>],
    (truth, sets): (&[usize], Option<&LabelSets>),
) -> Compared {
    let pairs = || exact.iter().zip(found);
    let deviations = || pairs().flat_map(|(a, b)| a.iter().zip(b).map(|(a, b)| (a - b).abs()));
    let count = exact.len().max(1) as f32;
    let applies = |logit: &f32| *logit >= 0.0;
    // Of labels the side of even odds on which each lies; of classes the most probable one.
    let is_same = |a: &[f32], b: &[f32]| match sets {
        None => argmax(a) == argmax(b),
        Some(_) => a.iter().map(applies).eq(b.iter().map(applies)),
    };
    let right = |logits: &[f32], truth: usize| match sets {
        None => f32::from(u8::from(argmax(logits) == truth)),
        Some(sets) => {
            let judged = logits.iter().map(applies).zip(sets.row(truth));
            judged.filter(|(found, truth)| found == *truth).count() as f32 / logits.len().max(1) as f32
        }
    };
    Compared {
        levels,
        rule: rule.name().to_owned(),
        mean_deviation: deviations().sum::<f32>() / deviations().count().max(1) as f32,
        largest_deviation: deviations().fold(0.0, f32::max),
        changed: pairs().filter(|(a, b)| !is_same(a, b)).count() as f32 / count,
        accuracy: found.iter().zip(truth).map(|(logits, truth)| right(logits, *truth)).sum::<f32>() / count,
        split: Split::Val,
        n: u32::try_from(exact.len()).unwrap_or(u32::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label_sets::tests::data;

    /// A thousand small values and one large one.
    fn one_far_out() -> Magnitudes {
        let mut counts = vec![0; BINS];
        counts[BINS / 100] = 1_000_000;
        counts[BINS - 1] = 1;
        Magnitudes { largest: 100.0, counts }
    }

    #[test]
    fn each_rule_weighs_cutting_against_rounding_in_its_own_way() {
        let peak = |rule, levels| one_far_out().peak(rule, levels);
        assert_eq!(peak(PeakRule::MinMax, Levels::WIDE), 125.0);
        assert!(peak(PeakRule::Percentile, Levels::WIDE) < 2.0);
        // With few levels an outlier is clipped in favour of the many small values; with fine levels this is not
        // needed.
        let (few, many) = (peak(PeakRule::Mse, Levels::EIGHT_BITS), peak(PeakRule::Mse, Levels::WIDE));
        assert!(few < many && many <= 100.0, "{few} {many}");
    }

    #[test]
    fn a_silent_block_has_a_range() {
        let silent = Magnitudes { largest: 0.0, counts: vec![0; BINS] };
        assert_eq!(silent.peak(PeakRule::MinMax, Levels::WIDE), 1.0);
    }

    #[test]
    fn deviations_and_changed_answers_are_counted() {
        let exact = [vec![1.0, 0.0], vec![0.0, 1.0]];
        let found = [vec![1.0, 0.5], vec![2.0, 1.0]];
        let compared = compared((Levels::WIDE, PeakRule::Mse), &exact, &found, (&[0, 1], None));
        assert_eq!((compared.mean_deviation, compared.largest_deviation), (0.625, 2.0));
        assert_eq!((compared.changed, compared.accuracy, compared.n), (0.5, 0.5, 2));
    }

    #[test]
    fn of_labels_each_counts_that_lies_on_its_side_of_even_odds() {
        let data = data(&["holes;rust", "-"]);
        let sets = LabelSets::of(&data).unwrap();
        let truth: Vec<usize> = data.records.iter().map(|record| record.label).collect();
        let exact = [vec![1.0, 2.0], vec![-1.0, -1.0]];
        let found = [vec![3.0, 1.0], vec![-1.0, 0.5]];
        let compared = compared((Levels::WIDE, PeakRule::Mse), &exact, &found, (&truth, Some(&sets)));
        assert_eq!((compared.changed, compared.accuracy), (0.5, 0.75));
    }
}
