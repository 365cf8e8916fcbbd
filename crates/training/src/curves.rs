//! Learning curves as an SVG picture: loss and macro recall per epoch.
//!
//! Invariant: the picture explains itself: title, axis names, units, legend, and a
//! description for those who cannot see it. Lines differ by dash as well as by colour.

use crate::run_record::EpochRecord;
use anyhow::{Context, Result};
use document::plot::legend;
use document::{Anchor, Chart, ChartAxis, PlotArea, Shape, Table, svg};
use std::path::Path;

/// Draws `epochs` and writes the picture to `path`, creating its folder where missing.
///
/// # Errors
/// When the file cannot be written.
pub fn write_svg(path: &Path, epochs: &[EpochRecord]) -> Result<()> {
    let context = || format!("writing the learning curves `{}`", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(context)?;
    }
    std::fs::write(path, svg_from_epochs(epochs)).with_context(context)
}

/// The picture as text: loss on the left, macro recall on the right.
#[must_use]
pub fn svg_from_epochs(epochs: &[EpochRecord]) -> String {
    let points = |value: fn(&EpochRecord) -> f64| {
        // A diverged epoch cannot be plotted; the others are still drawn.
        epochs.iter().map(|e| (e.epoch as f64, value(e))).filter(|point| point.1.is_finite()).collect::<Vec<_>>()
    };
    let loss = [("train", points(|e| e.train_loss)), ("val", points(|e| e.val_loss))];
    let recall = [("val", points(|e| e.val_macro_recall))];
    let [left, right] = [60.0, 490.0].map(|left| PlotArea { left, top: 40.0, width: 340.0, height: 230.0 });
    let mut shapes = plot(left, "Loss (nats)", &loss);
    shapes.extend(plot(right, "Macro recall on val (0…1)", &recall));
    let (title, described) = ("Learning curves".to_owned(), description(epochs));
    svg::picture(&Chart { title, described, size: [860.0, 330.0], shapes, table: Table::default() }, STYLE)
}

/// Colours that remain distinguishable with colour blindness, and a dash pattern.
const STYLE: &str = "\
.chart__line{fill:none;stroke-width:2}
.chart__line--axis{stroke:#333;stroke-width:1}
.chart__line--grid{stroke:#ddd;stroke-width:1}
.chart__line--train{stroke:#0072b2}
.chart__line--val{stroke:#d55e00;stroke-dasharray:6 3}
.chart__dot--train{fill:#0072b2}
.chart__dot--val{fill:#d55e00}
";

fn description(epochs: &[EpochRecord]) -> String {
    let best = epochs.iter().min_by(|a, b| a.val_loss.total_cmp(&b.val_loss));
    best.map_or_else(
        || "No epoch has ended yet.".to_owned(),
        |best| {
            format!(
                "{} epochs. The loss on val is lowest after epoch {}; macro recall is {:.3} there.",
                epochs.len(),
                best.epoch,
                best.val_macro_recall
            )
        },
    )
}

/// Lines over epochs, each with its name: epoch and value.
fn plot(area: PlotArea, title: &str, lines: &[(&'static str, Vec<(f64, f64)>)]) -> Vec<Shape> {
    let all = || lines.iter().flat_map(|(_, points)| points);
    let x_axis = ChartAxis::over(all().map(|point| point.0));
    let y_axis = ChartAxis::over(all().map(|point| point.1));
    let at = |&(epoch, value): &(f64, f64)| area.at(x_axis.share(epoch), y_axis.share(value));
    let [left, top] = area.at(0.0, 1.0);
    let mut shapes = vec![Shape::label([left, top - 16.0], Anchor::Start, title.to_owned())];
    for tick in y_axis.ticks() {
        let y = y_axis.share(tick);
        shapes.push(Shape::Line { kind: "grid", points: vec![area.at(0.0, y), area.at(1.0, y)] });
        shapes.push(area.mark_beside(y, y_axis.label(tick)));
    }
    for tick in x_axis.ticks().into_iter().filter(|tick| (tick - tick.round()).abs() < 1e-9) {
        shapes.push(area.mark_below(x_axis.share(tick), format!("{tick:.0}")));
    }
    shapes.push(area.axes());
    shapes.push(area.name_below("epoch".to_owned()));
    for (index, (name, points)) in lines.iter().enumerate() {
        let kind = *name;
        shapes.push(Shape::Line { kind, points: points.iter().map(at).collect() });
        // A run of one epoch has no visible line, so every epoch is also drawn as a dot.
        shapes.extend(points.iter().map(|point| Shape::Dot { kind, at: at(point) }));
        shapes.extend(legend(kind, [left + 12.0 + 90.0 * index as f32, 322.0], kind.to_owned()));
    }
    shapes
}
