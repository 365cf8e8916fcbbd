//! What the browser stores for this website: listed, counted, deleted. The worker's `store` writes it.
//!
//! Invariant: only the models of this page's own folder are listed and deleted; the page's code and
//! the visitor's settings are left alone.

use super::page::base_url;
use super::reflect::{call, get, made, number, object, text};
use super::surroundings::caches;
use js_sys::{Array, JSON, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Cache, Request, Response, StorageManager};

/// The cache of the models; the number changes when entries are written differently. The service worker writes to it
/// what a visitor requests while a picture is open (`public/sw.js`).
pub const CACHE: &str = "onsight-models-1";

/// What is stored of one model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CachedModel {
    /// Its folder under `models/`: the name of its task, followed for an earlier version by a slash and the version.
    pub task: String,
    /// Version and bytes of all its weights, from its manifest, which is stored once all of it is.
    pub whole: Option<(String, u64)>,
    /// Parts of its weights.
    pub parts: u32,
    /// Bytes of those.
    pub bytes: u64,
}

/// How much storage there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Space {
    /// Bytes that this website uses, as the browser counts them.
    pub used: u64,
    /// Bytes it may use.
    pub quota: u64,
}

/// Every model that is stored, complete or in part; `None` where the browser stores nothing.
pub async fn kept_models() -> Option<Vec<CachedModel>> {
    let cache = open().await?;
    let mut models: Vec<CachedModel> = Vec::new();
    for request in keys(&cache).await {
        let url = request.url();
        let Some((task, file)) = task_and_file(&url) else { continue };
        let Some(blob) = blob_of(&cache, &request).await else { continue };
        let at = models.iter().position(|model| model.task == task).unwrap_or(models.len());
        if at == models.len() {
            models.push(CachedModel { task, whole: None, parts: 0, bytes: 0 });
        }
        let Some(model) = models.get_mut(at) else { continue };
        if file == "manifest.json" {
            let json = JsFuture::from(blob.text()).await.ok().and_then(|text| text.as_string()).unwrap_or_default();
            // By the browser's own parser, which adds no bytes to the bundle.
            let manifest = JSON::parse(&json).unwrap_or_default();
            let bytes = number(&get(&manifest, "weights"), "bytes");
            model.whole = (bytes > 0.0).then(|| (text(&manifest, "version"), whole(bytes)));
        } else {
            model.parts += 1;
            model.bytes += whole(blob.size());
        }
    }
    models.sort_by(|a, b| a.task.cmp(&b.task));
    Some(models)
}

/// Whether a model is stored completely: its manifest is the last of its files to be stored. One look-up, whatever else
/// is stored.
pub async fn keeps_model(task: &str) -> bool {
    kept_manifest(task).await.is_some()
}

/// The manifest of a model, where it is stored. Looking it up creates no cache.
pub(super) async fn kept_manifest(task: &str) -> Option<Blob> {
    let address = JsValue::from_str(&format!("{}models/{task}/manifest.json", base_url()));
    let options = made(&[("cacheName", CACHE.into()), ("ignoreSearch", true.into())]);
    let found = call(caches()?.as_ref(), "match", &[&address, &options])?.dyn_into::<Promise>().ok()?;
    let response: Response = JsFuture::from(found).await.ok()?.dyn_into().ok()?;
    JsFuture::from(response.blob().ok()?).await.ok()?.dyn_into().ok()
}

/// Deletes what is stored of a model.
pub async fn delete_model(task: &str) {
    let Some(cache) = open().await else { return };
    for request in keys(&cache).await {
        if task_and_file(&request.url()).is_some_and(|(found, _)| found == task) {
            let _ = JsFuture::from(cache.delete_with_request(&request)).await;
        }
    }
}

/// How much storage there is; `None` where the browser does not say.
pub async fn space() -> Option<Space> {
    let estimate = JsFuture::from(manager()?.estimate().ok()?).await.ok()?;
    let found = |name: &str| get(&estimate, name).as_f64().map(whole);
    Some(Space { used: found("usage")?, quota: found("quota")? })
}

/// Whether the browser has promised not to clear this website's storage by itself.
pub async fn is_persisted() -> Option<bool> {
    settled(manager()?.persisted().ok()?).await
}

/// Asks the browser for that promise. Some prompt the visitor, some decide by themselves.
pub async fn persist() -> Option<bool> {
    settled(manager()?.persist().ok()?).await
}

async fn settled(promise: Promise) -> Option<bool> {
    JsFuture::from(promise).await.ok()?.as_bool()
}

async fn open() -> Option<Cache> {
    JsFuture::from(caches()?.open(CACHE)).await.ok().map(JsValue::unchecked_into)
}

async fn keys(cache: &Cache) -> Vec<Request> {
    let Ok(keys) = JsFuture::from(cache.keys()).await else { return Vec::new() };
    keys.unchecked_into::<Array>().iter().filter_map(|key| key.dyn_into().ok()).collect()
}

/// The bytes as the browser holds them: their size is known without reading them.
async fn blob_of(cache: &Cache, request: &Request) -> Option<Blob> {
    let response: Response = JsFuture::from(cache.match_with_request(request)).await.ok()?.dyn_into().ok()?;
    JsFuture::from(response.blob().ok()?).await.ok()?.dyn_into().ok()
}

fn manager() -> Option<StorageManager> {
    // Undefined on origins that are not secure; a room's has no DOM type.
    object(&web_sys::window()?.navigator(), "storage").map(JsValue::unchecked_into)
}

/// The folder and the name of a file, by its address in this page's own folder of models.
fn task_and_file(url: &str) -> Option<(String, String)> {
    let inside = url.strip_prefix(&base_url())?.strip_prefix("models/")?;
    let (task, file) = inside.split('?').next()?.rsplit_once('/')?;
    Some((task.to_owned(), file.to_owned()))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of bytes")]
fn whole(bytes: f64) -> u64 {
    bytes.max(0.0) as u64
}
