//! A phone, and a screen that is zoomed: the answer stands directly under the header, and everything else below it.

use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::page::Page;
use crate::pictures::{Folder, screenshots};

/// Phones upright and turned, and 1440 × 900 at a zoom of 200 %.
const SCREENS: [(u32, u32); 4] = [(390, 844), (360, 640), (844, 390), (720, 450)];

/// Timeout for what needs no model.
const SHORTLY: Duration = Duration::from_secs(60);

/// Between the header and the answer: the picture's name, and what to do with it.
const MOST_BETWEEN: f64 = 130.0;

#[test]
fn the_answer_is_the_first_thing_under_the_header() {
    let folder = Folder::new("phone");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for(".examples button");
    page.browser.run("document.querySelector('.examples button').click()", &Value::Null);
    page.wait_for("[data-testid=predicted-label]");
    page.pick(&[&folder.file(
        "a-name-of-many-letters-as-cameras-and-clinics-like-to-give-them-0001.png",
        &std::fs::read(folder.drawn("drawn.png", 64)).expect("a picture"),
    )]);
    page.outcome("a-name-of-many-letters");
    page.browser.run("document.querySelectorAll('.queue__select')[0].click()", &Value::Null);
    page.wait_for("[data-testid=predicted-label]");
    for (width, height) in SCREENS {
        page.browser.emulate(width, height, "light");
        page.browser.run("scrollTo(0, 0)", &Value::Null);
        let places = "const of = part => document.querySelector(part).getBoundingClientRect(); \
            return [of('.header').bottom, of(of('.answer').height ? '.answer' : '.answer__kicker').top, of('.answer__title').top, of('.answer__title').bottom, \
                document.documentElement.scrollWidth - innerWidth]";
        let places = page.browser.run(places, &Value::Null);
        let place = |at: usize| places[at].as_f64().unwrap_or(f64::NAN);
        std::fs::write(screenshots().join(format!("phone-{width}x{height}.png")), page.browser.screenshot(false))
            .expect("a screenshot");
        assert!(
            place(1) - place(0) <= MOST_BETWEEN,
            "{width} x {height}: {} px between header and answer",
            place(1) - place(0)
        );
        assert!(
            place(2) >= place(0) && place(3) <= f64::from(height),
            "{width} x {height}: the headline ends at {} px",
            place(3)
        );
        assert!(place(4) <= 0.0, "{width} x {height}: wider than the screen");
        // Collapsed, and shown on request.
        let is_shown = "return document.querySelector('[data-testid=ledger]').checkVisibility()";
        assert_eq!(page.browser.run(is_shown, &Value::Null), false, "{width} x {height}");
        let fold = "const fold = document.querySelector('[data-testid=fold]'); fold.click(); return fold.innerText";
        let words = page.browser.run(fold, &Value::Null);
        assert!(words.as_str().is_some_and(|words| words.contains("all 2 done")), "{words}");
        assert_eq!(page.browser.run(is_shown, &Value::Null), true, "{width} x {height}");
        page.browser.run(fold, &Value::Null);
    }
    // On a wide screen nothing is collapsed.
    page.browser.emulate(1440, 900, "light");
    let wide = "return [document.querySelector('[data-testid=fold]').checkVisibility(), document.querySelector('[data-testid=ledger]').checkVisibility()]";
    assert_eq!(page.browser.run(wide, &Value::Null), json!([false, true]));
}

#[test]
fn headline_rightness_picture_and_bars_are_on_one_screen_of_a_phone() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.browser.emulate(390, 844, "light");
    page.wait_for(".examples button");
    page.browser.run("document.querySelector('.examples button').click()", &Value::Null);
    page.wait_for("[data-testid=predicted-label]");
    page.browser.settle();
    let places = "const of = part => document.querySelector(part).getBoundingClientRect(); \
        return ['.answer__title', '[data-testid=elsewhere]', '[data-testid=right-in-100]', '[data-testid=not-a-diagnosis]', \
            '.viewer__pictures', '.probabilities__row', '.answer__lead', '.viewer__controls, .viewer__lay', '.gates'] \
            .map(part => of(part).top + scrollY).concat(of('.probabilities__row').bottom + scrollY)";
    let places = page.browser.run(places, &Value::Null);
    let places: Vec<f64> = places.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    let Some((end, tops)) = places.split_last() else { panic!("no places") };
    assert!(tops.len() == 9 && tops.is_sorted(), "{places:?}");
    println!("the first bar ends at {end:.0} px");
    assert!(*end <= 844.0, "the first bar ends at {end} px");
    // Its actions are there too, and on the screen.
    let acts = "return [...document.querySelectorAll('.result-panel__acts .button, .result-panel__keep .button')] \
        .filter(one => one.checkVisibility()) \
        .map(one => [one.innerText, one.getBoundingClientRect().right <= innerWidth])";
    let wanted = json!([["Light Box", true], ["Print", true], ["Keep this case", true], ["Save a report", true]]);
    page.browser
        .wait(&format!("{wanted}"), SHORTLY, |browser| (browser.run(acts, &Value::Null) == wanted).then_some(()));
}

#[test]
fn a_chart_fits_the_column_of_a_phone_and_its_labels_are_legible() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.browser.emulate(390, 844, "light");
    page.browser.run("location.hash = '#/model'", &Value::Null);
    page.wait_for(".sections__card[open] .chart");
    // With its table expanded, which may be wider than the screen.
    let charts = "document.querySelectorAll('.chart__figures').forEach(one => { one.open = true; }); \
        return [...document.querySelectorAll('.sections__card[open] .chart')].map(chart => { \
            const svg = chart.querySelector('svg'), { width } = svg.getBoundingClientRect(); \
            const size = parseFloat(getComputedStyle(svg.querySelector('.chart__label')).fontSize); \
            return [width - chart.parentElement.clientWidth, size * width / svg.viewBox.baseVal.width]; })";
    let charts = page.browser.run(charts, &Value::Null);
    let charts = charts.as_array().expect("charts");
    assert!(!charts.is_empty());
    for chart in charts {
        let (over, label) = (chart[0].as_f64().unwrap_or(f64::MAX), chart[1].as_f64().unwrap_or_default());
        assert!(over <= 0.5 && label >= 11.9, "{over} px too wide, labels of {label} px");
    }
}

#[test]
fn a_tap_on_a_page_shows_it_from_its_top_and_the_way_back_from_where_it_was_left() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.browser.emulate(390, 844, "light");
    page.wait_for("[data-testid=device]");
    let height = |wanted: f64| {
        page.browser.wait(&format!("a height of {wanted}"), SHORTLY, |browser| {
            let found = browser.run("return scrollY", &Value::Null).as_f64()?;
            ((found - wanted).abs() < 2.0).then_some(())
        });
    };
    page.browser.run("document.querySelector('.header__page[href=\"#/model\"]').click()", &Value::Null);
    page.wait_for("[data-testid=model-report]");
    height(0.0);
    page.browser.run("scrollTo(0, 600)", &Value::Null);
    height(600.0);
    std::thread::sleep(Duration::from_millis(300));
    page.browser.run("document.querySelector('.header__page[href=\"#/check\"]').click()", &Value::Null);
    page.wait_for("#check-flight");
    height(0.0);
    page.browser.back();
    page.wait_for("[data-testid=model-report]");
    height(600.0);
}
