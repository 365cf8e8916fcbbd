//! What is measured besides the rows: files, visits, many pictures.

use std::path::Path;

use document::Document;
use serde_json::Value;
use xtask::browser::BrowserPrograms;
use xtask::paths::Paths;

use crate::dicom::{self, FileTimes};
use crate::memory_growth::{self, MemoryGrowth};
use crate::pictures::{self, PictureTimes};
use crate::queue::{self, QueueTimes};
use crate::study::{self, StudyTimes};
use crate::visits::{self, Visits};

/// Each is present, was not requested, or failed for this reason.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sections {
    /// From the file to the network's input.
    pub pictures: Option<Result<Vec<PictureTimes>, String>>,
    /// Compressed DICOM files.
    pub dicom: Option<Result<Vec<FileTimes>, String>>,
    /// What a visitor waits for.
    pub visits: Option<Result<Visits, String>>,
    /// Memory over many pictures.
    pub many: Option<Result<MemoryGrowth, String>>,
    /// A queue that workers share.
    pub batch: Option<Result<QueueTimes, String>>,
    /// A series of DICOM slices on two threads.
    pub study: Option<Result<StudyTimes, String>>,
}

/// How many runs of each; 0 for none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Runs of each file.
    pub runs: usize,
    /// Rounds of each DICOM file.
    pub dicom: usize,
    /// Visits of each kind.
    pub visits: usize,
    /// Pictures in one page.
    pub pictures: usize,
    /// Rounds of a queue.
    pub batches: usize,
    /// Rounds of a series.
    pub studies: usize,
}

impl Sections {
    /// Measures what was requested. A failure is reported and does not stop the others.
    pub fn measure(paths: &Paths, site: &Path, browser: &BrowserPrograms, task: &str, extent: Extent) -> Self {
        let Extent { runs, dicom, visits, pictures, batches, studies } = extent;
        let sections = Self {
            pictures: (runs > 0).then(|| pictures::measure(site, browser, task, runs)),
            dicom: (dicom > 0).then(|| dicom::measure(site, browser, dicom)),
            visits: (visits > 0).then(|| visits::measure(paths, browser, visits)),
            many: (pictures > 0).then(|| memory_growth::measure(paths, browser, pictures)),
            batch: (batches > 0).then(|| queue::measure(paths, browser, batches)),
            study: (studies > 0).then(|| study::measure(paths, browser, studies)),
        };
        let mut told = Document::new("en");
        sections.add_to(&mut told);
        println!("\n{}", told.plain_text());
        sections
    }

    /// Adds the sections of the document.
    pub fn add_to(&self, told: &mut Document) {
        add(told, "From the file to the network's input", &self.pictures, |found, told| pictures::add_to(found, told));
        add(told, "Opening compressed DICOM files", &self.dicom, |found, told| dicom::add_to(found, told));
        add(told, "What a visitor waits for", &self.visits, Visits::add_to);
        add(told, "Many pictures in one page", &self.many, MemoryGrowth::add_to);
        add(told, "A queue of pictures without isolation", &self.batch, QueueTimes::add_to);
        add(told, "A series of slices on two threads", &self.study, StudyTimes::add_to);
    }

    /// By name, for scripts; `null` where nothing was measured.
    pub fn json(&self) -> Vec<(&'static str, Value)> {
        let pictures = measured(&self.pictures)
            .map(|all| Value::Object(all.iter().map(|times| (times.id.to_owned(), times.json())).collect()));
        vec![
            ("pictures", pictures.unwrap_or(Value::Null)),
            ("dicom", measured(&self.dicom).map_or(Value::Null, |found| dicom::json(found))),
            ("visits", measured(&self.visits).map_or(Value::Null, Visits::json)),
            ("many", measured(&self.many).map_or(Value::Null, MemoryGrowth::json)),
            ("batch", measured(&self.batch).map_or(Value::Null, QueueTimes::json)),
            ("study", measured(&self.study).map_or(Value::Null, StudyTimes::json)),
        ]
    }
}

fn measured<T>(section: &Option<Result<T, String>>) -> Option<&T> {
    section.as_ref()?.as_ref().ok()
}

/// Adds a section; none for what was not requested.
fn add<T>(
    told: &mut Document,
    title: &str,
    section: &Option<Result<T, String>>,
    add_found: impl Fn(&T, &mut Document),
) {
    let Some(measured) = section else { return };
    told.heading(2, title);
    match measured {
        Ok(found) => add_found(found, told),
        Err(why) => {
            told.marked(&format!("Not measured: {why}."));
        }
    }
}

#[test]
fn what_was_not_measured_says_why_and_what_was_not_asked_for_nothing() {
    let sections = Sections { visits: Some(Err("no bash".into())), ..Sections::default() };
    let mut told = Document::new("en");
    sections.add_to(&mut told);
    assert_eq!(told.markdown(), "## What a visitor waits for\n\nNot measured: no bash.\n");
    assert!(sections.json().iter().all(|(_, value)| *value == Value::Null));
}
