//! The tasks of this website as people wrote them, in `models/*/task.toml`: what the page shows before any model is
//! loaded.
//!
//! A folder without a manifest has no model yet, and is left out. Everything else about a model comes with the model.
//! `build.rs` writes the block of text that is read here, `task::shipped_block` defines its format.
//!
//! A model is defined by its manifest, so another manifest is another model. `cargo xtask build` replaces the zeros by
//! each hash, byte for byte in the built module: recompiling the module for each of them would take minutes. `cargo
//! xtask ship` replaces tasks in the same way. As built by `trunk` alone, any manifest is accepted.
//!
//! Invariant: constants and plain functions; no text of a task is in Rust code.
//!
//! ```
//! let first = shipped_tasks::first();
//! assert_eq!(shipped_tasks::tasks().next(), Some(first));
//! assert_eq!(shipped_tasks::name_of(first.folder), first.name);
//! assert_eq!(shipped_tasks::name_of("no-such-task"), "no-such-task");
//! ```

use std::hint::black_box;

use protocol::Pin;

/// A task that visitors can choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShippedTask {
    /// Its folder under `models/`.
    pub folder: &'static str,
    /// Its name in a list.
    pub name: &'static str,
    /// One of its pictures, with an article.
    pub one: &'static str,
    /// The page's heading.
    pub title: &'static str,
    /// The prompt of the drop zone.
    pub drop: &'static str,
    /// Introductory sentences.
    pub lead: &'static str,
}

/// What a label of a task is called in a public terminology.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShippedTerm {
    /// URI of the terminology, as FHIR names it.
    pub system: &'static str,
    /// The same as DICOM names it (PS3.16, table 8-1).
    pub scheme: &'static str,
    /// The code.
    pub code: &'static str,
    /// Its name there, in English.
    pub display: &'static str,
}

/// A line for each label with a code, as `task::packed_terms` writes it. They are compiled in, unlike what
/// `cargo xtask ship` replaces.
const TERMS: &str = include_str!(concat!(env!("OUT_DIR"), "/terms.txt"));
/// The block, as compiled.
const TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/tasks.txt"));
/// Marker before the name of a folder, which the build searches for.
const PIN_START: &str = "manifest of ";
/// A hash that was not filled in.
const NO_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A line of the block: a folder with a task and a model.
#[derive(Clone, Copy)]
struct ShippedFolder {
    folder: &'static str,
    sha256: &'static str,
    name: &'static str,
    /// Where visitors can choose it.
    offered: Option<ShippedTask>,
}

impl ShippedFolder {
    fn read(line: &'static str) -> Option<Self> {
        let mut fields = line.strip_prefix(PIN_START)?.split('\t');
        let (folder, sha256) = fields.next()?.split_once(' ')?;
        let name = fields.next()?;
        let offered = match (fields.next(), fields.next(), fields.next(), fields.next()) {
            (Some(one), Some(title), Some(drop), Some(lead)) => {
                Some(ShippedTask { folder, name, one, title, drop, lead })
            }
            _ => None,
        };
        Some(Self { folder, sha256, name, offered })
    }

    fn pin(self) -> Option<Pin> {
        let Self { folder, sha256, .. } = self;
        (sha256 != NO_HASH).then(|| Pin { folder: folder.into(), sha256: sha256.into() })
    }
}

/// Every folder, once, as `task::Task::order` sorts them.
fn folders() -> impl Iterator<Item = ShippedFolder> {
    // The compiler must not assume the current content.
    black_box(TEXT).lines().filter_map(ShippedFolder::read)
}

/// Tasks that visitors can choose, as `task::Task::order` sorts them.
pub fn tasks() -> impl Iterator<Item = ShippedTask> {
    folders().filter_map(|known| known.offered)
}

/// The task that the page opens with. There always is one: the block is not written without.
#[must_use]
pub fn first() -> ShippedTask {
    tasks().next().unwrap_or_default()
}

