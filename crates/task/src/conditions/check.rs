//! Checks that a page is complete: every claim has a source, every source is used, all languages have the same content.

use std::collections::BTreeSet;

use super::readability::{MOST, school_year};
use super::{Condition, ConditionFacts, ConditionSection, ConditionText, cited};
use crate::Task;

/// The reference language.
const FIRST: &str = "en";

/// A fault of a page: something missing, or without a source.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("models/{task}/conditions/{file}: {field}: expected {expected}, found {found}")]
pub struct ConditionFault {
    /// Name of the task's folder.
    pub task: String,
    /// Name of the file.
    pub file: String,
    /// Path of the field in the file: `patient.what, 2`.
    pub field: String,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
}

/// Faults of one file.
struct Faults<'a> {
    task: &'a str,
    file: String,
    found: Vec<ConditionFault>,
}

impl Faults<'_> {
    fn demand(&mut self, holds: bool, field: &str, expected: &str, found: impl ToString) {
        if !holds {
            let (task, file, field) = (self.task.to_owned(), self.file.clone(), field.to_owned());
            let (expected, found) = (expected.to_owned(), found.to_string());
            self.found.push(ConditionFault { task, file, field, expected, found });
        }
    }
}

impl Condition {
    /// All faults of the page of a task's label, in the required languages.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use task::{Condition, Task};
    ///
    /// let task = Task {
    ///     id: "leaf".into(),
    ///     ..toml::from_str(r#"
    /// answer = "classes"
    /// groups = "picture"
    /// licence = "CC0-1.0"
    /// text = { name = "Leaves", one = "a leaf", many = "leaves", classes = { a = { name = "A" }, b = { name = "B" } } }
    /// "#).unwrap()
    /// };
    /// let facts = toml::from_str(r#"
    /// reviewed = "2026-11-29"
    /// sources = [{ by = "WHO", title = "Leaves", year = 2021, url = "https://example.org/" }]
    /// "#).unwrap();
    /// let page = Condition { label: "a".into(), facts, texts: BTreeMap::new() };
    /// let said: Vec<String> = page.check(&task, &["en"]).iter().map(ToString::to_string).collect();
    /// assert_eq!(said, [
    ///     "models/leaf/conditions/a.en.toml: the file: expected words in this language, found none",
    ///     "models/leaf/conditions/a.toml: sources, 1: expected a text that names it, found none",
    /// ]);
    /// ```
    #[must_use]
    pub fn check(&self, task: &Task, languages: &[&str]) -> Vec<ConditionFault> {
        let Self { label, facts, texts } = self;
        let file = |language: &str| format!("{label}.{language}.toml");
        let mut all = Vec::new();
        let mut used: BTreeSet<usize> = facts.survival.iter().map(|figure| figure.source).collect();
        for language in languages.iter().copied() {
            let mut faults = Faults { task: &task.id, file: file(language), found: Vec::new() };
            match texts.get(language) {
                None => faults.demand(false, "the file", "words in this language", "none"),
                Some(text) => used.extend(words(&mut faults, facts, text, language)),
            }
            if let (Some(text), Some(first)) = (texts.get(language), texts.get(FIRST)) {
                same(&mut faults, text, first);
            }
            all.append(&mut faults.found);
        }
        let mut faults = Faults { task: &task.id, file: format!("{label}.toml"), found: Vec::new() };
        let is_known = task.text.classes.contains_key(label);
        faults.demand(is_known, "the file", "the name of a label of the task", label);
        sound(&mut faults, facts);
        let lost = facts.see.iter().filter(|other| *other == label || !task.text.classes.contains_key(*other));
        lost.for_each(|other| faults.demand(false, "see", "another label of the task", other));
        for number in 1..=facts.sources.len() {
            faults.demand(used.contains(&number), &format!("sources, {number}"), "a text that names it", "none");
        }
        all.append(&mut faults.found);
        all
    }
}

/// Checks the texts of one language. Returns the numbers of the sources that they cite.
fn words(faults: &mut Faults<'_>, facts: &ConditionFacts, text: &ConditionText, language: &str) -> BTreeSet<usize> {
    let mut used = BTreeSet::new();
    let sources = 1..=facts.sources.len();
    faults.demand(!text.title.trim().is_empty(), "title", "a name", "none");
    faults.demand(!text.read.is_empty(), "read", "numbers of sources", "none");
    for number in &text.read {
        faults.demand(sources.contains(number), "read", "the number of a source", number);
        used.insert(*number);
    }
    for figure in &facts.survival {
        let is_named = text.kinds.get(&figure.kind).is_some_and(|words| !words.trim().is_empty());
        faults.demand(is_named, "kinds", "a name for every kind of the figures", format!("none for `{}`", figure.kind));
    }
    for section in sections() {
        let items = text.items(section);
        faults.demand(!items.is_empty(), section.name(), "something", "nothing");
        for (at, item) in items.iter().enumerate() {
            let field = format!("{}, {}", section.name(), at + 1);
            let numbers = cited(item);
            faults.demand(numbers.is_some(), &field, "numbers in brackets alone", item);
            let numbers = numbers.unwrap_or_default();
            faults.demand(!section.has_claims() || !numbers.is_empty(), &field, "a source for the claim", item);
            for number in numbers {
                faults.demand(sources.contains(&number), &field, "the number of a source", number);
                used.insert(number);
            }
        }
    }
    let read: Vec<&String> = ConditionSection::PATIENT.iter().flat_map(|section| text.items(*section)).collect();
    if let Some(year) = school_year(language, &read) {
        faults.demand(year <= MOST, "patient", &format!("words for the school year {MOST}"), format!("{year:.2}"));
    }
    used
}

