//! Windows: which values are shown between black and white, and where they come from.

use super::MessageFn;
use protocol::{FrameReport, SampleType, VoiShape, WindowReport};
use std::sync::Arc;
use text::Message;
use voi::VoiFunction;

/// Shape of the curve from black to white.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum VoiCurve {
    /// PS3.3, C.11.2.1.2.1.
    #[default]
    Linear,
    /// PS3.3, C.11.2.1.3.2.
    Exact,
    /// PS3.3, C.11.2.1.3.1.
    Sigmoid,
    /// A table of greys, evenly spaced over the window.
    Table(Arc<[u8]>),
}

/// Which values are shown, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// Centre.
    pub center: f64,
    /// Width.
    pub width: f64,
    /// Shape.
    pub curve: VoiCurve,
    /// Its name; `None` for one that was set manually.
    pub name: Option<Message>,
}

/// Common windows of CT in Hounsfield units: centre and width, as taught in radiology.
const OF_CT: [(MessageFn, f64, f64); 6] = [
    (text::light_box_windows::soft_tissue, 40.0, 400.0),
    (text::light_box_windows::lung, -600.0, 1500.0),
    (text::light_box_windows::mediastinum, 50.0, 350.0),
    (text::light_box_windows::bone, 400.0, 1800.0),
    (text::light_box_windows::brain, 40.0, 80.0),
    (text::light_box_windows::liver, 60.0, 160.0),
];

/// White of a PET's windows, in standardised uptake values; black is 0.
const OF_PET: [f64; 4] = [5.0, 7.0, 10.0, 20.0];

/// Smallest width of an exact line, as a share of the frame's values.
const NARROWEST: f64 = 1e-4;

impl VoiCurve {
    /// The VOI function; for a table, the linear position in the table.
    #[must_use]
    pub fn function(&self) -> VoiFunction {
        match self {
            Self::Linear => VoiFunction::Linear,
            Self::Exact | Self::Table(_) => VoiFunction::LinearExact,
            Self::Sigmoid => VoiFunction::Sigmoid,
        }
    }
}

impl Window {
    /// An exact line from black to white.
    fn between(name: Option<Message>, least: f64, most: f64) -> Self {
        let width = if most > least { most - least } else { 1.0 };
        Self { center: least + width / 2.0, width, curve: VoiCurve::Exact, name }
    }

    fn of_file(report: &WindowReport) -> Self {
        let curve = match &report.shape {
            VoiShape::Linear => VoiCurve::Linear,
            VoiShape::Exact => VoiCurve::Exact,
            VoiShape::Sigmoid => VoiCurve::Sigmoid,
            VoiShape::Table(greys) => VoiCurve::Table(greys.as_slice().into()),
        };
        let name = Some(report.name.clone());
        Self { center: report.center, width: report.width, curve, name }
    }

    /// Black 0 to white 1.
    #[must_use]
    pub fn grey(&self, value: f64) -> f64 {
        let grey = self.curve.function().grey(self.center, self.width, value);
        let VoiCurve::Table(greys) = &self.curve else { return grey };
        let last = greys.len().saturating_sub(1) as f64;
        let place = (grey * last).round() as usize;
        f64::from(greys.get(place).copied().unwrap_or_default()) / 255.0
    }

    /// The same shape with other values, set manually. A table cannot be adjusted, so a line replaces it.
    #[must_use]
    pub fn with(&self, center: f64, width: f64, span: f64) -> Self {
        let curve = if matches!(self.curve, VoiCurve::Table(_)) { VoiCurve::Exact } else { self.curve.clone() };
        let least = if curve == VoiCurve::Linear { 1.0 } else { (span.abs() * NARROWEST).max(f64::MIN_POSITIVE) };
        let width = if width.is_finite() { width.max(least) } else { self.width };
        let center = if center.is_finite() { center } else { self.center };
        Self { center, width, curve, name: None }
    }

    /// A round step of about a twentieth of the width: 1, 2 or 5 times a power of ten.
    #[must_use]
    pub fn step(&self) -> f64 {
        let rough = (self.width / 20.0).max(f64::MIN_POSITIVE);
        let power = 10_f64.powf(rough.log10().floor());
        let times = [1.0, 2.0, 5.0, 10.0].into_iter().find(|times| times * power >= rough * 0.999).unwrap_or(10.0);
        times * power
    }
}

