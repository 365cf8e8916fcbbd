//! Who may use whom.

use crate::Finding;
use crate::source::{code_of, line_at, words};

/// Each module with those it may use. The same table stands in the document of `src/lib.rs`.
const MAY_USE: [(&str, &str); 19] = [
    ("measured", ""),
    ("protocol", "measured"),
    ("imaging", ""),
    ("formats", "imaging container dicom"),
    ("charset", ""),
    ("dicom", "imaging container charset"),
    ("container", ""),
    ("reading", "protocol imaging formats dicom container"),
    ("weights", "measured"),
    ("trust", ""),
    ("nn", "imaging weights"),
    ("threads", "nn"),
    ("explain", "nn imaging"),
    ("engine", "measured protocol imaging formats dicom weights trust nn explain"),
    ("gpu", "imaging weights nn engine"),
    ("web", "protocol"),
    ("ui", "measured protocol web"),
    ("lightbox", "protocol web"),
    ("lab", "measured protocol imaging formats dicom container reading weights trust nn gpu explain engine"),
];

/// Who may use one module more than the rest of its folder.
const BESIDES: [(&str, &str); 10] = [
    ("src/web/server/", "engine"),
    ("src/web/server/", "imaging"),
    ("src/web/server/", "nn"),
    ("src/web/server/", "threads"),
    ("src/web/reader/", "engine"),
    ("src/web/reader/", "imaging"),
    ("src/web/reader/", "formats"),
    ("src/web/reader/", "dicom"),
    ("src/web/reader/", "container"),
    ("src/web/reader/", "reading"),
];

/// Folders without IO, clock, thread, page or tensor.
const PURE: [&str; 8] = ["charset", "container", "imaging", "formats", "dicom", "reading", "weights", "trust"];

/// What a pure folder never names.
const IMPURE: [&str; 9] =
    ["std::fs", "std::time", "std::net", "std::env", "std::thread", "std::process", "std::sync", "burn", "rayon"];

/// Every use of a module that lies above, and every impure name in a pure folder.
pub(crate) fn check(file: &str, text: &str) -> Vec<Finding> {
    let code = code_of(text);
    let module = module_of(file);
    let mut findings = Vec::new();
    if let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) {
        for (used, at) in crate_paths(&code) {
            let known = MAY_USE.iter().any(|(name, _)| *name == used);
            let besides = BESIDES.iter().any(|(folder, name)| file.starts_with(folder) && *name == used);
            if known && used != module && !allowed.split(' ').any(|name| name == used) && !besides {
                let rule = format!("`{module}` may not use `{used}`");
                findings.push(Finding::new(
                    file,
                    line_at(&code, at),
                    rule,
                    "move the shared part down a layer, or pass plain data in",
                ));
            }
        }
    } else if !matches!(module, "lib" | "bin") {
        let mend = "add the module to the table here and in src/lib.rs";
        findings.push(Finding::new(file, 1, format!("`{module}` stands in no layer"), mend));
    }
    if PURE.contains(&module) {
        for name in IMPURE {
            for at in words(&code, name) {
                let rule = format!("`{module}` is pure and may not name `{name}`");
                findings.push(Finding::new(
                    file,
                    line_at(&code, at),
                    rule,
                    "let the caller do it and pass the result in",
                ));
            }
        }
    }
    if module != "web" {
        for name in ["web_sys", "js_sys"] {
            for at in words(&code, name) {
                let rule = format!("only `web` may name `{name}`");
                findings.push(Finding::new(
                    file,
                    line_at(&code, at),
                    rule,
                    "give `web` a function for it and call that",
                ));
            }
        }
    }
    findings
}

/// `nn` for `src/nn/ops.rs`, `bin` for `src/bin/lab.rs`.
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
    let found = check(
        "src/nn/ops.rs",
        "//! Doc with crate::lab.\nuse crate::{\n    imaging::{Image, Pixels},\n    engine::Engine,\n};\n",
    );
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].line, found[0].rule.as_str()), (2, "`nn` may not use `engine`"));
    assert!(found[0].to_string().starts_with("src/nn/ops.rs:2: "), "{}", found[0]);
    assert_eq!(check("src/explain/map.rs", "fn f(x: crate::lab::X) {}").len(), 1);
    assert_eq!(check("src/explain/map.rs", "use crate::nn::Architecture; use crate::explain::y;"), []);
}

#[test]
fn only_the_server_in_web_uses_the_engine() {
    assert_eq!(check("src/web/server/mod.rs", "use crate::engine::Engine;"), []);
    assert_eq!(check("src/web/client.rs", "use crate::engine::Engine;").len(), 1);
}

#[test]
fn a_pure_folder_with_a_clock_or_a_tensor_is_found() {
    assert_eq!(check("src/trust/x.rs", "use std::time::Instant;").len(), 1);
    assert_eq!(check("src/weights/x.rs", "fn f(t: burn::Tensor<2>) {}").len(), 1);
    assert_eq!(check("src/imaging/x.rs", "// no std::fs here\nlet s = \"std::fs\";"), []);
}

#[test]
fn browser_names_outside_web_are_found() {
    assert_eq!(check("src/ui/x.rs", "use leptos::web_sys::File;").len(), 1);
    assert_eq!(check("src/web/x.rs", "use web_sys::File;"), []);
}

#[test]
fn a_module_without_a_layer_is_found() {
    assert_eq!(check("src/misc/mod.rs", "").len(), 1);
}
