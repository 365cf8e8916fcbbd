//! `lab phantom`: draws the page's built-in examples, again and again until the shipped model gives each kind of answer.
//!
//! A visitor shall see what a named class, an answer of several classes and a refusal look like, and no patient's picture may
//! ship with the page. So heads are drawn from seeds and given to the model, and of those the clearest of each kind is
//! kept; the page says so of each, in its language. After a model has changed, the same command chooses anew:
//! a test fails as long as an example is answered otherwise than its entry says.
//!
//! Invariant: no patient's picture ships with the page, and an example is no measure of a model.

use super::predict;
use anyhow::{Context, Result, bail};
use clap::Args;
use engine::{Engine, block_on};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use imaging::synthetic::{Lesion, Phantom, phantom};
use imaging::{Image, Pixels, grey_from_image, resize::fit_within};
use protocol::{Abstention, Answer, Decision, Gating};
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;
use std::path::PathBuf;

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
    /// Heads that are drawn to choose from
    #[arg(long, default_value_t = 600)]
    pub heads: u64,
}

/// What an example shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shows {
    /// One class, a finding.
    Class,
    /// Several classes, or none because any would fit.
    Several,
    /// That a picture is turned away.
    Refusal,
}

/// One built-in example, an entry of `index.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// File name beside `index.json`.
    pub file: String,
    /// Task whose model answers it.
    pub task: String,
    /// `stop` where gates do with it as with any picture, `tell` where they only say what they would do.
    pub gates: String,
    /// What it was chosen for.
    pub shows: Shows,
    /// The class, the classes, or the reason that it was chosen for.
    pub answer: Vec<String>,
}

/// Longest side of an example in pixels: enough for the page, small to fetch.
const SIDE: u32 = 320;

/// What was drawn, and how it was answered.
struct AnsweredPhantom {
    kind: Phantom,
    seed: u64,
    clarity: f32,
    answer: Vec<String>,
}

/// Draws heads, lets the model answer them, writes the clearest of each kind and `index.json`.
///
/// # Errors
/// When the model cannot be used, no head is answered as wanted, or a file cannot be written.
pub fn run(options: &PhantomOptions) -> Result<()> {
    let mut engine = predict::open(&options.models, &options.task)?;
    let mut best: [Option<AnsweredPhantom>; 3] = [None, None, None];
    for head in heads(options.heads) {
        let Some((shows, drawn)) = judged(&mut engine, head)? else { continue };
        let slot = match shows {
            Shows::Class => &mut best[0],
            Shows::Several => &mut best[1],
            Shows::Refusal => &mut best[2],
        };
        if slot.as_ref().is_none_or(|kept| drawn.clarity > kept.clarity) {
            eprintln!(
                "{shows:?}: {:?}, seed {}: {} ({:.3})",
                drawn.kind,
                drawn.seed,
                drawn.answer.join(", "),
                drawn.clarity
            );
            *slot = Some(drawn);
        }
    }
    let mut examples = Vec::new();
    for (shows, drawn) in [Shows::Class, Shows::Several, Shows::Refusal].into_iter().zip(best) {
        let Some(drawn) = drawn else {
            bail!("of {} drawn heads none shows {shows:?}: give more with --heads", options.heads);
        };
        examples.push((entry(&options.task, shows, &drawn), picture(&drawn, CompressionType::Best)?));
    }
    write(options, &examples)
}

fn write(options: &PhantomOptions, examples: &[(Example, Vec<u8>)]) -> Result<()> {
    let folder = &options.out;
    std::fs::create_dir_all(folder).with_context(|| format!("creating `{}`", folder.display()))?;
    let list: Vec<&Example> = examples.iter().map(|(example, _)| example).collect();
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

/// Heads with spots of all sizes and places, and some blurred ones, always the same.
fn heads(count: u64) -> impl Iterator<Item = (Phantom, u64)> {
    let mut random = fastrand::Rng::with_seed(1);
    (1..=count).map(move |seed| {
        let [x, y] = [(-420, 420), (-560, 620)].map(|(from, to)| random.i16(from..=to));
        let (radius, rim, grey) = (random.i16(60..=260), random.i16(15..=90), random.u8(90..=235));
        (Phantom::Lesion(Lesion { x, y, radius, rim, grey }), seed)
    })
}

/// What a head shows, and how clearly.
fn judged(engine: &mut Engine, (kind, seed): (Phantom, u64)) -> Result<Option<(Shows, AnsweredPhantom)>> {
    // Every tenth one is given to the gates as any picture would be.
    let gating = if seed % 10 == 0 { Gating::Stop } else { Gating::Tell };
    let drawn = AnsweredPhantom { kind, seed, clarity: 0.0, answer: Vec::new() };
    let bytes = picture(&drawn, CompressionType::Fast)?;
    let answer = block_on(engine.classify_gated(&bytes, gating, &mut |_| ControlFlow::Continue(())))?;
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
        // All are refused alike; the first will do.
        Shows::Refusal => 1.0,
    };
    Ok(Some((shows, AnsweredPhantom { clarity, answer: labels, ..drawn })))
}

fn entry(task: &str, shows: Shows, drawn: &AnsweredPhantom) -> Example {
    let (file, gates) = match shows {
        Shows::Class => ("synthetic-class.png", "tell"),
        Shows::Several => ("synthetic-several.png", "tell"),
        Shows::Refusal => ("synthetic-refusal.png", "stop"),
    };
    let answer = drawn.answer.clone();
    Example { file: file.into(), task: task.into(), gates: gates.into(), shows, answer }
}

/// A drawn head as PNG.
fn picture(of: &AnsweredPhantom, compression: CompressionType) -> Result<Vec<u8>> {
    png_from_image(&fit_within(&phantom(of.kind, of.seed), SIDE), compression)
}

fn png_from_image(image: &Image, compression: CompressionType) -> Result<Vec<u8>> {
    let grey = grey_from_image(image);
    let Pixels::Grey8(samples) = grey.pixels() else {
        bail!("a drawn head should have 8-bit samples");
    };
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, compression, FilterType::Adaptive).write_image(
        samples,
        grey.width(),
        grey.height(),
        ExtendedColorType::L8,
    )?;
    Ok(bytes)
}
