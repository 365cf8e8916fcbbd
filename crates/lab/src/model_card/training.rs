//! How the weights were made, from the run record.

use super::ModelCard;
use super::results::with_interval;
use ::training::run_record::{RunRecord, config, epochs};
use anyhow::Result;
use document::{Inlines, Table};
use evaluation::Figure;
use model::{AblationMeasure, AblationRow, AblationScore};
use serde_json::Value;
use std::fmt::Write;

impl ModelCard<'_> {
    /// The run in sentences.
    ///
    /// # Errors
    /// When the run record does not begin with its configuration.
    pub(super) fn training(&self) -> Result<String> {
        let config = config(self.run)?;
        let epochs = epochs(self.run);
        let minutes = epochs.iter().map(|epoch| epoch.seconds).sum::<f64>() / 60.0;
        let mut text = format!(
            "Started from {}. Trained on {} pictures for {} epochs, {minutes:.0} minutes in all, on {} with {} \
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
                    let _ = write!(text, " Taken up again after epoch {} on {}", resumed.epoch, resumed.backend);
                    let changed = changed_options(&config.options, &resumed.options);
                    let with = if changed.is_empty() { String::new() } else { format!(", with {changed}") };
                    let _ = write!(text, "{with}.");
                }
                RunRecord::Done(done) => {
                    let _ = write!(text, " The weights of epoch {} were kept, the best on val.", done.best_epoch);
                }
                RunRecord::Config(_) | RunRecord::Epoch(_) => {}
            }
        }
        Ok(text)
    }

    /// What each ingredient was worth, one sentence a run; nothing where that was not measured.
    pub(super) fn ablation(&self) -> Vec<String> {
        let of = |row: &AblationRow| {
            let what = if row.without.is_empty() {
                "the run that is shipped".to_owned()
            } else {
                format!("without {}", row.without)
            };
            let scores: Vec<String> =
                row.scores.iter().map(|score| format!("{} {}", measured_as(score), figure(score))).collect();
            format!("Ablation, {what} (“{}”): {}.", row.run, scores.join("; "))
        };
        self.manifest.ablation.iter().map(of).collect()
    }

    /// The same as a table: a column for everything that was measured of some run.
    pub(super) fn ablation_table(&self) -> Table {
        let mut columns: Vec<String> = Vec::new();
        for score in self.manifest.ablation.iter().flat_map(|row| &row.scores) {
            let name = measured_as(score);
            if !columns.contains(&name) {
                columns.push(name);
            }
        }
        let head = ["Without", "Run"].map(str::to_owned).into_iter();
        let mut table = Table::with_head(head.chain(columns.iter().cloned()).collect());
        for row in &self.manifest.ablation {
            let without = if row.without.is_empty() { "nothing: it is shipped" } else { row.without.as_str() };
            let of = |name: &String| {
                let found = row.scores.iter().find(|score| measured_as(score) == *name);
                found.map_or_else(|| "–".to_owned(), figure)
            };
            table.row([without.to_owned(), row.run.clone()].into_iter().chain(columns.iter().map(of)));
        }
        table
    }

    /// The options at the start.
    ///
    /// # Errors
    /// When the run record does not begin with its configuration.
    pub(super) fn options(&self) -> Result<Table> {
        let mut options = Table::new(["Option", "Value"]);
        for (name, value) in config(self.run)?.options.as_object().into_iter().flatten() {
            options.row([Inlines::from(name.as_str()), Inlines::code(shown(value))]);
        }
        Ok(options)
    }
}

/// What a figure of an ablation is, and on what.
fn measured_as(score: &AblationScore) -> String {
    let (data, split) = (&score.data, score.split);
    match score.measure {
        AblationMeasure::Recall => format!("macro recall on {split}"),
        AblationMeasure::Weakest => format!("the weakest on {split}"),
        AblationMeasure::Blackout => format!("macro recall on {split}, anatomy in black"),
        AblationMeasure::HealthyRight => format!("mirrored away and answered “none” (“{data}”, {split})"),
        AblationMeasure::FindingKept => format!("mirrored twice and still a finding (“{data}”, {split})"),
        AblationMeasure::AnyFinding => format!("any finding against none, area under the curve (“{data}”, {split})"),
    }
}

/// A share in per cent, an area under a curve as a number; each with its interval.
fn figure(score: &AblationScore) -> String {
    let Figure { value, low, high } = score.figure;
    match score.measure {
        AblationMeasure::AnyFinding => format!("{value:.3} ({low:.3} to {high:.3})"),
        _ => with_interval(score.figure),
    }
}

/// Options are single-precision numbers; printed as such they have no spurious digits.
fn shown(value: &Value) -> String {
    match value.as_f64() {
        Some(number) if value.is_f64() => (number as f32).to_string(),
        _ => value.to_string(),
    }
}

/// Changed options of a resumed run: "epochs 7, mixing 0.2". The option to resume is not listed.
fn changed_options(before: &Value, after: &Value) -> String {
    let changed = after
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(name, value)| *name != "resume" && before.get(name.as_str()) != Some(value));
    changed.map(|(name, value)| format!("{name} {}", shown(value))).collect::<Vec<_>>().join(", ")
}
