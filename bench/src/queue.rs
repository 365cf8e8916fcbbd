//! A queue of pictures on a page without isolation headers: alternately with one worker and with a second one.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use document::Document;
use serde_json::{Value, json};
use server::Server;
use xtask::browser::BrowserPrograms;
use xtask::paths::Paths;

use crate::figures::{median, ratio, rounded};
use crate::measured_page::MeasuredPage;
use crate::memory_growth;

/// Pictures dropped at once.
const PICTURES: usize = 48;
/// Long enough for them on a slow machine, and for the model at the start.
const PATIENCE: Duration = Duration::from_secs(180);

/// The whole run; one entry a round, milliseconds per picture from the drop to the last answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QueueTimes {
    /// What the pictures were.
    pub source: &'static str,
    /// Cores that the browser reports.
    pub cores: usize,
    /// With `?threads=1`, which is one worker.
    pub one: Vec<f64>,
    /// As visitors get it; starting the extra workers is included.
    pub shared: Vec<f64>,
}

/// Gives a fresh page all pictures at once, alternately with one worker and by default.
///
/// # Errors
/// One sentence that says why nothing was measured.
pub fn measure(paths: &Paths, browser: &BrowserPrograms, rounds: usize) -> Result<QueueTimes, String> {
    let (files, source) = memory_growth::files(paths)?;
    let files: Vec<PathBuf> = files.into_iter().cycle().take(PICTURES).collect();
    let server = Server::start(&paths.dist(), "/", 0).map_err(|error| error.to_string())?;
    let mut times = QueueTimes { source, ..QueueTimes::default() };
    for round in 0..rounds {
        let mut kinds = [(&mut times.one, "&threads=1"), (&mut times.shared, "")];
        if round % 2 == 1 {
            kinds.reverse();
        }
        for (found, query) in kinds {
            let page = MeasuredPage::start(browser)?;
            page.open(&format!("{}?backend=cpu{query}", server.url()))?;
            // The second worker comes from the service worker, as it does for most visitors; its own start-up is over
            // by then.
            let ready = "!!navigator.serviceWorker.controller && !!document.querySelector('[data-testid=device]')";
            page.wait("model", ready, PATIENCE)?;
            times.cores = page.run("navigator.hardwareConcurrency")?.parse().map_err(|_| "no number of cores")?;
            let begun = Instant::now();
            page.pick("[data-testid=file-input]", &files)?;
            let all = format!(
                "(queue => queue?.dataset.open === '0' && queue.dataset.count === '{PICTURES}')(document.querySelector('.queue'))"
            );
            page.wait("end of the pictures", &all, PATIENCE)?;
            found.push(begun.elapsed().as_secs_f64() * 1_000.0 / PICTURES as f64);
        }
    }
    Ok(times)
}

impl QueueTimes {
    /// Ratio of shared to single; below 1 is faster.
    pub fn ratio(&self) -> Option<f64> {
        ratio(&self.shared, &self.one)
    }

    /// The paragraph about it.
    pub fn add_to(&self, told: &mut Document) {
        told.marked(&format!(
            "{PICTURES} {} given at once to a fresh page that has no threads, on {} cores: {:.0} ms a picture with one worker, {:.0} ms where further workers take their share, their start included; `batch_vs_one_worker` {}. Medians of {} rounds in turns.",
            self.source,
            self.cores,
            median(&self.one),
            median(&self.shared),
            self.ratio().map_or_else(|| "–".into(), |ratio| format!("{ratio:.2}")),
            self.one.len()
        ));
    }

    /// For scripts.
    pub fn json(&self) -> Value {
        json!({
            "batch_vs_one_worker": rounded(self.ratio()),
            "one_worker_ms_each": rounded(Some(median(&self.one))),
            "shared_ms_each": rounded(Some(median(&self.shared))),
            "pictures": PICTURES,
            "cores": self.cores,
        })
    }
}

#[test]
fn a_shared_queue_is_held_against_one_worker_round_by_round() {
    let times = QueueTimes { one: vec![50.0, 100.0, 60.0], shared: vec![30.0, 60.0, 30.0], cores: 2, source: "slices" };
    assert_eq!(times.ratio(), Some(0.6));
    let mut told = Document::new("en");
    times.add_to(&mut told);
    assert!(told.markdown().contains("60 ms a picture with one worker, 30 ms"), "{}", told.markdown());
    assert_eq!(QueueTimes::default().ratio(), None);
}
