//! Charts: drawn as on the page, with their description as text, and the same figures as a table.

use document::{Anchor, Chart, Inlines, Shape};

use crate::flow::{Flow, MARGIN, PLAIN, RULE, SOFT_INK, TEXT_INK, line_height};
use crate::sheet::Ink;
use crate::structure::TagRole;
use crate::typeface::{TextStyle, Weight};

/// Points per unit where there is space: a chart is as wide as half a page or more.
const MOST_SCALE: f32 = 0.85;
/// The size of labels, in units: that of the page.
const LABEL: f32 = 13.0;
/// The colour of the model's data.
const ACCENT: [u8; 3] = [20, 90, 170];
/// The colour of the reference.
const CALM: [u8; 3] = [105, 110, 120];

impl Flow<'_> {
    /// A chart, its title, and its figures as a table.
    pub(crate) fn chart(&mut self, chart: &Chart) {
        let [width, height] = chart.size.map(|side| side.max(1.0));
        let scale = MOST_SCALE.min(self.width() / width).min(self.height() * 0.8 / height);
        let caption = TextStyle { size: 8.5, colour: SOFT_INK, ..PLAIN };
        self.need(height * scale + 2.0 * line_height(caption.size));
        let at = [MARGIN, self.y, width * scale, height * scale];
        let group = self.structure.add(None, TagRole::Group);
        let (alternative, sheet) = (chart.described.clone(), self.sheet());
        let figure = self.structure.add(Some(group), TagRole::Figure { alternative, sheet, at });
        let inks = chart.shapes.iter().flat_map(|shape| self.inks(shape, [MARGIN, self.y], scale)).collect();
        self.draw(Some(figure), inks);
        self.y += height * scale + 4.0;
        let below = self.structure.add(Some(group), TagRole::Caption);
        self.set(below, &Inlines::from(chart.title.as_str()), caption, self.whole());
        self.gap(6.0);
        self.table(&chart.table);
    }

    /// A shape of a chart with this upper left corner.
    fn inks(&self, shape: &Shape, [left, top]: [f32; 2], scale: f32) -> Vec<Ink> {
        let place = |[x, y]: [f32; 2]| [left + x * scale, top + y * scale];
        match shape {
            Shape::Line { kind, points } => {
                let (width, colour, is_dashed) = stroke(kind);
                let points = points.iter().map(|point| place(*point)).collect();
                vec![Ink::Line { points, width: width * scale, colour, is_dashed }]
            }
            Shape::Cell { at: [x, y, width, height], strength, is_right } => {
                let [x, y] = place([*x, *y]);
                let full = if *is_right { ACCENT } else { CALM };
                // Blended over white to an opaque colour, so that nothing in the file is transparent.
                let opacity = (0.06 + 0.94 * strength).clamp(0.0, 1.0);
                let colour = full.map(|part| (255.0 - (255.0 - f32::from(part)) * opacity).round() as u8);
                vec![Ink::Filled { at: [x, y, width * scale, height * scale], colour }]
            }
            Shape::Dot { kind, at } => {
                let (_, colour, _) = stroke(kind);
                vec![Ink::Dot { at: place(*at), radius: 3.5 * scale, colour }]
            }
            Shape::Label { at, anchor, text, is_light } => {
                let (weight, colour) = if *is_light { (Weight::Bold, [255; 3]) } else { (Weight::Regular, TEXT_INK) };
                let style = TextStyle { weight, size: LABEL * scale, colour };
                let text = self.faces.readable(text);
                let width = self.faces.width(&text, style);
                let [x, y] = place(*at);
                let x = match anchor {
                    Anchor::Start => x,
                    Anchor::Middle => x - width / 2.0,
                    Anchor::End => x - width,
                };
                vec![Ink::Text { at: [x, y], text, style }]
            }
        }
    }
}

/// Width in units, colour, and whether it is dashed: as in the page's style sheet.
fn stroke(kind: &str) -> (f32, [u8; 3], bool) {
    match kind {
        "axis" => (1.0, CALM, false),
        "ideal" => (1.0, CALM, true),
        "before" | "chance" => (2.0, CALM, true),
        "after" | "map" | "val" => (2.5, ACCENT, false),
        "train" => (2.0, CALM, false),
        _ => (1.0, RULE, false),
    }
}
