//! Another passphrase: chosen on the page, with a new recovery code, also after unlocking with the old one.

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::kept_cases::{PASSPHRASE, click, fill, keep, make_vault, open_cases, unlock, wait_for_text};
use crate::page::Page;
use crate::pictures::Folder;

const OTHER: &str = "vier andere Wörter hier";
const THIRD: &str = "und noch einmal andere";

/// Tries the secret `arguments[0]` at the locked vault, and says when it was answered and how far frames of the page were
/// apart at most meanwhile, in milliseconds; how many there were; and what the dialog said.
const TRIED: &str = r"
    const find = name => document.querySelector(`[data-testid=${name}]`);
    const field = find('cases-secret'), line = find('cases-said'), said = [];
    field.value = arguments[0];
    field.dispatchEvent(new Event('input', { bubbles: true }));
    const watch = new MutationObserver(() => said.push(line.innerText));
    watch.observe(line, { childList: true, characterData: true, subtree: true });
    const started = performance.now();
    let last = started, longest = 0, frames = 0;
    find('cases-unlock').click();
    return new Promise(done => {
        const frame = () => {
            const now = performance.now();
            [longest, last, frames] = [Math.max(longest, now - last), now, frames + 1];
            if (find('cases-dialog').getAttribute('aria-busy')) return requestAnimationFrame(frame);
            watch.disconnect();
            done([now - started, longest, frames, said.join(' ')]);
        };
        requestAnimationFrame(frame);
    });";

/// What trying a secret took and showed.
struct TriedSecret {
    took_ms: f64,
    longest_frame_ms: f64,
    frames: f64,
    said: String,
}

#[track_caller]
fn tried(page: &Page, secret: &str) -> TriedSecret {
    let told = page.browser.run(TRIED, &json!(secret));
    let [took_ms, longest_frame_ms, frames] = [0, 1, 2].map(|at| told[at].as_f64().expect("a number"));
    TriedSecret { took_ms, longest_frame_ms, frames, said: told[3].as_str().unwrap_or_default().to_owned() }
}

/// Goes from the passphrase to the recovery code at the locked vault, or back.
pub(crate) fn by_the_other_secret(page: &Page) {
    page.wait_for("[data-testid=cases-locked]");
    let other = "document.querySelector('[data-testid=cases-locked] .cases__acts .button:not([data-testid])').click()";
    page.browser.run(other, &Value::Null);
}

/// Chooses another passphrase, and gives the recovery code that is shown then.
#[track_caller]
fn change(page: &Page, to: &str) -> String {
    fill(page, "cases-new", to);
    fill(page, "cases-new-again", to);
    click(page, "cases-change-secrets");
    wait_for_text(page, "cases-code-text", "-");
    let code = page.text("[data-testid=cases-code-text]").trim().to_owned();
    click(page, "cases-code-done");
    wait_for_text(page, "cases-count", "1 of 1");
    code
}

/// Locks the vault, and unlocks it with the recovery code.
fn recover(page: &Page, code: &str) {
    click(page, "cases-lock");
    by_the_other_secret(page);
    unlock(page, code);
}

#[test]
fn a_code_that_comes_to_a_dialog_opened_again_stays_until_it_was_written_down() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    open_cases(&page);
    fill(&page, "cases-passphrase", PASSPHRASE);
    fill(&page, "cases-again", PASSPHRASE);
    page.wait_for("[data-testid=cases-make]:not([disabled])");
    // Closed while the vault is made, and opened again: the request for the vault's state queues behind that, and is
    // answered after it.
    let hasty = "for (const name of ['cases-make', 'cases-close', 'cases']) \
        document.querySelector(`[data-testid=${name}]`).click()";
    page.browser.run(hasty, &Value::Null);
    wait_for_text(&page, "cases-code-text", "-");
    page.wait_for("[data-testid=cases-dialog]:not([aria-busy])");
    let pause = "return new Promise(done => setTimeout(done, 500))";
    page.browser.run(pause, &Value::Null);
    wait_for_text(&page, "cases-code-text", "-");
    click(&page, "cases-code-done");
    wait_for_text(&page, "cases-count", "0 of 0");
}

