//! One file: its attributes, and one of its frames.

use super::At;
use super::line::{PixelValue, Understood, WindowLine};
use super::many::{look, series};
use super::source::FileSource;
use crate::failure::failure;
use dicom::{self, Frame, Meaning, ModalityLut, Number, Object, Photometric, Plane, Samples};
use imaging::{Format, Pixels, Sniffed, sniff};
use protocol::{AnatomicalPlane, Failure, FailureKind, FrameReport, SliceAddress, TagReport, VoiShape};
use reading::{FileContent, Held, LIMITS, Listing, Taken, report, unwrapped, wording};

/// Fills the line as far as the file can be understood.
pub(super) fn describe(source: &FileSource, at: Option<At>, names: bool, line: &mut Understood) -> Result<(), Failure> {
    let looked = look(source);
    let bytes = source.bytes(LIMITS.bytes)?;
    let what = match looked {
        Ok(what) => what,
        Err(failure) => {
            // A plan or a report holds no picture; the line says what it is.
            if let Ok(object) = dicom::read(&bytes, &LIMITS) {
                said(&object, names, line);
            }
            return Err(failure);
        }
    };
    line.series = listed(&line.file, &what);
    line.format = match (&what, sniff(&unwrapped(&bytes)?)) {
        (FileContent::Object(_), _) => Some(Format::Dicom.name()),
        (FileContent::Volume { .. }, _) => Some(Format::Nifti.name()),
        (FileContent::Picture, Sniffed::Picture(format)) => Some(format.name()),
        (FileContent::Picture, _) => None,
    };
    line.kind = Some(match &what {
        FileContent::Object(_) => "dicom",
        FileContent::Volume { .. } => "nifti",
        FileContent::Picture => "picture",
    });
    let held = Held::new(what.kind(), bytes)?;
    if let Held::Bytes(bytes) = &held {
        let object = dicom::read(bytes, &LIMITS).map_err(wording::of_dicom)?;
        said(&object, names, line);
        described(&object, line)?;
    }
    let asked = at.and_then(|at| at.frame);
    let place = place(&what, asked, line);
    if let (Some(asked), Some(count)) = (asked, line.frames)
        && asked >= count
    {
        line.frame = None;
        if let Held::Picture(first) = &held {
            line.warnings = first.warnings.iter().map(text::english).collect();
        }
        return Err(no_frame(asked, count));
    }
    frame(&held, place, at, line)?;
    warned(&held.tags(place).unwrap_or_default(), line);
    Ok(())
}

fn listed(file: &str, what: &FileContent) -> Vec<super::line::SeriesLine> {
    let mut listing = Listing::default();
    listing.add(file, file.to_owned(), Ok(what.clone()));
    let (instances, opened) = listing.finish();
    series(&instances, &opened)
}

fn said(object: &Object<'_>, names: bool, line: &mut Understood) {
    let some = |text: String| (!text.is_empty()).then_some(text);
    line.kind = Some("dicom");
    line.format = Some(Format::Dicom.name());
    line.transfer_syntax = some(object.transfer_syntax().to_owned());
    line.modality = some(object.modality());
    line.body_part = some(object.body_part());
    line.character_set = some(object.character_set());
    line.series_description = some(object.series_description());
    line.patient_name = some(object.patient_name()).filter(|_| names);
}

fn described(object: &Object<'_>, line: &mut Understood) -> Result<(), Failure> {
    let of = object.description().map_err(wording::of_dicom)?;
    (line.rows, line.columns, line.frames) = (Some(of.height), Some(of.width), Some(of.frames));
    (line.bits, line.signed) = (Some(of.bits_stored), Some(of.number != Number::Unsigned));
    let is_grey = matches!(of.photometric, Photometric::Monochrome1 | Photometric::Monochrome2);
    line.colour = Some(if is_grey { "grey" } else { "rgb" });
    Ok(())
}

/// The slice that the line describes.
fn place(what: &FileContent, asked: Option<u32>, line: &mut Understood) -> SliceAddress {
    let (place, frame) = match what {
        FileContent::Volume { counts: [axial, ..], volumes } => {
            line.frames = Some(axial.saturating_mul(*volumes));
            let frame = asked.unwrap_or(axial / 2);
            let (at, volume) = (frame % (*axial).max(1), frame / (*axial).max(1));
            (SliceAddress::Cut { instance: 0, plane: AnatomicalPlane::Axial, at, volume }, frame)
        }
        FileContent::Object(_) | FileContent::Picture => {
            // The first, where a file holds several pictures.
            line.frames = line.frames.or(Some(1));
            let frame = asked.unwrap_or(0);
            (SliceAddress::Frame { instance: 0, frame }, frame)
        }
    };
    line.frame = Some(frame.saturating_add(1));
    place
}

