//! How often the model is right, on patients it never saw, beside the answer.

use leptos::prelude::*;

use super::{ElsewhereLine, Icon};
use crate::ui::state::Reading;
use crate::ui::words;
use evaluation::Split;
use protocol::{ModelReport, Score};

/// The honest score of the model.
#[component]
pub fn ScoreCard(
    /// The model.
    model: ModelReport,
    /// Label of the answer beside which this stands, if there is one.
    label: Option<String>,
    /// How much detail.
    #[prop(into)]
    reading: Signal<Reading>,
) -> impl IntoView {
    let elsewhere = model.clone();
    let caveat = words::caveat(&model).map(|text| {
        view! { <p class="score__caveat"><strong>"Read this with care. "</strong> {text.to_owned()}</p> }
    });
    let headline = words::headline_score(&model).cloned();
    let baseline = headline.as_ref().and_then(|score| measured(&model, &format!("baseline_{}", score.metric)));
    let body = match &headline {
        Some(score) => view! { <Measured score=score.clone() baseline=baseline.clone() /> }.into_any(),
        None => view! { <p>"This version of the model carries no score measured on patients it never saw. Read its answers as a demonstration."</p> }.into_any(),
    };
    let own =
        label.and_then(|label| measured(&model, &format!("recall_{label}")).map(|score| words::recall(&label, &score)));
    view! {
        <section class="score card" aria-labelledby="score-title">
            <h2 class="card__title" id="score-title">{Icon::Gauge.view()} "How often is it right?"</h2>
            <ElsewhereLine model=elsewhere reading />
            {body}
            {own.map(|text| view! { <p>{text}</p> })}
            {caveat}
            <Show when=move || reading.get() == Reading::Clinician>
                <p>"Every score, the charts and the model card: "<a class="score__all" href="#/model">"the page “Model”"</a>"."</p>
            </Show>
        </section>
    }
}

/// One figure with its interval, the baseline's beside it.
#[component]
fn Measured(score: Score, baseline: Option<Score>) -> impl IntoView {
    let [low, high] = score.interval;
    let text = words::score(&score);
    let beside = baseline.as_ref().map(|baseline| words::baseline(baseline, &score));
    let label = baseline.as_ref().map(|b| {
        view! { <span class="score__mark" style=("--at", b.value.to_string())>"trivial rule"</span> }
    });
    let mark = baseline.map(|b| {
        view! { <span class="score__baseline" style=("--at", b.value.to_string())></span> }
    });
    view! {
        <p class="score__figure">
            <span class="score__value">{words::percent_score(score.value)}</span>
            <span class="score__of">{words::headline_of(&score.metric)}</span>
        </p>
        <div class="score__scale" aria-hidden="true">
            <span class="score__interval" style=("--low", low.to_string()) style=("--high", high.to_string())></span>
            {mark}
            <span class="score__point" style=("--at", score.value.to_string())></span>
        </div>
        <div class="score__ends" aria-hidden="true">
            <span>"0 %"</span>
            {label}
            <span>"100 %"</span>
        </div>
        <p>{text}</p>
        {beside.map(|text| view! { <p>{text}</p> })}
    }
}

fn measured(model: &ModelReport, metric: &str) -> Option<Score> {
    model.scores.iter().find(|score| score.metric == metric && score.split == Split::Test).cloned()
}
