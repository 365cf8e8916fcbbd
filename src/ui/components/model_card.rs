//! Which model answered.

use leptos::prelude::*;

use crate::ui::state::Reading;
use crate::ui::words;
use protocol::{ModelReport, SourceReport};

/// Name, version, size and fingerprint of the model, and what was opened.
#[component]
pub fn ModelCard(
    /// The model.
    model: ModelReport,
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
    let input = format!("{0} × {0} pixels", model.input_size);
    let extra = move || {
        view! {
            <div><dt>"Classes"</dt><dd>{classes.clone()}</dd></div>
            <div><dt>"Input"</dt><dd>{input.clone()}</dd></div>
            <div><dt>"SHA-256 in full"</dt><dd><code class="model__hash">{full.clone()}</code></dd></div>
        }
    };
    view! {
        <section class="model card" aria-labelledby="model-title">
            <h2 class="card__title" id="model-title">"Model and picture"</h2>
            <dl class="model__list">
                <div><dt>"Model"</dt><dd>{model.name}</dd></div>
                <div><dt>"Version"</dt><dd>{model.version}</dd></div>
                <div><dt>"Size"</dt><dd>{words::bytes(model.bytes)}</dd></div>
                <div><dt>"Fingerprint"</dt><dd><code title="First 12 characters of the SHA-256">{short}</code></dd></div>
                <Show when=move || reading.get() == Reading::Clinician>{extra()}</Show>
                {source.map(|source| {
                    let words = if origin.is_empty() { words::source(&source) } else { words::made_of(&source, &origin) };
                    view! { <div><dt>"Your file"</dt><dd>{words}</dd></div> }
                })}
            </dl>
        </section>
    }
}
