//! The router: a small network that tells the kinds of pictures that tasks read, other medical
//! pictures, photographs of screens or film, and pictures that are not medical apart, before a classifier sees them.
//!
//! `lab router train` cuts the ImageNet network after its fifth stage, leaves it as it is, and fits a linear
//! classifier on its pooled features; `lab evaluate router` measures the shipped one with the code of the page.
//!
//! Invariant: `train` fits, `val` chooses penalty, temperature and threshold, `test` is only read.

mod card;
mod ct_dicom;
mod data;
mod drawn;
mod evaluate;
mod features;
mod fit;
mod head;
pub(crate) mod kinds;
mod photographed;
mod presented;
mod samples;
mod train;
mod views;

pub use data::{RouterData, RouterRecord};
pub use evaluate::{RouterReport, evaluate, run as run_evaluate};
pub use kinds::{labels, tasks};

use anyhow::Result;
use clap::Subcommand;

/// Folder of the router under `models/`.
pub const ROUTER: &str = "router";

/// What `lab router` can do.
#[derive(Subcommand, Clone, Debug)]
pub enum RouterCommand {
    /// Fit the router on all data sets and write it to models/router
    Train(train::RouterOptions),
}

/// Does what the command says.
///
/// # Errors
/// Those of the command.
pub fn run(command: &RouterCommand) -> Result<()> {
    match command {
        RouterCommand::Train(options) => train::run(options),
    }
}
