//! Every figure of a model's report is shown, with its data and split.

pub(crate) mod fixture;

use super::*;
use document::Shape;
use evaluation::{CardSection, HiddenPart, Metric};
use fixture::{all_text, evaluation_on, figure, full, model, told};

#[test]
fn the_score_on_unseen_patients_comes_first() {
    let sections = told(&model(Some(full())));
    assert!(matches!(&sections[0].blocks[0], Block::Lead { name: "accuracy", value, .. } if *value == 0.871));
    let first = all_text(&sections[..1]);
    for said in ["82.1 % to 90.1 %", "41.3 %", "17 patients", "other hospitals", "It is leaky", "somewhere"] {
        assert!(first.contains(said), "{said} in {first}");
    }
}

/// A score of “made-up”.
fn score(metric: Metric, split: Split, weights: &str, value: f32) -> protocol::Score {
    let (data, weights) = ("made-up".to_owned(), weights.to_owned());
    protocol::Score { metric, value, interval: [value - 0.05, value + 0.05], data, split, weights, n: 62, groups: 17 }
}

#[test]
fn the_score_on_pictures_of_other_hospitals_comes_first_and_then_what_stands_beside_it() {
    let mut measured = full();
    measured.evaluations.push(evaluation_on(Split::External));
    let blackout = Probe {
        hidden: HiddenPart::Blackout,
        by: "the mask".into(),
        accuracy: figure(0.42),
        macro_recall: figure(0.411),
        ..measured.probes[0].clone()
    };
    measured.probes.push(blackout);
    let border = "baseline: border, nearest neighbours";
    let trivial = |metric: Metric| Metric::Baseline(Box::new(metric));
    let scores = vec![
        score(Metric::MacroAuc, Split::Test, "int8", 0.921),
        score(Metric::GroupAuc, Split::Test, "int8", 0.934),
        score(Metric::RecallOf("glioma,pituitary".into()), Split::External, "int8", 0.613),
        score(Metric::SubgroupRecall("children".into()), Split::Test, "int8", 0.777),
        score(trivial(Metric::MacroRecall), Split::Test, border, 0.555),
        score(trivial(Metric::GroupAuc), Split::Test, border, 0.883),
        score(Metric::MacroAuc, Split::Test, "f32", 0.925),
    ];
    let found = told(&ModelReport { scores, ..model(Some(measured)) });
    assert!(matches!(&found[0].blocks[0], Block::Lead { name: "external_recall", value, .. } if *value == 0.613));
    let first = all_text(&found[..1]);
    let order =
        ["61.3 %", "87.1 %", "The anatomy, in black", "This model", "The border alone", "somewhere", "children"];
    let places: Vec<Option<usize>> = order.map(|said| first.find(said)).to_vec();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in {first}");
    for said in ["0.883 (0.833 to 0.933)", "0.934 (0.884 to 0.984)", "77.7 %", "41.1 %"] {
        assert_eq!(all_text(&found).matches(said).count(), 1, "{said} stands once");
    }
    let rest = found.iter().find(|section| section.id == "scores").unwrap();
    assert!(matches!(&rest.blocks[..], [Block::Table(table)] if table.rows.len() == 1), "of f32 alone: {rest:?}");
    // No group is counted where groups are no more than pictures.
    let mut pictures = model(None);
    pictures.text.groups = "picture".into();
    pictures.scores = vec![score(trivial(Metric::MacroRecall), Split::Test, border, 0.555)];
    assert!(!all_text(&told(&pictures)).contains("each group once"));
}

#[test]
fn every_measured_figure_is_shown() {
    let all = all_text(&told(&model(Some(full()))));
    for said in [
        "0.081",
        "0.034",
        "1.234",
        "95.3 %",
        "1.31",
        "94.1 %",
        "29.0 %",
        "0.3127",
        "83.3 %",
        "91.1 %",
        "66.0 %",
        "0.321",
        "0.543",
        "72.7 %",
        "11.1 %",
        "0.987",
        "4.2 %",
        "3.1 %",
        "0.5 %",
        "not measured",
    ] {
        assert!(all.contains(said), "{said}");
    }
}

#[test]
fn each_figure_and_each_title_stands_once() {
    let mut measured = full();
    let card = |id: &str, title: &str| CardSection {
        id: id.into(),
        title: title.into(),
        items: vec![format!("{title} in prose.")],
    };
    measured.card.extend([
        card("decision_thresholds", "Operating points"),
        card("results", "Scores"),
        card("limits", "Limits"),
    ]);
    let score = |metric: &str, split: Split| protocol::Score {
        metric: Metric::from(metric.to_owned()),
        value: 0.871,
        interval: [0.8, 0.9],
        data: "made-up".into(),
        split,
        weights: "int8".into(),
        n: 62,
        groups: 17,
    };
    // Of the shipped weights, then of others.
    let scores = ["accuracy", "macro_auc", "accuracy"].map(|metric| score(metric, Split::Test)).into();
    let found = told(&ModelReport { scores, ..model(Some(measured)) });
    let titles: std::collections::BTreeSet<&str> = found.iter().map(|section| section.title.as_str()).collect();
    assert_eq!(titles.len(), found.len(), "{titles:?}");
    let ids: Vec<&str> = found.iter().map(|section| section.id.as_str()).collect();
    assert!(
        ids.contains(&"card-limits") && !ids.contains(&"card-results") && !ids.contains(&"card-popular_split"),
        "{ids:?}"
    );
    assert_eq!(all_text(&found).matches("It is leaky").count(), 1);
    let all = found.iter().find(|section| section.id == "scores").unwrap();
    assert!(matches!(&all.blocks[..], [Block::Table(table)] if table.rows.len() == 2), "{all:?}");
    // Without the figures above, the card's prose is all there is.
    let prose =
        Measured { card: vec![card("results", "Scores"), card("gates", "What it turns away")], ..Measured::default() };
    assert!(all_text(&told(&model(Some(prose)))).contains("What it turns away in prose"));
}

