//! Consistency of folders, README and style sheets.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::Violation;

/// Keeps the README to a page.
const MOST_README_LINES: usize = 150;

/// Its required headings: overview, data flow, dependencies, and reading order.
const ARCHITECTURE: &str = "docs/architecture.md";

/// Style sheets that belong to no component.
const SHARED_STYLES: [&str; 14] = [
    "main",
    "tokens",
    "base",
    "boot",
    "cases",
    "catalogue",
    "dialog",
    "controls",
    "lightbox",
    "forced",
    "print",
    "reports",
    "sections",
    "shell",
];

/// The sheets that `index.html` links itself: the one that imports the others, and those of other bundles.
const LINKED_STYLES: [&str; 7] = ["main", "cases", "catalogue", "dialog", "lightbox", "reports", "sections"];

/// Checks the tree at `root`.
pub(crate) fn check(root: &Path) -> Vec<Violation> {
    let readme = fs::read_to_string(root.join("README.md")).unwrap_or_default();
    let architecture = fs::read_to_string(root.join(ARCHITECTURE)).unwrap_or_default();
    let index = fs::read_to_string(root.join("index.html")).unwrap_or_default();
    let imports = fs::read_to_string(root.join("style/main.css")).unwrap_or_default();
    let parts: BTreeSet<String> =
        ["components", "pages"].iter().flat_map(|name| stems(&root.join("src/page/src").join(name), ".rs")).collect();
    let folders =
        |parent: &'static str| stems(&root.join(parent), "").into_iter().map(move |name| format!("{parent}/{name}"));
    let packages: BTreeSet<String> = folders("src").chain(folders("crates")).collect();
    let mut findings = check_readme(&readme, &packages);
    findings.extend(check_architecture(&architecture, &packages));
    findings.extend(check_styles(&stems(&root.join("style"), ".css"), &parts, &index, &imports));
    findings
}

/// Names in a folder that end with `ending`, without it; folders only when `ending` is empty.
fn stems(folder: &Path, ending: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())).flatten();
    let wanted = entries.filter(|entry| !ending.is_empty() || entry.path().is_dir());
    wanted.filter_map(|entry| entry.file_name().to_str()?.strip_suffix(ending).map(str::to_owned)).collect()
}

/// The README is short, and its map of `src/` and `crates/` names exactly the existing folders.
fn check_readme(readme: &str, folders: &BTreeSet<String>) -> Vec<Violation> {
    let mut findings = Vec::new();
    let lines = readme.lines().count();
    if lines > MOST_README_LINES {
        let rule = format!("{lines} lines, at most {MOST_README_LINES}");
        findings.push(Violation::new("README.md", lines, rule, "move detail into the module documents"));
    }
    // A line of the map starts with `crates/imaging/` in backquotes, or with several of them.
    let entries = readme.lines().enumerate().flat_map(|(number, line)| {
        let row = line.trim_start_matches(['|', '-', ' ']);
        let cell = row.split('|').next().filter(|cell| cell.starts_with('`')).unwrap_or_default();
        let named = cell.split('`').skip(1).step_by(2).filter_map(|name| name.strip_suffix('/'));
        let packages =
            named.filter(|name| matches!(name.split_once('/'), Some(("src" | "crates", rest)) if !rest.contains('/')));
        packages.map(move |name| (number + 1, name.to_owned()))
    });
    let mut mapped = BTreeSet::new();
    for (line, name) in entries {
        if !folders.contains(&name) {
            let rule = format!("the map names {name}/, which is not there");
            findings.push(Violation::new("README.md", line, rule, "take the line out"));
        }
        mapped.insert(name);
    }
    for folder in folders.difference(&mapped) {
        let rule = format!("the map does not name {folder}/");
        findings.push(Violation::new("README.md", 1, rule, "add a line that starts with the folder in backquotes"));
    }
    findings
}

