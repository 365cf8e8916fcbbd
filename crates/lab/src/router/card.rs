//! `MODEL_CARD.md` of the router.
//!
//! Every figure comes from a report, the fit or the data; none is typed by hand.

use super::data::RouterData;
use super::evaluate::{RouterReport, gate_table, view_table};
use super::fit::Fitted;
use super::presented;
use super::train::threshold;
use crate::data::Split;
use crate::report_text::{confusion, overall, per_class, per_source};
use crate::table::{Table, percent};
use model::Manifest;
use std::fmt::Write;

/// The card.
pub(super) fn markdown(
    manifest: &Manifest,
    reports: &[RouterReport],
    fitted: &Fitted,
    data: &RouterData,
    parameters: usize,
) -> String {
    let mut card = format!(
        "# {} {}\n\n{SUMMARY}\n\nWritten by `lab router train`; do not edit.\n\n",
        manifest.name, manifest.version
    );
    let _ = write!(card, "{}\n{INTENDED}", facts(manifest, parameters));
    let _ = write!(card, "\n## Scores\n\n{HOW_MEASURED}\n");
    for report in reports {
        let split = &report.report.data.split;
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
    let _ = write!(card, "\n{LIMITS}");
    card
}

const SUMMARY: &str = "Tells kinds of pictures apart before a classifier sees them: brain MRI, chest X-ray, chest CT, \
                       blood smear, other medical pictures, photographs of a screen or of film, and pictures \
                       that are not medical.";

const PRESENTED: &str = "What slips through per kind and way of showing it, as DICOM gives it. Windows are centre and \
                         width in Hounsfield units; of these CT patients none stands in `train` or `val`. Narrow and \
                         wide windows of MRI make grey 25 to 150 black to white, and -30 to 400. DICOM files are \
                         refused by their tags before this; these are the pictures alone.";

const INTENDED: &str = "\
## Intended use

- Keeping pictures from a classifier that was not made for them, and saying which model reads them.

## Not for

- Saying what a picture shows. It knows kinds of pictures, no findings.
- Proof that a picture is what it seems: a drawing that looks like a brain MRI may pass.
";

const HOW_MEASURED: &str = "Measured with the code of the page. Intervals are 95 %, by resampling whole groups 2,000 \
                            times. \"Small\" shrinks every picture to 64 pixels, the size in which one of the sources \
                            comes; \"grey\" takes the colours away: neither resolution nor colour should decide.";

const LIMITS: &str = "\
## Limits

- \"Other medical\" was learned from four kinds of pictures of one source: abdominal CT, breast MRI, hand X-rays and \
head CT, all of 64 pixels. Ultrasound, microscopy of other tissue, dental pictures and much else it has never seen.
- Photographs of screens and of film are drawn by code from the sets' pictures; no real ones were at hand. One from \
straight ahead, sharp and grey may pass as the picture itself.
- Photographs were learned from one picture per ImageNet class, drawings from code.
- Chest CT comes from figures in papers, from sources of 64 pixels, and from 16 slices of 14 patients as DICOM, a \
third of the patients in each split: the rows above rest on few patients. Head CT of full size, the nearest miss, is \
in no set; what happens to it is not known, and DICOM tags are what keeps it out.
- X-rays other than chest and hand, and MRI of other parts than brain and breast, it has never seen.
- Medical MNIST says nothing of its patients, so all its pictures are one group, and intervals on them have no width.
- Every kind comes from few sources, so a part of the score may be recognition of the source. Training shows every \
kind small and large, sharp and soft, cut and framed, grey and tinted, to keep that part low.

## How to repeat it

```sh
cargo lab router train --data ../shared/data
cargo lab evaluate router --data ../shared/data
```
";

fn facts(manifest: &Manifest, parameters: usize) -> Table {
    let mut table = Table::new(["Fact", "Value"]);
    let mut fact = |name: &str, value: String| table.row([name.to_owned(), value]);
    let input = &manifest.input;
    fact("Architecture", format!("{}, {:.2} million weights", manifest.architecture, parameters as f64 / 1e6));
    fact("Classes", manifest.labels.join(", "));
    fact("Input", format!("{0} × {0} pixels, {1}, the whole picture scaled to fit", input.size, input.colour));
    fact("Weights", "int8, one scale per output channel, batch normalisation folded".to_owned());
    fact("Size", format!("{:.2} MB ({} bytes)", manifest.weights.bytes as f64 / 1e6, manifest.weights.bytes));
    fact("SHA-256", format!("`{}`", manifest.weights.sha256));
    fact("Licence of the weights", manifest.licence.clone());
    table
}

fn splits(manifest: &Manifest, data: &RouterData) -> Table {
    let heading = ["Split", "Pictures"].map(str::to_owned).into_iter().chain(manifest.labels.iter().cloned());
    let mut table = Table::with_heading(heading.collect());
    for split in [Split::Train, Split::Val, Split::Test, Split::External] {
        let records = data.split(split);
        let counts = (0..manifest.labels.len())
            .map(|label| records.iter().filter(|record| record.label == label).count().to_string());
        table.row([split.to_string(), records.len().to_string()].into_iter().chain(counts));
    }
    table
}

fn trained(manifest: &Manifest, fitted: &Fitted) -> String {
    format!(
        "The first five stages of EfficientNet-Lite0 with ImageNet weights, left as they are, and the widening layer \
         of the sixth; on their pooled output a linear classifier was fitted on `train`, every class weighing the \
         same. `val` chose the penalty ({}), the temperature ({:.2}) and the threshold ({:.3}): with it {} of the \
         pictures without a task pass on `val`, and {} of those with a task are turned away, small, grey and changed \
         copies of each included. Drawings made by code are among the pictures that are not medical, and drawn heads \
         among the brain MRI, so that the page's own examples pass. X-rays are shown in both polarities, brain MRI \
         through narrow and wide windows, chest CT of DICOM through 40/400, -600/1500, 400/1800 and the files' own.",
        fitted.penalty,
        fitted.temperature,
        threshold(manifest).unwrap_or(fitted.threshold),
        percent(Some(f64::from(fitted.val_passing))),
        percent(Some(f64::from(fitted.val_turned_away)))
    )
}
