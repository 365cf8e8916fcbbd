//! What is known about the labels of every task, `models/<task>/conditions/`, as the page fetches it: one file per task
//! and language, `dist/text/about/<task>-<language>.txt`.
//!
//! Invariant: writes only `dist/text/about/`, deterministically. A faulty page stops the build.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use task::{Condition, Task, packed};

use crate::paths::Paths;
use crate::shell::{Problem, at};
use crate::task_words;

const MEND: &str = "mend the page: docs/add-a-task.md says how one is written";

/// Writes the pages of every task with pages to publish, in every language of the page.
///
/// # Errors
/// When a page lacks something, see `task::Condition::check`, or a file cannot be read or written.
pub fn write(paths: &Paths) -> Result<(), Problem> {
    let models = paths.root.join("models");
    let languages = languages(&paths.root.join("text"))?;
    let folder = paths.dist().join("text/about");
    at(&folder, fs::create_dir_all(&folder))?;
    for task in published(&models)? {
        let faults = faults(&models, &task, &languages)?;
        if !faults.is_empty() {
            return Err(Problem::new(faults.join("\n"), MEND));
        }
        let conditions = read(&models, &task, &languages)?;
        for language in &languages {
            let file = folder.join(format!("{}-{language}.txt", task.id));
            at(&file, fs::write(&file, packed(&conditions, language)))?;
        }
    }
    Ok(())
}

/// The tasks that visitors can choose, now or once they have a model.
fn chosen(models: &Path) -> Result<Vec<Task>, Problem> {
    let mut tasks = task_words::tasks(models)?;
    tasks.retain(|task| task.page.is_some());
    Ok(tasks)
}

/// Those of them whose pages are published: each label of a task with a model has one. A planned task needs none; once
/// one label has a page, all need one, because the list of all models links to them.
fn published(models: &Path) -> Result<Vec<Task>, Problem> {
    let mut tasks = chosen(models)?;
    tasks.retain(|task| {
        let folder = models.join(&task.id);
        folder.join("manifest.json").is_file() || folder.join("conditions").is_dir()
    });
    Ok(tasks)
}

/// Tags of the languages of the page.
fn languages(text: &Path) -> Result<Vec<String>, Problem> {
    translation::languages(text).map_err(|fault| Problem::new(fault.to_string(), MEND))
}

/// Everything that the pages of a task lack or have in excess.
fn faults(models: &Path, task: &Task, languages: &[String]) -> Result<Vec<String>, Problem> {
    let conditions = read(models, task, languages)?;
    let tags: Vec<&str> = languages.iter().map(String::as_str).collect();
    let known: BTreeSet<&String> = conditions.iter().map(|condition| &condition.label).collect();
    let missing = task.text.classes.keys().filter(|label| !known.contains(label));
    let missing = missing.map(|label| format!("models/{}/conditions/{label}.toml: no such file", task.id));
    let wrong = conditions.iter().flat_map(|condition| condition.check(task, &tags));
    let mut all: Vec<String> = missing.chain(wrong.map(|fault| fault.to_string())).collect();
    let names = |label: &String| {
        let of_languages = tags.iter().map(move |tag| format!("{label}.{tag}.toml"));
        of_languages.chain([format!("{label}.toml")]).collect::<Vec<_>>()
    };
    let expected: BTreeSet<String> = task.text.classes.keys().flat_map(names).collect();
    let folder = models.join(&task.id).join("conditions");
    let found = fs::read_dir(&folder).into_iter().flatten().flatten();
    let found = found.map(|file| file.file_name().to_string_lossy().into_owned());
    let stray = found.filter(|name| !expected.contains(name));
    all.extend(stray.map(|name| format!("models/{}/conditions/{name}: of no label, or no language", task.id)));
    Ok(all)
}

/// The existing pages, by label.
fn read(models: &Path, task: &Task, languages: &[String]) -> Result<Vec<Condition>, Problem> {
    let folder = models.join(&task.id).join("conditions");
    let mut conditions = Vec::new();
    for label in task.text.classes.keys() {
        let Some(facts) = text_of(&folder, &format!("{label}.toml"))? else { continue };
        let facts = toml::from_str(&facts).map_err(|error| unread(label, &error))?;
        let mut texts = BTreeMap::new();
        for language in languages {
            if let Some(text) = text_of(&folder, &format!("{label}.{language}.toml"))? {
                let text = toml::from_str(&text).map_err(|error| unread(&format!("{label}.{language}"), &error))?;
                texts.insert(language.clone(), text);
            }
        }
        conditions.push(Condition { label: label.clone(), facts, texts });
    }
    Ok(conditions)
}

fn text_of(folder: &Path, name: &str) -> Result<Option<String>, Problem> {
    let file = folder.join(name);
    if file.is_file() { at(&file, fs::read_to_string(&file)).map(Some) } else { Ok(None) }
}

fn unread(name: &str, error: &toml::de::Error) -> Problem {
    Problem::new(format!("conditions/{name}.toml: {error}"), MEND)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A label without a page, a missing language, a claim without a source, an unused source, a broken link, and a
    /// text for patients that is too difficult.
    #[test]
    fn every_label_has_a_whole_page_in_every_language() {
        let root = Paths::find().root;
        let (models, languages) = (root.join("models"), languages(&root.join("text")).unwrap());
        assert!(["de", "en"].iter().all(|tag| languages.iter().any(|known| known == tag)), "{languages:?}");
        for task in published(&models).unwrap() {
            let found = faults(&models, &task, &languages).unwrap();
            assert!(found.is_empty(), "{}", found.join("\n"));
        }
    }

    #[test]
    fn a_planned_task_has_all_of_its_pages_or_none() {
        let models = std::env::temp_dir().join(format!("onsight-conditions-{}", std::process::id()));
        let pages = models.join("leaf-colour/conditions");
        fs::create_dir_all(models.join("leaf-colour")).unwrap();
        let task = Paths::find().root.join("tests/data/tasks/leaf-colour/task.toml");
        fs::copy(task, models.join("leaf-colour/task.toml")).unwrap();
        assert_eq!(published(&models).unwrap().len(), 0, "nothing is asked for before there is a model");
        fs::create_dir_all(&pages).unwrap();
        let tasks = published(&models).unwrap();
        let missing = faults(&models, &tasks[0], &["en".to_owned()]).unwrap();
        assert_eq!(missing.len(), tasks[0].text.classes.len(), "{missing:?}");
        fs::remove_dir_all(&pages).unwrap();
        fs::write(models.join("leaf-colour/manifest.json"), "{}").unwrap();
        assert_eq!(published(&models).unwrap().len(), 1, "with a model they are asked for");
        fs::remove_dir_all(models).unwrap();
    }

    #[test]
    fn a_label_without_a_page_is_told() {
        let models = Paths::find().root.join("tests/data/tasks");
        let task = chosen(&models).unwrap().remove(0);
        let labels = task.text.classes.keys();
        let wanted: Vec<String> =
            labels.map(|label| format!("models/leaf-colour/conditions/{label}.toml: no such file")).collect();
        assert_eq!(faults(&models, &task, &["en".to_owned()]).unwrap(), wanted);
    }
}
