//! A report as tables: printed by `lab evaluate`, and part of the model card.
//!
//! Invariant: every figure comes from a [`Report`]; none is typed by hand.

use super::any_finding::{AnyFindingFigures, Findings};
use super::report::{GroupReport, Report};
use super::shown::HeadlineReport;
use super::table::{number, number_interval, percent, percent_interval};
use super::trust_evaluation::TrustEvaluation;
use ::task::{GroupsOf, TaskText};
use document::{Document, Table};
use evaluation::Figure;

/// The whole report, with the texts of the task.
#[must_use]
pub fn document_from_report(report: &Report, words: &TaskText) -> Document {
    let mut told = Document::new("en");
    told.text(format!(
        "{} {} ({}{}) on {}, split {}: {} pictures of {} groups.\nIntervals: 95 %, groups resampled 2,000 times.",
        report.model.name,
        report.model.version,
        report.model.weights,
        if report.model.flip { ", mean with the mirror image" } else { "" },
        report.data.name,
        report.data.split,
        report.n,
        report.groups
    ));
    told.titled(2, "Overall", overall(report));
    told.titled(2, "Per class", per_class(report));
    told.titled(2, "Confusion (rows: truth, columns: answer)", confusion(report));
    told.titled(2, "Per source", per_source(report));
    if report.recall_of.is_some() || !report.per_subgroup.is_empty() {
        told.titled(2, "Mean recall of the classes with 20 pictures or more", parts(report));
    }
    if let Some((found, [one, several])) = report.by_group.as_ref().zip(report.grouped_by.counted()) {
        told.titled(2, &format!("By {one}: each counted once for each true class"), by_group(found, several));
    }
    let any = format!("Any {} against none", words.finding_key());
    if let Some(found) = &report.any_finding {
        told.titled(2, &any, any_finding(found, words, report.grouped_by));
    }
    if !report.outlines.is_empty() {
        told.titled(2, "Outlines", outlines(report));
    }
    if let Some(found) = &report.shown {
        told.titled(2, "What stands in the page's headline", headline(found, &any));
    }
    told.titled(2, "Calibration error by source", calibration_by_source(report));
    if let Some(trust) = &report.trust {
        add_trust(&mut told, trust, report.grouped_by);
    }
    told.text(format!("Weights SHA-256 {}\nData SHA-256    {}", report.model.sha256, report.data.sha256));
    told
}

/// Calibration, sets and operating points; sets and points only where the model has them.
fn add_trust(told: &mut Document, trust: &TrustEvaluation, groups: GroupsOf) {
    let found = &trust.reliability;
    told.text(format!(
        "Calibration error {:.3} at temperature 1, {:.3} at temperature {:.3} with a lapse of {:.4}",
        found.error_before, found.error_after, trust.temperature, trust.lapse
    ));
    let share = |value: f32| percent(Some(f64::from(value)));
    let figure = |figure: Figure| format!("{} ({} to {})", share(figure.value), share(figure.low), share(figure.high));
    let mut bins = Table::new(["Bin", "Pictures", "Sure", "Right"]);
    for (index, bin) in found.after.iter().enumerate() {
        bins.row([(index + 1).to_string(), bin.n.to_string(), share(bin.confidence), share(bin.accuracy)]);
    }
    let counted = groups.counted();
    let head = ["Sets", "True class", "Coverage"].map(str::to_owned).into_iter();
    let head = head.chain(counted.map(|[one, _]| format!("By {one}"))).chain(["Classes in a set".to_owned()]);
    let mut sets = Table::with_head(head.collect());
    for set in &trust.sets {
        let mut row = |class: &str, coverage: Figure, by_group: Option<Figure>, size: f32| {
            let by_group = counted.map(|_| by_group.map_or_else(|| percent(None), figure));
            let first = [share(set.level), class.to_owned(), figure(coverage)].into_iter();
            sets.row(first.chain(by_group).chain([format!("{size:.2}")]));
        };
        row("all", set.coverage, set.by_group, set.mean_size);
        set.classes.iter().for_each(|class| row(&class.label, class.coverage, class.by_group, class.mean_size));
    }
    let mut points = Table::new(["Class", "Held on val", "At", "Threshold", "Sensitivity", "Specificity"]);
    for point in &trust.operating_points {
        let (sensitivity, specificity) = (figure(point.sensitivity), figure(point.specificity));
        let threshold = format!("{:.4}", point.threshold);
        let held = point.held.to_string();
        points.row([point.label.clone(), held, share(point.level), threshold, sensitivity, specificity]);
    }
    told.table(bins);
    if !trust.sets.is_empty() {
        told.table(sets).table(points);
    }
}

