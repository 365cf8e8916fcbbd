//! The room: a document without an origin, in which pictures are opened, and the page around it, which has network
//! access and never a picture (`docs/room.md`).

use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::Browser;
use crate::host::Host;
use crate::lightbox::{open_archive, wait_for_text};
use crate::page::Page;
use crate::pictures::Folder;
use crate::site::Site;

const SOON: Duration = Duration::from_secs(60);

pub(crate) fn open(site: &Site) -> Page {
    let page = Page::open_in_room(|| Host::serve_isolated(site.path()), "?backend=cpu");
    page.wait_for_guard();
    page
}

/// What the outer page's line says about the room.
fn seal_outside(page: &Page) -> Value {
    page.browser.outside(|browser| {
        browser.run("return document.querySelector('[data-testid=shell]')?.dataset.seal ?? ''", &Value::Null)
    })
}

#[track_caller]
pub(crate) fn wait_outside(page: &Page, wanted: &str) {
    page.browser.expect(&format!("a line that says {wanted}"), SOON, |_| (seal_outside(page) == wanted).then_some(()));
}

/// Every way to make a request from inside.
const ASKS: &str = r#"
const own = new URL('./no-such-file?patient=name', document.baseURI).href;
// A way without an end says which it is: the script as a whole would only be stopped.
const within = promise => Promise.race([promise, new Promise(done => setTimeout(done, 30000, 'no end'))]);
const settled = promise => within(promise.then(answer => `${answer.status}`, error => error.name));
const request = new Promise(done => {
  const sent = new XMLHttpRequest();
  sent.onload = () => done('loaded');
  sent.onerror = () => done('error');
  try { sent.open('GET', own); sent.send(); } catch (error) { done(error.name); }
});
const picture = new Promise(done => {
  const made = new Image();
  Object.assign(made, { onload: () => done('loaded'), onerror: () => done('error') });
  made.src = own;
});
const frame = (() => { try { document.body.append(document.createElement('iframe')); return 'made'; } catch (error) { return error.name; } })();
const link = (() => { try { document.createElement('link'); return 'made'; } catch (error) { return error.name; } })();
return (async () => ({
  fetch: await settled(fetch(own)),
  known: await settled(fetch('./index.html')),
  'XMLHttpRequest': await within(request),
  picture: await within(picture),
  module: await within(import(own).then(() => 'loaded', error => error.name)),
  frame, link,
  gone: ['RTCPeerConnection', 'WebSocket', 'WebTransport', 'EventSource', 'BroadcastChannel', 'open', 'navigation', 'FormData'].filter(name => window[name] !== undefined).join(),
  cookie: (() => { try { return document.cookie; } catch (error) { return error.name; } })(),
}))();
"#;

#[test]
fn a_picture_is_answered_in_a_document_from_which_nothing_can_be_asked() {
    let (folder, site) = (Folder::new("inside"), Site::new("inside"));
    let page = open(&site);
    let place = page.browser.run("return [origin, location.protocol, crossOriginIsolated]", &Value::Null);
    assert_eq!(place, json!(["null", "about:", true]));
    wait_outside(&page, "open");
    page.answer(&folder.drawn("inside.png", 90));
    wait_outside(&page, "sealed");
    let before = page.requests().len();
    let ends = page.browser.run(ASKS, &Value::Null);
    let expected = json!({
        "fetch": "TypeError", "known": "503", "XMLHttpRequest": "error", "picture": "error", "module": "TypeError",
        "frame": "TypeError", "link": "TypeError", "gone": "", "cookie": "SecurityError",
    });
    assert_eq!(ends, expected);
    // The page around it makes no request either.
    let asks = "return fetch('./no-such-file').then(answer => answer.status)";
    assert_eq!(page.browser.outside(|browser| browser.run(asks, &Value::Null)), 503);
    let asked = page.requests().split_off(before);
    assert!(asked.iter().all(|request| request.target.ends_with("/sw.js")), "{asked:?}");
    // When the picture is closed the room is replaced, and the network is open again.
    page.browser.run_after(
        "window.journeyMark = 1; document.querySelector('.queue [aria-label^=Remove]').click()",
        &Value::Null,
    );
    wait_outside(&page, "open");
    page.wait_for("[data-testid=file-input]");
    assert_eq!(page.browser.run("return window.journeyMark ?? 0", &Value::Null), 0);
    assert_eq!(page.browser.outside(|browser| browser.run(asks, &Value::Null)), 404);
}

