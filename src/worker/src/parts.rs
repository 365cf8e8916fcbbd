//! Assembles the weights from their chunks: stored ones, and the rest over the network.
//!
//! Each part is verified when it arrives and when it is read, and stored as soon as it has arrived,
//! so an interrupted download resumes where it stopped, in this tab or in the next.
//!
//! The chunks are written to one buffer for the whole file, since the memory of a WebAssembly module never shrinks.
//!
//! Invariant: what does not match the hash in the manifest is neither returned nor stored.

use super::fetch::{Fetch, Freshness};
use super::lock::{self, Turn};
use super::store::Store;
use browser::{clock, failure};
use engine::{Chunk, EngineError, OtherWeights, WeightsFile};
use protocol::{Failure, FailureKind, LoadStage, ModelSource, NotKept};
use std::cell::Cell;
use std::collections::VecDeque;
use std::ops::Range;
use text::Message;

/// Concurrent requests, so that a connection with a high latency is not idle between two parts.
const AT_ONCE: usize = 3;
/// How often another tab's download is checked, in milliseconds.
const LOOK_EVERY_MS: u32 = 400;
/// Checks without a new part after which this tab fetches for itself: half a minute.
const LOOKS_ALLOWED: u32 = 75;

/// Source and storage of the parts.
pub(super) struct PartSource<'a> {
    /// Address of the model's folder, ending in `/`.
    pub(super) folder: &'a str,
    /// SHA-256 that its manifest must have; `None` accepts any.
    pub(super) pin: Option<&'a str>,
    /// Whether network requests are allowed.
    pub(super) from: ModelSource,
    /// `None` where the browser stores nothing.
    pub(super) store: Option<&'a Store>,
    /// Receives stage, bytes done, bytes in total.
    pub(super) say: &'a dyn Fn(LoadStage, u64, u64),
}

/// The whole file, and whether all its parts are stored for the next visit.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) bytes: Vec<u8>,
    pub(super) kept: Result<(), NotKept>,
}

/// One part being loaded.
struct WeightsPart {
    chunk: Chunk,
    url: String,
    key: String,
    /// Its offset in the file.
    at: usize,
    is_here: bool,
    is_kept: bool,
}

