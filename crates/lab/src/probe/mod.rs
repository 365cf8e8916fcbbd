//! `lab probe`: does a shipped model look at the right region, and is its map faithful?
//!
//! Shortcuts: the score on `test` with the anatomy, the borders or the corners hidden. Faithfulness: deletion and
//! insertion curves (Petsiuk et al., RISE, 2018) and the pointing game (Zhang et al., 2016). Controls: the anatomy blacked out,
//! a border alone, other colours.
//!
//! Invariant: chooses nothing and changes no answer; `test` is read, and the results are written beside the scores.

mod anatomy;
mod brightness;
mod control_verdict;
mod controls;
mod curves;
mod mirrored;
mod shortcuts;
mod verdict;

pub use anatomy::{Anatomy, outline_from_mask};
pub use brightness::{brightened, brightness};
pub use control_verdict::control_sentences;
pub use controls::{blackout, border, is_control, is_outlined, stain};
pub use curves::{area, curve_points};
pub use mirrored::mirrored;
pub use shortcuts::hidden_pictures;
pub use verdict::verdict;

use super::any_finding::named_as;
use super::model::Model;
use super::{model_card, model_folder};
use ::task::TaskText;
use anyhow::{Result, ensure};
use clap::Args;
use evaluation::{Brightness, Faithfulness, Figure, Mirrored, Probe};
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use training::data::{ImageDataset, Split, split_parser};

/// Options of `lab probe`.
#[derive(Args, Clone, Debug)]
#[command(group(clap::ArgGroup::new("what").required(true).multiple(true).args(["data", "mirrored", "brightness", "blackout", "border", "stain"])))]
pub struct ProbeOptions {
    /// Task: names the model's folder
    pub task: String,
    /// Folder with `manifest.csv`, `images/` and, where known, `masks/`: every probe on `test`, kept in manifest and card
    #[arg(long)]
    pub data: Option<PathBuf>,
    /// Folder of slices with one half mirrored over the other, `NAME_h` and `NAME_t`: does the answer follow the finding?
    #[arg(long)]
    pub mirrored: Option<PathBuf>,
    /// Folder with `manifest.csv` and `images/`: does the answer follow the brightness?
    #[arg(long)]
    pub brightness: Option<PathBuf>,
    /// Folder with `masks/`: what the score becomes with black in place of what the masks outline; it should fall to chance
    #[arg(long)]
    pub blackout: Option<PathBuf>,
    /// Folder with `manifest.csv` and `images/`: what the score is with nothing left but a border
    #[arg(long)]
    pub border: Option<PathBuf>,
    /// Width of that border, as a share of the sides
    #[arg(long, default_value_t = BORDER_SHARE)]
    pub border_share: f32,
    /// Folder with `manifest.csv` and `images/`: what the score becomes in other stains, hues and lights
    #[arg(long)]
    pub stain: Option<PathBuf>,
    /// Part of the data set, for every probe but `--data`
    #[arg(long, value_parser = split_parser(), default_value_t = Split::Test)]
    pub split: Split,
    /// Folder of the shipped models
    #[arg(long, default_value = "models")]
    pub models: PathBuf,
    /// Pictures of `test`, drawn with a fixed seed, for the deletion and insertion curves
    #[arg(long, default_value_t = CURVE_PICTURES)]
    pub curve_pictures: usize,
    /// Print what every probe but `--data` found as one JSON object
    #[arg(long)]
    pub json: bool,
    /// Keep what every probe but `--data` found in manifest and card; `test` or `external` only
    #[arg(long)]
    pub record: bool,
}

/// Pictures for the curves: each takes some forty passes, and the mean of this many is stable.
pub const CURVE_PICTURES: usize = 200;

/// Width of the border that `--border` leaves, as a share of the sides.
pub const BORDER_SHARE: f32 = 0.1;

