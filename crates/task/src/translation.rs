//! Translation of a task's texts: `models/<task>/text/<language>.toml`.
//!
//! English has no such file: it is in `task.toml`.

use super::{RegionText, Task, TaskPage, TaskText};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The tables `[page]` and `[text]` of a task in another language, except `finding_key`, which is machine-readable.
///
/// ```
/// use task::{Task, Translation};
///
/// let task: Task = toml::from_str(r#"
/// answer = "classes"
/// groups = "picture"
/// licence = "CC-BY-4.0"
/// text = { name = "Leaves", one = "a leaf", many = "leaves", classes = { a = { name = "A" }, b = { name = "B" } } }
/// "#).unwrap();
/// let german: Translation = toml::from_str(r#"
/// text = { name = "Blätter", one = "ein Blatt", classes = { a = { name = "A" }, b = { name = "B" } } }
/// "#).unwrap();
/// let faults = german.check(&task, "de");
/// assert_eq!(faults.len(), 1);
/// let said = "models//text/de.toml: text.many: expected words as in task.toml, found none";
/// assert_eq!(faults[0].to_string(), said);
/// assert_eq!(german.words()[0], ("text.name".to_owned(), "Blätter".to_owned()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// Texts of the start page, where the task has any.
    #[serde(default)]
    pub page: Option<TaskPage>,
    /// Names of things.
    pub text: TaskText,
    /// What is said of outlining a region, where the task reads one.
    #[serde(default)]
    pub region: Option<RegionText>,
    /// Texts of the list of all models.
    #[serde(default)]
    pub card: Option<CardTranslation>,
    /// What changed with each version.
    #[serde(default)]
    pub changed: BTreeMap<String, Vec<String>>,
}

/// A task's texts in the list of all models, from the table `[card]`; the model card itself is in English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CardTranslation {
    /// What the model does, in one paragraph.
    pub summary: String,
    /// What it may be used for.
    pub intended: Vec<String>,
    /// What it must not be used for.
    pub not_for: Vec<String>,
    /// What it means that no network did better than a rule.
    pub finding: String,
}

/// A field that a translation lacks or has in excess.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("models/{task}/text/{language}.toml: {field}: expected {expected}, found {found}")]
pub struct TranslationFault {
    /// Name of the task's folder.
    pub task: String,
    /// Tag of the language.
    pub language: String,
    /// Path of the field in the file: `text.classes.<label>.name`.
    pub field: String,
    /// What was expected.
    pub expected: &'static str,
    /// What was found.
    pub found: &'static str,
    /// Whether it is only missing: English is the fallback.
    pub is_gap: bool,
}

impl Translation {
    /// Every field that differs from those of the task: each language must have the same fields.
    #[must_use]
    pub fn check(&self, task: &Task, language: &str) -> Vec<TranslationFault> {
        let mut english = worded(task.page.as_ref(), &task.text);
        let mut own = worded(self.page.as_ref(), &self.text);
        let card = &task.card;
        english.extend(listed([&card.summary, &card.finding], &card.intended, &card.not_for));
        let versions = task.versions.iter().map(|version| (&version.version, &version.changed));
        english.extend(versions.flat_map(|(version, changed)| numbered(&format!("changed.{version}"), changed)));
        english.extend(task.region.iter().flat_map(|region| region.text.worded()));
        own.extend(self.region.iter().flat_map(RegionText::worded));
        if let Some(card) = &self.card {
            own.extend(listed([&card.summary, &card.finding], &card.intended, &card.not_for));
        }
        let versions = self.changed.iter();
        own.extend(versions.flat_map(|(version, changed)| numbered(&format!("changed.{version}"), changed)));
        let fault = |field: String, [expected, found]: [&'static str; 2], is_gap: bool| {
            let (task, language) = (task.id.clone(), language.to_owned());
            TranslationFault { task, language, field, expected, found, is_gap }
        };
        let lacks = |field: &str, of: &[(String, &str)]| of.iter().all(|(known, _)| known != field);
        let missing = english.iter().filter(|(field, _)| lacks(field, &own));
        let missing = missing.map(|(field, _)| fault(field.clone(), ["words as in task.toml", "none"], true));
        let unknown = own.iter().filter(|(field, _)| lacks(field, &english)).map(|(field, _)| field.clone());
        let classes = self.text.classes.keys().filter(|label| !task.text.classes.contains_key(*label));
        let classes = classes.map(|label| format!("text.classes.{label}"));
        let key = Some("text.finding_key".to_owned()).filter(|_| !self.text.finding_key.is_empty());
        let unknown = unknown.chain(classes).chain(key);
        let unknown = unknown.map(|field| fault(field, ["nothing: task.toml alone may have it", "it here"], false));
        missing.chain(unknown).collect()
    }

