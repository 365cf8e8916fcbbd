//! The two commands of the README, and every step of them.
//!
//! `cargo xtask serve` builds the page and serves it here; `cargo xtask test` proves that it works.
//! Both install the pinned tools they need into a cache folder and leave the rest of the machine alone,
//! but for Chromium, which comes from the system's own package manager.

mod bench;
mod browser;
mod bundle;
mod count;
mod crates;
mod dist;
mod finish;
mod hosts;
mod integrity;
mod languages;
mod place;
mod precache;
mod pydicom;
mod server;
// Not inside `server`, which the end-to-end tests include as it is.
#[cfg(test)]
#[path = "server/tests.rs"]
mod server_tests;
mod shell;
mod size;
mod steps;
mod threads;
mod tools;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use bundle::WasmOpt;
use count::Counts;
use place::Place;
use server::{ISOLATION, Server};
use shell::Problem;
use steps::{STEPS, Step};

fn main() -> ExitCode {
    let place = Place::find();
    let words: Vec<String> = std::env::args().skip(1).collect();
    let options = match Options::read(&words) {
        Ok(options) => options,
        Err(problem) => return fail(&problem),
    };
    match options.command.as_str() {
        "help" => {
            print!("{}", help());
            ExitCode::SUCCESS
        }
        "serve" => serve(&place, &options).map_or_else(|problem| fail(&problem), |()| ExitCode::SUCCESS),
        "dist" => dist(&place, &options).map_or_else(|problem| fail(&problem), |()| ExitCode::SUCCESS),
        "reproduce" => dist::reproduce::check(&place).map_or_else(|problem| fail(&problem), |()| ExitCode::SUCCESS),
        "bench" => bench::run(&place, options.bench()).map_or_else(|problem| fail(&problem), |()| ExitCode::SUCCESS),
        "precache" => bundle::seal(&place).map_or_else(|problem| fail(&problem), |()| ExitCode::SUCCESS),
        "test" => test(&place, &options, &STEPS.iter().collect::<Vec<_>>()),
        name => match STEPS.iter().find(|step| step.name == name) {
            Some(step) => test(&place, &options, &[step]),
            None => fail(&Problem::new(format!("no command `{name}`"), "`cargo xtask --help` lists them")),
        },
    }
}

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    command: String,
    wasm_opt: WasmOpt,
    base: String,
    port: u16,
    build_first: bool,
    quick: bool,
    json: bool,
    pictures: Option<usize>,
    sections_only: bool,
}

impl Options {
    fn read(words: &[String]) -> Result<Self, Problem> {
        let mut options = Self {
            command: "help".into(),
            wasm_opt: WasmOpt::Run,
            base: "/".into(),
            port: 8080,
            build_first: true,
            quick: false,
            json: false,
            pictures: None,
            sections_only: false,
        };
        let mut words = words.iter();
        let value = |name: &str, word: Option<&String>| {
            word.cloned()
                .ok_or_else(|| Problem::new(format!("`{name}` needs a value"), "`cargo xtask --help` shows how"))
        };
        while let Some(word) = words.next() {
            match word.as_str() {
                "--help" | "-h" => options.command = "help".into(),
                "--no-wasm-opt" => options.wasm_opt = WasmOpt::Skip,
                "--no-build" => options.build_first = false,
                "--quick" => options.quick = true,
                "--json" => options.json = true,
                "--sections-only" => options.sections_only = true,
                "--pictures" => {
                    let count = value(word, words.next())?;
                    let none = || Problem::new(format!("`{count}` is no number of pictures"), "give a whole number");
                    options.pictures = Some(count.parse().map_err(|_| none())?);
                }
                "--base" => options.base = value(word, words.next())?,
                "--port" => {
                    let port = value(word, words.next())?;
                    options.port = port
                        .parse()
                        .map_err(|_| Problem::new(format!("`{port}` is no port"), "give a number up to 65535"))?;
                }
                name if !name.starts_with('-') => options.command = name.into(),
                other => {
                    return Err(Problem::new(format!("no option `{other}`"), "`cargo xtask --help` lists them"));
                }
            }
        }
        Ok(options)
    }

    fn bench(&self) -> bench::BenchRequest {
        let Self { quick, json, build_first, wasm_opt, pictures, sections_only, .. } = *self;
        bench::BenchRequest { quick, json, build_first, wasm_opt, pictures, sections_only }
    }
}

