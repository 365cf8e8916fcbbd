//! Figures in rows.

use leptos::prelude::*;

use crate::report::{Table, html_from_table};

/// A table that scrolls sideways by itself where the screen is narrow.
#[component]
pub fn FigureTable(
    /// What it shows.
    table: Table,
) -> impl IntoView {
    view! { <div class="figure-table__place" inner_html=html_from_table(&table)></div> }
}
