//! How much of a model is on this device, and the actions: fetch, update, keep, remove, run, compare.
//!
//! Invariant: an action that closes a picture says so beside its button, and does nothing before it is pressed.

use leptos::html;
use leptos::prelude::*;

use super::comparison::comparison_view;
use crate::session::{CatalogueSession, RunningFetch};
use language::say;
use protocol::Failure;
use text::Message;
use view_model::catalogue::{CatalogueOffer, KeptStanding};
use view_model::state::Reading;
use view_model::words;

/// The part of an entry that changes. Nothing for a task without a model.
#[component]
pub(super) fn Keeping(session: CatalogueSession, offer: CatalogueOffer) -> impl IntoView {
    let has_model = offer.has_model();
    let offer = StoredValue::new(offer);
    let kept = Memo::new(move |_| offer.with_value(|offer| session.kept_of(offer)));
    let place = NodeRef::<html::Div>::new();
    // Where the button that has the keyboard gives way to others, what is said in its place has it afterwards.
    let held = StoredValue::new(false);
    let hand_on = move || {
        on_cleanup(move || {
            let is_inside = place.try_get_untracked().flatten().is_some_and(|place| browser::holds_focus(&place));
            held.try_update_value(|held| *held |= is_inside);
        });
        request_animation_frame(move || {
            let was_inside = held.try_update_value(std::mem::take).unwrap_or(false);
            let place = place.try_get_untracked().flatten().filter(|_| was_inside && browser::focus_is_lost());
            if let Some(place) = place {
                // Fails only for an element outside of the document.
                let _ = place.focus();
            }
        });
    };
    let body = move || {
        hand_on();
        let offer = offer.get_value();
        let kept = kept.get();
        let line = say(offer.kept_line(&kept));
        let acts = acts(session, &offer, &kept);
        let asked = asked(session, &offer, &kept);
        let compare = compare(session, &offer, &kept);
        view! {
            <p>{line}</p>
            {acts}
            {asked}
            {compare}
        }
    };
    let id = offer.with_value(|offer| id_of(offer, "keeping"));
    let progress = move || {
        hand_on();
        let running = session.running.get();
        running
            .filter(|running| offer.with_value(|offer| offer.task == running.task))
            .map(|running| offer.with_value(|offer| progress(session, &running, &offer.name)))
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
    has_model.then(|| {
        view! {
            <div class="catalogue__keeping" tabindex="-1" node_ref=place data-testid=id
                data-kept=move || kept.with(word_of)>
                {body}
                {progress}
            </div>
            {trouble}
            {compared}
        }
    })
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
fn acts(session: CatalogueSession, offer: &CatalogueOffer, kept: &KeptStanding) -> AnyView {
    let sealed_id = id_of(offer, "sealed");
    let fetch = offer.fetch_line(kept).map(|line| {
        // While a picture is open the button says that the picture is closed first.
        let says = move || if session.is_closed.get() { text::models::close_and_fetch() } else { line.clone() };
        let warning = move || {
            let pictures = session.open.read().pictures;
            session.is_closed.get().then(|| say(text::models::sealed(pictures.max(1))))
        };
        let fetched = offer.clone();
        let on_fetch = move || session.fetch(fetched.clone());
        let looks = (id_of(offer, "fetch"), "button--primary");
        let button = button(session, looks, &offer.name, Signal::derive(says), on_fetch);
        view! { <p class="catalogue__note" data-testid=sealed_id>{warning}</p> {button} }
    });
    let remove = (*kept != KeptStanding::Nothing).then(|| {
        let removed = offer.clone();
        let on_remove = move || session.remove(removed.clone());
        let looks = (id_of(offer, "remove"), "");
        button(session, looks, &offer.name, Signal::derive(text::models::remove), on_remove)
    });
    let persist = (*kept == KeptStanding::Whole).then(|| {
        let looks = (id_of(offer, "persist"), "button--quiet");
        button(session, looks, &offer.name, Signal::derive(text::storage::ask), move || session.persist())
    });
    view! { <div class="catalogue__acts">{fetch}{remove}{persist}</div> }.into_any()
}

/// Have this model answer, and what that does to what is open.
fn asked(session: CatalogueSession, offer: &CatalogueOffer, kept: &KeptStanding) -> AnyView {
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
    let on_choose = move || browser::catalogue_bridge::choose_task(&task);
    let looks = (id_of(offer, "choose"), "");
    let button = button(session, looks, &offer.name, Signal::derive(text::models::choose), on_choose);
    view! { <p class="catalogue__note">{said}</p> {button} }.into_any()
}

/// Have this model answer the picture that is shown, beside the existing answer.
fn compare(session: CatalogueSession, offer: &CatalogueOffer, kept: &KeptStanding) -> Option<AnyView> {
    let open = session.open.get();
    let may = open.pictures > 0 && offer.may_be_compared(kept, &open.task);
    may.then(|| {
        let said = say(text::comparison::help());
        let compared = offer.clone();
        let on_compare = move || session.compare(compared.clone());
        let looks = (id_of(offer, "compare"), "");
        let button = button(session, looks, &offer.name, Signal::derive(text::comparison::ask), on_compare);
        view! { <p class="catalogue__note">{said}</p> {button} }.into_any()
    })
}

/// A button with its test id, and how it looks where it is no plain one. Many of the list say the same, so its name says
/// whose it is; while it waits it keeps the keyboard, which one that is `disabled` would lose.
fn button(
    session: CatalogueSession,
    (id, looks): (String, &str),
    of: &str,
    says: Signal<Message>,
    act: impl Fn() + 'static,
) -> AnyView {
    let (of, class) = (of.to_owned(), format!("button {looks}"));
    let name = move || say(text::page::act_of(says.get(), of.as_str()));
    let on_click = move |_| {
        if !untrack(|| session.is_busy()) {
            act();
        }
    };
    view! {
        <button type="button" class=class data-testid=id aria-label=name
            aria-disabled=move || session.is_busy().then_some("true") on:click=on_click>
            {move || say(says.get())}
        </button>
    }
    .into_any()
}

/// How far a model is on its way, or with the picture.
fn progress(session: CatalogueSession, running: &RunningFetch, name: &str) -> AnyView {
    let line = running.step.map(|(stage, done, total)| {
        let detail = words::load_detail(stage, done, total).map(say).unwrap_or_default();
        let stage = say(words::load_stage(stage));
        if detail.is_empty() { stage } else { say(text::page::progress_step(stage, detail)) }
    });
    let begins = || say(if running.is_answering { text::comparison::answering() } else { text::page::starting() });
    let line = line.unwrap_or_else(begins);
    let share = running.step.filter(|(_, _, total)| *total > 0).map(|(_, done, total)| share(done, total));
    let label = say(if running.is_asked { text::page::progress() } else { text::models::progress() });
    let cancel = say(text::page::act_of(text::models::cancel(), name));
    view! {
        <div class="catalogue__progress" data-testid="catalogue-progress">
            <p>{line}</p>
            <progress max="1" value=share aria-label=label></progress>
            <button type="button" class="button button--quiet" data-testid="catalogue-stop" aria-label=cancel
                on:click=move |_| session.stop()>
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
