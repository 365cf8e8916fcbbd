//! One training run in memory: pictures, parameters, and the step that changes them.

use super::TrainOptions;
use super::batch::{self, Labelled};
use super::checkpoint::{self, Checkpoint, RunProgress};
use super::compute::{Computer, OpenAdapter};
use super::drawn::Drawing;
use super::examples::{EpochPicture, Examples, PictureKind};
use super::inference::Shipped;
use super::objective::{Objective, Truth};
use super::optimiser::{self, learning_rate};
use super::trainable::{Trainable, folded};
use super::validate::{self, Scores};
use super::worst_group;
use crate::data::{ImageDataset, Split};
use crate::label_sets::LabelSets;
use ::task::MasksOf;
use anyhow::{Context, Result, ensure};
use burn::tensor::Tensor;
use fastrand::Rng;
use indicatif::{ProgressBar, ProgressStyle};
use model::{self, InputSpec};
use network::{Architecture, LayerGraph};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Share of a batch's statistics that enters the running ones at each step.
const MOMENTUM: f32 = 0.05;
/// Joint norm that gradients are clipped to.
const LARGEST_NORM: f32 = 5.0;

/// See the module.
pub(super) struct TrainingSession<'a> {
    options: &'a TrainOptions,
    folder: &'a Path,
    spec: InputSpec,
    architecture: Architecture,
    graph: LayerGraph,
    labels: usize,
    train: Examples,
    epoch_length: usize,
    val: Vec<Labelled>,
    truth: Truth,
    state: Checkpoint,
    computer: Computer,
    frozen: Shipped,
    resumed: bool,
    steps_left: Option<usize>,
}

/// The results of one epoch of training.
pub(super) struct Trained {
    /// Mean loss.
    pub(super) loss: f64,
    /// Speed.
    pub(super) images_per_second: f64,
    /// Learning rate at the end.
    pub(super) rate: f32,
}

