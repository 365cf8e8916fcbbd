//! No answer: why not, and what would help.

use leptos::prelude::*;

use super::answer::CAUTION;
use super::{ElsewhereLine, Icon, NotADiagnosis, OutlineLine, Probabilities, TimingLine};
use crate::inert::{inert, inert_marked};
use crate::show::Show;
use crate::state::{Reading, SharedAnswer, SharedModel};
use crate::words;
use protocol::Abstention;
use text::Message;

/// Shown in place of the answer where no class may be shown.
#[component]
pub fn Abstained(
    /// What was found.
    found: SharedAnswer,
    /// Why no class is shown.
    why: Abstention,
    /// The description of the picture, where it is a built-in drawing.
    drawn: Option<Message>,
    /// The model, with its measurements.
    model: Option<SharedModel>,
    /// How much detail.
    #[prop(into)]
    reading: Signal<Reading>,
) -> impl IntoView {
    let answer = found.answer();
    let (means, helps) = words::abstention_help(answer, why);
    let timing = answer.provenance.timing;
    let cautions = words::cautions(answer, model.as_deref()).into_iter();
    let cautions = cautions.map(|caution| inert(CAUTION, &[caution])).collect_view();
    let kicker = if why == Abstention::NoFinding { text::answer::no_all_clear() } else { text::answer::none() };
    // Where the model leaves everything open, an outline would be an answer.
    let outlined = words::has_map(&answer.classes)
        .then(|| view! { <OutlineLine found=found.clone() model=model.clone() reading /> });
    let task = model.as_ref().map(|model| model.task.clone()).unwrap_or_default();
    // A picture that a gate rejected never reached the model: nothing is shown about the model.
    let elsewhere = model.filter(|_| why != Abstention::Gate);
    // A gate that refused leaves nothing to show, even where the network has run.
    let probabilities = if why == Abstention::Gate { Vec::new() } else { answer.classes.probabilities.clone() };
    // That none of the findings stood out is visible from the bars.
    let is_shown = move || match why {
        Abstention::Gate => false,
        Abstention::NoFinding => true,
        _ => reading.get() == Reading::Clinician,
    };
    view! {
        <section
            class="abstained answer card"
            aria-labelledby="answer-title"
            data-testid="abstained"
            data-why=why.name()
            data-reason=words::abstention_reason(answer, why)
        >
            {outlined}
            {Icon::Info.inert(r#"<p class="answer__kicker">{icon}{}</p>"#, &[kicker])}
            {inert(r#"<h2 class="answer__title" id="answer-title">{}</h2>"#, &[words::abstention_title(answer, why)])}
            {cautions}
            {elsewhere.map(|model| view! { <ElsewhereLine model acquisition=answer.of_acquisition() reading /> })}
            {drawn.map(|drawn| {
                inert(r#"<p class="answer__drawn"><span class="tag">{}</span> {}</p>"#, &[text::page::synthetic(), drawn])
            })}
            {inert("<p>{}</p>", &[means])}
            {inert_marked(r#"<p class="abstained__help">{}</p>"#, "<strong>", &[text::answer::would_help(helps)])}
            <Show when=is_shown>
                {inert(r#"<p class="answer__kicker">{}</p>"#, &[text::answer::shares_only()])}
                <Probabilities task=task.clone() probabilities=probabilities.clone() reading />
            </Show>
            {inert(r#"<p class="answer__kicker">{}</p>"#, &[text::answer::nothing_of_person()])}
            <NotADiagnosis reading />
            <TimingLine timing reading />
        </section>
    }
}