/// The windows offered for a frame: the file's own first, then those of its modality, then percentiles of its values.
#[must_use]
pub fn presets(report: &FrameReport) -> Vec<Window> {
    let mut list: Vec<Window> = report.windows.iter().map(Window::of_file).collect();
    if report.modality == "CT" {
        list.extend(OF_CT.iter().map(|&(name, center, width)| Window {
            center,
            width,
            curve: VoiCurve::Linear,
            name: Some(name()),
        }));
    }
    if let Some(suv) = report.suv.filter(|suv| *suv > 0.0) {
        list.extend(
            OF_PET.map(|white| Window::between(Some(text::light_box_windows::uptake(white)), 0.0, white / suv)),
        );
    }
    if report.samples == SampleType::Rgb8 {
        if list.is_empty() {
            list.push(Window::between(Some(text::reading::as_stored()), 0.0, 255.0));
        }
        return list;
    }
    let percentiles = &report.percentiles;
    let all = [
        (text::light_box_windows::one_percent(), percentiles.first, percentiles.ninety_ninth),
        (text::light_box_windows::five_percent(), percentiles.fifth, percentiles.ninety_fifth),
        (text::light_box_windows::all(), percentiles.least, percentiles.most),
    ];
    list.extend(all.map(|(name, least, most)| Window::between(Some(name), least, most)));
    list
}

/// The initial window of a frame: the network's picture is windowed the same way.
#[must_use]
pub fn first_window(report: &FrameReport) -> Window {
    presets(report).into_iter().next().unwrap_or_else(|| Window::between(None, 0.0, 1.0))
}

/// Brightness and contrast of an ordinary picture, −100 to 100: another parametrisation of its window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BrightnessContrast {
    /// 0 as stored, 100 all white.
    pub brightness: f64,
    /// 0 as stored, 50 twice as steep.
    pub contrast: f64,
}

impl BrightnessContrast {
    /// White of a picture.
    #[must_use]
    pub fn white(report: &FrameReport) -> f64 {
        report.windows.first().map_or(255.0, |window| window.width)
    }

    /// Brightness and contrast of a window.
    #[must_use]
    pub fn of(window: &Window, white: f64) -> Self {
        Self {
            brightness: (100.0 - 200.0 * window.center / white).round().clamp(-100.0, 100.0),
            contrast: (50.0 * (white / window.width).log2()).round().clamp(-100.0, 100.0),
        }
    }

    /// The window for this brightness and contrast.
    #[must_use]
    pub fn window(self, white: f64) -> Window {
        let width = white / (self.contrast / 50.0).exp2();
        Window { center: white * (100.0 - self.brightness) / 200.0, width, curve: VoiCurve::Exact, name: None }
    }
}

#[cfg(test)]
mod tests {
    use super::{BrightnessContrast, VoiCurve, Window, presets};
    use crate::lightbox::measure::tests::report;
    use protocol::FrameReport;
    use text::english;

    fn said(window: &Window) -> String {
        window.name.as_ref().map(english).unwrap_or_default()
    }

    #[test]
    fn a_pet_has_windows_of_uptake_where_uptake_is_known() {
        let pet = FrameReport { suv: Some(0.0005), ..report(None) };
        let window = presets(&pet).into_iter().find(|window| said(window) == "SUV 0 to 10").unwrap();
        assert_eq!((window.grey(0.0), window.grey(10_000.0), window.grey(20_000.0)), (0.0, 0.5, 1.0));
        assert!(presets(&report(None)).iter().all(|window| !said(window).contains("SUV")));
    }

    #[test]
    fn windows_are_those_of_the_standard() {
        let linear = Window { center: 40.0, width: 400.0, curve: VoiCurve::Linear, name: None };
        assert_eq!((linear.grey(-160.0), linear.grey(239.0), linear.grey(-500.0)), (0.0, 1.0, 0.0));
        let exact = Window { curve: VoiCurve::Exact, ..linear.clone() };
        assert_eq!((exact.grey(40.0), exact.grey(240.0)), (0.5, 1.0));
        let sigmoid = Window { curve: VoiCurve::Sigmoid, ..linear.clone() };
        assert!((sigmoid.grey(140.0) - 1.0 / (1.0 + (-1.0_f64).exp())).abs() < 1e-12);
        let table = Window { curve: VoiCurve::Table([0, 255, 0].as_slice().into()), ..linear };
        assert_eq!((table.grey(-160.0), table.grey(40.0), table.grey(1000.0)), (0.0, 1.0, 0.0));
    }

    #[test]
    fn brightness_and_contrast_are_a_window_and_back() {
        for (brightness, contrast) in [(0.0, 0.0), (20.0, -30.0), (-60.0, 75.0)] {
            let levels = BrightnessContrast { brightness, contrast };
            assert_eq!(BrightnessContrast::of(&levels.window(255.0), 255.0), levels);
        }
        assert_eq!(BrightnessContrast { brightness: 0.0, contrast: 0.0 }.window(255.0).grey(127.5), 0.5);
    }

    #[test]
    fn steps_are_round() {
        for (width, step) in [(400.0, 20.0), (80.0, 5.0), (1500.0, 100.0), (1.0, 0.05), (255.0, 20.0)] {
            let window = Window { center: 0.0, width, curve: VoiCurve::Exact, name: None };
            assert!((window.step() - step).abs() < 1e-9, "{width}: {}", window.step());
        }
    }
}
