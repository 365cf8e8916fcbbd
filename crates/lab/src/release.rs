//! `lab release`: a trained run becomes a shipped model that was measured on everything that the task's file lists.
//!
//! Each step is a command of its own, in the order that each needs: `lab quantise` with its calibration, gates and probes,
//! `lab baseline --record`, `lab evaluate --record` for every data set under `[[release.elsewhere]]`, `lab probe --record`, the runs
//! under `[[release.ablation]]` beside this one, `lab describe`. A stopped
//! release goes on where it stood: what the manifest says already of these very weights is not measured again.

use super::data_finding;
use super::describe::{self, DescribeOptions};
use super::evaluate::{self, EvaluateOptions};
use super::model::{Precision, best_weights, run_folder};
use super::model_folder;
use super::probe::{self, ProbeOptions};
use super::quantise::{self, QuantiseOptions};
use super::rivals::{self, BaselineOptions};
use super::variants;
use ::task::{MeasuredSet, Release};
use anyhow::{Context, Result, ensure};
use clap::Args;
use evaluation::{HiddenPart, Measured};
use model::{AnswerKind, Manifest, sha256_hex};
use std::path::PathBuf;
use training::data::{ImageDataset, Split};
use training::task_file;

/// Options of `lab release`.
#[derive(Args, Clone, Debug)]
pub struct ReleaseOptions {
    /// Task: names the folders of the run and of the model
    pub task: String,
    /// Folder of the data sets that [release] in the task's file names
    #[arg(long)]
    pub data_root: PathBuf,
    /// Folder of the run [default: runs/TASK]
    #[arg(long)]
    pub run: Option<PathBuf>,
    /// Folder of the shipped models
    #[arg(long, default_value = "models")]
    pub models: PathBuf,
    /// Version of the weights, semantic versioning
    #[arg(long)]
    pub model_version: String,
}

/// A measurement after quantisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReleaseStep {
    /// Any finding against none on this data set.
    Elsewhere(MeasuredSet),
    /// The answer with the finding mirrored away, on the folder of that name.
    Mirrored(String),
    /// The answer to darker and brighter pictures of the folder of that name.
    Brightness(String),
    /// The answer with the anatomy blacked out, on the folder of that name.
    Blackout(String),
    /// The answer with nothing but a border left, on the folder of that name.
    Border(String),
    /// The answer in other colours, on the folder of that name.
    Stain(String),
}

/// Quantises and measures, as far as that has not been done.
///
/// # Errors
/// When the task's file lists nothing to measure on, its network did no better than a rule, or a step fails.
pub fn run(options: &ReleaseOptions) -> Result<()> {
    let task = task_file::read(&options.models, &options.task)?;
    let release = task.release.clone().unwrap_or_default();
    ensure!(
        !release.data.is_empty(),
        "models/{}/task.toml: expected [release] with the names of data folders, found none",
        options.task
    );
    data_finding::give_way(&options.models, &options.task)?;
    let folders: Vec<PathBuf> = release.data.iter().map(|name| options.data_root.join(name)).collect();
    if is_quantised(options, &folders)? {
        eprintln!("quantised and calibrated already");
    } else {
        quantise::run(&QuantiseOptions {
            task: options.task.clone(),
            data: folders.clone(),
            run: options.run.clone(),
            models: options.models.clone(),
            model_version: options.model_version.clone(),
        })?;
    }
    let (manifest, _) = model_folder::read(&options.models, &options.task)?;
    if !release.rivals.is_empty() && !manifest.scores.iter().any(|score| score.weights.starts_with(rivals::WEIGHTS)) {
        rivals::run(&BaselineOptions {
            task: options.task.clone(),
            data: folders.clone(),
            rival: Vec::new(),
            split: Split::Test,
            size: manifest.input.size,
            models: options.models.clone(),
            json: false,
            record: true,
        })?;
    }
    for step in left(&release, &manifest.measured.unwrap_or_default()) {
        options.take(&step)?;
    }
    let run = run_folder(options.run.as_ref(), &options.task);
    variants::record(&options.models, &task, &run, &ImageDataset::open_all(&folders)?, &options.data_root)?;
    describe::run(&DescribeOptions { task: options.task.clone(), models: options.models.clone() })
}

