//! The answer of a model that judges each label by itself: which stand out to it, and a bar for each.

use leptos::prelude::*;

use super::answer::CAUTION;
use super::{NotADiagnosis, Probabilities, TimingLine};
use crate::inert::inert;
use crate::state::{Reading, SharedAnswer, SharedModel};
use crate::words;
use protocol::{LabelFound, Probability};
use text::Message;

/// The answer to one case where labels may be shown.
#[component]
pub fn JudgedCard(
    /// What was found.
    found: SharedAnswer,
    /// Its labels.
    labels: Vec<LabelFound>,
    /// The description of the picture, where it is a built-in drawing.
    drawn: Option<Message>,
    /// The model, with its measurements.
    model: Option<SharedModel>,
    /// How much detail.
    #[prop(into)]
    reading: Signal<Reading>,
) -> impl IntoView {
    let answer = found.answer();
    let timing = answer.provenance.timing;
    let cautions = words::cautions(answer, model.as_deref()).into_iter();
    let cautions = cautions.map(|caution| inert(CAUTION, &[caution])).collect_view();
    let title = words::labels_title(&labels);
    let level = words::labels_level(&labels);
    let probabilities = labels.iter().map(|one| Probability { label: one.label.clone(), value: one.probability });
    let probabilities: Vec<Probability> = probabilities.collect();
    let task = model.map(|model| model.task.clone()).unwrap_or_default();
    view! {
        <section class="answer card" aria-labelledby="answer-title" data-testid="judged">
            {inert(r#"<p class="answer__kicker">{}</p>"#, &[text::answer::judged_kicker()])}
            {inert(r#"<h2 class="answer__title" id="answer-title">{}</h2>"#, &[title])}
            {cautions}
            <NotADiagnosis reading />
            {drawn.map(|drawn| {
                inert(r#"<p class="answer__drawn"><span class="tag">{}</span> {}</p>"#, &[text::page::synthetic(), drawn])
            })}
            {inert("<p>{}</p>", &[text::answer::judged()])}
            <Probabilities task probabilities judged=labels reading />
            {inert("<p>{}</p>", &[text::answer::judged_help()])}
            {level.map(|level| inert(r#"<p class="answer__kicker">{}</p>"#, &[level]))}
            <TimingLine timing reading />
        </section>
    }
}
