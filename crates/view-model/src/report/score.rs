//! How often the model is right.

use super::beside;
use super::chart::confusion_chart;
use super::write::{Rows, Writer};
use super::{Block, Say, Section, evaluation, interval, measured_on, names, with_interval};
use crate::words;
use evaluation::{Evaluation, Figure, LEAST_PICTURES, Measured, Metric, Split, Telling};
use protocol::ModelReport;
use task::GroupsOf;
use text::Message;

static ELSEWHERE: [Message; 5] = [
    text::report::pictures(),
    text::report::n(),
    text::report::sensitivity(),
    text::report::specificity(),
    text::report::auc(),
];

static SCORES: [Message; 4] =
    [text::report::figure(), text::report::value(), text::report::ninety_five(), text::report::on()];

static SOURCES: [Message; 5] = [
    text::report::source(),
    text::report::sources_classes(),
    text::report::pictures(),
    text::report::accuracy(),
    text::report::ninety_five(),
];

/// Whether the score on pictures of other hospitals is known.
pub(super) fn tells_elsewhere(model: &ModelReport, measured: &Measured) -> bool {
    evaluation(measured, Split::External).is_some() || words::recall_elsewhere(model).is_some()
}

/// The honest score: other hospitals first, then unseen people or pictures, what it stands beside, and what it is not.
pub(super) fn section(model: &ModelReport, measured: &Measured, say: Say<'_>) -> Section {
    let mut section = Writer::new("score", text::report::score_title(), say);
    if tells_elsewhere(model, measured) {
        of_elsewhere(&mut section, model, measured);
    }
    let test = evaluation(measured, Split::Test);
    match test {
        Some(test) => {
            of_split(&mut section, model, test, words::headline_of(model, &Metric::Accuracy));
            if model.text.groups != GroupsOf::Patient.name() {
                section.text(text::report::people(&model.text.groups));
            }
        }
        None => of_scores(&mut section, model),
    }
    if tells_elsewhere(model, measured) {
        beside::controls(&mut section, &measured.probes, say);
    } else if measured.elsewhere.is_empty() {
        section.caveat(text::report::not_elsewhere());
    }
    beside::rivals(&mut section, model, say);
    for popular in measured.card.iter().filter(|section| section.id.contains("popular")) {
        section.push(Block::Caveat(popular.items.join(" ").into()));
    }
    let own = [evaluation(measured, Split::External), test];
    own.into_iter().flatten().for_each(|found| sources(&mut section, found, say));
    beside::subgroups(&mut section, model, say);
    section.done()
}

/// A finding or none, on data sets that it was not calibrated on.
pub(super) fn elsewhere(model: &ModelReport, measured: &Measured, say: Say<'_>) -> Option<Section> {
    let (_, said) = words::elsewhere(model)?;
    let units = words::units_of(model);
    let mut rows = Rows::new(say);
    for found in &measured.elsewhere {
        let (data, split) = (found.source.as_ref().unwrap_or(&found.data), found.split.name());
        telling(&mut rows, text::report::by_unit(data, split, units), &found.any.slices);
        if let Some(groups) = found.any.groups.as_ref().filter(|_| model.text.counts_groups()) {
            telling(&mut rows, text::report::by_group(data, split, &model.text.groups), groups);
        }
    }
    for found in measured.evaluations.iter().filter(|found| found.split != Split::Val) {
        if let Some(any) = &found.any {
            telling(&mut rows, text::report::by_unit(&found.data, found.split.name(), units), &any.slices);
        }
    }
    let mut section = Writer::new("elsewhere", text::report::elsewhere_title(&model.text.groups), say);
    section.text(said);
    section.table("elsewhere", text::report::elsewhere(), &ELSEWHERE, rows);
    Some(section.done())
}

fn telling(rows: &mut Rows<'_>, name: Message, told: &Telling) {
    rows.begin_said(name);
    rows.said(text::report::with_finding(told.n, told.positives));
    rows.said_or_dash(told.sensitivity.map(with_interval));
    rows.said_or_dash(told.specificity.map(with_interval));
    rows.said_or_dash(told.auc.map(|auc| text::report::decimal_interval(auc.value, auc.low, auc.high)));
}

