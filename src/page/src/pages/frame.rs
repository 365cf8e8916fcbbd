//! The frame of every page: header, navigation, notices, footer; and which page is shown.
//!
//! The worker's controller lives here, so that the cases outlive a visit to another page.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::controller::Controller;
use super::{CataloguePlace, Check, Classify, Device, Model, Storage, intake};
use crate::components::{AskAgain, Footer, Header, LanguageSwitch, Notice, Theme, UpdateNotice};
use crate::inert::inert;
use crate::language::{changes, say};
use crate::session;
use crate::signals::effect;
use crate::state::{Reading, Route};
use browser::catalogue_bridge::CataloguePage;

/// The frame and the page in it.
#[component]
pub fn Frame() -> impl IntoView {
    let board = session().board;
    let route = session().route;
    session().reading.set(Reading::from_name(&browser::kept("reading").unwrap_or_default()));
    follow_address(route);
    let controller = Controller::start(session());
    let dragging = intake::listen(controller);
    let theme = RwSignal::new(Theme::from_name(&browser::theme()));
    let on_theme = move |wanted: Theme| {
        browser::keep_theme(wanted.name());
        theme.set(wanted);
    };
    let traffic = session().traffic;
    let notice = Signal::derive(move || board.read().notice.as_ref().map(say));
    let update = Signal::derive(move || traffic.read().update);
    let has_cases = Signal::derive(move || !board.read().cases.is_empty());
    let asked = RwSignal::new(None);
    let on_brand = move |event: ev::MouseEvent| {
        let count = board.with_untracked(|board| board.cases.len());
        if count > 0 {
            event.prevent_default();
            asked.set(Some(count));
        }
    };
    // For the page's whole lifetime.
    window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" {
            asked.set(None);
        }
    });
    let start_again = move |()| {
        asked.set(None);
        controller.remove_all();
        browser::go(Route::Classify.fragment());
        browser::to_top();
    };
    ask_before_leaving(controller);
    let page = move || {
        changes();
        match route.get() {
            Route::Classify => view! { <Classify controller dragging /> }.into_any(),
            Route::Model => view! { <Model /> }.into_any(),
            Route::Device => view! { <Device controller /> }.into_any(),
            Route::Storage => view! { <Storage /> }.into_any(),
            Route::Check => view! { <Check controller /> }.into_any(),
            Route::About => view! { <CataloguePlace page=CataloguePage::Condition /> }.into_any(),
            Route::Models => view! { <CataloguePlace page=CataloguePage::List /> }.into_any(),
        }
    };
    // Like the page: rebuilt in another language. Cases, focus and the list of languages are not.
    let head = move || {
        changes();
        view! {
            {inert(r##"<a class="skip-link" href="#main">{}</a>"##, &[text::page::skip()])}
            <Header theme on_theme route on_brand />
            <AskAgain pictures=asked on_keep=move |()| asked.set(None) on_close=start_again />
            <Notice text=notice on_dismiss=move |()| board.update(|board| board.notice = None) />
            <UpdateNotice update has_cases on_take=move |()| controller.take_update() />
        }
    };
    let foot = move || {
        changes();
        view! { <Footer /> }
    };
    let (spoken, is_refused) = (RwSignal::new(browser::language()), RwSignal::new(false));
    let on_choose = move |tag: String| {
        spawn_local(async move {
            is_refused.set(!browser::speak(&tag).await);
            spoken.set(browser::language());
        });
    };
    view! {
        {head}
        {page}
        {foot}
        <LanguageSwitch languages=browser::languages() spoken is_refused on_choose />
        <p class="visually-hidden" role="status">{move || board.read().announcement.as_ref().map(say)}</p>
    }
}

/// Has the browser ask before a reload or another address closes open pictures.
fn ask_before_leaving(controller: Controller) {
    let listener = window_event_listener(ev::beforeunload, move |event| {
        if controller.has_pictures() {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

/// Keeps the route in step with the address, and the keyboard focus at the top of a page that was just shown. Going
/// back to a page restores its scroll position.
fn follow_address(route: RwSignal<Route>) {
    let read = move || Route::from_fragment(&browser::fragment());
    route.set(read().unwrap_or_default());
    browser::begin_history();
    // In the language of the page, also after it changes.
    effect(move || browser::set_title(&say(route.get().title())));
    let heights = StoredValue::new([0.0; Route::ALL.len()]);
    let place = |of: Route| Route::ALL.iter().position(|route| *route == of);
    let scrolled = window_event_listener(ev::scroll, move |_| {
        heights.update_value(|heights| {
            if let Some(height) = place(route.get_untracked()).and_then(|at| heights.get_mut(at)) {
                *height = browser::height();
            }
        });
    });
    let listener = window_event_listener(ev::hashchange, move |_| {
        let is_return = browser::is_return();
        if let Some(wanted) = read().filter(|wanted| *wanted != route.get_untracked()) {
            let height = heights.with_value(|heights| place(wanted).and_then(|at| heights.get(at)).copied());
            route.set(wanted);
            // After the new page is in the document.
            request_animation_frame(move || browser::to_height(height.filter(|_| is_return).unwrap_or_default()));
        }
    });
    on_cleanup(move || {
        listener.remove();
        scrolled.remove();
    });
}
