//! Step 7: values of interest (VOI), mapped from black to white.

use super::lut::Lut;
use crate::dictionary::named;
use crate::field::View;
use crate::functional_groups::Groups;
use crate::notes::{Notes, said};
use dicom_dictionary_std::tags;

pub use ::voi::VoiFunction;

/// Which values are shown, and how.
///
/// ```
/// use dicom::VoiWindow;
///
/// // Soft tissue: 400 Hounsfield units from black to white, 40 in the middle.
/// let window = VoiWindow::linear(40.0, 400.0);
/// assert_eq!([-1000.0, -160.0, 239.0, 1000.0].map(|value| window.grey(value)), [0.0, 0.0, 1.0, 1.0]);
/// assert_eq!(VoiWindow::between(0.0, 100.0).grey(25.0), 0.25);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct VoiWindow {
    /// Window centre, in units of the modality step.
    pub center: f64,
    /// Window width: at least 1 for `Linear`, above 0 for the others.
    pub width: f64,
    /// Shape.
    pub curve: VoiFunction,
    /// Its explanation in the file (`LUNG`, `BONE`); empty where there is none.
    pub explanation: String,
}

/// A way to show values.
#[derive(Clone, Debug, PartialEq)]
pub enum Voi {
    /// A window.
    Window(VoiWindow),
    /// A table, with its explanation in the file.
    Table(Lut, String),
}

impl VoiWindow {
    /// The straight line of the standard around a centre.
    #[must_use]
    pub fn linear(center: f64, width: f64) -> Self {
        Self { center, width, curve: VoiFunction::Linear, explanation: String::new() }
    }

    /// The exact line from black at `least` to white at `most`; a flat picture gets a width of 1.
    #[must_use]
    pub fn between(least: f64, most: f64) -> Self {
        let width = if most > least { most - least } else { 1.0 };
        Self { center: least + width / 2.0, width, curve: VoiFunction::LinearExact, explanation: String::new() }
    }

    /// Black 0 to white 1.
    #[must_use]
    pub fn grey(&self, value: f64) -> f64 {
        self.curve.grey(self.center, self.width, value)
    }

    fn is_valid(&self) -> bool {
        let least = if self.curve == VoiFunction::Linear { self.width >= 1.0 } else { self.width > 0.0 };
        least && self.width.is_finite() && self.center.is_finite()
    }
}

impl Voi {
    /// Black 0 to white 1.
    #[must_use]
    pub fn grey(&self, value: f64) -> f64 {
        match self {
            Self::Window(window) => window.grey(value),
            Self::Table(lut, _) => f64::from(lut.entry(value)) / f64::from((1_u32 << lut.bits) - 1),
        }
        .clamp(0.0, 1.0)
    }

    /// Its explanation in the file.
    #[must_use]
    pub fn explanation(&self) -> &str {
        match self {
            Self::Window(window) => &window.explanation,
            Self::Table(_, explanation) => explanation,
        }
    }
}

/// PS3.3, C.11.2: every table of the VOI LUT sequence, then every window; a frame's own (C.7.6.16.2.10) first.
/// `input` is the least and the largest value of the modality step. Impossible tables and windows are left out.
pub(crate) fn vois(groups: Groups<'_>, input: (f64, f64), notes: &mut Notes) -> Vec<Voi> {
    let mut found = Vec::new();
    for item in groups.root.items(tags::VOILUT_SEQUENCE) {
        match Lut::read(item, tags::LUT_DESCRIPTOR, tags::LUT_DATA, input) {
            Ok(lut) if !lut.covers(input) => {
                let (least, most) = (input.0.to_string(), input.1.to_string());
                let (element, first) = (named(tags::VOILUT_SEQUENCE), lut.first.to_string());
                notes.say(text::dicom_pixels::table_elsewhere(least, most, element, first));
            }
            Ok(mut lut) => {
                lut.fit_bits(notes);
                found.push(Voi::Table(lut, item.text(tags::LUT_EXPLANATION).unwrap_or_default()));
            }
            Err(why) => notes.instead(&why, text::dicom_pixels::table_left_out()),
        }
    }
    let view = groups.find(tags::FRAME_VOILUT_SEQUENCE, tags::WINDOW_CENTER);
    found.extend(windows(view, notes).into_iter().map(Voi::Window));
    found
}

fn windows(view: View<'_>, notes: &mut Notes) -> Vec<VoiWindow> {
    let curve = match view.text(tags::VOILUT_FUNCTION).as_deref() {
        None | Some("LINEAR") => VoiFunction::Linear,
        Some("LINEAR_EXACT") => VoiFunction::LinearExact,
        Some("SIGMOID") => VoiFunction::Sigmoid,
        Some(_) => {
            notes.say(text::dicom_pixels::function(named(tags::VOILUT_FUNCTION)));
            VoiFunction::Linear
        }
    };
    let (centers, widths) = (said(view, tags::WINDOW_CENTER, notes), said(view, tags::WINDOW_WIDTH, notes));
    if centers.len() != widths.len() {
        let (center, width) = (named(tags::WINDOW_CENTER), named(tags::WINDOW_WIDTH));
        let (expected, found) = (centers.len(), widths.len());
        notes.say(text::dicom_pixels::half_windows(width, center, expected, found));
    }
    let explanations = view.texts(tags::WINDOW_CENTER_WIDTH_EXPLANATION);
    let mut found = Vec::new();
    for (at, pair) in centers.into_iter().zip(widths).enumerate() {
        // Values that are not numbers have been reported.
        let (Some(center), Some(width)) = pair else { continue };
        let window = VoiWindow { center, width, curve, explanation: explanations.get(at).cloned().unwrap_or_default() };
        if window.is_valid() {
            found.push(window);
        } else {
            let (name, width) = (named(tags::WINDOW_WIDTH), width.to_string());
            notes.say(if curve == VoiFunction::Linear {
                text::dicom_pixels::width_below_one(name, width)
            } else {
                text::dicom_pixels::width_not_above_zero(name, width)
            });
        }
    }
    found
}
