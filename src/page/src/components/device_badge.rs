//! Where the network runs, why there, and whether the device computes correctly.

use leptos::prelude::*;

use super::Icon;
use crate::inert::{inert, inert_texts};
use crate::language::say;
use crate::state::Reading;
use crate::words;
use protocol::DeviceReport;

/// A badge of one line, with the rest folded.
#[component]
pub fn DeviceBadge(
    /// Where the network runs.
    device: DeviceReport,
    /// When it was checked, in the visitor's own time; empty where no clock was available.
    when: String,
) -> impl IntoView {
    let check = in_full(&device, &when);
    let checked = if device.check.passed { text::device_card::passed() } else { text::device_card::failed() };
    let place = match device.adapter.as_str() {
        "" => words::backend(device.backend).to_owned(),
        adapter => say(text::device_card::place(words::backend(device.backend), adapter)),
    };
    let icon = if device.check.passed { Icon::Check } else { Icon::Attention };
    view! {
        <details class="device-badge" data-testid="device" data-backend=device.backend.name() data-passed=device.check.passed.to_string() data-deviation=device.check.largest_deviation.to_string()>
            <summary class="device-badge__line">
                <span class="device-badge__place">{Icon::Chip.view()} {place}</span>
                {icon.inert(r#"<span class="device-badge__check">{icon}{}</span>"#, &[checked])}
            </summary>
            {inert_texts(r#"<p class="device-badge__reason">{} {}</p>"#, &[&say(device.reason), &check])}
        </details>
    }
}

/// The same in full.
#[component]
pub fn DeviceDetails(
    /// Where the network runs.
    device: DeviceReport,
    /// When it was checked, in the visitor's own time; empty where no clock was available.
    when: String,
    /// How much detail.
    #[prop(into)]
    reading: Signal<Reading>,
    /// The text for a picture that was read here; none where there is no picture.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let place = words::device_line(&device);
    let check = in_full(&device, &when);
    let plain = if device.check.passed { text::device_card::right() } else { text::device_card::wrong() };
    view! {
        <section
            class="device card"
            aria-labelledby="device-title"
            data-testid="device-check"
            data-passed=device.check.passed.to_string()
            data-deviation=device.check.largest_deviation.to_string()
            data-at-ms=device.check.at_ms.to_string()
        >
            {Icon::Chip.inert(r#"<h2 class="card__title" id="device-title">{icon}{}</h2>"#, &[text::device_card::title()])}
            {inert("<p>{} {}</p>", &[place, device.reason])}
            <p class="device__check">{move || if reading.get() == Reading::Clinician { check.clone() } else { say(&plain) }}</p>
            {children.map(|children| view! { <p class="device__private">{Icon::Lock.view()} {children()}</p> })}
        </section>
    }
}

/// What the check found, and when.
fn in_full(device: &DeviceReport, when: &str) -> String {
    format!("{} {}", say(words::check(&device.check)), say(words::checked(&device.check, when)))
}
