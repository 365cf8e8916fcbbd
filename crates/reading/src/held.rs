//! An open file, and its slices.

use super::packed::{is_wrapped, unwrapped};
use super::report::white;
use super::{FileKind, LIMITS, PICTURE, frame_from_picture, wording};
use dicom::deidentify::{Deidentified, Salt, deidentified_with};
use dicom::nifti::{self, Volume};
use dicom::{self, Directions, Frame, NoSuv, Object, Voi, VoiWindow, model_window};
use imaging::{Border, Described, Image, burned_in_borders, burned_in_boxes};
use protocol::{CoverBox, Failure, SliceAddress, TagReport};

/// An open file as it is held between two slices.
#[derive(Debug)]
pub enum Held {
    /// A DICOM file, unchanged.
    Bytes(Vec<u8>),
    /// A volume, decompressed.
    Volume(Box<Volume<'static>>),
    /// An ordinary picture, decoded.
    Picture(Box<Frame>),
}

/// A frame with its report.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The frame.
    pub frame: Frame,
    /// `CT`, `MR` …; [`PICTURE`] for an ordinary one, empty where unknown.
    pub modality: String,
    /// Unit of its values.
    pub unit: String,
    /// Orientation in the patient.
    pub directions: Option<Directions>,
    /// `R`, `L`, `B`; empty where unknown.
    pub laterality: String,
    /// SUV factor of a PET.
    pub suv: Option<Result<f64, NoSuv>>,
    /// The file's attributes about its kind, for the modality gate.
    pub described: Described,
    /// Number in its series.
    pub instance: Option<i32>,
    /// Stored bits per sample; 0 where not meaningful.
    pub bits: u32,
}

impl Taken {
    /// A frame without attributes.
    fn of(frame: Frame) -> Self {
        let nothing = String::new();
        Self {
            frame,
            modality: nothing.clone(),
            unit: nothing.clone(),
            directions: None,
            laterality: nothing,
            suv: None,
            described: Described::default(),
            instance: None,
            bits: 0,
        }
    }

    /// As initially shown in the light box, with the file's own overlays: an ordinary picture as stored, everything
    /// else through the network's window.
    #[must_use]
    pub fn shown(&self) -> Option<Image> {
        let voi = match white(&self.frame) {
            Some(white) if self.modality == PICTURE && self.frame.vois().is_empty() => {
                Voi::Window(VoiWindow::between(0.0, white))
            }
            _ => model_window::rule(&self.frame, &self.modality).voi,
        };
        self.frame.drawn(&voi)
    }
}

impl Held {
    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn new(kind: FileKind, bytes: Vec<u8>) -> Result<Self, Failure> {
        Ok(match kind {
            FileKind::Object if is_wrapped(&bytes) => Self::Bytes(unwrapped(&bytes)?.into_owned()),
            FileKind::Object => Self::Bytes(bytes),
            FileKind::Volume => {
                Self::Volume(Box::new(nifti::read(&bytes, &LIMITS).map_err(wording::of_dicom)?.into_owned()))
            }
            FileKind::Picture => {
                let picture = formats::open(&bytes, &LIMITS).map_err(wording::of_imaging)?;
                Self::Picture(Box::new(frame_from_picture(picture)))
            }
        })
    }

    /// A frame with its report.
    ///
    /// # Errors
    /// What is wrong with the file, or that it has no such slice.
    pub fn take(&self, place: SliceAddress) -> Result<Taken, Failure> {
        match (self, place) {
            (Self::Bytes(bytes), SliceAddress::Frame { frame, .. }) => {
                let object = dicom::read(bytes, &LIMITS).map_err(wording::of_dicom)?;
                let (modality, taken) = (object.modality(), object.frame(frame).map_err(wording::of_dicom)?);
                Ok(Taken {
                    directions: object.directions(frame),
                    laterality: object.laterality(),
                    described: object.kind(frame),
                    unit: wording::unit(taken.unit.clone()),
                    suv: (modality == "PT").then(|| object.suv()),
                    instance: object
                        .summary()
                        .ok()
                        .and_then(|summary| summary.placing.number)
                        .map(|number| number as i32),
                    bits: object.description().map_or(0, |of| of.bits_stored),
                    modality,
                    ..Taken::of(taken)
                })
            }
            (Self::Volume(volume), SliceAddress::Cut { plane, at, volume: time, .. }) => {
                let frame = volume.slice(plane, at as usize, time as usize).map_err(wording::of_dicom)?;
                Ok(Taken { directions: volume.directions(plane), ..Taken::of(frame) })
            }
            // Only the first of several pages or frames is decoded.
            (Self::Picture(picture), SliceAddress::Frame { frame: 0, .. }) => {
                Ok(Taken { modality: PICTURE.into(), ..Taken::of(Frame::clone(picture)) })
            }
            _ => Err(wording::no_slice()),
        }
    }

    /// The elements of a DICOM file, and where text was detected in its pictures; empty for other files.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn tags(&self, place: SliceAddress) -> Result<TagReport, Failure> {
        let (Self::Bytes(bytes), SliceAddress::Frame { frame, .. }) = (self, place) else {
            return Ok(TagReport { may_show_face: matches!(self, Self::Volume(_)), ..TagReport::default() });
        };
        let object = dicom::read(bytes, &LIMITS).map_err(wording::of_dicom)?;
        Ok(wording::tags(&object, written(&object, frame)))
    }

    /// The de-identified file, covered on request, and what was changed.
    ///
    /// # Errors
    /// When the file is damaged or is not DICOM, or a box covers nothing.
    pub fn deidentified(&self, salt: &Salt, boxes: &[CoverBox]) -> Result<Deidentified, Failure> {
        let Self::Bytes(bytes) = self else { return Err(wording::no_object()) };
        let object = dicom::read(bytes, &LIMITS).map_err(wording::of_dicom)?;
        deidentified_with(&object, salt, boxes).map_err(wording::of_dicom)
    }
}

/// Borders where text was detected, and boxes over it, on the frame that is shown or on the first, the middle or the
/// last one.
fn written(object: &Object<'_>, shown: u32) -> (Vec<Border>, Vec<CoverBox>) {
    let count = object.frames().unwrap_or(1);
    let mut frames = vec![shown, 0, count / 2, count - 1];
    frames.sort_unstable();
    frames.dedup();
    let (mut found, mut boxes) = (Vec::new(), Vec::<CoverBox>::new());
    // A frame that cannot be decoded is reported where it is shown.
    for frame in frames.into_iter().filter_map(|at| object.frame(at).ok()) {
        let borders = model_window::picture(&frame, "", &LIMITS).map(|picture| burned_in_borders(&picture));
        let Some(borders) = borders.filter(|borders| !borders.is_empty()) else { continue };
        found.extend(borders);
        // Its pixels are those that are covered, whatever their shape.
        let stored = frame.shown(&model_window::rule(&frame, "").voi);
        for one in stored.map(|stored| burned_in_boxes(&stored)).unwrap_or_default() {
            if !boxes.contains(&one) {
                boxes.push(one);
            }
        }
    }
    let all = [Border::Top, Border::Right, Border::Bottom, Border::Left];
    (all.into_iter().filter(|border| found.contains(border)).collect(), boxes)
}
