//! `cargo xtask ship`: puts other tasks into a built page, without a compiler. The journeys do so with a made-up
//! task, in a copy of `dist/`.
//!
//! The page's module describes its tasks in one block of text of fixed length (`task::shipped_block`), which is
//! replaced; everything else about a task is in files beside the module.
//!
//! Invariant: the same tasks as compiled give the same block as compiled.

use std::fs;
use std::path::Path;

use task::{BLOCK_BYTES, BLOCK_END, BLOCK_START, Task, shipped_block};

use crate::dist::files_in;
use crate::integrity::PINNED;
use crate::paths::Paths;
use crate::shell::{Problem, at};
use crate::{bundle, catalogue, languages, post_build, precache, task_words};

/// Replaces the tasks of `dist/` by those of `paths.models()` that have a model.
///
/// The pages about labels are removed with the old tasks, and none are written for the new ones: the page states that
/// there are none.
///
/// # Errors
/// When a task or a file of the page cannot be read or written, or the module has no block.
pub fn run(paths: &Paths) -> Result<(), Problem> {
    let (dist, models) = (paths.dist(), paths.models());
    let tasks = task_words::shipped(&models)?;
    let mend = "docs/add-a-task.md says what a task's file holds";
    let block = shipped_block(&tasks).map_err(|error| Problem::new(error.to_string(), mend))?;
    for name in PINNED {
        for module in bundle::modules(&dist, name)? {
            let mut bytes = at(&module, fs::read(&module))?;
            if exchange(&mut bytes, &block) == 0 {
                let what = format!("{}: no block of tasks", module.display());
                return Err(Problem::new(what, "build the page again: its block is of another version of this tool"));
            }
            at(&module, fs::write(&module, bytes))?;
        }
    }
    lay_out(&tasks, &models, &dist)?;
    languages::write(paths)?;
    catalogue::write(paths)?;
    post_build::run(paths)?;
    precache::write(paths)
}

/// Overwrites every block in a module, and counts them.
fn exchange(module: &mut [u8], block: &str) -> usize {
    let (mut from, mut found) = (0, 0);
    while let Some(rest) = module.get_mut(from..) {
        let mut windows = rest.windows(BLOCK_START.len());
        let Some(start) = windows.position(|window| window == BLOCK_START.as_bytes()) else { break };
        if let Some(old) = rest.get_mut(start..start + BLOCK_BYTES).filter(|old| old.ends_with(BLOCK_END.as_bytes())) {
            old.copy_from_slice(block.as_bytes());
            found += 1;
        }
        from += start + BLOCK_START.len();
    }
    found
}

/// Copies the tasks' folders, and removes what belongs to others.
fn lay_out(tasks: &[Task], models: &Path, dist: &Path) -> Result<(), Problem> {
    for folder in [dist.join("models"), dist.join("text/about")] {
        if folder.is_dir() {
            at(&folder, fs::remove_dir_all(&folder))?;
        }
    }
    for Task { id, .. } in tasks {
        for file in files_in(&models.join(id))? {
            let (from, to) = (models.join(id).join(&file), dist.join("models").join(id).join(&file));
            let folder = to.parent().unwrap_or(dist);
            at(folder, fs::create_dir_all(folder))?;
            at(&from, fs::copy(&from, &to))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made_up() -> Task {
        let models = Paths::find().root.join("tests/data/tasks");
        task_words::tasks(&models).unwrap().remove(0)
    }

    #[test]
    fn the_block_of_a_module_is_exchanged_and_nothing_else() {
        let old = shipped_block(&[Task { id: "petals".into(), ..made_up() }]).unwrap();
        let new = shipped_block(&[made_up()]).unwrap();
        assert!(new.contains("What does a network see on a leaf?") && !new.contains("petals"));
        // A start without an end belongs to something else.
        let text = |block: &str| format!("\0asm{BLOCK_START}… {block}more {block}");
        let mut module = text(&old).into_bytes();
        assert_eq!(exchange(&mut module, &new), 2);
        assert_eq!(module, text(&new).into_bytes());
        assert_eq!(exchange(&mut b"\0asm".to_vec(), &new), 0);
    }

    #[test]
    fn the_page_opens_with_the_task_of_the_lowest_place_whatever_it_is_called() {
        let early = Task { id: "bark".into(), place: None, ..made_up() };
        let first = Task { id: "petals".into(), place: Some(1), ..made_up() };
        let block = shipped_block(&[early, first]).unwrap();
        let folder = |line: &str| line.strip_prefix(task::PIN_START)?.split(' ').next().map(str::to_owned);
        assert_eq!(block.lines().filter_map(folder).collect::<Vec<_>>(), ["petals", "bark"]);
    }

    #[test]
    fn words_that_do_not_fit_are_refused() {
        let with_title = |title: String| {
            let mut task = made_up();
            task.page.as_mut().unwrap().title = title;
            shipped_block(&[task]).map(|block| block.len()).map_err(|error| error.expected)
        };
        assert_eq!(with_title("What?".into()), Ok(BLOCK_BYTES));
        assert_eq!(with_title("What?\tWhy?".into()), Err("words on one line, without tabs".into()));
        assert_eq!(with_title("x".repeat(BLOCK_BYTES)), Err(format!("words of all tasks in {BLOCK_BYTES} bytes")));
        let hidden = shipped_block(&[Task { page: None, ..made_up() }]).unwrap_err();
        assert!(hidden.expected.contains("[page]"), "{hidden}");
    }

    #[test]
    fn a_page_without_a_block_is_refused_and_the_folders_follow_the_tasks() {
        let dist = std::env::temp_dir().join(format!("onsight-ship-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dist);
        for file in ["models/old/manifest.json", "text/about/old-en.txt", "text/en.txt"] {
            fs::create_dir_all(dist.join(file).parent().unwrap()).unwrap();
            fs::write(dist.join(file), "old").unwrap();
        }
        lay_out(&[made_up()], &Paths::find().root.join("tests/data/tasks"), &dist).unwrap();
        let files: Vec<String> = files_in(&dist).unwrap().iter().map(|file| crate::dist::address_of(file)).collect();
        assert!(
            files.contains(&"models/leaf-colour/task.toml".to_owned()) && files.contains(&"text/en.txt".to_owned())
        );
        assert!(files.iter().all(|file| !file.contains("old")), "{files:?}");
        fs::remove_dir_all(dist).unwrap();
    }
}
