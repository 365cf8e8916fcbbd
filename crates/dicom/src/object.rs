//! A DICOM object: its attributes and its frames.

use super::dictionary::{keyword, named};
use super::error::DicomError;
use super::field::{Element, Value, View};
use super::file::{self, File};
use super::frame::Frame;
use super::functional_groups::Groups;
use super::meaning::meaning;
use super::notes::Notes;
use super::overlay::{embedded_bits, overlays};
use super::pixels::aspect::aspect;
use super::pixels::description::Description;
use super::region::regions;
use super::spacing::{Spacing, spacing};
use super::tag_dump::{self, DumpedElement};
use super::transfer::Packing;
use super::unpack::{StoredFrame, packed_frame, unpack};
use dicom_core::Tag;
use dicom_dictionary_std::tags;
use imaging::Limits;
use std::borrow::Cow;
use std::ops::Range;
use text::Message;

/// A read object; its frames are decoded one at a time.
#[derive(Debug)]
pub struct Object<'a> {
    file: File<'a>,
    limits: Limits,
}

/// Reads the elements of a file; no pixel is touched.
///
/// # Errors
/// `NotDicom`, `Damaged`, `TooLarge`, also for a deflated file that inflates beyond the limit. An object without pixels
/// is not an error here, but in [`Object::frame`].
pub fn read<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Object<'a>, DicomError> {
    let found = bytes.len() as u64;
    if found > limits.bytes {
        return Err(DicomError::TooLarge { found, limit: limits.bytes });
    }
    Ok(Object { file: file::open(bytes, limits.bytes)?, limits: *limits })
}

impl Object<'_> {
    /// `CT`, `MR` … as the file states; empty where it states none.
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
    pub fn elements(&self) -> Vec<DumpedElement> {
        let mut list = tag_dump::entries(self.meta());
        list.extend(tag_dump::entries(self.view()));
        list
    }

    /// How the pixels are stored.
    ///
    /// # Errors
    /// `NoPicture`, `Missing`, and `Damaged` for impossible values.
    pub fn description(&self) -> Result<Description, DicomError> {
        self.described(&mut Notes::default())
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
        spacing(Groups::of_frame(self.view(), frame), &mut Notes::default())
    }

    /// Decodes a frame, counted from 0, up to the modality step.
    ///
    /// # Errors
    /// See [`DicomError`]; sizes are checked against the limits, and against each other, before anything is allocated.
    pub fn frame(&self, number: u32) -> Result<Frame, DicomError> {
        let mut notes = Notes::default();
        self.file.mended.iter().for_each(|message| notes.say(message.clone()));
        let described = self.described(&mut notes)?;
        if number >= described.frames {
            return Err(DicomError::NoSuchFrame { asked: number, count: described.frames });
        }
        let view = self.view();
        let groups = Groups::of_frame(view, number);
        if groups.is_left_out() {
            let tag = tags::PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE;
            let (count, name) = (view.items(tag).count(), named(tag));
            notes.say(text::dicom::frame_left_out(name, count));
        }
        let (of, bits) = ((&described, number), embedded_bits(view, &described));
        let element = self.pixel_element()?;
        let stored = unpack(view, &self.file.transfer, element, of, &bits, (&self.limits, &mut notes))?;
        let overlays = overlays(view, of, &stored.planes, &mut notes);
        let held = Description { samples: stored.per_pixel, ..described };
        let (samples, meaning, is_followed) = meaning(stored.samples, stored.colour, &held, groups, &mut notes)?;
        let spacing = spacing(groups, &mut notes);
        Ok(Frame {
            width: described.width,
            height: described.height,
            samples,
            meaning,
            unit: if is_followed { self.unit() } else { String::new() },
            aspect: aspect(view, spacing.as_ref(), &mut notes),
            spacing,
            regions: regions(view),
            overlays,
            warnings: notes.into_messages(),
        })
    }

    /// The bytes of a compressed frame, their compression, and samples per pixel.
    pub(super) fn packed_frame<'s>(
        &'s self,
        of: &Description,
        fragments: &[Range<usize>],
        number: u32,
    ) -> Result<(Cow<'s, [u8]>, Packing, usize), DicomError> {
        packed_frame(self.view(), &self.file.transfer, fragments, (of, number))
    }

    /// The stored numbers of a frame.
    pub(super) fn stored_frame(&self, of: &Description, number: u32) -> Result<StoredFrame, DicomError> {
        let (element, mut notes) = (self.pixel_element()?, Notes::default());
        unpack(self.view(), &self.file.transfer, element, (of, number), &[], (&self.limits, &mut notes))
    }

    fn described(&self, notes: &mut Notes) -> Result<Description, DicomError> {
        let native = match &self.pixel_element()?.value {
            Value::Bytes(range) => Some(range.len()),
            _ => None,
        };
        Description::read(self.view(), &self.limits, native, notes)
    }

    /// Repairs that were made while reading; empty for nearly every file. They are the first warnings of every
    /// frame.
    #[must_use]
    pub fn mended(&self) -> &[Message] {
        &self.file.mended
    }

    /// All elements but the meta information, if the file is complete.
    ///
    /// # Errors
    /// `Truncated`.
    pub(super) fn whole(&self) -> Result<View<'_>, DicomError> {
        match self.file.cut {
            Some(tag) if !self.is_behind(tag) => Err(DicomError::cut(tag)),
            _ => Ok(self.view()),
        }
    }

    /// Whether a truncated element is not an element but bytes appended to the pixel data.
    fn is_behind(&self, cut: Tag) -> bool {
        let [before @ .., last] = self.file.set.elements.as_slice() else { return false };
        last.tag == cut && keyword(cut).is_none() && before.iter().any(|element| element.tag == tags::PIXEL_DATA)
    }

    /// The meta information.
    pub(super) fn meta(&self) -> View<'_> {
        View::new(self.file.original, &self.file.meta, false)
    }

    /// Whether elements carry their representation.
    pub(super) fn is_explicit(&self) -> bool {
        self.file.transfer.encoding.explicit
    }

    /// The transfer syntax by which the elements can be written as they were read: for a deflated file the one without
    /// deflation, and the detected one where another was declared.
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
        View::new(&self.file.bytes, &self.file.set, self.file.transfer.encoding.big)
    }

    /// The pixel data element.
    pub(super) fn pixel_element(&self) -> Result<&Element, DicomError> {
        let all = [tags::PIXEL_DATA, tags::FLOAT_PIXEL_DATA, tags::DOUBLE_FLOAT_PIXEL_DATA];
        // Of several, the last: earlier ones stem from items with a wrong length.
        if let Some(element) = self.file.set.elements.iter().rfind(|element| all.contains(&element.tag)) {
            return Ok(element);
        }
        if let Some(tag) = self.file.cut {
            return Err(DicomError::cut(tag));
        }
        Err(DicomError::NoPicture { modality: self.modality() })
    }
}
