//! The seal as `guard.js` holds it: the page's first script, which gives its handle to whoever asks first.
//!
//! Invariant: the handle never stands where another script could read it, and is called with nothing that another script
//! must not see: the name of a model, and who hears how much of it is here.

use super::reflect::{call, object};
use js_sys::Promise;
use protocol::{Breach, Seal, Unguarded};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Changes of network access that this page did not cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SealNews {
    /// The seal does not hold any more.
    Broken(Breach),
    /// Whether another page of this origin is sealed, and blocks the network for this one.
    Elsewhere(bool),
}

/// The handle; empty where another script has taken it.
#[derive(Debug)]
pub(super) struct SealHandle(Option<JsValue>);

impl SealHandle {
    /// Takes it, once for the page's lifetime.
    pub(super) fn take() -> Self {
        Self(object(&js_sys::global(), "onsightSeal"))
    }

    /// Listens for changes from outside, for the page's whole lifetime.
    pub(super) fn listen(&self, tell: impl Fn(SealNews) + 'static) {
        let Some(handle) = &self.0 else { return };
        let closure = Closure::<dyn Fn(String)>::new(move |word: String| tell(news(&word)));
        call(handle, "listen", &[closure.as_ref()]);
        closure.forget();
    }

    /// Seals the page; returns to what extent this browser can.
    pub(super) async fn seal(&self) -> Seal {
        if self.0.is_none() {
            return Seal::Broken(Breach::Taken);
        }
        match self.asked("seal", &[]).await.as_deref() {
            Some("sealed") => Seal::Sealed,
            Some("none") => Seal::Watched(Unguarded::NoWorker),
            Some("full") => Seal::Watched(Unguarded::NoRoom),
            Some("silent") => Seal::Watched(Unguarded::Silent),
            Some("coming") => Seal::Watched(Unguarded::Coming),
            _ => Seal::Watched(Unguarded::Failed),
        }
    }

    /// Lifts the seal. Returns when the service workers have been notified.
    pub(super) async fn unseal(&self) {
        self.asked("unseal", &[]).await;
    }

    /// Has the service worker fetch and keep a model while the seal stays on. `tell` hears how many of its files are here, and
    /// how many there are. Gives `done`, or in a word why it did not come; an empty word where nobody answers.
    pub(super) async fn model(&self, folder: &str, tell: impl Fn(u32, u32) + 'static) -> String {
        let note = Closure::<dyn Fn(String)>::new(move |word: String| {
            let mut counts = word.split('/').filter_map(|count| count.parse().ok());
            if let (Some(done), Some(total)) = (counts.next(), counts.next()) {
                tell(done, total);
            }
        });
        self.asked("model", &[&JsValue::from_str(folder), note.as_ref()]).await.unwrap_or_default()
    }

    async fn asked(&self, what: &str, given: &[&JsValue]) -> Option<String> {
        let promise = call(self.0.as_ref()?, what, given)?.dyn_into::<Promise>().ok()?;
        JsFuture::from(promise).await.ok()?.as_string()
    }
}

fn news(word: &str) -> SealNews {
    match word {
        "elsewhere" | "alone" => SealNews::Elsewhere(word == "elsewhere"),
        "mute" => SealNews::Broken(Breach::Mute),
        "lifted" => SealNews::Broken(Breach::Lifted),
        _ => SealNews::Broken(Breach::Lost),
    }
}
