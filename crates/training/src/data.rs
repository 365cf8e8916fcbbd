//! A labelled data set: a folder with `manifest.csv` and `images/`.
//!
//! Invariant: reads, never writes. A data set that breaks a rule (a label or split
//! missing, a file absent, a group on both sides of a split) is refused as a whole. A picture with too few pixels for the page,
//! which no visitor gets an answer to, is named and left out.

pub use evaluation::Split;

use anyhow::{Context, Result, bail, ensure};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use image::ImageReader;
use imaging::{ImagingError, Limits};
use rayon::prelude::*;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// Groups of this name are not patients: pictures whose patient was never published.
/// They may be in `train` only, where nothing is measured.
pub const UNLISTED: &str = "unlisted";

/// The name of a split on the command line.
pub fn split_parser() -> impl TypedValueParser<Value = Split> {
    let described = |split: Split| {
        PossibleValue::new(split.name()).help(match split {
            Split::Train => "Fits weights",
            Split::Val => "Chooses everything else: epoch, thresholds, penalties",
            Split::Test => "Read once per released model; chooses nothing",
            Split::External => "From other hospitals or sources; only reports",
        })
    };
    PossibleValuesParser::new(Split::ALL.map(described))
        .try_map(|name| Split::from_name(&name).ok_or("expected the name of a split"))
}

/// One labelled picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Path of the picture: the data set's folder joined with the manifest's `file`.
    pub path: PathBuf,
    /// Index into [`ImageDataset::labels`].
    pub label: usize,
    /// Part of the data set.
    pub split: Split,
    /// Patient or near-duplicate cluster, or [`UNLISTED`].
    pub group: String,
    /// Where the picture came from.
    pub source: String,
    /// Outline of the labelled finding, where one was drawn.
    pub mask: Option<PathBuf>,
}

/// A labelled data set, read completely.
#[derive(Clone, Debug)]
pub struct ImageDataset {
    /// Name of its folder.
    pub name: String,
    /// Its folder.
    pub dir: PathBuf,
    /// Class labels, alphabetically: the order of the logits.
    pub labels: Vec<String>,
    /// Every picture that is large enough for the page, in the manifest's order.
    pub records: Vec<Record>,
    sha256: String,
}

/// A line of `manifest.csv`; the `mask` column may be missing.
#[derive(Deserialize)]
struct ManifestLine {
    file: String,
    label: String,
    split: Split,
    group: String,
    source: String,
    #[serde(default)]
    mask: String,
}

impl ImageDataset {
    /// Reads `DIR/manifest.csv` and checks it against the files beside it.
    ///
    /// # Errors
    /// When the manifest is missing or a line cannot be read (line number included), a file
    /// is missing or listed twice, there are fewer than two labels, or a group is in two splits.
    pub fn open(dir: &Path) -> Result<Self> {
        let data = Self::read(dir)?;
        let manifest = dir.join("manifest.csv");
        let labels = &data.labels;
        ensure!(labels.len() >= 2, "`{}`: expected at least two labels, found {labels:?}", manifest.display());
        Ok(data)
    }

    /// Reads a data set that has some of a model's labels, and takes over the model's order: a record's
    /// [`Record::label`] is then the index of its label in `labels`, whichever labels the set lacks.
    ///
    /// # Errors
    /// As [`ImageDataset::open`], but one label is enough; and when the model does not know a label.
    pub fn open_for(dir: &Path, labels: &[String]) -> Result<Self> {
        Self::read(dir)?.labelled_as(labels)
    }

    /// The same pictures with the labels of a model, mapped by name.
    ///
    /// # Errors
    /// When the model does not know a label.
    pub fn labelled_as(mut self, labels: &[String]) -> Result<Self> {
        let place = |label: &String| {
            labels.iter().position(|known| known == label).with_context(|| {
                format!(
                    "expected labels among {labels:?}, which the model answers, found `{label}` in the data set `{}` \
                     (its labels: {:?}): rename it in `manifest.csv`, or leave those pictures out",
                    self.name, self.labels
                )
            })
        };
        let places: Vec<usize> = self.labels.iter().map(place).collect::<Result<_>>()?;
        for record in &mut self.records {
            record.label = places[record.label];
        }
        self.labels = labels.to_vec();
        Ok(self)
    }

    fn read(dir: &Path) -> Result<Self> {
        let manifest = dir.join("manifest.csv");
        let bytes = std::fs::read(&manifest).with_context(|| {
            format!(
                "no data set at `{}`: expected a folder with `manifest.csv` (file,label,split,group,source) and `images/`",
                dir.display()
            )
        })?;
        let lines = lines_from_csv(&bytes).with_context(|| format!("reading `{}`", manifest.display()))?;
        check_groups(&lines)?;
        let labels: Vec<String> =
            lines.iter().map(|line| line.label.clone()).collect::<BTreeSet<_>>().into_iter().collect();
        let listed: Vec<Record> = lines.into_iter().map(|line| record_from_line(dir, &labels, line)).collect();
        let (sha256, is_opened) = hashed(&bytes, &listed)?;
        let (name, mut records) = (folder_name(dir), Vec::new());
        for (record, is_opened) in listed.into_iter().zip(is_opened) {
            if is_opened {
                records.push(record);
            } else {
                let path = record.path.display();
                eprintln!("`{name}`, {}: `{path}` has too few pixels for the page and is left out", record.split);
            }
        }
        Ok(Self { name, dir: dir.to_path_buf(), labels, records, sha256 })
    }

