//! The checks that a picture passes before it gets an answer.

use leptos::prelude::*;

use super::Icon;
use crate::inert::inert;
use crate::language::say;
use crate::state::Reading;
use crate::words;
use protocol::{CrossCheck, GateOutcome, GateReport};

/// Every gate with its verdict.
#[component]
pub fn GateList(
    /// The verdicts of the gates.
    gates: Vec<GateReport>,
    /// The same picture on the CPU, where it was computed there too.
    cross_check: Option<CrossCheck>,
    /// How much detail.
    #[prop(into)]
    reading: Signal<Reading>,
) -> impl IntoView {
    let cross = cross_check.map(words::cross_check);
    let rows = gates.into_iter().map(|report| row(report, reading)).collect_view();
    view! {
        <section class="gates card" aria-labelledby="gates-title">
            {inert(r#"<h2 class="card__title" id="gates-title">{}</h2>"#, &[text::page::gates()])}
            <ul class="gates__list" role="list">{rows}</ul>
            {cross.map(|cross| view! { <p class="gates__cross" data-testid="cross-check">{say(cross)}</p> })}
        </section>
    }
}

fn row(report: GateReport, reading: Signal<Reading>) -> AnyView {
    let icon = match report.outcome {
        GateOutcome::Passed => Icon::Check,
        GateOutcome::Refused(_) => Icon::Attention,
        GateOutcome::NotRun => Icon::Clock,
    };
    let reason = match &report.outcome {
        GateOutcome::Refused(refusal) => Some(refusal.kind.name()),
        GateOutcome::Passed | GateOutcome::NotRun => None,
    };
    let measures = report.measures.iter().map(|measure| say(words::measure(measure))).collect::<Vec<_>>().join("; ");
    view! {
        <li
            class="gates__row"
            data-testid="gate"
            data-gate=report.gate.name()
            data-state=words::gate_state(&report.outcome)
            data-reason=reason
        >
            {icon.view()}
            {inert(r#"<span class="gates__name">{}</span>"#, &[words::gate_name(report.gate)])}
            {inert(r#"<span class="gates__outcome">{}</span>"#, &[words::gate_outcome(&report.outcome)])}
            <span class="gates__measures">
                {move || (reading.get() == Reading::Clinician).then(|| measures.clone())}
            </span>
        </li>
    }
    .into_any()
}
