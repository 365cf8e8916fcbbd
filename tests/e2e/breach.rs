//! Attempts to lift the seal fail, and where something breaks it the page says so, with the right reason.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::host::Host;
use crate::page::Page;
use crate::pictures::Folder;
use crate::site::Site;

/// Timeout for what the page detects by itself: it checks every five seconds.
const SOON: Duration = Duration::from_secs(60);

/// The outcome of a request that needs the network.
const ASKS: &str = "return fetch('./no-such-file').then(answer => answer.status)";

fn open(site: &Site) -> Page {
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    page
}

#[track_caller]
fn wait_for_seal(page: &Page, wanted: &str) {
    let seal = "return document.querySelector('[data-testid=ledger]')?.dataset.seal ?? ''";
    page.browser.expect(&format!("a seal that is {wanted}"), SOON, |browser| {
        (browser.run(seal, &Value::Null) == wanted).then_some(())
    });
}

/// Another tab with the page in it; returns the one that was left, and this one.
fn other_tab(page: &Page) -> (String, String) {
    let first = page.browser.new_tab();
    page.browser.open(&format!("{}?backend=cpu", page.url()));
    page.wait_for("[data-testid=file-input]");
    page.wait_for_guard();
    (first, page.browser.tab())
}

/// Makes the browser check for a newer version, as it does by itself.
fn look_for_a_version(page: &Page) {
    page.browser.devtools("ServiceWorker.enable", &json!({}));
    page.browser.devtools("ServiceWorker.updateRegistration", &json!({"scopeURL": page.url()}));
}

#[test]
fn all_tabs_are_sealed_together_and_each_says_why() {
    let (folder, site) = (Folder::new("together"), Site::new("together"));
    let page = open(&site);
    let (first, second) = other_tab(&page);
    assert_eq!(page.browser.run(ASKS, &Value::Null), 404);
    page.answer(&folder.drawn("second.png", 80));
    wait_for_seal(&page, "sealed");
    page.browser.go_to_tab(&first);
    wait_for_seal(&page, "elsewhere");
    assert!(page.all_text("[data-testid=seal-meaning]").contains("another tab"));
    assert_eq!(page.browser.run(ASKS, &Value::Null), 503);
    // It may use what is cached, and stays sealed when the other one is closed.
    page.answer(&folder.drawn("first.png", 81));
    wait_for_seal(&page, "sealed");
    page.browser.go_to_tab(&second);
    page.browser.run("document.querySelector('.queue [aria-label^=Remove]').click()", &Value::Null);
    wait_for_seal(&page, "elsewhere");
    assert_eq!(page.browser.run(ASKS, &Value::Null), 503);
    // A tab that is gone has nothing open.
    page.browser.go_to_tab(&first);
    page.browser.close_tab();
    page.browser.go_to_tab(&second);
    wait_for_seal(&page, "open");
    assert_eq!(page.browser.run(ASKS, &Value::Null), 404);
}

#[test]
fn a_service_worker_that_starts_anew_without_a_memory_keeps_the_seal() {
    let (folder, site) = (Folder::new("anew"), Site::new("anew"));
    let page = open(&site);
    page.answer(&folder.drawn("anew.png", 82));
    wait_for_seal(&page, "sealed");
    page.browser.devtools("ServiceWorker.enable", &json!({}));
    for _ in 0..2 {
        page.browser.devtools("ServiceWorker.stopAllWorkers", &json!({}));
        let lost = "return caches.keys().then(names => Promise.all(names.filter(name => name.includes('seal')).map(name => caches.delete(name)))).then(() => 0)";
        page.browser.run(lost, &Value::Null);
        assert_eq!(page.browser.run(ASKS, &Value::Null), 503);
    }
    // Longer than the interval between two checks.
    std::thread::sleep(Duration::from_secs(6));
    wait_for_seal(&page, "sealed");
    page.remove_all();
    assert_eq!(page.browser.run(ASKS, &Value::Null), 404);
}

#[test]
fn the_repair_page_and_the_kill_switch_wait_for_a_picture_in_another_tab() {
    let (folder, site) = (Folder::new("waits"), Site::new("waits"));
    let page = open(&site);
    page.answer(&folder.drawn("waits.png", 83));
    wait_for_seal(&page, "sealed");
    let first = page.browser.new_tab();
    page.browser.open(&format!("{}recover.html", page.url()));
    page.wait_for("#kept li");
    page.browser.run("document.getElementById('repair').click()", &Value::Null);
    page.browser.expect("a refusal", SOON, |_| page.text("#outcome").contains("A picture is open").then_some(()));
    let shells = "return caches.keys().then(names => names.filter(name => name.startsWith('onsight-shell-')).length)";
    assert_eq!(page.browser.run(shells, &Value::Null), 1);
    fs::copy(site.path().join("sw-off.js"), site.path().join("sw.js")).expect("the kill switch");
    look_for_a_version(&page);
    // Time enough to take over, if it did not wait.
    std::thread::sleep(Duration::from_secs(4));
    page.browser.go_to_tab(&first);
    wait_for_seal(&page, "sealed");
    assert_eq!(page.browser.run(ASKS, &Value::Null), 503);
    page.remove_all();
    // The page reloads itself when another service worker takes control.
    page.browser.wait("the kill switch", SOON, |browser| (browser.run(shells, &Value::Null) == 0).then_some(()));
}

