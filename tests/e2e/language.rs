//! The page in another language: nothing stays English, nothing overflows, and nothing is lost when switching.
//!
//! The languages are pseudo-languages, generated from the English sentences into a copy of the page.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};
use translation::Pseudo;

use crate::driver::Gpu;
use crate::host::Host;
use crate::looks::assert_fits;
use crate::page::Page;
use crate::site::Site;

/// Timeout for what needs no model.
pub(crate) const SHORTLY: Duration = Duration::from_secs(60);

const UP: &str = "\u{e013}";
const ESCAPE: &str = "\u{e00c}";

/// The entry of English in the list of languages.
const ENGLISH: &str = "\"en\": \"English\",\n";

/// Letters that do not occur in the accented language.
const PLAIN: &str = "aceinosuyzACEINOSUYZ";

/// Names that are the same in every language, as a whole text or a word of one.
const NAMES: [&str; 12] = [
    "Onsight",
    "English",
    "Mirror",
    "WebGPU",
    "WebAssembly",
    "SHA-256",
    "DICOM",
    "Apache-2.0",
    "MIT",
    "GET",
    "cpu",
    "Chromium",
];

/// A copy of the page that offers the two languages.
pub(crate) fn site(name: &str) -> Site {
    let site = Site::new(name);
    let (language, sources) = translation::language_in(&crate::root().join("text"), "en").expect("English");
    let english = translation::english(&sources, &language).expect("English without a fault");
    let first = translation::first(&english, &language);
    let mut names = String::new();
    for how in [Pseudo::Accented, Pseudo::Mirrored] {
        let language = how.language();
        let parts = translation::parts(&english, &translation::pseudo(&english, how), &language, first);
        for (ending, part) in ["", "-files"].into_iter().zip(&parts) {
            let file = site.path().join(format!("text/{}{ending}.txt", language.tag));
            fs::write(file, part).expect("a language");
        }
        names += &format!("{:?}: {:?},\n", language.tag, language.name);
    }
    site.change("start.js", |code| {
        assert_eq!(code.matches(ENGLISH).count(), 1, "start.js names no language: run `cargo xtask precache`");
        code.replacen(ENGLISH, &(names + ENGLISH), 1)
    });
    // The page knows the hash of the script as it was built.
    site.change("index.html", |page| {
        let (before, tag) = page.split_once("src=\"./start.js\"").expect("the script's tag");
        let (inside, hash) = tag.split_once(" integrity=\"").expect("its hash");
        let (_, after) = hash.split_once('"').expect("the end of it");
        format!("{before}src=\"./start.js\"{inside}{after}")
    });
    site
}

pub(crate) fn open(site: &Site, query: &str) -> Page {
    Page::open_at(|| Host::serve(site.path()), Gpu::None, query)
}

/// The same where the second part of the language is delayed.
fn open_without_sentences(site: &Site) -> Page {
    let page = Page::visit(|| Host::serve(site.path()), Gpu::None, "?backend=cpu");
    page.wait_for("[data-testid=device]");
    page
}

#[track_caller]
pub(crate) fn wait_for_language(page: &Page, tag: &str) {
    page.browser.wait(tag, SHORTLY, |browser| {
        (browser.run("return document.documentElement.lang", &Value::Null) == tag).then_some(())
    });
}

pub(crate) fn choose(page: &Page, tag: &str) {
    let script = "const list = document.getElementById('language'); list.value = arguments[0]; \
        list.dispatchEvent(new Event('change', { bubbles: true }))";
    page.browser.run(script, &json!(tag));
}

fn go(page: &Page, fragment: &str, selector: &str) {
    page.browser.run("location.hash = arguments[0]", &json!(fragment));
    page.wait_for(selector);
}

pub(crate) fn open_example(page: &Page) {
    page.wait_for(".examples button");
    page.browser.run("document.querySelector('.examples button').click()", &Value::Null);
    page.wait_for("[data-testid=predicted-label], [data-testid=abstained]");
}

/// Every page of the site, and the selector that shows that it is there.
const PAGES: [(&str, &str); 4] = [
    ("#/model", "[data-testid=model-report]"),
    ("#/device", "#main"),
    ("#/storage", "[data-testid=room]"),
    ("#/check", "#check-flight"),
];

