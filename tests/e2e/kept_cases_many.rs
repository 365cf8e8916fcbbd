//! Many kept cases: listed, searched, filtered, counted and saved as a table, as many as `ONSIGHT_CASES` says, else five hundred.
//! What it took is printed at the end, as rows that `docs/vault.md` takes as they are; that no case is lost on the way is held.

use std::fmt;
use std::time::{Duration, Instant};

use ::finding::{Abstention, Decision, Finding, Found, Probability, ReaderAgreement, ReaderAssessment, ReaderOrder};
use serde_json::{Value, json};
use vault::{
    ActedBy, CaseRecord, Entropy, NewVault, NonceCounter, RecordAddress, RecordId, RecordKind, VaultError, VaultExport,
    VaultHeader,
};

use crate::driver::Gpu;
use crate::kept_cases::{PASSPHRASE, click, fill, make_vault, open_cases, wait_for_text};
use crate::lightbox::ENTER;
use crate::page::Page;
use crate::pictures::Folder;
use crate::turns;

/// Timeout for ten thousand cases on a busy machine.
const A_WHILE: Duration = Duration::from_secs(600);
const HOUR_MS: u64 = 3_600_000;
/// 2026-01-01.
const FIRST_MS: u64 = 1_767_225_600_000;
const FINDING: &str = include_str!("../data/finding/version-1-classes.json");
/// WebDriver's key codes.
const END: &str = "\u{e010}";
const HOME: &str = "\u{e011}";

/// Types into a field, or selects from a list, and returns the milliseconds until the count was as expected.
const TIMED: &str = r"
    const [field, text, expected] = arguments[0];
    const element = document.querySelector(`[data-testid=${field}]`), started = performance.now();
    element.value = text;
    for (const name of ['input', 'change']) element.dispatchEvent(new Event(name, { bubbles: true }));
    const count = () => document.querySelector('[data-testid=cases-count]').innerText.replace(/[^0-9a-z ]/g, '');
    return new Promise(done => {
        const look = () => count().startsWith(expected) ? done(performance.now() - started) : setTimeout(look, 2);
        setTimeout(() => done(-1), 120000);
        look();
    });";

/// Scrolls through the whole list in a hundred steps, one a frame, and says in milliseconds how far frames were apart: half of
/// them, 95 of 100 and all at most.
const SCROLLED: &str = r"
    const list = document.querySelector('[data-testid=cases-scroll]'), apart = [], steps = 100;
    const frame = () => new Promise(requestAnimationFrame);
    return (async () => {
        let last = await frame();
        for (let step = 1; step <= steps; step++) {
            list.scrollTop = (list.scrollHeight - list.clientHeight) * step / steps;
            const now = await frame();
            apart.push(now - last);
            last = now;
        }
        apart.sort((a, b) => a - b);
        return [apart[steps / 2], apart[steps * 0.95], apart[steps - 1]];
    })();";

/// The index of the focused row, and the number of rows in the document.
const FOCUSED: &str = "return [Number(document.activeElement.closest('li')?.getAttribute('aria-posinset')), \
    document.querySelectorAll('[data-testid=cases-line]').length]";

/// Predictable random numbers: nonces differ by a counter.
#[derive(Debug, Default)]
struct CountedEntropy(u8);

impl Entropy for CountedEntropy {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), VaultError> {
        for byte in bytes {
            self.0 = self.0.wrapping_add(1);
            *byte = self.0;
        }
        Ok(())
    }
}

/// What it took, in the order in which it was noted.
struct CaseTimes {
    cases: u32,
    rows: Vec<(&'static str, String)>,
}

impl CaseTimes {
    fn note(&mut self, what: &'static str, took: impl fmt::Display) {
        self.rows.push((what, took.to_string()));
    }

    fn note_ms(&mut self, what: &'static str, ms: f64) {
        self.note(what, format!("{ms:.0} ms"));
    }

    fn note_since(&mut self, what: &'static str, started: Instant) {
        self.note_ms(what, started.elapsed().as_secs_f64() * 1_000.0);
    }

