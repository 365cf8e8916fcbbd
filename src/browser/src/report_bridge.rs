//! The bridge between the page and what writes reports, through an event of the window. Neither knows the other's code.
//!
//! What the page knows of the model is passed on as the worker sent it: packing it again would add code to the page.
//!
//! A capsule is opened by the same side: the page hands it over, and sends it answers as long as it waits for them. The
//! comparison of models receives the displayed answer in the same way, once.
//!
//! Invariant: what of it goes into a file, and whether there is one, is decided on the other side; nothing is read
//! here.

use super::reflect::get;
use super::viewer_bridge::dispatch;
use super::{PickedFile, wire};
use js_sys::{Array, Reflect, Uint8Array};
use protocol::{Bitmap, Event, Finding, Gating, ModelReport, SliceAddress};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, CustomEvent};

/// The page asks for a report. `start.js` loads what writes it at the first one.
const REPORT: &str = "onsight-reports";
/// The page sends an answer to the capsule that waits for one.
const ANSWER: &str = "onsight-capsule-answer";
/// The capsule, or the comparison of models, requests the answer that the page shows.
const ASK: &str = "onsight-capsule";
/// What the answer is sent as instead while something else asks for it: at a window the listeners are called in the order in
/// which they came, so one that comes later cannot keep the answer from a capsule.
const ASKED_AS: &str = "onsightAnswerTo";
/// The name of it.
const SHOWN: &str = "onsight-shown-answer";
/// Whether a capsule waits.
const WAITS: &str = "onsightCapsule";

thread_local! {
    /// For each task, the latest message of a worker that its model is ready.
    static READY: RefCell<Vec<(String, JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// Keeps a message of a worker where it describes the model.
pub(super) fn note_model(event: &Event, message: JsValue) {
    if let Event::Ready { model, .. } = event {
        READY.with_borrow_mut(|ready| {
            ready.retain(|(task, _)| *task != model.task);
            ready.push((model.task.clone(), message));
        });
    }
}

/// The latest message of a worker that the model of a task is ready; null before there is one.
pub(super) fn ready_message(task: &str) -> JsValue {
    READY.with_borrow(|ready| {
        let own = ready.iter().find(|(of, _)| of == task);
        own.map_or(JsValue::NULL, |(_, message)| message.clone())
    })
}

/// The model that such a message describes.
pub(super) fn model_in(message: &JsValue) -> Option<ModelReport> {
    match wire::unpack::<Event>(message) {
        Ok((Event::Ready { model, .. }, _)) => Some(model),
        _ => None,
    }
}

/// An answer for which a report is to be made.
#[derive(Clone, Debug)]
pub struct GivenAnswer {
    /// What was found.
    pub finding: Finding,
    /// The original as it is shown; without pixels where they were released.
    pub original: Bitmap,
    /// What the network saw.
    pub model_input: Bitmap,
    /// The model that answered; `None` where another version of it is running by now.
    pub model: Option<ModelReport>,
    /// What the task is called in English.
    pub task: String,
    /// For whom the page is written: the name of a reading level.
    pub reading: String,
    /// Whether the picture is one of this website's own drawings, and shows no patient.
    pub is_drawn: bool,
    /// The picture's file.
    pub file: Option<PickedFile>,
    /// Which frame of it was answered, counted from 0; `None` for a slice of a volume.
    pub frame: Option<u32>,
}

/// What an answer is given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenFor {
    /// A report is to be saved.
    Report,
    /// A capsule is to be compared with it.
    Capsule,
}

/// What the page requests.
#[derive(Clone, Debug)]
pub enum ReportAsk {
    /// A report of this answer.
    Save(Box<GivenAnswer>),
    /// This capsule, which is to be read.
    Open(PickedFile),
    /// The capsule that was read compared with this answer.
    Compare(Box<GivenAnswer>),
}

/// Opens a file that is marked as a capsule.
pub fn open_capsule(file: &PickedFile) {
    dispatch(REPORT, file.blob().as_ref());
}

/// Whether a capsule waits for answers.
#[must_use]
pub fn capsule_waits() -> bool {
    get(&js_sys::global(), WAITS).is_truthy()
}

/// Makes the page send every answer from now on, and the one that it shows now, to [`on_report`]; or stops that.
pub fn wait_for_answers(waits: bool) {
    // A property of the window can always be set.
    let _ = Reflect::set(&js_sys::global(), &WAITS.into(), &waits.into());
    if waits {
        dispatch(ASK, &JsValue::NULL);
    }
}

/// The answer that the page shows now; `None` where it shows none. A capsule that waits for answers is not given it: nobody
/// has asked for that.
#[must_use]
pub fn shown_answer() -> Option<GivenAnswer> {
    given(&shown()?)
}

/// The original of the answer that the page shows now, as it is shown; `None` where that is an answer of another finding, or its
/// picture was let go.
#[must_use]
pub fn shown_picture(finding: &Finding) -> Option<Bitmap> {
    let detail = shown()?;
    let list: &Array = detail.dyn_ref()?;
    let packed: Uint8Array = list.get(0).dyn_into().ok()?;
    // It is packed first, with how its file is to be read behind it.
    let is_of_it = packed.to_vec().starts_with(&postcard::to_stdvec(finding).ok()?);
    bitmap(&list.get(4)).filter(|picture| is_of_it && !picture.rgba.is_empty())
}

/// What the page gives of the answer that it shows now.
fn shown() -> Option<JsValue> {
    let window = web_sys::window()?;
    let found = Rc::new(RefCell::new(None));
    let kept = Rc::clone(&found);
    let listener = Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| {
        kept.replace(Some(event.detail()));
    });
    let hear = listener.as_ref().unchecked_ref();
    window.add_event_listener_with_callback(SHOWN, hear).ok()?;
    // A property of the window can always be set.
    let _ = Reflect::set(&window, &ASKED_AS.into(), &SHOWN.into());
    // It is sent before this returns, where there is one.
    dispatch(ASK, &JsValue::NULL);
    let _ = Reflect::set(&window, &ASKED_AS.into(), &JsValue::NULL);
    let _ = window.remove_event_listener_with_callback(SHOWN, hear);
    found.take()
}

