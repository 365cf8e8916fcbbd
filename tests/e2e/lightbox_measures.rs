//! A measure belongs to its slice: drawn only there, with its value at the line, and listed with series and slice.

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::lightbox::{ENTER, PATIENCE, open_archive, wait_for_text};
use crate::page::Page;
use crate::pictures::Folder;

const DOWN: &str = "\u{e015}";

/// The measures drawn on the stage, and those listed.
fn shown(page: &Page) -> Value {
    let script = "const texts = part => [...document.querySelectorAll(part)].map(one => one.innerText); \
        return { lines: document.querySelectorAll('.stage__lines polyline').length, figures: texts('[data-testid=measure-figure]'), \
            points: document.querySelectorAll('.stage__point[data-measure]').length, list: texts('[data-testid=measure]'), \
            slices: texts('[data-testid=measure-slice]') }";
    page.browser.run(script, &Value::Null)
}

/// Draws a line on the stage by mouse, between two points in fractions of its size.
fn draw(page: &Page, from: (f64, f64), to: (f64, f64)) {
    let bounds = "const b = document.querySelector('[data-testid=stage]').getBoundingClientRect(); return [b.x, b.y, b.width, b.height]";
    let bounds = page.browser.run(bounds, &Value::Null);
    let number = |at: usize| bounds[at].as_f64().unwrap_or_default();
    let place = |(x, y): (f64, f64)| (number(0) + number(2) * x, number(1) + number(3) * y);
    for (kind, at) in [("mousePressed", from), ("mouseMoved", to), ("mouseReleased", to)] {
        let (x, y) = place(at);
        let event = json!({"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1});
        page.browser.devtools("Input.dispatchMouseEvent", &event);
    }
}

#[test]
fn a_measure_stands_on_its_own_slice_with_its_figure_and_is_listed_with_series_and_slice() {
    let folder = Folder::new("measures");
    let page = Page::open(Gpu::None, "?backend=cpu");
    open_archive(&page, &folder);
    wait_for_text(&page, "slice-count", "2 of 3");
    // Selecting the tool alone draws nothing.
    page.browser.press(&["m"]);
    assert_eq!((&shown(&page)["lines"], &shown(&page)["list"]), (&json!(0), &json!([])));
    wait_for_text(&page, "lightbox-said", "draw on the picture");
    draw(&page, (0.4, 0.4), (0.6, 0.4));
    wait_for_text(&page, "measure", "mm");
    let first = shown(&page);
    assert_eq!((&first["lines"], &first["points"]), (&json!(1), &json!(2)), "{first}");
    assert_eq!(first["figures"], first["list"], "the figure at the line");
    assert_eq!(first["slices"], json!(["Drawn 1.2.3.4, slice 2 of 3"]));
    // On the next slice it is listed, and not drawn.
    page.browser.press(&[DOWN]);
    wait_for_text(&page, "slice-count", "3 of 3");
    page.browser.wait("a slice without measures", PATIENCE, |_| {
        let next = shown(&page);
        let drawn = (&next["lines"], &next["figures"], &next["points"]);
        (drawn == (&json!(0), &json!([]), &json!(0))).then_some(())
    });
    let next = shown(&page);
    assert_eq!((&next["list"], &next["slices"]), (&first["list"], &first["slices"]));
    // By keyboard: a second press, and Enter, set one in the middle of this slice and focus it.
    page.browser.press(&["m"]);
    wait_for_text(&page, "measure-figure", "mm");
    let point = "return document.activeElement.dataset.point ?? ''";
    page.browser.wait("the keyboard on its first point", PATIENCE, |browser| {
        (browser.run(point, &Value::Null) == "0").then_some(())
    });
    page.browser.run("document.querySelector('[data-testid=stage]').focus()", &Value::Null);
    page.browser.press(&[ENTER]);
    page.browser.wait("a third measure", PATIENCE, |_| {
        (shown(&page)["list"].as_array().map(Vec::len) == Some(3)).then_some(())
    });
    page.browser.wait("two on this slice", PATIENCE, |_| (shown(&page)["lines"] == 2).then_some(()));
    // No target covers another: hit-testing of points is done by the stage.
    let over = "return [...document.querySelectorAll('.stage__point')].filter(one => getComputedStyle(one).pointerEvents !== 'none').length";
    assert_eq!(page.browser.run(over, &Value::Null), 0);
    // The list leads back to the slice.
    page.browser.run("document.querySelector('[data-testid=measure-slice]').click()", &Value::Null);
    wait_for_text(&page, "slice-count", "2 of 3");
    page.browser.wait("its own measure alone", PATIENCE, |_| (shown(&page)["lines"] == 1).then_some(()));
    // Another series shows none of them, and they are not lost.
    page.browser.run("document.querySelectorAll('[data-testid=series]')[1].click()", &Value::Null);
    wait_for_text(&page, "slice-count", "");
    page.browser.wait("the other series", PATIENCE, |_| (shown(&page)["lines"] == 0).then_some(()));
    assert_eq!(shown(&page)["list"].as_array().map(Vec::len), Some(3));
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn each_measure_is_set_by_its_key_and_enter_wherever_the_keyboard_is() {
    let folder = Folder::new("keys");
    let page = Page::open(Gpu::None, "?backend=cpu");
    open_archive(&page, &folder);
    wait_for_text(&page, "slice-count", "2 of 3");
    // The focus is on the stage, then on a point of the previous measure, then on the choice of tools.
    for (at, (key, unit)) in [("m", "mm"), ("a", "°"), ("m", "mm"), ("a", "°"), ("m", "mm")].into_iter().enumerate() {
        if at == 4 {
            page.browser.run("document.querySelector('input[name=tool]').focus()", &Value::Null);
        }
        page.browser.press(&[key, ENTER]);
        let has_focus = format!("return document.activeElement.dataset.measure === '{at}'");
        page.browser.wait(&format!("measure {at}, by {key}"), PATIENCE, |browser| {
            browser.run(&has_focus, &Value::Null).as_bool().filter(|is| *is)
        });
        let list = shown(&page)["list"].clone();
        assert_eq!(list.as_array().map(Vec::len), Some(at + 1), "{list}");
        assert!(list[at].as_str().is_some_and(|text| text.ends_with(unit)), "{list}");
    }
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn a_slice_that_is_classified_keeps_series_slice_and_depth_in_its_record() {
    let folder = Folder::new("record");
    let page = Page::open(Gpu::None, "?backend=cpu");
    open_archive(&page, &folder);
    wait_for_text(&page, "slice-count", "2 of 3");
    page.browser.run("document.querySelector('[data-testid=classify-slice]').click()", &Value::Null);
    page.outcome("IM2");
    let name = page.text("#case-title");
    assert_eq!(name, "IM2", "no name of a file that there is not");
    let origin = page.text("[data-testid=origin]");
    for part in ["MR", "Drawn 1.2.3.4, slice 2 of 3", "instance 2", "16 bits"] {
        assert!(origin.contains(part), "{part} in {origin}");
    }
    let file = page.all_text(".model__list");
    assert!(file.contains(&origin) && !file.contains("PNG"), "{file}");
}
