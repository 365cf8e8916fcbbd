//! Scores on `val` after each epoch, by the inference network that the page runs.

use super::inference::Shipped;
use crate::imaging::Image;
use crate::trust::softmax;
use anyhow::Result;

/// What chooses the epoch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scores {
    /// Mean cross entropy in nats.
    pub(super) loss: f64,
    /// 0…1.
    pub(super) accuracy: f64,
    /// 0…1.
    pub(super) macro_recall: f64,
}

/// Scores of `network` over prepared pictures with their labels.
pub(super) fn scores(network: &Shipped, pictures: &[(Image, usize)], labels: usize) -> Result<Scores> {
    let images: Vec<&Image> = pictures.iter().map(|(image, _)| image).collect();
    let log_probabilities: Vec<Vec<f32>> =
        network.logits(&images)?.iter().map(|logits| softmax(logits).iter().map(|p| p.ln()).collect()).collect();

    let mut right = vec![0usize; labels];
    let mut count = vec![0usize; labels];
    let mut loss = 0.0;
    for ((_, label), row) in pictures.iter().zip(&log_probabilities) {
        let top = row.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(index, _)| index);
        loss -= f64::from(row.get(*label).copied().unwrap_or(f32::NEG_INFINITY));
        if let (Some(count), Some(right)) = (count.get_mut(*label), right.get_mut(*label)) {
            *count += 1;
            *right += usize::from(top == *label);
        }
    }
    let present = count.iter().filter(|count| **count > 0).count().max(1);
    let recalls =
        right.iter().zip(&count).filter(|(_, count)| **count > 0).map(|(right, count)| *right as f64 / *count as f64);
    Ok(Scores {
        loss: loss / pictures.len() as f64,
        accuracy: right.iter().sum::<usize>() as f64 / pictures.len() as f64,
        macro_recall: recalls.sum::<f64>() / present as f64,
    })
}
