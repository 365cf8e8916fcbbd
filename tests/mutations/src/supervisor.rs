//! Starts processes for parts of the files, as many at once as there are processors, and reports the results: a process
//! that ends early has exceeded its limit of memory or time, or its stack, on the file it had begun.

use super::cases::Cases;
use super::corpus::root;
use super::faulty::FAULTY;
use super::options::{FileRange, Options};
use super::report::{FuzzFault, Total};
use super::targets::{TARGETS, Target, named};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

/// Files per process: a language is leaked for the life of a process, so no process runs long.
const CHUNK: u64 = 500;
/// Faults in one chunk after which its target is skipped.
const MOST_FAULTS: usize = 5;

/// A range of files of one target.
#[derive(Clone, Copy, Debug)]
struct FuzzJob {
    target: usize,
    from: u64,
    to: u64,
}

/// Runs everything that was requested.
#[must_use]
pub fn supervise(options: &Options) -> ExitCode {
    match run(options) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(what) => {
            eprintln!("error: {what}");
            ExitCode::FAILURE
        }
    }
}

/// Whether no fault was found.
fn run(options: &Options) -> Result<bool, String> {
    let targets: Vec<&'static Target> = match &options.target {
        Some(name) => vec![named(name).ok_or_else(|| unknown(name))?],
        None => TARGETS.iter().collect(),
    };
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    check_oracles(&program, options)?;
    let mut totals = vec![Total::default(); targets.len()];
    let deadline = options.minutes.map(|minutes| Instant::now() + Duration::from_secs(60 * minutes));
    let each = match &options.file {
        Some(_) => 1,
        None => options.files.div_ceil(targets.len() as u64),
    };
    let mut from = 0;
    loop {
        let to = if deadline.is_some() { from + CHUNK } else { each };
        round((&program, options), &targets, jobs(targets.len(), from, to), deadline, &mut totals);
        from = to;
        if deadline.is_none_or(|deadline| Instant::now() >= deadline) {
            break;
        }
    }
    for (target, total) in targets.iter().zip(&totals) {
        println!("{}", total.shown(target));
        eprintln!("{:<20} {:.1} s", target.name, total.took.as_secs_f64());
        for fault in &total.faults {
            println!("{}", told(target, fault, options));
        }
    }
    let failed = totals.iter().filter(|total| !total.faults.is_empty()).count();
    let (outcome, passed) = (if failed == 0 { "ok" } else { "FAILED" }, totals.len() - failed);
    println!("test result: {outcome}. {passed} passed; {failed} failed; 0 ignored; 0 measured; 0 filtered out");
    Ok(failed == 0)
}

fn unknown(name: &str) -> String {
    let known: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
    format!("no target `{name}`; there are {}", known.join(", "))
}

/// Shows that each oracle detects the deliberate faults.
fn check_oracles(program: &Path, options: &Options) -> Result<(), String> {
    let options = Options { file: None, ..options.clone() };
    for (target, word) in &FAULTY {
        let total = done(program, &options, target, FuzzJob { target: 0, from: 0, to: 1 });
        if !total.faults.iter().any(|fault| fault.what.contains(word)) {
            return Err(format!("{} was not stopped, so nothing would be: {:?}", target.name, total.faults));
        }
    }
    Ok(())
}

/// The files of a range of indices of every target, interleaved in chunks.
fn jobs(targets: usize, from: u64, to: u64) -> VecDeque<FuzzJob> {
    let starts = (from..to).step_by(CHUNK as usize);
    starts
        .flat_map(|from| (0..targets).map(move |target| FuzzJob { target, from, to: (from + CHUNK).min(to) }))
        .collect()
}

/// Runs all jobs, or those that begin before the deadline.
fn round(
    (program, options): (&Path, &Options),
    targets: &[&'static Target],
    jobs: VecDeque<FuzzJob>,
    deadline: Option<Instant>,
    totals: &mut [Total],
) {
    let processors = thread::available_parallelism().map_or(2, usize::from);
    let (queue, totals) = (Mutex::new(jobs), Mutex::new(totals));
    let next = || {
        let is_late = deadline.is_some_and(|deadline| Instant::now() >= deadline);
        if is_late { None } else { queue.lock().ok().and_then(|mut queue| queue.pop_front()) }
    };
    let one = || {
        while let Some(job) = next() {
            let total = done(program, options, targets[job.target], job);
            if let Ok(mut totals) = totals.lock() {
                totals[job.target] += total;
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..processors {
            scope.spawn(one);
        }
    });
}

/// Runs a job, in as many processes as needed.
fn done(program: &Path, options: &Options, target: &Target, job: FuzzJob) -> Total {
    let started = Instant::now();
    let (mut total, mut from) = (Total::default(), job.from);
    while from < job.to && total.faults.len() < MOST_FAULTS {
        let part = FileRange { target: target.name.to_owned(), from, to: job.to };
        let Some(fault) = process(program, &options.words(&part), &mut total, from) else { break };
        from = fault.number + 1;
        total.faults.push(fault);
    }
    // Parts finish in any order; their faults are sorted by index.
    total.faults.sort_by_key(|fault| fault.number);
    Total { took: started.elapsed(), ..total }
}

/// Runs a process, and adds its report; returns the file that ended it, if any.
fn process(program: &Path, words: &[String], total: &mut Total, from: u64) -> Option<FuzzFault> {
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).env("RUST_BACKTRACE", "0");
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => return Some(FuzzFault { number: from, what: error.to_string() }),
    };
    let (mut last, mut is_done) = (from, false);
    if let Some(out) = child.stdout.take() {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            match line.split_once(' ') {
                Some(("begin", number)) => last = number.parse().unwrap_or(last),
                Some(("fault", rest)) => {
                    let (number, what) = rest.split_once(' ').unwrap_or((rest, ""));
                    total.faults.push(FuzzFault { number: number.parse().unwrap_or(last), what: what.to_owned() });
                }
                Some(("done", rest)) => {
                    is_done = true;
                    *total += Total::of_line(rest).unwrap_or_default();
                }
                _ => {}
            }
        }
    }
    let mut said = String::new();
    if let Some(mut from) = child.stderr.take() {
        let _ = from.read_to_string(&mut said);
    }
    let ended = child.wait().map_or_else(|error| error.to_string(), |status| status.to_string());
    if is_done {
        return None;
    }
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(FuzzFault { number: last, what: format!("{ended}: {said}") })
}

/// A fault for people; its file is written where it can be reproduced.
fn told(target: &Target, fault: &FuzzFault, options: &Options) -> String {
    let FuzzFault { number, what } = fault;
    let path = options.file.clone().unwrap_or_else(|| {
        let path = format!("target/fuzz/{}-{}-{number}.bin", target.name, options.seed);
        let file: PathBuf = root().join(&path);
        let made = file.parent().is_some_and(|folder| std::fs::create_dir_all(folder).is_ok());
        let bytes = Cases::new(target, options.seed).bytes(*number);
        if made && std::fs::write(&file, bytes).is_ok() { path } else { "no file could be written".to_owned() }
    });
    let again = format!("cargo xtask fuzz --target {} --file {path}", target.name);
    format!("FAULT {} seed {} file {number}: {what}\n  again: {again}", target.name, options.seed)
}
