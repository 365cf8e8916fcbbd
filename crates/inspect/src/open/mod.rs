//! `lab open`: what the page's reader understood of files, one JSON object or a few lines of text each.
//!
//! Everything comes out of `reading`, as in the light box; here it is put into one flat line.
//!
//! Invariant: a bad file never stops the run; it gives its own line, with what to do about it.

mod file;
mod line;
mod many;
mod source;

pub use line::{LeftOut, PixelValue, SeriesLine, Understood, WindowLine};

use crate::failure::PrintedFailure;
use crate::pair;
use anyhow::Result;
use clap::Args;
use source::FileSource;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Options of `lab open`.
#[derive(Args, Clone, Debug)]
pub struct OpenOptions {
    /// Pictures, DICOM files, NIfTI volumes; folders and ZIP archives, of which the series are listed
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Say the value at this column, row and frame, all counted from 1 as in the light box; without a frame, in the first one, of a volume
    /// in the middle axial slice
    #[arg(long, value_name = "X,Y[,FRAME]")]
    pub at: Option<At>,
    /// Say the patient's name too
    #[arg(long)]
    pub names: bool,
    /// Print one JSON object a line instead of text
    #[arg(long)]
    pub json: bool,
}

/// A position in a frame, all numbers counted from 0; as text, `X,Y` or `X,Y,FRAME`, from 1, as the light box counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// Column.
    pub column: u32,
    /// Row.
    pub row: u32,
    /// Frame, if requested.
    pub frame: Option<u32>,
}

impl FromStr for At {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let told = || format!("expected X,Y or X,Y,FRAME, whole numbers from 1, found {text}");
        let number = |part: &str| {
            let counted = part.trim().parse().ok().and_then(|number: u32| number.checked_sub(1));
            counted.ok_or_else(told)
        };
        match *text.split(',').collect::<Vec<_>>().as_slice() {
            [column, row] => Ok(Self { column: number(column)?, row: number(row)?, frame: None }),
            [column, row, frame] => {
                Ok(Self { column: number(column)?, row: number(row)?, frame: Some(number(frame)?) })
            }
            _ => Err(told()),
        }
    }
}

/// Prints for every file in turn what was understood, immediately.
///
/// # Errors
/// When the output cannot be written; never because of a file.
pub fn run(options: &OpenOptions) -> Result<()> {
    let mut failed = 0;
    for file in &options.files {
        let understood = understood(file, options.at, options.names);
        failed += usize::from(understood.error.is_some());
        let line = if options.json { serde_json::to_string(&understood)? } else { understood.to_string() };
        writeln!(std::io::stdout(), "{line}")?;
    }
    let all = options.files.len();
    let bad = if failed > 0 { format!(", {failed} failed") } else { String::new() };
    eprintln!("{} of {all} files opened{bad}", all - failed);
    Ok(())
}

/// What is understood of one file, folder or archive.
#[must_use]
pub fn understood(path: &Path, at: Option<At>, names: bool) -> Understood {
    let mut line = Understood { file: path.display().to_string(), ..Understood::default() };
    let done = if path.is_dir() {
        many::folder(path, &mut line)
    } else {
        let source = match pair::beside(path) {
            Some((header, voxels)) => FileSource::Pair(Box::new([FileSource::File(header), FileSource::File(voxels)])),
            None => FileSource::File(path.to_owned()),
        };
        match source.start(4) {
            Ok(start) if signatures::ZIP.is_in(&start) => many::archive(path, &mut line),
            Ok(_) => file::describe(&source, at, names, &mut line),
            Err(failure) => Err(failure),
        }
    };
    line.error = done.err().as_ref().map(PrintedFailure::from);
    line
}
