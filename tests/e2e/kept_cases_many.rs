//! Many kept cases: listed, searched, filtered and counted, as many as `ONSIGHT_CASES` says, else five hundred. Times
//! are printed; that no case is lost is asserted.

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
        setTimeout(() => done(-1), 25000);
        look();
    });";

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

fn case(number: u32) -> CaseRecord {
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

/// An exported vault of so many cases.
fn exported(cases: u32) -> Vec<u8> {
    let mut entropy = CountedEntropy::default();
    let NewVault { header, key, .. } = VaultHeader::create(PASSPHRASE, 5, &mut entropy).unwrap();
    let mut counter = NonceCounter::after(0);
    let (mut export, mut file) = VaultExport::begin(&header).unwrap();
    for number in 0..cases {
        let record = case(number);
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
    let cases = wanted();
    let folder = Folder::new("many-cases");
    let bytes = exported(cases);
    println!("{cases} cases: a file of {} bytes", bytes.len());
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
    println!("import: {:?}", wait_for_count(&page, &all));

    // Like on another day: nothing of it is in memory.
    page.browser.reload();
    open_cases(&page);
    fill(&page, "cases-secret", PASSPHRASE);
    click(&page, "cases-unlock");
    println!("unlock and list: {:?}", wait_for_count(&page, &all));

    // Rows outside the viewport are not in the document, and each can be reached by the keyboard.
    page.browser.run("document.querySelector('[data-testid=cases-line]').focus()", &Value::Null);
    let started = Instant::now();
    let rows = go(&page, END, cases);
    println!("to the last row: {:?}, {rows} rows in the page", started.elapsed());
    assert!(rows <= 200 && rows < u64::from(cases.max(201)), "{rows} rows of {cases} in the page");
    go(&page, HOME, 1);
    let middle = "const list = document.querySelector('[data-testid=cases-scroll]'); \
        list.scrollTop = list.scrollHeight / 2; return list.scrollHeight / list.clientHeight";
    assert!(page.browser.run(middle, &Value::Null).as_f64().unwrap() > 10.0, "most rows are out of sight");
    page.wait_for(&format!("[data-testid=cases-list] > li[aria-posinset=\"{}\"]", cases / 2));
    page.browser.run("document.querySelector('[data-testid=cases-line]').focus()", &Value::Null);

    // Words of notes, what a class is called, and what it is.
    let last = cases - 1;
    let found = |count: u32| format!("{count} of {cases} ");
    wait_for_text(&page, "cases-list", "No tumour seen");
    println!("search a note: {:.0} ms", timed(&page, "cases-search", &format!("nummer{last}."), &found(1)));
    let count = |keep: &dyn Fn(u32) -> bool| u32::try_from((0..cases).filter(|number| keep(*number)).count()).unwrap();
    let is_glioma = |number: u32| number.is_multiple_of(3) && !number.is_multiple_of(5);
    let is_free = |number: u32| !number.is_multiple_of(3) && !number.is_multiple_of(5);
    let free = found(count(&is_free));
    println!("search a class by its name: {:.0} ms", timed(&page, "cases-search", "tumour seen", &free));
    println!("search nothing: {:.0} ms", timed(&page, "cases-search", "", &all));
    println!("filter by class: {:.0} ms", timed(&page, "cases-label", "glioma", &found(count(&is_glioma))));
    wait_for_text(&page, "cases-list", "Glioma");
    let read = |number: u32| is_glioma(number) && number.is_multiple_of(10);
    println!("filter by reader too: {:.0} ms", timed(&page, "cases-read", "agree", &found(count(&read))));
    timed(&page, "cases-read", "", &found(count(&is_glioma)));
    // Another task has other classes, and the field shows that none of them is selected.
    timed(&page, "cases-task", "brain-mri", &all);
    let class = page.browser.run("return document.querySelector('[data-testid=cases-label]').value", &Value::Null);
    assert_eq!(class, json!(""));
    timed(&page, "cases-task", "", &all);
    timed(&page, "cases-label", "", &all);
    let away = |number: u32| number.is_multiple_of(5);
    println!("filter what names nothing: {:.0} ms", timed(&page, "cases-named", "nothing", &found(count(&away))));
    timed(&page, "cases-named", "", &all);
    let second = |number: u32| u64::from(number) >= 24;
    println!("filter by day: {:.0} ms", timed(&page, "cases-from", "2026-01-02", &found(count(&second))));
    timed(&page, "cases-from", "", &all);

    // In the reverse order the last row is the newest, and opens.
    fill(&page, "cases-order", "oldest");
    page.wait_for("[data-testid=cases-dialog]:not([aria-busy])");
    page.browser.run("document.querySelector('[data-testid=cases-line]').focus()", &Value::Null);
    go(&page, HOME, 1);
    go(&page, END, cases);
    page.browser.press(&[ENTER]);
    page.wait_for("[data-testid=cases-notes]");
    let notes = page.browser.run("return document.querySelector('[data-testid=cases-notes]').value", &Value::Null);
    assert_eq!(notes, json!(format!("Kontrolle Nummer{last}.")));
    click(&page, "cases-back");
    wait_for_count(&page, &all);
    // Going back returns to the same position.
    page.wait_for(&format!("[data-testid=cases-list] > li[aria-posinset=\"{cases}\"]"));

    let started = Instant::now();
    click(&page, "cases-show-charts");
    wait_for_text(&page, "cases-charts", "How often the classes that are named most often are named");
    println!("charts: {:?}", started.elapsed());
    wait_for_text(&page, "cases-charts", "Glioma");
    let heap = page.browser.metric("JSHeapUsedSize");
    println!("memory of the page: {heap} bytes of heap, {} of WebAssembly", page.browser.webassembly_bytes());
}
