//! The command line: commands, options, help, and errors.
//!
//! Read with `lexopt`, compared with `pico-args` and `clap` by the builds of argparse-benchmarks-rs (March 2026, debug):
//! `lexopt` 0.33 s, `pico-args` 0.30 s, `clap` 2 to 4 s, before every first command of a fresh clone. `clap` generates
//! help and errors, but the commands here are the steps, which already have a table of their own. `pico-args` extracts
//! known options from any position, and unknown arguments are only what is left in the end; `lexopt` reads from left to
//! right, so that each argument is judged in its position. Neither generates help or messages: those are here.
//!
//! Invariant: an unknown or incomplete argument is an error that says what was expected; none is ignored.

use std::ffi::OsString;

use lexopt::Arg;

use crate::bundle::WasmOpt;
use crate::shell::Problem;
use crate::steps::STEPS;

/// Commands that are not steps: name and one line for the help.
const COMMANDS: [(&str, &str); 11] = [
    ("help", "this list"),
    ("serve", "build the page and serve it on this machine"),
    ("dist", "build the page and make release/: for any static host, and one zip file"),
    ("reproduce", "build a second time from nothing, and compare with release/ byte by byte (slow)"),
    ("verify", "PATH: are this release, site or zip file what the owner of --public-key signed?"),
    ("bench", "time the network in this browser beside other runtimes; writes docs/performance.md"),
    ("evidence", "try every known way for data to leave the page; writes docs/privacy-evidence.md"),
    ("firefox", "install Firefox and its driver, for `evidence` alone"),
    ("precache", "write the list of dist/ into its sw.js again, after another tool has changed files"),
    ("ship", "put the tasks of $ONSIGHT_MODELS, instead of models/, into dist/ as it is; nothing is compiled"),
    ("test", "every step below, cheapest first"),
];

/// Options: name, the name of its value where it takes one, and one line for the help.
const OPTIONS: [(&str, &str, &str); 15] = [
    ("base", "/PATH/", "serve from a sub-path"),
    ("port", "N", "serve on this port (8080)"),
    ("public-key", "KEY", "of minisign, for verify: its line, or the path of its file"),
    ("no-build", "", "take dist/ as it is"),
    ("no-wasm-opt", "", "quicker build, larger bundles"),
    ("quick", "", "bench in some minutes, without what is slow, and without the document"),
    ("data", "PATH", "bench also counts the answers that each row changes on `val` of this data set"),
    ("json", "", "bench prints one JSON object and nothing else"),
    ("pictures", "N", "bench gives one page so many pictures (1000; none with --quick)"),
    ("sections-only", "", "bench without the rows, and without writing anything"),
    ("files", "N", "fuzz so many files (400000)"),
    ("minutes", "N", "fuzz for so long"),
    ("target", "NAME", "fuzz one target alone"),
    ("seed", "N", "fuzz other files (1)"),
    ("file", "PATH", "fuzz with one file, as it is"),
];

/// The parsed command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandLine {
    /// One of the commands or the steps.
    pub command: String,
    /// How bundles are built.
    pub wasm_opt: WasmOpt,
    /// For verify: what is checked.
    pub path: Option<String>,
    /// For verify: whose signature is expected.
    pub public_key: Option<String>,
    /// Path on the server.
    pub base: String,
    /// Port of the server; 0 for any free one.
    pub port: u16,
    /// Build `dist/` before using it.
    pub build_first: bool,
    /// For the bench: fewer rounds and no row that takes minutes.
    pub quick: bool,
    /// For the bench: one JSON object on standard output, and nothing else there.
    pub json: bool,
    /// For the bench: pictures in one page; by default depends on the kind of bench.
    pub pictures: Option<usize>,
    /// For the bench: the folder of a data set, on whose `val` changed answers are counted.
    pub data: Option<String>,
    /// For fuzz: arguments of its runner; none for what CI does.
    pub fuzz: Vec<String>,
    /// For the bench: only the sections besides the rows, printed and not written.
    pub sections_only: bool,
}

impl Default for CommandLine {
    fn default() -> Self {
        Self {
            command: "help".into(),
            wasm_opt: WasmOpt::Run,
            path: None,
            public_key: None,
            base: "/".into(),
            port: 8080,
            build_first: true,
            quick: false,
            json: false,
            pictures: None,
            data: None,
            fuzz: Vec::new(),
            sections_only: false,
        }
    }
}

impl CommandLine {
    /// Parses the arguments; without any it is a request for help, as is `--help` among any others.
    ///
    /// # Errors
    /// When an argument is unknown, a second command, or lacks its value.
    pub fn parse(words: Vec<OsString>) -> Result<Self, Problem> {
        let mut options = Self::default();
        let mut command: Option<String> = None;
        let mut parser = lexopt::Parser::from_args(words);
        loop {
            let name = match parser.next().map_err(|error| Problem::new(error.to_string(), "leave the value out"))? {
                None => break,
                Some(Arg::Value(word)) if command.as_deref() == Some("verify") && options.path.is_none() => {
                    options.path = Some(word.to_string_lossy().into_owned());
                    continue;
                }
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
                "public-key" => {
                    options.public_key = Some(value(&mut parser, &name, "a key, as in `--public-key RW…`")?);
                }
                "data" => options.data = Some(value(&mut parser, &name, "a folder, as in `--data data/pictures`")?),
                "base" => options.base = value(&mut parser, &name, "a path, as in `--base /some/path/`")?,
                "port" => options.port = number(&mut parser, &name, "a port from 0 to 65535, as in `--port 8080`")?,
                "pictures" => {
                    options.pictures = Some(number(&mut parser, &name, "a whole number, as in `--pictures 100`")?);
                }
                "files" | "minutes" | "seed" => {
                    let count: u64 = number(&mut parser, &name, "a whole number, as in `--files 100000`")?;
                    options.fuzz.push(format!("--{name}={count}"));
                }
                "target" | "file" => {
                    let word = value(&mut parser, &name, "a name, as in `--target png`, or a path")?;
                    options.fuzz.push(format!("--{name}={word}"));
                }
                other => return Err(unknown_option(&format!("--{other}"))),
            }
        }
        options.command = command.unwrap_or(options.command);
        Ok(options)
    }

    /// The arguments that parse to the same, without those for fuzz.
    pub fn words(&self) -> Vec<String> {
        let Self {
            command,
            wasm_opt,
            path,
            public_key,
            base,
            port,
            build_first,
            quick,
            json,
            pictures,
            data,
            sections_only,
            fuzz: _,
        } = self;
        let mut words = vec![command.clone()];
        words.extend(path.clone());
        words.extend(public_key.iter().map(|key| format!("--public-key={key}")));
        words.extend([format!("--base={base}"), format!("--port={port}")]);
        words.extend(pictures.map(|count| format!("--pictures={count}")));
        words.extend(data.iter().map(|folder| format!("--data={folder}")));
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

/// Takes an argument as the command, if there is none yet and it is one.
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
    // The next option, if the value was forgotten.
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
mod tests;
