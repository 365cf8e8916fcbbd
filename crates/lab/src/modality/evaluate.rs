//! `lab evaluate modality`: the shipped modality classifier on one split of every set, with the code of the page.

use super::MODALITY;
use super::data::{ModalityData, ModalityRecord};
use super::kinds::{self, is_task, labels, tasks};
use super::presented::{Presented, presented, table as presented_table};
use super::samples::PictureView;
use crate::bootstrap::{group_count, intervals};
use crate::model_folder;
use crate::report::{MeasuredData, MeasuredModel, Report};
use crate::report_text::document_from_report;
use crate::scores;
use crate::table::{percent, percent_interval};
use ::task::TaskText;
use anyhow::{Context, Result, ensure};
use document::Table;
use engine::{ModalityClassifier, Native, block_on};
use evaluation::{Metric, Score};
use rayon::prelude::*;
use serde::Serialize;
use std::io::Write;
use std::path::Path;
use training::data::Split;
use training::metrics::{Outcome, measure};
use trust::modality::{Modality, NOT_MEDICAL};

/// What `lab evaluate modality` prints.
#[derive(Clone, Debug, Serialize)]
pub struct ModalityReport {
    /// Scores over the classes.
    #[serde(flatten)]
    pub report: Report,
    /// Per class without a task: share of its pictures that some task's classifier would accept.
    pub reaching_a_classifier: Vec<MeasuredShare>,
    /// Per task: share of its pictures that its own classifier would not accept.
    pub turned_away: Vec<MeasuredShare>,
    /// The same pictures presented in other ways; `test` only.
    pub views: Vec<ViewReport>,
    /// Pass rates per kind and presentation from DICOM; `test` and `external`.
    pub presented: Vec<Presented>,
    /// Pictures that the page does not open because they have too few pixels. They are left out.
    pub not_opened: usize,
}

/// A share of the pictures of one class.
#[derive(Clone, Debug, Serialize)]
pub struct MeasuredShare {
    /// The class.
    pub label: String,
    /// Its pictures.
    pub n: usize,
    /// Groups that the interval resamples.
    pub groups: usize,
    /// The share, 0…1.
    pub value: f64,
    /// 95 % interval.
    pub interval: [f64; 2],
}

/// Scores on pictures presented in another way.
#[derive(Clone, Debug, Serialize)]
pub struct ViewReport {
    /// `small` (longest side 64 pixels) or `grey`.
    pub view: &'static str,
    /// Mean recall of the classes that occur.
    pub macro_recall: Option<f64>,
    /// Share of the pictures that are not medical that some classifier would accept.
    pub not_medical_reaching: Option<f64>,
    /// Share of the pictures with a task that their own classifier would not accept.
    pub turned_away: Option<f64>,
}

/// One picture, routed.
struct Judged {
    outcome: Outcome,
    /// For a class with a task: whether its classifier accepts it; else whether any does.
    taken: bool,
}

/// Measures `MODELS/modality` and prints the report.
///
/// # Errors
/// When the modality classifier or a data set cannot be read.
pub fn run(models: &Path, data: &Path, split: Split, json: bool) -> Result<()> {
    let (manifest, bytes) = model_folder::read(models, MODALITY)?;
    let modality = block_on(ModalityClassifier::start(manifest, &bytes, &Native::default()))?;
    let report = evaluate(&modality, &ModalityData::open(data)?, split)?;
    let text = if json { serde_json::to_string(&report)? + "\n" } else { text_from(&report) };
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(())
}

/// Routes every picture of `split`, unchanged and presented in other ways.
///
/// # Errors
/// When the split is empty, or a picture cannot be opened.
pub fn evaluate(modality: &ModalityClassifier, data: &ModalityData, split: Split) -> Result<ModalityReport> {
    let records = data.split(split);
    ensure!(!records.is_empty(), "no picture in split `{split}`");
    let manifest = modality.manifest();
    let judged = judged(modality, &records, PictureView::Plain)?;
    let model = MeasuredModel {
        task: manifest.task.clone(),
        name: manifest.name.clone(),
        version: manifest.version.clone(),
        weights: "int8".into(),
        sha256: manifest.weights.sha256.clone(),
        flip: false,
    };
    let on = MeasuredData { name: MODALITY.into(), sha256: data.sha256.clone(), split };
    let outcomes: Vec<Outcome> = judged.iter().map(|judged| judged.outcome.clone()).collect();
    let report = Report::new(&outcomes, &manifest.labels, manifest.groups_of(), model, on);
    let classes = |with_task: bool| (0..labels().len()).filter(move |label| is_task(*label) == with_task);
    // They take twice as long as the rest together; one split is enough to see what matters.
    let views: &[_] =
        if split == Split::Test { &[("small", PictureView::Small), ("grey", PictureView::Grey)] } else { &[] };
    Ok(ModalityReport {
        report,
        reaching_a_classifier: classes(false).filter_map(|label| share(&judged, label, true)).collect(),
        turned_away: classes(true).filter_map(|label| share(&judged, label, false)).collect(),
        views: views.iter().map(|(name, view)| view_report(modality, &records, name, *view)).collect::<Result<_>>()?,
        presented: if split == Split::Val { Vec::new() } else { presented(modality, &records)? },
        not_opened: records.len() - judged.len(),
    })
}

