//! Which device runs the network: a software adapter never by itself, and else the faster of two that were timed.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::host::Host;
use crate::page::Page;
use crate::pictures::Folder;
use crate::site::Site;
use crate::turns;

/// SwiftShader takes ten seconds for an inference on a busy machine: five are its check, three its time.
const A_WHILE: Duration = Duration::from_secs(400);

/// Said where WebGPU is computed by the CPU.
const SOFTWARE: &str = "WebGPU would run in software here";

const SEAL: &str = "return document.querySelector('[data-testid=ledger]')?.dataset.seal ?? 'no ledger'";

/// How often the host was asked for a part of the WebGPU worker.
fn large_parts(page: &Page) -> usize {
    page.requests().iter().filter(|request| request.target.contains("worker_gpu")).count()
}

/// The text of the device's badge, once it has this in it.
#[track_caller]
fn badge_with(page: &Page, said: &str) -> String {
    let mut before = String::new();
    page.browser.wait(said, A_WHILE, |_| {
        let badge = page.all_text("[data-testid=device]");
        if badge != before {
            println!("the badge says {badge:?}");
            before.clone_from(&badge);
        }
        Some(badge).filter(|badge| badge.contains(said))
    })
}

/// `webgpu` or `cpu`, as the badge has it.
fn backend(page: &Page) -> Value {
    page.browser.run("return document.querySelector('[data-testid=device]').dataset.backend", &Value::Null)
}

#[test]
fn a_software_adapter_is_not_taken_by_itself_not_even_when_the_device_is_checked() {
    let site = Site::new("software");
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::Software, "?lang=en");
    page.wait_for_guard();
    badge_with(&page, SOFTWARE);
    assert_eq!(backend(&page), "cpu");
    page.browser.run("location.hash = '#/device'", &Value::Null);
    page.wait_for(".device-page .button--primary:not([aria-disabled])");
    page.browser.run("document.querySelector('.device-page .button--primary').click()", &Value::Null);
    page.wait_for("[data-testid=self-check][data-passed=true]");
    // Both would be timed within a second or two of the end of the check.
    std::thread::sleep(Duration::from_secs(5));
    let card = page.text("[data-testid=device-check]");
    assert!(card.contains(SOFTWARE), "{card}");
    assert_eq!(large_parts(&page), 0);
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}

/// One journey, because the check of SwiftShader takes a minute.
#[test]
fn both_devices_are_timed_while_nothing_is_open_and_the_faster_one_stays() {
    let _turn = turns::alone();
    let folder = Folder::new("timed");
    let site = Site::new("timed");
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::Software, "?backend=fastest&lang=en");
    page.wait_for_guard();

    // The other device has begun to start: a picture ends that before the page is sealed.
    page.browser.wait("the WebGPU worker", A_WHILE, |_| (large_parts(&page) > 0).then_some(()));
    let answer = page.answer(&folder.drawn("first.png", 81));
    assert_eq!(answer.backend, "cpu", "the first picture is answered by the CPU");
    assert_eq!(page.browser.run(SEAL, &Value::Null), "sealed");
    let sealed = page.requests().len();
    std::thread::sleep(Duration::from_secs(5));
    let asked = page.asked_since(sealed);
    assert!(asked.is_empty(), "asked for while a picture is open: {asked:?}");
    let kept = "return localStorage.getItem('onsight.faster.brain-mri') ?? ''";
    assert_eq!(page.browser.run(kept, &Value::Null), "", "nothing was timed beside a picture");

    // Once everything is closed it begins again, and says what it found.
    page.remove_all();
    let badge = badge_with(&page, "Timed here on a known picture");
    println!("{badge}");
    let ms = |before: &str| -> f64 {
        let after = badge.split_once(before).expect("a time").1;
        after.split(' ').next().and_then(|number| number.replace(',', "").parse().ok()).expect("a number")
    };
    let (cpu_ms, gpu_ms) = (ms("picture: CPU "), ms("ms, WebGPU "));
    assert!(cpu_ms < gpu_ms, "SwiftShader is slower than the loops for the CPU: {badge}");
    assert_eq!(backend(&page), "cpu");
    let record = page.browser.run(kept, &Value::Null);
    let record = record.as_str().expect("a record");
    let fields: Vec<&str> = record.split('\t').collect();
    assert_eq!((fields.len(), fields[0]), (6, "cpu"), "{record:?}");
    let build = "return document.querySelector('script[data-module]').integrity";
    assert_eq!(page.browser.run(build, &Value::Null), fields[3], "it holds for this build");
    assert_eq!(page.answer(&folder.drawn("second.png", 82)).backend, "cpu");
    page.remove_all();

    // The next visit begins with what is known. A software adapter would not be taken even if it had been faster.
    page.browser.run(
        "localStorage.setItem('onsight.faster.brain-mri', arguments[0])",
        &record.replace("cpu\t", "webgpu\t").into(),
    );
    let before = large_parts(&page);
    page.browser.open(&format!("{}?lang=en", page.url()));
    page.wait_for("[data-testid=file-input]");
    page.wait_for_sentences();
    badge_with(&page, SOFTWARE);
    assert_eq!(backend(&page), "cpu");
    assert_eq!(large_parts(&page), before);
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}

