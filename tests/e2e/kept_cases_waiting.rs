//! The vault waits, and says so: for another tab, or for somebody who was typing when it locked itself.

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::kept_cases::{KEPT_BYTES, PASSPHRASE, PATIENCE, click, fill, make_vault, open_cases, unlock, wait_for_text};
use crate::kept_cases_hardships::{sleep_past_the_lock, with_workers_in_reach};
use crate::kept_cases_many::{case, exported};
use crate::page::Page;
use crate::pictures::Folder;

/// Opens the database as a frozen tab has it: it does not answer when another one asks for it.
const HOLD: &str = r"
    return new Promise(done => {
        const asked = indexedDB.open('onsight-vault');
        asked.onsuccess = () => { window.held = asked.result; done(true); };
    });";

/// Begins a transaction that goes on until `window.lets` is set.
const KEEP_WRITING: &str = r"
    return new Promise(done => {
        const asked = indexedDB.open('onsight-vault');
        asked.onsuccess = () => {
            const write = asked.result.transaction('vault', 'readwrite'), store = write.objectStore('vault');
            const again = () => { if (!window.lets) store.get('header').onsuccess = again; };
            write.oncomplete = () => asked.result.close();
            again();
            done(true);
        };
    });";

/// Names of what is typed and not saved, beside the header.
const UNSAVED: &str = r"
    return new Promise(done => {
        const asked = indexedDB.open('onsight-vault');
        asked.onsuccess = () => {
            const found = asked.result.transaction('vault').objectStore('vault').getAllKeys();
            found.onsuccess = () => {
                asked.result.close();
                done(found.result.filter(name => name.startsWith('unsaved-')).length);
            };
        };
    });";

/// Changes one byte of what is typed and not saved.
const CHANGE_UNSAVED: &str = r"
    return new Promise(done => {
        const asked = indexedDB.open('onsight-vault');
        asked.onsuccess = () => {
            const write = asked.result.transaction('vault', 'readwrite'), store = write.objectStore('vault');
            write.oncomplete = () => { asked.result.close(); done(true); };
            store.getAllKeys().onsuccess = ({ target }) => {
                const name = target.result.find(name => name.startsWith('unsaved-'));
                store.get(name).onsuccess = ({ target }) => {
                    const bytes = new Uint8Array(target.result);
                    bytes[bytes.length - 20] ^= 1;
                    store.put(bytes, name);
                };
            };
        };
    });";

/// What was typed: nobody else writes that.
const TYPED: &str = "halb fertig getippt";

/// Opens the page in a tab beside the vault's, without a vault of its own, and runs a script there. Returns the vault's tab
/// and this one; the vault's is shown again.
fn beside(page: &Page, script: &str) -> (String, String) {
    let of_vault = page.browser.new_tab();
    page.browser.open(&page.url());
    page.wait_for("[data-testid=file-input]");
    assert_eq!(page.browser.run(script, &Value::Null), true);
    let other = page.browser.tab();
    page.browser.go_to_tab(&of_vault);
    (of_vault, other)
}

#[track_caller]
fn wait_for_unsaved(page: &Page, count: u32) {
    page.browser.wait(&format!("{count} texts that are not saved"), PATIENCE, |browser| {
        (browser.run(UNSAVED, &Value::Null) == json!(count)).then_some(())
    });
}

#[test]
fn a_deletion_that_another_tab_holds_up_says_so_and_is_done_once_that_tab_is_closed() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    open_cases(&page);
    make_vault(&page);
    click(&page, "cases-code-done");
    wait_for_text(&page, "cases-count", "0 of 0");
    let (of_vault, other) = beside(&page, HOLD);
    click(&page, "cases-wipe");
    click(&page, "cases-wipe");
    wait_for_text(
        &page,
        "cases-said",
        "The deletion waits: another tab or window of this website holds the case vault",
    );
    // It is still said to whoever looks again.
    page.browser.run("document.querySelector('[data-testid=cases-close]').click()", &Value::Null);
    open_cases(&page);
    wait_for_text(&page, "cases-said", "Close all others, then everything is deleted.");
    page.browser.go_to_tab(&other);
    page.browser.close_tab();
    page.browser.go_to_tab(&of_vault);
    page.wait_for("[data-testid=cases-create]");
    wait_for_text(&page, "cases-said", "All kept cases are deleted.");
    let names = "return indexedDB.databases().then(found => found.map(({ name }) => name))";
    assert_eq!(page.browser.run(names, &Value::Null), json!([]));
}