    /// Several folders as one data set: the first gives name and folder, every other adds its pictures. The labels are
    /// those of all folders together, so a folder may hold only some of them.
    ///
    /// # Errors
    /// When a folder cannot be opened, or a patient is in two splits of different folders.
    pub fn open_all(dirs: &[PathBuf]) -> Result<Self> {
        let (first, others) = dirs.split_first().context("expected at least one data folder, found none")?;
        others.iter().try_fold(Self::open(first)?, |all, dir| all.with(Self::read(dir)?))
    }

    fn with(self, other: Self) -> Result<Self> {
        let labels: Vec<String> =
            self.labels.iter().chain(&other.labels).cloned().collect::<BTreeSet<_>>().into_iter().collect();
        let (mut all, mut other) = (self.labelled_as(&labels)?, other.labelled_as(&labels)?);
        all.records.append(&mut other.records);
        let listed = all.records.iter().filter(|record| record.group != UNLISTED);
        check_homes(listed.map(|record| (record.group.as_str(), record.split)))?;
        all.name = format!("{} + {}", all.name, other.name);
        all.sha256 = hex(&Sha256::digest(format!("{}{}", all.sha256, other.sha256)));
        Ok(all)
    }

    /// The pictures of one split, in the manifest's order.
    #[must_use]
    pub fn split(&self, split: Split) -> Vec<&Record> {
        self.records.iter().filter(|record| record.split == split).collect()
    }

    /// SHA-256, lower-case hex, over the manifest and the hash of every picture in its order.
    #[must_use]
    pub fn sha256(&self) -> String {
        self.sha256.clone()
    }
}

fn lines_from_csv(bytes: &[u8]) -> Result<Vec<ManifestLine>> {
    let mut files = BTreeSet::new();
    let mut lines: Vec<ManifestLine> = Vec::new();
    for line in csv::Reader::from_reader(bytes).into_deserialize::<ManifestLine>() {
        let line = line?;
        ensure!(files.insert(line.file.clone()), "`{}` is listed twice", line.file);
        ensure!(!line.label.is_empty() && !line.group.is_empty(), "`{}`: label or group is empty", line.file);
        lines.push(line);
    }
    ensure!(!lines.is_empty(), "it lists no picture");
    Ok(lines)
}

/// A patient on both sides of a split would let the network score by recognition.
fn check_groups(lines: &[ManifestLine]) -> Result<()> {
    for line in lines {
        if line.group == UNLISTED && line.split != Split::Train {
            bail!("`{}`: group `{UNLISTED}` is allowed in `train` only, found in `{}`", line.file, line.split);
        }
    }
    check_homes(lines.iter().map(|line| (line.group.as_str(), line.split)))
}

fn check_homes<'a>(groups: impl Iterator<Item = (&'a str, Split)>) -> Result<()> {
    let mut home: BTreeMap<&str, Split> = BTreeMap::new();
    for (group, split) in groups {
        let first = *home.entry(group).or_insert(split);
        ensure!(first == split, "group `{group}` stands in two splits: `{first}` and `{split}`");
    }
    Ok(())
}

#[allow(clippy::expect_used, reason = "the labels were collected from these very lines")]
fn record_from_line(dir: &Path, labels: &[String], line: ManifestLine) -> Record {
    let label = labels.iter().position(|label| *label == line.label).expect("a label of the data set");
    let mask = (!line.mask.is_empty()).then(|| dir.join(&line.mask));
    Record { path: dir.join(&line.file), label, split: line.split, group: line.group, source: line.source, mask }
}

fn folder_name(dir: &Path) -> String {
    let full = dir.canonicalize().unwrap_or_else(|_| dir.to_path_buf());
    full.file_name().map_or_else(|| dir.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// SHA-256 over the manifest and the hash of every picture in its order, and of each whether it has as many pixels as the page
/// asks for.
fn hashed(manifest: &[u8], records: &[Record]) -> Result<(String, Vec<bool>)> {
    let files: Vec<([u8; 32], bool)> = records
        .par_iter()
        .map(|record| {
            let bytes = std::fs::read(&record.path)
                .with_context(|| format!("`{}` is listed in the manifest but cannot be read", record.path.display()))?;
            Ok((Sha256::digest(&bytes).into(), !is_too_small(&bytes)))
        })
        .collect::<Result<_>>()?;
    let mut hash = Sha256::new();
    hash.update(manifest);
    for (file, _) in &files {
        hash.update(file);
    }
    Ok((hex(&hash.finalize()), files.into_iter().map(|(_, is_opened)| is_opened).collect()))
}

/// Whether the page refuses a picture for its size, by what its header says. What is wrong with a file else is told when it is
/// opened.
fn is_too_small(bytes: &[u8]) -> bool {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok();
    let size = reader.and_then(|reader| reader.into_dimensions().ok());
    let checked = size.map(|(width, height)| Limits::default().check_size(width, height));
    matches!(checked, Some(Err(ImagingError::TooSmall { .. })))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
