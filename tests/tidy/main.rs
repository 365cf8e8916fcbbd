//! The house rules as a test: `cargo xtask tidy`.
//!
//! [`layers`] covers what the compiler does not enforce, [`files`] the rules for a single file, [`tree`] how the
//! folders, the README and the style sheets must agree, [`tasks`] that no task is named in the code, [`sentences`] that
//! no sentence is, [`names`] that no type name is defined twice, [`documents`] that what documents name exists. Every
//! finding names file, line, rule and remedy. [`source`] blanks comments and strings first, so that text about code is
//! not taken for code.

// Tests fail by panicking.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod documents;
mod files;
mod layers;
mod names;
mod sentences;
mod source;
mod tasks;
mod tree;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// One violation.
#[derive(Debug, PartialEq, Eq)]
struct Violation {
    file: String,
    line: usize,
    rule: String,
    mend: &'static str,
}

impl Violation {
    fn new(file: &str, line: usize, rule: impl Into<String>, mend: &'static str) -> Self {
        Self { file: file.to_owned(), line, rule: rule.into(), mend }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, rule, mend } = self;
        write!(f, "{file}:{line}: {rule}\n    mend: {mend}")
    }
}

fn root() -> PathBuf {
    // From cargo's environment at run time: clones that share a target folder may share this binary too.
    let package =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    package.join("../..")
}

/// Every file under these folders whose name ends so, as path in the repository and text.
fn texts(folders: &[&str], endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in folders {
        walk(&root().join(folder), &mut |path| {
            let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push((name, fs::read_to_string(path).unwrap_or_default()));
            }
        });
    }
    found.sort();
    assert!(!found.is_empty(), "no file under {folders:?}: does the tree still look like this?");
    found
}

/// Calls `visit` for every file under `path`, or for `path` itself when it is a file.
fn walk(path: &Path, visit: &mut dyn FnMut(&Path)) {
    if path.is_file() {
        return visit(path);
    }
    let mut inside: Vec<_> = fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    inside.sort();
    inside.iter().for_each(|path| walk(path, visit));
}

/// Fails with all findings, not only the first.
#[track_caller]
fn check(findings: Vec<Violation>) {
    let shown: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(shown.is_empty(), "{} broken house rules\n{}", shown.len(), shown.join("\n"));
}

#[test]
fn packages_use_only_what_they_may() {
    let sources = texts(&["src", "crates"], &[".rs"]);
    check(sources.iter().flat_map(|(file, text)| layers::check(file, text)).collect());
}

#[test]
fn files_keep_the_house_style() {
    let sources = texts(&["src", "crates", "tests", "bench/src", "xtask/src"], &[".rs"]);
    let mut findings: Vec<Violation> = sources.iter().flat_map(|(file, text)| files::check_rust(file, text)).collect();
    findings.extend(files::check_layout(&sources));
    check(findings);
}

#[test]
fn nothing_names_the_place_where_it_was_written() {
    let folders = [
        "src",
        "crates",
        "tests",
        "bench",
        "xtask",
        "style",
        "public",
        "models",
        ".ci",
        ".cargo",
        "README.md",
        "Cargo.toml",
    ];
    let endings = [".rs", ".md", ".toml", ".css", ".js", ".json", ".txt", ".html", "run", ".py"];
    check(texts(&folders, &endings).iter().flat_map(|(file, text)| files::check_places(file, text)).collect());
}

#[test]
fn no_two_types_have_one_name() {
    check(names::check(&texts(&["src", "crates", "tests", "bench", "xtask", "build.rs"], &[".rs"])));
}

#[test]
fn no_task_stands_in_the_code() {
    let folders = ["src", "crates", "index.html", "public/manifest.webmanifest"];
    check(tasks::check(&texts(&folders, &[".rs", ".html", ".webmanifest"])));
    check(tasks::in_sentences(&texts(&["text"], &[".ftl"])));
}

#[test]
fn sentences_stand_in_the_catalogues_and_are_said() {
    let shown = sentences::SHOWN.map(|name| format!("src/{name}/src"));
    let silent = sentences::SILENT.map(|name| format!("crates/{name}/src"));
    let folders: Vec<&str> = shown.iter().chain(&silent).map(String::as_str).collect();
    let mut findings = sentences::in_code(&texts(&folders, &[".rs"]));
    let code = texts(&["src", "crates", "xtask/src"], &[".rs"]);
    findings.extend(sentences::unused(&texts(&["text/en"], &[".ftl"]), &code));
    check(findings);
}

#[test]
fn what_documents_name_is_there() {
    let mut files = texts(&["docs", "README.md", "models"], &[".md"]);
    files.extend(texts(&["src", "crates", "tests", "bench", "xtask"], &[".rs", "README.md"]));
    check(documents::check(&root(), &files));
}

#[test]
fn no_package_outgrows_its_walls() {
    check(files::check_packages(&texts(&["src", "crates"], &[".rs"])));
}

#[test]
fn folders_readme_and_style_sheets_agree() {
    check(tree::check(&root()));
}
