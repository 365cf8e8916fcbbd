//! The page without a mouse, on a phone, on a wide screen, light and dark.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::page::Page;
use crate::pictures::{Folder, screenshots};
use crate::turns;

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
// What was not laid out yet, below the window, has no inner text.
const later = e => e.checkVisibility({ contentVisibilityAuto: true }) ? '' : e.textContent;
const name = e => (e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || e.title
  || document.getElementById(e.getAttribute('aria-labelledby') ?? '')?.innerText || later(e) || '').trim();
return [...document.querySelectorAll('button, a[href], input, select, summary, [role=button], [role=slider], [role=radio]')]
  .filter(e => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
  .filter(e => {
    // A control that exists only for assistive technology is operated through its label.
    const boxes = [e, e.labels?.[0]].filter(Boolean).map(part => part.getBoundingClientRect());
    const hidden = boxes.every(box => box.width <= 1 || box.height <= 1);
    const inline = getComputedStyle(e).display === 'inline';
    return !name(e) || (!hidden && !inline && !boxes.some(box => box.width >= 24 && box.height >= 24));
  })
  .map(e => `${e.outerHTML.slice(0, 600)} ${JSON.stringify(e.getBoundingClientRect())}`);
"#;

/// Lists buttons and folds inside of `arguments[0]` that another one there is named as, and whose name lacks what stands on
/// them: whoever speaks to a device says what they read.
pub(crate) const NAMED_ALIKE: &str = r#"
const all = [...document.querySelectorAll(`${arguments[0]} :is(button, summary)`)];
const names = all.map(e => (e.getAttribute('aria-label') ?? e.textContent).trim());
return all.filter((e, at) => names.indexOf(names[at]) !== at || !names[at].includes(e.textContent.trim()))
  .map(e => e.outerHTML.slice(0, 200));
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

/// Longest fade-in of an answer, and its minimum opacity from the first frame on.
const FADE_MS: f64 = 120.0;
const SEEN_AT_ONCE: f64 = 0.6;

#[test]
fn an_answer_is_legible_from_its_first_frame() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for(".examples button");
    page.browser.run("document.querySelector('.examples button').click()", &Value::Null);
    page.wait_for("[data-testid=result]");
    // Read from the style sheet: the fade may be over by now.
    let fade = "const result = document.querySelector('[data-testid=result]'); const { animationName, animationDuration } = getComputedStyle(result); \
        const frames = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).find(rule => rule.name === animationName && rule.cssRules); \
        return [parseFloat(animationDuration) * (animationDuration.endsWith('ms') ? 1 : 1000), Number(frames?.cssRules[0].style.opacity || 1)]";
    let fade = page.browser.run(fade, &Value::Null);
    let (ms, opacity) = (fade[0].as_f64().unwrap_or(f64::MAX), fade[1].as_f64().unwrap_or_default());
    assert!(ms <= FADE_MS && opacity >= SEEN_AT_ONCE, "{ms} ms from an opacity of {opacity}");
}

#[test]
fn the_line_in_the_header_takes_one_line_beside_the_pages() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for(".header__line");
    for width in [1024, 1100, 1280, 1440, 1600] {
        page.browser.emulate(width, 900, "light");
        let lines = "const line = document.querySelector('.header__line'); \
            return line.getBoundingClientRect().height / parseFloat(getComputedStyle(line).lineHeight)";
        let lines = page.browser.run(lines, &Value::Null).as_f64().unwrap_or(f64::MAX);
        assert!(lines < 1.5, "{lines} lines at {width} pixels");
    }
}

