//! The command line of `lab`.
//!
//! Invariant: options only; each command's work is in the file of its name.

use super::train;
use anyhow::Result;
use clap::{Parser, Subcommand};

/// Trains, measures, quantises and runs the models of the page, with the page's own code.
#[derive(Debug, Parser)]
#[command(name = "lab", version, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Fine-tune a network on a labelled folder; writes to runs/TASK
    Train(train::TrainOptions),
}

impl Cli {
    /// Runs the chosen command.
    ///
    /// # Errors
    /// Whatever the command could not do, with what it was doing.
    pub fn run(&self) -> Result<()> {
        match &self.command {
            Command::Train(options) => train::run(options),
        }
    }
}