/// Runs before every other script of the outer page: everything that could bring it a message, a file or bytes is
/// recorded.
const SPY: &str = r#"
if (window === top) {
  const seen = (window.journeySeen = { files: [], buffers: [], texts: [] });
  const look = (value, depth = 0) => {
    if (value instanceof Blob) seen.files.push(value.name ?? value.size);
    else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) seen.buffers.push(value.byteLength);
    else if (typeof value === 'string') seen.texts.push(value.slice(0, 300));
    else if (value && typeof value === 'object' && depth < 4) for (const one of Object.values(value)) look(one, depth + 1);
  };
  const data = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
  Object.defineProperty(MessageEvent.prototype, 'data', { ...data, get() { const value = data.get.call(this); look(value); return value; } });
  addEventListener('message', event => event.data, true);
  const post = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (...all) { look(all); return post.apply(this, all); };
  for (const name of ['change', 'input', 'drop', 'dragover', 'paste']) {
    addEventListener(name, event => { look([...(event.target?.files ?? []), ...(event.dataTransfer?.files ?? []), ...(event.clipboardData?.files ?? [])]); }, true);
  }
  const files = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'files');
  Object.defineProperty(HTMLInputElement.prototype, 'files', { ...files, get() { const found = files.get.call(this); look([...found ?? []]); return found; } });
  for (const name of ['arrayBuffer', 'text', 'slice', 'stream']) {
    const act = Blob.prototype[name];
    Blob.prototype[name] = function (...all) { look(this); return act.apply(this, all); };
  }
}
"#;

#[test]
fn a_script_in_the_outer_page_that_looks_at_everything_sees_nothing_of_a_picture() {
    let (folder, site) = (Folder::new("name-of-a-patient"), Site::new("outer"));
    let page = open(&site);
    page.browser.outside(|browser| {
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": SPY }));
    });
    page.browser.reload();
    page.wait_for("[data-testid=file-input]");
    page.wait_for_guard();
    let picture = folder.drawn("name-of-a-patient.png", 91);
    page.answer(&picture);
    wait_outside(&page, "sealed");
    page.browser.run("location.hash = '#/device'", &Value::Null);
    page.wait_for("[data-testid=room-choice]");
    let reads = "try { return document.getElementById('room').contentDocument ? 'read' : 'closed'; } catch { return 'closed'; }";
    let (seen, inside) = page
        .browser
        .outside(|browser| (browser.run("return window.journeySeen", &Value::Null), browser.run(reads, &Value::Null)));
    assert_eq!(inside, "closed");
    assert_eq!(seen["files"], json!([]), "the outer page was given a file");
    let buffers = seen["buffers"].as_array().expect("a list");
    assert!(!buffers.is_empty(), "what the room is given was not looked at");
    let bytes = std::fs::metadata(&picture).expect("the picture").len();
    assert!(!buffers.contains(&json!(bytes)), "{bytes} bytes were in the outer page");
    assert!(!seen["texts"].to_string().contains("patient"), "{}", seen["texts"]);
}

