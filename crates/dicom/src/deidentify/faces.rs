//! The face on the frames of a file, which is overwritten with the value of air (PS3.15, E.3.2).

use super::cells::PixelCells;
use super::pixels::masked;
use crate::error::DicomError;
use crate::functional_groups::Groups;
use crate::notes::Notes;
use crate::object::Object;
use crate::pixels::description::{Description, Number, Photometric};
use crate::pixels::modality::{ModalityLut, modality};
use deface::{DefaceRefusal, FaceRegion, FaceReport, SlicePlace};

/// Where the face lies on each frame.
#[derive(Debug)]
pub(super) struct FaceCover {
    region: FaceRegion,
    size: (usize, usize),
    /// The position of each frame, and the cell value of air.
    frames: Vec<(SlicePlace, u64)>,
}

impl FaceCover {
    /// # Errors
    /// `Face` where a frame states no position, or its samples are not grey integers.
    pub(super) fn of(object: &Object<'_>, of: &Description, region: &FaceRegion) -> Result<Self, DicomError> {
        let is_grey = matches!(of.photometric, Photometric::Monochrome1 | Photometric::Monochrome2);
        if !is_grey || of.samples != 1 || of.number == Number::Float || of.bits_allocated < 8 {
            return Err(DicomError::Face(DefaceRefusal::Kind));
        }
        let frame = |number: u32| -> Result<(SlicePlace, u64), DicomError> {
            let place = object.slice_place(number).ok_or(DicomError::Face(DefaceRefusal::Unplaced))?;
            let groups = Groups::of_frame(object.view(), number);
            let (lut, _) = modality(groups, of, &mut Notes::default());
            Ok((place, air(&lut, of, region.fill())))
        };
        let frames = (0..of.frames).map(frame).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { region: *region, size: (of.width as usize, of.height as usize), frames })
    }

    /// Writes air into a frame, which `before` others precede.
    pub(super) fn cover(&self, cells: &mut PixelCells<'_>, before: u32, frame: u32) {
        let (pixels, samples) = (self.size.0 * self.size.1, cells.of.samples);
        let start = before as usize * pixels * samples;
        let Some(raw) = self.frames.get(frame as usize).map(|(_, raw)| *raw) else { return };
        for at in self.places(frame) {
            // All samples of a pixel, where a stream has more than the file says: they stand together, and are equal.
            (0..samples).for_each(|sample| cells.put(start + at * samples + sample, raw));
        }
    }

    /// How much of the frames it covers.
    pub(super) fn report(&self) -> FaceReport {
        let count = u32::try_from(self.frames.len()).unwrap_or(u32::MAX);
        let mut report = self.region.report(count);
        (0..count).for_each(|frame| report.count(self.places(frame).count()));
        report
    }

    fn places(&self, frame: u32) -> impl Iterator<Item = usize> {
        let place = self.frames.get(frame as usize).map(|(place, _)| *place);
        let (width, height) = self.size;
        place.into_iter().flat_map(move |place| self.region.places(place, width, height))
    }
}

/// The cell of the stored number whose value is nearest to that of air.
fn air(lut: &ModalityLut, of: &Description, value: f64) -> u64 {
    let (least, most) = of.range();
    let stored = match lut {
        ModalityLut::Linear { slope, intercept } => ((value - intercept) / slope).round().clamp(least, most),
        ModalityLut::Table(_) => {
            let far = |stored: &i64| (lut.value(*stored as f64) - value).abs();
            let numbers = least.max(-65_536.0) as i64..=most.min(65_536.0) as i64;
            numbers.min_by(|a, b| far(a).total_cmp(&far(b))).unwrap_or_default() as f64
        }
    };
    let low = (of.high_bit + 1).saturating_sub(of.bits_stored);
    u64::from(masked((stored as i64 as u32).checked_shl(low).unwrap_or(0), of))
}