/// The visible texts and those for screen readers, each once.
const SHOWN: &str = r#"
const isShown = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
const shown = new Set();
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = texts.nextNode(); node; node = texts.nextNode()) {
  const parent = node.parentElement;
  if (node.data.trim() && isShown(parent) && !parent.closest('script, style, noscript, code, pre, .boot')) shown.add(node.data);
}
for (const name of ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt'])
  for (const element of document.querySelectorAll(`body [${name}]`)) if (isShown(element)) shown.add(element.getAttribute(name));
return [...shown];
"#;

/// Fails on a text that does not come from the catalogue.
#[track_caller]
fn assert_nothing_is_plain(page: &Page, place: &str, known: &str) {
    page.wait_for_sentences();
    page.browser.settle();
    let shown = page.browser.run(SHOWN, &Value::Null);
    let shown: Vec<&str> = shown.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let accented = shown.iter().filter(|text| text.contains('é')).count();
    assert!(accented > 3, "{place} is not in the other language: {shown:?}");
    let plain: Vec<&&str> = shown.iter().filter(|text| is_plain(text, known)).collect();
    assert!(plain.is_empty(), "{place}: what stands in no file of sentences: {plain:#?}");
}

/// Whether a text has words that are neither of the language, nor arguments of a sentence, nor names.
fn is_plain(text: &str, known: &str) -> bool {
    let mut depth = 0_u32;
    let mut said = String::new();
    for c in text.chars() {
        match c {
            '\u{2068}' => depth += 1,
            '\u{2069}' => depth = depth.saturating_sub(1),
            c if depth == 0 => said.push(c),
            _ => {}
        }
    }
    let is_word_plain = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_code = word.contains(|c: char| c.is_ascii_digit() || "./_#".contains(c));
        bare.contains(|c: char| PLAIN.contains(c)) && !is_code && !NAMES.contains(&bare)
    };
    // Names of classes may be joined to a list.
    let is_known = || spaced(text).split(", ").all(|part| known.contains(part));
    said.split_whitespace().any(is_word_plain) && !is_known()
}

/// A text with runs of whitespace collapsed.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What people wrote about the tasks, their models and the examples: in English, and not part of the catalogue.
fn words_of_tasks(site: &Site) -> String {
    let mut known = String::new();
    let models = crate::root().join("models");
    let tasks = fs::read_dir(&models).expect("models").map(|entry| entry.expect("a folder").path().join("task.toml"));
    let manifest = site.of_model("manifest.json");
    for file in tasks.chain([manifest, site.path().join("examples/index.json")]).filter(|file| file.is_file()) {
        known += &spaced(&fs::read_to_string(&file).expect("words"));
        known.push('\n');
    }
    known
}

#[test]
fn nothing_on_the_way_to_an_answer_and_around_it_stays_english() {
    let site = site("accented");
    let known = words_of_tasks(&site);
    let page = open(&site, "?backend=cpu&lang=qps-ploc");
    wait_for_language(&page, "qps-ploc");
    page.wait_for("[data-testid=device]");
    assert_nothing_is_plain(&page, "the start", &known);
    assert_fits(&page, "accented-start");
    open_example(&page);
    assert_nothing_is_plain(&page, "the answer", &known);
    assert_fits(&page, "accented-answer");
    page.browser.run("document.querySelector('[data-testid=look]').click()", &Value::Null);
    page.wait_for("[data-testid=lightbox][open] [data-testid=stage]");
    assert_nothing_is_plain(&page, "the light box", &known);
    page.browser.press(&[ESCAPE]);
    for (fragment, selector) in PAGES {
        go(&page, fragment, selector);
        assert_nothing_is_plain(&page, fragment, &known);
        assert_fits(&page, &format!("accented-{}", fragment.trim_start_matches("#/")));
    }
}

#[test]
fn a_language_from_right_to_left_mirrors_the_page_and_nothing_overflows() {
    let site = site("mirrored");
    let page = open(&site, "?backend=cpu&lang=qps-plocm");
    wait_for_language(&page, "qps-plocm");
    let sides = "const { left, right } = document.querySelector('.header__brand').getBoundingClientRect(); \
        return [document.documentElement.dir, left > innerWidth / 2, right <= innerWidth, scrollX]";
    page.browser.wait("a mirrored page", SHORTLY, |browser| {
        (browser.run(sides, &Value::Null) == json!(["rtl", true, true, 0])).then_some(())
    });
    assert_fits(&page, "mirrored-start");
    open_example(&page);
    assert_fits(&page, "mirrored-answer");
    for (fragment, selector) in PAGES {
        go(&page, fragment, selector);
        assert_fits(&page, &format!("mirrored-{}", fragment.trim_start_matches("#/")));
    }
}

