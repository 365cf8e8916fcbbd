//! Earlier versions of a model: fetched on request, stored beside the latest, removed separately, and compared with
//! it on the picture that is open.

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;

use engine::{Choice, Engine, Native, block_on};
use lab::model_folder;
use protocol::{Backend, Gating};
use serde_json::{Value, json};

use crate::catalogue::{BRAIN, LIST, go, press, wait_for_kept};
use crate::driver::Gpu;
use crate::host::Host;
use crate::language::{SHORTLY, open_example};
use crate::page::Page;
use crate::site::Site;

/// The folder of the earlier version, from the page's.
const FOLDER: &str = "models/brain-mri/0.4.0/";
const EARLIER: &str = "[data-testid=earlier][data-version='0.4.0']";

/// The entry of another task.
const SMEAR: &str = "[data-testid=catalogue-entry][data-task=blood-smear]";

/// Notes the scripts of all workers that the page starts from now on.
const NOTES_WORKERS: &str = "window.started = []; const Plain = window.Worker; \
    window.Worker = class extends Plain { constructor(script, ...all) { super(script, ...all); window.started.push(`${script}`); } }";

/// The list with all its folds open.
fn unfold(page: &Page) {
    go(page, "#/models");
    page.wait_for(LIST);
    page.browser
        .run("document.querySelectorAll('.catalogue details').forEach(part => { part.open = true; })", &Value::Null);
}

#[track_caller]
fn wait_for_earlier(page: &Page, kept: &str) {
    page.wait_for(&format!("{EARLIER} [data-testid=earlier-keeping][data-kept={kept}]"));
}

/// Names of the files of the earlier version that were requested from the host.
fn asked(page: &Page) -> Vec<String> {
    let mut names: Vec<String> =
        page.requests().iter().filter_map(|request| Some(request.target.split_once(FOLDER)?.1.to_owned())).collect();
    names.sort();
    names
}

/// What the model of a folder says of a drawing of this website on the command line: how sure it is of each class, by its name.
fn natively(folder: &str, drawing: &str) -> BTreeMap<String, f64> {
    let models = crate::root().join("models");
    let (manifest, weights) = model_folder::read(&models, folder).expect("a model");
    let words = manifest.text.clone().expect("words of the task");
    let choice = Choice { backend: Backend::Cpu, reason: text::browser::cpu_asked() };
    let host = Box::new(Native::opening(|bytes, rule| Ok(reading::open_with(bytes, rule)?)));
    let mut engine = block_on(Engine::start(manifest, weights, choice, host, &mut |_, _, _| {})).expect("an engine");
    let file = fs::read(crate::root().join("public/examples").join(drawing)).expect("a drawing");
    let answer = block_on(engine.classify_gated(&file, Gating::Tell, &mut |_| ControlFlow::Continue(())));
    let answer = answer.expect("an answer");
    let classes = answer.finding.classes().expect("classes");
    let named = classes.probabilities.iter().map(|each| (words.class_name(&each.label), f64::from(each.value)));
    named.map(|(name, value)| (name.to_owned(), value)).collect()
}

/// How sure the model of a column of the comparison is of each class, by its name.
fn shares(page: &Page, column: usize) -> BTreeMap<String, f64> {
    let script = "return [...document.querySelectorAll('[data-testid=comparison-classes] tbody tr')].map(line => \
        [line.querySelector('th').innerText, Number(line.querySelectorAll('td')[arguments[0]].dataset.share)])";
    let lines = page.browser.run(script, &json!(column));
    serde_json::from_value::<Vec<(String, f64)>>(lines).expect("classes with shares").into_iter().collect()
}

#[track_caller]
fn assert_near(found: &BTreeMap<String, f64>, expected: &BTreeMap<String, f64>) {
    assert!(found.keys().eq(expected.keys()), "{found:?}, {expected:?}");
    // Tolerance for another order of summation and three decimals.
    let is_near = |(name, share): (&String, &f64)| (share - expected[name]).abs() < 0.003;
    assert!(found.iter().all(is_near), "{found:?}, {expected:?}");
}

