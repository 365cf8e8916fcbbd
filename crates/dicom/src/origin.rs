//! The identifiers of an object and the position of a frame in the patient: what a derived object must reference.

use super::field::Value;
use super::functional_groups::Groups;
use super::object::Object;
use super::pixels::description::Description;
use dicom_core::Tag;
use dicom_dictionary_std::tags;

/// The identifiers by which others reference an object, and the position of one of its frames.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectOrigin {
    /// Study Instance UID (0020,000D).
    pub study_uid: String,
    /// Series Instance UID (0020,000E).
    pub series_uid: String,
    /// SOP Class UID (0008,0016).
    pub class_uid: String,
    /// SOP Instance UID (0008,0018).
    pub instance_uid: String,
    /// `CT`, `MR` …; may be empty.
    pub modality: String,
    /// Frames, at least 1.
    pub frames: u32,
    /// Which of them, counted from 0.
    pub frame: u32,
    /// Ratio, at least 1, and method of a lossy compression; `None` where the file states none.
    pub lossy: Option<(f64, String)>,
    /// Position of the frame; `None` where the file does not state all of it.
    pub geometry: Option<FrameGeometry>,
}

/// Where in the patient a frame lies (PS3.3, C.7.6.2).
#[derive(Clone, Debug, PartialEq)]
pub struct FrameGeometry {
    /// Columns as they are stored.
    pub columns: u16,
    /// Rows as they are stored.
    pub rows: u16,
    /// Frame of Reference UID (0020,0052).
    pub frame_of_reference_uid: String,
    /// Centre of the first pixel in mm (0020,0032).
    pub position: [f64; 3],
    /// Directions of a row and of a column as unit vectors (0020,0037).
    pub orientation: [f64; 6],
    /// Between rows, then between columns, in mm, above 0 (0028,0030).
    pub spacing: [f64; 2],
    /// In mm, above 0 (0018,0050); `None` where the file does not say.
    pub thickness: Option<f64>,
}

impl Object<'_> {
    /// The identifiers of the object, and the position of a frame, counted from 0. `None` where an identifier is
    /// missing, or there is no such frame.
    #[must_use]
    pub fn origin(&self, frame: u32) -> Option<ObjectOrigin> {
        let (view, described) = (self.view(), self.description().ok()?);
        if frame >= described.frames {
            return None;
        }
        let uid = |tag: Tag| view.text(tag);
        Some(ObjectOrigin {
            study_uid: uid(tags::STUDY_INSTANCE_UID)?,
            series_uid: uid(tags::SERIES_INSTANCE_UID)?,
            class_uid: uid(tags::SOP_CLASS_UID)?,
            instance_uid: uid(tags::SOP_INSTANCE_UID)?,
            modality: self.modality(),
            frames: described.frames,
            frame,
            lossy: self.lossy(&described),
            geometry: self.geometry(frame, &described),
        })
    }

    /// The lossy compression that the file states (PS3.3, C.7.6.1.1.5). Where it states no ratio, that is computed from
    /// the stored size.
    fn lossy(&self, described: &Description) -> Option<(f64, String)> {
        let view = self.view();
        view.text(tags::LOSSY_IMAGE_COMPRESSION).filter(|said| said == "01")?;
        let told = view.numbers(tags::LOSSY_IMAGE_COMPRESSION_RATIO).last().copied();
        let method = view.texts(tags::LOSSY_IMAGE_COMPRESSION_METHOD).pop().unwrap_or_default();
        let stored: usize = match self.pixel_element().ok().map(|element| &element.value) {
            // The first is the offset table.
            Some(Value::Fragments(fragments)) => fragments.iter().skip(1).map(ExactSizeIterator::len).sum(),
            _ => 0,
        };
        let bits = described.pixels() as f64 * described.samples as f64 * f64::from(described.bits_allocated);
        let whole = bits / 8.0 * f64::from(described.frames);
        let measured = (stored > 0).then(|| whole / stored as f64);
        let ratio = told.filter(|ratio| ratio.is_finite()).or(measured).unwrap_or(1.0);
        Some((ratio.max(1.0), method))
    }

    fn geometry(&self, frame: u32, described: &Description) -> Option<FrameGeometry> {
        let groups = Groups::of_frame(self.view(), frame);
        let numbers = |sequence: Tag, element: Tag| groups.find(sequence, element).numbers(element);
        let position = numbers(tags::PLANE_POSITION_SEQUENCE, tags::IMAGE_POSITION_PATIENT);
        let orientation = numbers(tags::PLANE_ORIENTATION_SEQUENCE, tags::IMAGE_ORIENTATION_PATIENT);
        // Invalid values count as missing, and letters are not vectors.
        self.directions(frame)?;
        let spacing = numbers(tags::PIXEL_MEASURES_SEQUENCE, tags::PIXEL_SPACING);
        let thickness = numbers(tags::PIXEL_MEASURES_SEQUENCE, tags::SLICE_THICKNESS);
        let spacing: [f64; 2] = spacing.try_into().ok()?;
        let geometry = FrameGeometry {
            columns: u16::try_from(described.width).ok()?,
            rows: u16::try_from(described.height).ok()?,
            frame_of_reference_uid: groups.root.text(tags::FRAME_OF_REFERENCE_UID)?,
            position: position.try_into().ok()?,
            orientation: orientation.try_into().ok()?,
            spacing,
            thickness: thickness.first().copied().filter(|&thickness| thickness > 0.0),
        };
        let is_known = spacing.iter().all(|&side| side > 0.0)
            && geometry.position.iter().chain(&geometry.orientation).chain(&spacing).all(|number| number.is_finite());
        is_known.then_some(geometry)
    }
}
