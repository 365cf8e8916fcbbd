//! Several threads where the page is cross-origin isolated: the same answers, and no need for any of it.

use std::fs;

use serde_json::Value;

use crate::driver::Gpu;
use crate::host::Host;
use crate::page::{Page, PageAnswer};
use crate::pictures::{Folder, twenty};
use crate::site::Site;
use crate::turns;

/// The page as a host with the shipped headers serves it.
fn isolated(site: &Site, query: &str) -> Page {
    Page::open_at(|| Host::serve_isolated(site.path()), Gpu::None, query)
}

/// Names of the scripts and modules of workers that were requested from the server.
fn workers(page: &Page) -> Vec<String> {
    let targets = page.requests().into_iter().map(|request| request.target);
    let names = targets.filter_map(|target| Some(target.split('?').next()?.rsplit('/').next()?.to_owned()));
    names.filter(|name| name.starts_with("worker")).collect()
}

/// Real slices where the data folder is there, which reach the network.
fn answers(page: &Page, folder: &Folder) -> Vec<PageAnswer> {
    twenty(folder).iter().step_by(6).map(|file| page.answer(file)).collect()
}

/// Largest difference between the logits of the known pictures, computed here by the network, and those recorded by the
/// command line.
fn deviation(page: &Page) -> String {
    page.wait_for("[data-testid=device]");
    let script = "return document.querySelector('[data-testid=device]').dataset.deviation";
    page.browser.run(script, &Value::Null).as_str().expect("a number").to_owned()
}

#[track_caller]
fn assert_equal(some: &[PageAnswer], others: &[PageAnswer]) {
    assert_eq!(some.len(), others.len());
    for (one, other) in some.iter().zip(others) {
        assert_eq!((&one.decision, &one.probabilities), (&other.decision, &other.probabilities));
    }
}

#[test]
fn threads_change_no_digit_of_an_answer() {
    let _turn = turns::alone();
    let (folder, site) = (Folder::new("threads"), Site::new("threads"));
    let (on_one, apart) = {
        let page = Page::open_at(|| Host::serve(site.path()), Gpu::None, "?backend=cpu");
        assert!(!page.badge().contains("threads"), "{}", page.badge());
        let answers = answers(&page, &folder);
        assert!(workers(&page).contains(&"worker_bg.wasm".to_owned()), "{:?}", workers(&page));
        assert_eq!(page.browser.run("return crossOriginIsolated", &Value::Null), false);
        (answers, deviation(&page))
    };
    for threads in [2, 4] {
        let page = isolated(&site, &format!("?backend=cpu&threads={threads}"));
        assert!(page.badge().contains(&format!("{threads} threads")), "{}", page.badge());
        assert_eq!(deviation(&page), apart, "on the known pictures");
        let on_several = answers(&page, &folder);
        assert_equal(&on_several, &on_one);
        println!("{threads} threads: {:?} ms", on_several.iter().map(|answer| answer.inference_ms).collect::<Vec<_>>());
        assert_eq!(page.browser.console_errors(), Vec::<String>::new());
    }
}

#[test]
fn from_the_second_visit_on_no_host_has_to_isolate_the_page() {
    let _turn = turns::alone();
    let (folder, site) = (Folder::new("second-visit"), Site::new("second-visit"));
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    let first = answers(&page, &folder);
    page.remove_all();
    page.browser.reload();
    page.wait_for_guard();
    assert_eq!(page.browser.run("return crossOriginIsolated", &Value::Null), true);
    let cores = page.browser.run("return navigator.hardwareConcurrency", &Value::Null);
    let several = cores.as_u64().is_some_and(|cores| cores > 1);
    assert_eq!(page.badge().contains("threads"), several, "{cores} cores: {}", page.badge());
    assert_equal(&answers(&page, &folder), &first);
    // And offline.
    page.remove_all();
    page.set_stopped(true);
    page.browser.reload();
    assert_eq!(page.badge().contains("threads"), several, "{cores} cores: {}", page.badge());
    assert_equal(&answers(&page, &folder), &first);
}

#[test]
fn where_threads_cannot_start_one_computes_and_the_page_says_so() {
    let _turn = turns::alone();
    let (folder, site) = (Folder::new("no-threads"), Site::new("no-threads"));
    fs::remove_file(site.path().join("worker_threads_helper.js")).expect("the helpers' script");
    {
        let page = isolated(&site, "?backend=cpu&threads=3");
        assert!(page.badge().contains("Of 3 threads 1 started."), "{}", page.badge());
        page.answer(&folder.drawn("alone.png", 83));
    }
    fs::remove_file(site.path().join("worker_threads_bg.wasm")).expect("the module with threads");
    let page = isolated(&site, "?backend=cpu&threads=2");
    assert!(page.badge().contains("Several threads did not work here, so one computes."), "{}", page.badge());
    page.answer(&folder.drawn("plain.png", 84));
    assert!(workers(&page).contains(&"worker_bg.wasm".to_owned()), "{:?}", workers(&page));
}

#[test]
fn one_thread_is_enough_for_whoever_asks_for_one() {
    let site = Site::new("one-thread");
    let page = isolated(&site, "?backend=cpu&threads=1");
    assert!(!page.badge().contains("threads"), "{}", page.badge());
    assert_eq!(page.browser.run("return crossOriginIsolated", &Value::Null), true);
}
