//! Serves the release with nginx, Caddy and Apache by the shipped recipes, and tests the result:
//! every file with its headers, then the page in a browser.
//!
//! Invariant: each server listens on 127.0.0.1 only, writes only into one temporary folder, and ends with the step.

mod checks;
mod http_client;
mod servers;

use std::path::Path;

use temporary::TemporaryFolder;

use crate::browser;
use crate::bundle::WasmOpt;
use crate::count::Counts;
use crate::dist::{self, ReleaseFiles};
use crate::failures::FailedTest;
use crate::paths::Paths;
use crate::second_try;
use crate::shell::{self, Problem, at, cargo};
use crate::test_program;
use servers::{RunningServer, ServerKind};

/// The path of the page on each host: it must not work at the root only.
pub const BASE: &str = "some/clinic/onsight";

/// The journeys, compiled once for all servers.
const COMPILED: &str = "test --package lab --test e2e --release";

/// The journeys that are run: answers to pictures and an example, and everything about privacy.
const JOURNEYS: [&str; 4] = ["privacy::", "sealed::while_a_picture", "answers::an_example", "host::"];

/// Makes the release and tests it on every server that is installed or can be.
pub fn check(paths: &Paths, _: WasmOpt) -> Result<Counts, Problem> {
    let release = dist::make(paths)?;
    let browser = browser::ensure(paths)?;
    let journeys = test_program::compile(&mut cargo(paths, COMPILED), "e2e")?;
    let missing: Vec<&str> =
        ServerKind::ALL.iter().filter(|kind| !kind.is_whole()).flat_map(|kind| kind.packages()).copied().collect();
    if !missing.is_empty() {
        browser::apt_install(paths, &missing);
    }
    let (mut counts, mut problems) = (Counts::default(), Vec::new());
    for kind in ServerKind::ALL {
        let Some(program) = kind.find() else {
            let packages = kind.packages().join(" ");
            println!("SKIPPED {}: it is not on this machine; on Debian `apt-get install {packages}`", kind.name());
            counts.skipped += 1;
            continue;
        };
        println!("\n-- {}: {}", kind.name(), program.display());
        match on(&release, kind, &program, &|server| run_journeys(paths, &journeys, &browser, server)) {
            Ok(on_this) => counts += on_this,
            Err(problem) => {
                counts += problem.counts;
                problems.push(format!("{}: {}", kind.name(), problem.what));
            }
        }
    }
    if problems.is_empty() { Ok(counts) } else { Err(Problem { counts, ..Problem::new(problems.join("\n"), "") }) }
}

fn run_journeys(
    paths: &Paths,
    program: &Path,
    browser: &browser::BrowserPrograms,
    server: &RunningServer,
) -> Result<Counts, Problem> {
    second_try::run(|failed| {
        let mut command = shell::command(paths, program);
        command.arg("--show-output").env("CARGO_MANIFEST_DIR", &paths.root);
        second_try::name(&mut command, failed, &JOURNEYS);
        command.env("ONSIGHT_AT", server.url()).env("ONSIGHT_ACCESS_LOG", server.access_log());
        command.env("ONSIGHT_CHROMIUM", &browser.chromium).env("ONSIGHT_CHROMEDRIVER", &browser.driver);
        Ok(command)
    })
}

/// Tests a running server.
type Journeys<'a> = &'a dyn Fn(&RunningServer) -> Result<Counts, Problem>;

fn on(release: &ReleaseFiles, kind: ServerKind, program: &Path, journeys: Journeys) -> Result<Counts, Problem> {
    let folder = at(&std::env::temp_dir(), TemporaryFolder::new(&format!("hosts-{}", kind.name())))?;
    let root = folder.path().join("root");
    // The published files are the tested ones.
    dist::unpack(&release.zip, "onsight/site", &root.join(BASE))?;
    let server = RunningServer::start(kind, program, &release.hosting, folder.path(), &root)?;
    let mut counts = Counts::default();
    let findings = checks::all(&server, &release.site)?;
    for (name, outcome) in findings {
        match outcome {
            Ok(()) => {
                counts.passed += 1;
                println!("{}: {name} ... ok", kind.name());
            }
            Err(why) => {
                counts.failed += 1;
                counts.failures.push(FailedTest::new(format!("{}: {name}", kind.name()), &why));
                println!("{}: {name} ... FAILED\n{why}", kind.name());
            }
        }
    }
    match journeys(&server) {
        Ok(in_browser) => counts += in_browser,
        Err(problem) => {
            counts += problem.counts;
            return Err(Problem { counts, ..problem });
        }
    }
    let (failed, mend) = (counts.failed, "the lines above say where and why");
    if failed == 0 { Ok(counts) } else { Err(Problem { counts, ..Problem::new(format!("{failed} failed"), mend) }) }
}
