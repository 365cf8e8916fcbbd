//! Rules for a single file.

use std::collections::BTreeMap;

use crate::Violation;
use crate::source::{code_of, line_at, words};

/// About 150 lines is the aim; beyond this a file fails. Comment lines do not count: documentation is never cut to fit.
const MOST_LINES: usize = 300;

/// Beyond this a package is two things that are compiled as one.
const MOST_PACKAGE_LINES: usize = 15_000;

/// Names that say nothing about the content.
const EMPTY_NAMES: [&str; 8] = ["utils", "util", "common", "helpers", "helper", "manager", "misc", "types"];

/// Counts memory for the tests; an allocator cannot be written without `unsafe`.
const ALLOCATOR: &str = "tests/mutations/src/allocator.rs";

/// Length, name, module documentation, and words that do not belong in a Rust file.
pub(crate) fn check_rust(file: &str, text: &str) -> Vec<Violation> {
    let mut findings = Vec::new();
    let code = code_of(text);
    let is_comment = |line: &&str| line.trim_start().starts_with("//");
    let lines = text.lines().filter(|line| !is_comment(line)).count();
    if lines > MOST_LINES {
        let rule = format!("{lines} lines without comments, at most {MOST_LINES}");
        findings.push(Violation::new(file, text.lines().count(), rule, "split it by what it defines"));
    }
    for part in file.trim_end_matches(".rs").split('/') {
        if part.split('_').any(|word| EMPTY_NAMES.contains(&word)) {
            let rule = format!("`{part}` says nothing about what is inside");
            findings.push(Violation::new(file, 1, rule, "name it after the thing it defines"));
        }
    }
    if !text.trim_start().starts_with("//!") {
        findings.push(Violation::new(file, 1, "no `//!` at the top", "say in one line what the file is for"));
    }
    let is_program = file.starts_with("src/") || file.starts_with("crates/");
    let is_module = is_program && (file.ends_with("/mod.rs") || file.ends_with("/lib.rs"));
    if is_module && !text.lines().any(|line| line.starts_with("//!") && line.contains("Invariant")) {
        findings.push(Violation::new(
            file,
            1,
            "the module's document has no `Invariant:` line",
            "write down what the module never does",
        ));
    }
    findings.extend(check_attributes(file, text, &code));
    for word in ["TODO", "FIXME", "XXX"] {
        for at in words(text, word) {
            // Only the list of words above may name them.
            if !file.ends_with("tidy/files.rs") {
                let rule = format!("`{word}` in the source");
                findings.push(Violation::new(file, line_at(text, at), rule, "do it, or open an issue"));
            }
        }
    }
    findings
}

/// Packages that hold more lines, comments included, than one may.
pub(crate) fn check_packages(files: &[(String, String)]) -> Vec<Violation> {
    let mut packages: BTreeMap<&str, usize> = BTreeMap::new();
    for (file, text) in files {
        let end = file.match_indices('/').nth(1).map_or(file.len(), |(end, _)| end);
        *packages.entry(&file[..end]).or_default() += text.lines().count();
    }
    let large = packages.into_iter().filter(|(_, lines)| *lines > MOST_PACKAGE_LINES);
    let found = large.map(|(package, lines)| {
        let rule = format!("{lines} lines, at most {MOST_PACKAGE_LINES}");
        Violation::new(&format!("{package}/Cargo.toml"), 1, rule, "make what stands by itself a package of its own")
    });
    found.collect()
}

/// Modules with others inside whose own file stands outside of their folder: it is `mod.rs` there. Only tests stand in a
/// folder beside their file.
pub(crate) fn check_layout(files: &[(String, String)]) -> Vec<Violation> {
    let is_inside = |stem: &str, file: &str| {
        let rest = file.strip_prefix(stem).and_then(|rest| rest.strip_prefix('/'));
        rest.is_some_and(|rest| rest != "tests.rs" && !rest.starts_with("tests/"))
    };
    let stands_apart = |stem: &str| !stem.ends_with("/tests") && files.iter().any(|(file, _)| is_inside(stem, file));
    let apart = files.iter().filter(|(file, _)| file.strip_suffix(".rs").is_some_and(stands_apart));
    apart.map(|(file, _)| Violation::new(file, 1, "a module beside its folder", "move it to `mod.rs` inside")).collect()
}

/// Attributes that would weaken a rule.
fn check_attributes(file: &str, text: &str, code: &str) -> Vec<Violation> {
    let mut findings = Vec::new();
    for (at, _) in code.match_indices("cfg").filter(|&(at, _)| {
        let rest = code[at + 3..].trim_start_matches("_attr").trim_start_matches('!');
        rest.starts_with('(')
            && rest
                .split(']')
                .next()
                .is_some_and(|inside| words(inside, "feature").any(|f| inside[f..].starts_with("feature =")))
    }) {
        let mend = "make it a package of its own, or hide the difference behind one `mod sys`";
        findings.push(Violation::new(file, line_at(code, at), "code for one feature: `cfg(feature = …)`", mend));
    }
    for at in words(code, "ignore").filter(|&at| code[..at].ends_with("#[")) {
        findings.push(Violation::new(file, line_at(code, at), "an ignored test", "run it, or delete it"));
    }
    for at in words(code, "path").filter(|&at| code[..at].ends_with("#[")) {
        let mend = "put it where its module stands, or make it a crate that both depend on";
        findings.push(Violation::new(file, line_at(code, at), "a module from another place: `#[path]`", mend));
    }
    for at in words(code, "unsafe_code").filter(|_| !file.contains("/kernels/") && file != ALLOCATOR) {
        findings.push(Violation::new(file, line_at(code, at), "`unsafe` outside a kernel file", "write it safely"));
    }
    if file.starts_with("src/") || file.starts_with("crates/") {
        for name in ["unwrap_used", "expect_used", "panic"] {
            for at in words(code, name).filter(|&at| code[..at].ends_with("clippy::")) {
                let line = line_at(code, at);
                let near: Vec<&str> = text.lines().skip(line.saturating_sub(3)).take(6).collect();
                // The tool-chain may panic on a programming error of its own, with a reason; it has no visitors.
                let is_native = ["crates/lab/", "crates/training/"].iter().any(|folder| file.starts_with(folder));
                let reasoned = is_native && near.iter().any(|line| line.contains("reason = "));
                if !reasoned && !near.iter().any(|line| line.contains("cfg(test)")) {
                    let rule = format!("`clippy::{name}` allowed outside tests");
                    findings.push(Violation::new(file, line, rule, "return an error"));
                }
            }
        }
    }
    findings
}

