//! Evaluation results as charts.

use super::{Say, Table, table};
use crate::words;
use document::plot::legend;
use document::{Anchor, Chart, PlotArea, Shape};
use evaluation::{Bin, Curve, Evaluation};
use text::Message;

/// Side of a plotted square, and the margins left of, above and below it.
const SIDE: f32 = 240.0;
const LEFT: f32 = 44.0;
const TOP: f32 = 14.0;
const BELOW: f32 = 48.0;
const PLOT: PlotArea = PlotArea { left: LEFT, top: TOP, width: SIDE, height: SIDE };
/// Side of a cell of the confusion matrix, and the space for the names of its rows.
const CELL: f32 = 64.0;
const NAMES: f32 = 90.0;

/// Rows are true classes, columns predicted ones. The darkness of a cell is its share of the row.
pub(super) fn confusion_chart(found: &Evaluation, say: Say<'_>) -> Chart {
    let names: Vec<String> = found.labels.iter().map(|label| words::class_name(label)).collect();
    let mut shapes = Vec::new();
    for (row, counts) in found.confusion.iter().enumerate() {
        let all = counts.iter().sum::<u32>().max(1);
        let y = TOP + 40.0 + row as f32 * CELL;
        let name = names.get(row).map_or("", String::as_str);
        let above = 7.0 * name.matches(' ').count() as f32;
        shapes.extend(stacked([NAMES - 8.0, y + CELL / 2.0 + 4.0 - above], Anchor::End, name));
        for (column, count) in counts.iter().enumerate() {
            let (x, strength) = (NAMES + column as f32 * CELL, *count as f32 / all as f32);
            shapes.push(Shape::Cell { at: [x, y, CELL - 2.0, CELL - 2.0], strength, is_right: row == column });
            shapes.push(Shape::Label {
                at: [x + CELL / 2.0, y + CELL / 2.0 + 4.0],
                anchor: Anchor::Middle,
                text: say(&text::number::count(*count)),
                is_light: strength > 0.5,
            });
        }
    }
    for (column, name) in names.iter().enumerate() {
        let x = NAMES + (column as f32 + 0.5) * CELL;
        shapes.extend(stacked([x, TOP + 8.0], Anchor::Middle, name));
    }
    let side = names.len() as f32 * CELL;
    let head: Vec<String> = std::iter::once(say(&text::report::truly())).chain(names.iter().cloned()).collect();
    let row = |(name, counts): (&String, &Vec<u32>)| {
        std::iter::once(name.clone()).chain(counts.iter().map(|count| say(&text::number::count(*count)))).collect()
    };
    let title = say(&text::report::confusion_chart(&found.data, found.split.name(), found.n));
    let size = [NAMES + side + 4.0, TOP + 40.0 + side + 4.0];
    let rows = names.iter().zip(&found.confusion).map(row).collect();
    chart(size, shapes, Table::captioned("confusion", title, head, rows), say)
}

/// Confidence against accuracy, before and after calibration.
pub(super) fn reliability_chart(found: &Evaluation, say: Say<'_>) -> Chart {
    let title = text::report_certainty::chart(&found.data, found.split.name(), found.n);
    let right = text::report_certainty::right();
    let mut shapes = frame(text::report_certainty::of_answer(), right.clone(), say);
    shapes.push(Shape::Line { kind: "ideal", points: vec![PLOT.at(0.0, 0.0), PLOT.at(1.0, 1.0)] });
    let mut rows = Vec::new();
    let before = (text::report_certainty::before(), &found.reliability.before);
    let after = (text::report_certainty::after(), &found.reliability.after);
    for (kind, (name, bins)) in [("before", before), ("after", after)] {
        let name = say(&name);
        let filled = || bins.iter().filter(|bin| bin.n > 0);
        shapes.push(Shape::Line { kind, points: filled().map(|bin| PLOT.at(bin.confidence, bin.accuracy)).collect() });
        shapes.extend(filled().map(|bin| Shape::Dot { kind, at: PLOT.at(bin.confidence, bin.accuracy) }));
        rows.extend(filled().map(|bin| reliability_row(&name, bin, say)));
    }
    let lines = [text::report_certainty::line_before(), text::report_certainty::line_after()];
    shapes.extend(legends(["before", "after"], &lines, say));
    let head =
        [text::report_certainty::calibration(), text::report_certainty::certainty(), right, text::report::pictures()];
    chart(SQUARE, shapes, table("reliability", &title, &head, rows, say), say)
}

