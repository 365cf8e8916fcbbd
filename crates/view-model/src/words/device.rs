//! Where the network runs.

use protocol::{Backend, CheckOccasion, CheckReport, DeviceReport};
use text::Message;

/// The backend's name, the same in every language.
#[must_use]
pub fn backend(backend: Backend) -> &'static str {
    match backend {
        Backend::WebGpu => "WebGPU",
        Backend::Cpu => "CPU",
    }
}

/// "Runs on WebGPU (adapter)."
#[must_use]
pub fn device_line(device: &DeviceReport) -> Message {
    match device.adapter.as_str() {
        "" => text::device::line(backend(device.backend)),
        adapter => text::device::line_adapter(backend(device.backend), adapter),
    }
}

/// Notice after a fallback.
#[must_use]
pub fn device_changed(device: &DeviceReport) -> Message {
    text::device::changed(backend(device.backend), device.reason.clone())
}

/// The golden check in one sentence.
#[must_use]
pub fn check(check: &CheckReport) -> Message {
    let CheckReport { passed, runs, largest_deviation, tolerance, .. } = *check;
    if passed {
        text::device::check_passed(runs, largest_deviation, tolerance)
    } else {
        text::device::check_failed(runs, largest_deviation, tolerance)
    }
}

/// The reason for the check, and when it ended: "at the start, 12:03:20". `when` is empty where unknown.
#[must_use]
pub fn checked(check: &CheckReport, when: &str) -> Message {
    let occasion = match check.occasion {
        CheckOccasion::Start => text::device::occasion_start(),
        CheckOccasion::Answers(count) => text::device::occasion_answers(count),
        CheckOccasion::Asked => text::device::occasion_asked(),
    };
    if when.is_empty() { text::device::checked(occasion) } else { text::device::checked_at(occasion, when) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::english;

    #[test]
    fn a_check_is_said_with_its_runs_and_its_occasion() {
        let check_of = |passed, runs, occasion| CheckReport {
            passed,
            runs,
            largest_deviation: 0.001_23,
            tolerance: 0.01,
            occasion,
            at_ms: 0.0,
        };
        let asked = check_of(true, 3, CheckOccasion::Asked);
        assert_eq!(
            english(&check(&asked)),
            "Self-check passed: 3 runs on known inputs, largest deviation 0.00123 of 0.01000 allowed."
        );
        assert_eq!(english(&checked(&asked, "12:03:20")), "Checked on request, 12:03:20.");
        let failed = check_of(false, 1, CheckOccasion::Answers(1));
        assert!(english(&check(&failed)).starts_with("Self-check failed: 1 run on known inputs"));
        assert_eq!(english(&checked(&failed, "")), "Checked again after the first answer.");
        let later = check_of(true, 4, CheckOccasion::Answers(20));
        assert_eq!(english(&checked(&later, "")), "Checked again after 20 answers.");
    }
}
