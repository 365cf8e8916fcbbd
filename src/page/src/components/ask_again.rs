//! Asks before open pictures are closed: they are not stored.

use leptos::html;
use leptos::prelude::*;

use super::Icon;
use crate::inert::inert;
use crate::language::say;
use crate::signals::effect;

/// Shown while the question is open.
#[component]
pub fn AskAgain(
    /// How many pictures are open; none while nothing is asked.
    #[prop(into)]
    pictures: Signal<Option<usize>>,
    /// Called when they are to stay open.
    #[prop(into)]
    on_keep: Callback<()>,
    /// Called when they are to be closed.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let keep = NodeRef::<html::Button>::new();
    effect(move || {
        if let Some(keep) = keep.get() {
            // Refused only by an element that is not shown.
            let _ = keep.focus();
        }
    });
    move || {
        pictures.get().map(|count| {
            view! {
                <div class="ask-again" role="alertdialog" aria-label=say(text::page::closing()) aria-describedby="ask-again-text" data-testid="ask-again">
                    {Icon::Attention.view()}
                    {inert(r#"<p class="ask-again__text" id="ask-again-text">{}</p>"#, &[text::page::close(count)])}
                    <button type="button" class="button button--primary" node_ref=keep on:click=move |_| on_keep.run(())>{say(text::page::close_not())}</button>
                    <button type="button" class="button" on:click=move |_| on_close.run(())>{say(text::page::close_all())}</button>
                </div>
            }
        })
    }
}
