//! Time per step.

use leptos::prelude::*;

use crate::inert::inert;
use crate::language::say;
use crate::show::Show;
use crate::state::Reading;
use crate::state::benchmark::steps;
use crate::words;
use protocol::{LatencyStep, Timing};

/// How long the answer took.
#[component]
pub fn TimingLine(
    /// Milliseconds per step.
    timing: Timing,
    /// How much detail.
    #[prop(into)]
    reading: Signal<Reading>,
) -> impl IntoView {
    let total = timing.total_ms.max(f64::EPSILON);
    let has_run = timing.inference_ms > 0.0;
    let rows = move || {
        let row = |(step, ms): (LatencyStep, f64)| {
            view! {
                <div class="timing__row">
                    {inert("<dt>{}</dt>", &[words::step_name(step)])}
                    <dd>
                        <span class="timing__bar" aria-hidden="true">
                            <span class="timing__fill" style=("--share", (ms / total).clamp(0.0, 1.0).to_string())></span>
                        </span>
                        <span class="timing__value">{say(words::duration(ms))}</span>
                    </dd>
                </div>
            }
        };
        view! { <dl class="timing__steps">{steps(&timing).into_iter().filter(|(step, ms)| *step != LatencyStep::Total && (has_run || *ms > 0.0)).map(row).collect_view()}</dl> }
    };
    view! {
        <div
            class="timing"
            data-testid="timing"
            data-inference-ms=timing.inference_ms.to_string()
            data-total-ms=timing.total_ms.to_string()
        >
            <p class="timing__line">{say(words::took(&timing))}</p>
            <Show when=move || reading.get() == Reading::Clinician>{rows()}</Show>
        </div>
    }
}
