//! A page that was built with a publisher's key says whether the files of its host are those that were signed.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::host::Host;
use crate::page::Page;
use crate::site::{Site, sha256};
use crate::turns::alone;

const SHORTLY: Duration = Duration::from_secs(60);

/// Makes a pair of keys in the browser; gives the public one as minisign writes it, or why there is none.
const KEY: &str = r"return (async () => {
    try {
        window.journeyPair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
    } catch (error) {
        return error.name;
    }
    const raw = new Uint8Array(await crypto.subtle.exportKey('raw', journeyPair.publicKey));
    return btoa(String.fromCharCode(69, 100, 1, 2, 3, 4, 5, 6, 7, 8, ...raw));
})()";

/// Signs the list whose SHA-256 is `arguments[0]`, as minisign does. The first signature is not looked at by a browser.
const SIGN: &str = r"return (async () => {
    const text = (bytes) => btoa(String.fromCharCode(...bytes));
    const first = crypto.getRandomValues(new Uint8Array(64));
    const comment = `sha256:${arguments[0]}\tfile:SHA256SUMS.txt`;
    const message = new Uint8Array([...first, ...new TextEncoder().encode(comment)]);
    const second = new Uint8Array(await crypto.subtle.sign('Ed25519', journeyPair.privateKey, message));
    return `untrusted comment: x\n${text([69, 68, 1, 2, 3, 4, 5, 6, 7, 8, ...first])}\ntrusted comment: ${comment}\n${text(second)}\n`;
})()";

/// Computes the sums, and waits for what is said of the signature.
#[track_caller]
fn wait_for_state(page: &Page, wanted: &str) {
    page.browser.run("document.querySelector('[aria-labelledby=check-hashes] button').click()", &Value::Null);
    let state = "return document.querySelector('[data-testid=signed]')?.dataset.state ?? ''";
    page.browser.wait(&format!("a release that is {wanted}"), SHORTLY, |browser| {
        (browser.run(state, &Value::Null) == wanted).then_some(())
    });
}

#[test]
fn the_page_says_whether_its_files_are_those_that_were_signed() {
    // Two browsers: the publisher's and a visitor's.
    let _turn = alone();
    let site = Site::new("signed-release");
    let publisher = Page::visit(|| Host::serve(site.path()), Gpu::None, "examples/index.json");
    let text = |value: Value| value.as_str().expect("a text").to_owned();
    let key = text(publisher.browser.run(KEY, &Value::Null));
    if key == "NotSupportedError" {
        println!("SKIPPED a signed release: this browser has no Ed25519");
        return;
    }
    site.change_text("release.js", |code| code.replace("PUBLIC_KEY = \"\"", &format!("PUBLIC_KEY = {key:?}")));
    let list = site.sums();
    let signature = text(publisher.browser.run(SIGN, &json!(sha256(&list))));
    fs::write(site.path().join("SHA256SUMS.txt"), &list).expect("the list");
    fs::write(site.path().join("SHA256SUMS.txt.minisig"), signature).expect("its signature");

    let page = Page::visit(|| Host::serve(site.path()), Gpu::None, "?backend=cpu&threads=1&lang=en#/check");
    page.wait_for("[aria-labelledby=check-hashes] button");
    let controlled = "return !!navigator.serviceWorker.controller";
    page.browser.wait("the service worker", SHORTLY, |browser| {
        browser.run(controlled, &Value::Null).as_bool().filter(|is| *is)
    });
    wait_for_state(&page, "signed");
    let said = page.text("[data-testid=signed]");
    assert!(said.contains(&key) && said.contains("kept here are as it has them"), "{said}");
    // A file of the list that is another one on this device.
    let other = list.replace(&sha256(fs::read(site.path().join("theme.js")).expect("a script")), &"0".repeat(64));
    let signature = text(publisher.browser.run(SIGN, &json!(sha256(&other))));
    fs::write(site.path().join("SHA256SUMS.txt"), &other).expect("another list");
    fs::write(site.path().join("SHA256SUMS.txt.minisig"), signature).expect("its signature");
    page.browser.run("document.querySelector('[data-testid=signed]').dataset.state = ''", &Value::Null);
    wait_for_state(&page, "signed");
    page.browser.wait("the name of the other file", SHORTLY, |_| {
        page.text("[data-testid=signed]").contains("theme.js").then_some(())
    });
    // A list that nobody has signed.
    fs::write(site.path().join("SHA256SUMS.txt"), format!("{list}\n")).expect("a third list");
    wait_for_state(&page, "forged");
}
