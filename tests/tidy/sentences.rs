//! Sentences belong in `text/`, and every one there is used. How to write one: `docs/text.md`.

use crate::Violation;
use crate::source::{code_of, literals, words};

/// Code before a literal that is not for people: class names and references of elements, and compiler attributes.
const NOT_READ: [&str; 9] =
    ["class=", "aria-labelledby=", "aria-describedby=", "sizes=", "rel=", "d=", "viewBox=", "style=", "reason = "];

/// Packages of `src` that show something.
pub(crate) const SHOWN: [&str; 8] =
    ["cases", "catalogue", "language", "lightbox", "page", "reader", "reports", "vault-worker"];

/// Crates that have no word for people but messages of `text`: codes with arguments. The others hold terms of standards
/// (`dicom`, `dicom-objects`, `export`, `formats`, `vault`), speak to whoever builds (`task`, `translation`) or at the
/// command line (`lab`, `inspect`, `training`, `interchange`), or say in an assertion what was broken (`network`).
pub(crate) const SILENT: [&str; 19] = [
    "calendar",
    "charset",
    "containers",
    "deface",
    "dispatch",
    "document",
    "engine",
    "evaluation",
    "explain",
    "htj2k",
    "learn",
    "model",
    "pdf",
    "protocol",
    "reading",
    "region",
    "signatures",
    "trust",
    "view-model",
];

/// Files whose sentences are still in the code. Remove a file when it has none left; add none.
const NOT_YET: &[&str] = &[];

/// Sentences in user-interface code, and listed files that have none left.
pub(crate) fn in_code(files: &[(String, String)]) -> Vec<Violation> {
    let mut findings = Vec::new();
    for (file, text) in files {
        if file.contains("/tests/") || file.ends_with("tests.rs") {
            continue;
        }
        let found = sentences(text);
        match (NOT_YET.contains(&file.as_str()), found.is_empty()) {
            (true, true) => {
                let mend = "take it out of the list in tests/tidy/sentences.rs";
                findings.push(Violation::new(file, 1, "no sentence is left in this file", mend));
            }
            (false, false) => findings.extend(found.into_iter().map(|(line, literal)| {
                let rule = format!("a sentence in the code: {literal}");
                Violation::new(file, line, rule, "put it into text/en/<area>.ftl and say it: docs/text.md")
            })),
            _ => {}
        }
    }
    for file in NOT_YET.iter().filter(|file| !files.iter().any(|(known, _)| known == *file)) {
        let mend = "take it out of the list in tests/tidy/sentences.rs";
        findings.push(Violation::new(file, 1, "this file is not there", mend));
    }
    findings
}

/// Keys of `text/en` that no code uses: `storage-space` is `text::storage::space`, always written in full.
pub(crate) fn unused(sentences: &[(String, String)], code: &[(String, String)]) -> Vec<Violation> {
    let code: Vec<String> = code.iter().map(|(_, text)| code_of(text)).collect();
    let mut findings = Vec::new();
    for (file, text) in sentences {
        let area = file.rsplit('/').next().and_then(|name| name.strip_suffix(".ftl")).unwrap_or_default();
        for (number, line) in text.lines().enumerate() {
            let Some(name) = key_of(line).and_then(|key| key.strip_prefix(area)?.strip_prefix('-')) else { continue };
            let path = format!("text::{area}::{name}").replace('-', "_");
            if !code.iter().any(|text| words(text, &path).next().is_some()) {
                let rule = format!("`{path}` is said nowhere");
                findings.push(Violation::new(file, number + 1, rule, "take the sentence out of every language"));
            }
        }
    }
    findings
}

/// The key of a line that begins a message.
fn key_of(line: &str) -> Option<&str> {
    let key = line.split_once('=')?.0.trim_end();
    let is_key = key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    is_key.then_some(key)
}

/// Literals with two adjacent words, with their lines, up to the tests of a file.
fn sentences(text: &str) -> Vec<(usize, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let is_start = |at: &usize| {
        lines[*at].trim() == "#[cfg(test)]"
            && lines.get(at + 1).is_some_and(|next| next.trim().ends_with("mod tests {"))
    };
    let end = (0..lines.len()).find(is_start).unwrap_or(lines.len());
    let found = literals(&lines[..end].join("\n")).into_iter();
    let is_read = |before: &str| !NOT_READ.iter().any(|code| before.trim_end_matches('r').ends_with(code));
    found
        .filter(|(_, before, literal)| is_read(before) && has_words(literal))
        .map(|(line, _, literal)| (line, literal))
        .collect()
}

/// Whether two words of two letters or more are adjacent, outside placeholders and markup.
fn has_words(literal: &str) -> bool {
    let (mut depth, mut read) = (0_usize, String::new());
    for c in literal.chars() {
        match c {
            '{' | '<' => depth += 1,
            '}' | '>' if depth > 0 => depth -= 1,
            _ if depth == 0 => read.push(c),
            _ => {}
        }
    }
    let is_word = |part: &str| {
        let word = part.trim_matches(|c: char| !c.is_alphanumeric());
        word.chars().count() > 1 && word.chars().all(|c| c.is_alphabetic() || "'’-".contains(c))
    };
    let parts: Vec<bool> = read.split_whitespace().map(is_word).collect();
    parts.windows(2).any(|pair| pair[0] && pair[1])
}

#[test]
fn a_sentence_in_the_code_is_found_and_a_class_is_not() {
    let of = |text: &str| in_code(&[("src/page/src/x.rs".to_owned(), text.to_owned())]);
    let line = |text: &str| {
        of(text).into_iter().find(|finding| finding.file == "src/page/src/x.rs").map(|finding| finding.line)
    };
    assert_eq!(line("//! x\nlet a = \"The model\";\n"), Some(2));
    assert_eq!(line("//! x\nview! { <p class=\"page storage\">\"Two words.\"</p> }\n"), Some(2));
    assert_eq!(line("let a = format!(\"{first} and others\");\n"), Some(1));
    for code in [
        "//! A sentence in a comment.\nlet a = \"word\";",
        "view! { <p class=\"page storage\"></p> }",
        "#[allow(x, reason = \"shown with one decimal\")]",
        "let d = \"M12 3v4 h 5\";",
        "let a = \"<figure class='chart' role='img'>\";",
        "let a = \"{name}: {value}\";",
        "#[cfg(test)]\nmod tests {\n    let a = \"The model\";\n}",
    ] {
        assert_eq!(line(code), None, "{code}");
    }
}

#[test]
fn a_key_that_nobody_says_is_found() {
    let sentences = [("text/en/light-box.ftl".to_owned(), "# x\nlight-box-two-words = x\n".to_owned())];
    let of = |code: &str| unused(&sentences, &[("src/x.rs".to_owned(), code.to_owned())]);
    assert_eq!(of("say(text::light_box::two_words(1))"), []);
    assert_eq!(of("// text::light_box::two_words\ntext::light_box::two_words_more()").len(), 1);
    assert_eq!(of("")[0].line, 2);
}
