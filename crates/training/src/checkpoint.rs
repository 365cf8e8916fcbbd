//! Checkpoints: everything needed to resume a run, in one safetensors file.

use super::optimiser::AdamW;
use super::outline;
use crate::pretrained;
use anyhow::{Context, Result, bail};
use fastrand::Rng;
use model::{self, Array, Weights};
use network::Architecture;
use std::path::{Path, PathBuf};

/// Progress of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct RunProgress {
    /// Complete epochs.
    pub(super) epoch: usize,
    /// Steps done in the current epoch.
    pub(super) step: usize,
    /// Sum of the losses of the current epoch.
    pub(super) loss_sum: f64,
}

/// Parameters, their running average, moments, and progress.
pub(super) struct Checkpoint {
    pub(super) state: Weights,
    pub(super) average: Weights,
    pub(super) optimiser: AdamW,
    pub(super) progress: RunProgress,
    /// Group weights where the worst group is weighted most, else empty.
    pub(super) group_weights: Vec<f32>,
}

/// Prefixes of the four groups of arrays.
const GROUPS: [&str; 4] = ["state/", "average/", "first/", "second/"];
const PROGRESS: &str = "progress";
const GROUP_WEIGHTS: &str = "group_weights";

/// Writes to a temporary file first, so that an interruption leaves the previous file intact.
pub(super) fn write(path: &Path, checkpoint: &Checkpoint) -> Result<()> {
    let optimiser = &checkpoint.optimiser;
    let groups = [&checkpoint.state, &checkpoint.average, &optimiser.first, &optimiser.second];
    let mut all = Weights::new();
    for (prefix, group) in GROUPS.iter().zip(groups) {
        all.extend(group.iter().map(|(name, array)| (format!("{prefix}{name}"), array.clone())));
    }
    let progress = &checkpoint.progress;
    let numbers = [progress.epoch as f32, progress.step as f32, progress.loss_sum as f32, optimiser.steps as f32];
    all.insert(PROGRESS.into(), Array { shape: vec![numbers.len()], data: numbers.to_vec() });
    let weights = &checkpoint.group_weights;
    if !weights.is_empty() {
        all.insert(GROUP_WEIGHTS.into(), Array { shape: vec![weights.len()], data: weights.clone() });
    }
    let partial = path.with_extension("partial");
    std::fs::write(&partial, model::write_f32(&all)?).with_context(|| format!("writing {}", partial.display()))?;
    std::fs::rename(&partial, path).with_context(|| format!("writing {}", path.display()))
}

/// Reads what [`write`] wrote.
pub(super) fn read(path: &Path) -> Result<Checkpoint> {
    let bytes = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    let mut all = model::read(&bytes).with_context(|| format!("reading {}", path.display()))?;
    let numbers = all.remove(PROGRESS).context("expected a checkpoint, found no progress in it")?.data;
    let group_weights = all.remove(GROUP_WEIGHTS).map(|array| array.data).unwrap_or_default();
    let &[epoch, step, loss_sum, steps] = numbers.as_slice() else {
        bail!("expected four numbers of progress in {}, found {}", path.display(), numbers.len());
    };
    let [state, average, first, second] = GROUPS.map(|prefix| {
        all.iter().filter_map(|(name, array)| Some((name.strip_prefix(prefix)?.to_owned(), array.clone()))).collect()
    });
    Ok(Checkpoint {
        state,
        average,
        optimiser: AdamW { first, second, steps: steps as u32 },
        progress: RunProgress { epoch: epoch as usize, step: step as usize, loss_sum: f64::from(loss_sum) },
        group_weights,
    })
}

/// ImageNet weights with a new classifier and, where the architecture has one, a new decoder; or, from another run's
/// folder, whatever its running average holds in the same shape. `none` is the class without a finding.
pub(super) fn fresh(
    architecture: &Architecture,
    labels: usize,
    none: Option<usize>,
    seed: u64,
    from: Option<&Path>,
) -> Result<Checkpoint> {
    let mut state: Weights = pretrained::imagenet_lite0()?;
    let mut random = Rng::with_seed(seed);
    let features = state.get("classifier.weight").and_then(|array| array.shape.first().copied());
    let features = features.context("expected `classifier.weight` in the ImageNet weights, found none")?;
    let weight = (0..features * labels).map(|_| (random.f32() - 0.5) * 0.04).collect();
    state.insert("classifier.weight".into(), Array { shape: vec![features, labels], data: weight });
    state.insert("classifier.bias".into(), Array { shape: vec![labels], data: vec![0.0; labels] });
    if architecture.outline.is_some() {
        let none = none.context("a network that outlines needs a class without a finding, found none")?;
        outline::start(&mut state, &architecture.graph(labels)?, labels, none, &mut random);
    }
    if let Some(folder) = from {
        for (name, array) in read(&path(folder))?.average {
            if let Some(own) = state.get_mut(&name).filter(|own| own.shape == array.shape) {
                *own = array;
            }
        }
    }
    Ok(Checkpoint {
        average: state.clone(),
        state,
        optimiser: AdamW::default(),
        progress: RunProgress::default(),
        group_weights: Vec::new(),
    })
}

/// Where a run keeps its checkpoint.
pub(super) fn path(folder: &Path) -> PathBuf {
    folder.join("checkpoint.safetensors")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkpoint_comes_back_whole() {
        let array = |value: f32| Array { shape: vec![2], data: vec![value, -value] };
        let weights = |value: f32| Weights::from([("head.gamma".to_owned(), array(value))]);
        let written = Checkpoint {
            state: weights(1.0),
            average: weights(2.0),
            optimiser: AdamW { first: weights(3.0), second: weights(4.0), steps: 5 },
            progress: RunProgress { epoch: 2, step: 7, loss_sum: 1.5 },
            group_weights: vec![0.25, 0.75],
        };
        let path = std::env::temp_dir().join(format!("onsight-{}-checkpoint.safetensors", std::process::id()));
        write(&path, &written).unwrap();
        let found = read(&path).unwrap();
        write(&path, &Checkpoint { group_weights: Vec::new(), ..written }).unwrap();
        let plain = read(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(found.group_weights, [0.25, 0.75]);
        assert!(plain.group_weights.is_empty());
        let of = |checkpoint: &Checkpoint| {
            let optimiser = &checkpoint.optimiser;
            let arrays = [&checkpoint.state, &checkpoint.average, &optimiser.first, &optimiser.second];
            arrays.map(|arrays| arrays["head.gamma"].data[0])
        };
        assert_eq!((of(&found), of(&plain)), ([1.0, 2.0, 3.0, 4.0], [1.0, 2.0, 3.0, 4.0]));
        assert_eq!((found.progress.epoch, found.progress.step, found.optimiser.steps), (2, 7, 5));
    }
}