/// One row per source.
fn calibration_by_source(report: &Report) -> Table {
    let mut table = Table::new(["Source", "Pictures", "Calibration error", "95 % interval"]);
    for (source, part) in &report.per_source {
        let interval = number_interval(part.ece_interval.as_ref());
        table.row([source.clone(), part.n.to_string(), number(part.ece), interval]);
    }
    table
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

/// One row per class.
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

/// All pictures, then one row a subgroup.
fn parts(report: &Report) -> Table {
    let mut table = Table::new(["Part", "Classes", "Pictures", "Groups", "Mean recall", "95 % interval"]);
    let all = report.recall_of.iter().map(|part| ("All", part));
    for (name, part) in all.chain(report.per_subgroup.iter().map(|(name, part)| (name.as_str(), part))) {
        table.row([
            name.to_owned(),
            part.labels.join(", "),
            part.n.to_string(),
            part.groups.to_string(),
            percent(part.macro_recall),
            percent_interval(part.interval.as_ref()),
        ]);
    }
    table
}

/// Rows are the truth, columns the answer.
#[must_use]
pub fn confusion(report: &Report) -> Table {
    let heading = std::iter::once("Truth".to_owned()).chain(report.labels.iter().cloned());
    let mut table = Table::with_head(heading.collect());
    for (label, row) in report.labels.iter().zip(&report.confusion) {
        table.row(std::iter::once(label.clone()).chain(row.iter().map(usize::to_string)));
    }
    table
}

/// Overall, then one row per class.
fn by_group(found: &GroupReport, several: &str) -> Table {
    let mut table = Table::new(["Score", several, "Value", "95 % interval"]);
    let interval = |name: &str| percent_interval(found.intervals.get(name));
    for (title, name, value) in
        [("Accuracy", "accuracy", found.accuracy), ("Macro recall", "macro_recall", found.macro_recall)]
    {
        table.row([title.to_owned(), found.n.to_string(), percent(value), interval(name)]);
    }
    let area = number_interval(found.intervals.get("macro_auc"));
    table.row(["Macro AUC".to_owned(), found.n.to_string(), number(found.macro_auc), area]);
    for (label, class) in &found.per_class {
        let name = format!("recall_{label}");
        table.row([format!("Recall, {label}"), class.n.to_string(), percent(class.recall), interval(&name)]);
    }
    table
}

/// One line for each source: agreement with the drawn outlines, and false outlines.
fn outlines(report: &Report) -> Table {
    let mut table = Table::new(["Source", "Drawn", "Dice", "95 % interval", "Hit", "Without", "Outlined there"]);
    for (source, found) in &report.outlines {
        let value = |figure: Option<Figure>| figure.map(|figure| f64::from(figure.value));
        let interval = found.dice.map(|figure| [f64::from(figure.low), f64::from(figure.high)]);
        table.row([
            source.clone(),
            found.drawn[0].to_string(),
            number(value(found.dice)),
            number_interval(interval.as_ref()),
            percent(value(found.hit)),
            found.free[0].to_string(),
            percent(value(found.wrongly)),
        ]);
    }
    table
}

/// All slices, then sequences and sources; below each its groups, where those are counted.
fn any_finding(found: &Findings, words: &TaskText, groups: GroupsOf) -> Table {
    let with: &str = if words.findings.is_empty() { "findings" } else { &words.findings };
    let mut table = Table::new(["Part", "n", with, "Sensitivity", "Specificity", "AUC", "95 % interval"]);
    let mut rows = |name: &str, slices: &AnyFindingFigures, by_group: Option<&AnyFindingFigures>| {
        let by_group = groups.counted().zip(by_group).map(|([_, several], told)| (several, told));
        for (what, told) in [("slices", slices)].into_iter().chain(by_group) {
            table.row([
                format!("{name}, {what}"),
                told.n.to_string(),
                told.findings.to_string(),
                format!("{} ({})", percent(told.sensitivity), percent_interval(told.intervals.get("sensitivity"))),
                format!("{} ({})", percent(told.specificity), percent_interval(told.intervals.get("specificity"))),
                number(told.auc),
                number_interval(told.intervals.get("auc")),
            ]);
        }
    };
    rows("All", &found.slices, found.by_group.as_ref());
    let sequences = found.per_sequence.iter().map(|(name, part)| (format!("Sequence {name}"), part));
    let sources = found.per_source.iter().map(|(name, part)| (name.clone(), part));
    for (name, part) in sequences.chain(sources) {
        rows(&name, &part.slices, part.by_group.as_ref());
    }
    table
}

/// What was withheld, and how much of the rest is right.
fn headline(found: &HeadlineReport, any: &str) -> Table {
    let mut table = Table::new(["What", "Pictures"]);
    let mut row = |what: &str, n: String| table.row([what.to_owned(), n]);
    row("All", found.n.to_string());
    row("Turned away by a gate", found.withheld_by_gate.to_string());
    row("No class, since the set leaves it open", found.withheld_by_set.to_string());
    row("None of the findings stood out", found.none_not_given.to_string());
    row("A class in the headline", found.named.to_string());
    let right = found.right.map(|right| {
        let share = |value: f32| percent(Some(f64::from(value)));
        format!("{} ({} to {})", share(right.value), share(right.low), share(right.high))
    });
    row("Right of these", right.unwrap_or_else(|| percent(None)));
    for (label, class) in &found.per_class {
        row(&format!("True {label}: right, of those named"), format!("{} of {}", class.right, class.named));
    }
    if let Some(told) = &found.any_finding {
        row(&format!("{any}: sensitivity, specificity where told"), {
            format!("{}, {} of {}", percent(told.sensitivity), percent(told.specificity), told.n)
        });
    }
    table
}

/// One row per source, and one for each class within it.
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
