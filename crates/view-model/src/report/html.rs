//! The report as HTML text: it never changes once it is shown, and text weighs a fifth of what the same
//! elements weigh as compiled views (a page of 311 kB after brotli was the reason).
//!
//! Every text goes through [`escaped`]; nothing here comes from a picture or its name.

use std::fmt::Write;

use super::{Block, Chart, Say, Section, Shape, Table};
use crate::words;

/// Sections that are open at first: how often the model is right. Whoever wants the rest unfolds it.
const OPEN: [&str; 2] = ["score", "confusion"];

/// How the ids of sections begin that come from the model card, which is written in English.
pub(super) const CARD: &str = "card-";

/// The element of a section, for links of the list of contents.
#[must_use]
pub fn element_of(id: &str) -> String {
    format!("section-{id}")
}

/// A list of contents, then every section as a card that can be folded. `page` is the fragment of the page they stand
/// on: a part of it has the address `#/page/part`. `say` is the one that the sections were made with.
#[must_use]
pub fn html_from_sections(sections: &[Section], page: &str, say: Say<'_>) -> String {
    let mut out = String::new();
    let contents = escaped(&say(&text::report::contents()));
    put(
        &mut out,
        format_args!(r#"<nav class="sections__contents card" aria-label="{contents}"><ol class="sections__links">"#),
    );
    // Readers pronounce English as English.
    let lang = |id: &str| if id.starts_with(CARD) { r#" lang="en""# } else { "" };
    for Section { id, title, .. } in sections {
        let (lang, id, title) = (lang(id), escaped(id), escaped(title));
        put(&mut out, format_args!(r#"<li><a href="{page}/{id}"{lang}>{title}</a></li>"#));
    }
    out.push_str("</ol></nav>");
    let first_of_card = sections.iter().position(|section| section.id.starts_with(CARD));
    for (at, Section { id, title, blocks }) in sections.iter().enumerate() {
        if first_of_card == Some(at) {
            put(&mut out, format_args!("<p>{}</p>", escaped(&say(&text::report::card_english()))));
        }
        let lang = lang(id);
        let open = if OPEN.contains(&id.as_str()) { " open" } else { "" };
        let (element, id, title) = (element_of(&escaped(id)), escaped(id), escaped(title));
        put(
            &mut out,
            format_args!(
                r#"<details class="sections__card card" id="{element}" data-section="{id}"{lang}{open}><summary class="sections__summary"><h2 class="card__title">{title}</h2></summary><div class="sections__body">"#
            ),
        );
        blocks.iter().for_each(|found| block(&mut out, found, say));
        out.push_str("</div></details>");
    }
    out
}

/// A table in a frame that scrolls sideways by itself where the screen is narrow.
#[must_use]
pub fn html_from_table(found: &Table) -> String {
    let mut out = String::new();
    table(&mut out, found);
    out
}

fn block(out: &mut String, block: &Block, say: Say<'_>) {
    match block {
        Block::Lead { name, value, of } => put(
            out,
            format_args!(
                r#"<p class="sections__lead" data-figure="{name}" data-value="{value}"><span class="sections__value">{}</span> <span class="sections__of">{}</span></p>"#,
                escaped(&say(&words::percent_score(*value))),
                escaped(of)
            ),
        ),
        Block::Text(text) => put(out, format_args!("<p>{}</p>", escaped(text))),
        Block::Caveat(text) => put(out, format_args!(r#"<p class="sections__caveat">{}</p>"#, escaped(text))),
        Block::List(items) => {
            out.push_str(r#"<ul class="sections__list">"#);
            items.iter().for_each(|item| put(out, format_args!("<li>{}</li>", escaped(item))));
            out.push_str("</ul>");
        }
        Block::Table(found) => table(out, found),
        Block::Charts(charts) => {
            out.push_str(r#"<div class="sections__charts">"#);
            charts.iter().for_each(|found| chart(out, found, say));
            out.push_str("</div>");
        }
    }
}

fn table(out: &mut String, Table { id, caption, head, rows }: &Table) {
    let caption = escaped(caption);
    put(
        out,
        format_args!(
            r#"<div class="figure-table" role="region" aria-label="{caption}" tabindex="0"><table class="figure-table__table" data-table="{id}"><caption class="figure-table__caption">{caption}</caption><thead><tr>"#
        ),
    );
    head.iter().for_each(|name| put(out, format_args!(r#"<th scope="col">{}</th>"#, escaped(name))));
    out.push_str("</tr></thead><tbody>");
    for row in rows {
        out.push_str("<tr>");
        for (column, text) in row.iter().enumerate() {
            let text = escaped(text);
            match column {
                0 => put(out, format_args!(r#"<th scope="row">{text}</th>"#)),
                _ => put(out, format_args!("<td>{text}</td>")),
            }
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>");
}

fn chart(out: &mut String, Chart { title, size: [width, height], shapes, table: figures }: &Chart, say: Say<'_>) {
    let described = escaped(&say(&text::report::chart(title)));
    let as_table = escaped(&say(&text::report::chart_table()));
    let title = escaped(title);
    put(
        out,
        format_args!(
            r#"<figure class="chart"><svg class="chart__picture" viewBox="0 0 {width} {height}" role="img" aria-label="{described}">"#
        ),
    );
    shapes.iter().for_each(|found| shape(out, found));
    put(
        out,
        format_args!(
            r#"</svg><figcaption class="chart__title">{title}</figcaption><details class="chart__figures"><summary>{as_table}</summary>"#
        ),
    );
    table(out, figures);
    out.push_str("</details></figure>");
}

fn shape(out: &mut String, shape: &Shape) {
    match shape {
        Shape::Line { kind, points } => {
            put(out, format_args!(r#"<path class="chart__line chart__line--{kind}" d=""#));
            for (at, [x, y]) in points.iter().enumerate() {
                put(out, format_args!("{}{x:.1} {y:.1}", if at == 0 { 'M' } else { 'L' }));
            }
            out.push_str(r#""/>"#);
        }
        Shape::Cell { at: [x, y, width, height], strength, is_right } => {
            let right = if *is_right { " chart__cell--right" } else { "" };
            // Never quite nothing, so that an empty cell is still a cell.
            let opacity = 0.06 + 0.94 * strength;
            put(
                out,
                format_args!(
                    r#"<rect class="chart__cell{right}" x="{x}" y="{y}" width="{width}" height="{height}" rx="6" fill-opacity="{opacity:.3}"/>"#
                ),
            );
        }
        Shape::Dot { kind, at: [x, y] } => {
            put(
                out,
                format_args!(r#"<circle class="chart__dot chart__dot--{kind}" cx="{x:.1}" cy="{y:.1}" r="3.5"/>"#),
            );
        }
        Shape::Label { at: [x, y], anchor, text, is_light } => {
            let light = if *is_light { " chart__label--light" } else { "" };
            put(
                out,
                format_args!(
                    r#"<text class="chart__label{light}" x="{x:.1}" y="{y:.1}" text-anchor="{}">{}</text>"#,
                    anchor.name(),
                    escaped(text)
                ),
            );
        }
    }
}

/// Writing into a `String` cannot fail.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let section = Section {
            id: "x".into(),
            title: "a < b & \"c\"".into(),
            blocks: vec![Block::Text("<script>".into()), Block::List(vec!["<b>".into()])],
        };
        let html = html_from_sections(&[section], "#/model", &text::english);
        assert!(html.contains("a &lt; b &amp; &quot;c&quot;") && html.contains("&lt;script&gt;"), "{html}");
        assert!(!html.contains("<script>") && !html.contains("<b>"), "{html}");
    }

    #[test]
    fn every_section_is_on_the_list_of_contents_and_all_but_the_score_are_folded() {
        let section = |id: &str| Section { id: id.into(), title: format!("About {id}"), blocks: Vec::new() };
        let html = html_from_sections(&[section("score"), section("quality")], "#/model", &text::english);
        for part in [
            r##"<a href="#/model/score">About score</a>"##,
            r##"<a href="#/model/quality">About quality</a>"##,
            r#"id="section-score" data-section="score" open>"#,
            r#"id="section-quality" data-section="quality">"#,
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn the_model_card_is_marked_as_english_and_said_to_be_once() {
        let section = |id: &str| Section { id: id.into(), title: format!("About {id}"), blocks: Vec::new() };
        let sections = ["score", "card-use", "card-limits"].map(section);
        let html = html_from_sections(&sections, "#/model", &text::english);
        assert_eq!(html.matches(r#"lang="en""#).count(), 4, "two links and two sections in {html}");
        assert!(html.contains(r#"data-section="card-use" lang="en">"#), "{html}");
        let said = "which is written in English.</p><details";
        assert_eq!(html.matches(said).count(), 1, "{html}");
        assert!(html.find(said) < html.find("section-card-use"), "{html}");
    }

    #[test]
    fn a_table_has_a_name_and_headers_for_rows_and_columns() {
        let [head, row] = [["A", "B"], ["one", "2"]].map(|texts| texts.map(str::to_owned).to_vec());
        let table = Table { id: "t", caption: "On test".into(), head, rows: vec![row] };
        let html = html_from_table(&table);
        for part in [r#"aria-label="On test""#, r#"<th scope="col">B</th>"#, r#"<th scope="row">one</th><td>2</td>"#] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