#[test]
fn a_program_that_is_not_as_built_does_not_run_in_a_room() {
    let site = Site::new("spoilt");
    let page = open(&site);
    // A script that is first in the outer page may pass in anything.
    let spoils = "if (window === top) { const plain = window.fetch; window.fetch = async (...all) => { \
        const answer = await plain(...all); \
        return /app.*\\.js$/.test(answer.url) ? new Response('export default () => parent.postMessage(1, \"*\")') : answer; }; }";
    page.browser.outside(|browser| {
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": spoils }));
    });
    page.browser.reload();
    page.browser.outside(|browser: &Browser| {
        browser.expect("a page that says that it cannot start", SOON, |browser| {
            let failed = browser.run("return document.getElementById('boot')?.dataset.failed ?? null", &Value::Null);
            failed.as_str().map(str::to_owned)
        })
    });
}

#[test]
fn the_address_leads_into_the_room_and_back() {
    let site = Site::new("address");
    let page = open(&site);
    let at = |page: &Page| {
        page.browser.outside(|browser| browser.run("return [location.hash, document.title]", &Value::Null))
    };
    let first = at(&page);
    page.browser.run("document.querySelector('.header__page[href=\"#/model\"]').click()", &Value::Null);
    page.wait_for(".header__page[href=\"#/model\"][aria-current=page]");
    page.browser.wait("the address", SOON, |_| (at(&page)[0] == "#/model").then_some(()));
    page.browser.wait("the title", SOON, |_| (at(&page)[1] != first[1]).then_some(()));
    page.wait_for("[data-testid=model-report]");
    page.browser.reload();
    page.wait_for(".header__page[href=\"#/model\"][aria-current=page]");
    page.browser.run("location.hash = '#/device'", &Value::Null);
    page.wait_for(".header__page[href=\"#/device\"][aria-current=page]");
    page.browser.back();
    page.wait_for(".header__page[href=\"#/model\"][aria-current=page]");
    page.browser.open(&format!("{}?backend=cpu#/storage", page.url()));
    page.wait_for(".header__page[href=\"#/storage\"][aria-current=page]");
}

#[test]
fn a_room_gets_manifests_that_were_built_and_no_word_of_its_own_reaches_the_host() {
    let site = Site::new("room-manifests");
    let page = open(&site);
    let asks = "return fetch(`./models/${arguments[0]}/manifest.json`).then(answer => answer.status)";
    assert_eq!(page.browser.run(asks, &json!("brain-mri/0.4.0")), 200, "an earlier version");
    assert_eq!(page.browser.run(asks, &json!("name-of-a-patient")), 404);
    let told = page.requests().into_iter().find(|request| request.target.contains("name-of-a-patient"));
    assert!(told.is_none(), "{told:?}");
}

#[test]
fn without_a_network_the_room_opens_and_answers() {
    let (folder, site) = (Folder::new("room-offline"), Site::new("room-offline"));
    let page = open(&site);
    page.answer(&folder.drawn("first.png", 92));
    page.set_stopped(true);
    page.browser.reload();
    page.wait_for("[data-testid=file-input]");
    page.wait_for_guard();
    page.answer(&folder.drawn("second.png", 93));
    wait_outside(&page, "sealed");
    // What the pages load on demand works as well.
    page.browser.run("location.hash = '#/model'", &Value::Null);
    page.wait_for("[data-testid=model-report]");
    page.set_stopped(false);
}

