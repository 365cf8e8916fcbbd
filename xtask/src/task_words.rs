//! What tasks call things in each language, `models/<task>/text/<language>.toml`, packed behind the language's first part, and
//! what the light box gets of tasks that read one region of a slice, behind the second.
//!
//! Invariant: reads a folder of tasks, and writes nothing.

use std::fs;
use std::path::Path;

use task::{RegionTask, Task, TaskError, Translation};

use crate::shell::{Problem, at};

/// The words of every task that has a model, in a language, as `crates/text` reads them. None for a task without a file
/// for it, and none for a missing field: English is the fallback.
///
/// # Errors
/// When a file cannot be read, is malformed, or has entries that the task lacks.
pub fn packed(models: &Path, language: &str) -> Result<String, Problem> {
    packed_of(&shipped(models)?, models, language)
}

/// The tasks that have a model, by their names.
///
/// # Errors
/// When a folder or a task's file cannot be read.
pub fn shipped(models: &Path) -> Result<Vec<Task>, Problem> {
    let mut shipped = tasks(models)?;
    shipped.retain(|task| models.join(&task.id).join("manifest.json").is_file());
    Ok(shipped)
}

fn packed_of(tasks: &[Task], models: &Path, language: &str) -> Result<String, Problem> {
    let mut all = String::new();
    for task in tasks {
        let Some(translation) = read(models, &task.id, language)? else { continue };
        let faults = translation.check(task, language);
        let wrong: Vec<String> = faults.iter().filter(|fault| !fault.is_gap).map(ToString::to_string).collect();
        if !wrong.is_empty() {
            return Err(Problem::new(wrong.join("\n"), MEND));
        }
        all += &translation::words(&task.id, &translation.words());
    }
    Ok(all)
}

/// What the light box gets of every task that has a model and reads one region of a slice, in any language, English too.
///
/// # Errors
/// When a file cannot be read, or is none of this form.
pub fn packed_regions(models: &Path, language: &str) -> Result<String, Problem> {
    regions_of(&shipped(models)?, models, language)
}

fn regions_of(tasks: &[Task], models: &Path, language: &str) -> Result<String, Problem> {
    let mut all = String::new();
    for task in tasks {
        let translation = read(models, &task.id, language)?;
        all += &translation::words(&task.id, &RegionTask::packed(task, translation.as_ref()));
    }
    Ok(all)
}

const MEND: &str = "write the same fields as in the task's file: docs/add-a-task.md says what each is for";

/// Every task of a folder, by the names of their folders.
///
/// # Errors
/// When a file cannot be read, or is not a task.
pub fn tasks(models: &Path) -> Result<Vec<Task>, Problem> {
    let mut tasks = Vec::new();
    for entry in at(models, fs::read_dir(models))? {
        let entry = at(models, entry)?;
        let file = entry.path().join("task.toml");
        if file.is_file() {
            let id = entry.file_name().to_string_lossy().into_owned();
            let text = at(&file, fs::read_to_string(&file))?;
            let parse = |text: &str| {
                toml::from_str(text).map_err(|error| TaskError {
                    task: id.clone(),
                    expected: "a task as `crates/task` has it".into(),
                    found: error.to_string(),
                })
            };
            tasks.push(Task::read(&id, &text, parse).map_err(|error| Problem::new(error.to_string(), MEND))?);
        }
    }
    tasks.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(tasks)
}

/// The words of a task in a language; `None` where it has no file for it, as for English.
///
/// # Errors
/// When the file cannot be read, or is malformed.
pub fn read(models: &Path, task: &str, language: &str) -> Result<Option<Translation>, Problem> {
    let file = models.join(task).join(format!("text/{language}.toml"));
    if !file.is_file() {
        return Ok(None);
    }
    let text = at(&file, fs::read_to_string(&file))?;
    let wrong = |error: toml::de::Error| Problem::new(format!("{}: {error}", file.display()), MEND);
    toml::from_str(&text).map(Some).map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths::Paths;

    /// Everything that a language lacks or has in excess, with its file and field.
    fn faults(models: &Path, language: &str) -> Vec<String> {
        let of_task = |task: Task| match read(models, &task.id, language) {
            Ok(Some(words)) => words.check(&task, language).iter().map(ToString::to_string).collect(),
            Ok(None) => vec![format!("models/{}/text/{language}.toml: no such file", task.id)],
            Err(problem) => vec![problem.to_string()],
        };
        tasks(models).unwrap().into_iter().flat_map(of_task).collect()
    }

    /// Tags of the languages in which a task has words.
    fn begun(models: &Path) -> Vec<String> {
        let folders = tasks(models).unwrap().into_iter().map(|task| models.join(task.id).join("text"));
        let files = folders.flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten());
        files.filter_map(|file| file.file_name().to_str()?.strip_suffix(".toml").map(str::to_owned)).collect()
    }

    /// For offered languages, and for those whose sentences are not complete yet.
    #[test]
    fn every_language_has_the_words_of_every_task() {
        let root = Paths::find().root;
        let models = root.join("models");
        let mut languages = begun(&models);
        languages.extend(translation::languages(&root.join("text")).unwrap());
        for language in languages.iter().filter(|tag| *tag != "en") {
            let found = faults(&models, language);
            assert!(found.is_empty(), "{}", found.join("\n"));
        }
    }

    #[test]
    fn what_a_language_lacks_is_told_and_what_it_has_is_packed() {
        let models = Paths::find().root.join("tests/data/tasks");
        let missing = ["leaf-colour", "leaf-marks"].map(|id| format!("models/{id}/text/xx.toml: no such file"));
        assert_eq!(faults(&models, "xx"), missing);
        let all = tasks(&models).unwrap();
        assert_eq!(packed_of(&all, &models, "xx").unwrap(), "");
        assert!(faults(&models, "de").is_empty(), "{:?}", faults(&models, "de"));
        let words = packed_of(&all, &models, "de").unwrap();
        assert_eq!(packed(&models, "de").unwrap(), "", "a task without a model is no task of the page");
        assert!(words.contains("\u{5}leaf-colour\ttext.classes.rust.headline\tRost\n"), "{words}");
    }

    #[test]
    fn the_light_box_gets_the_tasks_that_read_a_region_in_every_language() {
        let models = Paths::find().root.join("models");
        let all = tasks(&models).unwrap();
        let with: Vec<&str> = all.iter().filter(|task| task.region.is_some()).map(|task| task.id.as_str()).collect();
        assert!(!with.is_empty() && with.len() < all.len(), "{with:?}");
        for language in ["en", "de"] {
            let packed = regions_of(&all, &models, language).unwrap();
            let heads: Vec<&str> = packed
                .lines()
                .filter_map(|line| line.strip_prefix('\u{5}')?.split_once("\tregion\t"))
                .map(|head| head.0)
                .collect();
            assert_eq!(heads, with, "{language}");
        }
        let leaf = Paths::find().root.join("tests/data/tasks");
        assert_eq!(regions_of(&tasks(&leaf).unwrap(), &leaf, "en").unwrap(), "");
    }
}
