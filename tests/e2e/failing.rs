//! Failures are detected soon, reported correctly, and can be retried.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::host::Host;
use crate::page::{Page, PageOutcome};
use crate::pictures::Folder;
use crate::site::Site;
use crate::turns;
use fixtures::dicom_made::Made;

/// Timeout until the page gives up.
const SHORTLY: Duration = Duration::from_secs(60);

fn open(site: &Site) -> Page {
    Page::open_at(|| Host::serve(site.path()), Gpu::None, "?backend=cpu&threads=1")
}

fn seal(page: &Page) -> String {
    let seal =
        page.browser.run("return document.querySelector('[data-testid=ledger]')?.dataset.seal ?? ''", &Value::Null);
    seal.as_str().unwrap_or_default().to_owned()
}

/// Writes down every state of the seal from now on.
const NOTE_SEALS: &str = "const ledger = document.querySelector('[data-testid=ledger]'); \
    const seen = (window.journeySeals = [ledger.dataset.seal]); \
    new MutationObserver(() => ledger.dataset.seal === seen.at(-1) || seen.push(ledger.dataset.seal)) \
        .observe(ledger, { attributeFilter: ['data-seal'] });";

#[test]
fn trying_again_asks_the_host_again_also_while_a_picture_waits() {
    let (folder, site) = (Folder::new("retry"), Site::new("retry"));
    let chunk = site.chunks()[0].clone();
    // Like a captive portal.
    let built = fs::read(site.of_model(&chunk)).expect("a part of the model");
    fs::write(site.of_model(&chunk), "<!doctype html><title>Log in</title>").expect("a page in its place");
    // The service worker is late: the page waits for it before it seals itself.
    let held = site.hold_file("icon-512.png");
    let page = open(&site);
    let asked = || page.requests().iter().filter(|request| request.target.ends_with(&chunk)).count();
    page.pick(&[folder.drawn("early.png", 33).as_path()]);
    page.engine_failure(SHORTLY);
    page.try_again();
    page.browser.wait("the second failure", SHORTLY, |browser| {
        let failed = browser.run("return !!document.querySelector('[data-testid=error]')", &Value::Null) == true;
        (failed && asked() >= 4).then_some(())
    });
    held.release();
    let controlled = "return !!navigator.serviceWorker.controller";
    page.browser.wait("the service worker", SHORTLY, |browser| {
        (browser.run(controlled, &Value::Null) == true && seal(&page) == "sealed").then_some(())
    });
    // It refuses everything now but what the visitor asks for, and the seal stays on for that.
    let (before, requests) = (asked(), page.requests().len());
    fs::write(site.of_model(&chunk), built).expect("the part as it was built");
    page.browser.run(NOTE_SEALS, &Value::Null);
    page.try_again();
    page.answer_of("early.png");
    assert!(asked() > before);
    assert_eq!(page.browser.run("return window.journeySeals", &Value::Null), json!(["sealed"]));
    let others: Vec<_> = page
        .requests()
        .split_off(requests)
        .into_iter()
        .filter(|request| !request.target.contains("/models/") && !request.target.ends_with("/sw.js"))
        .collect();
    assert!(others.is_empty(), "more than a model was asked for: {others:?}");
}

#[test]
fn a_download_that_stalls_is_noticed_and_goes_on_when_it_is_tried_again() {
    let _turn = turns::alone();
    let (folder, site) = (Folder::new("stall"), Site::new("stall"));
    let held = site.hold(&site.chunks()[1]);
    let page = open(&site);
    let started = Instant::now();
    let (kind, words) = page.engine_failure(SHORTLY);
    assert!(kind == "network" && words.contains("nothing came for 20 seconds"), "{kind}: {words}");
    assert!(started.elapsed() < Duration::from_secs(40), "{:?}", started.elapsed());
    held.release();
    page.try_again();
    page.answer(&folder.drawn("after.png", 34));
}

/// The first worker does this, and every other one works normally.
fn site_where_the_first(name: &str, act: &str) -> Site {
    let site = Site::new(name);
    let first = "const isFirst = !(await caches.has('first')); await caches.open('first');\n";
    site.change("worker_loader.js", |loader| format!("{first}if (isFirst) {{ {act} }}\n{loader}"));
    site
}

#[test]
fn a_worker_that_ends_without_a_word_or_hangs_is_replaced_soon() {
    let _turn = turns::alone();
    let folder = Folder::new("silent");
    let alive =
        "setInterval(() => postMessage([new Uint8Array()]), 1000); await new Promise(done => setTimeout(done, 2500));";
    for (name, act) in [
        ("ends", format!("{alive} self.close(); await new Promise(() => {{}});")),
        ("hangs", format!("{alive} for (;;);")),
    ] {
        let site = site_where_the_first(name, &act);
        let started = Instant::now();
        let page = open(&site);
        page.answer(&folder.drawn(&format!("{name}.png"), 35));
        println!("a worker that {name}: {:.1} s to the answer of the next", started.elapsed().as_secs_f32());
        assert!(started.elapsed() < Duration::from_secs(60), "{name}: {:?}", started.elapsed());
    }
}

#[test]
fn a_reader_that_breaks_down_takes_nobody_with_it() {
    let _turn = turns::alone();
    let (folder, site) = (Folder::new("trap"), Site::new("trap"));
    // A trap in its code surfaces as an uncaught error.
    site.change("reader_loader.js", |loader| {
        format!("{loader}\nself.onmessage = () => {{ throw new Error('unreachable'); }};\n")
    });
    let page = Page::open_at(|| Host::serve_isolated(site.path()), Gpu::None, "?backend=cpu&threads=2");
    page.badge();
    let badge = page.text("[data-testid=device]");
    assert!(badge.contains("2 threads"), "{badge}");
    let slice: Vec<u16> = (0..64 * 64).collect();
    let PageOutcome::Failed(kind, words) =
        page.classify(&folder.file("slice.dcm", &Made::grey16(64, 64, &slice).file()))
    else {
        panic!("a reader that breaks down has answered")
    };
    assert!(kind == "worker" && words.contains("unreachable"), "{kind}: {words}");
    assert!(page.text(".failure-card__actions").contains("Try again"), "the next reader may do better");
    page.answer(&folder.drawn("after.png", 36));
    assert_eq!(page.text("[data-testid=device]"), badge, "the threads were let go");
}

#[test]
fn a_full_disk_takes_nothing_from_the_seal() {
    let (folder, site) = (Folder::new("full"), Site::new("full"));
    let page = open(&site);
    page.wait_for_guard();
    let origin = page.browser.run("return location.origin", &Value::Null);
    page.browser.devtools("Storage.overrideQuotaForOrigin", &json!({"origin": origin, "quotaSize": 1_000}));
    let refused = "return caches.open('full').then(cache => cache.put('./full', new Response('x'.repeat(9999)))).then(() => 'kept', why => why.name)";
    assert_eq!(page.browser.run(refused, &Value::Null), "QuotaExceededError");
    page.answer(&folder.drawn("full.png", 37));
    assert_eq!(seal(&page), "sealed", "{}", page.text("[data-testid=ledger]"));
    let asks = "return fetch('./no-such-file').then(answer => answer.status)";
    assert_eq!(page.browser.run(asks, &Value::Null), 503);
    page.remove_all();
    assert_eq!(page.browser.run(asks, &Value::Null), 404);
}
