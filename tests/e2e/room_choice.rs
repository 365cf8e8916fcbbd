//! The choice between the page and a room, where the visitor looks for it; and what a room does not have is said there.

use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::host::Host;
use crate::made_up_task::ID;
use crate::page::Page;
use crate::pictures::Folder;
use crate::room::{open, wait_outside};
use crate::routing::{asked, asked_host, cats, files_of_second, pick, two_tasks};
use crate::site::Site;

const SOON: Duration = Duration::from_secs(60);

fn press(page: &Page, selector: &str) {
    let selector = format!("{selector}:not([disabled])");
    page.wait_for(&selector);
    page.browser.run_after("document.querySelector(arguments[0]).click()", &json!(selector));
}

#[track_caller]
fn expect_notice(page: &Page, part: &str) {
    page.browser.expect(&format!("`{part}` in a notice"), SOON, |_| page.text(".notice").contains(part).then_some(()));
}

#[test]
fn the_list_of_requests_offers_a_room_and_says_what_it_lacks() {
    let site = Site::new("offers-room");
    let page = Page::open_at(|| Host::serve_isolated(site.path()), Gpu::None, "?backend=cpu&lang=en");
    page.wait_for_guard();
    let said = page.all_text("[data-testid=ledger] .ledger__more");
    for lost in ["no request at all", "kept cases", "WebGPU"] {
        assert!(said.contains(lost), "{lost}: {said}");
    }
    press(&page, "[data-testid=enter-room]");
    let has_room = "return 'shell' in document.documentElement.dataset && !!document.getElementById('room') \
        && document.querySelector('[data-testid=shell]')?.dataset.seal === 'open'";
    page.browser.wait("a page with a room", SOON, |browser| {
        browser.run(has_room, &Value::Null).as_bool().filter(|is_there| *is_there)
    });
}

#[test]
fn a_room_offers_no_other_room_and_says_that_it_keeps_no_case() {
    let (folder, site) = (Folder::new("room-keeps"), Site::new("room-keeps"));
    let page = open(&site);
    page.answer(&folder.drawn("keeps.png", 97));
    wait_outside(&page, "sealed");
    let offered = page.browser.run("return document.querySelector('[data-testid=enter-room]')", &Value::Null);
    assert_eq!(offered, Value::Null);
    press(&page, "[data-testid=keep]");
    expect_notice(&page, "closed room");
}

#[test]
fn a_report_is_written_in_the_room_and_saved_outside_of_it() {
    let (folder, site) = (Folder::new("room-report"), Site::new("room-report"));
    let page = open(&site);
    page.answer(&folder.drawn("report.png", 98));
    wait_outside(&page, "sealed");
    press(&page, "[data-testid=report]");
    page.wait_for("[data-testid=reports-dialog][open]:not([aria-busy])");
    for (form, name) in [("pdf", "onsight-report.pdf"), ("fhir", "onsight-fhir.json")] {
        press(&page, &format!("[data-testid=reports-form][value={form}]"));
        press(&page, "[data-testid=reports-write]");
        page.browser.outside(|browser| {
            let offer = "return document.querySelector('[data-testid=shell-save]')?.innerText ?? ''";
            browser.expect(name, SOON, |browser| {
                browser.run(offer, &Value::Null).as_str().filter(|words| words.contains(name)).map(str::to_owned)
            });
        });
    }
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

/// Presses a button of what the page around the room asks, the first or the last.
#[track_caller]
fn answer_outside(page: &Page, which: i32) {
    let press = "[...document.querySelectorAll('[data-testid=shell-model] button')].at(arguments[0])?.click()";
    page.browser.outside(|browser| {
        browser.expect("a question", SOON, |browser| {
            let is_there = browser.run(
                "return !!document.querySelector('[data-testid=shell-model]:not(:has([disabled]))')",
                &Value::Null,
            );
            is_there.as_bool().filter(|is| *is)
        });
        assert_eq!(
            browser.run("return document.activeElement.closest('[data-testid=shell-model]')", &Value::Null),
            Value::Null
        );
        browser.run(press, &json!(which));
    });
}

#[test]
fn a_model_that_the_room_wants_is_fetched_only_if_the_visitor_says_so_outside() {
    let (site, folder) = (two_tasks("room-model"), Folder::new("room-model"));
    let page = Page::open_in_room(|| Host::serve_isolated(site.path()), "?backend=cpu&threads=1");
    page.wait_for_guard();
    pick(&page, &cats(&folder, 1));
    page.expect("[data-testid=needs-model]");
    wait_outside(&page, "sealed");
    press(&page, "[data-testid=fetch-model]");
    answer_outside(&page, -1);
    expect_notice(&page, "did not want");
    assert_eq!(asked_host(&page), 0);
    press(&page, "[data-testid=fetch-model]");
    answer_outside(&page, 0);
    assert_eq!(asked(&page, "cat-0.png"), ID);
    let (names, _) = files_of_second(&site);
    assert_eq!(asked_host(&page), names.len() + 1, "the manifest and each part, once");
    page.browser.outside(|browser| {
        browser.expect("a line that counts the model", SOON, |browser| {
            let line = browser.run("return document.querySelector('[data-testid=shell]').innerText", &Value::Null);
            line.as_str().is_some_and(|line| line.contains("1 model was fetched")).then_some(())
        });
    });
    wait_outside(&page, "sealed");
}
