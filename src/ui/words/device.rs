//! Where the network runs.

use protocol::{Backend, CheckOccasion, CheckReport, DeviceReport};

/// The backend's proper name.
#[must_use]
pub fn backend(backend: Backend) -> &'static str {
    match backend {
        Backend::WebGpu => "WebGPU",
        Backend::Cpu => "CPU",
    }
}

/// "Runs on WebGPU (adapter)."
#[must_use]
pub fn device_line(device: &DeviceReport) -> String {
    match device.adapter.as_str() {
        "" => format!("Runs on the {} of this device.", backend(device.backend)),
        adapter => format!("Runs on {} ({adapter}).", backend(device.backend)),
    }
}

/// Notice after a fallback.
#[must_use]
pub fn device_changed(device: &DeviceReport) -> String {
    format!("The device changed: answers now come from the {}. {}", backend(device.backend), device.reason)
}

/// The golden check in one sentence.
#[must_use]
pub fn check(check: &CheckReport) -> String {
    let verdict = if check.passed { "passed" } else { "failed" };
    let runs = if check.runs == 1 { "run" } else { "runs" };
    format!(
        "Self-check {verdict}: {} {runs} on known inputs, largest deviation {:.5} of {:.5} allowed.",
        check.runs, check.largest_deviation, check.tolerance
    )
}

/// What made the check necessary, and when it ended: "at the start, 12:03:20". `when` is empty where no clock told.
#[must_use]
pub fn checked(check: &CheckReport, when: &str) -> String {
    let occasion = match check.occasion {
        CheckOccasion::Start => "Checked when the model was loaded".to_owned(),
        CheckOccasion::Answers(1) => "Checked again after the first answer".to_owned(),
        CheckOccasion::Answers(n) => format!("Checked again after {n} answers"),
        CheckOccasion::Asked => "Checked on request".to_owned(),
    };
    if when.is_empty() { format!("{occasion}.") } else { format!("{occasion}, {when}.") }
}
