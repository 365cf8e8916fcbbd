//! The page about a label: from an answer, at both reading levels, in both languages, and never fetched while a picture
//! is open.

use std::fs;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::host::Host;
use crate::language::{SHORTLY, choose, open_example, wait_for_language};
use crate::looks::{NAMELESS_OR_SMALL, assert_fits};
use crate::page::Page;
use crate::site::Site;

/// A made-up task that has no model yet, as the build would have packed it, and what is known of its label.
const PLANNED: &str = "task\tleaf-colour\tplanned\tLeaf colour\t\t\tCC0-1.0\n\
    not\tDeciding what to spray.\nlabel\trust\tRust\tpage\n";
const PAGES: &str = "page\trust\tRust\t2026-11-29\nwhat\tIt is red. [1]\nsigns\tRings. [1]\nread\t1\n\
    source\tWHO: Leaves (2021)\thttps://example.org/\ten\n";
const ABOUT: &str = "[data-testid=about]";
const LIST: &str = "[data-testid=catalogue]";

fn go(page: &Page, fragment: &str) {
    page.browser.run("location.hash = arguments[0]", &json!(fragment));
}

fn click(page: &Page, selector: &str) {
    page.wait_for(selector);
    page.browser.run("document.querySelector(arguments[0]).click()", &json!(selector));
}

#[track_caller]
fn wait_for_text(page: &Page, selector: &str, text: &str) {
    page.browser.wait(text, SHORTLY, |_| page.text(selector).contains(text).then_some(()));
}

#[test]
fn an_answer_leads_to_its_page_and_nothing_is_asked_while_the_picture_is_open() {
    let page = Page::open(Gpu::None, "?backend=cpu&lang=en");
    page.wait_for_guard();
    // Once opened in a language that the browser does not ask for, it is cached.
    go(&page, "#/about/brain-mri/glioma");
    page.wait_for(ABOUT);
    choose(&page, "de");
    wait_for_language(&page, "de");
    wait_for_text(&page, "[data-section=what] h2", "Was es ist");
    choose(&page, "en");
    wait_for_language(&page, "en");
    go(&page, "#/");
    open_example(&page);
    let asked = page.requests().len();
    let name = page.text("[data-testid=probability] a");
    click(&page, "[data-testid=probability] a");
    page.wait_for(ABOUT);
    assert_eq!(page.text("h1"), name);
    assert_eq!(page.text("[data-section=what] h2"), "What it is");
    assert!(page.text("[data-section=sources]").contains("https://"), "sources with their addresses");
    // What is said of survival is folded, where there is something to say.
    let is_folded = "return !document.querySelector('[data-testid=survival]')?.open";
    assert_eq!(page.browser.run(is_folded, &Value::Null), true);
    click(&page, "input[name=reading][value=clinician]");
    page.wait_for("[data-section=signs]");
    let what = "return document.querySelectorAll('[data-section=what]').length";
    assert_eq!(page.browser.run(what, &Value::Null), 0, "one reading level at a time");
    choose(&page, "de");
    wait_for_language(&page, "de");
    wait_for_text(&page, "[data-section=signs] h2", "Typische Befunde");
    let tag = page.browser.run("return document.querySelector('[data-testid=about]').lang", &Value::Null);
    assert_eq!(tag, "de");
    // A number leads to its source.
    click(&page, ".about__cite");
    let is_seen = "const number = location.hash.split('/').at(-1); \
        const box = document.getElementById(`about-source-${number}`).getBoundingClientRect(); \
        return box.top < innerHeight && box.bottom > 0";
    page.browser
        .wait("the source", SHORTLY, |browser| browser.run(is_seen, &Value::Null).as_bool().filter(|is_seen| *is_seen));
    assert_eq!(page.asked_since(asked), [""; 0], "asked for while a picture is open");
}

#[test]
fn the_first_answer_of_a_first_visit_leads_to_its_page() {
    let page = Page::open(Gpu::None, "?backend=cpu&lang=en");
    page.wait_for_guard();
    open_example(&page);
    let asked = page.requests().len();
    let name = page.text("[data-testid=probability] a");
    click(&page, "[data-testid=probability] a");
    page.wait_for(ABOUT);
    assert_eq!(page.text("h1"), name);
    assert_eq!(page.asked_since(asked), [""; 0], "asked for while a picture is open");
}

