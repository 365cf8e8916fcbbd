//! Manifest and weights, from an earlier visit where possible, into a running engine.
//!
//! Invariant: the stored manifest always names weights that were stored completely; it is replaced last.

use super::fetch::{Fetch, Freshness};
use super::host::BrowserHost;
use super::parts::{Loaded, PartSource, no_model};
use super::reader_client::ReaderClient;
use super::store::Store;
use engine::{Choice, Engine, LocalBoxFuture, Manifest, ModalityClassifier, OpenGpu, steps};
use js_sys::{Reflect, global};
use network::{SingleThread, ThreadPool};
use protocol::{Event, Failure, FailureKind, LoadStage, ModelSource, NotKept, Pin};
use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use text::Message;

/// A manifest is some kilobytes; this only prevents a wrong response from filling the memory.
const MOST_MANIFEST_BYTES: u64 = 1 << 20;

/// Folder of the modality classifier under `models/`; it runs before every task's network.
const MODALITY: &str = "modality";

/// Which model is requested.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The page's folder, ending in `/`.
    pub(super) base_url: &'a str,
    /// Its folder under `models/`.
    pub(super) task: &'a str,
    pub(super) from: ModelSource,
    /// The manifests that are accepted.
    pub(super) manifests: &'a [Pin],
    /// Folders of the tasks that visitors can choose.
    pub(super) tasks: &'a [String],
}

/// A manifest and its text.
struct Named {
    manifest: Manifest,
    json: Vec<u8>,
}

/// A model in memory.
struct Files {
    named: Named,
    loaded: Loaded,
    /// Whether exactly this manifest is already stored.
    is_known: bool,
}

/// Loads the model of a task and the modality classifier from this source, and starts the engine with both: without the
/// modality classifier a picture of anything would get a class.
///
/// # Errors
/// Kind `network` when a file is neither stored nor available, `integrity` when the website has another model than the
/// page was built with; else the engine's error.
pub(super) async fn start(
    asked: Asked<'_>,
    choice: Choice,
    gpu: Option<OpenGpu>,
    helpers: Option<LocalBoxFuture<'static, (&'static dyn ThreadPool, Option<Message>)>>,
    reader: ReaderClient,
    post: &dyn Fn(&Event),
) -> Result<Engine, Failure> {
    refuse_other_origins(asked.base_url)?;
    let say = |stage, done, total| post(&Event::Loading { stage, done, total });
    // While both are being loaded the progress bar shows the model's.
    let is_here = Cell::new(false);
    let say_after = |stage, done, total| {
        if is_here.get() {
            say(stage, done, total);
        }
    };
    let store = Store::open().await;
    let [task_folder, modality_folder] = [asked.task, MODALITY].map(|name| format!("{}models/{name}/", asked.base_url));
    let pin = |name: &str| asked.manifests.iter().find(|pin| pin.folder == name).map(|pin| pin.sha256.as_str());
    let model =
        PartSource { folder: &task_folder, pin: pin(asked.task), from: asked.from, store: store.as_ref(), say: &say };
    let modality = PartSource { folder: &modality_folder, pin: pin(MODALITY), say: &say_after, ..model };

    say(LoadStage::Manifest, 0, 0);
    // The modality classifier is small: it is ready while the model is still loading over a slow line.
    let gate = async {
        let mut files = files(&modality).await?;
        let (pool, shortage) = match helpers {
            Some(helpers) => helpers.await,
            None => (&SingleThread as &dyn ThreadPool, None),
        };
        let browser = BrowserHost { gpu, pool, reader };
        let bytes = std::mem::take(&mut files.loaded.bytes);
        let classifier = ModalityClassifier::start(files.named.manifest.clone(), bytes, &browser).await?;
        let classifier = classifier.with_tasks(asked.tasks.to_vec());
        Ok((files, shortage, browser, classifier))
    };
    let loaded = async {
        let files = files(&model).await;
        is_here.set(true);
        files
    };
    let (mut model_files, (modality_files, shortage, browser, classifier)) = both(loaded, gate).await?;
    let choice = match shortage {
        Some(shortage) => Choice { reason: text::engine::and(choice.reason, shortage), ..choice },
        None => choice,
    };
    let manifest = model_files.named.manifest.clone();
    let mut on_loading = |stage, done, total| say(stage, done, total);
    let bytes = std::mem::take(&mut model_files.loaded.bytes);
    let started = Engine::start(manifest, bytes, choice, Box::new(browser), &mut on_loading).await?;
    let model_kept = keep(&model, &model_files).await;
    let modality_kept = keep(&modality, &modality_files).await;
    if let Err(why) = model_kept.and(modality_kept) {
        post(&Event::NotKept { why });
    }
    Ok(started.with_modality(classifier))
}

