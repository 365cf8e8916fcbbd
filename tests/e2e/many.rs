//! Many pictures in one page: the counts after a hundred and twenty are those after forty.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::host::Host;
use crate::page::Page;
use crate::pictures::{Folder, twenty};
use crate::site::Site;
use crate::turns;

/// Timeout for twenty pictures on a busy machine.
const A_WHILE: Duration = Duration::from_secs(600);

/// Batches of twenty, and after which of them the counting begins: the list shows forty rows at most.
const BATCHES: usize = 6;
const FULL: usize = 2;

/// The worker reports the size of its memory, which no metric of the browser includes. There is one, as with
/// `?threads=1`.
const TELLS: &str = "\nconst memory = new Channel('memory'); \
    memory.onmessage = () => memory.postMessage(exports.memory.buffer.byteLength);\n";

/// Requests it.
pub(crate) const ASK_WORKER: &str = "return new Promise(done => { const channel = new JourneyChannel('memory'); \
    channel.onmessage = ({ data }) => { channel.close(); done(data); }; channel.postMessage('?'); })";

/// Makes each worker report the size of its memory; it runs `first` before everything else.
pub(crate) fn tell_memory(site: &Site, first: &str) {
    site.change("worker_loader.js", |loader| {
        let loader = loader.replacen("await init", "const exports = await init", 1);
        format!("const Channel = BroadcastChannel;\n{first}{loader}{TELLS}")
    });
}

/// What may leak.
#[derive(Clone, Copy, Debug)]
struct Leaks {
    listeners: f64,
    nodes: f64,
    canvases: f64,
    heap_bytes: f64,
    page_bytes: f64,
    worker_bytes: f64,
}

fn counts(page: &Page) -> Leaks {
    let browser = &page.browser;
    for _ in 0..2 {
        browser.devtools("HeapProfiler.collectGarbage", &json!({}));
        // What has been released by now is freed with the next frame.
        std::thread::sleep(Duration::from_millis(300));
    }
    let number = |script: &str| browser.run(script, &Value::Null).as_f64().expect("a number");
    Leaks {
        listeners: browser.metric("JSEventListeners"),
        nodes: browser.metric("Nodes"),
        canvases: number("return document.querySelectorAll('canvas').length"),
        heap_bytes: browser.metric("JSHeapUsedSize"),
        page_bytes: browser.webassembly_bytes(),
        worker_bytes: number(ASK_WORKER),
    }
}

#[test]
fn a_hundred_and_twenty_pictures_leave_nothing_behind() {
    let _turn = turns::alone();
    let (folder, site) = (Folder::new("many"), Site::new("many"));
    let files = twenty(&folder);
    tell_memory(&site, "");
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::None, "?backend=cpu&threads=1");
    page.browser.devtools("Performance.enable", &json!({}));
    let paths: Vec<&Path> = files.iter().map(std::path::PathBuf::as_path).collect();
    let mut seen = Vec::new();
    for batch in 1..=BATCHES {
        page.pick(&paths);
        let all = (batch * files.len()).to_string();
        let done = "const { count, open } = document.querySelector('.queue')?.dataset ?? {}; return count === arguments[0] && open === '0'";
        page.browser.wait("the end of a batch", A_WHILE, |browser| {
            browser.run(done, &json!(all)).as_bool().filter(|done| *done)
        });
        if batch == FULL || batch == BATCHES {
            seen.push(counts(&page));
        }
    }
    let [before, after] = seen[..] else { panic!("two counts: {seen:?}") };
    println!("after {} pictures {before:?}, after {} {after:?}", FULL * files.len(), BATCHES * files.len());
    assert_eq!(after.canvases, before.canvases, "canvases");
    // Eighty more pictures: one that leaves a listener behind leaves eighty. A few belong to removed buttons that are
    // not garbage-collected yet.
    assert!(after.listeners <= before.listeners + 20.0, "listeners: {before:?}, {after:?}");
    assert!(after.nodes <= before.nodes * 1.05, "elements: {before:?}, {after:?}");
    assert!(after.heap_bytes <= before.heap_bytes + 1e6, "objects of scripts: {before:?}, {after:?}");
    // Answers without their pictures stay: some kilobytes each. WebAssembly memory never shrinks, so the temporary
    // needs of one outline, its mask and its overlay, stay as well.
    assert!(after.page_bytes <= before.page_bytes + 5e6, "memory of the page: {before:?}, {after:?}");
    assert_eq!(after.worker_bytes, before.worker_bytes, "memory of the worker");

    // The list pages through them, and an old one that is selected again is answered again.
    let rows = "return document.querySelectorAll('.queue__item').length";
    assert_eq!(page.browser.run(rows, &Value::Null), 40);
    let turn = "[...document.querySelectorAll('.queue__leaf button')].find(b => b.innerText === arguments[0]).click()";
    page.browser.run(turn, &json!("Earlier"));
    page.browser.run("document.querySelectorAll('.queue__select')[3].click()", &Value::Null);
    page.browser.wait("the old picture", A_WHILE, |browser| {
        let shown = "return document.querySelector('.queue__item[data-current=true] canvas') && !!document.querySelector('[data-testid=result]')";
        browser.run(shown, &Value::Null).as_bool().filter(|shown| *shown)
    });
    assert!(page.text(".queue__leaf").contains(&format!("of {}", BATCHES * files.len())));
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}