#[test]
fn every_table_names_its_data_and_has_as_many_cells_as_columns() {
    let tables = |blocks: &[Block]| -> Vec<Table> {
        let of = |block: &Block| match block {
            Block::Table(table) => vec![table.clone()],
            Block::Charts(charts) => charts.iter().map(|chart| chart.table.clone()).collect(),
            _ => Vec::new(),
        };
        blocks.iter().flat_map(of).collect()
    };
    let found: Vec<Table> = told(&model(Some(full()))).iter().flat_map(|section| tables(&section.blocks)).collect();
    assert_eq!(found.len(), 12);
    for table in found {
        assert!(format!("{table:?}").contains("test"), "{}: no split", table.id);
        assert!(!table.rows.is_empty() && table.rows.iter().all(|row| row.len() == table.head.len()), "{}", table.id);
    }
}

#[test]
fn a_chart_stays_inside_its_own_size() {
    let test = evaluation_on(Split::Test);
    for chart in [chart::confusion_chart(&test, &text::english), chart::reliability_chart(&test, &text::english)] {
        let [width, height] = chart.size;
        let inside = |[x, y]: &[f32; 2]| (0.0..=width).contains(x) && (0.0..=height).contains(y);
        for shape in &chart.shapes {
            let is_inside = match shape {
                Shape::Line { points, .. } => points.iter().all(inside),
                Shape::Cell { at: [x, y, w, h], .. } => inside(&[*x, *y]) && inside(&[x + w, y + h]),
                Shape::Dot { at, .. } | Shape::Label { at, .. } => inside(at),
            };
            assert!(is_inside, "{}: {shape:?}", chart.title);
        }
    }
}

#[test]
fn a_model_without_measurements_says_so() {
    let said = all_text(&told(&model(None)));
    assert!(
        said.contains("carries no score") && said.contains("not measured on pictures of other hospitals"),
        "{said}"
    );
}

#[test]
fn errors_are_counted_among_answers_of_similar_certainty() {
    let mut test = evaluation_on(Split::Test);
    let said = text::english(&words::right_in_100(&test, 0.91, "patient").unwrap());
    assert!(
        said.contains("about 95 of 100") && said.contains("19 of the 20 test pictures") && said.contains("made-up"),
        "{said}"
    );
    test.reliability.after.iter_mut().for_each(|bin| bin.accuracy = 1.0);
    let said = text::english(&words::right_in_100(&test, 0.991, "patient").unwrap());
    assert!(said.contains("at least 85 of 100") && said.contains("20 of the 20"), "{said}");
    for confidence in [0.91, 0.991] {
        let of = |groups: &str| text::english(&words::right_in_100(&test, confidence, groups).unwrap());
        let doubt = " Whose pictures these are was never fully published";
        assert!(of("picture").contains(doubt), "{}", of("picture"));
        assert!(!of("patient").contains(doubt) && of("picture") == of("nodule"), "{}", of("nodule"));
        test.reliability.after.iter_mut().for_each(|bin| bin.accuracy = 0.95);
    }
    test.reliability.after.clear();
    assert_eq!(words::right_in_100(&test, 0.9, "patient"), None);
}

#[test]
fn a_set_is_said_with_what_was_measured_of_it() {
    words::install("brain-mri", words::tests::brain());
    let labels: Vec<String> = ["glioma", "meningioma"].map(str::to_owned).into();
    assert_eq!(text::english(&words::one_of(&labels)), "Glioma or meningioma");
    let said = text::english(&words::set_meaning(0.95, Some(&evaluation_on(Split::Test))));
    assert!(said.contains("about 95 of 100 pictures like the test pictures") && said.contains("95.3 %"), "{said}");
}

#[test]
fn what_is_shown_is_said_in_the_language_of_the_page_but_for_the_card() {
    let mut measured = full();
    measured.card.push(CardSection { id: "limits".into(), title: "Limits".into(), items: vec!["One <b>.".into()] });
    let html = html_from_sections(&told(&model(Some(measured))), "#/model", &text::english);
    for part in [
        r#"data-figure="accuracy" data-value="0.871"><span class="sections__value">87.1 %</span>"#,
        r#"id="section-card-limits" data-section="card-limits" lang="en">"#,
        "which is written in English.</p><details",
        "One &lt;b&gt;.",
        r#"<svg class="chart__picture" viewBox="0 0 296 338" role="img" aria-label=""#,
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert_eq!(html.matches(" open>").count(), 2, "{html}");
}
