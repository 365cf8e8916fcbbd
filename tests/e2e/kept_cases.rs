//! The case vault: kept, read back after a reload, locked, damaged, deleted, in two tabs.

use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::page::Page;
use crate::pictures::Folder;

pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
pub(crate) const PASSPHRASE: &str = "vier Wörter für Fälle";

/// All bytes of the vault's database, as one text of Latin letters.
pub(crate) const KEPT_BYTES: &str = r"
    const open = new Promise((resolve, reject) =>
        Object.assign(indexedDB.open('onsight-vault'), { onsuccess: e => resolve(e.target.result), onerror: reject }));
    return open.then(async database => {
        let text = '';
        for (const name of database.objectStoreNames) {
            const values = await new Promise(resolve =>
                (database.transaction(name).objectStore(name).getAll().onsuccess = e => resolve(e.target.result)));
            for (const value of values) if (value instanceof Uint8Array) text += new TextDecoder('latin1').decode(value);
        }
        database.close();
        return text;
    });";

/// Flips the last byte of the first case, and removes its summary, so that the case itself is read.
pub(crate) const FLIP: &str = r"
    const open = new Promise((resolve, reject) =>
        Object.assign(indexedDB.open('onsight-vault'), { onsuccess: e => resolve(e.target.result), onerror: reject }));
    return open.then(database => new Promise(resolve => {
        const transaction = database.transaction(['cases', 'summaries'], 'readwrite');
        const cases = transaction.objectStore('cases');
        cases.openCursor().onsuccess = ({ target: { result: cursor } }) => {
            const bytes = cursor.value;
            bytes[bytes.length - 1] ^= 1;
            cases.put(bytes, cursor.key);
            transaction.objectStore('summaries').delete(cursor.key);
        };
        transaction.oncomplete = () => { database.close(); resolve(true); };
    }));";

/// The stored record of wrong passphrases, as JSON; overwrites it first where a value is given.
pub(crate) const DELAY: &str = r"
    const given = arguments[0];
    const open = new Promise((resolve, reject) =>
        Object.assign(indexedDB.open('onsight-vault'), { onsuccess: e => resolve(e.target.result), onerror: reject }));
    return open.then(database => new Promise(resolve => {
        const transaction = database.transaction('vault', 'readwrite');
        const store = transaction.objectStore('vault');
        if (given) store.put(new TextEncoder().encode(JSON.stringify({ ...given, last_ms: Date.now() })), 'delay');
        const found = store.get('delay');
        transaction.oncomplete = () => {
            database.close();
            resolve(found.result ? new TextDecoder().decode(found.result) : '');
        };
    }));";

/// Text of an element, without the marks that isolate what people have written from the sentence around it.
const TEXT_OF: &str = r"
    const found = document.querySelector(`[data-testid=${arguments[0]}]`);
    return found?.innerText.replace(/[\u2068\u2069]/g, '') ?? '';";

pub(crate) fn click(page: &Page, test_id: &str) {
    let selector = format!("[data-testid={test_id}]:not([disabled], [aria-disabled=true])");
    page.wait_for(&selector);
    page.browser.run("document.querySelector(arguments[0]).click()", &json!(selector));
}

pub(crate) fn fill(page: &Page, test_id: &str, text: &str) {
    let selector = format!("[data-testid={test_id}]");
    page.wait_for(&selector);
    let script = "const [selector, text] = arguments[0], field = document.querySelector(selector); field.value = text; \
        for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true }))";
    page.browser.run(script, &json!([selector, text]));
}

#[track_caller]
pub(crate) fn wait_for_text(page: &Page, test_id: &str, part: &str) {
    page.browser.wait(&format!("`{part}` in {test_id}"), PATIENCE, |browser| {
        browser.run(TEXT_OF, &json!(test_id)).as_str().filter(|text| text.contains(part)).map(drop)
    });
}

/// Saves the answer to a drawn picture; the first one creates the vault.
pub(crate) fn keep(page: &Page, folder: &Folder, name: &str, seed: u64, is_first: bool) {
    let file = folder.drawn(name, seed);
    page.pick(&[file.as_path()]);
    page.outcome(name);
    let asked = page.requests().len();
    click(page, "keep");
    if is_first {
        make_vault(page);
        click(page, "cases-code-done");
    }
    fill(page, "cases-who", "Dr. Grün");
    click(page, "cases-keep-whole");
    wait_for_text(page, "cases-said", "The case is kept.");
    assert_eq!(page.asked_since(asked), [""; 0], "a sealed page asks its host for nothing");
    click(page, "cases-close");
    page.remove_all();
}

/// Creates the vault in the dialog; its recovery code is shown then.
pub(crate) fn make_vault(page: &Page) {
    fill(page, "cases-passphrase", PASSPHRASE);
    fill(page, "cases-again", PASSPHRASE);
    click(page, "cases-make");
    wait_for_text(page, "cases-code-text", "-");
}

pub(crate) fn open_cases(page: &Page) {
    page.browser.run("location.hash = '#/storage'", &Value::Null);
    click(page, "cases");
}

pub(crate) fn unlock(page: &Page, passphrase: &str) {
    fill(page, "cases-secret", passphrase);
    click(page, "cases-unlock");
}

