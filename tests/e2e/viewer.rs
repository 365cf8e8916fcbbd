//! The result's pictures, side by side and overlaid.

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::page::Page;

const HOME: &str = "\u{e011}";
const END: &str = "\u{e010}";
const RIGHT: &str = "\u{e014}";

/// The divider: its value, and its text.
fn divider(page: &Page) -> (String, String) {
    let script = "const d = document.querySelector('[data-testid=divider]'); return [d.value, d.ariaValueText]";
    let found = page.browser.run(script, &Value::Null);
    (found[0].as_str().unwrap_or_default().into(), found[1].as_str().unwrap_or_default().into())
}

/// The pictures as rendered, without the divider.
fn seen(page: &Page) -> Vec<u8> {
    // Once everything that fades in has done so.
    page.browser.run("return Promise.all(document.getAnimations().map(one => one.finished))", &Value::Null);
    let bounds = page.browser.run(
        "document.querySelector('[data-testid=divider]').style.opacity = 0; \
         const b = document.querySelector('[data-testid=divider]').getBoundingClientRect(); \
         return { x: Math.ceil(b.x) + 8, y: Math.ceil(b.y) + 8, width: 500, height: 500, scale: 1 }",
        &Value::Null,
    );
    page.browser.pixels(&bounds).to_rgb8().into_raw()
}

fn set_strength(page: &Page, strength: u32) {
    let script = "const s = document.querySelector('#map-opacity'); s.value = arguments[0]; \
        s.dispatchEvent(new Event('input', { bubbles: true }))";
    page.browser.run(script, &json!(strength));
}

#[test]
fn the_original_lies_over_the_map_as_far_as_the_divider_is_moved() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    // A drawing that gets an answer: without one there is no map.
    page.wait_for(".examples button");
    page.browser.run("document.querySelector('.examples button').click()", &Value::Null);
    page.wait_for("[data-testid=heatmap]");
    page.browser.emulate(1440, 1400, "light");
    page.browser.run("document.querySelector('[data-testid=compare]').click()", &Value::Null);
    page.wait_for("[data-testid=divider]");
    assert_eq!(divider(&page), ("50".into(), "50%".into()));
    page.browser.run("document.querySelector('[data-testid=divider]').focus()", &Value::Null);
    page.browser.press(&[RIGHT, RIGHT]);
    assert_eq!(divider(&page), ("52".into(), "52%".into()));
    // Fully covered: whatever the map, only the original is visible.
    page.browser.press(&[END]);
    assert_eq!(divider(&page).0, "100");
    set_strength(&page, 0);
    let original = seen(&page);
    set_strength(&page, 100);
    let apart =
        |a: &[u8], b: &[u8]| a.iter().zip(b).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / a.len() as f64;
    let covered = apart(&seen(&page), &original);
    assert!(covered < 1.0, "{covered}");
    // Not covered: the map is shown, and without it the network's input.
    page.browser.press(&[HOME]);
    assert_eq!(divider(&page).0, "0");
    let map = seen(&page);
    set_strength(&page, 0);
    let model = seen(&page);
    let (from_original, from_model) = (apart(&map, &original), apart(&map, &model));
    // An outline covers a part of the picture.
    assert!(from_original > 2.0 && from_model > 2.0, "{from_original}, {from_model}");
    // It is aligned with the original: a drawing of 320 pixels and one of 224 differ by their smoothing alone.
    assert!(apart(&model, &original) < 6.0, "{}", apart(&model, &original));
    // By pointer, like by touch.
    let bounds = page.browser.run(
        "const b = document.querySelector('[data-testid=divider]').getBoundingClientRect(); return [b.x, b.y, b.width, b.height]",
        &Value::Null,
    );
    let number = |at: usize| bounds[at].as_f64().unwrap_or_default();
    let y = number(1) + number(3) / 3.0;
    for (kind, share) in [("mousePressed", 0.3), ("mouseMoved", 0.5), ("mouseMoved", 0.75), ("mouseReleased", 0.75)] {
        let x = number(0) + number(2) * share;
        let event = json!({"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1});
        page.browser.devtools("Input.dispatchMouseEvent", &event);
    }
    assert_eq!(divider(&page).0, "75");
    // Side by side again.
    page.browser.run("document.querySelector('[data-testid=compare]').click()", &Value::Null);
    let is_there = "return document.querySelector('[data-testid=divider]') !== null";
    assert_eq!(page.browser.run(is_there, &Value::Null), false);
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}
