//! `lab deidentify`: saves a DICOM file as the light box does, without what names the patient.

use crate::told::Told;
use anyhow::{Context, Result, anyhow, ensure};
use clap::Args;
use dicom::deidentify::Salt;
use protocol::{CoverBox, Failure, SliceAddress};
use reading::{FileKind, Held, LIMITS, wording};
use std::path::PathBuf;
use std::str::FromStr;

/// Options of `lab deidentify`.
#[derive(Args, Clone, Debug)]
pub struct DeidentifyOptions {
    /// DICOM file
    pub file: PathBuf,
    /// Where the file without names goes
    pub out: PathBuf,
    /// Cover a part of the pixels: column, row, columns and rows, counted from 1 as in the light box, and the frame, where
    /// not all of them; or `found`: text that is seen at the borders of the first, the middle or the last frame
    #[arg(long, value_name = "X,Y,W,H[@FRAME]|found")]
    pub cover: Vec<CoverOption>,
    /// Where the report of what was changed goes
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}

/// What is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverOption {
    /// Text that is seen.
    Found,
    /// A part of the pixels.
    At(CoverBox),
}

impl FromStr for CoverOption {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let told = || format!("expected X,Y,W,H or X,Y,W,H@FRAME, whole numbers from 1, or found, but found {text}");
        if text == "found" {
            return Ok(Self::Found);
        }
        let number = |part: &str| part.trim().parse().ok().filter(|&number: &u32| number > 0).ok_or_else(told);
        let (place, frame) = text.split_once('@').map_or((text, None), |(place, frame)| (place, Some(frame)));
        let frame = frame.map(|frame| number(frame).map(|number| number - 1)).transpose()?;
        match *place.split(',').collect::<Vec<_>>().as_slice() {
            [x, y, width, height] => Ok(Self::At(CoverBox {
                x: number(x)? - 1,
                y: number(y)? - 1,
                width: number(width)?,
                height: number(height)?,
                frame,
            })),
            _ => Err(told()),
        }
    }
}

/// Writes the file anew. UIDs are replaced by others that nobody can guess, and that are others each time.
///
/// # Errors
/// When the file cannot be read or judged, when something that names the patient would stay in what is written, or when
/// that cannot be written. Nothing is written then.
pub fn run(options: &DeidentifyOptions) -> Result<()> {
    let DeidentifyOptions { file, out, cover, report } = options;
    let same = |path: &PathBuf| std::fs::canonicalize(path).ok();
    ensure!(same(out).is_none() || same(out) != same(file), "expected another file to write to than {}", out.display());
    let size = std::fs::metadata(file).with_context(|| format!("reading {}", file.display()))?.len();
    if size > LIMITS.bytes {
        return Err(told(wording::too_large(size, LIMITS.bytes)));
    }
    let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let mut salt = [0; 32];
    getrandom::fill(&mut salt).map_err(|error| anyhow!("no random numbers: {error}"))?;
    let held = Held::new(FileKind::Object, bytes).map_err(told)?;
    let boxes = covered(&held, cover)?;
    let made = held.deidentified(&Salt(salt), &boxes).map_err(told)?;
    std::fs::write(out, made.file).with_context(|| format!("writing {}", out.display()))?;
    eprintln!("{} written", out.display());
    if let Some(report) = report {
        let lines: String = made.report.lines().iter().map(|line| text::english(line) + "\n").collect();
        std::fs::write(report, lines).with_context(|| format!("writing {}", report.display()))?;
    }
    Ok(())
}

/// The boxes that were asked for. What is proposed is said, so that it can be looked at and asked for otherwise.
fn covered(held: &Held, cover: &[CoverOption]) -> Result<Vec<CoverBox>> {
    let mut boxes: Vec<CoverBox> = Vec::new();
    for option in cover {
        match option {
            CoverOption::At(one) => boxes.push(*one),
            CoverOption::Found => {
                let found = held.tags(SliceAddress::Frame { instance: 0, frame: 0 }).map_err(told)?.boxes;
                if found.is_empty() {
                    eprintln!("no text was seen that could be covered");
                }
                for CoverBox { x, y, width, height, .. } in &found {
                    eprintln!("covered: {},{},{width},{height}", x + 1, y + 1);
                }
                boxes.extend(found);
            }
        }
    }
    Ok(boxes)
}

fn told(failure: Failure) -> anyhow::Error {
    anyhow!("{}", Told::from(&failure))
}
