//! Texts about stages.

use super::amount;
use protocol::{CaseStage, LoadStage};
use text::Message;

/// Text of a loading stage.
#[must_use]
pub fn load_stage(stage: LoadStage) -> Message {
    match stage {
        LoadStage::Manifest => text::stage::manifest(),
        LoadStage::Download => text::stage::download(),
        LoadStage::Stored => text::stage::stored(),
        LoadStage::Verify => text::stage::verify(),
        LoadStage::Device => text::stage::device(),
        LoadStage::Check => text::stage::check(),
        LoadStage::OtherTab => text::stage::other_tab(),
    }
}

/// Text of a case's stage.
#[must_use]
pub fn case_stage(stage: CaseStage) -> Message {
    match stage {
        CaseStage::Decode => text::stage::decode(),
        CaseStage::Prepare => text::stage::prepare(),
        CaseStage::Infer => text::stage::infer(),
        CaseStage::Explain => text::stage::explain(),
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

/// Progress of a stage: "1.2 MB of 3.4 MB", "run 2 of 3"; `None` where there is nothing to count.
#[must_use]
pub fn load_detail(stage: LoadStage, done: u64, total: u64) -> Option<Message> {
    match (stage, total) {
        (LoadStage::Download | LoadStage::Stored | LoadStage::Verify | LoadStage::OtherTab, 0) if done > 0 => {
            Some(amount(done))
        }
        (_, 0) | (LoadStage::Manifest | LoadStage::Device, _) => None,
        (LoadStage::Download | LoadStage::Stored | LoadStage::Verify | LoadStage::OtherTab, _) => {
            Some(text::stage::bytes(amount(done), amount(total)))
        }
        (LoadStage::Check, _) => Some(text::stage::run((done + 1).min(total), total)),
    }
}
