//! The process that runs some files of a target: it prints the index of each before it begins, so that the supervisor
//! knows which file ended it.

use super::allocator;
use super::cases::Cases;
use super::corpus::root;
use super::faulty::FAULTY;
use super::hash::{START, fnv};
use super::options::{FileRange, Options};
use super::report::Total;
use super::targets::{Target, named};
use std::io::Write;
use std::panic::catch_unwind;
use std::process::ExitCode;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

/// Stack size of a decoder in bytes: four times that of a WebAssembly program.
const STACK: usize = 4 << 20;

/// Message of the last panic.
static PANIC: Mutex<String> = Mutex::new(String::new());
/// When the current file was begun.
static BEGUN: Mutex<Option<Instant>> = Mutex::new(None);

/// Runs a part.
#[must_use]
pub fn work(options: &Options, part: &FileRange) -> ExitCode {
    let faulty = FAULTY.iter().map(|(target, _)| target).find(|target| target.name == part.target);
    let Some(target) = named(&part.target).or(faulty) else {
        eprintln!("error: no target `{}`", part.target);
        return ExitCode::FAILURE;
    };
    std::panic::set_hook(Box::new(|info| {
        if let Ok(mut said) = PANIC.lock() {
            *said = info.to_string().replace('\n', " ");
        }
    }));
    thread::spawn(move || watch(target.budget.seconds));
    let (options, part) = (options.clone(), part.clone());
    let all = thread::Builder::new().stack_size(STACK).spawn(move || each(target, &options, &part));
    match all.map(thread::JoinHandle::join) {
        Ok(Ok(Ok(()))) => ExitCode::SUCCESS,
        Ok(Ok(Err(error))) | Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
        // A panic before the first file.
        Ok(Err(_)) => {
            eprintln!("{}", panic_said());
            ExitCode::FAILURE
        }
    }
}

/// Aborts the process when a file takes too long.
fn watch(seconds: u64) {
    loop {
        thread::sleep(Duration::from_millis(100));
        let begun = BEGUN.lock().ok().and_then(|begun| *begun);
        if begun.is_some_and(|begun| begun.elapsed().as_secs() > seconds) {
            eprintln!("more than {seconds} seconds");
            std::process::abort();
        }
    }
}

fn each(target: &Target, options: &Options, part: &FileRange) -> std::io::Result<()> {
    let given = match &options.file {
        Some(path) => Some(std::fs::read(root().join(path))?),
        None => None,
    };
    let cases = Cases::new(target, options.seed);
    let mut out = std::io::stdout().lock();
    let mut total = Total::default();
    for number in part.from..part.to {
        let bytes = given.clone().unwrap_or_else(|| cases.bytes(number));
        writeln!(out, "begin {number}")?;
        match tried(target, &bytes) {
            Ok(one) => total += one,
            Err(what) => writeln!(out, "fault {number} {what}")?,
        }
    }
    writeln!(out, "{}", total.line())
}

/// Runs one file, and checks its budget.
fn tried(target: &Target, bytes: &[u8]) -> Result<Total, String> {
    let budget = target.budget;
    let started = Instant::now();
    set_begun(Some(started));
    let held = allocator::begin(budget.ceiling(bytes.len()));
    let came = catch_unwind(|| (target.run)(bytes));
    let most = allocator::end(held);
    set_begun(None);
    let Ok(came) = came else { return Err(panic_said()) };
    let (input, seconds) = (bytes.len(), started.elapsed().as_secs());
    let within = budget.within(input, came.unwrap_or(0));
    if most > within {
        return Err(format!("{most} bytes of memory for a file of {input}, at most {within}"));
    }
    if seconds > budget.seconds {
        return Err(format!("{seconds} seconds, at most {}", budget.seconds));
    }
    let fingerprint = fnv(fnv(START, bytes), &came.unwrap_or(u64::MAX).to_le_bytes());
    Ok(Total { files: 1, read: u64::from(came.is_some()), most, fingerprint, ..Total::default() })
}

fn set_begun(at: Option<Instant>) {
    if let Ok(mut begun) = BEGUN.lock() {
        *begun = at;
    }
}

fn panic_said() -> String {
    PANIC.lock().map(|said| said.clone()).unwrap_or_default()
}
