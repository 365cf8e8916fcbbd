//! While a picture is open and no service worker controls the page, the page itself refuses what its list of requests would
//! not show, and its workers do.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::{Browser, Wishes};
use crate::host::Host;
use crate::page::Page;
use crate::pictures::Folder;
use crate::site::Site;

const PATIENCE: Duration = Duration::from_secs(60);

/// Requests that a browser does not list, or not before their response is read: no response is read here, and none of the
/// host may be stored. Each is `stopped` or `done`.
const UNLISTED: &str = r#"
const own = './no-such-file?patient=name', named = './no-such-file-of-a-patient.txt';
const end = act => Promise.resolve().then(act).then(() => 'done', () => 'stopped');
const element = (name, set) => Object.assign(document.body.appendChild(document.createElement(name)), set);
const kept = act => async () => act(await caches.open('other'));
return (async () => ({
  'fetch': await end(() => fetch(own)),
  'fetch of a name without an ending': await end(() => fetch('./no-such-file')),
  'fetch of another folder': await end(() => fetch('../no-such-file.txt')),
  'fetch with a body': await end(() => fetch(named, { method: 'POST', body: 'patient=name' })),
  'fetch that outlives the page': await end(() => fetch(named, { method: 'POST', keepalive: true })),
  'fetch of a request': await end(() => fetch(new Request(own))),
  'fetch by what a promise is taken for': await end(() => {
    Promise.prototype.then = () => 0;
    Object.defineProperty(Promise.prototype, 'constructor', { value: Object });
  }),
  'XMLHttpRequest': await end(() => { const sent = new XMLHttpRequest(); sent.open('GET', own); sent.send(); }),
  'beacon': await end(() => navigator.sendBeacon(own, 'patient=name')),
  'Cache.add': await end(kept(cache => cache.add(own))),
  'Cache.addAll': await end(kept(cache => cache.addAll([own]))),
  'audio worklet': await end(() => new OfflineAudioContext(1, 1, 8000).audioWorklet.addModule(own)),
  'paint worklet': await end(() => CSS.paintWorklet.addModule(own)),
  'number in the address of a worker': await end(() => new Worker('./worker_loader.js?threads=1234567890', { type: 'module' })),
  'form into a new tab': await end(() => element('form', { action: own, target: '_blank' }).submit()),
  'form by its namespace': await end(() => {
    const form = document.createElementNS('http://www.w3.org/1999/xhtml', 'form');
    document.body.append(form);
    form.submit();
  }),
}))();
"#;

/// The same in the worker that answers. The host sends no policy with its script.
const UNLISTED_OF_WORKER: &str = r#"(async () => {
  const own = './no-such-file?patient=name', other = `http://localhost:${location.port}/no-such-file`;
  const end = act => Promise.resolve().then(act).then(() => 'done', () => 'stopped');
  return {
    'fetch': await end(() => fetch(own)),
    'fetch, another host': await end(() => fetch(other, { mode: 'no-cors' })),
    'fetch of the prototype': await end(() => WorkerGlobalScope.prototype.fetch.call(self, own)),
    'fetch with a body': await end(() => fetch('./no-such-file.txt', { method: 'POST', body: 'patient=name' })),
    'XMLHttpRequest': await end(() => { const sent = new XMLHttpRequest(); sent.open('GET', own); sent.send(); }),
    'Cache.add': await end(async () => (await caches.open('other')).add(own)),
    'font': await end(() => new FontFace('a', `url(${own})`).load()),
    'worker': await end(() => new Worker(own)),
    'worker of a word': await end(() => new Worker(`data:text/javascript,fetch("${other}")`)),
    'worker by its constructor': await end(() => new Worker.prototype.constructor(own)),
  };
})()"#;

#[track_caller]
fn assert_stopped(ends: &Value) {
    let ends = ends.as_object().expect("an end of each way");
    let open: Vec<&String> = ends.iter().filter(|(_, end)| *end != "stopped").map(|(way, _)| way).collect();
    assert!(!ends.is_empty() && open.is_empty(), "{open:?} of {ends:?}");
}

fn counted(page: &Page, name: &str) -> usize {
    let script = "return document.querySelector('[data-testid=ledger]').dataset[arguments[0]] ?? ''";
    page.browser.run(script, &json!(name)).as_str().and_then(|count| count.parse().ok()).expect("a count")
}

#[test]
fn without_a_service_worker_nothing_leaves_that_the_list_does_not_have() {
    let (folder, site) = (Folder::new("alone"), Site::new("alone"));
    fs::remove_file(site.path().join("sw.js")).expect("the service worker");
    let host = Host::serve(site.path());
    let wishes = Wishes { lists_workers: true, ..Wishes::default() };
    let page = Page::at(&host.url(), "?backend=cpu&threads=1", || Browser::start_with(&wishes));
    page.wait_for("[data-testid=file-input]");
    page.wait_for_sentences();
    page.answer(&folder.drawn("alone.png", 71));
    assert_eq!(
        page.browser.run("return document.querySelector('[data-testid=ledger]').dataset.seal", &Value::Null),
        "watched"
    );

    let (before, tabs) = (host.requests().len(), page.browser.tabs());
    let ends = page.browser.run(UNLISTED, &Value::Null);
    assert_stopped(&ends);
    let tab = page.browser.tab();
    let worker = page.browser.workers().pop().expect("the worker that answers");
    page.browser.go_to_tab(&worker);
    let wanted = json!({"expression": UNLISTED_OF_WORKER, "awaitPromise": true, "returnByValue": true});
    let told = page.browser.devtools("Runtime.evaluate", &wanted);
    page.browser.go_to_tab(&tab);
    assert_stopped(&told["result"]["value"]);
    assert_eq!(page.browser.tabs(), tabs, "a form or a worker has opened something");
    let asked = host.requests().split_off(before);
    assert!(asked.is_empty(), "the host was asked while a picture was open: {asked:?}");
    // All of the page's but what takes the place of a promise, which throws by itself.
    let refused = ends.as_object().map_or(0, serde_json::Map::len) - 1;
    page.browser.expect(&format!("{refused} refusals in the list"), PATIENCE, |_| {
        (counted(&page, "refused") >= refused).then_some(())
    });
    assert_eq!(counted(&page, "left"), 0);

    // What the page asks for itself goes on: by a name, with nothing beside it, and listed though nobody reads it.
    let own = "return fetch('./no-such-file.txt', { headers: { 'X-Word': 'patient' }, referrer: './?patient' }) \
        .then(answer => answer.status)";
    assert_eq!(page.browser.run(own, &Value::Null), 404);
    page.browser.expect("a request in the list", PATIENCE, |_| (counted(&page, "left") == 1).then_some(()));
    // Also where a script has every response taken for a promise that never ends, and so not read.
    let endless = "Response.prototype.then = () => {}; fetch('./no-such-file-2.txt')";
    page.browser.run(endless, &Value::Null);
    page.browser.expect("one more in the list", PATIENCE, |_| (counted(&page, "left") == 2).then_some(()));
    page.browser.run("document.querySelector('.examples button').click()", &Value::Null);
    page.browser.expect("a second picture", PATIENCE, |browser| {
        (browser.run("return document.querySelectorAll('.queue__item').length", &Value::Null) == 2).then_some(())
    });

    // And once the pictures are closed, everything does.
    page.remove_all();
    let open = "return fetch('./no-such-file?x').then(answer => answer.status)";
    assert_eq!(page.browser.run(open, &Value::Null), 404);
}
