//! A report as tables: printed by `lab evaluate`, and part of the model card.
//!
//! Invariant: every figure comes from a [`Report`]; none is typed by hand.

use super::report::Report;
use super::table::{Table, number, number_interval, percent, percent_interval};
use super::trust_measured::TrustMeasured;
use crate::measured::Figure;
use std::fmt::Write;

/// The whole report for a terminal.
#[must_use]
pub fn text_from_report(report: &Report) -> String {
    let mut text = format!(
        "{} {} ({}{}) on {}, split {}: {} pictures of {} groups.\nIntervals: 95 %, groups resampled 2,000 times.\n",
        report.model.name,
        report.model.version,
        report.model.weights,
        if report.model.flip { ", mean with the mirror image" } else { "" },
        report.data.name,
        report.data.split,
        report.n,
        report.groups
    );
    let mut part = |title: &str, table: Table| {
        let _ = write!(text, "\n{title}\n\n{table}");
    };
    part("Overall", overall(report));
    part("Per class", per_class(report));
    part("Confusion (rows: truth, columns: answer)", confusion(report));
    part("Per source", per_source(report));
    if let Some(trust) = &report.trust {
        let _ = write!(text, "{}", text_from_trust(trust));
    }
    let _ = writeln!(text, "\nWeights SHA-256 {}\nData SHA-256    {}", report.model.sha256, report.data.sha256);
    text
}

/// Calibration, sets and operating points; sets and points only where the model has them.
fn text_from_trust(trust: &TrustMeasured) -> String {
    let found = &trust.reliability;
    let mut text = format!(
        "\nCalibration error {:.3} at temperature 1, {:.3} at temperature {:.3}\n\n",
        found.error_before, found.error_after, trust.temperature
    );
    let share = |value: f32| percent(Some(f64::from(value)));
    let figure = |figure: Figure| format!("{} ({} to {})", share(figure.value), share(figure.low), share(figure.high));
    let mut bins = Table::new(["Bin", "Pictures", "Sure", "Right"]);
    for (index, bin) in found.after.iter().enumerate() {
        bins.row([(index + 1).to_string(), bin.n.to_string(), share(bin.confidence), share(bin.accuracy)]);
    }
    let mut sets = Table::new(["Sets", "True class", "Coverage", "Classes in a set"]);
    for set in &trust.sets {
        let mut row = |class: &str, coverage: Figure, size: f32| {
            sets.row([share(set.level), class.to_owned(), figure(coverage), format!("{size:.2}")]);
        };
        row("all", set.coverage, set.mean_size);
        set.classes.iter().for_each(|class| row(&class.label, class.coverage, class.mean_size));
    }
    let mut points = Table::new(["Class", "Held on val", "At", "Threshold", "Sensitivity", "Specificity"]);
    for point in &trust.operating_points {
        let (sensitivity, specificity) = (figure(point.sensitivity), figure(point.specificity));
        let threshold = format!("{:.4}", point.threshold);
        let held = point.held.clone();
        points.row([point.label.clone(), held, share(point.level), threshold, sensitivity, specificity]);
    }
    let _ = write!(text, "{bins}");
    if !trust.sets.is_empty() {
        let _ = write!(text, "\n{sets}\n{points}");
    }
    text
}

/// Overall scores beside the trivial baseline's.
#[must_use]
pub fn overall(report: &Report) -> Table {
    let mut table = Table::new(["Score", "Model", "95 % interval", "Trivial baseline", "95 % interval "]);
    let baseline = report.baseline.as_ref();
    let shares = [
        ("Accuracy", "accuracy", report.accuracy, baseline.map(|b| b.accuracy)),
        ("Macro recall", "macro_recall", report.macro_recall, baseline.map(|b| b.macro_recall)),
        ("Macro precision", "macro_precision", report.macro_precision, None),
        ("Macro F1", "macro_f1", report.macro_f1, None),
    ];
    for (title, name, score, rival) in shares {
        let rival_interval = baseline.and_then(|b| b.intervals.get(name));
        table.row([
            title.to_owned(),
            percent(score),
            percent_interval(report.intervals.get(name)),
            percent(rival.flatten()),
            percent_interval(rival_interval),
        ]);
    }
    table.row([
        "Macro AUC".to_owned(),
        number(report.macro_auc),
        number_interval(report.intervals.get("macro_auc")),
        number(baseline.and_then(|b| b.macro_auc)),
        number_interval(baseline.and_then(|b| b.intervals.get("macro_auc"))),
    ]);
    table.row([
        "Calibration error".to_owned(),
        number(report.ece),
        number_interval(report.intervals.get("ece")),
        number(None),
        number_interval(None),
    ]);
    table
}

/// One row a class.
#[must_use]
pub fn per_class(report: &Report) -> Table {
    let mut table = Table::new(["Class", "Pictures", "Recall", "95 % interval", "Precision", "F1", "AUC"]);
    for (label, class) in &report.per_class {
        table.row([
            label.clone(),
            class.n.to_string(),
            percent(class.recall),
            percent_interval(class.intervals.get("recall")),
            percent(class.precision),
            percent(class.f1),
            number(class.auc),
        ]);
    }
    table
}

/// Rows are the truth, columns the answer.
#[must_use]
pub fn confusion(report: &Report) -> Table {
    let heading = std::iter::once("Truth".to_owned()).chain(report.labels.iter().cloned());
    let mut table = Table::with_heading(heading.collect());
    for (label, row) in report.labels.iter().zip(&report.confusion) {
        table.row(std::iter::once(label.clone()).chain(row.iter().map(usize::to_string)));
    }
    table
}

/// One row a source, and one for each class within it.
#[must_use]
pub fn per_source(report: &Report) -> Table {
    let mut table = Table::new(["Source", "Pictures", "Groups", "Accuracy", "95 % interval", "Recall by class"]);
    for (source, part) in &report.per_source {
        let recalls: Vec<String> = part
            .per_class
            .iter()
            .map(|(label, class)| format!("{label} {} of {}", percent(class.recall), class.n))
            .collect();
        table.row([
            source.clone(),
            part.n.to_string(),
            part.groups.to_string(),
            percent(part.accuracy),
            percent_interval(part.accuracy_interval.as_ref()),
            recalls.join(", "),
        ]);
    }
    table
}