#[test]
fn the_readme_shows_an_answer_to_an_example() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.browser.emulate(1280, 900, "light");
    page.wait_for(".examples button");
    page.browser.run("document.querySelector('.examples button').click()", &Value::Null);
    page.wait_for("[data-testid=heatmap]");
    page.browser.settle();
    page.browser.run("scrollTo(0, 0)", &Value::Null);
    let label =
        page.browser.run("return document.querySelector('[data-testid=predicted-label]')?.dataset.label", &Value::Null);
    assert!(label.is_string() && label != "notumor", "the README's picture shows a named tumour, not {label}");
    // Text pixels in the answer, and a picture that is not one flat colour: both are there once nothing fades any more.
    for (part, shades) in [(".answer", 40), (".viewer__stage", 40)] {
        // A canvas is painted one frame after the answer appears, or later on a busy machine.
        page.browser.wait(&format!("{shades} shades in {part}"), Duration::from_secs(60), |_| {
            let mut levels: Vec<u8> = pixels(&page, part).to_luma8().into_raw();
            levels.sort_unstable();
            levels.dedup();
            (levels.len() >= shades).then_some(())
        });
    }
    // The committed screenshot is only updated on purpose: `ONSIGHT_SCREENSHOT=docs/screenshot.png cargo xtask e2e`.
    let file = std::env::var("ONSIGHT_SCREENSHOT")
        .map_or_else(|_| screenshots().join("readme.png"), |name| crate::root().join(name));
    std::fs::write(&file, page.browser.screenshot(false)).expect("a screenshot");
    let written = std::fs::metadata(&file).map(|file| file.len()).unwrap_or_default();
    assert!(written > 20_000, "{}: {written} bytes are no picture of a page", file.display());
    let committed = crate::root().join("docs/screenshot.png");
    assert!(Path::new(&committed).is_file(), "the README's picture {} is missing", committed.display());
}

/// The visible part of an element.
fn pixels(page: &Page, selector: &str) -> image::DynamicImage {
    let bounds = "const b = document.querySelector(arguments[0]).getBoundingClientRect(); \
        return { x: b.x, y: b.y, width: b.width, height: b.height, scale: 1 }";
    page.browser.pixels(&page.browser.run(bounds, &json!(selector)))
}

#[test]
fn nothing_moves_while_the_page_loads() {
    let _turn = turns::alone();
    for (width, height) in [(1440, 900), (390, 844)] {
        let page = Page::open(Gpu::None, "?backend=cpu");
        page.browser.emulate(width, height, "light");
        let watch = "window.shifts = []; new PerformanceObserver(list => shifts.push(...list.getEntries().filter(one => !one.hadRecentInput) \
            .map(one => [one.value, one.sources.map(source => source.node?.className ?? '')]))).observe({ type: 'layout-shift', buffered: true })";
        page.browser.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": watch }));
        page.browser.reload();
        page.wait_for("[data-testid=device]");
        page.wait_for(".examples button");
        page.browser.settle();
        std::thread::sleep(Duration::from_millis(500));
        let shifts = page.browser.run("return shifts", &Value::Null);
        let sum: f64 = shifts.as_array().into_iter().flatten().filter_map(|shift| shift[0].as_f64()).sum();
        println!("{width} px: layout shift {sum:.3}");
        assert!(sum <= 0.05, "{width} px: {sum:.3}: {shifts}");
    }
}

#[test]
fn what_is_chosen_differs_by_more_than_a_hue_where_the_system_chooses_colours() {
    let folder = Folder::new("forced");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.pick(&[&folder.drawn("one.png", 62), &folder.drawn("two.png", 63)]);
    page.outcome("two.png");
    page.browser
        .devtools("Emulation.setEmulatedMedia", &json!({"features": [{"name": "forced-colors", "value": "active"}]}));
    let grounds = "return ['.header__page', '.segmented__text', '.queue__item'].map(part => { \
        const all = [...document.querySelectorAll(part)]; \
        const is = one => one.matches('[aria-current=page], [data-current=true], input:checked + *'); \
        const ground = one => getComputedStyle(one).backgroundColor; \
        return [part, ground(all.find(is)), ground(all.find(one => !is(one)))] })";
    for found in page.browser.run(grounds, &Value::Null).as_array().expect("a list") {
        assert_ne!(found[1], found[2], "{found}");
    }
}