#[test]
fn the_language_changes_by_keyboard_and_the_open_case_stays() {
    let site = site("switch");
    let page = open(&site, "?backend=cpu");
    wait_for_language(&page, "en");
    page.wait_for_guard();
    // The one before English in the list.
    page.browser.send_keys("#language", UP);
    wait_for_language(&page, "qps-plocm");
    let has_focus = "return document.activeElement.id === 'language'";
    page.browser
        .wait("its keyboard", SHORTLY, |browser| browser.run(has_focus, &Value::Null).as_bool().filter(|is| *is));
    page.browser.wait("a mirrored title", SHORTLY, |browser| {
        let title = browser.run("return document.title", &Value::Null);
        title.as_str().is_some_and(|title| title.contains('\u{202e}')).then_some(())
    });
    // And the choice is remembered.
    page.browser.reload();
    page.wait_for("[data-testid=file-input]");
    wait_for_language(&page, "qps-plocm");
    page.wait_for_sentences();
    choose(&page, "en");
    wait_for_language(&page, "en");
    open_example(&page);
    let cases = "return [document.querySelectorAll('.queue__item').length, \
        document.querySelectorAll('[data-testid=result]').length]";
    let before = page.browser.run(cases, &Value::Null);
    choose(&page, "qps-plocm");
    wait_for_language(&page, "qps-plocm");
    page.wait_for("[data-testid=predicted-label], [data-testid=abstained]");
    assert_eq!(page.browser.run(cases, &Value::Null), before);
    page.browser.wait("a mirrored answer", SHORTLY, |_| page.text("main").contains('\u{202e}').then_some(()));
    // A language that is not cached would have to be fetched, which is not allowed while a picture is open.
    let asked = page.requests().len();
    choose(&page, "qps-ploc");
    page.browser.wait("a refusal", SHORTLY, |_| (!page.text(".language-switch__refused").is_empty()).then_some(()));
    let still = "return [document.documentElement.lang, document.getElementById('language').value]";
    assert_eq!(page.browser.run(still, &Value::Null), json!(["qps-plocm", "qps-plocm"]));
    let since: Vec<_> = page.requests().split_off(asked);
    assert!(since.iter().all(|request| !request.target.contains("qps-ploc")), "{since:?}");
    assert_eq!(page.browser.run(cases, &Value::Null), before);
}

#[test]
fn where_a_language_does_not_come_the_page_is_english() {
    let site = site("missing");
    fs::remove_file(site.path().join("text/qps-ploc.txt")).expect("a language");
    let page = open(&site, "?backend=cpu&lang=qps-ploc");
    wait_for_language(&page, "en");
    assert!(page.text("#main").contains("picture"), "{}", page.text("#main"));
}

#[test]
fn the_page_opens_before_the_second_part_has_come() {
    let site = site("late");
    // It would request the same file.
    fs::remove_file(site.path().join("sw.js")).expect("the service worker");
    let held = site.hold_file("text/en-files.txt");
    let page = open_without_sentences(&site);
    assert!(page.text("#main").contains("picture"), "{}", page.text("#main"));
    let limits = page.text(".limits");
    assert!(!limits.contains('…'), "the start page is whole: {limits}");
    assert!(page.text("[data-testid=device]").contains('…'), "the device is told of by the second part");
    held.release();
    page.wait_for_sentences();
    page.browser.wait("the page said anew", SHORTLY, |_| {
        let said = page.text("[data-testid=device]");
        (!said.is_empty() && !said.contains('…')).then_some(())
    });
}

#[test]
fn a_second_part_that_failed_is_fetched_before_the_page_is_sealed() {
    let site = site("retried");
    // It would already have the file.
    fs::remove_file(site.path().join("sw.js")).expect("the service worker");
    let file = site.path().join("text/en-files.txt");
    let sentences = fs::read(&file).expect("sentences");
    fs::remove_file(&file).expect("sentences");
    let page = open_without_sentences(&site);
    page.browser.wait("the first try", SHORTLY, |_| page.text("[data-testid=device]").contains('…').then_some(()));
    fs::write(&file, sentences).expect("sentences");
    open_example(&page);
    page.browser.wait("every sentence", SHORTLY, |_| (!page.text("#main").contains('…')).then_some(()));
}

#[test]
fn only_words_outside_of_what_goes_in_are_plain() {
    for text in ["[Théé fïïléé \u{2068}IMA one\u{2069}.]", "kB", "synthetic-class.png", "Onsight 0.1.0", "a spot"]
    {
        assert!(!is_plain(text, "there is a spot in it"), "{text}");
    }
    for text in ["The file", "[Théé] file", "\u{2068}IM1\u{2069} is open"] {
        assert!(is_plain(text, "there is a spot in it"), "{text}");
    }
}
