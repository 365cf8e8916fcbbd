//! After one visit the page works without its host; a newer version waits for the visitor's consent.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::host::Host;
use crate::page::Page;
use crate::pictures::Folder;
use crate::site::Site;

/// Timeout for a version to be fetched on two busy cores.
const PATIENCE: Duration = Duration::from_secs(90);

#[test]
fn after_one_visit_the_page_works_without_its_host() {
    let folder = Folder::new("offline");
    let site = Site::new("offline");
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    let picture = folder.drawn("drawn.png", 60);
    let online = page.answer(&picture);
    page.set_stopped(true);
    page.browser.reload();
    page.wait_for("[data-testid=file-input]");
    let offline = page.answer(&picture);
    assert_eq!(online.probabilities, offline.probabilities, "the same picture gets the same answer");
    // Another page of the site, opened by its address, in a document of its own.
    page.browser.open("about:blank");
    page.browser.open(&format!("{}?backend=cpu#/check", page.url()));
    page.wait_for("#check-flight");
    page.browser.run("document.querySelector('[aria-labelledby=check-hashes] button').click()", &Value::Null);
    let counts = "return {...document.querySelector('[data-testid=hashes]')?.dataset}";
    page.browser.wait("the same hashes, of ten files or more", PATIENCE, |browser| {
        let counts = browser.run(counts, &Value::Null);
        let all = counts["all"].as_str().filter(|all| all.len() > 1)?;
        (counts["same"] == all).then_some(())
    });
    // The publisher is always shown; builds for tests have no key.
    page.wait_for("[data-testid=signed][data-state=unsigned]");
    // A device that computes on the CPU does not fetch the WebGPU bundle.
    let large = "return caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(set => set.keys())))) \
        .then(all => all.flat().map(request => request.url).filter(url => url.includes('worker_gpu')))";
    assert_eq!(page.browser.run(large, &Value::Null), json!([]));
    // A missing file is an error, not the page under another name.
    let missing = "return fetch('./no-such-file.js').then(answer => answer.status, error => error.name)";
    assert_eq!(page.browser.run(missing, &Value::Null), "TypeError");
    page.set_stopped(false);
    assert_eq!(page.browser.run(missing, &Value::Null), 404);
}

#[test]
fn a_newer_version_is_offered_and_never_mixed_with_the_one_in_use() {
    let folder = Folder::new("update");
    let site = Site::new("update");
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    page.answer(&folder.drawn("open.png", 61));
    let before = page.requests().len();
    let first = site.deploy("second");
    let look = "return navigator.serviceWorker.getRegistration().then(found => { found.update(); return 0 })";
    // No script may check for updates while a picture is open, as the request carries cookies; the browser does so by
    // itself.
    let refused = "return navigator.serviceWorker.getRegistration().then(found => found.update()).then(() => 'asked', () => 'refused')";
    assert_eq!(page.browser.run(refused, &Value::Null), "refused");
    page.browser.devtools("ServiceWorker.enable", &json!({}));
    page.browser.devtools("ServiceWorker.updateRegistration", &json!({"scopeURL": page.url()}));
    page.browser.wait("a look at sw.js", PATIENCE, |_| (page.requests().len() > before).then_some(()));
    // Enough time for a version to be installed, if it did not wait for the picture to be closed.
    std::thread::sleep(Duration::from_secs(3));
    let asked: Vec<String> = page.requests().into_iter().skip(before).map(|request| request.target).collect();
    assert!(asked.iter().all(|target| target.ends_with("/sw.js")), "asked for while a picture is open: {asked:?}");
    assert_eq!(version(&page), "first");
    page.remove_all();
    page.wait_for("[data-testid=update] button");
    assert_eq!(version(&page), "first", "a version is not taken before it is asked for");
    page.answer(&folder.drawn("between.png", 62));
    page.browser.wait("an update that would close the picture", PATIENCE, |_| {
        page.text("[data-testid=update]").contains("removed your pictures").then_some(())
    });
    page.remove_all();
    page.wait_for("[data-testid=update] button");
    take_update(&page, "second");
    page.answer(&folder.drawn("after.png", 63));
    page.remove_all();
    // Back to the first, as after a bad release.
    fs::write(site.path().join("index.html"), first.0).expect("the former page");
    fs::write(site.path().join("sw.js"), first.1).expect("the former list");
    page.browser.run(look, &Value::Null);
    page.wait_for("[data-testid=update] button");
    take_update(&page, "first");
    page.answer(&folder.drawn("back.png", 64));
}

