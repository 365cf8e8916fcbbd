//! Parts of an ultrasound picture, each with its own size of a pixel (PS3.3, C.8.5.5).

use super::field::View;
use dicom_core::Tag;
use dicom_dictionary_std::tags;

/// The unit centimetre (PS3.3, C.8.5.5.1.15).
const CENTIMETRES: f64 = 3.0;
/// Limit of regions; files have a handful.
const MOST: usize = 64;

/// A part of a picture. Edges count as inside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Region {
    /// First column.
    pub left: u32,
    /// First row.
    pub top: u32,
    /// Last column.
    pub right: u32,
    /// Last row.
    pub bottom: u32,
    /// Millimetres from row to row and from column to column; `None` where the axes are not lengths, such as time or
    /// speed.
    pub size: Option<(f64, f64)>,
}

impl Region {
    /// Whether it contains a pixel, counted from 0.
    #[must_use]
    pub fn holds(&self, column: u32, row: u32) -> bool {
        (self.left..=self.right).contains(&column) && (self.top..=self.bottom).contains(&row)
    }

    fn area(&self) -> u64 {
        u64::from(self.right - self.left + 1) * u64::from(self.bottom - self.top + 1)
    }
}

/// All of them, sorted so that the first that contains a pixel applies: high priority (C.8.5.5.1.3) first, then the
/// smaller ones.
pub(super) fn regions(view: View<'_>) -> Vec<Region> {
    let one = |item: View<'_>| {
        let number = |tag: Tag| item.number(tag).filter(|number| number.is_finite());
        let edge = |tag: Tag| number(tag).filter(|edge| (0.0..65_536.0).contains(edge)).map(|edge| edge as u32);
        let delta = |unit: Tag, delta: Tag| {
            let is_length = number(unit) == Some(CENTIMETRES);
            number(delta).map(|delta| delta.abs() * 10.0).filter(|&delta| is_length && delta > 0.0)
        };
        let down = delta(tags::PHYSICAL_UNITS_Y_DIRECTION, tags::PHYSICAL_DELTA_Y);
        let region = Region {
            left: edge(tags::REGION_LOCATION_MIN_X0)?,
            top: edge(tags::REGION_LOCATION_MIN_Y0)?,
            right: edge(tags::REGION_LOCATION_MAX_X1)?,
            bottom: edge(tags::REGION_LOCATION_MAX_Y1)?,
            size: down.zip(delta(tags::PHYSICAL_UNITS_X_DIRECTION, tags::PHYSICAL_DELTA_X)),
        };
        let is_high = number(tags::REGION_FLAGS).is_some_and(|flags| flags as u32 & 1 == 1);
        (region.left <= region.right && region.top <= region.bottom).then_some((is_high, region))
    };
    let mut found: Vec<(bool, Region)> =
        view.items(tags::SEQUENCE_OF_ULTRASOUND_REGIONS).take(MOST).filter_map(one).collect();
    found.sort_by_key(|(is_high, region)| (!is_high, region.area()));
    found.into_iter().map(|(_, region)| region).collect()
}
