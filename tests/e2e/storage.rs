//! Weights on this device: stored part by part, never fetched twice, repaired, shown and deleted.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::host::Host;
use crate::page::Page;
use crate::pictures::Folder;
use crate::site::{Site, WEIGHTS};

/// Timeout for what needs no model.
const SHORTLY: Duration = Duration::from_secs(60);

/// Names of the parts that the browser keeps.
const KEPT: &str = "return caches.open('onsight-models-1').then(cache => cache.keys()).then(keys => \
    keys.map(key => new URL(key.url).pathname).filter(path => path.includes('/brain-mri/')).map(path => path.split('/').pop()).filter(name => name.endsWith('.bin')).sort())";

/// How often each part was requested, by name.
fn asked(page: &Page) -> BTreeMap<String, usize> {
    let mut asked = BTreeMap::new();
    for request in page.requests() {
        if let Some((_, name)) = request.target.split_once(WEIGHTS) {
            *asked.entry(format!("weights-{name}")).or_default() += 1;
        }
    }
    asked
}

fn kept(page: &Page) -> Vec<String> {
    let names = page.browser.run(KEPT, &Value::Null);
    names.as_array().expect("a list").iter().filter_map(|name| Some(name.as_str()?.to_owned())).collect()
}

#[track_caller]
fn wait_for_text(page: &Page, selector: &str, part: &str) {
    let script = "return document.querySelector(arguments[0])?.innerText ?? ''";
    page.browser.wait(&format!("`{part}` in {selector}"), SHORTLY, |browser| {
        browser.run(script, &json!(selector)).as_str().filter(|text| text.contains(part)).map(drop)
    });
}

fn open(site: &Site) -> Page {
    Page::open_at(|| Host::serve(site.path()), Gpu::None, "?backend=cpu")
}

#[test]
fn a_picture_that_is_dropped_while_the_model_is_on_its_way_is_answered() {
    let folder = Folder::new("early");
    let site = Site::new("early");
    let held = site.hold(&site.chunks()[1]);
    let page = open(&site);
    let file = folder.drawn("early.png", 78);
    page.pick(&[file.as_path()]);
    // Long enough for a page that would wrongly seal itself now, and so never get the model.
    std::thread::sleep(Duration::from_secs(3));
    let seal = "return document.querySelector('[data-testid=ledger]').dataset.seal";
    assert_ne!(page.browser.run(seal, &Value::Null), "sealed", "nothing of the picture is read yet");
    held.release();
    page.answer_of("early.png");
    assert_eq!(page.browser.run(seal, &Value::Null), "sealed");
}

#[test]
fn a_download_that_is_cut_off_goes_on_at_the_missing_part() {
    let (folder, site) = (Folder::new("cut-off"), Site::new("cut-off"));
    let chunks = site.chunks();
    let arrived = chunks.len() * 6 / 10;
    assert!(arrived > 0, "{chunks:?}");
    let held = site.hold(&chunks[arrived]);
    let page = open(&site);
    page.browser.wait("60 % of the model", SHORTLY, |_| (kept(&page).len() == arrived).then_some(()));
    // The tab is closed in the middle of the download.
    let left = page.browser.new_tab();
    let here = page.browser.new_tab();
    page.browser.go_to_tab(&left);
    page.browser.close_tab();
    page.browser.go_to_tab(&here);
    // Closing takes a moment; the lock shows when the tab's worker is gone.
    page.browser.open(&format!("{}examples/index.json", page.url()));
    let locked = "return navigator.locks.query().then(locks => locks.held.length)";
    page.browser.wait("the end of the tab", SHORTLY, |browser| (browser.run(locked, &Value::Null) == 0).then_some(()));
    held.release();
    let before = asked(&page);
    page.browser.open(&format!("{}?backend=cpu", page.url()));
    page.wait_for("[data-testid=file-input]");
    page.answer(&folder.drawn("after.png", 60));
    let after = asked(&page);
    for (at, name) in chunks.iter().enumerate() {
        let fetched = after[name] - before.get(name).copied().unwrap_or(0);
        if at < arrived {
            assert_eq!((after[name], fetched), (1, 0), "{name} was kept, and asked for again");
        } else {
            assert!(fetched >= 1, "{name} was missing, and not asked for");
        }
    }
    page.browser.wait("every part", SHORTLY, |_| (kept(&page) == chunks).then_some(()));
}

#[test]
fn two_tabs_fetch_a_model_once() {
    let (folder, site) = (Folder::new("tabs"), Site::new("tabs"));
    let chunks = site.chunks();
    let held = site.hold(&chunks[1]);
    let page = open(&site);
    page.browser.wait("the first part", SHORTLY, |_| (kept(&page).len() == 1).then_some(()));
    let first = page.browser.new_tab();
    page.browser.open(&format!("{}?backend=cpu", page.url()));
    wait_for_text(&page, "main", "Another tab is fetching the model");
    held.release();
    let second = page.answer(&folder.drawn("second.png", 61));
    page.browser.close_tab();
    page.browser.go_to_tab(&first);
    assert_eq!(page.answer(&folder.drawn("first.png", 61)).probabilities, second.probabilities);
    let once: BTreeMap<String, usize> = chunks.into_iter().map(|name| (name, 1)).collect();
    assert_eq!(asked(&page), once);
}

