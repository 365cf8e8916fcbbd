//! `lab phantom`: draws the page's built-in examples.
//!
//! Invariant: no patient's picture ships with the page; every example is drawn from a seed, and
//! its description says so.

use crate::imaging::synthetic::{Phantom, phantom};
use crate::imaging::{Image, Pixels, grey_from_image, resize::fit_within};
use anyhow::{Context, Result, bail};
use clap::Args;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use serde::Serialize;
use std::path::PathBuf;

/// Options of `lab phantom`.
#[derive(Args, Clone, Debug)]
pub struct PhantomOptions {
    /// Folder to write to
    #[arg(long, default_value = "public/examples")]
    pub out: PathBuf,
}

/// One built-in example, an entry of `index.json`.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Example {
    /// File name beside `index.json`.
    pub file: &'static str,
    /// Short name.
    pub title: &'static str,
    /// What was drawn.
    pub description: &'static str,
    #[serde(skip)]
    kind: Phantom,
    #[serde(skip)]
    seed: u64,
}

/// Longest side of an example in pixels: enough for the page, small to fetch.
const SIDE: u32 = 320;

/// The examples in the page's order.
pub const EXAMPLES: [Example; 3] = [
    Example {
        file: "synthetic-bright-spot.png",
        title: "Drawn head, bright spot",
        description: "Synthetic: drawn by code, with a bright round spot to one side.",
        kind: Phantom::BrightLesion,
        seed: 1,
    },
    Example {
        file: "synthetic-midline-spot.png",
        title: "Drawn head, small central spot",
        description: "Synthetic: drawn by code, with a small bright spot low in the middle.",
        kind: Phantom::MidlineLesion,
        seed: 2,
    },
    Example {
        file: "synthetic-plain.png",
        title: "Drawn head, no spot",
        description: "Synthetic: drawn by code, with nothing added.",
        kind: Phantom::Plain,
        seed: 3,
    },
];

/// Draws every example and writes `index.json` beside them.
///
/// # Errors
/// When a file cannot be written.
pub fn run(options: &PhantomOptions) -> Result<()> {
    let folder = &options.out;
    std::fs::create_dir_all(folder).with_context(|| format!("creating `{}`", folder.display()))?;
    let index = serde_json::to_string_pretty(&EXAMPLES)? + "\n";
    let mut files = vec![("index.json", index.into_bytes())];
    for example in EXAMPLES {
        files.push((example.file, png_from_image(&fit_within(&phantom(example.kind, example.seed), SIDE))?));
    }
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::write(&path, &bytes).with_context(|| format!("writing `{}`", path.display()))?;
        eprintln!("{} ({} bytes)", path.display(), bytes.len());
    }
    Ok(())
}

/// A grey PNG, packed as small as the encoder can.
fn png_from_image(image: &Image) -> Result<Vec<u8>> {
    let grey = grey_from_image(image);
    let Pixels::Grey8(samples) = grey.pixels() else {
        bail!("a drawn head should have 8-bit samples");
    };
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive).write_image(
        samples,
        grey.width(),
        grey.height(),
        ExtendedColorType::L8,
    )?;
    Ok(bytes)
}
