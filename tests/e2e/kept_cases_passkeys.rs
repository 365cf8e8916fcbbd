//! A passkey opens the vault beside its passphrase: with Chromium's virtual authenticator.

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::host::Host;
use crate::kept_cases::{DELAY, PASSPHRASE, click, fill, make_vault, open_cases, unlock, wait_for_text};
use crate::kept_cases_secrets::by_the_other_secret;
use crate::page::Page;

/// The page where browsers have passkeys, with a virtual authenticator; `gives` says whether it supports PRF.
fn open(gives: bool) -> (Page, Value) {
    let page = Page::open_at(Host::find_by_name, Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    page.browser.devtools("WebAuthn.enable", &json!({}));
    let options = json!({
        "protocol": "ctap2",
        "ctap2Version": "ctap2_1",
        "transport": "internal",
        "hasResidentKey": true,
        "hasUserVerification": true,
        "hasPrf": gives,
        "isUserVerified": true,
        "automaticPresenceSimulation": true,
    });
    let made = page.browser.devtools("WebAuthn.addVirtualAuthenticator", &json!({ "options": options }));
    let authenticator = made["authenticatorId"].clone();
    assert!(authenticator.is_string(), "{made}");
    (page, authenticator)
}

/// The credentials on the authenticator.
fn credentials(page: &Page, authenticator: &Value) -> Vec<Value> {
    let found = page.browser.devtools("WebAuthn.getCredentials", &json!({ "authenticatorId": authenticator }));
    found["credentials"].as_array().cloned().unwrap_or_else(|| panic!("no list of credentials: {found}"))
}

/// An empty vault, at the screen of its passkeys.
fn make_empty_vault(page: &Page) {
    open_cases(page);
    make_vault(page);
    click(page, "cases-code-done");
    wait_for_text(page, "cases-count", "0 of 0");
    click(page, "cases-passkeys");
    wait_for_text(page, "cases-passkeys-screen", "No passkey opens this vault yet.");
}

fn add(page: &Page, passphrase: &str) {
    fill(page, "cases-passkey-passphrase", passphrase);
    click(page, "cases-passkey-add");
}

/// Locks the vault from its list, and waits until the number of its passkeys is known.
fn lock(page: &Page, passkeys: usize) {
    click(page, "cases-passkeys-back");
    click(page, "cases-lock");
    page.wait_for(&format!("[data-testid=cases-locked][data-passkeys=\"{passkeys}\"]"));
}

#[test]
fn a_passkey_opens_the_vault_until_it_is_removed() {
    let (page, authenticator) = open(true);
    make_empty_vault(&page);
    // Requires the passphrase; a mistyped one creates no second passkey.
    add(&page, "another passphrase");
    wait_for_text(&page, "cases-trouble", "Expected the passphrase of this case vault");
    add(&page, PASSPHRASE);
    wait_for_text(&page, "cases-said", "The passkey opens this vault from now on.");
    let kept = credentials(&page, &authenticator);
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!((&kept[0]["rpId"], &kept[0]["isResidentCredential"]), (&json!("localhost"), &json!(true)));

    lock(&page, 1);
    click(&page, "cases-unlock-passkey");
    wait_for_text(&page, "cases-count", "0 of 0");
    click(&page, "cases-lock");
    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-count", "0 of 0");
    // It also works after a reload. A recovery code that opened nothing is forgotten: nobody is asked for another
    // passphrase then.
    page.browser.reload();
    open_cases(&page);
    by_the_other_secret(&page);
    unlock(&page, "no recovery code");
    page.wait_for("[data-testid=cases-trouble]");
    click(&page, "cases-unlock-passkey");
    wait_for_text(&page, "cases-count", "0 of 0");

    click(&page, "cases-passkeys");
    wait_for_text(&page, "cases-passkey-log", "Opened by the passkey");
    wait_for_text(&page, "cases-passkey-log", "added");
    // By its accessible name, twice.
    let name = page.browser.run(
        "return document.querySelector('[data-testid=cases-passkey-remove]').getAttribute('aria-label')",
        &Value::Null,
    );
    assert!(name.as_str().is_some_and(|name| name.starts_with("Remove the passkey ")), "{name}");
    click(&page, "cases-passkey-remove");
    wait_for_text(&page, "cases-passkey-list", "Really remove the passkey");
    click(&page, "cases-passkey-remove");
    wait_for_text(&page, "cases-said", "The passkey opens this vault no more.");
    lock(&page, 0);
    let offered = "return document.querySelector('[data-testid=cases-unlock-passkey]') !== null";
    assert_eq!(page.browser.run(offered, &Value::Null), json!(false));
    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-count", "0 of 0");
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn a_passkey_that_is_refused_counts_as_no_wrong_passphrase() {
    let (page, authenticator) = open(true);
    make_empty_vault(&page);
    add(&page, PASSPHRASE);
    wait_for_text(&page, "cases-said", "The passkey opens this vault from now on.");
    lock(&page, 1);
    // User verification fails.
    let refuses = json!({ "authenticatorId": authenticator, "isUserVerified": false });
    page.browser.devtools("WebAuthn.setUserVerified", &refuses);
    click(&page, "cases-unlock-passkey");
    wait_for_text(&page, "cases-trouble", "Expected a passkey from the device, found none");
    let counted = page.browser.run(DELAY, &Value::Null);
    assert!(!counted.as_str().unwrap_or_default().contains("\"failed\":1"), "{counted}");
    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-count", "0 of 0");
}

#[test]
fn a_device_whose_passkeys_give_nothing_is_told_and_the_vault_stays_as_it_is() {
    let (page, _) = open(false);
    make_empty_vault(&page);
    add(&page, PASSPHRASE);
    wait_for_text(&page, "cases-trouble", "Expected a passkey that gives a key");
    lock(&page, 0);
    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-count", "0 of 0");
}

/// Flips the last byte of the vault's log.
const FLIP_LOG: &str = r"
    const open = new Promise((resolve, reject) =>
        Object.assign(indexedDB.open('onsight-vault'), { onsuccess: e => resolve(e.target.result), onerror: reject }));
    return open.then(database => new Promise(resolve => {
        const transaction = database.transaction('vault', 'readwrite');
        const store = transaction.objectStore('vault'), name = '00000000000000000000000000000001';
        store.get(name).onsuccess = ({ target: { result: bytes } }) => {
            bytes[bytes.length - 1] ^= 1;
            store.put(bytes, name);
        };
        transaction.oncomplete = () => { database.close(); resolve(true); };
    }));";

#[test]
fn a_damaged_log_keeps_nobody_out_and_the_next_one_says_that_it_was() {
    let (page, _) = open(true);
    make_empty_vault(&page);
    add(&page, PASSPHRASE);
    wait_for_text(&page, "cases-said", "The passkey opens this vault from now on.");
    page.browser.run(FLIP_LOG, &Value::Null);
    click(&page, "cases-passkeys-back");
    click(&page, "cases-passkeys");
    wait_for_text(&page, "cases-passkeys-screen", "Expected the log of the vault as it was written");
    lock(&page, 1);
    click(&page, "cases-unlock-passkey");
    wait_for_text(&page, "cases-count", "0 of 0");
    click(&page, "cases-passkeys");
    wait_for_text(&page, "cases-passkey-log", "Earlier lines could not be read");
    wait_for_text(&page, "cases-passkey-log", "Opened by the passkey");
}

/// Takes the functions that the guard has kept before the case vault does, and requests another relying party in every
/// way that a script has: by arguments, through `Object.prototype`, through the iterator of arrays. `arguments[0]` is
/// the other party.
const OTHER_PARTY: &str = r"
const other = arguments[0], kept = window.onsightPasskeys;
const settled = promise => promise.then(({ id, output }) => [...id, ...output].length, error => `refused: ${error.name}`);
const foreign = {
  rpId: other, rp: { id: other, name: 'x' }, mediation: 'conditional', hints: ['hybrid'], appid: `https://${other}`,
  largeBlob: { support: 'required', write: new Uint8Array(8) }, credProps: true, attestation: 'direct',
};
const iterate = Array.prototype[Symbol.iterator];
let made, asked;
for (const [name, value] of Object.entries(foreign)) {
  Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
}
Array.prototype[Symbol.iterator] = function () { return iterate.call([{ type: 'public-key', id: new Uint8Array(9), alg: -7 }]); };
const begun = kept.make({ publicKey: foreign });
return begun.then(found => {
  made = found;
  return kept.ask(Object.assign([found.id], foreign), { publicKey: foreign });
}).then(found => (asked = found)).finally(() => {
  Array.prototype[Symbol.iterator] = iterate;
  for (const name of Object.keys(foreign)) delete Object.prototype[name];
}).then(async () => ({
  same: `${made.id}` === `${asked.id}` && `${made.output}` === `${asked.output}`,
  bytes: asked.output.length,
  long: await settled(kept.ask([new Uint8Array(1024)])),
  none: await settled(kept.ask([])),
  many: await settled(kept.ask(Array(9).fill(made.id))),
  again: `${window.onsightPasskeys}`,
  credentials: `${navigator.credentials}`,
  signal: `${PublicKeyCredential.signalUnknownCredential}`,
}));";

#[test]
fn what_is_kept_of_passkeys_asks_for_no_other_party_whatever_a_script_does() {
    let (page, authenticator) = open(true);
    let told = page.browser.run(OTHER_PARTY, &json!("other-party.localhost"));
    let expected = json!({
        "same": true,
        "bytes": 32,
        "long": "refused: Error",
        "none": "refused: Error",
        "many": "refused: Error",
        "again": "undefined",
        "credentials": "undefined",
        "signal": "undefined",
    });
    assert_eq!(told, expected);
    let kept = credentials(&page, &authenticator);
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!(kept[0]["rpId"], "localhost");
    // Later code finds none, and offers none.
    open_cases(&page);
    make_vault(&page);
    click(&page, "cases-code-done");
    wait_for_text(&page, "cases-count", "0 of 0");
    let offered = "return document.querySelector('[data-testid=cases-passkeys]') !== null";
    assert_eq!(page.browser.run(offered, &Value::Null), json!(false));
    let log = page.into_net_log();
    assert!(!log.contains("other-party"), "the other party was looked for");
}

#[test]
fn no_passkey_is_made_while_a_picture_is_open() {
    let folder = crate::pictures::Folder::new("passkey-sealed");
    let (page, authenticator) = open(true);
    page.answer(&folder.drawn("open.png", 78));
    let made = "return window.onsightPasskeys.make().then(() => 'made', error => error.message)";
    let told = page.browser.run(made, &Value::Null);
    assert_eq!(told, "credentials.create is taken away: Onsight has no use for it");
    assert_eq!(credentials(&page, &authenticator), [] as [Value; 0]);
}
