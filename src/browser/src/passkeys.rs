//! Passkeys of this host, by the two functions that `guard.js` has kept of `navigator.credentials`.
//!
//! Invariant: nothing goes into a question but the ids of passkeys that were made here, and nobody is asked but this device.

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
    /// The visitor said no or let the time pass, or this device does not have the passkey: browsers do not tell which.
    Cancelled,
    /// This device keeps no passkeys for this page.
    NotSupported,
    /// Something else; the browser's name for it.
    Other(String),
}

impl DevicePasskeys {
    /// Takes them, once for the page's life; `None` where the browser has none, another script has taken them, or the page is
    /// not at the name of a host over https.
    #[must_use]
    pub fn take() -> Option<Self> {
        object(&js_sys::global(), "onsightPasskeys").map(Self)
    }

    /// Makes one. The device asks whoever is there, and may ask again for what the passkey gives.
    ///
    /// # Errors
    /// Why there is none; while a picture is open none is made.
    pub async fn make(&self) -> Result<PasskeyOutput, PasskeyRefusal> {
        self.asked("make", &[]).await
    }

    /// Asks for what one of these gives, 1 to 8 of them.
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
        // Missing where the passkey has no output: whoever needs one looks at its length.
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
