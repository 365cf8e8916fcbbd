//! What of a picture is kept with its answer, and how it is seen again; all answers of a visit at once; what classes are called
//! where no manifest is at hand.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::kept_cases::{PASSPHRASE, PATIENCE, click, make_vault, open_cases, unlock, wait_for_text};
use crate::made_up_task::ID;
use crate::page::Page;
use crate::pictures::Folder;
use crate::routing::{asked, cats, heads, open, pick, press, two_tasks, wait_for_list};

/// Opens the dialog to keep the answer that is shown; the vault is made first.
fn begin_to_keep(page: &Page) {
    click(page, "keep");
    make_vault(page);
    click(page, "cases-code-done");
    page.wait_for("[data-testid=cases-keep]");
}

/// The name of the one case that is kept.
const NAME: &str = r"
    return new Promise(done => {
        const asked = indexedDB.open('onsight-vault');
        asked.onsuccess = () => {
            const names = asked.result.transaction('cases').objectStore('cases').getAllKeys();
            names.onsuccess = () => { asked.result.close(); done(names.result[0]); };
        };
    });";

#[test]
fn a_small_picture_is_kept_and_shown_beside_its_case() {
    let folder = Folder::new("small");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    page.answer_or_not(&folder.drawn("small.png", 78));
    let asked = page.requests().len();
    begin_to_keep(&page);
    click(&page, "cases-keep-small");
    wait_for_text(&page, "cases-said", "The case is kept.");
    click(&page, "cases-line");
    wait_for_text(&page, "cases-trail", "Small picture kept");
    let size = "const small = document.querySelector('[data-testid=cases-small]'); \
        return small?.complete ? [small.naturalWidth, small.naturalHeight, small.alt !== ''] : null";
    let size = page.browser.wait("the small picture", PATIENCE, |browser| {
        Some(browser.run(size, &Value::Null)).filter(|size| size[0].as_u64().is_some_and(|width| width > 0))
    });
    assert_eq!(size, json!([128, 128, true]));
    // Another case shows none of it.
    click(&page, "cases-back");
    page.wait_for("[data-testid=cases-list]");
    assert_eq!(page.asked_since(asked), [""; 0], "a sealed page asks its host for nothing");
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn a_whole_picture_opens_on_the_page_and_is_answered_the_same() {
    let folder = Folder::new("whole");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    let first = page.answer(&folder.drawn("whole.png", 78));
    begin_to_keep(&page);
    click(&page, "cases-keep-whole");
    wait_for_text(&page, "cases-said", "The case is kept.");
    click(&page, "cases-close");
    page.remove_all();
    page.browser.reload();
    page.wait_for_guard();
    open_cases(&page);
    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-count", "1 of 1");
    let name = page.browser.run(NAME, &Value::Null);
    click(&page, "cases-line");
    click(&page, "cases-open-picture");
    page.wait_for("[data-testid=cases-dialog]:not([open])");
    let again = page.answer_of(&name.as_str().expect("a name")[..8]);
    assert_eq!((again.decision, again.probabilities), (first.decision, first.probabilities));
    let seal = "return document.querySelector('[data-testid=ledger]').dataset.seal";
    assert_eq!(page.browser.run(seal, &Value::Null), "sealed");
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn a_case_says_where_the_page_has_another_version_of_its_model() {
    let folder = Folder::new("versions");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    page.answer_or_not(&folder.drawn("version.png", 78));
    begin_to_keep(&page);
    click(&page, "cases-keep-finding");
    wait_for_text(&page, "cases-said", "The case is kept.");
    click(&page, "cases-line");
    wait_for_text(&page, "cases-model", "model");
    assert!(!page.text("[data-testid=cases-model]").contains("now"), "{}", page.text("[data-testid=cases-model]"));
    click(&page, "cases-close");
    page.remove_all();
    page.browser.reload();
    page.wait_for_guard();
    // The model is read by then; what is kept of it is changed as by a later version of the website.
    page.wait_for("[data-testid=device]");
    let update = "return caches.open('onsight-models-1').then(async cache => { \
        const keys = (await cache.keys()).filter(key => key.url.endsWith('brain-mri/manifest.json')); \
        for (const key of keys) { \
            const manifest = await (await cache.match(key)).json(); \
            await cache.put(key, new Response(JSON.stringify({ ...manifest, version: '99.0.0' }))); \
        } \
        return keys.length; })";
    assert!(page.browser.run(update, &Value::Null).as_u64().is_some_and(|changed| changed > 0));
    open_cases(&page);
    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-count", "1 of 1");
    click(&page, "cases-line");
    wait_for_text(&page, "cases-model", "The page now has version 99.0.0 of this model");
}

/// Sorted by its kind, it would go to another task than the one that its case was answered by.
#[test]
fn a_kept_picture_is_asked_of_the_task_that_answered_it() {
    let (site, folder) = (two_tasks("kept-for-task"), Folder::new("kept-for-task"));
    let page = open(&site);
    pick(&page, &cats(&folder, 1));
    page.wait_for("[data-testid=needs-model]");
    press(&page, "fetch-model");
    assert_eq!(asked(&page, "cat-0.png"), ID);
    pick(&page, &heads(&folder, 1));
    assert_ne!(asked(&page, "head-0.png"), ID);
    page.browser.run("document.querySelector(`[data-ask=${arguments[0]}]`).click()", &json!(ID));
    wait_for_list(&page, 2);
    assert_eq!(asked(&page, "head-0.png"), ID);
    begin_to_keep(&page);
    click(&page, "cases-keep-whole");
    wait_for_text(&page, "cases-said", "The case is kept.");
    let name = page.browser.run(NAME, &Value::Null);
    click(&page, "cases-close");
    page.remove_all();

    open_cases(&page);
    wait_for_text(&page, "cases-count", "1 of 1");
    click(&page, "cases-line");
    click(&page, "cases-open-picture");
    page.wait_for("[data-testid=cases-dialog]:not([open])");
    assert_eq!(asked(&page, &name.as_str().expect("a name")[..8]), ID);
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn all_answers_of_a_visit_are_kept_at_once() {
    let folder = Folder::new("visit");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    let names = ["one.png", "two.png", "three.png"];
    let files: Vec<_> = names.iter().zip(78..).map(|(name, seed)| folder.drawn(name, seed)).collect();
    page.pick(&files.iter().map(PathBuf::as_path).collect::<Vec<_>>());
    for name in names {
        page.outcome(name);
    }
    begin_to_keep(&page);
    click(&page, "cases-keep-all");
    click(&page, "cases-keep-finding");
    wait_for_text(&page, "cases-said", "3 cases are kept.");
    wait_for_text(&page, "cases-count", "3 of 3");
    page.wait_for("[data-testid=cases-dialog]:not(:has([data-testid=cases-keep]))");
}

#[test]
fn a_class_is_called_by_its_name_where_no_manifest_is_at_hand() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    page.wait_for(".examples button");
    page.browser.run("document.querySelector('.examples button').click()", &Value::Null);
    page.wait_for("[data-testid=predicted-label]");
    let label =
        page.browser.run("return document.querySelector('[data-testid=predicted-label]').dataset.label", &Value::Null);
    // As where the browser keeps no model.
    let forget = "return caches.open('onsight-models-1').then(async cache => { \
        const keys = (await cache.keys()).filter(key => key.url.endsWith('manifest.json')); \
        return (await Promise.all(keys.map(key => cache.delete(key)))).length; })";
    assert!(page.browser.run(forget, &Value::Null).as_u64().is_some_and(|gone| gone > 0));
    begin_to_keep(&page);
    click(&page, "cases-keep-finding");
    wait_for_text(&page, "cases-said", "The case is kept.");
    wait_for_text(&page, "cases-line", "Brain MRI");
    let line = page.text("[data-testid=cases-line] b");
    let label = label.as_str().expect("a label");
    assert!(!line.is_empty() && !line.contains(label), "`{line}` is not what {label} is called");
    click(&page, "cases-line");
    page.browser.wait(&format!("`{line}` in the case"), PATIENCE, |_| {
        (page.text("[data-testid=cases-found]") == line).then_some(())
    });
}
