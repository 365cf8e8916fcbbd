//! `lab deidentify`: saves de-identified DICOM files and volumes, as the light box does.

use crate::failure::PrintedFailure;
use crate::{deidentify_folder, pair};
use anyhow::{Context, Result, anyhow, ensure};
use clap::Args;
use containers::gzip;
use deface::{Ears, HeadSlices};
use dicom::deidentify::Salt;
use dicom::nifti;
use protocol::{CoverBox, Failure, SliceAddress};
use reading::{FileKind, GivenFile, Held, LIMITS, face_of, wording};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use text::Message;

/// Options of `lab deidentify`.
#[derive(Args, Clone, Debug, Default)]
pub struct DeidentifyOptions {
    /// DICOM file, NIfTI volume, or a folder of them, of which each series is looked at by itself
    pub file: PathBuf,
    /// Where the file without names goes; a volume is packed where the name ends with .gz, of a folder it is one
    pub out: PathBuf,
    /// Cover a part of the pixels: column, row, columns and rows, counted from 1 as in the light box, and the frame, where
    /// not all of them; or `found`: text that is seen at the borders of the first, the middle or the last frame
    #[arg(long, value_name = "X,Y,W,H[@FRAME]|found")]
    pub cover: Vec<CoverOption>,
    /// Where the report of what was changed goes
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Remove the face from volumes and series of the head; what has none that can be found is not written
    #[arg(long)]
    pub deface: bool,
    /// Remove the ears with it
    #[arg(long, requires = "deface")]
    pub ears: bool,
}

impl DeidentifyOptions {
    pub(crate) fn ears(&self) -> Ears {
        if self.ears { Ears::Removed } else { Ears::Kept }
    }
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

/// Writes the file anew. UIDs are replaced by unpredictable ones, which differ on each run.
///
/// # Errors
/// When the file cannot be read or judged, when something that names the patient would stay in what is written, or when
/// writing fails. Nothing is written in these cases.
pub fn run(options: &DeidentifyOptions) -> Result<()> {
    let DeidentifyOptions { file, out, cover, report, .. } = options;
    let same = |path: &PathBuf| std::fs::canonicalize(path).ok();
    ensure!(same(out).is_none() || same(out) != same(file), "expected another file to write to than {}", out.display());
    let mut salt = [0; 32];
    getrandom::fill(&mut salt).map_err(|error| anyhow!("no random numbers: {error}"))?;
    let salt = Salt(salt);
    if file.is_dir() {
        return deidentify_folder::run(options, &salt);
    }
    let bytes = read(file)?;
    let is_volume = nifti::is_nifti(&bytes);
    let held = Held::new(if is_volume { FileKind::Volume } else { FileKind::Object }, bytes).map_err(told)?;
    ensure!(cover.is_empty() || !is_volume, "expected a DICOM file to cover, found a volume");
    let boxes = covered(&held, cover)?;
    let face = if options.deface {
        let mut slices = HeadSlices::default();
        held.add_to_head(&mut slices).map_err(told)?;
        Some(face_of(&slices, options.ears()).map_err(told)?)
    } else {
        None
    };
    let made = held.given(&salt, &boxes, face.as_ref()).map_err(told)?;
    write(out, &made)?;
    eprintln!("{} written", out.display());
    if let Some(face) = made.face {
        face.lines().iter().for_each(|line| eprintln!("{}", text::english(line)));
    } else if is_volume {
        eprintln!("{}", text::english(&text::deface::warning()));
    }
    write_report(report.as_deref(), &made.lines)
}

/// Bytes of a file, of a volume in two files both.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>> {
    let size = std::fs::metadata(file).with_context(|| format!("reading {}", file.display()))?.len();
    if size > LIMITS.bytes {
        return Err(told(wording::too_large(size, LIMITS.bytes)));
    }
    if pair::beside(file).is_some() {
        return pair::read(file, &LIMITS).map_err(told);
    }
    std::fs::read(file).with_context(|| format!("reading {}", file.display()))
}

/// Writes the result, gzipped if the name ends with `.gz`.
pub(crate) fn write(out: &Path, made: &GivenFile) -> Result<()> {
    let is_packed = out.extension().is_some_and(|end| end.eq_ignore_ascii_case("gz"));
    let written = if is_packed { std::fs::write(out, gzip::pack(&made.file)) } else { std::fs::write(out, &made.file) };
    written.with_context(|| format!("writing {}", out.display()))
}

/// Writes the report, if requested.
pub(crate) fn write_report(report: Option<&Path>, lines: &[Message]) -> Result<()> {
    let Some(report) = report else { return Ok(()) };
    let lines: String = lines.iter().map(|line| text::english(line) + "\n").collect();
    std::fs::write(report, lines).with_context(|| format!("writing {}", report.display()))
}

/// The requested boxes. Detected ones are printed, so that they can be checked and changed.
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

pub(crate) fn told(failure: Failure) -> anyhow::Error {
    anyhow!("{}", PrintedFailure::from(&failure))
}
