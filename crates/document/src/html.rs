//! Sections as HTML text, with the class names of `style/`: they never change once they are shown, and as text they
//! take a fifth of the size of the same elements as compiled views (a page of 311 kB after brotli was the reason).
//!
//! Every text goes through `escape`. An element is three pieces and one call: formatting code is larger than
//! concatenation.

use crate::svg::shape;
use crate::{Block, Chart, Inline, Inlines, Section, Table};

/// Text around the sections of a page, in its language.
#[derive(Clone, Debug)]
pub struct SectionFrame<'a> {
    /// Fragment of their page: a part of it has the address `#/page/part`.
    pub page: &'a str,
    /// Sections that are initially expanded; the reader can expand the others.
    pub open: &'a [&'a str],
    /// Name of the list of contents.
    pub contents: String,
    /// Shown before the first section in another language.
    pub other_language: String,
    /// Label of the control that expands the table of a chart.
    pub chart_table: String,
}

/// The element of a section, for links of the list of contents.
#[must_use]
pub fn element_of(id: &str) -> String {
    format!("section-{id}")
}

/// A list of contents, then every section as a collapsible card.
#[must_use]
pub fn html_from_sections(sections: &[Section], frame: &SectionFrame<'_>) -> String {
    let mut html = String::new();
    let out = &mut html;
    put(
        out,
        r#"<nav class="sections__contents card" aria-label=""#,
        &frame.contents,
        r#""><ol class="sections__links">"#,
    );
    for section in sections {
        put(out, r#"<li><a href=""#, frame.page, "/");
        put(out, "", &section.id, "\"");
        language(out, section);
        put(out, ">", &section.title, "</a></li>");
    }
    out.push_str("</ol></nav>");
    let mut is_said = false;
    for section in sections {
        if section.language.is_some() && !is_said {
            put(out, "<p>", &frame.other_language, "</p>");
            is_said = true;
        }
        let Section { id, title, blocks, .. } = section;
        put(out, r#"<details class="sections__card card" id=""#, &element_of(id), "\"");
        put(out, r#" data-section=""#, id, "\"");
        language(out, section);
        if frame.open.contains(&id.as_str()) {
            out.push_str(" open");
        }
        out.push_str(r#"><summary class="sections__summary"><h2 class="card__title">"#);
        put(out, "", title, r#"</h2></summary><div class="sections__body">"#);
        blocks.iter().for_each(|found| block(out, found, &frame.chart_table));
        out.push_str("</div></details>");
    }
    html
}

/// Blocks one after the other; `chart_table` labels the control that expands the table of a chart.
#[must_use]
pub fn html_from_blocks(blocks: &[Block], chart_table: &str) -> String {
    let mut out = String::new();
    blocks.iter().for_each(|found| block(&mut out, found, chart_table));
    out
}

/// A table in a frame that scrolls sideways by itself where the screen is narrow.
///
/// ```
/// use document::{Table, html_from_table};
///
/// let mut table = Table::new(["Class", "Pictures"]);
/// table.row(["<oak>".to_owned(), 12.to_string()]);
/// let html = html_from_table(&table);
/// assert!(html.contains(r#"<th scope="row">&lt;oak&gt;</th><td>12</td>"#));
/// ```
#[must_use]
pub fn html_from_table(found: &Table) -> String {
    let mut out = String::new();
    table(&mut out, found);
    out
}

/// So that screen readers pronounce English correctly.
fn language(out: &mut String, section: &Section) {
    if let Some(language) = section.language {
        put(out, r#" lang=""#, language, "\"");
    }
}

fn block(out: &mut String, block: &Block, chart_table: &str) {
    match block {
        Block::Heading { level, text } => {
            let level = char::from(b'0' + (*level).clamp(1, 6));
            out.push_str("<h");
            out.push(level);
            runs(out, ">", text, "</h");
            out.push(level);
            out.push('>');
        }
        Block::Lead { name, value, shown, of } => {
            put(out, r#"<p class="sections__lead" data-figure=""#, name, r#"" data-value=""#);
            put(out, "", &value.to_string(), r#""><span class="sections__value">"#);
            put(out, "", shown, r#"</span> <span class="sections__of">"#);
            put(out, "", of, "</span></p>");
        }
        Block::Text(text) => runs(out, "<p>", text, "</p>"),
        Block::Caveat(text) => runs(out, r#"<p class="sections__caveat">"#, text, "</p>"),
        Block::List(items) => {
            out.push_str(r#"<ul class="sections__list">"#);
            items.iter().for_each(|item| runs(out, "<li>", item, "</li>"));
            out.push_str("</ul>");
        }
        Block::Table(found) => table(out, found),
        Block::Charts(charts) => {
            out.push_str(r#"<div class="sections__charts">"#);
            charts.iter().for_each(|found| chart(out, found, chart_table));
            out.push_str("</div>");
        }
        Block::Image { source, alternative } => {
            put(out, r#"<img src=""#, source, r#"" alt=""#);
            put(out, "", alternative, r#"">"#);
        }
        Block::Code { text, .. } => put(out, "<pre><code>", text, "</code></pre>"),
    }
}

fn table(out: &mut String, Table { id, caption, head, rows, .. }: &Table) {
    put(out, r#"<div class="figure-table" role="region" aria-label=""#, caption, r#"" tabindex="0">"#);
    put(out, r#"<table class="figure-table__table" data-table=""#, id, r#""><caption class="figure-table__caption">"#);
    put(out, "", caption, "</caption><thead><tr>");
    head.iter().for_each(|name| put(out, r#"<th scope="col">"#, name, "</th>"));
    out.push_str("</tr></thead><tbody>");
    for row in rows {
        out.push_str("<tr>");
        for (column, text) in row.iter().enumerate() {
            let [open, close] = if column == 0 { [r#"<th scope="row">"#, "</th>"] } else { ["<td>", "</td>"] };
            runs(out, open, text, close);
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>");
}

fn chart(
    out: &mut String,
    Chart { title, described, size: [width, height], shapes, table: figures }: &Chart,
    words: &str,
) {
    put(out, r#"<figure class="chart"><svg class="chart__picture" viewBox="0 0 "#, &width.to_string(), " ");
    put(out, "", &height.to_string(), r#"" role="img" aria-label=""#);
    put(out, "", described, r#"">"#);
    shapes.iter().for_each(|found| shape(out, found));
    put(out, r#"</svg><figcaption class="chart__title">"#, title, "</figcaption>");
    put(out, r#"<details class="chart__figures"><summary>"#, words, "</summary>");
    table(out, figures);
    out.push_str("</details></figure>");
}

/// Runs of text between two pieces of markup.
fn runs(out: &mut String, open: &str, text: &Inlines, close: &str) {
    out.push_str(open);
    for run in &text.0 {
        match run {
            Inline::Plain(text) => escape(out, text),
            Inline::Emphasis(text) => put(out, "<em>", text, "</em>"),
            Inline::Strong(text) => put(out, "<strong>", text, "</strong>"),
            Inline::Code(text) => put(out, "<code>", text, "</code>"),
            Inline::Link { to, text } => {
                put(out, r#"<a href=""#, to, r#"">"#);
                put(out, "", text, "</a>");
            }
        }
    }
    out.push_str(close);
}

/// A text between two pieces of markup.
#[inline(never)]
pub(crate) fn put(out: &mut String, open: &str, text: &str, close: &str) {
    out.push_str(open);
    escape(out, text);
    out.push_str(close);
}

/// A text escaped so that it stays text, in content and in attributes.
#[inline(never)]
pub(crate) fn escape(out: &mut String, text: &str) {
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(sign),
        }
    }
}

#[cfg(test)]
mod tests;