/// The architecture document mentions every package of `src/` and `crates/`, and no others.
fn check_architecture(document: &str, folders: &BTreeSet<String>) -> Vec<Violation> {
    let untold = folders.iter().filter(|folder| !document.contains(&format!("`{folder}`"))).map(|folder| {
        let rule = format!("the document does not tell of {folder}");
        Violation::new(ARCHITECTURE, 1, rule, "add it to the reading order, in backquotes")
    });
    let mut findings: Vec<Violation> = untold.collect();
    for (number, line) in document.lines().enumerate() {
        // Every second part is in backquotes.
        for name in line.split('`').skip(1).step_by(2) {
            let is_package = ["src/", "crates/"].iter().any(|parent| name.starts_with(parent));
            if is_package && name.matches('/').count() == 1 && !name.ends_with('/') && !folders.contains(name) {
                let rule = format!("the document tells of {name}, which is not there");
                findings.push(Violation::new(ARCHITECTURE, number + 1, rule, "take it out"));
            }
        }
    }
    findings
}

/// Every style sheet has the name of a component or page, and `style/main.css` imports it.
fn check_styles(styles: &BTreeSet<String>, parts: &BTreeSet<String>, index: &str, imports: &str) -> Vec<Violation> {
    let mut findings = Vec::new();
    for name in styles {
        let file = format!("style/{name}.css");
        if !SHARED_STYLES.contains(&name.as_str()) && !parts.contains(name) {
            let mend = "name it after its file in src/page/src/components or src/page/src/pages";
            findings.push(Violation::new(&file, 1, "a style sheet of no component", mend));
        }
        let is_loaded = if LINKED_STYLES.contains(&name.as_str()) {
            index.contains(&format!("href=\"{file}\""))
        } else {
            imports.contains(&format!("@import \"{name}.css\";"))
        };
        if !is_loaded {
            let mend = "import it in style/main.css, or delete it";
            findings.push(Violation::new(&file, 1, "the page does not load it", mend));
        }
    }
    findings
}

#[test]
fn a_map_that_has_fallen_behind_is_found() {
    let folders: BTreeSet<String> = ["crates/imaging", "src/page"].map(String::from).into();
    let rules = |text: &str| check_readme(text, &folders).into_iter().map(|f| (f.line, f.rule)).collect::<Vec<_>>();
    assert_eq!(rules("| `crates/imaging/` | x |\n- `src/page/` y"), []);
    assert_eq!(rules("| `crates/imaging/`, `src/page/` | x, as `src/old/` |"), []);
    let stale = rules("`crates/imaging/` x\n`src/old/` y");
    assert_eq!(stale[0], (2, "the map names src/old/, which is not there".into()));
    assert_eq!(stale[1], (1, "the map does not name src/page/".into()));
    assert_eq!(check_readme(&"x\n".repeat(151), &BTreeSet::new()).len(), 1);
}

#[test]
fn a_package_that_the_document_forgot_or_invented_is_found() {
    let folders: BTreeSet<String> = ["crates/imaging", "src/page"].map(String::from).into();
    let of = |text: &str| check_architecture(text, &folders);
    assert_eq!(of("`src/page`, `crates/imaging`: what is under `crates/`, as `crates/imaging/src/lib.rs`."), []);
    let found = of("`src/page`\n`crates/imagine`");
    assert_eq!(found.iter().map(|finding| finding.line).collect::<Vec<_>>(), [1, 2], "{found:?}");
}

#[test]
fn a_style_sheet_without_component_or_link_is_found() {
    let styles: BTreeSet<String> = ["main", "tokens", "viewer", "lost"].map(String::from).into();
    let parts: BTreeSet<String> = ["viewer"].map(String::from).into();
    let (index, imports) = ("<link href=\"style/main.css\">", "@import \"tokens.css\";\n@import \"viewer.css\";");
    let found = check_styles(&styles, &parts, index, imports);
    assert!(found.len() == 2 && found.iter().all(|finding| finding.file == "style/lost.css"), "{found:?}");
    let unlinked = check_styles(&styles, &parts, "", imports);
    assert!(unlinked.iter().any(|finding| finding.file == "style/main.css"), "{unlinked:?}");
}
