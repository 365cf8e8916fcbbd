//! How kept cases leave the vault: exported, of which somebody is reminded, into another browser; and as a table.

use std::fs;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::kept_cases::{PASSPHRASE, PATIENCE, click, fill, keep, make_vault, open_cases, unlock, wait_for_text};
use crate::lightbox::ENTER;
use crate::page::Page;
use crate::pictures::{Folder, whole};
use crate::turns;

/// The key that goes to the next button, as WebDriver names it.
const TAB: &str = "\u{e004}";
/// Of the vault in the other browser.
const OTHER: &str = "ganz andere vier Wörter";

/// Where the page saves files.
fn save_to(page: &Page, folder: &Folder) {
    let to = json!({"behavior": "allow", "downloadPath": folder.path()});
    page.browser.devtools("Browser.setDownloadBehavior", &to);
}

/// Presses a button by its key: a browser takes several files only from somebody who is there.
#[track_caller]
fn press(page: &Page, test_id: &str) {
    let selector = format!("[data-testid={test_id}]:not([disabled], [aria-disabled=true])");
    page.wait_for(&selector);
    page.browser.run("document.querySelector(arguments[0]).focus()", &json!(selector));
    page.browser.press(&[ENTER]);
}

/// The bytes of a file that the page saves, which is taken away.
#[track_caller]
fn taken(page: &Page, folder: &Folder, name: &str) -> Vec<u8> {
    let file = folder.path().join(name);
    let bytes = page.browser.wait(name, PATIENCE, |_| whole(&file));
    fs::remove_file(&file).expect("a file that can go");
    bytes
}

/// Saves the cases that are listed as a table.
#[track_caller]
fn table(page: &Page, folder: &Folder, form: &str, lines: &str) -> String {
    let choose = "document.querySelector(`[data-testid=cases-log-form][value=${arguments[0]}]`).click()";
    page.browser.run(choose, &json!(form));
    press(page, "cases-log-save");
    wait_for_text(page, "cases-said", lines);
    String::from_utf8(taken(page, folder, &format!("onsight-cases.{form}"))).expect("UTF-8")
}