    /// A table in Markdown.
    fn print(&self) {
        println!("| of {} cases | |\n|---|---|", self.cases);
        for (what, took) in &self.rows {
            println!("| {what} | {took} |");
        }
    }
}

fn megabytes(bytes: f64) -> String {
    format!("{:.1} MB", bytes / 1e6)
}

fn wanted() -> u32 {
    std::env::var("ONSIGHT_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(500)
}

/// The finding of a case: every third is a glioma, every fifth was refused, the others have no tumour.
fn finding(number: u32) -> Finding {
    let mut finding: Finding = serde_json::from_str(FINDING).unwrap();
    finding.provenance.model.task = "brain-mri".into();
    let Found::Classes(classes) = &mut finding.found else { panic!("classes") };
    let value = 0.5 + (number % 50) as f32 / 100.0;
    let [first, second] = if number.is_multiple_of(3) { ["glioma", "notumor"] } else { ["notumor", "glioma"] };
    let share = |label: &str, value: f32| Probability { label: label.into(), value };
    classes.probabilities = vec![share(first, value), share(second, 1.0 - value)];
    classes.decision = Decision::Class { label: first.into() };
    if number.is_multiple_of(5) {
        classes.decision = Decision::Abstain { why: Abstention::Gate };
    }
    finding
}

pub(crate) fn case(number: u32) -> CaseRecord {
    let by = |who, hours: u64| ActedBy { who, at_ms: FIRST_MS + (u64::from(number) + hours) * HOUR_MS };
    let id = RecordId::from_digits(&format!("{number:032x}")).unwrap();
    let mut record = CaseRecord::keep(id, &finding(number), by("", 0)).unwrap();
    record.note(&format!("Kontrolle Nummer{number}."), by("Dr. Grün", 1)).unwrap();
    if number.is_multiple_of(10) {
        let agreement = ReaderAgreement::Agree;
        let said = ReaderAssessment { reader: ReaderOrder::First, agreement, label: None, comment: String::new() };
        record.assess(said, by("Dr. Grün", 2)).unwrap();
    }
    record
}

/// An exported vault of these cases.
pub(crate) fn exported(cases: impl IntoIterator<Item = CaseRecord>) -> Vec<u8> {
    let mut entropy = CountedEntropy::default();
    let NewVault { header, key, .. } = VaultHeader::create(PASSPHRASE, 5, &mut entropy).unwrap();
    let mut counter = NonceCounter::after(0);
    let (mut export, mut file) = VaultExport::begin(&header).unwrap();
    for record in cases {
        let address = RecordAddress { kind: RecordKind::Case, id: record.id(), revision: 1 };
        let nonce = counter.take(&mut entropy).unwrap();
        let sealed = key.seal(address, nonce, &record.to_json().unwrap()).unwrap();
        file.extend(export.record(address, &sealed).unwrap());
    }
    file.extend(export.end(&key, counter.take(&mut entropy).unwrap()).unwrap());
    file
}

/// Waits for the counts of cases found and in total, and returns how long it took.
#[track_caller]
fn wait_for_count(page: &Page, count: &str) -> Duration {
    let started = Instant::now();
    let script = "return document.querySelector('[data-testid=cases-count]')?.innerText.replace(/[^0-9a-z ]/g, '')";
    page.browser.wait(count, A_WHILE, |browser| {
        browser.run(script, &Value::Null).as_str().filter(|text| text.starts_with(count)).map(drop)
    });
    started.elapsed()
}

#[track_caller]
fn timed(page: &Page, field: &str, text: &str, expected: &str) -> f64 {
    let took = page.browser.run(TIMED, &json!([field, text, expected])).as_f64().unwrap();
    assert!(took >= 0.0, "`{expected}` after `{text}` in {field}: {}", page.text("[data-testid=cases-count]"));
    took
}

/// Presses a key, and waits until the row at that index has the focus; returns the number of rows in the document.
#[track_caller]
fn go(page: &Page, key: &str, place: u32) -> u64 {
    page.browser.press(&[key]);
    page.browser.wait(&format!("row {place} with the focus"), A_WHILE, |browser| {
        let found = browser.run(FOCUSED, &Value::Null);
        found[1].as_u64().filter(|_| found[0] == json!(place))
    })
}

#[test]
fn many_cases_are_listed_searched_filtered_and_counted() {
    // What is written down is measured beside nothing else.
    let _turn = std::env::var_os("ONSIGHT_CASES").map(|_| turns::alone());
    let cases = wanted();
    let folder = Folder::new("many-cases");
    let bytes = exported((0..cases).map(case));
    let mut took = CaseTimes { cases, rows: Vec::new() };
    took.note("exported file", megabytes(bytes.len() as f64));
    let file = folder.file("many.onsightvault", &bytes);
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.browser.devtools("Performance.enable", &json!({}));
    page.wait_for_guard();
    open_cases(&page);
    make_vault(&page);
    click(&page, "cases-code-done");
    wait_for_count(&page, "0 of 0");
    fill(&page, "cases-import-passphrase", PASSPHRASE);
    page.browser.send_keys("[data-testid=cases-import]", &file.display().to_string());
    let all = format!("{cases} of {cases} ");
    took.note_ms("import of it", wait_for_count(&page, &all).as_secs_f64() * 1_000.0);

    // Like on another day: nothing of it is in memory.
    page.browser.reload();
    open_cases(&page);
    let started = Instant::now();
    fill(&page, "cases-secret", "another passphrase");
    click(&page, "cases-unlock");
    wait_for_text(&page, "cases-trouble", "Expected the passphrase of this case vault");
    took.note_since("a wrong passphrase is told, after Argon2id", started);
    fill(&page, "cases-secret", PASSPHRASE);
    click(&page, "cases-unlock");
    took.note_ms("unlock and list", wait_for_count(&page, &all).as_secs_f64() * 1_000.0);

    // Rows outside the viewport are not in the document, and each can be reached by the keyboard.
    page.browser.run("document.querySelector('[data-testid=cases-line]').focus()", &Value::Null);
    let started = Instant::now();
    let rows = go(&page, END, cases);
    took.note_since("to the last row by a key", started);
    took.note("rows in the page", rows);
    assert!(rows <= 200 && rows < u64::from(cases.max(201)), "{rows} rows of {cases} in the page");
    go(&page, HOME, 1);
    let apart = page.browser.run(SCROLLED, &Value::Null);
    let [half, most, longest] = [0, 1, 2].map(|at| apart[at].as_f64().expect("milliseconds"));
    took.note(
        "frames apart while scrolled through: median, 95 %, longest",
        format!("{half:.0}, {most:.0}, {longest:.0} ms"),
    );
    let middle = "const list = document.querySelector('[data-testid=cases-scroll]'); \
        list.scrollTop = list.scrollHeight / 2; return list.scrollHeight / list.clientHeight";
    assert!(page.browser.run(middle, &Value::Null).as_f64().unwrap() > 10.0, "most rows are out of sight");
    page.wait_for(&format!("[data-testid=cases-list] > li[aria-posinset=\"{}\"]", cases / 2));
    page.browser.run("document.querySelector('[data-testid=cases-line]').focus()", &Value::Null);

    // Words of notes, what a class is called, and what it is.
    let last = cases - 1;
    let found = |count: u32| format!("{count} of {cases} ");
    wait_for_text(&page, "cases-list", "No tumour seen");
    took.note_ms("search a note", timed(&page, "cases-search", &format!("nummer{last}."), &found(1)));
    let count = |keep: &dyn Fn(u32) -> bool| u32::try_from((0..cases).filter(|number| keep(*number)).count()).unwrap();
    let is_glioma = |number: u32| number.is_multiple_of(3) && !number.is_multiple_of(5);
    let is_free = |number: u32| !number.is_multiple_of(3) && !number.is_multiple_of(5);
    let free = found(count(&is_free));
    took.note_ms("search a class by its name", timed(&page, "cases-search", "tumour seen", &free));
    took.note_ms("search nothing", timed(&page, "cases-search", "", &all));
    took.note_ms("filter by class", timed(&page, "cases-label", "glioma", &found(count(&is_glioma))));
    wait_for_text(&page, "cases-list", "Glioma");
    let read = |number: u32| is_glioma(number) && number.is_multiple_of(10);
    took.note_ms("filter by reader too", timed(&page, "cases-read", "agree", &found(count(&read))));
    timed(&page, "cases-read", "", &found(count(&is_glioma)));
    // Another task has other classes, and the field shows that none of them is selected.
    timed(&page, "cases-task", "brain-mri", &all);
    let class = page.browser.run("return document.querySelector('[data-testid=cases-label]').value", &Value::Null);
    assert_eq!(class, json!(""));
    timed(&page, "cases-task", "", &all);
    timed(&page, "cases-label", "", &all);
    let away = |number: u32| number.is_multiple_of(5);
    took.note_ms("filter what names nothing", timed(&page, "cases-named", "nothing", &found(count(&away))));
    timed(&page, "cases-named", "", &all);
    took.note_ms("filter what was turned away", timed(&page, "cases-named", "away", &found(count(&away))));
    timed(&page, "cases-named", "", &all);
    let second = |number: u32| u64::from(number) >= 24;
    took.note_ms("filter by day", timed(&page, "cases-from", "2026-01-02", &found(count(&second))));
    timed(&page, "cases-from", "", &all);

    // In the reverse order the last row is the newest, and opens.
    fill(&page, "cases-order", "oldest");
    page.wait_for("[data-testid=cases-dialog]:not([aria-busy])");
    page.browser.run("document.querySelector('[data-testid=cases-line]').focus()", &Value::Null);
    go(&page, HOME, 1);
    go(&page, END, cases);
    let started = Instant::now();
    page.browser.press(&[ENTER]);
    page.wait_for("[data-testid=cases-notes]");
    took.note_since("open a case", started);
    let notes = page.browser.run("return document.querySelector('[data-testid=cases-notes]').value", &Value::Null);
    assert_eq!(notes, json!(format!("Kontrolle Nummer{last}.")));
    click(&page, "cases-back");
    wait_for_count(&page, &all);
    // Going back returns to the same position.
    page.wait_for(&format!("[data-testid=cases-list] > li[aria-posinset=\"{cases}\"]"));

    let started = Instant::now();
    click(&page, "cases-show-charts");
    wait_for_text(&page, "cases-charts", "How often the classes that are named most often are named");
    took.note_since("charts", started);
    wait_for_text(&page, "cases-charts", "Glioma");
    click(&page, "cases-charts-back");
    wait_for_count(&page, &all);
    page.browser
        .devtools("Browser.setDownloadBehavior", &json!({ "behavior": "allow", "downloadPath": folder.path() }));
    let started = Instant::now();
    click(&page, "cases-log-save");
    let said = "return document.querySelector('[data-testid=cases-said]').innerText";
    page.browser.wait("the table", A_WHILE, |browser| {
        browser.run(said, &Value::Null).as_str().filter(|said| said.contains("are in the table")).map(drop)
    });
    took.note_since("save all as a table", started);
    took.note("memory: heap of the page", megabytes(page.browser.metric("JSHeapUsedSize")));
    took.note("memory: WebAssembly of the page", megabytes(page.browser.webassembly_bytes()));
    took.print();
}
