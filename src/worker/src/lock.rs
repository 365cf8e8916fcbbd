//! One tab at a time fetches a model: a Web Lock, which the browser releases when its tab dies.
//!
//! Invariant: never waits for another tab. Callers get an answer at once and decide for themselves.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Who holds the lock.
#[derive(Debug)]
pub(super) enum Turn {
    /// Ours, until this is dropped.
    Ours(HeldLock),
    /// Another tab's.
    Taken,
    /// This browser has no locks (pages that are not served securely): each tab fetches for itself.
    Unknown,
}

/// A lock that is held.
#[derive(Debug)]
pub(super) struct HeldLock {
    release: Function,
}

impl Drop for HeldLock {
    fn drop(&mut self) {
        let _ = self.release.call0(&JsValue::UNDEFINED);
    }
}

/// Acquires the lock of this name, if it is free.
pub(super) async fn take(name: &str) -> Turn {
    request(name).await.unwrap_or(Turn::Unknown)
}

async fn request(name: &str) -> Result<Turn, JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into())?;
    // The typed binding of LockManager is behind an unstable flag of web-sys.
    let locks = Reflect::get(&navigator, &"locks".into())?;
    let ask: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &true.into())?;

    let (mut answer, mut release) = (None, None);
    let answered = Promise::new(&mut |resolve, _| answer = Some(resolve));
    let held = Promise::new(&mut |resolve, _| release = Some(resolve));
    let (answer, release) = (answer.ok_or("no promise")?, release.ok_or("no promise")?);
    // The browser holds the lock until the promise that the callback gives is settled.
    let on_lock = Closure::once(move |lock: JsValue| -> JsValue {
        let _ = answer.call1(&JsValue::UNDEFINED, &lock.is_object().into());
        if lock.is_object() { held.into() } else { JsValue::UNDEFINED }
    });
    let granted = ask.call3(&locks, &name.into(), &options, on_lock.as_ref().unchecked_ref())?;
    // A browser that refuses never calls back; its promise then rejects first.
    let first = JsFuture::from(Promise::race(&Array::of2(&answered, &granted))).await?;
    Ok(if first.as_bool() == Some(true) {
        Turn::Ours(HeldLock { release: release.unchecked_into() })
    } else {
        Turn::Taken
    })
}
