//! A DICOM object: what it says of itself, and its frames.

use super::codec::{self, Colour};
use super::dictionary::named;
use super::error::DicomError;
use super::field::{Element, Value, View};
use super::file::{self, File};
use super::fragments::{frame_bytes, native_bytes};
use super::frame::{Frame, Meaning};
use super::groups::Groups;
use super::listing::{self, Entry};
use super::pixels::aspect::aspect;
use super::pixels::description::{Description, Number, Photometric};
use super::pixels::samples::Samples;
use super::pixels::stored::{Cells, samples_from_cells, samples_from_raw};
use super::pixels::{modality, padding, palette, presentation, voi, ybr};
use super::spacing::{Spacing, spacing};
use super::transfer::{Packing, packing_from_frame};
use crate::imaging::Limits;
use dicom_dictionary_std::tags;

/// How much larger than the file's limit a deflated file may unpack.
const DEFLATED: u64 = 4;

/// A read object; its frames are decoded one at a time.
#[derive(Debug)]
pub struct Object<'a> {
    file: File<'a>,
    limits: Limits,
}

/// Reads the elements of a file; no pixel is touched.
///
/// # Errors
/// `NotDicom`, `TooLarge`, `Damaged`. An object without pixels is none: [`Object::frame`] says so.
pub fn read<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Object<'a>, DicomError> {
    let found = bytes.len() as u64;
    if found > limits.bytes {
        return Err(DicomError::TooLarge { found, limit: limits.bytes });
    }
    Ok(Object { file: file::open(bytes, limits.bytes.saturating_mul(DEFLATED))?, limits: *limits })
}

