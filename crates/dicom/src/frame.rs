//! One frame, decoded: what a viewer windows and a probe reads.

use super::overlay::Overlay;
use super::pixels::modality::ModalityLut;
use super::pixels::padding::Padding;
use super::pixels::samples::Samples;
use super::pixels::voi::{Voi, VoiWindow};
use super::region::Region;
use super::spacing::{Plane, Spacing};
use imaging::{Image, Pixels};
use text::Message;

/// Most pixels that percentiles are computed from: four megapixels determine them to a thousandth and cost 32 MiB.
const MOST_COUNTED: usize = 1 << 22;

/// A decoded frame at full depth.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Stored numbers, `width × height` of them for grey and three times as many for colour.
    pub samples: Samples,
    /// What they mean.
    pub meaning: Meaning,
    /// What its values are measured in: `HU` for a CT, what the file says of its rescale type or units elsewhere; empty
    /// for colour, where nothing is said, and where the modality step could not be followed.
    pub unit: String,
    /// Height of a pixel over its width.
    pub aspect: f64,
    /// Size of a pixel, where the file says it.
    pub spacing: Option<Spacing>,
    /// Parts of an ultrasound picture with a size of a pixel of their own; where regions overlap, the first applies.
    pub regions: Vec<Region>,
    /// Overlay graphics of the file; not part of the samples.
    pub overlays: Vec<Overlay>,
    /// What the file says that was not followed, and what was done instead; the picture is whole all the same.
    pub warnings: Vec<Message>,
}

/// What samples mean.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// Measured values.
    Grey {
        /// From stored number to value.
        modality: ModalityLut,
        /// Stored numbers that mark pixels outside the picture.
        padding: Option<Padding>,
        /// The file's VOI transforms, in the file's order.
        vois: Vec<Voi>,
        /// Whether the smallest value is white.
        inverted: bool,
    },
    /// Red, green, blue.
    Colour {
        /// Bits of a sample.
        bits: u32,
    },
}

impl Frame {
    /// The value at a place, after the modality step; `None` for padding, for colour and outside the frame.
    #[must_use]
    pub fn value(&self, column: u32, row: u32) -> Option<f64> {
        if column >= self.width {
            return None;
        }
        let Meaning::Grey { modality, padding, .. } = &self.meaning else { return None };
        let stored = self.samples.get(row as usize * self.width as usize + column as usize)?;
        (!padding.is_some_and(|padding| padding.holds(stored))).then(|| modality.value(stored))
    }

    /// All values after the modality step, including padding, which is converted like any stored number; colour samples
    /// unchanged.
    #[must_use]
    pub fn values(&self) -> Vec<f64> {
        match &self.meaning {
            Meaning::Grey { modality, .. } => self.samples.map(|stored| modality.value(stored)),
            Meaning::Colour { .. } => self.samples.map(|sample| sample),
        }
    }

    /// Which pixels are padding; `None` where the file defines none.
    #[must_use]
    pub fn padding_mask(&self) -> Option<Vec<bool>> {
        let Meaning::Grey { padding: Some(padding), .. } = &self.meaning else { return None };
        Some(self.samples.map(|stored| padding.holds(stored)))
    }

    /// The file's VOI transforms.
    #[must_use]
    pub fn vois(&self) -> &[Voi] {
        match &self.meaning {
            Meaning::Grey { vois, .. } => vois,
            Meaning::Colour { .. } => &[],
        }
    }

    /// The values at two percentiles of the picture, given as shares of 0…1. Padding and NaN do not count; 0 to 1 when
    /// nothing is left. Of very large frames of more than 16 bits, every second pixel counts, or every third.
    #[must_use]
    pub fn window_between(&self, low: f64, high: f64) -> VoiWindow {
        if let Some([low, high]) = self.by_counting([low, high]) {
            return VoiWindow::between(low, high);
        }
        let mut values = match self.meaning {
            Meaning::Grey { .. } => self.counted(MOST_COUNTED),
            Meaning::Colour { .. } => Vec::new(),
        };
        let Some(last) = values.len().checked_sub(1) else { return VoiWindow::between(0.0, 1.0) };
        let mut at = |share: f64| {
            let place = (share.clamp(0.0, 1.0) * last as f64).round() as usize;
            *values.select_nth_unstable_by(place.min(last), f64::total_cmp).1
        };
        VoiWindow::between(at(low), at(high))
    }

