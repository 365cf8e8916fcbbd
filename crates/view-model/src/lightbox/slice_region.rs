//! A region that is outlined on a slice for a task that reads such regions: where it may be, and what is said of it.
//!
//! `crates/region` grows it and cuts it out; the numbers that it is grown with are the task's.

use protocol::{FrameReport, PixelSize, SliceAddress};
use region::{CutFault, GrowFault, RegionDrawing, RegionSize, ValueGrid, edge_threshold};
use task::{RegionTask, SizeRow};
use text::Message;

use super::number::short;
use crate::state::Reading;

/// A task that reads regions, and has a model.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionOffer {
    /// Name of its folder.
    pub task: String,
    /// How its regions are cut out, and what it says in the language of the page.
    pub known: RegionTask,
}

/// Share of the values of an ordinary picture's window that lie below what is taken for the surroundings of a region.
const DARK: f64 = 0.1;

/// Least and greatest share of the way from the surroundings to the region at which its edge can be set.
pub const EDGES_OFFERED: [f32; 2] = [0.05, 0.95];

/// A region on one slice.
#[derive(Clone, Debug, PartialEq)]
pub struct SliceRegion {
    /// The slice.
    pub place: SliceAddress,
    /// The region itself.
    pub drawing: RegionDrawing,
    /// The values of its surroundings and of the region, between which its edge is.
    plateaus: [f32; 2],
    /// Millimetres of a pixel, where the file says it.
    pixel: Option<PixelSize>,
    /// Height of a pixel over its width.
    aspect: f64,
    /// Unit of the values; empty where nothing is said.
    unit: String,
}

/// The first task whose regions lie on such a slice, or any for an ordinary picture, on which a region can be outlined and not be
/// asked about. `None` on other slices.
#[must_use]
pub fn offered<'a>(offers: &'a [RegionOffer], report: &FrameReport) -> Option<&'a RegionOffer> {
    offers.iter().find(|offer| report.ordinary || offer.known.reads(&report.modality, &report.unit))
}

impl SliceRegion {
    /// Grows the region about a column and row of a slice. `value` gives the value of a column and row, NaN for padding.
    ///
    /// # Errors
    /// When nothing can be outlined there: what to tell.
    pub fn begin(
        known: &RegionTask,
        (place, report): (SliceAddress, &FrameReport),
        (column, row): (f64, f64),
        value: impl FnMut(u32, u32) -> f32,
    ) -> Result<Self, Message> {
        let slice = (report.width, report.height);
        // A place left of or above the slice is no number of a column.
        let is_inside = column >= 0.0 && row >= 0.0;
        let seed = (column.floor() as u32, row.floor() as u32);
        // What does not fit into the task's picture at all is not looked at.
        let grid = ValueGrid::around(slice, seed, known.side, value).filter(|_| is_inside);
        let grid = grid.ok_or_else(text::light_box_region::no_value)?;
        let surroundings = if report.ordinary { grid.quantile(DARK) } else { Some(known.surroundings) };
        let surroundings = surroundings.ok_or_else(text::light_box_region::no_value)?;
        let here = edge_threshold(&grid, surroundings, 1.0).map_err(fault)?;
        let plateaus = [surroundings, here];
        let drawing = RegionDrawing::begin(grid, at_share(plateaus, known.edge)).map_err(fault)?;
        let pixel = report.spacing.filter(|size| !report.ordinary && !size.at_detector && report.regions.is_empty());
        Ok(Self { place, drawing, plateaus, pixel, aspect: report.aspect, unit: report.unit.clone() })
    }

    /// The share of the way from the surroundings to the region at which its edge is.
    #[must_use]
    pub fn edge(&self) -> f32 {
        let [low, high] = self.plateaus;
        (self.drawing.threshold() - low) / (high - low)
    }

    /// Grows it anew with its edge at another share.
    pub fn set_edge(&mut self, share: f32) {
        let [least, most] = EDGES_OFFERED;
        self.drawing.set_threshold(at_share(self.plateaus, share.clamp(least, most)));
    }

    /// The value at which its edge is: "-410 HU".
    #[must_use]
    pub fn edge_said(&self) -> Message {
        let value = short(f64::from(self.drawing.threshold()));
        match self.unit.as_str() {
            "" => text::light_box_values::grey(value),
            unit => text::light_box_values::unit(value, unit),
        }
    }

