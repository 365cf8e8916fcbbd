//! The steps of a case one by one: `lab` measures the same functions that the page runs.

use super::{EngineError, ProgramFault, Run};
use evaluation::LikenessScore;
use explain::{self, FeatureGrid, Head, Map};
use imaging::{self, Image, Limits, Picture, quality::QualityMeasures, synthetic};
use model::{
    AcquisitionHead, AnswerKind, InputSpec, Likeness, Manifest, QualityLimit, Quantiles, Stored, StoredWeights,
    WeightsError, sha256_hex,
};
use protocol::{MAX_FILE_BYTES, PredictionSet};
use trust::{self, SetScore, calibrated, sigmoid, with_lapse};

/// Reads and checks a manifest.
///
/// # Errors
/// When it is not one that `lab` wrote.
pub fn manifest_from_json(json: &[u8]) -> Result<Manifest, EngineError> {
    Ok(Manifest::from_json(json)?)
}

/// The same, where it must have this SHA-256, in hex.
///
/// ```
/// use engine::{EngineError, steps::pinned_manifest_from_json};
///
/// let refused = pinned_manifest_from_json(b"{}", Some("0".repeat(64).as_str())).unwrap_err();
/// assert!(matches!(refused, EngineError::Manifest { .. }));
/// ```
///
/// # Errors
/// `Manifest` when it differs.
pub fn pinned_manifest_from_json(json: &[u8], sha256: Option<&str>) -> Result<Manifest, EngineError> {
    let found = sha256_hex(json);
    match sha256 {
        Some(expected) if !expected.eq_ignore_ascii_case(&found) => {
            Err(EngineError::Manifest { expected: expected.into(), found })
        }
        _ => manifest_from_json(json),
    }
}

/// JPEG and PNG to pixels; the rest is left to the [`EngineHost`](super::EngineHost).
///
/// # Errors
/// When the bytes are no such picture.
pub(super) fn open(bytes: &[u8]) -> Result<Picture, EngineError> {
    Ok(imaging::open(bytes, &Limits { bytes: MAX_FILE_BYTES, ..Limits::default() })?)
}

/// Pixels to exactly the network's input.
///
/// ```
/// use imaging::{Image, Pixels};
/// use model::{Colour, Filter, Fit, InputLevels, InputSpec, Resize};
///
/// let resize = Resize { fit: Fit::Contain, filter: Filter::CatmullRom, fill: 0 };
/// let (mean, deviation) = ([127.0; 3], [128.0; 3]);
/// let input = InputSpec { size: 4, colour: Colour::Grey, mean, deviation, resize, levels: InputLevels::AsGiven };
/// let wide = Image::new(8, 2, Pixels::Rgb8(vec![90; 8 * 2 * 3])).unwrap();
/// let prepared = engine::steps::prepare(&wide, &input);
/// assert_eq!((prepared.width(), prepared.height()), (4, 4));
/// assert!(matches!(prepared.pixels(), Pixels::Grey8(_)));
/// ```
#[must_use]
pub fn prepare(image: &Image, input: &InputSpec) -> Image {
    network::input::prepare(image, input)
}

/// The network's input for the golden picture of that seed.
#[must_use]
pub fn golden_input(seed: u64, input: &InputSpec) -> Image {
    prepare(&synthetic::golden_picture(seed, input.size), input)
}

/// Calibrated probabilities, one per label. Of classes the one softmax, of logits divided by the model's temperature, with
/// its lapse; of labels that are judged each by itself the logistic function of each logit, with its own temperature and
/// shift.
#[must_use]
pub fn probabilities(logits: &[f32], manifest: &Manifest) -> Vec<f32> {
    match manifest.answer {
        AnswerKind::Classes => {
            let fitted = manifest.calibration.as_ref();
            let (temperature, lapse) = fitted.map_or((1.0, 0.0), |fitted| (fitted.temperature, fitted.lapse));
            with_lapse(calibrated(logits, temperature), lapse)
        }
        AnswerKind::Labels => {
            let of = |(place, logit): (usize, &f32)| {
                let fitted = manifest.label_calibrations.get(place);
                let (temperature, shift) = fitted.map_or((1.0, 0.0), |fitted| (fitted.temperature, fitted.shift));
                sigmoid(*logit, temperature, shift)
            };
            logits.iter().enumerate().map(of).collect()
        }
    }
}

