//! The contents of files: instances by their content, grouped into series.

use super::packed::{is_wrapped, unwrapped};
use super::{LIMITS, wording};
use dicom::nifti::{self, AnatomicalPlane};
use dicom::{self, Series, Summary, grouped};
use imaging::{Sniffed, sniff};
use protocol::{Failure, OpenedSeries, SeriesReport, SliceAddress, Slices};
use text::Message;

/// Number of bytes that identify a file, and nearly always include everything before the pixels.
pub const START: u64 = 128 << 10;

/// A file with pictures; `S` is where its bytes are.
#[derive(Clone, Debug)]
pub struct Instance<S> {
    /// Where its bytes are.
    pub source: S,
    /// How it is opened.
    pub kind: FileKind,
    /// Name without folders.
    name: String,
    frames: u32,
}

/// How a file is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A DICOM object.
    Object,
    /// A NIfTI volume.
    Volume,
    /// An ordinary picture.
    Picture,
}

/// The kind of a file's content.
#[derive(Clone, Debug)]
pub enum FileContent {
    /// A DICOM object.
    Object(Box<Summary>),
    /// A NIfTI volume.
    Volume {
        /// Slices by plane: axial, coronal, sagittal.
        counts: [u32; 3],
        /// Volumes that follow each other in time, at least 1.
        volumes: u32,
    },
    /// An ordinary picture.
    Picture,
}

impl FileContent {
    /// How it is opened.
    #[must_use]
    pub fn kind(&self) -> FileKind {
        match self {
            Self::Object(_) => FileKind::Object,
            Self::Volume { .. } => FileKind::Volume,
            Self::Picture => FileKind::Picture,
        }
    }
}

impl<S> Instance<S> {
    /// Name for people, and for a file derived from it: the file, and the slice.
    #[must_use]
    pub fn name_of(&self, place: SliceAddress) -> Message {
        match place {
            SliceAddress::Frame { frame, .. } if self.frames > 1 => {
                text::reading::frame_of(&self.name, (frame + 1).to_string())
            }
            SliceAddress::Frame { .. } => text::reading::said(&self.name),
            SliceAddress::Cut { plane, at, .. } => wording::slice(&self.name, plane, at),
        }
    }
}

/// The list under construction, file by file.
#[derive(Debug)]
pub struct Listing<S> {
    found: Vec<(String, S, FileContent)>,
    directories: Vec<String>,
    left: Left,
}

impl<S> Default for Listing<S> {
    fn default() -> Self {
        Self { found: Vec::new(), directories: Vec::new(), left: Left::default() }
    }
}

impl<S> Listing<S> {
    /// Adds a file and its kind; folders in its name are left out.
    pub fn add(&mut self, name: &str, source: S, mut what: Result<FileContent, Failure>) {
        if let Ok(FileContent::Object(summary)) = &mut what {
            summary.placing.name = name.to_owned();
        }
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
        match what {
            Ok(what) => self.found.push((name, source, what)),
            Err(failure) if failure == wording::directory() => self.directories.push(name),
            Err(failure) => self.left.add(name, &failure),
        }
    }

    /// Adds a file without a picture.
    pub fn leave_out(&mut self, name: String, failure: &Failure) {
        self.left.add(name, failure);
    }

    /// All instances, and the series that they form.
    #[must_use]
    pub fn finish(self) -> (Vec<Instance<S>>, OpenedSeries) {
        let Self { found, directories, mut left } = self;
        let mut series = series(&found);
        series.extend(others(&found));
        // A DICOMDIR is not mentioned beside its pictures; alone, it is reported.
        if series.is_empty() {
            directories.into_iter().for_each(|name| left.first(name, &wording::directory()));
        }
        let instances = found.into_iter().map(|(name, source, what)| {
            let frames = if let FileContent::Object(summary) = &what { summary.frames } else { 1 };
            Instance { source, kind: what.kind(), name, frames }
        });
        (instances.collect(), OpenedSeries { series, left_out: left.count, left_out_why: left.why })
    }
}

/// Files without a picture.
#[derive(Debug, Default)]
struct Left {
    count: u32,
    why: Option<Message>,
}

impl Left {
    fn add(&mut self, name: String, failure: &Failure) {
        if self.why.is_none() {
            return self.first(name, failure);
        }
        self.count += 1;
    }