/// The name of a folder's task; the folder's name where no task of this website has it.
#[must_use]
pub fn name_of(folder: &str) -> &str {
    folders().find(|known| known.folder == folder).map_or(folder, |known| known.name)
}

/// What a label is called in a public terminology; `None` where the task has no code for it.
#[must_use]
pub fn term_of(task: &str, label: &str) -> Option<ShippedTerm> {
    TERMS.lines().find_map(|line| term_in(line, task, label))
}

/// The term of a line, where that is about this label.
fn term_in(line: &'static str, task: &str, label: &str) -> Option<ShippedTerm> {
    let mut fields = line.split('\t');
    if fields.next() != Some(task) || fields.next() != Some(label) {
        return None;
    }
    Some(ShippedTerm { system: fields.next()?, scheme: fields.next()?, code: fields.next()?, display: fields.next()? })
}

/// The manifests that workers of this page may load.
#[must_use]
pub fn pins() -> Vec<Pin> {
    folders().filter_map(ShippedFolder::pin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_folder_with_a_task_has_a_place_for_a_hash() {
        assert!(folders().count() > tasks().count(), "the modality classifier is offered to nobody");
        assert!(folders().all(|known| known.sha256 == NO_HASH));
        assert_eq!(pins(), [], "as compiled, nothing is known");
        let filled = "manifest of some abababababababababababababababababababababababababababababababab\tSome";
        let known = ShippedFolder::read(filled).unwrap();
        assert_eq!(known.pin(), Some(Pin { folder: "some".into(), sha256: "ab".repeat(32) }));
        assert_eq!((known.name, known.offered), ("Some", None));
    }

    #[test]
    fn every_task_that_can_be_chosen_has_a_folder_a_name_and_words_for_the_page() {
        let mut names: Vec<&str> = folders().map(|known| known.folder).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), folders().count(), "a folder stands there once");
        assert_eq!(tasks().next(), Some(first()));
        for task in tasks() {
            assert_eq!(name_of(task.folder), task.name);
            let words = [task.folder, task.name, task.one, task.title, task.drop, task.lead];
            assert!(words.iter().all(|word| !word.is_empty()), "{task:?}");
        }
        assert_eq!(name_of("no-such-task"), "no-such-task");
    }

    #[test]
    fn a_label_has_the_code_that_its_task_gives_it_and_no_other() {
        let line = "some\trust\thttp://example.org/leaves\tLEAF\tR1\tLeaf rust";
        let term =
            ShippedTerm { system: "http://example.org/leaves", scheme: "LEAF", code: "R1", display: "Leaf rust" };
        assert_eq!(term_in(line, "some", "rust"), Some(term));
        for [task, label] in [["some", "rus"], ["some", "mould"], ["other", "rust"]] {
            assert_eq!(term_in(line, task, label), None, "{task}, {label}");
        }
        assert_eq!(term_in("some\trust", "some", "rust"), None, "a line that ends early");
        let glioma = term_of("brain-mri", "glioma").unwrap();
        assert_eq!([glioma.scheme, glioma.code, glioma.display], ["NCIt", "C3059", "Glioma"]);
        assert_eq!(term_of("brain-mri", "meningioma").unwrap().code, "C3230");
        for [task, label] in [["brain-mri", "notumor"], ["brain-mri", "pituitary"], ["no-such-task", "glioma"]] {
            assert_eq!(term_of(task, label), None, "{task}, {label}");
        }
        let known = task::TERMINOLOGIES.map(|[system, _]| system);
        assert!(TERMS.lines().all(|line| line.split('\t').nth(2).is_some_and(|system| known.contains(&system))));
    }

    #[test]
    fn what_the_build_writes_is_what_is_read() {
        assert_eq!(TEXT.len(), task::BLOCK_BYTES);
        assert!(TEXT.starts_with(task::BLOCK_START) && TEXT.ends_with(task::BLOCK_END));
        assert_eq!(PIN_START, task::PIN_START);
    }
}
