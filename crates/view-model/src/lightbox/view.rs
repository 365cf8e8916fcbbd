//! How a frame is placed on the stage, and every action that changes it.
//!
//! Lengths on the stage are device pixels from its upper left corner; places in a frame are columns and rows from its
//! upper left corner, so that the centre of the first pixel is at (0.5, 0.5).

use super::window::Window;

/// The shown frame: size, height of a pixel over its width, and value range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// Columns.
    pub width: f64,
    /// Rows.
    pub height: f64,
    /// Height of a pixel over its width.
    pub aspect: f64,
    /// From the smallest value to the largest.
    pub span: f64,
}

/// How a frame is displayed.
#[derive(Clone, Debug, PartialEq)]
pub struct SliceView {
    /// The window.
    pub window: Window,
    /// Whether it is inverted.
    pub inverted: bool,
    /// Clockwise rotation, in degrees from −180 to 180.
    pub degrees: f64,
    /// Whether columns are mirrored before the rotation.
    pub mirrored: bool,
    /// Device pixels per column; `None` to fit the stage.
    pub scale: Option<f64>,
    /// Vector from the centre of the stage to that of the frame.
    pub pan: (f64, f64),
    /// Whether pixels are interpolated.
    pub smooth: bool,
}

/// An action that changes a view.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Another window.
    Window(Window),
    /// Another centre.
    Center(f64),
    /// Another width.
    Width(f64),
    /// The centre by steps.
    ShiftCenter(f64),
    /// The width by steps.
    ShiftWidth(f64),
    /// Both by a drag: to the right for more width, down for a higher centre, which is darker.
    Drag(f64, f64),
    /// Invert.
    Invert,
    /// Rotate clockwise by degrees.
    Turn(f64),
    /// Rotate to an angle.
    TurnTo(f64),
    /// Flip horizontally, as seen.
    Mirror,
    /// Flip vertically, as seen.
    UpsideDown,
    /// Zoom by a factor around a fixed position on the stage.
    Zoom(f64, (f64, f64)),
    /// One device pixel per column.
    OneToOne,
    /// Fit to the stage.
    Fit,
    /// Pan.
    Pan(f64, f64),
    /// Toggle interpolation.
    Smooth,
    /// Reset, with this window.
    Reset(Window),
}

/// Range of device pixels per column.
const SCALES: (f64, f64) = (0.01, 200.0);

impl SliceView {
    /// The initial view.
    #[must_use]
    pub fn new(window: Window) -> Self {
        Self { window, inverted: false, degrees: 0.0, mirrored: false, scale: None, pan: (0.0, 0.0), smooth: true }
    }

    /// The view after an action, on a stage of this size.
    #[must_use]
    pub fn after(&self, act: &Act, sheet: &Sheet, stage: (f64, f64)) -> Self {
        let mut next = self.clone();
        let window = &self.window;
        let set = |center: f64, width: f64| window.with(center, width, sheet.span);
        match act {
            Act::Window(window) => next.window = window.clone(),
            Act::Center(center) => next.window = set(*center, window.width),
            Act::Width(width) => next.window = set(window.center, *width),
            Act::ShiftCenter(steps) => next.window = set(window.center + steps * window.step(), window.width),
            Act::ShiftWidth(steps) => next.window = set(window.center, window.width + steps * window.step()),
            Act::Drag(across, down) => {
                next.window = set(window.center + down * window.width * 0.004, window.width * (across * 0.005).exp());
            }
            Act::Invert => next.inverted = !self.inverted,
            Act::Turn(by) => next.degrees = turned(self.degrees + by),
            Act::TurnTo(degrees) => next.degrees = turned(*degrees),
            Act::Mirror => {
                (next.degrees, next.mirrored) = (turned(-self.degrees), !self.mirrored);
                next.pan.0 = -self.pan.0;
            }
            Act::UpsideDown => {
                (next.degrees, next.mirrored) = (turned(180.0 - self.degrees), !self.mirrored);
                next.pan.1 = -self.pan.1;
            }
            Act::Zoom(factor, at) => {
                let before = self.scale_on(sheet, stage);
                let scale = (before * factor).clamp(SCALES.0, SCALES.1);
                let from = (at.0 - stage.0 / 2.0, at.1 - stage.1 / 2.0);
                let by = scale / before;
                next.pan = (from.0 + (self.pan.0 - from.0) * by, from.1 + (self.pan.1 - from.1) * by);
                next.scale = Some(scale);
            }
            Act::OneToOne => next.scale = Some(1.0),
            Act::Fit => (next.scale, next.pan) = (None, (0.0, 0.0)),
            Act::Pan(across, down) => next.pan = (self.pan.0 + across, self.pan.1 + down),
            Act::Smooth => next.smooth = !self.smooth,
            Act::Reset(window) => next = Self { smooth: self.smooth, ..Self::new(window.clone()) },
        }
        next
    }

