//! The measures, over the picture: lines, and points that can be moved by pointer and by arrow keys.

use leptos::ev;
use leptos::prelude::*;
use text::Message;

use crate::session::{ViewerSession, sheet_of};
use language::say;
use view_model::lightbox::{MeasureKind, Measurement, SliceRegion, SliceView, name_of, on_slice};

/// Lines, and points that can be moved by pointer and by arrow keys.
#[component]
pub(super) fn Overlay(session: ViewerSession) -> impl IntoView {
    let placed = move |place: (f64, f64)| {
        let (view, slide, size) = (session.view.read(), session.slide.read(), session.size.get());
        let sheet = sheet_of(&slide.as_ref()?.report);
        Some(view.as_ref()?.on_stage(place, &sheet, size))
    };
    let shown = Memo::new(move |_| {
        let (slide, list) = (session.slide.read(), session.measures.read());
        slide.as_ref().map(|slide| on_slice(&list, slide.place)).unwrap_or_default()
    });
    let measures = move || {
        let list = session.measures.read();
        shown.get().into_iter().filter_map(|at| list.get(at).cloned()).collect::<Vec<Measurement>>()
    };
    let lines = move || {
        let line = |measure: Measurement| {
            let points: Option<Vec<String>> = measure
                .outline()
                .into_iter()
                .map(|point| placed(point).map(|(x, y)| format!("{x:.1},{y:.1}")))
                .collect();
            let class = if measure.kind == MeasureKind::Cover { "stage__cover" } else { "" };
            view! { <polyline class=class points=points.unwrap_or_default().join(" ") /> }
        };
        measures().into_iter().map(line).collect_view()
    };
    // Points give the same to screen readers.
    let figures = move || {
        let figure = |measure: Measurement| {
            share(session, measure.anchor()).map(|(left, top)| {
                view! {
                    <p class="stage__figure" data-testid="measure-figure" aria-hidden="true" style=("left", left) style=("top", top)>
                        {measure.text().map(say)}
                    </p>
                }
            })
        };
        measures().into_iter().map(figure).collect_view()
    };
    let graphics = Memo::new(move |_| {
        session.slide.read().as_ref().map(|slide| slide.report.graphics.clone()).unwrap_or_default()
    });
    // From columns and rows to the stage: where the corner of the frame and its first pixel's two others come to lie.
    let matrix = move || {
        let ((x, y), (a, b), (c, d)) = (placed((0.0, 0.0))?, placed((1.0, 0.0))?, placed((0.0, 1.0))?);
        Some(format!("matrix({} {} {} {} {x} {y})", a - x, b - y, c - x, d - y))
    };
    let region = Memo::new(move |_| session.shown_region(|region| region.drawing.mask().outline()).unwrap_or_default());
    let ends = Memo::new(move |_| session.shown_region(|region| region.size().map(|size| size.ends)).flatten());
    let longest = move || {
        let [from, to] = ends.get()?.map(placed);
        let ((x, y), (u, v)) = (from?, to?);
        Some(format!("M{x:.1} {y:.1}L{u:.1} {v:.1}"))
    };
    let has_region = Memo::new(move |_| session.shown_region(|_| ()).is_some());
    let view_box = move || format!("0 0 {:.0} {:.0}", session.size.get().0, session.size.get().1);
    // Rebuilt only when their number changes: a point that is moved keeps the keyboard focus.
    let shape = Memo::new(move |_| {
        let list = session.measures.read();
        let one = |at: usize| (at, name_of(&list, at), list.get(at).map_or(0, |measure| measure.points.len()));
        shown.get().into_iter().map(one).collect::<Vec<_>>()
    });
    let points = move || {
        let of = move |(at, name, count): (usize, Message, usize)| {
            (0..count).map(move |point| view! { <Point session at point name=name.clone() /> })
        };
        shape.get().into_iter().flat_map(of).collect_view()
    };
    let has_probe = Memo::new(move |_| session.probe.read().is_some());
    view! {
        <svg class="stage__lines" viewBox=view_box aria-hidden="true">
            <path class="stage__graphics" data-testid="graphics" d=move || graphics.get() transform=matrix />
            <path class="stage__region" data-testid="region-outline" d=move || region.get() transform=matrix />
            <path class="stage__longest" d=longest />
            {lines}
        </svg>
        {figures}
        {points}
        <Show when=move || has_region.get()>
            <Seed session />
        </Show>
        <Show when=move || has_probe.get()>
            <Probe session />
        </Show>
    }
}

