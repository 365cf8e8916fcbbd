//! General information about a label, with sources. The pages of a task are loaded when one of them is opened, and stay
//! in memory. Those of a task that is only planned say that there is no model yet.
//!
//! Nothing here depends on a picture or an answer: the address names the page, and everybody who opens it by a link
//! reads the same.

use std::cell::RefCell;

use browser::catalogue_bridge::choose_reading;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::session::CatalogueSession;
use language::say;
use task::{CatalogueEntry, EntryStanding};
use text::Message;
use view_model::condition;
use view_model::state::{Reading, Route};

thread_local! {
    /// The last address: the skip link changes the address and leaves the page as it is.
    static LAST: RefCell<[String; 3]> = RefCell::default();
}

/// The loaded pages of a task.
#[derive(Clone, Debug)]
struct TaskPages {
    /// Language tag of its pages.
    language: String,
    /// All of them, as they were packed.
    packed: String,
    /// Whether it has no model yet.
    is_planned: bool,
}

/// The page about the label that the address names.
#[component]
pub(crate) fn ConditionPage(session: CatalogueSession) -> impl IntoView {
    let open = session.open;
    let reading = RwSignal::new(open.with_untracked(|open| Reading::from_name(&open.reading)));
    let place = RwSignal::new(named().unwrap_or_else(|| LAST.with_borrow(Clone::clone)));
    // None while they are being fetched; the inner one is none where that failed.
    let pages = RwSignal::new(None::<Option<TaskPages>>);
    let task = Memo::new(move |_| place.with(|[task, ..]| task.clone()));
    let has_pictures = Memo::new(move |_| open.read().pictures > 0);
    Effect::new(move |before: Option<String>| {
        // What must not be fetched while a picture is open is fetched afterwards.
        has_pictures.track();
        let of = task.get();
        // A label of the same name in another task is another one.
        if before.is_some_and(|before| before != of) {
            pages.set(None);
        }
        let asked = of.clone();
        spawn_local(async move {
            let found = pages_of(&asked).await;
            // Meanwhile the address may have come to name another task.
            if task.try_get_untracked().is_some_and(|now| now == asked) {
                let _ = pages.try_set(Some(found));
            }
        });
        of
    });
    // A source that the address names is shown, at once or as soon as it is loaded.
    Effect::new(move |_| {
        LAST.set(place.get());
        let [.., element] = place.get();
        if !element.is_empty() && pages.with(|pages| matches!(pages, Some(Some(_)))) {
            request_animation_frame(move || browser::unfold(&element));
        }
    });
    let listener = window_event_listener(ev::hashchange, move |_| {
        let Some(wanted) = named() else { return };
        let is_other = place.with_untracked(|here| here[..2] != wanted[..2]);
        place.set(wanted);
        if is_other {
            request_animation_frame(browser::to_top);
        }
    });
    on_cleanup(move || listener.remove());
    let head = move || {
        let title = pages.with(|pages| {
            let TaskPages { packed, .. } = pages.as_ref()?.as_ref()?;
            place.with(|[_, label, _]| condition::title(packed, label).map(str::to_owned))
        });
        let is_coming = pages.with(Option::is_none) && place.with(|[task, ..]| !task.is_empty());
        let heading = || if is_coming { String::new() } else { say(text::condition::heading()) };
        let (title, lead) = (title.unwrap_or_else(heading), say(text::condition::lead()));
        view! {
            <div>
                <h1 class="page__title">{title}</h1>
                <p class="page__lead">{lead}</p>
            </div>
        }
    };
    let planned = move || {
        let is_planned =
            pages.with(|pages| pages.as_ref().and_then(Option::as_ref).is_some_and(|pages| pages.is_planned));
        is_planned.then(|| {
            let said = say(text::condition::planned());
            view! { <p class="about__note" data-testid="about-planned">{said}</p> }
        })
    };
    let body = move || {
        let [task, label, _] = place.get();
        let reading = reading.get();
        pages.with(|pages| {
            // An address without a task leads to no page, and no connection helps.
            if task.is_empty() {
                return note(text::condition::unknown());
            }
            let Some(pages) = pages else { return note(text::condition::loading()) };
            let Some(TaskPages { language, packed, .. }) = pages else {
                return note(if has_pictures.get() { text::condition::sealed() } else { text::condition::failed() });
            };
            let html = condition::html(packed, [&task, &label], reading, &|message: &Message| say(message));
            let Some(html) = html else { return note(text::condition::unknown()) };
            let language = language.clone();
            view! { <div class="about" data-testid="about" lang=language inner_html=html></div> }.into_any()
        })
    };
    view! {
        <div class="about-page__parts">
            {head}
            <div>{levels(reading)}</div>
            {planned}
            {body}
        </div>
    }
}

/// The information about the labels of the task that the address names. Of one without a model the list of all models
/// is asked whether it is planned and leads to such pages; otherwise nothing more is requested.
async fn pages_of(task: &str) -> Option<TaskPages> {
    let is_planned = !browser::is_shipped(task);
    if is_planned {
        let (_, list) = browser::model_list().await?;
        let entries = CatalogueEntry::all(&list);
        let entry = entries.iter().find(|entry| entry.task == task)?;
        let has_pages = entry.of("label").iter().any(|[_, _, page, ..]| !page.is_empty());
        if entry.standing != EntryStanding::Planned || !has_pages {
            return None;
        }
    }
    let (language, packed) = browser::task_pages(task).await?;
    Some(TaskPages { language, packed, is_planned })
}

/// The two reading levels. The choice is stored, and applies to the other pages as well.
fn levels(reading: RwSignal<Reading>) -> AnyView {
    let option = move |level: Reading, name: String| {
        let on_choose = move |_| {
            browser::keep("reading", level.name());
            choose_reading(level.name());
            reading.set(level);
        };
        view! {
            <label class="segmented__option">
                <input
                    type="radio"
                    name="reading"
                    class="visually-hidden"
                    value=level.name()
                    prop:checked=move || reading.get() == level
                    on:change=on_choose
                />
                <span class="segmented__text">{name}</span>
            </label>
        }
    };
    view! {
        <fieldset class="reading-switch segmented">
            <legend class="visually-hidden">{say(text::page::reading())}</legend>
            {option(Reading::Patient, say(text::page::reading_patient()))}
            {option(Reading::Clinician, say(text::page::reading_clinician()))}
        </fieldset>
    }
    .into_any()
}

/// Why there is no text.
fn note(message: Message) -> AnyView {
    let said = say(message);
    view! { <p class="about__note" data-testid="about-note" role="status">{said}</p> }.into_any()
}

/// The page that the address names; none where it names another part of the site.
fn named() -> Option<[String; 3]> {
    let fragment = browser::fragment();
    let is_here = Route::from_fragment(&fragment) == Some(Route::About);
    is_here.then(|| condition::place(Route::part(&fragment).unwrap_or_default()))
}