    /// What programs need: the path of each non-empty field with its text. A class without a headline has its name
    /// there.
    #[must_use]
    pub fn words(&self) -> Vec<(String, String)> {
        let own = worded(self.page.as_ref(), &self.text).into_iter();
        let named = self.text.classes.iter().filter(|(_, class)| class.headline.is_empty() && !class.name.is_empty());
        let named = named.map(|(label, class)| (format!("text.classes.{label}.headline"), class.name.clone()));
        own.map(|(field, words)| (field, words.to_owned())).chain(named).collect()
    }
}

/// The path of each text of a card that the list of all models shows, with it.
fn listed<'a>(
    [summary, finding]: [&'a str; 2],
    intended: &'a [String],
    not_for: &'a [String],
) -> Vec<(String, &'a str)> {
    let single = [("card.summary".to_owned(), summary.trim()), ("card.finding".to_owned(), finding.trim())];
    let single = single.into_iter().filter(|(_, words)| !words.is_empty());
    single.chain(numbered("card.intended", intended)).chain(numbered("card.not_for", not_for)).collect()
}

/// The texts of a list, by index.
fn numbered<'a>(field: &str, list: &'a [String]) -> Vec<(String, &'a str)> {
    let all = list.iter().enumerate().map(|(at, words)| (format!("{field}.{at}"), words.trim()));
    all.filter(|(_, words)| !words.is_empty()).collect()
}

