//! A text for reporting problems with a device.
//!
//! Invariant: it is written only from [`Facts`], which has no field that could hold a picture, the name of
//! a file, a tag or an answer, and no free text of a case.

use super::backend;
use crate::state::benchmark::steps;
use crate::state::{Board, EngineState, Inquiry};
use protocol::{CheckOccasion, CheckReport, DeviceReport, LatencyStep, PROTOCOL_VERSION, SelfCheck};
use text::Message;

/// Everything that the text may contain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The worker's progress.
    pub engine: &'static str,
    /// Task, name, version and SHA-256 of the model.
    pub model: Option<[String; 4]>,
    /// Where the network runs: backend, adapter, check.
    pub device: Option<(&'static str, String, CheckReport)>,
    /// The CPU beside it.
    pub cpu: Option<CheckReport>,
    /// Limits and features of the adapter.
    pub adapter: Vec<(String, String)>,
    /// Named times in milliseconds.
    pub times: Vec<(Message, f64)>,
    /// The user agent.
    pub browser: String,
    /// Bytes used and allowed, if the browser reports them.
    pub storage: Option<(u64, u64)>,
    /// Whether the browser promised to keep what is stored.
    pub is_promised: Option<bool>,
}

impl Facts {
    /// The facts of a board; the page adds browser and storage.
    #[must_use]
    pub fn from_board(board: &Board) -> Self {
        let check = match &board.self_check {
            Inquiry::Done(check) => Some(check.as_ref()),
            _ => None,
        };
        Self {
            engine: engine(&board.engine),
            model: board.running_model().map(|m| [&m.task, &m.name, &m.version, &m.sha256].map(Clone::clone)),
            device: check.map(|check| &check.device).or(board.device.as_ref()).map(device),
            cpu: check.and_then(|check| check.cpu.as_ref()).map(|cpu| cpu.check.clone()),
            adapter: check.map(|check| check.adapter.clone()).unwrap_or_default(),
            times: check.map(times).unwrap_or_default(),
            ..Self::default()
        }
    }
}

/// The text, one fact per line, rendered by `say`.
#[must_use]
pub fn diagnostics(facts: &Facts, say: &dyn Fn(&Message) -> String) -> String {
    let mut lines = vec![
        text::diagnostics::onsight(env!("CARGO_PKG_VERSION"), PROTOCOL_VERSION),
        text::diagnostics::engine(facts.engine),
        text::diagnostics::browser(&facts.browser),
    ];
    if let Some([task, name, version, sha256]) = &facts.model {
        lines.push(text::diagnostics::model(task, name, version, sha256));
    }
    if let Some((backend, adapter, check)) = &facts.device {
        lines.push(match adapter.as_str() {
            "" => text::diagnostics::device(*backend),
            adapter => text::diagnostics::device_adapter(*backend, adapter),
        });
        lines.push(text::diagnostics::check(found(check)));
    }
    lines.extend(facts.cpu.as_ref().map(|check| text::diagnostics::check_cpu(found(check))));
    lines.extend(facts.times.iter().map(|(name, ms)| text::diagnostics::time(name.clone(), *ms)));
    lines.extend(facts.adapter.iter().map(|(name, value)| text::diagnostics::adapter(name, value)));
    lines.extend(facts.storage.map(|(used, quota)| text::diagnostics::storage(used, quota)));
    lines.extend(facts.is_promised.map(|promised| text::diagnostics::promised(promised.to_string())));
    lines.iter().map(say).collect::<Vec<_>>().join("\n")
}

/// Steps of a golden picture and runs of the goldens, in order.
#[must_use]
pub fn times(check: &SelfCheck) -> Vec<(Message, f64)> {
    // A golden picture is generated and passes no gates.
    let name = |step: LatencyStep| match step {
        LatencyStep::Prepare => Some(text::diagnostics::scale()),
        LatencyStep::Inference => Some(text::diagnostics::network()),
        LatencyStep::Explain => Some(text::diagnostics::map()),
        LatencyStep::Decode | LatencyStep::Gates | LatencyStep::Total => None,
    };
    let steps = steps(&check.timing).into_iter().filter_map(|(step, ms)| Some((name(step)?, ms)));
    steps.chain(check.runs.iter().map(|run| (text::diagnostics::run(run.picture.to_string()), run.ms))).collect()
}

fn device(device: &DeviceReport) -> (&'static str, String, CheckReport) {
    (backend(device.backend), device.adapter.clone(), device.check.clone())
}

/// The result of a check in plain numbers.
fn found(check: &CheckReport) -> Message {
    let occasion = match check.occasion {
        CheckOccasion::Start => text::diagnostics::at_start(),
        CheckOccasion::Answers(count) => text::diagnostics::after_answers(count),
        CheckOccasion::Asked => text::diagnostics::on_request(),
    };
    let [deviation, tolerance] = [check.largest_deviation, check.tolerance].map(|number| number.to_string());
    if check.passed {
        text::diagnostics::passed(check.runs, deviation, tolerance, occasion)
    } else {
        text::diagnostics::failed(check.runs, deviation, tolerance, occasion)
    }
}

fn engine(engine: &EngineState) -> &'static str {
    match engine {
        EngineState::Waking => "starting",
        EngineState::Loading(..) => "loading",
        EngineState::Ready => "ready",
        EngineState::Failed(_) => "failed",
    }
}
