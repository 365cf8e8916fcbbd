//! The options of `lab train`, on the command line and in a task's file.

use super::augment::GreyStrength;
use super::background::Background;
use super::colour::ColourStrength;
use super::compute::Compute;
use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use model::InputLevels;
use network::Architecture;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Options of `lab train`.
#[derive(Args, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainOptions {
    /// Task: names the folder of the run and of the model.
    pub task: String,
    /// Folder with `manifest.csv` and `images/`; given more than once, the folders are one data set.
    #[arg(long)]
    pub data: Vec<PathBuf>,
    /// Folder of the data sets that the task's file names: used where `--data` is left out, with the mirror list and the
    /// repeated sources of that file.
    #[arg(long)]
    #[serde(skip)]
    pub data_root: Option<PathBuf>,
    /// Folder with `mirror.csv`: outlined pictures whose finding lies on one side, and the axis to mirror them at.
    #[arg(long)]
    pub mirror: Option<PathBuf>,
    /// Folder of the models, for what is known of the task.
    #[arg(long, default_value = "models")]
    #[serde(skip)]
    pub models: PathBuf,
    /// Folder for checkpoints, record and curves [default: runs/TASK].
    #[arg(long)]
    pub run: Option<PathBuf>,
    /// Network: `efficientnet-lite0`, or with `-outline` behind it one that draws what it found.
    #[arg(long, default_value = "efficientnet-lite0")]
    pub architecture: String,
    /// Folder of another run to start from, where its arrays fit, instead of ImageNet alone.
    #[arg(long)]
    pub from: Option<PathBuf>,
    /// A source whose pictures occur so many times in an epoch, as `SOURCE=TIMES`: for sources with few pictures.
    #[arg(long, value_parser = repeated)]
    pub repeat: Vec<(String, usize)>,
    /// Weight of the outline's loss beside that of the class.
    #[arg(long, default_value_t = 1.0)]
    pub outline: f32,
    /// Weight of the loss over mirrored pairs: the half with the finding must speak for one more than the half without, by a
    /// margin. Both halves then stand in the same batch, changed alike. 0 leaves them apart.
    #[arg(long, default_value_t = 0.0)]
    pub pairs: f32,
    /// Step of the group weights of distributionally robust optimisation, over groups of one source with or without a
    /// finding (Sagawa et al., ICLR 2020). 0 counts all pictures alike.
    #[arg(long, default_value_t = 0.0)]
    pub worst_group: f32,
    /// How evenly classes, and the sources of each class, are drawn: 0 as often as they stand in the data, 1 all alike.
    #[arg(long, default_value_t = 0.0)]
    pub balance: f32,
    /// By which power of its frequency a class counts less: 0 not at all, 1 so that all classes count alike.
    #[arg(long, default_value_t = 0.5)]
    pub class_weight: f32,
    /// What becomes of everything around the anatomy in a part of the pictures; nothing where it is left out. A picture
    /// without a mask borrows another one's.
    #[arg(long, value_enum)]
    pub border: Option<Background>,
    /// In how many of the pictures, as a share.
    #[arg(long, default_value_t = 0.5)]
    pub border_share: f32,
    /// Share of pictures that get burned-in letters or an even border.
    #[arg(long, default_value_t = 0.0)]
    pub marks: f32,
    /// How far size is changed: 1 is 0.8 to 1.15 times, and 7 % of the sides' ratio. Less where size itself tells.
    #[arg(long, default_value_t = 1.0)]
    pub zoom: f32,
    /// How far grey levels are changed, of grey pictures: 1 is a contrast of 0.75 to 1.3, and more in two of five. Less
    /// where levels are a measurement.
    #[arg(long, default_value_t = 1.0)]
    pub tone: f32,
    /// Which grey levels the network gets; left out, grey ones stretched and colours as they are.
    #[arg(long, value_enum)]
    pub levels: Option<LevelsOfInput>,
    /// In colour: how far the amount of each stain is scaled and shifted, in optical density.
    #[arg(long, default_value_t = 0.2)]
    pub stain: f32,
    /// In colour: how far hue, saturation and light are changed; 1 is 15 degrees, 35 % and 12 % a channel.
    #[arg(long, default_value_t = 1.0)]
    pub tint: f32,
    /// What is left out, to measure what it is worth; may be given more than once.
    #[arg(long, value_enum)]
    pub without: Vec<Ingredient>,
    /// Passes over `train`.
    #[arg(long, default_value_t = 12)]
    pub epochs: usize,
    /// Pictures a step.
    #[arg(long, default_value_t = 32)]
    pub batch: usize,
    /// Highest learning rate of the one-cycle schedule.
    #[arg(long, default_value_t = 7e-4)]
    pub rate: f32,
    /// Decoupled weight decay.
    #[arg(long, default_value_t = 0.02)]
    pub decay: f32,
    /// Share of the target spread evenly over the classes.
    #[arg(long, default_value_t = 0.05)]
    pub smoothing: f32,
    /// How much pictures are laid over each other: both parameters of mixup's beta distribution.
    #[arg(long, default_value_t = 0.4)]
    pub mixing: f32,
    /// Share of features left out before the classifier.
    #[arg(long, default_value_t = 0.2)]
    pub dropout: f32,
    /// Running-average decay per step.
    #[arg(long, default_value_t = 0.99)]
    pub average: f32,
    /// First blocks (after the stem, which is never trained) left as ImageNet left them.
    #[arg(long, default_value_t = 3)]
    pub frozen: usize,
    /// Share of the run after which the forward pass uses the weights as int8 will have them
    /// (Jacob et al., CVPR 2018; gradients pass the rounding as if it were not there).
    #[arg(long, default_value_t = 0.5)]
    pub round_from: f32,
    /// Where to compute; only `lab_gpu` can open a GPU.
    #[arg(long, value_enum, default_value_t = Compute::Auto)]
    pub device: Compute,
    /// Seed of every random choice.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Side of the network's input in pixels.
    #[arg(long, default_value_t = 224)]
    pub size: u32,
    /// Steps between checkpoints inside an epoch.
    #[arg(long, default_value_t = 25)]
    pub checkpoint_every: usize,
    /// Go on from the last checkpoint if there is one.
    #[arg(long)]
    pub resume: bool,
    /// Stop after this many steps: for measuring speed.
    #[arg(long)]
    pub steps: Option<usize>,
}

