//! The live shortcut probe: the same picture with parts covered.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Icon, Paint, Picture};
use crate::inert::{inert, inert_texts};
use crate::language::say;
use crate::state::Inquiry;
use crate::words;
use protocol::{Covered, ProbeReport};

/// A button that starts it, and what changed.
#[component]
pub fn ProbeCard(
    /// The label for no finding, where the model has one.
    negative: Option<String>,
    /// Its progress.
    #[prop(into)]
    probe: Signal<Inquiry<ProbeReport>>,
    /// Puts pixels on a canvas.
    paint: Paint,
    /// Called to start it.
    #[prop(into)]
    on_ask: Callback<()>,
) -> impl IntoView {
    let body = move || match probe.get() {
        Inquiry::NotAsked => ().into_any(),
        Inquiry::Running => inert("<p>{}</p>", &[text::probe_card::running()]),
        Inquiry::Failed(failure) => {
            inert(r#"<p data-testid="probe-failed">{} {}</p>"#, &[failure.message, failure.hint])
        }
        Inquiry::Done(report) => runs(&report, negative.as_deref(), paint),
    };
    view! {
        <section class="probe card" aria-labelledby="probe-title">
            {inert(r#"<h2 class="card__title" id="probe-title">{}</h2>"#, &[text::probe_card::title()])}
            {inert("<p>{}</p>", &[text::probe_card::about()])}
            <button
                type="button"
                class="button"
                aria-disabled=move || probe.read().is_running().to_string()
                on:click=move |_| on_ask.run(())
            >
                {Icon::Again.view()} {say(text::probe_card::ask())}
            </button>
            <div class="probe__said" role="status">{body}</div>
        </section>
    }
}

fn runs(report: &Arc<ProbeReport>, negative: Option<&str>, paint: Paint) -> AnyView {
    let moves = words::probe_moves(report);
    let verdict = say(words::probe_verdict(report, negative));
    let suspicious = words::is_suspicious(report).to_string();
    let row = |found: words::Move| {
        let run = report.runs.iter().position(|run| run.covered == found.covered);
        let share = run.and_then(|at| report.runs.get(at)).map_or(0.0, |run| run.share);
        let shown = Arc::clone(report);
        let draw = Callback::new(move |canvas| {
            if let Some(run) = run.and_then(|at| shown.runs.get(at)) {
                paint(&canvas, &run.model_input);
            }
        });
        let covered = say(words::covered(found.covered, share));
        let value = words::percent(found.value);
        let value = if found.covered == Covered::Nothing {
            value
        } else {
            text::probe_card::value(value, words::change(found.change))
        };
        view! {
            <li
                class="probe__run"
                data-testid="probe"
                data-covered=found.covered.name()
                data-top=found.top.clone()
                data-change=found.change.to_string()
            >
                <Picture draw text=covered.clone() class="probe__picture" />
                {inert_texts(r#"<span class="probe__covered">{}</span>"#, &[&covered])}
                {inert(r#"<span class="probe__value">{}</span>"#, &[value])}
                {inert(
                    r#"<span class="probe__top">{}</span>"#,
                    &[text::probe_card::closest(words::class_name(&found.top))],
                )}
            </li>
        }
    };
    let rows = moves.into_iter().map(row).collect_view();
    view! {
        {inert_texts(
            r#"<p class="probe__verdict" data-testid="probe-verdict" data-suspicious="{}">{}</p>"#,
            &[&suspicious, &verdict],
        )}
        <ul class="probe__runs" role="list">{rows}</ul>
    }
    .into_any()
}
