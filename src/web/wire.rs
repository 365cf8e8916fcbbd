//! How a message crosses the worker boundary: `[postcard bytes, picture?]`, both as buffers that
//! are handed over, not copied.

use super::failure;
use crate::protocol::Failure;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};

/// A message as `postMessage` takes it.
#[derive(Debug)]
pub struct Packed {
    /// The message.
    pub message: JsValue,
    /// The buffers that change hands with it.
    pub transfer: JsValue,
}

/// Makes a message ready to post; `picture` travels beside it and is empty here afterwards.
///
/// # Errors
/// Kind `worker`, when the message cannot be written (the types of `protocol` always can).
pub fn pack(message: &impl Serialize, picture: Option<ArrayBuffer>) -> Result<Packed, Failure> {
    let bytes = postcard::to_stdvec(message).map_err(|error| failure::worker(&error.to_string()))?;
    let envelope = Uint8Array::from(bytes.as_slice());
    let (parts, transfer) = (Array::of1(&envelope), Array::of1(&envelope.buffer()));
    if let Some(picture) = picture {
        parts.push(&picture);
        transfer.push(&picture);
    }
    Ok(Packed { message: parts.into(), transfer: transfer.into() })
}

/// Reads what [`pack`] wrote on the other side.
///
/// # Errors
/// Kind `worker`, when it is something else, as from a worker of another build.
pub fn unpack<T: DeserializeOwned>(data: &JsValue) -> Result<(T, Option<ArrayBuffer>), Failure> {
    let parts = data.dyn_ref::<Array>().ok_or_else(|| failure::worker("it sent something unknown"))?;
    let envelope = parts.get(0).dyn_into::<Uint8Array>().map_err(|_| failure::worker("it sent something unknown"))?;
    let message = postcard::from_bytes(&envelope.to_vec()).map_err(|error| failure::worker(&error.to_string()))?;
    Ok((message, parts.get(1).dyn_into().ok()))
}
