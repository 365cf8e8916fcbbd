//! Two reading levels: for patients and for clinicians.

use leptos::prelude::*;

use crate::inert::{inert, inert_texts};
use crate::language::say;
use crate::state::Reading;

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
    let option = move |level: Reading, name: String| {
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
                {inert_texts(r#"<span class="segmented__text">{}</span>"#, &[&name])}
            </label>
        }
    };
    view! {
        <fieldset class="reading-switch segmented">
            {inert(r#"<legend class="visually-hidden">{}</legend>"#, &[text::page::reading()])}
            {option(Reading::Patient, say(text::page::reading_patient()))}
            {option(Reading::Clinician, say(text::page::reading_clinician()))}
        </fieldset>
    }
}