    /// Its size, in millimetres where the file says how large a pixel is.
    #[must_use]
    pub fn size(&self) -> Option<RegionSize> {
        let pixel = self.pixel.map_or((1.0, self.aspect), |size| (size.column, size.row));
        self.drawing.mask().size(pixel)
    }

    /// Both diameters, their mean and the area, in words.
    #[must_use]
    pub fn size_said(&self) -> Option<Message> {
        let size = self.size()?;
        let RegionSize { area, long, short, .. } = size;
        Some(match self.pixel {
            // Rounded as the table asks for it, whatever the language does with a half.
            Some(_) => text::light_box_region::millimetres(long, short, size.mean().round(), area),
            None => text::light_box_region::pixels(long, short, area),
        })
    }

    /// What a published table of sizes says of its mean diameter; `None` where there is none, or no millimetres.
    #[must_use]
    pub fn row<'a>(&self, known: &'a RegionTask) -> Option<&'a SizeRow> {
        known.row(self.size().filter(|_| self.pixel.is_some())?.mean())
    }

    /// Why the model is not asked; `None` where it can be.
    #[must_use]
    pub fn why_not_asked(&self, known: &RegionTask, report: &FrameReport) -> Option<Message> {
        self.asked_with(known, report).map_or_else(Some, |pixel| self.other_extent(known, pixel))
    }

    /// What is read out when it is outlined or corrected: its size, or that it ends at the edge of what was looked at; and,
    /// where it is too small or too large for the model, that, which changes with every correction.
    #[must_use]
    pub fn said(&self, known: &RegionTask, report: &FrameReport) -> Option<Message> {
        let first = if self.drawing.is_limited() { text::light_box_region::limited() } else { self.size_said()? };
        let why = self.asked_with(known, report).ok().and_then(|pixel| self.other_extent(known, pixel));
        Some(match why {
            Some(why) => text::engine::and(first, why),
            None => first,
        })
    }

    /// The size of a pixel of a slice that the model can be asked about; else why it cannot, whatever is outlined.
    fn asked_with(&self, known: &RegionTask, report: &FrameReport) -> Result<PixelSize, Message> {
        let pixel = self.pixel.filter(|_| known.reads(&report.modality, &report.unit));
        let pixel = pixel.ok_or_else(|| text::light_box_region::not_as_learned(&known.unit))?;
        let [least, most] = known.pixel;
        let strange = [pixel.column, pixel.row].into_iter().find(|size| !known.is_pixel(*size));
        strange.map_or(Ok(pixel), |size| Err(text::light_box_region::other_pixels(least, most, size)))
    }

    /// What is said of a region that is smaller or larger than those that the model learned from, by its longer side, which is
    /// what makes it fit into a picture; `None` of any other.
    fn other_extent(&self, known: &RegionTask, pixel: PixelSize) -> Option<Message> {
        let Some([left, right, top, bottom]) = self.drawing.mask().bounds() else {
            return Some(text::light_box_region::no_value());
        };
        let (across, down) = (right - left + 1, bottom - top + 1);
        let (found, millimetres) = if across < down { (down, pixel.row) } else { (across, pixel.column) };
        let [least, most] = known.across;
        let of = |pixels: u32| f64::from(pixels) * millimetres;
        let said = || text::light_box_region::other_extent(found, of(found), least, most, of(least), of(most));
        (!known.is_across(found)).then(said)
    }

    /// The task's picture of it: greys of a square, row by row.
    ///
    /// # Errors
    /// When it does not fit.
    pub fn picture(&self, known: &RegionTask) -> Result<Vec<u8>, CutFault> {
        self.drawing.cut(known.side, (known.center, known.width))
    }
}

/// A text of two reading levels in one of them; the other where nobody wrote it.
#[must_use]
pub fn level(row: &SizeRow, reading: Reading) -> &str {
    let [wanted, other] = match reading {
        Reading::Patient => [&row.patient, &row.clinician],
        Reading::Clinician => [&row.clinician, &row.patient],
    };
    if wanted.is_empty() { other } else { wanted }
}

fn at_share([low, high]: [f32; 2], share: f32) -> f32 {
    low + (high - low) * share
}

fn fault(fault: GrowFault) -> Message {
    match fault {
        GrowFault::NoValue => text::light_box_region::no_value(),
        GrowFault::Flat => text::light_box_region::flat(),
    }
}

#[cfg(test)]
mod tests;
