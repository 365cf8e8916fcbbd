//! The list of all models and the page about one: what they say, and what is fetched, removed and requested from there;
//! nothing of it while a picture is open, unless the visitor agrees to close it.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::host::Host;
use crate::language::{choose, open_example, wait_for_language};
use crate::lightbox::ENTER;
use crate::looks::{NAMED_ALIKE, NAMELESS_OR_SMALL, assert_fits};
use crate::page::Page;
use crate::pictures::Folder;
use crate::site::{Site, WEIGHTS};

const PATIENCE: Duration = Duration::from_secs(120);
/// The list, once it is there.
pub(crate) const LIST: &str = "[data-testid=catalogue]";
/// The entry of the page's first task.
pub(crate) const BRAIN: &str = "[data-testid=catalogue-entry][data-task=brain-mri]";

/// A made-up task, as the build would have packed it.
const MADE_UP: &str = "task\tleaf-colour\toffered\tLeaf colour\t0.2.0\t9\tCC0-1.0\n\
    summary\tSorts one photograph of a leaf into three classes.\nnot\tDeciding what to spray.\n\
    source\tgarden\tLeaves of one garden\tCC0\nversion\t0.2.0\t2026-11-29\nchanged\tThree classes and not two.\n";

/// A task whose network did no better than a rule.
const FOUND: &str = "task\tleaf-colour\tfinding\tLeaf colour\t\t\tCC0-1.0\tpicture\nnot\tDeciding what to spray.\n\
    source\tgarden\tLeaves of one garden\tCC0\nlabel\trust\tRust\t\nfinding\tIt may know the camera and no leaf.\n\
    held\tnetwork\t\t0.7000\t0.6000\t0.8000\t40\tgarden\nheld\tborder\tnearest\t0.7500\t0.6500\t0.8500\t40\tgarden\n";

/// Opens another page of the site.
pub(crate) fn go(page: &Page, fragment: &str) {
    page.browser.run("location.hash = arguments[0]", &json!(fragment));
}

/// Presses a button in an entry of the list.
#[track_caller]
pub(crate) fn press(page: &Page, entry: &str, test_id: &str) {
    let selector = format!("{entry} [data-testid={test_id}]:not([disabled], [aria-disabled=true])");
    page.wait_for(&selector);
    page.browser.run("document.querySelector(arguments[0]).click()", &json!(selector));
}

/// The same by the keyboard.
#[track_caller]
fn press_by_key(page: &Page, entry: &str, test_id: &str) {
    let selector = format!("{entry} [data-testid={test_id}]:not([disabled], [aria-disabled=true])");
    page.wait_for(&selector);
    page.browser.run("document.querySelector(arguments[0]).focus()", &json!(selector));
    page.browser.press(&[ENTER]);
}

/// Waits until this much of a model is stored: the value of `data-kept`.
#[track_caller]
pub(crate) fn wait_for_kept(page: &Page, entry: &str, kept: &str) {
    let selector = format!("{entry} [data-testid=catalogue-keeping][data-kept={kept}]");
    let script = "return Boolean(document.querySelector(arguments[0]))";
    page.browser.wait(&selector, PATIENCE, |browser| {
        browser.run(script, &json!(selector)).as_bool().filter(|is_there| *is_there)
    });
}

/// Waits until something in an entry has the keyboard.
#[track_caller]
fn wait_for_focus(page: &Page, entry: &str) {
    let script = "return document.activeElement.closest(arguments[0]) !== null";
    page.browser.wait("the keyboard in the entry", PATIENCE, |browser| {
        browser.run(script, &json!(entry)).as_bool().filter(|has_it| *has_it)
    });
}

/// How many weights files were requested from the host.
fn weights(page: &Page) -> usize {
    page.requests().iter().filter(|request| request.target.contains(WEIGHTS)).count()
}

fn seal(page: &Page) -> Value {
    page.browser.run("return 'sealed' in document.documentElement.dataset", &Value::Null)
}

#[test]
fn what_was_loaded_ahead_in_vain_is_told_only_to_whoever_asks_for_it() {
    let site = Site::new("ahead");
    fs::remove_file(site.path().join("catalogue_bg.wasm")).expect("the module of the list");
    let page = Page::visit(|| Host::serve(site.path()), Gpu::None, "examples/index.json");
    // As on a host without https.
    page.browser.devtools(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({ "source": "delete Navigator.prototype.serviceWorker" }),
    );
    page.browser.open(&format!("{}?backend=cpu&lang=en", page.url()));
    page.wait_for("[data-testid=file-input]");
    page.badge();
    let asked = || page.requests().iter().filter(|request| request.target.ends_with("catalogue_bg.wasm")).count();
    page.browser.wait("the list, ahead", PATIENCE, |_| (asked() > 0).then_some(()));
    // For the failure to arrive.
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(page.text(".notice"), "", "the visitor has asked for nothing");
    let before = asked();
    go(&page, "#/models");
    page.browser
        .wait("why there is no list", PATIENCE, |_| page.text(".notice").contains("could not be loaded").then_some(()));
    assert!(asked() > before);
}

