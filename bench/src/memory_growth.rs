//! A thousand pictures in one page: does anything grow that should not?
//!
//! The browser's own counters, after a garbage collection: objects of scripts, elements, listeners, and the
//! memories of WebAssembly in page and worker, which only ever grow.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use document::{Alignment, Document, Table};
use serde_json::{Value, json};
use server::Server;
use xtask::browser::BrowserPrograms;
use xtask::paths::Paths;

use crate::figures::rounded;
use crate::measured_page::MeasuredPage;
use crate::memory;

/// Pictures dropped at once.
const BATCH: usize = 20;
/// Long enough for a batch on a slow machine, and for the model at the start.
const PATIENCE: Duration = Duration::from_secs(180);

/// The counters after so many pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MemoryPoint {
    /// Pictures answered so far, all of them still on the list.
    pub pictures: usize,
    /// Private bytes of the page's process; `None` where the system does not tell.
    pub private: Option<f64>,
    /// Bytes of script objects in use in the page.
    pub heap: f64,
    /// Bytes of WebAssembly memory of the page.
    pub page: f64,
    /// Bytes of WebAssembly memory of the worker.
    pub worker: f64,
    /// Elements and texts of the document.
    pub nodes: f64,
    /// Listeners of events.
    pub listeners: f64,
}

/// The whole run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MemoryGrowth {
    /// What the pictures were.
    pub source: &'static str,
    /// The first after one batch.
    pub points: Vec<MemoryPoint>,
    /// Mean milliseconds per picture, without the time for counting.
    pub each_ms: f64,
}

/// Gives the page so many pictures, batch after batch, and counts at the first batch, at each tenth, and at the last.
///
/// # Errors
/// One sentence that says why there is no result.
pub fn measure(paths: &Paths, browser: &BrowserPrograms, pictures: usize) -> Result<MemoryGrowth, String> {
    let (files, source) = files(paths)?;
    let server = Server::start(&paths.dist(), "/", 0).map_err(|error| error.to_string())?;
    let page = MeasuredPage::start(browser)?;
    page.call("Performance.enable", &json!({}))?;
    page.open(&format!("{}?backend=cpu&threads=1", server.url()))?;
    page.wait("model", "!!document.querySelector('[data-testid=device]')", PATIENCE)?;
    let mut growth = MemoryGrowth { source, ..MemoryGrowth::default() };
    let mut spent = Duration::ZERO;
    for done in (BATCH..=pictures).step_by(BATCH) {
        let begun = Instant::now();
        page.pick("[data-testid=file-input]", &files)?;
        let all = format!(
            "(queue => queue?.dataset.open === '0' && queue.dataset.count === '{done}')(document.querySelector('.queue'))"
        );
        page.wait("end of the pictures", &all, PATIENCE)?;
        spent += begun.elapsed();
        if done == BATCH || done % (10 * BATCH) == 0 || done + BATCH > pictures {
            growth.points.push(point(&page, done)?);
        }
        growth.each_ms = spent.as_secs_f64() * 1_000.0 / done as f64;
    }
    Ok(growth)
}

fn point(page: &MeasuredPage, pictures: usize) -> Result<MemoryPoint, String> {
    // What a view releases is freed after the next frame.
    thread::sleep(Duration::from_millis(500));
    page.collect_garbage()?;
    let (page_bytes, worker_bytes) = page.wasm_bytes()?;
    Ok(MemoryPoint {
        pictures,
        private: memory::of_renderer(page.process()).map(|bytes| bytes as f64),
        heap: page.metric("JSHeapUsedSize")?,
        page: page_bytes,
        worker: worker_bytes,
        nodes: page.metric("Nodes")?,
        listeners: page.metric("JSEventListeners")?,
    })
}

