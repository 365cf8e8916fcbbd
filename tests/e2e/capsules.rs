//! Capsules: saved without the picture, recognised by their content when they are dropped, and compared with a new
//! answer to their picture.

use std::path::{Path, PathBuf};
use std::time::Duration;

use export::capsule::{Capsule, PictureHashes};
use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::lightbox::ENTER;
use crate::page::Page;
use crate::pictures::{Folder, drawn_head, png_from_image, whole};

const PATIENCE: Duration = Duration::from_secs(60);

fn drawn(seed: u64) -> Vec<u8> {
    png_from_image(&drawn_head(seed))
}

#[track_caller]
fn click(page: &Page, selector: &str) {
    page.wait_for(&format!("{selector}:not([disabled])"));
    page.browser.run("document.querySelector(arguments[0]).click()", &json!(selector));
}

/// Gives a picture, and saves the capsule of its answer.
fn saved(page: &Page, picture: &Path, to: &Folder) -> Vec<u8> {
    let allow = json!({"behavior": "allow", "downloadPath": to.path()});
    page.browser.devtools("Browser.setDownloadBehavior", &allow);
    page.answer_or_not(picture);
    let asked = page.requests().len();
    click(page, "[data-testid=report]");
    page.wait_for("[data-testid=reports-dialog][open]:not([aria-busy])");
    click(page, "[data-testid=reports-form][value=capsule]");
    // By a key: a browser accepts downloads only after a user action.
    page.browser.run("document.querySelector('[data-testid=reports-write]').focus()", &Value::Null);
    page.browser.press(&[ENTER]);
    let file = to.path().join("onsight-capsule.json");
    let bytes = page.browser.wait("the capsule", PATIENCE, |_| whole(&file));
    click(page, "[data-testid=reports-close]");
    assert_eq!(page.asked_since(asked), [""; 0], "a sealed page asks its host for nothing");
    page.remove_all();
    bytes
}

/// Waits for the result of the comparison: its code, and its whole text.
#[track_caller]
fn verdict(page: &Page, state: &str) -> String {
    page.wait_for(&format!("[data-testid=capsule-dialog][open] [data-testid=capsule-verdict][data-state={state}]"));
    page.text("[data-testid=capsule-verdict]")
}

#[track_caller]
fn pick(page: &Page, files: &[&PathBuf]) {
    let paths: Vec<&Path> = files.iter().map(|file| file.as_path()).collect();
    page.pick(&paths);
}

#[test]
fn a_capsule_is_saved_and_its_picture_is_the_same_to_the_digit() {
    let (folder, to) = (Folder::new("capsule"), Folder::new("capsule-saved"));
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    let picture = folder.file("Doe-Jane.png", &drawn(78));
    let bytes = saved(&page, &picture, &to);
    let text = String::from_utf8(bytes.clone()).expect("text");
    assert!(!text.contains("Doe-Jane") && !text.contains("IHDR"), "{text}");
    let capsule = Capsule::from_json(&bytes).expect("a capsule");
    let file = std::fs::read(&picture).expect("the picture");
    assert_eq!(capsule.picture.file_sha256, PictureHashes::of(&file, &[]).file_sha256);
    assert_eq!((capsule.file_name, capsule.answered_ms), (None, None), "nothing goes along that nobody chose");

    // Both together, and the capsule under a meaningless name.
    let again = folder.file("renamed.txt", &bytes);
    pick(&page, &[&again, &picture]);
    let said = verdict(&page, "same");
    assert!(said.contains("The answer is the same to the digit.") && said.contains("byte for byte"), "{said}");
    click(&page, "[data-testid=capsule-close]");
    page.remove_all();

    // The capsule first, then another picture, then its own.
    pick(&page, &[&again]);
    page.wait_for("[data-testid=capsule-waits]");
    click(&page, "[data-testid=capsule-close]");
    let other = folder.file("other.png", &drawn(79));
    pick(&page, &[&other]);
    let said = verdict(&page, "other");
    assert!(said.contains(&capsule.picture.file_sha256[..16]), "it is told by its hash: {said}");
    click(&page, "[data-testid=capsule-close]");
    pick(&page, &[&picture]);
    verdict(&page, "same");
    click(&page, "[data-testid=capsule-close]");
    // The capsule is used up: later answers are not compared with it.
    pick(&page, &[&other]);
    page.outcome("other.png");
    assert_eq!(page.browser.run("return document.querySelectorAll('dialog[open]').length", &Value::Null), 0);
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn what_differs_is_said_with_both_values_and_the_model_first() {
    let (folder, to) = (Folder::new("capsule-differs"), Folder::new("capsule-differs-saved"));
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    let picture = folder.file("picture.png", &drawn(78));
    let mut capsule = Capsule::from_json(&saved(&page, &picture, &to)).expect("a capsule");
    capsule.finding.provenance.model.version = "9.9.9".into();
    capsule.finding.provenance.source.width += 1;
    let changed = folder.file("changed.json", capsule.to_json().expect("JSON").as_bytes());
    page.answer_or_not(&picture);
    // An answer that is already shown is compared at once.
    pick(&page, &[&changed]);
    let said = verdict(&page, "differs");
    assert!(said.contains("2 things differ from the capsule."), "{said}");
    let list =
        "return [...document.querySelectorAll('[data-testid=capsule-differences] li')].map(one => one.innerText)";
    let lines = page.browser.run(list, &Value::Null);
    let line = |at: usize| lines[at].as_str().unwrap_or_default().to_owned();
    assert!(line(0).starts_with("Another model answered: then ") && line(0).contains("9.9.9"), "{lines}");
    assert!(line(1).contains("201 × 200") && line(1).contains("200 × 200"), "{lines}");
}

#[test]
fn a_bad_capsule_is_refused_in_words() {
    let (folder, to) = (Folder::new("capsule-bad"), Folder::new("capsule-bad-saved"));
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    let picture = folder.file("picture.png", &drawn(78));
    let whole = String::from_utf8(saved(&page, &picture, &to)).expect("text");
    let mut large = whole.clone().into_bytes();
    large.resize(17 << 20, b' ');
    for (name, bytes, says) in [
        ("cut.json", whole.as_bytes()[..whole.len() / 2].to_vec(), "something in it is missing or changed"),
        ("later.json", whole.replacen("\"version\":1", "\"version\":7", 1).into_bytes(), "found version 7"),
        ("large.json", large, "found a file of 17 MB"),
    ] {
        let file = folder.file(name, &bytes);
        pick(&page, &[&file]);
        page.browser.wait(&format!("`{says}` of {name}"), PATIENCE, |browser| {
            let script = "return document.querySelector('[data-testid=capsule-refused]')?.innerText ?? ''";
            browser.run(script, &Value::Null).as_str().filter(|text| text.contains(says)).map(drop)
        });
        click(&page, "[data-testid=capsule-close]");
    }
}
