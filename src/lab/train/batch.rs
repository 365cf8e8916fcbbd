//! Pictures in memory, and what a step needs beside them.

use crate::imaging::{self, Image, Limits};
use crate::lab::data::Record;
use anyhow::{Context, Result};
use burn::tensor::TensorData;
use fastrand::Rng;
use rayon::prelude::*;

/// A picture with the index of its label.
pub(super) type Labelled = (Image, usize);

/// Opens every picture, upright, in its own size, and makes it `ready`.
pub(super) fn opened(records: &[&Record], ready: impl Fn(Image) -> Result<Image> + Sync) -> Result<Vec<Labelled>> {
    records
        .par_iter()
        .map(|record| {
            let path = record.path.display();
            let bytes = std::fs::read(&record.path).with_context(|| format!("reading {path}"))?;
            let picture = imaging::open(&bytes, &Limits::default()).with_context(|| format!("opening {path}"))?;
            Ok((ready(picture.image)?, record.label))
        })
        .collect()
}

/// Square root of the inverse frequency, scaled so that the mean over pictures is 1.
pub(super) fn class_weights(train: &[Labelled], labels: usize) -> Vec<f32> {
    let mut counts = vec![0.0f32; labels];
    for (_, label) in train {
        if let Some(count) = counts.get_mut(*label) {
            *count += 1.0;
        }
    }
    let mean = counts.iter().map(|count| count.sqrt()).sum::<f32>() / train.len().max(1) as f32;
    counts.iter().map(|count| if *count > 0.0 { count.sqrt().recip() / mean } else { 0.0 }).collect()
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
pub(super) fn targets(chosen: &[&Labelled], class_weights: &[f32], smoothing: f32, shares: &[f32]) -> TensorData {
    let labels = class_weights.len();
    let even = smoothing / labels as f32;
    let value = |label: usize, at: usize| {
        let weight = class_weights.get(label).copied().unwrap_or(1.0);
        weight * (even + if at == label { 1.0 - smoothing } else { 0.0 })
    };
    let next = chosen.iter().cycle().skip(1);
    let rows = chosen.iter().zip(next).zip(shares).flat_map(|(((_, label), (_, other)), share)| {
        (0..labels).map(move |at| share * value(*label, at) + (1.0 - share) * value(*other, at))
    });
    TensorData::new(rows.collect::<Vec<f32>>(), [chosen.len(), labels])
}

/// 0 for features left out, `1 / share kept` for the others, `[rows, columns]`.
pub(super) fn dropout_mask(rows: usize, columns: usize, dropout: f32, random: &mut Rng) -> TensorData {
    let kept = (1.0 - dropout).recip();
    let values: Vec<f32> = (0..rows * columns).map(|_| if random.f32() < dropout { 0.0 } else { kept }).collect();
    TensorData::new(values, [rows, columns])
}

/// Order of `count` pictures in an epoch.
pub(super) fn order(count: usize, seed: u64, epoch: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    Rng::with_seed(seed.wrapping_add(epoch as u64 * 7919)).shuffle(&mut order);
    order
}
