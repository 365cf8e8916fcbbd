//! The command line of `lab`.
//!
//! Invariant: options only; each command's work is in the file of its name.

use super::{evaluate, phantom, predict, quantise, train};
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
    /// Turn a trained run into the model that the page loads: int8 weights, manifest, model card
    Quantise(quantise::QuantiseOptions),
    /// Score a model on one split of a labelled folder
    Evaluate(evaluate::EvaluateOptions),
    /// Classify files; one line each
    Predict(predict::PredictOptions),
    /// Draw the page's built-in example pictures
    Phantom(phantom::PhantomOptions),
}

impl Cli {
    /// Runs the chosen command.
    ///
    /// # Errors
    /// Whatever the command could not do, with what it was doing.
    pub fn run(&self) -> Result<()> {
        match &self.command {
            Command::Train(options) => train::run(options),
            Command::Quantise(options) => quantise::run(options),
            Command::Evaluate(options) => evaluate::run(options),
            Command::Predict(options) => predict::run(options),
            Command::Phantom(options) => phantom::run(options),
        }
    }
}
