//! The modality classifier: a small network that distinguishes, before a task's classifier runs, the kinds of pictures
//! that tasks read, other medical pictures, photographs of screens or film, and non-medical pictures.
//!
//! `lab modality train` cuts the ImageNet network after its fifth stage, leaves it as it is, and fits a linear
//! classifier on its pooled features; `lab evaluate modality` measures the shipped one with the code of the page.
//!
//! Invariant: `train` fits, `val` chooses penalty, temperature and threshold, `test` is only read.

mod card;
mod data;
mod dicom_slices;
mod evaluate;
mod features;
mod fit;
mod head;
pub(crate) mod kinds;
mod photographed;
mod presented;
mod samples;
mod synthetic;
mod train;
mod views;

pub use data::{ModalityData, ModalityRecord};
pub use evaluate::{ModalityReport, evaluate, run as run_evaluate};
pub use kinds::{labels, tasks};

use anyhow::Result;
use clap::Subcommand;

/// Folder of the modality classifier under `models/`.
pub const MODALITY: &str = "modality";

/// What `lab modality` can do.
#[derive(Subcommand, Clone, Debug)]
pub enum ModalityCommand {
    /// Fit the modality classifier on all data sets and write it to models/modality
    Train(train::ModalityOptions),
}

/// Runs the command.
///
/// # Errors
/// Those of the command.
pub fn run(command: &ModalityCommand) -> Result<()> {
    match command {
        ModalityCommand::Train(options) => train::run(options),
    }
}
