//! `lab deidentify`: saves a DICOM file as the light box does, without what names the patient.

use crate::told::Told;
use anyhow::{Context, Result, anyhow, ensure};
use clap::Args;
use dicom::deidentify::Salt;
use protocol::Failure;
use reading::{FileKind, Held, LIMITS, wording};
use std::path::PathBuf;

/// Options of `lab deidentify`.
#[derive(Args, Clone, Debug)]
pub struct DeidentifyOptions {
    /// DICOM file
    pub file: PathBuf,
    /// Where the file without names goes
    pub out: PathBuf,
}

/// Writes the file anew. UIDs are replaced by others that nobody can guess, and that are others each time.
///
/// # Errors
/// When the file cannot be read or judged, when something that names the patient would stay in what is written, or when
/// that cannot be written. Nothing is written then.
pub fn run(options: &DeidentifyOptions) -> Result<()> {
    let DeidentifyOptions { file, out } = options;
    let same = |path: &PathBuf| std::fs::canonicalize(path).ok();
    ensure!(same(out).is_none() || same(out) != same(file), "expected another file to write to than {}", out.display());
    let size = std::fs::metadata(file).with_context(|| format!("reading {}", file.display()))?.len();
    if size > LIMITS.bytes {
        return Err(told(wording::too_large(size, LIMITS.bytes)));
    }
    let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let mut salt = [0; 32];
    getrandom::fill(&mut salt).map_err(|error| anyhow!("no random numbers: {error}"))?;
    let written = Held::new(FileKind::Object, bytes).and_then(|held| held.deidentified(&Salt(salt))).map_err(told)?;
    std::fs::write(out, written).with_context(|| format!("writing {}", out.display()))?;
    eprintln!("{} written", out.display());
    Ok(())
}

fn told(failure: Failure) -> anyhow::Error {
    anyhow!("{}", Told::from(&failure))
}