    /// Inserts it before the earlier ones.
    fn first(&mut self, name: String, failure: &Failure) {
        self.count += 1;
        self.why = Some(text::reading::left_out(name, failure.message.clone(), failure.hint.clone()));
    }
}

/// Recognised from the first [`START`] bytes of a file of `size` bytes; `None` where the whole file is needed, see
/// [`found`].
#[must_use]
pub fn found_by_start(start: &[u8], size: u64) -> Option<Result<FileContent, Failure>> {
    let told = found(start);
    let may_need_all =
        || size > start.len() as u64 && (dicom::is_dicom(start) || is_wrapped(start) || nifti::is_nifti(start));
    if told.is_err() && may_need_all() { None } else { Some(told) }
}

/// Recognised from the bytes of a file, or from as many as reach the pixels.
///
/// ```
/// use containers::{Channels, png};
/// use reading::{FileKind, found};
///
/// let file = png(2, 1, Channels::One, &[0, 255]).unwrap();
/// assert_eq!(found(&file).unwrap().kind(), FileKind::Picture);
///
/// let why = found(b"%PDF-1.7").unwrap_err();
/// assert_eq!(why.kind.name(), "unsupported");
/// assert!(text::english(&why.message).ends_with("found a PDF document."));
/// ```
///
/// # Errors
/// Why it contains no supported picture.
pub fn found(bytes: &[u8]) -> Result<FileContent, Failure> {
    let unpacked = unwrapped(bytes)?;
    if dicom::is_dicom(&unpacked) {
        let object = dicom::read(&unpacked, &LIMITS).map_err(wording::of_dicom)?;
        if object.is_directory() {
            return Err(wording::directory());
        }
        return object.summary().map(|summary| FileContent::Object(Box::new(summary))).map_err(wording::of_dicom);
    }
    if nifti::is_nifti(bytes) {
        let volume = nifti::read(bytes, &LIMITS).map_err(wording::of_dicom)?;
        let count = |cut| u32::try_from(volume.slices(cut)).unwrap_or(u32::MAX);
        let counts = [AnatomicalPlane::Axial, AnatomicalPlane::Coronal, AnatomicalPlane::Sagittal].map(count);
        return Ok(FileContent::Volume { counts, volumes: u32::try_from(volume.volumes()).unwrap_or(u32::MAX) });
    }
    match sniff(&unpacked) {
        Sniffed::Picture(_) => Ok(FileContent::Picture),
        _ => Err(wording::of_imaging(formats::refusal(bytes))),
    }
}

/// DICOM series.
fn series<S>(found: &[(String, S, FileContent)]) -> Vec<SeriesReport> {
    let objects: Vec<(u32, &Summary)> = (0..)
        .zip(found)
        .filter_map(
            |(at, (.., what))| if let FileContent::Object(summary) = what { Some((at, &**summary)) } else { None },
        )
        .collect();
    let summaries: Vec<&Summary> = objects.iter().map(|(_, summary)| *summary).collect();
    let one = |series: Series| {
        let first = summaries.get(*series.members.first()?)?;
        let slices = series.slices(&summaries).filter_map(|(at, frame)| Some((objects.get(at)?.0, frame))).collect();
        Some(SeriesReport {
            title: wording::series(first),
            study: Some(wording::study(first)),
            modality: first.modality.clone(),
            slices: Slices::Frames(slices),
        })
    };
    grouped(&summaries).into_iter().flat_map(|study| study.series).filter_map(one).collect()
}

/// Volumes, one series each, and all ordinary pictures as one.
fn others<S>(found: &[(String, S, FileContent)]) -> Vec<SeriesReport> {
    let mut list = Vec::new();
    let mut pictures = Vec::new();
    let report = |title: Message, slices| SeriesReport { title, study: None, modality: String::new(), slices };
    for (instance, (name, _, what)) in (0..).zip(found) {
        match what {
            FileContent::Volume { counts, volumes } => {
                let slices = Slices::Volume { instance, counts: *counts, volumes: *volumes };
                list.push(report(text::reading::said(name), slices));
            }
            FileContent::Picture => pictures.push((instance, name)),
            FileContent::Object(_) => {}
        }
    }
    if let Some((_, first)) = pictures.first() {
        let title = if pictures.len() == 1 { text::reading::said(*first) } else { text::reading::pictures() };
        list.push(report(title, Slices::Frames(pictures.iter().map(|(at, _)| (*at, 0)).collect())));
    }
    list
}
