//! Nested workers that share this one's memory, as threads of the CPU path.
//!
//! Invariant: a helper that does not start is waited for only briefly, and not needed.

use browser::clock;
use engine::LocalBoxFuture;
use js_sys::{Array, global};
use network::{SingleThread, ThreadPool};
use std::cell::Cell;
use std::rc::Rc;
use text::Message;
use threads::POOL;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, Event, UrlSearchParams, Worker, WorkerOptions, WorkerType};

/// The script of a helper, beside that of this worker.
const SCRIPT: &str = "worker_threads_helper.js";
/// One layer has too little work for more threads than this.
const MOST_THREADS: usize = 4;
/// How long helpers are waited for once the model has been read, and how often they are checked.
const PATIENCE_MS: u32 = 2_000;
const LOOK_EVERY_MS: u32 = 4;

/// Starts helpers at once, in the bundle that can, from the folder with this address; to be awaited for the number that
/// has started, and for the notice where some have not.
pub type StartHelpers = fn(&str) -> LocalBoxFuture<'static, (&'static dyn ThreadPool, Option<Message>)>;

/// Starts as many helpers as this device has cores, minus one for the page where there are more than two; or the number
/// in the address of this worker's script. `base_url` is the page's folder, ending in `/`.
#[must_use]
pub fn start_helpers(base_url: &str) -> LocalBoxFuture<'static, (&'static dyn ThreadPool, Option<Message>)> {
    let threads = asked().unwrap_or_else(|| cores().saturating_sub(1).max(2)).clamp(1, MOST_THREADS);
    let failed = Rc::new(Cell::new(0));
    for _ in 1..threads {
        let failed = Rc::clone(&failed);
        let count = move || failed.set(failed.get() + 1);
        if start(base_url, count.clone()).is_err() {
            count();
        }
    }
    Box::pin(async move {
        for _ in 0..PATIENCE_MS / LOOK_EVERY_MS {
            if 1 + POOL.helpers() + failed.get() >= threads {
                break;
            }
            clock::sleep_ms(LOOK_EVERY_MS).await;
        }
        let came = POOL.close();
        let shortage = (came < threads).then(|| text::browser::threads_short(threads, came));
        (if came > 1 { &POOL as &dyn ThreadPool } else { &SingleThread }, shortage)
    })
}

/// A worker on this memory; `on_failure` is called where it cannot be loaded.
fn start(base_url: &str, on_failure: impl Fn() + 'static) -> Result<(), JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    options.set_name("helper");
    let worker = Worker::new_with_options(&format!("{base_url}{SCRIPT}"), &options)?;
    let on_error = Closure::<dyn Fn(Event)>::new(move |_| on_failure());
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    worker.post_message(&Array::of2(&wasm_bindgen::module(), &wasm_bindgen::memory()))?;
    // Both have the lifetime of this worker.
    on_error.forget();
    std::mem::forget(worker);
    Ok(())
}

/// The value of `?threads=` of this worker's script.
fn asked() -> Option<usize> {
    let scope = global().dyn_into::<DedicatedWorkerGlobalScope>().ok()?;
    UrlSearchParams::new_with_str(&scope.location().search()).ok()?.get("threads")?.parse().ok()
}

fn cores() -> usize {
    let scope = global().dyn_into::<DedicatedWorkerGlobalScope>();
    scope.map_or(1, |scope| scope.navigator().hardware_concurrency() as usize)
}
