//! Serves the release with nginx, Caddy and Apache by the shipped recipes, and tests what comes out:
//! every file with its headers, then the page in a browser.
//!
//! Invariant: each server listens on 127.0.0.1 alone, keeps all it writes in one temporary folder, and ends
//! with the step.

mod ask;
mod checks;
mod servers;

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use crate::browser;
use crate::bundle::WasmOpt;
use crate::count::Counts;
use crate::dist::{self, Release};
use crate::place::Place;
use crate::shell::{self, Problem, at, cargo};
use servers::{Running, ServerKind};

/// Where the page lies on each host: a page that only works at the root is half a page.
pub const BASE: &str = "some/clinic/onsight";

/// A picture answered, an example answered, and everything about privacy.
const JOURNEYS: &str = "test --test e2e --release --features lab -- --show-output privacy:: answers::an_example host::";

/// Makes the release and tests it on every server that is here, or can be installed.
pub fn check(place: &Place, _: WasmOpt) -> Result<Counts, Problem> {
    let release = dist::make(place)?;
    let browser = browser::ensure(place)?;
    let missing: Vec<&str> =
        ServerKind::ALL.iter().filter(|kind| !kind.is_whole()).flat_map(|kind| kind.packages()).copied().collect();
    if !missing.is_empty() {
        browser::apt_install(place, &missing);
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
        match on(place, &release, kind, &program, &browser) {
            Ok(on_this) => counts += on_this,
            Err(problem) => {
                counts += problem.counts;
                problems.push(format!("{}: {}", kind.name(), problem.what));
            }
        }
    }
    if problems.is_empty() { Ok(counts) } else { Err(Problem { counts, ..Problem::new(problems.join("\n"), "") }) }
}

fn on(
    place: &Place,
    release: &Release,
    kind: ServerKind,
    program: &std::path::Path,
    browser: &browser::Browser,
) -> Result<Counts, Problem> {
    let folder = Folder::new(kind.name())?;
    let root = folder.0.join("root");
    // What is given away is what is tested.
    dist::unpack(&release.zip, "onsight/site", &root.join(BASE))?;
    let server = Running::start(kind, program, &release.hosting, &folder.0, &root)?;
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
                println!("{}: {name} ... FAILED\n{why}", kind.name());
            }
        }
    }
    let mut journeys = cargo(place, JOURNEYS);
    journeys.env("ONSIGHT_AT", server.url()).env("ONSIGHT_ACCESS_LOG", server.access_log());
    journeys.env("ONSIGHT_CHROMIUM", &browser.chromium).env("ONSIGHT_CHROMEDRIVER", &browser.driver);
    match shell::run_tests(&mut journeys) {
        Ok(in_browser) => counts += in_browser,
        Err(problem) => {
            counts += problem.counts;
            return Err(Problem { counts, ..problem });
        }
    }
    let (failed, mend) = (counts.failed, "the lines above say where and why");
    if failed == 0 { Ok(counts) } else { Err(Problem { counts, ..Problem::new(format!("{failed} failed"), mend) }) }
}

/// A temporary folder that every server's own user may read; removed in the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Result<Self, Problem> {
        let path = std::env::temp_dir().join(format!("onsight-hosts-{}-{name}", std::process::id()));
        at(&path, fs::create_dir_all(&path))?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Only space is lost when this fails.
        let _ = fs::remove_dir_all(&self.0);
        let _ = std::io::stdout().flush();
    }
}
