//! `MODEL_CARD.md`: what the model is, what it is for, how well it does, how it was made.
//! The headings follow Mitchell et al., "Model Cards for Model Reporting" (2019).
//!
//! Invariant: pure text from measured things; every figure comes from a [`Report`], the run
//! record or the data set.

use super::data::{DataSet, Split};
use super::report::Report;
use super::report_text::{confusion, overall, per_class, per_source};
use super::run_record::{RunRecord, config, epochs};
use super::table::{Table, number, percent, percent_interval};
use super::task_text::TaskText;
use crate::weights::Manifest;
use anyhow::Result;
use serde_json::Value;
use std::fmt::Write;

/// Everything a card is made from.
#[derive(Clone, Copy, Debug)]
pub struct Card<'a> {
    /// The manifest beside the card.
    pub manifest: &'a Manifest,
    /// Number of weights.
    pub parameters: usize,
    /// Reports of every measured split and precision; the first is the one shown in full.
    pub reports: &'a [Report],
    /// The run record.
    pub run: &'a [RunRecord],
    /// The data set.
    pub data: &'a DataSet,
    /// The task's prose.
    pub text: &'a TaskText,
}

impl Card<'_> {
    /// The card.
    ///
    /// # Errors
    /// When the run record does not begin with its configuration.
    pub fn markdown(&self) -> Result<String> {
        let manifest = self.manifest;
        let mut card = format!("# {} {}\n\n{}\n\n", manifest.name, manifest.version, self.text.summary);
        card.push_str("Written by `lab quantise`; do not edit.\n\n");
        let _ = writeln!(card, "{}", self.facts());
        section(&mut card, "Intended use", &list(self.text.intended));
        section(&mut card, "Not for", &list(self.text.not_for));
        section(&mut card, "Scores", &self.scores());
        section(&mut card, "Known confounding", &list(self.text.confounding));
        section(&mut card, "Data", &self.data_text());
        section(&mut card, "How it was trained", &self.training()?);
        section(&mut card, "Limits", &list(self.text.limits));
        section(&mut card, "How to repeat it", &self.commands());
        Ok(card)
    }

    fn facts(&self) -> Table {
        let manifest = self.manifest;
        let input = &manifest.input;
        let mut table = Table::new(["Fact", "Value"]);
        let mut fact = |name: &str, value: String| table.row([name.to_owned(), value]);
        fact("Architecture", format!("{}, {:.2} million weights", manifest.architecture, self.parameters as f64 / 1e6));
        fact("Classes", manifest.labels.join(", "));
        fact("Input", format!("{0} × {0} pixels, {1}, the whole picture scaled to fit", input.size, input.colour));
        fact("Weights", "int8, one scale per output channel, batch normalisation folded".to_owned());
        fact("Size", format!("{:.2} MB ({} bytes)", manifest.weights.bytes as f64 / 1e6, manifest.weights.bytes));
        fact("SHA-256", format!("`{}`", manifest.weights.sha256));
        fact("Licence of the weights", manifest.licence.clone());
        table
    }

    fn scores(&self) -> String {
        let Some(main) = self.reports.first() else { return "Not measured.\n".to_owned() };
        let mut text = format!(
            "Measured with the code of the page on `{}`, split `{}`: {} pictures of {} groups (patients or \
             near-duplicate clusters) that training never saw. Intervals are 95 %, by resampling whole groups \
             2,000 times.",
            main.data.name, main.data.split, main.n, main.groups
        );
        if let Some(baseline) = &main.baseline {
            let _ = write!(
                text,
                " The trivial baseline is {}. It sees nothing of the anatomy: what it scores can be had without looking.",
                baseline.method
            );
        }
        let _ = write!(text, "\n\n{}\n### Per class\n\n{}", overall(main), per_class(main));
        let _ = write!(text, "\n### Confusion\n\nRows are the truth, columns the answer.\n\n{}", confusion(main));
        let _ = write!(text, "\n### Per source\n\n{}", per_source(main));
        let _ = write!(text, "\n### Every measurement\n\n{}", self.all_reports());
        text
    }

    fn all_reports(&self) -> Table {
        let mut table = Table::new([
            "Split",
            "Weights",
            "Pictures",
            "Accuracy",
            "Macro recall",
            "95 % interval",
            "Macro AUC",
            "Calibration error",
        ]);
        for report in self.reports {
            table.row([
                report.data.split.clone(),
                report.model.weights.clone(),
                report.n.to_string(),
                percent(report.accuracy),
                percent(report.macro_recall),
                percent_interval(report.intervals.get("macro_recall")),
                number(report.macro_auc),
                number(report.ece),
            ]);
        }
        table
    }

    fn data_text(&self) -> String {
        let mut sources = Table::new(["Source", "Pictures", "What", "Licence"]);
        for (source, what, licence) in self.text.sources {
            let pictures = self.data.records.iter().filter(|record| record.source == *source).count();
            sources.row([(*source).to_owned(), pictures.to_string(), (*what).to_owned(), (*licence).to_owned()]);
        }
        let heading = ["Split", "Pictures"].map(str::to_owned).into_iter().chain(self.data.labels.iter().cloned());
        let mut splits = Table::with_heading(heading.collect());
        for split in [Split::Train, Split::Val, Split::Test, Split::External] {
            let records = self.data.split(split);
            if records.is_empty() {
                continue;
            }
            let counts = (0..self.data.labels.len())
                .map(|label| records.iter().filter(|record| record.label == label).count().to_string());
            splits.row([split.to_string(), records.len().to_string()].into_iter().chain(counts));
        }
        format!("{sources}\n{}\n\n{splits}\nHash of the data set: `{}`.\n", self.text.splits, self.data.sha256())
    }

    fn training(&self) -> Result<String> {
        let config = config(self.run)?;
        let epochs = epochs(self.run);
        let hours = epochs.iter().map(|epoch| epoch.seconds).sum::<f64>() / 3600.0;
        let mut text = format!(
            "Started from {}. Trained on {} pictures for {} epochs, {hours:.1} hours in all, on `{}` with {} \
             threads, seed {}.",
            config.pretrained,
            config.train_images,
            epochs.len(),
            config.backend,
            config.threads,
            config.seed
        );
        for record in self.run {
            match record {
                RunRecord::Resumed(resumed) => {
                    let _ = write!(text, " Taken up again after epoch {} on `{}`", resumed.epoch, resumed.backend);
                    let changed = changed_options(&config.options, &resumed.options);
                    let with = if changed.is_empty() { String::new() } else { format!(", with {changed}") };
                    let _ = write!(text, "{with}.");
                }
                RunRecord::Done(done) => {
                    let _ = write!(text, " The weights of epoch {} were kept, the best on `val`.", done.best_epoch);
                }
                RunRecord::Config(_) | RunRecord::Epoch(_) => {}
            }
        }
        text.push_str("\n\n![Learning curves: loss and macro recall per epoch](curves.svg)\n\n");
        text.push_str("Every epoch is in [training.jsonl](training.jsonl). The options at the start were:\n\n");
        let mut options = Table::new(["Option", "Value"]);
        for (name, value) in config.options.as_object().into_iter().flatten() {
            options.row([name.clone(), format!("`{}`", shown(value))]);
        }
        let _ = write!(text, "{options}");
        Ok(text)
    }

    fn commands(&self) -> String {
        let task = &self.manifest.task;
        format!(
            "```sh\ncargo lab train {task} --data ../shared/data/{task}\ncargo lab quantise {task} --data ../shared/data/{task}\n\
             cargo lab evaluate {task} --data ../shared/data/{task} --split test\n```\n"
        )
    }
}

/// Options are single-precision numbers; written as such they have no tail of digits.
fn shown(value: &Value) -> String {
    match value.as_f64() {
        Some(number) if value.is_f64() => (number as f32).to_string(),
        _ => value.to_string(),
    }
}

/// What a resumed run was told otherwise: `epochs` 7, `mixing` 0.2. That it was resumed goes without saying.
fn changed_options(before: &Value, after: &Value) -> String {
    let changed = after
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(name, value)| *name != "resume" && before.get(name.as_str()) != Some(value));
    changed.map(|(name, value)| format!("`{name}` {}", shown(value))).collect::<Vec<_>>().join(", ")
}

fn section(card: &mut String, title: &str, text: &str) {
    let _ = write!(card, "\n## {title}\n\n{text}");
}

fn list(items: &[&str]) -> String {
    items.iter().map(|item| format!("- {item}\n")).collect()
}