#[test]
fn a_page_that_is_not_kept_comes_when_the_pictures_are_closed() {
    let page = Page::open(Gpu::None, "?backend=cpu&lang=en");
    page.wait_for_guard();
    // As a browser does that clears a part of what is kept.
    let forget = "return (async () => { \
        const name = (await caches.keys()).find(name => name.startsWith('onsight-shell-')); \
        const set = await caches.open(name); \
        const keys = (await set.keys()).filter(key => key.url.includes('/text/about/')); \
        return (await Promise.all(keys.map(key => set.delete(key)))).length; })()";
    assert!(page.browser.run(forget, &Value::Null).as_u64() > Some(0), "pages are kept from the start");
    open_example(&page);
    let fetched = || page.requests().iter().filter(|request| request.target.contains("text/about/")).count();
    let before = fetched();
    go(&page, "#/about/brain-mri/meningioma");
    wait_for_text(&page, "[data-testid=about-note]", "not on this device yet");
    assert_eq!(fetched(), before, "asked for while a picture is open");
    go(&page, "#/");
    page.remove_all();
    go(&page, "#/about/brain-mri/meningioma");
    page.wait_for(ABOUT);
    assert!(fetched() > before, "comes from the host");
    go(&page, "#/about/brain-mri/unknown");
    wait_for_text(&page, "[data-testid=about-note]", "no page of this name");
    go(&page, "#/about");
    wait_for_text(&page, "[data-testid=about-note]", "no page of this name");
    assert_eq!(page.text("h1"), "Known in general");
}

#[test]
fn a_label_of_a_task_without_a_model_has_its_page_which_says_so() {
    let site = Site::new("about-planned");
    site.change_text("text/models/en.txt", |list| format!("{PLANNED}{list}"));
    fs::write(site.path().join("text/about/leaf-colour-en.txt"), PAGES).expect("its pages");
    let page = Page::visit(|| Host::serve(site.path()), Gpu::None, "?backend=cpu&lang=en#/models");
    page.wait_for(LIST);
    click(&page, "[data-task=leaf-colour] .catalogue__labels a");
    page.wait_for(ABOUT);
    assert_eq!(page.text("h1"), "Rust");
    assert!(page.text("[data-testid=about-planned]").contains("no model"), "{}", page.text("main"));
    assert_eq!(page.browser.run(NAMELESS_OR_SMALL, &Value::Null), json!([]));
    // A task with a model says nothing of that.
    go(&page, "#/about/brain-mri/glioma");
    wait_for_text(&page, "h1", "Glioma");
    let notes = "return document.querySelectorAll('[data-testid=about-planned]').length";
    assert_eq!(page.browser.run(notes, &Value::Null), 0);
    // An address that is neither a file of the site nor on its list is not requested.
    go(&page, "#/about/no-such-task/rust");
    wait_for_text(&page, "[data-testid=about-note]", "did not come");
    let asked = page.requests().into_iter().filter(|request| request.target.contains("no-such-task")).count();
    assert_eq!(asked, 0);
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}

#[test]
fn a_page_takes_turns_with_the_list_of_all_models_and_its_reading_level_stays() {
    let page = Page::visit(Host::find, Gpu::None, "?backend=cpu&lang=en#/models");
    page.wait_for(LIST);
    let counts = format!("return ['main h1', '{LIST}', '{ABOUT}'].map(one => document.querySelectorAll(one).length)");
    let counts = || page.browser.run(&counts, &Value::Null);
    assert_eq!(counts(), json!([1, 1, 0]));
    go(&page, "#/about/brain-mri/glioma");
    page.wait_for(ABOUT);
    assert_eq!(counts(), json!([1, 0, 1]));
    let title = page.text("h1");
    click(&page, "input[name=reading][value=clinician]");
    page.wait_for("[data-section=signs]");
    go(&page, "#/models");
    page.wait_for(LIST);
    assert_eq!(counts(), json!([1, 1, 0]));
    go(&page, "#/about/brain-mri/glioma");
    page.wait_for("[data-section=signs]");
    // The skip link replaces the address, and the page stays the same, in another language too.
    go(&page, "#main");
    choose(&page, "de");
    wait_for_language(&page, "de");
    wait_for_text(&page, "[data-section=signs] h2", "Typische Befunde");
    assert_ne!(page.text("h1"), title);
    let kept = "return localStorage.getItem('onsight.reading')";
    assert_eq!(page.browser.run(kept, &Value::Null), "clinician");
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}

#[test]
fn every_label_of_the_model_has_a_page_that_can_be_read_everywhere() {
    let page = Page::visit(Host::find, Gpu::None, "?backend=cpu&lang=en#/about/brain-mri/glioma");
    page.wait_for(ABOUT);
    page.browser.run("document.querySelector('[data-testid=survival]').open = true", &Value::Null);
    assert_eq!(page.browser.run(NAMELESS_OR_SMALL, &Value::Null), json!([]));
    assert_fits(&page, "about");
    go(&page, "#/model");
    page.wait_for(".model-page__labels a");
    let links = "return [...document.querySelectorAll('.model-page__labels a')].map(link => link.hash)";
    let links = page.browser.run(links, &Value::Null);
    let links: Vec<&str> = links.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    assert!(links.len() > 1, "{links:?}");
    let mut titles = Vec::new();
    for link in links {
        go(&page, link);
        page.wait_for(ABOUT);
        let is_new = |title: &String| !title.is_empty() && !titles.contains(title);
        let title = page.browser.wait(link, SHORTLY, |_| Some(page.text("h1")).filter(is_new));
        titles.push(title);
    }
}
