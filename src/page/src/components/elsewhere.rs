//! Whether the model separates findings from none at other hospitals. The first thing beside an answer.

use leptos::prelude::*;

use super::Icon;
use crate::inert::inert;
use crate::show::Show;
use crate::state::{Reading, SharedModel};
use crate::words;
use text::Message;

/// The figures for the kind of acquisition.
const ACQUISITION: &str = r#"<p data-testid="acquisition">{}</p>"#;

/// One sentence in plain words, and its figures for clinicians. Nothing for a model whose classes are all findings.
#[component]
pub fn ElsewhereLine(
    /// The model, with its measurements.
    model: SharedModel,
    /// The figures for the picture's kind of acquisition: it comes first.
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
                    {acquisition.into_iter().map(|told| inert(ACQUISITION, &[told])).collect_view()}
                    {inert("<p>{}</p>", &[told])}
                    <Show when=move || reading.get() == Reading::Clinician>
                        {measured.get_value().map(|measured| inert(r#"<p class="elsewhere__measured">{}</p>"#, &[measured]))}
                    </Show>
                </div>
            </div>
        }
    })
}
