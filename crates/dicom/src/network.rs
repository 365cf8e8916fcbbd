//! Which picture of an object a network gets: one rule per modality.

use super::frame::Frame;
use super::pixels::aspect::squared;
use super::pixels::voi::{Voi, Window};
use imaging::{Image, Limits};

/// Shares of the picture that lie below black and below white where a file has no window of its own.
pub const PERCENTILES: (f64, f64) = (0.01, 0.99);

/// Soft tissue, in Hounsfield units: what a CT without a window of its own is shown with.
pub const CT_WINDOW: (f64, f64) = (40.0, 400.0);

/// How the picture was chosen, in words for the page and the manifest.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The window.
    pub voi: Voi,
    /// Where it comes from.
    pub source: Source,
}

/// Where a window comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The first table or window of the file.
    File,
    /// [`CT_WINDOW`].
    Modality,
    /// [`PERCENTILES`].
    Percentiles,
}

/// The rule: the file's first table or window; without one, a CT is shown with [`CT_WINDOW`] and everything
/// else (MR, CR, DX, MG, US, NM, PT, OT) from its 1st to its 99th percentile, padding left out. Colour is shown
/// as it is.
#[must_use]
pub fn rule(frame: &Frame, modality: &str) -> Rule {
    if let Some(voi) = frame.vois().first() {
        return Rule { voi: voi.clone(), source: Source::File };
    }
    if modality == "CT" {
        let (center, width) = CT_WINDOW;
        return Rule { voi: Voi::Window(Window::linear(center, width)), source: Source::Modality };
    }
    let (low, high) = PERCENTILES;
    Rule { voi: Voi::Window(frame.window_between(low, high)), source: Source::Percentiles }
}

/// What the network is given of a frame: by [`rule`], 8 bits, with square pixels.
#[must_use]
pub fn picture(frame: &Frame, modality: &str, limits: &Limits) -> Option<Image> {
    let image = frame.shown(&rule(frame, modality).voi)?;
    Some(squared(image, frame.aspect, limits.pixels))
}
