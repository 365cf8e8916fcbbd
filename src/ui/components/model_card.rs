//! Which model answered.

use leptos::prelude::*;

use crate::ui::language::say;
use crate::ui::show::Show;
use crate::ui::state::{Reading, SharedModel};
use crate::ui::words;
use protocol::SourceReport;

/// Name, version, size and fingerprint of the model, and what was opened.
#[component]
pub fn ModelCard(
    /// The model.
    model: SharedModel,
    /// What was opened; `None` before there is an answer.
    source: Option<SourceReport>,
    /// Series, slice and depth of what was chosen in the light box; empty for other files.
    #[prop(optional, into)]
    origin: String,
    /// How much detail.
    #[prop(into)]
    reading: Signal<Reading>,
) -> impl IntoView {
    let short: String = model.sha256.chars().take(12).collect();
    let classes = model.labels.iter().map(|label| words::class_name(label)).collect::<Vec<_>>().join(", ");
    let full = model.sha256.clone();
    let input = say(text::model_page::pixels(model.input_size));
    let extra = move || {
        view! {
            <div><dt>{say(text::model_page::classes())}</dt><dd>{classes.clone()}</dd></div>
            <div><dt>{say(text::model_page::input())}</dt><dd>{input.clone()}</dd></div>
            <div><dt>{say(text::model_page::hash())}</dt><dd><code class="model__hash">{full.clone()}</code></dd></div>
        }
    };
    view! {
        <section class="model card" aria-labelledby="model-title">
            <h2 class="card__title" id="model-title">{say(text::model_page::card())}</h2>
            <dl class="model__list">
                <div><dt>{say(text::model_page::model())}</dt><dd>{model.name.clone()}</dd></div>
                <div><dt>{say(text::model_page::version())}</dt><dd>{model.version.clone()}</dd></div>
                <div><dt>{say(text::model_page::size())}</dt><dd>{say(words::amount(model.bytes))}</dd></div>
                <div><dt>{say(text::model_page::fingerprint())}</dt><dd><code title=say(text::model_page::short())>{short}</code></dd></div>
                <Show when=move || reading.get() == Reading::Clinician>{extra()}</Show>
                {source.map(|source| {
                    let made = if origin.is_empty() { words::source(&source) } else { words::made_of(&source, &origin) };
                    view! { <div><dt>{say(text::model_page::file())}</dt><dd>{say(made)}</dd></div> }
                })}
            </dl>
        </section>
    }
}
