//! The window through which a network sees an object: one rule per modality.

use super::frame::Frame;
use super::pixels::aspect::squared;
use super::pixels::voi::{Voi, VoiWindow};
use imaging::{Image, Limits};

/// Shares of the picture that lie below black and below white where a file has no window of its own.
pub const PERCENTILES: (f64, f64) = (0.01, 0.99);

/// Soft tissue, in Hounsfield units: the default window of a CT without its own.
pub const CT_WINDOW: (f64, f64) = (40.0, 400.0);

/// Windows for objects without their own. The default is that of the light box, which has no task.
#[derive(Clone, Debug, PartialEq)]
pub struct Windows {
    /// Modality, and centre and width after the modality step.
    pub modalities: Vec<(String, VoiWindow)>,
    /// Shares below black and below white, for every other modality.
    pub percentiles: (f64, f64),
}

impl Default for Windows {
    fn default() -> Self {
        let (center, width) = CT_WINDOW;
        Self { modalities: vec![("CT".into(), VoiWindow::linear(center, width))], percentiles: PERCENTILES }
    }
}

/// How the picture was chosen, in words for the page and the manifest.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The window.
    pub voi: Voi,
    /// Its origin.
    pub source: WindowSource,
}

/// Where a window comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowSource {
    /// The first table or window of the file.
    File,
    /// That of the modality.
    Modality,
    /// The percentiles.
    Percentiles,
}

impl Windows {
    /// The rule: the file's first table or window; without one, the window of the modality; everything else (of the
    /// default: MR, CR, DX, MG, US, NM, PT, OT) between the percentiles, without padding. Colour is shown as
    /// it is.
    #[must_use]
    pub fn rule(&self, frame: &Frame, modality: &str) -> Rule {
        if let Some(voi) = frame.vois().first() {
            return Rule { voi: voi.clone(), source: WindowSource::File };
        }
        if let Some((_, window)) = self.modalities.iter().find(|(name, _)| name == modality) {
            return Rule { voi: Voi::Window(window.clone()), source: WindowSource::Modality };
        }
        let (low, high) = self.percentiles;
        Rule { voi: Voi::Window(frame.window_between(low, high)), source: WindowSource::Percentiles }
    }

    /// The picture of a frame for a network: windowed by [`Windows::rule`], 8 bits, with square pixels.
    #[must_use]
    pub fn picture(&self, frame: &Frame, modality: &str, limits: &Limits) -> Option<Image> {
        let image = frame.shown(&self.rule(frame, modality).voi)?;
        Some(squared(image, frame.aspect, limits.pixels))
    }
}

/// [`Windows::rule`] of the default.
#[must_use]
pub fn rule(frame: &Frame, modality: &str) -> Rule {
    Windows::default().rule(frame, modality)
}

/// [`Windows::picture`] of the default.
#[must_use]
pub fn picture(frame: &Frame, modality: &str, limits: &Limits) -> Option<Image> {
    Windows::default().picture(frame, modality, limits)
}
