//! How often the model is right.

use super::chart::confusion_chart;
use super::{Block, Section, Table, evaluation, interval, measured_on, names, with_interval};
use crate::ui::words;
use evaluation::{Evaluation, Figure, Measured, Split, Telling};
use protocol::ModelReport;

/// The honest score: unseen patients first, then other hospitals, then what the score is not.
pub(super) fn section(model: &ModelReport, measured: &Measured) -> Section {
    let mut blocks = Vec::new();
    match evaluation(measured, Split::Test) {
        Some(test) => blocks.extend(of_split(test, "right on pictures of patients it never saw")),
        None => blocks.extend(of_scores(model)),
    }
    match evaluation(measured, Split::External) {
        Some(external) => blocks.extend(of_split(external, "right on pictures from other hospitals")),
        None if !measured.elsewhere.is_empty() => {}
        None => blocks.push(Block::Caveat(
            "It was not measured on pictures of other hospitals: none with such labels were at hand. Expect it to do worse there."
                .to_owned(),
        )),
    }
    let popular = measured.card.iter().filter(|section| section.id.contains("popular"));
    blocks.extend(popular.map(|section| Block::Caveat(section.items.join(" "))));
    if let Some(test) = evaluation(measured, Split::Test) {
        blocks.extend(sources(test));
    }
    Section { id: "score".to_owned(), title: "How often it is right".to_owned(), blocks }
}

/// A finding or none, on data sets that it was not calibrated on.
pub(super) fn elsewhere(model: &ModelReport, measured: &Measured) -> Option<Section> {
    let (_, said) = words::elsewhere(model)?;
    let share = |figure: Option<Figure>| figure.map_or_else(|| "–".to_owned(), with_interval);
    let area = |figure: Option<Figure>| {
        figure.map_or_else(|| "–".to_owned(), |f| format!("{:.3} ({:.3} to {:.3})", f.value, f.low, f.high))
    };
    let row = |(name, told): (String, &Telling)| {
        vec![
            name,
            format!("{}, {} with a finding", told.n, told.positives),
            share(told.sensitivity),
            share(told.specificity),
            area(told.auc),
        ]
    };
    let units = &model.text.units;
    let rows = measured.elsewhere.iter().flat_map(|found| {
        let name = found.source.as_ref().unwrap_or(&found.data);
        let name = format!("“{name}”, split {}", found.split);
        [(format!("{name}, {units}"), &found.any.slices), (format!("{name}, patients"), &found.any.patients)]
    });
    let own = measured.evaluations.iter().filter(|found| found.split != Split::Val);
    let own = own.filter_map(|found| {
        Some((format!("“{}”, split {}, {units}", found.data, found.split), &found.any.as_ref()?.slices))
    });
    let rows: Vec<_> = rows.chain(own).map(row).collect();
    let head = ["Pictures", "n", "Sensitivity", "Specificity", "AUC"];
    let caption = "A finding against none, with 95 % intervals. Other data sets first, the model's own last.";
    let table = (!rows.is_empty()).then(|| Block::Table(Table::new("elsewhere", caption.to_owned(), &head, rows)));
    Some(Section {
        id: "elsewhere".to_owned(),
        title: "A finding or none, on other patients".to_owned(),
        blocks: std::iter::once(Block::Text(said)).chain(table).collect(),
    })
}

/// Who was taken for what.
pub(super) fn confusion(test: &Evaluation) -> Section {
    let on = measured_on(&test.data, test.split, test.n);
    Section {
        id: "confusion".to_owned(),
        title: "What it takes for what".to_owned(),
        blocks: vec![
            Block::Text(format!("{on}. A row is what a picture truly was, a column what the model found closest.")),
            Block::Charts(vec![confusion_chart(test)]),
        ],
    }
}

/// Metrics of the test pictures that [`section`] shows already.
fn is_shown_above(score: &protocol::Score, measured: &Measured) -> bool {
    let is_of = |metric: &str| {
        ["accuracy", "macro_recall", "baseline_macro_recall"].contains(&metric)
            || metric.starts_with("accuracy_source_")
    };
    score.split == Split::Test && is_of(&score.metric) && evaluation(measured, Split::Test).is_some()
}

/// Every other score that the manifest lists.
pub(super) fn all(model: &ModelReport, measured: &Measured) -> Option<Section> {
    let row = |score: &protocol::Score| {
        let [low, high] = score.interval.map(|end| words::figure(&score.metric, end));
        vec![
            words::metric(&score.metric),
            words::figure(&score.metric, score.value),
            format!("{low} to {high}"),
            measured_on(&score.data, score.split, score.n),
        ]
    };
    let head = ["Figure", "Value", "95 % interval", "Measured on"];
    let caption =
        "What else the manifest lists. Where one stands twice, the first is of the weights that visitors get.";
    // Shown above is the first of its kind, of the weights that visitors get; the same of others stands here.
    let mut above: Vec<String> = Vec::new();
    let mut is_first = |metric: &String| {
        let is_first = !above.contains(metric);
        above.push(metric.clone());
        is_first
    };
    let is_new = |score: &&protocol::Score| !is_shown_above(score, measured) || !is_first(&score.metric);
    let scores: Vec<_> = model.scores.iter().filter(is_new).collect();
    (!scores.is_empty()).then(|| Section {
        id: "scores".to_owned(),
        title: "All other scores".to_owned(),
        blocks: vec![Block::Table(Table::new(
            "scores",
            caption.to_owned(),
            &head,
            scores.into_iter().map(row).collect(),
        ))],
    })
}

fn of_split(found: &Evaluation, of: &str) -> Vec<Block> {
    let on = measured_on(&found.data, found.split, found.n);
    let mut blocks = vec![
        Block::Lead {
            name: if found.split == Split::Test { "accuracy" } else { "external_accuracy" },
            value: found.accuracy.value,
            of: of.to_owned(),
        },
        Block::Text(format!(
            "Measured on {on}, from {} patients or groups of near-duplicates that training never touched. 95 % interval: {}.",
            found.groups,
            interval(found.accuracy)
        )),
        Block::Text(format!("Of each class it finds, on average, {}.", with_interval(found.macro_recall))),
    ];
    blocks.extend(found.baseline_macro_recall.map(|baseline| {
        Block::Text(format!(
            "A trivial rule that knows only how bright the picture is finds {} of each class on the same pictures.",
            with_interval(baseline)
        ))
    }));
    blocks
}

/// For a model without a full evaluation: the scores that it came with.
fn of_scores(model: &ModelReport) -> Vec<Block> {
    let Some(score) = words::headline_score(model) else {
        return vec![Block::Text(
            "This version of the model carries no score measured on patients it never saw.".to_owned(),
        )];
    };
    vec![
        Block::Lead { name: "accuracy", value: score.value, of: words::headline_of(&score.metric).to_owned() },
        Block::Text(words::score(score)),
    ]
}

fn sources(test: &Evaluation) -> Option<Block> {
    let row = |source: &evaluation::SourceScore| {
        vec![
            source.source.clone(),
            names(&source.labels),
            source.n.to_string(),
            words::percent_score(source.accuracy.value),
            interval(source.accuracy),
        ]
    };
    let caption = format!(
        "Accuracy by source of pictures (“{}”, split {}). Where a class comes from one source only, the model may know the source and not the class.",
        test.data, test.split
    );
    let head = ["Source", "Classes in it", "Pictures", "Accuracy", "95 % interval"];
    (!test.sources.is_empty())
        .then(|| Block::Table(Table::new("sources", caption, &head, test.sources.iter().map(row).collect())))
}
