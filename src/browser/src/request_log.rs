//! The browser's own account of requests: its list of resources, and what the policy has blocked.
//!
//! Invariant: only listens. Nothing here makes a request or changes one.

use super::reflect::{call, get, made, number, text};
use js_sys::{Array, Function, Reflect};
use protocol::{Answered, RequestSeen, Witness};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, EventTarget};

/// Reports every resource that this page or worker has requested since it started.
pub fn resources(base: &str, tell: impl Fn(RequestSeen) + 'static) {
    let base = base.to_owned();
    let on_list = Closure::<dyn Fn(JsValue)>::new(move |list: JsValue| {
        let entries = call(&list, "getEntries", &[]).and_then(|entries| entries.dyn_into::<Array>().ok());
        entries.iter().flat_map(Array::iter).filter_map(|entry| seen(&entry, &base)).for_each(&tell);
    });
    let observer = get(&js_sys::global(), "PerformanceObserver").dyn_into::<Function>().ok();
    let observer = observer.and_then(|kind| Reflect::construct(&kind, &Array::of1(on_list.as_ref())).ok());
    if let Some(observer) = observer {
        for kind in ["navigation", "resource"] {
            call(&observer, "observe", &[&made(&[("type", kind.into()), ("buffered", JsValue::TRUE)])]);
        }
        // Listens for the whole lifetime of the page or worker.
        on_list.forget();
    }
}

/// Reports every request that the content security policy, or the navigation guard, has blocked on this page.
pub(super) fn stopped(base: &str, tell: impl Fn(RequestSeen) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let (base, tell) = (base.to_owned(), Rc::new(tell));
    let refuse = move |address: &str| {
        let at_ms = super::clock::epoch_ms();
        tell(RequestSeen {
            address: short(address, &base),
            at_ms,
            witness: Witness::Policy,
            answered: Answered::Refused,
            sent_bytes: 0,
        });
    };
    let navigation = refuse.clone();
    listen(&window, "onsight-stopped", move |event| navigation(&text(event, "detail")));
    if let Some(document) = window.document() {
        listen(&document, "securitypolicyviolation", move |event| refuse(&text(event, "blockedURI")));
    }
}

/// Listens for the page's whole lifetime.
pub(super) fn listen(target: &EventTarget, name: &str, act: impl Fn(&Event) + 'static) {
    let closure = Closure::<dyn Fn(Event)>::new(move |event: Event| act(&event));
    if target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref()).is_ok() {
        closure.forget();
    }
}

/// An address as it is displayed: relative to the page's folder where it is inside it.
pub(super) fn short(address: &str, base: &str) -> String {
    let plain = address.split('#').next().unwrap_or(address);
    plain.strip_prefix(base).map_or_else(|| plain.to_owned(), |path| format!("./{path}"))
}

/// Bytes of the query, which is all that a request without a body can carry.
pub(super) fn query_bytes(address: &str) -> u64 {
    let plain = address.split('#').next().unwrap_or(address);
    plain.split_once('?').map_or(0, |(_, query)| query.len() as u64)
}

/// An entry of the resource timeline (W3C Resource Timing, level 2).
fn seen(entry: &JsValue, base: &str) -> Option<RequestSeen> {
    let address = text(entry, "name");
    if !address.starts_with("http") {
        return None;
    }
    let through_worker = number(entry, "workerStart") > 0.0;
    // The browser's own copy: content without transfer.
    let had_copy = number(entry, "transferSize") == 0.0 && number(entry, "decodedBodySize") > 0.0;
    Some(RequestSeen {
        at_ms: super::clock::origin_ms() + number(entry, "startTime"),
        witness: if through_worker { Witness::BrowserThroughWorker } else { Witness::Browser },
        answered: if through_worker || had_copy { Answered::Device } else { Answered::Network },
        sent_bytes: query_bytes(&address),
        address: short(&address, base),
    })
}
