//! The service worker of this page: the controlling one, and whether one is being installed.
//!
//! Invariant: without service workers, as without https, everything here is `None` or empty.

use super::clock;
use super::reflect::{call, get, made, object, text};
use js_sys::{Array, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, MessageEvent};

/// How long a service worker may take to answer.
const ANSWER_MS: u32 = 3_000;
/// How long a first picture waits for a service worker that is about to take control.
const CONTROL_MS: u32 = 6_000;
const STEP_MS: u32 = 100;

/// A file of the program that is stored on this device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// From the page's folder.
    pub path: String,
    /// Of the stored bytes, in hex.
    pub sha256: String,
    /// Whether the build recorded the same.
    pub as_built: bool,
}

/// `navigator.serviceWorker`, where there is one.
pub(super) struct ServiceWorkers(Option<JsValue>);

impl ServiceWorkers {
    pub(super) fn of_page() -> Self {
        Self(web_sys::window().and_then(|window| object(&window.navigator(), "serviceWorker")))
    }

    pub(super) fn container(&self) -> Option<&JsValue> {
        self.0.as_ref()
    }

    /// The one that controls this page.
    pub(super) fn controller(&self) -> Option<JsValue> {
        object(self.container()?, "controller")
    }

    pub(super) async fn registration(&self) -> Option<JsValue> {
        let promise = call(self.container()?, "getRegistration", &[])?.dyn_into::<Promise>().ok()?;
        JsFuture::from(promise).await.ok().filter(JsValue::is_object)
    }

    /// Waits while one is being installed, up to a timeout.
    pub(super) async fn wait_for_control(&self) {
        for _ in 0..CONTROL_MS / STEP_MS {
            if self.controller().is_some() {
                return;
            }
            let found = self.registration().await;
            // One that failed to install leaves nothing behind.
            if !found
                .is_some_and(|found| ["installing", "waiting", "active"].iter().any(|at| object(&found, at).is_some()))
            {
                return;
            }
            clock::sleep_ms(STEP_MS).await;
        }
    }

    /// The files of the program that are stored on this device, each with its hash as computed now. `None`
    /// where no service worker is in control.
    pub(super) async fn kept_files(&self) -> Option<Vec<KeptFile>> {
        let reply = ask(&self.controller()?, &message("hashes")).await?;
        let files = get(&reply, "files").dyn_into::<Array>().ok()?;
        let file = |file: JsValue| KeptFile {
            path: text(&file, "path"),
            sha256: text(&file, "sha256"),
            as_built: get(&file, "asBuilt").is_truthy(),
        };
        Some(files.iter().map(file).collect())
    }
}

/// A message of this kind.
pub(super) fn message(kind: &str) -> JsValue {
    made(&[("kind", kind.into())])
}

/// Asks a service worker; `None` when it does not respond.
pub(super) async fn ask(worker: &JsValue, message: &JsValue) -> Option<JsValue> {
    let channel = MessageChannel::new().ok()?;
    let port = channel.port1();
    let answer = Promise::new(&mut |resolve, _| {
        let take =
            Closure::once_into_js(move |message: MessageEvent| resolve.call1(&JsValue::UNDEFINED, &message.data()));
        port.set_onmessage(Some(take.unchecked_ref()));
    });
    call(worker, "postMessage", &[message, &Array::of1(&channel.port2())])?;
    clock::within_ms(ANSWER_MS, JsFuture::from(answer)).await?.ok()
}

/// Answers a service worker.
pub(super) fn reply(message: &MessageEvent, name: &str, value: bool) {
    if let Ok(ports) = get(message, "ports").dyn_into::<Array>() {
        call(&ports.get(0), "postMessage", &[&made(&[(name, value.into())])]);
    }
}