#[test]
fn a_service_worker_that_takes_over_breaks_the_seal_and_the_page_says_so() {
    let (folder, site) = (Folder::new("broken"), Site::new("broken"));
    let page = open(&site);
    page.answer(&folder.drawn("broken.png", 84));
    wait_for_seal(&page, "sealed");
    // The host can do this deliberately; nothing in the page can.
    let other = "self.onfetch = () => {}; self.oninstall = () => self.skipWaiting(); self.onactivate = event => event.waitUntil(clients.claim());";
    fs::write(site.path().join("sw.js"), other).expect("another service worker");
    look_for_a_version(&page);
    wait_for_seal(&page, "broken");
    let meaning = page.all_text("[data-testid=seal-meaning]");
    assert!(meaning.contains("no longer in charge") && meaning.contains("could have asked"), "{meaning}");
    // It stays so until the pictures are closed, whatever is repaired meanwhile.
    std::thread::sleep(Duration::from_secs(6));
    wait_for_seal(&page, "broken");
    page.remove_all();
}

#[test]
fn a_full_disk_is_no_first_visit() {
    let (folder, site) = (Folder::new("no-room"), Site::new("no-room"));
    let page = Page::visit(|| Host::serve(site.path()), Gpu::None, "examples/index.json");
    let origin = page.browser.run("return location.origin", &Value::Null);
    page.browser.devtools("Storage.overrideQuotaForOrigin", &json!({"origin": origin, "quotaSize": 1_000}));
    page.browser.open(&format!("{}?backend=cpu", page.url()));
    page.wait_for("[data-testid=file-input]");
    page.answer(&folder.drawn("no-room.png", 85));
    wait_for_seal(&page, "watched");
    let meaning = page.all_text("[data-testid=seal-meaning]");
    assert!(meaning.contains("no room") && !meaning.contains("first visit"), "{meaning}");
}

#[test]
fn without_a_service_worker_neither_the_address_nor_a_download_tells_the_host_anything() {
    let (folder, site) = (Folder::new("no-worker"), Site::new("no-worker"));
    fs::remove_file(site.path().join("sw.js")).expect("the service worker");
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::None, "?backend=cpu");
    page.answer(&folder.drawn("no-worker.png", 86));
    wait_for_seal(&page, "watched");
    let tries = "history.pushState(null, '', '?patient=pushed'); history.replaceState(null, '', './patient-replaced'); \
        const link = Object.assign(document.createElement('a'), { href: './patient-saved', download: 'a' }); \
        document.body.append(link); link.click(); return location.href";
    let address = page.browser.run(tries, &Value::Null);
    assert_eq!(address, json!(format!("{}?backend=cpu", page.url())));
    // A reload asks for the address that stands there.
    page.browser.reload();
    page.expect("[data-testid=file-input]");
    let told: Vec<_> = page.requests().into_iter().filter(|request| request.target.contains("patient")).collect();
    assert!(told.is_empty(), "{told:?}");
    // What the page has made itself is saved all the same.
    let saves = "const link = document.createElement('a'); link.download = 'own.txt'; \
        link.href = URL.createObjectURL(new Blob(['x'])); link.click(); \
        return new Promise(done => setTimeout(() => done(document.querySelector('[data-testid=ledger]').dataset.refused), 1500))";
    page.answer(&folder.drawn("again.png", 87));
    assert_eq!(page.browser.run(saves, &Value::Null), "0");
}

#[test]
fn a_website_that_has_opened_this_page_is_disowned_and_not_heard() {
    let site = Site::new("opener");
    // With a service worker, or a host that sends its headers, the browser separates the two itself.
    fs::remove_file(site.path().join("sw.js")).expect("the service worker");
    let page = Page::visit(|| Host::serve(site.path()), Gpu::None, "examples/index.json");
    let opener = page.browser.tab();
    page.browser.run("window.opened = window.open(arguments[0]); return 0", &json!(page.url()));
    let opened =
        page.browser.wait("another tab", SOON, |browser| browser.tabs().into_iter().find(|tab| *tab != opener));
    page.browser.go_to_tab(&opened);
    page.wait_for("[data-testid=file-input]");
    // Whoever hears a window can answer it.
    let listens =
        "window.heard = 0; addEventListener('message', () => window.heard += 1, true); return opener === null";
    assert_eq!(page.browser.run(listens, &Value::Null), true);
    page.browser.go_to_tab(&opener);
    page.browser.run("window.opened.postMessage('say it', '*'); return 0", &Value::Null);
    page.browser.go_to_tab(&opened);
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(page.browser.run("return window.heard", &Value::Null), 0);
}

#[test]
fn a_page_that_is_left_with_a_picture_open_gets_nothing_through_at_its_end() {
    let (folder, site) = (Folder::new("at-end"), Site::new("at-end"));
    let page = open(&site);
    let leave = |word: &str| {
        let asks = "addEventListener('pagehide', () => void fetch(`./no-such-file?${arguments[0]}`, { keepalive: true }), true); \
            return 0";
        page.browser.run(asks, &json!(word));
        page.browser.reload();
        page.wait_for_guard();
    };
    let is_told = |word: &str| page.requests().iter().any(|request| request.target.contains(word));
    leave("end-without-picture");
    page.browser.expect("the request of a page that is left", SOON, |_| is_told("end-without-picture").then_some(()));
    page.answer(&folder.drawn("at-end.png", 88));
    wait_for_seal(&page, "sealed");
    leave("end-with-picture");
    std::thread::sleep(Duration::from_secs(3));
    assert!(!is_told("end-with-picture"));
    // The page that came afterwards has the network again.
    assert_eq!(page.browser.run(ASKS, &Value::Null), 404);
}
