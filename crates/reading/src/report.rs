//! A frame as sent to the light box: samples in the narrowest type that a shader reads, and their meaning.

use super::{Taken, wording};
use dicom::{Frame, Meaning, ModalityLut, Plane, Region, Samples, Voi, VoiFunction, VoiWindow, model_window};
use imaging::{Image, Picture, Pixels, Scale};
use protocol::{FrameReport, Percentiles, PictureRegion, PixelSize, SampleType, VoiShape, WindowReport};
use std::borrow::Cow;
use text::Message;

/// The modality of ordinary pictures.
pub const PICTURE: &str = "picture";
/// Number of greys that represent a table of the file.
const TABLE: u32 = 4096;
/// Limit of overlay pixel runs that are drawn; text and lines have some thousands.
const MOST_RUNS: usize = 100_000;

/// Samples of a frame, of the type [`FrameReport::samples`].
#[derive(Clone, Debug, PartialEq)]
pub enum Values<'a> {
    /// [`SampleType::U16`].
    U16(Cow<'a, [u16]>),
    /// [`SampleType::I16`].
    I16(Cow<'a, [i16]>),
    /// [`SampleType::F32`].
    F32(Vec<f32>),
    /// [`SampleType::Rgb8`].
    Rgb8(Vec<u8>),
}

/// An ordinary picture as a frame: grey without unit, or colour. Greys that were scaled to 16 bits are converted back
/// to the file's own numbers, with a window that shows them like the picture.
#[must_use]
pub fn frame_from_picture(picture: Picture) -> Frame {
    let (image, warnings) = (picture.image, picture.warnings);
    let (width, height) = (image.width(), image.height());
    let grey = Meaning::Grey { modality: ModalityLut::IDENTITY, padding: None, vois: Vec::new(), inverted: false };
    let (samples, meaning) = match (image.into_pixels(), picture.scale) {
        (Pixels::Grey16(samples), Some(Scale { slope, intercept, is_whole })) => {
            let number = |&grey: &u16| slope * f64::from(grey) + intercept;
            let vois = vec![Voi::Window(VoiWindow::between(intercept, slope * 65_535.0 + intercept))];
            let held = |least: f64, most: f64| intercept >= least && slope * 65_535.0 + intercept <= most;
            // Rounded to the original integers, in a type that holds the whole range.
            let samples = if is_whole && held(0.0, 65_535.0) {
                Samples::U16(samples.iter().map(|grey| number(grey).round() as u16).collect())
            } else if is_whole && held(f64::from(i32::MIN), f64::from(i32::MAX)) {
                Samples::I32(samples.iter().map(|grey| number(grey).round() as i32).collect())
            } else {
                Samples::F64(samples.iter().map(number).collect())
            };
            (samples, Meaning::Grey { modality: ModalityLut::IDENTITY, padding: None, vois, inverted: false })
        }
        (Pixels::Grey8(samples), _) => (Samples::U8(samples), grey),
        (Pixels::Grey16(samples), None) => (Samples::U16(samples), grey),
        (Pixels::Rgb8(samples), _) => (Samples::U8(samples), Meaning::Colour { bits: 8 }),
    };
    Frame {
        width,
        height,
        samples,
        meaning,
        unit: String::new(),
        aspect: 1.0,
        spacing: None,
        regions: Vec::new(),
        overlays: Vec::new(),
        warnings,
    }
}

/// A frame and its samples.
#[must_use]
pub fn report(taken: &Taken, name: Message) -> (FrameReport, Values<'_>) {
    let (frame, modality) = (&taken.frame, taken.modality.as_str());
    let (samples, (slope, intercept), values) = samples(frame);
    let [least, first, fifth, ninety_fifth, ninety_ninth, most] = frame.percentiles([0.0, 0.01, 0.05, 0.95, 0.99, 1.0]);
    let padding = match &frame.meaning {
        Meaning::Grey { padding, .. } if samples != SampleType::F32 => {
            padding.map(|padding| (padding.least, padding.most))
        }
        _ => None,
    };
    let mut windows: Vec<WindowReport> = (1..).zip(frame.vois()).map(|(at, voi)| window(at, voi, modality)).collect();
    if let (PICTURE, Some(white), true) = (modality, white(frame), windows.is_empty()) {
        let name = text::reading::as_stored();
        windows.push(WindowReport { name, center: white / 2.0, width: white, shape: VoiShape::Exact });
    }
    let report = FrameReport {
        width: frame.width,
        height: frame.height,
        samples,
        slope,
        intercept,
        padding,
        inverted: matches!(frame.meaning, Meaning::Grey { inverted: true, .. }),
        aspect: frame.aspect,
        spacing: frame.spacing.map(|spacing| PixelSize {
            row: spacing.row,
            column: spacing.column,
            at_detector: spacing.plane == Plane::Detector,
        }),
        regions: frame.regions.iter().map(region).collect(),
        graphics: graphics(frame),
        directions: taken.directions,
        laterality: taken.laterality.clone(),
        windows,
        percentiles: Percentiles { least, first, fifth, ninety_fifth, ninety_ninth, most },
        unit: taken.unit.clone(),
        suv: taken.suv.as_ref().and_then(|suv| suv.as_ref().ok().copied()),
        no_suv: taken.suv.as_ref().and_then(|suv| suv.as_ref().err()).map(wording::no_suv),
        ordinary: modality == PICTURE,
        modality: if modality == PICTURE { String::new() } else { modality.to_owned() },
        rule: match (&frame.meaning, modality) {
            (_, PICTURE) => wording::as_it_is(),
            (Meaning::Colour { .. }, _) => wording::in_its_colours(),
            _ => wording::rule(&model_window::rule(frame, modality)),
        },
        warnings: frame.warnings.clone(),
        name,
        instance: taken.instance,
        bits: taken.bits,
    };
    (report, values)
}

fn region(of: &Region) -> PictureRegion {
    let size = of.size.map(|(row, column)| PixelSize { row, column, at_detector: false });
    PictureRegion { left: of.left, top: of.top, right: of.right, bottom: of.bottom, size }
}

/// Every run of overlay pixels as a bar one row high.
fn graphics(frame: &Frame) -> String {
    let mut path = String::new();
    let runs = frame.overlays.iter().flat_map(|overlay| overlay.runs(frame.width, frame.height));
    for (row, columns) in runs.take(MOST_RUNS) {
        path.push_str(&format!("M{} {row}h{}v1h-{}z", columns.start, columns.len(), columns.len()));
    }
    path
}

/// White of an ordinary picture.
pub(super) fn white(frame: &Frame) -> Option<f64> {
    match frame.samples {
        Samples::U8(_) => Some(255.0),
        Samples::U16(_) => Some(65_535.0),
        _ => None,
    }
}

fn samples(frame: &Frame) -> (SampleType, (f64, f64), Values<'_>) {
    let linear = match &frame.meaning {
        Meaning::Grey { modality: ModalityLut::Linear { slope, intercept }, .. } => Some((*slope, *intercept)),
        Meaning::Grey { .. } => None,
        Meaning::Colour { .. } => {
            // Colour takes no window (PS3.3, C.11.2.1.2): so any is fine.
            let shown = frame.shown(&Voi::Window(VoiWindow::linear(128.0, 256.0)));
            let rgb = match shown.map(Image::into_pixels) {
                Some(Pixels::Rgb8(samples)) => samples,
                _ => Vec::new(),
            };
            return (SampleType::Rgb8, (1.0, 0.0), Values::Rgb8(rgb));
        }
    };
    match (&frame.samples, linear) {
        (Samples::U8(v), Some(linear)) => {
            let wide: Vec<u16> = v.iter().copied().map(u16::from).collect();
            (SampleType::U16, linear, Values::U16(wide.into()))
        }
        (Samples::U16(v), Some(linear)) => (SampleType::U16, linear, Values::U16(v.into())),
        (Samples::I16(v), Some(linear)) => (SampleType::I16, linear, Values::I16(v.into())),
        _ => {
            let mut values: Vec<f32> = frame.values().into_iter().map(|value| value as f32).collect();
            for (value, is_padding) in values.iter_mut().zip(frame.padding_mask().unwrap_or_default()) {
                if is_padding {
                    *value = f32::NAN;
                }
            }
            (SampleType::F32, (1.0, 0.0), Values::F32(values))
        }
    }
}

fn window(at: usize, voi: &Voi, modality: &str) -> WindowReport {
    let name = match (voi, voi.explanation()) {
        // The only window, made of its scale.
        _ if modality == PICTURE => text::reading::black_to_white(),
        (Voi::Window(_), "") => text::reading::window(at),
        (Voi::Table(..), "") => text::reading::table(at),
        (_, said) => text::reading::said(said),
    };
    match voi {
        Voi::Window(window) => WindowReport {
            name,
            center: window.center,
            width: window.width,
            shape: match window.curve {
                VoiFunction::Linear => VoiShape::Linear,
                VoiFunction::LinearExact => VoiShape::Exact,
                VoiFunction::Sigmoid => VoiShape::Sigmoid,
            },
        },
        Voi::Table(lut, _) => {
            let (least, length) = (f64::from(lut.first), lut.entries.len().max(2) as f64 - 1.0);
            let grey = |step: u32| {
                let value = least + length * f64::from(step) / f64::from(TABLE - 1);
                (255.0 * voi.grey(value)).round() as u8
            };
            WindowReport {
                name,
                center: least + length / 2.0,
                width: length,
                shape: VoiShape::Table((0..TABLE).map(grey).collect()),
            }
        }
    }
}
