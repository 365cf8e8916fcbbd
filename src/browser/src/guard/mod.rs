//! The page's connection to its service worker: the seal, the request log, the update.
//!
//! Invariant: a picture is read only after [`Guard::seal`] has returned. An update is taken only
//! when the visitor asks for it, and while a picture is open not at all.

mod sealed_fetch;

use super::heard::Heard;
use super::reflect::{call, get, number, object, text};
use super::request_log::{listen, query_bytes, resources, short, stopped};
use super::seal::{SealHandle, SealNews};
use super::service_worker::{KeptFile, ServiceWorkers, ask, message, reply};
use super::surroundings::closed_room;
use super::{PickedFile, base_url, clock};
use js_sys::{Array, Promise};
use protocol::{Answered, RequestSeen, Seal, Witness};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{EventTarget, File, MessageEvent};

/// Milliseconds between two checks of whether the service workers have been notified.
const TURN_MS: u32 = 10;

/// The page's connection to its service worker. Cloning copies the handle.
#[derive(Clone)]
pub struct Guard {
    inner: Rc<Inner>,
}

struct Inner {
    workers: ServiceWorkers,
    seal: SealHandle,
    base: String,
    tell: Box<dyn Fn(Heard)>,
    is_busy: Box<dyn Fn() -> bool>,
    wanted: Cell<bool>,
    /// Whether [`Guard::seal`] has returned, with or without a service worker.
    closed: Cell<bool>,
    in_force: Cell<bool>,
    /// Whether the seal has been broken since it was requested: a request made meanwhile stays a breach when the seal
    /// holds again.
    is_broken: Cell<bool>,
    /// Whether another page of this origin is sealed.
    is_elsewhere: Cell<bool>,
    /// Whether the service workers are being notified.
    is_telling: Cell<bool>,
    controlled: Cell<bool>,
    told: RefCell<Vec<String>>,
}

impl Guard {
    /// Begins to listen. `is_busy` says whether a picture is on the page.
    pub fn start(tell: impl Fn(Heard) + 'static, is_busy: impl Fn() -> bool + 'static) -> Self {
        let workers = ServiceWorkers::of_page();
        let inner = Rc::new(Inner {
            controlled: Cell::new(workers.controller().is_some()),
            workers,
            seal: SealHandle::take(),
            base: base_url(),
            tell: Box::new(tell),
            is_busy: Box::new(is_busy),
            wanted: Cell::new(false),
            closed: Cell::new(false),
            in_force: Cell::new(false),
            is_broken: Cell::new(false),
            is_elsewhere: Cell::new(false),
            is_telling: Cell::new(false),
            told: RefCell::default(),
        });
        let to = Rc::clone(&inner);
        resources(&inner.base, move |request| (to.tell)(Heard::Request(request)));
        let to = Rc::clone(&inner);
        stopped(&inner.base, move |request| (to.tell)(Heard::Request(request)));
        let to = Rc::clone(&inner);
        inner.seal.listen(move |news| to.hear_of_seal(news));
        if let Some(container) = inner.workers.container() {
            inner.listen(container);
            spawn_local(Rc::clone(&inner).follow(container.clone()));
        }
        Self { inner }
    }

    /// Seals the page. Returns when the service worker has confirmed it, when there is none to do so, or when the seal
    /// is lifted meanwhile: [`Self::is_closed`] says which.
    pub async fn seal(&self) {
        let inner = &self.inner;
        inner.wanted.set(true);
        if !inner.in_force.get() {
            inner.workers.wait_for_control().await;
            inner.tell_workers().await;
        }
        inner.closed.set(inner.wanted.get());
    }

