//! The page without a mouse, on a phone, on a wide screen, light and dark.

use std::path::Path;

use serde_json::Value;

use crate::driver::Gpu;
use crate::page::Page;
use crate::pictures::{Folder, screenshots};

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";

#[test]
fn an_example_can_be_reached_and_chosen_by_keyboard_alone() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for(".examples button");
    let focused = "const e = document.activeElement; return e?.closest('.examples') && e.tagName === 'BUTTON' ? 'example' : \
        (e?.getAttribute('aria-label') ?? e?.innerText ?? '')";
    let mut visited = Vec::new();
    for _ in 0..60 {
        page.browser.press(&[TAB]);
        let name = page.browser.run(focused, &Value::Null).as_str().unwrap_or_default().to_owned();
        if name == "example" {
            page.browser.press(&[ENTER]);
            page.wait_for("[data-testid=result]");
            return;
        }
        let outline = "const s = getComputedStyle(document.activeElement); const f = document.activeElement.labels?.[0]; \
            return s.outlineStyle !== 'none' || s.boxShadow !== 'none' || (f && getComputedStyle(f).outlineStyle !== 'none')";
        assert!(page.browser.run(outline, &Value::Null).as_bool().unwrap_or(false), "no visible focus on `{name}`");
        visited.push(name);
    }
    panic!("no example within 60 steps of the Tab key: {visited:?}");
}

#[test]
fn every_control_has_a_name_and_is_large_enough() {
    let folder = Folder::new("names");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.answer(&folder.drawn("drawn.png", 60));
    let bad = page.browser.run(NAMELESS_OR_SMALL, &Value::Null);
    assert_eq!(bad, Value::Array(Vec::new()));
}

/// Lists visible controls without an accessible name, or smaller than 24 px and not inside a line of text.
pub(crate) const NAMELESS_OR_SMALL: &str = r#"
const name = e => (e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || e.title
  || document.getElementById(e.getAttribute('aria-labelledby') ?? '')?.innerText || '').trim();
return [...document.querySelectorAll('button, a[href], input, select, summary, [role=button], [role=slider], [role=radio]')]
  .filter(e => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
  .filter(e => {
    // A control that is only there for assistive technology is worked by its label.
    const boxes = [e, e.labels?.[0]].filter(Boolean).map(part => part.getBoundingClientRect());
    const hidden = boxes.every(box => box.width <= 1 || box.height <= 1);
    const inline = getComputedStyle(e).display === 'inline';
    return !name(e) || (!hidden && !inline && !boxes.some(box => box.width >= 24 && box.height >= 24));
  })
  .map(e => `${e.outerHTML.slice(0, 120)} ${JSON.stringify(e.getBoundingClientRect())}`);
"#;

#[test]
fn nothing_overflows_on_a_phone_or_a_wide_screen_in_light_or_dark() {
    let folder = Folder::new("looks");
    let page = Page::open(Gpu::None, "?backend=cpu");
    let picture = folder.drawn("drawn.png", 61);
    for state in ["empty", "answer", "storage"] {
        match state {
            "answer" => drop(page.answer(&picture)),
            "storage" => {
                page.browser.run("location.hash = '#/storage'", &Value::Null);
                page.wait_for("[data-testid=kept-model]");
            }
            _ => {}
        }
        assert_fits(&page, state);
    }
    println!("screenshots in {}", screenshots().display());
}

/// Nothing is wider than the screen, on a phone and a wide screen, light and dark. Leaves screenshots.
#[track_caller]
pub(crate) fn assert_fits(page: &Page, state: &str) {
    for (width, height) in [(390, 844), (1440, 1000)] {
        for theme in ["light", "dark"] {
            page.browser.emulate(width, height, theme);
            let scroll = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
            let overflow = page.browser.run(scroll, &Value::Null).as_i64().unwrap_or(i64::MAX);
            let file = screenshots().join(format!("{state}-{width}-{theme}.png"));
            std::fs::write(&file, page.browser.screenshot(true)).expect("a screenshot");
            assert!(overflow <= 0, "{state} at {width} px, {theme}: {overflow} px wider than the screen");
        }
    }
}

#[test]
fn the_readme_shows_an_answer_to_an_example() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.browser.emulate(1280, 900, "light");
    page.wait_for(".examples button");
    page.browser.run("document.querySelector('.examples button').click()", &Value::Null);
    page.wait_for("[data-testid=heatmap]");
    // The committed picture is renewed on purpose only: `ONSIGHT_SCREENSHOT=docs/screenshot.png cargo xtask e2e`.
    let file = std::env::var("ONSIGHT_SCREENSHOT")
        .map_or_else(|_| screenshots().join("readme.png"), |name| crate::root().join(name));
    std::fs::write(&file, page.browser.screenshot(false)).expect("a screenshot");
    let written = std::fs::metadata(&file).map(|file| file.len()).unwrap_or_default();
    assert!(written > 20_000, "{}: {written} bytes are no picture of a page", file.display());
    let committed = crate::root().join("docs/screenshot.png");
    assert!(Path::new(&committed).is_file(), "the README's picture {} is missing", committed.display());
}
