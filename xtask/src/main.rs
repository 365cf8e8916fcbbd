//! The two commands of the README, and every step of them.
//!
//! `cargo xtask serve` builds the page and serves it here; `cargo xtask test` proves that it works.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use server::{ISOLATION, Server};
use xtask::ahead::StepsAhead;
use xtask::browser;
use xtask::bundle;
use xtask::command_line::{CommandLine, help};
use xtask::count::Counts;
use xtask::dist;
use xtask::paths::Paths;
use xtask::shell::{self, Problem};
use xtask::ship;
use xtask::steps::{self, AHEAD, AHEAD_FROM, STEPS, Step};
use xtask::tools;

/// The benchmark is a separate package, so that no other command waits for its compilation.
const BENCH: &str = "run --quiet --package bench --";

fn main() -> ExitCode {
    let paths = Paths::find();
    let options = match CommandLine::parse(std::env::args_os().skip(1).collect()) {
        Ok(options) => options,
        Err(problem) => return fail(&problem),
    };
    let done = match options.command.as_str() {
        "help" => {
            print!("{}", help());
            Ok(())
        }
        "serve" => serve(&paths, &options),
        "dist" => make_release(&paths, &options),
        "reproduce" => dist::reproduce::check(&paths),
        "verify" => dist::verify::check(options.path.as_deref(), options.public_key.as_deref()),
        "bench" => return bench(&paths, &options),
        "evidence" => evidence(&paths, &options),
        "firefox" => browser::ensure_firefox(&paths)
            .map(|(firefox, driver)| println!("{} and {}", firefox.display(), driver.display())),
        "precache" => bundle::post_process(&paths),
        "ship" => ship::run(&paths),
        // Without arguments it is the step.
        "fuzz" if !options.fuzz.is_empty() => steps::fuzz(&paths, &options.fuzz).map(drop),
        "test" => return test(&paths, &options, &STEPS.iter().collect::<Vec<_>>()),
        // Every other command is a step.
        name => return test(&paths, &options, &STEPS.iter().filter(|step| step.name == name).collect::<Vec<_>>()),
    };
    done.map_or_else(|problem| fail(&problem), |()| ExitCode::SUCCESS)
}

/// Builds, serves, prints the address, and runs until it is stopped.
fn serve(paths: &Paths, options: &CommandLine) -> Result<(), Problem> {
    if options.build_first {
        tools::ensure(paths)?;
        bundle::build(paths, options.wasm_opt)?;
    }
    let index = paths.dist().join("index.html");
    if !index.is_file() {
        return Err(Problem::new(
            format!("{} is missing", index.display()),
            "run `cargo xtask serve` without --no-build",
        ));
    }
    let server = Server::start_with(&paths.dist(), &options.base, options.port, ISOLATION).map_err(|error| {
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
fn make_release(paths: &Paths, options: &CommandLine) -> Result<(), Problem> {
    if options.build_first {
        tools::same_rustc(paths)?;
        tools::ensure(paths)?;
        bundle::build(paths, options.wasm_opt)?;
    }
    dist::make(paths).map(drop)
}

/// Builds, and tries to get data out of what was built.
fn evidence(paths: &Paths, options: &CommandLine) -> Result<(), Problem> {
    if options.build_first {
        tools::ensure(paths)?;
        bundle::build(paths, options.wasm_opt)?;
    }
    steps::evidence(paths).map(|counts| println!("\n{}", counts.line()))
}

/// Runs the benchmark, which reports its errors itself.
fn bench(paths: &Paths, options: &CommandLine) -> ExitCode {
    match shell::cargo(paths, BENCH).args(options.words()).status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => fail(&Problem::new(format!("cargo cannot start: {error}"), "")),
    }
}

/// Runs steps, each regardless of the results before it, and sums up.
fn test(paths: &Paths, options: &CommandLine, steps: &[&Step]) -> ExitCode {
    let mut total = Counts::default();
    let mut rows: Vec<(&str, Duration, Result<Counts, Problem>)> = Vec::new();
    let mut ahead = None;
    for step in steps {
        println!("\n== {}: {}", step.name, step.what);
        let started = Instant::now();
        if step.name == AHEAD_FROM {
            let names = steps.iter().map(|step| step.name).filter(|name| AHEAD.contains(name));
            ahead = StepsAhead::begin(names.collect(), options.wasm_opt);
        }
        let mut outcome = match ahead.as_ref().filter(|_| AHEAD.contains(&step.name)) {
            Some(begun) => begun.end(step.name),
            None => (step.run)(paths, options.wasm_opt),
        };
        if let Err(problem) = &mut outcome {
            println!("FAILED: {problem}");
            // A failed step is a failure, even where no test failed.
            problem.counts.failed = problem.counts.failed.max(1);
        }
        println!("== {} took {:.1} s", step.name, started.elapsed().as_secs_f32());
        total += match &outcome {
            Ok(counts) => counts.clone(),
            Err(problem) => problem.counts.clone(),
        };
        rows.push((step.name, started.elapsed(), outcome));
    }
    println!("\n{:<14} {:>8}  outcome", "step", "seconds");
    for (name, took, outcome) in &rows {
        let words = match outcome {
            Ok(counts) if *counts == Counts::default() => "ok".into(),
            Ok(counts) => counts.line_with_tries(),
            Err(problem) => format!("FAILED: {}", problem.what.lines().next().unwrap_or_default()),
        };
        println!("{name:<14} {:>8.1}  {words}", took.as_secs_f32());
    }
    let all: Duration = rows.iter().map(|row| row.1).sum();
    println!("{:<14} {:>8.1}\n", "all", all.as_secs_f32());
    for (name, _, outcome) in &rows {
        let counts = outcome.as_ref().unwrap_or_else(|problem| &problem.counts);
        counts.failures.iter().for_each(|test| println!("{}", test.lines(name)));
    }
    println!("{}", total.line());
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn fail(problem: &Problem) -> ExitCode {
    eprintln!("error: {problem}");
    ExitCode::FAILURE
}
