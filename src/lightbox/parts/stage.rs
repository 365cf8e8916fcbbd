//! The stage: the frame drawn, by graphics or by the processor.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::hand::Hand;
use super::overlay::Overlay;
use crate::lightbox::desk::{Desk, Slide, sheet_of};
use crate::lightbox::state::{Curve, Look, Samples, painted};
use crate::protocol::Place;
use crate::stage::{Graphics, Observed, Pixels, Shown, observe_size, on_lost};
use crate::web;

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
