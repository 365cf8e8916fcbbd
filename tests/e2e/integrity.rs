//! Files that differ from the build are detected: manifests, scripts and modules, on the first visit and from the
//! cache.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::host::Host;
use crate::page::Page;
use crate::pictures::Folder;
use crate::site::Site;

/// Timeout until the page gives up.
const SHORTLY: Duration = Duration::from_secs(60);

/// The text of both failures.
const NOT_BUILT: &str = "not what was built";

fn visit(site: &Site) -> Page {
    Page::visit(|| Host::serve(site.path()), Gpu::None, "?backend=cpu&threads=1")
}

/// The manifest with its first two labels swapped, wherever the network's classes are named.
fn with_labels_changed_over(manifest: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(manifest.to_vec()).expect("a manifest in UTF-8");
    let parsed: Value = serde_json::from_str(&text).expect("a manifest");
    let label = |at: usize| format!("{:?}", parsed["labels"][at].as_str().expect("a label"));
    let (one, other) = (label(0), label(1));
    let changed = text.replace(&one, "\"\u{1}\"").replace(&other, &one).replace("\"\u{1}\"", &other);
    assert_ne!(changed, text);
    changed.into_bytes()
}

#[test]
fn another_manifest_than_was_built_is_refused_and_the_right_one_taken_afterwards() {
    let (folder, site) = (Folder::new("manifest"), Site::new("manifest"));
    let path = site.of_model("manifest.json");
    let built = fs::read(&path).expect("the manifest");
    // Its weights are intact and its golden pictures correct: only the names of the classes differ.
    fs::write(&path, with_labels_changed_over(&built)).expect("another manifest");
    let page = visit(&site);
    let (kind, words) = page.engine_failure(SHORTLY);
    assert_eq!(kind, "integrity", "{words}");
    assert!(words.contains("the model that this page was built with"), "{words}");
    // Another model under this one's name, intact and with a manifest of its own.
    for entry in fs::read_dir(site.path().join("models/modality")).expect("the modality classifier") {
        let entry = entry.expect("a file").path();
        // The texts of other languages are in folders of their own.
        if !entry.is_file() {
            continue;
        }
        fs::copy(&entry, site.of_model("").join(entry.file_name().expect("a name"))).expect("another model");
    }
    page.try_again();
    let asked = || page.requests().iter().filter(|request| request.target.ends_with("brain-mri/manifest.json")).count();
    page.browser.wait("another look at the manifest", SHORTLY, |_| (asked() >= 3).then_some(()));
    // By now the service worker may be in control, which refuses any other manifest.
    let (kind, words) = page.engine_failure(SHORTLY);
    assert!(kind == "integrity" || words.contains("502"), "{kind}: {words}");
    fs::write(&path, &built).expect("the manifest as it was built");
    page.try_again();
    page.answer(&folder.drawn("after.png", 31));
    // From now on the device has stored both; what comes from storage is verified as strictly.
    let change = "return (async () => { \
        const cache = await caches.open('onsight-models-1'); \
        const key = (await cache.keys()).find(key => key.url.endsWith('brain-mri/manifest.json')); \
        await cache.put(key, new Response(arguments[0])); return 0; })()";
    let text = String::from_utf8(with_labels_changed_over(&built)).expect("a manifest in UTF-8");
    page.browser.run(change, &json!(text));
    let before = asked();
    page.browser.reload();
    page.wait_for("[data-testid=file-input]");
    page.answer(&folder.drawn("again.png", 32));
    assert_eq!(asked(), before + 1, "the kept manifest was another, and the host has the right one");
}

#[test]
fn a_changed_script_or_module_is_noticed_on_a_first_visit() {
    let site = Site::new("changed");
    let flip = |bytes: &mut Vec<u8>| {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
    };
    // Does not change what a script does: only its hash differs.
    let remark = |bytes: &mut Vec<u8>| bytes.extend(b"\n// another");
    let app = site.named("app-", "_bg.wasm");
    let script = app.replace("_bg.wasm", ".js");
    for (file, is_module) in [
        (app.as_str(), true),
        (script.as_str(), false),
        ("start.js", false),
        ("guard.js", false),
        ("text/en.txt", false),
    ] {
        let before = site.damage(file, |bytes| if is_module { flip(bytes) } else { remark(bytes) });
        let page = visit(&site);
        page.wait_for("#boot[data-failed]");
        let words = page.text("#boot");
        assert!(words.contains(NOT_BUILT), "{file}: {words}");
        drop(page);
        fs::write(site.path().join(file), before).expect("the file as it was built");
    }
    for (file, is_module) in [("worker_bg.wasm", true), ("worker.js", false)] {
        let before = site.damage(file, |bytes| if is_module { flip(bytes) } else { remark(bytes) });
        let page = visit(&site);
        let (kind, words) = page.engine_failure(SHORTLY);
        assert!(kind == "worker" && words.contains(file) && words.contains(NOT_BUILT), "{file}: {kind}, {words}");
        drop(page);
        fs::write(site.path().join(file), before).expect("the file as it was built");
    }
    let page = visit(&site);
    page.wait_for("[data-testid=device]");
    // A file that is both preloaded and fetched with a hash is fetched once.
    for file in [app, script] {
        let times = page.requests().iter().filter(|request| request.target.ends_with(&file)).count();
        assert!(times <= 2, "{file} was asked for {times} times: by the page, and by the service worker");
    }
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}

