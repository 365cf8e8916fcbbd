//! Pictures in memory, and the other inputs of a training step.

use super::augment::{Augmentation, CELL};
use super::examples::outline;
use super::label_sets::LabelSets;
use super::lesion::GreyPicture;
use crate::data::Record;
use anyhow::{Context, Result};
use burn::tensor::TensorData;
use fastrand::Rng;
use imaging::{self, Image, Limits};
use model::InputSpec;
use rayon::prelude::*;

/// A picture of `val`, prepared, with what it is scored by.
pub(super) struct Labelled {
    /// The network's input.
    pub(super) image: Image,
    /// Index of its label.
    pub(super) label: usize,
    /// Where it came from.
    pub(super) source: String,
    /// Share of each cell that is outlined; `None` where that is not known.
    pub(super) outline: Option<Vec<f32>>,
}

/// Opens a picture, upright, in its own size.
///
/// # Errors
/// When its file cannot be read, or holds no picture.
pub fn opened_one(record: &Record) -> Result<Image> {
    let path = record.path.display();
    let bytes = std::fs::read(&record.path).with_context(|| format!("reading {path}"))?;
    Ok(imaging::open(&bytes, &Limits::default()).with_context(|| format!("opening {path}"))?.image)
}

/// Opens and prepares every picture; the outline of those labelled `none` is empty.
pub(super) fn prepared(records: &[&Record], spec: &InputSpec, none: Option<usize>) -> Result<Vec<Labelled>> {
    let side = spec.size as usize;
    records
        .par_iter()
        .map(|record| {
            let opened = opened_one(record)?;
            let outline = target(record, &opened, none, side)?;
            let image = network::input::prepare(&opened, spec);
            Ok(Labelled { image, label: record.label, source: record.source.clone(), outline })
        })
        .collect()
}

/// Share of each cell that is outlined, in a prepared picture of `side`; empty where the label is `none`, and `None`
/// where no outline was drawn.
///
/// # Errors
/// When the outline's file cannot be read, or is of another size.
pub fn target(record: &Record, opened: &Image, none: Option<usize>, side: usize) -> Result<Option<Vec<f32>>> {
    let Some(path) = &record.mask else {
        return Ok((Some(record.label) == none).then(|| vec![0.0; (side / CELL).pow(2)]));
    };
    let values = outline(path, opened)?.into_iter().map(f32::from).collect();
    let drawn = GreyPicture { width: opened.width() as usize, height: opened.height() as usize, values };
    Ok(Some(Augmentation::PLAIN.cells(&drawn, side)))
}

/// The inverse of how often each class occurs, to that power (the square root for a half), scaled so that the mean over
/// pictures is 1: at a power of 0 all pictures count alike, at 1 all classes.
pub(super) fn class_weights(counts: &[f32], power: f32) -> Vec<f32> {
    // The square root is exact to the last bit, a power of a half need not be.
    let raised = |count: &f32, power: f32| if power == 0.5 { count.sqrt() } else { count.powf(power) };
    let rest = |count: &f32| if *count > 0.0 { raised(count, 1.0 - power) } else { 0.0 };
    let mean = counts.iter().map(rest).sum::<f32>() / counts.iter().sum::<f32>().max(1.0);
    counts.iter().map(|count| if *count > 0.0 { raised(count, power).recip() / mean } else { 0.0 }).collect()
}

/// For each picture of a batch the share that it keeps of itself; the rest is the next picture's.
/// A half stays whole, the others draw from Beta(`strength`, `strength`) by Jöhnk's method, the larger part first.
pub(super) fn shares(count: usize, strength: f32, random: &mut Rng) -> Vec<f32> {
    let mut share = || {
        if strength <= 0.0 || random.bool() {
            return 1.0;
        }
        loop {
            let [a, b] = [(); 2].map(|()| random.f32().powf(strength.recip()));
            if a + b > 0.0 && a + b <= 1.0 {
                return (a / (a + b)).max(b / (a + b));
            }
        }
    };
    (0..count).map(|_| share()).collect()
}

/// Smoothed one-hot targets times the class weight, mixed as the pictures are, `[n, labels]`.
pub(super) fn targets(chosen: &[usize], class_weights: &[f32], smoothing: f32, shares: &[f32]) -> TensorData {
    let labels = class_weights.len();
    let even = smoothing / labels as f32;
    let value = |label: usize, at: usize| {
        let weight = class_weights[label];
        weight * (even + if at == label { 1.0 - smoothing } else { 0.0 })
    };
    let next = chosen.iter().cycle().skip(1);
    let rows = chosen.iter().zip(next).zip(shares).flat_map(|((label, other), share)| {
        (0..labels).map(move |at| share * value(*label, at) + (1.0 - share) * value(*other, at))
    });
    TensorData::new(rows.collect::<Vec<f32>>(), [chosen.len(), labels])
}

/// The weighted targets of labels that are judged each by itself, `[n, labels]` both: how far each applies, and how far it
/// does not. Smoothed towards one half, times the weight of its kind, and mixed as the pictures are. `chosen` are labels of
/// the data set, `weights` for each label of `sets` that of pictures without it and that of pictures with it.
pub(super) fn label_targets(
    chosen: &[usize],
    sets: &LabelSets,
    weights: &[[f32; 2]],
    smoothing: f32,
    shares: &[f32],
) -> [TensorData; 2] {
    let value = |label: usize, at: usize, applies: bool| {
        let even = smoothing / 2.0;
        weights[at][usize::from(applies)] * (even + if sets.row(label)[at] == applies { 1.0 - smoothing } else { 0.0 })
    };
    [true, false].map(|applies| {
        let next = chosen.iter().cycle().skip(1);
        let rows = chosen.iter().zip(next).zip(shares).flat_map(|((label, other), share)| {
            (0..weights.len())
                .map(move |at| share * value(*label, at, applies) + (1.0 - share) * value(*other, at, applies))
        });
        TensorData::new(rows.collect::<Vec<f32>>(), [chosen.len(), weights.len()])
    })
}

/// 0 for features left out, `1 / share kept` for the others, `[rows, columns]`.
pub(super) fn dropout_mask(rows: usize, columns: usize, dropout: f32, random: &mut Rng) -> TensorData {
    let kept = (1.0 - dropout).recip();
    let values: Vec<f32> = (0..rows * columns).map(|_| if random.f32() < dropout { 0.0 } else { kept }).collect();
    TensorData::new(values, [rows, columns])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_make_rare_classes_count_and_the_mean_stays() {
        let mean = |counts: &[f32; 2], power: f32| {
            let weights = class_weights(counts, power);
            let sum: f32 = counts.iter().zip(&weights).map(|(count, weight)| count * weight).sum();
            (weights[1] / weights[0], sum / counts.iter().sum::<f32>())
        };
        for (power, ratio) in [(0.0, 1.0), (0.5, 2.0), (1.0, 4.0)] {
            let (found, whole) = mean(&[80.0, 20.0], power);
            assert!((found - ratio).abs() < 1e-4 && (whole - 1.0).abs() < 1e-4, "{power}: {found}, {whole}");
        }
        assert_eq!(class_weights(&[10.0, 0.0], 1.0), [1.0, 0.0]);
    }
}
