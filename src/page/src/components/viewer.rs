//! The original, the picture as the model saw it, and the map over it: side by side, or one over the other with a
//! divider.

use leptos::prelude::*;

use super::{Paint, Picture};
use crate::inert::{inert, inert_texts};
use crate::language::say;
use crate::show::Show;
use crate::state::{Inquiry, Reading, SharedAnswer, SharedModel};
use crate::{colour_map, words};
use protocol::{Bitmap, Classes, ProbeReport};

/// Side of the overlay in pixels; it is stretched over the picture.
const OVERLAY_SIDE: u32 = 224;

/// Both pictures, and the map with its controls.
#[component]
pub fn Viewer(
    /// What was found.
    found: SharedAnswer,
    /// Opacity of the map, 0…1; kept from case to case.
    opacity: RwSignal<f64>,
    /// Percent of the width that shows the original, when one is over the other; none side by side. Kept likewise.
    divide: RwSignal<Option<f64>>,
    /// The model, with the measurements of its maps.
    model: Option<SharedModel>,
    /// The same picture with parts covered: a map that fails there is not shown.
    #[prop(into)]
    probe: Signal<Inquiry<ProbeReport>>,
    /// Series, slice and depth of what was chosen in the light box; empty for other files.
    origin: String,
    /// How much detail.
    #[prop(into)]
    reading: Signal<Reading>,
    /// Puts pixels on a canvas.
    paint: Paint,
    /// Called to save what was outlined.
    #[prop(into)]
    on_save: Callback<()>,
) -> impl IntoView {
    let chosen = RwSignal::new(shown_first(&found.answer().classes));
    let (seen, original) = (found.clone(), found.clone());
    let draw_seen = Callback::new(move |canvas| paint(&canvas, &seen.answer().model_input));
    let draw_original = Callback::new(move |canvas| paint(&canvas, &original.answer().original));
    let warnings = found.answer().provenance.source.warnings.clone();
    let size = if origin.is_empty() { say(words::source(&found.answer().provenance.source)) } else { origin };
    // A map explains a class; without an answer there is none to explain.
    let has_map = words::has_map(&found.answer().classes);
    let outlines = found.answer().classes.outline.is_some();
    let title = match (has_map, outlines) {
        (true, true) => text::viewer::outlined(),
        (true, false) => text::viewer::looked_at(),
        (false, _) => text::viewer::picture(),
    };
    let note = if outlines { words::outline_note() } else { words::map_note() };
    let doubted = move || match &*probe.read() {
        Inquiry::Done(report) => words::map_doubted(report),
        Inquiry::NotAsked | Inquiry::Running | Inquiry::Failed(_) => None,
    };
    let (overlaid, steered) = (found.clone(), found);
    let is_over = move || divide.get().is_some();
    let percent = move || format!("{:.0}%", divide.get().unwrap_or_default());
    view! {
        <section class="viewer card" class=("viewer--doubted", move || doubted().is_some()) aria-labelledby="viewer-title">
            {inert(r#"<h2 class="card__title" id="viewer-title">{}</h2>"#, &[title])}
            <div class="viewer__pictures" class=("viewer__pictures--over", is_over) style=("--divide", percent)>
                <figure class="viewer__figure">
                    <div class="viewer__stage">
                        <Picture draw=draw_seen text=say(text::viewer::seen_alt()) class="viewer__canvas" />
                        {has_map.then(|| view! { <Heatmap found=overlaid chosen opacity paint /> })}
                    </div>
                    {inert("<figcaption>{}</figcaption>", &[text::viewer::seen()])}
                </figure>
                <figure class="viewer__figure viewer__figure--original">
                    <div class="viewer__stage">
                        <Picture draw=draw_original text=say(text::viewer::original_alt()) class="viewer__canvas" />
                    </div>
                    <figcaption>{say(text::viewer::original(size))}</figcaption>
                </figure>
                <Show when=is_over>
                    <input
                        type="range"
                        class="viewer__divider"
                        data-testid="divider"
                        aria-label=say(text::viewer::divider())
                        aria-valuetext=percent
                        prop:value=move || divide.get().unwrap_or_default().to_string()
                        on:input=move |event| divide.set(event_target_value(&event).parse::<u8>().ok().map(f64::from))
                    />
                </Show>
            </div>
            {warnings.into_iter().map(|warning| view! { <p class="viewer__note" data-testid="warning">{say(warning)}</p> }).collect_view()}
            <button
                class="button viewer__lay"
                data-testid="compare"
                aria-pressed=move || is_over().to_string()
                on:click=move |_| divide.set(divide.get_untracked().is_none().then_some(50.0))
            >
                {say(text::viewer::over())}
            </button>
            {has_map.then(|| view! { <Controls found=steered model chosen opacity paint on_save /> })}
            <Show when=move || has_map && doubted().is_some()>
                <p class="viewer__doubt" role="status" data-testid="map-doubted">{move || doubted().map(say)}</p>
            </Show>
            <Show when=move || has_map && reading.get() == Reading::Clinician>
                {inert(r#"<p class="viewer__note">{}</p>"#, std::slice::from_ref(&note))}
            </Show>
        </section>
    }
}

#[component]
fn Heatmap(found: SharedAnswer, chosen: RwSignal<u32>, opacity: RwSignal<f64>, paint: Paint) -> impl IntoView {
    let (drawn, told) = (found.clone(), found);
    let draw = Callback::new(move |canvas| {
        if let Some(overlay) = overlay_of(&drawn, chosen.get()) {
            paint(&canvas, &overlay);
        }
    });
    let text = Signal::derive(move || summary(&told, chosen.get()));
    view! {
        <div class="viewer__overlay" style=("opacity", move || opacity.get().to_string())>
            <Picture draw text class="viewer__canvas" testid="heatmap" />
        </div>
    }
}

#[component]
fn Controls(
    found: SharedAnswer,
    model: Option<SharedModel>,
    chosen: RwSignal<u32>,
    opacity: RwSignal<f64>,
    paint: Paint,
    on_save: Callback<()>,
) -> impl IntoView {
    let labels: Vec<String> =
        found.answer().classes.probabilities.iter().map(|p| words::class_name(&p.label)).collect();
    let option = move |(at, name): (u32, String)| {
        view! {
            <label class="segmented__option">
                <input
                    type="radio"
                    name="map-class"
                    class="visually-hidden"
                    value=at.to_string()
                    prop:checked=move || chosen.get() == at
                    on:change=move |_| chosen.set(at)
                />
                {inert_texts(r#"<span class="segmented__text">{}</span>"#, &[&name])}
            </label>
        }
    };
    // An outline is the same for every class: there is no class to choose.
    let classes = found.answer().classes.outline.is_none().then(|| {
        view! {
            <fieldset class="viewer__classes segmented segmented--wrap">
                {inert("<legend>{}</legend>", &[text::viewer::speaks_for()])}
                {(0..).zip(labels).map(option).collect_view()}
            </fieldset>
        }
    });
    let save = classes.is_none().then(|| {
        view! {
            <button class="button viewer__lay" data-testid="save-outline" on:click=move |_| on_save.run(())>
                {say(text::viewer::save_outline())}
            </button>
        }
    });
    let draw_legend = Callback::new(move |canvas| paint(&canvas, &colour_map::legend(256, 12)));
    let percent = move || say(text::viewer::strength_value(opacity.get()));
    // What this map shows, and how reliable maps of its class are.
    let told = move || {
        let hits = model.as_ref().and_then(|model| match &found.answer().classes.outline {
            Some(outline) => (!outline.regions.is_empty()).then(|| words::outline_measured(model)),
            None => words::map_hits(model, label_of(&found, chosen.get())?),
        });
        format!("{} {}", summary(&found, chosen.get()), hits.map(say).unwrap_or_default())
    };
    view! {
        <div class="viewer__controls">
            {classes}
            <div class="viewer__opacity">
                {inert(r#"<label for="map-opacity">{}</label>"#, &[text::viewer::strength()])}
                <input
                    type="range"
                    id="map-opacity"
                    min="0"
                    max="100"
                    step="5"
                    prop:value=move || format!("{:.0}", opacity.get() * 100.0)
                    aria-valuetext=percent
                    on:input=move |event| {
                        // As a whole number: parsing a float would add a twentieth to the page's code.
                        if let Ok(percent) = event_target_value(&event).parse::<u8>() {
                            opacity.set(f64::from(percent) / 100.0);
                        }
                    }
                />
                <span class="viewer__percent" aria-hidden="true">{percent}</span>
            </div>
            <div class="viewer__legend">
                {inert("<span>{}</span>", &[text::viewer::little()])}
                <Picture draw=draw_legend text=say(text::viewer::legend()) class="viewer__scale" />
                {inert("<span>{}</span>", &[text::viewer::much()])}
            </div>
            <p class="viewer__summary">{told}</p>
            {save}
        </div>
    }
}

/// The class whose map is shown at first: the most probable, which is the one that is named.
fn shown_first(classes: &Classes) -> u32 {
    let at = classes.probabilities.iter().position(|one| Some(one) == classes.most_probable());
    at.and_then(|at| u32::try_from(at).ok()).unwrap_or_default()
}

/// What is overlaid on the picture: the outline, else the map of the class.
fn overlay_of(found: &SharedAnswer, class: u32) -> Option<Bitmap> {
    match &found.answer().classes.outline {
        Some(outline) => Some(colour_map::outlined(outline, OVERLAY_SIDE)),
        None => map_of(found, class).map(|map| colour_map::overlay(&map.map, OVERLAY_SIDE)),
    }
}

fn map_of(found: &SharedAnswer, class: u32) -> Option<&protocol::ActivationMap> {
    usize::try_from(class).ok().and_then(|at| found.answer().classes.maps.get(at))
}

/// "What speaks for “Oedema”: strongest in the upper left quarter.", or what was outlined.
fn summary(found: &SharedAnswer, class: u32) -> String {
    if let Some(outline) = &found.answer().classes.outline {
        return say(words::outlined(outline));
    }
    match (label_of(found, class), map_of(found, class)) {
        (Some(label), Some(map)) => say(words::map_summary(label, &map.summary)),
        _ => String::new(),
    }
}

fn label_of(found: &SharedAnswer, class: u32) -> Option<&str> {
    let of = usize::try_from(class).ok().and_then(|at| found.answer().classes.probabilities.get(at));
    of.map(|one| one.label.as_str())
}
