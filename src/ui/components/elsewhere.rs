//! Can the model tell a finding from none, elsewhere? The first thing beside an answer.

use leptos::prelude::*;

use super::Icon;
use crate::ui::language::say;
use crate::ui::state::Reading;
use crate::ui::words;
use protocol::ModelReport;
use text::Message;

/// One sentence in plain words, and its figures for clinicians. Nothing for a model whose classes are all findings.
#[component]
pub fn ElsewhereLine(
    /// The model, with what was measured of it.
    model: ModelReport,
    /// What is known of the kind of acquisition that the picture is: it comes first.
    #[prop(optional)]
    acquisition: Vec<Message>,
    /// How much detail.
    #[prop(into)]
    reading: Signal<Reading>,
) -> impl IntoView {
    let measured = StoredValue::new(words::elsewhere_measured(&model));
    words::elsewhere(&model).map(|(standing, told)| {
        view! {
            <div class="elsewhere" data-testid="elsewhere" data-standing=words::standing_name(standing)>
                {Icon::Gauge.view()}
                <div>
                    {acquisition.into_iter().map(|told| view! { <p data-testid="acquisition">{say(told)}</p> }).collect_view()}
                    <p>{say(told)}</p>
                    <Show when=move || reading.get() == Reading::Clinician>
                        {measured.get_value().map(|measured| view! { <p class="elsewhere__measured">{say(measured)}</p> })}
                    </Show>
                </div>
            </div>
        }
    })
}
