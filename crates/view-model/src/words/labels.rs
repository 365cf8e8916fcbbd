//! Labels that are judged each by itself, in words.
//!
//! Neutral: to the model a label stands out or does not, or it is left open; nothing is said to be there. The headline names
//! exactly the labels whose own line says that they stand out.

use super::said::named;
use super::{class_name, percent, percent_between};
use evaluation::{Figure, Metric, Split};
use protocol::{LabelFound, LabelState, ModelReport, Score};
use text::Message;

/// The headline: which labels stand out, or that none does.
#[must_use]
pub fn labels_title(found: &[LabelFound]) -> Message {
    let of = |state: LabelState| -> Vec<String> {
        found.iter().filter(|one| one.state == state).map(|one| one.label.clone()).collect()
    };
    match named(&of(LabelState::Present), text::said::all) {
        Some(names) => text::answer::stand_out(names),
        None if of(LabelState::Unclear).is_empty() => text::answer::none_stands_out(),
        None => text::answer::some_open(),
    }
}

/// What is said of one label.
#[must_use]
pub fn label_state(state: LabelState) -> Message {
    match state {
        LabelState::Present => text::answer::present(),
        LabelState::Absent => text::answer::absent(),
        LabelState::Unclear => text::answer::open(),
    }
}

/// The word in `data-state`.
#[must_use]
pub fn label_state_name(state: LabelState) -> &'static str {
    match state {
        LabelState::Present => "present",
        LabelState::Absent => "absent",
        LabelState::Unclear => "unclear",
    }
}

/// The same with its name and probability, as a sentence.
#[must_use]
pub fn label_line(found: &LabelFound) -> Message {
    let told = text::answer::state_share(label_state(found.state), percent(found.probability));
    text::answer::label(class_name(&found.label), told)
}

/// What the states promise; `None` where that was not calibrated.
#[must_use]
pub fn labels_level(found: &[LabelFound]) -> Option<Message> {
    let level = found.iter().map(|one| one.level).reduce(|least, next| Some(least?.min(next?)))??;
    Some(text::answer::judged_level(percent(level)))
}

/// How well each label is judged: on pictures of other hospitals where there are some, else on `test`. None for a model with
/// classes, and where nothing was measured.
#[must_use]
pub fn label_scores(model: &ModelReport) -> Vec<Message> {
    model.labels.iter().filter_map(|label| label_score(model, label)).collect()
}

fn label_score(model: &ModelReport, label: &str) -> Option<Message> {
    let on = |split: Split, metric: &Metric| {
        let mut scores = model.scores.iter();
        scores.find(|score| score.split == split && score.weights == "int8" && score.metric == *metric)
    };
    let [area, found, cleared] = [Metric::Auc, Metric::Recall, Metric::Specificity].map(|of| of(label.to_owned()));
    // Models with classes have an area for each class too, and no specificity.
    let split = [Split::External, Split::Test].into_iter().find(|split| on(*split, &cleared).is_some())?;
    let area = on(split, &area)?;
    let [found, cleared] = [on(split, &found)?, on(split, &cleared)?].map(|score| percent_between(figure(score)));
    Some(text::score_card::label(class_name(label), area.value, found, cleared, area.n, &area.data, split.name()))
}

fn figure(score: &Score) -> Figure {
    let [low, high] = score.interval;
    Figure { value: score.value, low, high }
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::english;

    fn found(states: &[(&str, f32, LabelState)]) -> Vec<LabelFound> {
        let one = |(label, probability, state): &(&str, f32, LabelState)| LabelFound {
            label: (*label).to_owned(),
            probability: *probability,
            threshold: 0.5,
            level: Some(0.95),
            state: *state,
        };
        states.iter().map(one).collect()
    }

    #[test]
    fn the_headline_names_what_stands_out_and_nothing_else() {
        use LabelState::{Absent, Present, Unclear};
        let title = |states: &[LabelState]| {
            let labels = ["Rust", "Mould", "Scab"];
            let each: Vec<_> = labels.into_iter().zip(states).map(|(label, state)| (label, 0.5, *state)).collect();
            english(&labels_title(&found(&each)))
        };
        assert_eq!(title(&[Present, Absent, Present]), "Stands out: Rust and scab");
        assert_eq!(title(&[Unclear, Present, Absent]), "Stands out: Mould");
        assert_eq!(title(&[Absent, Absent, Absent]), "None of what the model judges stands out");
        assert_eq!(title(&[Absent, Unclear, Absent]), "Nothing stands out clearly");
    }

    #[test]
    fn a_line_has_the_state_and_the_share() {
        let all = found(&[("Rust", 0.871, LabelState::Present), ("Scab", 0.3, LabelState::Absent)]);
        let lines: Vec<String> = all.iter().map(|one| english(&label_line(one))).collect();
        assert_eq!(lines, ["Rust: stands out, 87 %.", "Scab: does not stand out, 30 %."]);
        assert!(english(&labels_level(&all).unwrap()).contains("about 95 % of those"));
        let mut uncalibrated = all;
        uncalibrated[1].level = None;
        assert_eq!(labels_level(&uncalibrated), None);
        assert_eq!(labels_level(&[]), None);
    }

    #[test]
    fn scores_of_labels_are_told_from_other_hospitals_first() {
        let score = |metric: Metric, split: Split, value: f32| Score {
            metric,
            value,
            interval: [value - 0.1, value + 0.1],
            data: "leaves".into(),
            split,
            weights: "int8".into(),
            n: 40,
            groups: 40,
        };
        let of = |split: Split| {
            let label = || "Rust".to_owned();
            [
                score(Metric::Auc(label()), split, 0.8),
                score(Metric::Recall(label()), split, 0.7),
                score(Metric::Specificity(label()), split, 0.6),
            ]
        };
        let model = |scores: Vec<Score>| ModelReport {
            labels: vec!["Rust".into(), "Scab".into()],
            scores,
            ..crate::report::tests::fixture::model(None)
        };
        let told = |scores: Vec<Score>| -> Vec<String> { label_scores(&model(scores)).iter().map(english).collect() };
        let both = told(of(Split::Test).into_iter().chain(of(Split::External)).collect());
        assert_eq!(both.len(), 1, "nothing was measured of the other: {both:?}");
        let first = "Rust: of two pictures, one that shows it and one that does not, the right one was rated higher in 80 % of \
                     pairs; called in 70.0 % (";
        assert!(both[0].starts_with(first), "{both:?}");
        assert!(both[0].ends_with("(40 pictures of the “leaves” set, external split)."), "{both:?}");
        assert!(told(of(Split::Test).to_vec())[0].contains("test split"));
        let [area, recall, _] = of(Split::Test);
        assert!(told(vec![area, recall]).is_empty(), "those are of a class");
    }
}