/// Pictures for a batch: slices where the data folder is there, so that the network runs; else the page's own
/// drawings, which the gates reject before it.
pub fn files(paths: &Paths) -> Result<(Vec<PathBuf>, &'static str), String> {
    let slices = in_folder(&paths.root.join("../shared/data/brain-mri/images"));
    if !slices.is_empty() {
        return Ok((around(slices), "slices of brain MRI"));
    }
    let drawings = in_folder(&paths.dist().join("examples"));
    if drawings.is_empty() {
        Err("there are no pictures".into())
    } else {
        Ok((around(drawings), "the page's drawings"))
    }
}

/// Picks a batch evenly from the pictures there are.
fn around(files: Vec<PathBuf>) -> Vec<PathBuf> {
    let step = (files.len() / BATCH).max(1);
    files.into_iter().step_by(step).cycle().take(BATCH).collect()
}

/// Pictures in a folder and those below it, in the order of their names.
fn in_folder(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        match path.extension().and_then(|ending| ending.to_str()) {
            None => found.extend(in_folder(&path)),
            Some("png" | "jpg" | "jpeg") => found.extend(path.canonicalize()),
            Some(_) => {}
        }
    }
    found.sort();
    found
}

impl MemoryGrowth {
    /// Bytes retained per picture after the first batch.
    pub fn private_each(&self) -> Option<f64> {
        let (first, last) = (self.points.first()?, self.points.last()?);
        let more = last.pictures.checked_sub(first.pictures).filter(|more| *more > 0)?;
        Some((last.private? - first.private?) / more as f64)
    }

    /// The text about it.
    pub fn add_to(&self, told: &mut Document) {
        let mut table = Table::new([
            "pictures",
            "private MB",
            "script objects MB",
            "WebAssembly of the page MB",
            "of the worker MB",
            "nodes",
            "listeners",
        ]);
        table.alignment.push(Alignment::End);
        for point in &self.points {
            let private = point.private.map_or_else(|| "–".into(), |bytes| format!("{:.0}", bytes / 1e6));
            let sizes = [point.heap, point.page, point.worker].map(|bytes| format!("{:.1}", bytes / 1e6));
            let counts = [point.nodes.to_string(), point.listeners.to_string()];
            table.row([point.pictures.to_string(), private].into_iter().chain(sizes).chain(counts));
        }
        let each = self.private_each().map_or_else(String::new, |bytes| {
            format!(" Each picture after the first {BATCH} left {:.1} kB behind.", bytes / 1e3)
        });
        told.table(table).marked(&format!(
            "All of them stay on the list. Given in batches of {BATCH}: {}, {:.0} ms a picture with one worker. Counted after a collection of garbage.{each}",
            self.source, self.each_ms
        ));
    }

    /// For scripts.
    pub fn json(&self) -> Value {
        let point = |point: &MemoryPoint| {
            json!({
                "pictures": point.pictures,
                "private_bytes": rounded(point.private),
                "heap_bytes": point.heap,
                "page_wasm_bytes": point.page,
                "worker_wasm_bytes": point.worker,
                "nodes": point.nodes,
                "listeners": point.listeners,
            })
        };
        json!({
            "each_ms": rounded(Some(self.each_ms)),
            "private_bytes_each": rounded(self.private_each()),
            "points": self.points.iter().map(point).collect::<Vec<_>>(),
        })
    }
}

#[test]
fn what_a_picture_leaves_behind_is_taken_between_first_and_last() {
    let point = |pictures, bytes| MemoryPoint { pictures, private: Some(bytes), ..MemoryPoint::default() };
    let growth =
        MemoryGrowth { points: vec![point(20, 1e6), point(200, 9e6), point(1020, 2e6)], ..MemoryGrowth::default() };
    assert_eq!(growth.private_each(), Some(1_000.0));
    let mut told = Document::new("en");
    growth.add_to(&mut told);
    assert!(told.markdown().contains("left 1.0 kB behind"), "{}", told.markdown());
    assert_eq!(MemoryGrowth::default().private_each(), None);
    assert_eq!(around((0..50).map(|n| n.to_string().into()).collect()).len(), BATCH);
}
