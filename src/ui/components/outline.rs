//! What a network outlined, and how often it misses: said before the class, which is read from it.

use leptos::prelude::*;

use crate::ui::inert::{inert, inert_texts};
use crate::ui::language::say;
use crate::ui::state::SharedAnswer;
use crate::ui::words;
use protocol::ModelReport;

/// One sentence on the outline and one on what was measured of such; nothing of a network that does not outline.
#[component]
pub fn OutlineLine(
    /// What was found.
    found: SharedAnswer,
    /// The model, with what was measured of it.
    model: Option<ModelReport>,
) -> impl IntoView {
    found.answer().classes.outline.as_ref().map(|outline| {
        let measured = model.as_ref().map(|model| say(words::outline_measured(model))).unwrap_or_default();
        [
            inert(r#"<p data-testid="outlined"><strong>{}</strong></p>"#, &[words::outlined(outline)]),
            inert_texts(r#"<p class="answer__kicker">{}</p>"#, &[&measured]),
        ]
    })
}