/// A frame, counted from 0, beyond the last one that can be read.
fn no_frame(asked: u32, count: u32) -> Failure {
    let asked = u64::from(asked) + 1;
    let frames = if count == 1 { "1 frame".to_owned() } else { format!("{count} frames") };
    let message =
        format!("Expected one of the {frames} that can be read of the file, found a request for frame {asked}.");
    failure(FailureKind::Damaged, message, format!("Choose a frame from 1 to {count}."))
}

fn frame(held: &Held, place: SliceAddress, at: Option<At>, line: &mut Understood) -> Result<(), Failure> {
    let taken = held.take(place)?;
    let (told, _) = report(&taken, text::reading::said(""));
    let Taken { frame, .. } = &taken;
    (line.rows, line.columns) = (Some(frame.height), Some(frame.width));
    let (bits, signed) = number(&frame.samples);
    (line.bits, line.signed) = (line.bits.or(Some(bits)), line.signed.or(Some(signed)));
    line.colour = Some(if matches!(frame.meaning, Meaning::Grey { .. }) { "grey" } else { "rgb" });
    if let Meaning::Grey { modality: ModalityLut::Linear { slope, intercept }, .. } = frame.meaning {
        (line.slope, line.intercept) = (Some(slope), Some(intercept));
    }
    line.unit = (!told.unit.is_empty()).then(|| told.unit.clone());
    line.windows = windows(&told);
    // Spacing at the requested position, else of the picture, else the one that all regions of an ultrasound picture
    // share.
    let spacing = match at {
        Some(at) => frame.spacing_at(at.column, at.row),
        None => frame.spacing.or_else(|| frame.spacing_of_regions()),
    };
    line.spacing_mm = spacing.map(|spacing| [spacing.row, spacing.column]);
    line.spacing_at_detector = spacing.map(|spacing| spacing.plane == Plane::Detector);
    line.orientation = told.directions.map(|directions| directions.concat());
    if let Some(measured) = frame.measured() {
        (line.lowest, line.mean, line.highest) = (Some(measured.lowest), Some(measured.mean), Some(measured.highest));
    }
    line.shown_mean = taken.shown().map(|image| match image.pixels() {
        Pixels::Grey8(samples) | Pixels::Rgb8(samples) => {
            samples.iter().map(|&sample| u64::from(sample)).sum::<u64>() as f64 / samples.len() as f64
        }
        Pixels::Grey16(samples) => {
            samples.iter().map(|&sample| u64::from(sample)).sum::<u64>() as f64 / samples.len() as f64 / 257.0
        }
    });
    if let Some(at) = at {
        valued(frame, at, line);
    }
    line.warnings.extend(told.warnings.iter().chain(&told.no_suv).map(text::english));
    Ok(())
}

/// Bits of a sample, and whether it is signed.
fn number(samples: &Samples) -> (u32, bool) {
    match samples {
        Samples::U8(_) => (8, false),
        Samples::U16(_) => (16, false),
        Samples::I16(_) => (16, true),
        Samples::U32(_) => (32, false),
        Samples::I32(_) | Samples::F32(_) => (32, true),
        Samples::F64(_) => (64, true),
    }
}

fn windows(told: &FrameReport) -> Vec<WindowLine> {
    let shape = |shape: &VoiShape| match shape {
        VoiShape::Linear => "linear",
        VoiShape::Exact => "linear_exact",
        VoiShape::Sigmoid => "sigmoid",
        VoiShape::Table(_) => "table",
    };
    let one = |window: &protocol::WindowReport| WindowLine {
        name: text::english(&window.name),
        center: window.center,
        width: window.width,
        shape: shape(&window.shape),
    };
    told.windows.iter().map(one).collect()
}

fn valued(frame: &Frame, at: At, line: &mut Understood) {
    if at.column >= frame.width || at.row >= frame.height {
        line.warnings.push(format!(
            "Column {}, row {} is asked for; the picture has {} columns and {} rows.",
            at.column.saturating_add(1),
            at.row.saturating_add(1),
            frame.width,
            frame.height
        ));
        return;
    }
    let pixel = at.row as usize * frame.width as usize + at.column as usize;
    line.value = match frame.meaning {
        Meaning::Grey { .. } => frame.value(at.column, at.row).map(PixelValue::Grey),
        Meaning::Colour { .. } => {
            let sample = |place: usize| frame.samples.get(3 * pixel + place).unwrap_or(f64::NAN);
            Some(PixelValue::Colour([sample(0), sample(1), sample(2)]))
        }
    };
}

fn warned(tags: &TagReport, line: &mut Understood) {
    if tags.burned_in == Some(true) {
        line.warnings.push("The file says that text may stand in the picture itself.".to_owned());
    }
    if !tags.written.is_empty() {
        let all: Vec<String> = tags.written.iter().map(|border| format!("{border:?}").to_lowercase()).collect();
        line.warnings.push(format!("Text seems to stand in the picture, at its {} border.", all.join(", ")));
    }
}