/// Paths of the machine on which a file was written.
pub(crate) fn check_places(file: &str, text: &str) -> Vec<Violation> {
    // Assembled here, so that this file does not report itself.
    let places = ["work", "root", "home"].map(|name| format!("/{name}/"));
    let mut findings = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for place in &places {
            let starts_a_path = |at: usize| {
                !line[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || "._-/~}".contains(c))
            };
            if line.match_indices(place.as_str()).any(|(at, _)| starts_a_path(at)) {
                let rule = format!("a path of one machine: {place}");
                findings.push(Violation::new(file, number + 1, rule, "use a path relative to the repository"));
            }
        }
    }
    findings
}

#[test]
fn a_long_nameless_file_without_a_document_is_found_three_times() {
    let found = check_rust("src/browser/src/fetch_utils.rs", &"fn f() {}\n".repeat(301));
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[0].line, 301);
}

#[test]
fn a_package_of_too_many_lines_is_found() {
    let file = |name: &str, lines: usize| (format!("crates/{name}.rs"), "x\n".repeat(lines));
    assert_eq!(check_packages(&[file("a/src/x", 10_000), file("a/src/y", 5_000), file("b/src/x", 5_000)]), []);
    let found = check_packages(&[file("a/src/x", 10_000), file("a/src/y", 5_001)]);
    assert_eq!((found.len(), found[0].file.as_str()), (1, "crates/a/Cargo.toml"));
}

#[test]
fn a_module_with_others_inside_stands_among_them() {
    let of = |names: &[&str]| {
        let files: Vec<(String, String)> = names.iter().map(|name| ((*name).to_owned(), String::new())).collect();
        check_layout(&files).into_iter().map(|found| found.file).collect::<Vec<_>>()
    };
    assert_eq!(of(&["src/a/src/b.rs", "src/a/src/b/c.rs", "src/a/src/bc.rs"]), ["src/a/src/b.rs"]);
    let fine = ["src/a/src/b/mod.rs", "src/a/src/b/c.rs", "src/a/src/d.rs", "src/a/src/d/tests.rs", "src/a/src/e.rs"];
    assert_eq!(of(&fine), [""; 0]);
    assert_eq!(of(&["src/a/src/tests.rs", "src/a/src/tests/b.rs"]), [""; 0]);
}

#[test]
fn a_module_must_say_what_it_never_does() {
    assert_eq!(check_rust("src/nn/mod.rs", "//! The network.\n").len(), 1);
    assert_eq!(check_rust("src/nn/mod.rs", "//! The network.\n//!\n//! Invariant: no page.\n"), []);
    assert_eq!(check_rust("src/nn/ops.rs", "//! Layers.\n"), []);
}

#[test]
fn no_code_stands_for_one_feature_alone() {
    let gate = "//! Invariant: x\n#[cfg(feature = \"lab\")]\npub mod lab;\n";
    assert_eq!(check_rust("src/page/src/lib.rs", gate)[0].line, 2);
    assert_eq!(check_rust("src/nn/ops.rs", "//! x\nif cfg!(feature = \"gpu\") {}\n").len(), 1);
    assert_eq!(check_rust("src/nn/ops.rs", "//! x\n#[cfg(all(test, not(feature = \"gpu\")))]\n").len(), 1);
    assert_eq!(check_rust("src/nn/ops.rs", "//! x\n#[cfg(target_feature = \"simd128\")]\n"), []);
}

#[test]
fn escapes_are_found() {
    let hidden = [
        "#[ignore]\nfn t() {}",
        "#![allow(unsafe_code)]",
        "#[allow(clippy::unwrap_used)]\nfn f() {}",
        "#[path = \"x.rs\"]\nmod x;",
        "// TODO later",
    ];
    for code in hidden {
        assert_eq!(check_rust("src/nn/ops.rs", &format!("//! x\n\n\n\n{code}\n")).len(), 1, "{code}");
    }
    assert_eq!(check_rust("src/nn/ops.rs", "//! x\n#[cfg(test)]\n#[allow(clippy::unwrap_used)]\nmod tests {}\n"), []);
}

#[test]
fn a_path_of_one_machine_is_found() {
    let path = ["", "work", "main"].join("/");
    assert_eq!(check_places("README.md", &format!("see `{path}/x`")).len(), 1);
    assert_eq!(check_places("README.md", "see src/work/x and https://example.org/root/x"), []);
}
