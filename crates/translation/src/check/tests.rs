//! Every fault is found, in its file and on its line.

use super::*;

const ENGLISH: &str = "\
# $count (Count) - open pictures
queue-open = { $count ->
    [one] One picture is open.
   *[other] { $count } pictures are open.
}
queue-help = Read <a>how it works</a>.
-app = Onsight
queue-name = This is { -app }.
# $name (Text) - of a file
# $kind (Text) - what it is
queue-file = { $name } is { $kind ->
    [zip] an archive
   *[other] a file
}.
";

fn language(plurals: &[&str]) -> Language {
    let plurals = plurals.iter().map(|&plural| plural.to_owned()).collect();
    Language { tag: "xx".into(), plurals, ..Language::english() }
}

fn source(text: &str) -> [SourceFile; 1] {
    [SourceFile::new("text/xx/queue.ftl", text)]
}

fn sentences() -> Vec<Sentence> {
    english(&source(ENGLISH), &Language::english()).unwrap()
}

#[track_caller]
fn is_wrong(text: &str, line: usize, part: &str) {
    let faults = english(&source(text), &Language::english()).unwrap_err();
    let found = faults.iter().any(|fault| fault.line == line && fault.what.contains(part));
    assert!(found, "expected `{part}` on line {line}, found {faults:?}");
    assert!(faults[0].to_string().starts_with("text/xx/queue.ftl:"));
}

#[test]
fn what_is_not_read_is_told_with_its_line() {
    is_wrong("\nqueue-a = { $x }\n", 2, "`$x` is not in the comment");
    is_wrong("# $x (Text) - x\nqueue-a = y\n", 2, "not in the sentence");
    is_wrong("# $x - x\nqueue-a = { $x }\n", 2, "expected `$name (Type)");
    is_wrong("queue-a = a\nqueue-a = b\n", 1, "second time");
    is_wrong("other-a = a\n", 1, "begins with `queue-`");
    is_wrong("queue-a = { NUMBER(1) }\n", 1, "functions are not read");
    is_wrong("queue-a = a\n    .title = b\n", 1, "attributes are not read");
    is_wrong("queue-a = { -nobody }\n", 1, "`-nobody` is referred to");
    is_wrong("queue-a = { queue-a }\n", 1, "refers to itself");
    is_wrong("queue-a = <a>b\n", 1, "not closed");
    is_wrong("queue-a = <a>b</b>\n", 1, "in turn");
    is_wrong("queue-a = a\n\n    b\n", 1, "an empty line");
    is_wrong("# $n (Count) - n\nqueue-a = { $n ->\n   *[other] { $n }\n}\n", 2, "lacks the plural category `[one]`");
    is_wrong("# $n (Count) - n\nqueue-a = { $n ->\n   [1] a\n   *[few] { $n }\n}\n", 2, "`*[other]`");
    is_wrong("# $n (Number(1)) - n\nqueue-a = { $n ->\n   *[other] { $n }\n}\n", 2, "cannot decide");
    is_wrong("queue-a = a\nqueue b\n", 2, "");
}

#[test]
fn lines_are_joined_and_terms_said() {
    let found =
        english(&source("-app = Onsight\nqueue-a =\n    One { -app }\n    two.\n"), &Language::english()).unwrap();
    assert_eq!(found[0].parts, [PatternPart::Text("One Onsight two.".into())]);
    let exact = "# $n (Count) - n\nqueue-a = { $n ->\n    [1] a\n   *[other] { $n }\n}\n";
    assert!(english(&source(exact), &Language::english()).is_ok(), "an exact one is the only one in English");
}

#[test]
fn a_translation_is_held_against_the_english() {
    let whole = "-app = Onsight\n\
        queue-open = { $count ->\n    [one] Eins\n    [few] { $count }\n   *[other] { $count } offen\n}\n\
        queue-help = <a>Hilfe</a>\nqueue-name = { -app }\n\
        queue-file = { $name }: { $kind ->\n    [zip] Archiv\n   *[other] Datei\n}\n";
    let three = language(&["one", "few", "other"]);
    assert_eq!(check_translation(&sentences(), &source(whole), &three), []);
    let faults = |old: &str, new: &str| -> Vec<(usize, String, bool)> {
        let found = check_translation(&sentences(), &source(&whole.replace(old, new)), &three);
        found.into_iter().map(|fault| (fault.line, fault.what, fault.is_gap)).collect()
    };
    let cases = [
        ("queue-name = { -app }\n", "", "`queue-name` is missing", true),
        ("queue-name =", "queue-nome =", "is no key of text/en", false),
        ("<a>Hilfe</a>", "Hilfe", "expected the marks {\"a\"}", false),
        ("[few] { $count }\n", "\n", "lacks the plural category `[few]`", false),
        ("{ $name }: ", "", "`$name` is lost", false),
        ("Eins", "{ $number }", "`$number` is not in the comment", false),
        ("[zip] Archiv", "[tar] Archiv", "`[tar]` is no value of `$kind`", false),
    ];
    for (old, new, part, is_gap) in cases {
        let found = faults(old, new);
        assert!(found.iter().any(|(_, what, gap)| what.contains(part) && *gap == is_gap), "{part}: {found:?}");
    }
}