/// Does two things at once, and stops at the first that fails.
async fn both<A, B>(
    one: impl Future<Output = Result<A, Failure>>,
    other: impl Future<Output = Result<B, Failure>>,
) -> Result<(A, B), Failure> {
    let (mut one, mut other) = (pin!(one), pin!(other));
    let (mut first, mut second) = (None, None);
    poll_fn(move |context| {
        if first.is_none()
            && let Poll::Ready(done) = one.as_mut().poll(context)
        {
            first = Some(done?);
        }
        if second.is_none()
            && let Poll::Ready(done) = other.as_mut().poll(context)
        {
            second = Some(done?);
        }
        match (first.take(), second.take()) {
            (Some(first), Some(second)) => Poll::Ready(Ok((first, second))),
            waiting => {
                (first, second) = waiting;
                Poll::Pending
            }
        }
    })
    .await
}

/// The latest manifest with its weights; where that is not available, or not requested, those of the last visit. A page
/// that was built with a certain manifest accepts no other, and already has the latest once it has stored it.
///
/// # Errors
/// Kind `network` when a file is neither stored nor available, `integrity` when the server has another.
async fn files(source: &PartSource<'_>) -> Result<Files, Failure> {
    let address = source.manifest_address();
    let kept = match source.store {
        Some(store) => store.get(&address).await.and_then(|json| named(json, source.pin).ok()),
        None => None,
    };
    let kept = match (kept, source.from, source.pin) {
        (Some(named), ModelSource::Device, _) | (Some(named), ModelSource::Website, Some(_)) => {
            let loaded = source.load(&named.manifest.weights).await?;
            return Ok(Files { named, loaded, is_known: true });
        }
        (None, ModelSource::Device, _) => return Err(no_model(text::browser::not_kept())),
        (kept, ModelSource::Website, _) => kept,
    };
    let latest = fetched(source, &address).await;
    let is_known = latest.as_ref().is_ok_and(|latest| kept.as_ref().is_some_and(|kept| kept.json == latest.json));
    let loaded = async {
        let named = latest?;
        let loaded = source.load(&named.manifest.weights).await?;
        Ok::<Files, Failure>(Files { named, loaded, is_known })
    };
    match (loaded.await, kept.filter(|_| !is_known)) {
        (Err(first), Some(named)) => {
            let loaded = source.load(&named.manifest.weights).await.map_err(|_| first)?;
            Ok(Files { named, loaded, is_known: false })
        }
        (files, _) => files,
    }
}

/// The manifest that the website has; requested once more, bypassing every cache, where it is not the wanted one.
async fn fetched(source: &PartSource<'_>, address: &str) -> Result<Named, Failure> {
    let ask = async |freshness| {
        let json = Fetch::begin(address, freshness).finish(MOST_MANIFEST_BYTES, &|_| {}).await?;
        named(json, source.pin)
    };
    match ask(Freshness::Checked).await {
        // A log-in page answers with something other than a manifest.
        Err(failure) if failure.kind != FailureKind::Network => ask(Freshness::Anew).await,
        first => first,
    }
}

/// Stores the manifest of a model whose weights are stored, and deletes earlier ones, unless nothing has changed.
///
/// # Errors
/// Why it is not stored for the next visit.
async fn keep(source: &PartSource<'_>, files: &Files) -> Result<(), NotKept> {
    let address = source.manifest_address();
    files.loaded.kept?;
    if files.is_known {
        return Ok(());
    }
    if let Some(store) = source.store {
        store.put(&address, &files.named.json).await?;
    }
    source.forget_others(&files.named.manifest.weights, &address).await;
    Ok(())
}

fn named(json: Vec<u8>, pin: Option<&str>) -> Result<Named, Failure> {
    Ok(Named { manifest: steps::pinned_manifest_from_json(&json, pin)?, json })
}

/// The page gives the location of the models; it must have this worker's origin.
fn refuse_other_origins(base_url: &str) -> Result<(), Failure> {
    let origin =
        Reflect::get(&global(), &"origin".into()).ok().and_then(|origin| origin.as_string()).unwrap_or_default();
    let own = web_sys::Url::new(base_url).is_ok_and(|url| url.origin() == origin);
    if own { Ok(()) } else { Err(no_model(text::browser::elsewhere())) }
}
