//! How often the model is right, on patients it never saw, beside the answer.

use leptos::prelude::*;

use super::{ElsewhereLine, Icon};
use crate::ui::language::{say, say_marked};
use crate::ui::show::Show;
use crate::ui::state::{Reading, SharedModel};
use crate::ui::words;
use evaluation::Split;
use protocol::{ModelReport, Score};

/// The honest score of the model.
#[component]
pub fn ScoreCard(
    /// The model.
    model: SharedModel,
    /// Label of the answer beside which this stands, if there is one.
    label: Option<String>,
    /// How much detail.
    #[prop(into)]
    reading: Signal<Reading>,
) -> impl IntoView {
    let elsewhere = model.clone();
    let caveat = words::caveat(&model).map(|caveat| {
        let strong = |_: &str, text: String| view! { <strong>{text}</strong> }.into_any();
        view! { <p class="score__caveat">{say_marked(text::score_card::caveat(caveat), strong)}</p> }
    });
    let headline = words::headline_score(&model).cloned();
    let baseline = headline.as_ref().and_then(|score| measured(&model, &format!("baseline_{}", score.metric)));
    let body = match &headline {
        Some(score) => view! { <Measured score=score.clone() baseline=baseline.clone() /> }.into_any(),
        None => view! { <p>{say(text::score_card::unmeasured())}</p> }.into_any(),
    };
    let own =
        label.and_then(|label| measured(&model, &format!("recall_{label}")).map(|score| words::recall(&label, &score)));
    view! {
        <section class="score card" aria-labelledby="score-title">
            <h2 class="card__title" id="score-title">{Icon::Gauge.view()} {say(text::score_card::title())}</h2>
            <ElsewhereLine model=elsewhere reading />
            {body}
            {own.map(|own| view! { <p>{say(own)}</p> })}
            {caveat}
            <Show when=move || reading.get() == Reading::Clinician>
                <p>
                    {say_marked(text::score_card::more(), |_, text| {
                        view! { <a class="score__all" href="#/model">{text}</a> }.into_any()
                    })}
                </p>
            </Show>
        </section>
    }
}

/// One figure with its interval, the baseline's beside it.
#[component]
fn Measured(score: Score, baseline: Option<Score>) -> impl IntoView {
    let [low, high] = score.interval;
    let told = words::score(&score);
    let beside = baseline.as_ref().map(|baseline| words::baseline(baseline, &score));
    let label = baseline.as_ref().map(|b| {
        view! { <span class="score__mark" style=("--at", b.value.to_string())>{say(text::score_card::trivial())}</span> }
    });
    let mark = baseline.map(|b| {
        view! { <span class="score__baseline" style=("--at", b.value.to_string())></span> }
    });
    view! {
        <p class="score__figure">
            <span class="score__value">{say(words::percent_score(score.value))}</span>
            <span class="score__of">{say(words::headline_of(&score.metric))}</span>
        </p>
        <div class="score__scale" aria-hidden="true">
            <span class="score__interval" style=("--low", low.to_string()) style=("--high", high.to_string())></span>
            {mark}
            <span class="score__point" style=("--at", score.value.to_string())></span>
        </div>
        <div class="score__ends" aria-hidden="true">
            <span>{say(words::percent(0.0))}</span>
            {label}
            <span>{say(words::percent(1.0))}</span>
        </div>
        <p>{say(told)}</p>
        {beside.map(|beside| view! { <p>{say(beside)}</p> })}
    }
}

fn measured(model: &ModelReport, metric: &str) -> Option<Score> {
    model.scores.iter().find(|score| score.metric == metric && score.split == Split::Test).cloned()
}
