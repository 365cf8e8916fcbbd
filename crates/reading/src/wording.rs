//! Messages about a file and its slices.

use containers::ContainerError;
use dicom::model_window::{Rule, WindowSource};
use dicom::{DicomError, DumpedElement, DumpedValue, NoSuv, Object, Summary, Voi, deidentify::is_identifying};
use imaging::{self, ImagingError};
use protocol::{AnatomicalPlane, Border, CoverBox, Failure, FailureKind, TagLine, TagReport, TagValue};
use text::Message;

/// What is wrong with a DICOM or NIfTI file.
#[must_use]
pub fn of_dicom(error: DicomError) -> Failure {
    Failure { kind: error.kind(), message: error.message(), hint: error.help() }
}

/// What is wrong with an ordinary picture.
#[must_use]
pub fn of_imaging(error: ImagingError) -> Failure {
    Failure { kind: error.kind(), message: error.message(), hint: error.help() }
}

/// What is wrong with an archive.
#[must_use]
pub fn of_container(error: ContainerError) -> Failure {
    Failure { kind: error.kind(), message: error.message(), hint: error.help() }
}

/// A file larger than the limit, refused before it is read.
///
/// ```
/// let said = reading::wording::too_large(300 << 20, 256 << 20);
/// assert_eq!(text::english(&said.message), "Expected a file of at most 256 MB, found 300 MB.");
/// ```
#[must_use]
pub fn too_large(found: u64, most: u64) -> Failure {
    let megabytes = |bytes: u64| bytes.div_ceil(1 << 20);
    Failure {
        kind: FailureKind::TooLarge,
        message: text::reading::too_large(megabytes(most), megabytes(found)),
        hint: text::reading::too_large_help(),
    }
}

/// A DICOMDIR without the files that it lists: a browser hands over only what was chosen.
#[must_use]
pub fn directory() -> Failure {
    unsupported(text::reading::directory(), text::reading::directory_help())
}

/// The header of a volume without its voxels, which are in another file.
#[must_use]
pub fn header_alone() -> Failure {
    unsupported(text::reading::header_alone(), text::reading::half_help())
}

/// The voxels of a volume without its header, which is another file.
#[must_use]
pub fn voxels_alone() -> Failure {
    unsupported(text::reading::voxels_alone(), text::reading::half_help())
}

/// An archive nested too deeply.
#[must_use]
pub fn too_deep() -> Failure {
    unsupported(text::reading::too_deep(), text::containers::help_unpack())
}

/// An office document, which is technically an archive.
#[must_use]
pub fn office() -> Failure {
    unsupported(text::reading::office(), text::formats::help_document())
}

/// A slice that the file does not have.
#[must_use]
pub fn no_slice() -> Failure {
    Failure { kind: FailureKind::Damaged, message: text::reading::no_slice(), hint: text::reading::no_slice_help() }
}

/// Only a DICOM file has elements that name a patient.
#[must_use]
pub fn no_object() -> Failure {
    unsupported(text::reading::no_object(), text::reading::no_object_help())
}

fn unsupported(message: Message, hint: Message) -> Failure {
    Failure { kind: FailureKind::Unsupported, message, hint }
}

/// Name of a slice of a volume, counted from 0.
#[must_use]
pub fn slice(name: &str, plane: AnatomicalPlane, at: u32) -> Message {
    let at = (at + 1).to_string();
    match plane {
        AnatomicalPlane::Axial => text::reading::axial_of(name, at),
        AnatomicalPlane::Coronal => text::reading::coronal_of(name, at),
        AnatomicalPlane::Sagittal => text::reading::sagittal_of(name, at),
    }
}

/// The name of a series.
#[must_use]
pub fn series(of: &Summary) -> Message {
    match (of.series_description.as_str(), of.series_number) {
        ("", Some(number)) => text::reading::series_number(number.to_string()),
        ("", None) => text::reading::series_unnamed(),
        (said, _) => text::reading::said(said),
    }
}

