//! Which model was asked of a picture, and which others can be.
//!
//! Invariant: nothing is shown where a page has one model, or the picture is a drawing of its own.

use leptos::prelude::*;

use super::controller::Controller;
use super::focus::Places;
use crate::inert::inert;
use crate::language::say;
use crate::session;
use crate::state::ChosenBy;
use protocol::CaseId;
use text::Word;

/// Beside the answer to a case.
pub fn routes(controller: Controller, places: Places, id: CaseId) -> AnyView {
    let board = session().board;
    let known = board.with_untracked(|board| {
        let asked = board.case(id).map(|case| case.asked.clone()).filter(|asked| asked.by != ChosenBy::Nobody)?;
        Some((board.other_tasks(&asked.task.task), asked.task))
    });
    let Some((others, asked)) = known else { return ().into_any() };
    let ask = move |other: Word| {
        let (folder, name) = (other.task.clone(), say(text::routing::ask(other)));
        let to = folder.clone();
        let on_ask = move |_| {
            controller.ask(id, &to);
            places.after_change();
        };
        view! { <button type="button" class="button" data-ask=folder on:click=on_ask>{name}</button> }
    };
    let others = others.into_iter().map(ask).collect_view();
    let (folder, always) = (asked.task.clone(), say(text::routing::always(asked.clone())));
    let of = folder.clone();
    let is_always = board.with_untracked(|board| board.always() == Some(folder.as_str()));
    // The box itself keeps what is ticked.
    let on_always = move |_| {
        board.update(|board| {
            let is_ticked = board.always() == Some(folder.as_str());
            board.set_always((!is_ticked).then(|| folder.clone()));
        });
    };
    let said = inert("<p>{}</p>", &[text::routing::asked(asked)]);
    view! {
        <div class="result-panel__others card" data-testid="routes" data-task=of>
            {said}
            <p class="result-panel__acts">{others}</p>
            <label>
                <input type="checkbox" data-testid="always" checked=is_always on:change=on_always />
                " "
                {always}
            </label>
        </div>
    }
    .into_any()
}
