//! Writes what the page must know about its tasks before any model is loaded: `models/*/task.toml` as one block of
//! text, in `$OUT_DIR/tasks.txt`, and what their labels are called in public terminologies, in `$OUT_DIR/terms.txt`.
//! `src/lib.rs` includes both.
//!
//! Invariant: reads `models/`, and writes these two files. The same tasks give the same bytes.

// Cargo listens on stdout.
#![allow(clippy::print_stdout)]

use std::path::Path;
use std::process::ExitCode;
use std::{fs, io};

use task::{Task, TaskError, packed_terms, shipped_block};

/// The folder of all models, relative to this package, cargo's working directory for build scripts.
const MODELS: &str = "../../models";

fn main() -> ExitCode {
    // A folder covers everything in it.
    println!("cargo::rerun-if-changed={MODELS}");
    let written = tasks(Path::new(MODELS)).and_then(|tasks| {
        write("tasks.txt", &shipped_block(&tasks)?)?;
        write("terms.txt", &packed_terms(&tasks))
    });
    match written {
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
        // Without a manifest there is no model yet: such a task is known only to `lab`.
        if file.is_file() && entry.path().join("manifest.json").is_file() {
            tasks.push(read(&entry.file_name().to_string_lossy(), &file)?);
        }
    }
    tasks.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(tasks)
}

fn read(id: &str, file: &Path) -> Result<Task, TaskError> {
    let text = fs::read_to_string(file).map_err(|error| fault(id, "text", &error))?;
    let parse = |text: &str| toml::from_str(text).map_err(|error| fault(id, "a task as `crates/task` has it", &error));
    Task::read(id, &text, parse)
}

fn write(name: &str, text: &str) -> Result<(), TaskError> {
    let folder = std::env::var_os("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&folder).join(name), text).map_err(|error| fault("*", "a place to write to", &error))
}

fn fault(task: &str, expected: &str, found: &dyn ToString) -> TaskError {
    TaskError { task: task.to_owned(), expected: expected.to_owned(), found: found.to_string() }
}
