//! What stands beside the score: rules that see next to nothing of a picture, controls, and who is shown.

use super::reason::{PROBES, probe_row};
use super::write::{Rows, Writer};
use super::{Say, interval, measured_on, with_interval};
use crate::words;
use evaluation::{Figure, HiddenPart, LEAST_PICTURES, Metric, Probe, Split};
use protocol::{ModelReport, Score};
use text::Message;

/// Begins what the scores of a rule have in place of the weights of a network.
const RIVAL: &str = "baseline: ";

static RIVALS: [Message; 5] = [
    text::report::what_answers(),
    text::report::accuracy(),
    text::score::mean_recall(),
    text::score::mean_auc(),
    text::report::group_auc(),
];

static SUBGROUPS: [Message; 4] =
    [text::report::who_is_shown(), text::score::mean_recall(), text::report::ninety_five(), text::report::on()];

/// Whether a score is of a rule that sees next to nothing of a picture, or of the model beside it, and stands in the table of
/// [`rivals`].
pub(super) fn is_of_rivals(score: &Score, model: &ModelReport) -> bool {
    let of_model = matches!(score.metric, Metric::MacroAuc | Metric::GroupAuc) && score.weights == "int8";
    score.split == Split::Test && (is_rival(score) || of_model && model.scores.iter().any(is_rival))
}

/// Whether a score is of a part of a split, and told beside the score of the whole.
pub(super) fn is_of_part(score: &Score) -> bool {
    matches!(score.metric, Metric::RecallOf(_) | Metric::SubgroupRecall(_))
}

/// A probe that is told beside the score where the score elsewhere is told first: with the anatomy in black, and a border alone.
pub(super) fn is_told_beside(probe: &Probe) -> bool {
    matches!(probe.hidden, HiddenPart::Blackout | HiddenPart::BorderOnly)
}

/// The model beside rules that see next to nothing of the same pictures.
pub(super) fn rivals(section: &mut Writer<'_>, model: &ModelReport, say: Say<'_>) {
    let mut names: Vec<&str> = Vec::new();
    for score in model.scores.iter().filter(|score| score.split == Split::Test && is_rival(score)) {
        if !names.contains(&score.weights.as_str()) {
            names.push(&score.weights);
        }
    }
    let Some(first) = names.first().and_then(|name| find(model, name, &trivial(&Metric::MacroRecall))) else { return };
    let counted = if model.text.counts_groups() { 4 } else { 3 };
    let columns: Vec<Metric> =
        [Metric::Accuracy, Metric::MacroRecall, Metric::MacroAuc, Metric::GroupAuc].into_iter().take(counted).collect();
    let mut rows = Rows::new(say);
    rows.begin_said(text::report::this_model());
    columns.iter().for_each(|metric| rows.said_or_dash(find(model, "int8", metric).map(figure)));
    for name in names.iter().copied() {
        let own = name.strip_prefix(RIVAL).unwrap_or(name);
        let (rival, rule) = own.split_once(", ").unwrap_or((own, ""));
        let rule = if rule.starts_with("nearest") { "nearest" } else { "regression" };
        rows.begin_said(text::report::rival(rival, rule));
        columns.iter().for_each(|metric| rows.said_or_dash(find(model, name, &trivial(metric)).map(figure)));
    }
    let caption = text::report::rivals(measured_on(&first.data, first.split, first.n));
    section.table("rivals", caption, RIVALS.get(..=counted).unwrap_or(&RIVALS), rows);
}

/// What is left of the score without the anatomy.
pub(super) fn controls(section: &mut Writer<'_>, probes: &[Probe], say: Say<'_>) {
    let mut rows = Rows::new(say);
    probes.iter().filter(|probe| is_told_beside(probe)).for_each(|probe| probe_row(&mut rows, probe));
    section.table("controls", text::report_checks::controls(), &PROBES, rows);
}

/// The score by who is shown, where the source of a picture tells it.
pub(super) fn subgroups(section: &mut Writer<'_>, model: &ModelReport, say: Say<'_>) {
    let mut rows = Rows::new(say);
    for score in model.scores.iter().filter(|score| score.weights == "int8") {
        let Metric::SubgroupRecall(name) = &score.metric else { continue };
        rows.begin(words::word_of(&model.task, &format!("text.subgroups.{name}"), name).to_owned());
        rows.said(words::percent_score(score.value));
        rows.said(interval(figure_of(score)));
        rows.said(measured_on(&score.data, score.split, score.n));
    }
    section.table("subgroups", text::report::subgroups(LEAST_PICTURES), &SUBGROUPS, rows);
}

fn is_rival(score: &Score) -> bool {
    score.weights.starts_with(RIVAL)
}

fn trivial(metric: &Metric) -> Metric {
    Metric::Baseline(Box::new(metric.clone()))
}

fn find<'a>(model: &'a ModelReport, weights: &str, metric: &Metric) -> Option<&'a Score> {
    let mut all = model.scores.iter();
    all.find(|score| score.split == Split::Test && score.weights == weights && score.metric == *metric)
}

fn figure_of(score: &Score) -> Figure {
    let [low, high] = score.interval;
    Figure { value: score.value, low, high }
}

/// A share in percent or an area under a curve as a number, with its interval.
fn figure(score: &Score) -> Message {
    let Figure { value, low, high } = figure_of(score);
    let of: &Metric = if let Metric::Baseline(inner) = &score.metric { inner } else { &score.metric };
    match of {
        Metric::MacroAuc | Metric::GroupAuc => text::report::decimal_interval(value, low, high),
        _ => with_interval(figure_of(score)),
    }
}