#[test]
fn the_next_visit_fetches_nothing_but_what_was_damaged_here() {
    let (folder, site) = (Folder::new("again"), Site::new("again"));
    let page = open(&site);
    let first = page.answer(&folder.drawn("first.png", 50));
    let mut expected: BTreeMap<String, usize> = site.chunks().into_iter().map(|name| (name, 1)).collect();
    assert_eq!(asked(&page), expected, "the first visit fetches every part once");

    let visit = |name: &str| {
        page.browser.reload();
        page.wait_for("[data-testid=file-input]");
        assert_eq!(page.answer(&folder.drawn(name, 50)).probabilities, first.probabilities);
        asked(&page)
    };
    assert_eq!(visit("second.png"), expected, "the second visit fetches none");

    let flip = "return (async () => { \
        const cache = await caches.open('onsight-models-1'); \
        const key = (await cache.keys()).find(key => key.url.includes('weights-002')); \
        const bytes = new Uint8Array(await (await cache.match(key)).arrayBuffer()); \
        bytes[bytes.length >> 1] ^= 1; \
        await cache.put(key, new Response(bytes)); \
        return new URL(key.url).pathname.split('/').pop(); })()";
    let flipped = page.browser.run(flip, &Value::Null).as_str().expect("a part").to_owned();
    *expected.get_mut(&flipped).expect("a part of the model") += 1;
    assert_eq!(visit("third.png"), expected, "a part with a flipped byte is fetched again, and no other");
    assert_eq!(visit("fourth.png"), expected, "and is kept again");

    // A newer model on the host is for a newer page: this page keeps the one that it was built with.
    let path = site.of_model("manifest.json");
    let manifest = fs::read_to_string(&path).expect("the manifest");
    fs::write(&path, manifest.replace(&site.chunks()[0], "weights-000-ffffffffffffffff.bin")).expect("the manifest");
    assert_eq!(visit("fifth.png"), expected);
}

#[test]
fn what_is_kept_is_shown_and_deleted_and_a_full_disk_is_told() {
    let (folder, site) = (Folder::new("storage"), Site::new("storage"));
    let page = open(&site);
    page.answer(&folder.drawn("kept.png", 70));
    let go = |to: &str| page.browser.run("location.hash = arguments[0]", &json!(to));
    let press = |name: &str| {
        let script = "const button = [...document.querySelectorAll('main button')].find(button => \
            (button.ariaLabel ?? button.innerText).includes(arguments[0])); button?.click(); return !!button";
        page.browser.wait(name, SHORTLY, |browser| browser.run(script, &json!(name)).as_bool().filter(|done| *done));
    };
    go("#/storage");
    page.wait_for("[data-testid=kept-model][data-task=brain-mri]");
    let bytes = "return Number(document.querySelector('[data-testid=kept-model][data-task=brain-mri]').dataset.bytes)";
    let sizes = site.chunks().into_iter().map(|name| fs::metadata(site.of_model(&name)).expect("a part").len());
    assert_eq!(page.browser.run(bytes, &Value::Null), json!(sizes.sum::<u64>()));
    wait_for_text(&page, "[data-testid=kept-model]", "works without a network");

    page.browser.devtools("Browser.grantPermissions", &json!({"permissions": ["durableStorage"]}));
    press("Ask the browser to keep it");
    wait_for_text(&page, "[data-testid=promise]", "has promised");

    press("Delete the kept model Brain MRI");
    page.browser.wait("only the modality classifier left", SHORTLY, |browser| {
        let tasks =
            "return [...document.querySelectorAll('[data-testid=kept-model]')].map(model => model.dataset.task)";
        (browser.run(tasks, &Value::Null) == json!(["modality"])).then_some(())
    });
    press("Delete the kept model Kind of picture");
    page.wait_for("[data-testid=nothing-kept]");
    assert_eq!(kept(&page), Vec::<String>::new());

    // From here on the quota is too small for the model.
    let origin = page.browser.run("return location.origin", &Value::Null);
    page.browser.devtools("Storage.overrideQuotaForOrigin", &json!({"origin": origin, "quotaSize": 600_000}));
    go("#/");
    page.browser.reload();
    page.wait_for("[data-testid=file-input]");
    page.answer(&folder.drawn("full.png", 71));
    wait_for_text(&page, "[aria-label=Notice]", "no room left");
    go("#/storage");
    wait_for_text(&page, "main", "fetched again next time");
    assert!(kept(&page).len() < 2, "more is kept than there is room for: {:?}", kept(&page));
}
