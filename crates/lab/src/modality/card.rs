//! `MODEL_CARD.md` of the modality classifier.
//!
//! Every figure comes from a report, the fit or the data; none is typed by hand.

use super::data::ModalityData;
use super::evaluate::{ModalityReport, gate_table, view_table};
use super::fit::FittedModality;
use super::kinds::modality_task;
use super::presented;
use super::train::threshold;
use crate::report_text::{confusion, overall, per_class, per_source};
use crate::table::percent;
use document::{Block, Document, Inlines, Table};
use model::Manifest;
use training::data::Split;

/// The card.
pub(super) fn markdown(
    manifest: &Manifest,
    reports: &[ModalityReport],
    fitted: &FittedModality,
    data: &ModalityData,
    parameters: usize,
) -> String {
    let task = &modality_task().card;
    let mut card = Document::new("en");
    card.heading(1, &format!("{} {}", manifest.name, manifest.version))
        .marked(&task.summary)
        .marked("Written by `lab modality train`; do not edit.")
        .table(facts(manifest, parameters));
    card.heading(2, "Intended use").list(&task.intended).heading(2, "Not for").list(&task.not_for);
    card.heading(2, "Scores").marked(HOW_MEASURED);
    reports.iter().for_each(|report| add_split(&mut card, report));
    card.titled(2, "Data", splits(manifest, data)).marked(&format!("Hash of all sets: `{}`.", data.sha256));
    card.heading(2, "How it was trained").marked(&trained(manifest, fitted));
    card.heading(2, "Limits").list(&task.limits);
    card.heading(2, "How to repeat it").push(Block::Code { language: "sh", text: HOW_TO_REPEAT.to_owned() });
    card.markdown()
}

/// The results on a split.
fn add_split(card: &mut Document, report: &ModalityReport) {
    let found = &report.report;
    card.heading(3, &format!("Split `{}`", found.data.split)).table(overall(found)).table(per_class(found));
    card.table(gate_table(report));
    if !report.views.is_empty() {
        card.table(view_table(report));
    }
    if !report.presented.is_empty() {
        card.marked(PRESENTED).table(presented::table(&report.presented));
    }
    card.text(format!("Pictures with too few pixels to be opened, left out: {}.", report.not_opened))
        .text("Rows are the truth, columns the answer.")
        .table(confusion(found))
        .table(per_source(found));
}

const PRESENTED: &str = "What slips through per kind and way of showing it, as DICOM gives it. Windows are centre and \
                         width in Hounsfield units; of these CT patients none stands in `train` or `val`. Narrow and \
                         wide windows of MRI make grey 25 to 150 black to white, and -30 to 400. DICOM files are \
                         refused by their tags before this; these are the pictures alone.";

const HOW_MEASURED: &str = "Measured with the code of the page. Intervals are 95 %, by resampling whole groups 2,000 \
                            times. \"Small\" shrinks every picture to 64 pixels, the size in which one of the sources \
                            comes; \"grey\" takes the colours away: neither resolution nor colour should decide.";

const HOW_TO_REPEAT: &str = "\
cargo lab modality train --data ../shared/data
cargo lab evaluate modality --data ../shared/data
";

fn facts(manifest: &Manifest, parameters: usize) -> Table {
    let mut table = Table::new(["Fact", "Value"]);
    let mut fact = |name: &str, value: String| table.row([Inlines::from(name), Inlines::marked(&value)]);
    let input = &manifest.input;
    fact("Architecture", format!("{}, {:.2} million weights", manifest.architecture, parameters as f64 / 1e6));
    fact("Classes", manifest.labels.join(", "));
    fact("Input", format!("{0} × {0} pixels, {1}, the whole picture scaled to fit", input.size, input.colour.name()));
    fact("Weights", "int8, one scale per output channel, batch normalisation folded".to_owned());
    fact("Size", format!("{:.2} MB ({} bytes)", manifest.weights.bytes as f64 / 1e6, manifest.weights.bytes));
    fact("SHA-256", format!("`{}`", manifest.weights.sha256));
    fact("Licence of the weights", manifest.licence.clone());
    table
}

fn splits(manifest: &Manifest, data: &ModalityData) -> Table {
    let heading = ["Split", "Pictures"].map(str::to_owned).into_iter().chain(manifest.labels.iter().cloned());
    let mut table = Table::with_head(heading.collect());
    for split in [Split::Train, Split::Val, Split::Test, Split::External] {
        let records = data.split(split);
        let counts = (0..manifest.labels.len())
            .map(|label| records.iter().filter(|record| record.label == label).count().to_string());
        table.row([split.to_string(), records.len().to_string()].into_iter().chain(counts));
    }
    table
}

fn trained(manifest: &Manifest, fitted: &FittedModality) -> String {
    format!(
        "The first five stages of EfficientNet-Lite0 with ImageNet weights, left as they are, and the widening layer \
         of the sixth; on their pooled output a linear classifier was fitted on `train`, every class weighing the \
         same. `val` chose the penalty ({}), the temperature ({:.2}) and the threshold ({:.3}): with it {} of the \
         pictures without a task pass on `val`, and {} of those with a task are turned away, small, grey and changed \
         copies of each included. {}",
        fitted.penalty,
        fitted.temperature,
        threshold(manifest).unwrap_or(fitted.threshold),
        percent(Some(f64::from(fitted.val_passing))),
        percent(Some(f64::from(fitted.val_turned_away))),
        modality_task().card.reference
    )
}
