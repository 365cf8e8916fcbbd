//! The answer: the outline of a segmenting network, the closest class with how often that is right, what cannot be
//! ruled out, and what it is not.

use leptos::prelude::*;

use super::{ElsewhereLine, OperatingPoints, OutlineLine, Probabilities, TimingLine};
use crate::inert::{inert, inert_texts};
use crate::language::say;
use crate::report::evaluation;
use crate::show::Show;
use crate::state::{Reading, SharedAnswer, SharedModel};
use crate::words;
use evaluation::Split;
use protocol::Probability;
use text::Message;

/// Every prediction set.
const SETS: &str = r#"<p class="answer__kicker" data-testid="sets">{}</p>"#;

/// What must stand beside an answer of its class.
pub(super) const CAUTION: &str = r#"<p data-testid="caution"><strong>{}</strong></p>"#;

/// The answer to one case where a class, or a set of classes, may be shown.
#[component]
pub fn AnswerCard(
    /// What was found.
    found: SharedAnswer,
    /// The description of the picture, where it is a built-in drawing.
    drawn: Option<Message>,
    /// The model, with its measurements.
    model: Option<SharedModel>,
    /// How much detail.
    #[prop(into)]
    reading: Signal<Reading>,
) -> impl IntoView {
    let answer = found.answer();
    let probabilities = answer.classes.probabilities.clone();
    let top = answer.classes.most_probable();
    let Probability { label, value } = top.cloned().unwrap_or(Probability { label: String::new(), value: 0.0 });
    let said = words::said(answer, model.as_deref());
    let test = model.as_ref().and_then(|model| evaluation(model.measured.as_deref()?, Split::Test)).cloned();
    let is_calibrated = test.is_some();
    let meaning = meaning(&said.open);
    let cautions = words::cautions(answer, model.as_deref()).into_iter();
    let cautions = cautions.map(|caution| inert(CAUTION, &[caution])).collect_view();
    let lead = words::lead(value, second(&probabilities, &label));
    let task = model.as_ref().map(|model| model.task.clone()).unwrap_or_default();
    let headline = said.label.as_deref().map(words::class_headline).unwrap_or_default();
    let second = said.second.clone().zip(answer.classes.level()).map(|(second, level)| {
        let promise = words::set_meaning(level, test.as_ref());
        let (labels, second) = (said.open.join(","), say(second));
        [
            inert_texts(
                r#"<p class="answer__second" data-testid="prediction-set" data-labels="{}"><strong>{}</strong></p>"#,
                &[&labels, &second],
            ),
            inert(r#"<p class="answer__kicker">{}</p>"#, &[promise]),
        ]
    });
    let sets = answer.classes.prediction_sets.iter();
    let sets = sets.map(|set| say(text::answer::set(words::percent(set.level), words::one_of(&set.labels))));
    let sets = sets.collect::<Vec<_>>().join(" ");
    let (all, of) = (probabilities.clone(), label.clone());
    let points = test.filter(|test| !test.operating_points.is_empty());
    let details = move || {
        let points = points.clone();
        let points = points.map(|evaluation| {
            view! { <OperatingPoints evaluation probabilities=all.clone() label=of.clone() /> }
        });
        view! {
            {(!sets.is_empty()).then(|| inert_texts(SETS, &[&sets]))}
            {points}
        }
    };
    view! {
        <section class="answer card" aria-labelledby="answer-title">
            <OutlineLine found=found.clone() model=model.clone() reading />
            {inert(r#"<p class="answer__kicker">{}</p>"#, &[text::answer::kicker()])}
            {inert_texts(
                r#"<h2 class="answer__title" id="answer-title" data-testid="predicted-label" data-label="{}">{}</h2>"#,
                &[&label, &headline],
            )}
            {cautions}
            {model.map(|model| view! { <ElsewhereLine model acquisition=answer.of_acquisition() reading /> })}
            {said.right.map(|right| inert(r#"<p class="answer__right" data-testid="right-in-100">{}</p>"#, &[right]))}
            {second}
            <NotADiagnosis reading />
            {drawn.map(|drawn| {
                inert(r#"<p class="answer__drawn"><span class="tag">{}</span> {}</p>"#, &[text::page::synthetic(), drawn])
            })}
            {inert(r#"<p class="answer__lead">{}</p>"#, &[lead])}
            <Probabilities task probabilities reading />
            {is_calibrated.then(|| inert(r#"<p class="answer__kicker">{}</p>"#, &[text::answer::calibrated()]))}
            <Show when=move || reading.get() == Reading::Patient>
                {meaning.iter().map(|text| inert_texts(r#"<p class="answer__meaning">{}</p>"#, &[text])).collect_view()}
            </Show>
            <Show when=move || reading.get() == Reading::Clinician>{details()}</Show>
            <TimingLine timing=answer.provenance.timing reading />
        </section>
    }
}

/// What this is not, and what to do next.
#[component]
pub fn NotADiagnosis(
    /// How much detail.
    #[prop(into)]
    reading: Signal<Reading>,
) -> impl IntoView {
    view! { <p class="answer__next" data-testid="not-a-diagnosis">{move || say(words::not_a_diagnosis(reading.get()))}</p> }
}

/// What each class that is left open means, for a patient.
fn meaning(open: &[String]) -> Vec<String> {
    open.iter().filter_map(|label| words::class_meaning(label)).collect()
}

fn second<'a>(all: &'a [Probability], top: &str) -> Option<&'a Probability> {
    all.iter().filter(|p| p.label != top).max_by(|a, b| a.value.total_cmp(&b.value))
}
