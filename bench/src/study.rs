//! A series of DICOM slices on a page with two threads: how long all of them take, and how much of two cores that is.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use document::Document;
use serde_json::{Value, json};
use server::{ISOLATION, Server};
use xtask::browser::BrowserPrograms;
use xtask::paths::Paths;

use crate::core_time;
use crate::dicom_slice::dicom_from_jpeg;
use crate::figures::{median, rounded};
use crate::measured_page::MeasuredPage;
use crate::memory_growth;

/// Slices of the series.
const SLICES: usize = 100;
/// Threads that the page is asked for.
const THREADS: usize = 2;
/// Long enough for them on a slow machine, and for the model at the start.
const PATIENCE: Duration = Duration::from_secs(180);

/// The whole run; one entry a round.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StudyTimes {
    /// Cores that the browser tells of.
    pub cores: usize,
    /// From the click that has the series classified to its last answer.
    pub seconds: Vec<f64>,
    /// Seconds of one core that the page's processes used meanwhile; none where the system does not tell.
    pub core_seconds: Vec<f64>,
}

/// Opens a series in a fresh page's light box and has all of it classified.
///
/// # Errors
/// In one sentence, why nothing was measured.
pub fn measure(paths: &Paths, browser: &BrowserPrograms, rounds: usize) -> Result<StudyTimes, String> {
    let files = slices(paths)?;
    let server = Server::start_with(&paths.dist(), "/", 0, ISOLATION).map_err(|error| error.to_string())?;
    let mut times = StudyTimes::default();
    for _ in 0..rounds {
        let page = MeasuredPage::start(browser)?;
        page.open(&format!("{}?backend=cpu&threads={THREADS}", server.url()))?;
        page.wait("model", "!!document.querySelector('[data-testid=device]')", PATIENCE)?;
        times.cores = page.run("navigator.hardwareConcurrency")?.parse().map_err(|_| "no number of cores")?;
        page.pick("[data-testid=file-input]", &files)?;
        // The button is there when the first slice is shown: what comes behind it is not counted.
        page.wait("series", "!!document.querySelector('[data-testid=classify-series]')", PATIENCE)?;
        let before = core_time::of_renderers(page.process());
        let begun = Instant::now();
        page.run("document.querySelector('[data-testid=classify-series]').click()")?;
        let all = format!(
            "(queue => queue?.dataset.open === '0' && queue.dataset.count === '{SLICES}')(document.querySelector('.queue'))"
        );
        page.wait("end of the series", &all, PATIENCE)?;
        times.seconds.push(begun.elapsed().as_secs_f64());
        let after = core_time::of_renderers(page.process());
        times.core_seconds.extend(before.zip(after).map(|(before, after)| after - before));
    }
    Ok(times)
}

/// Slices as DICOM files, written anew. Drawings would not do: the gates keep them from the network.
fn slices(paths: &Paths) -> Result<Vec<PathBuf>, String> {
    let (pictures, _) = memory_growth::files(paths)?;
    let folder = paths.root.join("target").join("bench").join("study");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let mut files = Vec::new();
    for (number, picture) in (1..=SLICES).zip(pictures.iter().cycle()) {
        let jpeg = fs::read(picture).map_err(|error| error.to_string())?;
        let dicom = dicom_from_jpeg(&jpeg, number).ok_or("the data folder with slices in JPEG is not there")?;
        let file = folder.join(format!("IM{number:03}"));
        fs::write(&file, dicom).map_err(|error| error.to_string())?;
        files.push(file);
    }
    Ok(files)
}

impl StudyTimes {
    /// Share of the cores that the threads could have used, by round.
    fn busy(&self) -> Vec<f64> {
        let cores = self.cores.clamp(1, THREADS) as f64;
        self.core_seconds.iter().zip(&self.seconds).map(|(used, all)| used / (all * cores)).collect()
    }

    /// The paragraph about it.
    pub fn add_to(&self, told: &mut Document) {
        let busy = self.busy();
        let busy = if busy.is_empty() { "–".into() } else { format!("{:.0} %", 100.0 * median(&busy)) };
        told.marked(&format!(
            "{SLICES} slices of brain MRI as one series of DICOM files with JPEG within, classified from the light box on a page with {THREADS} threads and {} cores: {:.2} s from the click to the last answer, {:.1} ms a slice. Meanwhile the page's processes used {busy} of {} cores, the drawing of the list included. Medians of {} rounds, each in a fresh browser.",
            self.cores,
            median(&self.seconds),
            median(&self.seconds) * 1_000.0 / SLICES as f64,
            self.cores.clamp(1, THREADS),
            self.seconds.len()
        ));
    }

    /// For scripts.
    pub fn json(&self) -> Value {
        let busy = self.busy();
        json!({
            "seconds": rounded(Some(median(&self.seconds))),
            "share_of_cores": rounded((!busy.is_empty()).then(|| median(&busy))),
            "slices": SLICES,
            "threads": THREADS,
            "cores": self.cores,
        })
    }
}

#[test]
fn the_share_of_cores_is_taken_round_by_round() {
    let times = StudyTimes { cores: 8, seconds: vec![2.0, 4.0, 2.5], core_seconds: vec![3.8, 4.0, 4.5] };
    assert_eq!(times.json()["share_of_cores"], 0.9);
    let mut told = Document::new("en");
    times.add_to(&mut told);
    let told = told.markdown();
    assert!(told.contains("2.50 s from the click") && told.contains("25.0 ms a slice"), "{told}");
    assert!(told.contains("used 90 % of 2 cores"), "{told}");
    assert_eq!(StudyTimes::default().json()["share_of_cores"], Value::Null);
}
