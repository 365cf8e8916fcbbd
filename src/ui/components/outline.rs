//! What a network outlined, and how often it misses: said before the class, which is read from it.

use leptos::prelude::*;

use crate::ui::language::say;
use crate::ui::state::{SharedAnswer, SharedModel};
use crate::ui::words;

/// One sentence on the outline and one on what was measured of such; nothing of a network that does not outline.
#[component]
pub fn OutlineLine(
    /// What was found.
    found: SharedAnswer,
    /// The model, with what was measured of it.
    model: Option<SharedModel>,
) -> impl IntoView {
    found.answer().classes.outline.as_ref().map(|outline| {
        view! {
            <p data-testid="outlined"><strong>{say(words::outlined(outline))}</strong></p>
            <p class="answer__kicker">{model.as_ref().map(|model| say(words::outline_measured(model)))}</p>
        }
    })
}
