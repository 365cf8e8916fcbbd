//! What may befall the vault: a tab that dies while it writes, a disk without room, nobody there, and a visitor who deletes all.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use vault::{ActedBy, CaseRecord};

use crate::driver::{Browser, Gpu, Wishes};
use crate::host::Host;
use crate::kept_cases::{PASSPHRASE, click, fill, keep, make_vault, open_cases, unlock, wait_for_text};
use crate::kept_cases_many::{case, exported};
use crate::page::Page;
use crate::pictures::Folder;

/// Cases of which several transactions are made: each is of 4 MiB at most.
const MANY: u32 = 400;
const LETTERS: usize = 60_000;

/// How many cases stand in the database.
const KEPT: &str = r"
    return new Promise(done => {
        const asked = indexedDB.open('onsight-vault');
        asked.onsuccess = () => {
            const counted = asked.result.transaction('cases').objectStore('cases').count();
            counted.onsuccess = () => { asked.result.close(); done(counted.result); };
        };
    });";

/// What a page leaves on a device: databases, entries of storage, files of its own, caches.
const LEFT: &str = r"
    const files = async () => {
        const names = [];
        for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
        return names.sort();
    };
    return Promise.all([indexedDB.databases(), files(), caches.keys()]).then(([databases, files, caches]) => ({
        databases: databases.map(({ name }) => name).sort(),
        files,
        caches: caches.sort(),
        storage: Object.entries(localStorage).concat(Object.entries(sessionStorage)).map(String).sort(),
    }));";

/// How many cases, summaries and pictures stand in the database.
const IN_STORES: &str = r"
    return new Promise(done => {
        const asked = indexedDB.open('onsight-vault');
        asked.onsuccess = async () => {
            const count = name => new Promise(counted =>
                (asked.result.transaction(name).objectStore(name).count().onsuccess = e => counted(e.target.result)));
            const counts = [];
            for (const name of ['cases', 'summaries', 'pictures']) counts.push(await count(name));
            asked.result.close();
            done(counts);
        };
    });";

/// Nonce and tag of every record in the database, in hexadecimal digits: behind the revision and the version of its form, and at
/// its end.
const NONCES: &str = r"
    return new Promise(done => {
        const asked = indexedDB.open('onsight-vault');
        asked.onsuccess = async () => {
            const all = name => new Promise(found =>
                (asked.result.transaction(name).objectStore(name).getAll().onsuccess = e => found(e.target.result)));
            const hex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
            const records = [];
            for (const name of ['cases', 'summaries', 'pictures']) records.push(...await all(name));
            asked.result.close();
            done(records.map(record => [hex(record.slice(5, 17)), hex(record.slice(-16))]));
        };
    });";

/// A case whose notes fill a good part of a transaction.
fn large(number: u32) -> CaseRecord {
    let mut record = case(number);
    record.note(&"n".repeat(LETTERS), ActedBy { who: "", at_ms: record.changed_ms() + 1 }).expect("notes");
    record
}

#[test]
fn a_tab_that_is_killed_while_it_writes_loses_nothing_and_leaves_nothing_half() {
    let folder = Folder::new("killed");
    let file = folder.file("many.onsightvault", &exported((0..MANY).map(large)));
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    keep(&page, &folder, "before.png", 78, true);
    open_cases(&page);
    wait_for_text(&page, "cases-count", "1 of 1");
    let killed = page.browser.new_tab();
    let other = page.browser.tab();
    page.browser.open(&format!("{}examples/index.json", page.url()));
    page.browser.go_to_tab(&killed);
    fill(&page, "cases-import-passphrase", PASSPHRASE);
    page.browser.send_keys("[data-testid=cases-import]", &file.display().to_string());
    // The first transaction is written, and the next one begun.
    let first = format!(
        "const count = async () => {{ {KEPT} }}; \
         return (async () => {{ for (;;) {{ const kept = await count(); if (kept > 1) return kept; }} }})()"
    );
    // Looked for inside the page: from here it would be too late on a busy machine.
    let kept = page.browser.run(&first, &Value::Null).as_u64().expect("a count");
    page.browser.close_tab();
    page.browser.go_to_tab(&other);
    assert!(kept < u64::from(MANY) + 1, "all was written before the tab could be killed");

    page.browser.open(&format!("{}?backend=cpu", page.url()));
    page.wait_for_guard();
    open_cases(&page);
    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-count", " of ");
    let whole = page.browser.run(KEPT, &Value::Null).as_u64().expect("a count");
    assert!((kept..=u64::from(MANY) + 1).contains(&whole), "{whole} of {kept} and more");
    wait_for_text(&page, "cases-count", &format!("{whole} of {whole} "));
    assert_eq!(page.text("[data-testid=cases-damaged]").trim(), "", "no case is half");
    // What was kept before is there, and what is missing comes with the same file.
    fill(&page, "cases-import-passphrase", PASSPHRASE);
    page.browser.send_keys("[data-testid=cases-import]", &file.display().to_string());
    wait_for_text(&page, "cases-said", &format!("{} were here already.", whole - 1));
    let all = u64::from(MANY) + 1;
    wait_for_text(&page, "cases-count", &format!("{all} of {all} "));
    assert_eq!(page.text("[data-testid=cases-damaged]").trim(), "");
}

