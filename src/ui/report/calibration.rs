//! How well probabilities, sets and thresholds hold.

use super::chart::reliability_chart;
use super::{Block, Section, Table, interval, measured_on, with_interval};
use crate::ui::words;
use evaluation::{Evaluation, Figure, Measured, MeasuredPoint, SetCoverage, Split};

/// Whether 90 % sure means right in 90 of 100.
pub(super) fn reliability(test: &Evaluation, temperature: f32) -> Section {
    let found = &test.reliability;
    let on = measured_on(&test.data, test.split, test.n);
    Section {
        id: "reliability".to_owned(),
        title: "What its certainty is worth".to_owned(),
        blocks: vec![
            Block::Text(format!(
                "If the model says 90 %, it should be right in 90 of 100 pictures. On average it is off by {:.3} as the network comes, and by {:.3} after calibration (expected calibration error, {} bins of equal mass, {on}).",
                found.error_before,
                found.error_after,
                found.after.len()
            )),
            Block::Text(format!(
                "Calibrated means: the network's outputs are divided by {temperature:.3} before they become probabilities. The number was fitted on val alone."
            )),
            Block::Charts(vec![reliability_chart(test)]),
        ],
    }
}

/// Whether sets hold the true class as often as they promise; one table for all splits.
pub(super) fn sets(measured: &Measured) -> Option<Section> {
    let all = || measured.evaluations.iter().flat_map(|found| found.sets.iter().map(move |set| (found, set)));
    all().next()?;
    let rows = all().flat_map(|(found, set)| rows_of_set(found, set)).collect();
    let head = ["Pictures", "Promised", "Set holds the class", "95 % interval", "By patient", "Mean classes", "n"];
    let caption = "How often the set of classes holds the true one, for all pictures and for those of each class.";
    let sizes = all().filter(|(found, _)| found.split == Split::Test).map(|(_, set)| sizes(set)).collect();
    Some(Section {
        id: "sets".to_owned(),
        title: "How often the set holds the true class".to_owned(),
        blocks: vec![Block::List(sizes), Block::Table(Table::new("sets", caption.to_owned(), &head, rows))],
    })
}

/// What thresholds do that were chosen on `val`.
pub(super) fn operating_points(test: &Evaluation) -> Option<Section> {
    let row = |point: &MeasuredPoint| {
        vec![
            words::class_name(&point.label),
            words::point_name(&point.held, point.level),
            format!("{:.4}", point.threshold),
            with_interval(point.sensitivity),
            with_interval(point.specificity),
        ]
    };
    let caption = format!(
        "Thresholds on the calibrated probability of one class, chosen on val, measured on {}.",
        measured_on(&test.data, test.split, test.n)
    );
    let head = ["Class", "Held when chosen", "Threshold", "Sensitivity", "Specificity"];
    let rows: Vec<_> = test.operating_points.iter().map(row).collect();
    (!rows.is_empty()).then(|| Section {
        id: "operating_points".to_owned(),
        title: "Operating points".to_owned(),
        blocks: vec![Block::Table(Table::new("operating_points", caption, &head, rows))],
    })
}

fn rows_of_set(found: &Evaluation, set: &SetCoverage) -> Vec<Vec<String>> {
    let promised = words::percent(set.level);
    let row = |name: String, coverage: Figure, patients: Option<Figure>, size: f32, n: u32| {
        let Figure { value, .. } = coverage;
        vec![
            name,
            promised.clone(),
            words::percent_score(value),
            interval(coverage),
            patients.map_or_else(|| "–".to_owned(), with_interval),
            format!("{size:.2}"),
            n.to_string(),
        ]
    };
    let of = |what: &str| format!("{what}, “{}” {}", found.data, found.split);
    let classes = set.classes.iter();
    let classes = classes.map(|class| {
        row(of(&words::class_name(&class.label)), class.coverage, class.by_patient, class.mean_size, class.n)
    });
    std::iter::once(row(of("All"), set.coverage, set.by_patient, set.mean_size, found.n)).chain(classes).collect()
}

/// "95 % sets on test: 0.5 % hold no class, 93.0 % one, …"
fn sizes(set: &SetCoverage) -> String {
    let said = set.sizes.iter().enumerate().map(|(size, share)| match size {
        0 => format!("{} hold no class", words::percent_score(*share)),
        1 => format!("{} one", words::percent_score(*share)),
        n => format!("{} {n}", words::percent_score(*share)),
    });
    format!("{} sets on test: {}.", words::percent(set.level), said.collect::<Vec<_>>().join(", "))
}
