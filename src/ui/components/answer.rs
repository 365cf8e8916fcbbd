//! The answer: the closest class, or the classes that cannot be told apart, and what that means.

use leptos::prelude::*;

use super::{Icon, OperatingPoints, Probabilities, TimingLine};
use crate::protocol::{Answer, Decision, ModelReport, Probability};
use crate::ui::report::evaluation;
use crate::ui::state::{Found, Reading};
use crate::ui::words;

/// The answer to one case where a class, or a set of classes, may be shown.
#[component]
pub fn AnswerCard(
    /// What was found.
    found: Found,
    /// Whether the picture is a built-in drawing.
    drawn: Option<&'static str>,
    /// The model, with what was measured of it.
    model: Option<ModelReport>,
    /// How much detail.
    #[prop(into)]
    reading: Signal<Reading>,
) -> impl IntoView {
    let answer = found.answer();
    let probabilities = answer.probabilities.clone();
    let Probability { label, value } =
        words::named(answer).cloned().unwrap_or(Probability { label: String::new(), value: 0.0 });
    let trust = model.as_ref().and_then(words::trust);
    let test = model.as_ref().and_then(|model| evaluation(model.measured.as_deref()?, "test")).cloned();
    // Errors were counted of the most probable class.
    let is_top = probabilities.iter().all(|other| other.value <= value);
    let wrong = test.as_ref().filter(|_| is_top).and_then(|test| words::wrong_in_100(test, value));
    let is_calibrated = test.is_some();
    let meaning = meaning(answer);
    let (head, lead) = match &answer.trust.decision {
        Decision::Set { labels } => (set_head(labels), words::set_meaning(level(answer), test.as_ref())),
        Decision::Class { .. } | Decision::Abstain { .. } => {
            (class_head(&label), words::lead(value, second(&probabilities, &label)))
        }
    };
    let sets = answer.trust.sets.iter();
    let sets = sets.map(|set| format!("{} set: {}", words::percent(set.level), words::one_of(&set.labels)));
    let sets = sets.collect::<Vec<_>>().join(". ");
    let all = probabilities.clone();
    let points = test.filter(|test| !test.operating_points.is_empty());
    let details = move || {
        let points = points.clone();
        let points = points.map(|evaluation| {
            view! { <OperatingPoints evaluation probabilities=all.clone() label=label.clone() /> }
        });
        view! {
            {(!sets.is_empty()).then(|| view! { <p class="answer__kicker" data-testid="sets">{sets.clone()} "."</p> })}
            {points}
        }
    };
    view! {
        <section class="answer card" aria-labelledby="answer-title">
            {head}
            {drawn.map(|text| view! { <p class="answer__drawn"><span class="tag">"Synthetic"</span> " " {text}</p> })}
            <p class="answer__lead">{lead}</p>
            <Probabilities probabilities reading />
            {is_calibrated.then(|| view! {
                <p class="answer__kicker">"Calibrated: adjusted on other pictures, so that 90 % means right in about 90 of 100."</p>
            })}
            <Show when=move || reading.get() == Reading::Patient>
                {meaning.clone().into_iter().map(|text| view! { <p class="answer__meaning">{text}</p> }).collect_view()}
            </Show>
            <Show when=move || reading.get() == Reading::Clinician>{details()}</Show>
            {wrong.map(|text| view! { <p class="answer__trust" data-testid="wrong-in-100">{Icon::Gauge.view()} <span>{text}</span></p> })}
            {trust.map(|text| view! { <p class="answer__trust">{Icon::Gauge.view()} <span>{text} " " <a href="#/model">"All figures"</a></span></p> })}
            <TimingLine timing=answer.timing reading />
        </section>
    }
}

fn class_head(label: &str) -> AnyView {
    view! {
        <p class="answer__kicker">"Closest match, says the model"</p>
        <h2 class="answer__title" id="answer-title" data-testid="predicted-label" data-label=label.to_owned()>
            {words::class_headline(label)}
        </h2>
    }
    .into_any()
}

fn set_head(labels: &[String]) -> AnyView {
    view! {
        <p class="answer__kicker">"One of these, says the model"</p>
        <h2 class="answer__title" id="answer-title" data-testid="prediction-set" data-labels=labels.join(",")>
            {words::one_of(labels)}
        </h2>
    }
    .into_any()
}

/// What each shown class means, for a patient.
fn meaning(answer: &Answer) -> Vec<&'static str> {
    let of = |label: &String| words::class(label).map(|words| words.meaning);
    match &answer.trust.decision {
        Decision::Class { label } => of(label).into_iter().collect(),
        Decision::Set { labels } => labels.iter().filter_map(of).collect(),
        Decision::Abstain { .. } => Vec::new(),
    }
}

/// The level of the set that is shown.
fn level(answer: &Answer) -> f32 {
    answer.trust.sets.first().map_or(0.95, |set| set.level)
}

fn second<'a>(all: &'a [Probability], top: &str) -> Option<&'a Probability> {
    all.iter().filter(|p| p.label != top).max_by(|a, b| a.value.total_cmp(&b.value))
}
