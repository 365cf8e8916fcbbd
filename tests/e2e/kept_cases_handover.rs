//! A case goes from one vault to another in a file, is answered there, and comes back: two browsers with separate
//! profiles.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::kept_cases::{PATIENCE, click, fill, keep, make_vault, open_cases, wait_for_text};
use crate::page::Page;
use crate::pictures::{Folder, whole};
use crate::turns;

/// A page whose downloads go to a folder; the second one in a browser of its own.
fn open(folder: &Folder, beside: Option<&Page>) -> Page {
    let query = "?backend=cpu";
    let page = beside.map_or_else(|| Page::open(Gpu::None, query), |first| first.open_beside(Gpu::None, query));
    page.wait_for_guard();
    let to = json!({"behavior": "allow", "downloadPath": folder.path()});
    page.browser.devtools("Browser.setDownloadBehavior", &to);
    page
}

fn unfold(page: &Page, test_id: &str) {
    page.wait_for(&format!("[data-testid={test_id}]"));
    page.browser.run("document.querySelector(`[data-testid=${arguments[0]}]`).open = true", &json!(test_id));
}

/// The vault of a page without saved cases, with its list open.
fn begin_vault(page: &Page) {
    open_cases(page);
    make_vault(page);
    click(page, "cases-code-done");
}

/// The public key of the vault whose list is shown.
fn own_key(page: &Page) -> String {
    unfold(page, "cases-open-handover");
    click(page, "cases-show-key");
    wait_for_text(page, "cases-own-key", "-");
    page.text("[data-testid=cases-own-key]")
}

/// Saves the file that was made, and returns its path.
fn save(page: &Page, folder: &Folder) -> PathBuf {
    wait_for_text(page, "cases-said", "The hand-over file is made.");
    click(page, "cases-save-handover");
    let made = folder.path().join("case.onsighthandover");
    page.browser.wait("the hand-over file", PATIENCE, |_| whole(&made));
    made
}

fn receive(page: &Page, file: &Path) {
    unfold(page, "cases-open-handover");
    page.browser.send_keys("[data-testid=cases-open-file]", &file.display().to_string());
}

#[test]
fn a_case_is_handed_over_answered_and_sent_back_into_the_same_case() {
    let _turn = turns::alone();
    let pictures = Folder::new("handover");
    let (there, back) = (Folder::new("handover-there"), Folder::new("handover-back"));
    let doctor = open(&back, None);
    begin_vault(&doctor);
    let key = own_key(&doctor);
    assert_eq!(key.trim().len(), 69, "{key}");

    let technician = open(&there, Some(&doctor));
    keep(&technician, &pictures, "handed.png", 78, true);
    open_cases(&technician);
    click(&technician, "cases-line");
    wait_for_text(&technician, "cases-technician", "The right kind of picture");
    wait_for_text(&technician, "cases-technician", "Body part");
    fill(&technician, "cases-sender", "MTR Blau");
    fill(&technician, "cases-lock-with", key.trim());
    click(&technician, "cases-with-picture");
    click(&technician, "cases-make-handover");
    let file = save(&technician, &there);
    let bytes = fs::read(&file).expect("a file");
    assert!(bytes.starts_with(b"ONSIGHTH") && !bytes.windows(4).any(|four| four == b"IHDR"), "sealed");

    // The technician's own vault cannot decrypt it, not even a part of it.
    click(&technician, "cases-back");
    receive(&technician, &file);
    wait_for_text(&technician, "cases-trouble", "found one for somebody else's key");
    receive(&doctor, &there.file("cut.onsighthandover", &bytes[..bytes.len() - 1]));
    wait_for_text(&doctor, "cases-trouble", "found one that ends early");
    wait_for_text(&doctor, "cases-count", "0 of 0");

    receive(&doctor, &file);
    wait_for_text(&doctor, "cases-said", "The case came in.");
    wait_for_text(&doctor, "cases-origin", "Received from MTR Blau");
    wait_for_text(&doctor, "cases-doctor", "Not a diagnosis");
    doctor.wait_for("[data-testid=cases-open-picture]");
    let order =
        "return [...document.querySelectorAll('[data-testid=cases-doctor] h3, [data-testid=cases-figures]')].length";
    assert_eq!(doctor.browser.run(order, &Value::Null), 3, "a report, figures and their table");
    fill(&doctor, "cases-comment", "zu dunkel");
    fill(&doctor, "cases-answer-label", "Artefakt");
    let disagree = "[data-testid=cases-answer] [data-say=disagree]:not([disabled], [aria-disabled=true])";
    doctor.wait_for(disagree);
    doctor.browser.run("document.querySelector(arguments[0]).click()", &json!(disagree));
    wait_for_text(&doctor, "cases-trail", "First reader disagrees. Artefakt zu dunkel");
    click(&doctor, "cases-send-back");
    let answer = save(&doctor, &back);

    // Changes made here meanwhile are kept.
    click(&technician, "cases-line");
    fill(&technician, "cases-notes", "inzwischen");
    click(&technician, "cases-save-notes");
    wait_for_text(&technician, "cases-trail", "Notes: inzwischen");
    click(&technician, "cases-back");
    receive(&technician, &answer);
    wait_for_text(&technician, "cases-said", "came into the kept case");
    wait_for_text(&technician, "cases-trail", "First reader disagrees. Artefakt zu dunkel");
    wait_for_text(&technician, "cases-trail", "Notes: inzwischen");
    wait_for_text(&technician, "cases-origin", "Answer received from");
    let lines = "return document.querySelectorAll('[data-testid=cases-trail] li').length";
    let once = technician.browser.run(lines, &Value::Null);

    click(&technician, "cases-back");
    wait_for_text(&technician, "cases-count", "1 of 1");
    receive(&technician, &answer);
    wait_for_text(&technician, "cases-said", "All of it was here already.");
    page_has_lines(&technician, lines, &once);
    for page in [&technician, &doctor] {
        assert_eq!(page.browser.console_errors(), [] as [String; 0]);
    }
}

/// Importing it again adds no line.
#[track_caller]
fn page_has_lines(page: &Page, lines: &str, expected: &Value) {
    page.wait_for("[data-testid=cases-trail]");
    assert_eq!(page.browser.run(lines, &Value::Null), *expected);
}

#[test]
fn a_passphrase_opens_a_file_and_another_one_does_not() {
    let _turn = turns::alone();
    let pictures = Folder::new("phrase");
    let there = Folder::new("phrase-there");
    let technician = open(&there, None);
    keep(&technician, &pictures, "phrase.png", 78, true);
    open_cases(&technician);
    click(&technician, "cases-line");
    click(&technician, "cases-by-phrase");
    fill(&technician, "cases-lock-with", "drei andere Wörter");
    click(&technician, "cases-make-handover");
    let file = save(&technician, &there);

    let doctor = open(&there, Some(&technician));
    begin_vault(&doctor);
    unfold(&doctor, "cases-open-handover");
    receive(&doctor, &file);
    wait_for_text(
        &doctor,
        "cases-trouble",
        "Expected the passphrase that this hand-over file is sealed by, found none.",
    );
    fill(&doctor, "cases-open-phrase", "keine vier Wörter");
    receive(&doctor, &file);
    wait_for_text(&doctor, "cases-trouble", "Expected the passphrase of this hand-over file, found another one.");
    fill(&doctor, "cases-open-phrase", "drei andere Wörter");
    receive(&doctor, &file);
    wait_for_text(&doctor, "cases-said", "The case came in.");
    wait_for_text(&doctor, "cases-trail", "Picture taken away");
}
