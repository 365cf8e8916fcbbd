//! Learning curves as an SVG picture: loss and macro recall per epoch.
//!
//! Invariant: the picture explains itself: title, axis names, units, legend, and a
//! description for those who cannot see it. Lines differ by dash as well as by colour.

use super::run_record::EpochRecord;
use anyhow::{Context, Result};
use std::fmt::Write;
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
        // A diverged epoch has no place on the paper; the others are still drawn.
        epochs.iter().map(|e| (e.epoch as f64, value(e))).filter(|point| point.1.is_finite()).collect::<Vec<_>>()
    };
    let train_loss = ChartLine { name: "train", colour: "#0072b2", dash: "", points: points(|e| e.train_loss) };
    let val_loss = ChartLine { name: "val", colour: "#d55e00", dash: "6 3", points: points(|e| e.val_loss) };
    let recall = ChartLine { name: "val", colour: "#d55e00", dash: "6 3", points: points(|e| e.val_macro_recall) };
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 860 330\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"12\">\n",
    );
    let _ = writeln!(svg, "<title>Learning curves</title>\n<desc>{}</desc>", description(epochs));
    svg.push_str("<rect width=\"860\" height=\"330\" fill=\"#fff\"/>\n");
    PlotArea { left: 60.0, title: "Loss", unit: "nats" }.draw(&mut svg, &[train_loss, val_loss]);
    PlotArea { left: 490.0, title: "Macro recall on val", unit: "0…1" }.draw(&mut svg, &[recall]);
    svg.push_str("</svg>\n");
    svg
}

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

struct ChartLine {
    name: &'static str,
    colour: &'static str,
    dash: &'static str,
    points: Vec<(f64, f64)>,
}

/// A plot area of fixed size.
struct PlotArea {
    left: f64,
    title: &'static str,
    unit: &'static str,
}

const TOP: f64 = 40.0;
const WIDTH: f64 = 340.0;
const HEIGHT: f64 = 230.0;

impl PlotArea {
    fn draw(&self, svg: &mut String, lines: &[ChartLine]) {
        let x_axis = ChartAxis::over(lines.iter().flat_map(|line| &line.points).map(|point| point.0));
        let y_axis = ChartAxis::over(lines.iter().flat_map(|line| &line.points).map(|point| point.1));
        let x = |value: f64| self.left + x_axis.share(value) * WIDTH;
        let y = |value: f64| TOP + HEIGHT - y_axis.share(value) * HEIGHT;
        let middle = self.left + WIDTH / 2.0;
        let (bottom, right) = (TOP + HEIGHT, self.left + WIDTH);
        let _ = writeln!(
            svg,
            "<text x=\"{middle}\" y=\"24\" text-anchor=\"middle\" font-size=\"15\" font-weight=\"600\">{} ({})</text>",
            self.title, self.unit
        );
        for tick in y_axis.ticks() {
            let at = y(tick);
            let _ = writeln!(
                svg,
                "<path d=\"M{:.1} {at:.1}H{right:.1}\" stroke=\"#ddd\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
                self.left,
                self.left - 6.0,
                at + 4.0,
                y_axis.label(tick)
            );
        }
        for tick in x_axis.ticks().into_iter().filter(|tick| (tick - tick.round()).abs() < 1e-9) {
            let _ = writeln!(
                svg,
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{tick:.0}</text>",
                x(tick),
                bottom + 18.0
            );
        }
        let _ = writeln!(
            svg,
            "<path d=\"M{:.1} {TOP}V{bottom}H{right:.1}\" fill=\"none\" stroke=\"#333\"/>\n<text x=\"{middle}\" y=\"{:.1}\" text-anchor=\"middle\">epoch</text>",
            self.left,
            bottom + 38.0
        );
        for (index, line) in lines.iter().enumerate() {
            line.draw(svg, x, y);
            line.legend(svg, self.left + 12.0 + 90.0 * index as f64);
        }
    }
}

impl ChartLine {
    fn draw(&self, svg: &mut String, x: impl Fn(f64) -> f64, y: impl Fn(f64) -> f64) {
        let points: Vec<String> = self.points.iter().map(|&(a, b)| format!("{:.1},{:.1}", x(a), y(b))).collect();
        let _ = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"{}\"/>",
            points.join(" "),
            self.colour,
            self.dash
        );
        // A run of one epoch has no line to see, so every epoch is a dot as well.
        for &(a, b) in &self.points {
            let _ = writeln!(svg, "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"2.5\" fill=\"{}\"/>", x(a), y(b), self.colour);
        }
    }

    fn legend(&self, svg: &mut String, left: f64) {
        let _ = writeln!(
            svg,
            "<path d=\"M{left} 325h24\" stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"{}\"/><text x=\"{}\" y=\"329\">{}</text>",
            self.colour,
            self.dash,
            left + 30.0,
            self.name
        );
    }
}

/// A range that begins and ends on a round step.
struct ChartAxis {
    low: f64,
    high: f64,
    step: f64,
}

impl ChartAxis {
    fn over(values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = values
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let (low, high) = if low < high {
            (low, high)
        } else if low.is_finite() {
            (low - 0.5, high + 0.5)
        } else {
            (0.0, 1.0)
        };
        // Steps of 1, 2 or 5 times a power of ten, about six of them.
        let rough = (high - low) / 6.0;
        let power = 10f64.powf(rough.log10().floor());
        let step =
            [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= rough).unwrap_or(rough);
        Self { low: (low / step).floor() * step, high: (high / step).ceil() * step, step }
    }

    fn share(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    fn ticks(&self) -> Vec<f64> {
        let count = ((self.high - self.low) / self.step).round() as usize;
        (0..=count).map(|index| self.low + index as f64 * self.step).collect()
    }

    fn label(&self, tick: f64) -> String {
        let decimals = (-self.step.log10().floor()).max(0.0) as usize;
        format!("{tick:.decimals$}")
    }
}
