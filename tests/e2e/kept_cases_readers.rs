//! What two readers say of a case, and what a technician and a doctor see of it.

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::kept_cases::{click, fill, keep, make_vault, open_cases, wait_for_text};
use crate::page::Page;
use crate::paper::written;
use crate::pictures::{Folder, png_from_image};
use crate::report_codes::{ONE, drawing};

/// Presses one of the buttons of a reader.
fn say(page: &Page, reader: &str, word: &str) {
    let selector = format!("[data-testid={reader}] [data-say={word}]:not([disabled], [aria-disabled=true])");
    page.wait_for(&selector);
    page.browser.run("document.querySelector(arguments[0]).click()", &json!(selector));
}

#[test]
fn two_readers_say_what_they_think_apart_and_nothing_of_it_is_lost() {
    let folder = Folder::new("readers");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    keep(&page, &folder, "read.png", 78, true);
    open_cases(&page);
    wait_for_text(&page, "cases-line", "Not read yet");
    click(&page, "cases-line");
    page.wait_for("[data-testid=cases-first]");
    let write = "const [selector, text] = arguments[0], field = document.querySelector(selector); field.value = text; \
        field.dispatchEvent(new Event('input', { bubbles: true }))";
    say(&page, "cases-first", "agree");
    wait_for_text(&page, "cases-trail", "First reader agrees.");
    page.browser.run(write, &json!(["[data-testid=cases-second] input", "Metastase"]));
    page.browser.run(write, &json!(["[data-testid=cases-second] textarea", "am Rand"]));
    say(&page, "cases-second", "unsure");
    wait_for_text(&page, "cases-trail", "Second reader is unsure. Metastase am Rand");
    // It is still in the fields, and goes along when that reader says something else.
    say(&page, "cases-second", "disagree");
    wait_for_text(&page, "cases-trail", "Second reader disagrees. Metastase am Rand");
    // Another mind is another line: what was said before stays readable.
    say(&page, "cases-first", "unsure");
    wait_for_text(&page, "cases-trail", "First reader is unsure.");
    wait_for_text(&page, "cases-trail", "First reader agrees.");
    // What is written from right to left turns nothing around it.
    let apart = "return ['cases-notes', 'cases-trail'].map(name => { \
        const found = document.querySelector(`[data-testid=${name}]`); \
        return getComputedStyle(found.querySelector('li span') ?? found).unicodeBidi; })";
    assert_eq!(page.browser.run(apart, &Value::Null), json!(["plaintext", "plaintext"]));
    let pressed = "return ['cases-first', 'cases-second'].map(reader => \
        document.querySelector(`[data-testid=${reader}] [aria-pressed=true]`)?.dataset.say)";
    assert_eq!(page.browser.run(pressed, &Value::Null), json!(["unsure", "disagree"]));
    click(&page, "cases-back");
    wait_for_text(&page, "cases-line", "Unsure");
    fill(&page, "cases-read", "unread");
    wait_for_text(&page, "cases-count", "0 of 1");
    fill(&page, "cases-read", "unsure");
    wait_for_text(&page, "cases-count", "1 of 1");
    click(&page, "cases-show-charts");
    wait_for_text(&page, "cases-charts", "The first reader has read 1 of 1 and agrees with 0.");
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn a_technician_sees_what_is_to_be_checked_and_a_doctor_the_report_before_its_figures() {
    let folder = Folder::new("roles");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    page.answer_or_not(&folder.file("written.png", &png_from_image(&written())));
    click(&page, "keep");
    make_vault(&page);
    click(&page, "cases-code-done");
    click(&page, "cases-keep-whole");
    wait_for_text(&page, "cases-said", "The case is kept.");
    click(&page, "cases-line");
    let gates = "return [...document.querySelectorAll('[data-testid=cases-technician] [data-gate]')].length";
    page.wait_for("[data-testid=cases-technician] [data-gate]");
    assert!(page.browser.run(gates, &Value::Null).as_u64().is_some_and(|gates| gates >= 3), "every gate stands there");
    for part in ["Window", "Body part", "Text in the picture", "Text seems to stand in this picture, at the top"] {
        wait_for_text(&page, "cases-technician", part);
    }
    page.wait_for("[data-testid=cases-burned-in][data-state=refused]");

    // Before the picture goes into a file the writing in it is told once more, and only then.
    let warning = "return document.querySelector('[data-testid=cases-handover] [role=alert]')?.innerText ?? ''";
    page.browser.run("document.querySelector('[data-testid=cases-handover]').open = true", &Value::Null);
    assert_eq!(page.browser.run(warning, &Value::Null), "");
    click(&page, "cases-with-picture");
    page.wait_for("[data-testid=cases-handover] [role=alert]");
    let said = page.browser.run(warning, &Value::Null);
    assert!(said.as_str().is_some_and(|said| said.contains("Text seems to stand in this picture")), "{said}");

    // The picture is still open, and the page sealed.
    let asked = page.requests().len();
    click(&page, "cases-by-phrase");
    fill(&page, "cases-lock-with", "drei andere Wörter");
    click(&page, "cases-make-handover");
    wait_for_text(&page, "cases-said", "The hand-over file is made.");
    assert_eq!(page.asked_since(asked), [""; 0], "a sealed page asks its host for nothing");

    page.browser.run("document.querySelector('.cases [data-role=doctor]').click()", &Value::Null);
    wait_for_text(&page, "cases-doctor", "Not a diagnosis");
    let order = "const view = document.querySelector('[data-testid=cases-doctor]'); \
        return [...view.querySelectorAll('h3, table')].map(one => one.tagName === 'H3' ? one.innerText : 'table')";
    assert_eq!(page.browser.run(order, &Value::Null), json!(["Report", "Figures", "table"]));
    let gone = "return document.querySelector('[data-testid=cases-technician]') === null";
    assert_eq!(page.browser.run(gone, &Value::Null), true);
}

/// Keeps the answer that is shown, opens its case, and shows it as a doctor has it.
fn keep_for_a_doctor(page: &Page, is_first: bool) {
    click(page, "keep");
    if is_first {
        make_vault(page);
        click(page, "cases-code-done");
    }
    click(page, "cases-keep-finding");
    wait_for_text(page, "cases-said", "The case is kept.");
    click(page, "cases-line");
    page.wait_for("[data-testid=cases-technician]");
    page.browser.run("document.querySelector('.cases [data-role=doctor]').click()", &Value::Null);
    page.wait_for("[data-testid=cases-doctor]");
}

#[test]
fn a_doctor_reads_figures_beneath_an_answer_and_none_of_what_a_gate_turned_away() {
    let folder = Folder::new("doctor");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    let (picture, named) = drawing(ONE);
    page.answer_or_not(&folder.file("drawn.png", &picture));
    keep_for_a_doctor(&page, true);
    wait_for_text(&page, "cases-doctor", "The model names ");
    let rows = "return document.querySelectorAll('[data-testid=cases-figures] td').length";
    let rows_shown = page.browser.run(rows, &Value::Null);
    assert!(rows_shown.as_u64().is_some_and(|rows| rows > 1), "{named:?} and the other classes: {rows_shown}");
    assert!(!page.text("[data-testid=cases-doctor]").contains("There are none"), "figures");
    // What is outlined on the page is told here too, and before the class.
    let said = page.text("[data-testid=cases-doctor]");
    let on_page = page.text("[data-testid=outlined]");
    if on_page.contains("outlined") {
        let outlined = said.find("outlined").unwrap_or_else(|| panic!("{on_page}: {said}"));
        assert!(said.find("The model names").is_some_and(|names| outlined < names), "{said}");
    }
    click(&page, "cases-close");
    page.remove_all();

    let black = imaging::Image::new(200, 200, imaging::Pixels::Grey8(vec![0; 40_000])).expect("a picture");
    page.answer_or_not(&folder.file("black.png", &png_from_image(&black)));
    keep_for_a_doctor(&page, false);
    wait_for_text(&page, "cases-doctor", "The model names nothing on this picture.");
    wait_for_text(&page, "cases-doctor", "There are none: nothing that was computed of this picture may be shown.");
    assert_eq!(page.browser.run(rows, &Value::Null), 0);
    let is_seen = "return document.querySelector('[data-testid=cases-figures]').checkVisibility()";
    assert_eq!(page.browser.run(is_seen, &Value::Null), false, "no head of a table without figures");
}
