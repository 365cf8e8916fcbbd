//! The stage: the frame drawn, what was measured over it, and the pointers on it.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::measures::name_of;
use crate::lightbox::desk::{Desk, Slide, sheet_of};
use crate::lightbox::state::{Act, Command, Curve, Look, Measure, MeasureKind, Samples, Tool, View, painted};
use crate::protocol::Place;
use crate::stage::{Graphics, Observed, Pixels, Shown, capture, observe_size, on_lost, point_on, release};
use crate::web;

/// CSS pixels a wheel turns for one slice.
const NOTCH: f64 = 40.0;
/// Device pixels from a point at which a finger still takes it.
const NEAR: f64 = 24.0;

/// What is said where the browser draws no graphics.
const NO_GRAPHICS: &str = "Drawn by the processor: this browser offers no graphics for it.";
const TOO_LARGE: &str = "Drawn by the processor: the picture is larger than the graphics of this device can hold.";
const LOST: &str = "Drawn by the processor: the graphics of this device were taken away.";

/// The stage with everything on it.
#[component]
pub(super) fn StageView(desk: Desk) -> impl IntoView {
    let stage = NodeRef::<html::Div>::new();
    let observed = StoredValue::new_local(None::<Observed>);
    Effect::new(move |_| {
        if let Some(stage) = stage.get() {
            observed.set_value(observe_size(&stage, move |width, height| {
                desk.size.set((f64::from(width), f64::from(height)));
            }));
        }
    });
    if web::parameter("draw").as_deref() == Some("cpu") {
        desk.plain.set(Some("Drawn by the processor, as the address asks for."));
    }
    let hand = Hand::new(desk, stage);
    let label = move || {
        let slide = desk.slide.read();
        slide.as_ref().map_or_else(|| "Picture".to_owned(), |slide| format!("Picture: {}", slide.report.name))
    };
    let trouble = move || {
        desk.trouble.get().map(|failure| {
            view! { <div class="stage__trouble" role="alert"><p>{failure.message}</p><p>{failure.hint}</p></div> }
        })
    };
    view! {
        <div
            class="stage"
            node_ref=stage
            tabindex="0"
            role="group"
            aria-label=label
            data-testid="stage"
            data-tool=move || format!("{:?}", desk.tool.get())
            on:pointerdown=move |event| hand.down(&event)
            on:pointermove=move |event| hand.moved(&event)
            on:pointerup=move |event| hand.up(&event)
            on:pointercancel=move |event| hand.up(&event)
            on:wheel=move |event| hand.wheel(&event)
            on:contextmenu=|event: ev::MouseEvent| event.prevent_default()
        >
            {move || match desk.plain.get() {
                None => view! { <Drawn desk /> }.into_any(),
                Some(_) => view! { <Painted desk /> }.into_any(),
            }}
            <Overlay desk />
            <p class="stage__plain">{move || desk.plain.get()}</p>
            {trouble}
        </div>
    }
}

/// What the shader and the painter both get; follows everything that it reads.
fn look(desk: Desk, slide: &Slide) -> Option<Look> {
    let (view, size) = (desk.view.get()?, desk.size.get());
    let report = &slide.report;
    let stage = (size.0 as u32, size.1 as u32);
    (stage.0 > 0 && stage.1 > 0).then(|| Look {
        stage,
        size: (report.width, report.height),
        to_frame: view.to_frame(&sheet_of(report), size),
        slope: report.slope,
        intercept: report.intercept,
        padding: report.padding,
        window: view.window,
        inverted: view.inverted != report.inverted,
        smooth: view.smooth,
    })
}

/// By graphics.
#[component]
fn Drawn(desk: Desk) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let graphics = StoredValue::new_local(None::<Graphics>);
    let loaded = StoredValue::new(None::<Place>);
    Effect::new(move |_| {
        let Some(canvas) = canvas.get() else { return };
        match Graphics::new(&canvas) {
            Some(found) => graphics.set_value(Some(found)),
            None => return desk.plain.set(Some(NO_GRAPHICS)),
        }
        on_lost(&canvas, move || desk.plain.set(Some(LOST)));
    });
    Effect::new(move |_| {
        canvas.track();
        let slide = desk.slide.read();
        let Some(slide) = slide.as_ref() else {
            loaded.set_value(None);
            return;
        };
        let Some(look) = look(desk, slide) else { return };
        let outcome = graphics.try_update_value(|graphics| {
            let graphics = graphics.as_mut()?;
            let is_loaded = loaded.get_value() == Some(slide.place);
            if look.size.0.max(look.size.1) > graphics.longest_side() {
                return Some(Err(TOO_LARGE));
            }
            if !is_loaded && !graphics.load(&slide.pixels, look.size.0, look.size.1) {
                return Some(Err(NO_GRAPHICS));
            }
            loaded.set_value(Some(slide.place));
            Some(if graphics.draw(&shown(&look)) { Ok(()) } else { Err(NO_GRAPHICS) })
        });
        if let Some(Some(Err(why))) = outcome {
            desk.plain.set(Some(why));
        }
    });
    view! { <canvas class="stage__canvas" node_ref=canvas aria-hidden="true" data-testid="stage-canvas" data-drawn="graphics"></canvas> }
}

