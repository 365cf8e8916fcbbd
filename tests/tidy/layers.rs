//! What the compiler does not hold: which crates are pure, who names the browser, and who may use whom inside `src`.
//!
//! Who may use whom among the crates stands in their `Cargo.toml`.

use crate::Violation;
use crate::source::{code_of, line_at, words};

/// Each module of `src` with those beside it that it may use.
const MAY_USE: [(&str, &str); 7] = [
    ("tasks", ""),
    ("web", "server reader stage tasks"),
    ("server", "web tasks"),
    ("reader", "web"),
    ("stage", "web"),
    ("ui", "web tasks"),
    ("lightbox", "web stage"),
];

/// Modules of `src` that may name the browser: `web`, and its sides in one program each.
const NAME_BROWSER: [&str; 4] = ["web", "server", "reader", "stage"];

/// Crates without IO, clock, thread, page or tensor.
const PURE: [&str; 19] = [
    "charset",
    "containers",
    "dicom",
    "dispatch",
    "evaluation",
    "explain",
    "finding",
    "formats",
    "imaging",
    "jpeg",
    "learn",
    "model",
    "reading",
    "signatures",
    "task",
    "text",
    "trust",
    "view-model",
    "voi",
];

/// What a pure crate never names.
const IMPURE: [&str; 9] =
    ["std::fs", "std::time", "std::net", "std::env", "std::thread", "std::process", "std::sync", "burn", "rayon"];

/// What the page does without of Leptos, and what it has in place of it: each has its code anew in every place it stands in.
const HEAVY: [(&str, &str); 6] = [
    ("Action", "a signal, and `spawn_local`"),
    ("Await", "a signal, and `spawn_local`"),
    ("Effect", "`ui::signals::effect`"),
    ("LocalResource", "a signal, and `spawn_local`"),
    ("Memo::new", "`ui::signals::memo`"),
    ("Suspense", "a signal, and `spawn_local`"),
];

/// Every use of a module that lies above, and every impure name in a pure crate.
pub(crate) fn check(file: &str, text: &str) -> Vec<Violation> {
    let code = code_of(text);
    let mut findings = Vec::new();
    let mut find = |at: usize, rule: String, mend: &'static str| {
        findings.push(Violation::new(file, line_at(&code, at), rule, mend));
    };
    if let Some(name) = crate_of(file) {
        // What runs while building may read files.
        for impure in IMPURE.iter().filter(|_| PURE.contains(&name) && !file.ends_with("/build.rs")) {
            // What is only shared between owners is neither locked nor waited for.
            for at in words(&code, impure).filter(|&at| !code[at..].starts_with("std::sync::Arc;")) {
                find(at, format!("`{name}` is pure and may not name `{impure}`"), "let the caller do it");
            }
        }
    } else {
        let module = module_of(file);
        for (heavy, mend) in HEAVY {
            for at in words(&code, heavy) {
                if module == "ui" && file != "src/ui/signals.rs" {
                    find(at, format!("the page does without `{heavy}`"), mend);
                }
            }
        }
        if let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) {
            for (used, at) in crate_paths(&code) {
                let known = MAY_USE.iter().any(|(name, _)| *name == used);
                if known && used != module && !allowed.split(' ').any(|name| name == used) {
                    let mend = "move the shared part into a crate below, or pass plain data in";
                    find(at, format!("`{module}` may not use `{used}`"), mend);
                }
            }
        } else if !matches!(module, "lib" | "bin") {
            find(0, format!("`{module}` stands in no layer"), "add the module to the table here and in src/lib.rs");
        }
    }
    if !(file.starts_with("src/") && NAME_BROWSER.contains(&module_of(file))) {
        for name in ["web_sys", "js_sys"] {
            for at in words(&code, name) {
                find(
                    at,
                    format!("only `web` and its sides may name `{name}`"),
                    "give `web` a function for it and call that",
                );
            }
        }
    }
    findings
}

