//! Two reading levels: for patients and for clinicians.

use leptos::prelude::*;

use crate::ui::state::Reading;

/// Chooses how much detail is shown.
#[component]
pub fn ReadingSwitch(
    /// The level in use.
    #[prop(into)]
    reading: Signal<Reading>,
    /// Called with the level wanted.
    #[prop(into)]
    on_choose: Callback<Reading>,
) -> impl IntoView {
    let option = move |level: Reading, text: &'static str| {
        view! {
            <label class="segmented__option">
                <input
                    type="radio"
                    name="reading"
                    class="visually-hidden"
                    value=level.name()
                    prop:checked=move || reading.get() == level
                    on:change=move |_| on_choose.run(level)
                />
                <span class="segmented__text">{text}</span>
            </label>
        }
    };
    view! {
        <fieldset class="reading-switch segmented">
            <legend class="visually-hidden">"Reading level"</legend>
            {option(Reading::Patient, "Plain words")}
            {option(Reading::Clinician, "All figures")}
        </fieldset>
    }
}
