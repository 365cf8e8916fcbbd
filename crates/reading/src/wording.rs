//! What is told of a file and its slices, in words.

use containers::ContainerError;
use dicom::model_window::{Rule, WindowSource};
use dicom::{DicomError, DumpedElement, DumpedValue, NoSuv, Object, Summary, Voi, deidentify::is_identifying};
use imaging::{self, ImagingError};
use protocol::{AnatomicalPlane, Border, Failure, FailureKind, TagLine, TagReport};

/// What is wrong with a DICOM or NIfTI file.
#[must_use]
pub fn of_dicom(error: DicomError) -> Failure {
    Failure { kind: error.kind(), message: error.to_string(), hint: error.hint().into() }
}

/// What is wrong with an ordinary picture.
#[must_use]
pub fn of_imaging(error: ImagingError) -> Failure {
    Failure { kind: error.kind(), message: error.to_string(), hint: error.hint().into() }
}

/// What is wrong with an archive.
#[must_use]
pub fn of_container(error: ContainerError) -> Failure {
    Failure { kind: error.kind(), message: error.to_string(), hint: text::english(&error.help()) }
}

/// A file of more bytes than are read, told before it is read.
///
/// ```
/// let said = reading::wording::too_large(300 << 20, 256 << 20);
/// assert_eq!(said.message, "Expected a file of at most 256 MB, found 300 MB.");
/// ```
#[must_use]
pub fn too_large(found: u64, most: u64) -> Failure {
    let megabytes = |bytes: u64| bytes.div_ceil(1 << 20);
    Failure {
        kind: FailureKind::TooLarge,
        message: format!("Expected a file of at most {} MB, found {} MB.", megabytes(most), megabytes(found)),
        hint: "Choose a smaller file, or export its slices one by one.".into(),
    }
}

/// A patient CD's table of contents, without the files that it names: a browser hands over only what was chosen.
#[must_use]
pub fn directory() -> Failure {
    Failure {
        kind: FailureKind::Unsupported,
        message: "This is the table of contents of a patient CD; the pictures are in the files beside it.".into(),
        hint: "Choose or drop the whole folder.".into(),
    }
}

/// One of two files that make a volume.
#[must_use]
pub fn half(has: &str, lacks: &str) -> Failure {
    Failure {
        kind: FailureKind::Unsupported,
        message: format!(
            "Expected a volume with its voxels, found {has} alone: the {lacks} file of the same name is missing."
        ),
        hint: "Give both files together: choose both, or their folder.".into(),
    }
}

/// An archive in an archive in an archive.
#[must_use]
pub fn too_deep() -> Failure {
    Failure {
        kind: FailureKind::Unsupported,
        message: "Expected files in the archive, or archives with files, found archives in these as well.".into(),
        hint: "Unpack the archive on this device and choose the folder.".into(),
    }
}

/// A text document, which is an archive by its make.
#[must_use]
pub fn office() -> Failure {
    Failure {
        kind: FailureKind::Unsupported,
        message: "Expected pictures, found an Office document (.docx, .pptx, .xlsx, .odt).".into(),
        hint: "Save the picture in it as a file of its own, or take a screenshot of it and save it as PNG.".into(),
    }
}

/// A slice that the file does not have.
#[must_use]
pub fn no_slice() -> Failure {
    Failure {
        kind: FailureKind::Damaged,
        message: "Expected a slice that the file has, found a request for another.".into(),
        hint: "Choose one of the slices that are listed.".into(),
    }
}

/// Only a DICOM file names a patient in elements.
#[must_use]
pub fn no_object() -> Failure {
    Failure {
        kind: FailureKind::Unsupported,
        message: "Expected a DICOM file, found one of another kind.".into(),
        hint: "Only a DICOM file can be written without what names the patient.".into(),
    }
}

/// Name of a plane.
#[must_use]
pub fn plane(plane: AnatomicalPlane) -> &'static str {
    match plane {
        AnatomicalPlane::Axial => "axial",
        AnatomicalPlane::Coronal => "coronal",
        AnatomicalPlane::Sagittal => "sagittal",
    }
}

/// What a series is called.
#[must_use]
pub fn series(of: &Summary) -> String {
    match (of.series_description.as_str(), of.series_number) {
        ("", Some(number)) => format!("Series {number}"),
        ("", None) => "Series without a name".into(),
        (said, _) => said.to_owned(),
    }
}

/// "Head, 2004-01-19".
#[must_use]
pub fn study(of: &Summary) -> String {
    let date = match (of.date.get(..4), of.date.get(4..6), of.date.get(6..8)) {
        (Some(year), Some(month), Some(day)) if of.date.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{year}-{month}-{day}")
        }
        _ => of.date.clone(),
    };
    let parts = [of.study_description.clone(), date];
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if said.is_empty() { "Study without a name".into() } else { said.join(", ") }
}

/// What a network gets of an ordinary picture.
#[must_use]
pub fn as_it_is() -> String {
    "The network gets this picture as it is stored, whatever is set here.".into()
}

/// What a network gets of a slice in colour.
#[must_use]
pub fn in_its_colours() -> String {
    "The network gets this slice in its own colours, whatever is set here.".into()
}

/// What a network gets of a grey slice.
#[must_use]
pub fn rule(of: &Rule) -> String {
    let numbers = match &of.voi {
        Voi::Window(window) => format!("centre {}, width {}", short(window.center), short(window.width)),
        Voi::Table(..) => "a table".into(),
    };
    let from = match of.source {
        WindowSource::File => "the file's first window",
        WindowSource::Modality => "the window of the task, by default that of soft tissue, as the file has none",
        WindowSource::Percentiles => {
            "the window of the task, by default from the 1st to the 99th percentile, as the file has none"
        }
    };
    format!("The network gets this slice through {from} ({numbers}), whatever is set here.")
}

fn short(value: f64) -> String {
    format!("{:.2}", value).trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A unit as it is read; what is not listed stays as the file writes it.
#[must_use]
pub fn unit(of: String) -> String {
    match of.as_str() {
        "BQML" => "Bq/ml".into(),
        "GML" => "g/ml".into(),
        "CNTS" => "counts".into(),
        _ => of,
    }
}

/// Why there is no standardised uptake value.
#[must_use]
pub fn no_suv(why: &NoSuv) -> String {
    format!("No standardised uptake value: {why}.")
}

/// The elements of an object.
#[must_use]
pub fn tags(object: &Object<'_>, written: Vec<Border>) -> TagReport {
    TagReport {
        lines: object.elements().into_iter().map(line).collect(),
        burned_in: object.is_burned_in(),
        written,
        can_be_saved: true,
    }
}

fn line(entry: DumpedElement) -> TagLine {
    TagLine {
        depth: u8::try_from(entry.depth).unwrap_or(u8::MAX),
        item: u32::try_from(entry.item).unwrap_or(u32::MAX),
        group: entry.group,
        element: entry.element,
        keyword: entry.keyword.unwrap_or_default().to_owned(),
        vr: entry.vr.to_owned(),
        value: match entry.value {
            DumpedValue::Text(text) => text,
            DumpedValue::Bytes(1) => "1 byte".into(),
            DumpedValue::Bytes(bytes) => format!("{bytes} bytes"),
            DumpedValue::Items(1) => "1 item".into(),
            DumpedValue::Items(items) => format!("{items} items"),
        },
        identifying: is_identifying(entry.group, entry.element),
    }
}
