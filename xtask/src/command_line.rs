//! The command line: commands, options, help, and what is wrong with other words.
//!
//! Read with `lexopt`, compared with `pico-args` and `clap` by the builds of argparse-benchmarks-rs (March 2026, debug):
//! `lexopt` 0.33 s, `pico-args` 0.30 s, `clap` 2 to 4 s, before every first command of a fresh clone. `clap` writes help
//! and errors itself, but the commands here are the steps, which have a table of their own already. `pico-args` takes known
//! options out of the line wherever they stand, and what is unknown is only what is left in the end; `lexopt` reads from
//! left to right, so that each word is judged where it stands. Neither writes help or sentences: those stand here.
//!
//! Invariant: an unknown or incomplete word is an error that says what was expected; none is ignored.

use std::ffi::OsString;

use lexopt::Arg;

use crate::bundle::WasmOpt;
use crate::shell::Problem;
use crate::steps::STEPS;

/// Commands that are no steps: name and one line for the help.
const COMMANDS: [(&str, &str); 9] = [
    ("help", "this list"),
    ("serve", "build the page and serve it on this machine"),
    ("dist", "build the page and make release/: for any static host, and one zip file"),
    ("reproduce", "build a second time from nothing, and compare with release/ byte by byte (slow)"),
    ("bench", "time the network in this browser beside other runtimes; writes docs/performance.md"),
    ("evidence", "try every known way for data to leave the page; writes docs/privacy-evidence.md"),
    ("firefox", "install Firefox and its driver, for `evidence` alone"),
    ("precache", "write the list of dist/ into its sw.js again, after another tool has changed files"),
    ("test", "every step below, cheapest first"),
];

/// Options: name, the name of its value where it takes one, and one line for the help.
const OPTIONS: [(&str, &str, &str); 8] = [
    ("base", "/PATH/", "serve from a sub-path"),
    ("port", "N", "serve on this port (8080)"),
    ("no-build", "", "take dist/ as it is"),
    ("no-wasm-opt", "", "quicker build, larger bundles"),
    ("quick", "", "bench in three minutes, without what is slow, and without the document"),
    ("json", "", "bench prints one JSON object and nothing else"),
    ("pictures", "N", "bench gives one page so many pictures (1000; none with --quick)"),
    ("sections-only", "", "bench without the rows, and without writing anything"),
];

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandLine {
    /// One of the commands or the steps.
    pub command: String,
    /// How bundles are built.
    pub wasm_opt: WasmOpt,
    /// Path on the server.
    pub base: String,
    /// Port of the server; 0 is any free one.
    pub port: u16,
    /// Build `dist/` before using it.
    pub build_first: bool,
    /// Of the bench: fewer rounds and no row that takes minutes.
    pub quick: bool,
    /// Of the bench: one JSON object on the standard output, and nothing else there.
    pub json: bool,
    /// Of the bench: pictures in one page; as many as the kind of bench says where none.
    pub pictures: Option<usize>,
    /// Of the bench: only the sections beside the rows, printed and not written.
    pub sections_only: bool,
}

impl Default for CommandLine {
    fn default() -> Self {
        Self {
            command: "help".into(),
            wasm_opt: WasmOpt::Run,
            base: "/".into(),
            port: 8080,
            build_first: true,
            quick: false,
            json: false,
            pictures: None,
            sections_only: false,
        }
    }
}