/// Gives an answer for a report or a capsule: a finding, with the original, what the network saw, and the file where there is
/// one. `is_drawn` where the picture is a drawing of this website.
pub fn give_answer(
    finding: &Finding,
    pictures: [&Bitmap; 2],
    task: &str,
    reading: &str,
    is_drawn: bool,
    file: Option<&PickedFile>,
    given_for: GivenFor,
) {
    let how = file.map(|file| (file.slice(), file.gating()));
    let Ok(packed) = postcard::to_stdvec(&(finding, how)) else { return };
    let model = ready_message(&finding.provenance.model.task);
    let list = Array::of4(&Uint8Array::from(packed.as_slice()), &model, &task.into(), &reading.into());
    for picture in pictures {
        let pixels = Uint8Array::from(picture.rgba.as_slice());
        list.push(&Array::of3(&picture.width.into(), &picture.height.into(), &pixels));
    }
    list.push(&is_drawn.into());
    if let Some(file) = file {
        list.push(file.blob());
        list.push(&file.name().into());
    }
    let asked_as = get(&js_sys::global(), ASKED_AS).as_string();
    let answer = asked_as.as_deref().unwrap_or(ANSWER);
    dispatch(if given_for == GivenFor::Report { REPORT } else { answer }, &list);
}

/// Listens to the page for its whole lifetime.
pub fn on_report(take: impl Fn(ReportAsk) + 'static) {
    let take = Rc::new(take);
    let first = Rc::clone(&take);
    listen(REPORT, move |detail| match detail.dyn_into::<Blob>() {
        Ok(blob) => first(ReportAsk::Open(PickedFile::nameless(blob))),
        Err(detail) => {
            if let Some(given) = given(&detail) {
                first(ReportAsk::Save(Box::new(given)));
            }
        }
    });
    listen(ANSWER, move |detail| {
        if let Some(given) = given(&detail) {
            take(ReportAsk::Compare(Box::new(given)));
        }
    });
}

fn listen(name: &str, hear: impl Fn(JsValue) + 'static) {
    let listener = Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| hear(event.detail()));
    if let Some(window) = web_sys::window()
        && window.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref()).is_ok()
    {
        listener.forget();
    }
}

fn given(detail: &JsValue) -> Option<GivenAnswer> {
    let list: &Array = detail.dyn_ref()?;
    let packed: Uint8Array = list.get(0).dyn_into().ok()?;
    let (finding, how): (Finding, Option<(Option<SliceAddress>, Gating)>) =
        postcard::from_bytes(&packed.to_vec()).ok()?;
    let model = model_in(&list.get(1));
    let text = |at: u32| list.get(at).as_string().unwrap_or_default();
    let blob: Option<Blob> = list.get(7).dyn_into().ok();
    let frame = how.and_then(|(slice, _)| match slice {
        None => Some(0),
        Some(SliceAddress::Frame { frame, .. }) => Some(frame),
        Some(SliceAddress::Cut { .. }) => None,
    });
    let (slice, gating) = how.unwrap_or_default();
    Some(GivenAnswer {
        original: bitmap(&list.get(4))?,
        model_input: bitmap(&list.get(5))?,
        model: model.filter(|model| model.identity() == finding.provenance.model),
        task: text(2),
        reading: text(3),
        is_drawn: list.get(6).is_truthy(),
        file: blob.map(|blob| PickedFile::new(text(8), blob, gating).with_slice(slice)),
        frame,
        finding,
    })
}

fn bitmap(picture: &JsValue) -> Option<Bitmap> {
    let parts: &Array = picture.dyn_ref()?;
    let pixels: Uint8Array = parts.get(2).dyn_into().ok()?;
    Some(Bitmap { width: whole(&parts.get(0))?, height: whole(&parts.get(1))?, rgba: pixels.to_vec() })
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "columns, rows, a frame")]
fn whole(number: &JsValue) -> Option<u32> {
    number.as_f64().map(|number| number.max(0.0) as u32)
}
