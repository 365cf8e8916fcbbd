//! Measured scores, always with what they were measured on.

use super::{class_name, percent_score, word_of};
use evaluation::{Metric, Split};
use protocol::{ModelReport, Score};
use text::Message;

/// A score of a model as a sentence with its interval, its data, its count, and whom it does not apply to.
#[must_use]
pub fn score(model: &ModelReport, score: &Score) -> Message {
    let [low, high] = score.interval;
    text::score_card::measured(score.n, &score.data, score.split.name(), low, high, &model.text.groups)
}

/// The headline score of the model: accuracy on the test split, else mean recall there.
#[must_use]
pub fn headline_score(model: &ModelReport) -> Option<&Score> {
    let find = |metric: Metric| model.scores.iter().find(|score| score.metric == metric && score.split == Split::Test);
    find(Metric::Accuracy).or_else(|| find(Metric::MacroRecall))
}

/// The mean recall of the classes that have enough pictures of other hospitals, and their labels; `None` where that was not
/// measured.
#[must_use]
pub fn recall_elsewhere(model: &ModelReport) -> Option<(&Score, Vec<String>)> {
    let external = model.scores.iter().filter(|score| score.split == Split::External);
    external.filter(|score| score.weights == "int8").find_map(|score| match &score.metric {
        Metric::RecallOf(labels) => Some((score, labels.split(',').map(str::to_owned).collect())),
        _ => None,
    })
}

/// The label of a model's headline score, as the end of "95 % …".
#[must_use]
pub fn headline_of(model: &ModelReport, metric: &Metric) -> Message {
    let groups = &model.text.groups;
    match metric {
        Metric::Accuracy => text::score_card::of_accuracy(groups),
        _ => text::score_card::of_recall(groups),
    }
}

/// Known confounders, in the terms of the task; `None` where there are none.
#[must_use]
pub fn caveat(model: &ModelReport) -> Option<&str> {
    Some(word_of(&model.task, "text.caveat", &model.text.caveat)).filter(|text| !text.is_empty())
}

/// A note that other findings exist beyond the model's classes; without a model, before one is loaded.
#[must_use]
pub fn answers_known(model: Option<&ModelReport>) -> Message {
    model.map_or_else(text::score::answers_few, |model| text::score::answers_known(model.labels.len()))
}

/// The score of a trivial rule on the same pictures.
#[must_use]
pub fn baseline(baseline: &Score, score: &Score) -> Message {
    if baseline.n == score.n {
        text::score::baseline(baseline.value)
    } else {
        text::score::baseline_elsewhere(baseline.value)
    }
}

/// The recall of a class in words.
#[must_use]
pub fn recall(label: &str, score: &Score) -> Message {
    let [low, high] = score.interval;
    text::score::recall(class_name(label), score.value, low, high)
}

/// A metric's name in words.
#[must_use]
pub fn metric(metric: &Metric) -> Message {
    match metric {
        Metric::Accuracy => text::score::accuracy(),
        Metric::MacroRecall => text::score::mean_recall(),
        Metric::MacroPrecision => text::score::mean_precision(),
        Metric::MacroF1 => text::score::mean_f1(),
        Metric::MacroAuc => text::score::mean_auc(),
        Metric::GroupAuc => text::report::group_auc(),
        Metric::Ece => text::score::ece(),
        Metric::Baseline(inner) => text::score::trivial(self::metric(inner)),
        Metric::Recall(label) => text::score::class_recall(class_name(label)),
        Metric::Precision(label) => text::score::class_precision(class_name(label)),
        Metric::F1(label) => text::score::class_f1(class_name(label)),
        Metric::Auc(label) => text::score::class_auc(class_name(label)),
        Metric::SourceEce(source) => text::score::class_ece(class_name(source)),
        Metric::Dice(source) => text::score::dice(class_name(source)),
        Metric::OutlineHit(source) => text::score::outline_hit(class_name(source)),
        Metric::OutlinedWrongly(source) => text::score::outlined_wrongly(class_name(source)),
        other => text::score::other(other.to_string().replace('_', " ")),
    }
}

/// A metric's value: AUC, calibration error and Dice coefficient as plain numbers, shares in percent.
#[must_use]
pub fn figure(metric: &Metric, value: f32) -> Message {
    let of: &Metric = if let Metric::Baseline(inner) = metric { inner } else { metric };
    if matches!(
        of,
        Metric::MacroAuc | Metric::GroupAuc | Metric::Auc(_) | Metric::Ece | Metric::SourceEce(_) | Metric::Dice(_)
    ) {
        text::number::score(value)
    } else {
        percent_score(value)
    }
}

#[cfg(test)]
mod tests {
    use super::super::elsewhere::tests::model;
    use super::*;
    use text::english;

    #[test]
    fn a_figure_has_a_name_and_its_decimals() {
        let known = |name: &str| Metric::from(name.to_owned());
        let named = |name: &str| english(&metric(&known(name)));
        assert_eq!(named("macro_recall"), "Recall, mean of classes");
        assert_eq!(named("baseline_accuracy"), "Trivial baseline: Accuracy");
        assert_eq!(named("precision_fern"), "Precision, fern");
        assert_eq!(named("dice_source_a"), "Outline, Dice coefficient, a");
        assert_eq!(named("ece_source_a"), "Calibration error (ECE), a");
        assert_eq!(named("quite_new"), "quite new");
        let figures = [("macro_auc", 0.5), ("ece_source_a", 0.0125), ("recall_sauce", 0.954)];
        let figures = figures.map(|(name, value)| figure(&known(name), value));
        assert_eq!(figures.map(|figure| english(&figure)), ["0.500", "0.013", "95.4 %"]);
    }

    #[test]
    fn a_score_is_said_with_its_interval_and_what_a_trivial_rule_reaches() {
        let of = |value: f32, n| Score {
            metric: Metric::Accuracy,
            value,
            interval: [0.9, 0.955],
            data: "leaves".into(),
            split: Split::Test,
            weights: "int8".into(),
            n,
            groups: 3,
        };
        let mut model = model([0.9, 0.9, 0.95], false);
        let said = english(&score(&model, &of(0.93, 120)));
        assert!(said.starts_with("Measured on 120 pictures of the “leaves” set"), "{said}");
        assert!(said.contains("(test split)") && said.contains("between 90.0 % and 95.5 % (95 % interval)."), "{said}");
        assert!(said.contains("With other patients of the same kind") && !said.contains("may stand"), "{said}");
        assert_eq!(english(&headline_of(&model, &Metric::Accuracy)), "right on pictures of patients it never saw");
        model.text.groups = "picture".into();
        let said = english(&score(&model, &of(0.93, 120)));
        assert!(
            said.contains("With other pictures of the same kind") && said.contains("One person may stand"),
            "{said}"
        );
        assert_eq!(english(&headline_of(&model, &Metric::Accuracy)), "right on pictures it never saw");
        let beside = |n| english(&baseline(&of(0.25, n), &of(0.93, 120)));
        assert!(beside(120).ends_with("is gets 25.0 % on the same pictures."), "{}", beside(120));
        assert!(beside(7).ends_with("on its own test pictures."), "{}", beside(7));
        let own = english(&recall("fern", &of(0.93, 120)));
        assert_eq!(own, "Of the pictures that truly were “fern”, it named 93.0 % so (95 % interval 90.0 % to 95.5 %).");
    }
}
