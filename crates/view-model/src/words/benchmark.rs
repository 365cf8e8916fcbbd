//! The measured speed of this device.
//!
//! Invariant: about pictures only times are stated.

use std::fmt::Write;

use super::backend;
use crate::state::benchmark::{StepQuantiles, UNSEEN, quantiles};
use protocol::{Backend, DeviceReport, LatencyStep, ModelReport, Timing};
use text::Message;

/// "Half of the answers took at most 31 ms here, nine of ten at most 35 ms."
#[must_use]
pub fn measured(whole: StepQuantiles) -> Message {
    text::benchmark::measured(super::duration(whole.p50_ms), super::duration(whole.p90_ms))
}

/// The name of a step in a table.
#[must_use]
pub fn step_name(step: LatencyStep) -> Message {
    match step {
        LatencyStep::Decode => text::benchmark::step_open(),
        LatencyStep::Gates => text::benchmark::step_gates(),
        LatencyStep::Prepare => text::benchmark::step_scale(),
        LatencyStep::Inference => text::benchmark::step_network(),
        LatencyStep::Explain => text::benchmark::step_map(),
        LatencyStep::Total => text::benchmark::step_whole(),
    }
}

/// A step's key in JSON, the same in every language.
fn step_key(step: LatencyStep) -> &'static str {
    match step {
        LatencyStep::Decode => "open",
        LatencyStep::Gates => "gates",
        LatencyStep::Prepare => "scale",
        LatencyStep::Inference => "network",
        LatencyStep::Explain => "map",
        LatencyStep::Total => "whole",
    }
}

/// The figures as JSON, one per line: for a report, or a script.
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
        let StepQuantiles { step, p50_ms, p90_ms } = step;
        let name = step_key(*step);
        let _ = write!(text, "{comma}\n    \"{name}\": {{ \"p50\": {p50_ms:.2}, \"p90\": {p90_ms:.2} }}");
    }
    text + "\n  }\n}"
}

/// Variants of the CPU network, by the bits of activations. What a device has not timed is `-` in its line, so that
/// lines of different versions align.
const TIERS: [&str; 3] = ["bits_13", "bits_7+7", "bits_8"];

/// The variant that [`Timing`]s refer to.
const TIMED: &str = TIERS[0];

/// The figures in one line, to compare with those of other devices: `name=value` separated by spaces, times as
/// `p50/p90` in milliseconds. `cpu` and `cores` are the browser's information about the processor.
#[must_use]
pub fn benchmark_line(
    times: &[Timing],
    device: &DeviceReport,
    model: &ModelReport,
    (cpu, cores): (&str, u32),
    browser: &str,
) -> String {
    let steps = quantiles(times);
    let ms = |step: LatencyStep| {
        let found = steps.iter().find(|found| found.step == step);
        found.map_or_else(|| "-".to_owned(), |step| format!("{:.2}/{:.2}", step.p50_ms, step.p90_ms))
    };
    let quoted = |text: &str| -> String {
        let plain = text.chars().filter(|c| !c.is_control() && *c != '"');
        ['"'].into_iter().chain(plain).chain(['"']).collect()
    };
    let of_cpu = device.backend == Backend::Cpu;
    // Its name states the number of threads, and is empty for one.
    let threads = device.adapter.split(' ').next().filter(|count| of_cpu && !count.is_empty()).unwrap_or("1");
    let (network, none) = (ms(LatencyStep::Inference), || "-".to_owned());
    let mut facts = vec![
        ("onsight", env!("CARGO_PKG_VERSION").to_owned()),
        ("task", model.task.clone()),
        ("model", model.version.clone()),
        ("cpu", quoted(cpu)),
        ("cores", cores.to_string()),
        ("threads", threads.to_owned()),
    ];
    facts.extend(TIERS.map(|tier| (tier, if of_cpu && tier == TIMED { network.clone() } else { none() })));
    facts.extend([
        ("gpu", if of_cpu { none() } else { network.clone() }),
        ("adapter", if of_cpu { none() } else { quoted(&device.adapter) }),
        ("whole", ms(LatencyStep::Total)),
        ("browser", quoted(browser)),
    ]);
    let facts: Vec<String> = facts.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    facts.join(" ")
}

/// A character escaped for a JSON string.
fn escaped(c: char) -> impl Iterator<Item = char> {
    matches!(c, '"' | '\\').then_some('\\').into_iter().chain([c])
}
