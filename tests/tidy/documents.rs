//! What documents and comments name exists: files and folders of the tree, and the commands of both programs.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::Violation;

/// Folders of the tree: a path in backquotes that begins with one of them must exist.
const FOLDERS: [&str; 13] =
    [".cargo", ".ci", "bench", "crates", "docs", "fuzz", "models", "public", "src", "style", "tests", "text", "xtask"];

/// Paths that a command or the reader creates, and which one.
const MADE: [(&str, &str); 2] = [
    ("docs/privacy-evidence.md", "`cargo xtask evidence`"),
    ("models/leaf-colour/task.toml", "whoever follows docs/add-a-task.md"),
];

/// Where the commands of `cargo xtask` and of `cargo lab` are defined.
const COMMANDS: [(&str, &[&str]); 2] =
    [("xtask", &["xtask/src/command_line.rs", "xtask/src/steps.rs"]), ("lab", &["crates/lab/src/cli.rs"])];

/// Every missing path and every unknown command, in documents and in the comments of code.
pub(crate) fn check(root: &Path, files: &[(String, String)]) -> Vec<Violation> {
    let programs = COMMANDS.map(|(program, sources)| {
        let read = |source: &&str| fs::read_to_string(root.join(source)).unwrap_or_default();
        (program, commands(&sources.iter().map(read).collect::<String>()))
    });
    let mut findings = Vec::new();
    for (file, text) in files {
        // Paths in a package's own document may be relative to the package.
        let packages = || file.match_indices('/').take(2).map(|(end, _)| root.join(&file[..end]));
        let is_there = |path: &str| {
            root.join(path).exists()
                || packages().any(|package| package.join(path).exists())
                || MADE.iter().any(|made| made.0 == path)
        };
        for (number, line) in text.lines().enumerate() {
            if file.ends_with(".rs") && !line.trim_start().starts_with("//") {
                continue;
            }
            // Every second part is in backquotes.
            for quoted in line.split('`').skip(1).step_by(2) {
                if path_of(quoted).is_some_and(|path| !is_there(path)) {
                    let rule = format!("`{quoted}` is not there");
                    findings.push(Violation::new(file, number + 1, rule, "name what is there now, or take it out"));
                }
            }
            for (program, known) in &programs {
                if let Some(unknown) = command_of(line, program).filter(|command| !known.contains(*command)) {
                    let rule = format!("`cargo {program} {unknown}` is no command");
                    findings.push(Violation::new(file, number + 1, rule, "`help` of the program lists them"));
                }
            }
        }
    }
    findings
}

/// A path of the tree without placeholders, such as `models/<task>/`, `tests/*` or `models/TASK`.
fn path_of(quoted: &str) -> Option<&str> {
    let path = quoted.trim_end_matches('/');
    let is_plain = |part: &str| {
        part.chars().all(|c| c.is_ascii_alphanumeric() || "._-@".contains(c))
            && !(part.len() > 1 && part.chars().all(|c| c.is_ascii_uppercase()))
    };
    let mut parts = path.split('/');
    (FOLDERS.contains(&parts.next()?) && path.contains('/') && parts.all(is_plain)).then_some(path)
}

/// The word after `cargo xtask` or `cargo lab`, if any.
fn command_of<'a>(line: &'a str, program: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(&format!("cargo {program} "))?;
    let end = rest.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')).unwrap_or(rest.len());
    Some(&rest[..end]).filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// Commands in a table as `("serve", "…")`, in steps as `name: "tidy"`, and of clap as `Train(…)`.
fn commands(source: &str) -> BTreeSet<String> {
    let of_line = |line: &str| {
        let line = line.trim();
        let quoted = line.strip_prefix("(\"").or_else(|| Some(line.split_once("name: \"")?.1));
        if let Some(quoted) = quoted {
            return quoted.split('"').next().map(str::to_owned);
        }
        let (variant, _) = line.split_once('(')?;
        let is_variant = variant.starts_with(char::is_uppercase) && variant.chars().all(char::is_alphanumeric);
        is_variant.then(|| variant.to_lowercase())
    };
    source.lines().filter_map(of_line).collect()
}

#[test]
fn a_path_that_is_gone_and_a_command_that_nobody_knows_are_found() {
    let root = crate::root();
    let of = |file: &str, text: &str| -> Vec<String> {
        check(&root, &[(file.to_owned(), text.to_owned())]).into_iter().map(|found| found.rule).collect()
    };
    assert_eq!(
        of("docs/x.md", "`crates/gone/src/x.rs`, `docs/architecture.md`"),
        ["`crates/gone/src/x.rs` is not there"]
    );
    assert_eq!(of("docs/x.md", "`models/<task>/`, `models/TASK`, `tests/*`, `src/{a,b}.rs`, `and/or`"), [""; 0]);
    assert_eq!(of("xtask/src/x.rs", "// as `src/command_line.rs` has it\nlet a = \"`src/gone.rs`\";"), [""; 0]);
    assert_eq!(of("xtask/src/x.rs", "/// `src/gone.rs`"), ["`src/gone.rs` is not there"]);
    assert_eq!(of("README.md", "`cargo xtask serv`"), ["`cargo xtask serv` is no command"]);
    assert_eq!(
        of("README.md", "cargo lab train x # `cargo lab …`, `cargo xtask e2e`, `cargo xtask verify PATH`"),
        [""; 0]
    );
    assert_eq!(of("README.md", "cargo lab forget"), ["`cargo lab forget` is no command"]);
}
