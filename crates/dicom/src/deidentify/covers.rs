//! Boxes over burned-in text, and frames that are recompressed because of them (PS3.15, E.3.1).
//!
//! Where frames were compressed by anything other than RLE, all of them are decoded, covered, and compressed as RLE: a
//! file has one transfer syntax. No sample outside the boxes changes.

use super::cells::PixelCells;
use super::faces::FaceCover;
use super::notes::{FollowedOptions, Note};
use super::pixels::masked;
use super::stream;
use crate::codec::{StreamColour, is_lossless_jpeg};
use crate::dictionary::named;
use crate::error::DicomError;
use crate::field::Value;
use crate::notes::Notes;
use crate::object::Object;
use crate::pixels::description::{Description, Photometric};
use crate::pixels::palette::rgb_from_palette;
use crate::pixels::samples::Samples;
use crate::transfer::{HIGH_THROUGHPUT, Packing};
use deface::{FaceRegion, FaceReport};
use dicom_core::{Tag, VR};
use dicom_dictionary_std::tags;
use finding::CoverBox;
use std::ops::Range;

/// Transfer syntax of recompressed frames.
pub(super) const RLE: &str = "1.2.840.10008.1.2.5";

/// What covers the frames of a file.
#[derive(Debug)]
pub(super) struct Covering<'a> {
    boxes: &'a [CoverBox],
    face: Option<FaceCover>,
    /// For a palette, the index of its darkest colour.
    dark: u64,
    /// How frames are recompressed; `None` where they keep their compression.
    pub(super) repacked: Option<Repacked>,
}