/// By the processor.
#[component]
fn Painted(desk: Desk) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    Effect::new(move |_| {
        let slide = desk.slide.read();
        let (Some(canvas), Some(slide)) = (canvas.get(), slide.as_ref()) else { return };
        let Some(look) = look(desk, slide) else { return };
        let bitmap = match &slide.pixels {
            Pixels::U16(samples) => painted(&look, Samples::U16(&samples.to_vec())),
            Pixels::I16(samples) => painted(&look, Samples::I16(&samples.to_vec())),
            Pixels::F32(samples) => painted(&look, Samples::F32(&samples.to_vec())),
            Pixels::Rgb8(samples) => painted(&look, Samples::Rgb8(&samples.to_vec())),
        };
        web::paint(&canvas, &bitmap);
    });
    view! { <canvas class="stage__canvas" node_ref=canvas aria-hidden="true" data-testid="stage-canvas" data-drawn="processor"></canvas> }
}

fn shown(look: &Look) -> Shown {
    let (curve, table) = match &look.window.curve {
        Curve::Linear => (0, Vec::new()),
        Curve::Exact => (1, Vec::new()),
        Curve::Sigmoid => (2, Vec::new()),
        Curve::Table(greys) => (3, greys.to_vec()),
    };
    Shown {
        stage: look.stage,
        size: look.size,
        to_frame: look.to_frame,
        linear: (look.slope, look.intercept),
        padding: look.padding,
        window: (look.window.center, look.window.width),
        curve,
        table,
        inverted: look.inverted,
        smooth: look.smooth,
        taps: look.taps(),
    }
}

/// Lines, and points that can be moved by pointer and by arrow keys.
#[component]
fn Overlay(desk: Desk) -> impl IntoView {
    let placed = move |place: (f64, f64)| {
        let (view, slide, size) = (desk.view.read(), desk.slide.read(), desk.size.get());
        let sheet = sheet_of(&slide.as_ref()?.report);
        Some(view.as_ref()?.on_stage(place, &sheet, size))
    };
    let lines = move || {
        let line = |measure: Measure| {
            let points: Option<Vec<String>> =
                measure.points.iter().map(|&point| placed(point).map(|(x, y)| format!("{x:.1},{y:.1}"))).collect();
            view! { <polyline points=points.unwrap_or_default().join(" ") /> }
        };
        desk.measures.get().into_iter().map(line).collect_view()
    };
    let view_box = move || format!("0 0 {:.0} {:.0}", desk.size.get().0, desk.size.get().1);
    // Made anew only when there are more or fewer of them: a point that is moved keeps the keyboard.
    let shape = Memo::new(move |_| {
        desk.measures.read().iter().map(|measure| (measure.kind, measure.points.len())).collect::<Vec<_>>()
    });
    let points = move || {
        let all = shape.get().into_iter().enumerate();
        let of = move |(at, (kind, count)): (usize, (MeasureKind, usize))| {
            (0..count).map(move |point| view! { <Point desk at point name=format!("{}, point {}", name_of(kind, at), point + 1) /> })
        };
        all.flat_map(of).collect_view()
    };
    let has_probe = Memo::new(move |_| desk.probe.read().is_some());
    view! {
        <svg class="stage__lines" viewBox=view_box aria-hidden="true">{lines}</svg>
        {points}
        <Show when=move || has_probe.get()>
            <Probe desk />
        </Show>
    }
}

/// Where on the stage a place of the frame is, as a share of its size.
fn share(desk: Desk, place: Option<(f64, f64)>) -> Option<(String, String)> {
    let (view, slide, size) = (desk.view.read(), desk.slide.read(), desk.size.get());
    let sheet = sheet_of(&slide.as_ref()?.report);
    let (x, y) = view.as_ref()?.on_stage(place?, &sheet, size);
    Some((format!("{:.3}%", 100.0 * x / size.0), format!("{:.3}%", 100.0 * y / size.1)))
}

