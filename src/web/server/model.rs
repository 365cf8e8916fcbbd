//! Manifest and weights, from an earlier visit where possible, into a running engine.
//!
//! Invariant: the kept manifest always names weights that were kept whole; it is replaced last.

use super::fetch::{Fetch, Freshness};
use super::host::Browser;
use super::parts::Source;
use super::store::Store;
use crate::engine::{Choice, Engine, Manifest, OpenGpu, steps};
use crate::protocol::{Event, Failure, LoadStage};
use crate::web::failure;
use js_sys::{Reflect, global};

/// A manifest is some kilobytes; this only keeps a wrong answer from filling the memory.
const MOST_MANIFEST_BYTES: u64 = 1 << 20;

/// A manifest and its text.
struct Named {
    manifest: Manifest,
    json: Vec<u8>,
}

/// Loads the model of `task` and starts the engine.
///
/// # Errors
/// Kind `network` when a file is neither kept nor to be had; else what the engine says.
pub(super) async fn start(
    base_url: &str,
    task: &str,
    choice: Choice,
    gpu: Option<OpenGpu>,
    post: &dyn Fn(&Event),
) -> Result<Engine, Failure> {
    refuse_other_origins(base_url)?;
    let say = |stage, done, total| post(&Event::Loading { stage, done, total });
    let store = Store::open().await;
    let folder = format!("{base_url}models/{task}/");
    let address = format!("{folder}manifest.json");
    let source = Source { folder: &folder, store: store.as_ref(), say: &say };

    say(LoadStage::Manifest, 0, 0);
    let latest = Fetch::begin(&address, Freshness::Checked).finish(MOST_MANIFEST_BYTES, &|_| {}).await;
    // A page that asks for a log-in answers with something else than a manifest; that counts as offline.
    let latest = latest.and_then(named);
    let kept = match &store {
        Some(store) => store.get(&address).await.and_then(|json| named(json).ok()),
        None => None,
    };
    // Where the latest model cannot be had, the one of the last visit will do.
    let other = kept.filter(|kept| latest.as_ref().is_ok_and(|latest| latest.json != kept.json) || latest.is_err());
    let (mut chosen, mut loaded) = match latest {
        Ok(latest) => {
            let loaded = source.load(&latest.manifest.weights).await;
            (Some(latest), loaded)
        }
        Err(failure) => (None, Err(failure)),
    };
    if let (Err(first), Some(other)) = (&loaded, other) {
        let first = first.clone();
        loaded = source.load(&other.manifest.weights).await.map_err(|_| first);
        chosen = Some(other);
    }
    let (loaded, Some(Named { manifest, json })) = (loaded?, chosen) else {
        return Err(failure::network("the model", "it has no description"));
    };

    let weights = manifest.weights.clone();
    let mut on_loading = |stage, done, total| say(stage, done, total);
    let started = Engine::start(manifest, &loaded.bytes, choice, Box::new(Browser { gpu }), &mut on_loading).await?;
    let mut kept = loaded.kept;
    if let (Ok(()), Some(store)) = (kept, &store) {
        kept = store.put(&address, &json).await;
    }
    match kept {
        Ok(()) => source.forget_others(&weights, &address).await,
        Err(why) => post(&Event::NotKept { why }),
    }
    Ok(started)
}

fn named(json: Vec<u8>) -> Result<Named, Failure> {
    Ok(Named { manifest: steps::manifest_from_json(&json)?, json })
}

/// The page says where the models lie; it must be where this worker comes from.
fn refuse_other_origins(base_url: &str) -> Result<(), Failure> {
    let origin =
        Reflect::get(&global(), &"origin".into()).ok().and_then(|origin| origin.as_string()).unwrap_or_default();
    let own = web_sys::Url::new(base_url).is_ok_and(|url| url.origin() == origin);
    if own { Ok(()) } else { Err(failure::network("the model", "it does not lie on this website")) }
}
