//! Folders and archives: their files one by one, and the series that they form.

use super::line::{LeftOut, SeriesLine, Understood};
use super::source::{FileArchive, FileSource};
use crate::failure::{PrintedFailure, failure, unreadable};
use protocol::{Failure, FailureKind, OpenedSeries, Slices};
use reading::{FileContent, Instance, LIMITS, Listing, Nested, Pairs, START, checked, found, found_by_start};
use std::collections::VecDeque;
use std::path::Path;
use std::rc::Rc;

/// Maximum folder depth: a link to a parent folder would never end.
const DEEPEST: usize = 32;

/// All files of a folder and of those in it, by their paths.
pub(super) fn folder(path: &Path, line: &mut Understood) -> Result<(), Failure> {
    line.kind = Some("folder");
    let mut files = Vec::new();
    walk(path, String::new(), DEEPEST, &mut files)?;
    listed(files.into_iter().map(|(name, source)| (name, source, 0)).collect(), line)
}

/// All entries of an archive, in its own order.
pub(super) fn archive(path: &Path, line: &mut Understood) -> Result<(), Failure> {
    line.kind = Some("archive");
    let archive = FileArchive::File(path.to_owned());
    let one =
        |entry: containers::zip::Entry| (entry.name.clone(), FileSource::Entry { archive: archive.clone(), entry }, 1);
    listed(checked(archive.entries()?)?.into_iter().map(one).collect(), line)
}

fn walk(folder: &Path, before: String, deepest: usize, files: &mut Vec<(String, FileSource)>) -> Result<(), Failure> {
    let inside = std::fs::read_dir(folder).map_err(unreadable)?;
    let mut paths: Vec<_> = inside.flatten().map(|entry| entry.path()).collect();
    paths.sort_unstable();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{before}{name}");
        if !path.is_dir() {
            files.push((name, FileSource::File(path)));
        } else if deepest > 0 {
            walk(&path, format!("{name}/"), deepest - 1, files)?;
        }
    }
    Ok(())
}

/// As the light box lists its input: archives are opened, and halves of volumes joined. Each file has the nesting depth
/// of its archive.
fn listed(files: Vec<(String, FileSource, u8)>, line: &mut Understood) -> Result<(), Failure> {
    let (mut listing, mut nested, mut pairs) = (Listing::default(), Nested::default(), Pairs::default());
    let mut first = None;
    let mut add = |name: String, what: Result<FileContent, Failure>, line: &mut Understood| {
        if let Err(error) = &what {
            first.get_or_insert_with(|| error.clone());
            line.left_out.push(LeftOut { file: name.clone(), error: PrintedFailure::from(error) });
        }
        listing.add(&name, name.clone(), what);
    };
    let mut todo = VecDeque::from(files);
    while let Some((name, source, depth)) = todo.pop_front() {
        if source.start(4).is_ok_and(|start| signatures::ZIP.is_in(&start)) {
            match entries(&source, depth, &mut nested) {
                Ok(entries) => entries.into_iter().rev().for_each(|(entry, source)| {
                    todo.push_front((format!("{name}/{entry}"), source, depth + 1));
                }),
                Err(error) => add(name, Err(error), line),
            }
            continue;
        }
        match look(&source) {
            Err(failure) => {
                if let Some((name, _)) = pairs.keep(name, source) {
                    add(name, Err(failure), line);
                }
            }
            what => add(name, what, line),
        }
    }
    let (pairs, alone) = pairs.matched();
    for (name, halves) in pairs {
        add(name, look(&FileSource::Pair(Box::new(halves))), line);
    }
    alone.into_iter().for_each(|(name, failure)| add(name, Err(failure), line));
    let (instances, opened) = listing.finish();
    line.series = series(&instances, &opened);
    if !line.series.is_empty() {
        return Ok(());
    }
    let nothing = || {
        let message = "Expected files with pictures, found no file.";
        failure(FailureKind::EmptyFile, message, "Choose another folder or archive.")
    };
    Err(first.unwrap_or_else(nothing))
}

/// The entries of an archive, with their names; a nested archive is held in memory.
fn entries(source: &FileSource, depth: u8, nested: &mut Nested) -> Result<Vec<(String, FileSource)>, Failure> {
    let archive = match source {
        FileSource::File(path) => FileArchive::File(path.clone()),
        _ => {
            let bytes = source.bytes(nested.room(depth)?)?;
            nested.hold(bytes.len());
            FileArchive::Held(Rc::new(bytes))
        }
    };
    let one =
        |entry: containers::zip::Entry| (entry.name.clone(), FileSource::Entry { archive: archive.clone(), entry });
    Ok(checked(archive.entries()?)?.into_iter().map(one).collect())
}

/// Recognised by the start of a file, and by all of it where the start is not enough.
pub(super) fn look(source: &FileSource) -> Result<FileContent, Failure> {
    let start = source.start(START)?;
    match found_by_start(&start, source.size()?) {
        Some(told) => told,
        None => found(&source.bytes(LIMITS.bytes)?),
    }
}

/// Instances keep the name by which they are listed.
pub(super) fn series(instances: &[Instance<String>], opened: &OpenedSeries) -> Vec<SeriesLine> {
    let name = |at: u32| instances.get(at as usize).map(|instance| instance.source.clone()).unwrap_or_default();
    let one = |report: &protocol::SeriesReport| {
        let all: Vec<(u32, u32)> = match &report.slices {
            Slices::Frames(frames) => frames.clone(),
            Slices::Volume { instance, counts: [axial, ..], volumes } => {
                (0..axial.saturating_mul(*volumes)).map(|frame| (*instance, frame)).collect()
            }
        };
        let mut known = std::collections::HashMap::new();
        let (mut files, mut slices) = (Vec::new(), Vec::with_capacity(all.len()));
        for (instance, frame) in all {
            let place = *known.entry(instance).or_insert_with(|| {
                files.push(name(instance));
                files.len() as u32 - 1
            });
            slices.push([place, frame]);
        }
        let (title, study) = (text::english(&report.title), report.study.as_ref().map(text::english));
        let (study, modality) = (study.unwrap_or_default(), report.modality.clone());
        SeriesLine { title, study, modality, files, slices }
    };
    opened.series.iter().map(one).collect()
}
