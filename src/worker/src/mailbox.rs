//! Queues of incoming requests and outgoing events.
//!
//! Invariant: a case that is cancelled while it waits never reaches the engine.

use browser::{failure, request_log, wire};
use protocol::{Backend, CaseId, Event, Gating, ModelSource, Pin, Request, SliceAddress};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};
use text::Message;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Url};

/// Queued work.
#[derive(Debug)]
pub(super) enum Mail {
    Start {
        base_url: String,
        task: String,
        backend: Backend,
        reason: Message,
        model: ModelSource,
        manifests: Vec<Pin>,
        tasks: Vec<String>,
    },
    Classify {
        case: CaseId,
        gating: Gating,
        picture: GivenPicture,
    },
    Probe {
        case: CaseId,
        picture: GivenPicture,
    },
    SelfCheck,
    Time,
    Chosen {
        reason: Message,
    },
}

/// A picture as the page sends it.
#[derive(Debug)]
pub(super) struct GivenPicture {
    /// A file, or a buffer of its bytes.
    pub(super) file: JsValue,
    /// Which slice of it, where the light box chose one.
    pub(super) slice: Option<SliceAddress>,
}

/// This worker's two-way connection to the page.
#[derive(Debug)]
pub(super) struct Mailbox {
    scope: DedicatedWorkerGlobalScope,
    inbox: Rc<RefCell<Inbox>>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
}

#[derive(Debug, Default)]
struct Inbox {
    waiting: VecDeque<Mail>,
    /// The current case, if it is to be stopped.
    stopped: Option<CaseId>,
    current: Option<CaseId>,
    waker: Option<Waker>,
}

impl Mailbox {
    /// Starts listening; `None` outside of a dedicated worker.
    pub(super) fn open() -> Option<Self> {
        let scope = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>().ok()?;
        let inbox = Rc::new(RefCell::new(Inbox::default()));
        let (into, page) = (Rc::clone(&inbox), scope.clone());
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            match wire::unpack_any::<Request>(&message.data()) {
                Ok((request, picture)) => {
                    let reply = into.borrow_mut().take(request, picture);
                    if let Some(event) = reply {
                        post(&page, &event);
                    }
                }
                Err(failure) => post(&page, &Event::Failed { case: None, failure }),
            }
        });
        scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Some(Self { scope, inbox, _on_message: on_message })
    }

    /// Reports to the page every request of this worker, from its start.
    pub(super) fn tell_requests(&self) {
        let page = self.scope.clone();
        let folder = Url::new_with_base("./", &page.location().href()).map(|url| url.href()).unwrap_or_default();
        request_log::resources(&folder, move |request| post(&page, &Event::Requested { request }));
    }

    /// Waits for work. The case it returns is the current one until the next call.
    pub(super) async fn next(&self) -> Mail {
        self.inbox.borrow_mut().current = None;
        poll_fn(|context| {
            let mut inbox = self.inbox.borrow_mut();
            let Some(mail) = inbox.waiting.pop_front() else {
                inbox.waker = Some(context.waker().clone());
                return Poll::Pending;
            };
            if let Mail::Classify { case, .. } | Mail::Probe { case, .. } = mail {
                // The page may stop a case, and ask for the same one later.
                (inbox.current, inbox.stopped) = (Some(case), None);
            }
            Poll::Ready(mail)
        })
        .await
    }

    /// The file and the slice of the case that comes next, where it is a slice; it stays in its place.
    pub(super) fn next_slice(&self) -> Option<(JsValue, SliceAddress)> {
        match self.inbox.borrow().waiting.front()? {
            Mail::Classify { picture, .. } => Some((picture.file.clone(), picture.slice?)),
            Mail::Start { .. } | Mail::Probe { .. } | Mail::SelfCheck | Mail::Time | Mail::Chosen { .. } => None,
        }
    }

    /// Whether a request waits.
    pub(super) fn has_mail(&self) -> bool {
        !self.inbox.borrow().waiting.is_empty()
    }

    /// Whether the page wants this case, the current one, stopped.
    pub(super) fn is_stopped(&self, case: CaseId) -> bool {
        self.inbox.borrow().stopped == Some(case)
    }

    /// Sends an event to the page.
    pub(super) fn post(&self, event: &Event) {
        post(&self.scope, event);
    }
}

impl Inbox {
    /// Queues a request; the returned events are sent to the page at once.
    fn take(&mut self, request: Request, beside: JsValue) -> Option<Event> {
        match (request, Some(beside).filter(JsValue::is_object)) {
            (Request::Ping, _) => return Some(Event::Pong),
            (Request::Start { base_url, task, backend, reason, model, manifests, tasks }, _) => {
                self.waiting.push_back(Mail::Start { base_url, task, backend, reason, model, manifests, tasks });
            }
            (Request::Classify { case, gating, slice }, Some(file)) => {
                self.waiting.push_back(Mail::Classify { case, gating, picture: GivenPicture { file, slice } });
            }
            (Request::Probe { case, slice }, Some(file)) => {
                self.waiting.push_back(Mail::Probe { case, picture: GivenPicture { file, slice } });
            }
            (Request::SelfCheck, _) => self.waiting.push_back(Mail::SelfCheck),
            (Request::Time, _) => self.waiting.push_back(Mail::Time),
            (Request::Chosen { reason }, _) => self.waiting.push_back(Mail::Chosen { reason }),
            (Request::Classify { case, .. } | Request::Probe { case, .. }, None) => {
                return Some(Event::Failed {
                    case: Some(case),
                    failure: failure::worker(text::browser::lost_picture()),
                });
            }
            (Request::Cancel { case }, _) => return self.cancel(case),
        }
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
        None
    }

    fn cancel(&mut self, case: CaseId) -> Option<Event> {
        if self.current == Some(case) {
            self.stopped = Some(case);
            return None;
        }
        let before = self.waiting.len();
        self.waiting.retain(|mail| match mail {
            Mail::Classify { case: waiting, .. } | Mail::Probe { case: waiting, .. } => *waiting != case,
            Mail::Start { .. } | Mail::SelfCheck | Mail::Time | Mail::Chosen { .. } => true,
        });
        let found = self.waiting.len() < before;
        found.then(|| Event::Failed { case: Some(case), failure: failure::cancelled() })
    }
}

fn post(scope: &DedicatedWorkerGlobalScope, event: &Event) {
    let posted =
        wire::pack(event, None).map(|packed| scope.post_message_with_transfer(&packed.message, &packed.transfer));
    // The types of `protocol` can always be serialised.
    if let Ok(Err(why)) = posted {
        // Only the console is left to report to: the page notices the silence.
        web_sys::console::error_2(&"an event could not be sent".into(), &why);
    }
}
