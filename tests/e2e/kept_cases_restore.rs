//! What a saved case must survive: damage, a second import, a locked page, a dialog that is closed too early.

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::kept_cases::{FLIP, PASSPHRASE, PATIENCE, click, fill, keep, make_vault, open_cases, unlock, wait_for_text};
use crate::lightbox::ESCAPE;
use crate::looks::NAMED_ALIKE;
use crate::page::Page;
use crate::pictures::{Folder, whole};

fn value_of(page: &Page, test_id: &str) -> Value {
    page.browser.run("return document.querySelector(`[data-testid=${arguments[0]}]`).value", &json!(test_id))
}

#[test]
fn a_damaged_case_gives_way_to_its_exported_copy_and_a_second_import_brings_nothing() {
    let (folder, saved) = (Folder::new("restore"), Folder::new("restore-saved"));
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    let to = json!({"behavior": "allow", "downloadPath": saved.path()});
    page.browser.devtools("Browser.setDownloadBehavior", &to);
    keep(&page, &folder, "one.png", 78, true);
    keep(&page, &folder, "two.png", 78, false);
    open_cases(&page);
    wait_for_text(&page, "cases-count", "2 of 2");
    click(&page, "cases-export");
    wait_for_text(&page, "cases-said", "2 cases are in the file");
    let file = saved.path().join("cases.onsightvault");
    page.browser.wait("the exported file", PATIENCE, |_| whole(&file));

    page.browser.reload();
    page.browser.run(FLIP, &Value::Null);
    open_cases(&page);
    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-damaged", "found changed bytes");
    wait_for_text(&page, "cases-count", "1 of 1");
    for (came_in, known) in [(1, 1), (0, 2)] {
        fill(&page, "cases-import-passphrase", PASSPHRASE);
        page.browser.send_keys("[data-testid=cases-import]", &file.display().to_string());
        let plural = if came_in == 1 { "case" } else { "cases" };
        wait_for_text(&page, "cases-said", &format!("{came_in} {plural} came in, {known} were here already."));
        wait_for_text(&page, "cases-count", "2 of 2");
    }
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

/// Deletes the one damaged case, which needs two confirmations.
fn delete_damaged(page: &Page) {
    click(page, "cases-delete-damaged");
    wait_for_text(page, "cases-damaged", "Really delete this case");
    click(page, "cases-delete-damaged");
    let lines = "return document.querySelectorAll('[data-testid=cases-damaged] li').length";
    page.browser.wait("no damaged case", PATIENCE, |browser| {
        browser.run(lines, &Value::Null).as_u64().filter(|lines| *lines == 0)
    });
}

#[test]
fn a_damaged_case_can_be_deleted_and_only_when_asked_twice() {
    let folder = Folder::new("damaged-gone");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    keep(&page, &folder, "one.png", 78, true);
    page.browser.reload();
    page.browser.run(FLIP, &Value::Null);
    open_cases(&page);
    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-damaged", "found changed bytes");
    delete_damaged(&page);
}

#[test]
fn a_damaged_case_whose_summary_is_whole_can_be_deleted_once_it_was_opened() {
    let folder = Folder::new("damaged-listed");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    keep(&page, &folder, "one.png", 78, true);
    page.browser.reload();
    let flip_alone = FLIP.replace("transaction.objectStore('summaries').delete(cursor.key);", "");
    page.browser.run(&flip_alone, &Value::Null);
    open_cases(&page);
    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-count", "1 of 1");
    click(&page, "cases-line");
    wait_for_text(&page, "cases-trouble", "found changed bytes");
    wait_for_text(&page, "cases-count", "0 of 0");
    delete_damaged(&page);
}

#[test]
fn what_is_typed_stays_when_something_else_is_saved_and_a_double_click_deletes_nothing() {
    let folder = Folder::new("typed");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    keep(&page, &folder, "typed.png", 78, true);
    open_cases(&page);
    wait_for_text(&page, "cases-count", "1 of 1");
    click(&page, "cases-line");
    page.wait_for("[data-testid=cases-notes]");
    assert_eq!(page.browser.run(NAMED_ALIKE, &json!("[data-testid=cases-case]")), json!([]));
    fill(&page, "cases-tags", "links, Kontrolle");
    fill(&page, "cases-notes", "in drei Monaten");
    click(&page, "cases-save-notes");
    wait_for_text(&page, "cases-trail", "Notes: in drei Monaten");
    // The screen is made anew with what was saved, and the keyboard stays in the dialog.
    let inside = "return document.activeElement.closest('[data-testid=cases-dialog]') !== null";
    page.browser.wait("the keyboard in the dialog", PATIENCE, |browser| {
        browser.run(inside, &Value::Null).as_bool().filter(|is_inside| *is_inside)
    });
    assert_eq!(value_of(&page, "cases-tags"), "links, Kontrolle");

    let double = "const button = document.querySelector('[data-testid=cases-delete]'); \
        for (const detail of [1, 2]) button.dispatchEvent(new MouseEvent('click', { bubbles: true, detail }))";
    page.browser.run(double, &Value::Null);
    wait_for_text(&page, "cases-delete", "Really delete this case");

    // The tags are not saved: whoever goes back, closes the dialog or opens something else is asked once.
    let asks = "What you typed is not saved. Press once more to leave it.";
    for leaves in ["cases-back", "cases-close", "cases-open-picture"] {
        click(&page, leaves);
        wait_for_text(&page, "cases-said", asks);
        wait_for_text(&page, "cases-back", "Back without saving");
        // Typing takes the question back.
        fill(&page, "cases-tags", &format!("links, {leaves}"));
        wait_for_text(&page, "cases-back", "Back to the list");
        assert_eq!(page.text("[data-testid=cases-said]").trim(), "", "{leaves}");
    }
    page.browser.run("document.querySelector('[data-testid=cases-tags]').focus()", &Value::Null);
    page.browser.press(&[ESCAPE]);
    wait_for_text(&page, "cases-said", asks);
    page.wait_for("[data-testid=cases-dialog][open]");
    assert_eq!(value_of(&page, "cases-tags"), "links, cases-open-picture");
    // Twice means it, and what is saved is not asked about.
    click(&page, "cases-back");
    wait_for_text(&page, "cases-count", "1 of 1");
    assert_eq!(page.text("[data-testid=cases-said]").trim(), "");
    click(&page, "cases-line");
    page.wait_for("[data-testid=cases-tags]");
    assert_eq!(value_of(&page, "cases-tags"), "");
    fill(&page, "cases-tags", " links,,links");
    click(&page, "cases-save-tags");
    wait_for_text(&page, "cases-trail", "links");
    click(&page, "cases-back");
    wait_for_text(&page, "cases-count", "1 of 1");
}

#[test]
fn a_recovery_code_that_was_not_written_down_is_shown_again() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    open_cases(&page);
    make_vault(&page);
    let code = page.text("[data-testid=cases-code-text]");
    click(&page, "cases-close");
    click(&page, "cases");
    wait_for_text(&page, "cases-code-text", code.trim());
    click(&page, "cases-code-done");
    wait_for_text(&page, "cases-count", "0 of 0");
}
