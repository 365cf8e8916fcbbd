//! A capsule that was opened: its model and picture, and whether the answer is the same.

use leptos::html;
use leptos::prelude::*;
use text::Message;

use crate::capsule::{CapsuleSession, CapsuleStage, CapsuleTold};
use language::say;

/// The dialog, beside that of reports.
#[component]
pub(crate) fn CapsuleDialog(session: CapsuleSession) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    super::follow(dialog, session.is_open);
    let on_close = move |_| {
        if session.is_open.get_untracked() {
            session.close();
        }
    };
    let about = move || session.about.get().iter().map(note).collect_view();
    let stage = move || match session.stage.get() {
        CapsuleStage::Reading => view! { <p role="status">{say(text::capsule::reading())}</p> }.into_any(),
        CapsuleStage::Waits => {
            view! { <p role="status" data-testid="capsule-waits">{say(text::capsule::waits())}</p> }.into_any()
        }
        CapsuleStage::Refused([message, hint]) => view! {
            <div class="dialog__trouble" role="alert" data-testid="capsule-refused">
                <p>{say(message)}</p>
                <p>{say(hint)}</p>
            </div>
        }
        .into_any(),
        CapsuleStage::Told(told) => verdict(*told),
    };
    view! {
        <dialog
            class="reports dialog"
            node_ref=dialog
            aria-labelledby="capsule-title"
            data-testid="capsule-dialog"
            on:close=on_close
        >
            <div class="dialog__bar">
                <h2 class="dialog__title" id="capsule-title">{say(text::capsule::title())}</h2>
                <button class="button" data-testid="capsule-close" on:click=move |_| session.close()>
                    {say(text::reports::close())}
                </button>
            </div>
            {about}
            {stage}
            <button class="button button--quiet" data-testid="capsule-forget" on:click=move |_| session.forget()>
                {say(text::capsule::forget())}
            </button>
        </dialog>
    }
}

/// The result for an answer, and each difference.
fn verdict(told: CapsuleTold) -> AnyView {
    let CapsuleTold { outcome, said, notes, differences } = told;
    let differences = differences.into_iter().map(|found| view! { <li>{say(found)}</li> }).collect_view();
    view! {
        <div role="status" data-testid="capsule-verdict" data-state=outcome.name()>
            <p class="reports__verdict">{say(said)}</p>
            {notes.iter().map(note).collect_view()}
            <ul data-testid="capsule-differences">{differences}</ul>
        </div>
    }
    .into_any()
}

fn note(said: &Message) -> AnyView {
    view! { <p class="dialog__note">{say(said)}</p> }.into_any()
}
