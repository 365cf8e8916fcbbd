//! `MODEL_CARD.md` of the modality classifier.
//!
//! Every figure comes from a report, the fit or the data; none is typed by hand.

use super::data::ModalityData;
use super::evaluate::{ModalityReport, gate_table, view_table};
use super::fit::FittedModality;
use super::kinds::modality_task;
use super::presented;
use super::train::threshold;
use crate::data::Split;
use crate::report_text::{confusion, overall, per_class, per_source};
use crate::table::{TextTable, percent};
use model::Manifest;
use std::fmt::Write;

/// The card.
pub(super) fn markdown(
    manifest: &Manifest,
    reports: &[ModalityReport],
    fitted: &FittedModality,
    data: &ModalityData,
    parameters: usize,
) -> String {
    let mut card = format!(
        "# {} {}\n\n{}\n\nWritten by `lab modality train`; do not edit.\n\n",
        manifest.name,
        manifest.version,
        modality_task().card.summary
    );
    let _ = write!(card, "{}\n{}", facts(manifest, parameters), intended());
    let _ = write!(card, "\n## Scores\n\n{HOW_MEASURED}\n");
    for report in reports {
        let split = report.report.data.split;
        let _ = write!(card, "\n### Split `{split}`\n\n{}\n{}", overall(&report.report), per_class(&report.report));
        let _ = write!(card, "\n{}", gate_table(report));
        if !report.views.is_empty() {
            let _ = write!(card, "\n{}", view_table(report));
        }
        if !report.presented.is_empty() {
            let _ = write!(card, "\n{PRESENTED}\n\n{}", presented::table(&report.presented));
        }
        let _ = writeln!(card, "\nPictures with too few pixels to be opened, left out: {}.", report.not_opened);
        let _ = write!(card, "\nRows are the truth, columns the answer.\n\n{}", confusion(&report.report));
        let _ = write!(card, "\n{}", per_source(&report.report));
    }
    let _ = write!(card, "\n## Data\n\n{}\nHash of all sets: `{}`.\n", splits(manifest, data), data.sha256);
    let _ = write!(card, "\n## How it was trained\n\n{}\n", trained(manifest, fitted));
    let _ = write!(card, "\n## Limits\n\n{}\n{HOW_TO_REPEAT}", list(&modality_task().card.limits));
    card
}

const PRESENTED: &str = "What slips through per kind and way of showing it, as DICOM gives it. Windows are centre and \
                         width in Hounsfield units; of these CT patients none stands in `train` or `val`. Narrow and \
                         wide windows of MRI make grey 25 to 150 black to white, and -30 to 400. DICOM files are \
                         refused by their tags before this; these are the pictures alone.";

/// What it is for, and what not.
fn intended() -> String {
    let card = &modality_task().card;
    format!("## Intended use\n\n{}\n## Not for\n\n{}", list(&card.intended), list(&card.not_for))
}

fn list(items: &[String]) -> String {
    items.iter().fold(String::new(), |list, item| list + "- " + item + "\n")
}

const HOW_MEASURED: &str = "Measured with the code of the page. Intervals are 95 %, by resampling whole groups 2,000 \
                            times. \"Small\" shrinks every picture to 64 pixels, the size in which one of the sources \
                            comes; \"grey\" takes the colours away: neither resolution nor colour should decide.";

const HOW_TO_REPEAT: &str = "\
## How to repeat it

```sh
cargo lab modality train --data ../shared/data
cargo lab evaluate modality --data ../shared/data
```
";

fn facts(manifest: &Manifest, parameters: usize) -> TextTable {
    let mut table = TextTable::new(["Fact", "Value"]);
    let mut fact = |name: &str, value: String| table.row([name.to_owned(), value]);
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

fn splits(manifest: &Manifest, data: &ModalityData) -> TextTable {
    let heading = ["Split", "Pictures"].map(str::to_owned).into_iter().chain(manifest.labels.iter().cloned());
    let mut table = TextTable::with_heading(heading.collect());
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