#[test]
fn what_stands_in_no_exported_file_is_reminded_of_before_the_browser_clears_it() {
    let (folder, saved) = (Folder::new("reminded"), Folder::new("reminded-saved"));
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    save_to(&page, &saved);
    keep(&page, &folder, "one.png", 78, true);
    open_cases(&page);
    wait_for_text(&page, "cases-backup", "Safari does so after seven days without a visit");
    wait_for_text(&page, "cases-backup", "No exported file of what is kept here is noted yet.");
    wait_for_text(&page, "cases-room", "that the browser allows it");
    press(&page, "cases-export");
    wait_for_text(&page, "cases-said", "1 case is in the file");
    assert!(!taken(&page, &saved, "cases.onsightvault").is_empty());
    // The page cannot see that, and asks; until somebody says so it reminds, also whoever comes back later.
    wait_for_text(&page, "cases-handed", "Did it arrive?");
    // The keyboard is on the question, so that it is read out, and the button comes next.
    let focused = "return document.activeElement.dataset.testid ?? document.activeElement.id";
    for place in ["cases-handed", "cases-arrived"] {
        page.browser.wait(&format!("the keyboard on {place}"), PATIENCE, |browser| {
            (browser.run(focused, &Value::Null) == place).then_some(())
        });
        page.browser.press(&[TAB]);
    }
    click(&page, "cases-close");
    open_cases(&page);
    wait_for_text(&page, "cases-backup", "No exported file of what is kept here is noted yet.");
    press(&page, "cases-arrived");
    wait_for_text(&page, "cases-said", "Noted that the file was saved.");
    page.wait_for("[data-testid=cases-dialog]:not(:has([data-testid=cases-backup], [data-testid=cases-handed]))");
    // The button is gone that had the keyboard, which stays in the dialog.
    let has_focus = "return document.activeElement.id === 'cases-dialog-title'";
    page.browser.wait("the keyboard on the title", PATIENCE, |browser| {
        browser.run(has_focus, &Value::Null).as_bool().filter(|is| *is)
    });

    // What was changed since stands in no file either.
    click(&page, "cases-line");
    fill(&page, "cases-notes", "nach dem Export");
    click(&page, "cases-save-notes");
    wait_for_text(&page, "cases-trail", "nach dem Export");
    click(&page, "cases-back");
    wait_for_text(&page, "cases-backup", "since then a case was kept or changed");
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn a_table_has_a_line_for_each_listed_case_and_nothing_that_was_not_chosen() {
    let (folder, saved) = (Folder::new("table"), Folder::new("table-saved"));
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    save_to(&page, &saved);
    keep(&page, &folder, "Doe-Jane.png", 78, true);
    keep(&page, &folder, "two.png", 79, false);
    // A picture is open, and the page sealed.
    page.answer_or_not(&folder.drawn("open.png", 80));
    let asked = page.requests().len();
    open_cases(&page);
    wait_for_text(&page, "cases-count", "2 of 2");
    click(&page, "cases-line");
    fill(&page, "cases-notes", "=HYPERLINK(\"https://example.org\")");
    click(&page, "cases-save-notes");
    wait_for_text(&page, "cases-trail", "HYPERLINK");
    click(&page, "cases-back");
    wait_for_text(&page, "cases-count", "2 of 2");

    page.browser.run("document.querySelector('[data-testid=cases-log]').open = true", &Value::Null);
    let csv = table(&page, &saved, "csv", "2 cases are in the table.");
    let lines: Vec<&str> = csv.split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 3, "{csv}");
    assert!(lines[0].starts_with("case,task,model,") && lines[1].contains(",brain-mri,"), "{csv}");
    let year = page.browser.run("return String(new Date().getFullYear())", &Value::Null);
    let year = format!("{}-", year.as_str().expect("a year"));
    for personal in ["Doe-Jane", "HYPERLINK", "Grün", &year] {
        assert!(!csv.contains(personal), "{personal} was not chosen: {csv}");
    }

    // What is chosen goes along, and no spreadsheet computes it.
    click(&page, "cases-log-names");
    click(&page, "cases-log-dates");
    let csv = table(&page, &saved, "csv", "2 cases are in the table.");
    assert!(csv.contains("'=HYPERLINK") && !csv.contains(",=HYPERLINK") && csv.contains(&year), "{csv}");
    assert!(!csv.contains(['\u{2068}', '\u{2069}']), "marks of what is shown: {csv}");

    // One line a case, in the order of the list, and of those alone that it shows.
    fill(&page, "cases-search", "hyperlink");
    wait_for_text(&page, "cases-count", "1 of 2");
    let ndjson = table(&page, &saved, "ndjson", "1 case is in the table.");
    let line: Value = serde_json::from_str(ndjson.trim_end()).expect("one object");
    assert_eq!(line["notes"], "=HYPERLINK(\"https://example.org\")");
    assert_eq!(line["task"], "brain-mri");
    press(&page, "cases-export");
    wait_for_text(&page, "cases-said", "2 cases are in the file");
    assert!(!taken(&page, &saved, "cases.onsightvault").is_empty());
    assert_eq!(page.asked_since(asked), [""; 0], "a sealed page asks its host for nothing");
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn an_exported_vault_is_restored_in_another_browser_and_a_bad_file_changes_nothing() {
    let _turn = turns::alone();
    let (folder, saved) = (Folder::new("moved"), Folder::new("moved-saved"));
    let first = Page::open(Gpu::None, "?backend=cpu");
    first.wait_for_guard();
    save_to(&first, &saved);
    keep(&first, &folder, "one.png", 78, true);
    keep(&first, &folder, "two.png", 79, false);
    open_cases(&first);
    wait_for_text(&first, "cases-count", "2 of 2");
    click(&first, "cases-line");
    fill(&first, "cases-notes", "zieht um");
    click(&first, "cases-save-notes");
    wait_for_text(&first, "cases-trail", "zieht um");
    click(&first, "cases-back");
    press(&first, "cases-export");
    wait_for_text(&first, "cases-said", "2 cases are in the file");
    let exported = taken(&first, &saved, "cases.onsightvault");

    let second = first.open_beside(Gpu::None, "?backend=cpu");
    second.wait_for_guard();
    open_cases(&second);
    fill(&second, "cases-passphrase", OTHER);
    fill(&second, "cases-again", OTHER);
    click(&second, "cases-make");
    click(&second, "cases-code-done");
    wait_for_text(&second, "cases-count", "0 of 0");
    let import = |name: &str, bytes: &[u8], passphrase: &str| {
        fill(&second, "cases-import-passphrase", passphrase);
        let file = folder.file(name, bytes);
        second.browser.send_keys("[data-testid=cases-import]", &file.display().to_string());
    };
    import("foreign.onsightvault", b"no vault at all, but long enough to be one", PASSPHRASE);
    wait_for_text(&second, "cases-trouble", "Expected a case vault of Onsight, found something else.");
    import("wrong.onsightvault", &exported, OTHER);
    wait_for_text(&second, "cases-trouble", "Expected the passphrase of this case vault, found another one.");
    wait_for_text(&second, "cases-count", "0 of 0");

    import("whole.onsightvault", &exported, PASSPHRASE);
    wait_for_text(&second, "cases-said", "2 cases came in");
    wait_for_text(&second, "cases-count", "2 of 2");
    // One that ends early is told, and what is here stays.
    import("cut.onsightvault", &exported[..exported.len() - 40], PASSPHRASE);
    wait_for_text(&second, "cases-trouble", "found one that ends early");
    wait_for_text(&second, "cases-count", "2 of 2");
    fill(&second, "cases-search", "zieht");
    wait_for_text(&second, "cases-count", "1 of 2");
    click(&second, "cases-line");
    wait_for_text(&second, "cases-trail", "zieht um");
    wait_for_text(&second, "cases-trail", "Dr. Grün");
    for page in [&first, &second] {
        assert_eq!(page.browser.console_errors(), [] as [String; 0]);
    }
}

#[test]
fn a_vault_that_was_made_by_nobody_here_is_told_and_left_as_it_is() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    let spoil = "return new Promise(done => { \
        const asked = indexedDB.open('onsight-vault'); \
        asked.onsuccess = () => { \
            const database = asked.result, write = database.transaction('vault', 'readwrite'); \
            write.objectStore('vault').put(new TextEncoder().encode(arguments[0]), 'header'); \
            write.oncomplete = () => { database.close(); done(true); }; \
        }; })";
    let head = "return new Promise(done => { \
        const asked = indexedDB.open('onsight-vault'); \
        asked.onsuccess = () => { \
            const found = asked.result.transaction('vault').objectStore('vault').get('header'); \
            found.onsuccess = () => { asked.result.close(); done(new TextDecoder().decode(found.result)); }; \
        }; })";
    open_cases(&page);
    make_vault(&page);
    click(&page, "cases-code-done");
    wait_for_text(&page, "cases-count", "0 of 0");
    page.browser.reload();
    let foreign = "{\"format\":\"somebody else\"}";
    page.browser.run(spoil, &json!(foreign));
    open_cases(&page);
    fill(&page, "cases-secret", PASSPHRASE);
    click(&page, "cases-unlock");
    wait_for_text(
        &page,
        "cases-trouble",
        "Expected a case vault of Onsight, found something else. It was left as it is.",
    );
    assert_eq!(page.browser.run(head, &Value::Null), foreign);
}