/// A translation has the same items as the reference language, with the same sources.
fn same(faults: &mut Faults<'_>, text: &ConditionText, first: &ConditionText) {
    for section in sections() {
        let (own, other) = (text.items(section), first.items(section));
        let as_many = format!("{} items, as in {FIRST}", other.len());
        faults.demand(own.len() == other.len(), section.name(), &as_many, own.len());
        for (at, (own, other)) in own.iter().zip(other).enumerate() {
            let field = format!("{}, {}", section.name(), at + 1);
            faults.demand(cited(own) == cited(other), &field, &format!("the sources of {FIRST}"), own);
        }
    }
}

fn sound(faults: &mut Faults<'_>, facts: &ConditionFacts) {
    let ConditionFacts { reviewed, sources, survival, .. } = facts;
    let is_day = reviewed.len() == 10
        && reviewed.chars().enumerate().all(|(at, c)| if [4, 7].contains(&at) { c == '-' } else { c.is_ascii_digit() });
    faults.demand(is_day, "reviewed", "a day as 2026-11-29", reviewed);
    faults.demand(!sources.is_empty(), "sources", "one or more", "none");
    for (at, source) in sources.iter().enumerate() {
        let field = format!("sources, {}", at + 1);
        let is_named = [&source.by, &source.title].iter().all(|words| !words.trim().is_empty());
        faults.demand(is_named, &field, "who says it, and a title", format!("{}: {}", source.by, source.title));
        faults.demand((1950..2100).contains(&source.year), &field, "a year", source.year);
        let is_address = source.url.starts_with("https://") && !source.url.contains(char::is_whitespace);
        faults.demand(is_address, &field, "an address with https://", &source.url);
    }
    for (at, figure) in survival.iter().enumerate() {
        let field = format!("survival, {}", at + 1);
        faults.demand((1..=sources.len()).contains(&figure.source), &field, "the number of a source", figure.source);
        let ten = figure.ten.unwrap_or_default();
        let is_share = (0.0..=100.0).contains(&figure.five) && (0.0..=figure.five).contains(&ten);
        faults.demand(is_share, &field, "0 to 100, and no more after ten years than after five", figure.five);
        let is_span = figure.ages.len() <= 2 && figure.ages.is_sorted();
        faults.demand(is_span, &field, "the youngest age and the oldest", format!("{:?}", figure.ages));
    }
}