    /// The values that percentiles are computed from, evenly subsampled where there are more than `most`: those of the
    /// modality step without padding and NaN, or colour as it is stored.
    pub(super) fn counted(&self, most: usize) -> Vec<f64> {
        let every = self.samples.len().div_ceil(most).max(1);
        let stored = (0..self.samples.len()).step_by(every).filter_map(|at| self.samples.get(at));
        match &self.meaning {
            Meaning::Grey { modality, padding, .. } => {
                let held = stored.filter(|&stored| !padding.is_some_and(|padding| padding.holds(stored)));
                held.map(|stored| modality.value(stored)).filter(|value| value.is_finite()).collect()
            }
            Meaning::Colour { .. } => stored.collect(),
        }
    }

    /// Size of the pixel at a place: that of the ultrasound region around it, else that of the picture.
    #[must_use]
    pub fn spacing_at(&self, column: u32, row: u32) -> Option<Spacing> {
        match self.regions.iter().find(|region| region.holds(column, row)) {
            Some(region) => region.size.map(|(row, column)| Spacing { row, column, plane: Plane::Patient }),
            None => self.spacing,
        }
    }

    /// The pixel size shared by all ultrasound regions whose axes are lengths.
    #[must_use]
    pub fn spacing_of_regions(&self) -> Option<Spacing> {
        let mut sizes = self.regions.iter().filter_map(|region| region.size);
        let (row, column) = sizes.next()?;
        sizes.all(|size| size == (row, column)).then_some(Spacing { row, column, plane: Plane::Patient })
    }

    /// The picture as a viewer draws it: [`Frame::shown`], with the file's graphics in white.
    #[must_use]
    pub fn drawn(&self, voi: &Voi) -> Option<Image> {
        let image = self.shown(voi)?;
        if self.overlays.is_empty() {
            return Some(image);
        }
        let (mut pixels, width) = (image.into_pixels(), self.width as usize);
        let runs = self.overlays.iter().flat_map(|overlay| overlay.runs(self.width, self.height));
        for (row, columns) in runs {
            let (from, to) =
                (row as usize * width + columns.start as usize, row as usize * width + columns.end as usize);
            match &mut pixels {
                Pixels::Grey8(grey) => grey.get_mut(from..to).unwrap_or_default().fill(u8::MAX),
                Pixels::Grey16(grey) => grey.get_mut(from..to).unwrap_or_default().fill(u16::MAX),
                Pixels::Rgb8(colour) => colour.get_mut(3 * from..3 * to).unwrap_or_default().fill(u8::MAX),
            }
        }
        Image::new(self.width, self.height, pixels)
    }

    /// The picture through a window, without the file's graphics: `Grey8`, padding black. Colour is `Rgb8` whatever the window: PS3.3,
    /// C.11.2.1.2 gives windows to grey alone.
    #[must_use]
    pub fn shown(&self, voi: &Voi) -> Option<Image> {
        let pixels = match &self.meaning {
            Meaning::Grey { modality, padding, inverted, .. } => {
                let byte = |stored: f64| {
                    if padding.is_some_and(|padding| padding.holds(stored)) {
                        return 0;
                    }
                    let grey = voi.grey(modality.value(stored));
                    // 0…255 by the clamp of `grey`; NaN becomes 0.
                    (255.0 * if *inverted { 1.0 - grey } else { grey }).round() as u8
                };
                Pixels::Grey8(self.samples.map_by_number(byte))
            }
            Meaning::Colour { bits } => {
                let most = f64::from(bits.min(&32).checked_sub(1).map_or(0, |bit| (1_u32 << bit) - 1 + (1_u32 << bit)));
                Pixels::Rgb8(match &self.samples {
                    Samples::U8(bytes) if *bits == 8 => bytes.clone(),
                    samples => samples.map(|sample| (255.0 * sample / most.max(1.0)).round() as u8),
                })
            }
        };
        Image::new(self.width, self.height, pixels)
    }
}
