//! `lab phantom`: draws the page's built-in examples, again and again until the shipped model gives each kind of answer.
//!
//! A visitor shall see what a named class, an answer of several classes and a refusal look like, and no patient's picture may
//! ship with the page. So pictures are drawn from seeds, of what the task's file says, and given to the model, and
//! of those the clearest of each kind is kept; the page says so of each, in its language. A model whose sets never hold
//! several classes has no example of that kind. After a model has changed, the same
//! command chooses anew: a test fails as long as an example is answered otherwise than its entry says. Examples of other
//! tasks stay as they are.
//!
//! Invariant: no patient's picture ships with the page, and an example is no measure of a model.

use super::drawn_subject::{DrawnSubject, subjects};
use super::{model_folder, predict};
use ::task::TaskDrawing;
use anyhow::{Context, Result, bail};
use clap::Args;
use engine::{Engine, block_on};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use imaging::{Image, Pixels, resize::fit_within};
use model::Manifest;
use protocol::{Abstention, Answer, Decision, Gate, Gating};
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Options of `lab phantom`.
#[derive(Args, Clone, Debug)]
pub struct PhantomOptions {
    /// Task whose model answers them
    pub task: String,
    /// Folder of the shipped models
    #[arg(long, default_value = "models")]
    pub models: PathBuf,
    /// Folder to write to
    #[arg(long, default_value = "public/examples")]
    pub out: PathBuf,
    /// Pictures that are drawn to choose from
    #[arg(long, default_value_t = 600)]
    pub drawings: u64,
}

/// What an example shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shows {
    /// One class, a finding.
    Class,
    /// Several classes, or none because any would fit.
    Several,
    /// A refusal.
    Refusal,
}

/// One built-in example, an entry of `index.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// File name beside `index.json`.
    pub file: String,
    /// Task whose model answers it.
    pub task: String,
    /// What it is a drawing of.
    pub draws: TaskDrawing,
    /// `stop` where gates apply as to any picture, `tell` where they only state what they would do.
    pub gates: String,
    /// The kind of answer it was chosen for.
    pub shows: Shows,
    /// The class, the classes, or the reason that it was chosen for.
    pub answer: Vec<String>,
}

/// Longest side of an example in pixels: enough for the page, small to fetch.
const SIDE: u32 = 320;

/// What was drawn, and how it was answered.
struct AnsweredDrawing {
    subject: DrawnSubject,
    seed: u64,
    clarity: f32,
    answer: Vec<String>,
}

/// Draws pictures, lets the model answer them, writes the clearest of each kind and `index.json`.
///
/// # Errors
/// When the task has no section about drawings, the model cannot be used, no picture is answered as wanted, or a file
/// cannot be written.
pub fn run(options: &PhantomOptions) -> Result<()> {
    let known = training::task_file::read(&options.models, &options.task)?;
    let Some(draws) = known.drawing else {
        bail!(
            "the task `{}` says nothing of drawings: write `drawing` into its file, see docs/add-a-task.md",
            known.id
        );
    };
    let mut engine = predict::open(&options.models, &options.task)?;
    let mut best: [Option<AnsweredDrawing>; 3] = [None, None, None];
    for subject in subjects(draws, options.drawings) {
        let Some((shows, drawn)) = judged(&mut engine, subject)? else { continue };
        let slot = match shows {
            Shows::Class => &mut best[0],
            Shows::Several => &mut best[1],
            Shows::Refusal => &mut best[2],
        };
        if slot.as_ref().is_none_or(|kept| drawn.clarity > kept.clarity) {
            eprintln!(
                "{shows:?}: {:?}, seed {}: {} ({:.3})",
                drawn.subject,
                drawn.seed,
                drawn.answer.join(", "),
                drawn.clarity
            );
            *slot = Some(drawn);
        }
    }
    let manifest = model_folder::read(&options.models, &options.task)?.0;
    let before = listed(&options.out)?;
    let mut examples = Vec::new();
    for (shows, drawn) in [Shows::Class, Shows::Several, Shows::Refusal].into_iter().zip(best) {
        let Some(drawn) = drawn else {
            if shows == Shows::Several && !leaves_open(&manifest) {
                eprintln!("none shows an answer of several classes, and this model gives none: it is left out");
                continue;
            }
            bail!("of {} drawings none shows {shows:?}: give more with --drawings", options.drawings);
        };
        let entry = entry(&options.task, shows, &drawn, &before);
        examples.push((entry, picture(drawn.subject, drawn.seed, CompressionType::Best)?));
    }
    write(&options.out, &options.task, before, &examples)
}

