//! Pointers on the stage: mouse, pen, one finger or two, wheel.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::overlay::move_point;
use crate::session::ViewerSession;
use stage::{capture, pixel_ratio, point_on, release};
use view_model::lightbox::{Act, Command, MeasureKind, Tool, on_slice};

/// CSS pixels a wheel turns for one slice.
const NOTCH: f64 = 40.0;
/// CSS pixels from a point at which a finger still grabs it.
const NEAR: f64 = 18.0;

/// The pointers that are down.
#[derive(Clone, Copy)]
pub(super) struct Pointers {
    session: ViewerSession,
    stage: NodeRef<html::Div>,
    fingers: StoredValue<Vec<(i32, (f64, f64))>>,
    /// The point that is dragged: which measure, which of its points.
    held: StoredValue<Option<(usize, usize)>>,
    turned: StoredValue<f64>,
    /// Where a finger went down that outlines a region when it is lifted: a second finger makes it another gesture.
    pressed: StoredValue<Option<(f64, f64)>>,
    /// Where the brush was last, while a stroke is under way.
    brush_at: StoredValue<Option<(f64, f64)>>,
    /// Pressed with another button than the first: moves the picture.
    is_aside: StoredValue<bool>,
}

impl Pointers {
    pub(super) fn new(session: ViewerSession, stage: NodeRef<html::Div>) -> Self {
        Self {
            session,
            stage,
            fingers: StoredValue::new(Vec::new()),
            held: StoredValue::new(None),
            turned: StoredValue::new(0.0),
            pressed: StoredValue::new(None),
            brush_at: StoredValue::new(None),
            is_aside: StoredValue::new(false),
        }
    }

    fn at(self, x: i32, y: i32) -> (f64, f64) {
        self.stage.get_untracked().map_or((0.0, 0.0), |stage| point_on(&stage, x, y))
    }

    /// The position in the frame under a position on the stage.
    fn in_frame(self, at: (f64, f64)) -> Option<(f64, f64)> {
        let sheet = self.session.sheet()?;
        let size = self.session.size.get_untracked();
        self.session.view.with_untracked(|view| view.as_ref().map(|view| view.in_frame(at, &sheet, size)))
    }

    pub(super) fn down(self, event: &ev::PointerEvent) {
        let at = self.at(event.client_x(), event.client_y());
        if let Some(stage) = self.stage.get_untracked() {
            capture(&stage, event.pointer_id());
        }
        self.fingers.update_value(|fingers| fingers.push((event.pointer_id(), at)));
        self.is_aside.set_value(event.button() != 0);
        self.held.set_value(None);
        self.pressed.set_value(None);
        if self.fingers.with_value(Vec::len) > 1 || event.button() != 0 {
            return self.drop_stroke();
        }
        let near = self.near(at);
        let Some(place) = self.in_frame(at) else { return };
        match (near, self.session.tool.get_untracked()) {
            (_, Tool::Outline) => self.begin_stroke(place),
            (Some(held), _) => self.held.set_value(Some(held)),
            (None, Tool::Probe) => self.session.probe.set(Some(place)),
            (None, Tool::Length) => self.begin(MeasureKind::Length, place),
            (None, Tool::Angle) => self.begin(MeasureKind::Angle, place),
            (None, Tool::Cover) => self.begin(MeasureKind::Cover, place),
            _ => {}
        }
    }

    /// A new measure whose end follows the pointer. The third point of an angle is placed beside it, to be moved.
    fn begin(self, kind: MeasureKind, place: (f64, f64)) {
        let mut points = vec![place, place];
        if kind == MeasureKind::Angle {
            let reach = self.session.sheet().map_or(10.0, |sheet| sheet.width / 8.0);
            points.push((place.0, place.1 - reach));
        }
        self.held.set_value(self.session.begin(kind, points).map(|at| (at, 1)));
    }

    /// With a brush a stroke begins; without one it is outlined where the finger is lifted.
    fn begin_stroke(self, place: (f64, f64)) {
        // A brush corrects what is on this slice; where nothing is, a click outlines.
        if self.session.brush.get_untracked().is_none() || untrack(|| self.session.shown_region(|_| ())).is_none() {
            return self.pressed.set_value(Some(place));
        }
        self.session.correct(|region| region.drawing.begin_stroke());
        self.paint(place, place);
    }

    fn paint(self, from: (f64, f64), to: (f64, f64)) {
        if let Some(brush) = self.session.brush.get_untracked() {
            let radius = f64::from(self.session.brush_radius.get_untracked());
            self.session.correct(|region| region.drawing.paint(brush, [from, to], radius));
            self.brush_at.set_value(Some(to));
        }
    }

    fn end_stroke(self) {
        if self.brush_at.try_update_value(Option::take).flatten().is_some() {
            self.session.correct(|region| region.drawing.end_stroke());
            self.session.tell_region();
        }
    }

