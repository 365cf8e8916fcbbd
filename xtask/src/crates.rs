//! Fetches every crate that is needed, before something builds offline.
//!
//! trunk runs offline, so that a page is built from exactly what the lock file names. It queries cargo for the
//! dependency tree of all platforms, but cargo itself only fetches what it compiles: on a fresh machine something must
//! fetch the rest first.
//!
//! Invariant: fetches what `Cargo.lock` names, and downloads nothing that is already here.

use std::process::Command;

use crate::paths::Paths;
use crate::shell::{self, Problem};
use crate::threads;

/// Without a target cargo fetches for all targets.
const WORKSPACE: &str = "fetch --locked";

/// Fetches the crates of the workspace and of the standard library of the worker with threads.
///
/// # Errors
/// When the registry cannot be reached, or `Cargo.lock` does not fit `Cargo.toml`.
pub fn fetch(paths: &Paths) -> Result<(), Problem> {
    commands(paths).iter_mut().try_for_each(|command| {
        shell::run(command).map_err(|problem| {
            let what = format!("not every crate that the page is built from could be fetched: {}", problem.what);
            Problem::new(
                what,
                "mend what cargo says above, mostly a missing network, and run it again: what has come stays",
            )
        })
    })
}

/// The two commands for that.
fn commands(paths: &Paths) -> [Command; 2] {
    // The standard library has its own lock file, and crates that nothing else uses.
    let mut library = shell::cargo(paths, &format!("{WORKSPACE} {} {}", threads::LIBRARY, threads::TARGET));
    library.env(threads::UNSTABLE.0, threads::UNSTABLE.1);
    [shell::cargo(paths, WORKSPACE), library]
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::process::Stdio;

    use super::*;

    /// Cargo's messages when the registry or the name server is unreachable.
    const OUT_OF_REACH: [&str; 6] = [
        "spurious network error",
        "Could not connect to server",
        "Could not resolve host",
        "Could not resolve proxy",
        "Timeout was reached",
        "failed to download from",
    ];

    /// Runs it with this folder as cargo's home; returns its output if it failed.
    fn run(command: &mut Command, home: &Path) -> Result<(), String> {
        let output = command.env("CARGO_HOME", home).stdout(Stdio::null()).output().unwrap();
        if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
    }

    /// The package of every bundle in `index.html`; the worker with threads is another program of one of them.
    fn packages() -> Vec<&'static str> {
        let page = include_str!("../../index.html");
        let links = page.split("rel=\"rust\"").skip(1);
        links.filter_map(|rest| rest.split_once("href=\"")?.1.split('"').next()).collect()
    }

    /// On an empty machine: after the steps before `trunk build --offline` nothing is left to fetch. Downloads all
    /// crates, about 110 MB; compiles nothing.
    #[test]
    fn after_fetching_into_nothing_every_bundle_resolves_offline() {
        let paths = Paths::find();
        let home = std::env::temp_dir().join(format!("onsight-cargo-home-{}", std::process::id()));
        let _ = fs::remove_dir_all(&home);
        fs::create_dir_all(&home).unwrap();
        for mut command in commands(&paths) {
            let Err(said) = run(&mut command, &home) else { continue };
            let _ = fs::remove_dir_all(&home);
            assert!(OUT_OF_REACH.iter().any(|words| said.contains(words)), "{command:?}: {said}");
            println!(
                "SKIPPED fetching into an empty CARGO_HOME: the registry is out of reach here, so nothing was tried."
            );
            println!("cargo said: {said}");
            return;
        }
        let bundles = packages();
        assert!(bundles.len() == 9 && bundles.contains(&"src/worker-gpu/Cargo.toml"), "{bundles:?}");
        for manifest in bundles {
            // Like trunk's query: for every platform.
            let words = format!("metadata --format-version 1 --offline --locked --manifest-path {manifest}");
            assert_eq!(run(&mut shell::cargo(&paths, &words), &home), Ok(()), "{words}");
        }
        let [_, mut library] = commands(&paths);
        assert_eq!(run(library.arg("--offline"), &home), Ok(()), "the standard library with atomics");
        fs::remove_dir_all(&home).unwrap();
    }
}
