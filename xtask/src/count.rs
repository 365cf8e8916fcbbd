//! Counting tests from the output of test runners.

use std::ops::AddAssign;

use crate::failures::FailedTest;

/// Tests of one or more runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Passed.
    pub passed: u64,
    /// Failed.
    pub failed: u64,
    /// Skipped, with a message.
    pub skipped: u64,
    /// Those of the passed ones that passed on the second try.
    pub second_try: u64,
    /// Those that failed at their first try, as far as their names are known.
    pub failures: Vec<FailedTest>,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.second_try += other.second_try;
        self.failures.extend(other.failures);
    }
}

impl Counts {
    /// Reads `test result: ok. 5 passed; 0 failed; 1 ignored; …`, as libtest and wasm-bindgen-test
    /// print it; any other line counts nothing.
    pub fn of_line(line: &str) -> Self {
        let Some((_, figures)) = line.trim().strip_prefix("test result: ").and_then(|rest| rest.split_once(". "))
        else {
            return Self::default();
        };
        let figure = |word: &str| {
            let part = figures.split(';').map(str::trim).find_map(|part| part.strip_suffix(word));
            part.and_then(|number| number.trim().parse().ok()).unwrap_or(0)
        };
        Self { passed: figure("passed"), failed: figure("failed"), skipped: figure("ignored"), ..Self::default() }
    }

    /// One for a line with which a test reports that it could not run here: `SKIPPED name: why`.
    pub fn skipped_by_line(line: &str) -> u64 {
        u64::from(line.starts_with("SKIPPED "))
    }

    /// Subtracts skipped tests from those that libtest counts as passed.
    pub fn without(self, skipped: u64) -> Self {
        Self { passed: self.passed.saturating_sub(skipped), skipped: self.skipped + skipped, ..self }
    }

    /// Counts failed tests that passed on the second try as passed.
    pub fn with_second_try(mut self, tried: u64) -> Self {
        self.failures.iter_mut().for_each(|test| test.passed_then = true);
        Self {
            passed: self.passed + tried,
            failed: self.failed.saturating_sub(tried),
            second_try: self.second_try + tried,
            ..self
        }
    }

    /// The last line of a test run: `N passed, N failed`, with the skipped ones where there are any. It is
    /// machine-readable.
    pub fn line(&self) -> String {
        let skipped = if self.skipped > 0 { format!(", {} skipped", self.skipped) } else { String::new() };
        format!("{} passed, {} failed{skipped}", self.passed, self.failed)
    }

    /// The same for people, with those that passed only when they were tried once more.
    pub fn line_with_tries(&self) -> String {
        let tries = self.second_try;
        let again = if tries > 0 { format!(", {tries} only at the second try") } else { String::new() };
        format!("{}{again}", self.line())
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;
    use crate::failures::FailedTest;

    #[test]
    fn reads_what_the_runners_print() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.00s";
        assert_eq!(Counts::of_line(line), Counts { passed: 12, failed: 3, skipped: 1, ..Counts::default() });
        assert_eq!(Counts::of_line("test golden ... ok"), Counts::default());
    }

    #[test]
    fn a_test_that_says_it_was_skipped_did_not_pass() {
        assert_eq!(Counts::skipped_by_line("SKIPPED parity: no data here"), 1);
        assert_eq!(Counts::skipped_by_line("test skipped ... ok"), 0);
        let counts = Counts { passed: 5, failed: 1, ..Counts::default() }.without(2);
        assert_eq!(counts, Counts { passed: 3, failed: 1, skipped: 2, ..Counts::default() });
    }

    #[test]
    fn lines_name_skipped_tests_and_second_tries_only_where_there_are_some() {
        let failures = vec![FailedTest::new("a", "b")];
        let counts = Counts { passed: 2, failed: 1, failures, ..Counts::default() };
        assert_eq!(counts.line(), "2 passed, 1 failed");
        assert_eq!(counts.line_with_tries(), counts.line());
        let again = counts.with_second_try(1);
        assert_eq!(again.line(), "3 passed, 0 failed");
        assert_eq!(again.line_with_tries(), "3 passed, 0 failed, 1 only at the second try");
        assert!(again.failures[0].passed_then);
        assert_eq!(Counts { passed: 2, skipped: 4, ..Counts::default() }.line(), "2 passed, 0 failed, 4 skipped");
    }
}
