//! A second try for the few journeys that fail in a run.
//!
//! A journey drives a browser on a busy machine, and one of many may fail by chance. The full first failure is in the
//! output; the journey is retried by itself, with a clear message, and counted in the table of steps.
//!
//! Invariant: a test that fails twice, one of [`ONE_TRY`], a run in which more than [`MOST`] failed, and one that was
//! aborted are failures.

use std::process::Command;

use crate::count::Counts;
use crate::journey_times::JourneyTimes;
use crate::shell::{self, Problem};

/// Limit of failed tests that are retried: more of them are not chance.
const MOST: usize = 3;

/// Journeys about what leaves the device: even an occasional leak is a leak.
const ONE_TRY: [&str; 7] = ["attempts::", "breach::", "leaving::", "privacy::", "room::", "room_choice::", "sealed::"];

/// Runs a test command; `command` is asked for it with no name at first, then with the names of what failed. At the end stands
/// how long each test says that it was at work, the slowest last.
///
/// # Errors
/// Like [`shell::run_tests`], where a second try does not help or is not made.
pub fn run(command: impl FnMut(&[String]) -> Result<Command, Problem>) -> Result<Counts, Problem> {
    let mut times = JourneyTimes::default();
    let outcome = run_said(command, &mut |line| {
        println!("{line}");
        times.read(line);
    });
    times.lines().iter().for_each(|line| println!("{line}"));
    outcome
}

/// The same, with the tests' output and the messages about them passed to `say`.
fn run_said(
    mut command: impl FnMut(&[String]) -> Result<Command, Problem>,
    say: &mut dyn FnMut(&str),
) -> Result<Counts, Problem> {
    let mut failed: Vec<String> = Vec::new();
    let mut read = |line: &str| {
        say(line);
        failed.extend(failed_in(line));
    };
    let problem = match shell::run_tests_read(&mut command(&[])?, &mut read) {
        Ok(counts) => return Ok(counts),
        Err(problem) => problem,
    };
    let Some(tries) = tries(&failed, problem.counts) else { return Err(problem) };
    let names = failed.join(", ");
    say(&format!("\n!! FAILED, and tried once more by itself: {names}. What failed first stands above."));
    match shell::run_tests_read(&mut command(&failed)?, say) {
        Ok(again) if again.passed == tries => {
            say(&format!("!! PASSED ONLY AT THE SECOND TRY: {names}. Mend what is left to chance there."));
            Ok(problem.counts.with_second_try(tries))
        }
        _ => {
            say(&format!("!! FAILED TWICE, all or some: {names}."));
            Err(problem)
        }
    }
}

/// Adds the names to a command that starts tests, if any; these arguments otherwise.
pub fn name(command: &mut Command, failed: &[String], otherwise: &[&str]) {
    if failed.is_empty() {
        command.args(otherwise);
    } else {
        command.args(["--test-threads=1", "--exact"]).args(failed);
    }
}

/// How many are retried; `None` where there are too many, where one must not be, or where not all failed tests are
/// known by name.
fn tries(failed: &[String], counts: Counts) -> Option<u64> {
    let tries = u64::try_from(failed.len()).ok().filter(|tries| *tries == counts.failed)?;
    let may = !failed.iter().any(|name| ONE_TRY.iter().any(|module| name.starts_with(module)));
    (may && (1..=MOST).contains(&failed.len())).then_some(tries)
}

/// The name in `test some::name ... FAILED`.
fn failed_in(line: &str) -> Option<String> {
    line.strip_prefix("test ")?.strip_suffix(" ... FAILED").map(str::to_owned)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// Fake tests in a shell, which run this script the first time and that one the second; their result, and how often
    /// they ran. Their output is not printed here: it would be counted with these tests' own.
    fn ran(first: &str, second: &str) -> (Result<Counts, u64>, Vec<Vec<String>>) {
        let mut asked = Vec::new();
        let mut said = Vec::new();
        let scripts = |failed: &[String]| {
            let script = if asked.is_empty() { first } else { second };
            asked.push(failed.to_vec());
            let mut command = Command::new("sh");
            command.args(["-c", script]);
            Ok(command)
        };
        let outcome = run_said(scripts, &mut |line| said.push(line.to_owned()));
        assert!(!said.is_empty(), "every line is passed on");
        (outcome.map_err(|problem| problem.counts.failed), asked)
    }

    /// Output of a test run in which these failed.
    fn failing(names: &[&str]) -> String {
        let lines: String = names.iter().map(|name| format!("echo test {name} ... FAILED; ")).collect();
        format!("{lines} echo 'test result: FAILED. 5 passed; {} failed; 0 ignored'; exit 101", names.len())
    }

    #[test]
    fn what_passes_at_the_second_try_passes_and_is_counted() {
        let (outcome, asked) = ran(&failing(&["a::b"]), "echo 'test result: ok. 1 passed; 0 failed; 0 ignored'");
        assert_eq!(outcome, Ok(Counts { passed: 6, failed: 0, skipped: 0, second_try: 1 }));
        assert_eq!(asked, [vec![], vec!["a::b".to_owned()]]);
    }

    #[test]
    fn what_fails_twice_or_does_not_run_again_fails() {
        assert_eq!(ran(&failing(&["a"]), &failing(&["a"])).0, Err(1));
        let other = "echo 'test result: ok. 1 passed; 0 failed; 0 ignored'";
        assert_eq!(ran(&failing(&["a", "b"]), other).0, Err(2), "one of two");
        let skips = "echo 'SKIPPED a: nothing here'; echo 'test result: ok. 1 passed; 0 failed; 0 ignored'";
        assert_eq!(ran(&failing(&["a"]), skips).0, Err(1));
    }

    #[test]
    fn too_many_leaks_and_a_run_that_broke_off_get_no_second_try() {
        let passes = "echo 'test result: ok. 4 passed; 0 failed; 0 ignored'";
        let (outcome, asked) = ran(&failing(&["a", "b", "c", "d"]), passes);
        assert_eq!((outcome, asked.len()), (Err(4), 1));
        let (outcome, asked) = ran(&failing(&["a", "sealed::b"]), passes);
        assert_eq!((outcome, asked.len()), (Err(2), 1), "a leak has no second try");
        let broken = "echo test a ... FAILED; exit 134";
        assert_eq!(ran(broken, passes).1.len(), 1);
        let unnamed = "echo 'test result: FAILED. 5 passed; 1 failed; 0 ignored'; exit 101";
        assert_eq!(ran(unnamed, passes).1.len(), 1);
        assert_eq!(ran("echo 'test result: ok. 2 passed; 0 failed; 0 ignored'", passes).1.len(), 1);
    }
}
