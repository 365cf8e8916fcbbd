//! How a task's network is trained, and what it is measured on before it is shipped: for `lab`, and in no manifest.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How the network is trained. Folders are given by name; their location depends on the machine.
///
/// ```
/// use task::{Setting, Training};
///
/// let text = "data = [\"leaves\"]\n[options]\nepochs = 5\nmixing = 0.2";
/// let training: Training = toml::from_str(text).unwrap();
/// assert_eq!(training.data, ["leaves"]);
/// assert_eq!((&training.options["epochs"], &training.options["mixing"]), (&Setting::Count(5), &Setting::Number(0.2)));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Training {
    /// The folders that form one data set, named after the first.
    pub data: Vec<String>,
    /// The folder with `mirror.csv`.
    pub mirror: Option<String>,
    /// Repetitions of a source's pictures per epoch, by source; once where it is left out.
    pub repeat: BTreeMap<String, usize>,
    /// Options of `lab train` that differ from its defaults, by name.
    pub options: BTreeMap<String, Setting>,
}

/// What the column `mask` of the data outlines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MasksOf {
    /// The finding: an empty mask means that there is none.
    #[default]
    Finding,
    /// The organ or cells examined, whether or not there is a finding in them.
    Anatomy,
}

/// A rule that sees next to nothing of a picture: its score is achievable without looking at the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rival {
    /// Statistics of the whole picture: twelve of colour, or those of grey levels.
    Colour,
    /// Statistics of the outer tenth on each side alone.
    Border,
    /// How much of the picture is not black, and nothing else: for pictures whose background is zeroed.
    Area,
}

impl Rival {
    /// The word in task files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Colour => "colour",
            Self::Border => "border",
            Self::Area => "area",
        }
    }
}

/// The value of an option.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Setting {
    /// Yes or no.
    Switch(bool),
    /// A whole number.
    Count(u64),
    /// Any number.
    Number(f64),
    /// A word.
    Text(String),
    /// Several words.
    List(Vec<String>),
}

/// The data on which a trained network is prepared and measured, in the order of the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Release {
    /// The folders that form one data set: rounding, calibration and gates are chosen on its `val`, scores come from
    /// its `test`.
    pub data: Vec<String>,
    /// Data sets for any finding against none.
    pub elsewhere: Vec<MeasuredSet>,
    /// The folder of slices with one half mirrored over the other.
    pub mirrored: Option<String>,
    /// The folder whose pictures are made darker and brighter.
    pub brightness: Option<String>,
    /// The folder whose masked regions are blacked out.
    pub blackout: Option<String>,
    /// The folder whose pictures are reduced to a border.
    pub border: Option<String>,
    /// The folder whose pictures are shown in other stains, hues and lights.
    pub stain: Option<String>,
    /// The baselines that the network is compared with, on the data of the release.
    pub rivals: Vec<Rival>,
    /// Runs that were trained with something left out, and are measured beside the one that is shipped.
    pub ablation: Vec<AblatedRun>,
}

/// A run that was trained with something left out.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AblatedRun {
    /// Name of its folder, beside that of the shipped run.
    pub run: String,
    /// What it left out, in words.
    pub without: String,
}

/// A data set that is measured.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasuredSet {
    /// The folder's name.
    pub data: String,
    /// `test` or `external`; by default what the set has.
    #[serde(default)]
    pub split: Option<String>,
}
