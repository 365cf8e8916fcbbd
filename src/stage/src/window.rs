//! The browser functions of the light box: files from the page and back, its dialog, sizes, pointers.

use browser::viewer_bridge::{LOOK, dispatch};
use browser::{history, offer, slice_for_event};
use js_sys::{Array, Uint8Array};
use protocol::{Failure, SliceAddress};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, CustomEvent, Element, EventTarget, File, FilePropertyBag, HtmlDialogElement};

/// The light box has closed.
const CLOSED: &str = "onsight-look-closed";
/// The light box could open none of the files it was given: the failure, as postcard.
const FAILED: &str = "onsight-look-failed";
/// The light box hands a slice over to be classified, and its origin.
const CLASSIFY: &str = "onsight-classify";
/// Marks the history entry that "back" leaves to close the light box.
const ENTRY: &str = "light-box";

/// Names and handles of files, as the page hands them over: their content is not read here.
#[derive(Clone, Debug)]
pub struct Handed(Array);

impl Handed {
    pub(super) fn list(&self) -> &JsValue {
        self.0.as_ref()
    }

    /// Whether a single file was handed over, and it is this one.
    #[must_use]
    pub fn is_only(&self, made: &MadeFile) -> bool {
        let first: Option<Array> = self.0.get(0).dyn_into().ok();
        self.0.length() == 1 && first.is_some_and(|pair| pair.get(1) == JsValue::from(made.0.clone()))
    }
}

/// A file, as the browser's handle: its content is not read here.
pub type FileHandle = Blob;

/// A file that the light box has handed to the page.
#[derive(Clone, Debug)]
pub struct MadeFile(File);

/// Listens to the page for its whole lifetime.
pub fn on_handed(take: impl Fn(Handed) + 'static) {
    let listener = Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| {
        if let Ok(list) = event.detail().dyn_into::<Array>() {
            take(Handed(list));
        }
    });
    if let Some(window) = web_sys::window()
        && window.add_event_listener_with_callback(LOOK, listener.as_ref().unchecked_ref()).is_ok()
    {
        listener.forget();
    }
}

/// Hands a file to the page under its own name, with its origin in words, to classify a slice of it, or
/// all of an ordinary picture. Nothing of it is read or copied. `None` when the browser makes no file.
pub fn hand_to_page(name: &str, origin: &str, file: &Blob, slice: Option<SliceAddress>) -> Option<MadeFile> {
    let file = File::new_with_blob_sequence(&Array::of1(file), name).ok()?;
    dispatch(CLASSIFY, &slice_for_event(&file, origin, slice, None));
    Some(MadeFile(file))
}

/// Hands a picture that was made here, a PNG file, to the page under a name of its own, with where it comes from in words, to
/// ask the model of a task. `None` when the browser makes no file.
pub fn hand_picture_to_page(name: &str, origin: &str, png: &[u8], task: &str) -> Option<MadeFile> {
    let bytes = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(png))).ok()?;
    let options = FilePropertyBag::new();
    options.set_type("image/png");
    let file = File::new_with_blob_sequence_and_options(&Array::of1(&bytes), name, &options).ok()?;
    dispatch(CLASSIFY, &slice_for_event(&file, origin, None, Some(task)));
    Some(MadeFile(file))
}

/// Tells the page that none of the files it handed over could be opened, and why.
pub fn tell_failed(failure: &Failure) {
    if let Ok(packed) = postcard::to_stdvec(failure) {
        dispatch(FAILED, &Uint8Array::from(packed.as_slice()));
    }
}

/// Adds a history entry, so that "back" closes what is open and does not leave the page.
pub fn enter_history() {
    history::push(ENTRY);
}

/// Removes that entry, unless the visitor has gone back already.
pub fn leave_history() {
    if history::state().as_deref() == Some(ENTRY) {
        history::back();
    }
}