    /// Another finger makes it another gesture: what the first has painted is taken back.
    fn drop_stroke(self) {
        if self.brush_at.try_update_value(Option::take).flatten().is_some() {
            self.session.correct(|region| region.drawing.undo());
        }
    }

    /// The gesture is the browser's now: nothing was pressed.
    pub(super) fn cancel(self, event: &ev::PointerEvent) {
        self.pressed.set_value(None);
        self.up(event);
    }

    /// The point of a measure of this slice that a finger is on.
    fn near(self, at: (f64, f64)) -> Option<(usize, usize)> {
        let (sheet, size) = (self.session.sheet()?, self.session.size.get_untracked());
        let (view, place) = (self.session.view.get_untracked()?, self.session.shown_place()?);
        let reach = NEAR * pixel_ratio();
        let away = |place: (f64, f64)| {
            let (x, y) = view.on_stage(place, &sheet, size);
            (x - at.0).hypot(y - at.1)
        };
        self.session.measures.with_untracked(|list| {
            let points = on_slice(list, place).into_iter().filter_map(|which| Some((which, list.get(which)?)));
            let points = points.flat_map(|(which, measure)| {
                measure.points.iter().enumerate().map(move |(point, &place)| ((which, point), place))
            });
            let near = points.map(|(which, place)| (which, away(place))).filter(|(_, away)| *away <= reach);
            near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(which, _)| which)
        })
    }

    pub(super) fn moved(self, event: &ev::PointerEvent) {
        let (id, at) = (event.pointer_id(), self.at(event.client_x(), event.client_y()));
        let fingers = self.fingers.get_value();
        let Some(&(_, before)) = fingers.iter().find(|(finger, _)| *finger == id) else { return };
        self.fingers.update_value(|fingers| {
            if let Some(finger) = fingers.iter_mut().find(|(finger, _)| *finger == id) {
                finger.1 = at;
            }
        });
        let (across, down) = (at.0 - before.0, at.1 - before.1);
        if let Some(&(_, other)) = fingers.iter().find(|(finger, _)| *finger != id) {
            // Two fingers: what is between them stays between them.
            let apart = |a: (f64, f64)| (a.0 - other.0).hypot(a.1 - other.1).max(1.0);
            self.session.act(Act::Pan(across / 2.0, down / 2.0));
            let middle = ((at.0 + other.0) / 2.0, (at.1 + other.1) / 2.0);
            return self.session.act(Act::Zoom(apart(at) / apart(before), middle));
        }
        let ratio = pixel_ratio();
        match (self.held.get_value(), self.session.tool.get_untracked()) {
            _ if self.is_aside.get_value() => self.session.act(Act::Pan(across, down)),
            (Some((which, point)), _) => {
                if let Some(place) = self.in_frame(at) {
                    move_point(self.session, which, point, place);
                }
            }
            (None, Tool::Outline) => {
                if let (Some(from), Some(place)) = (self.brush_at.get_value(), self.in_frame(at)) {
                    self.paint(from, place);
                }
            }
            (None, Tool::Window) => self.session.act(Act::Drag(across / ratio, down / ratio)),
            (None, Tool::Move) => self.session.act(Act::Pan(across, down)),
            (None, Tool::Probe) => {
                if let Some(place) = self.in_frame(at) {
                    self.session.probe.set(Some(place));
                }
            }
            _ => {}
        }
    }

    pub(super) fn up(self, event: &ev::PointerEvent) {
        self.fingers.update_value(|fingers| fingers.retain(|(finger, _)| *finger != event.pointer_id()));
        if let Some(stage) = self.stage.get_untracked() {
            release(&stage, event.pointer_id());
        }
        // The keyboard focus stays on the stage: after a measure was drawn, arrow keys still move through the slices.
        self.held.set_value(None);
        self.end_stroke();
        if let Some(place) = self.pressed.try_update_value(Option::take).flatten() {
            self.session.outline_at(place);
        }
    }

    /// Moves through slices; zooms with Ctrl, which a pinch on a touchpad also sets, and where there is only one slice.
    pub(super) fn wheel(self, event: &ev::WheelEvent) {
        event.prevent_default();
        let by = event.delta_y() * if event.delta_mode() == 0 { 1.0 } else { NOTCH };
        let count =
            self.session.opened.with_untracked(|opened| self.session.walk.get_untracked().count(&opened.series));
        if event.ctrl_key() || count < 2 {
            let at = self.at(event.client_x(), event.client_y());
            return self.session.act(Act::Zoom((-by * 0.002).exp(), at));
        }
        let turned = self.turned.get_value() + by;
        let slices = (turned / NOTCH).trunc();
        self.turned.set_value(turned - slices * NOTCH);
        if slices != 0.0 {
            self.session.command(Command::Step(slices as i32));
        }
    }
}
