//! Pooled features and logits of pictures.

use super::pictures::of_openable;
use anyhow::{Context, Result, anyhow};
use engine::{CpuRunner, Run, Runner, block_on, steps};
use imaging::Image;
use model::{self, InputSpec, Manifest};
use training::data::Record;
use trust::likeness::pooled;

/// Pooled features and logits of one picture.
#[derive(Clone, Debug)]
pub(super) struct PictureFeatures {
    pub(super) features: Vec<f32>,
    pub(super) logits: Vec<f32>,
    /// Class in its own data set.
    pub(super) label: usize,
    /// Patient or near-duplicate cluster.
    pub(super) group: String,
}

/// The classifier on the CPU.
pub(super) struct FeatureNetwork {
    runner: CpuRunner,
    input: InputSpec,
}

impl FeatureNetwork {
    pub(super) fn new(manifest: &Manifest, bytes: &[u8]) -> Result<Self> {
        let weights = model::read_stored(bytes).with_context(|| format!("the weights of {}", manifest.name))?;
        Ok(Self { runner: CpuRunner::new(manifest, &weights)?, input: manifest.input.clone() })
    }

    pub(super) fn run(&self, image: &Image) -> Result<Run> {
        let prepared = steps::prepare(image, &self.input);
        let runs = block_on(self.runner.run(std::slice::from_ref(&prepared))).map_err(|why| anyhow!("{why}"))?;
        runs.into_iter().next().context("the device gave no answer")
    }

    /// Features of pictures, optionally modified first; without those that cannot be opened.
    pub(super) fn see(
        &self,
        records: &[&Record],
        title: &str,
        change: impl Fn(&Image) -> Image + Sync,
    ) -> Result<Vec<PictureFeatures>> {
        let runs = of_openable(records, title, |image| {
            let run = self.run(&change(image))?;
            Ok((pooled(&run.features, run.width * run.height), run.logits))
        })?;
        let seen = runs.into_iter().zip(records);
        let seen = seen.filter_map(|(run, record)| {
            run.map(|(features, logits)| PictureFeatures {
                features,
                logits,
                label: record.label,
                group: record.group.clone(),
            })
        });
        Ok(seen.collect())
    }
}
