//! Compressed DICOM files, beside the codecs that Cornerstone and OHIF run in the browser.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use document::{Document, Table};
use serde_json::{Value, json};
use server::Server;
use xtask::browser::BrowserPrograms;

use crate::figures::{median, quantile, ratio, rounded};
use crate::page::{self, Fresh};

/// One kind of file, by us and by the peer, each in a fresh browser.
#[derive(Clone, Debug, PartialEq)]
pub struct FileTimes {
    /// What it is.
    pub file: DicomFile,
    /// Bytes of the code stream.
    pub bytes: f64,
    /// By us.
    pub ours: Times,
    /// By the peer.
    pub peer: Times,
}

/// Milliseconds; one entry a round, of `warm` one a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Times {
    /// From the worker's creation to its code being ready, plus the first file's values.
    pub cold: Vec<f64>,
    /// Later files.
    pub warm: Vec<f64>,
}

/// A generated file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DicomFile {
    /// Stable name for scripts.
    pub id: &'static str,
    /// What it is.
    pub name: &'static str,
    codec: &'static str,
    side: u32,
    bits: u32,
}

const FILES: [DicomFile; 4] = [
    DicomFile { id: "jls_512", name: "JPEG-LS, 512 × 512, 12 bit", codec: "jls", side: 512, bits: 12 },
    DicomFile { id: "jls_2048", name: "JPEG-LS, 2048 × 2048, 16 bit", codec: "jls", side: 2048, bits: 16 },
    DicomFile { id: "j2k_512", name: "JPEG 2000, 512 × 512, 12 bit", codec: "j2k", side: 512, bits: 12 },
    DicomFile { id: "j2k_2048", name: "JPEG 2000, 2048 × 2048, 16 bit", codec: "j2k", side: 2048, bits: 16 },
];

/// Measures every file in fresh browsers, alternating between ours and the peer's.
///
/// # Errors
/// One sentence that says why there is no result.
pub fn measure(site: &Path, browser: &BrowserPrograms, rounds: usize) -> Result<Vec<FileTimes>, String> {
    let server = Server::start(site, "/", 0).map_err(|error| error.to_string())?;
    let fresh = Fresh { browser, is_gpu: false, flags: &[], limit: Duration::from_secs(180) };
    let mut found: Vec<FileTimes> = FILES
        .into_iter()
        .map(|file| FileTimes { file, bytes: 0.0, ours: Times::default(), peer: Times::default() })
        .collect();
    for _ in 0..rounds {
        for times in &mut found {
            let DicomFile { codec, side, bits, .. } = times.file;
            // A large one takes seconds.
            let runs = if side > 1_000 { 5 } else { 15 };
            for who in ["onsight", "cornerstone"] {
                let query = format!("engine=dicom&who={who}&codec={codec}&side={side}&bits={bits}&runs={runs}");
                let told = page::measure(&fresh, &server, &query)?.told;
                times.take(who, &told)?;
            }
        }
    }
    Ok(found)
}

impl FileTimes {
    fn take(&mut self, who: &str, told: &BTreeMap<String, String>) -> Result<(), String> {
        let numbers = |name: &str| -> Result<Vec<f64>, String> {
            let words = told.get(name).ok_or_else(|| format!("the page told no `{name}`"))?;
            Ok(words.split(' ').filter_map(|number| number.parse().ok()).collect())
        };
        let sum = |name: &str| numbers(name).map(|numbers| numbers.iter().sum::<f64>());
        let times = if who == "onsight" { &mut self.ours } else { &mut self.peer };
        times.cold.push(sum("start")? + sum("first")?);
        times.warm.extend(numbers("warm")?);
        self.bytes = sum("bytes")?;
        Ok(())
    }

    /// Ratio of ours to the peer's: the first file, and later ones.
    fn ratios(&self) -> [Option<f64>; 2] {
        [ratio(&self.ours.cold, &self.peer.cold), ratio(&self.ours.warm, &self.peer.warm)]
    }

    fn cells(&self) -> [String; 7] {
        let [cold, warm] = self.ratios().map(|found| found.map_or_else(|| "–".into(), |ratio| format!("{ratio:.2}")));
        let spread =
            |all: &[f64]| format!("{:.0} ({:.0} to {:.0})", median(all), quantile(all, 0.1), quantile(all, 0.9));
        [
            format!("{}, {:.1} MB", self.file.name, self.bytes / 1e6),
            format!("{:.0}", median(&self.ours.cold)),
            format!("{:.0}", median(&self.peer.cold)),
            cold,
            spread(&self.ours.warm),
            spread(&self.peer.warm),
            warm,
        ]
    }
}

/// The text about the files.
pub fn add_to(found: &[FileTimes], told: &mut Document) {
    let mut table = Table::new(["file", "first", "theirs", "ratio", "later", "theirs", "ratio"]);
    found.iter().for_each(|times| table.row(times.cells()));
    told.table(table).marked(MEANING);
}

/// For scripts.
pub fn json(found: &[FileTimes]) -> Value {
    let fields = found.iter().map(|times| {
        let of = |values: &[f64]| rounded(Some(median(values)));
        let [cold, warm] = times.ratios();
        let fields = json!({
            "bytes": rounded(Some(times.bytes)),
            "first_ms": of(&times.ours.cold),
            "peer_first_ms": of(&times.peer.cold),
            "first_vs_peer": rounded(cold),
            "warm_ms": of(&times.ours.warm),
            "peer_warm_ms": of(&times.peer.warm),
            "warm_vs_peer": rounded(warm),
        });
        (times.file.id.to_owned(), fields)
    });
    Value::Object(fields.collect())
}

const MEANING: &str = "Milliseconds, medians, in brackets the 10th to the 90th percentile. `first`: from making the worker to the \
    values of the first file on the page's side, ready to be drawn: what stands before the first pixel. `later`: further \
    files. Ours is the reader bundle, which finds out what the file is, lists it, decodes it and takes its percentiles; \
    theirs is @cornerstonejs/codec-charls and codec-openjpeg (CharLS and OpenJPEG as WebAssembly), which are given the \
    bare code stream. Both run in a worker of their own, on one thread. The pictures are drawn anew for each bench \
    (ellipses in each other, edges, grain) and compressed without loss by the peer's encoders; a side whose values are \
    not exactly those that were drawn is not measured.";

#[test]
fn a_file_is_told_with_both_ratios() {
    let mut times = FileTimes { file: FILES[0], bytes: 0.0, ours: Times::default(), peer: Times::default() };
    let told = |start: &str, first: &str, warm: &str| -> BTreeMap<String, String> {
        let pairs = [("start", start), ("first", first), ("warm", warm), ("bytes", "200000")];
        pairs.map(|(name, words)| (name.to_owned(), words.to_owned())).into()
    };
    times.take("onsight", &told("100", "50", "10 20 30")).unwrap();
    times.take("cornerstone", &told("250", "50", "40 40 40")).unwrap();
    assert_eq!(times.ratios(), [Some(0.5), Some(0.5)]);
    assert_eq!(
        times.cells(),
        ["JPEG-LS, 512 × 512, 12 bit, 0.2 MB", "150", "300", "0.50", "20 (12 to 28)", "40 (40 to 40)", "0.50"]
    );
    assert!(times.take("onsight", &BTreeMap::new()).is_err());
}
