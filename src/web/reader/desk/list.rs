//! What is in the files: instances by their content, grouped into series.

use super::source::{self, Source};
use super::{LIMITS, wording};
use crate::dicom::nifti::{self, Cut};
use crate::dicom::{self, Summary, grouped};
use crate::imaging::{Sniffed, sniff};
use crate::protocol::{Failure, Opened, Place, SeriesReport, Slices};
use web_sys::Blob;

/// Bytes of a file that tell what it is, and nearly always all that stands in front of the pixels.
const START: u64 = 128 << 10;
/// Files between two reports of progress.
const STEP: usize = 16;

/// A file with pictures.
pub(super) struct Instance {
    pub(super) source: Source,
    pub(super) kind: Kind,
    /// Name without folders.
    name: String,
    frames: u32,
}

/// How it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    Volume,
    Picture,
}

/// What a file turned out to be.
enum Found {
    Object(Box<Summary>),
    Volume { counts: [u32; 3], volumes: u32 },
    Picture,
}

impl Instance {
    /// Name for people: the file, and which slice of it.
    pub(super) fn name_of(&self, place: Place) -> String {
        match place {
            Place::Frame { frame, .. } if self.frames > 1 => format!("{}, frame {}", self.name, frame + 1),
            Place::Frame { .. } => self.name.clone(),
            Place::Cut { plane, at, .. } => format!("{}, {} {}", self.name, wording::plane(plane), at + 1),
        }
    }
}

/// Looks at every file and every entry of every archive.
pub(super) async fn list(files: Vec<(String, Blob)>, tell: &impl Fn(usize, usize)) -> (Vec<Instance>, Opened) {
    let mut todo: Vec<(String, Source)> = Vec::new();
    let mut left = Left::default();
    for (name, blob) in files {
        let source = Source::File(blob.clone());
        let is_archive = source.start(4).await.is_ok_and(|start| start == b"PK\x03\x04");
        match if is_archive { source::entries(&blob).await.map(Some) } else { Ok(None) } {
            Ok(Some(entries)) => todo.extend(
                entries.into_iter().map(|entry| (entry.name.clone(), Source::Entry { archive: blob.clone(), entry })),
            ),
            Ok(None) => todo.push((name, source)),
            Err(failure) => left.add(name, &failure),
        }
    }
    let (total, mut found, mut directories) = (todo.len(), Vec::new(), Vec::new());
    for (at, (name, source)) in todo.into_iter().enumerate() {
        if at % STEP == 0 {
            tell(at, total);
        }
        let name = name.rsplit(['/', '\\']).next().unwrap_or(&name).to_owned();
        match look(&source).await {
            Ok(what) => found.push((name, source, what)),
            Err(failure) if failure == wording::directory() => directories.push(name),
            Err(failure) => left.add(name, &failure),
        }
    }
    let mut series = series(&found);
    series.extend(others(&found));
    // Beside its pictures a table of contents is nothing to speak of; alone, it is all that there is to say.
    if series.is_empty() {
        directories.into_iter().for_each(|name| left.first(name, &wording::directory()));
    }
    let instances = found.into_iter().map(|(name, source, what)| {
        let (kind, frames) = match what {
            Found::Object(summary) => (Kind::Object, summary.frames),
            Found::Volume { .. } => (Kind::Volume, 1),
            Found::Picture => (Kind::Picture, 1),
        };
        Instance { source, kind, name, frames }
    });
    (instances.collect(), Opened { series, left_out: left.count, left_out_why: left.why })
}

/// Files without a picture.
#[derive(Default)]
struct Left {
    count: u32,
    why: String,
}

impl Left {
    fn add(&mut self, name: String, failure: &Failure) {
        if self.why.is_empty() {
            return self.first(name, failure);
        }
        self.count += 1;
    }

    /// In front of those before.
    fn first(&mut self, name: String, failure: &Failure) {
        self.count += 1;
        self.why = format!("{name}: {} {}", failure.message, failure.hint);
    }
}

/// Told by the start of a file, and by all of it where the start is not enough.
async fn look(source: &Source) -> Result<Found, Failure> {
    let start = source.start(START).await?;
    match found(&start) {
        Ok(found) => Ok(found),
        Err(failure) if source.size() <= start.len() as u64 => Err(failure),
        Err(failure) if dicom::is_dicom(&start) || nifti::is_nifti(&start) => {
            found(&source.bytes(LIMITS.bytes).await.map_err(|_| failure)?)
        }
        Err(failure) => Err(failure),
    }
}

fn found(bytes: &[u8]) -> Result<Found, Failure> {
    if dicom::is_dicom(bytes) {
        let object = dicom::read(bytes, &LIMITS).map_err(wording::of_dicom)?;
        if object.is_directory() {
            return Err(wording::directory());
        }
        return object.summary().map(|summary| Found::Object(Box::new(summary))).map_err(wording::of_dicom);
    }
    if nifti::is_nifti(bytes) {
        let volume = nifti::read(bytes, &LIMITS).map_err(wording::of_dicom)?;
        let count = |cut| u32::try_from(volume.slices(cut)).unwrap_or(u32::MAX);
        let counts = [Cut::Axial, Cut::Coronal, Cut::Sagittal].map(count);
        return Ok(Found::Volume { counts, volumes: u32::try_from(volume.volumes()).unwrap_or(u32::MAX) });
    }
    match sniff(bytes) {
        Sniffed::Picture(_) => Ok(Found::Picture),
        _ => Err(wording::no_picture()),
    }
}

/// DICOM series.
fn series(found: &[(String, Source, Found)]) -> Vec<SeriesReport> {
    let objects: Vec<(u32, &Summary)> = (0..)
        .zip(found)
        .filter_map(|(at, (.., what))| if let Found::Object(summary) = what { Some((at, &**summary)) } else { None })
        .collect();
    let summaries: Vec<&Summary> = objects.iter().map(|(_, summary)| *summary).collect();
    let one = |members: Vec<usize>| {
        let members: Vec<&(u32, &Summary)> = members.iter().filter_map(|&at| objects.get(at)).collect();
        let first = members.first()?.1;
        let slices = members.iter().flat_map(|(at, summary)| (0..summary.frames).map(|frame| (*at, frame))).collect();
        Some(SeriesReport {
            title: wording::series(first),
            study: wording::study(first),
            modality: first.modality.clone(),
            slices: Slices::Frames(slices),
        })
    };
    grouped(&summaries).into_iter().flat_map(|study| study.series).filter_map(|series| one(series.members)).collect()
}

/// Volumes, one series each, and all ordinary pictures as one.
fn others(found: &[(String, Source, Found)]) -> Vec<SeriesReport> {
    let mut list = Vec::new();
    let mut pictures = Vec::new();
    let report = |title: String, slices| SeriesReport { title, study: String::new(), modality: String::new(), slices };
    for (instance, (name, _, what)) in (0..).zip(found) {
        match what {
            Found::Volume { counts, volumes } => {
                let slices = Slices::Volume { instance, counts: *counts, volumes: *volumes };
                list.push(report(name.clone(), slices));
            }
            Found::Picture => pictures.push((instance, name)),
            Found::Object(_) => {}
        }
    }
    if let Some((_, first)) = pictures.first() {
        let title = if pictures.len() == 1 { (*first).clone() } else { "Pictures".into() };
        list.push(report(title, Slices::Frames(pictures.iter().map(|(at, _)| (*at, 0)).collect())));
    }
    list
}
