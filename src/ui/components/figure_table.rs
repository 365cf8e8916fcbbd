//! Figures in rows.

use leptos::prelude::*;

use crate::ui::report::Table;

/// A table that scrolls sideways by itself where the screen is narrow.
#[component]
pub fn FigureTable(
    /// What it shows.
    table: Table,
) -> impl IntoView {
    let Table { id, caption, head, rows } = table;
    let name = caption.clone();
    let cell = |(column, text): (usize, String)| {
        if column == 0 {
            view! { <th scope="row">{text}</th> }.into_any()
        } else {
            view! { <td>{text}</td> }.into_any()
        }
    };
    let row = move |cells: Vec<String>| view! { <tr>{cells.into_iter().enumerate().map(cell).collect_view()}</tr> };
    let heads = head.into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect_view();
    view! {
        <div class="figure-table" role="region" aria-label=name tabindex="0">
            <table class="figure-table__table" data-table=id>
                <caption class="figure-table__caption">{caption}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