/// Probes a shipped model; with `--data` or `--record`, manifest and card are written.
///
/// # Errors
/// When model or data set cannot be read, do not fit each other, or a file cannot be written.
pub fn run(options: &ProbeOptions) -> Result<()> {
    let model = Model::shipped(&options.models, &options.task)?;
    let labels = &model.manifest.labels;
    let kept = [Split::Test, Split::External].contains(&options.split);
    ensure!(kept || !options.record, "--record keeps `test` or `external`, found `--split {}`", options.split);
    if let Some(data) = &options.data {
        let data = ImageDataset::open_for(data, labels)?;
        probe(&options.models, &options.task, &data, options.curve_pictures)?;
    }
    let opened = |folder: &PathBuf| ImageDataset::open_for(folder, labels);
    let halves = options.mirrored.as_ref().map(|folder| mirrored(&model, &opened(folder)?, options.split));
    let halves = halves.transpose()?;
    let levels = options.brightness.as_ref().map(|folder| brightness(&model, &opened(folder)?, options.split));
    let levels = levels.transpose()?;
    let controls = controls_of(options, &model)?;
    let words = model.manifest.text.clone().unwrap_or_default();
    let text = if options.json {
        let mut json = json_of(halves.as_ref(), levels.as_ref());
        if let Some(fields) = json.as_object_mut().filter(|_| !controls.is_empty()) {
            fields.insert("controls".into(), json!(controls));
        }
        named_as(json, words.finding_key(), model.manifest.groups_of()).to_string() + "\n"
    } else {
        let said = control_sentences(labels.len(), &controls);
        text_of(halves.as_ref(), levels.as_ref(), &words)
            + &said.into_iter().map(|line| line + "\n").collect::<String>()
    };
    std::io::stdout().lock().write_all(text.as_bytes())?;
    if !options.record {
        return Ok(());
    }
    let (mut manifest, _) = model_folder::read(&options.models, &options.task)?;
    ensure!(
        manifest.weights == model.manifest.weights,
        "the model in `{}` was replaced meanwhile",
        options.models.display()
    );
    let measured = manifest.measured.get_or_insert_default();
    measured.mirrored = halves.or_else(|| measured.mirrored.take());
    measured.brightness = levels.or_else(|| measured.brightness.take());
    measured.probes.retain(|old| !controls.iter().any(|new| new.hidden == old.hidden));
    measured.probes.extend(controls);
    model_folder::write_manifest(&options.models, &manifest)?;
    model_card::write(&options.models, &options.task)
}

/// The rows of every requested control.
fn controls_of(options: &ProbeOptions, model: &Model) -> Result<Vec<Probe>> {
    let opened = |folder: &PathBuf| ImageDataset::open_for(folder, &model.manifest.labels);
    let mut rows = Vec::new();
    if let Some(folder) = &options.blackout {
        rows.extend(blackout(model, &opened(folder)?, options.split)?);
    }
    if let Some(folder) = &options.border {
        rows.extend(border(model, &opened(folder)?, options.split, options.border_share)?);
    }
    if let Some(folder) = &options.stain {
        rows.extend(stain(model, &opened(folder)?, options.split)?);
    }
    Ok(rows)
}

fn json_of(halves: Option<&Mirrored>, levels: Option<&Brightness>) -> Value {
    let mut object = serde_json::Map::new();
    let mut add = |name: &str, value: Value| object.insert(name.to_owned(), value);
    if let Some(found) = halves {
        let interval = |figure: Figure| json!([figure.low, figure.high]);
        add("data", json!(found.data));
        add("split", json!(found.split));
        add("pairs", json!(found.pairs));
        add("groups", json!(found.groups));
        add("healthy_right", json!(found.healthy_right.value));
        add("finding_kept", json!(found.finding_kept.value));
        add("class_kept", json!(found.class_kept.value));
        add(
            "intervals",
            json!({
                "healthy_right": interval(found.healthy_right),
                "finding_kept": interval(found.finding_kept),
                "class_kept": interval(found.class_kept),
            }),
        );
    }
    if let Some(found) = levels {
        add("brightness", json!(found));
    }
    Value::Object(object)
}

fn text_of(halves: Option<&Mirrored>, levels: Option<&Brightness>, words: &TaskText) -> String {
    let halves = halves.map(|found| model_card::of_mirrored(found, words) + "\n");
    let levels = levels.map(|found| model_card::of_brightness(found).join("\n") + "\n");
    halves.into_iter().chain(levels).collect()
}

/// The same as [`run`], on an open data set.
///
/// # Errors
/// As [`run`].
pub fn probe(models: &Path, task: &str, data: &ImageDataset, curve_pictures: usize) -> Result<()> {
    let model = Model::shipped(models, task)?;
    let labels = &model.manifest.labels;
    let data = &data.clone().labelled_as(labels)?;
    let records = data.split(Split::Test);
    ensure!(!records.is_empty(), "the data set `{}` has no pictures in split `test`", data.name);
    let on = (data.name.as_str(), Split::Test);
    let (probes, pointing) = shortcuts::measure(&model, &records, on)?;
    let (n, deletion, insertion) = curves::measure(&model, &records, curve_pictures)?;
    let levels = brightness(&model, data, Split::Test)?;
    let faithfulness = Faithfulness { data: on.0.to_owned(), split: on.1, n, deletion, insertion, pointing };
    for sentence in verdict(labels.len(), &probes, Some(&faithfulness)) {
        eprintln!("{sentence}");
    }
    // Minutes have passed: other changes made meanwhile are kept.
    let (mut manifest, _) = model_folder::read(models, task)?;
    ensure!(manifest.weights == model.manifest.weights, "the model in `{}` was replaced meanwhile", models.display());
    let mut measured = manifest.measured.take().unwrap_or_default();
    // Controls were measured separately.
    measured.probes.retain(is_control);
    measured.probes.splice(0..0, probes);
    measured.faithfulness = Some(faithfulness);
    measured.brightness = Some(levels);
    manifest.measured = Some(measured);
    model_folder::write_manifest(models, &manifest)?;
    model_card::write(models, task)
}