#[test]
fn a_vault_that_waits_for_what_another_tab_writes_says_so_and_goes_on() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    open_cases(&page);
    make_vault(&page);
    click(&page, "cases-code-done");
    click(&page, "cases-lock");
    page.wait_for("[data-testid=cases-locked]");
    let (of_vault, other) = beside(&page, KEEP_WRITING);
    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-said", "The browser’s database does not answer yet.");
    page.browser.go_to_tab(&other);
    page.browser.run("window.lets = true", &Value::Null);
    page.browser.go_to_tab(&of_vault);
    wait_for_text(&page, "cases-count", "0 of 0");
    let said = "return document.querySelector('[data-testid=cases-said]').innerText";
    page.browser.wait("nothing that waits", PATIENCE, |browser| {
        browser.run(said, &Value::Null).as_str().filter(|said| !said.contains("does not answer")).map(drop)
    });
}

/// A page with a vault of one case that is open at it, whose worker can be reached.
fn at_a_case(folder: &Folder) -> Page {
    let page = with_workers_in_reach();
    fill(&page, "cases-import-passphrase", PASSPHRASE);
    let file = folder.file("one.onsightvault", &exported([case(1)]));
    page.browser.send_keys("[data-testid=cases-import]", &file.display().to_string());
    wait_for_text(&page, "cases-count", "1 of 1");
    click(&page, "cases-line");
    page.wait_for("[data-testid=cases-notes]");
    page
}

#[test]
fn what_was_typed_when_the_vault_locked_itself_is_sealed_and_offered_again() {
    let folder = Folder::new("typed");
    let page = at_a_case(&folder);
    fill(&page, "cases-notes", TYPED);
    fill(&page, "cases-tags", "links");
    wait_for_unsaved(&page, 1);
    // Tags may have been typed after the first words were sealed.
    std::thread::sleep(std::time::Duration::from_secs(4));
    let kept = page.browser.run(KEPT_BYTES, &Value::Null);
    let kept = kept.as_str().expect("bytes");
    assert!(kept.len() > 1_000 && !kept.contains(TYPED), "what is typed is legible");

    sleep_past_the_lock(&page);
    wait_for_text(&page, "cases-said", "is offered once you unlock it");
    let shown =
        "return document.body.innerText + [...document.querySelectorAll('input, textarea')].map(one => one.value)";
    let shown = page.browser.run(shown, &Value::Null);
    assert!(!shown.as_str().expect("text").contains(TYPED), "nothing of a case stays in the page");

    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-unsaved", "Something was typed about 1 case and not saved.");
    click(&page, "cases-resume");
    wait_for_text(&page, "cases-said", "The fields hold what you typed before");
    let fields =
        "return ['cases-notes', 'cases-tags'].map(name => document.querySelector(`[data-testid=${name}]`).value)";
    assert_eq!(page.browser.run(fields, &Value::Null), json!([TYPED, "links"]));
    // Whoever saves it is not offered it again.
    click(&page, "cases-save-notes");
    wait_for_text(&page, "cases-trail", TYPED);
    click(&page, "cases-save-tags");
    wait_for_text(&page, "cases-trail", "links");
    wait_for_unsaved(&page, 0);
    click(&page, "cases-back");
    wait_for_text(&page, "cases-count", "1 of 1");
    page.wait_for("[data-testid=cases-dialog]:not(:has([data-testid=cases-unsaved]))");
}

#[test]
fn typed_text_that_cannot_be_read_any_more_is_said_and_the_case_is_whole() {
    let folder = Folder::new("typed-damaged");
    let page = at_a_case(&folder);
    fill(&page, "cases-notes", TYPED);
    wait_for_unsaved(&page, 1);
    sleep_past_the_lock(&page);
    page.wait_for("[data-testid=cases-locked]");
    assert_eq!(page.browser.run(CHANGE_UNSAVED, &Value::Null), true);
    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-unsaved", "Something was typed about 1 case and not saved.");
    click(&page, "cases-resume");
    wait_for_text(&page, "cases-said", "cannot be read: its bytes in the browser’s database have changed");
    let notes = "return document.querySelector('[data-testid=cases-notes]').value";
    assert_ne!(page.browser.run(notes, &Value::Null), json!(TYPED));
    // Whoever goes back has read it.
    click(&page, "cases-back");
    wait_for_text(&page, "cases-count", "1 of 1");
    wait_for_unsaved(&page, 0);
}

#[test]
fn what_was_given_up_or_deleted_with_its_case_is_not_offered() {
    let folder = Folder::new("given-up");
    let page = at_a_case(&folder);
    fill(&page, "cases-notes", TYPED);
    wait_for_unsaved(&page, 1);
    click(&page, "cases-back");
    wait_for_text(&page, "cases-said", "Press once more to leave it.");
    click(&page, "cases-back");
    wait_for_text(&page, "cases-count", "1 of 1");
    wait_for_unsaved(&page, 0);

    click(&page, "cases-line");
    page.wait_for("[data-testid=cases-notes]");
    fill(&page, "cases-notes", TYPED);
    wait_for_unsaved(&page, 1);
    click(&page, "cases-delete");
    click(&page, "cases-delete");
    wait_for_text(&page, "cases-count", "0 of 0");
    wait_for_unsaved(&page, 0);
}