/// Whether the model gives answers of several classes at all: it has several beside "none", fewer than all of them can be
/// left open, and a prediction set of more than one was measured, on any split.
#[must_use]
pub fn leaves_open(manifest: &Manifest) -> bool {
    let findings = manifest.labels.iter().filter(|label| manifest.negative.as_ref() != Some(label)).count();
    let evaluations = manifest.measured.iter().flat_map(|measured| &measured.evaluations);
    let mut sets = evaluations.flat_map(|evaluation| &evaluation.sets);
    findings > 1 && manifest.labels.len() > 2 && sets.any(|set| set.sizes.iter().skip(2).any(|share| *share > 0.0))
}

/// The examples that the folder has now; empty where it has no list.
fn listed(folder: &Path) -> Result<Vec<Example>> {
    let path = folder.join("index.json");
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let text = std::fs::read(&path).with_context(|| format!("reading `{}`", path.display()))?;
    serde_json::from_slice(&text).with_context(|| format!("reading `{}`: expected a list of examples", path.display()))
}

/// Writes the pictures, and the list with these examples in the place of the task's old ones.
fn write(folder: &Path, task: &str, before: Vec<Example>, examples: &[(Example, Vec<u8>)]) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("creating `{}`", folder.display()))?;
    let mut list: Vec<Example> = before.into_iter().filter(|example| example.task != task).collect();
    list.extend(examples.iter().map(|(example, _)| example.clone()));
    // The order of the list does not depend on the task drawn. Examples of one task keep their order.
    list.sort_by(|one, other| one.task.cmp(&other.task));
    let index = serde_json::to_string_pretty(&list)? + "\n";
    let files = examples.iter().map(|(example, bytes)| (example.file.as_str(), bytes.as_slice()));
    for (name, bytes) in files.chain([("index.json", index.as_bytes())]) {
        let path = folder.join(name);
        std::fs::write(&path, bytes).with_context(|| format!("writing `{}`", path.display()))?;
        eprintln!("{} ({} bytes)", path.display(), bytes.len());
    }
    Ok(())
}

/// How the model answers an example: what it shows, and the class, the classes or the reason; `None` for what shows nothing
/// of the three. `negative` is the class without a finding.
#[must_use]
pub fn shown(answer: &Answer, negative: Option<&str>) -> Option<(Shows, Vec<String>)> {
    let refusal = answer.finding.provenance.refusal().map(|(_, refusal)| refusal.kind.name().to_owned());
    match &answer.finding.classes()?.decision {
        Decision::Abstain { why: Abstention::Gate } => Some((Shows::Refusal, refusal.into_iter().collect())),
        Decision::Class { label } if Some(label.as_str()) != negative => Some((Shows::Class, vec![label.clone()])),
        Decision::Set { labels } => Some((Shows::Several, labels.clone())),
        Decision::Class { .. } | Decision::Abstain { .. } => None,
    }
}

/// What the model finds in a drawing, and how clearly.
fn judged(engine: &mut Engine, (subject, seed): (DrawnSubject, u64)) -> Result<Option<(Shows, AnsweredDrawing)>> {
    // Every tenth one passes the gates like any picture.
    let gating = if seed % 10 == 0 { Gating::Stop } else { Gating::Tell };
    let bytes = picture(subject, seed, CompressionType::Fast)?;
    let answer = block_on(engine.classify_gated(&bytes, gating, &mut |_| ControlFlow::Continue(())))?;
    // One that does not look like a picture of the task is not an example.
    if answer.finding.provenance.refusal().is_some_and(|(gate, _)| gate == Gate::Modality) {
        return Ok(None);
    }
    let negative = engine.model().negative;
    let Some((shows, labels)) = shown(&answer, negative.as_deref()) else { return Ok(None) };
    let classes = answer.finding.classes().context("the model names no classes")?;
    let mut values: Vec<f32> = classes.probabilities.iter().map(|probability| probability.value).collect();
    values.sort_by(|a, b| b.total_cmp(a));
    let value = |at: usize| values.get(at).copied().unwrap_or_default();
    let clarity = match shows {
        Shows::Class => value(0),
        // The two likeliest close to each other, and the rest far below.
        Shows::Several => value(1) - value(2) - (value(0) - value(1)),
        // All are refused alike; the first is used.
        Shows::Refusal => 1.0,
    };
    Ok(Some((shows, AnsweredDrawing { subject, seed, clarity, answer: labels })))
}