/// The confusion matrix.
pub(super) fn confusion(test: &Evaluation, say: Say<'_>) -> Section {
    let mut section = Writer::new("confusion", text::report::confusion_title(), say);
    section.text(text::report::confusion(measured_on(&test.data, test.split, test.n)));
    section.charts(vec![confusion_chart(test, say)]);
    section.done()
}

/// Metrics of the test pictures that [`section`] shows already.
fn is_shown_above(score: &protocol::Score, measured: &Measured) -> bool {
    let is_of = match &score.metric {
        Metric::Accuracy | Metric::MacroRecall | Metric::SourceAccuracy(_) => true,
        Metric::Baseline(inner) => **inner == Metric::MacroRecall,
        _ => false,
    };
    score.split == Split::Test && is_of && evaluation(measured, Split::Test).is_some()
}

/// Every other score in the manifest.
pub(super) fn all(model: &ModelReport, measured: &Measured, say: Say<'_>) -> Option<Section> {
    // Shown above is the first of its kind, for the shipped weights; those of other weights are listed here.
    let mut above: Vec<&Metric> = Vec::new();
    let mut rows = Rows::new(say);
    let is_beside = |score: &protocol::Score| beside::is_of_rivals(score, model) || beside::is_of_part(score);
    for score in model.scores.iter().filter(|score| !is_beside(score)) {
        if is_shown_above(score, measured) {
            let is_first = !above.contains(&&score.metric);
            above.push(&score.metric);
            if is_first {
                continue;
            }
        }
        let [low, high] = score.interval.map(|end| words::figure(&score.metric, end));
        rows.begin_said(words::metric(&score.metric));
        rows.said(words::figure(&score.metric, score.value));
        rows.said(text::report::between(low, high));
        rows.said(measured_on(&score.data, score.split, score.n));
    }
    rows.section("scores", text::report::all_title(), text::report::all(), &SCORES)
}

/// The recall of the classes with enough pictures of other hospitals; where no two have, how often it is right there.
fn of_elsewhere(section: &mut Writer<'_>, model: &ModelReport, measured: &Measured) {
    let Some((score, labels)) = words::recall_elsewhere(model) else {
        let external = evaluation(measured, Split::External).into_iter();
        return external.for_each(|found| of_split(section, model, found, text::report::right_external()));
    };
    section.lead("external_recall", score.value, text::report::named_external(words::one_of(&labels)));
    let [low, high] = score.interval;
    let on = measured_on(&score.data, score.split, score.n);
    section.text(text::report::measured(on, &model.text.groups, score.groups, low, high));
    section.text(text::report::enough_pictures(LEAST_PICTURES));
}

fn of_split(section: &mut Writer<'_>, model: &ModelReport, found: &Evaluation, of: Message) {
    let Figure { value, low, high } = found.accuracy;
    let name = if found.split == Split::Test { "accuracy" } else { "external_accuracy" };
    section.lead(name, value, of);
    let on = measured_on(&found.data, found.split, found.n);
    section.text(text::report::measured(on, &model.text.groups, found.groups, low, high));
    section.text(text::report::recall(with_interval(found.macro_recall)));
    if let Some(baseline) = found.baseline_macro_recall {
        section.text(text::report::baseline(with_interval(baseline)));
    }
}

/// For a model without a full evaluation: the scores in its manifest.
fn of_scores(section: &mut Writer<'_>, model: &ModelReport) {
    let Some(score) = words::headline_score(model) else {
        return section.text(text::report::no_score());
    };
    section.lead("accuracy", score.value, words::headline_of(model, &score.metric));
    section.text(words::score(model, score));
}

fn sources(section: &mut Writer<'_>, found: &Evaluation, say: Say<'_>) {
    let mut rows = Rows::new(say);
    for source in &found.sources {
        rows.begin(source.source.clone());
        rows.cell(names(&source.labels));
        rows.said(text::number::count(source.n));
        rows.said(words::percent_score(source.accuracy.value));
        rows.said(interval(source.accuracy));
    }
    let id = if found.split == Split::Test { "sources" } else { "external_sources" };
    section.table(id, text::report::sources(&found.data, found.split.name()), &SOURCES, rows);
}