#[test]
fn the_repair_page_and_the_kill_switch_forget_the_program_and_keep_the_model() {
    let site = Site::new("third");
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    let (shells, models) = kept(&page);
    assert!(shells == 1 && models > 0, "{shells} versions and {models} models are kept");
    page.browser.open(&format!("{}recover.html", page.url()));
    page.wait_for("#kept li");
    page.browser.run("document.getElementById('repair').click()", &Value::Null);
    page.browser.wait("the repair", PATIENCE, |_| page.text("#outcome").starts_with("Done").then_some(()));
    assert_eq!(kept(&page), (0, models));
    page.browser.open(&format!("{}?backend=cpu", page.url()));
    page.wait_for("[data-testid=file-input]");
    page.wait_for_guard();
    assert_eq!(kept(&page), (1, models));
    fs::copy(site.path().join("sw-off.js"), site.path().join("sw.js")).expect("the kill switch");
    let before = page.requests().len();
    page.browser.reload();
    // As long as the program is cached, the page itself is never requested from the host.
    page.browser.wait("the page from its host", PATIENCE, |_| {
        let from_host = page.requests().iter().skip(before).any(|request| request.target.ends_with("?backend=cpu"));
        (from_host && kept(&page) == (0, models)).then_some(())
    });
    page.wait_for("[data-testid=file-input]");
}

#[test]
fn a_set_that_the_repair_has_emptied_beneath_an_open_page_is_filled_again() {
    let folder = Folder::new("refilled");
    let site = Site::new("refilled");
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    page.browser.open(&format!("{}recover.html", page.url()));
    page.wait_for("#kept li");
    page.browser.run("document.getElementById('repair').click()", &Value::Null);
    page.browser.wait("the repair", PATIENCE, |_| page.text("#outcome").starts_with("Done").then_some(()));
    // The repair page stays open, and with it the browser keeps the service worker.
    page.browser.new_tab();
    page.browser.open(&format!("{}?backend=cpu", page.url()));
    page.wait_for("[data-testid=file-input]");
    page.wait_for_guard();
    wait_for_whole_set(&page);
    // Files that go missing later are all restored when the first of them is requested.
    let lose = "return caches.keys().then(names => caches.open(names.find(name => name.startsWith('onsight-shell-')))) \
        .then(async set => { for (const key of await set.keys()) await set.delete(key); return 0; })";
    page.browser.run(lose, &Value::Null);
    page.browser.run("return fetch('./theme.js').then(answer => answer.status)", &Value::Null);
    wait_for_whole_set(&page);
    page.set_stopped(true);
    page.browser.reload();
    page.wait_for("[data-testid=file-input]");
    page.answer(&folder.drawn("offline.png", 65));
}

/// Waits until every file of the program is cached, except those that few devices need.
#[track_caller]
fn wait_for_whole_set(page: &Page) {
    let missing = "return (async () => { \
        const listed = [...(await (await fetch('./sw.js')).text()).matchAll(/path: \"([^\"]+)\"/g)].map(found => found[1]); \
        const needed = listed.filter(path => !/^(worker_gpu|worker_threads|models|notices|text)/.test(path)); \
        const found = await Promise.all(needed.map(path => caches.match(new URL(path, document.baseURI).href))); \
        return [needed.length, needed.filter((_, at) => !found[at])]; })()";
    page.browser.wait("a whole set", PATIENCE, |browser| {
        let found = browser.run(missing, &Value::Null);
        (found[0].as_u64().is_some_and(|count| count > 10) && found[1] == json!([])).then_some(())
    });
}

/// The version of the document.
fn version(page: &Page) -> String {
    let script = "return document.querySelector('meta[name=release]')?.content ?? 'first'";
    page.browser.run(script, &Value::Null).as_str().unwrap_or_default().to_owned()
}

/// Clicks, and waits until the page of that version has loaded.
fn take_update(page: &Page, name: &str) {
    page.browser.run("document.querySelector('[data-testid=update] button').click()", &Value::Null);
    page.browser.wait(&format!("the version `{name}`"), PATIENCE, |_| (version(page) == name).then_some(()));
    page.wait_for("[data-testid=file-input]");
    page.wait_for_guard();
    page.browser.wait("one kept version", PATIENCE, |_| (kept(page).0 == 1).then_some(()));
}

/// How many versions of the program, and how many caches of models, the browser keeps.
fn kept(page: &Page) -> (usize, usize) {
    let names = page.browser.run("return caches.keys()", &json!(null));
    let count = |start: &str| {
        let names = names.as_array().into_iter().flatten().filter_map(Value::as_str);
        names.filter(|name| name.starts_with(start)).count()
    };
    (count("onsight-shell-"), count("onsight-models"))
}
