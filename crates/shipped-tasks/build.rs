//! Writes what the page must know of its tasks before any model is there: `models/*/task.toml` as Rust, in
//! `$OUT_DIR/tasks.rs`, which `src/lib.rs` includes.
//!
//! Invariant: reads `models/`, and writes that one file. The same tasks give the same bytes.

// Cargo listens on stdout.
#![allow(clippy::print_stdout)]

use std::path::Path;
use std::process::ExitCode;
use std::{fs, io};

use task::{Task, TaskError, TaskPage};

/// The folder of all models, from that of this package, in which cargo starts this program.
const MODELS: &str = "../../models";
/// What stands in the place of a hash until `cargo xtask build` knows it.
const DIGITS: usize = 64;

fn main() -> ExitCode {
    // A folder stands for all that lies in it.
    println!("cargo::rerun-if-changed={MODELS}");
    match tasks(Path::new(MODELS)).and_then(|tasks| write(&rust_from_tasks(&tasks))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Every task that has a model, by the names of their folders.
fn tasks(models: &Path) -> Result<Vec<Task>, TaskError> {
    let unread = |error: io::Error| fault("*", "a folder that can be read", &error);
    let mut tasks = Vec::new();
    for entry in fs::read_dir(models).map_err(unread)? {
        let entry = entry.map_err(unread)?;
        let file = entry.path().join("task.toml");
        // Without a manifest there is no model yet: such a task is known to `lab` alone.
        if file.is_file() && entry.path().join("manifest.json").is_file() {
            tasks.push(read(&entry.file_name().to_string_lossy(), &file)?);
        }
    }
    tasks.sort_by(|one, other| one.id.cmp(&other.id));
    if tasks.iter().all(|task| task.page.is_none()) {
        return Err(fault("*", "a task with a model and a table [page], which the page opens with", &"none"));
    }
    Ok(tasks)
}

fn read(id: &str, file: &Path) -> Result<Task, TaskError> {
    let text = fs::read_to_string(file).map_err(|error| fault(id, "text", &error))?;
    let parse = |text: &str| toml::from_str(text).map_err(|error| fault(id, "a task as `crates/task` has it", &error));
    Task::read(id, &text, parse)
}

fn write(text: &str) -> Result<(), TaskError> {
    let folder = std::env::var_os("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&folder).join("tasks.rs"), text).map_err(|error| fault("*", "a place to write to", &error))
}

/// The items that `src/lib.rs` tells of.
fn rust_from_tasks(tasks: &[Task]) -> String {
    let offered = tasks.iter().filter_map(|task| Some((task, task.page.as_ref()?)));
    let offered = offered.map(|(Task { id, text, .. }, TaskPage { title, drop, lead })| {
        let (name, one) = (&text.name, &text.one);
        format!(
            "    ShippedTask {{ folder: {id:?}, name: {name:?}, one: {one:?}, title: {title:?}, drop: {drop:?}, lead: {lead:?} }},"
        )
    });
    let folders = tasks.iter().map(|Task { id, text, .. }| format!("    ({id:?}, {:?}),", text.name));
    let pins = tasks.iter().map(|Task { id, .. }| {
        let place = format!("manifest of {id} {}", "0".repeat(DIGITS));
        format!("    {place:?},")
    });
    format!(
        "/// Tasks that visitors can choose, by the names of their folders.\n\
        pub const TASKS: &[ShippedTask] = &[\n{}\n];\n\n\
        /// Every folder of `models/` with a task and a model, and what the task is called.\n\
        pub const FOLDERS: &[(&str, &str)] = &[\n{}\n];\n\n\
        /// For every folder the place for the hash of its manifest, which the finished module names.\n\
        pub static PINS: [&str; {}] = [\n{}\n];\n",
        lines(offered),
        lines(folders),
        tasks.len(),
        lines(pins)
    )
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

fn fault(task: &str, expected: &str, found: &dyn ToString) -> TaskError {
    TaskError { task: task.to_owned(), expected: expected.to_owned(), found: found.to_string() }
}