    /// Whether the page is sealed, as far as this browser can.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.inner.closed.get()
    }

    /// Whether the seal has not been asked for.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.inner.wanted.get()
    }

    /// Whether no picture is on this page, none is about to be, and no other page of this origin is sealed.
    pub(super) fn is_idle(&self) -> bool {
        self.is_open() && !self.inner.is_elsewhere.get() && !(self.inner.is_busy)()
    }

    /// Whether a service worker controls this page.
    pub(super) fn is_controlled(&self) -> bool {
        self.inner.workers.controller().is_some()
    }

    /// Whether the service worker has confirmed the seal, and so answers from its own copy of the program alone.
    #[must_use]
    pub fn is_in_force(&self) -> bool {
        self.inner.in_force.get()
    }

    /// Lifts the seal: the last picture is closed.
    pub fn unseal(&self) {
        if self.inner.open() {
            let inner = Rc::clone(&self.inner);
            spawn_local(async move { inner.tell_workers().await });
        }
    }

    /// Lifts the seal, because the visitor requests something from the network. Returns when the service workers have
    /// confirmed, overriding earlier messages. In a room the network stays closed: everything that was requested before
    /// is loaded.
    pub async fn unsealed(&self) {
        if closed_room().is_some() {
            return;
        }
        self.inner.open();
        self.inner.tell_workers().await;
    }

    /// The files of the program that are stored on this device, each with its hash as computed now. `None`
    /// where no service worker is in control.
    pub async fn kept_files(&self) -> Option<Vec<KeptFile>> {
        self.inner.workers.kept_files().await
    }

    /// Takes the newer version; the page is reloaded when that version is in control.
    pub fn take_update(&self) {
        let inner = Rc::clone(&self.inner);
        spawn_local(async move {
            let Some(waiting) = inner.workers.registration().await.and_then(|found| object(&found, "waiting")) else {
                return;
            };
            if ask(&waiting, &message("activate")).await.is_none_or(|reply| text(&reply, "kind") == "busy") {
                (inner.tell)(Heard::UpdateBusy);
            }
        });
    }
}

impl Inner {
    /// Lifts the seal in this page; `false` where there was none.
    fn open(&self) -> bool {
        let was_wanted = self.wanted.replace(false);
        if was_wanted {
            self.closed.set(false);
            self.in_force.set(false);
            self.is_broken.set(false);
            (self.tell)(Heard::Seal(self.unsealed()));
        }
        was_wanted
    }

    /// What is reported where no picture is open here.
    fn unsealed(&self) -> Seal {
        if self.is_elsewhere.get() { Seal::Elsewhere } else { Seal::Open }
    }

    /// Handles changes of the seal from outside this page. A broken one is applied again, and stays reported as broken
    /// until the pictures are closed.
    fn hear_of_seal(self: &Rc<Self>, news: SealNews) {
        let wanted = self.wanted.get();
        match news {
            SealNews::Elsewhere(is) => {
                self.is_elsewhere.set(is);
                if !wanted {
                    (self.tell)(Heard::Seal(self.unsealed()));
                }
            }
            SealNews::Broken(why) if wanted => {
                self.is_broken.set(true);
                self.in_force.set(false);
                (self.tell)(Heard::Seal(Seal::Broken(why)));
                let to = Rc::clone(self);
                spawn_local(async move { to.tell_workers().await });
            }
            SealNews::Broken(_) => {}
        }
    }

    /// Sends the wanted state to the service workers, and the result to the page. Strictly in sequence: a seal that
    /// arrived after the message that lifts it would stay for good.
    async fn tell_workers(&self) {
        while self.is_telling.replace(true) {
            clock::sleep_ms(TURN_MS).await;
        }
        let wanted = self.wanted.get();
        // One that is still installing stops fetching, and seals the page when it takes control.
        let came = if wanted {
            self.seal.seal().await
        } else {
            self.seal.unseal().await;
            Seal::Open
        };
        self.is_telling.set(false);
        // If the wanted state has changed meanwhile, it is sent next.
        if wanted && self.wanted.get() {
            self.in_force.set(came == Seal::Sealed);
            if !self.is_broken.get() {
                (self.tell)(Heard::Seal(came));
            }
        }
    }