    /// Device pixels per column.
    #[must_use]
    pub fn scale_on(&self, sheet: &Sheet, stage: (f64, f64)) -> f64 {
        let (sin, cos) = self.degrees.to_radians().sin_cos();
        let (width, height) = (sheet.width, sheet.height * sheet.aspect);
        let across = width * cos.abs() + height * sin.abs();
        let down = width * sin.abs() + height * cos.abs();
        let fit = (stage.0 / across).min(stage.1 / down);
        self.scale.unwrap_or(fit).clamp(SCALES.0, SCALES.1)
    }

    /// Maps frame coordinates to the stage.
    #[must_use]
    pub fn on_stage(&self, place: (f64, f64), sheet: &Sheet, stage: (f64, f64)) -> (f64, f64) {
        let scale = self.scale_on(sheet, stage);
        let (sin, cos) = self.degrees.to_radians().sin_cos();
        let across = scale * (place.0 - sheet.width / 2.0) * if self.mirrored { -1.0 } else { 1.0 };
        let down = scale * sheet.aspect * (place.1 - sheet.height / 2.0);
        (stage.0 / 2.0 + self.pan.0 + cos * across - sin * down, stage.1 / 2.0 + self.pan.1 + sin * across + cos * down)
    }

    /// From the stage to the frame: column and row are the products of the matrix rows with (x, y, 1).
    #[must_use]
    pub fn to_frame(&self, sheet: &Sheet, stage: (f64, f64)) -> [[f64; 3]; 2] {
        let scale = self.scale_on(sheet, stage);
        let (sin, cos) = self.degrees.to_radians().sin_cos();
        let side = if self.mirrored { -1.0 } else { 1.0 };
        let middle = (stage.0 / 2.0 + self.pan.0, stage.1 / 2.0 + self.pan.1);
        let row = |a: f64, b: f64, half: f64| [a, b, half - a * middle.0 - b * middle.1];
        let tall = scale * sheet.aspect;
        [
            row(side * cos / scale, side * sin / scale, sheet.width / 2.0),
            row(-sin / tall, cos / tall, sheet.height / 2.0),
        ]
    }

    /// Maps stage coordinates to the frame.
    #[must_use]
    pub fn in_frame(&self, at: (f64, f64), sheet: &Sheet, stage: (f64, f64)) -> (f64, f64) {
        let [column, row] = self.to_frame(sheet, stage).map(|[a, b, c]| a * at.0 + b * at.1 + c);
        (column, row)
    }
}

/// The same rotation, normalised to −180 to 180 degrees.
fn turned(degrees: f64) -> f64 {
    let turned = (degrees + 180.0).rem_euclid(360.0) - 180.0;
    if turned == -180.0 { 180.0 } else { turned }
}

#[cfg(test)]
mod tests {
    use super::{Act, Sheet, SliceView};
    use crate::lightbox::window::{VoiCurve, Window};

    const SHEET: Sheet = Sheet { width: 200.0, height: 100.0, aspect: 2.0, span: 4000.0 };
    const STAGE: (f64, f64) = (800.0, 600.0);

    fn window() -> Window {
        let name = Some(text::light_box_windows::lung());
        Window { center: 40.0, width: 400.0, curve: VoiCurve::Linear, name }
    }

    fn after(acts: &[Act]) -> SliceView {
        acts.iter().fold(SliceView::new(window()), |view, act| view.after(act, &SHEET, STAGE))
    }

