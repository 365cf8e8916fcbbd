//! The command line of `lab`.
//!
//! Invariant: options only; each command's work is in the file of its name.

use super::{
    ablation, bench, calibrate, case_report, data_finding, describe, evaluate, export, gates, modality, model_card,
    model_folder, outline_rule, phantom, predict, probe, quantise, release, reproduce, rivals,
};
use anyhow::Result;
use clap::{Parser, Subcommand};
use inspect::{deidentify, open};
use std::process::ExitCode;

/// Trains, measures, quantises and runs the models of the page, with the page's own code.
#[derive(Debug, Parser)]
#[command(name = "lab", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: LabCommand,
}

#[derive(Debug, Subcommand)]
enum LabCommand {
    /// Fine-tune a network on a labelled folder; writes to runs/TASK
    Train(Box<training::TrainCommand>),
    /// Put the records of several runs beside each other as one table
    Ablation(ablation::AblationOptions),
    /// Score rules that see next to nothing of a picture: colour statistics, a border, an area
    Baseline(rivals::BaselineOptions),
    /// Hold a trained run against those rules, and keep both as a finding about the data set of a task that has no model
    Finding(data_finding::FindingOptions),
    /// Train, quantise and measure a task from its file and its data, step by step; goes on where it stood
    Reproduce(reproduce::ReproduceOptions),
    /// Quantise a trained run, then measure it on everything that models/TASK/task.toml lists; goes on where it stood
    Release(release::ReleaseOptions),
    /// Turn a trained run into the model that the page loads: int8 weights, manifest, model card
    Quantise(quantise::QuantiseOptions),
    /// Fit on `val` how far to believe a shipped model, measure it, and write manifest and card anew
    Calibrate(calibrate::CalibrateOptions),
    /// Fit the quality and likeness gates of a shipped model anew, and nothing else
    Gates(gates::GatesOptions),
    /// Learn anew which kind of acquisition a picture is, and nothing else
    Acquisition(gates::GatesOptions),
    /// Choose anew how the map of a shipped model becomes an outline, and nothing else
    Outline(outline_rule::OutlineOptions),
    /// Write what models/TASK/task.toml says into the manifest and card of a shipped model
    Describe(describe::DescribeOptions),
    /// Write the model card of a shipped model anew from what was measured
    Card(model_card::CardOptions),
    /// Cut the weights of a shipped model into chunks again, without measuring it
    Cut(model_folder::CutOptions),
    /// Score a model on one split of a labelled folder
    Evaluate(evaluate::EvaluateOptions),
    /// Look for shortcuts and ask whether the map tells the truth; writes manifest and card anew
    Probe(probe::ProbeOptions),
    /// Classify files; one line each
    Predict(predict::PredictOptions),
    /// Write what a model says of a picture as a PDF report, for a patient or a clinician
    Report(case_report::CaseReportOptions),
    /// Say what the page's reader understands of files; one line each
    Open(open::OpenOptions),
    /// Save a DICOM file without what names the patient, as the light box does
    Deidentify(deidentify::DeidentifyOptions),
    /// Make the network that tells kinds of pictures apart
    #[command(subcommand)]
    Modality(modality::ModalityCommand),
    /// Time the network on this machine, beside onnxruntime where asked
    Bench(bench::BenchOptions),
    /// Write a shipped model in the forms that other runtimes read
    Export(export::ExportOptions),
    /// Draw the page's built-in example pictures
    Phantom(phantom::PhantomOptions),
}

/// Parses the command line and runs the command; `gpu` opens an adapter to train on, where the program has one.
#[must_use]
pub fn run(gpu: training::OpenAdapter) -> ExitCode {
    match Cli::parse().command.run(gpu) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lab: {error:#}");
            ExitCode::FAILURE
        }
    }
}

impl LabCommand {
    fn run(&self, gpu: training::OpenAdapter) -> Result<()> {
        match self {
            Self::Train(command) => training::run(&command.options()?, gpu),
            Self::Ablation(options) => ablation::run(options),
            Self::Baseline(options) => rivals::run(options),
            Self::Finding(options) => data_finding::run(options),
            Self::Reproduce(options) => reproduce::run(options, gpu),
            Self::Release(options) => release::run(options),
            Self::Quantise(options) => quantise::run(options),
            Self::Calibrate(options) => calibrate::run(options),
            Self::Gates(options) => gates::run(options),
            Self::Acquisition(options) => gates::run_acquisition(options),
            Self::Outline(options) => outline_rule::run(options),
            Self::Describe(options) => describe::run(options),
            Self::Card(options) => model_card::run(options),
            Self::Cut(options) => model_folder::run(options),
            Self::Evaluate(options) => evaluate::run(options),
            Self::Probe(options) => probe::run(options),
            Self::Predict(options) => predict::run(options),
            Self::Report(options) => case_report::run(options),
            Self::Open(options) => open::run(options),
            Self::Deidentify(options) => deidentify::run(options),
            Self::Modality(command) => modality::run(command),
            Self::Bench(options) => bench::run(options),
            Self::Export(options) => export::run(options),
            Self::Phantom(options) => phantom::run(options),
        }
    }
}

/// Whether the reader of our output closed the pipe, as in `lab predict … | head`.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
