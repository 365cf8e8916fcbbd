//! The code names no task: what is known about one is in `models/<task>/task.toml`.

use crate::Violation;

/// Words of the existing tasks. In parts, so that this file does not report itself.
const WORDS: [[&str; 2]; 11] = [
    ["bra", "in"],
    ["gli", "oma"],
    ["tum", "or"],
    ["tum", "our"],
    ["mening", "ioma"],
    ["pitu", "itary"],
    ["leuk", "aemia"],
    ["leuk", "emia"],
    ["pneu", "monia"],
    ["cov", "id"],
    ["malig", "nan"],
];

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
    for (file, text) in files.iter().filter(|(file, _)| !MAY.iter().any(|(allowed, _)| file.starts_with(allowed))) {
        findings.extend(named(file, text).into_iter().map(|(line, word)| {
            Violation::new(file, line, format!("`{word}` in the code"), "put it into models/<task>/task.toml")
        }));
    }
    for (allowed, _) in MAY {
        let mut inside = files.iter().filter(|(file, _)| file.starts_with(allowed)).peekable();
        if inside.peek().is_some() && inside.all(|(file, text)| named(file, text).is_empty()) {
            let mend = "take it out of the list in tests/tidy/tasks.rs";
            findings.push(Violation::new(allowed, 1, "no task is named here", mend));
        }
    }
    findings
}

/// What is said beside an answer of any task.
const SAID_OF_ALL: [&str; 10] =
    ["answer", "elsewhere", "page", "probe", "probe-card", "refusal", "said", "score", "score-card", "trust"];

/// Words that fit pictures of one kind: beside another kind they are wrong. A task brings its own, as `unit` and `finding`.
const OF_ONE_KIND: [&str; 13] = [
    "radiolog",
    "slice",
    "schicht",
    "scanner",
    "series",
    "serie ",
    "tumour",
    "tumor",
    "microscop",
    "mikroskop",
    "smear",
    "ausstrich",
    "röntgen",
];

/// Every sentence said beside answers of all tasks that holds a word for one of them.
pub(crate) fn in_sentences(files: &[(String, String)]) -> Vec<Violation> {
    let mut findings = Vec::new();
    for (file, text) in files {
        let area = file.rsplit('/').next().unwrap_or_default().trim_end_matches(".ftl");
        if !SAID_OF_ALL.contains(&area) {
            continue;
        }
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            // What stands in braces is the task's own, or decides.
            let said: String =
                line.split('{').map(|part| part.split_once('}').map_or(part, |(_, said)| said)).collect();
            let said = said.to_lowercase();
            if let Some(word) = OF_ONE_KIND.iter().find(|word| said.contains(**word)) {
                let rule = format!("`{word}` is said of pictures of every kind");
                findings.push(Violation::new(file, number + 1, rule, "a word that fits every task, or the task's own"));
            }
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
    let inside = format!("{}x.rs", MAY[1].0);
    assert_eq!(of(&inside, &format!("//! {word}\n")), []);
    assert_eq!(of(&inside, "//! x\n").len(), 1, "a permission for a folder that nobody in it needs");
}

#[test]
fn a_word_for_one_kind_of_picture_beside_every_answer_is_found() {
    let of = |file: &str, text: &str| in_sentences(&[(file.to_owned(), text.to_owned())]).len();
    assert_eq!(of("text/en/trust.ftl", "# slice\ntrust-help = Ask a radiologist.\n"), 1);
    assert_eq!(of("text/de/said.ftl", "said-next = Befunden Sie die ganze Serie mit Voraufnahmen.\n"), 1);
    assert_eq!(of("text/en/trust.ftl", "trust-help = Another { $slice } may help.\n"), 0);
    assert_eq!(of("text/en/light-box.ftl", "light-box-slice = Slice\n"), 0, "only where answers are");
}
