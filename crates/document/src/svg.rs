//! Charts as SVG: inside a page, which styles them, and as a file of their own.

use std::fmt::{Arguments, Write};

use crate::html::{escape, put};
use crate::{Chart, Shape};

/// A chart as a file, with the style sheet that its shapes need: a page styles `chart__line--train` and the like, a
/// file must include the styles.
#[must_use]
pub fn picture(chart: &Chart, style: &str) -> String {
    let [width, height] = chart.size;
    let mut out = String::new();
    write(
        &mut out,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             font-family=\"system-ui, sans-serif\" font-size=\"12\">\n"
        ),
    );
    put(&mut out, "<title>", &chart.title, "</title>\n");
    put(&mut out, "<desc>", &chart.described, "</desc>\n<style>\n");
    out.push_str(style);
    write(&mut out, format_args!("</style>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n"));
    for found in &chart.shapes {
        shape(&mut out, found);
        out.push('\n');
    }
    out.push_str("</svg>\n");
    out
}

/// One shape.
pub(crate) fn shape(out: &mut String, shape: &Shape) {
    match shape {
        Shape::Line { kind, points } => {
            write(out, format_args!(r#"<path class="chart__line chart__line--{kind}" d=""#));
            for (at, [x, y]) in points.iter().enumerate() {
                write(out, format_args!("{}{x:.1} {y:.1}", if at == 0 { 'M' } else { 'L' }));
            }
            out.push_str(r#""/>"#);
        }
        Shape::Cell { at: [x, y, width, height], strength, is_right } => {
            let right = if *is_right { " chart__cell--right" } else { "" };
            // Never fully transparent, so that an empty cell is still visible.
            let opacity = 0.06 + 0.94 * strength;
            write(
                out,
                format_args!(
                    r#"<rect class="chart__cell{right}" x="{x}" y="{y}" width="{width}" height="{height}" rx="6" fill-opacity="{opacity:.3}"/>"#
                ),
            );
        }
        Shape::Dot { kind, at: [x, y] } => {
            write(
                out,
                format_args!(r#"<circle class="chart__dot chart__dot--{kind}" cx="{x:.1}" cy="{y:.1}" r="3.5"/>"#),
            );
        }
        Shape::Label { at: [x, y], anchor, text, is_light } => {
            let light = if *is_light { " chart__label--light" } else { "" };
            write(
                out,
                format_args!(
                    r#"<text class="chart__label{light}" x="{x:.1}" y="{y:.1}" text-anchor="{}">"#,
                    anchor.name()
                ),
            );
            escape(out, text);
            out.push_str("</text>");
        }
    }
}

/// Writing into a `String` cannot fail.
fn write(out: &mut String, text: Arguments<'_>) {
    let _ = out.write_fmt(text);
}
