//! What is known of a label in general, and from where. The pages of a task come when one of them is opened, and stay then.
//!
//! Nothing of a picture or an answer is said here: the address names the page, and whoever opens it by a link reads the same.

use std::cell::RefCell;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::INTRO;
use crate::components::ReadingSwitch;
use crate::condition;
use crate::inert::{inert, inert_texts};
use crate::language::say;
use crate::session;
use crate::signals::{effect, memo};
use crate::state::{Reading, Route};
use shipped_tasks::tasks;
use text::Message;

thread_local! {
    /// Where the page was last: the link that skips to the content leaves the page as it is, and takes its address away.
    static LAST: RefCell<[String; 3]> = RefCell::default();
}

/// The page.
#[component]
pub fn About() -> impl IntoView {
    let (board, reading) = (session().board, session().reading);
    let place = RwSignal::new(named().unwrap_or_else(|| LAST.with_borrow(Clone::clone)));
    // Language and text; none as long as they are on their way, or where they did not come.
    let pages = RwSignal::new(None::<Option<(String, String)>>);
    let task = memo(move || place.with(|[task, ..]| task.clone()));
    let has_pictures = memo(move || !board.read().cases.is_empty());
    effect(move || {
        // What is not fetched while a picture is open is afterwards.
        has_pictures.track();
        let task = task.get();
        spawn_local(async move {
            let is_shipped = tasks().any(|known| known.folder == task);
            let found = if is_shipped { browser::task_pages(&task).await } else { None };
            let _ = pages.try_set(Some(found));
        });
    });
    // A source that the address names is shown, at once or as soon as it is here.
    effect(move || {
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
    let on_reading = move |level: Reading| {
        browser::keep("reading", level.name());
        reading.set(level);
    };
    let head = move || {
        let title = pages.with(|pages| {
            let (_, packed) = pages.as_ref()?.as_ref()?;
            place.with(|[_, label, _]| condition::title(packed, label).map(str::to_owned))
        });
        inert_texts(INTRO, &[&title.unwrap_or_default(), &say(text::condition::lead())])
    };
    let body = move || {
        let [task, label, _] = place.get();
        let reading = reading.get();
        pages.with(|pages| {
            let Some(pages) = pages else { return note(text::condition::loading()) };
            let Some((language, packed)) = pages else {
                return note(if has_pictures.get() { text::condition::sealed() } else { text::condition::failed() });
            };
            let html = condition::html(packed, [&task, &label], reading, &|message: &Message| say(message));
            let Some(html) = html else { return note(text::condition::unknown()) };
            let language = language.clone();
            view! { <div class="about" data-testid="about" lang=language inner_html=html></div> }.into_any()
        })
    };
    view! {
        <main class="page about-page" id="main" tabindex="-1">
            {head}
            <div>
                <ReadingSwitch reading on_choose=on_reading />
            </div>
            {body}
        </main>
    }
}

/// Why there is nothing to read.
fn note(message: Message) -> AnyView {
    inert(r#"<p class="about__note" data-testid="about-note" role="status">{}</p>"#, &[message])
}

/// The page that the address names; none where it names another part of the site.
fn named() -> Option<[String; 3]> {
    let fragment = browser::fragment();
    let is_here = Route::from_fragment(&fragment) == Some(Route::About);
    is_here.then(|| condition::place(Route::part(&fragment).unwrap_or_default()))
}
