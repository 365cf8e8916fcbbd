//! Two tasks on one page: each picture goes to the model that reads it, and a model that is not stored is only fetched
//! on request.
//!
//! The second task is the made-up one. The modality classifier is the page's own, with its class of pictures that are not
//! medical renamed to that task: so a drawn cat is one of its pictures.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use imaging::synthetic::{Phantom, phantom};
use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::foreign::cat;
use crate::host::Host;
use crate::made_up_task::{ID, model, put, ship};
use crate::page::Page;
use crate::pictures::{Folder, png_from_image};
use crate::site::{Site, copy};

/// Timeout for a list on a busy machine.
const A_WHILE: Duration = Duration::from_secs(600);
/// The key that presses a button, as WebDriver names it.
const ENTER: &str = "\u{E007}";

const BRAIN: &str = "brain-mri";

/// The page with the task of the repository, the made-up one, and a modality classifier that tells them apart.
pub(crate) fn two_tasks(name: &str) -> Site {
    let (site, models) = (Site::new(name), Folder::new(&format!("{name}-models")));
    for folder in [BRAIN, "modality"] {
        copy(&crate::root().join("models").join(folder), &models.path().join(folder));
    }
    for file in ["manifest.json", "task.toml", "text/de.toml"] {
        let path = models.path().join("modality").join(file);
        let renamed = fs::read_to_string(&path).expect("a file of the modality classifier").replace("not-medical", ID);
        fs::write(&path, renamed).expect("the file");
    }
    let task = training::task_file::read(&crate::root().join("tests/data/tasks"), ID).expect("the task");
    let (manifest, weights) = model(&task);
    put(&models, &manifest, &weights);
    ship(&site, &models);
    site
}

pub(crate) fn open(site: &Site) -> Page {
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::None, "?backend=cpu&threads=1");
    page.wait_for_guard();
    page
}

pub(crate) fn heads(folder: &Folder, count: u64) -> Vec<PathBuf> {
    let head = |seed: u64| png_from_image(&phantom(Phantom::Plain, 300 + seed));
    (0..count).map(|seed| folder.file(&format!("head-{seed}.png"), &head(seed))).collect()
}

pub(crate) fn cats(folder: &Folder, count: usize) -> Vec<PathBuf> {
    let bytes = png_from_image(&cat());
    (0..count).map(|at| folder.file(&format!("cat-{at}.png"), &bytes)).collect()
}

pub(crate) fn pick(page: &Page, files: &[PathBuf]) {
    page.pick(&files.iter().map(PathBuf::as_path).collect::<Vec<&Path>>());
}

pub(crate) fn wait_until(page: &Page, what: &str, script: &str, argument: &Value) {
    page.browser.wait(what, A_WHILE, |browser| browser.run(script, argument).as_bool().filter(|is| *is));
}

/// Waits until so many pictures are listed and none of them is pending.
pub(crate) fn wait_for_list(page: &Page, count: usize) {
    let done = "const { count, open } = document.querySelector('.queue')?.dataset ?? {}; return count === arguments[0] && open === '0'";
    wait_until(page, "the end of the list", done, &json!(count.to_string()));
}

/// What the list says about a picture.
fn row(page: &Page, name: &str) -> String {
    let script = "return [...document.querySelectorAll('.queue__item')] \
        .find(item => item.querySelector('.queue__name').innerText === arguments[0])?.querySelector('.queue__state').innerText ?? ''";
    page.browser.run(script, &json!(name)).as_str().unwrap_or_default().to_owned()
}

/// The task that answered a finished picture.
pub(crate) fn asked(page: &Page, name: &str) -> String {
    page.outcome(name);
    let script = "return document.querySelector('[data-testid=routes]')?.dataset.task ?? ''";
    page.browser.run(script, &Value::Null).as_str().unwrap_or_default().to_owned()
}

/// How many files of the second model were requested from the host.
pub(crate) fn asked_host(page: &Page) -> usize {
    page.requests().iter().filter(|request| request.target.contains(ID)).count()
}

pub(crate) fn ledger(page: &Page, name: &str) -> String {
    let script = "return document.querySelector('[data-testid=ledger]').dataset[arguments[0]]";
    page.browser.run(script, &json!(name)).as_str().unwrap_or_default().to_owned()
}

#[track_caller]
pub(crate) fn press(page: &Page, test_id: &str) {
    let selector = format!("[data-testid={test_id}]:not([disabled], [aria-disabled=true])");
    page.wait_for(&selector);
    page.browser.run("document.querySelector(arguments[0]).click()", &json!(selector));
}

