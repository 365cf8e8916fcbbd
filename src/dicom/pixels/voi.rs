//! Step 7: values of interest, spread from black to white.

use super::lut::Lut;
use crate::dicom::error::DicomError;
use crate::dicom::field::View;
use crate::dicom::groups::Groups;
use dicom_dictionary_std::tags;

/// Shape of the curve between black and white.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Curve {
    /// PS3.3, C.11.2.1.2.1: the straight line of the standard, whose width counts both ends.
    #[default]
    Linear,
    /// PS3.3, C.11.2.1.3.2: the straight line as one would write it down.
    LinearExact,
    /// PS3.3, C.11.2.1.3.1: an S.
    Sigmoid,
}

/// Which values are shown, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// Value in the middle, in units of the modality step.
    pub center: f64,
    /// Values from black to white: at least 1 for `Linear`, above 0 for the others.
    pub width: f64,
    /// Shape.
    pub curve: Curve,
    /// What the file says of it (`BRAIN`, `BONE`); empty where it says nothing.
    pub explanation: String,
}

/// A way to show values.
#[derive(Clone, Debug, PartialEq)]
pub enum Voi {
    /// A window.
    Window(Window),
    /// A table, with what the file says of it.
    Table(Lut, String),
}

impl Window {
    /// The straight line of the standard around a centre.
    #[must_use]
    pub fn linear(center: f64, width: f64) -> Self {
        Self { center, width, curve: Curve::Linear, explanation: String::new() }
    }

    /// The exact line from black at `least` to white at `most`; a flat picture gets a width of 1.
    #[must_use]
    pub fn between(least: f64, most: f64) -> Self {
        let width = if most > least { most - least } else { 1.0 };
        Self { center: least + width / 2.0, width, curve: Curve::LinearExact, explanation: String::new() }
    }

    /// Black 0 to white 1.
    #[must_use]
    pub fn grey(&self, value: f64) -> f64 {
        let from_middle = value - self.center;
        let grey = match self.curve {
            // A width of 1 is a step at the centre less one half.
            Curve::Linear if self.width <= 1.0 => f64::from(u8::from(from_middle > -0.5)),
            Curve::Linear => (from_middle + 0.5) / (self.width - 1.0) + 0.5,
            Curve::LinearExact => from_middle / self.width + 0.5,
            Curve::Sigmoid => 1.0 / (1.0 + (-4.0 * from_middle / self.width).exp()),
        };
        grey.clamp(0.0, 1.0)
    }

    fn is_valid(&self) -> bool {
        let least = if self.curve == Curve::Linear { self.width >= 1.0 } else { self.width > 0.0 };
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

    /// What the file says of it.
    #[must_use]
    pub fn explanation(&self) -> &str {
        match self {
            Self::Window(window) => &window.explanation,
            Self::Table(_, explanation) => explanation,
        }
    }
}

/// PS3.3, C.11.2: every table of the VOI LUT sequence, then every window; a frame's own (C.7.6.16.2.10) first.
/// Windows that cannot be (a width of 0) are left out.
pub(in crate::dicom) fn vois(groups: Groups<'_>, signed: bool) -> Result<Vec<Voi>, DicomError> {
    let mut found = Vec::new();
    for item in groups.root.items(tags::VOILUT_SEQUENCE) {
        let lut = Lut::read(item, tags::LUT_DESCRIPTOR, tags::LUT_DATA, signed)?;
        found.push(Voi::Table(lut, item.text(tags::LUT_EXPLANATION).unwrap_or_default()));
    }
    let view = groups.find(tags::FRAME_VOILUT_SEQUENCE, tags::WINDOW_CENTER);
    found.extend(windows(view).into_iter().map(Voi::Window));
    Ok(found)
}

fn windows(view: View<'_>) -> Vec<Window> {
    let curve = match view.text(tags::VOILUT_FUNCTION).as_deref() {
        Some("LINEAR_EXACT") => Curve::LinearExact,
        Some("SIGMOID") => Curve::Sigmoid,
        _ => Curve::Linear,
    };
    let (centers, widths) = (view.numbers(tags::WINDOW_CENTER), view.numbers(tags::WINDOW_WIDTH));
    let explanations = view.texts(tags::WINDOW_CENTER_WIDTH_EXPLANATION);
    let pairs = centers.into_iter().zip(widths).enumerate();
    let window = |(at, (center, width))| {
        let explanation = explanations.get(at).cloned().unwrap_or_default();
        Window { center, width, curve, explanation }
    };
    pairs.map(window).filter(Window::is_valid).collect()
}
