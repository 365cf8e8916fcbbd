//! How often the model is right.

use super::chart::confusion_chart;
use super::{Block, Say, Section, Table, evaluation, interval, measured_on, names, with_interval};
use crate::words;
use evaluation::{Evaluation, Figure, Measured, Split, Telling};
use protocol::ModelReport;
use text::Message;

/// The honest score: unseen patients first, then other hospitals, then what the score is not.
pub(super) fn section(model: &ModelReport, measured: &Measured, say: Say<'_>) -> Section {
    let mut blocks = Vec::new();
    match evaluation(measured, Split::Test) {
        Some(test) => blocks.extend(of_split(test, &text::report::right_unseen(), say)),
        None => blocks.extend(of_scores(model, say)),
    }
    match evaluation(measured, Split::External) {
        Some(external) => blocks.extend(of_split(external, &text::report::right_external(), say)),
        None if !measured.elsewhere.is_empty() => {}
        None => blocks.push(Block::Caveat(say(&text::report::not_elsewhere()))),
    }
    let popular = measured.card.iter().filter(|section| section.id.contains("popular"));
    blocks.extend(popular.map(|section| Block::Caveat(section.items.join(" "))));
    if let Some(test) = evaluation(measured, Split::Test) {
        blocks.extend(sources(test, say));
    }
    Section { id: "score".to_owned(), title: say(&text::report::score_title()), blocks }
}

/// A finding or none, on data sets that it was not calibrated on.
pub(super) fn elsewhere(model: &ModelReport, measured: &Measured, say: Say<'_>) -> Option<Section> {
    let (_, said) = words::elsewhere(model)?;
    let cell = |found: Option<Message>| found.map_or_else(|| "–".to_owned(), |found| say(&found));
    let share = |figure: Option<Figure>| cell(figure.map(with_interval));
    let area = |figure: Option<Figure>| {
        cell(figure.map(|figure| text::report::decimal_interval(figure.value, figure.low, figure.high)))
    };
    let row = |(name, told): (Message, &Telling)| {
        vec![
            say(&name),
            say(&text::report::with_finding(told.n, told.positives)),
            share(told.sensitivity),
            share(told.specificity),
            area(told.auc),
        ]
    };
    let units = words::units_of(model);
    let rows = measured.elsewhere.iter().flat_map(|found| {
        let (data, split) = (found.source.as_ref().unwrap_or(&found.data), found.split.name());
        [
            (text::report::by_unit(data, split, units), &found.any.slices),
            (text::report::by_patient(data, split), &found.any.patients),
        ]
    });
    let own = measured.evaluations.iter().filter(|found| found.split != Split::Val);
    let own = own.filter_map(|found| {
        let any = found.any.as_ref()?;
        Some((text::report::by_unit(&found.data, found.split.name(), units), &any.slices))
    });
    let rows: Vec<_> = rows.chain(own).map(row).collect();
    let head = [
        text::report::pictures(),
        text::report::n(),
        text::report::sensitivity(),
        text::report::specificity(),
        text::report::auc(),
    ];
    let table =
        (!rows.is_empty()).then(|| Block::Table(Table::new("elsewhere", &text::report::elsewhere(), &head, rows, say)));
    Some(Section {
        id: "elsewhere".to_owned(),
        title: say(&text::report::elsewhere_title()),
        blocks: std::iter::once(Block::Text(say(&said))).chain(table).collect(),
    })
}

/// Who was taken for what.
pub(super) fn confusion(test: &Evaluation, say: Say<'_>) -> Section {
    let on = measured_on(&test.data, test.split, test.n);
    Section {
        id: "confusion".to_owned(),
        title: say(&text::report::confusion_title()),
        blocks: vec![Block::Text(say(&text::report::confusion(on))), Block::Charts(vec![confusion_chart(test, say)])],
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
pub(super) fn all(model: &ModelReport, measured: &Measured, say: Say<'_>) -> Option<Section> {
    let row = |score: &protocol::Score| {
        let [low, high] = score.interval.map(|end| words::figure(&score.metric, end));
        vec![
            say(&words::metric(&score.metric)),
            say(&words::figure(&score.metric, score.value)),
            say(&text::report::between(low, high)),
            say(&measured_on(&score.data, score.split, score.n)),
        ]
    };
    let head = [text::report::figure(), text::report::value(), text::report::ninety_five(), text::report::on()];
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
        title: say(&text::report::all_title()),
        blocks: vec![Block::Table(Table::new(
            "scores",
            &text::report::all(),
            &head,
            scores.into_iter().map(row).collect(),
            say,
        ))],
    })
}

fn of_split(found: &Evaluation, of: &Message, say: Say<'_>) -> Vec<Block> {
    let on = measured_on(&found.data, found.split, found.n);
    let Figure { value, low, high } = found.accuracy;
    let name = if found.split == Split::Test { "accuracy" } else { "external_accuracy" };
    let recall = text::report::recall(with_interval(found.macro_recall));
    let baseline = found.baseline_macro_recall.map(|baseline| text::report::baseline(with_interval(baseline)));
    let told = [text::report::measured(on, found.groups, low, high), recall];
    let told = told.into_iter().chain(baseline).map(|text| Block::Text(say(&text)));
    std::iter::once(Block::Lead { name, value, of: say(of) }).chain(told).collect()
}

/// For a model without a full evaluation: the scores that it came with.
fn of_scores(model: &ModelReport, say: Say<'_>) -> Vec<Block> {
    let Some(score) = words::headline_score(model) else {
        return vec![Block::Text(say(&text::report::no_score()))];
    };
    vec![
        Block::Lead { name: "accuracy", value: score.value, of: say(&words::headline_of(&score.metric)) },
        Block::Text(say(&words::score(score))),
    ]
}

fn sources(test: &Evaluation, say: Say<'_>) -> Option<Block> {
    let row = |source: &evaluation::SourceScore| {
        vec![
            source.source.clone(),
            names(&source.labels),
            source.n.to_string(),
            say(&words::percent_score(source.accuracy.value)),
            say(&interval(source.accuracy)),
        ]
    };
    let caption = text::report::sources(&test.data, test.split.name());
    let head = [
        text::report::source(),
        text::report::sources_classes(),
        text::report::pictures(),
        text::report::accuracy(),
        text::report::ninety_five(),
    ];
    let rows: Vec<_> = test.sources.iter().map(row).collect();
    (!rows.is_empty()).then(|| Block::Table(Table::new("sources", &caption, &head, rows, say)))
}
