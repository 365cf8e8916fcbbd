//! The bridge between the page and what writes reports, through an event of the window. Neither knows the other's code.
//!
//! What the page knows of the model is handed on as the worker sent it: packing it anew would be code in the page.
//!
//! Invariant: what of it stands in a file, and whether there is one, is chosen on the other side; nothing is read here.

use super::viewer_bridge::dispatch;
use super::{PickedFile, wire};
use js_sys::{Array, Uint8Array};
use protocol::{Bitmap, Event, Finding, Gating, ModelReport, SliceAddress};
use std::cell::RefCell;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, CustomEvent};

/// The page asks for a report. `start.js` loads what writes it at the first one.
const REPORT: &str = "onsight-reports";

thread_local! {
    /// The latest message of a worker that a model is ready.
    static READY: RefCell<JsValue> = const { RefCell::new(JsValue::NULL) };
}

/// Keeps a message of a worker where it tells of the model.
pub(super) fn note_model(event: &Event, message: JsValue) {
    if matches!(event, Event::Ready { .. }) {
        READY.set(message);
    }
}

/// An answer that a report is to be made of.
#[derive(Clone, Debug)]
pub struct GivenAnswer {
    /// What was found.
    pub finding: Finding,
    /// The original as it is shown; without pixels where it was let go.
    pub original: Bitmap,
    /// What the network saw.
    pub model_input: Bitmap,
    /// The model that answered; `None` where another one runs by now.
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

/// Asks for a report of a finding, with the original, what the network saw, and the file where there is one. `is_drawn`
/// where the picture is a drawing of this website.
pub fn save_report(
    finding: &Finding,
    pictures: [&Bitmap; 2],
    task: &str,
    reading: &str,
    is_drawn: bool,
    file: Option<&PickedFile>,
) {
    let Ok(packed) = postcard::to_stdvec(finding) else { return };
    let model = READY.with_borrow(JsValue::clone);
    let list = Array::of4(&Uint8Array::from(packed.as_slice()), &model, &task.into(), &reading.into());
    for picture in pictures {
        let pixels = Uint8Array::from(picture.rgba.as_slice());
        list.push(&Array::of3(&picture.width.into(), &picture.height.into(), &pixels));
    }
    list.push(&is_drawn.into());
    if let Some(file) = file {
        let frame = match file.slice() {
            None => Some(0),
            Some(SliceAddress::Frame { frame, .. }) => Some(frame),
            Some(SliceAddress::Cut { .. }) => None,
        };
        list.push(file.blob());
        list.push(&file.name().into());
        list.push(&frame.into());
    }
    dispatch(REPORT, &list);
}

/// Listens to the page for its whole life.
pub fn on_report(take: impl Fn(GivenAnswer) + 'static) {
    let listener = Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| {
        let list: Option<Array> = event.detail().dyn_into().ok();
        if let Some(given) = list.and_then(|list| given(&list)) {
            take(given);
        }
    });
    if let Some(window) = web_sys::window()
        && window.add_event_listener_with_callback(REPORT, listener.as_ref().unchecked_ref()).is_ok()
    {
        listener.forget();
    }
}

fn given(list: &Array) -> Option<GivenAnswer> {
    let packed: Uint8Array = list.get(0).dyn_into().ok()?;
    let finding: Finding = postcard::from_bytes(&packed.to_vec()).ok()?;
    let model = match wire::unpack::<Event>(&list.get(1)) {
        Ok((Event::Ready { model, .. }, _)) => Some(model),
        _ => None,
    };
    let text = |at: u32| list.get(at).as_string().unwrap_or_default();
    let blob: Option<Blob> = list.get(7).dyn_into().ok();
    Some(GivenAnswer {
        original: bitmap(&list.get(4))?,
        model_input: bitmap(&list.get(5))?,
        model: model.filter(|model| model.identity() == finding.provenance.model),
        task: text(2),
        reading: text(3),
        is_drawn: list.get(6).is_truthy(),
        file: blob.map(|blob| PickedFile::new(text(8), blob, Gating::Stop)),
        frame: whole(&list.get(9)),
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