/// The step in the frame that an arrow key asks for, as it is seen: a pixel, ten with Shift.
fn arrow(event: &ev::KeyboardEvent, view: &View) -> Option<(f64, f64)> {
    let by = if event.shift_key() { 10.0 } else { 1.0 };
    let (x, y): (f64, f64) = match event.key().as_str() {
        "ArrowLeft" => (-by, 0.0),
        "ArrowRight" => (by, 0.0),
        "ArrowUp" => (0.0, -by),
        "ArrowDown" => (0.0, by),
        _ => return None,
    };
    let (sin, cos) = view.degrees.to_radians().sin_cos();
    let side = if view.mirrored { -1.0 } else { 1.0 };
    Some((side * (cos * x + sin * y), -sin * x + cos * y))
}

#[component]
fn Point(desk: Desk, at: usize, point: usize, name: String) -> impl IntoView {
    let place = move || desk.measures.read().get(at).and_then(|measure| measure.points.get(point).copied());
    let place = Memo::new(move |_| place());
    let on_key = move |event: ev::KeyboardEvent| {
        let by = desk.view.with_untracked(|view| view.as_ref().and_then(|view| arrow(&event, view)));
        if let (Some((x, y)), Some(from)) = (by, place.get_untracked()) {
            event.prevent_default();
            event.stop_propagation();
            move_point(desk, at, point, (from.0 + x, from.1 + y));
        }
    };
    let text = move || {
        let (measures, slide) = (desk.measures.read(), desk.slide.read());
        let said = measures.get(at).zip(slide.as_ref()).map(|(measure, slide)| measure.text(&slide.report));
        format!("{name}: {}. Arrow keys move it.", said.unwrap_or_default())
    };
    view! {
        <button
            class="stage__point"
            style=("left", move || share(desk, place.get()).map(|share| share.0).unwrap_or_default())
            style=("top", move || share(desk, place.get()).map(|share| share.1).unwrap_or_default())
            aria-label=text
            on:keydown=on_key
        ></button>
    }
}

#[component]
fn Probe(desk: Desk) -> impl IntoView {
    let on_key = move |event: ev::KeyboardEvent| {
        let by = desk.view.with_untracked(|view| view.as_ref().and_then(|view| arrow(&event, view)));
        if let Some((x, y)) = by {
            event.prevent_default();
            event.stop_propagation();
            desk.probe.update(|probe| *probe = probe.map(|(column, row)| (column + x, row + y)));
        }
    };
    let text = move || {
        let said = desk.probe.get().and_then(|place| desk.reading(place)).unwrap_or_default();
        format!("Value: {said}. Arrow keys move the probe.")
    };
    view! {
        <button
            class="stage__point stage__point--probe"
            data-testid="probe"
            style=("left", move || share(desk, desk.probe.get()).map(|share| share.0).unwrap_or_default())
            style=("top", move || share(desk, desk.probe.get()).map(|share| share.1).unwrap_or_default())
            aria-label=text
            on:keydown=on_key
        ></button>
    }
}

fn move_point(desk: Desk, at: usize, point: usize, to: (f64, f64)) {
    let report = desk.slide.with_untracked(|slide| slide.as_ref().map(|slide| slide.report.clone()));
    let Some(report) = report else { return };
    desk.measures.update(|list| {
        if let Some(measure) = list.get_mut(at) {
            *measure = measure.moved(point, to, &report);
        }
    });
}

/// The pointers that are down.
#[derive(Clone, Copy)]
struct Hand {
    desk: Desk,
    stage: NodeRef<html::Div>,
    fingers: StoredValue<Vec<(i32, (f64, f64))>>,
    /// The point that is dragged: which measure, which of its points.
    held: StoredValue<Option<(usize, usize)>>,
    turned: StoredValue<f64>,
    /// Pressed with another button than the first: moves the picture.
    is_aside: StoredValue<bool>,
}

impl Hand {
    fn new(desk: Desk, stage: NodeRef<html::Div>) -> Self {
        Self {
            desk,
            stage,
            fingers: StoredValue::new(Vec::new()),
            held: StoredValue::new(None),
            turned: StoredValue::new(0.0),
            is_aside: StoredValue::new(false),
        }
    }

    fn at(self, x: i32, y: i32) -> (f64, f64) {
        self.stage.get_untracked().map_or((0.0, 0.0), |stage| point_on(&stage, x, y))
    }

    /// The place of the frame under a place of the stage.
    fn in_frame(self, at: (f64, f64)) -> Option<(f64, f64)> {
        let sheet = self.desk.sheet()?;
        let size = self.desk.size.get_untracked();
        self.desk.view.with_untracked(|view| view.as_ref().map(|view| view.in_frame(at, &sheet, size)))
    }

