//! Names of the tasks and classes of kept cases: in the language of the page, else in English from their model, else
//! the identifiers in the finding.
//!
//! Kept cases may belong to several tasks, while a page has the texts of one model at a time.

use crate::words::word_of;

/// The English names that a model has for its task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct EnglishNames {
    task: String,
    name: String,
    /// Of the model that the page has now; may be empty.
    version: String,
    /// Label, name and headline of each class.
    classes: Vec<[String; 3]>,
}

/// The names of several tasks, as far as known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseNames(Vec<EnglishNames>);

impl CaseNames {
    /// Whether the names of a task are known.
    #[must_use]
    pub fn knows(&self, task: &str) -> bool {
        self.of(task).is_some()
    }

    /// Stores the names from the model of a task: the task's name, the model's version, and label, name and headline of
    /// each class.
    pub fn learn(&mut self, task: &str, name: String, version: String, classes: Vec<[String; 3]>) {
        self.0.retain(|known| known.task != task);
        self.0.push(EnglishNames { task: task.to_owned(), name, version, classes });
    }

    /// The version of the model that the page has now of a task, where it is another than this one; `None` also where it
    /// is not known.
    #[must_use]
    pub fn other_version(&self, task: &str, version: &str) -> Option<String> {
        let now = self.of(task).map(|known| known.version.as_str());
        now.filter(|now| !now.is_empty() && *now != version).map(str::to_owned)
    }

    /// The name of a task.
    #[must_use]
    pub fn task(&self, task: &str) -> String {
        let english = self.of(task).map(|known| known.name.as_str());
        said(task, "text.name", &[english, Some(task)])
    }

    /// The short name of a class.
    #[must_use]
    pub fn name(&self, task: &str, label: &str) -> String {
        let [name, _] = self.english(task, label);
        said(task, &format!("text.classes.{label}.name"), &[name, Some(label)])
    }

    /// The headline of an answer with this class alone.
    #[must_use]
    pub fn headline(&self, task: &str, label: &str) -> String {
        let [name, headline] = self.english(task, label);
        said(task, &format!("text.classes.{label}.headline"), &[headline, name, Some(label)])
    }

    /// Several classes, with commas between them; one alone by its headline.
    #[must_use]
    pub fn answer(&self, task: &str, labels: &[String]) -> String {
        match labels {
            [label] => self.headline(task, label),
            _ => self.list(task, labels),
        }
    }

    /// Several classes by their names, with commas between them.
    #[must_use]
    pub fn list(&self, task: &str, labels: &[String]) -> String {
        labels.iter().map(|label| self.name(task, label)).collect::<Vec<_>>().join(", ")
    }

    /// The name of a class, from the first of these tasks that has one.
    #[must_use]
    pub fn name_in(&self, tasks: &[String], label: &str) -> String {
        tasks.iter().map(|task| self.name(task, label)).find(|name| name != label).unwrap_or_else(|| label.to_owned())
    }

    /// For each word of a search, in lower case, the labels whose names contain it; `labels` are pairs of task and
    /// label.
    #[must_use]
    pub fn named(&self, words: &str, labels: &[(String, String)]) -> Vec<(String, Vec<String>)> {
        let names: Vec<(String, &String)> =
            labels.iter().map(|(task, label)| (self.headline_and_name(task, label), label)).collect();
        let of_word = |word: &str| {
            let word = word.to_lowercase();
            let held = names.iter().filter(|(name, _)| name.contains(&word)).map(|(_, label)| (*label).clone());
            let held: Vec<String> = held.collect();
            (word, held)
        };
        words.split_whitespace().map(of_word).filter(|(_, held)| !held.is_empty()).collect()
    }

    fn headline_and_name(&self, task: &str, label: &str) -> String {
        format!("{}\n{}", self.headline(task, label), self.name(task, label)).to_lowercase()
    }

    fn of(&self, task: &str) -> Option<&EnglishNames> {
        self.0.iter().find(|known| known.task == task)
    }

    /// Name and headline in English.
    fn english(&self, task: &str, label: &str) -> [Option<&str>; 2] {
        let class = self.of(task).and_then(|known| known.classes.iter().find(|[own, ..]| own == label));
        [1, 2].map(|at| class.and_then(|class| class.get(at)).map(String::as_str))
    }
}

/// In the language of the page, else the first of these that is not empty.
fn said(task: &str, field: &str, otherwise: &[Option<&str>]) -> String {
    let english = otherwise.iter().flatten().find(|words| !words.is_empty()).copied().unwrap_or_default();
    word_of(task, field, english).to_owned()
}

#[cfg(test)]
mod tests {
    use super::CaseNames;

    fn names() -> CaseNames {
        let mut names = CaseNames::default();
        let class = |label: &str, name: &str, headline: &str| [label, name, headline].map(str::to_owned);
        let classes = vec![class("rust", "Leaf rust", ""), class("clear", "Nothing", "Nothing seen by the model")];
        names.learn("leaf-colour", "Leaves".into(), "0.2.0".into(), classes);
        names
    }

    #[test]
    fn a_class_is_called_what_its_own_model_calls_it() {
        let names = names();
        assert_eq!([names.name("leaf-colour", "rust"), names.headline("leaf-colour", "rust")], ["Leaf rust"; 2]);
        assert_eq!(names.headline("leaf-colour", "clear"), "Nothing seen by the model");
        let both = ["rust".to_owned(), "clear".to_owned()];
        assert_eq!(names.answer("leaf-colour", &both), "Leaf rust, Nothing");
        assert_eq!(names.answer("leaf-colour", &both[1..]), "Nothing seen by the model");
        assert_eq!(names.task("leaf-colour"), "Leaves");
        assert!(names.knows("leaf-colour") && !names.knows("stones"));
    }

    #[test]
    fn another_version_is_told_where_it_is_known() {
        let mut names = names();
        assert_eq!(names.other_version("leaf-colour", "0.1.0").as_deref(), Some("0.2.0"));
        assert_eq!(names.other_version("leaf-colour", "0.2.0"), None);
        assert_eq!(names.other_version("stones", "0.1.0"), None, "nothing is known of it");
        names.learn("stones", "Stones".into(), String::new(), Vec::new());
        assert_eq!(names.other_version("stones", "0.1.0"), None, "its manifest does not say");
    }

    #[test]
    fn what_nobody_named_stands_for_itself() {
        let names = names();
        assert_eq!([names.name("stones", "rust"), names.task("stones")], ["rust", "stones"]);
        assert_eq!(names.headline("leaf-colour", "mould"), "mould");
        assert_eq!(names.name_in(&["stones".into(), "leaf-colour".into()], "rust"), "Leaf rust");
        assert_eq!(names.name_in(&[], "rust"), "rust");
    }

    #[test]
    fn a_word_stands_for_the_labels_that_are_called_so() {
        let labels = [("leaf-colour".to_owned(), "rust".to_owned()), ("leaf-colour".to_owned(), "clear".to_owned())];
        let named = names().named("SEEN leaf left", &labels);
        assert_eq!(
            named,
            [("seen".to_owned(), vec!["clear".to_owned()]), ("leaf".to_owned(), vec!["rust".to_owned()])]
        );
    }
}