/// Which grey levels the network gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum LevelsOfInput {
    /// As the picture has them: where they are a measurement, as of CT through a fixed window
    AsGiven,
    /// Stretched between percentiles of the picture's own
    Percentiles,
}

impl From<LevelsOfInput> for InputLevels {
    fn from(levels: LevelsOfInput) -> Self {
        match levels {
            LevelsOfInput::AsGiven => Self::AsGiven,
            LevelsOfInput::Percentiles => Self::Percentiles,
        }
    }
}

/// Components of training that can be left out, for ablation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Ingredient {
    /// Outlined pictures mirrored both ways
    Mirrored,
    /// Findings and healthy tissue set into slices of other sources
    Transplants,
    /// The loss of the outline
    Outline,
}

/// `SOURCE=TIMES`.
fn repeated(text: &str) -> Result<(String, usize), String> {
    let wrong = || format!("expected SOURCE=TIMES, as in `clinic-t1=3`, found `{text}`");
    let (source, times) = text.split_once('=').ok_or_else(wrong)?;
    let times = times.parse().ok().filter(|times| *times > 0).ok_or_else(wrong)?;
    Ok((source.to_owned(), times))
}

impl TrainOptions {
    /// Whether the training leaves it out.
    pub(super) fn is_without(&self, ingredient: Ingredient) -> bool {
        self.without.contains(&ingredient)
    }

    /// How strongly colours are changed.
    pub(super) fn colours(&self) -> ColourStrength {
        ColourStrength { stain: self.stain, tint: self.tint }
    }

    /// How far size and grey levels are changed.
    pub(super) fn changes(&self) -> GreyStrength {
        GreyStrength { zoom: self.zoom, tone: self.tone }
    }

    /// What is done with the background, and in which share of the pictures.
    pub(super) fn backgrounds(&self) -> Option<(Background, f32)> {
        Some((self.border?, self.border_share))
    }

    /// The requested network.
    pub(super) fn network(&self) -> Result<Architecture> {
        Architecture::named(&self.architecture).with_context(|| format!("unknown architecture `{}`", self.architecture))
    }
}