#[test]
fn a_kept_file_that_somebody_has_changed_is_not_served() {
    let site = Site::new("poisoned");
    let page = visit(&site);
    page.wait_for_guard();
    // As any other page of this origin could.
    let poison = "return (async () => { \
        const name = (await caches.keys()).find(name => name.startsWith('onsight-shell-')); \
        const set = await caches.open(name); \
        const key = (await set.keys()).find(key => key.url.endsWith('/' + arguments[0])); \
        await set.put(key, new Response(\"document.documentElement.dataset.poisoned = ''\", \
            { headers: { 'Content-Type': 'text/javascript' } })); return 0; })()";
    let asks = "return fetch('./theme.js').then(answer => answer.text()).then(text => text.includes('poisoned'))";
    page.browser.run(poison, &json!("theme.js"));
    assert_eq!(page.browser.run(asks, &Value::Null), false, "a file that was changed is served");
    page.browser.run(poison, &json!("theme.js"));
    page.browser.reload();
    page.wait_for_guard();
    assert_eq!(page.browser.run("return 'poisoned' in document.documentElement.dataset", &Value::Null), false);
    // And the set of files is complete again.
    page.browser.wait("the file as it was built", SHORTLY, |browser| {
        let kept = "return caches.match('./theme.js').then(found => found?.text()).then(text => text?.includes('localStorage'))";
        browser.run(kept, &Value::Null).as_bool().filter(|is_kept| *is_kept)
    });
}

#[test]
fn the_repair_page_runs_no_other_script_than_was_built() {
    let site = Site::new("repair-changed");
    site.damage("recover.js", |bytes| bytes.extend(b"\ndocument.title = 'another';"));
    let page = Page::visit(|| Host::serve(site.path()), Gpu::None, "recover.html");
    page.browser.wait("a refusal", SHORTLY, |browser| {
        browser.console_errors().iter().any(|error| error.contains("integrity")).then_some(())
    });
    assert!(page.text("#kept").contains("Looking"), "{}", page.text("body"));
    assert_ne!(page.browser.run("return document.title", &Value::Null), "another");
}

/// Signs as minisign does, with a key made in the browser, and has the page's script verify it: the list as signed,
/// another list, another comment and another key.
const SIGNED: &str = r"return (async () => {
    const { isSigned } = await import(new URL('release.js', document.baseURI).href);
    const text = (bytes) => btoa(String.fromCharCode(...bytes));
    const raw = (words) => new TextEncoder().encode(words);
    const hex = async (bytes) => Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
    const pair = () => crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
    const key = async ({ publicKey }) => text([69, 100, 1, 2, 3, 4, 5, 6, 7, 8, ...new Uint8Array(await crypto.subtle.exportKey('raw', publicKey))]);
    let one, other;
    try { [one, other] = [await pair(), await pair()]; } catch (error) { return error.name; }
    const list = raw('aa  a.js\n');
    const first = crypto.getRandomValues(new Uint8Array(64));
    const comment = `sha256:${await hex(list)}\tfile:SHA256SUMS.txt`;
    const second = new Uint8Array(await crypto.subtle.sign('Ed25519', one.privateKey, new Uint8Array([...first, ...raw(comment)])));
    const file = (said) => `untrusted comment: x\n${text([69, 68, 1, 2, 3, 4, 5, 6, 7, 8, ...first])}\ntrusted comment: ${said}\n${text(second)}\n`;
    return [
        await isSigned(list, file(comment), await key(one)),
        await isSigned(raw('ab  a.js\n'), file(comment), await key(one)),
        await isSigned(list, file(`${comment} and more`), await key(one)),
        await isSigned(list, file(comment), await key(other)),
    ];
})()";

#[test]
fn a_list_is_signed_by_its_key_and_by_no_other() {
    let site = Site::new("signed");
    let page = visit(&site);
    let said = page.browser.run(SIGNED, &Value::Null);
    if said == "NotSupportedError" {
        println!("SKIPPED a signed list: this browser has no Ed25519");
        return;
    }
    assert_eq!(said, json!([true, false, false, false]));
}