#[test]
fn a_disk_without_room_is_told_and_what_was_kept_stays() {
    let folder = Folder::new("full-vault");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    keep(&page, &folder, "before.png", 78, true);
    let file = folder.file("many.onsightvault", &exported((0..MANY).map(large)));
    open_cases(&page);
    wait_for_text(&page, "cases-count", "1 of 1");
    let used = "return Promise.all([location.origin, navigator.storage.estimate()]).then(([origin, { usage }]) => [origin, usage])";
    let used = page.browser.run(used, &Value::Null);
    // Room for a number, not for cases.
    let quota = used[1].as_f64().expect("bytes") + 300_000.0;
    let full = json!({ "origin": used[0], "quotaSize": quota });
    page.browser.devtools("Storage.overrideQuotaForOrigin", &full);
    // Chromium remembers for half a minute how much room a database has.
    std::thread::sleep(std::time::Duration::from_secs(35));
    fill(&page, "cases-import-passphrase", PASSPHRASE);
    page.browser.send_keys("[data-testid=cases-import]", &file.display().to_string());
    wait_for_text(&page, "cases-trouble", "found none left. Nothing was kept.");
    wait_for_text(&page, "cases-count", "1 of 1");
    assert_eq!(page.browser.run(KEPT, &Value::Null), 1, "a transaction without room has written nothing");

    // Nor has a case that is changed: it is as it was, and what was typed stands in its field.
    click(&page, "cases-line");
    fill(&page, "cases-notes", &"n".repeat(1_000_000));
    click(&page, "cases-save-notes");
    wait_for_text(&page, "cases-trouble", "found none left. Nothing was kept.");
    let typed = "return document.querySelector('[data-testid=cases-notes]').value.length";
    assert_eq!(page.browser.run(typed, &Value::Null), 1_000_000);
    click(&page, "cases-back");
    wait_for_text(&page, "cases-said", "Press once more to leave it.");
    click(&page, "cases-back");
    wait_for_text(&page, "cases-count", "1 of 1");
    click(&page, "cases-line");
    page.wait_for("[data-testid=cases-notes]");
    assert_eq!(page.browser.run(typed, &Value::Null), 0);
    click(&page, "cases-back");
    wait_for_text(&page, "cases-count", "1 of 1");

    // What is here can be opened, and taken along.
    click(&page, "cases-lock");
    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-count", "1 of 1");
    page.browser
        .devtools("Browser.setDownloadBehavior", &json!({ "behavior": "allow", "downloadPath": folder.path() }));
    click(&page, "cases-export");
    wait_for_text(&page, "cases-said", "1 case is in the file");
    // And there is room again.
    page.browser.devtools("Storage.overrideQuotaForOrigin", &json!({ "origin": used[0] }));
    fill(&page, "cases-import-passphrase", PASSPHRASE);
    page.browser.send_keys("[data-testid=cases-import]", &file.display().to_string());
    wait_for_text(&page, "cases-said", &format!("{MANY} cases came in"));
}

/// A page with an empty vault, whose workers can be reached.
pub(crate) fn with_workers_in_reach() -> Page {
    let host = Host::find();
    let wishes = Wishes { lists_workers: true, ..Wishes::default() };
    let page = Page::at(&host.url(), "?backend=cpu", || Browser::start_with(&wishes));
    page.wait_for("[data-testid=file-input]");
    page.wait_for_sentences();
    page.wait_for_guard();
    open_cases(&page);
    make_vault(&page);
    click(&page, "cases-code-done");
    wait_for_text(&page, "cases-count", "0 of 0");
    page
}