/// Probability of the class as cells change, by the map and by chance.
pub(super) fn curve_chart(title: &Message, along: &Message, curve: &Curve, say: Say<'_>) -> Chart {
    let mut shapes = frame(along.clone(), text::report_checks::probability(), say);
    let steps = curve.by_map.len().max(2) - 1;
    let share = |step: usize| step as f32 / steps as f32;
    for (kind, values) in [("chance", &curve.by_chance), ("map", &curve.by_map)] {
        let points = values.iter().enumerate().map(|(step, value)| PLOT.at(share(step), *value)).collect();
        shapes.push(Shape::Line { kind, points });
    }
    let lines = [text::report_checks::line_map(), text::report_checks::line_chance()];
    shapes.extend(legends(["map", "chance"], &lines, say));
    let rows = curve.by_map.iter().zip(&curve.by_chance).enumerate();
    let rows = rows.map(|(step, (map, chance))| {
        let figures = [words::percent_score(share(step)), text::number::score(*map), text::number::score(*chance)];
        figures.iter().map(say).collect::<Vec<_>>()
    });
    let head = [along.clone(), text::report_checks::by_map(), text::report_checks::by_chance()];
    chart(SQUARE, shapes, table("curve", title, &head, rows.collect(), say), say)
}

const SQUARE: [f32; 2] = [LEFT + SIDE + 12.0, TOP + SIDE + BELOW + 36.0];

/// A chart of these figures, with the title of their table.
fn chart(size: [f32; 2], shapes: Vec<Shape>, table: Table, say: Say<'_>) -> Chart {
    let title = table.caption.clone();
    Chart { described: say(&text::report::chart(&title)), title, size, shapes, table }
}

/// Axes of 0…1 with ticks at every quarter.
fn frame(along: Message, up: Message, say: Say<'_>) -> Vec<Shape> {
    let mut shapes = vec![PLOT.axes()];
    for quarter in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let text = format!("{:.0}", quarter * 100.0);
        shapes.push(PLOT.mark_below(quarter, text.clone()));
        shapes.push(PLOT.mark_beside(quarter, text));
    }
    shapes.push(PLOT.name_below(say(&text::report_certainty::axis(along))));
    let [x, y] = PLOT.at(0.0, 1.0);
    shapes.push(Shape::label([x + 6.0, y + 8.0], Anchor::Start, say(&text::report_certainty::axis(up))));
    shapes
}

fn legends(kinds: [&'static str; 2], names: &[Message; 2], say: Say<'_>) -> Vec<Shape> {
    // One below the other, since side by side they would touch.
    let heights = [TOP + SIDE + BELOW + 8.0, TOP + SIDE + BELOW + 26.0];
    let lines = kinds.into_iter().zip(names).zip(heights);
    lines.flat_map(|((kind, name), y)| legend(kind, [LEFT, y], say(name))).collect()
}

/// A name, one word a line: a column is as wide as a cell, and on a phone a row has little more.
fn stacked([x, y]: [f32; 2], anchor: Anchor, name: &str) -> impl Iterator<Item = Shape> {
    let line = move |(at, word): (usize, &str)| Shape::label([x, y + 14.0 * at as f32], anchor, word.to_owned());
    name.split(' ').enumerate().map(line)
}

fn reliability_row(name: &str, bin: &Bin, say: Say<'_>) -> Vec<String> {
    let [confidence, accuracy] = [bin.confidence, bin.accuracy].map(|share| say(&words::percent_score(share)));
    vec![name.to_owned(), confidence, accuracy, say(&text::number::count(bin.n))]
}

#[cfg(test)]
mod tests {
    use super::super::tests::fixture::evaluation_on;
    use super::{Anchor, Shape, confusion_chart, reliability_chart, words};
    use evaluation::Split;

    #[test]
    fn a_chart_is_legible_on_a_phone() {
        // The column of a card on a screen of 390 px, and the size of the labels in `style/sections.css`.
        const COLUMN: f32 = 324.0;
        const LABEL: f32 = 13.0;
        words::install("brain-mri", words::tests::brain());
        let mut test = evaluation_on(Split::Test);
        test.labels = ["glioma", "meningioma", "notumor", "pituitary"].map(str::to_owned).into();
        test.confusion = vec![vec![7; 4]; 4];
        for chart in [confusion_chart(&test, &text::english), reliability_chart(&test, &text::english)] {
            let shown = LABEL * (COLUMN / chart.size[0]).min(1.0);
            assert!(shown >= 12.0, "{}: labels of {shown} px", chart.title);
            for shape in &chart.shapes {
                if let Shape::Label { at, anchor: Anchor::End, text, .. } = shape {
                    // Half the size of a letter, and a quarter more for wide ones.
                    let wide = 0.625 * LABEL * text.chars().count() as f32;
                    assert!(wide <= at[0], "“{text}” begins outside of {}", chart.title);
                }
            }
        }
    }
}
