//! Manifest and weights, from an earlier visit where possible, into a running engine.

use super::fetch::{Freshness, fetch};
use super::host::Browser;
use super::store::Store;
use crate::engine::{Choice, Engine, EngineError, Manifest, OpenDevice, steps};
use crate::protocol::{Event, Failure, LoadStage};
use crate::web::failure;
use js_sys::{Reflect, global};

/// A manifest is some kilobytes; this only keeps a wrong answer from filling the memory.
const MOST_MANIFEST_BYTES: u64 = 1 << 20;
/// Progress is told in steps of this share of the whole.
const STEPS: u64 = 100;

/// Loads the model of `task` and starts the engine.
///
/// # Errors
/// Kind `network` when a file is neither kept nor to be had; else what the engine says.
pub(super) async fn start(
    base_url: &str,
    task: &str,
    choice: Choice,
    gpu: Option<OpenDevice>,
    post: &dyn Fn(&Event),
) -> Result<Engine, Failure> {
    refuse_other_origins(base_url)?;
    let say = |stage, done, total| post(&Event::Loading { stage, done, total });
    let store = Store::open().await;
    let folder = format!("{base_url}models/{task}/");
    say(LoadStage::Manifest, 0, 0);
    let manifest = manifest(&format!("{folder}manifest.json"), store.as_ref()).await?;
    let url = format!("{folder}{}", manifest.weights.file);
    let key = format!("{url}?sha256={}", manifest.weights.sha256);

    let engine = |weights: Vec<u8>| {
        let (manifest, choice) = (manifest.clone(), choice.clone());
        async move {
            let mut on_loading = |stage, done, total| say(stage, done, total);
            let started = Engine::start(manifest, &weights, choice, Box::new(Browser { gpu }), &mut on_loading).await;
            started.map(|engine| (engine, weights))
        }
    };
    let mut freshness = Freshness::Any;
    if let Some(store) = &store {
        say(LoadStage::Stored, 0, manifest.weights.bytes);
        if let Some(kept) = store.get(&key).await {
            match engine(kept).await {
                Ok((engine, _)) => return Ok(engine),
                Err(EngineError::Integrity { .. }) => store.forget(&key).await,
                Err(error) => return Err(error.into()),
            }
        }
    }
    loop {
        let weights = download(&url, freshness, manifest.weights.bytes, &say).await?;
        match engine(weights).await {
            Ok((engine, weights)) => {
                if let Some(store) = store {
                    wasm_bindgen_futures::spawn_local(async move { store.put(&key, &weights).await });
                }
                return Ok(engine);
            }
            // The HTTP cache may hold an older file under the same name.
            Err(EngineError::Integrity { .. }) if freshness == Freshness::Any => freshness = Freshness::Anew,
            Err(error) => return Err(error.into()),
        }
    }
}

/// The manifest as the server has it now, else as it was at the last visit.
async fn manifest(url: &str, store: Option<&Store>) -> Result<Manifest, Failure> {
    let fetched = match fetch(url, Freshness::Checked, MOST_MANIFEST_BYTES, &|_| {}).await {
        Ok(json) => steps::manifest_from_json(&json).map(|manifest| (manifest, json)).map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    match (fetched, store) {
        (Ok((manifest, json)), Some(store)) => {
            store.put(url, &json).await;
            Ok(manifest)
        }
        (Ok((manifest, _)), None) => Ok(manifest),
        // A page that asks for a log-in answers with something else than a manifest; that counts as offline.
        (Err(failure), Some(store)) => {
            let kept = store.get(url).await.and_then(|json| steps::manifest_from_json(&json).ok());
            kept.ok_or(failure)
        }
        (Err(failure), None) => Err(failure),
    }
}

async fn download(
    url: &str,
    freshness: Freshness,
    total: u64,
    say: &dyn Fn(LoadStage, u64, u64),
) -> Result<Vec<u8>, Failure> {
    say(LoadStage::Download, 0, total);
    let told = std::cell::Cell::new(0);
    let on_bytes = |done: u64| {
        let step = done * STEPS / total.max(1);
        if told.replace(step) != step {
            say(LoadStage::Download, done, total);
        }
    };
    fetch(url, freshness, total, &on_bytes).await
}

/// The page says where the models lie; it must be where this worker comes from.
fn refuse_other_origins(base_url: &str) -> Result<(), Failure> {
    let origin =
        Reflect::get(&global(), &"origin".into()).ok().and_then(|origin| origin.as_string()).unwrap_or_default();
    let own = web_sys::Url::new(base_url).is_ok_and(|url| url.origin() == origin);
    if own { Ok(()) } else { Err(failure::network("the model", "it does not lie on this website")) }
}
