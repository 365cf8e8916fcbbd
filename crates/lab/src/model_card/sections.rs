//! The sections in plain text, as the page shows them.

use super::elsewhere::{finding, of_people};
use super::labels::metrics_of_labels;
use super::results::percent;
use super::{ModelCard, SECTIONS};
use ::task::{GroupsOf, TaskText};
use anyhow::Result;
use evaluation::{CardSection, Split};
use model::{AnswerKind, InputLevels, IntendedInput, Levels, Windowing};

impl ModelCard<'_> {
    /// The sections of [`SECTIONS`], in that order.
    ///
    /// # Errors
    /// When the run record does not begin with its configuration.
    pub fn sections(&self) -> Result<Vec<CardSection>> {
        let section = |id: &str| {
            let (title, items) = self.section(id)?;
            Ok(CardSection { id: id.to_owned(), title, items })
        };
        SECTIONS.into_iter().map(section).collect()
    }

    fn section(&self, id: &str) -> Result<(String, Vec<String>)> {
        match self.manifest.answer {
            AnswerKind::Classes => {}
            AnswerKind::Labels => {
                if let Some(own) = self.section_of_labels(id) {
                    return Ok(own);
                }
            }
        }
        let text = &self.task.card;
        let (title, items) = match id {
            "model_details" => ("Model details", self.details()),
            "intended_use" => ("Intended use", text.intended.clone()),
            "out_of_scope" => ("Not for", text.not_for.clone()),
            "factors" => ("Factors", text.factors.clone()),
            "training_data" => ("Training data", self.training_data()),
            "evaluation_data" => ("Evaluation data", self.evaluation_data()),
            "reference_standard" => ("Reference standard", vec![text.reference.clone()]),
            "confounds" => ("Known confounding", text.confounding.clone()),
            "popular_split" => ("The popular split", vec![self.popular_split()]),
            "metrics" => ("Metrics", metrics(self.task.groups)),
            "results" => ("Scores", self.results()),
            "calibration" => ("Calibration and prediction sets", self.calibration()),
            "decision_thresholds" => ("Operating points", self.operating_points()),
            "gates" => ("What it turns away", self.gates()),
            "explanation" => ("What it looks at", self.explanation()),
            "training" => ("How it was trained", std::iter::once(self.training()?).chain(self.ablation()).collect()),
            "ethics" => ("Ethical considerations", text.ethics.clone()),
            "limits" => ("Limits", text.limits.clone()),
            "elsewhere" => {
                let [_, others] = of_people(self.task.groups);
                return Ok((
                    format!("{} or none, on other {others}", capitalised(finding(self.words()))),
                    self.elsewhere(),
                ));
            }
            _ => ("Licence", self.licence()),
        };
        Ok((title.to_owned(), items))
    }

    /// The sections that are others where each label is judged by itself.
    fn section_of_labels(&self, id: &str) -> Option<(String, Vec<String>)> {
        let (title, items) = match id {
            "metrics" => ("Metrics", metrics_of_labels().into_iter().chain(metrics_of_all(self.task.groups)).collect()),
            "results" => ("Scores", self.results_of_labels()),
            "calibration" => ("Calibration and sets", self.calibration_of_labels()),
            "decision_thresholds" => ("Thresholds", self.thresholds_of_labels()),
            "elsewhere" => (
                "Any finding or none, elsewhere",
                vec!["Not measured: of labels that are judged one by one each has its own score.".to_owned()],
            ),
            _ => return None,
        };
        Some((title.to_owned(), items))
    }

    /// The texts of the task.
    pub(super) fn words(&self) -> &TaskText {
        &self.task.text
    }

    fn details(&self) -> Vec<String> {
        let manifest = self.manifest;
        let input = &manifest.input;
        let mut facts = vec![
            format!("{} {}. {}", manifest.name, manifest.version, self.task.card.summary),
            format!(
                "Input: one picture, {0} × {0} pixels, {1}, the whole picture scaled to fit{3}. Output: {2}",
                input.size,
                input.colour.name(),
                match manifest.answer {
                    AnswerKind::Classes => format!(
                        "one calibrated probability for each of {}, a set of these classes, and a map per class of where \
                         the evidence lies.",
                        manifest.labels.join(", ")
                    ),
                    AnswerKind::Labels => self.output_of_labels(),
                },
                match input.levels {
                    InputLevels::AsGiven => "",
                    InputLevels::Percentiles => ", its grey levels stretched between percentiles of its own",
                }
            ),
            format!(
                "{}, {} weights, int8 with one scale per output channel, batch normalisation folded; {} bytes, \
                 SHA-256 {}.",
                manifest.architecture, self.parameters, manifest.weights.bytes, manifest.weights.sha256
            ),
            format!(
                "Before it answers on a device, {} known inputs must give their known logits there, within {} on the \
                 CPU and {} on WebGPU.",
                manifest.goldens.len(),
                manifest.tolerance.cpu,
                manifest.tolerance.webgpu
            ),
        ];
        facts.extend(self.rounding());
        facts.extend(manifest.windowing.as_ref().map(windowing));
        facts.extend(manifest.intended.as_ref().map(intended));
        facts
    }

    /// How values between layers are rounded on the CPU, and what that costs.
    fn rounding(&self) -> Option<String> {
        let chosen = &self.manifest.activations;
        let of = |levels: Levels| {
            let tried = chosen.compared.iter().filter(move |tried| tried.levels == levels);
            tried.min_by(|a, b| a.mean_deviation.total_cmp(&b.mean_deviation))
        };
        let (kept, coarse) = (of(chosen.levels)?, of(Levels::EIGHT_BITS)?);
        Some(format!(
            "On the CPU the values between layers are integers up to {}, with ranges by the rule `{}`: beside the same \
             weights with values in floats a logit moves by {:.4} on average and {:.4} at most on the {} pictures of \
             {}, and {} of the answers change. With 8-bit values it would be {:.4} on average and {} of the answers.",
            chosen.levels.signed,
            kept.rule,
            kept.mean_deviation,
            kept.largest_deviation,
            kept.n,
            kept.split,
            percent(kept.changed),
            coarse.mean_deviation,
            percent(coarse.changed)
        ))
    }

    fn training_data(&self) -> Vec<String> {
        let Some(data) = &self.measured.data else { return vec!["Not recorded.".to_owned()] };
        let mut items: Vec<String> = data
            .splits
            .iter()
            .filter(|split| split.split == Split::Train)
            .map(|split| format!("{} pictures of “{}”: {}.", split.n, data.name, self.by_class(&split.classes)))
            .collect();
        items.extend(data.sources.iter().map(|found| {
            let known = self.task.card.sources.iter().find(|source| source.name == found.source);
            let what = known.map_or(String::new(), |of| format!(" {}. Licence: {}.", of.description, of.licence));
            format!("{}, {} pictures over all splits.{what}", found.source, found.n)
        }));
        items.push(
            "Pictures were opened, scaled and normalised by the code of the page. None was left out for its quality."
                .to_owned(),
        );
        items.push(format!("Hash over the data set: {}.", data.sha256));
        items
    }

    fn evaluation_data(&self) -> Vec<String> {
        let mut items = vec![self.task.card.splits.clone()];
        for split in self.measured.data.iter().flat_map(|data| &data.splits).filter(|split| split.split != Split::Train)
        {
            let (name, n, groups) = (split.split, split.n, split.groups);
            items.push(format!("{name}: {n} pictures of {groups} groups: {}.", self.by_class(&split.classes)));
        }
        let mut others: Vec<&str> = self.measured.elsewhere.iter().map(|found| found.data.as_str()).collect();
        others.dedup();
        items.extend(others.into_iter().map(|data| format!("Elsewhere: “{data}”, measured only.")));
        if self.evaluation(Split::External).is_none() && self.measured.elsewhere.is_empty() {
            items
                .push("There is no external data: no picture of another hospital with such labels was at hand.".into());
        }
        items
    }

    fn by_class(&self, counts: &[u32]) -> String {
        let each = self.manifest.labels.iter().zip(counts);
        each.map(|(label, n)| format!("{n} {label}")).collect::<Vec<_>>().join(", ")
    }

    fn popular_split(&self) -> String {
        let none = "No other split of these pictures is in wide use.";
        self.task.card.popular_split.clone().unwrap_or_else(|| none.to_owned())
    }

    fn licence(&self) -> Vec<String> {
        vec![
            format!("Weights: {}.", self.manifest.licence),
            "The licences of the pictures stand with the training data; where one is not established, the pictures are \
             not passed on."
                .to_owned(),
            "Code, weights and every record of the training lie in one repository; the commands to repeat it stand in \
             MODEL_CARD.md."
                .to_owned(),
        ]
    }
}

