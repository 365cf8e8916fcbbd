//! The environment of this document: the browser itself, or a room that answers in its place.
//!
//! A room (`public/room.js`) has no origin, and so no storage, service worker, network or address. It replaces the
//! browser's functions with its own where it can: `fetch`, `Worker`, `localStorage`, `navigator.serviceWorker`,
//! `launchQueue`, `onsightSeal`, `onsightText`, `onsightRelease`. What cannot be replaced, or is of another type there,
//! is accessed through this module, so that no other code needs to know which of the two it is.
//!
//! Invariant: outside a room everything here is the browser's own.

use super::page::keep;
use super::reflect::{call, get, object, text};
use js_sys::global;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CacheStorage;

/// The property in which a room describes itself.
const ROOM: &str = "onsightRoom";

/// Where `guard.js` says that a picture is open.
const SEALED: &str = "data-sealed";

/// What a browser provides in the document in which the program runs, where that is a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClosedRoom {
    /// Memory that several threads share.
    pub threads: bool,
    /// WebGPU in workers.
    pub gpu: bool,
}

/// The room around this program; `None` on the page itself.
#[must_use]
pub fn closed_room() -> Option<ClosedRoom> {
    let room = found()?;
    Some(ClosedRoom { threads: get(&room, "threads").is_truthy(), gpu: get(&room, "gpu").is_truthy() })
}

/// Whether no network request is possible from here: a picture is open on this page, or it runs in a closed room.
#[must_use]
pub fn network_is_closed() -> bool {
    let root = web_sys::window().and_then(|window| window.document()).and_then(|page| page.document_element());
    found().is_some() || root.is_some_and(|root| root.has_attribute(SEALED))
}

/// Reopens the page, with a room for pictures or without one, now and on later visits.
pub fn choose_closed_room(wanted: bool) {
    // The page around a room reopens as soon as it is notified.
    keep("room", if wanted { "1" } else { "0" });
    if found().is_none() {
        reload();
    }
}

/// The query of the visitor's address, with its `?`; empty where there is none.
pub(super) fn search() -> String {
    match found() {
        Some(room) => text(&room, "search"),
        None => text(&get(&global(), "location"), "search"),
    }
}

/// Reloads the page.
pub(super) fn reload() {
    let around = found().unwrap_or_else(|| get(&global(), "location"));
    call(&around, "reload", &[]);
}

/// The cache of models; `None` where the browser stores nothing. A room provides what was stored before, and stores
/// nothing new.
#[must_use]
pub fn caches() -> Option<CacheStorage> {
    // Undefined on origins that are not secure, where the typed getter would give nonsense; a room's has no DOM type.
    object(&global(), "caches").map(JsValue::unchecked_into)
}

/// Whether the browser says that its line is slow or that data are to be saved; few browsers say anything.
pub(super) fn is_line_spared() -> bool {
    let line = get(&get(&global(), "navigator"), "connection");
    dispatch::is_line_spared(get(&line, "saveData").is_truthy(), &text(&line, "effectiveType"))
}

/// What this build is known by: the hash of its first script, which names the hashes of all other files. The version where
/// the page was not built for release, and in a room.
pub(super) fn build() -> String {
    let hash = || {
        let page = web_sys::window()?.document()?;
        page.query_selector("script[data-module]").ok()??.get_attribute("integrity")
    };
    hash().unwrap_or_else(|| env!("CARGO_PKG_VERSION").to_owned())
}

fn found() -> Option<JsValue> {
    object(&global(), ROOM)
}
