//! The list of languages in the page's footer.

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
    /// Tag of the current language. Set again, also to the same value, when a choice has been processed.
    #[prop(into)]
    spoken: Signal<String>,
    /// Whether the last choice could not be loaded.
    #[prop(into)]
    is_refused: Signal<bool>,
    /// Called with the tag that the visitor wants.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let select = NodeRef::<html::Select>::new();
    // After the entries are rendered; and again where a choice could not be applied.
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
