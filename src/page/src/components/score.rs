//! How often the model is right, on data it never saw, beside the answer.

use leptos::prelude::*;

use super::{ElsewhereLine, Icon};
use crate::inert::{inert, inert_marked};
use crate::language::say;
use crate::show::Show;
use crate::state::{Reading, SharedModel};
use crate::words;
use evaluation::{Metric, Split};
use protocol::{ModelReport, Score};

/// The held-out score of the model.
#[component]
pub fn ScoreCard(
    /// The model.
    model: SharedModel,
    /// Label of the answer beside which this is shown, if there is one.
    label: Option<String>,
    /// How much detail.
    #[prop(into)]
    reading: Signal<Reading>,
) -> impl IntoView {
    let elsewhere = model.clone();
    let caveat = words::caveat(&model).map(|caveat| {
        inert_marked(r#"<p class="score__caveat">{}</p>"#, "<strong>", &[text::score_card::caveat(caveat)])
    });
    let headline = words::headline_score(&model).cloned();
    let baseline =
        headline.as_ref().and_then(|score| measured(&model, &Metric::Baseline(Box::new(score.metric.clone()))));
    let body = match &headline {
        Some(score) => {
            view! { <Measured model=model.clone() score=score.clone() baseline=baseline.clone() /> }.into_any()
        }
        None => {
            // Of labels that are judged each by itself.
            let scores = words::label_scores(&model);
            let scores = if scores.is_empty() { vec![text::score_card::unmeasured()] } else { scores };
            scores.into_iter().map(|score| inert("<p>{}</p>", &[score])).collect_view().into_any()
        }
    };
    let own = label
        .and_then(|label| measured(&model, &Metric::Recall(label.clone())).map(|score| words::recall(&label, &score)));
    view! {
        <section class="score card" aria-labelledby="score-title">
            {Icon::Gauge.inert(r#"<h2 class="card__title" id="score-title">{icon}{}</h2>"#, &[text::score_card::title()])}
            <ElsewhereLine model=elsewhere reading />
            {body}
            {own.map(|own| inert("<p>{}</p>", &[own]))}
            {caveat}
            <Show when=move || reading.get() == Reading::Clinician>
                {inert_marked(
                    "<p>{}</p>",
                    r##"<a class="score__all" href="#/model">"##,
                    &[text::score_card::more()],
                )}
            </Show>
        </section>
    }
}

/// One figure with its interval, the baseline's beside it.
#[component]
fn Measured(model: SharedModel, score: Score, baseline: Option<Score>) -> impl IntoView {
    let [low, high] = score.interval;
    let told = words::score(&model, &score);
    let beside = baseline.as_ref().map(|baseline| words::baseline(baseline, &score));
    let label = baseline.as_ref().map(|b| {
        view! { <span class="score__mark" style=("--at", b.value.to_string())>{say(text::score_card::trivial())}</span> }
    });
    let mark = baseline.map(|b| {
        view! { <span class="score__baseline" style=("--at", b.value.to_string())></span> }
    });
    view! {
        {inert(
            r#"<p class="score__figure"><span class="score__value">{}</span><span class="score__of">{}</span></p>"#,
            &[words::percent_score(score.value), words::headline_of(&model, &score.metric)],
        )}
        <div class="score__scale" aria-hidden="true">
            <span class="score__interval" style=("--low", low.to_string()) style=("--high", high.to_string())></span>
            {mark}
            <span class="score__point" style=("--at", score.value.to_string())></span>
        </div>
        <div class="score__ends" aria-hidden="true">
            {inert("<span>{}</span>", &[words::percent(0.0)])}
            {label}
            {inert("<span>{}</span>", &[words::percent(1.0)])}
        </div>
        {inert("<p>{}</p>", &[told])}
        {beside.map(|beside| inert("<p>{}</p>", &[beside]))}
    }
}

fn measured(model: &ModelReport, metric: &Metric) -> Option<Score> {
    model.scores.iter().find(|score| score.metric == *metric && score.split == Split::Test).cloned()
}
