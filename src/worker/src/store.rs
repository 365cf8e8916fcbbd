//! What the browser stores between visits: manifests and weights, in the Cache API.
//!
//! Everything here may fail without harm: private windows, insecure origins and full disks store nothing, and then the
//! model is fetched again.
//!
//! Invariant: stores files of this website only, nothing of a picture. Complete responses only, never a 206.

use browser::storage::CACHE;
use js_sys::{Array, Uint8Array};
use protocol::NotKept;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, DomException, Request, Response};

/// An open cache.
#[derive(Debug)]
pub(super) struct Store {
    cache: Cache,
}

impl Store {
    /// `None` where the browser stores nothing.
    pub(super) async fn open() -> Option<Self> {
        let cache = JsFuture::from(browser::caches()?.open(CACHE)).await.ok()?.unchecked_into();
        Some(Self { cache })
    }

    /// What is stored under `key`.
    pub(super) async fn get(&self, key: &str) -> Option<Vec<u8>> {
        Self::read(self.look(key)).await
    }

    /// Begins to look up `key`, to be read by [`Self::read`]: concurrent look-ups are faster than sequential ones.
    pub(super) fn look(&self, key: &str) -> JsFuture {
        JsFuture::from(self.cache.match_with_str(key))
    }

    /// What was found.
    pub(super) async fn read(found: JsFuture) -> Option<Vec<u8>> {
        let response = found.await.ok()?.dyn_into::<Response>().ok()?;
        let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
        Some(Uint8Array::new(&buffer).to_vec())
    }

    /// Stores `bytes` under `key`.
    ///
    /// # Errors
    /// `Full` when the browser has no more storage, `Refused` for any other error.
    pub(super) async fn put(&self, key: &str, bytes: &[u8]) -> Result<(), NotKept> {
        let kept = async {
            let response = Response::new_with_opt_js_u8_array(Some(&Uint8Array::from(bytes)))?;
            JsFuture::from(self.cache.put_with_str(key, &response)).await
        };
        let why = |thrown: JsValue| match thrown.dyn_ref::<DomException>().map(DomException::name).as_deref() {
            Some("QuotaExceededError") => NotKept::Full,
            _ => NotKept::Refused,
        };
        kept.await.map(drop).map_err(why)
    }

    /// Deletes what is stored under `key`.
    pub(super) async fn forget(&self, key: &str) {
        let _ = JsFuture::from(self.cache.delete_with_str(key)).await;
    }

    /// Deletes everything in a folder except these keys, and except subfolders, which hold earlier versions.
    pub(super) async fn forget_others(&self, folder: &str, keys: &[String]) {
        let Ok(all) = JsFuture::from(self.cache.keys()).await else { return };
        for request in all.unchecked_into::<Array>().iter().filter_map(|key| key.dyn_into::<Request>().ok()) {
            let url = request.url();
            let is_own = url.strip_prefix(folder).is_some_and(|file| !file.contains('/'));
            if is_own && !keys.contains(&url) {
                self.forget(&url).await;
            }
        }
    }
}
