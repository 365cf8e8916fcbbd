//! How much of a model is on this device, and the actions: fetch, update, keep, remove, run, compare.
//!
//! Invariant: an action that closes a picture says so beside its button, and does nothing before it is pressed.

use leptos::prelude::*;

use super::comparison::comparison_view;
use crate::session::{CatalogueSession, RunningFetch};
use language::say;
use protocol::Failure;
use view_model::catalogue::{CatalogueOffer, KeptStanding};
use view_model::state::Reading;
use view_model::words;

/// The part of an entry that changes. Nothing for a task without a model.
#[component]
pub(super) fn Keeping(session: CatalogueSession, offer: CatalogueOffer) -> impl IntoView {
    let has_model = offer.has_model();
    let offer = StoredValue::new(offer);
    let kept = Memo::new(move |_| offer.with_value(|offer| session.kept_of(offer)));
    let is_busy = move || session.running.read().is_some();
    let body = move || {
        let offer = offer.get_value();
        let kept = kept.get();
        let line = say(offer.kept_line(&kept));
        let acts = acts(session, &offer, &kept, is_busy);
        let asked = asked(session, &offer, &kept, is_busy);
        let compare = compare(session, &offer, &kept, is_busy);
        let word = word_of(&kept);
        view! {
            <div class="catalogue__keeping" data-testid=id_of(&offer, "keeping") data-kept=word>
                <p>{line}</p>
                {acts}
                {asked}
                {compare}
            </div>
        }
    };
    let progress = move || {
        let running = session.running.get();
        running
            .filter(|running| offer.with_value(|offer| offer.task == running.task))
            .map(|running| progress(session, &running))
    };
    let trouble = move || {
        let trouble = session.trouble.get();
        trouble
            .filter(|(task, _)| offer.with_value(|offer| offer.task == *task))
            .map(|(_, failure)| trouble_card(&failure))
    };
    let compared = move || {
        let (open, comparison) = (session.open.get(), session.comparison.get());
        comparison
            .filter(|(task, _)| open.pictures > 0 && offer.with_value(|offer| offer.task == *task))
            .map(|(_, comparison)| comparison_view(&comparison, Reading::from_name(&open.reading)))
    };
    has_model.then(|| view! { {body} {progress} {trouble} {compared} })
}

/// A test id: an earlier version is inside the entry of its model.
fn id_of(offer: &CatalogueOffer, part: &str) -> String {
    format!("{}-{part}", if offer.is_earlier() { "earlier" } else { "catalogue" })
}

/// The value of `data-kept`.
fn word_of(kept: &KeptStanding) -> &'static str {
    match kept {
        KeptStanding::Nothing => "nothing",
        KeptStanding::Part(_) => "part",
        KeptStanding::Whole => "whole",
        KeptStanding::Older(_) => "older",
    }
}

/// Fetch it, remove it from this device, have the browser keep it.
fn acts(
    session: CatalogueSession,
    offer: &CatalogueOffer,
    kept: &KeptStanding,
    is_busy: impl Fn() -> bool + Copy + Send + Sync + 'static,
) -> AnyView {
    let (sealed_id, fetch_id, remove_id) = (id_of(offer, "sealed"), id_of(offer, "fetch"), id_of(offer, "remove"));
    let fetched = offer.clone();
    let fetch = offer.fetch_line(kept).map(move |line| {
        // While a picture is open the button says that the picture is closed first.
        let says = move || say(if session.is_closed.get() { text::models::close_and_fetch() } else { line.clone() });
        let warning = move || {
            let pictures = session.open.read().pictures;
            session.is_closed.get().then(|| say(text::models::sealed(pictures.max(1))))
        };
        let on_fetch = move |_| session.fetch(fetched.clone());
        view! {
            <p class="catalogue__note" data-testid=sealed_id>{warning}</p>
            <button type="button" class="button button--primary" data-testid=fetch_id disabled=is_busy on:click=on_fetch>{says}</button>
        }
    });
    let removed = offer.clone();
    let remove = (*kept != KeptStanding::Nothing).then(move || {
        let name = say(text::models::remove_named(&removed.name));
        let on_remove = move |_| session.remove(removed.clone());
        view! {
            <button type="button" class="button" data-testid=remove_id aria-label=name disabled=is_busy on:click=on_remove>
                {say(text::models::remove())}
            </button>
        }
    });
    let persist = (*kept == KeptStanding::Whole).then(|| {
        view! {
            <button type="button" class="button button--quiet" on:click=move |_| session.persist()>{say(text::storage::ask())}</button>
        }
    });
    view! { <div class="catalogue__acts">{fetch}{remove}{persist}</div> }.into_any()
}