impl CommandLine {
    /// Reads the words after the program's name; no word at all asks for help, as `--help` does beside any others.
    ///
    /// # Errors
    /// When a word is unknown, twice a command, or without its value.
    pub fn parse(words: Vec<OsString>) -> Result<Self, Problem> {
        let mut options = Self::default();
        let mut command = None;
        let mut parser = lexopt::Parser::from_args(words);
        loop {
            let name = match parser.next().map_err(|error| Problem::new(error.to_string(), "leave the value out"))? {
                None => break,
                Some(Arg::Value(word)) => {
                    set_command(&mut command, &word.to_string_lossy())?;
                    continue;
                }
                Some(Arg::Short('h')) => "help".to_owned(),
                Some(Arg::Short(letter)) => return Err(unknown_option(&format!("-{letter}"))),
                Some(Arg::Long(name)) => name.to_owned(),
            };
            match name.as_str() {
                "help" => return Ok(Self { command: "help".into(), ..options }),
                "no-wasm-opt" => options.wasm_opt = WasmOpt::Skip,
                "no-build" => options.build_first = false,
                "quick" => options.quick = true,
                "json" => options.json = true,
                "sections-only" => options.sections_only = true,
                "base" => options.base = value(&mut parser, &name, "a path, as in `--base /some/path/`")?,
                "port" => options.port = number(&mut parser, &name, "a port from 0 to 65535, as in `--port 8080`")?,
                "pictures" => {
                    options.pictures = Some(number(&mut parser, &name, "a whole number, as in `--pictures 100`")?);
                }
                other => return Err(unknown_option(&format!("--{other}"))),
            }
        }
        options.command = command.unwrap_or(options.command);
        Ok(options)
    }

    /// The words that say the same.
    pub fn words(&self) -> Vec<String> {
        let Self { command, wasm_opt, base, port, build_first, quick, json, pictures, sections_only } = self;
        let mut words = vec![command.clone(), format!("--base={base}"), format!("--port={port}")];
        words.extend(pictures.map(|count| format!("--pictures={count}")));
        let switches = [
            ("--no-wasm-opt", *wasm_opt == WasmOpt::Skip),
            ("--no-build", !build_first),
            ("--quick", *quick),
            ("--json", *json),
            ("--sections-only", *sections_only),
        ];
        words.extend(switches.into_iter().filter(|(_, is_on)| *is_on).map(|(word, _)| word.to_owned()));
        words
    }
}

/// Takes a word as the command, where there is none yet and it is one.
fn set_command(command: &mut Option<String>, word: &str) -> Result<(), Problem> {
    let mut known = COMMANDS.iter().map(|(name, _)| *name).chain(STEPS.iter().map(|step| step.name));
    if !known.any(|name| name == word) {
        let commands: Vec<&str> = COMMANDS.iter().map(|(name, _)| *name).collect();
        let steps: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        let expected = format!(
            "give a command ({}) or a step ({}); `cargo xtask help` says what each does",
            commands.join(", "),
            steps.join(", ")
        );
        return Err(Problem::new(format!("no command or step `{word}`"), expected));
    }
    match command {
        Some(first) => {
            let what = format!("two commands, `{first}` and `{word}`");
            Err(Problem::new(what, "give one at a time; `cargo xtask test` runs every step"))
        }
        None => {
            *command = Some(word.to_owned());
            Ok(())
        }
    }
}

fn unknown_option(word: &str) -> Problem {
    let known: Vec<String> = OPTIONS.iter().map(|(name, _, _)| format!("--{name}")).collect();
    let expected = format!("give one of {}; `cargo xtask help` says what each does", known.join(", "));
    Problem::new(format!("no option `{word}`"), expected)
}

/// The value of an option.
fn value(parser: &mut lexopt::Parser, option: &str, expected: &str) -> Result<String, Problem> {
    let missing = || Problem::new(format!("`--{option}` needs a value"), format!("give {expected}"));
    let value = parser.value().map_err(|_| missing())?.to_string_lossy().into_owned();
    // The next option, where the value was forgotten.
    if value.is_empty() || value.starts_with('-') { Err(missing()) } else { Ok(value) }
}

/// The value of an option that is a number.
fn number<T: std::str::FromStr>(parser: &mut lexopt::Parser, option: &str, expected: &str) -> Result<T, Problem> {
    let text = value(parser, option, expected)?;
    let wrong = |_| Problem::new(format!("`{text}` is no value for `--{option}`"), format!("give {expected}"));
    text.parse().map_err(wrong)
}

/// What `cargo xtask help` prints.
pub fn help() -> String {
    let mut text = String::from("cargo xtask COMMAND [OPTIONS]\n\n");
    text.extend(COMMANDS.iter().map(|(name, what)| help_line(name, what)));
    text += "\n";
    text.extend(STEPS.iter().map(|step| help_line(step.name, step.what)));
    text += "\n";
    text.extend(OPTIONS.iter().map(|(name, value, what)| help_line(format!("--{name} {value}").trim_end(), what)));
    text + "\nTools and caches live in $ONSIGHT_CACHE, else in ~/.cache/onsight.\n"
}

