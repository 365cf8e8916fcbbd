//! The stage: the frame drawn, by WebGL or by the CPU.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::marks::Marks;
use super::overlay::Overlay;
use super::pointer::Pointers;
use crate::session::{Slide, ViewerSession, sheet_of};
use language::say;
use protocol::SliceAddress;
use stage::{Graphics, Observed, Parts, SampleArray, Shown, Speed, observe_size, on_lost};
use view_model::lightbox::{FrameSamples, Rendering, Tiles, VoiCurve, painted};

/// The stage with everything on it.
#[component]
pub(super) fn StageView(session: ViewerSession) -> impl IntoView {
    let stage = NodeRef::<html::Div>::new();
    let observed = StoredValue::new_local(None::<Observed>);
    Effect::new(move |_| {
        if let Some(stage) = stage.get() {
            observed.set_value(observe_size(&stage, move |width, height| {
                session.size.set((f64::from(width), f64::from(height)));
            }));
        }
    });
    if browser::parameter("draw").as_deref() == Some("cpu") {
        session.plain.set(Some(text::light_box::no_graphics_wanted()));
    }
    let pointers = Pointers::new(session, stage);
    let label = move || {
        let slide = session.slide.read();
        say(match slide.as_ref() {
            Some(slide) => text::light_box::picture_named(slide.report.name.clone()),
            None => text::light_box::picture(),
        })
    };
    let trouble = move || {
        session.trouble.get().map(|failure| {
            view! { <div class="stage__trouble" role="alert"><p>{say(failure.message)}</p><p>{say(failure.hint)}</p></div> }
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
            data-tool=move || format!("{:?}", session.tool.get())
            on:pointerdown=move |event| pointers.down(&event)
            on:pointermove=move |event| pointers.moved(&event)
            on:pointerup=move |event| pointers.up(&event)
            on:pointercancel=move |event| pointers.cancel(&event)
            on:wheel=move |event| pointers.wheel(&event)
            on:contextmenu=|event: ev::MouseEvent| event.prevent_default()
        >
            {move || match session.plain.get() {
                None => view! { <Drawn session /> }.into_any(),
                Some(_) => view! { <Painted session /> }.into_any(),
            }}
            <Marks session />
            <Overlay session />
            <p class="stage__plain">{move || session.plain.get().map(say)}</p>
            {trouble}
        </div>
    }
}

/// The input of both the shader and the CPU painter.
fn look(session: ViewerSession, slide: &Slide) -> Option<Rendering> {
    let (view, size) = (session.view.get_untracked()?, session.size.get_untracked());
    let report = &slide.report;
    let stage = (size.0 as u32, size.1 as u32);
    (stage.0 > 0 && stage.1 > 0).then(|| Rendering {
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

/// Draws when something that is drawn has changed, once an animation frame however often it changes.
fn when_changed(
    session: ViewerSession,
    canvas: NodeRef<html::Canvas>,
    draw: impl Fn(&Slide, &Rendering) + Copy + 'static,
) {
    let is_due = StoredValue::new(false);
    Effect::new(move |_| {
        canvas.track();
        session.slide.track();
        session.view.track();
        session.size.track();
        if is_due.get_value() {
            return;
        }
        is_due.set_value(true);
        request_animation_frame(move || {
            // None when the stage has been removed from the page meanwhile.
            if is_due.try_set_value(false).is_none() {
                session.slide.with_untracked(|slide| {
                    if let Some((slide, look)) = slide.as_ref().and_then(|slide| Some((slide, look(session, slide)?))) {
                        draw(slide, &look);
                    }
                });
            }
        });
    });
}

/// By WebGL.
#[component]
fn Drawn(session: ViewerSession) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let graphics = StoredValue::new_local(None::<Graphics>);
    let loaded = StoredValue::new(None::<SliceAddress>);
    // Loads since the stage was opened, and tiles of the last one: for tests.
    let counted = RwSignal::new((0, 0));
    Effect::new(move |_| {
        let Some(canvas) = canvas.get() else { return };
        let speed = if browser::parameter("draw").is_some() { Speed::Any } else { Speed::Fast };
        match Graphics::new(&canvas, speed) {
            Some(found) => graphics.set_value(Some(found)),
            None => return session.plain.set(Some(text::light_box::no_graphics())),
        }
        on_lost(&canvas, move || session.plain.set(Some(text::light_box::graphics_lost())));
    });
    when_changed(session, canvas, move |slide, look| {
        let outcome = graphics.try_update_value(|graphics| {
            let graphics = graphics.as_mut()?;
            if loaded.get_value() != Some(slide.place) {
                let longest =
                    if browser::parameter("draw").as_deref() == Some("tiles") { 64 } else { graphics.longest_side() };
                let Some(tiles) = Tiles::of(look.size, longest, graphics.most_layers()) else {
                    return Some(Err(text::light_box::too_large()));
                };
                let parts = Parts { side: tiles.side, across: tiles.across, list: tiles.parts(look.size) };
                if !graphics.load(&slide.pixels, &parts) {
                    let is_cut = parts.list.len() > 1;
                    return Some(Err(if is_cut {
                        text::light_box::too_large()
                    } else {
                        text::light_box::no_graphics()
                    }));
                }
                loaded.set_value(Some(slide.place));
                counted.update(|counted| *counted = (counted.0 + 1, parts.list.len()));
            }
            Some(if graphics.draw(&shown(look)) { Ok(()) } else { Err(text::light_box::no_graphics()) })
        });
        if let Some(Some(Err(why))) = outcome {
            session.plain.set(Some(why));
        }
    });
    view! {
        <canvas
            class="stage__canvas"
            node_ref=canvas
            aria-hidden="true"
            data-testid="stage-canvas"
            data-drawn="graphics"
            data-loads=move || counted.get().0.to_string()
            data-tiles=move || counted.get().1.to_string()
        ></canvas>
    }
}

/// Samples in CPU memory.
enum Near {
    U16(Vec<u16>),
    I16(Vec<i16>),
    F32(Vec<f32>),
    Rgb8(Vec<u8>),
}

impl Near {
    fn of(pixels: &SampleArray) -> Self {
        match pixels {
            SampleArray::U16(samples) => Self::U16(samples.to_vec()),
            SampleArray::I16(samples) => Self::I16(samples.to_vec()),
            SampleArray::F32(samples) => Self::F32(samples.to_vec()),
            SampleArray::Rgb8(samples) => Self::Rgb8(samples.to_vec()),
        }
    }

    fn samples(&self) -> FrameSamples<'_> {
        match self {
            Self::U16(samples) => FrameSamples::U16(samples),
            Self::I16(samples) => FrameSamples::I16(samples),
            Self::F32(samples) => FrameSamples::F32(samples),
            Self::Rgb8(samples) => FrameSamples::Rgb8(samples),
        }
    }
}

/// By the CPU.
#[component]
fn Painted(session: ViewerSession) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let near = StoredValue::new_local(None::<(SliceAddress, Near)>);
    when_changed(session, canvas, move |slide, look| {
        let Some(canvas) = canvas.get_untracked() else { return };
        near.try_update_value(|near| {
            let held = near.take().filter(|(place, _)| *place == slide.place);
            let (_, held) = near.insert(held.unwrap_or_else(|| (slide.place, Near::of(&slide.pixels))));
            browser::paint(&canvas, &painted(look, held.samples()));
        });
    });
    // In a separate element: Leptos would reuse the WebGL canvas, on which a 2D context can never paint.
    view! {
        <div class="stage__canvas">
            <canvas class="stage__canvas" node_ref=canvas aria-hidden="true" data-testid="stage-canvas" data-drawn="processor"></canvas>
        </div>
    }
}

fn shown(look: &Rendering) -> Shown {
    let (curve, table) = match &look.window.curve {
        // A lookup table has its own case number in the shader.
        VoiCurve::Table(greys) => (3, greys.to_vec()),
        curve => (curve.function().number(), Vec::new()),
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