/// `network` for `crates/network/src/float.rs`; `None` outside `crates`.
fn crate_of(file: &str) -> Option<&str> {
    file.strip_prefix("crates/")?.split('/').next()
}

/// `ui` for `src/ui/pages/mod.rs`, `bin` for `src/bin/app.rs`.
fn module_of(file: &str) -> &str {
    let inside = file.strip_prefix("src/").unwrap_or(file);
    let first = inside.split('/').next().unwrap_or(inside);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// The first name of every path that starts at the crate, those inside braces as well, with its offset.
fn crate_paths(code: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for at in words(code, "crate") {
        let Some(rest) = code[at..].strip_prefix("crate::") else {
            continue;
        };
        let names = match rest.strip_prefix('{') {
            Some(group) => first_names(group),
            None => first_names(rest).into_iter().take(1).collect(),
        };
        found.extend(names.into_iter().map(|name| (name, at)));
    }
    found
}

/// The first name of each part of a brace group, up to its closing brace.
fn first_names(group: &str) -> Vec<String> {
    let (mut names, mut depth, mut expect) = (vec![String::new()], 0_u32, true);
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(String::new());
                expect = true;
            }
            c if expect && depth == 0 && (c.is_alphanumeric() || c == '_') => names.last_mut().unwrap().push(c),
            c if c.is_whitespace() && names.last().is_some_and(String::is_empty) => {}
            _ => expect = false,
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[test]
fn a_use_of_a_higher_layer_is_found_with_its_line() {
    let text = "//! Doc with crate::ui.\nuse crate::{\n    web::Page,\n    ui::View,\n};\n";
    let found = check("src/lightbox/session.rs", text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].line, found[0].rule.as_str()), (2, "`lightbox` may not use `ui`"));
    assert!(found[0].to_string().starts_with("src/lightbox/session.rs:2: "), "{}", found[0]);
    assert_eq!(check("src/server/mod.rs", "use crate::web::wire;"), []);
    assert_eq!(check("src/server/mod.rs", "use crate::ui::x;").len(), 1);
}

#[test]
fn a_pure_crate_with_a_clock_or_a_tensor_is_found() {
    assert_eq!(check("crates/trust/src/x.rs", "use std::time::Instant;").len(), 1);
    assert_eq!(check("crates/model/src/x.rs", "fn f(t: burn::Tensor<2>) {}").len(), 1);
    assert_eq!(check("crates/imaging/src/x.rs", "// no std::fs here\nlet s = \"std::fs\";"), []);
    assert_eq!(check("crates/threads/src/x.rs", "use std::thread;"), []);
    assert_eq!(check("crates/view-model/src/x.rs", "use std::sync::Arc;"), []);
    assert_eq!(check("crates/view-model/src/x.rs", "use std::sync::{Arc, Mutex};").len(), 1);
}

#[test]
fn what_weighs_more_than_a_page_can_bear_is_found() {
    assert_eq!(
        check("src/ui/pages/x.rs", "let copy = Action::new_local(f);\nlet a: Memo<bool> = Memo::new(g);").len(),
        2
    );
    assert_eq!(check("src/ui/signals.rs", "Memo::new(g)"), []);
    assert_eq!(check("src/lightbox/x.rs", "Memo::new(g)"), []);
}

#[test]
fn browser_names_outside_web_and_its_sides_are_found() {
    assert_eq!(check("src/ui/x.rs", "use leptos::web_sys::File;").len(), 1);
    assert_eq!(check("crates/engine/src/x.rs", "use web_sys::File;").len(), 1);
    assert_eq!(check("crates/web/src/x.rs", "use web_sys::File;").len(), 1);
    assert_eq!(check("src/web/x.rs", "use web_sys::File;"), []);
    assert_eq!(check("src/stage/x.rs", "use web_sys::File;"), []);
}

#[test]
fn a_module_without_a_layer_is_found() {
    assert_eq!(check("src/misc/mod.rs", "").len(), 1);
}