    fn down(self, event: &ev::PointerEvent) {
        let at = self.at(event.client_x(), event.client_y());
        if let Some(stage) = self.stage.get_untracked() {
            capture(&stage, event.pointer_id());
        }
        self.fingers.update_value(|fingers| fingers.push((event.pointer_id(), at)));
        self.is_aside.set_value(event.button() != 0);
        self.held.set_value(None);
        if self.fingers.with_value(Vec::len) > 1 || event.button() != 0 {
            return;
        }
        let near = self.near(at);
        let Some(place) = self.in_frame(at) else { return };
        match (near, self.desk.tool.get_untracked()) {
            (Some(held), _) => self.held.set_value(Some(held)),
            (None, Tool::Probe) => self.desk.probe.set(Some(place)),
            (None, Tool::Length) => self.begin(MeasureKind::Length, place),
            (None, Tool::Angle) => self.begin(MeasureKind::Angle, place),
            _ => {}
        }
    }

    /// A new measure whose end follows the pointer. The third point of an angle is put beside, to be moved.
    fn begin(self, kind: MeasureKind, place: (f64, f64)) {
        let mut points = vec![place, place];
        if kind == MeasureKind::Angle {
            let reach = self.desk.sheet().map_or(10.0, |sheet| sheet.width / 8.0);
            points.push((place.0, place.1 - reach));
        }
        let at = self.desk.measures.with_untracked(Vec::len);
        self.desk.measures.update(|list| list.push(Measure { kind, points }));
        self.held.set_value(Some((at, 1)));
    }

    /// The point of a measure that a finger is on.
    fn near(self, at: (f64, f64)) -> Option<(usize, usize)> {
        let (sheet, size) = (self.desk.sheet()?, self.desk.size.get_untracked());
        let view = self.desk.view.get_untracked()?;
        let away = |place: (f64, f64)| {
            let (x, y) = view.on_stage(place, &sheet, size);
            (x - at.0).hypot(y - at.1)
        };
        self.desk.measures.with_untracked(|list| {
            let points = list.iter().enumerate().flat_map(|(which, measure)| {
                measure.points.iter().enumerate().map(move |(point, &place)| ((which, point), place))
            });
            let near = points.map(|(which, place)| (which, away(place))).filter(|(_, away)| *away <= NEAR);
            near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(which, _)| which)
        })
    }

    fn moved(self, event: &ev::PointerEvent) {
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
            // Two fingers: what lies between them stays between them.
            let apart = |a: (f64, f64)| (a.0 - other.0).hypot(a.1 - other.1).max(1.0);
            self.desk.act(Act::Pan(across / 2.0, down / 2.0));
            let middle = ((at.0 + other.0) / 2.0, (at.1 + other.1) / 2.0);
            return self.desk.act(Act::Zoom(apart(at) / apart(before), middle));
        }
        let ratio = crate::stage::pixel_ratio();
        match (self.held.get_value(), self.desk.tool.get_untracked()) {
            _ if self.is_aside.get_value() => self.desk.act(Act::Pan(across, down)),
            (Some((which, point)), _) => {
                if let Some(place) = self.in_frame(at) {
                    move_point(self.desk, which, point, place);
                }
            }
            (None, Tool::Window) => self.desk.act(Act::Drag(across / ratio, down / ratio)),
            (None, Tool::Move) => self.desk.act(Act::Pan(across, down)),
            (None, Tool::Probe) => {
                if let Some(place) = self.in_frame(at) {
                    self.desk.probe.set(Some(place));
                }
            }
            _ => {}
        }
    }

    fn up(self, event: &ev::PointerEvent) {
        self.fingers.update_value(|fingers| fingers.retain(|(finger, _)| *finger != event.pointer_id()));
        if let Some(stage) = self.stage.get_untracked() {
            release(&stage, event.pointer_id());
        }
    }

    /// Through slices; larger and smaller with Ctrl, which is also what a pinch on a pad says, and where there is one
    /// slice alone.
    fn wheel(self, event: &ev::WheelEvent) {
        event.prevent_default();
        let by = event.delta_y() * if event.delta_mode() == 0 { 1.0 } else { NOTCH };
        let count = self.desk.opened.with_untracked(|opened| self.desk.walk.get_untracked().count(&opened.series));
        if event.ctrl_key() || count < 2 {
            let at = self.at(event.client_x(), event.client_y());
            return self.desk.act(Act::Zoom((-by * 0.002).exp(), at));
        }
        let turned = self.turned.get_value() + by;
        let slices = (turned / NOTCH).trunc();
        self.turned.set_value(turned - slices * NOTCH);
        if slices != 0.0 {
            self.desk.command(Command::Step(slices as i32));
        }
    }
}
