//! Another passphrase: chosen on the page, with a new recovery code, also after unlocking with the old one.

use crate::driver::Gpu;
use crate::kept_cases::{PASSPHRASE, click, fill, keep, open_cases, unlock, wait_for_text};
use crate::page::Page;
use crate::pictures::Folder;

const OTHER: &str = "vier andere Wörter hier";
const THIRD: &str = "und noch einmal andere";

/// Chooses another passphrase, and gives the recovery code that is shown then.
#[track_caller]
fn change(page: &Page, to: &str) -> String {
    fill(page, "cases-new", to);
    fill(page, "cases-new-again", to);
    click(page, "cases-change-secrets");
    wait_for_text(page, "cases-code-text", "-");
    let code = page.text("[data-testid=cases-code-text]").trim().to_owned();
    click(page, "cases-code-done");
    wait_for_text(page, "cases-count", "1 of 1");
    code
}

/// Locks the vault, and unlocks it with the recovery code.
fn recover(page: &Page, code: &str) {
    click(page, "cases-lock");
    page.wait_for("[data-testid=cases-locked]");
    let other = "document.querySelector('[data-testid=cases-locked] .cases__acts .button:not([data-testid])').click()";
    page.browser.run(other, &serde_json::Value::Null);
    unlock(page, code);
}

#[test]
fn a_code_that_comes_to_a_dialog_opened_again_stays_until_it_was_written_down() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    open_cases(&page);
    fill(&page, "cases-passphrase", PASSPHRASE);
    fill(&page, "cases-again", PASSPHRASE);
    page.wait_for("[data-testid=cases-make]:not([disabled])");
    // Closed while the vault is made, and opened again: the request for the vault's state queues behind that, and is
    // answered after it.
    let hasty = "for (const name of ['cases-make', 'cases-close', 'cases']) \
        document.querySelector(`[data-testid=${name}]`).click()";
    page.browser.run(hasty, &serde_json::Value::Null);
    wait_for_text(&page, "cases-code-text", "-");
    page.wait_for("[data-testid=cases-dialog]:not([aria-busy])");
    let pause = "return new Promise(done => setTimeout(done, 500))";
    page.browser.run(pause, &serde_json::Value::Null);
    wait_for_text(&page, "cases-code-text", "-");
    click(&page, "cases-code-done");
    wait_for_text(&page, "cases-count", "0 of 0");
}

#[test]
fn another_passphrase_opens_the_same_cases_and_the_old_one_and_its_code_open_nothing() {
    let folder = Folder::new("secrets");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    keep(&page, &folder, "kept.png", 78, true);
    open_cases(&page);
    wait_for_text(&page, "cases-count", "1 of 1");
    // The name of a class, not the label in the finding.
    wait_for_text(&page, "cases-line", "Brain MRI");
    let line = page.text("[data-testid=cases-line]");
    assert!(!line.contains("brain-mri"), "{line}");

    click(&page, "cases-secrets");
    fill(&page, "cases-now", "another passphrase");
    fill(&page, "cases-new", OTHER);
    fill(&page, "cases-new-again", OTHER);
    click(&page, "cases-change-secrets");
    wait_for_text(&page, "cases-trouble", "Expected the passphrase of this case vault");
    fill(&page, "cases-now", PASSPHRASE);
    let code = change(&page, OTHER);

    click(&page, "cases-lock");
    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-trouble", "Expected the passphrase of this case vault");
    unlock(&page, OTHER);
    wait_for_text(&page, "cases-count", "1 of 1");

    // After unlocking with the code, a passphrase is chosen first; the code is already filled in.
    recover(&page, &code);
    wait_for_text(&page, "cases-change", "You opened the vault by its recovery code.");
    let newer = change(&page, THIRD);
    assert_ne!(newer, code);
    recover(&page, &code);
    wait_for_text(&page, "cases-trouble", "Expected the recovery code of this case vault");
    unlock(&page, &newer);
    wait_for_text(&page, "cases-change", "You opened the vault by its recovery code.");
    // It can be postponed.
    click(&page, "cases-secrets-back");
    wait_for_text(&page, "cases-count", "1 of 1");
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}
