//! Parts of this website over the network, with progress in bytes.
//!
//! A request without data for [`STALL_MS`] fails: a retry may succeed, and the visitor is informed.
//!
//! Invariant: same origin only, no body, no referrer, never a part of a file: the Cache API stores complete responses
//! only.

use browser::{clock, failure};
use js_sys::{Reflect, Uint8Array};
use protocol::Failure;
use text::Message;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    ReadableStreamDefaultReader, ReferrerPolicy, Request, RequestCache, RequestInit, RequestMode, Response,
    WorkerGlobalScope,
};

/// How long a host may send nothing at all, in milliseconds: a slow line sends a little, and often.
const STALL_MS: u32 = 20_000;

/// Whether the browser's own HTTP cache may answer, and store the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Freshness {
    /// Ask the server whether the copy is still right.
    Checked,
    /// Any copy is acceptable: the response is verified by its hash.
    Any,
    /// Neither: the response is verified by its hash and stored elsewhere, so it is not stored twice.
    Past,
    /// Not from the HTTP cache: the copy there was wrong.
    Anew,
}

/// A pending request. There may be several while one is read.
#[derive(Debug)]
pub(super) struct Fetch {
    /// Named without its folder, which means nothing to the visitor.
    what: String,
    answer: Result<JsFuture, JsValue>,
}

impl Fetch {
    /// Sends a request.
    pub(super) fn begin(url: &str, freshness: Freshness) -> Self {
        let what = url.rsplit('/').next().unwrap_or(url).to_owned();
        Self { what, answer: send(url, freshness) }
    }

    /// Reads at most `most` bytes. `on_bytes` receives how many have arrived.
    ///
    /// # Errors
    /// Kind `network`, when the server cannot be reached, refuses, stops sending, or more than `most`.
    pub(super) async fn finish(self, most: u64, on_bytes: &dyn Fn(u64)) -> Result<Vec<u8>, Failure> {
        let read = async {
            let answer = self.answer.map_err(said)?;
            let response: Response = in_time(answer).await?.dyn_into().map_err(said)?;
            stream(&response, most, on_bytes).await
        };
        read.await.map_err(|why| failure::network(&self.what, why))
    }
}

fn send(url: &str, freshness: Freshness) -> Result<JsFuture, JsValue> {
    let scope: WorkerGlobalScope = js_sys::global().dyn_into()?;
    let options = RequestInit::new();
    options.set_mode(RequestMode::SameOrigin);
    options.set_referrer_policy(ReferrerPolicy::NoReferrer);
    options.set_cache(match freshness {
        Freshness::Checked => RequestCache::NoCache,
        Freshness::Any => RequestCache::Default,
        Freshness::Past => RequestCache::NoStore,
        Freshness::Anew => RequestCache::Reload,
    });
    let request = Request::new_with_str_and_init(url, &options)?;
    Ok(JsFuture::from(scope.fetch_with_request(&request)))
}

/// The next chunk, if it arrives in time.
async fn in_time(next: JsFuture) -> Result<JsValue, Message> {
    let come = clock::within_ms(STALL_MS, next).await;
    come.ok_or_else(|| text::browser::stalled(STALL_MS / 1_000))?.map_err(said)
}

/// The browser's exception.
fn said(thrown: impl Into<JsValue>) -> Message {
    failure::said(&thrown.into())
}

async fn stream(response: &Response, most: u64, on_bytes: &dyn Fn(u64)) -> Result<Vec<u8>, Message> {
    if !response.ok() {
        let status = format!("{} {}", response.status(), response.status_text());
        return Err(text::browser::status(status.trim_end()));
    }
    let body = response.body().ok_or_else(text::browser::sent_nothing)?;
    let reader: ReadableStreamDefaultReader = body.get_reader().dyn_into().map_err(said)?;
    let mut bytes = Vec::new();
    loop {
        let chunk = match in_time(JsFuture::from(reader.read())).await {
            Ok(chunk) => chunk,
            Err(why) => {
                // Nobody waits for the rest. Whether the browser could be told changes nothing.
                drop(reader.cancel());
                return Err(why);
            }
        };
        if Reflect::get(&chunk, &"done".into()).map_err(said)?.is_truthy() {
            return Ok(bytes);
        }
        let chunk: Uint8Array = Reflect::get(&chunk, &"value".into()).and_then(JsCast::dyn_into).map_err(said)?;
        let sum = bytes.len() as u64 + u64::from(chunk.length());
        if sum > most {
            return Err(text::browser::sent_more(most));
        }
        bytes.extend(chunk.to_vec());
        on_bytes(sum);
    }
}
