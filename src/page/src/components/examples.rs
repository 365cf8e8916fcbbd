//! Built-in examples: drawn by code, never patients.

use leptos::prelude::*;

use crate::inert::inert;
use crate::show::Show;
use protocol::Gating;
use text::Message;

/// One built-in example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuiltInExample {
    /// File name under `examples/`.
    pub file: String,
    /// Title and description.
    pub said: [Message; 2],
    /// The expected result of the gates.
    pub gating: Gating,
}

/// Number of placeholders before the list of examples is loaded.
const ROOM: usize = 3;

/// Title and description of one.
const ABOUT: &str = concat!(
    r#"<span class="examples__text"><span class="examples__title">{}</span>"#,
    r#"<span class="examples__description">{}</span></span>"#
);

/// A row of examples to try.
#[component]
pub fn Examples(
    /// What there is; `None` while it is being fetched: then its space is reserved, so that the layout does not shift
    /// when it arrives.
    #[prop(into)]
    examples: Signal<Option<Vec<BuiltInExample>>>,
    /// Called with the one to try.
    #[prop(into)]
    on_choose: Callback<BuiltInExample>,
) -> impl IntoView {
    let card = move |example: BuiltInExample| {
        let chosen = example.clone();
        view! {
            <li>
                <button type="button" class="examples__card" on:click=move |_| on_choose.run(chosen.clone())>
                    <img class="examples__picture" src=format!("./examples/{}", example.file) alt="" width="96" height="96" loading="lazy" />
                    {inert(ABOUT, &example.said)}
                </button>
            </li>
        }
    };
    let list = move || match examples.get() {
        Some(examples) => examples.into_iter().map(card).collect_view().into_any(),
        None => [(); ROOM].map(|()| inert(r#"<li class="examples__waiting" aria-hidden="true"></li>"#, &[])).into_any(),
    };
    view! {
        <Show when=move || !examples.read().as_ref().is_some_and(Vec::is_empty)>
            <section class="examples" aria-labelledby="examples-title">
                {inert(
                    r#"<h2 class="examples__heading" id="examples-title">{}<span class="tag">{}</span></h2>"#,
                    &[text::drop_zone::examples(), text::page::synthetic()],
                )}
                {inert(r#"<p class="examples__note">{}</p>"#, &[text::drop_zone::examples_note()])}
                <ul class="examples__list" role="list">{list}</ul>
            </section>
        </Show>
    }
}