/// Whether the shipped model is this run's in this version, and was calibrated and probed on these folders.
fn is_quantised(options: &ReleaseOptions, folders: &[PathBuf]) -> Result<bool> {
    let trained = model::read(&best_weights(&run_folder(options.run.as_ref(), &options.task))?)
        .context("reading the run's best weights")?;
    let weights = sha256_hex(&model::write_quantised(&trained).context("quantising")?);
    // A model that cannot be read is made again.
    let Ok((manifest, _)) = model_folder::read(&options.models, &options.task) else { return Ok(false) };
    let is_same = manifest.weights.sha256 == weights && manifest.version == options.model_version;
    Ok(is_same && is_probed_on(&manifest, &ImageDataset::open_all(folders)?.name))
}

/// The last step of `lab quantise`: of classes the probe, of labels, which are not probed, the card.
fn is_probed_on(manifest: &Manifest, data: &str) -> bool {
    if manifest.answer == AnswerKind::Labels {
        let is_written = manifest.measured.as_ref().is_some_and(|measured| !measured.card.is_empty());
        return is_written && manifest.label_calibrations.first().is_some_and(|fitted| fitted.data == data);
    }
    let probed = manifest.measured.as_ref().and_then(|measured| measured.faithfulness.as_ref());
    let calibrated = manifest.calibration.as_ref();
    probed.is_some_and(|probed| probed.data == data) && calibrated.is_some_and(|calibrated| calibrated.data == data)
}

/// What is not yet measured, in order.
#[must_use]
pub fn left(release: &Release, measured: &Measured) -> Vec<ReleaseStep> {
    let is_new = |set: &&MeasuredSet| {
        let split = |name: &String| set.split.as_ref().is_none_or(|split| split == name);
        !measured.elsewhere.iter().any(|found| found.data == set.data && split(&found.split.name().to_owned()))
    };
    let mut steps: Vec<ReleaseStep> =
        release.elsewhere.iter().filter(is_new).cloned().map(ReleaseStep::Elsewhere).collect();
    let mirrored = measured.mirrored.as_ref().map(|found| &found.data);
    let brightness = measured.brightness.as_ref().map(|found| &found.data);
    steps.extend(release.mirrored.iter().filter(|name| mirrored != Some(*name)).cloned().map(ReleaseStep::Mirrored));
    steps.extend(
        release.brightness.iter().filter(|name| brightness != Some(*name)).cloned().map(ReleaseStep::Brightness),
    );
    let is_kept = |hidden: HiddenPart, name: &str| {
        measured.probes.iter().any(|probe| probe.hidden == hidden && probe.data == name)
    };
    let mut control = |hidden: HiddenPart, folder: &Option<String>, step: fn(String) -> ReleaseStep| {
        steps.extend(folder.iter().filter(|name| !is_kept(hidden, name.as_str())).cloned().map(step));
    };
    control(HiddenPart::Blackout, &release.blackout, ReleaseStep::Blackout);
    control(HiddenPart::BorderOnly, &release.border, ReleaseStep::Border);
    control(HiddenPart::Stain, &release.stain, ReleaseStep::Stain);
    steps
}

/// The split of a data set that the task's file names; `None` where it names none.
pub(super) fn split_of(set: &MeasuredSet) -> Result<Option<Split>> {
    let known =
        |name: &String| Split::from_name(name).with_context(|| format!("expected the name of a split, found `{name}`"));
    set.split.as_ref().map(known).transpose()
}

