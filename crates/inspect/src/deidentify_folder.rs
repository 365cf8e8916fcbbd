//! `lab deidentify` of a folder: file by file, the face of each series found in all of its slices.

use crate::deidentify::{DeidentifyOptions, read, told, write, write_report};
use crate::pair;
use anyhow::{Context, Result, ensure};
use deface::{FaceReport, HeadSlices};
use dicom::deidentify::Salt;
use protocol::{SeriesReport, Slices};
use reading::{Held, Instance, Listing, face_of, found};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use text::Message;

/// Maximum folder depth: a link to a parent folder would never end.
const DEEPEST: usize = 32;

/// Writes each file anew, by its number in the list. A series that cannot be written is reported and left out.
///
/// # Errors
/// When the folder cannot be read, the other one is not empty or cannot be written; for a series that was left out.
pub(crate) fn run(options: &DeidentifyOptions, salt: &Salt) -> Result<()> {
    let DeidentifyOptions { file: folder, out, cover, report, .. } = options;
    ensure!(cover.is_empty(), "expected one DICOM file to cover, found a folder");
    std::fs::create_dir_all(out).with_context(|| format!("making {}", out.display()))?;
    let is_empty = std::fs::read_dir(out).with_context(|| format!("reading {}", out.display()))?.next().is_none();
    ensure!(is_empty, "expected an empty folder to write to, found files in {}", out.display());
    let mut files = Vec::new();
    walk(folder, DEEPEST, &mut files)?;
    let mut listing = Listing::default();
    for path in files {
        let what = found(&read(&path)?);
        listing.add(&path.display().to_string(), path, what);
    }
    let (instances, opened) = listing.finish();
    let (mut lines, mut left) = (Vec::new(), 0);
    for series in &opened.series {
        let title = text::english(&series.title);
        match written(options, salt, &instances, series) {
            Ok((count, own)) => {
                eprintln!("{title}: {count} files written");
                lines.extend(own);
            }
            Err(error) => {
                eprintln!("{title}: left out. {error:#}");
                left += 1;
            }
        }
    }
    write_report(report.as_deref(), &lines)?;
    let all = opened.series.len();
    ensure!(all > 0, "expected DICOM files or volumes in {}, found none", folder.display());
    ensure!(left == 0, "{left} of {all} series were left out");
    Ok(())
}

/// The number of files written, with messages on them. Nothing is written before the face is found.
fn written(
    options: &DeidentifyOptions,
    salt: &Salt,
    instances: &[Instance<PathBuf>],
    series: &SeriesReport,
) -> Result<(usize, Vec<Message>)> {
    let numbers: BTreeSet<u32> = match &series.slices {
        Slices::Frames(list) => list.iter().map(|&(at, _)| at).collect(),
        Slices::Volume { instance, .. } => BTreeSet::from([*instance]),
    };
    let ending = if matches!(series.slices, Slices::Volume { .. }) { "nii" } else { "dcm" };
    let files: Vec<(u32, &Instance<PathBuf>)> =
        numbers.iter().filter_map(|&at| Some((at, instances.get(at as usize)?))).collect();
    let held = |instance: &Instance<PathBuf>| Held::new(instance.kind, read(&instance.source)?).map_err(told);
    let face = if options.deface {
        let mut slices = HeadSlices::default();
        for (_, instance) in &files {
            held(instance)?.add_to_head(&mut slices).map_err(told)?;
        }
        Some(face_of(&slices, options.ears()).map_err(told)?)
    } else {
        None
    };
    let (mut lines, mut report): (Vec<Message>, Option<FaceReport>) = (Vec::new(), None);
    for (at, instance) in &files {
        let made = held(instance)?.given(salt, &[], face.as_ref()).map_err(told)?;
        write(&options.out.join(format!("{}.{ending}", at + 1)), &made)?;
        match (&mut report, made.face) {
            (Some(report), Some(face)) => report.add(face),
            (report, face) => *report = face,
        }
        lines = made.lines;
    }
    if let Some(report) = report {
        report.lines().iter().for_each(|line| eprintln!("{}", text::english(line)));
        // Replaces the notes of the last file.
        let own = report.lines();
        let others = lines.into_iter().skip(own.len());
        lines = own.into_iter().chain(others).collect();
    }
    Ok((files.len(), lines))
}

fn walk(folder: &Path, deepest: usize, files: &mut Vec<PathBuf>) -> Result<()> {
    let inside = std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = inside.flatten().map(|entry| entry.path()).collect();
    paths.sort_unstable();
    for path in paths {
        if !path.is_dir() {
            // The voxels of a volume are read with its header.
            if pair::beside(&path).is_none_or(|(header, _)| header == path) {
                files.push(path);
            }
        } else if deepest > 0 {
            walk(&path, deepest - 1, files)?;
        }
    }
    Ok(())
}
