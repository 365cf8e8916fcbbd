//! How the weights were made, from the run record.

use super::ModelCard;
use super::results::with_interval;
use ::training::run_record::{RunRecord, config, epochs};
use anyhow::Result;
use document::{Inlines, Table};
use model::AblationRow;
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
            let on =
                [("val", row.val), ("test", row.test), ("external", row.external), ("test blacked out", row.blackout)];
            let on = on.into_iter().filter_map(|(split, figure)| Some(format!("{split} {}", with_interval(figure?))));
            format!("Ablation, {what} (“{}”): macro recall on {}.", row.run, on.collect::<Vec<_>>().join(", "))
        };
        self.manifest.ablation.iter().map(of).collect()
    }

    /// The same as a table.
    pub(super) fn ablation_table(&self) -> Table {
        let mut table = Table::new(["Without", "Run", "val", "test", "external", "test, anatomy in black"]);
        for row in &self.manifest.ablation {
            let without = if row.without.is_empty() { "nothing: it is shipped" } else { row.without.as_str() };
            let figures = [row.val, row.test, row.external, row.blackout];
            let figures = figures.map(|figure| figure.map_or_else(|| "–".to_owned(), with_interval));
            table.row([without.to_owned(), row.run.clone()].into_iter().chain(figures));
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
