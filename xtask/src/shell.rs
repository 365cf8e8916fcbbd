//! Running other programs, with clear errors.

use std::ffi::OsStr;
use std::fmt;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::count::Counts;
use crate::failures::FailureReader;
use crate::paths::Paths;
use crate::remapped;

/// The variable that makes a Rust program print a backtrace.
const STACK_TRACES: [&str; 2] = ["RUST_BACKTRACE", "RUST_LIB_BACKTRACE"];

/// Why a step failed, and what to do about it.
#[derive(Debug)]
pub struct Problem {
    /// What was expected and what was found.
    pub what: String,
    /// What to do; empty when the output above states it.
    pub mend: String,
    /// Tests that ran before it failed.
    pub counts: Counts,
}

impl Problem {
    /// A problem that was not found by a test.
    pub fn new(what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { what: what.into(), mend: mend.into(), counts: Counts::default() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.what)?;
        if self.mend.is_empty() { Ok(()) } else { write!(f, "\n  what to do: {}", self.mend) }
    }
}

/// Adds the file to an error of the file system.
pub fn at<T>(path: &Path, result: std::io::Result<T>) -> Result<T, Problem> {
    result.map_err(|error| Problem::new(format!("{}: {error}", path.display()), ""))
}

/// A command in the repository, with the pinned tools first on `PATH`, and with the flags that make bundles equal on
/// all machines.
pub fn command(paths: &Paths, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(&paths.root).env("PATH", paths.path_with_tools()).stdin(Stdio::null());
    command.env(remapped::VARIABLE, remapped::flags(&paths.root));
    command
}

/// `cargo` with these arguments, separated by spaces.
pub fn cargo(paths: &Paths, words: &str) -> Command {
    let mut command = command(paths, std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(words.split_whitespace());
    command
}

/// Runs a command to its end. Its error message is enough: sixty lines of its own backtrace do not help anyone to build
/// a page.
///
/// # Errors
/// When it cannot start or ends with another code than 0.
pub fn run(command: &mut Command) -> Result<(), Problem> {
    command.envs(STACK_TRACES.map(|name| (name, "0")));
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(Problem::new(format!("{} ended with {status}", shown(command)), "")) }
}

/// Runs a test command, forwards its output and counts the tests in it.
///
/// # Errors
/// Like [`run`], with the counts; and when no test ran at all.
pub fn run_tests(command: &mut Command) -> Result<Counts, Problem> {
    run_tests_read(command, &mut |line| println!("{line}"))
}

/// The same; every line of the output goes to `read` only.
///
/// # Errors
/// Like [`run_tests`].
pub fn run_tests_read(command: &mut Command, read: &mut dyn FnMut(&str)) -> Result<Counts, Problem> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| cannot_start(command, &error))?;
    let (mut counts, mut skipped, mut failures) = (Counts::default(), 0, FailureReader::default());
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            read(&line);
            counts += Counts::of_line(&line);
            skipped += Counts::skipped_by_line(&line);
            failures.read(&line);
        }
    }
    let counts = counts.without(skipped);
    let status = child.wait().map_err(|error| cannot_start(command, &error))?;
    if !status.success() {
        let counts = Counts { failures: failures.into_failures(), ..counts };
        return Err(Problem { counts, ..Problem::new(format!("{} ended with {status}", shown(command)), "") });
    }
    if counts.passed == 0 {
        return Err(Problem::new(format!("{} ran no test", shown(command)), "a test step must run at least one test"));
    }
    Ok(counts)
}

/// What a command prints on its standard output; `None` when it cannot run or fails.
pub fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A command as one would type it.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    format!("`{}`", words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" "))
}

fn cannot_start(command: &Command, error: &std::io::Error) -> Problem {
    Problem::new(format!("{} cannot start: {error}", shown(command)), "is the program installed and on PATH?")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_tool_that_fails_gives_a_sentence_and_no_stack_trace() {
        // Like trunk, which prints a backtrace on request.
        let script = "[ \"$RUST_BACKTRACE$RUST_LIB_BACKTRACE\" = 00 ] && exit 3; echo stack backtrace: >&2; exit 4";
        let mut tool = Command::new("sh");
        tool.args(["-c", script]).envs([("RUST_BACKTRACE", "1"), ("RUST_LIB_BACKTRACE", "1")]);
        let problem = run(&mut tool).unwrap_err();
        assert!(problem.what.starts_with("`sh -c"), "{problem}");
        assert!(problem.what.ends_with("ended with exit status: 3"), "{problem}");
        assert_eq!(problem.what.lines().count(), 1, "{problem}");
    }
}