/// Makes every time of the CPU worker ten thousand times as long: beside it SwiftShader is fast.
const SLOW_CLOCK: &str =
    "const steady = performance.now.bind(performance); performance.now = () => 10_000 * steady();\n";

#[test]
fn a_gpu_that_is_faster_takes_over_and_answers() {
    let _turn = turns::alone();
    let folder = Folder::new("faster");
    let site = Site::new("faster");
    site.change("worker_loader.js", |loader| format!("{SLOW_CLOCK}{loader}"));
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::Software, "?backend=fastest&lang=en");
    page.wait_for_guard();
    let badge = badge_with(&page, "Timed here on a known picture");
    println!("{badge}");
    assert_eq!(backend(&page), "webgpu", "{badge}");
    let kept = "return localStorage.getItem('onsight.faster.brain-mri') ?? ''";
    let record = page.browser.run(kept, &Value::Null);
    assert!(record.as_str().is_some_and(|record| record.starts_with("webgpu\t")), "{record:?}");
    let answer = page.answer(&folder.drawn("third.png", 83));
    assert_eq!(answer.backend, "webgpu", "the page says: {}", page.all_text("[data-testid=device]"));
    assert_eq!(page.browser.run(SEAL, &Value::Null), "sealed");
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}

#[test]
fn a_visit_after_one_that_ended_while_webgpu_started_does_not_start_it_again() {
    let site = Site::new("cut-off");
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::Software, "?backend=fastest&lang=en");
    let mark = || page.browser.run("return localStorage.getItem('onsight.gpu-starts') ?? ''", &Value::Null);
    let starts = || page.browser.wait("a start of WebGPU", A_WHILE, |_| (mark() == "1").then_some(()));
    let open_again = || {
        page.browser.reload();
        page.wait_for("[data-testid=file-input]");
        page.wait_for_sentences();
    };
    // SwiftShader takes a minute for its check: these visits end during it, as with a tab that the browser has ended.
    starts();
    open_again();
    badge_with(&page, "The CPU begins");
    // It would be started within a second or two.
    std::thread::sleep(Duration::from_secs(8));
    assert_eq!(mark(), "");
    open_again();
    starts();
}

/// What a browser lacks that stores nothing, in the CPU worker.
const NO_STORE: &str = "Object.defineProperty(globalThis, 'caches', { value: undefined });\n";