impl Object<'_> {
    /// `CT`, `MR` … as the file says; empty where it says nothing.
    #[must_use]
    pub fn modality(&self) -> String {
        self.view().text(tags::MODALITY).unwrap_or_default()
    }

    /// Name of the transfer syntax.
    #[must_use]
    pub fn transfer_syntax(&self) -> &str {
        &self.file.transfer.name
    }

    /// The file's elements in order, for people: first those of the meta information, then all others with what
    /// their sequences hold.
    #[must_use]
    pub fn elements(&self) -> Vec<Entry> {
        let mut list = listing::entries(self.meta());
        list.extend(listing::entries(self.view()));
        list
    }

    /// How the pixels are stored.
    ///
    /// # Errors
    /// `NoPicture`, and what is missing or cannot be.
    pub fn description(&self) -> Result<Description, DicomError> {
        self.pixel_element()?;
        Description::read(self.view(), &self.limits)
    }

    /// How many frames there are, at least 1.
    ///
    /// # Errors
    /// As [`Object::description`].
    pub fn frames(&self) -> Result<u32, DicomError> {
        Ok(self.description()?.frames)
    }

    /// Size of a pixel of a frame, counted from 0.
    #[must_use]
    pub fn spacing(&self, frame: u32) -> Option<Spacing> {
        spacing(Groups::of_frame(self.view(), frame))
    }

    /// Decodes a frame, counted from 0, up to the modality step.
    ///
    /// # Errors
    /// See [`DicomError`]; sizes are held against the limits, and against each other, before anything is
    /// allocated.
    pub fn frame(&self, number: u32) -> Result<Frame, DicomError> {
        let description = self.description()?;
        if number >= description.frames {
            return Err(DicomError::NoSuchFrame { asked: number, count: description.frames });
        }
        let view = self.view();
        let groups = Groups::of_frame(view, number);
        let spacing = spacing(groups);
        let (samples, colour) = self.stored(&description, number)?;
        let (samples, meaning) = meaning(samples, colour, &description, groups)?;
        let (width, height) = (description.width, description.height);
        Ok(Frame {
            width,
            height,
            samples,
            meaning,
            aspect: aspect(view, spacing.as_ref()),
            spacing,
            warnings: Vec::new(),
        })
    }

    /// Stored numbers of a frame, samples of a pixel together, and what their own stream says of colour.
    fn stored(&self, of: &Description, number: u32) -> Result<(Samples, Colour), DicomError> {
        let view = self.view();
        let element = self.pixel_element()?;
        let Value::Fragments(fragments) = &element.value else {
            return Ok((self.native(of, element, number)?, Colour::Declared));
        };
        let frame = frame_bytes(view, fragments, of.frames, number)?;
        let packing = packing_from_frame(&frame).unwrap_or(self.file.transfer.packing);
        let cells = |bytes: &[u8]| {
            let plain = Description { planar: false, ..*of };
            samples_from_cells(&plain, Cells { bytes, skip_bits: 0, big: false })
        };
        match packing {
            Packing::Rle => Ok((cells(&codec::cells_from_rle(&frame, of)?)?, Colour::Declared)),
            Packing::Native => Ok((cells(&frame)?, Colour::Declared)),
            Packing::Unread => {
                let expected = "a transfer syntax of uncompressed, deflated, RLE, JPEG, JPEG-LS or JPEG 2000 pixels";
                Err(DicomError::unsupported(named(tags::TRANSFER_SYNTAX_UID), expected, self.transfer_syntax()))
            }
            Packing::Jpeg | Packing::JpegLs | Packing::Jpeg2000 => {
                let decoded = codec::decode(packing, &frame, of)?;
                // A stream of more bits than are stored holds whole cells; one of fewer, or as many, holds the
                // stored bits alone, and its own depth tells where the sign is.
                let cell = if decoded.bits > of.bits_stored {
                    Description { high_bit: of.high_bit.min(decoded.bits - 1), ..*of }
                } else {
                    Description { bits_stored: decoded.bits, high_bit: decoded.bits - 1, ..*of }
                };
                Ok((samples_from_raw(&cell, decoded.samples.into_iter().map(u32::from)), decoded.colour))
            }
        }
    }

    fn native(&self, of: &Description, element: &Element, number: u32) -> Result<Samples, DicomError> {
        let view = self.view();
        let halved = of.photometric == Photometric::YbrFull422 && of.bits_allocated == 8;
        let cells = of.pixels() as u64 * of.samples as u64;
        // Two pixels take four cells where colour differences are shared.
        let cells = if halved { of.pixels().div_ceil(2) as u64 * 4 } else { cells };
        let bits = cells * u64::from(of.bits_allocated);
        let (bytes, skip_bits) = native_bytes(view, element, bits, of.bits_allocated, number)?;
        if halved {
            return Ok(Samples::U8(ybr::full_from_422(&bytes, of.pixels())));
        }
        samples_from_cells(of, Cells { bytes: &bytes, skip_bits, big: view.big })
    }

    /// Everything but the meta information of a file that is whole.
    ///
    /// # Errors
    /// `Truncated`.
    pub(super) fn whole(&self) -> Result<View<'_>, DicomError> {
        match self.file.cut {
            Some(tag) => Err(DicomError::truncated(named(tag), "the rest of the file", "its end")),
            None => Ok(self.view()),
        }
    }

    /// The meta information.
    pub(super) fn meta(&self) -> View<'_> {
        View { bytes: self.file.original, set: &self.file.meta, big: false }
    }

    /// Whether elements carry their representation.
    pub(super) fn is_explicit(&self) -> bool {
        self.file.transfer.encoding.explicit
    }

    /// The transfer syntax by which the elements can be written as they were read: of a deflated file the one
    /// without deflation, and what stands there where another was declared.
    pub(super) fn plain_syntax_uid(&self) -> String {
        let encoding = self.file.transfer.encoding;
        let plain = match (encoding.explicit, encoding.big) {
            (false, _) => "1.2.840.10008.1.2",
            (true, false) => "1.2.840.10008.1.2.1",
            (true, true) => "1.2.840.10008.1.2.2",
        };
        let is_packed = self.pixel_element().is_ok_and(|element| matches!(element.value, Value::Fragments(_)));
        let declared = self.meta().text(tags::TRANSFER_SYNTAX_UID).filter(|_| is_packed);
        declared.unwrap_or_else(|| plain.into())
    }

    pub(super) fn view(&self) -> View<'_> {
        View { bytes: &self.file.bytes, set: &self.file.set, big: self.file.transfer.encoding.big }
    }

    fn pixel_element(&self) -> Result<&Element, DicomError> {
        let all = [tags::PIXEL_DATA, tags::FLOAT_PIXEL_DATA, tags::DOUBLE_FLOAT_PIXEL_DATA];
        if let Some(element) = all.into_iter().find_map(|tag| self.view().element(tag)) {
            return Ok(element);
        }
        if let Some(tag) = self.file.cut {
            return Err(DicomError::truncated(named(tag), "the rest of the file", "its end"));
        }
        let modality = self.modality();
        let found =
            if modality.is_empty() { "an object of no modality".into() } else { format!("modality {modality}") };
        Err(DicomError::NoPicture { found })
    }
}

/// Steps 3 to 8 of the pipeline: what the stored numbers mean.
fn meaning(
    samples: Samples,
    colour: Colour,
    of: &Description,
    groups: Groups<'_>,
) -> Result<(Samples, Meaning), DicomError> {
    let signed = of.signed();
    let in_colour = |samples, bits| Ok((samples, Meaning::Colour { bits }));
    match of.photometric {
        Photometric::Palette => {
            palette::check(groups.root)?;
            let (samples, bits) = palette::rgb_from_palette(&samples, groups.root, signed)?;
            in_colour(samples, bits)
        }
        Photometric::Monochrome1 | Photometric::Monochrome2 => {
            let padding = if of.number == Number::Float { None } else { padding::padding(groups.root, signed) };
            let meaning = Meaning::Grey {
                modality: modality::modality(groups, signed)?,
                padding,
                vois: voi::vois(groups, signed)?,
                inverted: presentation::is_inverted(of.photometric, groups.root),
            };
            Ok((samples, meaning))
        }
        photometric => {
            let declared = matches!(photometric, Photometric::YbrFull | Photometric::YbrFull422);
            let is_ybr = match colour {
                Colour::Declared => declared,
                Colour::Rgb => false,
                Colour::Ybr => true,
            };
            let samples = if is_ybr { ybr::rgb_from_ybr(samples)? } else { samples };
            let bits = if is_ybr { 8 } else { of.bits_stored };
            in_colour(samples, bits)
        }
    }
}
