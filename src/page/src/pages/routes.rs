//! Which model answered a picture, and which others can.
//!
//! Invariant: nothing is closed and nothing fetched before the visitor asks for it. With a single model, or for a
//! built-in drawing, nothing is shown but the link to all models, where the picture is of another kind.

use leptos::prelude::*;

use super::controller::Controller;
use super::focus::Places;
use crate::inert::inert;
use crate::language::say;
use crate::session;
use crate::state::ChosenBy;
use protocol::CaseId;
use text::Word;

/// Below the answer to a case; `is_of_other_kind` where that is why it has none.
pub fn routes(controller: Controller, places: Places, id: CaseId, is_of_other_kind: bool) -> AnyView {
    let board = session().board;
    let asked = board.with_untracked(|board| board.case(id).map(|case| case.asked.clone()));
    let asked = asked.filter(|asked| asked.by != ChosenBy::Nobody).map(|asked| asked.task);
    if asked.is_none() && !is_of_other_kind {
        return ().into_any();
    }
    let folder = asked.as_ref().map(|task| task.task.clone());
    let ask = move |other: Word| {
        let (folder, name) = (other.task.clone(), say(text::routing::ask(other)));
        let to = folder.clone();
        let on_ask = move |_| {
            controller.ask(id, &to);
            places.after_change();
        };
        view! { <button type="button" class="button" data-ask=folder on:click=on_ask>{name}</button> }
    };
    let others = folder.as_ref().map(|folder| board.with_untracked(|board| board.other_tasks(folder)));
    let others = others.unwrap_or_default().into_iter().map(ask).collect_view();
    let said = asked.clone().map(|task| inert("<p>{}</p>", &[text::routing::asked(task)]));
    let choose = is_of_other_kind.then(|| inert("<p>{}</p>", &[text::answer::choose()]));
    // Models are compared there too.
    let all = inert(r##"<a class="button" href="#/models">{}</a>"##, &[text::answer::all_models()]);
    view! {
        <div class="result-panel__others card" data-testid="routes" data-task=folder>
            {said} {choose} <p class="result-panel__acts">{others} {all}</p> {asked.map(always)}
        </div>
    }
    .into_any()
}

/// A checkbox: all further pictures are classified by the model of this task.
fn always(task: Word) -> AnyView {
    let board = session().board;
    let (folder, name) = (task.task.clone(), say(text::routing::always(task)));
    let is_always = board.with_untracked(|board| board.always() == Some(folder.as_str()));
    // The checkbox itself holds its state.
    let on_always = move |_| {
        board.update(|board| {
            let is_ticked = board.always() == Some(folder.as_str());
            board.set_always((!is_ticked).then(|| folder.clone()));
        });
    };
    view! {
        <label>
            <input type="checkbox" data-testid="always" checked=is_always on:change=on_always />
            " "
            {name}
        </label>
    }
    .into_any()
}
