//! What the model of a task calls the task and its classes, in English, from its manifest.
//!
//! Invariant: network requests are made only while they are allowed.

use super::PickedFile;
use super::reflect::{get, text};
use super::storage::kept_manifest;
use super::surroundings::network_is_closed;
use js_sys::{JSON, Object};
use protocol::Gating;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// What a task is called, the version of its model, and label, name and headline of each class, the latter two perhaps
/// empty; `None` where its manifest is neither stored here nor available now.
pub async fn class_words(task: &str) -> Option<(String, String, Vec<[String; 3]>)> {
    let manifest = match kept_manifest(task).await {
        Some(manifest) => manifest,
        None => from_host(task).await?,
    };
    let json = JsFuture::from(manifest.text()).await.ok()?.as_string()?;
    let parsed = JSON::parse(&json).ok()?;
    let words = get(&parsed, "text");
    let classes = get(&words, "classes").dyn_into::<Object>().ok()?;
    let class = |label: String| {
        let class = get(&classes, &label);
        let [name, headline] = ["name", "headline"].map(|field| text(&class, field));
        [label, name, headline]
    };
    let labels = Object::keys(&classes);
    let classes: Vec<[String; 3]> = labels.iter().filter_map(|label| label.as_string()).map(class).collect();
    Some((text(&words, "name"), text(&parsed, "version"), classes))
}

async fn from_host(task: &str) -> Option<Blob> {
    if network_is_closed() {
        return None;
    }
    let path = format!("models/{task}/manifest.json");
    let file = PickedFile::from_site("manifest.json", &path, Gating::Stop).await.ok()?;
    Some(file.blob().clone())
}