#[test]
fn what_is_saved_leaves_the_room_by_a_click_outside_of_it() {
    let (folder, site) = (Folder::new("room-saves"), Site::new("room-saves"));
    let page = open(&site);
    page.answer(&folder.drawn("saves.png", 95));
    // As the page does: by a link that is not in the document.
    let saves = "const link = document.createElement('a'); link.download = 're:port.txt'; \
        link.href = URL.createObjectURL(new Blob(['x'], { type: 'text/plain' })); link.click()";
    page.browser.run(saves, &Value::Null);
    page.browser.outside(|browser| {
        let offer = "return document.querySelector('[data-testid=shell-save]')?.innerText ?? ''";
        let words = browser.expect("an offer", SOON, |browser| {
            browser.run(offer, &Value::Null).as_str().filter(|words| !words.is_empty()).map(str::to_owned)
        });
        assert!(words.contains("re_port.txt") && words.contains("1 kB"), "{words}");
        browser.run("document.querySelector('[data-testid=shell-save] button').click()", &Value::Null);
        browser
            .expect("an offer that is taken", SOON, |browser| (browser.run(offer, &Value::Null) == "").then_some(()));
    });
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn the_light_box_opens_in_the_room_and_the_way_back_closes_it() {
    let (folder, site) = (Folder::new("room-box"), Site::new("room-box"));
    let page = open(&site);
    open_archive(&page, &folder);
    wait_for_text(&page, "slice-count", "2 of 3");
    wait_outside(&page, "sealed");
    page.browser.back();
    page.browser.wait("a closed light box", SOON, |browser| {
        let is_closed = "return !document.querySelector('[data-testid=lightbox]')?.open \
            && !!document.querySelector('[data-testid=file-input]')";
        (browser.run(is_closed, &Value::Null) == true).then_some(())
    });
}

#[test]
fn a_picture_in_one_tab_keeps_the_other_from_the_network() {
    let (folder, site) = (Folder::new("room-tabs"), Site::new("room-tabs"));
    let page = open(&site);
    let first = page.browser.new_tab();
    page.browser.open(&format!("{}?backend=cpu", page.url()));
    page.wait_for("[data-testid=file-input]");
    page.wait_for_guard();
    page.answer(&folder.drawn("tab.png", 95));
    wait_outside(&page, "sealed");
    page.browser.go_to_tab(&first);
    let seal = "return document.querySelector('[data-testid=ledger]')?.dataset.seal ?? ''";
    page.browser
        .expect("the other tab's seal", SOON, |browser| (browser.run(seal, &Value::Null) == "elsewhere").then_some(()));
    let asks = "return fetch('./no-such-file').then(answer => answer.status)";
    assert_eq!(page.browser.outside(|browser| browser.run(asks, &Value::Null)), 503);
}

#[test]
fn a_room_that_is_led_elsewhere_is_closed_and_the_line_names_the_host() {
    let (folder, site) = (Folder::new("room-leaves"), Site::new("room-leaves"));
    let page = open(&site);
    page.answer(&folder.drawn("leaves.png", 96));
    wait_outside(&page, "sealed");
    // It is removed before it could answer.
    let _ = page.browser.try_run("location.href = 'http://127.0.0.1:9/patient'", &Value::Null);
    wait_outside(&page, "broken");
    page.browser.outside(|browser| {
        let words = browser.run("return document.querySelector('[data-testid=shell]').innerText", &Value::Null);
        assert!(words.as_str().is_some_and(|words| words.contains("127.0.0.1:9")), "{words}");
        assert_eq!(browser.run("return document.querySelectorAll('iframe').length", &Value::Null), 0);
        browser.run("document.querySelector('.shell__saves button').click()", &Value::Null);
    });
    wait_outside(&page, "open");
    page.wait_for("[data-testid=file-input]");
}

#[test]
fn a_page_without_a_room_has_the_policy_that_it_had() {
    let site = Site::new("roomless");
    let page = Page::open_at(|| Host::serve(site.path()), crate::driver::Gpu::None, "?backend=cpu&room=0");
    let policy = "return document.querySelector('meta[http-equiv=Content-Security-Policy]').content";
    let policy = page.browser.run(policy, &Value::Null).as_str().unwrap_or_default().to_owned();
    for absent in ["script-src 'self' 'wasm-unsafe-eval' blob:", "worker-src 'self' blob:", "sha256-"] {
        assert!(!policy.contains(absent), "{policy}");
    }
    let made = "try { return await import(URL.createObjectURL(new Blob(['export default 1'], { type: 'text/javascript' }))), 'run'; } catch (error) { return error.name; }";
    let made = format!("return (async () => {{ {made} }})()");
    assert_eq!(page.browser.run(&made, &Value::Null), "TypeError");
}