#[test]
fn a_second_kind_is_fetched_for_only_by_asking_and_a_mixed_list_then_goes_to_both() {
    let (site, folder) = (two_tasks("routing"), Folder::new("routing"));
    let page = open(&site);
    let (heads, cats) = (heads(&folder, 6), cats(&folder, 4));
    pick(&page, &heads[..1]);
    assert_eq!(asked(&page, "head-0.png"), BRAIN);
    pick(&page, &cats[..1]);
    page.wait_for("[data-testid=needs-model]");
    assert!(row(&page, "cat-0.png").starts_with("Needs the model"), "{}", row(&page, "cat-0.png"));
    assert_eq!((asked_host(&page), ledger(&page, "seal").as_str()), (0, "sealed"), "nothing is fetched unasked");
    assert!(page.text("[data-testid=needs-model]").contains("the page stays sealed"));

    // By the keyboard.
    page.browser.run("document.querySelector('[data-testid=fetch-model]').focus()", &Value::Null);
    page.browser.press(&[ENTER]);
    assert_eq!(asked(&page, "cat-0.png"), ID);
    assert!(asked_host(&page) > 0);
    assert_eq!(ledger(&page, "seal"), "sealed");
    // The stored files of the first model answer again.
    let before = page.requests().len();
    assert_eq!(asked(&page, "head-0.png"), BRAIN);

    // Many of both, without a question to the visitor.
    pick(&page, &[&heads[1..], &cats[1..]].concat());
    wait_for_list(&page, heads.len() + cats.len());
    for name in ["head-1.png", "head-5.png"] {
        assert_eq!(asked(&page, name), BRAIN, "{name}: {}", row(&page, name));
    }
    for name in ["cat-1.png", "cat-3.png"] {
        assert_eq!(asked(&page, name), ID, "{name}: {}", row(&page, name));
        assert!(!row(&page, name).starts_with("Needs"), "{}", row(&page, name));
    }
    let more = page.asked_since(before);
    assert!(more.is_empty(), "the host was asked while pictures were open: {more:?}");
    let fetched = asked_host(&page).to_string();
    assert_eq!(
        ["left", "asked", "leftBytes", "refused"].map(|name| ledger(&page, name)),
        [fetched.as_str(), fetched.as_str(), "0", "0"]
    );

    // The visitor asks the other model about one picture, which its gate refuses, and it stays refused.
    asked(&page, "head-1.png");
    page.browser.run("document.querySelector(`[data-ask=${arguments[0]}]`).click()", &json!(ID));
    wait_for_list(&page, heads.len() + cats.len());
    assert_eq!(asked(&page, "head-1.png"), ID);
    // And one model about all later ones.
    press(&page, "always");
    let next = folder.drawn("next.png", 400);
    pick(&page, &[next]);
    assert_eq!(asked(&page, "next.png"), ID);
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}

#[test]
fn a_model_that_the_network_does_not_give_stops_nothing_that_the_device_can_do() {
    let (site, folder) = (two_tasks("no-network"), Folder::new("no-network"));
    let page = open(&site);
    let (heads, cats) = (heads(&folder, 2), cats(&folder, 1));
    pick(&page, &heads[..1]);
    assert_eq!(asked(&page, "head-0.png"), BRAIN);
    pick(&page, &cats);
    page.wait_for("[data-testid=needs-model]");
    page.set_stopped(true);
    press(&page, "fetch-model");
    let back = "return !!document.querySelector('.notice') \
        && document.querySelector('[data-testid=ledger]').dataset.seal === 'sealed' \
        && !!document.querySelector('[data-testid=needs-model]')";
    wait_until(&page, "the model that is kept", back, &Value::Null);
    assert!(row(&page, "cat-0.png").starts_with("Needs the model"), "{}", row(&page, "cat-0.png"));
    pick(&page, &heads[1..]);
    assert_eq!(asked(&page, "head-1.png"), BRAIN);

    page.set_stopped(false);
    let select = "[...document.querySelectorAll('.queue__item')] \
        .find(item => item.querySelector('.queue__name').innerText === arguments[0]).querySelector('.queue__select').click()";
    page.browser.run(select, &json!("cat-0.png"));
    page.wait_for("[data-testid=needs-model]");
    press(&page, "fetch-model");
    assert_eq!(asked(&page, "cat-0.png"), ID);
}

/// The files of the second model, by their names in its folder.
pub(crate) fn files_of_second(site: &Site) -> (Vec<String>, Vec<(String, String)>) {
    let manifest = fs::read_to_string(site.path().join("models").join(ID).join("manifest.json")).expect("the manifest");
    let manifest: Value = serde_json::from_str(&manifest).expect("a manifest");
    let weights = &manifest["weights"];
    let parts = weights["chunks"].as_array().filter(|chunks| !chunks.is_empty()).cloned();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let parts: Vec<(String, String)> = parts
        .unwrap_or_else(|| vec![weights.clone()])
        .iter()
        .map(|part| (text(&part["file"]), text(&part["sha256"])))
        .collect();
    let mut names: Vec<String> = parts.iter().map(|(file, _)| file.clone()).collect();
    names.sort();
    (names, parts)
}

