//! The tasks of this website as people wrote them, in `models/*/task.toml`: what the page says before any model is there.
//!
//! All that it says of a model comes with the model. `build.rs` writes the lists here: `TASKS` (those that visitors can
//! choose), `FOLDERS` (all, with what they are called) and `PINS` (the places for the hashes of their manifests).
//!
//! Invariant: constants and plain functions; no word of a task stands in Rust.

/// A task that visitors can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShippedTask {
    /// Its folder under `models/`.
    pub folder: &'static str,
    /// What it is called in a list.
    pub name: &'static str,
    /// One of its pictures, with an article.
    pub one: &'static str,
    /// The page's heading.
    pub title: &'static str,
    /// Where a picture is to be dropped.
    pub drop: &'static str,
    /// What happens then.
    pub lead: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/tasks.rs"));

/// The task that the page opens with.
pub const FIRST: ShippedTask = TASKS[0];

/// What the task of a folder is called; the folder's name where no task of this website has it.
#[must_use]
pub fn name_of(folder: &str) -> &str {
    FOLDERS.iter().find(|(known, _)| *known == folder).map_or(folder, |(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_task_that_can_be_chosen_has_a_folder_a_name_and_words_for_the_page() {
        assert!(TASKS.is_sorted_by_key(|task| task.folder) && FOLDERS.is_sorted());
        for task in TASKS {
            assert_eq!(name_of(task.folder), task.name);
            let words = [task.folder, task.name, task.one, task.title, task.drop, task.lead];
            assert!(words.iter().all(|word| !word.is_empty()), "{task:?}");
        }
        assert_eq!(name_of("no-such-task"), "no-such-task");
    }
}
