//! Training: fine-tunes EfficientNet-Lite on a labelled folder, on CPU threads or a GPU. [`run`] is `lab train`.
//!
//! `train` fits the weights; `val` chooses the epoch; nothing else is read. Each epoch's
//! order and every augmentation come from the seed, so a resumed run continues as if it had not been stopped. In the
//! later part of a run the forward pass uses int8 weights, so that quantising loses no accuracy afterwards: a scale per
//! output channel commutes with folding batch normalisation in. What is kept is the running average of the weights,
//! with batch normalisation folded in, at the epoch whose int8 version has the best weakest score on `val` (`choice`).
//!
//! Pictures with and without a finding may come from different sources. So that the source alone does not reveal the
//! class, outlined pictures are mirrored both ways and findings are inserted into slices of other sources (`examples`,
//! `lesion`). What is compared and which sources count most is configurable (`pairs`, `worst_group`), and so are
//! ablations. Pictures in colour are varied like stains and lamps (`colour`), the background around the anatomy may be
//! blurred (`background`), and classes and sources sampled evenly (`balance`). Where each label is judged by itself
//! ([`label_sets`]), combinations of labels are sampled as classes are, and the loss is a binary cross entropy. A task's
//! file gives the settings of its training; the command line overrides it (`configured`).
//!
//! What a run reads and writes is here too: the data set ([`data`]), the description of the task ([`task_file`]), the
//! weights it starts from ([`pretrained`]), its record ([`run_record`]) and curves, the ranges of its values
//! ([`activations`]), and the scores that choose its epoch ([`metrics`], [`agreement`]).
//!
//! Invariant: `test` is never opened by a training.

pub mod activations;
pub mod agreement;
mod augment;
mod background;
mod balance;
mod batch;
mod checkpoint;
mod choice;
mod colour;
mod compute;
mod configured;
pub mod curves;
pub mod data;
mod drawn;
mod examples;
mod gradients;
mod inference;
pub mod label_sets;
mod lesion;
mod marks;
pub mod metrics;
mod mirror_list;
mod objective;
mod optimiser;
mod options;
mod order;
mod outline;
mod pairs;
mod planes;
pub mod pretrained;
pub mod run_record;
mod session;
pub mod stains;
pub mod task_file;
mod trainable;
mod validate;
mod worst_group;

use anyhow::{Context, Result, ensure};
use data::{ImageDataset, Split};
use examples::PictureKind;
use label_sets::LabelSets;
use model::{self, AnswerKind, Colour, InputLevels, InputSpec, Resize};
use run_record::{DoneRecord, EpochRecord, ResumedRecord, RunConfig, RunRecord};
use session::TrainingSession;
use std::path::{Path, PathBuf};
use std::time::Instant;

pub use background::Background;
pub use batch::{opened_one, target};
pub use choice::{kept, weakest};
pub use compute::{Adapter, Compute, OpenAdapter};
pub use configured::TrainCommand;
pub use options::{Ingredient, LevelsOfInput, TrainOptions};
pub use trainable::folded;

