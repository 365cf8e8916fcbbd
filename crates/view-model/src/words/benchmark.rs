//! What this device was measured to need.
//!
//! Invariant: of pictures only the times are told.

use std::fmt::Write;

use super::backend;
use crate::state::benchmark::{StepQuantiles, UNSEEN, quantiles};
use protocol::{DeviceReport, ModelReport, Timing};
use text::Message;

/// "Half of the answers took at most 31 ms here, nine of ten at most 35 ms."
#[must_use]
pub fn measured(whole: StepQuantiles) -> Message {
    text::benchmark::measured(super::duration(whole.p50_ms), super::duration(whole.p90_ms))
}

/// What a step is called in a table, by its stable name.
#[must_use]
pub fn step_name(step: &str) -> Message {
    match step {
        "Open" => text::benchmark::step_open(),
        "Gates" => text::benchmark::step_gates(),
        "Scale" => text::benchmark::step_scale(),
        "Network" => text::benchmark::step_network(),
        "Map" => text::benchmark::step_map(),
        _ => text::benchmark::step_whole(),
    }
}

/// The figures as JSON, one a line: for a report, or a script.
#[must_use]
pub fn benchmark_json(times: &[Timing], device: &DeviceReport, model: &ModelReport, browser: &str) -> String {
    let mut text = String::from("{\n");
    let facts = [
        ("onsight", env!("CARGO_PKG_VERSION")),
        ("task", &model.task),
        ("model", &model.version),
        ("device", backend(device.backend)),
        ("adapter", &device.adapter),
        ("browser", browser),
    ];
    for (name, value) in facts {
        let value: String = value.chars().filter(|c| !c.is_control()).flat_map(escaped).collect();
        let _ = writeln!(text, r#"  "{name}": "{value}","#);
    }
    let _ = write!(text, "  \"answers\": {},\n  \"answers_before\": {UNSEEN},\n  \"ms\": {{", times.len());
    for (at, step) in quantiles(times).iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        let StepQuantiles { name, p50_ms, p90_ms } = step;
        let name = name.to_ascii_lowercase();
        let _ = write!(text, "{comma}\n    \"{name}\": {{ \"p50\": {p50_ms:.2}, \"p90\": {p90_ms:.2} }}");
    }
    text + "\n  }\n}"
}

/// A character as it stands inside of a JSON text.
fn escaped(c: char) -> impl Iterator<Item = char> {
    matches!(c, '"' | '\\').then_some('\\').into_iter().chain([c])
}
