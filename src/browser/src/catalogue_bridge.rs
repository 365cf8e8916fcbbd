//! The bridge between the page and the program that lists all models and shows the measurements of one and the
//! information about a label, through events of the window. Neither knows the other's code.
//!
//! Invariant: only names of tasks and reading levels, a number, and what a worker reported about a model are exchanged;
//! nothing of a picture.

use super::clock::within_ms;
use super::reflect::get;
use super::report_bridge::{model_in, ready_message};
use super::viewer_bridge::dispatch;
use js_sys::{Array, Function, Promise, Reflect};
use protocol::ModelReport;
use std::sync::Arc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CustomEvent, Event, HtmlElement};

/// The page has mounted the container. `start.js` loads the bundle at the first such event.
const SHOWN: &str = "onsight-models";
/// The container was removed.
const LEFT: &str = "onsight-models-left";
/// The visitor wants another model to answer; carries the task.
const CHOSEN: &str = "onsight-models-chosen";
/// The visitor wants the open pictures closed; carries the callback for when they are.
const CLOSE: &str = "onsight-models-close";
/// The visitor wants another reading level; carries its name.
const READING: &str = "onsight-models-reading";
/// The latest state from the page; null without a container. An event would carry the state from when loading began.
const TOLD: &str = "onsightModels";
/// Id of the container.
const PLACE: &str = "catalogue";
/// Timeout for closing the pictures, in milliseconds.
const CLOSE_MS: u32 = 10_000;

/// The page to show in the container.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CataloguePage {
    /// Every model.
    #[default]
    List,
    /// What is known of the label that the address names.
    Condition,
    /// Everything that was measured of a model.
    Model,
}

/// The pages, each at the index that its number gives.
const PAGES: [CataloguePage; 3] = [CataloguePage::List, CataloguePage::Condition, CataloguePage::Model];

/// What the page reports about this visit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OpenSession {
    /// What is to be shown.
    pub page: CataloguePage,
    /// The task whose model answers; on the page about a model, the task of that one.
    pub task: String,
    /// That model, on the page about it; `None` on the others, and before it is ready.
    pub model: Option<Arc<ModelReport>>,
    /// Pictures that are open.
    pub pictures: u32,
    /// Name of the reading level.
    pub reading: String,
}

/// Tells the program that its container is shown, or that its state has changed, with the contents of [`OpenSession`].
pub fn show_catalogue(page: CataloguePage, task: &str, pictures: u32, reading: &str) {
    let place = (page as u32).into();
    tell(SHOWN, &Array::of5(&place, &task.into(), &pictures.into(), &reading.into(), &ready_message(task)));
}

/// Tells it that the container was removed.
pub fn leave_catalogue() {
    tell(LEFT, &JsValue::NULL);
}

fn tell(event: &str, told: &JsValue) {
    if Reflect::set(&js_sys::global(), &TOLD.into(), told).is_ok() {
        dispatch(event, &JsValue::NULL);
    }
}

/// Listens to the page for its whole lifetime: the container and the page's state, or the container's removal.
pub fn on_catalogue(take: impl Fn(Option<(HtmlElement, OpenSession)>) + 'static) {
    let listener = Closure::<dyn Fn()>::new(move || {
        // The visitor may have left before the bundle was loaded: then there is no such element.
        let place = || {
            let place = web_sys::window()?.document()?.get_element_by_id(PLACE)?;
            place.dyn_into::<HtmlElement>().ok()
        };
        let told = get(&js_sys::global(), TOLD).dyn_into::<Array>().ok().map(|told| open_session(&told));
        take(told.and_then(|told| Some((place()?, told))));
    });
    if let Some(window) = web_sys::window() {
        for name in [SHOWN, LEFT] {
            let _ = window.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        }
        listener.forget();
    }
}

/// The state that [`show_catalogue`] sent.
fn open_session(told: &Array) -> OpenSession {
    let number = |at: u32| whole(told.get(at).as_f64().unwrap_or_default());
    let text = |at: u32| told.get(at).as_string().unwrap_or_default();
    let page = PAGES.get(number(0) as usize).copied().unwrap_or_default();
    let model = (page == CataloguePage::Model).then(|| model_in(&told.get(4))).flatten().map(Arc::new);
    OpenSession { page, task: text(1), model, pictures: number(2), reading: text(3) }
}

/// Asks the page for another model.
pub fn choose_task(task: &str) {
    dispatch(CHOSEN, &task.into());
}

/// Asks the page for another reading level, also for its other pages.
pub fn choose_reading(level: &str) {
    dispatch(READING, &level.into());
}

/// The task or the reading level that an event asks for.
#[must_use]
pub fn name_from_event(event: &Event) -> Option<String> {
    event.dyn_ref::<CustomEvent>()?.detail().as_string()
}

/// Asks the page to close every picture; returns when network requests are allowed, or after a timeout of some seconds.
pub async fn close_pictures() {
    let closed = Promise::new(&mut |resolve, _| dispatch(CLOSE, &resolve));
    within_ms(CLOSE_MS, JsFuture::from(closed)).await;
}

/// Calls back once every picture is closed.
pub fn tell_closed(event: &Event) {
    let asked = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().dyn_into::<Function>().ok());
    if let Some(resolve) = asked {
        let _ = resolve.call0(&JsValue::UNDEFINED);
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page, a number of pictures")]
fn whole(count: f64) -> u32 {
    count.max(0.0) as u32
}
