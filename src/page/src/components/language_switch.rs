//! The list of languages at the foot of the page.

use leptos::html;
use leptos::prelude::*;

use crate::inert::inert_texts;
use crate::language::say;
use crate::signals::effect;

/// The list; nothing where there is nothing to choose.
#[component]
pub fn LanguageSwitch(
    /// Tags and own names.
    languages: Vec<(String, String)>,
    /// Tag of the language that is spoken. Set again, also to the same, when a choice has come to its end.
    #[prop(into)]
    spoken: Signal<String>,
    /// Whether the last choice could not be had.
    #[prop(into)]
    is_refused: Signal<bool>,
    /// Called with the tag that the visitor wants.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let select = NodeRef::<html::Select>::new();
    // After the entries are there; and again where a choice was not followed.
    effect(move || {
        let tag = spoken.get();
        if let Some(select) = select.get() {
            select.set_value(&tag);
        }
    });
    let entry = |(tag, name): (String, String)| {
        inert_texts(r#"<option value="{}" lang="{}">{}</option>"#, &[&tag, &tag, &name])
    };
    (languages.len() > 1).then(|| {
        view! {
            <nav class="language-switch" aria-labelledby="language-label">
                <label class="language-switch__label" id="language-label" for="language">
                    {move || say(text::language::label())}
                </label>
                <select
                    class="field"
                    id="language"
                    data-testid="language"
                    node_ref=select
                    on:change=move |event| on_choose.run(event_target_value(&event))
                >
                    {languages.into_iter().map(entry).collect_view()}
                </select>
                <p class="language-switch__refused" role="status">
                    {move || is_refused.get().then(|| say(text::language::refused()))}
                </p>
            </nav>
        }
    })
}