#[test]
fn an_earlier_version_answers_the_open_picture_beside_the_latest_and_asks_nothing_of_the_network() {
    let site = Site::new("compared");
    let page = Page::open_at(|| Host::serve_isolated(site.path()), Gpu::None, "?backend=cpu&lang=en&threads=2");
    page.wait_for_guard();
    page.browser.run(NOTES_WORKERS, &Value::Null);
    unfold(&page);
    press(&page, EARLIER, "earlier-fetch");
    wait_for_earlier(&page, "whole");
    let buttons = "return document.querySelectorAll('[data-testid=earlier-compare]').length";
    assert_eq!(page.browser.run(buttons, &Value::Null), 0, "there is no picture to compare on");

    go(&page, "#/");
    open_example(&page);
    let asked = page.requests().len();
    unfold(&page);
    // A visitor who leaves the list meanwhile may return with another picture: nothing is shown beside its answer then.
    press(&page, EARLIER, "earlier-compare");
    page.wait_for("[data-testid=catalogue-progress]");
    go(&page, "#/");
    page.wait_for("[data-testid=predicted-label], [data-testid=abstained]");
    unfold(&page);
    page.wait_for(&format!("{EARLIER} [data-testid=earlier-compare]:not([disabled], [aria-disabled=true])"));
    let compared = "return document.querySelectorAll('[data-testid=comparison]').length";
    assert_eq!(page.browser.run(compared, &Value::Null), 0, "a comparison of what was shown before");
    press(&page, EARLIER, "earlier-compare");
    page.wait_for("[data-testid=comparison]");
    page.browser.wait("what is said of it", SHORTLY, |_| {
        (page.text("[data-testid=catalogue-said]") == "Both answers stand beside each other now.").then_some(())
    });
    let sealed = page.browser.run("return 'sealed' in document.documentElement.dataset", &Value::Null);
    assert_eq!(
        (sealed, page.asked_since(asked)),
        (json!(true), Vec::new()),
        "the picture stays open, and the page sealed"
    );

    // On as many threads as the page's own worker.
    let started = page.browser.run("return window.started.at(-1)", &Value::Null);
    assert!(started.as_str().is_some_and(|last| last.ends_with("worker_threads_loader.js?threads=2")), "{started}");

    let models = "return [...document.querySelectorAll('[data-testid=comparison-answer]')].map(answer => \
        answer.querySelector('.comparison__title').innerText)";
    assert_eq!(page.browser.run(models, &Value::Null), json!(["Brain MRI, version 0.5.0", "Brain MRI, version 0.4.0"]));
    // The score on other patients is shown beside each answer.
    let elsewhere = "return document.querySelectorAll('[data-testid=comparison-elsewhere]').length";
    assert_eq!(page.browser.run(elsewhere, &Value::Null), 2);
    let drawing = "synthetic-class.png";
    let [latest, earlier] = ["brain-mri", "brain-mri/0.4.0"].map(|folder| natively(folder, drawing));
    assert_ne!(latest, earlier, "two models");
    assert_near(&shares(&page, 0), &latest);
    assert_near(&shares(&page, 1), &earlier);
    assert!(page.text("[data-testid=comparison]").contains("Which of the two is right cannot be told from this."));

    // The answer that is shown is still that of the latest, and so is what is saved or reported.
    go(&page, "#/");
    page.wait_for("[data-testid=predicted-label], [data-testid=abstained]");
    unfold(&page);
    press(&page, EARLIER, "earlier-remove");
    wait_for_earlier(&page, "nothing");
    assert_eq!(page.browser.run(buttons, &Value::Null), 0, "it would have to be fetched");
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}

