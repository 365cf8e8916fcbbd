//! What is being done.

use super::bytes;
use protocol::{CaseStage, LoadStage};

/// What is being made ready.
#[must_use]
pub fn load_stage(stage: LoadStage) -> &'static str {
    match stage {
        LoadStage::Manifest => "Reading the model's description",
        LoadStage::Download => "Fetching the model",
        LoadStage::Stored => "Reading the model kept from last time",
        LoadStage::Verify => "Checking that the model is intact",
        LoadStage::Device => "Preparing this device",
        LoadStage::Check => "Testing that this device computes correctly",
        LoadStage::OtherTab => "Another tab is fetching the model",
    }
}

/// What is being done with a case.
#[must_use]
pub fn case_stage(stage: CaseStage) -> &'static str {
    match stage {
        CaseStage::Decode => "Opening the picture",
        CaseStage::Prepare => "Scaling it for the model",
        CaseStage::Infer => "The model is looking",
        CaseStage::Explain => "Drawing what it looked at",
    }
}

/// How far along a case is after a stage has begun, 0…1, for its progress bar.
#[must_use]
pub fn case_share(stage: CaseStage) -> f64 {
    match stage {
        CaseStage::Decode => 0.15,
        CaseStage::Prepare => 0.35,
        CaseStage::Infer => 0.55,
        CaseStage::Explain => 0.9,
    }
}

/// How much of a stage is done: "1.2 MB of 3.4 MB", "run 2 of 3"; empty where there is nothing to count.
#[must_use]
pub fn load_detail(stage: LoadStage, done: u64, total: u64) -> String {
    match (stage, total) {
        (LoadStage::Download | LoadStage::Stored | LoadStage::Verify | LoadStage::OtherTab, 0) if done > 0 => {
            bytes(done)
        }
        (_, 0) => String::new(),
        (LoadStage::Download | LoadStage::Stored | LoadStage::Verify | LoadStage::OtherTab, _) => {
            format!("{} of {}", bytes(done), bytes(total))
        }
        (LoadStage::Check, _) => format!("run {} of {total}", (done + 1).min(total)),
        (LoadStage::Manifest | LoadStage::Device, _) => String::new(),
    }
}
