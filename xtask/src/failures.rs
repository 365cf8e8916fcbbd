//! Which tests failed and what they said first, read from what test runners print.
//!
//! A run of thousands of tests prints more than a log shows: its end names what failed.

/// The start of every message with which the journeys' driver itself gives up: a browser that does not start, or
/// something that does not come in time (`tests/e2e/driver/gave_up.rs`). No assertion begins so.
pub const GAVE_UP: &str = "journey: ";

/// Characters of a message at the end of a run.
const MOST_SHOWN: usize = 200;

/// A test that failed when it ran first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FailedTest {
    /// Its module and name, as the runner prints it.
    pub name: String,
    /// The first line of its message; empty where it left none.
    pub why: String,
    /// Whether every message of it is one of [`GAVE_UP`].
    pub gave_up: bool,
    /// Whether it passed when it was tried once more.
    pub passed_then: bool,
}

impl FailedTest {
    /// A test that failed with this message.
    pub fn new(name: impl Into<String>, why: &str) -> Self {
        let why = why.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        Self { name: name.into(), why: why.to_owned(), gave_up: why.starts_with(GAVE_UP), passed_then: false }
    }

    /// Two lines for the end of a run: which test of which step, and what it said.
    pub fn lines(&self, step: &str) -> String {
        let outcome = if self.passed_then { "PASSED ONLY AT THE SECOND TRY" } else { "FAILED" };
        let mut why: String = self.why.chars().take(MOST_SHOWN).collect();
        if why.len() < self.why.len() {
            why.push('…');
        }
        let why = if why.is_empty() { "without a message" } else { &why };
        format!("{outcome} {step}: {}\n    {why}", self.name)
    }
}

/// What the next line belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ReadPlace {
    /// No message of a failed test.
    #[default]
    Elsewhere,
    /// What a failed test printed; its number.
    Output(usize),
    /// The line after `panicked at …`, which is the message.
    Message(usize),
    /// The lines after it, which may be the two sides of a comparison.
    AfterMessage(usize),
    /// The line after `… FAILED` of a check that is no test of Rust.
    Reason(usize),
}

/// Reads the output of libtest, of the documents' examples, of wasm-bindgen-test, of the changed files and of
/// validators, line by line.
#[derive(Debug, Default)]
pub struct FailureReader {
    failed: Vec<FailedTest>,
    /// Whether the test has left a message: until then the first line of its output stands for one.
    has_message: Vec<bool>,
    place: ReadPlace,
}

impl FailureReader {
    /// Takes in the next line.
    pub fn read(&mut self, line: &str) {
        if let Some((name, is_test)) = failed_in(line) {
            let number = self.number_of(name);
            self.place = if is_test { ReadPlace::Elsewhere } else { ReadPlace::Reason(number) };
        } else if let Some((target, what)) = line.strip_prefix("FAULT ").and_then(|rest| rest.split_once(' ')) {
            let number = self.number_of(target);
            self.take_message(number, what);
            self.place = ReadPlace::Elsewhere;
        } else if let Some(name) = section_in(line) {
            let number = self.failed.iter().position(|test| test.name == name);
            self.place = number.map_or(ReadPlace::Elsewhere, ReadPlace::Output);
        } else if ["failures:", "successes:"].contains(&line) || line.starts_with("test result: ") {
            self.place = ReadPlace::Elsewhere;
        } else {
            self.read_inside(line.trim());
        }
    }

    /// All that have failed so far, in the order of their failures.
    pub fn into_failures(self) -> Vec<FailedTest> {
        self.failed
    }