impl ReleaseOptions {
    fn take(&self, step: &ReleaseStep) -> Result<()> {
        match step {
            ReleaseStep::Elsewhere(set) => {
                let split = split_of(set)?;
                evaluate::run(&EvaluateOptions {
                    task: self.task.clone(),
                    data: self.data_root.join(&set.data),
                    split,
                    weights: Precision::Int8,
                    models: self.models.clone(),
                    run: None,
                    flip: false,
                    json: false,
                    record: true,
                    worst: None,
                    sheet: None,
                })
            }
            ReleaseStep::Mirrored(name) => self.probe(name, |options, folder| options.mirrored = Some(folder)),
            ReleaseStep::Brightness(name) => self.probe(name, |options, folder| options.brightness = Some(folder)),
            ReleaseStep::Blackout(name) => self.probe(name, |options, folder| options.blackout = Some(folder)),
            ReleaseStep::Border(name) => self.probe(name, |options, folder| options.border = Some(folder)),
            ReleaseStep::Stain(name) => self.probe(name, |options, folder| options.stain = Some(folder)),
        }
    }

    /// One probe, on the folder of that name.
    fn probe(&self, name: &str, on: fn(&mut ProbeOptions, PathBuf)) -> Result<()> {
        let mut options = ProbeOptions {
            task: self.task.clone(),
            data: None,
            mirrored: None,
            brightness: None,
            blackout: None,
            border: None,
            border_share: probe::BORDER_SHARE,
            stain: None,
            split: Split::Test,
            models: self.models.clone(),
            curve_pictures: probe::CURVE_PICTURES,
            json: false,
            record: true,
        };
        on(&mut options, self.data_root.join(name));
        probe::run(&options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use evaluation::{AnyFinding, Brightness, Elsewhere, Figure, Probe};

    #[test]
    fn what_was_measured_is_not_measured_again() {
        let set = |data: &str, split: Option<&str>| MeasuredSet { data: data.into(), split: split.map(str::to_owned) };
        let release = Release {
            data: vec!["leaves".into()],
            elsewhere: vec![set("hills", Some("external")), set("woods", None), set("shore", Some("test"))],
            mirrored: Some("mirrored-leaves".into()),
            brightness: Some("leaves".into()),
            ..Release::default()
        };
        let names = |measured: &Measured| left(&release, measured).len();
        assert_eq!(names(&Measured::default()), 5);
        let found = |data: &str, split: Split| Elsewhere {
            data: data.into(),
            split,
            source: None,
            trained: false,
            turned_away: None,
            any: AnyFinding::default(),
        };
        let brightness =
            |data: &str| Brightness { data: data.into(), split: Split::Test, n: 1, points: 5.0, moves: Vec::new() };
        let measured = Measured {
            elsewhere: vec![found("woods", Split::Test), found("shore", Split::External)],
            brightness: Some(brightness("other leaves")),
            ..Measured::default()
        };
        let expected = [
            ReleaseStep::Elsewhere(set("hills", Some("external"))),
            ReleaseStep::Elsewhere(set("shore", Some("test"))),
            ReleaseStep::Mirrored("mirrored-leaves".into()),
            ReleaseStep::Brightness("leaves".into()),
        ];
        assert_eq!(left(&release, &measured), expected);
        assert_eq!(names(&Measured { brightness: Some(brightness("leaves")), ..measured }), 3);
        let figure = Figure { value: 0.5, low: 0.4, high: 0.6 };
        let probe = |hidden: HiddenPart| Probe {
            hidden,
            by: "any".into(),
            data: "leaves".into(),
            split: Split::Test,
            n: 9,
            accuracy: figure,
            macro_recall: figure,
        };
        let measured =
            Measured { probes: vec![probe(HiddenPart::Blackout), probe(HiddenPart::Anatomy)], ..Measured::default() };
        let [blackout, border, stain] = [(); 3].map(|()| Some("leaves".to_owned()));
        let controls = Release { blackout, border, stain, ..Release::default() };
        let expected = [ReleaseStep::Border("leaves".into()), ReleaseStep::Stain("leaves".into())];
        assert_eq!(left(&controls, &measured), expected);
    }
}
