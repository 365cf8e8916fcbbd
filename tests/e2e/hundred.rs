//! A hundred files of several kinds in one drop: each is listed once with its answer or its reason, one model after the
//! other, on a page that stays sealed.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use fixtures::dicom_made::Made;
use imaging::synthetic::{Phantom, phantom};
use imaging::{Image, Pixels};
use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::foreign::cat;
use crate::host::Host;
use crate::many::{ASK_WORKER, tell_memory};
use crate::page::Page;
use crate::pictures::{Folder, bad_files, png_from_image};
use crate::routing::{heads, ledger, pick, press, wait_for_list, wait_until};
use crate::site::Site;

const ENTER: &str = "\u{E007}";
const TAB: &str = "\u{E004}";

const HEADS: usize = 46;
const SMEARS: usize = 40;
const CATS: usize = 7;

/// Each worker reports its start, and holds a lock as long as it runs.
const LIVES: &str = "new Channel('births').postMessage(1); \
    navigator.locks.request('a worker with a model', { mode: 'shared' }, () => new Promise(() => {}));\n";

/// Counts the workers started, the most that run at once, announcements to screen readers, and every state of the seal
/// but the expected one.
const WATCHES: &str = "window.births = 0; window.most = 0; window.said = []; window.seals = []; \
    new JourneyChannel('births').onmessage = () => { window.births += 1; }; \
    setInterval(async () => { const { held } = await navigator.locks.query(); \
        window.most = Math.max(window.most, held.filter(({ name }) => name === 'a worker with a model').length); }, 20); \
    const watch = (of, note, more) => new MutationObserver(note).observe(document.querySelector(of), more); \
    watch('[role=status].visually-hidden', () => window.said.push(document.querySelector('[role=status].visually-hidden').innerText), \
        { childList: true, subtree: true, characterData: true }); \
    watch('[data-testid=ledger]', () => { const { seal } = document.querySelector('[data-testid=ledger]').dataset; if (seal !== 'sealed') window.seals.push(seal); }, \
        { attributeFilter: ['data-seal'] });";

/// Every row on every page of the list: name, state, and its text.
const ROWS: &str = "return (async () => { const rows = []; \
    const turn = name => [...document.querySelectorAll('.queue__leaf button')].find(button => button.innerText === name); \
    const go = async button => { button.click(); await new Promise(done => setTimeout(done, 60)); }; \
    while (turn('Earlier') && !turn('Earlier').ariaDisabled) await go(turn('Earlier')); \
    for (;;) { \
        for (const item of document.querySelectorAll('.queue__item')) \
            rows.push([item.querySelector('.queue__name').innerText, item.dataset.state, item.querySelector('.queue__state').innerText]); \
        if (!turn('Later') || turn('Later').ariaDisabled) return rows; \
        await go(turn('Later')); \
    } })()";

/// Shows the first picture in a state on the current page of the list.
const SHOW: &str = "[...document.querySelectorAll('.queue__item')] \
    .find(item => item.dataset.state === arguments[0]).querySelector('.queue__select').click()";

fn files(folder: &Folder) -> Vec<PathBuf> {
    let mut files = heads(folder, HEADS as u64);
    let smear = fs::read(crate::root().join("public/examples/blood-smear-class.png")).expect("the drawn smear");
    files.extend((0..SMEARS).map(|at| folder.file(&format!("smear-{at}.png"), &smear)));
    let drawn = png_from_image(&cat());
    files.extend((0..CATS).map(|at| folder.file(&format!("cat-{at}.png"), &drawn)));
    files.extend(bad_files(folder).into_iter().map(|(_, file)| file));
    files.push(folder.file("slice.dcm", &dicom(&phantom(Phantom::Plain, 390))));
    // Interleaves the kinds; 37 and the number of files have no common factor.
    assert_eq!(files.len(), 100);
    (0..files.len()).map(|at| files[at * 37 % 100].clone()).collect()
}

fn dicom(head: &Image) -> Vec<u8> {
    let Pixels::Grey8(samples) = head.pixels() else { panic!("a drawing in grey") };
    let stored: Vec<u16> = samples.iter().map(|&sample| u16::from(sample) * 8).collect();
    Made::grey16(head.width() as u16, head.height() as u16, &stored).file()
}