/// "Head, 2004-01-19".
#[must_use]
pub fn study(of: &Summary) -> Message {
    let date = match (of.date.get(..4), of.date.get(4..6), of.date.get(6..8)) {
        (Some(year), Some(month), Some(day)) if of.date.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{year}-{month}-{day}")
        }
        _ => of.date.clone(),
    };
    match (of.study_description.as_str(), date.as_str()) {
        ("", "") => text::reading::study_unnamed(),
        (said, "") | ("", said) => text::reading::said(said),
        (study, date) => text::reading::study_dated(study, date),
    }
}

/// How an ordinary picture is passed to a network.
#[must_use]
pub fn as_it_is() -> Message {
    text::reading::gets_picture()
}

/// How a colour slice is passed to a network.
#[must_use]
pub fn in_its_colours() -> Message {
    text::reading::gets_colour()
}

/// How a grey slice is passed to a network.
#[must_use]
pub fn rule(of: &Rule) -> Message {
    let numbers = match &of.voi {
        Voi::Window(window) => text::reading::center_width(short(window.center), short(window.width)),
        Voi::Table(..) => text::reading::a_table(),
    };
    match of.source {
        WindowSource::File => text::reading::gets_first(numbers),
        WindowSource::Modality => text::reading::gets_modality(numbers),
        WindowSource::Percentiles => text::reading::gets_percentiles(numbers),
    }
}

fn short(value: f64) -> String {
    format!("{:.2}", value).trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A unit for people; unlisted ones stay as in the file.
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
pub fn no_suv(why: &NoSuv) -> Message {
    text::reading::no_suv(why.message())
}

/// The elements of an object, with where text was detected in its pictures.
#[must_use]
pub fn tags(object: &Object<'_>, (written, boxes): (Vec<Border>, Vec<CoverBox>)) -> TagReport {
    TagReport {
        lines: object.elements().into_iter().map(line).collect(),
        burned_in: object.is_burned_in(),
        written,
        boxes,
        can_be_saved: true,
        may_show_face: object.may_show_face(),
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
            DumpedValue::Text(text) => TagValue::Text(text),
            DumpedValue::Bytes(bytes) => TagValue::Bytes(bytes as u64),
            DumpedValue::Items(items) => TagValue::Items(items as u64),
        },
        identifying: is_identifying(entry.group, entry.element),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dicom::VoiWindow;
    use text::english;

    #[test]
    fn what_a_network_gets_is_said_as_it_was_before_it_had_a_catalogue() {
        let says = |source| english(&rule(&Rule { voi: Voi::Window(VoiWindow::linear(40.0, 400.5)), source }));
        assert_eq!(
            says(WindowSource::File),
            "The network gets this slice through the file's first window (centre 40, width 400.5), whatever is set here."
        );
        assert_eq!(
            says(WindowSource::Modality),
            "The network gets this slice through the window of the task, by default that of soft tissue, as the file has none (centre 40, width 400.5), whatever is set here."
        );
        assert_eq!(
            says(WindowSource::Percentiles),
            "The network gets this slice through the window of the task, by default from the 1st to the 99th percentile, as the file has none (centre 40, width 400.5), whatever is set here."
        );
    }

    #[test]
    fn a_slice_is_named_after_its_plane() {
        let named = |plane| english(&slice("head.nii", plane, 4));
        let planes = [AnatomicalPlane::Axial, AnatomicalPlane::Coronal, AnatomicalPlane::Sagittal];
        assert_eq!(planes.map(named), ["head.nii, axial 5", "head.nii, coronal 5", "head.nii, sagittal 5"]);
    }

    #[test]
    fn a_file_that_is_left_out_is_named_with_its_reason() {
        let Failure { message, hint, .. } = header_alone();
        assert_eq!(
            english(&text::reading::left_out("head.hdr", message, hint)),
            "head.hdr: Expected a volume with its voxels, found a header (.hdr) alone: the .img file of the same name is missing. Give both files together: choose both, or their folder."
        );
    }
}
