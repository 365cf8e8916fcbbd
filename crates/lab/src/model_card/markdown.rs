//! `MODEL_CARD.md`: the sections with their tables.

use super::ModelCard;
use super::results::{percent, with_interval};
use crate::table::number;
use anyhow::Result;
use document::{Block, Document, Table};
use evaluation::{Evaluation, Figure, Metric, Split};

impl ModelCard<'_> {
    /// The card as Markdown.
    ///
    /// # Errors
    /// When the run record does not begin with its configuration.
    pub fn markdown(&self) -> Result<String> {
        let manifest = self.manifest;
        let mut card = Document::new("en");
        card.heading(1, &format!("{} {}", manifest.name, manifest.version)).marked("Written by `lab`; do not edit.");
        for section in self.sections()? {
            card.heading(2, &section.title).list(&section.items);
            self.add_tables(&section.id, &mut card)?;
        }
        card.heading(2, "How to repeat it").push(Block::Code { language: "sh", text: self.commands() });
        Ok(card.markdown())
    }

    /// The tables of a section beside its sentences.
    fn add_tables(&self, id: &str, card: &mut Document) -> Result<()> {
        match (id, self.evaluation(Split::Test)) {
            ("results", Some(test)) => {
                card.titled(3, "Per class", self.per_class(test))
                    .titled(3, "Confusion (rows: truth, columns: answer)", confusion(test))
                    .titled(3, "Every measurement", self.measurements())
                    .text("The softmax of f32 weights is not calibrated.");
            }
            ("calibration", Some(test)) => {
                card.titled(3, "Reliability", reliability(test)).titled(3, "Sets", self.sets());
            }
            ("training", _) => {
                card.push(Block::Image {
                    source: "curves.svg".to_owned(),
                    alternative: "Learning curves: loss and macro recall per epoch".to_owned(),
                })
                .marked("Every epoch is in [training.jsonl](training.jsonl). The options at the start were:")
                .table(self.options()?);
                if !self.manifest.ablation.is_empty() {
                    card.titled(3, "What each ingredient was worth", self.ablation_table())
                        .text(
                            "Of the weights before rounding. Macro recall is of the classes with 20 pictures or more; the \
                             weakest is the lowest of it and of the areas under the curve by source, of any finding against none.",
                        );
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn per_class(&self, test: &Evaluation) -> Table {
        let mut table = Table::new(["Class", "Pictures", "Recall", "95 % interval", "Precision"]);
        let column = |class: usize| test.confusion.iter().filter_map(move |row| row.get(class)).sum::<u32>();
        for (class, (label, row)) in test.labels.iter().zip(&test.confusion).enumerate() {
            let recall = self.score(&Metric::Recall(label.clone()), Split::Test, "int8");
            let hits = row[class];
            let answers = column(class);
            let precision = (answers > 0).then(|| percent(hits as f32 / answers as f32));
            let dash = || "–".to_owned();
            table.row([
                label.clone(),
                row.iter().sum::<u32>().to_string(),
                recall.map_or_else(dash, |score| percent(score.value)),
                recall.map_or_else(dash, |score| interval(score.interval)),
                precision.unwrap_or_else(dash),
            ]);
        }
        table
    }

    /// One row for each split and kind of weights.
    fn measurements(&self) -> Table {
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
        for recall in self.manifest.scores.iter().filter(|score| score.metric == Metric::MacroRecall) {
            let value = |metric: Metric| self.score(&metric, recall.split, &recall.weights).map(|score| score.value);
            table.row([
                recall.split.to_string(),
                recall.weights.clone(),
                recall.n.to_string(),
                value(Metric::Accuracy).map_or_else(String::new, percent),
                percent(recall.value),
                interval(recall.interval),
                number(value(Metric::MacroAuc).map(f64::from)),
                number(value(Metric::Ece).map(f64::from)),
            ]);
        }
        table
    }

    fn sets(&self) -> Table {
        let counted = self.task.groups.counted();
        let head = ["Split", "Level", "True class", "Pictures", "Coverage"].map(str::to_owned).into_iter();
        let head = head.chain(counted.map(|[one, _]| format!("By {one}"))).chain(["Classes in a set".to_owned()]);
        let mut table = Table::with_head(head.collect());
        for found in &self.measured.evaluations {
            for set in &found.sets {
                let level = format!("{:.0} %", set.level * 100.0);
                let mut row = |class: &str, n: u32, coverage: Figure, by_group: Option<Figure>, size: f32| {
                    let by_group = counted.map(|_| by_group.map_or_else(|| "–".to_owned(), with_interval));
                    let (split, coverage) = (found.split.to_string(), with_interval(coverage));
                    let first = [split, level.clone(), class.to_owned(), n.to_string(), coverage].into_iter();
                    table.row(first.chain(by_group).chain([format!("{size:.2}")]));
                };
                row("all", found.n, set.coverage, set.by_group, set.mean_size);
                for class in &set.classes {
                    row(&class.label, class.n, class.coverage, class.by_group, class.mean_size);
                }
            }
        }
        table
    }

    fn commands(&self) -> String {
        let task = &self.manifest.task;
        // Several folders are one data set, named after them all: see `ImageDataset::open_all`.
        let name = self.measured.data.as_ref().map_or(task.as_str(), |data| data.name.as_str());
        let folders = name.split(" + ").map(|folder| format!(" --data ../shared/data/{folder}"));
        let folders: String = folders.collect();
        let command = |name: &str| format!("cargo lab {name} {task}{folders}\n");
        let all: String = ["quantise", "calibrate", "evaluate"].into_iter().map(command).collect();
        let train = format!("cargo lab train {task}{folders}  # and the other options that training.jsonl records\n");
        let mut others: Vec<(&str, Split)> =
            self.measured.elsewhere.iter().map(|found| (found.data.as_str(), found.split)).collect();
        others.dedup();
        let others = others.into_iter().map(|(data, split)| {
            format!("cargo lab evaluate {task} --data ../shared/data/{data} --split {split} --record\n")
        });
        let mirrored = self.measured.mirrored.iter();
        let mirrored =
            mirrored.map(|found| format!("cargo lab probe {task} --mirrored ../shared/data/{} --record\n", found.data));
        let others: String = others.chain(mirrored).collect();
        format!("{train}{all}{others}")
    }
}

fn confusion(test: &Evaluation) -> Table {
    let heading = std::iter::once("Truth".to_owned()).chain(test.labels.iter().cloned());
    let mut table = Table::with_head(heading.collect());
    for (label, row) in test.labels.iter().zip(&test.confusion) {
        table.row(std::iter::once(label.clone()).chain(row.iter().map(u32::to_string)));
    }
    table
}

fn reliability(test: &Evaluation) -> Table {
    let mut table = Table::new(["Bin", "Pictures", "Sure before", "Right before", "Sure after", "Right after"]);
    let bins = test.reliability.before.iter().zip(&test.reliability.after);
    for (index, (before, after)) in bins.enumerate() {
        let shares = [before.confidence, before.accuracy, after.confidence, after.accuracy].map(percent);
        table.row([(index + 1).to_string(), after.n.to_string()].into_iter().chain(shares));
    }
    table
}

fn interval([low, high]: [f32; 2]) -> String {
    format!("{:.1} to {:.1}", low * 100.0, high * 100.0)
}