#[test]
fn another_passphrase_opens_the_same_cases_and_the_old_one_and_its_code_open_nothing() {
    let folder = Folder::new("secrets");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    keep(&page, &folder, "kept.png", 78, true);
    open_cases(&page);
    wait_for_text(&page, "cases-count", "1 of 1");
    // The name of a class, not the label in the finding.
    wait_for_text(&page, "cases-line", "Brain MRI");
    let line = page.text("[data-testid=cases-line]");
    assert!(!line.contains("brain-mri"), "{line}");

    click(&page, "cases-secrets");
    fill(&page, "cases-now", "another passphrase");
    fill(&page, "cases-new", OTHER);
    fill(&page, "cases-new-again", OTHER);
    click(&page, "cases-change-secrets");
    wait_for_text(&page, "cases-trouble", "Expected the passphrase of this case vault");
    fill(&page, "cases-now", PASSPHRASE);
    let code = change(&page, OTHER);

    click(&page, "cases-lock");
    unlock(&page, PASSPHRASE);
    wait_for_text(&page, "cases-trouble", "Expected the passphrase of this case vault");
    unlock(&page, OTHER);
    wait_for_text(&page, "cases-count", "1 of 1");

    // After unlocking with the code, a passphrase is chosen first; the code is already filled in.
    recover(&page, &code);
    wait_for_text(&page, "cases-change", "You opened the vault by its recovery code.");
    let newer = change(&page, THIRD);
    assert_ne!(newer, code);
    recover(&page, &code);
    wait_for_text(&page, "cases-trouble", "Expected the recovery code of this case vault");
    unlock(&page, &newer);
    wait_for_text(&page, "cases-change", "You opened the vault by its recovery code.");
    // It can be postponed.
    click(&page, "cases-secrets-back");
    wait_for_text(&page, "cases-count", "1 of 1");
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

/// Prints rows that `docs/vault.md` takes as they are. `ONSIGHT_SLOWER` says how many times as slow a core is that the
/// figure is to be extrapolated to.
/// The one that took neither the least nor the most time.
fn median(mut tries: [TriedSecret; 3]) -> TriedSecret {
    tries.sort_by(|one, other| one.took_ms.total_cmp(&other.took_ms));
    let [_, middle, _] = tries;
    middle
}

#[test]
fn while_a_key_is_made_of_a_passphrase_the_dialog_says_so_and_the_page_goes_on() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    open_cases(&page);
    make_vault(&page);
    click(&page, "cases-code-done");
    wait_for_text(&page, "cases-count", "0 of 0");
    click(&page, "cases-lock");
    // No key is made of what is no recovery code: the way to the vault and back, and nothing is counted.
    by_the_other_secret(&page);
    // The first of them starts the worker again, which locking has ended.
    let untimed = tried(&page, "no recovery code");
    let says = "A key is made of the passphrase.";
    assert!(!untimed.said.contains(says), "{}", untimed.said);
    let without = median([(); 3].map(|()| tried(&page, "no recovery code")));
    by_the_other_secret(&page);
    let tries = [(); 3].map(|()| tried(&page, "another passphrase"));
    wait_for_text(&page, "cases-trouble", "Expected the passphrase of this case vault");
    for tried in &tries {
        assert!(tried.said.contains(says), "`{}` in {:.0} ms", tried.said, tried.took_ms);
        assert!(tried.frames >= 2.0, "the page stood still for {:.0} ms", tried.took_ms);
    }
    assert_eq!(page.text("[data-testid=cases-said]").trim(), "", "it is said no longer than it lasts");
    let with = median(tries);
    let derived = with.took_ms - without.took_ms;
    assert!(derived > 0.0, "a key in {:.0} ms, none in {:.0} ms", with.took_ms, without.took_ms);
    println!("| a key of a passphrase | |\n|---|---|");
    println!("| Argon2id: a wrong passphrase, less a secret of which no key is made | {derived:.0} ms |");
    println!("| frames of the page apart meanwhile, at most | {:.0} ms |", with.longest_frame_ms);
    if let Some(times) = std::env::var("ONSIGHT_SLOWER").ok().and_then(|text| text.parse::<f64>().ok()) {
        println!("| Argon2id on a core that is {times} times as slow, extrapolated | {:.0} ms |", derived * times);
    }
}
