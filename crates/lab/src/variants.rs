//! What each ingredient of a training is worth: the run that is shipped beside those that left something out, on `val`, on `test`,
//! on pictures of other hospitals, with the anatomy in black and with the finding mirrored away.
//!
//! All are measured as trained, before rounding and without a calibration, so that nothing but the training differs. What was
//! measured of the same weights on the same data is not measured again.

use super::any_finding::Findings;
use super::evaluate::{each, usual_split};
use super::model::{Model, Views, best_weights};
use super::parts::PartScores;
use super::release::split_of;
use super::{model_card, model_folder, probe};
use ::task::{AblatedRun, Task};
use anyhow::{Context, Result};
use evaluation::{Figure, HiddenPart, LEAST_PICTURES, Probe};
use model::{AblationMeasure, AblationRow, AblationScore, sha256_hex};
use std::path::Path;
use training::data::{ImageDataset, Split};
use training::metrics::Outcome;

/// Measures the shipped run, in the folder `run`, and the others that the task's file lists, which lie beside it; keeps the rows in
/// manifest and card. `data` is that of the release, and `root` the folder in which the task's file names others. A run that is not
/// there yet is named and left for the next time.
///
/// # Errors
/// When a run, a data set or the manifest cannot be read, or a file cannot be written.
pub fn record(models: &Path, task: &Task, run: &Path, data: &ImageDataset, root: &Path) -> Result<()> {
    let listed = task.release.iter().flat_map(|release| &release.ablation);
    let others: Vec<&AblatedRun> = listed.collect();
    if others.is_empty() {
        return Ok(());
    }
    let before = model_folder::read(models, &task.id)?.0.ablation;
    let on = (data, root);
    let mut rows = vec![row(task, run, "", on, &before)?];
    for AblatedRun { run: name, without } in others {
        let folder = run.with_file_name(name);
        if folder.join("best.safetensors").is_file() {
            rows.push(row(task, &folder, without, on, &before)?);
        } else {
            eprintln!("`{}` is not there, so what {without} is worth is not measured", folder.display());
        }
    }
    // Minutes have passed: what else was written meanwhile stays.
    let (mut manifest, _) = model_folder::read(models, &task.id)?;
    manifest.ablation = rows;
    model_folder::write_manifest(models, &manifest)?;
    model_card::write(models, &task.id)
}

/// One run; what stands in `before` of its weights is taken from there.
fn row(
    task: &Task,
    run: &Path,
    without: &str,
    (data, root): (&ImageDataset, &Path),
    before: &[AblationRow],
) -> Result<AblationRow> {
    let sha256 = sha256_hex(&best_weights(run)?);
    let name = run.file_name().context("a run has a folder")?.to_string_lossy().into_owned();
    let known = before.iter().find(|row| row.sha256 == sha256).map_or(&[][..], |row| row.scores.as_slice());
    let mut variant = MeasuredRun { model: Model::trained(run, task)?, known, scores: Vec::new() };
    variant.measure(task, data, root)?;
    Ok(AblationRow { run: name, without: without.to_owned(), sha256, scores: variant.scores })
}

/// A run while it is measured.
struct MeasuredRun<'a> {
    model: Model,
    /// What was measured of the same weights before.
    known: &'a [AblationScore],
    scores: Vec<AblationScore>,
}