/// Have this model answer, and what that does to what is open.
fn asked(
    session: CatalogueSession,
    offer: &CatalogueOffer,
    kept: &KeptStanding,
    is_busy: impl Fn() -> bool + Copy + Send + Sync + 'static,
) -> AnyView {
    let in_use = session.open.read().task.clone();
    if in_use == offer.task {
        let said = say(text::models::in_use());
        return view! { <p class="catalogue__note" data-testid="catalogue-in-use">{said}</p> }.into_any();
    }
    if !offer.may_be_chosen(&in_use) {
        return ().into_any();
    }
    let said = say(offer.choose_line(kept));
    let task = offer.task.clone();
    let on_choose = move |_| browser::catalogue_bridge::choose_task(&task);
    view! {
        <p class="catalogue__note">{said}</p>
        <button type="button" class="button" data-testid="catalogue-choose" disabled=is_busy on:click=on_choose>
            {say(text::models::choose())}
        </button>
    }
    .into_any()
}

/// Have this model answer the picture that is shown, beside the existing answer.
fn compare(
    session: CatalogueSession,
    offer: &CatalogueOffer,
    kept: &KeptStanding,
    is_busy: impl Fn() -> bool + Copy + Send + Sync + 'static,
) -> Option<AnyView> {
    let open = session.open.get();
    let may = open.pictures > 0 && offer.may_be_compared(kept, &open.task);
    let (said, id, offer) = (say(text::comparison::help()), id_of(offer, "compare"), offer.clone());
    let on_compare = move |_| session.compare(offer.clone());
    may.then(|| {
        view! {
            <p class="catalogue__note">{said}</p>
            <button type="button" class="button" data-testid=id disabled=is_busy on:click=on_compare>
                {say(text::comparison::ask())}
            </button>
        }
        .into_any()
    })
}

/// The progress of a model's download.
fn progress(session: CatalogueSession, running: &RunningFetch) -> AnyView {
    let line = running.step.map(|(stage, done, total)| {
        let detail = words::load_detail(stage, done, total).map(say).unwrap_or_default();
        let stage = say(words::load_stage(stage));
        if detail.is_empty() { stage } else { say(text::page::progress_step(stage, detail)) }
    });
    let line = line.unwrap_or_else(|| say(text::page::starting()));
    let share = running.step.filter(|(_, _, total)| *total > 0).map(|(_, done, total)| share(done, total));
    view! {
        <div class="catalogue__progress" data-testid="catalogue-progress">
            <p>{line}</p>
            <progress max="1" value=share aria-label=say(text::models::progress())></progress>
            <button type="button" class="button button--quiet" data-testid="catalogue-stop" on:click=move |_| session.stop()>
                {say(text::models::cancel())}
            </button>
        </div>
    }
    .into_any()
}

#[allow(clippy::cast_precision_loss, reason = "a share for a bar")]
fn share(done: u64, total: u64) -> String {
    format!("{:.3}", done as f64 / total as f64)
}

fn trouble_card(failure: &Failure) -> AnyView {
    let (message, hint) = (say(&failure.message), say(&failure.hint));
    view! {
        <div class="catalogue__trouble" role="alert" data-testid="catalogue-trouble" data-kind=failure.kind.name()>
            <p>{message}</p>
            <p>{hint}</p>
        </div>
    }
    .into_any()
}