impl<'a> TrainingSession<'a> {
    /// Reads pictures and the checkpoint, or ImageNet weights where there is none. With `sets` each label is judged by itself.
    pub(super) fn open(
        options: &'a TrainOptions,
        (data, pictures, sets): (&ImageDataset, PictureKind<'_>, Option<LabelSets>),
        spec: InputSpec,
        folder: &'a Path,
        gpu: OpenAdapter,
    ) -> Result<Self> {
        let architecture = options.network()?;
        let labels = sets.as_ref().map_or(data.labels.len(), |sets| sets.labels().len());
        if sets.is_some() {
            check_of_labels(options, &architecture)?;
        }
        let train = Examples::open(data, pictures, options)?;
        ensure!(
            options.pairs <= 0.0 || (train.none().is_some() && options.mirror.is_some()),
            "--pairs compares halves of mirrored pictures: expected --mirror and a task with a negative class"
        );
        ensure!(
            architecture.outline.is_none() || pictures.masks == MasksOf::Finding,
            "`{}` draws what it found: expected `masks = \"finding\"` in task.toml, found masks of the anatomy",
            architecture.name
        );
        let val = batch::prepared(&data.split(Split::Val), &spec, train.none())?;
        let path = checkpoint::path(folder);
        let resumed = options.resume && path.exists();
        let mut state = if resumed {
            checkpoint::read(&path)?
        } else {
            checkpoint::fresh(&architecture, labels, train.none(), options.seed, options.from.as_deref())?
        };
        let groups = train.groups();
        if options.worst_group > 0.0 && state.group_weights.len() != groups.len() {
            state.group_weights = worst_group::even(&groups);
        }
        let computer = Computer::find(options.device, gpu)?;
        let frozen = Shipped::new(architecture.name, &state.state, labels, &spec, &computer)?;
        Ok(Self {
            truth: Truth::weighted(&train.counts(data.labels.len()), sets, options.class_weight),
            epoch_length: train.epoch(options.seed, 0, None).len(),
            options,
            folder,
            spec,
            graph: architecture.graph(labels)?,
            architecture,
            labels,
            train,
            val,
            state,
            computer,
            frozen,
            resumed,
            steps_left: options.steps,
        })
    }

    /// Whether a checkpoint was found.
    pub(super) fn resumed(&self) -> bool {
        self.resumed
    }

    /// Name of the device, for the record.
    pub(super) fn device_name(&self) -> &str {
        &self.computer.name
    }

    /// Complete epochs.
    pub(super) fn epoch(&self) -> usize {
        self.state.progress.epoch
    }

    /// An incomplete last batch is left out.
    fn steps_per_epoch(&self) -> usize {
        (self.epoch_length / self.options.batch).max(1)
    }

    /// Finishes the current epoch; `None` when `--steps` ended it early.
    pub(super) fn train_epoch(&mut self) -> Result<Option<Trained>> {
        let per_epoch = self.steps_per_epoch();
        let (epoch, first) = (self.state.progress.epoch, self.state.progress.step);
        let together = (self.options.pairs > 0.0).then_some(self.options.batch);
        let order = self.train.epoch(self.options.seed, epoch, together);
        let bar = progress_bar(per_epoch, epoch, self.options.epochs)?;
        bar.set_position(first as u64);
        let started = Instant::now();
        let mut rate = 0.0;
        for step in first..per_epoch {
            if self.steps_left == Some(0) {
                bar.abandon();
                return Ok(None);
            }
            self.steps_left = self.steps_left.map(|left| left - 1);
            let overall = epoch * per_epoch + step;
            rate = learning_rate(self.options.rate, overall, per_epoch * self.options.epochs);
            let batch: Vec<EpochPicture> =
                order.iter().skip(step * self.options.batch).take(self.options.batch).copied().collect();
            let loss = self.step(&batch, overall, rate)?;
            self.state.progress.loss_sum += loss;
            self.state.progress.step = step + 1;
            let speed = ((step + 1 - first) * self.options.batch) as f64 / started.elapsed().as_secs_f64();
            bar.inc(1);
            bar.set_message(format!(
                "loss {:.4}, {speed:.1} images/s",
                self.state.progress.loss_sum / (step + 1) as f64
            ));
            if (step + 1) % self.options.checkpoint_every == 0 {
                self.checkpoint()?;
            }
        }
        bar.finish();
        let loss = self.state.progress.loss_sum / per_epoch as f64;
        self.state.progress = RunProgress { epoch: epoch + 1, step: 0, loss_sum: 0.0 };
        let images_per_second = ((per_epoch - first) * self.options.batch) as f64 / started.elapsed().as_secs_f64();
        Ok(Some(Trained { loss, images_per_second, rate }))
    }

    /// Scores the running average on `val`, as rounded to int8.
    pub(super) fn validate(&self) -> Result<Scores> {
        let network =
            Shipped::new(self.architecture.name, &self.state.average, self.labels, &self.spec, &self.computer)?;
        let scores = validate::scores(&network, &self.val, self.labels, self.train.none(), self.truth.sets())?;
        eprintln!(
            "epoch {}: val loss {:.4}, accuracy {:.4}, macro recall {:.4}, any finding {:.3?}",
            self.epoch(),
            scores.loss,
            scores.accuracy,
            scores.macro_recall,
            scores.any
        );
        for (source, outline) in &scores.outlines {
            eprintln!(
                "  {source}: Dice {:.3}, hit {:.3} of {}; outlined without a finding {:.3} of {}",
                outline.dice, outline.hit, outline.outlined, outline.wrongly, outline.free
            );
        }
        Ok(scores)
    }

    /// The group weights of distributionally robust optimisation, by name; none without it.
    pub(super) fn group_weights(&self) -> BTreeMap<String, f64> {
        if self.options.worst_group <= 0.0 {
            return BTreeMap::new();
        }
        let weights = self.train.groups().into_iter().zip(&self.state.group_weights);
        weights.filter_map(|(name, weight)| Some((name?, f64::from(*weight)))).collect()
    }

    /// Writes the running average, with batch normalisation folded in, as `epoch-N.safetensors`.
    pub(super) fn keep(&self) -> Result<()> {
        let path = epoch_path(self.folder, self.epoch());
        std::fs::write(&path, model::write_f32(&folded(&self.state.average)?)?)
            .with_context(|| format!("writing {}", path.display()))
    }

    /// Writes the checkpoint.
    pub(super) fn checkpoint(&self) -> Result<()> {
        checkpoint::write(&checkpoint::path(self.folder), &self.state)
    }

    fn step(&mut self, chosen: &[EpochPicture], overall: usize, rate: f32) -> Result<f64> {
        let options = self.options;
        let seed = options.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(overall as u64 * 100_003);
        let drawing = Drawing {
            examples: &self.train,
            spec: &self.spec,
            mixing: options.mixing,
            outlines: self.architecture.outline.is_some(),
            pairs: options.pairs > 0.0,
            background: options.backgrounds(),
            marks: options.marks,
            changes: options.changes(),
            colours: options.colours(),
        };
        let drawn = drawing.batch(chosen, seed);

        let autodiff = self.computer.device.clone().autodiff();
        let rounds = overall as f32 >= options.round_from * (self.steps_per_epoch() * options.epochs) as f32;
        let seen =
            if rounds { Cow::Owned(model::rounded(&self.state.state)?) } else { Cow::Borrowed(&self.state.state) };
        let x = self.frozen.first(options.frozen, &drawn.images)?;
        let x = Tensor::from_data(x, &autodiff);
        let trainable = Trainable::new(&self.graph, options.frozen, &seen, &autodiff)?;
        let mut random = Rng::with_seed(seed ^ 1);
        let keep = batch::dropout_mask(drawn.images.len(), self.architecture.head, options.dropout, &mut random);
        let forward = trainable.forward(x, Tensor::from_data(keep, &autodiff))?;
        let objective = Objective { options, truth: &self.truth, none: self.train.none() };
        let groups = &mut self.state.group_weights;
        let loss = objective.loss(forward.logits, forward.map, &drawn, groups, &autodiff)?;
        let value = f64::from(loss.clone().into_scalar::<f32>());
        let mut gradients = trainable.gradients(&loss.backward());
        optimiser::clip(&mut gradients, LARGEST_NORM);

        self.state.optimiser.step(&mut self.state.state, &gradients, rate, options.decay);
        for (unit, statistics) in forward.statistics {
            for (field, batch) in [("mean", statistics.mean), ("variance", statistics.variance)] {
                if let Some(running) = self.state.state.get_mut(&format!("{unit}.{field}")) {
                    running
                        .data
                        .iter_mut()
                        .zip(batch)
                        .for_each(|(running, batch)| *running += MOMENTUM * (batch - *running));
                }
            }
        }
        // Early on the average must not lag behind: Polyak averaging with a warm start.
        let decay = options.average.min((1.0 + overall as f32) / (10.0 + overall as f32));
        optimiser::average(&mut self.state.average, &self.state.state, decay);
        Ok(value)
    }
}

/// Whether nothing is asked that needs classes, one of them for no finding.
fn check_of_labels(options: &TrainOptions, architecture: &Architecture) -> Result<()> {
    let asked = [
        (options.pairs > 0.0, "--pairs"),
        (options.mirror.is_some(), "--mirror"),
        (options.worst_group > 0.0, "--worst-group"),
        (architecture.outline.is_some(), "a network that outlines"),
    ];
    let vain = asked.iter().find_map(|(is_asked, what)| is_asked.then_some(*what));
    ensure!(
        vain.is_none(),
        "expected of a task with `answer = \"labels\"` what needs no negative class, found {}",
        vain.unwrap_or_default()
    );
    Ok(())
}

/// The weights of one epoch.
pub(super) fn epoch_path(folder: &Path, epoch: usize) -> PathBuf {
    folder.join(format!("epoch-{epoch}.safetensors"))
}

fn progress_bar(steps: usize, epoch: usize, epochs: usize) -> Result<ProgressBar> {
    let style = ProgressStyle::with_template("{prefix} {bar:30} {pos}/{len} {elapsed} (left {eta}) {msg}")?;
    let bar = ProgressBar::new(steps as u64).with_style(style);
    bar.set_prefix(format!("epoch {}/{epochs}", epoch + 1));
    Ok(bar)
}