impl MeasuredRun<'_> {
    fn measure(&mut self, task: &Task, data: &ImageDataset, root: &Path) -> Result<()> {
        let labels = self.model.manifest.labels.clone();
        let release = task.release.clone().unwrap_or_default();
        let data = &data.clone().labelled_as(&labels)?;
        let both = [AblationMeasure::Recall, AblationMeasure::Weakest];
        // Without a class for "none" there is nothing to tell by source.
        let of_val = if self.model.manifest.negative.is_some() { &both[..] } else { &both[..1] };
        self.take(of_val, (data, Split::Val))?;
        self.take(&[AblationMeasure::Recall], (data, Split::Test))?;
        self.take(&[AblationMeasure::Recall], (data, Split::External))?;
        if release.blackout.is_some() && probe::is_outlined(data) {
            self.take(&[AblationMeasure::Blackout], (data, Split::Test))?;
        }
        if let Some(name) = &release.mirrored {
            let data = ImageDataset::open_for(&root.join(name), &labels)?;
            self.take(&[AblationMeasure::HealthyRight, AblationMeasure::FindingKept], (&data, Split::Test))?;
        }
        for set in &release.elsewhere {
            let data = ImageDataset::open_for(&root.join(&set.data), &labels)?;
            let split = split_of(set)?.unwrap_or_else(|| usual_split(&data));
            self.take(&[AblationMeasure::AnyFinding], (&data, split))?;
        }
        Ok(())
    }

    /// These figures, which one pass over the pictures gives, unless all of them are known.
    fn take(&mut self, measures: &[AblationMeasure], (data, split): (&ImageDataset, Split)) -> Result<()> {
        let is_of = |score: &AblationScore, measure: AblationMeasure| {
            score.measure == measure && score.data == data.name && score.split == split
        };
        let known = |measure: &AblationMeasure| self.known.iter().find(|score| is_of(score, *measure)).cloned();
        let found: Vec<AblationScore> = measures.iter().filter_map(known).collect();
        if found.len() == measures.len() {
            self.scores.extend(found);
            return Ok(());
        }
        let figures = self.figures(measures, data, split)?;
        let scores = measures.iter().zip(figures).filter_map(|(measure, figure)| {
            Some(AblationScore { measure: *measure, data: data.name.clone(), split, figure: figure? })
        });
        self.scores.extend(scores);
        Ok(())
    }

    /// One figure for each measure; `None` for one that the data do not allow.
    fn figures(&self, measures: &[AblationMeasure], data: &ImageDataset, split: Split) -> Result<Vec<Option<Figure>>> {
        Ok(match measures {
            [AblationMeasure::Blackout] => vec![last_blacked(&probe::blackout(&self.model, data, split)?)],
            [AblationMeasure::HealthyRight, ..] => {
                let found = probe::mirrored(&self.model, data, split)?;
                vec![Some(found.healthy_right), Some(found.finding_kept)]
            }
            _ => {
                let outcomes = outcomes(&self.model, data, split)?;
                measures.iter().map(|measure| self.figure(*measure, &outcomes)).collect()
            }
        })
    }

    /// A figure of answers.
    fn figure(&self, measure: AblationMeasure, outcomes: &[Outcome]) -> Option<Figure> {
        let manifest = &self.model.manifest;
        let all: Vec<&Outcome> = outcomes.iter().collect();
        let recall = || PartScores::of_classes(&all, &manifest.labels)?.figure();
        let findings = || Some(Findings::new(outcomes, manifest.negative_class()?, manifest.groups_of()));
        match measure {
            AblationMeasure::AnyFinding => findings()?.finding().slices.auc,
            AblationMeasure::Weakest => Some(weakest(recall()?, &findings()?)),
            _ => recall(),
        }
    }
}

/// The answers to a split, as the network comes.
///
/// # Errors
/// When a picture cannot be opened.
pub(super) fn outcomes(model: &Model, data: &ImageDataset, split: Split) -> Result<Vec<Outcome>> {
    each(&data.split(split), &format!("as trained {}, {split}", data.name), |record, bytes| {
        let probabilities = model.answer(bytes, Views::One)?.raw;
        let (group, source) = (record.group.clone(), record.source.clone());
        Ok(Outcome { truth: record.label, probabilities, group, source })
    })
}

/// The lowest of the recall and of the areas by source.
fn weakest(recall: Figure, findings: &Findings) -> Figure {
    let areas = findings.per_source.values().filter_map(|part| {
        let told = part.finding().slices;
        let without = told.n.saturating_sub(told.positives);
        told.auc.filter(|_| told.positives.min(without) >= LEAST_PICTURES)
    });
    areas.fold(recall, |least, area| if area.value < least.value { area } else { least })
}

/// Of all pictures, where some lack a mask; else of those with one.
fn last_blacked(probes: &[Probe]) -> Option<Figure> {
    let hidden = probes.iter().rfind(|probe| probe.hidden == HiddenPart::Blackout);
    hidden.map(|probe| probe.macro_recall)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::task::GroupsOf;

    #[test]
    fn the_weakest_is_a_source_in_which_enough_pictures_show_either() {
        // In the first source half of the pairs stand in the right order, in the second none does, and it has few.
        let of = |source: &str, count: usize, wrong: usize| {
            let one = move |at: usize| {
                let (truth, is_wrong) = (at % 2, at / 2 < wrong);
                let none = if (truth == 1) == is_wrong { 0.2 } else { 0.8 };
                let group = format!("{source}-{at}");
                Outcome { truth, probabilities: vec![1.0 - none, none], group, source: source.to_owned() }
            };
            (0..count).map(one).collect::<Vec<_>>()
        };
        let recall = |value: f32| Figure { value, low: value, high: value };
        let found = |outcomes: &[Outcome]| weakest(recall(0.9), &Findings::new(outcomes, 1, GroupsOf::Picture)).value;
        let all = [of("many", 40, 10), of("few", 20, 10)].concat();
        assert!((found(&all) - 0.5).abs() < 1e-6, "{}", found(&all));
        assert_eq!(found(&of("few", 20, 10)), 0.9, "ten of either kind say nothing");
        assert_eq!(found(&of("many", 40, 0)), 0.9, "the recall is lower than the area");
    }
}