#[test]
fn a_case_is_kept_and_read_back_after_a_reload_and_nothing_of_it_is_legible_on_the_device() {
    let folder = Folder::new("kept");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    keep(&page, &folder, "kept.png", 78, true);

    open_cases(&page);
    wait_for_text(&page, "cases-count", "1 of 1");
    click(&page, "cases-line");
    fill(&page, "cases-notes", "Kontrolle in drei Monaten");
    click(&page, "cases-save-notes");
    wait_for_text(&page, "cases-trail", "Notes: Kontrolle in drei Monaten");
    wait_for_text(&page, "cases-trail", "Dr. Grün");
    // A note in another direction turns no word of the line around it.
    let shown = page.text("[data-testid=cases-trail]");
    assert!(shown.contains("Notes: \u{2068}Kontrolle in drei Monaten\u{2069}"), "{shown}");
    let kept = page.browser.run(KEPT_BYTES, &Value::Null);
    let kept = kept.as_str().unwrap();
    assert!(kept.len() > 1_000, "{} bytes are kept", kept.len());
    for legible in ["Kontrolle", "brain-mri", "provenance", "IHDR"] {
        assert!(!kept.contains(legible), "{legible} is legible");
    }

    page.browser.reload();
    open_cases(&page);
    unlock(&page, "another passphrase");
    wait_for_text(&page, "cases-trouble", "Expected the passphrase of this case vault");
    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-count", "1 of 1");
    click(&page, "cases-line");
    page.wait_for("[data-testid=cases-notes]");
    let notes = page.browser.run("return document.querySelector('[data-testid=cases-notes]').value", &Value::Null);
    assert_eq!(notes, "Kontrolle in drei Monaten");
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn wrong_passphrases_are_counted_and_slow_down_even_after_a_reload() {
    let folder = Folder::new("slow");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    keep(&page, &folder, "slow.png", 78, true);
    page.browser.reload();
    open_cases(&page);
    for count in 1..=2 {
        unlock(&page, "another passphrase");
        page.browser.wait("a wrong one is counted", PATIENCE, |browser| {
            browser
                .run(DELAY, &Value::Null)
                .as_str()
                .filter(|text| text.contains(&format!("\"failed\":{count},")))
                .map(drop)
        });
    }
    // As just after ten wrong passphrases.
    page.browser.run(DELAY, &json!({ "failed": 10 }));
    page.browser.reload();
    open_cases(&page);
    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-trouble", "the next can be tried in");
}

#[test]
fn a_flipped_byte_is_told_and_the_other_case_is_read() {
    let folder = Folder::new("flipped");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    keep(&page, &folder, "one.png", 78, true);
    keep(&page, &folder, "two.png", 78, false);
    page.browser.reload();
    page.browser.run(FLIP, &Value::Null);
    open_cases(&page);
    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-count", "1 of 1");
    wait_for_text(&page, "cases-damaged", "found changed bytes");
    click(&page, "cases-line");
    page.wait_for("[data-testid=cases-found]");
}

#[test]
fn wiping_all_leaves_no_database() {
    let folder = Folder::new("wiped");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    let names = "return indexedDB.databases().then(found => found.map(({ name }) => name))";
    assert_eq!(page.browser.run(names, &Value::Null), json!([]), "nothing is kept by itself");
    keep(&page, &folder, "wiped.png", 78, true);
    assert_eq!(page.browser.run(names, &Value::Null), json!(["onsight-vault"]));
    open_cases(&page);
    wait_for_text(&page, "cases-count", "1 of 1");
    click(&page, "cases-wipe");
    click(&page, "cases-wipe");
    page.wait_for("[data-testid=cases-create]");
    assert_eq!(page.browser.run(names, &Value::Null), json!([]));
}

#[test]
fn what_another_tab_has_changed_is_not_written_over() {
    let folder = Folder::new("two-tabs");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    keep(&page, &folder, "tabs.png", 78, true);
    open_cases(&page);
    wait_for_text(&page, "cases-count", "1 of 1");
    click(&page, "cases-line");
    page.wait_for("[data-testid=cases-notes]");
    let first = page.browser.new_tab();
    page.browser.open(&page.url());
    open_cases(&page);
    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-count", "1 of 1");
    click(&page, "cases-line");
    fill(&page, "cases-tags", "second");
    click(&page, "cases-save-tags");
    wait_for_text(&page, "cases-trail", "second");
    fill(&page, "cases-notes", "of the second tab");
    click(&page, "cases-save-notes");
    wait_for_text(&page, "cases-trail", "of the second tab");

    page.browser.go_to_tab(&first);
    fill(&page, "cases-notes", "of the first tab");
    click(&page, "cases-save-notes");
    wait_for_text(&page, "cases-trouble", "changed since");
    // It is shown as it is now, beside what was typed here, which is not lost.
    wait_for_text(&page, "cases-trail", "of the second tab");
    let typed =
        "return ['cases-notes', 'cases-tags'].map(name => document.querySelector(`[data-testid=${name}]`).value)";
    let typed = page.browser.run(typed, &Value::Null);
    assert_eq!(typed, json!(["of the first tab", "second"]), "where nothing was typed, what is stored now");
    click(&page, "cases-save-notes");
    wait_for_text(&page, "cases-trail", "of the first tab");
    wait_for_text(&page, "cases-trail", "of the second tab");
    click(&page, "cases-back");
    click(&page, "cases-line");
    wait_for_text(&page, "cases-trail", "of the second tab");
}

#[test]
fn a_locked_vault_that_is_gone_is_not_asked_for_its_passphrase_for_ever() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    open_cases(&page);
    make_vault(&page);
    click(&page, "cases-code-done");
    click(&page, "cases-lock");
    page.wait_for("[data-testid=cases-locked]");
    // As another tab deletes it.
    let delete = "return new Promise(done => (indexedDB.deleteDatabase('onsight-vault').onsuccess = () => done(true)))";
    assert_eq!(page.browser.run(delete, &Value::Null), true);
    unlock(&page, PASSPHRASE);
    page.wait_for("[data-testid=cases-create]");
    wait_for_text(&page, "cases-said", "deleted in another tab");
}
