//! Measured scores, always with what they were measured on.

use super::{class_name, percent_score, word_of};
use evaluation::Split;
use protocol::{ModelReport, Score};
use text::Message;

/// The score as a sentence with its interval, its data and its count.
#[must_use]
pub fn score(score: &Score) -> Message {
    let [low, high] = score.interval;
    text::score::measured(score.n, &score.data, score.split.name(), low, high)
}

/// The score that stands for the model: accuracy on the test split, else mean recall there.
#[must_use]
pub fn headline_score(model: &ModelReport) -> Option<&Score> {
    let find = |metric| model.scores.iter().find(|score| score.metric == metric && score.split == Split::Test);
    find("accuracy").or_else(|| find("macro_recall"))
}

/// What the headline score counts, as the end of "95 % …".
#[must_use]
pub fn headline_of(metric: &str) -> Message {
    match metric {
        "accuracy" => text::score::of_accuracy(),
        _ => text::score::of_recall(),
    }
}

/// What may give a class away instead of the finding, in the words of the task; `None` where nothing is known to.
#[must_use]
pub fn caveat(model: &ModelReport) -> Option<&str> {
    Some(word_of(&model.task, "text.caveat", &model.text.caveat)).filter(|text| !text.is_empty())
}

/// That there is more than the model knows; without a model, before there is one.
#[must_use]
pub fn answers_known(model: Option<&ModelReport>) -> Message {
    model.map_or_else(text::score::answers_few, |model| text::score::answers_known(model.labels.len()))
}

/// What a trivial rule scores on the same pictures.
#[must_use]
pub fn baseline(baseline: &Score, score: &Score) -> Message {
    if baseline.n == score.n {
        text::score::baseline(baseline.value)
    } else {
        text::score::baseline_elsewhere(baseline.value)
    }
}

/// How often pictures that truly were of a class were named so.
#[must_use]
pub fn recall(label: &str, score: &Score) -> Message {
    let [low, high] = score.interval;
    text::score::recall(class_name(label), score.value, low, high)
}

/// A metric's name in words.
#[must_use]
pub fn metric(name: &str) -> Message {
    match name {
        "accuracy" => text::score::accuracy(),
        "macro_recall" => text::score::mean_recall(),
        "macro_precision" => text::score::mean_precision(),
        "macro_f1" => text::score::mean_f1(),
        "macro_auc" => text::score::mean_auc(),
        "ece" => text::score::ece(),
        other => other_metric(other),
    }
}

/// A sentence on a class, which is named in it.
type OfClass = fn(String) -> Message;

/// Per-class and baseline metrics are named `recall_<label>`, `baseline_<metric>`.
fn other_metric(name: &str) -> Message {
    if let Some(inner) = name.strip_prefix("baseline_") {
        return text::score::trivial(metric(inner));
    }
    let named: [(&str, OfClass); 8] = [
        ("ece_source_", text::score::class_ece),
        ("recall_", text::score::class_recall),
        ("precision_", text::score::class_precision),
        ("f1_", text::score::class_f1),
        ("auc_", text::score::class_auc),
        ("dice_source_", text::score::dice),
        ("outline_hit_source_", text::score::outline_hit),
        ("outlined_wrongly_source_", text::score::outlined_wrongly),
    ];
    let known =
        named.iter().find_map(|(prefix, words)| name.strip_prefix(prefix).map(|label| words(class_name(label))));
    known.unwrap_or_else(|| text::score::other(name.replace('_', " ")))
}

/// A metric's value: AUC, calibration error and Dice coefficient as plain numbers, shares in percent.
#[must_use]
pub fn figure(metric: &str, value: f32) -> Message {
    if metric.contains("auc") || metric.starts_with("ece") || metric.starts_with("dice") {
        text::number::score(value)
    } else {
        percent_score(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::english;

    #[test]
    fn a_figure_has_a_name_and_its_decimals() {
        let named = |name: &str| english(&metric(name));
        assert_eq!(named("macro_recall"), "Recall, mean of classes");
        assert_eq!(named("baseline_accuracy"), "Trivial baseline: Accuracy");
        assert_eq!(named("precision_fern"), "Precision, fern");
        assert_eq!(named("dice_source_a"), "Outline, Dice coefficient, a");
        assert_eq!(named("ece_source_a"), "Calibration error (ECE), a");
        assert_eq!(named("quite_new"), "quite new");
        let figures = [figure("macro_auc", 0.5), figure("ece_source_a", 0.0125), figure("recall_fern", 0.954)];
        assert_eq!(figures.map(|figure| english(&figure)), ["0.500", "0.013", "95.4 %"]);
    }

    #[test]
    fn a_score_is_said_with_its_interval_and_what_a_trivial_rule_reaches() {
        let of = |value: f32, n| Score {
            metric: "accuracy".into(),
            value,
            interval: [0.9, 0.955],
            data: "leaves".into(),
            split: Split::Test,
            weights: "int8".into(),
            n,
            groups: 3,
        };
        let said = english(&score(&of(0.93, 120)));
        assert!(said.starts_with("Measured on 120 pictures of the “leaves” set"), "{said}");
        assert!(said.contains("(test split)") && said.contains("between 90.0 % and 95.5 % (95 % interval)."), "{said}");
        let beside = |n| english(&baseline(&of(0.25, n), &of(0.93, 120)));
        assert!(beside(120).ends_with("is gets 25.0 % on the same pictures."), "{}", beside(120));
        assert!(beside(7).ends_with("on its own test pictures."), "{}", beside(7));
        let own = english(&recall("fern", &of(0.93, 120)));
        assert_eq!(own, "Of the pictures that truly were “fern”, it named 93.0 % so (95 % interval 90.0 % to 95.5 %).");
    }
}
