//! Core types to what crosses the worker boundary.

use super::Run;
use crate::explain::{self, Map};
use crate::imaging::{Image, Picture, rgba_from_image};
use crate::protocol::{
    ActivationMap, Answer, Bitmap, DeviceReport, ModelReport, Probability, Score, SourceReport, Timing,
};
use crate::trust::{argmax, softmax};
use crate::weights::{Manifest, ManifestScore};

/// The answer, still without its pictures and its times.
pub(super) fn answer_from_run(
    manifest: &Manifest,
    run: &Run,
    maps: Vec<Map>,
    picture: &Picture,
    device: DeviceReport,
) -> Answer {
    let values = softmax(&run.logits);
    let nothing = Bitmap { width: 0, height: 0, rgba: Vec::new() };
    Answer {
        top: argmax(&values) as u32,
        probabilities: manifest
            .labels
            .iter()
            .zip(values)
            .map(|(label, value)| Probability { label: label.clone(), value })
            .collect(),
        original: nothing.clone(),
        model_input: nothing,
        maps: maps.into_iter().map(map_for_page).collect(),
        timing: Timing::default(),
        device,
        source: SourceReport {
            format: picture.format.name().into(),
            width: picture.image.width(),
            height: picture.image.height(),
            orientation: picture.orientation,
        },
    }
}

/// A picture for a canvas.
pub(super) fn bitmap_from_image(image: &Image) -> Bitmap {
    Bitmap { width: image.width(), height: image.height(), rgba: rgba_from_image(image) }
}

/// What the page shows of the model.
pub(super) fn model_from_manifest(manifest: &Manifest) -> ModelReport {
    ModelReport {
        task: manifest.task.clone(),
        name: manifest.name.clone(),
        version: manifest.version.clone(),
        sha256: manifest.weights.sha256.clone(),
        bytes: manifest.weights.bytes,
        labels: manifest.labels.clone(),
        input_size: manifest.input.size,
        scores: manifest.scores.iter().map(score_for_page).collect(),
    }
}

fn score_for_page(score: &ManifestScore) -> Score {
    let [low, high] = score.interval;
    Score {
        metric: score.metric.clone(),
        value: score.value,
        low,
        high,
        data: score.data.clone(),
        split: score.split.clone(),
        n: score.n,
    }
}

fn map_for_page(map: Map) -> ActivationMap {
    ActivationMap {
        width: map.width as u32,
        height: map.height as u32,
        summary: explain::summary(&map),
        values: map.values,
    }
}
