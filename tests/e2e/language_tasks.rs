//! What a task is called follows the language of the page, and falls back to English where it has no translation.

use std::fs;

use serde_json::Value;
use task::Translation;

use crate::language::{SHORTLY, choose, open, open_example, site, wait_for_language};
use crate::page::Page;

#[track_caller]
fn wait_for_text(page: &Page, selector: &str, text: &str) {
    page.browser.wait(text, SHORTLY, |_| page.text(selector).contains(text).then_some(()));
}

#[test]
fn the_words_of_a_task_follow_the_language() {
    let site = site("task-words");
    let file = crate::root().join("models/brain-mri/text/de.toml");
    let words = fs::read_to_string(file).expect("German words");
    let words = toml::from_str::<Translation>(&words).expect("a translation").words();
    let accented = site.path().join("text/qps-ploc.txt");
    let sentences = fs::read_to_string(&accented).expect("a language");
    fs::write(&accented, sentences + &translation::words("brain-mri", &words)).expect("its words");
    let word = |field: &str| words.iter().find(|(known, _)| known == field).expect("a word").1.clone();
    let page = open(&site, "?backend=cpu");
    wait_for_language(&page, "en");
    page.wait_for_guard();
    let english = page.text("h1");
    choose(&page, "qps-ploc");
    wait_for_text(&page, "h1", &word("page.title"));
    choose(&page, "en");
    wait_for_text(&page, "h1", &english);
    choose(&page, "qps-ploc");
    wait_for_text(&page, "h1", &word("page.title"));
    open_example(&page);
    let name = word("text.classes.pituitary.name");
    let shows = || {
        let shown = page.browser.run("return document.getElementById('main').textContent", &Value::Null);
        shown.as_str().is_some_and(|shown| shown.contains(&name))
    };
    page.browser.wait("a class in the answer", SHORTLY, |_| shows().then_some(()));
    choose(&page, "en");
    page.browser.wait("the answer in English", SHORTLY, |_| (!shows()).then_some(()));
}
