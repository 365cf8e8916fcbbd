//! No single action loses anything: going back, the logo, a reload; and a selection is shown from its headline on.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::lightbox::{ENTER, ESCAPE, PATIENCE, open_archive, slice, wait_for_text};
use crate::page::Page;
use crate::pictures::Folder;

const COUNT: &str = "return document.querySelector('.queue')?.dataset.count ?? '0'";

/// Whether the browser would ask before this page is left.
const ASKS: &str = "return !dispatchEvent(new Event('beforeunload', { cancelable: true }))";

fn is_open(page: &Page, wanted: bool) {
    page.browser.wait("the light box", PATIENCE, |browser| {
        let is = browser.run("return document.querySelector('[data-testid=lightbox]')?.open ?? null", &Value::Null);
        (is == wanted).then_some(())
    });
}

#[test]
fn the_way_back_closes_the_light_box_and_leaves_the_page_where_it_is() {
    let folder = Folder::new("back");
    let page = Page::open(Gpu::None, "?backend=cpu");
    let home = page.browser.run("return [location.href, history.length]", &Value::Null);
    open_archive(&page, &folder);
    wait_for_text(&page, "slice-count", "2 of 3");
    assert_eq!(page.browser.run(ASKS, &Value::Null), true, "a series is open");
    page.browser.back();
    is_open(&page, false);
    assert_eq!(page.browser.run("return location.href", &Value::Null), home[0]);
    // Closed by its own button it leaves no entry behind: going back then leads to the previous entry.
    open_archive(&page, &folder);
    wait_for_text(&page, "slice-count", "2 of 3");
    page.browser.run("document.querySelector('[aria-label=\"Close the light box\"]').click()", &Value::Null);
    is_open(&page, false);
    page.browser.wait("an entry that is taken back", PATIENCE, |browser| {
        (browser.run("return history.state?.onsight ?? ''", &Value::Null) != "light-box").then_some(())
    });
    // The light box returns after a slice was classified from it, and going back still closes it.
    open_archive(&page, &folder);
    wait_for_text(&page, "slice-count", "2 of 3");
    page.browser.run("document.querySelector('[data-testid=classify-slice]').click()", &Value::Null);
    page.outcome("IM2");
    page.browser.run("document.querySelector('[data-testid=look]').click()", &Value::Null);
    is_open(&page, true);
    page.browser.back();
    is_open(&page, false);
    assert_eq!(page.browser.run(COUNT, &Value::Null), "1");
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn measures_are_lost_by_no_single_gesture() {
    const QUESTION: &str = "[data-testid=ask-measures]";
    const CLOSE: &str = "document.querySelector('.lightbox__bar .button--icon').click()";
    let folder = Folder::new("measured");
    let others = [8, 9].map(|number| folder.file(&format!("OTHER{number}"), &slice("1.2.3.9", number)));
    let page = Page::open(Gpu::None, "?backend=cpu");
    open_archive(&page, &folder);
    wait_for_text(&page, "slice-count", "2 of 3");
    page.browser.press(&["m", ENTER]);
    wait_for_text(&page, "measure", "mm");
    let focus_is = |what: &str, script: &str| {
        page.browser
            .wait(what, PATIENCE, |browser| browser.run(script, &Value::Null).as_bool().filter(|is_there| *is_there));
    };
    for way in ["button", "Escape", "back", "other files"] {
        match way {
            "button" => drop(page.browser.run(CLOSE, &Value::Null)),
            "Escape" => page.browser.press(&[ESCAPE]),
            "back" => page.browser.back(),
            _ => page.pick(&[&others[0], &others[1]]),
        }
        page.wait_for(QUESTION);
        is_open(&page, true);
        focus_is("the answer that loses nothing", "return document.activeElement.innerText === 'Keep it open'");
        page.browser.press(&[ESCAPE]);
        focus_is("the stage", "return document.activeElement.dataset.testid === 'stage'");
        page.browser
            .wait(&format!("no question after {way}"), PATIENCE, |_| page.text(QUESTION).is_empty().then_some(()));
        is_open(&page, true);
        wait_for_text(&page, "measure", "mm");
    }
    // They can be discarded deliberately.
    page.browser.run(CLOSE, &Value::Null);
    page.wait_for(QUESTION);
    page.browser
        .run("[...document.querySelectorAll('[data-testid=ask-measures] button')].at(-1).click()", &Value::Null);
    is_open(&page, false);
    // Without measures there is no question.
    open_archive(&page, &folder);
    wait_for_text(&page, "slice-count", "2 of 3");
    page.browser.press(&[ESCAPE]);
    is_open(&page, false);
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

/// Classifies the slice: the picture on the page leads back to what was open, as often as it is closed.
fn classified_leads_back_to(page: &Page, picture: &str, [place, words]: [&str; 2]) {
    page.browser.run("document.querySelector('[data-testid=classify-slice]').click()", &Value::Null);
    page.outcome(picture);
    for _ in 0..2 {
        page.browser.run("document.querySelector('[data-testid=look]').click()", &Value::Null);
        is_open(page, true);
        wait_for_text(page, place, words);
        page.browser.press(&[ESCAPE]);
        is_open(page, false);
    }
}

#[test]
fn a_long_series_is_dropped_by_no_single_key_and_kept_behind_what_was_classified_of_it() {
    const QUESTION: &str = "[data-testid=ask-measures]";
    let folder = Folder::new("long-series");
    let files: Vec<_> = (1..=21).map(|number| folder.file(&format!("IM{number}"), &slice("1.2.3.4", number))).collect();
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.pick(&files.iter().map(PathBuf::as_path).collect::<Vec<_>>());
    wait_for_text(&page, "slice-count", "11 of 21");
    for way in ["Escape", "back"] {
        match way {
            "Escape" => page.browser.press(&[ESCAPE]),
            _ => page.browser.back(),
        }
        page.wait_for(QUESTION);
        let question = page.text(QUESTION);
        assert!(question.contains("its files must be chosen again"), "{question}");
        is_open(&page, true);
        page.browser.press(&[ESCAPE]);
        page.browser
            .wait(&format!("no question after {way}"), PATIENCE, |_| page.text(QUESTION).is_empty().then_some(()));
        is_open(&page, true);
        wait_for_text(&page, "slice-count", "11 of 21");
    }
    classified_leads_back_to(&page, "IM11", ["slice-count", "11 of 21"]);
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn measures_stay_with_a_series_that_a_picture_on_the_page_leads_back_to() {
    let folder = Folder::new("measured-back");
    let page = Page::open(Gpu::None, "?backend=cpu");
    open_archive(&page, &folder);
    wait_for_text(&page, "slice-count", "2 of 3");
    page.browser.press(&["m", ENTER]);
    wait_for_text(&page, "measure", "mm");
    classified_leads_back_to(&page, "IM2", ["measure", "mm"]);
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn logo_and_reload_ask_while_pictures_are_open() {
    let folder = Folder::new("asks");
    let page = Page::open(Gpu::None, "?backend=cpu");
    assert_eq!(page.browser.run(ASKS, &Value::Null), false, "nothing is open");
    page.pick(&[&folder.drawn("one.png", 66), &folder.drawn("two.png", 67)]);
    page.outcome("two.png");
    assert_eq!(page.browser.run(ASKS, &Value::Null), true);
    let logo = "document.querySelector('.header__brand').click()";
    page.browser.run(logo, &Value::Null);
    page.wait_for("[data-testid=ask-again]");
    let question = page.text("[data-testid=ask-again]");
    assert!(question.contains("2 open pictures"), "{question}");
    // The focus is on the choice that loses nothing.
    let is_on_keep = || {
        page.browser.wait("the choice that loses nothing", PATIENCE, |browser| {
            (browser.run("return document.activeElement.innerText", &Value::Null) == "Keep them").then_some(())
        });
    };
    let is_unasked = || {
        page.browser.wait("no question", PATIENCE, |_| page.text("[data-testid=ask-again]").is_empty().then_some(()));
    };
    is_on_keep();
    // Escape keeps them, wherever the focus is.
    page.browser.run("document.activeElement.blur()", &Value::Null);
    page.browser.press(&[ESCAPE]);
    is_unasked();
    assert_eq!(page.browser.run(COUNT, &Value::Null), "2");
    page.browser.run(logo, &Value::Null);
    page.wait_for("[data-testid=ask-again]");
    is_on_keep();
    page.browser.run("document.activeElement.click()", &Value::Null);
    is_unasked();
    assert_eq!(page.browser.run(COUNT, &Value::Null), "2");
    page.browser.run(logo, &Value::Null);
    page.wait_for("[data-testid=ask-again]");
    page.browser.run("[...document.querySelectorAll('[data-testid=ask-again] button')].at(-1).click()", &Value::Null);
    page.browser.expect("an empty page", PATIENCE, |browser| {
        let state = "return [document.querySelector('main')?.dataset.state, document.querySelector('[data-testid=ledger]')?.dataset.seal]";
        (browser.run(state, &Value::Null) == json!(["empty", "open"])).then_some(())
    });
    assert_eq!(page.browser.run(ASKS, &Value::Null), false);
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn another_picture_is_shown_from_its_headline() {
    let folder = Folder::new("headline");
    let page = Page::open(Gpu::None, "?backend=cpu");
    let files =
        [folder.drawn("one.png", 68), folder.file("note.png", b"no picture at all"), folder.drawn("three.png", 69)];
    page.pick(&[&files[0], &files[1], &files[2]]);
    page.outcome("three.png");
    page.browser.emulate(1440, 500, "light");
    for (name, part) in
        [("one.png", ".answer__title"), ("note.png", "[data-testid=error]"), ("three.png", ".answer__title")]
    {
        page.browser.run("scrollTo(0, 100000)", &Value::Null);
        page.browser.wait("the end of the page", PATIENCE, |browser| {
            browser
                .run("return scrollY > 150 || document.documentElement.scrollHeight <= innerHeight + 150", &Value::Null)
                .as_bool()
                .filter(|is| *is)
        });
        let choose = "[...document.querySelectorAll('.queue__select')].find(one => one.innerText.includes(arguments[0])).click()";
        page.browser.run(choose, &json!(name));
        page.browser.wait(&format!("{name} from its headline"), PATIENCE, |browser| {
            let place = "const [title, head] = ['#case-title', arguments[0]].map(part => document.querySelector(part)?.getBoundingClientRect()); \
                return !!head && title.top >= 0 && head.top >= 0 && head.top < innerHeight";
            browser.run(place, &json!(part)).as_bool().filter(|is| *is)
        });
    }
}

/// The texts about the task that the page opens with.
fn first_task() -> String {
    let models = crate::root().join("models");
    let shipped = training::task_file::shipped(&models).expect("tasks");
    let mut tasks: Vec<_> = shipped.iter().map(|id| training::task_file::read(&models, id).expect("a task")).collect();
    tasks.sort_by(|one, other| one.order().cmp(&other.order()));
    let first = tasks.first().expect("a task with a page");
    std::fs::read_to_string(models.join(&first.id).join("task.toml")).expect("its file")
}

#[test]
fn every_page_has_a_title_of_its_own_and_the_steps_name_what_is_seen() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for("[data-testid=device]");
    let seen = page.text(".page__side");
    // Heading and prompt are those of the first task that can be chosen.
    let task = first_task();
    for (part, said) in [("h1", "title"), (".drop-zone__title", "drop")] {
        let line = format!("{said} = {:?}", page.text(part));
        assert!(task.contains(&line), "{line} in {task}");
    }
    let mut titles = std::collections::BTreeSet::new();
    for route in ["#/", "#/model", "#/device", "#/storage", "#/check"] {
        page.browser.run("location.hash = arguments[0]", &json!(route));
        page.wait_for(&format!(".header__page[href=\"{route}\"][aria-current=page]"));
        // It follows the address a moment later.
        page.browser.wait(&format!("a title of {route} alone, not of {titles:?}"), PATIENCE, |browser| {
            titles.insert(browser.run("return document.title", &Value::Null).to_string()).then_some(())
        });
    }
    page.wait_for(".check__steps li");
    // What the first step says to wait for is on the page of pictures.
    let step = page.text(".check__steps li");
    let quoted: Vec<&str> = step.split(['“', '”']).skip(1).step_by(2).collect();
    assert!(quoted.len() == 2 && seen.contains(quoted[1]), "{quoted:?} in {seen}");
    // The line and the list show the same count.
    let counts = "const ledger = document.querySelector('[data-testid=ledger]'); \
        return [ledger.querySelector('.ledger__line').innerText.match(/(\\d+) requests?/)[1], ledger.querySelector('summary').innerText.match(/\\d+/)[0], \
            String(ledger.querySelectorAll('.ledger__row').length)]";
    let counts = page.browser.run(counts, &Value::Null);
    assert!(counts[0] == counts[1] && counts[1] == counts[2], "{counts}");
}