#[test]
fn where_the_model_is_not_stored_it_is_fetched_again_and_both_devices_are_timed() {
    let _turn = turns::alone();
    let site = Site::new("no-store");
    for loader in ["worker_loader.js", "worker_gpu_loader.js"] {
        site.change(loader, |loader| format!("{NO_STORE}{loader}"));
    }
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::Software, "?backend=fastest&lang=en");
    page.wait_for_guard();
    println!("{}", badge_with(&page, "Timed here on a known picture"));
    assert_eq!(backend(&page), "cpu", "SwiftShader is slower");
    // Once in a visit is enough.
    let before = page.requests().len();
    std::thread::sleep(Duration::from_secs(8));
    let asked = page.asked_since(before);
    assert!(asked.is_empty(), "{asked:?}");
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}

/// On the page: a software adapter has a maker's name, and its visitor saves data.
const SPARED: &str = "Object.defineProperty(GPUAdapter.prototype, 'info', { get: () => ({ description: 'a chip' }) });\n\
    Object.defineProperty(GPUAdapter.prototype, 'isFallbackAdapter', { value: false });\n\
    Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } });\n";

#[test]
fn where_data_are_saved_webgpu_is_not_fetched_before_the_visitor_asks() {
    // It ends with SwiftShader at its check, which takes both cores.
    let _turn = turns::alone();
    let site = Site::new("spared");
    // The second visit may have threads, which the first has not where only the service worker isolates the page.
    for loader in ["worker_loader.js", "worker_threads_loader.js"] {
        site.change(loader, |loader| format!("{SLOW_CLOCK}{loader}"));
    }
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::Software, "?backend=cpu&lang=en");
    page.wait_for_guard();
    page.browser.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": SPARED }));
    page.browser.open(&format!("{}?lang=en", page.url()));
    page.wait_for("[data-testid=file-input]");
    page.wait_for_sentences();
    badge_with(&page, "saves data");
    // It would be fetched within a second or two.
    std::thread::sleep(Duration::from_secs(5));
    assert_eq!((large_parts(&page), backend(&page)), (0, "cpu".into()));
    page.browser.run("location.hash = '#/device'", &Value::Null);
    page.wait_for(".device-page .button--primary:not([aria-disabled])");
    page.browser.run("document.querySelector('.device-page .button--primary').click()", &Value::Null);
    page.browser.wait("the WebGPU worker", A_WHILE, |_| (large_parts(&page) > 0).then_some(()));
}

/// In the service worker: the body of a file that is stored at its first use. On a slow line the whole of it takes a while.
const WHOLE_BODY: &str = "const body = await fetched.arrayBuffer();";
const SLOW_BODY: &str =
    "const body = await fetched.arrayBuffer(); await new Promise((resolve) => setTimeout(resolve, 12_000));";

#[test]
fn a_bundle_that_is_under_way_when_a_picture_is_opened_does_not_count_as_one_that_left_since() {
    let folder = Folder::new("under-way");
    let site = Site::new("under-way");
    let keeper = site.path().join("sw.js");
    let code = fs::read_to_string(&keeper).expect("the service worker");
    assert!(code.contains(WHOLE_BODY), "the line that this journey slows down");
    fs::write(&keeper, code.replace(WHOLE_BODY, SLOW_BODY)).expect("a slow service worker");
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::Software, "?backend=cpu&lang=en");
    page.wait_for_guard();
    page.browser.open(&format!("{}?backend=fastest&lang=en", page.url()));
    page.wait_for("[data-testid=file-input]");
    page.wait_for_sentences();
    page.browser.wait("the WebGPU worker", A_WHILE, |_| (large_parts(&page) > 0).then_some(()));
    page.answer(&folder.drawn("fourth.png", 84));
    let listed = "return [...document.querySelectorAll('.ledger__row[data-answered=network] .ledger__address')] \
        .some(row => row.textContent.includes('worker_gpu'))";
    page.browser.wait("the bundle in the list of requests", A_WHILE, |browser| {
        browser.run(listed, &Value::Null).as_bool().filter(|is_there| *is_there)
    });
    assert_eq!(page.browser.run(SEAL, &Value::Null), "sealed");
    let left = "return document.querySelector('[data-testid=ledger]').dataset.left";
    assert_eq!(page.browser.run(left, &Value::Null), "0", "{}", page.text("[data-testid=ledger]"));
}