/// Every picture that can be opened, in the records' order.
fn judged(modality: &ModalityClassifier, records: &[&ModalityRecord], view: PictureView) -> Result<Vec<Judged>> {
    let one = |record: &&ModalityRecord| {
        let Some(image) = record.open()? else { return Ok(None) };
        let context = || format!("`{}`", record.path.display());
        let probabilities = modality.probabilities(&view.of(&image, 0)).with_context(context)?;
        let takes = |task: &str| modality.judge(&probabilities, task) == Modality::Own;
        let own = kinds::label(record.label);
        let taken = if is_task(record.label) { takes(own) } else { tasks().into_iter().any(takes) };
        let outcome =
            Outcome { truth: record.label, probabilities, group: record.group.clone(), source: record.source.clone() };
        Ok(Some(Judged { outcome, taken }))
    };
    Ok(records.par_iter().map(one).collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

fn view_report(
    modality: &ModalityClassifier,
    records: &[&ModalityRecord],
    view: &'static str,
    how: PictureView,
) -> Result<ViewReport> {
    let judged = judged(modality, records, how)?;
    let outcomes: Vec<&Outcome> = judged.iter().map(|judged| &judged.outcome).collect();
    let part = |of: &dyn Fn(usize) -> bool, taken: bool| {
        let of = || judged.iter().filter(|judged| of(judged.outcome.truth));
        let n = of().count();
        (n > 0).then(|| of().filter(|judged| judged.taken == taken).count() as f64 / n as f64)
    };
    let not_medical = |label: usize| kinds::label(label) == NOT_MEDICAL;
    Ok(ViewReport {
        view,
        macro_recall: measure(&outcomes, labels().len()).macro_recall,
        not_medical_reaching: part(&not_medical, true),
        turned_away: part(&is_task, false),
    })
}

/// Share of the pictures of a class that are, or are not, accepted; `None` where it has none.
///
/// The interval is that of the accuracy of a rule with two answers, of which the first is right where the
/// picture counts.
fn share(judged: &[Judged], label: usize, taken: bool) -> Option<MeasuredShare> {
    let outcomes: Vec<Outcome> = judged
        .iter()
        .filter(|judged| judged.outcome.truth == label)
        .map(|judged| {
            let counts = if judged.taken == taken { vec![1.0, 0.0] } else { vec![0.0, 1.0] };
            Outcome { truth: 0, probabilities: counts, ..judged.outcome.clone() }
        })
        .collect();
    let outcomes: Vec<&Outcome> = outcomes.iter().collect();
    let named = |metrics: &training::metrics::Metrics| vec![("share".to_owned(), metrics.accuracy)];
    Some(MeasuredShare {
        label: (*labels().get(label)?).to_owned(),
        n: outcomes.len(),
        groups: group_count(&outcomes),
        value: measure(&outcomes, 2).accuracy?,
        interval: *intervals(&outcomes, 2, named).get("share")?,
    })
}

/// The flat list of the manifest.
pub(super) fn scores_from_report(report: &ModalityReport) -> Vec<Score> {
    let mut scores = scores::scores_from_report(&report.report);
    let shares = report
        .reaching_a_classifier
        .iter()
        .map(|share| (Metric::ReachingAClassifier(share.label.clone()), share))
        .chain(report.turned_away.iter().map(|share| (Metric::TurnedAway(share.label.clone()), share)));
    scores.extend(shares.map(|(metric, share)| Score {
        metric,
        value: share.value as f32,
        interval: share.interval.map(|end| end as f32),
        data: report.report.data.name.clone(),
        split: report.report.data.split,
        weights: report.report.model.weights.clone(),
        n: u32::try_from(share.n).unwrap_or(u32::MAX),
        groups: u32::try_from(share.groups).unwrap_or(u32::MAX),
    }));
    scores
}

fn text_from(report: &ModalityReport) -> String {
    let mut told = document_from_report(&report.report, &TaskText::default());
    told.titled(2, "The gate", gate_table(report));
    if !report.views.is_empty() {
        told.titled(2, "Shown in other ways", view_table(report));
    }
    if !report.presented.is_empty() {
        told.titled(2, "As DICOM gives them", presented_table(&report.presented));
    }
    told.text(format!("Too small to be opened, and left out: {}", report.not_opened));
    told.plain_text()
}

/// What reaches a classifier and what is refused.
pub(super) fn gate_table(report: &ModalityReport) -> Table {
    let mut table = Table::new(["Pictures", "Number", "Share", "95 % interval"]);
    let rows = [("reach a classifier", &report.reaching_a_classifier), ("turned away", &report.turned_away)];
    for (what, shares) in rows {
        for share in shares {
            let name = format!("{}: {what}", share.label);
            table.row([name, share.n.to_string(), percent(Some(share.value)), percent_interval(Some(&share.interval))]);
        }
    }
    table
}

/// The same pictures small and in grey.
pub(super) fn view_table(report: &ModalityReport) -> Table {
    let mut table =
        Table::new(["Shown", "Macro recall", "Not medical, reach a classifier", "With a task, turned away"]);
    for view in &report.views {
        let shares = [view.macro_recall, view.not_medical_reaching, view.turned_away];
        table.row([view.view.to_owned()].into_iter().chain(shares.map(percent)));
    }
    table
}