fn help() -> String {
    let mut text = String::from(
        "cargo xtask COMMAND [OPTIONS]\n\n  serve          build the page and serve it on this machine\n  \
         dist           build the page and make release/: for any static host, and one zip file\n  \
         reproduce      build a second time from nothing, and compare with release/ byte by byte (slow)\n  \
         bench          time the network in this browser beside other runtimes; writes docs/performance.md\n  \
         precache       write the list of dist/ into its sw.js again, after another tool has changed files\n  \
         test           every step below, cheapest first\n\n",
    );
    for step in &STEPS {
        text += &format!("  {:<14} {}\n", step.name, step.what);
    }
    text + "\n  --base /PATH/  serve from a sub-path\n  --port N       serve on this port (8080)\n  \
            --no-build     take dist/ as it is\n  --no-wasm-opt  quicker build, larger bundles\n  \
            --quick        bench in three minutes, without what is slow, and without the document\n  \
            --json         bench prints one JSON object and nothing else\n  \
            --pictures N   bench gives one page so many pictures (1000; none with --quick)\n  \
            --sections-only  bench without the rows, and without writing anything\n\n\
            Tools and caches live in $ONSIGHT_CACHE, else in ~/.cache/onsight.\n"
}

/// Builds, serves, prints the address, and goes on until it is stopped.
fn serve(place: &Place, options: &Options) -> Result<(), Problem> {
    if options.build_first {
        tools::ensure(place)?;
        bundle::build(place, options.wasm_opt)?;
    }
    let index = place.dist().join("index.html");
    if !index.is_file() {
        return Err(Problem::new(
            format!("{} is missing", index.display()),
            "run `cargo xtask serve` without --no-build",
        ));
    }
    let server = Server::start_with(&place.dist(), &options.base, options.port, ISOLATION).map_err(|error| {
        Problem::new(
            format!("port {}: {error}", options.port),
            "give another one with --port, or --port 0 for any free one",
        )
    })?;
    println!("\nOnsight is at {}\nStop it with Ctrl+C.", server.url());
    loop {
        std::thread::park();
    }
}

/// Builds, and makes `release/` of it.
fn dist(place: &Place, options: &Options) -> Result<(), Problem> {
    if options.build_first {
        tools::ensure(place)?;
        bundle::build(place, options.wasm_opt)?;
    }
    dist::make(place).map(drop)
}

/// Runs steps, each whatever became of those before it, and sums up.
fn test(place: &Place, options: &Options, steps: &[&Step]) -> ExitCode {
    let mut total = Counts::default();
    let mut rows: Vec<(&str, Duration, Result<Counts, Problem>)> = Vec::new();
    for step in steps {
        println!("\n== {}: {}", step.name, step.what);
        let started = Instant::now();
        let mut outcome = (step.run)(place, options.wasm_opt);
        if let Err(problem) = &mut outcome {
            println!("FAILED: {problem}");
            // A failed step is a failure, also where no test is to blame.
            problem.counts.failed = problem.counts.failed.max(1);
        }
        println!("== {} took {:.1} s", step.name, started.elapsed().as_secs_f32());
        total += match &outcome {
            Ok(counts) => *counts,
            Err(problem) => problem.counts,
        };
        rows.push((step.name, started.elapsed(), outcome));
    }
    println!("\n{:<14} {:>8}  outcome", "step", "seconds");
    for (name, took, outcome) in &rows {
        let words = match outcome {
            Ok(counts) if *counts == Counts::default() => "ok".into(),
            Ok(counts) => counts.line(),
            Err(problem) => format!("FAILED: {}", problem.what.lines().next().unwrap_or_default()),
        };
        println!("{name:<14} {:>8.1}  {words}", took.as_secs_f32());
    }
    let all: Duration = rows.iter().map(|row| row.1).sum();
    println!("{:<14} {:>8.1}\n\n{}", "all", all.as_secs_f32(), total.line());
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn fail(problem: &Problem) -> ExitCode {
    eprintln!("error: {problem}");
    ExitCode::FAILURE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Options, Problem> {
        Options::read(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn reads_commands_and_options_in_any_order() {
        let options = read("serve --base /a/ --port 0 --no-build --no-wasm-opt").unwrap();
        assert_eq!((options.command.as_str(), options.base.as_str(), options.port), ("serve", "/a/", 0));
        assert_eq!((options.wasm_opt, options.build_first), (WasmOpt::Skip, false));
        let ask = read("bench --quick --json").unwrap().bench();
        assert!(ask.quick && ask.json && ask.build_first);
        assert!(read("serve --port many").is_err() && read("--nonsense").is_err() && read("serve --base").is_err());
    }

    #[test]
    fn the_help_names_every_step() {
        assert!(STEPS.iter().all(|step| help().contains(step.name)));
    }
}
