//! The report of a model, section by section.

use leptos::prelude::*;

use crate::language::say;
use crate::report::{Section, html_from_sections};
use text::Message;

/// A list of contents, and every section as a card.
#[component]
pub fn Sections(
    /// What to show, in reading order.
    sections: Vec<Section>,
    /// Fragment of the page that they stand on.
    page: &'static str,
) -> impl IntoView {
    let html = html_from_sections(&sections, page, &|message: &Message| say(message));
    view! { <div class="sections" data-testid="model-report" inner_html=html></div> }
}