/// How figures of either kind of answer are to be read.
fn metrics_of_all(groups: GroupsOf) -> [String; 2] {
    let groups = match groups {
        GroupsOf::Patient => "(patients, or clusters of near-duplicates)",
        GroupsOf::Nodule => "(nodules, of which one person may have several)",
        GroupsOf::Picture => {
            "(pictures with their near-duplicates; whose they are is not known, and one person may have several)"
        }
    };
    let intervals = format!("Intervals are 95 %, by resampling whole groups {groups} 2,000 times.");
    let chosen = "val chose the epoch, the temperature, the sets and the thresholds; its scores are flattered. test chose nothing.";
    [intervals, chosen.to_owned()]
}

fn metrics(groups: GroupsOf) -> Vec<String> {
    let of_classes = owned(&[
        "Accuracy: share of pictures whose most probable class is the true one. Macro recall: mean over the classes of \
         the share that is found, so that a frequent class counts no more than a rare one.",
        "Expected calibration error: mean distance between how sure the answers are and how often they are right, in \
         bins of equal mass.",
        "Coverage: share of prediction sets that hold the true class. Beside it stands the mean number of classes, \
         since a set of everything covers everything.",
        "Every score is of the rounded weights that visitors get, measured with the code of the page, and stands with \
         its data set and split.",
    ]);
    of_classes.into_iter().chain(metrics_of_all(groups)).collect()
}

/// With a capital first letter.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn owned(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}

/// Which grey levels of a DICOM object the model gets.
fn windowing(rule: &Windowing) -> String {
    let windows: Vec<String> = rule
        .modalities
        .iter()
        .map(|of| format!("for {} a window with centre {} and width {}", of.modality, of.center, of.width))
        .collect();
    let [black, white] = rule.percentiles;
    let else_in = if windows.is_empty() { "" } else { "and for everything else " };
    format!(
        "Of a DICOM object it gets the picture through the file's first table or window; where there is none, \
         {}{else_in}the range from percentile {} to percentile {} without padding. Colour stays as it is.",
        windows.iter().map(|window| format!("{window}, ")).collect::<String>(),
        black * 100.0,
        white * 100.0
    )
}

/// Which DICOM objects the model reads.
fn intended(rule: &IntendedInput) -> String {
    format!(
        "Of DICOM objects it reads those of modality {} whose body part, where one is named, is one of {} (or a coded \
         region of the same). Objects of modality {}, or of none, and ordinary pictures are judged by what they look \
         like alone, and so are body parts that name nothing or the whole body.",
        rule.modalities.join(", "),
        rule.body_parts.join(", "),
        rule.unspecific_modalities.join(", ")
    )
}
