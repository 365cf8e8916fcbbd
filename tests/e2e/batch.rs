//! A queue of pictures on a page that is not isolated: a second plain worker takes its share without a question to the
//! visitor.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::host::Host;
use crate::page::{Page, PageAnswer};
use crate::pictures::{Folder, twenty};
use crate::site::Site;
use crate::turns;

/// Timeout for so many pictures on a busy machine.
const A_WHILE: Duration = Duration::from_secs(600);

/// Each worker counts its answers, by the index of `Event::Answered` in the first byte, and reports the count.
const COUNTS: &str = "const send = self.postMessage.bind(self); let answers = 0; \
    self.postMessage = (message, ...rest) => { if (message[0][0] === 5) answers += 1; send(message, ...rest); }; \
    const batch = new BroadcastChannel('batch'); \
    batch.onmessage = ({ data }) => { if (data === '?') batch.postMessage(answers); };\n";

/// How many answers each running worker has given.
const ASK: &str = "return new Promise(done => { const found = []; const batch = new JourneyChannel('batch'); \
    batch.onmessage = ({ data }) => { if (data !== '?') found.push(data); }; batch.postMessage('?'); \
    setTimeout(() => { batch.close(); done(found); }, 1500); })";

/// Every worker but the first reports itself and throws in place of its first answer.
const OTHERS_DIE: &str = "const Channel = BroadcastChannel; const isFirst = await new Promise(found => navigator.locks.request('first', { ifAvailable: true }, lock => { \
        found(Boolean(lock)); return lock && new Promise(() => {}); })); \
    const send = self.postMessage.bind(self); \
    if (!isFirst) self.postMessage = (message, ...rest) => { \
        if (message[0][0] !== 5) return send(message, ...rest); \
        new Channel('deaths').postMessage(1); \
        setTimeout(() => { throw new Error('as the test wants it'); }); };\n";

/// A copy of the page whose workers do this first.
fn site(name: &str, first: &str) -> Site {
    let site = Site::new(name);
    site.change("worker_loader.js", |loader| format!("{first}{loader}"));
    site
}

/// The page as most hosts serve it, on a device with two cores.
fn open(site: &Site, query: &str) -> Page {
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::None, query);
    page.browser.devtools("Emulation.setHardwareConcurrencyOverride", &json!({"hardwareConcurrency": 2}));
    page
}

fn give(page: &Page, files: &[PathBuf], count: usize) {
    page.pick(&files.iter().map(PathBuf::as_path).collect::<Vec<_>>());
    let done = "const { count, open } = document.querySelector('.queue')?.dataset ?? {}; return count === arguments[0] && open === '0'";
    page.browser.wait("the end of the queue", A_WHILE, |browser| {
        browser.run(done, &json!(count.to_string())).as_bool().filter(|done| *done)
    });
}

fn answers_by_worker(page: &Page) -> Vec<u64> {
    let mut found: Vec<u64> = serde_json::from_value(page.browser.run(ASK, &Value::Null)).expect("counts");
    found.sort_unstable();
    found
}

fn of_ledger(page: &Page, name: &str) -> String {
    let script = "return document.querySelector('[data-testid=ledger]').dataset[arguments[0]]";
    page.browser.run(script, &json!(name)).as_str().unwrap_or_default().to_owned()
}

/// What the page says of each picture, without what depends on time.
fn said(page: &Page, files: &[PathBuf]) -> Vec<(String, BTreeMap<String, f64>)> {
    let name = |file: &Path| file.file_name().expect("a name").to_string_lossy().into_owned();
    let answers = files.iter().map(|file| page.answer_of(&name(file)));
    answers.map(|PageAnswer { decision, probabilities, .. }| (decision, probabilities)).collect()
}

fn twenty_four(folder: &Folder) -> Vec<PathBuf> {
    let mut files = twenty(folder);
    files.extend((0..4).map(|at| folder.drawn(&format!("batch-{at}.png"), 90 + at)));
    files
}

#[test]
fn two_plain_workers_share_a_queue_and_the_network_is_not_asked() {
    let _turn = turns::alone();
    let (folder, site) = (Folder::new("batch"), site("batch", COUNTS));
    let files = twenty_four(&folder);
    let alone = {
        let page = open(&site, "?backend=cpu&threads=1");
        page.wait_for_guard();
        give(&page, &files, files.len());
        assert_eq!(answers_by_worker(&page), [files.len() as u64], "who asks for one thread gets one worker");
        said(&page, &files)
    };
    let page = open(&site, "?backend=cpu");
    page.wait_for_guard();
    assert_eq!(page.browser.run("return crossOriginIsolated", &Value::Null), false);
    let before = page.requests().len();
    give(&page, &files, files.len());
    let counts = answers_by_worker(&page);
    println!("answers by worker: {counts:?}");
    assert!(counts.len() == 2 && counts[0] > 0, "{counts:?}");
    assert_eq!(counts.iter().sum::<u64>(), files.len() as u64, "each picture is answered once: {counts:?}");
    assert_eq!(said(&page, &files), alone);

    // It is ended when the queue is empty, and started again for the next one, though the page is sealed all the time.
    page.browser.wait("a worker alone", A_WHILE, |_| (answers_by_worker(&page).len() == 1).then_some(()));
    give(&page, &files[..12], files.len() + 12);
    let counts = answers_by_worker(&page);
    assert!(counts.len() == 2 && counts[0] > 0, "{counts:?}");
    let asked = page.asked_since(before);
    assert!(asked.is_empty(), "the host was asked while pictures were open: {asked:?}");
    let of = |name| of_ledger(&page, name);
    assert_eq!((of("seal").as_str(), of("left").as_str(), of("refused").as_str()), ("sealed", "0", "0"));
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}

#[test]
fn a_second_worker_that_dies_leaves_its_pictures_to_the_first() {
    let _turn = turns::alone();
    let (folder, site) = (Folder::new("batch-dies"), site("batch-dies", OTHERS_DIE));
    let files = twenty_four(&folder);
    // Without a service worker, as on a website without https: the second one begins before the seal.
    fs::remove_file(site.path().join("sw.js")).expect("the service worker");
    let page = open(&site, "?backend=cpu");
    page.wait_for("[data-testid=device]");
    page.browser.run(
        "window.deaths = 0; new JourneyChannel('deaths').onmessage = () => { window.deaths += 1; };",
        &Value::Null,
    );
    let deaths = || page.browser.run("return window.deaths", &Value::Null).as_u64().unwrap_or_default();
    give(&page, &files, files.len());
    // It may give another answer between the throw and its end.
    let died = deaths();
    assert!(died > 0, "there was no second worker");
    let failed = "return document.querySelectorAll('.queue__item[data-state=failed], [aria-label=Notice]').length";
    assert_eq!(page.browser.run(failed, &Value::Null), 0, "{}", page.text("main"));
    let of = |name| of_ledger(&page, name);
    assert_eq!((of("seal").as_str(), of("left").as_str()), ("watched", "0"), "{}", page.text("[data-testid=ledger]"));
    let decisions = said(&page, &files);
    assert!(decisions.iter().all(|(decision, _)| !decision.is_empty()));
    // No replacement is started.
    let before = page.requests().len();
    give(&page, &files[..12], files.len() + 12);
    assert_eq!((page.asked_since(before), deaths()), (Vec::new(), died));
}
