//! The reader's side: a separate worker that opens the formats which the others do not handle.
//!
//! DICOM, NIfTI and the rare picture formats need more code than the CPU worker itself and few visitors have them, so
//! they are a separate bundle, which a worker starts when a file needs it. A decoder that fails on a hostile file takes
//! only the reader with it.
//!
//! Invariant: no file is held longer than its request takes.

mod session;

use browser::failure;
use browser::wire::{self, Beside};
use imaging::{Picture, Pixels};
use js_sys::{ArrayBuffer, Uint8Array};
use protocol::{Failure, PROTOCOL_VERSION, PictureHead, ReaderEvent, ReaderRequest, SampleKind, VIEWER_READER};
use reading::{LIMITS, wording};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent};

/// Runs this worker until its creator terminates it.
pub fn run() {
    console_error_panic_hook::set_once();
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    if scope.name() == VIEWER_READER {
        return session::serve(scope);
    }
    let to = scope.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        let (event, samples) = match answer(&message) {
            Ok((head, samples)) => (ReaderEvent::Decoded { head }, Some(samples)),
            Err(failure) => (ReaderEvent::Failed { failure }, None),
        };
        post(&to, &event, samples);
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It listens for the lifetime of the worker.
    on_message.forget();
    post(&scope, &ReaderEvent::Hello { protocol: PROTOCOL_VERSION }, None);
}

fn answer(message: &MessageEvent) -> Result<(PictureHead, ArrayBuffer), Failure> {
    let (ReaderRequest::Decode { windowing, slice }, file) = wire::unpack_any::<ReaderRequest>(&message.data())?;
    let (bytes, windowing) = (bytes(&file)?, windowing.as_ref());
    let picture = match slice {
        Some(slice) => reading::open_slice(&bytes, slice, windowing)?,
        None => reading::open_with(&bytes, windowing)?,
    };
    Ok(parts(&picture))
}

/// The bytes of a file transferred with a request: those of a buffer, or of the browser's handle. Read at once, so that
/// any error with them is reported for the message that requested them.
fn bytes(file: &JsValue) -> Result<Vec<u8>, Failure> {
    let buffer = match (file.dyn_ref::<ArrayBuffer>(), file.dyn_ref::<Blob>()) {
        (Some(buffer), _) => buffer.clone(),
        (None, Some(file)) => {
            let size = file.size() as u64;
            if size > LIMITS.bytes {
                return Err(wording::too_large(size, LIMITS.bytes));
            }
            let read = FileReaderSync::new().and_then(|reader| reader.read_as_array_buffer(file));
            read.map_err(|why| failure::unreadable(failure::said(&why)))?
        }
        (None, None) => return Err(failure::worker(text::browser::reader_no_file())),
    };
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// A picture as it is transferred to another worker.
fn parts(picture: &Picture) -> (PictureHead, ArrayBuffer) {
    let image = &picture.image;
    let (samples, bytes) = match image.pixels() {
        Pixels::Grey8(values) => (SampleKind::Grey8, Uint8Array::from(values.as_slice())),
        Pixels::Rgb8(values) => (SampleKind::Rgb8, Uint8Array::from(values.as_slice())),
        // WebAssembly is little-endian, like the message.
        Pixels::Grey16(values) => {
            let words = js_sys::Uint16Array::from(values.as_slice());
            (SampleKind::Grey16, Uint8Array::new(&words.buffer()))
        }
    };
    let head = PictureHead {
        width: image.width(),
        height: image.height(),
        samples,
        format: picture.format.name().into(),
        orientation: picture.orientation,
        warnings: picture.warnings.clone(),
        described: picture.described.to_line(),
        millimetres: picture.plane.millimetres,
        directions: picture.plane.directions,
    };
    (head, bytes.buffer().unchecked_into())
}

fn post(scope: &DedicatedWorkerGlobalScope, event: &ReaderEvent, samples: Option<ArrayBuffer>) {
    wire::post(scope, event, samples.map_or(Beside::Nothing, Beside::Samples));
}
