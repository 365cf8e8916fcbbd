//! No byte of a picture leaves.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::driver::Gpu;
use crate::page::Page;
use crate::pictures::Folder;

/// Every address that a page or a worker requested, by the browser's own network log. What the browser does
/// for itself, such as looking for updates, has no origin as its initiator and is left out.
pub(crate) fn requested_addresses(net_log: &str) -> BTreeSet<String> {
    let log: Value = serde_json::from_str(net_log).unwrap_or_else(|_| {
        // A browser that was killed leaves out the closing brackets.
        let whole = net_log.trim_end().trim_end_matches(',');
        serde_json::from_str(&format!("{whole}]}}")).expect("the browser's network log")
    });
    let started = &log["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"];
    assert!(started.is_number(), "the network log has no such event any more");
    let events = log["events"].as_array().expect("events").iter();
    let by_a_page = |event: &&Value| event["params"]["initiator"].as_str().is_some_and(|who| who != "not an origin");
    let requests: Vec<&Value> =
        events.filter(|event| event["type"] == *started).filter(by_a_page).map(|event| &event["params"]).collect();
    for request in &requests {
        assert!(
            request["method"] == "GET" && request["upload_id"].is_null(),
            "a request that carries something: {request}"
        );
    }
    let addresses = requests.into_iter().filter_map(|request| request["url"].as_str());
    let over_the_network =
        |address: &&str| ["http:", "https:", "ws:", "wss:"].iter().any(|scheme| address.starts_with(scheme));
    addresses.filter(over_the_network).map(str::to_owned).collect()
}

#[test]
fn no_request_leaves_the_origin_and_none_carries_anything() {
    let folder = Folder::new("private");
    let page = Page::open(Gpu::None, "?backend=cpu");
    let loaded = page.requests().len();
    page.answer(&folder.drawn("name-of-a-patient.png", 40));
    page.classify(&folder.file("another-name.pdf", b"%PDF-1.7 secret"));
    let requests = page.requests();
    assert!(loaded > 0 && requests.len() >= loaded);
    for request in &requests {
        assert!(matches!(request.method.as_str(), "GET" | "HEAD"), "{request:?}");
        assert_eq!(request.body_bytes, 0, "{request:?}");
        let query = request.target.split_once('?').map_or("", |(_, query)| query);
        assert!(query.is_empty() || query == "backend=cpu", "{request:?}");
        assert!(!request.target.contains("name"), "{request:?}");
        assert!(request.status < 400, "the page asks for something that is not there: {request:?}");
    }
    let origin = page.url();
    let addresses = requested_addresses(&page.into_net_log());
    assert!(
        addresses.iter().any(|address| address.ends_with(".wasm")),
        "the network log shows no module: {addresses:?}"
    );
    let foreign: Vec<&String> = addresses.iter().filter(|address| !address.starts_with(&origin)).collect();
    assert!(foreign.is_empty(), "requests to other places than {origin}: {foreign:?}");
}

#[test]
fn the_policy_forbids_other_origins() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    // A port on this machine where nothing listens: the policy must refuse before anything is sent.
    let script = "return new Promise(done => { \
        document.addEventListener('securitypolicyviolation', event => done(event.effectiveDirective)); \
        fetch('http://127.0.0.1:9/?x=1').catch(() => setTimeout(() => done('no policy'), 30000)); })";
    assert_eq!(page.browser.run(script, &Value::Null), "connect-src");
}
