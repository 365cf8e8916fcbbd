//! A made-up model with every figure that a report shows.

use super::super::*;
use evaluation::{
    Bin, CardSection, ClassCoverage, Curve, DataSummary, Detection, Faithfulness, FalseAlarm, HeldMeasure, HiddenPart,
    MeasuredPoint, Pointing, Probe, Reliability, SetCoverage, SourceScore, SourceSummary, Split, SplitSummary,
};

pub(crate) fn figure(value: f32) -> Figure {
    Figure { value, low: value - 0.05, high: value + 0.03 }
}

pub(crate) fn bins(accuracy: f32) -> Vec<Bin> {
    [0.5, 0.9, 0.99].map(|confidence| Bin { n: 20, confidence, accuracy }).into()
}

pub(crate) fn evaluation_on(split: Split) -> Evaluation {
    let labels: Vec<String> = ["glioma", "pituitary"].map(str::to_owned).into();
    let class = |label: &String| ClassCoverage {
        label: label.clone(),
        n: 31,
        coverage: figure(0.957),
        by_group: None,
        mean_size: 1.25,
    };
    Evaluation {
        data: "made-up".into(),
        split,
        n: 62,
        groups: 17,
        accuracy: figure(0.871),
        macro_recall: figure(0.862),
        baseline_macro_recall: Some(figure(0.413)),
        confusion: vec![vec![29, 2], vec![6, 25]],
        reliability: Reliability { error_before: 0.081, error_after: 0.034, before: bins(0.7), after: bins(0.95) },
        sources: vec![SourceScore {
            source: "somewhere".into(),
            n: 62,
            accuracy: figure(0.871),
            labels: labels.clone(),
        }],
        sets: vec![SetCoverage {
            level: 0.95,
            coverage: figure(0.953),
            mean_size: 1.31,
            by_group: Some(figure(0.941)),
            sizes: vec![0.01, 0.7, 0.29],
            classes: labels.iter().map(class).collect(),
        }],
        operating_points: vec![MeasuredPoint {
            label: "glioma".into(),
            held: HeldMeasure::Specificity,
            level: 0.9,
            threshold: 0.3127,
            sensitivity: figure(0.833),
            specificity: figure(0.911),
        }],
        any: None,
        labels,
    }
}

pub(crate) fn model(measured: Option<Measured>) -> ModelReport {
    ModelReport {
        task: "made-up".into(),
        name: "a-model".into(),
        version: "1.2.3".into(),
        sha256: "ab".repeat(32),
        bytes: 3_000_000,
        labels: vec!["glioma".into(), "pituitary".into()],
        negative: None,
        input_size: 224,
        scores: Vec::new(),
        temperature: 1.234,
        text: Box::new(words::tests::brain()),
        measured: measured.map(Box::new),
    }
}

pub(crate) fn full() -> Measured {
    let curve = Curve { by_map: vec![0.9, 0.2, 0.0], by_chance: vec![0.9, 0.6, 0.0], area: 0.321, chance_area: 0.543 };
    Measured {
        evaluations: vec![evaluation_on(Split::Test), evaluation_on(Split::Val)],
        probes: [HiddenPart::Nothing, HiddenPart::Anatomy]
            .map(|hidden| Probe {
                hidden,
                by: "outlines".into(),
                data: "made-up".into(),
                split: Split::Test,
                n: 62,
                accuracy: figure(0.66),
                macro_recall: figure(0.64),
            })
            .into(),
        faithfulness: Some(Faithfulness {
            data: "made-up".into(),
            split: Split::Test,
            n: 40,
            deletion: curve.clone(),
            insertion: curve,
            pointing: Some(Pointing { n: 33, hits: figure(0.727), chance: 0.111 }),
        }),
        elsewhere: Vec::new(),
        mirrored: None,
        brightness: None,
        likeness: vec![Detection {
            against: "not-medical".into(),
            data: "others".into(),
            split: Split::Test,
            belong: 62,
            others: 51,
            auroc: 0.987,
            false_positives_at_95: 0.042,
            passed: 0.031,
        }],
        quality: vec![FalseAlarm {
            check: "too_dark".into(),
            data: "made-up".into(),
            split: Split::Test,
            n: 62,
            rate: 0.005,
            found: None,
        }],
        data: Some(DataSummary {
            name: "made-up".into(),
            sha256: "cd".repeat(32),
            splits: vec![SplitSummary { split: Split::Test, n: 62, groups: 17, classes: vec![31] }],
            sources: vec![SourceSummary { source: "somewhere".into(), n: 62 }],
        }),
        card: vec![CardSection {
            id: "popular_split".into(),
            title: "The popular split".into(),
            items: vec!["It is leaky.".into()],
        }],
    }
}

/// The sections of a model, in English.
pub(crate) fn told(model: &ModelReport) -> Vec<Section> {
    sections(model, &text::english)
}

/// All text of all sections, as far as a reader meets it.
pub(crate) fn all_text(sections: &[Section]) -> String {
    format!("{sections:?}")
}
