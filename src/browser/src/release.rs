//! What the publisher of this program has signed; the check itself is `public/release.js`, loaded on request.
//!
//! Invariant: sends requests to this website only, and only when it is called.

use super::reflect::{call, text};
use super::service_worker::KeptFile;
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The result of the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedRelease {
    /// `unsigned`, `missing`, `unable`, `forged`, `signed`; anything else where it could not be made.
    pub state: String,
    /// The publisher's key as this copy was built with it; empty where it is unsigned.
    pub key: String,
    /// SHA-256 of the signed list, in hex; empty where it could not be loaded.
    pub sums: String,
    /// Files that differ from the signed list, with commas between.
    pub other: String,
}

/// Compares the files that are stored on this device with the list that the publisher signed. `None` where the script
/// that does it cannot be loaded.
pub async fn check_release(kept: &[KeptFile]) -> Option<SignedRelease> {
    let list: String = kept.iter().flat_map(|file| [file.sha256.as_str(), "  ", file.path.as_str(), "\n"]).collect();
    let asked = call(&js_sys::global(), "onsightRelease", &[&JsValue::from_str(&list)])?.dyn_into::<Promise>().ok()?;
    let found = JsFuture::from(asked).await.ok()?;
    let [state, key, sums, other] = ["state", "key", "sums", "other"].map(|name| text(&found, name));
    Some(SignedRelease { state, key, sums, other })
}