/// The prediction sets of calibrated probabilities, one per level of the model's calibration; empty without it.
#[must_use]
pub fn prediction_sets(probabilities: &[f32], manifest: &Manifest) -> Vec<PredictionSet> {
    let Some(calibration) = &manifest.calibration else { return Vec::new() };
    let score = SetScore::from_kind(calibration.score, calibration.penalty);
    let levels = calibration.quantiles.iter();
    let set = |of: &Quantiles| trust::nested_set(probabilities, score, &of.per_class, calibration.floor);
    // There are as many probabilities as labels: every run is checked for that.
    let named = |classes: Vec<usize>| classes.into_iter().map(|class| manifest.labels[class].clone()).collect();
    levels.map(|of| PredictionSet { level: of.level, labels: named(set(of)) }).collect()
}

/// Similarity of a picture to the training data, higher is more similar; `None` when the score does not match the
/// features.
#[must_use]
pub fn likeness(run: &Run, by: &Likeness) -> Option<f32> {
    let pooled = trust::likeness::pooled(&run.features, run.width * run.height);
    trust::likeness::likeness(by.score, &by.numbers, &pooled, &run.logits)
}

/// Calibrated probability of each kind of acquisition by appearance, in the order of the head; `None` when the head
/// does not match the features.
#[must_use]
pub fn acquisition(run: &Run, head: &AcquisitionHead) -> Option<Vec<f32>> {
    let pooled = trust::likeness::pooled(&run.features, run.width * run.height);
    Some(calibrated(&acquisition_logits(&head.rules, &pooled)?, head.temperature))
}

/// Scores of linear rules, each with its bias first, on pooled features.
#[must_use]
pub fn acquisition_logits(rules: &[Vec<f32>], pooled: &[f32]) -> Option<Vec<f32>> {
    rules.iter().map(|rule| trust::likeness::likeness(LikenessScore::Head, rule, pooled, &[])).collect()
}

/// The first quality limit that a picture violates.
#[must_use]
pub fn crossed<'a>(measures: &QualityMeasures, limits: &'a [QualityLimit]) -> Option<&'a QualityLimit> {
    let is_crossed = |limit: &&QualityLimit| {
        let value = measures.value(limit.measure);
        limit.least.is_some_and(|least| value < least) || limit.most.is_some_and(|most| value > most)
    };
    limits.iter().find(is_crossed)
}

/// One map per label: for a network with a decoder the outline's probabilities, 0…1, the same for every label; else
/// class activation maps. `classifier` is the result of [`classifier_from_weights`].
///
/// # Errors
/// `Program` when features and classifier do not match.
pub fn explain(run: &Run, classifier: &[f32]) -> Result<Vec<Map>, EngineError> {
    if let Some(map) = outline(run) {
        return Ok(vec![map; run.logits.len()]);
    }
    let grid = FeatureGrid { width: run.width, height: run.height, values: &run.features };
    let maps = explain::class_activation_maps(grid, Head { labels: run.logits.len(), weight: classifier });
    maps.ok_or(EngineError::Program(ProgramFault::Map { place: 0 }))
}

/// The outline: the probability of each cell, 0…1; `None` for a network without a decoder.
#[must_use]
pub fn outline(run: &Run) -> Option<Map> {
    let outline = run.outline.as_ref()?;
    let values = outline.logits.iter().map(|logit| network::outline::probability(*logit)).collect();
    Some(Map { width: outline.width, height: outline.height, values })
}

/// The classifier's weights, labels innermost.
///
/// # Errors
/// When the file has none: a blank map would look like a map without evidence.
pub fn classifier_from_weights(weights: &StoredWeights) -> Result<Vec<f32>, EngineError> {
    let name = "classifier.weight";
    let missing = || WeightsError::Classifier { name };
    Ok(weights.get(name).map(Stored::values).ok_or_else(missing)?)
}