/// The entry of a drawing. Its file has the name of the task's previous example of the kind, so that its address is
/// unchanged.
fn entry(task: &str, shows: Shows, drawn: &AnsweredDrawing, before: &[Example]) -> Example {
    let (kind, gates) = match shows {
        Shows::Class => ("class", "tell"),
        Shows::Several => ("several", "tell"),
        Shows::Refusal => ("refusal", "stop"),
    };
    let last = before.iter().find(|example| example.task == task && example.shows == shows);
    let file = last.map_or_else(|| format!("{task}-{kind}.png"), |example| example.file.clone());
    let draws = drawn.subject.draws();
    Example { file, task: task.into(), draws, gates: gates.into(), shows, answer: drawn.answer.clone() }
}

/// A drawing as PNG.
fn picture(subject: DrawnSubject, seed: u64, compression: CompressionType) -> Result<Vec<u8>> {
    png_from_image(&fit_within(&subject.drawn(seed), SIDE), compression)
}

fn png_from_image(image: &Image, compression: CompressionType) -> Result<Vec<u8>> {
    let (samples, colour) = match image.pixels() {
        Pixels::Grey8(samples) => (samples, ExtendedColorType::L8),
        Pixels::Rgb8(samples) => (samples, ExtendedColorType::Rgb8),
        Pixels::Grey16(_) => bail!("a drawing should have 8-bit samples"),
    };
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, compression, FilterType::Adaptive).write_image(
        samples,
        image.width(),
        image.height(),
        colour,
    )?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(task: &str, file: &str) -> Example {
        let (shows, answer) = (Shows::Class, vec!["rust".to_owned()]);
        Example { file: file.into(), task: task.into(), draws: TaskDrawing::Head, gates: "tell".into(), shows, answer }
    }

    #[test]
    fn a_task_drawn_anew_keeps_its_addresses_and_leaves_those_of_others() {
        let before = [example("bark", "synthetic-class.png"), example("wood", "wood-class.png")];
        let (subject, seed) = subjects(TaskDrawing::Smear, 1).next().unwrap();
        let drawn = AnsweredDrawing { subject, seed, clarity: 1.0, answer: vec!["scab".into()] };
        let file = |task: &str, shows: Shows| entry(task, shows, &drawn, &before).file;
        assert_eq!(file("bark", Shows::Class), "synthetic-class.png");
        assert_eq!(file("bark", Shows::Refusal), "bark-refusal.png");
        assert_eq!(file("leaf", Shows::Class), "leaf-class.png");
        assert_eq!(entry("leaf", Shows::Class, &drawn, &before).draws, TaskDrawing::Smear);
        let folder = std::env::temp_dir().join(format!("onsight-examples-{}", std::process::id()));
        let new = example("leaf", "leaf-class.png");
        write(&folder, "leaf", before.to_vec(), &[(new.clone(), b"picture".to_vec())]).unwrap();
        let [bark, wood] = before;
        assert_eq!(listed(&folder).unwrap(), [bark, new, wood]);
        assert_eq!(std::fs::read(folder.join("leaf-class.png")).unwrap(), b"picture");
        std::fs::remove_dir_all(folder).unwrap();
        assert_eq!(listed(Path::new("no/such/folder")).unwrap(), []);
    }

    #[test]
    fn a_drawing_is_written_in_the_colours_that_it_has() {
        for draws in [TaskDrawing::Head, TaskDrawing::Smear, TaskDrawing::Chest, TaskDrawing::Nodule] {
            let (subject, seed) = subjects(draws, 1).next().unwrap();
            assert_eq!(subject.draws(), draws);
            let bytes = picture(subject, seed, CompressionType::Fast).unwrap();
            // The colour type of PNG's header: 0 grey, 2 colour.
            assert_eq!(bytes[25], if draws == TaskDrawing::Smear { 2 } else { 0 });
        }
    }
}