#[test]
fn a_database_of_a_later_version_is_told_and_left_as_it_is() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    let make = "return new Promise(done => { \
        const asked = indexedDB.open('onsight-vault', 99); \
        asked.onupgradeneeded = () => asked.result.createObjectStore('later').put('kept', 'case'); \
        asked.onsuccess = () => { asked.result.close(); done(asked.result.version); }; })";
    let look = "return new Promise(done => { \
        const asked = indexedDB.open('onsight-vault'); \
        asked.onsuccess = () => { \
            const found = asked.result.transaction('later').objectStore('later').get('case'); \
            found.onsuccess = () => { asked.result.close(); done([asked.result.version, found.result]); }; \
        }; })";
    page.browser.run(make, &Value::Null);
    open_cases(&page);
    wait_for_text(&page, "cases-trouble", "found one of a later version. It was left as it is.");
    assert_eq!(page.browser.run(look, &Value::Null), json!([99, "kept"]));
}

#[test]
fn an_open_vault_that_a_later_version_takes_over_is_locked_and_not_called_deleted() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    open_cases(&page);
    make_vault(&page);
    click(&page, "cases-code-done");
    wait_for_text(&page, "cases-count", "0 of 0");
    // As a tab with a later version of this website does.
    let raise = "return new Promise(done => { \
        const asked = indexedDB.open('onsight-vault', 2); \
        asked.onsuccess = () => { asked.result.close(); done(asked.result.version); }; })";
    assert_eq!(page.browser.run(raise, &Value::Null), 2);
    wait_for_text(&page, "cases-said", "The case vault is locked.");
    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-trouble", "found one of a later version. It was left as it is.");
}
