//! A chart, with the same figures as a table beneath it.

use leptos::prelude::*;

use super::FigureTable;
use crate::ui::report::{Chart, Shape};

/// One chart as SVG.
#[component]
pub fn ChartFigure(
    /// What to draw.
    chart: Chart,
) -> impl IntoView {
    let [width, height] = chart.size;
    let shapes: Vec<AnyView> = chart.shapes.into_iter().map(shape).collect();
    let name = format!("{}. The figures stand in the table below.", chart.title);
    view! {
        <figure class="chart">
            <svg class="chart__picture" viewBox=format!("0 0 {width} {height}") role="img" aria-label=name>{shapes}</svg>
            <figcaption class="chart__title">{chart.title}</figcaption>
            <details class="chart__figures">
                <summary>"The same as a table"</summary>
                <FigureTable table=chart.table />
            </details>
        </figure>
    }
}

fn shape(shape: Shape) -> AnyView {
    match shape {
        Shape::Line { kind, points } => {
            let path: String = points
                .iter()
                .enumerate()
                .map(|(at, [x, y])| format!("{}{x:.1} {y:.1}", if at == 0 { 'M' } else { 'L' }))
                .collect();
            view! { <path class=format!("chart__line chart__line--{kind}") d=path /> }.into_any()
        }
        Shape::Cell { at: [x, y, width, height], strength, is_right } => {
            let class = if is_right { "chart__cell chart__cell--right" } else { "chart__cell" };
            // Never quite nothing, so that an empty cell is still a cell.
            let strength = (0.06 + 0.94 * strength).to_string();
            view! {
                <rect
                    class=class
                    x=x.to_string()
                    y=y.to_string()
                    width=width.to_string()
                    height=height.to_string()
                    rx="6"
                    fill-opacity=strength
                />
            }
            .into_any()
        }
        Shape::Dot { kind, at: [x, y] } => {
            view! { <circle class=format!("chart__dot chart__dot--{kind}") cx=x.to_string() cy=y.to_string() r="3.5" /> }
                .into_any()
        }
        Shape::Label { at: [x, y], anchor, text, is_light } => {
            let class = if is_light { "chart__label chart__label--light" } else { "chart__label" };
            view! { <text class=class x=x.to_string() y=y.to_string() text-anchor=anchor.name()>{text}</text> }.into_any()
        }
    }
}