/// Trains, and writes `best.safetensors` (folded f32), `record.jsonl`, `curves.svg` and
/// checkpoints into the run's folder.
///
/// # Errors
/// When data, the task's file, pretrained weights or the folder cannot be read or written.
pub fn run(options: &TrainOptions, gpu: OpenAdapter) -> Result<()> {
    let folder = options.run.clone().unwrap_or_else(|| PathBuf::from("runs").join(&options.task));
    std::fs::create_dir_all(&folder).with_context(|| format!("creating {}", folder.display()))?;
    let data = ImageDataset::open_all(&options.data)?;
    ensure!(!data.split(Split::Val).is_empty(), "expected a `val` split to choose the epoch with, found none");
    let record_path = folder.join("record.jsonl");
    let task = task_file::read(&options.models, &options.task)?;
    let sets = match task.answer {
        AnswerKind::Classes => None,
        AnswerKind::Labels => Some(LabelSets::of(&data)?),
    };
    let labels = sets.as_ref().map_or(data.labels.as_slice(), LabelSets::labels).to_vec();
    task.check_labels(&labels).with_context(|| format!("the data set `{}`", data.name))?;
    let spec = InputSpec {
        levels: options.levels.map_or(input_spec(options.size, task.colour).levels, InputLevels::from),
        ..input_spec(options.size, task.colour)
    };
    let pictures = PictureKind { negative: task.negative.as_deref(), colour: task.colour, masks: task.masks };
    let mut session = TrainingSession::open(options, (&data, pictures, sets), spec.clone(), &folder, gpu)?;

    if session.resumed() {
        let record = ResumedRecord {
            epoch: session.epoch(),
            backend: session.device_name().into(),
            threads: rayon::current_num_threads(),
            options: serde_json::to_value(options)?,
        };
        run_record::append(&record_path, &RunRecord::Resumed(record))?;
    } else {
        let _ = std::fs::remove_file(&record_path);
        let config = config(options, &data, (task.answer, labels), spec, session.device_name())?;
        run_record::append(&record_path, &RunRecord::Config(Box::new(config)))?;
    }

    while session.epoch() < options.epochs {
        let started = Instant::now();
        let Some(trained) = session.train_epoch()? else {
            return Ok(());
        };
        let scores = session.validate()?;
        let epoch = EpochRecord {
            epoch: session.epoch(),
            train_loss: trained.loss,
            val_loss: scores.loss,
            val_accuracy: scores.accuracy,
            val_macro_recall: scores.macro_recall,
            val_any: scores.any.clone(),
            val_any_error: scores.any_error.clone(),
            val_outlines: scores.outlines.clone(),
            seconds: started.elapsed().as_secs_f64(),
            images_per_second: trained.images_per_second,
            learning_rate: f64::from(trained.rate),
            group_weights: session.group_weights(),
        };
        run_record::append(&record_path, &RunRecord::Epoch(epoch))?;
        curves::write_svg(&folder.join("curves.svg"), &run_record::epochs(&run_record::read(&record_path)?))?;
        session.keep()?;
        keep_best(&folder, &record_path)?;
        session.checkpoint()?;
    }

    let epochs = run_record::epochs(&run_record::read(&record_path)?);
    let best = std::fs::read(folder.join("best.safetensors"))?;
    let kept = choice::kept(&epochs).context("expected an epoch, found none")?;
    let done = DoneRecord {
        epochs: options.epochs,
        best_epoch: kept.epoch,
        val_macro_recall: kept.val_macro_recall,
        seconds: epochs.iter().map(|epoch| epoch.seconds).sum(),
        weights_sha256: model::sha256_hex(&best),
    };
    run_record::append(&record_path, &RunRecord::Done(done))
}

/// Makes `best.safetensors` the weights of the epoch selected by the records so far.
fn keep_best(folder: &Path, record: &Path) -> Result<()> {
    let epochs = run_record::epochs(&run_record::read(record)?);
    let Some(kept) = choice::kept(&epochs) else { return Ok(()) };
    let path = session::epoch_path(folder, kept.epoch);
    std::fs::copy(&path, folder.join("best.safetensors")).with_context(|| format!("reading {}", path.display()))?;
    Ok(())
}

/// Mean and deviation of the ImageNet weights' own training: `(x - 127) / 128`. Grey levels are stretched between
/// percentiles; colours are measurements of stain and stay as they are.
#[must_use]
pub fn input_spec(size: u32, colour: Colour) -> InputSpec {
    InputSpec {
        size,
        colour,
        mean: [127.0; 3],
        deviation: [128.0; 3],
        resize: Resize::default(),
        levels: match colour {
            Colour::Grey => InputLevels::Percentiles,
            Colour::Rgb => InputLevels::AsGiven,
        },
    }
}

fn config(
    options: &TrainOptions,
    data: &ImageDataset,
    (answer, labels): (AnswerKind, Vec<String>),
    input: InputSpec,
    backend: &str,
) -> Result<RunConfig> {
    Ok(RunConfig {
        task: options.task.clone(),
        architecture: options.architecture.clone(),
        answer,
        labels,
        input,
        data: data.name.clone(),
        data_sha256: data.sha256(),
        train_images: data.split(Split::Train).len(),
        val_images: data.split(Split::Val).len(),
        pretrained: start(options.from.as_deref())?,
        seed: options.seed,
        backend: backend.into(),
        threads: rayon::current_num_threads(),
        options: serde_json::to_value(options)?,
    })
}

/// Where the first weights come from.
fn start(from: Option<&Path>) -> Result<String> {
    let imagenet = pretrained::description();
    let Some(folder) = from else { return Ok(imagenet) };
    let path = checkpoint::path(folder);
    let bytes = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(format!("{imagenet}, then run {name}, sha256 {}", model::sha256_hex(&bytes)))
}

#[cfg(test)]
mod tests;
