//! The tasks of this website as people wrote them, in `models/*/task.toml`: what the page says before any model is there.
//!
//! A folder without a manifest has no model yet, and is left out. All that the page says of a model comes with the model. `build.rs` writes the lists here: `TASKS` (those that visitors can
//! choose), `FOLDERS` (all, with what they are called) and `PINS` (the places for the hashes of their manifests).
//!
//! A model is what its manifest says, so another manifest is another model. `cargo xtask build` puts each hash in the place
//! of the zeros in `PINS`, byte for byte in the finished module: a module that were compiled anew for each of them would cost
//! minutes. As compiled, by `trunk` alone, any manifest is taken.
//!
//! Invariant: constants and plain functions; no word of a task stands in Rust.

use std::hint::black_box;

use protocol::Pin;

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

/// What stands before the name of a folder in `PINS`; the build looks for it.
const PIN_START: &str = "manifest of ";
/// A hash that was not filled in.
const NO_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What the task of a folder is called; the folder's name where no task of this website has it.
#[must_use]
pub fn name_of(folder: &str) -> &str {
    FOLDERS.iter().find(|(known, _)| *known == folder).map_or(folder, |(_, name)| *name)
}

/// The manifests that workers of this page may take.
#[must_use]
pub fn pins() -> Vec<Pin> {
    // The compiler must not reckon with what stands there now.
    black_box(PINS).into_iter().filter_map(pin).collect()
}

fn pin(text: &str) -> Option<Pin> {
    let (folder, sha256) = text.strip_prefix(PIN_START)?.split_once(' ')?;
    (sha256 != NO_HASH).then(|| Pin { folder: folder.into(), sha256: sha256.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_folder_with_a_task_has_a_place_for_a_hash() {
        assert_eq!(PINS.len(), FOLDERS.len());
        for (folder, _) in FOLDERS {
            assert!(PINS.contains(&format!("{PIN_START}{folder} {NO_HASH}").as_str()), "{folder}");
        }
        assert_eq!(pins(), [], "as compiled, nothing is known");
        let filled = format!("{PIN_START}some {}", "ab".repeat(32));
        assert_eq!(pin(&filled), Some(Pin { folder: "some".into(), sha256: "ab".repeat(32) }));
    }

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
