//! A second try for the few journeys that fail in a run.
//!
//! A journey drives a browser on a busy machine, and one of many may fail by chance. The full first failure is in the
//! output; the journey is retried by itself, with a clear message, and counted in the table of steps.
//!
//! Invariant: a test that fails twice, an assertion in one of [`ONE_TRY`], a run in which more than [`most`] failed, and
//! one that was aborted are failures.

use std::process::Command;

use crate::count::Counts;
use crate::journey_times::JourneyTimes;
use crate::shell::{self, Problem};

/// Limit of failed tests that are retried, in a run of few tests: more of them are not chance.
const MOST_OF_FEW: u64 = 3;

/// The same as a share of a large run, in percent. Where each of 208 journeys fails by chance once in a hundred runs,
/// more than three fail in every sixth run, and more than eight, which is this share, in one of 3,500.
const MOST_PERCENT: u64 = 4;

/// Journeys about what leaves the device: even an occasional leak is a leak. They are retried where the driver itself
/// gave up ([`FailedTest::gave_up`](crate::failures::FailedTest)): a browser that does not start lets nothing out.
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
    let problem = match shell::run_tests_read(&mut command(&[])?, say) {
        Ok(counts) => return Ok(counts),
        Err(problem) => problem,
    };
    let Some(tries) = tries(&problem.counts) else { return Err(problem) };
    let failed: Vec<String> = problem.counts.failures.iter().map(|test| test.name.clone()).collect();
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
fn tries(counts: &Counts) -> Option<u64> {
    let tries = u64::try_from(counts.failures.len()).ok().filter(|tries| *tries == counts.failed)?;
    let may = counts.failures.iter().all(|test| test.gave_up || !has_one_try(&test.name));
    (may && (1..=most(counts)).contains(&tries)).then_some(tries)
}

/// Limit of failed tests that are retried in a run of so many.
fn most(counts: &Counts) -> u64 {
    MOST_OF_FEW.max((counts.passed + counts.failed) * MOST_PERCENT / 100)
}

fn has_one_try(name: &str) -> bool {
    ONE_TRY.iter().any(|module| name.starts_with(module))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::failures::{FailedTest, GAVE_UP};

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

    /// Output of a test run in which this one failed with this message.
    fn failing_with(name: &str, message: &str) -> String {
        let lines = [
            format!("test {name} ... FAILED"),
            format!("---- {name} stdout ----"),
            format!("thread {name} panicked at x.rs:1:2:"),
            message.to_owned(),
            "test result: FAILED. 5 passed; 1 failed; 0 ignored".to_owned(),
        ];
        let lines: String = lines.iter().map(|line| format!("echo \"{line}\"; ")).collect();
        format!("{lines} exit 101")
    }

    /// Output of a test run in which these failed.
    fn failing(names: &[&str]) -> String {
        let lines: String = names.iter().map(|name| format!("echo test {name} ... FAILED; ")).collect();
        format!("{lines} echo 'test result: FAILED. 5 passed; {} failed; 0 ignored'; exit 101", names.len())
    }

    #[test]
    fn what_passes_at_the_second_try_passes_and_is_counted() {
        let (outcome, asked) = ran(&failing(&["a::b"]), "echo 'test result: ok. 1 passed; 0 failed; 0 ignored'");
        let failures = vec![FailedTest { passed_then: true, ..FailedTest::new("a::b", "") }];
        assert_eq!(outcome, Ok(Counts { passed: 6, second_try: 1, failures, ..Counts::default() }));
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

    #[test]
    fn a_journey_about_leaks_is_retried_where_the_driver_gave_up_and_never_for_what_it_asserts() {
        let passes = "echo 'test result: ok. 1 passed; 0 failed; 0 ignored'";
        let (outcome, asked) = ran(&failing_with("sealed::b", &format!("{GAVE_UP}waited 60s for a list")), passes);
        assert_eq!((outcome.map(|counts| counts.second_try), asked.len()), (Ok(1), 2));
        for message in ["the host was asked", "waited 60s for a seal that is sealed"] {
            let (outcome, asked) = ran(&failing_with("sealed::b", message), passes);
            assert_eq!((outcome, asked.len()), (Err(1), 1), "{message}");
        }
        // Elsewhere an assertion may be wrong by chance as well.
        assert_eq!(ran(&failing_with("answers::b", "another answer"), passes).1.len(), 2);
    }

    #[test]
    fn of_a_large_run_as_many_are_retried_as_may_fail_by_chance() {
        let tries_of = |failed: u64, passed: u64| {
            let failures = (0..failed).map(|number| FailedTest::new(format!("a::{number}"), "")).collect();
            tries(&Counts { passed, failed, failures, ..Counts::default() })
        };
        assert_eq!((tries_of(3, 5), tries_of(4, 5)), (Some(3), None));
        assert_eq!((tries_of(8, 200), tries_of(9, 199)), (Some(8), None));
    }
}
