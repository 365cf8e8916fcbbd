//! What went wrong, or is missing, and what to do about it.

use leptos::prelude::*;

use super::Icon;
use crate::inert::inert;
use crate::language::say;
use crate::state::{Amount, FetchStanding};
use crate::words;
use protocol::Failure;
use text::Word;

/// A failure with its hint.
#[component]
pub fn FailureCard(
    /// What went wrong.
    failure: Failure,
    /// The picture it concerns; empty when the start failed.
    #[prop(into)]
    name: String,
    /// Called to try again; there is no such button where the file itself is the reason.
    #[prop(into)]
    on_retry: Callback<()>,
    /// Called to remove the case; `None` when there is none.
    #[prop(optional_no_strip)]
    on_remove: Option<Callback<()>>,
) -> impl IntoView {
    let title = words::failure_title(&failure);
    let retry = words::may_pass(&failure).then(|| {
        view! {
            <button type="button" class="button" on:click=move |_| on_retry.run(())>
                {Icon::Again.view()} {say(text::failure::try_again())}
            </button>
        }
    });
    view! {
        <section class="failure-card card" role="alert" data-testid="error" data-kind=failure.kind.name()>
            {Icon::Attention.inert(r#"<span class="failure-card__icon">{icon}</span>"#, &[])}
            <div class="failure-card__body">
                {inert(r#"<h2 class="failure-card__title">{}</h2>"#, &[title])}
                {(!name.is_empty()).then(|| view! { <p class="failure-card__name">{name}</p> })}
                <p>{say(failure.message)}</p>
                {inert(r#"<p class="failure-card__hint">{}</p>"#, &[failure.hint])}
                <div class="failure-card__actions">
                    {retry}
                    {on_remove.map(remove)}
                </div>
            </div>
        </section>
    }
}

/// Shown in place of an answer whose model is not on this device: what is needed for it; nothing is done unasked.
#[component]
pub fn NeedsModel(
    /// The task that reads the picture.
    task: Word,
    /// Whether the page stays sealed while it is fetched.
    #[prop(into)]
    sealed: Signal<bool>,
    /// Whether its model, or that of another task, is on its way.
    #[prop(into)]
    fetching: Signal<FetchStanding>,
    /// Called to fetch its model.
    #[prop(into)]
    on_fetch: Callback<()>,
    /// Called to remove the case.
    #[prop(into)]
    on_remove: Callback<()>,
) -> impl IntoView {
    let folder = task.task.clone();
    let help = move || {
        let task = task.clone();
        say(if sealed.get() { text::routing::needs_sealed_help(task) } else { text::routing::needs_help(task) })
    };
    let name = move || {
        say(match fetching.get() {
            FetchStanding::Own(Amount { done, total }) => text::routing::fetch_part(done, total),
            FetchStanding::Other(task) => text::routing::fetch_after(task),
            FetchStanding::Free if sealed.get() => text::routing::fetch_sealed(),
            FetchStanding::Free => text::routing::fetch(),
        })
    };
    view! {
        <section class="failure-card card" data-testid="needs-model" data-task=folder>
            {Icon::Info.inert(r#"<span class="failure-card__icon">{icon}</span>"#, &[])}
            <div class="failure-card__body">
                {inert(r#"<h2 class="failure-card__title">{}</h2>"#, &[text::routing::needs_title()])}
                <p>{help}</p>
                <div class="failure-card__actions">
                    <button
                        type="button"
                        class="button"
                        data-testid="fetch-model"
                        aria-disabled=move || (fetching.get() != FetchStanding::Free).then_some("true")
                        on:click=move |_| {
                            if fetching.get_untracked() == FetchStanding::Free {
                                on_fetch.run(());
                            }
                        }
                    >
                        {name}
                    </button>
                    {remove(on_remove)}
                </div>
            </div>
        </section>
    }
}

/// The button that removes a case.
fn remove(on_remove: Callback<()>) -> AnyView {
    view! {
        <button type="button" class="button button--quiet" on:click=move |_| on_remove.run(())>
            {say(text::failure::remove())}
        </button>
    }
    .into_any()
}