fn sections() -> impl Iterator<Item = ConditionSection> {
    ConditionSection::PATIENT.into_iter().chain(ConditionSection::CLINICIAN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packed;

    const TASK: &str = r#"
        answer = "classes"
        groups = "picture"
        licence = "CC0-1.0"
        text = { name = "Leaves", one = "a leaf", many = "leaves", classes = { rust = { name = "R" }, clear = { name = "C" } } }
    "#;

    const FACTS: &str = r#"
        reviewed = "2026-11-29"
        see = ["clear"]
        sources = [
            { by = "WHO", title = "Leaves", year = 2021, url = "https://example.org/1" },
            { by = "NHS", title = "Rust", year = 2024, url = "https://example.org/2", language = "de" },
        ]
        survival = [{ kind = "young", ages = [1, 4], five = 97.6, ten = 90.2, source = 1 }, { kind = "old", five = 50.0, source = 1 }]
    "#;

    const WORDS: &str = r#"
        title = "Rust"
        read = [2]
        kinds = { young = "young leaves", old = "old leaves" }
        [patient]
        what = ["It is red. [1]"]
        noticed = ["A spot. [1]"]
        examined = ["By eye. [1]"]
        treated = ["With a cut. [1, 2]"]
        next = ["It grows. [1]"]
        urgent = ["It falls. [1]"]
        questions = ["What now?"]
        [clinician]
        classification = ["Kind 1. [1]"]
        signs = ["Rings. [1]"]
        differential = ["Mould. [1]"]
        examination = ["Microscopy. [1]"]
    "#;

    fn page(facts: &str, english: &str, german: &str) -> Condition {
        let texts =
            [("en", english), ("de", german)].map(|(tag, text)| (tag.to_owned(), toml::from_str(text).unwrap()));
        Condition { label: "rust".into(), facts: toml::from_str(facts).unwrap(), texts: texts.into() }
    }

    fn faults(page: &Condition) -> Vec<String> {
        let task = Task { id: "leaf".into(), ..toml::from_str(TASK).unwrap() };
        page.check(&task, &["en", "de"]).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_whole_page_has_no_fault_and_is_packed_in_each_language() {
        let page = page(FACTS, WORDS, WORDS);
        assert_eq!(faults(&page), [""; 0]);
        let packed = packed(&[page], "de");
        for line in [
            "page\trust\tRust\t2026-11-29\n",
            "treated\tWith a cut. [1, 2]\n",
            "read\t2\n",
            "see\tclear\n",
            "figure\tyoung leaves\t1\t4\t98\t90\t1\n",
            "figure\told leaves\t\t\t50\t\t1\n",
            "source\tNHS: Rust (2024)\thttps://example.org/2\tde\n",
        ] {
            assert!(packed.contains(line), "{line} in {packed}");
        }
    }

    #[test]
    fn a_claim_without_a_source_and_a_source_that_nothing_names_are_told() {
        let hard = "Multidisciplinary histopathological characterisation necessitates immunohistochemistry. [1]";
        for (from, to, said) in [
            ("A spot. [1]", "A spot.", "rust.en.toml: noticed, 1: expected a source for the claim, found A spot."),
            ("A spot. [1]", "A spot. [3]", "rust.en.toml: noticed, 1: expected the number of a source, found 3"),
            ("A spot. [1]", "A [big] spot. [1]", "rust.en.toml: noticed, 1: expected numbers in brackets alone"),
            ("read = [2]", "read = [7]", "rust.en.toml: read: expected the number of a source, found 7"),
            (
                "old = \"old leaves\"",
                "older = \"x\"",
                "rust.en.toml: kinds: expected a name for every kind of the figures",
            ),
            ("[\"Rings. [1]\"]", "[]", "rust.en.toml: signs: expected something, found nothing"),
            ("It grows. [1]", hard, "rust.en.toml: patient: expected words for the school year 7.5, found"),
        ] {
            let found = faults(&page(FACTS, &WORDS.replacen(from, to, 1), WORDS));
            let wanted = format!("models/leaf/conditions/{said}");
            assert!(found.iter().any(|fault| fault.starts_with(&wanted)), "{to}: {found:?}");
        }
        let unused = WORDS.replace("[1, 2]", "[1]").replace("read = [2]", "read = [1]");
        let said = "models/leaf/conditions/rust.toml: sources, 2: expected a text that names it, found none";
        assert_eq!(faults(&page(FACTS, &unused, &unused)), [said]);
    }

    #[test]
    fn a_translation_has_the_claims_of_the_first_language() {
        let found = faults(&page(FACTS, WORDS, &WORDS.replacen("A spot. [1]", "A spot. [2]", 1)));
        assert_eq!(
            found,
            ["models/leaf/conditions/rust.de.toml: noticed, 1: expected the sources of en, found A spot. [2]"]
        );
        let found = faults(&page(FACTS, WORDS, &WORDS.replacen("[\"What now?\"]", "[\"What now?\", \"Why?\"]", 1)));
        assert_eq!(found, ["models/leaf/conditions/rust.de.toml: questions: expected 1 items, as in en, found 2"]);
        let mut missing = page(FACTS, WORDS, WORDS);
        missing.texts.remove("de");
        let said = "models/leaf/conditions/rust.de.toml: the file: expected words in this language, found none";
        assert_eq!(faults(&missing), [said]);
    }

    #[test]
    fn facts_that_cannot_be_are_told() {
        for (from, to, said) in [
            ("2026-11-29", "29.11.2026", "reviewed: expected a day as 2026-11-29, found 29.11.2026"),
            ("\"clear\"", "\"mould\"", "see: expected another label of the task, found mould"),
            ("\"clear\"", "\"rust\"", "see: expected another label of the task, found rust"),
            ("https://example.org/1", "http://example.org/1", "sources, 1: expected an address with https://"),
            ("year = 2021", "year = 21", "sources, 1: expected a year, found 21"),
            ("\"WHO\"", "\"\"", "sources, 1: expected who says it, and a title, found"),
            ("ten = 90.2", "ten = 99.0", "survival, 1: expected 0 to 100, and no more after ten years than after five"),
            ("ages = [1, 4]", "ages = [4, 1]", "survival, 1: expected the youngest age and the oldest, found [4, 1]"),
        ] {
            let found = faults(&page(&FACTS.replacen(from, to, 1), WORDS, WORDS));
            let wanted = format!("models/leaf/conditions/rust.toml: {said}");
            assert!(found.iter().any(|fault| fault.starts_with(&wanted)), "{to}: {found:?}");
        }
        assert!(toml::from_str::<ConditionFacts>(&format!("review = 1\n{FACTS}")).is_err());
    }
}
