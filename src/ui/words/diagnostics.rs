//! A text for reporting trouble with a device.
//!
//! Invariant: it is written from [`Facts`] alone, which has no field that could hold a picture, the name of
//! a file, a tag or an answer, and no free text of a case.

use super::backend;
use crate::ui::state::benchmark::steps;
use crate::ui::state::{Board, EngineState, Inquiry};
use protocol::{CheckOccasion, CheckReport, DeviceReport, PROTOCOL_VERSION, SelfCheck};

/// All that the text may tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// How far the worker is.
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
    pub times: Vec<(String, f64)>,
    /// What the browser calls itself.
    pub browser: String,
    /// Bytes used and allowed, where the browser says.
    pub storage: Option<(u64, u64)>,
    /// Whether the browser promised to keep what is stored.
    pub is_promised: Option<bool>,
}

impl Facts {
    /// What a board may tell; browser and storage are the page's to add.
    #[must_use]
    pub fn from_board(board: &Board) -> Self {
        let check = match &board.self_check {
            Inquiry::Done(check) => Some(check.as_ref()),
            _ => None,
        };
        Self {
            engine: engine(&board.engine),
            model: board.model.as_ref().map(|m| [&m.task, &m.name, &m.version, &m.sha256].map(Clone::clone)),
            device: check.map(|check| &check.device).or(board.device.as_ref()).map(device),
            cpu: check.and_then(|check| check.cpu.as_ref()).map(|cpu| cpu.check.clone()),
            adapter: check.map(|check| check.adapter.clone()).unwrap_or_default(),
            times: check.map(times).unwrap_or_default(),
            ..Self::default()
        }
    }
}

/// The text, one fact a line.
#[must_use]
pub fn diagnostics(facts: &Facts) -> String {
    let mut lines = vec![
        format!("Onsight {}, protocol {PROTOCOL_VERSION}", env!("CARGO_PKG_VERSION")),
        format!("engine: {}", facts.engine),
        format!("browser: {}", facts.browser),
    ];
    if let Some([task, name, version, sha256]) = &facts.model {
        lines.push(format!("model: {task}, {name} {version}, sha256 {sha256}"));
    }
    if let Some((backend, adapter, check)) = &facts.device {
        lines.push(format!("device: {backend} {adapter}").trim_end().to_owned());
        lines.push(format!("check: {}", check_line(check)));
    }
    lines.extend(facts.cpu.as_ref().map(|check| format!("check of the CPU: {}", check_line(check))));
    lines.extend(facts.times.iter().map(|(name, ms)| format!("time, {name}: {ms:.2} ms")));
    lines.extend(facts.adapter.iter().map(|(name, value)| format!("adapter, {name}: {value}")));
    lines.extend(facts.storage.map(|(used, quota)| format!("storage: {used} of {quota} bytes")));
    lines.extend(facts.is_promised.map(|promised| format!("storage promised: {promised}")));
    lines.join("\n")
}

/// Steps of a golden picture and runs of the goldens, in order.
#[must_use]
pub fn times(check: &SelfCheck) -> Vec<(String, f64)> {
    // A golden picture is drawn and goes through no gate.
    let is_run = |(name, _): &(&str, f64)| ["Scale", "Network", "Map"].contains(name);
    let steps = steps(&check.timing).into_iter().filter(is_run).map(|(name, ms)| (name.to_ascii_lowercase(), ms));
    steps.chain(check.runs.iter().map(|run| (run.name.clone(), run.ms))).collect()
}

fn device(device: &DeviceReport) -> (&'static str, String, CheckReport) {
    (backend(device.backend), device.adapter.clone(), device.check.clone())
}

fn check_line(check: &CheckReport) -> String {
    let verdict = if check.passed { "passed" } else { "failed" };
    let occasion = match check.occasion {
        CheckOccasion::Start => "at the start".to_owned(),
        CheckOccasion::Answers(n) => format!("after {n} answers"),
        CheckOccasion::Asked => "on request".to_owned(),
    };
    format!("{verdict}, {} runs, deviation {} of {}, {occasion}", check.runs, check.largest_deviation, check.tolerance)
}

fn engine(engine: &EngineState) -> &'static str {
    match engine {
        EngineState::Waking => "starting",
        EngineState::Loading(..) => "loading",
        EngineState::Ready => "ready",
        EngineState::Failed(_) => "failed",
    }
}
