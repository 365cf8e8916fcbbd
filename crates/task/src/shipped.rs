//! The tasks of a website as a text inside its module: a line for each folder that has a model, in a block of one length.
//! So a built module can be given other tasks, and the hashes of their manifests, without recompilation.
//!
//! A line holds fields with tabs between them: [`PIN_START`], the folder, a space and the SHA-256 of the manifest; the
//! task's name; and, where visitors can choose the task, the noun for one picture, title, prompt and introduction. Each
//! earlier version that can still be fetched has a line after that of its task, without these texts.

use crate::{Task, TaskError, TaskPage};

/// Start marker of the block.
pub const BLOCK_START: &str = "tasks of this website\n";
/// End marker of the block.
pub const BLOCK_END: &str = "end of the tasks\n";
/// Its length: room for more than ten tasks. Most of it is spaces, which compress well; zeros would be removed from the
/// module by the optimiser.
pub const BLOCK_BYTES: usize = 8192;
/// Marker before the name of a folder.
pub const PIN_START: &str = "manifest of ";
/// Hexadecimal digits of a SHA-256; all of them are `0` until a build knows the manifest.
const DIGITS: usize = 64;

/// The block for these tasks, sorted by [`Task::order`]: the page opens with the first that has a page.
///
/// ```
/// use task::{BLOCK_BYTES, Task, shipped_block};
///
/// let text = r#"
/// answer = "classes"
/// groups = "picture"
/// licence = "CC-BY-4.0"
/// page = { title = "Which rust?", drop = "Drop a leaf", lead = "One leaf." }
/// text = { name = "Leaf colour", one = "a leaf", many = "leaves", classes = { rust = { name = "Rust" } } }
/// "#;
/// let task = Task { id: "leaf-colour".into(), ..toml::from_str(text).unwrap() };
/// let block = shipped_block(&[task]).unwrap();
/// assert_eq!(block.len(), BLOCK_BYTES);
/// let line = block.lines().nth(1).unwrap();
/// assert!(line.starts_with("manifest of leaf-colour 000") && line.ends_with("0\tLeaf colour\ta leaf\tWhich rust?\tDrop a leaf\tOne leaf."));
/// ```
///
/// # Errors
/// When no task has a page, a text contains a tab or a line break, or there is not enough space for all.
pub fn shipped_block(tasks: &[Task]) -> Result<String, TaskError> {
    let fault = |task: &str, expected: &str, found: String| TaskError {
        task: task.to_owned(),
        expected: expected.to_owned(),
        found,
    };
    if tasks.iter().all(|task| task.page.is_none()) {
        return Err(fault("*", "a task with a model and a table [page], which the page opens with", "none".to_owned()));
    }
    let mut sorted: Vec<&Task> = tasks.iter().collect();
    sorted.sort_by(|one, other| one.order().cmp(&other.order()));
    let mut block = BLOCK_START.to_owned();
    for task in sorted {
        let Task { id, text, page, .. } = task;
        let pin = |folder: &str| format!("{PIN_START}{folder} {}", "0".repeat(DIGITS));
        let mut latest = vec![pin(id), text.name.clone()];
        if let Some(TaskPage { title, drop, lead }) = page {
            latest.extend([&text.one, title, drop, lead].map(String::clone));
        }
        let earlier = task.reachable().map(|version| vec![pin(&version.folder(id)), text.name.clone()]);
        for fields in std::iter::once(latest).chain(earlier) {
            if let Some(broken) = fields.iter().find(|field| field.contains(char::is_control)) {
                return Err(fault(id, "words on one line, without tabs", format!("{broken:?}")));
            }
            block += &fields.join("\t");
            block.push('\n');
        }
    }
    let used = block.len() + BLOCK_END.len();
    let Some(rest) = BLOCK_BYTES.checked_sub(used) else {
        return Err(fault("*", &format!("words of all tasks in {BLOCK_BYTES} bytes"), used.to_string()));
    };
    block.extend(std::iter::repeat_n(' ', rest));
    block += BLOCK_END;
    Ok(block)
}