/// The path of each non-empty field for people, with its text.
fn worded<'a>(page: Option<&'a TaskPage>, text: &'a TaskText) -> Vec<(String, &'a str)> {
    let of_page = page.into_iter().flat_map(|page| {
        [("title", &page.title), ("drop", &page.drop), ("lead", &page.lead)]
            .map(|(name, words)| (format!("page.{name}"), words))
    });
    let own = [
        ("name", &text.name),
        ("one", &text.one),
        ("many", &text.many),
        ("unit", &text.unit),
        ("units", &text.units),
        ("finding", &text.finding),
        ("findings", &text.findings),
        ("caveat", &text.caveat),
    ];
    let own = own.map(|(name, words)| (format!("text.{name}"), words));
    let of_classes = text.classes.iter().flat_map(|(label, class)| {
        let fields = [
            ("name", &class.name),
            ("headline", &class.headline),
            ("meaning", &class.meaning),
            ("caution", &class.caution),
            ("one", &class.one),
            ("many", &class.many),
        ];
        fields.map(|(name, words)| (format!("text.classes.{label}.{name}"), words))
    });
    let of_kinds = text.acquisitions.iter().map(|(kind, words)| (format!("text.acquisitions.{kind}"), words));
    let of_subgroups = text.subgroups.iter().map(|(name, words)| (format!("text.subgroups.{name}"), words));
    let all = of_page.chain(own).chain(of_classes).chain(of_kinds).chain(of_subgroups);
    all.map(|(field, words)| (field, words.trim())).filter(|(_, words)| !words.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TASK: &str = r#"
        answer = "classes"
        groups = "picture"
        licence = "CC0-1.0"
        page = { title = "T", drop = "D", lead = "L" }
        [text]
        name = "Leaves"
        one = "a leaf"
        many = "leaves"
        finding_key = "spot"
        classes = { clear = { name = "Clear", headline = "No spot seen" }, rust = { name = "Rust" } }
    "#;

    const GERMAN: &str = r#"
        page = { title = "T", drop = "D", lead = "L" }
        [text]
        name = "Blätter"
        one = "ein Blatt"
        many = "Blätter"
        classes = { clear = { name = "Rein", headline = "Kein Fleck" }, rust = { name = "Rost" } }
    "#;

    fn checked(german: &str) -> Vec<(String, bool)> {
        let task = Task { id: "leaf".into(), ..toml::from_str(TASK).unwrap() };
        let translation: Translation = toml::from_str(german).unwrap();
        translation.check(&task, "de").into_iter().map(|fault| (fault.to_string(), fault.is_gap)).collect()
    }

    #[test]
    fn a_translation_has_the_fields_of_the_task_and_no_others() {
        assert!(checked(GERMAN).is_empty(), "{:?}", checked(GERMAN));
        let missing = "expected words as in task.toml, found none";
        let unknown = "expected nothing: task.toml alone may have it, found it here";
        for (from, to, field, what) in [
            ("many = \"Blätter\"", "", "text.many", missing),
            ("many = \"Blätter\"", "many = \" \"", "text.many", missing),
            (", headline = \"Kein Fleck\"", "", "text.classes.clear.headline", missing),
            ("page =", "#", "page.title", missing),
            ("many =", "unit = \"Blatt\"\nmany =", "text.unit", unknown),
            ("many =", "finding_key = \"fleck\"\nmany =", "text.finding_key", unknown),
            ("rust = {", "mould = {}, rust = {", "text.classes.mould", unknown),
        ] {
            let found = checked(&GERMAN.replacen(from, to, 1));
            let expected = (format!("models/leaf/text/de.toml: {field}: {what}"), what == missing);
            assert_eq!(found.first(), Some(&expected), "{to}: {found:?}");
        }
        for unknown in ["answer = \"classes\"\n", "text.nam = \"x\"\n"] {
            assert!(toml::from_str::<Translation>(&format!("{unknown}{GERMAN}")).is_err(), "{unknown}");
        }
    }

    #[test]
    fn what_the_list_of_models_says_is_translated_too_and_is_no_word_of_the_page() {
        let card = "card = { summary = \"S\", intended = [\"I\"], not_for = [\"N\", \"M\"] }\n";
        let versions = "versions = [{ version = \"0.2.0\", date = \"2026-11-29\", changed = [\"C\"] }]\n";
        let task = Task { id: "leaf".into(), ..toml::from_str(&format!("{card}{versions}{TASK}")).unwrap() };
        assert_eq!(task.check(), Ok(()));
        let whole: Translation =
            toml::from_str(&format!("{card}changed = {{ \"0.2.0\" = [\"C\"] }}\n{GERMAN}")).unwrap();
        assert_eq!(whole.check(&task, "de"), []);
        assert!(whole.words().iter().all(|(field, _)| !field.starts_with("card") && !field.starts_with("changed")));
        let bare: Translation = toml::from_str(GERMAN).unwrap();
        let fields: Vec<String> = bare.check(&task, "de").into_iter().map(|fault| fault.field).collect();
        let lost = ["card.summary", "card.intended.0", "card.not_for.0", "card.not_for.1", "changed.0.2.0.0"];
        assert_eq!(fields, lost);
    }

    #[test]
    fn a_class_without_a_headline_has_its_name_there() {
        let words = toml::from_str::<Translation>(GERMAN).unwrap().words();
        let of = |wanted: &str| words.iter().find(|(field, _)| field == wanted).map(|(_, words)| words.as_str());
        assert_eq!(of("text.classes.clear.headline"), Some("Kein Fleck"));
        assert_eq!(of("text.classes.rust.headline"), Some("Rost"));
        assert_eq!((of("page.lead"), of("text.classes.rust.meaning")), (Some("L"), None));
    }
}