/// Calls back, for the page's whole lifetime, when the visitor goes back or forth.
pub fn on_back(tell: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(tell);
    let window = web_sys::window();
    if window
        .is_some_and(|to| to.add_event_listener_with_callback("popstate", listener.as_ref().unchecked_ref()).is_ok())
    {
        listener.forget();
    }
}

/// Tells the page that the light box has closed.
pub fn tell_closed() {
    dispatch(CLOSED, &JsValue::NULL);
}

/// Offers a file to be saved. Returns whether the browser took it.
pub fn save_file(name: &str, media_type: &str, file: &Blob) -> bool {
    let offered = || {
        let options = FilePropertyBag::new();
        options.set_type(media_type);
        let file = File::new_with_blob_sequence_and_options(&Array::of1(file), name, &options).ok()?;
        offer(name, &file)
    };
    offered().is_some()
}

/// Offers a text to be saved. Returns whether the browser took it.
pub fn save_text(name: &str, text: &str) -> bool {
    let made = Blob::new_with_str_sequence(&Array::of1(&JsValue::from_str(text)));
    made.is_ok_and(|made| save_file(name, "text/plain", &made))
}

/// Shows a dialog above everything else; the page behind it can neither be read by screen readers nor be reached.
pub fn open_dialog(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        // Fails only for an element outside of the document.
        let _ = dialog.show_modal();
    }
}

/// Closes it; the keyboard focus goes back to where it was.
pub fn close_dialog(dialog: &HtmlDialogElement) {
    dialog.close();
}

/// Device pixels per CSS pixel.
#[must_use]
pub fn pixel_ratio() -> f64 {
    web_sys::window().map_or(1.0, |window| window.device_pixel_ratio()).max(0.1)
}

/// Whether this device requests reduced motion.
#[must_use]
pub fn reduces_motion() -> bool {
    let query = || web_sys::window()?.match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    query().is_some_and(|query| query.matches())
}

/// Calls back with the size of an element in device pixels, now and whenever it changes, until this is dropped.
#[derive(Debug)]
pub struct Observed {
    observer: web_sys::ResizeObserver,
    _listener: Closure<dyn Fn()>,
}

/// Observes an element; `None` in a browser that cannot.
pub fn observe_size(element: &Element, tell: impl Fn(u32, u32) + 'static) -> Option<Observed> {
    let watched = element.clone();
    let listener = Closure::<dyn Fn()>::new(move || {
        let (bounds, ratio) = (watched.get_bounding_client_rect(), pixel_ratio());
        tell((bounds.width() * ratio).round() as u32, (bounds.height() * ratio).round() as u32);
    });
    let observer = web_sys::ResizeObserver::new(listener.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some(Observed { observer, _listener: listener })
}

impl Drop for Observed {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Captures a pointer's events on an element while it is pressed.
pub fn capture(element: &Element, pointer: i32) {
    let _ = element.set_pointer_capture(pointer);
}

/// Releases a captured pointer.
pub fn release(element: &Element, pointer: i32) {
    let _ = element.release_pointer_capture(pointer);
}

/// Calls back once when a canvas loses its WebGL context, as when a device sleeps.
pub fn on_lost(canvas: &EventTarget, tell: impl FnOnce() + 'static) {
    let listener = Closure::once_into_js(tell);
    let _ = canvas.add_event_listener_with_callback("webglcontextlost", listener.unchecked_ref());
}

/// A position in the window, as given by events, relative to an element, in device pixels.
#[must_use]
pub fn point_on(element: &Element, x: i32, y: i32) -> (f64, f64) {
    let (bounds, ratio) = (element.get_bounding_client_rect(), pixel_ratio());
    ((f64::from(x) - bounds.left()) * ratio, (f64::from(y) - bounds.top()) * ratio)
}

/// Whether a key was pressed in an element that matches a selector.
#[must_use]
pub fn pressed_in(event: &web_sys::KeyboardEvent, selector: &str) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.matches(selector).unwrap_or_default())
}