#[test]
fn a_model_is_fetched_by_one_message_whole_and_whatever_is_kept_of_it() {
    let (site, folder) = (two_tasks("whole-model"), Folder::new("whole-model"));
    let page = open(&site);
    pick(&page, &cats(&folder, 1));
    page.wait_for("[data-testid=needs-model]");
    // A script in the page puts in place what it does not want to be asked for.
    let (names, parts) = files_of_second(&site);
    let (file, hash) = &parts[0];
    let key = format!("{}models/{ID}/{file}?sha256={hash}", page.url());
    let keep = "return caches.open('onsight-models-1').then(cache => cache.put(arguments[0], new Response('x'))).then(() => 0)";
    page.browser.run(keep, &json!(key));
    press(&page, "fetch-model");
    assert_eq!(asked(&page, "cat-0.png"), ID);
    let targets: Vec<String> = page
        .requests()
        .into_iter()
        .filter_map(|request| request.target.split_once(&format!("models/{ID}/")).map(|(_, file)| file.to_owned()))
        .collect();
    assert_eq!(targets.first().map(String::as_str), Some("manifest.json"));
    let mut rest = targets[1..].to_vec();
    rest.sort();
    assert_eq!(rest, names, "each part once, with nothing behind its name");
    assert_eq!(ledger(&page, "asked"), targets.len().to_string());
}

#[test]
fn a_model_that_does_not_come_is_asked_for_three_times_while_pictures_are_open() {
    let (site, folder) = (two_tasks("three-times"), Folder::new("three-times"));
    let page = open(&site);
    let cats = cats(&folder, 1);
    pick(&page, &cats);
    page.wait_for("[data-testid=needs-model]");
    // The notice of the try before may still be there: what can be asked for again is asked for no more.
    let told = "return !!document.querySelector('.notice') && !!document.querySelector('[data-testid=needs-model]') \
        && document.querySelector('[data-testid=ledger]').dataset.asked === arguments[0]";
    page.set_stopped(true);
    for times in 1..=3 {
        press(&page, "fetch-model");
        wait_until(&page, "a try in vain", told, &json!(times.to_string()));
    }
    page.set_stopped(false);
    press(&page, "fetch-model");
    let refused = "return document.querySelector('.notice')?.innerText.includes('three times') ?? false";
    wait_until(&page, "a refusal", refused, &Value::Null);
    assert_eq!((asked_host(&page), ledger(&page, "asked").as_str()), (0, "3"));
    // Whoever closes the pictures begins anew.
    page.remove_all();
    pick(&page, &cats);
    page.wait_for("[data-testid=needs-model]");
    press(&page, "fetch-model");
    assert_eq!(asked(&page, "cat-0.png"), ID);
    assert_eq!(ledger(&page, "seal"), "sealed");
}

#[test]
fn a_list_is_paused_goes_on_and_is_cancelled() {
    let (site, folder) = (Site::new("paused"), Folder::new("paused"));
    let page = open(&site);
    let files = heads(&folder, 40);
    pick(&page, &files);
    page.wait_for("[data-testid=pause]");
    press(&page, "pause");
    // What a worker has taken is answered.
    let open = "return Number(document.querySelector('.queue').dataset.open)";
    let held = || page.browser.run(open, &Value::Null).as_u64().expect("a number");
    let at_work = "return document.querySelectorAll('.queue__item[data-state=working]').length === 0";
    wait_until(&page, "an idle worker", at_work, &Value::Null);
    std::thread::sleep(Duration::from_secs(2));
    let before = held();
    std::thread::sleep(Duration::from_secs(2));
    assert!(before > 0, "the list was too short for a pause");
    assert_eq!(held(), before, "{}", page.text(".queue"));
    assert_eq!(page.text("[data-testid=pause]"), "Go on");

    press(&page, "pause");
    let goes_on = format!("{open} < arguments[0]");
    wait_until(&page, "the next answer", &goes_on, &json!(before));
    press(&page, "stop");
    wait_for_list(&page, files.len());
    let cancelled = "return document.querySelectorAll('.queue__item[data-state=failed]').length";
    let cancelled = page.browser.run(cancelled, &Value::Null).as_u64().unwrap_or_default();
    println!("held at {before}, cancelled {cancelled}");
    // The list has the focus, and takes more files.
    let ended = "return !document.querySelector('[data-testid=stop]') && document.activeElement.className === 'queue'";
    wait_until(&page, "the list without a way to stop it, with the focus", ended, &Value::Null);
    page.answer_or_not(&folder.drawn("more.png", 900));
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}