impl PartSource<'_> {
    /// Address of the model's manifest, and the key under which it is stored.
    pub(super) fn manifest_address(&self) -> String {
        format!("{}manifest.json", self.folder)
    }

    /// Loads a weights file.
    ///
    /// # Errors
    /// Kind `network` when a part is neither stored nor available, `integrity` when the server has another.
    pub(super) async fn load(&self, weights: &WeightsFile) -> Result<Loaded, Failure> {
        let (mut parts, mut whole) = (Vec::new(), Vec::new());
        let mut length = 0;
        for chunk in weights.parts() {
            let at = length;
            length += usize::try_from(chunk.bytes).unwrap_or(usize::MAX / 2);
            parts.push(self.part(chunk, at));
        }
        whole.try_reserve_exact(length).map_err(|_| failure::worker(text::browser::no_room()))?;
        whole.resize(length, 0);
        let (mut turn, mut goes_alone, mut looks) = (None, self.store.is_none(), 0);
        loop {
            let found = self.read_kept(&mut parts, &mut whole, weights.bytes).await;
            if parts.iter().all(|part| part.is_here) {
                break;
            }
            if self.from == ModelSource::Device {
                return Err(no_model(text::browser::part_not_kept()));
            }
            if goes_alone || turn.is_some() || looks > LOOKS_ALLOWED {
                self.download(&mut parts, &mut whole, weights.bytes).await?;
                break;
            }
            match lock::take(&format!("onsight-models {}", self.folder)).await {
                // Read once more: another tab may just have finished.
                Turn::Ours(guard) => turn = Some(guard),
                Turn::Unknown => goes_alone = true,
                Turn::Taken => {
                    looks = if found { 0 } else { looks + 1 };
                    (self.say)(LoadStage::OtherTab, sum_of(&parts), weights.bytes);
                    clock::sleep_ms(LOOK_EVERY_MS).await;
                }
            }
        }
        let kept = self.keep_rest(&parts, &whole).await;
        drop(turn);
        Ok(Loaded { bytes: whole, kept })
    }

    /// Deletes everything else that is stored in the folder.
    pub(super) async fn forget_others(&self, weights: &WeightsFile, manifest: &str) {
        if let Some(store) = self.store {
            let mut keys: Vec<String> = weights.parts().into_iter().map(|chunk| self.part(chunk, 0).key).collect();
            keys.push(manifest.to_owned());
            store.forget_others(self.folder, &keys).await;
        }
    }

    fn part(&self, chunk: Chunk, at: usize) -> WeightsPart {
        let url = format!("{}{}", self.folder, chunk.file);
        let key = format!("{url}?sha256={}", chunk.sha256);
        WeightsPart { chunk, url, key, at, is_here: false, is_kept: false }
    }

    /// Reads the stored ones of the parts still wanted; returns whether there was any.
    async fn read_kept(&self, parts: &mut [WeightsPart], whole: &mut [u8], total: u64) -> bool {
        let Some(store) = self.store else { return false };
        let mut done = sum_of(parts);
        let before = done;
        let missing: Vec<_> =
            parts.iter_mut().filter(|part| !part.is_here).map(|part| (store.look(&part.key), part)).collect();
        for (found, part) in missing {
            let Some(bytes) = Store::read(found).await else { continue };
            if part.chunk.is(&bytes) {
                done += part.chunk.bytes;
                (self.say)(LoadStage::Stored, done, total);
                part.put(whole, &bytes);
                part.is_kept = true;
            } else {
                store.forget(&part.key).await;
            }
        }
        done > before
    }

    async fn download(&self, parts: &mut [WeightsPart], whole: &mut [u8], total: u64) -> Result<(), Failure> {
        // What is stored here need not be stored in the HTTP cache as well.
        let freshness = if self.store.is_some() { Freshness::Past } else { Freshness::Any };
        let mut done = sum_of(parts);
        let mut room = self.store.is_some();
        (self.say)(LoadStage::Download, done, total);
        let mut missing: Vec<&mut WeightsPart> = parts.iter_mut().filter(|part| !part.is_here).collect();
        let urls: Vec<String> = missing.iter().map(|part| part.url.clone()).collect();
        let mut next = urls.iter().map(|url| Fetch::begin(url, freshness));
        let mut on_their_way: VecDeque<Fetch> = next.by_ref().take(AT_ONCE).collect();
        for part in &mut missing {
            let Some(fetch) = on_their_way.pop_front() else { break };
            let bytes =
                self.verified(fetch, part, done, total).await.map_err(|failure| resumable(failure, room, done))?;
            on_their_way.extend(next.next());
            done += part.chunk.bytes;
            if let (Some(store), true) = (self.store, room) {
                part.is_kept = store.put(&part.key, &bytes).await.is_ok();
                room = part.is_kept;
            }
            part.put(whole, &bytes);
        }
        Ok(())
    }

    /// The bytes of one part; requests them once more, bypassing every cache, when they are wrong.
    async fn verified(&self, first: Fetch, part: &WeightsPart, done: u64, total: u64) -> Result<Vec<u8>, Failure> {
        let told = Cell::new(percent(done, total));
        let on_bytes = |come: u64| {
            let now = percent(done + come, total);
            if told.replace(now) != now {
                (self.say)(LoadStage::Download, done + come, total);
            }
        };
        let bytes = first.finish(part.chunk.bytes, &on_bytes).await?;
        if part.chunk.is(&bytes) {
            return Ok(bytes);
        }
        let bytes = Fetch::begin(&part.url, Freshness::Anew).finish(part.chunk.bytes, &on_bytes).await?;
        if part.chunk.is(&bytes) {
            return Ok(bytes);
        }
        let Chunk { file, sha256, .. } = &part.chunk;
        let other = OtherWeights::Part { expected: sha256.clone(), part: file.clone(), found: bytes.len() };
        Err(EngineError::Integrity(other).into())
    }

    /// Stores the parts for which there was no storage, now that all have arrived: earlier versions are deleted for
    /// them.
    async fn keep_rest(&self, parts: &[WeightsPart], whole: &[u8]) -> Result<(), NotKept> {
        let store = self.store.ok_or(NotKept::Unavailable)?;
        if parts.iter().any(|part| !part.is_kept) {
            let keys: Vec<String> = parts.iter().map(|part| part.key.clone()).collect();
            store.forget_others(self.folder, &keys).await;
        }
        for part in parts.iter().filter(|part| !part.is_kept) {
            store.put(&part.key, whole.get(part.place()).ok_or(NotKept::Refused)?).await?;
        }
        Ok(())
    }
}

impl WeightsPart {
    /// Its range in the file.
    fn place(&self) -> Range<usize> {
        self.at..self.at.saturating_add(usize::try_from(self.chunk.bytes).unwrap_or(usize::MAX))
    }

    /// Writes its bytes there; they were verified, their number with them.
    fn put(&mut self, whole: &mut [u8], bytes: &[u8]) {
        if let Some(place) = whole.get_mut(self.place()).filter(|place| place.len() == bytes.len()) {
            place.copy_from_slice(bytes);
            self.is_here = true;
        }
    }
}

fn sum_of(parts: &[WeightsPart]) -> u64 {
    parts.iter().filter(|part| part.is_here).map(|part| part.chunk.bytes).sum()
}

fn percent(done: u64, total: u64) -> u64 {
    done.saturating_mul(100) / total.max(1)
}

/// The model is not available.
pub(super) fn no_model(why: Message) -> Failure {
    Failure {
        kind: FailureKind::Network,
        message: text::browser::no_model(why),
        hint: text::browser::not_loaded_help(),
    }
}

/// Adds that a retry continues from here, where it does.
fn resumable(failure: Failure, is_kept: bool, done: u64) -> Failure {
    if failure.kind == FailureKind::Network && is_kept && done > 0 {
        return Failure { hint: text::browser::resumed_help(), ..failure };
    }
    failure
}
