//! No class: why not, and what would help; or of a model that judges each label by itself, what it says of each.

use leptos::prelude::*;

use super::answer::CAUTION;
use super::{ElsewhereLine, Icon, NotADiagnosis, OutlineLine, Probabilities, TimingLine};
use crate::inert::{inert, inert_marked};
use crate::show::Show;
use crate::state::{Reading, SharedAnswer, SharedModel};
use crate::words;
use protocol::{Abstention, Probability};
use text::Message;

/// Shown in place of the answer where no class may be shown, or none is asked for.
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
    let judged = answer.judged().unwrap_or_default().to_vec();
    let is_judged = !judged.is_empty();
    let helps = if is_judged { helps } else { text::answer::would_help(helps) };
    let helped = inert_marked(r#"<p class="abstained__help">{}</p>"#, "<strong>", &[helps]);
    let beneath = if is_judged { words::labels_level(&judged) } else { Some(text::answer::nothing_of_person()) };
    let kicker = if is_judged {
        text::answer::judged_kicker()
    } else if why == Abstention::NoFinding {
        text::answer::no_all_clear()
    } else {
        text::answer::none()
    };
    // Where the model leaves everything open, an outline would be an answer.
    let outlined = words::has_map(&answer.classes)
        .then(|| view! { <OutlineLine found=found.clone() model=model.clone() reading /> });
    let task = model.as_ref().map(|model| model.task.clone()).unwrap_or_default();
    // A picture that a gate rejected never reached the model: nothing is shown about the model.
    let elsewhere = model.filter(|_| why != Abstention::Gate);
    // A gate that refused leaves nothing to show, even where the network has run.
    let probabilities: Vec<Probability> = if is_judged {
        judged.iter().map(|one| Probability { label: one.label.clone(), value: one.probability }).collect()
    } else if why == Abstention::Gate {
        Vec::new()
    } else {
        answer.classes.probabilities.clone()
    };
    // That none of the findings stood out is visible from the bars.
    let is_shown = move || match why {
        _ if is_judged => true,
        Abstention::Gate => false,
        Abstention::NoFinding => true,
        _ => reading.get() == Reading::Clinician,
    };
    view! {
        <section
            class="abstained answer card"
            aria-labelledby="answer-title"
            data-testid=if is_judged { "judged" } else { "abstained" }
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
            {helped}
            <Show when=is_shown>
                {(!is_judged).then(|| inert(r#"<p class="answer__kicker">{}</p>"#, &[text::answer::shares_only()]))}
                <Probabilities
                    task=task.clone()
                    probabilities=probabilities.clone()
                    judged=judged.clone()
                    reading
                />
            </Show>
            {beneath.map(|beneath| inert(r#"<p class="answer__kicker">{}</p>"#, &[beneath]))}
            <NotADiagnosis reading />
            <TimingLine timing reading />
        </section>
    }
}
