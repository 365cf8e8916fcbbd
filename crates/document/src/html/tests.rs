//! The output is well-formed, and no text becomes markup.

use super::*;
use crate::{Anchor, Shape};

fn page(sections: &[Section]) -> String {
    let frame = SectionFrame {
        page: "#/model",
        open: &["score"],
        contents: "Contents".into(),
        other_language: "In English.".into(),
        chart_table: "As a table".into(),
    };
    html_from_sections(sections, &frame)
}

fn section(id: &str, language: Option<&'static str>) -> Section {
    Section { id: id.into(), title: format!("About {id}"), language, blocks: Vec::new() }
}

#[test]
fn text_stays_text() {
    let hostile = || "<script>\"&".to_owned();
    let table = Table::captioned("t", hostile(), vec![hostile()], vec![vec![hostile(), hostile()]]);
    let shapes = vec![Shape::label([1.0, 2.0], Anchor::Middle, hostile())];
    let chart = Chart { title: hostile(), described: hostile(), size: [3.0, 4.5], shapes, table: table.clone() };
    let link = Inline::Link { to: "x\" onclick=\"y".into(), text: hostile() };
    let marked = [Inline::Emphasis(hostile()), Inline::Strong(hostile()), Inline::Code(hostile()), link];
    let blocks = vec![
        Block::Heading { level: 3, text: hostile().into() },
        Block::Lead { name: "accuracy", value: 0.5, shown: hostile(), of: hostile() },
        Block::Text(Inlines(marked.into())),
        Block::Caveat(hostile().into()),
        Block::List(vec![hostile().into()]),
        Block::Table(table),
        Block::Charts(vec![chart]),
        Block::Image { source: hostile(), alternative: hostile() },
        Block::Code { language: "sh", text: hostile() },
    ];
    let html = page(&[Section { id: hostile(), title: hostile(), language: None, blocks }]);
    assert!(!html.contains("<script") && !html.contains("\" onclick"), "{html}");
    assert!(html.matches("&lt;script&gt;&quot;&amp;").count() >= 22, "{html}");
    for part in [
        "<h3>&lt;",
        r#"data-figure="accuracy" data-value="0.5">"#,
        r#"viewBox="0 0 3 4.5""#,
        r#"x="1.0" y="2.0" text-anchor="middle">&lt;"#,
        "<em>&lt;",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
}

#[test]
fn every_section_is_on_the_list_of_contents_and_all_but_the_score_are_folded() {
    let html = page(&[section("score", None), section("quality", None)]);
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
fn another_language_is_marked_and_said_once() {
    let english = Some("en");
    let html = page(&[section("score", None), section("card-use", english), section("card-limits", english)]);
    assert_eq!(html.matches(r#"lang="en""#).count(), 4, "two links and two sections in {html}");
    assert!(html.contains(r#"data-section="card-use" lang="en">"#), "{html}");
    let said = "<p>In English.</p><details";
    assert_eq!(html.matches(said).count(), 1, "{html}");
    assert!(html.find(said) < html.find("section-card-use"), "{html}");
}

#[test]
fn a_table_has_a_name_and_headers_for_rows_and_columns() {
    let [head, row] = [["A", "B"], ["one", "2"]].map(|texts| texts.map(str::to_owned).to_vec());
    let html = html_from_table(&Table::captioned("t", "On test".into(), head, vec![row]));
    for part in [r#"aria-label="On test""#, r#"<th scope="col">B</th>"#, r#"<th scope="row">one</th><td>2</td>"#] {
        assert!(html.contains(part), "{part} in {html}");
    }
}
