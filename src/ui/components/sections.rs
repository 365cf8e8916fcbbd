//! The report of a model, section by section.

use leptos::prelude::*;

use crate::ui::report::{Section, html_from_sections};

/// Every section as a card.
#[component]
pub fn Sections(
    /// What to show, in reading order.
    sections: Vec<Section>,
) -> impl IntoView {
    view! { <div class="sections" data-testid="model-report" inner_html=html_from_sections(&sections)></div> }
}
