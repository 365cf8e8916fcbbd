//! Passkeys of this host, by the two functions that `guard.js` has saved from `navigator.credentials`.
//!
//! Invariant: a request contains nothing but the ids of passkeys that were made here, and goes to this device only.

use super::reflect::{call, get, object, text};
use js_sys::{Array, Promise, Uint8Array};
use protocol::PasskeyOutput;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Passkeys, as this browser has them for this page.
#[derive(Clone, Debug)]
pub struct DevicePasskeys(JsValue);

/// Why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasskeyRefusal {
    /// The visitor declined or let the request time out, or this device does not have the passkey: browsers do not say
    /// which.
    Cancelled,
    /// This device stores no passkeys for this page.
    NotSupported,
    /// Something else; the browser's name for it.
    Other(String),
}

impl DevicePasskeys {
    /// Takes them, once for the page's lifetime; `None` where the browser has none, another script has taken them, or
    /// the page is not served from a host name over https.
    #[must_use]
    pub fn take() -> Option<Self> {
        object(&js_sys::global(), "onsightPasskeys").map(Self)
    }

    /// Makes one. The device prompts the user, and may prompt again for the passkey's output.
    ///
    /// # Errors
    /// Why there is none; while a picture is open none is made.
    pub async fn make(&self) -> Result<PasskeyOutput, PasskeyRefusal> {
        self.asked("make", &[]).await
    }

    /// Requests the output of one of these, 1 to 8 of them.
    ///
    /// # Errors
    /// Why it was not given.
    pub async fn ask(&self, ids: &[Vec<u8>]) -> Result<PasskeyOutput, PasskeyRefusal> {
        let ids: Array = ids.iter().map(|id| JsValue::from(Uint8Array::from(id.as_slice()))).collect();
        self.asked("ask", &[ids.as_ref()]).await
    }

    async fn asked(&self, what: &str, arguments: &[&JsValue]) -> Result<PasskeyOutput, PasskeyRefusal> {
        let promise = call(&self.0, what, arguments).and_then(|asked| asked.dyn_into::<Promise>().ok());
        let given = JsFuture::from(promise.ok_or(PasskeyRefusal::NotSupported)?).await;
        let given = given.map_err(|error| refusal(text(&error, "name")))?;
        let bytes = |name| get(&given, name).dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec());
        let id = bytes("id").map_err(|_| PasskeyRefusal::NotSupported)?;
        // Missing where the passkey has no output: callers that need one check its length.
        Ok(PasskeyOutput { id, output: bytes("output").unwrap_or_else(|_| Vec::new()) })
    }
}

/// What the names of exceptions mean (Web Authentication Level 3, "Create a New Credential" and "Use an Existing Credential").
fn refusal(name: String) -> PasskeyRefusal {
    match name.as_str() {
        "NotAllowedError" | "AbortError" => PasskeyRefusal::Cancelled,
        "NotSupportedError" | "SecurityError" | "ConstraintError" => PasskeyRefusal::NotSupported,
        _ => PasskeyRefusal::Other(name),
    }
}
