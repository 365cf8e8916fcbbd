//! All classes with their probabilities, as bars.

use leptos::prelude::*;

use crate::inert::inert_texts;
use crate::language::say;
use crate::state::Reading;
use crate::words;
use protocol::{LabelFound, Probability};

/// The name of a label, which links to the information about it.
const NAME: &str = r##"<span class="probabilities__name"><a href="#/about/{}/{}">{}</a></span>"##;

/// What is said of a label that is judged by itself.
const NOTE: &str = r#"<span class="probabilities__note" data-testid="label-state" data-state="{}">{}</span>"#;

/// One bar per label, the largest first.
#[component]
pub fn Probabilities(
    /// The task whose labels they are.
    task: String,
    /// One per label.
    probabilities: Vec<Probability>,
    /// The same labels with what is said of each, where each is judged by itself; else none.
    #[prop(optional)]
    judged: Vec<LabelFound>,
    /// How much detail.
    #[prop(into)]
    reading: Signal<Reading>,
) -> impl IntoView {
    // Only a few labels: the standard library's sort would add more code than this.
    let mut sorted = Vec::<Probability>::new();
    for one in probabilities {
        let at = sorted.iter().position(|other| other.value < one.value).unwrap_or(sorted.len());
        sorted.insert(at, one);
    }
    let heading = if judged.is_empty() { text::answer::shares() } else { text::answer::label_shares() };
    let bar = move |Probability { label, value }: Probability| {
        let shown = move || {
            say(match reading.get() {
                Reading::Patient => words::percent(value),
                Reading::Clinician => words::percent_exact(value),
            })
        };
        let name = words::class_name(&label);
        let link = inert_texts(NAME, &[&task, &label, &name]);
        let note = judged
            .iter()
            .find(|one| one.label == label)
            .map(|one| inert_texts(NOTE, &[words::label_state_name(one.state), &say(words::label_state(one.state))]));
        view! {
            <li class="probabilities__row" data-testid="probability" data-label=label data-value=value.to_string()>
                {link}
                <span class="probabilities__value" aria-hidden="true">{shown}</span>
                <span
                    class="probabilities__bar"
                    role="meter"
                    aria-label=name
                    aria-valuemin="0"
                    aria-valuemax="100"
                    aria-valuenow=format!("{:.2}", value * 100.0)
                    aria-valuetext=shown
                >
                    <span class="probabilities__fill" style=("--share", value.to_string())></span>
                </span>
                {note}
            </li>
        }
    };
    view! {
        <ul class="probabilities" role="list" aria-label=say(heading)>
            {sorted.into_iter().map(bar).collect_view()}
        </ul>
    }
}
