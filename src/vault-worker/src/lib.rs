//! The vault's side: a worker that holds the key of the case vault, and is terminated to erase it.
//!
//! The page asks, one request after the other; each is answered once. `session` is its state, `database` the storage of
//! records, `problem` its errors, `watch` says what takes long. After [`IDLE_MS`] without a request the vault is locked: the worker reports it and
//! ends itself, which releases its memory.
//!
//! Invariant: nothing leaves this worker in the clear but to the page that started it; it makes no network requests.

mod database;
mod entropy;
mod problem;
mod session;
mod watch;

use browser::clock;
use browser::wire::{self, Beside};
use database::DatabaseNews;
use problem::VaultProblem;
use protocol::{PROTOCOL_VERSION, VaultQuery, VaultReply, VaultRequest, VaultResponse, VaultStanding};
use session::VaultSession;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use watch::RequestWatch;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Milliseconds without a request after which the vault locks itself.
const IDLE_MS: f64 = 300_000.0;
/// The same while a request is being answered.
const MOST_WORK_MS: f64 = 3_600_000.0;
/// Milliseconds between two checks of that, and of how long a request has taken.
const LOOK_MS: u32 = 2_000;

/// Runs this worker until its creator terminates it, or it has locked itself.
pub fn run() {
    console_error_panic_hook::set_once();
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let waiting: Rc<RefCell<VecDeque<(VaultRequest, JsValue)>>> = Rc::default();
    let asked_at = Rc::new(Cell::new(WorkerClocks::now()));
    let taken = {
        let scope = scope.clone();
        move |standing| leave(&scope, standing)
    };
    let watch = Rc::new(RequestWatch::new(scope.clone()));
    let waits = {
        let watch = Rc::clone(&watch);
        move |message| watch.tell(message)
    };
    let news = DatabaseNews { taken: Rc::new(taken), waits: Rc::new(waits) };
    let session = Rc::new(RefCell::new(Some(VaultSession::new(news))));
    let watched = Rc::clone(&watch);
    let (to, queue, asked, works) = (scope.clone(), Rc::clone(&waiting), Rc::clone(&asked_at), Rc::clone(&session));
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        if session.borrow().is_some() && asked.get().passed_ms() >= IDLE_MS {
            // The device has slept: after waking, no request is processed before the vault has checked the time.
            return leave(&to, VaultStanding::Locked { wait_ms: 0 });
        }
        asked.set(WorkerClocks::now());
        match wire::unpack_any::<VaultRequest>(&message.data()) {
            Ok(request) => queue.borrow_mut().push_back(request),
            Err(failure) => post(&to, 0, problem::failed(failure), Beside::Nothing),
        }
        // The task that holds the session works through the queue.
        if let Some(mut held) = session.borrow_mut().take() {
            let (to, queue, session, asked) = (to.clone(), Rc::clone(&queue), Rc::clone(&session), Rc::clone(&asked));
            let watched = Rc::clone(&watched);
            spawn_local(async move {
                loop {
                    let next = queue.borrow_mut().pop_front();
                    let Some((VaultRequest { id, query }, beside)) = next else { break };
                    let locks = query == VaultQuery::Lock;
                    watched.begin();
                    let answered = held.answer(query, &beside).await;
                    let (reply, beside) =
                        answered.unwrap_or_else(|problem: VaultProblem| (problem.reply(), Beside::Nothing));
                    post(&to, id, reply, beside);
                    watched.end();
                    asked.set(WorkerClocks::now());
                    if locks {
                        return to.close();
                    }
                }
                session.replace(Some(held));
            });
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It listens for the lifetime of the worker.
    on_message.forget();
    post(&scope, 0, VaultReply::Hello { protocol: PROTOCOL_VERSION }, Beside::Nothing);
    spawn_local(async move {
        loop {
            // A long request, such as importing a large file, is not interrupted.
            let most = if works.borrow().is_none() { MOST_WORK_MS } else { IDLE_MS };
            if asked_at.get().passed_ms() >= most {
                break;
            }
            watch.look();
            clock::sleep_ms(LOOK_MS).await;
        }
        leave(&scope, VaultStanding::Locked { wait_ms: 0 });
    });
}

/// The time of the last request: by a clock that never runs backwards, and by the wall clock, which continues while the
/// device sleeps.
#[derive(Clone, Copy, Debug)]
struct WorkerClocks {
    steady_ms: f64,
    wall_ms: f64,
}

impl WorkerClocks {
    fn now() -> Self {
        Self { steady_ms: clock::now_ms(), wall_ms: js_sys::Date::now() }
    }

    /// Milliseconds since then, by whichever clock gives the larger value.
    fn passed_ms(self) -> f64 {
        let now = Self::now();
        (now.steady_ms - self.steady_ms).max(now.wall_ms - self.wall_ms)
    }
}

/// Reports the new state of the vault, and ends this worker.
fn leave(scope: &DedicatedWorkerGlobalScope, standing: VaultStanding) {
    post(scope, 0, VaultReply::Standing(standing), Beside::Nothing);
    scope.close();
}

fn post(scope: &DedicatedWorkerGlobalScope, id: u32, reply: VaultReply, beside: Beside) {
    wire::post(scope, &VaultResponse { id, reply }, beside);
}