fn help_line(name: &str, what: &str) -> String {
    format!("  {name:<15} {what}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<CommandLine, Problem> {
        CommandLine::parse(line.split_whitespace().map(OsString::from).collect())
    }

    /// What is wrong with a line, and what is expected instead.
    fn refused(line: &str) -> (String, String) {
        let problem = parse(line).unwrap_err();
        (problem.what, problem.mend)
    }

    #[test]
    fn reads_commands_and_options_in_any_order() {
        let options = parse("serve --base /a/ --port 0 --no-build --no-wasm-opt").unwrap();
        assert_eq!((options.command.as_str(), options.base.as_str(), options.port), ("serve", "/a/", 0));
        assert_eq!((options.wasm_opt, options.build_first), (WasmOpt::Skip, false));
        assert_eq!(parse("--no-wasm-opt --port=0 --no-build --base=/a/ serve").unwrap(), options);
        let bench = parse("--quick bench --json --pictures 40").unwrap();
        assert!(bench.quick && bench.json && bench.build_first && !bench.sections_only);
        assert_eq!((bench.command.as_str(), bench.pictures), ("bench", Some(40)));
    }

    #[test]
    fn help_is_given_without_a_word_and_beside_any() {
        for line in ["", "help", "--help", "-h", "serve --help", "--port 1 -h"] {
            assert_eq!(parse(line).unwrap().command, "help", "{line}");
        }
    }

    #[test]
    fn an_unknown_command_is_told_of_every_command_and_step() {
        let (what, expected) = refused("tset");
        assert_eq!(what, "no command or step `tset`");
        assert!(COMMANDS.iter().all(|(name, _)| expected.contains(name)), "{expected}");
        assert!(STEPS.iter().all(|step| expected.contains(step.name)), "{expected}");
    }

    #[test]
    fn an_unknown_option_is_told_of_every_option() {
        for (line, what) in [("serve --prot 1", "no option `--prot`"), ("serve -p", "no option `-p`")] {
            let (found, expected) = refused(line);
            assert_eq!(found, what);
            assert!(OPTIONS.iter().all(|(name, _, _)| expected.contains(&format!("--{name}"))), "{expected}");
        }
    }

    #[test]
    fn a_missing_or_wrong_value_is_told_what_it_may_be() {
        for line in ["serve --port", "serve --port --no-build", "serve --port="] {
            assert_eq!(refused(line).0, "`--port` needs a value", "{line}");
            assert!(refused(line).1.contains("0 to 65535"), "{line}");
        }
        assert_eq!(refused("serve --base --no-build").0, "`--base` needs a value");
        assert_eq!(refused("serve --port many").0, "`many` is no value for `--port`");
        assert_eq!(refused("serve --port 65536").0, "`65536` is no value for `--port`");
        assert_eq!(refused("bench --pictures 2.5").0, "`2.5` is no value for `--pictures`");
        assert!(refused("bench --quick=yes").0.contains("--quick"));
    }

    #[test]
    fn two_commands_are_refused() {
        assert_eq!(refused("fmt tidy").0, "two commands, `fmt` and `tidy`");
    }

    #[test]
    fn words_say_what_was_read() {
        for line in
            ["serve --base /a/ --port 0", "bench --quick --json --no-build --pictures 3", "bench --sections-only"]
        {
            let options = parse(line).unwrap();
            assert_eq!(CommandLine::parse(options.words().into_iter().map(OsString::from).collect()).unwrap(), options);
        }
    }

    #[test]
    fn the_help_has_one_line_for_every_step_command_and_option() {
        let help = help();
        let lines = |start: String| help.lines().filter(|line| line.starts_with(&start)).count();
        for name in COMMANDS.iter().map(|(name, _)| *name).chain(STEPS.iter().map(|step| step.name)) {
            assert_eq!(lines(format!("  {name} ")), 1, "{name}");
        }
        assert!(OPTIONS.iter().all(|(name, _, _)| lines(format!("  --{name} ")) == 1), "{help}");
    }
}
