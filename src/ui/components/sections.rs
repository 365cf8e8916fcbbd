//! The report of a model, section by section.

use leptos::prelude::*;

use super::{ChartFigure, FigureTable};
use crate::ui::report::{Block, Section};
use crate::ui::words;

/// Every section as a card.
#[component]
pub fn Sections(
    /// What to show, in reading order.
    sections: Vec<Section>,
) -> impl IntoView {
    let card = |section: Section| {
        let title = format!("section-{}", section.id);
        let named_by = title.clone();
        let blocks: Vec<AnyView> = section.blocks.into_iter().map(block).collect();
        view! {
            <section class="sections__card card" aria-labelledby=named_by data-section=section.id>
                <h2 class="card__title" id=title>{section.title}</h2>
                {blocks}
            </section>
        }
    };
    view! { <div class="sections" data-testid="model-report">{sections.into_iter().map(card).collect_view()}</div> }
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Lead { name, value, of } => view! {
            <p class="sections__lead" data-figure=name data-value=value.to_string()>
                <span class="sections__value">{words::percent_score(value)}</span>
                " "
                <span class="sections__of">{of}</span>
            </p>
        }
        .into_any(),
        Block::Text(text) => view! { <p>{text}</p> }.into_any(),
        Block::Caveat(text) => view! { <p class="sections__caveat">{text}</p> }.into_any(),
        Block::List(items) => {
            let items = items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view();
            view! { <ul class="sections__list">{items}</ul> }.into_any()
        }
        Block::Table(table) => view! { <FigureTable table /> }.into_any(),
        Block::Charts(charts) => {
            let charts = charts.into_iter().map(|chart| view! { <ChartFigure chart /> }).collect_view();
            view! { <div class="sections__charts">{charts}</div> }.into_any()
        }
    }
}