/// State and text by name. A duplicate name fails.
fn rows(page: &Page) -> BTreeMap<String, (String, String)> {
    let rows: Vec<[String; 3]> = serde_json::from_value(page.browser.run(ROWS, &Value::Null)).expect("rows");
    let count = rows.len();
    let by_name: BTreeMap<_, _> = rows.into_iter().map(|[name, state, said]| (name, (state, said))).collect();
    assert_eq!(by_name.len(), count, "a file is listed twice");
    by_name
}

fn number(page: &Page, script: &str) -> f64 {
    page.browser.run(script, &Value::Null).as_f64().expect("a number")
}

#[test]
fn a_hundred_files_of_several_kinds_go_to_their_models_one_by_one_behind_the_seal() {
    let (folder, site) = (Folder::new("hundred"), Site::new("hundred"));
    tell_memory(&site, LIVES);
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::None, "?backend=cpu&threads=1");
    page.wait_for_guard();
    page.browser.devtools("Performance.enable", &json!({}));
    page.browser.run(WATCHES, &Value::Null);
    let before = page.requests().len();
    let asked = || {
        let more = page.requests().split_off(before).into_iter().map(|request| request.target);
        more.filter(|target| !target.ends_with("/sw.js")).collect::<Vec<_>>()
    };
    pick(&page, &files(&folder));

    // A pause holds back what no worker has taken.
    page.wait_for("[data-testid=pause]");
    press(&page, "pause");
    wait_until(
        &page,
        "an idle worker",
        "return !document.querySelector('.queue__item[data-state=working]')",
        &Value::Null,
    );
    std::thread::sleep(std::time::Duration::from_secs(1));
    let open = "return Number(document.querySelector('.queue').dataset.open)";
    let held = number(&page, open);
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert!(held > 0.0 && number(&page, open) == held, "{held}, {}", page.text(".queue__summary"));
    press(&page, "pause");
    wait_for_list(&page, 100);

    // The smears wait for a model that was not requested; everything else is finished.
    let first = rows(&page);
    assert_eq!(first.len(), 100);
    let of = |rows: &BTreeMap<String, (String, String)>, kind: &str, state: &str| {
        rows.iter().filter(|(name, (found, _))| name.starts_with(kind) && found == state).count()
    };
    assert_eq!((of(&first, "smear-", "needs"), of(&first, "head-", "answered")), (SMEARS, HEADS), "{first:?}");
    assert_eq!((of(&first, "cat-", "answered"), of(&first, "slice.dcm", "answered")), (CATS, 1), "{first:?}");
    assert_eq!(first.values().filter(|(state, _)| state == "failed").count(), 100 - HEADS - SMEARS - CATS - 1);
    assert!(first.values().all(|(_, said)| !said.is_empty()), "{first:?}");
    let summary =
        format!("return document.querySelector('.queue__summary').innerText === '{} of 100 done'", 100 - SMEARS);
    wait_until(&page, "the summary", &summary, &Value::Null);
    assert_eq!(asked(), [""; 0], "nothing is fetched unasked");
    let (brain_bytes, page_bytes) = (number(&page, ASK_WORKER), page.browser.webassembly_bytes());

    // By the keyboard: its files and nothing else, while everything stays open. Stored files of an earlier version
    // stay.
    let kept = "models/blood-smear/0.0.1/manifest.json";
    let keep = "return caches.open('onsight-models-1').then(cache => cache.put(arguments[0], new Response('{}'))) \
        .then(() => true)";
    assert_eq!(page.browser.run(keep, &json!(kept)), true);
    page.browser.run(SHOW, &json!("needs"));
    page.wait_for("[data-testid=fetch-model]");
    page.browser.run("window.seals = []; document.querySelector('[data-testid=fetch-model]').focus()", &Value::Null);
    page.browser.press(&[ENTER]);
    wait_until(&page, "the second model", "return window.births === 1", &Value::Null);
    wait_for_list(&page, 100);
    wait_until(
        &page,
        "the last smear",
        "return !document.querySelector('.queue__item[data-state=needs]')",
        &Value::Null,
    );
    let second = rows(&page);
    assert_eq!(of(&second, "smear-", "answered"), SMEARS, "{second:?}");
    let told = second
        .iter()
        .filter(|(name, _)| name.starts_with("smear-"))
        .all(|(_, (_, said))| said.starts_with("Blood smear: "));
    assert!(told, "{second:?}");
    assert!(
        first.iter().all(|(name, row)| name.starts_with("smear-") || second[name] == *row),
        "{first:?}, {second:?}"
    );
    let mut fetched = asked();
    // The manifest comes first. The parts are asked for at once, and reach the host in any order.
    fetched.get_mut(1..).into_iter().for_each(<[String]>::sort);
    let mut named: Vec<String> = fs::read_dir(site.path().join("models/blood-smear"))
        .expect("the model")
        .map(|file| file.expect("a file").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".bin"))
        .collect();
    named.sort();
    named.insert(0, "manifest.json".to_owned());
    let wanted: Vec<String> = named.iter().map(|name| format!("models/blood-smear/{name}")).collect();
    let is_it =
        fetched.len() == wanted.len() && fetched.iter().zip(&wanted).all(|(target, path)| target.ends_with(path));
    assert!(is_it, "{fetched:?}, {wanted:?}");
    let is_kept = "return caches.match(arguments[0]).then(found => Boolean(found))";
    assert_eq!(page.browser.run(is_kept, &json!(kept)), true, "an earlier version is kept for itself");
    let count = wanted.len().to_string();
    assert_eq!(
        ["seal", "left", "asked", "leftBytes"].map(|name| ledger(&page, name)),
        ["sealed", count.as_str(), count.as_str(), "0"]
    );
    assert_eq!(page.browser.run("return window.seals", &Value::Null), json!([]), "the seal was lifted meanwhile");
    assert!(page.text("[data-testid=ledger]").contains("fetched a model that you asked for"));

    // One worker after the other, and none of them twice; memory as before.
    assert_eq!(number(&page, "return window.births"), 1.0);
    assert!(number(&page, "return window.most") <= 2.0);
    let smear_bytes = number(&page, ASK_WORKER);
    println!("worker {brain_bytes}, then {smear_bytes}; page {page_bytes}, then {}", page.browser.webassembly_bytes());
    assert!(smear_bytes <= brain_bytes * 1.5, "{brain_bytes}, {smear_bytes}");
    // As in `many.rs`: only answers without their pictures are retained.
    assert!(page.browser.webassembly_bytes() <= page_bytes + 5e6, "memory of the page");
    let said: Vec<String> =
        serde_json::from_value(page.browser.run("return window.said", &Value::Null)).expect("texts");
    assert!(said.len() <= 20, "too much is read out: {said:?}");
    assert!(said.iter().any(|text| text.contains("of 100 done")), "{said:?}");
    assert!(said.iter().any(|text| text.contains("Others need the model “Blood smear”")), "{said:?}");

    // From row to row by the keyboard.
    page.browser.run("document.querySelectorAll('.queue__select')[0].focus()", &Value::Null);
    page.browser.press(&[TAB, TAB, ENTER]);
    let second_row = "return document.querySelectorAll('.queue__select')[1].getAttribute('aria-current') === 'true'";
    wait_until(&page, "the second row", second_row, &Value::Null);
    wait_for_list(&page, 100);

    // Cancelling a later list keeps what was answered.
    let more = Folder::new("hundred-more");
    pick(&page, &(0..30).map(|at| more.drawn(&format!("more-{at}.png"), 500 + at)).collect::<Vec<_>>());
    page.wait_for("[data-testid=stop]");
    press(&page, "stop");
    wait_for_list(&page, 130);
    let third = rows(&page);
    assert!(third.iter().any(|(name, (state, _))| name.starts_with("more-") && state == "failed"), "{third:?}");
    assert!(second.iter().all(|(name, row)| third[name] == *row), "{second:?}, {third:?}");
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}