/// Frames decoded from another compression.
#[derive(Debug)]
pub(super) struct Repacked {
    /// Samples a pixel.
    samples: usize,
    /// Their photometric interpretation, where it no longer matches the file's.
    photometric: Option<(Photometric, &'static str)>,
    /// The lossy compression that the file does not state: method and ratio.
    lost: Option<(&'static str, String)>,
}

impl<'a> Covering<'a> {
    /// `None` where there are no boxes, and no face is removed.
    ///
    /// # Errors
    /// For a box that covers nothing, and what is wrong with the pixels.
    pub(super) fn of(
        object: &Object<'_>,
        boxes: &'a [CoverBox],
        face: Option<&FaceRegion>,
    ) -> Result<Option<Self>, DicomError> {
        if boxes.is_empty() && face.is_none() {
            return Ok(None);
        }
        let of = object.description()?;
        let face = face.map(|region| FaceCover::of(object, &of, region)).transpose()?;
        for one in boxes {
            if let Some(asked) = one.frame.filter(|&frame| frame >= of.frames) {
                return Err(DicomError::NoSuchFrame { asked, count: of.frames });
            }
            if !one.is_inside(of.width, of.height) {
                return Err(DicomError::Unsupported(text::deidentify::box_outside(of.width, of.height)));
            }
        }
        let dark = if of.photometric == Photometric::Palette { darkest(object, &of) } else { 0 };
        let repacked = match &object.pixel_element()?.value {
            Value::Fragments(fragments) => Repacked::of(object, &of, fragments)?,
            _ => None,
        };
        Ok(Some(Self { boxes, face, dark, repacked }))
    }

    /// Whether one of the boxes, or the face, may cover a part of a frame.
    pub(super) fn is_on(&self, frame: u32) -> bool {
        self.face.is_some() || self.boxes.iter().any(|one| one.is_on(frame))
    }

    /// How much of the face was removed, where it was.
    pub(super) fn face_report(&self) -> Option<FaceReport> {
        self.face.as_ref().map(FaceCover::report)
    }

    /// Which options of the profile this follows.
    pub(super) fn options(&self) -> FollowedOptions {
        FollowedOptions { pixel_data: !self.boxes.is_empty(), visual_features: self.face.is_some() }
    }

    /// Covers a frame that `before` others precede.
    pub(super) fn cover(&self, mut cells: PixelCells<'_>, before: u32, frame: u32) {
        if let Some(face) = &self.face {
            face.cover(&mut cells, before, frame);
        }
        if self.boxes.iter().any(|one| one.is_on(frame)) {
            cells.cover(before, self.boxes, frame, self.dark);
        }
    }

    /// A frame as RLE, where frames are recompressed.
    pub(super) fn anew(
        &self,
        object: &Object<'_>,
        of: &Description,
        frame: u32,
    ) -> Result<Option<Vec<u8>>, DicomError> {
        let Some(repacked) = &self.repacked else { return Ok(None) };
        let stored = object.stored_frame(of, frame)?;
        let photometric = repacked.photometric.map_or(of.photometric, |(photometric, _)| photometric);
        let of = Description { samples: repacked.samples, planar: false, photometric, ..*of };
        if stored.per_pixel != repacked.samples || stored.samples.len() != of.pixels() * of.samples {
            return Err(unread(object));
        }
        let mut cells = cells_from_samples(&stored.samples, &of);
        self.cover(PixelCells { bytes: &mut cells, of: &of, big: false, is_swapped: false }, 0, frame);
        Ok(Some(stream::rle_from_cells(&cells, &of)))
    }

    /// The elements that change with it.
    pub(super) fn notes(&self) -> Vec<(Tag, Note)> {
        let text = |vr, text: &'static str| Note::Text(vr, text.into());
        let mut notes =
            vec![(tags::SMALLEST_IMAGE_PIXEL_VALUE, Note::Gone), (tags::LARGEST_IMAGE_PIXEL_VALUE, Note::Gone)];
        if !self.boxes.is_empty() {
            notes.push((tags::BURNED_IN_ANNOTATION, text(VR::CS, "NO")));
        }
        if self.face.is_some() {
            notes.push((tags::RECOGNIZABLE_VISUAL_FEATURES, text(VR::CS, "NO")));
        }
        let Some(Repacked { samples, photometric, lost }) = &self.repacked else { return notes };
        notes.push((tags::SAMPLES_PER_PIXEL, Note::Word(*samples as u16)));
        notes.push((tags::PLANAR_CONFIGURATION, if *samples > 1 { Note::Word(0) } else { Note::Gone }));
        notes.extend(photometric.map(|(_, name)| (tags::PHOTOMETRIC_INTERPRETATION, text(VR::CS, name))));
        if let &Some((method, ref ratio)) = lost {
            notes.push((tags::LOSSY_IMAGE_COMPRESSION, text(VR::CS, "01")));
            notes.push((tags::LOSSY_IMAGE_COMPRESSION_RATIO, Note::Text(VR::DS, ratio.clone().into())));
            notes.push((tags::LOSSY_IMAGE_COMPRESSION_METHOD, text(VR::CS, method)));
        }
        notes
    }
}

impl Repacked {
    /// From the first frame, which all others must match; `None` for frames that are already RLE.
    fn of(object: &Object<'_>, of: &Description, fragments: &[Range<usize>]) -> Result<Option<Self>, DicomError> {
        let (frame, packing, _) = object.packed_frame(of, fragments, 0)?;
        if matches!(packing, Packing::Native | Packing::Rle) {
            return Ok(None);
        }
        let stored = object.stored_frame(of, 0)?;
        // RLE has fifteen segments at most, one a byte (PS3.5, G.5).
        if of.bits_allocated < 8 || stored.per_pixel * of.bits_allocated as usize / 8 > 15 {
            return Err(unread(object));
        }
        let is_grey =
            matches!(of.photometric, Photometric::Monochrome1 | Photometric::Monochrome2 | Photometric::Palette);
        let is_ybr = match stored.colour {
            StreamColour::Declared => matches!(of.photometric, Photometric::YbrFull | Photometric::YbrFull422),
            StreamColour::Rgb => false,
            StreamColour::Ybr => true,
        };
        let photometric = match stored.per_pixel {
            1 | 2 if is_grey => None,
            1 | 2 => Some((Photometric::Monochrome2, "MONOCHROME2")),
            _ if is_ybr => Some((Photometric::YbrFull, "YBR_FULL")),
            // Declared grey and stored as colour: it is still read the same way. Opacity is kept too.
            _ if is_grey || of.photometric == Photometric::Argb => None,
            _ => Some((Photometric::Rgb, "RGB")),
        };
        let view = object.view();
        let method = match (packing, object.transfer_syntax()) {
            (Packing::Jpeg, _) if !is_lossless_jpeg(&frame) => Some("ISO_10918_1"),
            (Packing::JpegLs, "JPEG-LS Near-Lossless") => Some("ISO_14495_1"),
            // It may have been lossless, but that can no longer be known, so the worse is stated.
            (Packing::Jpeg2000, "JPEG 2000") => Some("ISO_15444_1"),
            (Packing::Jpeg2000, HIGH_THROUGHPUT) => Some("ISO_15444_15"),
            _ => None,
        };
        let is_said = view.text(tags::LOSSY_IMAGE_COMPRESSION).as_deref() == Some("01");
        let lost = method.filter(|_| !is_said).map(|method| {
            let whole = of.pixels() as f64 * stored.per_pixel as f64 * f64::from(of.bits_stored) / 8.0;
            let packed: usize = fragments.iter().skip(1).map(|part| part.len()).sum();
            (method, format!("{:.2}", whole * f64::from(of.frames) / packed.max(1) as f64))
        });
        Ok(Some(Self { samples: stored.per_pixel, photometric, lost }))
    }
}

/// The error for pixels that cannot be rewritten.
pub(super) fn unread(object: &Object<'_>) -> DicomError {
    DicomError::Unsupported(text::deidentify::unread(named(tags::PIXEL_DATA), object.transfer_syntax()))
}

/// Little-endian cells of stored numbers.
fn cells_from_samples(samples: &Samples, of: &Description) -> Vec<u8> {
    let width = (of.bits_allocated as usize / 8).min(4);
    let low = (of.high_bit + 1).saturating_sub(of.bits_stored);
    let mut cells = Vec::with_capacity(samples.len() * width);
    samples.for_each(|number| {
        let cell = (number as i64 as u32).checked_shl(low).unwrap_or(0);
        cells.extend(masked(cell, of).to_le_bytes().into_iter().take(width));
    });
    cells
}

/// The cell of the index of the palette's darkest colour.
fn darkest(object: &Object<'_>, of: &Description) -> u64 {
    let most = of.range().1.clamp(0.0, 65_535.0) as u16;
    let all = Samples::U16((0..=most).collect());
    let Ok((colours, _)) = rgb_from_palette(&all, object.view(), of.range(), &mut Notes::default()) else { return 0 };
    let light = |number: u16| (0..3).filter_map(|at| colours.get(3 * usize::from(number) + at)).sum::<f64>();
    let low = (of.high_bit + 1).saturating_sub(of.bits_stored);
    let found = (0..=most).min_by(|&a, &b| light(a).total_cmp(&light(b)));
    u64::from(found.unwrap_or(0)) << low
}
