//! Measured scores, always with what they were measured on.

use super::{class_name, counted, percent_score};
use evaluation::Split;
use protocol::{ModelReport, Score};

/// The score as a sentence with its interval, its data and its count.
#[must_use]
pub fn score(score: &Score) -> String {
    let [low, high] = score.interval.map(percent_score);
    format!(
        "Measured on {} pictures of the “{}” set that training never touched ({} split). With other patients of the same kind the figure would likely lie between {low} and {high} (95 % interval).",
        score.n, score.data, score.split
    )
}

/// The score that stands for the model: accuracy on the test split, else mean recall there.
#[must_use]
pub fn headline_score(model: &ModelReport) -> Option<&Score> {
    let find = |metric| model.scores.iter().find(|score| score.metric == metric && score.split == Split::Test);
    find("accuracy").or_else(|| find("macro_recall"))
}

/// What the headline score counts, as the end of "95 % …".
#[must_use]
pub fn headline_of(metric: &str) -> &'static str {
    match metric {
        "accuracy" => "right on pictures of patients it never saw",
        _ => "of each class found, on average, on patients it never saw",
    }
}

/// What may give a class away instead of the finding, in the words of the task; `None` where nothing is known to.
#[must_use]
pub fn caveat(model: &ModelReport) -> Option<&str> {
    Some(model.text.caveat.as_str()).filter(|text| !text.is_empty())
}

/// That there is more than the model knows; without a model, before there is one.
#[must_use]
pub fn answers_known(model: Option<&ModelReport>) -> String {
    let count = model.map_or_else(|| "a few".to_owned(), |model| counted(model.labels.len()));
    format!(
        "The model knows {count} answers and no others. Checks turn away pictures that it cannot read, but no check finds them all."
    )
}

/// What a trivial rule scores on the same pictures.
#[must_use]
pub fn baseline(baseline: &Score, score: &Score) -> String {
    let beside = if baseline.n == score.n { "the same pictures" } else { "its own test pictures" };
    format!(
        "For comparison: a trivial rule that knows only how bright the picture is gets {} on {beside}.",
        percent_score(baseline.value)
    )
}

/// How often pictures that truly were of a class were named so.
#[must_use]
pub fn recall(label: &str, score: &Score) -> String {
    let [low, high] = score.interval.map(percent_score);
    format!(
        "Of the pictures that truly were “{}”, it named {} so (95 % interval {low} to {high}).",
        class_name(label),
        percent_score(score.value)
    )
}

/// A metric's name in words.
#[must_use]
pub fn metric(name: &str) -> String {
    match name {
        "accuracy" => "Accuracy".to_owned(),
        "macro_recall" => "Recall, mean of classes".to_owned(),
        "macro_precision" => "Precision, mean of classes".to_owned(),
        "macro_f1" => "F1, mean of classes".to_owned(),
        "macro_auc" => "AUC, mean of classes".to_owned(),
        "ece" => "Calibration error (ECE)".to_owned(),
        other => other_metric(other),
    }
}

/// Per-class and baseline metrics are named `recall_<label>`, `baseline_<metric>`.
fn other_metric(name: &str) -> String {
    if let Some(inner) = name.strip_prefix("baseline_") {
        return format!("Trivial baseline: {}", metric(inner));
    }
    let named = [
        ("recall_", "Recall"),
        ("precision_", "Precision"),
        ("f1_", "F1"),
        ("auc_", "AUC"),
        ("dice_source_", "Outline, Dice coefficient"),
        ("outline_hit_source_", "Outline, most certain place inside the drawn one"),
        ("outlined_wrongly_source_", "Something outlined without a finding"),
    ];
    let known = named
        .iter()
        .find_map(|(prefix, words)| name.strip_prefix(prefix).map(|label| format!("{words}, {}", class_name(label))));
    known.unwrap_or_else(|| name.replace('_', " "))
}

/// A metric's value: AUC, calibration error and Dice coefficient as plain numbers, shares in percent.
#[must_use]
pub fn figure(metric: &str, value: f32) -> String {
    if metric.contains("auc") || metric == "ece" || metric.starts_with("dice") {
        format!("{value:.3}")
    } else {
        percent_score(value)
    }
}