#[test]
fn the_model_of_another_task_answers_the_open_picture_too_and_shares_of_other_questions_are_not_compared() {
    let site = Site::new("compared-tasks");
    // Its code comes, and nothing after that, as long as a test wants it so.
    let hangs = "if (await caches.has('hangs')) { postMessage([new Uint8Array()]); for (;;); }";
    site.change("worker_loader.js", |loader| format!("{hangs}\n{loader}"));
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::None, "?backend=cpu&lang=en&threads=1");
    page.wait_for_guard();
    unfold(&page);
    press(&page, SMEAR, "catalogue-fetch");
    wait_for_kept(&page, SMEAR, "whole");
    go(&page, "#/");
    open_example(&page);
    let asked = page.requests().len();
    unfold(&page);
    let own = format!("return document.querySelectorAll(\"{BRAIN} [data-testid=catalogue-compare]\").length");
    assert_eq!(page.browser.run(&own, &Value::Null), 0, "it has answered already");
    // A worker that hangs is ended, and the reason said; nobody else hears of the answer that is compared with, as a capsule
    // would that waits for one.
    let hears = "window.heard = 0; addEventListener('onsight-capsule-answer', () => { window.heard += 1; }); \
        return caches.open('hangs').then(() => 0)";
    page.browser.run(hears, &Value::Null);
    press(&page, SMEAR, "catalogue-compare");
    page.wait_for(&format!("{SMEAR} [data-testid=catalogue-trouble][data-kind=worker]"));
    let trouble = page.text(&format!("{SMEAR} [data-testid=catalogue-trouble]"));
    assert!(trouble.contains("it stopped answering"), "{trouble}");
    page.browser.run("return caches.delete('hangs')", &Value::Null);
    press(&page, SMEAR, "catalogue-compare");
    page.wait_for(&format!("{SMEAR} [data-testid=comparison]"));
    assert_eq!(page.browser.run("return window.heard", &Value::Null), 0);
    assert_eq!(page.asked_since(asked), [""; 0], "nothing is asked of the network");
    let told = page.text(&format!("{SMEAR} [data-testid=comparison]"));
    for part in ["Brain MRI, version", "Blood smear, version", "answer different questions", "not among its classes"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    // One of the models has a class that the other lacks.
    let shared = "return [...document.querySelectorAll('[data-testid=comparison-classes] tbody tr')].filter(line => \
        line.querySelectorAll('[data-share]').length !== 1).length";
    assert_eq!(page.browser.run(shared, &Value::Null), 0);
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}

#[test]
fn an_earlier_version_is_fetched_by_asking_kept_beside_the_latest_and_removed_alone() {
    let site = Site::new("earlier");
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::None, "?backend=cpu&lang=en");
    page.wait_for_guard();
    unfold(&page);
    wait_for_kept(&page, BRAIN, "whole");
    wait_for_earlier(&page, "nothing");
    let told = page.text(EARLIER);
    assert!(told.contains("Patients and hospitals it never saw") && told.contains("area under the curve"), "{told}");
    assert_eq!(asked(&page), [""; 0], "nobody has asked for it");

    press(&page, EARLIER, "earlier-fetch");
    wait_for_earlier(&page, "whole");
    let once = asked(&page);
    assert_eq!(once.len(), site.chunks().len() + 1, "its parts and its manifest, each once: {once:?}");

    // The latest is removed and fetched again: the versions are stored independently.
    press(&page, BRAIN, "catalogue-remove");
    wait_for_kept(&page, BRAIN, "nothing");
    wait_for_earlier(&page, "whole");
    press(&page, BRAIN, "catalogue-fetch");
    wait_for_kept(&page, BRAIN, "whole");
    wait_for_earlier(&page, "whole");
    assert_eq!(asked(&page), once, "and it was not fetched again");

    go(&page, "#/storage");
    let row = "[data-testid=kept-model][data-task='brain-mri/0.4.0']";
    page.wait_for(row);
    assert!(page.text(row).contains("Brain MRI, version 0.4.0"), "{}", page.text(row));
    let label = "return document.querySelector(arguments[0]).getAttribute('aria-label')";
    let said = page.browser.run(label, &json!(format!("{row} button")));
    assert_eq!(said, "Delete the kept model Brain MRI, version 0.4.0", "two buttons of one model say which");

    unfold(&page);
    press(&page, EARLIER, "earlier-remove");
    wait_for_earlier(&page, "nothing");
    wait_for_kept(&page, BRAIN, "whole");
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}
