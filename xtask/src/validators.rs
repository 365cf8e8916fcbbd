//! Holds exported files against validators of others: every `tests/validators/check_*.py`, over the examples in
//! `tests/data/export`, which the native tests hold against what the code writes.
//!
//! The validators are packages of PyPI, pinned with their hashes, in an environment of their own in the cache folder. Without
//! Python, without its module `venv`, or without a network the first time, the step is left out, and says so.

use std::fs;
use std::path::{Path, PathBuf};

use crate::bundle::WasmOpt;
use crate::count::Counts;
use crate::paths::{Paths, on_path};
use crate::shell::{self, Problem, at};

/// The scripts, and what they need.
const SCRIPTS: &str = "tests/validators";

/// What they are given to look at.
const EXAMPLES: &str = "tests/data/export";

/// Where a new environment has Python.
const PYTHON: &str = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };

/// Runs every script, whatever became of those before it.
pub fn check(paths: &Paths, _: WasmOpt) -> Result<Counts, Problem> {
    let folder = paths.root.join(SCRIPTS);
    let Some(python) = environment(paths, &folder.join("requirements.txt"))? else {
        println!(
            "SKIPPED validators: they need Python 3 with venv, and pypi.org once; on Debian `apt-get install python3-venv`"
        );
        return Ok(Counts { skipped: 1, ..Counts::default() });
    };
    let (mut counts, mut problems) = (Counts::default(), Vec::new());
    for script in scripts(&folder)? {
        println!("\n-- {}", script.display());
        let mut command = shell::command(paths, &python);
        // Nothing is written beside the scripts.
        command.arg("-B").arg(&script).arg(paths.root.join(EXAMPLES));
        match shell::run_tests(&mut command) {
            Ok(passed) => counts += passed,
            Err(problem) => {
                counts += problem.counts;
                problems.push(problem.what);
            }
        }
    }
    let mend = "the lines above say which file, and what is wrong with it";
    if problems.is_empty() { Ok(counts) } else { Err(Problem { counts, ..Problem::new(problems.join("\n"), mend) }) }
}

/// The scripts in their order.
fn scripts(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let is_check = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with("check_") && name.ends_with(".py")
    };
    let mut found: Vec<PathBuf> = at(folder, fs::read_dir(folder))?.flatten().map(|entry| entry.path()).collect();
    found.retain(is_check);
    found.sort();
    Ok(found)
}

/// Python with the packages of this list; `None`, when it cannot be had. One that is there is used as long as the list is the same.
fn environment(paths: &Paths, list: &Path) -> Result<Option<PathBuf>, Problem> {
    let wanted = at(list, fs::read_to_string(list))?;
    let folder = paths.cache.join("validators");
    let (python, installed) = (folder.join(PYTHON), folder.join("installed.txt"));
    if python.is_file() && fs::read_to_string(&installed).is_ok_and(|found| found == wanted) {
        return Ok(Some(python));
    }
    let Some(system) = on_path(&["python3", "python"]) else { return Ok(None) };
    println!("installing the packages of {} into {}", list.display(), folder.display());
    // Of another list, or half done.
    let _ = fs::remove_dir_all(&folder);
    let mut venv = shell::command(paths, system);
    venv.args(["-m", "venv"]).arg(&folder);
    let mut pip = shell::command(paths, &python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-cache-dir"]);
    pip.args(["--require-hashes", "--only-binary", ":all:", "--requirement"]).arg(list);
    if shell::run(&mut venv).is_err() || shell::run(&mut pip).is_err() {
        return Ok(None);
    }
    at(&installed, fs::write(&installed, wanted))?;
    Ok(Some(python))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_validator_is_pinned_with_a_hash() {
        let folder = Paths::find().root.join(SCRIPTS);
        let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        let (asked, locked) = (read("requirements.in"), read("requirements.txt"));
        let pins = |text: &str| -> Vec<String> {
            let lines = text.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_alphanumeric()));
            lines.map(|line| line.trim_end_matches('\\').trim().replace('.', "-")).collect()
        };
        for package in pins(&asked) {
            assert!(pins(&locked).contains(&package), "{package}");
        }
        for package in locked.split("\n").filter(|line| line.contains("==")) {
            let (_, rest) = locked.split_once(package).unwrap();
            assert!(rest.trim_start().starts_with("--hash=sha256:"), "{package}");
        }
    }

    #[test]
    fn there_is_a_script_for_each_form() {
        let found = scripts(&Paths::find().root.join(SCRIPTS)).unwrap();
        let names: Vec<_> = found.iter().map(|path| path.file_stem().unwrap().to_str().unwrap()).collect();
        assert!(["check_fhir", "check_log"].iter().all(|name| names.contains(name)), "{names:?}");
    }
}
