//! How a message crosses the worker boundary: `[postcard bytes, picture?]`, both as buffers that are transferred, not
//! copied. A picture may also be a file that has not been read yet.

use super::failure;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use protocol::{Failure, MAX_FILE_BYTES};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DedicatedWorkerGlobalScope};

/// A message as `postMessage` takes it.
#[derive(Debug)]
pub struct PackedMessage {
    /// The message.
    pub message: JsValue,
    /// The buffers that are transferred with it.
    pub transfer: JsValue,
}

/// The payload of a worker's answer.
#[derive(Clone, Debug)]
pub enum Beside {
    /// Nothing.
    Nothing,
    /// Samples, in a buffer that is transferred.
    Samples(ArrayBuffer),
    /// A file, which is read by the receiver when it needs the bytes.
    File(Blob),
}

impl From<JsValue> for Beside {
    fn from(beside: JsValue) -> Self {
        match beside.dyn_into::<ArrayBuffer>() {
            Ok(samples) => Self::Samples(samples),
            Err(other) => other.dyn_into::<Blob>().map_or(Self::Nothing, Self::File),
        }
    }
}

/// Makes a message ready to post; `picture` is transferred with it and is empty here afterwards.
///
/// # Errors
/// Kind `worker`, when the message cannot be written (the types of `protocol` always can).
pub fn pack(message: &impl Serialize, picture: Option<ArrayBuffer>) -> Result<PackedMessage, Failure> {
    let bytes = postcard::to_stdvec(message).map_err(broken)?;
    let envelope = Uint8Array::from(bytes.as_slice());
    let (parts, transfer) = (Array::of1(&envelope), Array::of1(&envelope.buffer()));
    if let Some(picture) = picture {
        parts.push(&picture);
        transfer.push(&picture);
    }
    Ok(PackedMessage { message: parts.into(), transfer: transfer.into() })
}

/// The same with a file, whose bytes the other side reads. Its name stays here.
///
/// # Errors
/// Like [`pack`], and kind `unreadable` when the browser has lost the file.
pub fn pack_with_file(message: &impl Serialize, file: &Blob) -> Result<PackedMessage, Failure> {
    let nameless = file.slice().map_err(|why| failure::unreadable(failure::said(&why)))?;
    let packed = pack(message, None)?;
    packed.message.unchecked_ref::<Array>().push(&nameless);
    Ok(packed)
}

/// Posts a message from a worker to the page that started it, with its payload.
pub fn post(scope: &DedicatedWorkerGlobalScope, message: &impl Serialize, beside: Beside) {
    let packed = match beside {
        Beside::Nothing => pack(message, None),
        Beside::Samples(samples) => pack(message, Some(samples)),
        Beside::File(file) => pack_with_file(message, &file),
    };
    // The types of `protocol` can always be serialised; a closed port has no listener.
    if let Ok(packed) = packed {
        let _ = scope.post_message_with_transfer(&packed.message, &packed.transfer);
    }
}

/// Whether a message is empty: the loader of a worker sends one each second until the worker itself sends messages.
#[must_use]
pub fn is_empty(data: &JsValue) -> bool {
    let envelope = data.dyn_ref::<Array>().and_then(|parts| parts.get(0).dyn_into::<Uint8Array>().ok());
    envelope.is_some_and(|envelope| envelope.length() == 0)
}

/// Reads what [`pack`] wrote on the other side.
///
/// # Errors
/// Kind `worker`, when it is something else, as from a worker of another build.
pub fn unpack<T: DeserializeOwned>(data: &JsValue) -> Result<(T, Option<ArrayBuffer>), Failure> {
    unpack_any(data).map(|(message, beside)| (message, beside.dyn_into().ok()))
}

/// Reads what [`pack`] or [`pack_with_file`] wrote; the message is followed by a buffer, a file or nothing.
///
/// # Errors
/// Like [`unpack`].
pub fn unpack_any<T: DeserializeOwned>(data: &JsValue) -> Result<(T, JsValue), Failure> {
    let parts = data.dyn_ref::<Array>().ok_or_else(unknown)?;
    let envelope = parts.get(0).dyn_into::<Uint8Array>().map_err(|_| unknown())?;
    let message = postcard::from_bytes(&envelope.to_vec()).map_err(broken)?;
    Ok((message, parts.get(1)))
}

/// The bytes of a message's payload.
///
/// # Errors
/// Kind `too_large` before anything is read; `unreadable` when the file is gone or locked.
pub async fn bytes(beside: &JsValue) -> Result<Vec<u8>, Failure> {
    let Some(file) = beside.dyn_ref::<Blob>() else { return Ok(Uint8Array::new(beside).to_vec()) };
    let found = file.size() as u64;
    if found > MAX_FILE_BYTES {
        return Err(failure::too_large(found));
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|why| failure::unreadable(failure::said(&why)))?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn unknown() -> Failure {
    failure::worker(text::browser::unknown_message())
}

/// The library's error for a message that it cannot write or read.
fn broken(error: postcard::Error) -> Failure {
    failure::worker(text::failure::said(error.to_string()))
}
