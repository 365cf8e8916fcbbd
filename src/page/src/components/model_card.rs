//! Which model answered.

use leptos::prelude::*;

use crate::inert::{inert, inert_texts};
use crate::language::say;
use crate::show::Show;
use crate::state::{Reading, SharedModel};
use crate::words;
use protocol::SourceReport;

/// A name and its value for this model.
const ROW: &str = "<div><dt>{}</dt><dd>{}</dd></div>";

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
    let size = model.input_size;
    let extra = move || {
        [
            inert_texts(ROW, &[&say(text::model_page::classes()), &classes]),
            inert(ROW, &[text::model_page::input(), text::model_page::pixels(size)]),
            inert_texts(
                r#"<div><dt>{}</dt><dd><code class="model__hash">{}</code></dd></div>"#,
                &[&say(text::model_page::hash()), &full],
            ),
        ]
    };
    view! {
        <section class="model card" aria-labelledby="model-title">
            {inert(r#"<h2 class="card__title" id="model-title">{}</h2>"#, &[text::model_page::card()])}
            <dl class="model__list">
                {inert_texts(ROW, &[&say(text::model_page::model()), &model.name])}
                {inert_texts(ROW, &[&say(text::model_page::version()), &model.version])}
                {inert(ROW, &[text::model_page::size(), words::amount(model.bytes)])}
                {inert_texts(
                    r#"<div><dt>{}</dt><dd><code title="{}">{}</code></dd></div>"#,
                    &[&say(text::model_page::fingerprint()), &say(text::model_page::short()), &short],
                )}
                <Show when=move || reading.get() == Reading::Clinician>{extra()}</Show>
                {source.map(|source| {
                    let made = if origin.is_empty() { words::source(&source) } else { words::made_of(&source, &origin) };
                    view! { <div><dt>{say(text::model_page::file())}</dt><dd>{say(made)}</dd></div> }
                })}
            </dl>
        </section>
    }
}
