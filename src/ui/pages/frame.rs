//! What stands around every page: head, navigation, notices, foot; and which page is shown.
//!
//! The line to the worker lives here, so that the cases outlive a look at another page.

use leptos::ev;
use leptos::prelude::*;

use super::link::Link;
use super::{Check, Classify, Device, Model, Storage, intake};
use crate::ui::components::{Footer, Header, Notice, Theme, UpdateNotice};
use crate::ui::session;
use crate::ui::state::{Reading, Route};
use crate::web;

/// The frame and the page in it.
#[component]
pub fn Frame() -> impl IntoView {
    let board = session().board;
    let route = session().route;
    session().reading.set(Reading::from_name(&web::kept("reading").unwrap_or_default()));
    follow_address(route);
    let link = Link::start(session());
    let dragging = intake::listen(link);
    let theme = RwSignal::new(Theme::from_name(&web::theme()));
    let on_theme = move |wanted: Theme| {
        web::keep_theme(wanted.name());
        theme.set(wanted);
    };
    let notice = Memo::new(move |_| board.read().notice.clone());
    let update = Memo::new(move |_| session().traffic.read().update);
    let has_cases = Memo::new(move |_| !board.read().cases.is_empty());
    let page = move || match route.get() {
        Route::Classify => view! { <Classify link dragging /> }.into_any(),
        Route::Model => view! { <Model /> }.into_any(),
        Route::Device => view! { <Device link /> }.into_any(),
        Route::Storage => view! { <Storage /> }.into_any(),
        Route::Check => view! { <Check link /> }.into_any(),
    };
    view! {
        <a class="skip-link" href="#main">"Skip to the content"</a>
        <Header theme on_theme route />
        <Notice text=notice on_dismiss=move |()| board.update(|board| board.notice = None) />
        <UpdateNotice update has_cases on_take=move |()| link.take_update() />
        {page}
        <Footer />
        <p class="visually-hidden" role="status">{move || board.read().announcement.clone()}</p>
    }
}

/// Keeps the route as the address says, and the keyboard at the top of a page that has just come.
fn follow_address(route: RwSignal<Route>) {
    let read = move || Route::from_fragment(&web::fragment());
    route.set(read().unwrap_or_default());
    let listener = window_event_listener(ev::hashchange, move |_| {
        if let Some(wanted) = read().filter(|wanted| *wanted != route.get_untracked()) {
            route.set(wanted);
            // After the new page stands in the document.
            request_animation_frame(web::to_top);
        }
    });
    on_cleanup(move || listener.remove());
}