    /// A line that belongs to what was read before.
    fn read_inside(&mut self, line: &str) {
        match self.place {
            ReadPlace::Output(number) | ReadPlace::AfterMessage(number) if is_panic(line) => {
                self.place = ReadPlace::Message(number);
            }
            ReadPlace::Message(number) => {
                self.take_message(number, line);
                self.place = ReadPlace::AfterMessage(number);
            }
            ReadPlace::AfterMessage(number) => {
                let test = &mut self.failed[number];
                let is_first = test.why.starts_with("assertion `") && !test.why.contains("; right: ");
                if is_first && ["left: ", "right: "].iter().any(|side| line.starts_with(side)) {
                    test.why += "; ";
                    test.why += line;
                }
            }
            ReadPlace::Output(number) if self.failed[number].why.is_empty() => {
                line.clone_into(&mut self.failed[number].why)
            }
            ReadPlace::Reason(number) => {
                self.take_message(number, line);
                self.place = ReadPlace::Elsewhere;
            }
            ReadPlace::Output(_) | ReadPlace::Elsewhere => {}
        }
    }

    /// The number of a failed test, which is a new one when it is named first.
    fn number_of(&mut self, name: &str) -> usize {
        if let Some(known) = self.failed.iter().position(|test| test.name == name) {
            return known;
        }
        self.failed.push(FailedTest { name: name.to_owned(), ..FailedTest::default() });
        self.has_message.push(false);
        self.failed.len() - 1
    }

    /// Keeps the first message, and whether all are the driver's own.
    fn take_message(&mut self, number: usize, message: &str) {
        let (test, is_driver) = (&mut self.failed[number], message.starts_with(GAVE_UP));
        if self.has_message[number] {
            test.gave_up &= is_driver;
            return;
        }
        self.has_message[number] = true;
        message.clone_into(&mut test.why);
        test.gave_up = is_driver;
    }
}

/// The name in `test some::name ... FAILED`, which wasm-bindgen-test ends with `FAIL`, and whether it is a test of
/// Rust: a validator says `file ... FAILED`.
fn failed_in(line: &str) -> Option<(&str, bool)> {
    let named = line.strip_suffix(" ... FAILED").or_else(|| line.strip_suffix(" ... FAIL"))?;
    let Some(test) = named.strip_prefix("test ") else { return Some((named, false)) };
    Some((test.strip_suffix(" - should panic").unwrap_or(test), true))
}

/// The name in `---- some::name stdout ----`, as libtest begins what a test printed, or in the same with `output`, as
/// wasm-bindgen-test does.
fn section_in(line: &str) -> Option<&str> {
    let named = line.trim().strip_prefix("---- ")?.strip_suffix(" ----")?;
    named.strip_suffix(" stdout").or_else(|| named.strip_suffix(" output"))
}

