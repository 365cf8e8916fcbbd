//! What the compiler does not enforce: which crates are pure, and who bypasses the packages for browser access.
//!
//! Dependencies are listed in the `Cargo.toml` of each package.

use crate::Violation;
use crate::source::{code_of, line_at, words};

/// Packages of `src` that may name the browser: `browser`, and its counterpart in each bundle. Leptos re-exports its
/// names.
const NAME_BROWSER: [&str; 5] = ["browser", "reader", "stage", "vault-worker", "worker"];

/// Crates without IO, clock, thread, page or tensor.
const PURE: [&str; 31] = [
    "calendar",
    "calibration",
    "charset",
    "containers",
    "deface",
    "dicom",
    "dicom-objects",
    "dispatch",
    "document",
    "evaluation",
    "explain",
    "export",
    "finding",
    "formats",
    "htj2k",
    "imaging",
    "interchange",
    "jpeg",
    "learn",
    "model",
    "pdf",
    "reading",
    "region",
    "shipped-tasks",
    "signatures",
    "task",
    "text",
    "trust",
    "vault",
    "view-model",
    "voi",
];

/// What a pure crate never names.
const IMPURE: [&str; 9] =
    ["std::fs", "std::time", "std::net", "std::env", "std::thread", "std::process", "std::sync", "burn", "rayon"];

/// What the page avoids of Leptos, and what it uses instead: each is instantiated again wherever it is used.
const HEAVY: [(&str, &str); 6] = [
    ("Action", "a signal, and `spawn_local`"),
    ("Await", "a signal, and `spawn_local`"),
    ("Effect", "`crate::signals::effect`"),
    ("LocalResource", "a signal, and `spawn_local`"),
    ("Memo::new", "`crate::signals::memo`"),
    ("Suspense", "a signal, and `spawn_local`"),
];

/// Every impure name in a pure crate, every browser name outside the packages for it, and what is too large for the
/// page.
pub(crate) fn check(file: &str, text: &str) -> Vec<Violation> {
    let code = code_of(text);
    let mut findings = Vec::new();
    let mut find = |at: usize, rule: String, mend: &'static str| {
        findings.push(Violation::new(file, line_at(&code, at), rule, mend));
    };
    let (parent, name) = package_of(file);
    // Build scripts may read files, and an example is a program of its own.
    let is_program = file.ends_with("/build.rs") || file.contains("/examples/");
    for impure in IMPURE.iter().filter(|_| parent == "crates" && PURE.contains(&name) && !is_program) {
        // `Arc` alone neither locks nor waits.
        for at in words(&code, impure).filter(|&at| !code[at..].starts_with("std::sync::Arc;")) {
            find(at, format!("`{name}` is pure and may not name `{impure}`"), "let the caller do it");
        }
    }
    let is_page = parent == "src" && name == "page" && !file.ends_with("/signals.rs");
    for (heavy, mend) in HEAVY {
        for at in words(&code, heavy).filter(|_| is_page) {
            find(at, format!("the page does without `{heavy}`"), mend);
        }
    }
    if !(parent == "src" && NAME_BROWSER.contains(&name)) {
        for name in ["web_sys", "js_sys"] {
            for at in words(&code, name) {
                let rule = format!("only `browser` and its sides may name `{name}`");
                find(at, rule, "give `browser` a function for it and call that");
            }
        }
    }
    findings
}

/// `crates` and `network` for `crates/network/src/input.rs`.
fn package_of(file: &str) -> (&str, &str) {
    let mut parts = file.split('/');
    (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
}

#[test]
fn a_pure_crate_with_a_clock_or_a_tensor_is_found() {
    assert_eq!(check("crates/trust/src/x.rs", "use std::time::Instant;").len(), 1);
    assert_eq!(check("crates/model/src/x.rs", "fn f(t: burn::Tensor<2>) {}").len(), 1);
    assert_eq!(check("crates/imaging/src/x.rs", "// no std::fs here\nlet s = \"std::fs\";"), []);
    assert_eq!(check("crates/threads/src/x.rs", "use std::thread;"), []);
    assert_eq!(check("crates/dicom-objects/examples/x.rs", "use std::fs;"), []);
    assert_eq!(check("crates/view-model/src/x.rs", "use std::sync::Arc;"), []);
    assert_eq!(check("crates/view-model/src/x.rs", "use std::sync::{Arc, Mutex};").len(), 1);
}

#[test]
fn what_weighs_more_than_a_page_can_bear_is_found() {
    let heavy = "let copy = Action::new_local(f);\nlet a: Memo<bool> = Memo::new(g);";
    assert_eq!(check("src/page/src/pages/x.rs", heavy).len(), 2);
    assert_eq!(check("src/page/src/signals.rs", "Memo::new(g)"), []);
    assert_eq!(check("src/lightbox/src/x.rs", "Memo::new(g)"), []);
}

#[test]
fn browser_names_outside_the_packages_for_it_are_found_with_their_line() {
    let found = check("src/page/src/x.rs", "//! x\nuse leptos::web_sys::File;");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].to_string().starts_with("src/page/src/x.rs:2: only `browser`"), "{}", found[0]);
    assert_eq!(check("src/lightbox/src/x.rs", "use leptos::web_sys::File;").len(), 1);
    assert_eq!(check("src/worker-gpu/src/main.rs", "use js_sys::Array;").len(), 1);
    assert_eq!(check("crates/engine/src/x.rs", "use web_sys::File;").len(), 1);
    assert_eq!(check("crates/browser/src/x.rs", "use web_sys::File;").len(), 1);
    assert_eq!(check("src/browser/src/x.rs", "use web_sys::File;"), []);
    assert_eq!(check("src/stage/src/x.rs", "use web_sys::File;"), []);
}
