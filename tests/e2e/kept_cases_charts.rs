//! Charts of kept cases: drawn, each with a sentence and a table, by task and range of days.

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::kept_cases::{click, fill, keep, open_cases, wait_for_text};
use crate::page::Page;
use crate::pictures::{Folder, screenshots};

/// Titles of the charts, and how many of them have a drawing with a name and a table with rows.
const DRAWN: &str = r"
    const figures = [...document.querySelectorAll('[data-testid=cases-charts] figure.chart')];
    const whole = figures.filter(figure => figure.querySelector('svg[role=img]').getAttribute('aria-label')
        && figure.querySelectorAll('tbody tr').length > 0);
    return [figures.map(figure => figure.querySelector('table').dataset.table), whole.length];";

#[test]
fn charts_count_what_is_kept_and_say_it_in_words_and_tables() {
    let folder = Folder::new("charts");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    keep(&page, &folder, "first.png", 78, true);
    keep(&page, &folder, "second.png", 78, false);
    // Charts of a model have the same style sheet, and a second copy would override what these add to it.
    page.browser.run("location.hash = '#/model'", &Value::Null);
    page.wait_for("[data-testid=model-report]");
    let shared = "return document.querySelectorAll('link[href$=\"sections.css\"]').length";
    assert_eq!(page.browser.run(shared, &Value::Null), json!(1));
    open_cases(&page);
    wait_for_text(&page, "cases-count", "2 of 2");
    click(&page, "cases-show-charts");
    wait_for_text(&page, "cases-charts", "2 cases from ");
    wait_for_text(&page, "cases-charts", "The first reader has read 0 of 2 and agrees with 0.");
    wait_for_text(&page, "cases-charts", "Half of the answers took ");
    // Cases of one task alone are compared without being asked for.
    wait_for_text(&page, "cases-charts", "of the present model");
    fill(&page, "cases-charts-task", "");
    wait_for_text(&page, "cases-charts", "Choose a task to compare its cases");
    let drawn = page.browser.run(DRAWN, &Value::Null);
    let ids: Vec<&str> = drawn[0].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(ids.starts_with(&["over-time", "shares"]) && ids.ends_with(&["agreement", "latency"]), "{ids:?}");
    assert_eq!(drawn[1], json!(ids.len()), "every one has a name and a table");

    // The model's own manifest offers a comparison; two cases are too few for a statement.
    fill(&page, "cases-charts-task", "brain-mri");
    wait_for_text(&page, "cases-charts", "of the present model");
    wait_for_text(&page, "cases-charts", "Siddiqi, Credit Risk Scorecards");
    fill(&page, "cases-charts-from", "2100-01-01");
    wait_for_text(&page, "cases-charts", "No case is kept in this range.");
    fill(&page, "cases-charts-from", "");
    wait_for_text(&page, "cases-charts", "2 cases from ");
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

/// What is printed of a page with the charts open: whether the page beneath or anything to press is on the paper, the colours of the
/// ground and of the ink, how many drawings are higher than nothing, and whether what lies below the window is cut off.
const PRINTED: &str = r"
    const isSeen = part => [...document.querySelectorAll(part)].some(one => one.checkVisibility());
    const charts = document.querySelector('[data-testid=cases-charts-all]');
    const drawn = [...charts.querySelectorAll('svg[role=img]')].filter(one => one.getBoundingClientRect().height > 0);
    const dialog = document.querySelector('[data-testid=cases-dialog]'), looks = getComputedStyle(dialog);
    const seen = ['main', 'header', 'footer', '.cases button', '.cases select', '.cases input'].filter(isSeen);
    return [seen, looks.backgroundColor, looks.color, drawn.length, dialog.scrollHeight > dialog.clientHeight + 1];";

#[test]
fn charts_are_printed_alone_light_and_whole() {
    let folder = Folder::new("charts-paper");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    keep(&page, &folder, "first.png", 78, true);
    open_cases(&page);
    wait_for_text(&page, "cases-count", "1 of 1");
    click(&page, "cases-show-charts");
    wait_for_text(&page, "cases-charts", "1 case from ");
    let count = "return document.querySelectorAll('[data-testid=cases-charts-all] svg[role=img]').length";
    let charts = page.browser.run(count, &Value::Null);
    for theme in ["light", "dark"] {
        page.browser.emulate(1440, 1000, theme);
        page.browser.run("document.documentElement.dataset.theme = arguments[0]", &json!(theme));
        page.browser.settle();
        let pdf = page.browser.printed();
        std::fs::write(screenshots().join(format!("charts-{theme}.pdf")), &pdf).expect("a document");
        page.browser.devtools("Emulation.setEmulatedMedia", &json!({"media": "print"}));
        let printed = page.browser.run(PRINTED, &Value::Null);
        assert_eq!(printed, json!([[], "rgb(255, 255, 255)", "rgb(20, 33, 30)", charts, false]), "{theme}");
        page.browser.devtools("Emulation.setEmulatedMedia", &json!({"media": ""}));
    }
}

/// What of the dialog is on paper: what is pressed or filled in, and the page beneath; what is to be there; and whether the list
/// is cut off.
const PAPER: &str = r"
    const isSeen = part => [...document.querySelectorAll(part)].some(one => one.checkVisibility());
    const pressed = ['main', 'footer', '.cases .button', '.cases input', '.cases textarea', '.cases select'];
    const said = ['.cases__line', '.cases__printed', '.cases__trail', '[data-testid=cases-technician]'];
    const list = document.querySelector('[data-testid=cases-scroll]');
    return [pressed.filter(isSeen), said.filter(isSeen), !list || list.scrollHeight <= list.clientHeight + 1];";

#[test]
fn the_list_and_a_case_are_printed_without_what_is_pressed_or_filled_in() {
    let folder = Folder::new("cases-paper");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    keep(&page, &folder, "first.png", 78, true);
    open_cases(&page);
    wait_for_text(&page, "cases-count", "1 of 1");
    page.wait_for("[data-testid=cases-line]");
    let on_paper = |media: &str| page.browser.devtools("Emulation.setEmulatedMedia", &json!({ "media": media }));
    on_paper("print");
    let printed = page.browser.run(PAPER, &Value::Null);
    assert_eq!(printed, json!([[], [".cases__line", ".cases__printed"], true]));
    on_paper("");
    click(&page, "cases-line");
    page.wait_for("[data-testid=cases-technician]");
    on_paper("print");
    let printed = page.browser.run(PAPER, &Value::Null);
    assert_eq!(printed, json!([[], [".cases__trail", "[data-testid=cases-technician]"], true]));
    on_paper("");
}

#[test]
fn days_are_those_of_the_time_zone_that_the_browser_is_set_to() {
    let folder = Folder::new("charts-zone");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    // A time zone in which the day differs from UTC at any hour.
    let zone = "return new Date().getUTCHours() < 11 ? 'Etc/GMT+12' : 'Etc/GMT-14'";
    let zone = page.browser.run(zone, &Value::Null);
    page.browser.devtools("Emulation.setTimezoneOverride", &json!({ "timezoneId": zone }));
    keep(&page, &folder, "today.png", 78, true);
    let days = "const now = new Date(); return [now.toLocaleDateString('sv-SE'), now.toISOString().slice(0, 10)]";
    let days = page.browser.run(days, &Value::Null);
    let [here, in_utc] = [0, 1].map(|at| days[at].as_str().expect("a day").to_owned());
    assert_ne!(here, in_utc);
    open_cases(&page);
    for (day, found) in [(&in_utc, "0 of 1"), (&here, "1 of 1")] {
        for field in ["cases-from", "cases-until"] {
            fill(&page, field, day);
        }
        wait_for_text(&page, "cases-count", found);
    }
    click(&page, "cases-show-charts");
    wait_for_text(&page, "cases-charts", "1 case from ");
    for (day, said) in [(&in_utc, "No case is kept in this range."), (&here, "1 case from ")] {
        for field in ["cases-charts-from", "cases-charts-until"] {
            fill(&page, field, day);
        }
        wait_for_text(&page, "cases-charts", said);
    }
}
