//! The answer: the closest class, how certain, and what that means.

use leptos::prelude::*;

use super::{Icon, Probabilities, TimingLine};
use crate::protocol::Probability;
use crate::ui::state::{Found, Reading};
use crate::ui::words;

/// The answer to one case.
#[component]
pub fn AnswerCard(
    /// What was found.
    found: Found,
    /// Whether the picture is a built-in drawing.
    drawn: Option<&'static str>,
    /// How often the model is right, in one sentence; `None` when that was not measured.
    trust: Option<String>,
    /// How much detail.
    #[prop(into)]
    reading: Signal<Reading>,
) -> impl IntoView {
    let answer = found.answer();
    let probabilities = answer.probabilities.clone();
    let top = usize::try_from(answer.top).ok().and_then(|at| probabilities.get(at)).cloned();
    let Probability { label, value } = top.unwrap_or(Probability { label: String::new(), value: 0.0 });
    let meaning = words::class(&label).map(|words| words.meaning);
    let lead = words::lead(value, second(&probabilities, &label));
    view! {
        <section class="answer card" aria-labelledby="answer-title">
            <p class="answer__kicker">"Closest match, says the model"</p>
            <h2 class="answer__title" id="answer-title" data-testid="predicted-label" data-label=label.clone()>
                {words::class_headline(&label)}
            </h2>
            {drawn.map(|text| view! { <p class="answer__drawn"><span class="tag">"Synthetic"</span> " " {text}</p> })}
            <p class="answer__lead">{lead}</p>
            <Probabilities probabilities reading />
            <Show when=move || reading.get() == Reading::Patient>
                {meaning.map(|text| view! { <p class="answer__meaning">{text}</p> })}
            </Show>
            {trust.map(|text| view! { <p class="answer__trust">{Icon::Gauge.view()} <span>{text}</span></p> })}
            <TimingLine timing=answer.timing reading />
        </section>
    }
}

fn second<'a>(all: &'a [Probability], top: &str) -> Option<&'a Probability> {
    all.iter().filter(|p| p.label != top).max_by(|a, b| a.value.total_cmp(&b.value))
}