/// The wall clock of the vault's worker goes ahead by more than the five minutes after which it locks itself, as after a
/// device has slept. Other workers may have been started after that one.
#[track_caller]
pub(crate) fn sleep_past_the_lock(page: &Page) {
    let tab = page.browser.tab();
    let ahead = "{ if (name === 'vault') { const now = Date.now; Date.now = () => now() + 310_000; } name }";
    let is_of_the_vault = |worker: &String| {
        page.browser.go_to_tab(worker);
        let told = page.browser.devtools("Runtime.evaluate", &json!({ "expression": ahead, "returnByValue": true }));
        told["result"]["value"] == "vault"
    };
    assert!(page.browser.workers().iter().any(is_of_the_vault), "the worker of the vault");
    page.browser.go_to_tab(&tab);
    page.wait_for("[data-testid=cases-locked]");
}

#[test]
fn a_vault_at_which_nobody_is_locks_itself() {
    let page = with_workers_in_reach();
    sleep_past_the_lock(&page);
    wait_for_text(&page, "cases-said", "The case vault is locked.");
}

#[test]
fn deleting_everything_leaves_the_device_as_it_was_before_the_first_case() {
    let folder = Folder::new("wiped-all");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    // Whatever an answer alone leaves is there before.
    page.answer(&folder.drawn("plain.png", 78));
    page.remove_all();
    let before = page.browser.run(LEFT, &Value::Null);
    assert_eq!((&before["databases"], &before["files"]), (&json!([]), &json!([])), "{before}");

    keep(&page, &folder, "wiped.png", 78, true);
    open_cases(&page);
    wait_for_text(&page, "cases-count", "1 of 1");
    page.browser.run("document.querySelector('[data-testid=cases-open-handover]').open = true", &Value::Null);
    click(&page, "cases-show-key");
    wait_for_text(&page, "cases-own-key", "-");
    assert_eq!(page.browser.run(LEFT, &Value::Null)["databases"], json!(["onsight-vault"]));
    click(&page, "cases-wipe");
    click(&page, "cases-wipe");
    page.wait_for("[data-testid=cases-create]");
    assert_eq!(page.browser.run(LEFT, &Value::Null), before);
}

#[test]
fn a_deleted_case_is_gone_with_its_picture() {
    let folder = Folder::new("deleted");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    keep(&page, &folder, "one.png", 78, true);
    keep(&page, &folder, "two.png", 79, false);
    assert_eq!(page.browser.run(IN_STORES, &Value::Null), json!([2, 2, 2]));
    open_cases(&page);
    wait_for_text(&page, "cases-count", "2 of 2");
    click(&page, "cases-line");
    click(&page, "cases-delete");
    wait_for_text(&page, "cases-delete", "Really delete this case");
    click(&page, "cases-delete");
    wait_for_text(&page, "cases-count", "1 of 1");
    assert_eq!(page.browser.run(IN_STORES, &Value::Null), json!([1, 1, 1]));
}

#[test]
fn no_two_records_share_a_nonce_whichever_tab_writes() {
    let folder = Folder::new("nonces");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    keep(&page, &folder, "one.png", 78, true);
    let mut seen = BTreeMap::new();
    let mut look = |page: &Page| {
        let found = page.browser.run(NONCES, &Value::Null);
        for record in found.as_array().expect("records") {
            let [nonce, tag] = [0, 1].map(|at| record[at].as_str().expect("digits").to_owned());
            assert_eq!(nonce.len(), 24);
            // The same record may be seen again; another one has another nonce.
            let before = seen.insert(nonce.clone(), tag.clone());
            assert!(before.is_none_or(|before| before == tag), "{nonce} was used twice");
        }
        seen.len()
    };
    assert_eq!(look(&page), 3, "a case, its summary and its picture");
    let first = page.browser.new_tab();
    let second = page.browser.tab();
    page.browser.open(&format!("{}?backend=cpu", page.url()));
    open_cases(&page);
    unlock(&page, PASSPHRASE);
    page.browser.go_to_tab(&first);
    open_cases(&page);
    for (turn, tab) in [&first, &second, &first, &second].into_iter().enumerate() {
        page.browser.go_to_tab(tab);
        wait_for_text(&page, "cases-count", "1 of 1");
        click(&page, "cases-line");
        fill(&page, "cases-notes", &format!("Nummer {turn}"));
        click(&page, "cases-save-notes");
        wait_for_text(&page, "cases-trail", &format!("Nummer {turn}"));
        click(&page, "cases-back");
        wait_for_text(&page, "cases-count", "1 of 1");
        // The case and its summary are written anew, its picture is not.
        assert_eq!(look(&page), 3 + 2 * (turn + 1));
    }
}
