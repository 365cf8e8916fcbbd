//! Steps that are started early, in parallel to others, and shown in their turn.
//!
//! Each is a process of its own, `cargo xtask STEP`, whose output is buffered until then: outputs of two steps are
//! never mixed.
//!
//! Invariant: they run one after the other, in the order of the steps; the result of one does not affect the next.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::bundle::WasmOpt;
use crate::count::Counts;
use crate::shell::{Problem, at};

/// The steps that were started.
pub struct StepsAhead {
    ended: Receiver<(&'static str, Result<EndedStep, Problem>)>,
}

/// A finished step.
struct EndedStep {
    said: String,
    is_well: bool,
    took: Duration,
}

impl StepsAhead {
    /// Starts them; `None` where there are none.
    #[must_use]
    pub fn begin(names: Vec<&'static str>, wasm_opt: WasmOpt) -> Option<Self> {
        if names.is_empty() {
            return None;
        }
        println!("beside what follows, and shown in their turn: {}", names.join(", "));
        let (sender, ended) = channel();
        thread::spawn(move || {
            for name in names {
                // If this fails, the receiver is gone.
                if sender.send((name, run(name, wasm_opt))).is_err() {
                    break;
                }
            }
        });
        Some(Self { ended })
    }

    /// Waits for the first step not yet waited for, and prints its output.
    ///
    /// # Errors
    /// When it failed, or could not be started.
    pub fn end(&self, name: &str) -> Result<Counts, Problem> {
        let (ended, step) = self.ended.recv().map_err(|_| Problem::new(format!("{name} was not begun"), ""))?;
        if ended != name {
            return Err(Problem::new(format!("{ended} has ended in the place of {name}"), ""));
        }
        let step = step?;
        println!("{}", own_words(&step.said, name));
        println!("(begun ahead; it took {:.1} s)", step.took.as_secs_f32());
        let failed = || Problem::new(format!("`cargo xtask {name}` failed"), "the lines above say why");
        if step.is_well { Ok(Counts::default()) } else { Err(failed()) }
    }
}

/// Runs a step as a process of its own.
fn run(name: &str, wasm_opt: WasmOpt) -> Result<EndedStep, Problem> {
    let path = std::env::temp_dir().join(format!("onsight-step-{}-{name}.txt", std::process::id()));
    let output = at(&path, File::create(&path))?;
    let errors = at(&path, output.try_clone())?;
    let program = at(&PathBuf::from("xtask"), std::env::current_exe())?;
    let mut command = Command::new(&program);
    command.arg(name).args((wasm_opt == WasmOpt::Skip).then_some("--no-wasm-opt"));
    let started = Instant::now();
    let status = at(&program, command.stdin(Stdio::null()).stdout(output).stderr(errors).status())?;
    let took = started.elapsed();
    let bytes = at(&path, fs::read(&path))?;
    // A failure only wastes disk space.
    let _ = fs::remove_file(&path);
    Ok(EndedStep { said: String::from_utf8_lossy(&bytes).into_owned(), is_well: status.success(), took })
}

/// A step's output without the heading and the summary of every run; all of it if it was aborted.
fn own_words<'s>(said: &'s str, name: &str) -> &'s str {
    let inside = said.split_once(&format!("== {name}: ")).and_then(|(_, rest)| rest.split_once('\n'));
    let words = inside.and_then(|(_, rest)| rest.rsplit_once(&format!("== {name} took "))).map(|(words, _)| words);
    words.unwrap_or(said).trim_end()
}

#[test]
fn what_a_step_says_is_shown_without_the_frame_around_it() {
    let said =
        "\n== build: build dist/\nNOTE: one\ntwo\n== build took 3.0 s\n\nstep seconds outcome\n0 passed, 0 failed\n";
    assert_eq!(own_words(said, "build"), "NOTE: one\ntwo");
    assert_eq!(own_words("thread 'main' panicked\n", "build"), "thread 'main' panicked");
    assert_eq!(own_words("== build: build dist/\nkilled\n", "build"), "== build: build dist/\nkilled");
}