/// Whether the message of a panic follows: `thread 'name' (12) panicked at file.rs:3:5:`.
fn is_panic(line: &str) -> bool {
    let is_told = line.starts_with("panicked at ") || (line.starts_with("thread ") && line.contains(" panicked at "));
    is_told && line.ends_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(output: &str) -> Vec<FailedTest> {
        let mut reader = FailureReader::default();
        output.lines().for_each(|line| reader.read(line));
        reader.into_failures()
    }

    fn whys(output: &str) -> Vec<(String, String)> {
        read(output).into_iter().map(|test| (test.name, test.why)).collect()
    }

    fn pair(name: &str, why: &str) -> (String, String) {
        (name.to_owned(), why.to_owned())
    }

    const JOURNEYS: &str = "running 4 tests
test a::passes ... ok
test a::waits ... FAILED
test b::compares ... FAILED
test b::should ... ok

successes:

---- a::passes stdout ----
TOOK 2.0 s a::passes

thread 'a::passes' (7) panicked at tests/x.rs:1:1:
caught by a test that expects it

successes:
    a::passes

failures:

---- a::waits stdout ----
TOOK 61.2 s a::waits

thread 'a::waits' (8) panicked at tests/e2e/page.rs:131:22:
journey: waited 60s for `#kept li`; the page says:
test not::a_test ... nothing
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace

---- b::compares stdout ----

thread 'b::compares' (9) panicked at tests/e2e/b.rs:3:5:
assertion `left == right` failed: back
  left: 2
 right: 3

thread 'b::compares' (9) panicked at tests/e2e/b.rs:9:5:
another
  left: 5


failures:
    a::waits
    b::compares

test result: FAILED. 2 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s
";

    #[test]
    fn failed_tests_have_the_first_line_of_their_message() {
        let expected = [
            pair("a::waits", "journey: waited 60s for `#kept li`; the page says:"),
            pair("b::compares", "assertion `left == right` failed: back; left: 2; right: 3"),
        ];
        assert_eq!(whys(JOURNEYS), expected);
        assert_eq!(read(JOURNEYS).iter().map(|test| test.gave_up).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn a_driver_that_gave_up_is_no_excuse_for_an_assertion_beside_it() {
        let said = |messages: [&str; 2]| {
            let panics = messages.map(|message| format!("thread 'a' (1) panicked at x.rs:1:2:\n{message}\n"));
            read(&format!("test a ... FAILED\n---- a stdout ----\n{}", panics.concat()))[0].gave_up
        };
        assert!(said(["journey: waited 60s for x", "journey: no browser"]));
        assert!(!said(["journey: waited 60s for x", "the host was asked"]));
        assert!(!said(["the host was asked", "journey: waited 60s for x"]));
        assert!(!said(["not at the start: journey: waited", "journey: waited"]));
        assert!(!read("test a ... FAILED\n---- a stdout ----\njourney: only printed\n")[0].gave_up);
    }

    #[test]
    fn a_test_that_should_panic_or_leaves_no_panic_says_what_it_printed() {
        let output = "test a::b - should panic ... FAILED\ntest c ... FAILED\n\nfailures:\n\n---- a::b stdout ----\n\
            note: test did not panic as expected at x.rs:1:1\n\nfailures:\n    a::b\n    c\n";
        assert_eq!(whys(output), [pair("a::b", "note: test did not panic as expected at x.rs:1:1"), pair("c", "")]);
    }

    #[test]
    fn examples_tests_in_a_browser_changed_files_and_validators_are_read_as_well() {
        let example = "test crates/a/src/b.rs - b::c (line 3) ... FAILED\n\nfailures:\n\n\
            ---- crates/a/src/b.rs - b::c (line 3) stdout ----\nTest executable failed (exit status: 101).\n\nstderr:\n\n\
            thread 'main' (4) panicked at /tmp/x.rs:2:1:\nno such thing\n";
        assert_eq!(whys(example), [pair("crates/a/src/b.rs - b::c (line 3)", "no such thing")]);
        let in_browser = "test kernels::adds ... FAIL\n\nfailures:\n\n---- kernels::adds output ----\n    error output:\n        \
            panicked at tests/browser/kernels.rs:5:2:\n        too large\n";
        assert_eq!(whys(in_browser), [pair("kernels::adds", "too large")]);
        let changed = "FAULT dicom seed 3 file 17: a panic\n  again: x\nFAULT dicom seed 3 file 18: another\n";
        assert_eq!(whys(changed), [pair("dicom", "seed 3 file 17: a panic")]);
        assert_eq!(whys("one.dcm ... FAILED\nValueError: no length\n"), [pair("one.dcm", "ValueError: no length")]);
        assert!(read("test a ... ok\none.dcm ... ok\ntest result: ok. 1 passed; 0 failed; 0 ignored\n").is_empty());
    }

    #[test]
    fn the_end_of_a_run_names_step_test_and_message() {
        let mut test = FailedTest::new("nginx: every file", "\n  first\nsecond");
        assert_eq!(test.lines("hosts"), "FAILED hosts: nginx: every file\n    first");
        test.passed_then = true;
        test.why = "ä".repeat(MOST_SHOWN + 1);
        let shown = format!("PASSED ONLY AT THE SECOND TRY e2e: nginx: every file\n    {}…", "ä".repeat(MOST_SHOWN));
        assert_eq!(test.lines("e2e"), shown);
        assert_eq!(FailedTest::new("a", "").lines("x"), "FAILED x: a\n    without a message");
    }

    #[test]
    fn the_driver_of_the_journeys_says_that_it_gave_up_as_it_is_read_here() {
        let file = crate::paths::Paths::find().root.join("tests/e2e/driver/gave_up.rs");
        let text = std::fs::read_to_string(file).unwrap();
        assert!(text.contains(&format!("const GAVE_UP: &str = {GAVE_UP:?};")), "{text}");
    }
}