    fn listen(self: &Rc<Self>, container: &JsValue) {
        let Some(target) = container.dyn_ref::<EventTarget>() else { return };
        let to = Rc::clone(self);
        listen(target, "message", move |event| {
            if let Some(message) = event.dyn_ref::<MessageEvent>() {
                to.hear(message);
            }
        });
        let to = Rc::clone(self);
        listen(target, "controllerchange", move |_| {
            if to.controlled.replace(true) {
                (to.tell)(Heard::Replaced);
            }
            let to = Rc::clone(&to);
            spawn_local(async move {
                to.introduce().await;
                if to.wanted.get() {
                    to.tell_workers().await;
                }
            });
        });
        call(container, "startMessages", &[]);
    }

    /// Whether a request is reported for the first time; all tabs of a visit get the same reports, the latest first.
    fn is_new(&self, id: String) -> bool {
        let mut told = self.told.borrow_mut();
        let is_new = !told.iter().rev().any(|known| *known == id);
        if is_new {
            told.push(id);
        }
        is_new
    }

    /// Handles unsolicited messages of the service worker.
    fn hear(&self, message: &MessageEvent) {
        let data = message.data();
        match text(&data, "kind").as_str() {
            "ledger" if self.is_new(text(&data, "id")) => {
                let address = text(&data, "url");
                let answered = match text(&data, "answered").as_str() {
                    "device" => Answered::Device,
                    "refused" => Answered::Refused,
                    "asked" => Answered::Asked,
                    _ => Answered::Network,
                };
                (self.tell)(Heard::Request(RequestSeen {
                    at_ms: number(&data, "at"),
                    witness: Witness::ServiceWorker,
                    answered,
                    sent_bytes: query_bytes(&address),
                    address: short(&address, &self.base),
                }));
            }
            "busy?" => reply(message, "busy", self.wanted.get() || (self.is_busy)()),
            _ => {}
        }
    }

    /// Makes this page known to the controlling service worker: the requests it observed so far, the files it was
    /// handed.
    async fn introduce(&self) {
        let Some(controller) = self.workers.controller() else { return };
        if let Some(reply) = ask(&controller, &message("listen")).await {
            (self.tell)(Heard::Kept(text(&reply, "version")));
        }
        let reply = ask(&controller, &message("shared")).await;
        let files = reply.and_then(|reply| get(&reply, "files").dyn_into::<Array>().ok());
        let files: Vec<PickedFile> = files
            .iter()
            .flat_map(Array::iter)
            .filter_map(|file| file.dyn_into::<File>().ok())
            .map(Into::into)
            .collect();
        if !files.is_empty() {
            (self.tell)(Heard::Shared(files));
        }
    }

    /// Waits for a version to take control, and then for the next.
    async fn follow(self: Rc<Self>, container: JsValue) {
        self.introduce().await;
        let Ok(ready) = get(&container, "ready").dyn_into::<Promise>() else { return };
        let Ok(registration) = JsFuture::from(ready).await else { return };
        if object(&registration, "waiting").is_some() && self.controlled.get() {
            (self.tell)(Heard::Update);
        }
        self.follow_installing(&registration);
        if let Some(target) = registration.dyn_ref::<EventTarget>() {
            let (to, found) = (Rc::clone(&self), registration.clone());
            listen(target, "updatefound", move |_| to.follow_installing(&found));
        }
    }

    fn follow_installing(self: &Rc<Self>, registration: &JsValue) {
        let Some(coming) = object(registration, "installing") else { return };
        let (to, worker) = (Rc::clone(self), coming.clone());
        if let Some(target) = coming.dyn_ref::<EventTarget>() {
            listen(target, "statechange", move |_| {
                if text(&worker, "state") == "installed" && to.controlled.get() {
                    (to.tell)(Heard::Update);
                }
            });
        }
    }
}

impl std::fmt::Debug for Guard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Guard").field("wanted", &self.inner.wanted).finish_non_exhaustive()
    }
}
