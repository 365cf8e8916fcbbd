//! What the browser keeps between visits: manifest and weights, in the Cache API.
//!
//! Everything here may fail without harm: private windows, insecure origins and full disks have
//! no cache, and then the model is fetched again.
//!
//! Invariant: keeps files of this website only, nothing of a picture.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheStorage, Request, Response};

/// Name of the cache; the number changes when entries are written differently.
const NAME: &str = "onsight-models-1";

/// An open cache.
#[derive(Debug)]
pub(super) struct Store {
    cache: Cache,
}

impl Store {
    /// `None` where the browser keeps nothing.
    pub(super) async fn open() -> Option<Self> {
        // Undefined on origins that are not secure, where the typed getter would give nonsense.
        let caches = Reflect::get(&js_sys::global(), &"caches".into()).ok().filter(JsValue::is_object)?;
        let caches = caches.dyn_into::<CacheStorage>().ok()?;
        let cache = JsFuture::from(caches.open(NAME)).await.ok()?.dyn_into().ok()?;
        Some(Self { cache })
    }

    /// What is kept under `key`.
    pub(super) async fn get(&self, key: &str) -> Option<Vec<u8>> {
        let response = JsFuture::from(self.cache.match_with_str(key)).await.ok()?.dyn_into::<Response>().ok()?;
        let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
        Some(Uint8Array::new(&buffer).to_vec())
    }

    /// Keeps `bytes` under `key`, in place of everything else in the same file's name.
    pub(super) async fn put(&self, key: &str, bytes: &[u8]) {
        let kept = async {
            let response = Response::new_with_opt_js_u8_array(Some(&Uint8Array::from(bytes)))?;
            JsFuture::from(self.cache.put_with_str(key, &response)).await
        };
        if kept.await.is_ok() {
            self.forget_others(key).await;
        }
    }

    /// Forgets what is kept under `key`.
    pub(super) async fn forget(&self, key: &str) {
        let _ = JsFuture::from(self.cache.delete_with_str(key)).await;
    }

    /// Forgets older versions: entries whose address differs in the query alone.
    async fn forget_others(&self, key: &str) {
        let Ok(keys) = JsFuture::from(self.cache.keys()).await else { return };
        for request in keys.unchecked_into::<Array>().iter().filter_map(|key| key.dyn_into::<Request>().ok()) {
            let url = request.url();
            if url != key && without_query(&url) == without_query(key) {
                self.forget(&url).await;
            }
        }
    }
}

fn without_query(url: &str) -> &str {
    url.split('?').next().unwrap_or(url)
}
