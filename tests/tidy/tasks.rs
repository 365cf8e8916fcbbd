//! The code names no task: what is known about one is in `models/<task>/task.toml`.

use crate::Violation;

/// Words of the existing tasks. In parts, so that this file does not report itself.
const WORDS: [[&str; 2]; 6] =
    [["bra", "in"], ["gli", "oma"], ["tum", "or"], ["tum", "our"], ["mening", "ioma"], ["pitu", "itary"]];

/// Files and folders that may name them, and why.
const MAY: [(&str, &str); 6] = [
    ("crates/dicom/src/deidentify/traces.rs", "terms of DICOM that many files hold, whatever is read"),
    ("crates/deface/src/", "a face is told by what it lies in front of, whatever is read"),
    ("crates/dicom/src/head_slices.rs", "terms of DICOM for what shows a face"),
    ("crates/evaluation/src/elsewhere.rs", "the name of a field in manifests of before there was a word for it"),
    ("crates/imaging/src/synthetic/phantom.rs", "what is drawn has an anatomy"),
    ("crates/view-model/src/lightbox/window.rs", "the name that radiologists have for a window"),
];

/// Every line outside tests that names a task or what one finds, and every unused exception.
pub(crate) fn check(files: &[(String, String)]) -> Vec<Violation> {
    let mut findings = Vec::new();
    for (file, text) in files {
        let found: Vec<(usize, String)> = named(file, text);
        match MAY.iter().find(|(allowed, _)| file.starts_with(allowed)) {
            Some((allowed, _)) if found.is_empty() && allowed == file => {
                findings.push(Violation::new(
                    file,
                    1,
                    "no task is named here",
                    "take it out of the list in tests/tidy/tasks.rs",
                ));
            }
            Some(_) => {}
            None => findings.extend(found.into_iter().map(|(line, word)| {
                Violation::new(file, line, format!("`{word}` in the code"), "put it into models/<task>/task.toml")
            })),
        }
    }
    findings
}

/// Line numbers from 1, each with the word.
fn named(file: &str, text: &str) -> Vec<(usize, String)> {
    if file.contains("/tests/") || file.ends_with("/tests.rs") {
        return Vec::new();
    }
    let lines: Vec<&str> = text.lines().collect();
    // Tests are at the end of their file.
    let is_start = |at: &usize| {
        lines[*at].trim() == "#[cfg(test)]"
            && lines.get(at + 1).is_some_and(|next| next.trim().ends_with("mod tests {"))
    };
    let end = (0..lines.len()).find(is_start).unwrap_or(lines.len());
    let words = WORDS.map(|parts| parts.concat());
    let mut found = Vec::new();
    for (number, line) in lines[..end].iter().enumerate() {
        let line = line.to_lowercase();
        let word = words.iter().find(|word| line.contains(word.as_str()));
        found.extend(word.map(|word| (number + 1, word.clone())));
    }
    found
}

#[test]
fn a_task_in_the_code_is_found_with_its_line() {
    let of = |file: &str, text: &str| check(&[(file.to_owned(), text.to_owned())]);
    let word = WORDS[1].concat();
    let found = of("crates/lab/src/x.rs", &format!("//! x\nlet a = \"{word}\";\n"));
    assert_eq!(found.len(), 1);
    assert!(found[0].to_string().starts_with(&format!("crates/lab/src/x.rs:2: `{word}` in the code")), "{}", found[0]);
    assert_eq!(
        of("src/page/src/x.rs", &format!("//! {}\n", word.to_uppercase())).len(),
        1,
        "in a comment, in any case"
    );
    assert_eq!(of("src/page/src/x.rs", &format!("//! x\n#[cfg(test)]\nmod tests {{\n    // {word}\n}}\n")), []);
    assert_eq!(of("crates/view-model/src/state/tests.rs", &format!("//! {word}\n")), []);
    assert_eq!(of(MAY[0].0, &format!("//! {word}\n")), []);
    assert_eq!(of(MAY[0].0, "//! x\n").len(), 1, "a permission that nobody needs");
}