#[test]
fn every_model_is_listed_with_what_it_is_not_for_and_what_is_planned_has_no_button() {
    let page = Page::visit(Host::find, Gpu::None, "?backend=cpu&lang=en#/models");
    page.wait_for(LIST);
    let standings = "return [...document.querySelectorAll('[data-testid=catalogue-entry]')].map(entry => \
        [entry.dataset.task, entry.dataset.standing, entry.querySelectorAll('[data-testid=catalogue-fetch], [data-testid=catalogue-choose]').length])";
    let found = page.browser.run(standings, &Value::Null);
    let found: Vec<(String, String, u64)> = serde_json::from_value(found).expect("a list");
    for wanted in [("brain-mri", "offered"), ("modality", "gate")] {
        assert!(found.iter().any(|(task, standing, _)| (task.as_str(), standing.as_str()) == wanted), "{found:?}");
    }
    let planned: Vec<_> = found.iter().filter(|(_, standing, _)| standing == "planned").collect();
    assert!(planned.iter().all(|(_, _, buttons)| *buttons == 0), "{planned:?}");
    // The labels of a planned task have pages where texts about them exist.
    let links =
        "return [...document.querySelectorAll('[data-standing=planned] .catalogue__labels a')].map(link => link.hash)";
    let links: Vec<String> = serde_json::from_value(page.browser.run(links, &Value::Null)).expect("links");
    for link in &links {
        go(&page, link);
        page.wait_for("[data-testid=about-planned]");
        page.wait_for("[data-testid=about] [data-section=urgent]");
        go(&page, "#/models");
        page.wait_for(LIST);
    }
    let text = page.text(BRAIN);
    for part in ["What it is not for", "CC-BY-NC-SA-4.0", "Patients and hospitals it never saw", "area under the curve"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert_eq!(page.browser.run(NAMELESS_OR_SMALL, &Value::Null), json!([]));
    assert_eq!(page.browser.run(NAMED_ALIKE, &json!(LIST)), json!([]));
    assert_fits(&page, "models");
    // A label links to the page about it.
    page.browser.run("document.querySelector(arguments[0]).click()", &json!(format!("{BRAIN} .catalogue__labels a")));
    page.wait_for("[data-testid=about]");
    go(&page, "#/models");
    page.wait_for(LIST);
    choose(&page, "de");
    wait_for_language(&page, "de");
    page.browser.wait("German", PATIENCE, |_| page.text("main").contains("Wofür es nicht da ist").then_some(()));
}

#[test]
fn a_finding_about_a_data_set_is_listed_with_its_figures_and_nothing_to_ask() {
    let site = Site::new("catalogue-finding");
    site.change_text("text/models/en.txt", |list| format!("{FOUND}{list}"));
    let page = Page::visit(|| Host::serve(site.path()), Gpu::None, "?backend=cpu&lang=en#/models");
    page.wait_for(LIST);
    let leaf = "[data-testid=catalogue-entry][data-task=leaf-colour][data-standing=finding]";
    page.wait_for(leaf);
    let text = page.all_text(leaf);
    for part in [
        "it gives no class",
        "It may know the camera and no leaf.",
        "This model",
        "70.0 % of each class found on average (60.0 % to 80.0 %), 40 pictures of “garden”",
        "The border alone, nearest neighbours",
        "75.0 % of each class found on average",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    // Nobody gets weights of it.
    assert!(!text.contains("Licence of the weights") && !text.contains("Nothing is measured"), "{text}");
    let buttons = "return document.querySelectorAll(`${arguments[0]} button`).length";
    assert_eq!(page.browser.run(buttons, &json!(leaf)), 0);
    assert_fits(&page, "models-finding");
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}

#[test]
fn a_model_is_removed_and_fetched_again_and_never_while_a_picture_is_open() {
    let site = Site::new("catalogue");
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::None, "?backend=cpu&lang=en");
    page.wait_for_guard();
    go(&page, "#/models");
    wait_for_kept(&page, BRAIN, "whole");
    page.wait_for(&format!("{BRAIN} [data-testid=catalogue-in-use]"));
    // The button that was pressed is gone afterwards, and the keyboard stays where it was.
    press_by_key(&page, BRAIN, "catalogue-remove");
    wait_for_kept(&page, BRAIN, "nothing");
    wait_for_focus(&page, BRAIN);
    let before = weights(&page);
    press_by_key(&page, BRAIN, "catalogue-fetch");
    wait_for_focus(&page, BRAIN);
    wait_for_kept(&page, BRAIN, "whole");
    wait_for_focus(&page, BRAIN);
    assert_eq!(weights(&page) - before, site.chunks().len(), "every part was fetched once");

    // With a picture open it is the visitor who closes it.
    go(&page, "#/");
    open_example(&page);
    go(&page, "#/models");
    press(&page, BRAIN, "catalogue-remove");
    wait_for_kept(&page, BRAIN, "nothing");
    let asked = weights(&page);
    let says = format!("{BRAIN} [data-testid=catalogue-sealed]");
    page.browser
        .wait("why it is not fetched", PATIENCE, |_| page.text(&says).contains("A picture is open").then_some(()));
    assert_eq!((seal(&page), weights(&page)), (json!(true), asked), "nothing is asked before it is closed");
    press(&page, BRAIN, "catalogue-fetch");
    wait_for_kept(&page, BRAIN, "whole");
    assert_eq!(seal(&page), false);
    go(&page, "#/");
    page.wait_for("main[data-state=empty]");
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}

#[test]
fn what_was_measured_of_the_model_is_shown_while_a_picture_is_open_and_in_another_language() {
    let page = Page::open(Gpu::None, "?backend=cpu&lang=en");
    page.wait_for_guard();
    // Once fetched, the language is cached.
    for tag in ["de", "en"] {
        choose(&page, tag);
        wait_for_language(&page, tag);
    }
    open_example(&page);
    let asked = page.requests().len();
    go(&page, "#/model/quality");
    // The section named in the address is expanded.
    page.wait_for("[data-testid=model-report] #section-quality[open]");
    let english = page.text("#section-quality h2");
    choose(&page, "de");
    wait_for_language(&page, "de");
    page.browser.wait("the report in German", PATIENCE, |_| {
        let said = page.browser.run("return document.querySelector('#section-quality h2')?.innerText", &Value::Null);
        said.as_str().filter(|said| !said.is_empty() && *said != english).map(|_| ())
    });
    assert_eq!(page.asked_since(asked), [""; 0], "asked for while a picture is open");
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}

#[test]
fn another_model_closes_what_is_open_and_opens_what_was_shown_with_it() {
    let folder = Folder::new("catalogue");
    let page = Page::open(Gpu::None, "?backend=cpu&lang=en");
    page.wait_for_guard();
    let first = page.answer(&folder.drawn("first.png", 80));
    page.answer(&folder.drawn("second.png", 81));
    // The site has one task, so the same task answers the picture again: the steps are the same.
    let choose = "dispatchEvent(new CustomEvent('onsight-models-chosen', { detail: arguments[0] }))";
    page.browser.run(choose, &json!("no-such-task"));
    let count = "return document.querySelector('.queue')?.dataset.count ?? '0'";
    assert_eq!(page.browser.run(count, &Value::Null), "2", "what is no task of the site closes nothing");
    page.browser.run(
        "[...document.querySelectorAll('.queue__select')].find(button => button.innerText.includes('first.png')).click()",
        &Value::Null,
    );
    page.browser.run(choose, &json!("brain-mri"));
    page.browser.wait("one picture", PATIENCE, |browser| (browser.run(count, &Value::Null) == "1").then_some(()));
    assert_eq!(page.answer_of("first.png").probabilities, first.probabilities);
    assert_eq!(seal(&page), true, "sealed again before it was read");
}

#[test]
fn a_model_that_is_not_asked_is_fetched_and_checked_by_a_worker_of_its_own() {
    let site = Site::new("catalogue-second");
    site.change_text("text/models/en.txt", |list| format!("{MADE_UP}{list}"));
    // Another folder with a model that passes its check.
    let leaf = site.path().join("models/leaf-colour");
    fs::create_dir_all(&leaf).expect("a folder");
    for name in site.chunks().into_iter().chain(["manifest.json".to_owned()]) {
        fs::copy(site.of_model(&name), leaf.join(&name)).expect("a copy");
    }
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::None, "?backend=cpu&lang=en");
    page.wait_for_guard();
    go(&page, "#/models/leaf-colour");
    page.wait_for(LIST);
    let leaf = "[data-testid=catalogue-entry][data-task=leaf-colour]";
    wait_for_kept(&page, leaf, "nothing");
    page.browser.run(
        "document.querySelectorAll(arguments[0]).forEach(part => { part.open = true; })",
        &json!(format!("{leaf} details")),
    );
    assert!(page.text(leaf).contains("Three classes and not two."), "{}", page.text(leaf));
    page.wait_for(&format!("{leaf} [data-testid=catalogue-choose]"));
    press(&page, leaf, "catalogue-fetch");
    // The copied manifest has another version than the list states: it is kept, and shown with its own version.
    wait_for_kept(&page, leaf, "older");
    let fetched = page.requests().iter().filter(|request| request.target.contains("leaf-colour/weights-")).count();
    assert_eq!(fetched, site.chunks().len());
    let workers = "return caches.open('onsight-models-1').then(cache => cache.keys()).then(keys => \
        keys.filter(key => key.url.includes('/leaf-colour/manifest.json')).length)";
    assert_eq!(page.browser.run(workers, &Value::Null), 1);
    press(&page, leaf, "catalogue-remove");
    wait_for_kept(&page, leaf, "nothing");
    wait_for_kept(&page, BRAIN, "whole");
}