/// Where on the stage a position in the frame is, as a share of its size.
fn share(session: ViewerSession, place: Option<(f64, f64)>) -> Option<(String, String)> {
    let (view, slide, size) = (session.view.read(), session.slide.read(), session.size.get());
    let sheet = sheet_of(&slide.as_ref()?.report);
    let (x, y) = view.as_ref()?.on_stage(place?, &sheet, size);
    Some((format!("{:.3}%", 100.0 * x / size.0), format!("{:.3}%", 100.0 * y / size.1)))
}

/// The step in the frame for an arrow key, as seen on the screen: a pixel, ten with Shift.
fn arrow(event: &ev::KeyboardEvent, view: &SliceView) -> Option<(f64, f64)> {
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
fn Point(session: ViewerSession, at: usize, point: usize, name: Message) -> impl IntoView {
    let place = move || session.measures.read().get(at).and_then(|measure| measure.points.get(point).copied());
    let place = Memo::new(move |_| place());
    let on_key = move |event: ev::KeyboardEvent| {
        let by = session.view.with_untracked(|view| view.as_ref().and_then(|view| arrow(&event, view)));
        if let (Some((x, y)), Some(from)) = (by, place.get_untracked()) {
            event.prevent_default();
            event.stop_propagation();
            move_point(session, at, point, (from.0 + x, from.1 + y));
        }
    };
    let text = move || {
        let list = session.measures.read();
        let (measure, name) = (list.get(at)?, name.clone());
        let value = measure.text()?;
        Some(say(if measure.kind == MeasureKind::Cover && point == 2 {
            text::light_box_measures::middle(name, value)
        } else {
            text::light_box_measures::point(name, point + 1, value)
        }))
    };
    view! {
        <button
            class="stage__point"
            data-measure=at.to_string()
            data-point=point.to_string()
            style=("left", move || share(session, place.get()).map(|share| share.0).unwrap_or_default())
            style=("top", move || share(session, place.get()).map(|share| share.1).unwrap_or_default())
            aria-label=text
            on:keydown=on_key
        ></button>
    }
}

#[component]
fn Probe(session: ViewerSession) -> impl IntoView {
    let on_key = move |event: ev::KeyboardEvent| {
        let by = session.view.with_untracked(|view| view.as_ref().and_then(|view| arrow(&event, view)));
        if let Some((x, y)) = by {
            event.prevent_default();
            event.stop_propagation();
            session.probe.update(|probe| *probe = probe.map(|(column, row)| (column + x, row + y)));
        }
    };
    let text = move || {
        let value = session.probe.get().and_then(|place| session.reading(place))?;
        Some(say(text::light_box_measures::probe(value)))
    };
    view! {
        <button
            class="stage__point stage__point--probe"
            data-testid="probe"
            style=("left", move || share(session, session.probe.get()).map(|share| share.0).unwrap_or_default())
            style=("top", move || share(session, session.probe.get()).map(|share| share.1).unwrap_or_default())
            aria-label=text
            on:keydown=on_key
        ></button>
    }
}

/// Where the region began to grow: from there it is outlined anew by arrow keys.
#[component]
fn Seed(session: ViewerSession) -> impl IntoView {
    // The middle of its pixel.
    let middle = |(column, row): (u32, u32)| (f64::from(column) + 0.5, f64::from(row) + 0.5);
    let place = Memo::new(move |_| session.shown_region(|region| middle(region.drawing.seed())));
    let on_key = move |event: ev::KeyboardEvent| {
        // It is outlined from here already.
        if event.key() == "Enter" {
            event.prevent_default();
            return event.stop_propagation();
        }
        let by = session.view.with_untracked(|view| view.as_ref().and_then(|view| arrow(&event, view)));
        if let (Some((x, y)), Some((column, row))) = (by, place.get_untracked()) {
            event.prevent_default();
            event.stop_propagation();
            session.outline_at((column + x, row + y));
        }
    };
    let text = move || {
        let size = session.shown_region(SliceRegion::size_said).flatten()?;
        Some(say(text::light_box_region::seed(size)))
    };
    view! {
        <button
            class="stage__point stage__point--probe"
            data-testid="region-seed"
            style=("left", move || share(session, place.get()).map(|share| share.0).unwrap_or_default())
            style=("top", move || share(session, place.get()).map(|share| share.1).unwrap_or_default())
            aria-label=text
            on:keydown=on_key
        ></button>
    }
}

/// Moves a point of a measure.
pub(super) fn move_point(session: ViewerSession, at: usize, point: usize, to: (f64, f64)) {
    session.measures.update(|list| {
        if let Some(measure) = list.get_mut(at) {
            *measure = measure.moved(point, to);
        }
    });
}
