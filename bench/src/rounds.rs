//! Every row in every round, each in a fresh browser; and, once, the answers that a row changes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use server::{ISOLATION, Server};
use xtask::browser::BrowserPrograms;
use xtask::shell::{Problem, at};

use crate::configurations::Configuration;
use crate::figures::{self, Figures};
use crate::page::{self, Fresh, PageRun};
use crate::{Effort, GPU, TASK};

/// One picture is enough for timing where answers are counted.
const ONCE: Effort = Effort { rounds: 1, unseen: 0, runs: 1, most_ms: 1 };

/// How the browsers are started, and what is served to them.
#[derive(Clone, Copy, Debug)]
pub struct Rounds<'a> {
    /// The folder that is served.
    pub site: &'a Path,
    /// The program.
    pub browser: &'a BrowserPrograms,
    /// Flags of these browsers alone.
    pub flags: &'a [&'a str],
    /// Exported networks that could not be made, with the reason.
    pub missing: &'a [(String, String)],
}

/// A server of plain pages, and one of isolated ones.
struct PlainAndIsolated {
    plain: Server,
    isolated: Server,
}

impl Rounds<'_> {
    /// Private bytes of a page that computes nothing.
    pub fn empty_page(&self) -> Option<u64> {
        let server = Server::start(self.site, "/", 0).ok()?;
        let fresh = Fresh { browser: self.browser, is_gpu: false, flags: self.flags, limit: Duration::from_secs(60) };
        page::measure(&fresh, &server, "engine=none").ok()?.memory
    }

    /// Runs every row in every round.
    ///
    /// # Errors
    /// When nothing can be served, or ours is not measured. The failure of a peer is stated in its row.
    pub fn measure(&self, rows: &[Configuration], effort: Effort) -> Result<Vec<Figures>, Problem> {
        let servers = self.serve()?;
        let mut figures = vec![Figures::default(); rows.len()];
        for (row, figures) in rows.iter().zip(&mut figures) {
            figures.problem = self.missing.iter().find(|(file, _)| file == row.file).map(|(_, why)| why.clone());
        }
        for round in 0..effort.rounds {
            for (row, figures) in rows.iter().zip(&mut figures) {
                let effort = if row.is_gpu() { GPU } else { effort };
                // What failed once is not tried again, which would only take time.
                if figures.problem.is_some() || round >= effort.rounds {
                    continue;
                }
                let words = match self.open(&servers, row, &row.query(TASK, effort)) {
                    Ok(PageRun { told, memory }) => match figures.add(row, &told, memory) {
                        Ok(()) => format!("{:.1} ms", figures.warm.last().map_or(0.0, |runs| figures::median(runs))),
                        Err(why) => figures.fail(why),
                    },
                    Err(why) => figures.fail(why),
                };
                println!("round {} of {}: {}: {words}", round + 1, effort.rounds, row.name());
            }
        }
        let ours = rows.iter().zip(&figures).find(|(row, _)| row.is_ours());
        match ours.and_then(|(_, figures)| figures.problem.clone()) {
            Some(why) => Err(Problem::new(format!("Onsight itself was not measured: {why}"), "does the page work?")),
            None => Ok(figures),
        }
    }

    /// Counts the answers on `val` that each row on the CPU changes, and returns the number of pictures. For ours, `lab
    /// export` has counted them: its integers are the same on every device.
    ///
    /// # Errors
    /// When nothing can be served, or the pictures were not exported.
    pub fn count_changed(&self, rows: &[Configuration], figures: &mut [Figures]) -> Result<usize, Problem> {
        let path = self.site.join("network").join("val.json");
        let about: Value = serde_json::from_slice(&at(&path, fs::read(&path))?).unwrap_or_default();
        let number = |name: &str| {
            let found = about.get(name).and_then(Value::as_u64);
            let missing = || Problem::new(format!("{} has no `{name}`", path.display()), "delete target/bench");
            found.map(|number| number as usize).ok_or_else(missing)
        };
        let (count, ours) = (number("count")?, number("changed")?);
        let servers = self.serve()?;
        for (row, figures) in
            rows.iter().zip(figures).filter(|(row, figures)| !row.is_gpu() && figures.problem.is_none())
        {
            if row.is_ours() {
                figures.changed = Some(ours);
                continue;
            }
            let query = format!("{}&val=1", row.query(TASK, ONCE));
            let counted = self.open(&servers, row, &query).and_then(|run| changed(&run.told));
            match counted {
                Ok(changed) => println!("{}: {changed} of {count} answers changed", row.name()),
                Err(ref why) => println!("{}: answers not counted: {why}", row.name()),
            }
            figures.changed = counted.ok();
        }
        Ok(count)
    }

    fn serve(&self) -> Result<PlainAndIsolated, Problem> {
        let serve = |headers| {
            let started = Server::start_with(self.site, "/", 0, headers);
            started.map_err(|error| Problem::new(error.to_string(), ""))
        };
        Ok(PlainAndIsolated { plain: serve(&[])?, isolated: serve(ISOLATION)? })
    }

    fn open(&self, servers: &PlainAndIsolated, row: &Configuration, query: &str) -> Result<PageRun, String> {
        // All of `val` takes half a minute where a picture takes 50 ms.
        let limit = Duration::from_secs(if row.is_gpu() { 900 } else { 120 });
        let fresh = Fresh { browser: self.browser, is_gpu: row.is_gpu(), flags: self.flags, limit };
        page::measure(&fresh, if row.isolated { &servers.isolated } else { &servers.plain }, query)
    }
}

/// The result of a page that counts.
fn changed(told: &BTreeMap<String, String>) -> Result<usize, String> {
    let text = told.get("changed").ok_or("the page told no `changed`")?;
    text.parse().map_err(|_| format!("`{text}` is no count"))
}

#[test]
fn a_page_that_counted_nothing_is_said() {
    let told = |name: &str, value: &str| BTreeMap::from([(name.to_owned(), value.to_owned())]);
    assert_eq!(changed(&told("changed", "5")), Ok(5));
    assert!(changed(&told("warm", "5")).unwrap_err().contains("changed"));
    assert!(changed(&told("changed", "NaN")).is_err());
}