    fn near(a: (f64, f64), b: (f64, f64)) -> bool {
        (a.0 - b.0).abs() < 1e-9 && (a.1 - b.1).abs() < 1e-9
    }

    #[test]
    fn places_go_there_and_back_through_every_turn() {
        let acts = [
            Act::Turn(90.0),
            Act::Mirror,
            Act::Zoom(3.0, (100.0, 50.0)),
            Act::Pan(31.0, -7.0),
            Act::UpsideDown,
            Act::Turn(17.0),
        ];
        for count in 0..=acts.len() {
            let view = after(&acts[..count]);
            for place in [(0.0, 0.0), (200.0, 0.0), (37.5, 81.25)] {
                let on_stage = view.on_stage(place, &SHEET, STAGE);
                assert!(near(view.in_frame(on_stage, &SHEET, STAGE), place), "{count} {place:?}");
            }
        }
    }

    #[test]
    fn what_is_seen_is_what_is_mirrored_and_turned() {
        let upright = after(&[]);
        assert_eq!(upright.scale_on(&SHEET, STAGE), 3.0, "200 columns of height 2 × 100 fit 800 × 600 by their height");
        let corner = upright.on_stage((0.0, 0.0), &SHEET, STAGE);
        assert!(near(corner, (100.0, 0.0)), "{corner:?}");
        for before in [vec![], vec![Act::Turn(90.0)], vec![Act::Turn(30.0), Act::Mirror]] {
            let place = |more: Act| {
                let all = [before.clone(), vec![more]].concat();
                after(&all).on_stage((10.0, 20.0), &SHEET, STAGE)
            };
            let plain = after(&before).on_stage((10.0, 20.0), &SHEET, STAGE);
            assert!(near(place(Act::Mirror), (STAGE.0 - plain.0, plain.1)), "{before:?}");
            assert!(near(place(Act::UpsideDown), (plain.0, STAGE.1 - plain.1)), "{before:?}");
        }
        let right = after(&[Act::Turn(90.0)]).on_stage((0.0, 50.0), &SHEET, STAGE);
        assert!(right.0 == 400.0 && right.1 < 300.0, "a turn to the right puts the left edge on top: {right:?}");
        assert_eq!(after(&[Act::Turn(90.0), Act::Turn(90.0), Act::Turn(90.0), Act::Turn(90.0)]), upright);
        assert_eq!(after(&[Act::Mirror, Act::Mirror, Act::UpsideDown, Act::UpsideDown]), upright);
    }

    #[test]
    fn zooming_leaves_the_place_under_the_finger() {
        let at = (123.0, 456.0);
        let before = after(&[Act::Turn(20.0), Act::Pan(5.0, 9.0)]);
        let held = before.in_frame(at, &SHEET, STAGE);
        let mut view = before;
        for factor in [1.5, 2.0, 0.25, 7.0] {
            view = view.after(&Act::Zoom(factor, at), &SHEET, STAGE);
            assert!(near(view.in_frame(at, &SHEET, STAGE), held), "{factor}");
        }
        assert_eq!(view.after(&Act::Zoom(1e9, at), &SHEET, STAGE).scale, Some(200.0));
        assert_eq!(view.after(&Act::Fit, &SHEET, STAGE).scale, None);
        assert_eq!(view.after(&Act::OneToOne, &SHEET, STAGE).scale, Some(1.0));
    }

    #[test]
    fn a_window_changes_by_steps_numbers_and_drags_and_never_vanishes() {
        let view = after(&[Act::ShiftCenter(2.0), Act::ShiftWidth(-1.0)]);
        assert_eq!((view.window.center, view.window.width, view.window.name), (80.0, 380.0, None));
        assert_eq!(after(&[Act::Width(-5.0)]).window.width, 1.0);
        assert_eq!(after(&[Act::Width(f64::NAN), Act::Center(f64::INFINITY)]).window.width, 400.0);
        let dragged = after(&[Act::Drag(50.0, -10.0)]).window;
        assert!(dragged.width > 400.0 && dragged.center < 40.0, "{dragged:?}");
        let reset = after(&[Act::Width(7.0), Act::Invert, Act::Turn(45.0), Act::Reset(window())]);
        assert_eq!(reset, after(&[]));
    }
}
