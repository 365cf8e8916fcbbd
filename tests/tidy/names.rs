//! Type names are unique in the whole workspace, so that a search finds only the one.

use std::collections::BTreeMap;

use crate::Violation;
use crate::source::code_of;

/// Names that may be defined more than once, and why.
const MAY: [(&str, &str); 8] = [
    ("DequantisedVector", "the associated type of `Instructions`: once a processor"),
    ("Err", "the associated type of `FromStr`"),
    ("Error", "the associated type of `TryFrom` and `FromStr`"),
    ("Target", "the associated type of `Deref`"),
    ("QuantisedVector", "the associated type of `Instructions`: once a processor"),
    ("State", "the associated type of Burn's `Backward`"),
    ("Sums", "the associated type of `Instructions`: once a processor"),
    ("Value", "a value of DICOM, and the associated type of serde's `Visitor`"),
];

/// Every further definition of a type or trait of the same name, and every unused exception.
pub(crate) fn check(files: &[(String, String)]) -> Vec<Violation> {
    let mut places: BTreeMap<String, Vec<(&str, usize)>> = BTreeMap::new();
    for (file, text) in files {
        for (number, line) in code_of(text).lines().enumerate() {
            if let Some(name) = defined(line) {
                places.entry(name.to_owned()).or_default().push((file.as_str(), number + 1));
            }
        }
    }
    let mut violations = Vec::new();
    for (name, found) in &places {
        let [(first, line), others @ ..] = found.as_slice() else { continue };
        if MAY.iter().any(|(allowed, _)| allowed == name) {
            continue;
        }
        for (file, number) in others {
            let rule = format!("`{name}` is defined in {first}:{line} too");
            violations.push(Violation::new(file, *number, rule, "take the field's precise term, or make them one"));
        }
    }
    for (name, _) in MAY {
        if places.get(name).is_none_or(|found| found.len() < 2) {
            let rule = format!("`{name}` may stand twice, and does not");
            violations.push(Violation::new("tests/tidy/names.rs", 1, rule, "take the permission back"));
        }
    }
    violations
}

/// The name of the type or trait that a line of code defines, associated types too.
fn defined(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace().peekable();
    while words.next_if(|word| word.starts_with("pub") || *word == "unsafe").is_some() {}
    if !["struct", "enum", "union", "trait", "type"].contains(&words.next()?) {
        return None;
    }
    let name = words.next()?;
    let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
    Some(&name[..end]).filter(|name| name.starts_with(char::is_uppercase))
}

#[test]
fn a_name_that_stands_twice_is_found_with_both_places() {
    let twice = |first: &str, second: &str| -> Vec<String> {
        let file = |name: &str, text: &str| (format!("crates/{name}/src/lib.rs"), format!("//! x\n{text}\n"));
        let found = check(&[file("a", first), file("b", second)]);
        found.into_iter().filter(|found| !found.file.starts_with("tests/")).map(|found| found.to_string()).collect()
    };
    let found = twice("pub struct Leaf(u8);", "    pub(crate) enum Leaf<'a> {");
    assert_eq!(found.len(), 1);
    assert!(
        found[0].starts_with("crates/b/src/lib.rs:2: `Leaf` is defined in crates/a/src/lib.rs:2 too"),
        "{}",
        found[0]
    );
    assert_eq!(twice("struct Leaf;", "type Leaf: Copy;").len(), 1);
    assert_eq!(twice("struct Leaf;", "/// struct Leaf;"), [""; 0]);
    assert_eq!(twice("struct Leaf;", "let leaf = Leaf; use x::Leaf;"), [""; 0]);
    assert_eq!(twice("type Error = A;", "    type Error = B;"), [""; 0]);
}
