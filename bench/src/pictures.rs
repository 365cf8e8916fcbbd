//! The steps before the network, compared with the browser's own.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use document::{Document, Table};
use serde_json::{Value, json};
use server::Server;
use xtask::browser::BrowserPrograms;

use crate::figures::{median, quantile, ratio, rounded};
use crate::page::{self, Fresh};

/// One file, decoded alternately by us and by the browser; one entry per run, in milliseconds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PictureTimes {
    /// Stable name for scripts.
    pub id: &'static str,
    /// What it is.
    pub name: &'static str,
    /// Bytes of the file.
    pub bytes: f64,
    /// Ours: bytes to upright pixels.
    pub open: Vec<f64>,
    /// Ours: the gates, the modality classifier's network included. The browser has no equivalent.
    pub gates: Vec<f64>,
    /// Ours: pixels to the network's input.
    pub scale: Vec<f64>,
    /// The browser: bytes to values at the network's input size.
    pub browser: Vec<f64>,
}

const FILES: [(&str, &str); 2] =
    [("jpeg", "JPEG of 4000 × 3000, to be turned right"), ("png", "PNG of 512 × 512, grey in colour")];

/// Measures both files in a fresh browser.
///
/// # Errors
/// One sentence that says why there is no result.
pub fn measure(site: &Path, browser: &BrowserPrograms, task: &str, runs: usize) -> Result<Vec<PictureTimes>, String> {
    let server = Server::start(site, "/", 0).map_err(|error| error.to_string())?;
    let fresh = Fresh { browser, is_gpu: false, flags: &[], limit: Duration::from_secs(180) };
    let told = page::measure(&fresh, &server, &format!("engine=pictures&task={task}&runs={runs}"))?.told;
    FILES.iter().map(|(id, name)| times_from_words(id, name, &told)).collect()
}

fn times_from_words(
    id: &'static str,
    name: &'static str,
    told: &BTreeMap<String, String>,
) -> Result<PictureTimes, String> {
    let numbers = |step: &str| -> Result<Vec<f64>, String> {
        let words = told.get(&format!("{id}_{step}")).ok_or_else(|| format!("the page told no `{id}_{step}`"))?;
        Ok(words.split(' ').filter_map(|ms| ms.parse().ok()).collect())
    };
    let [open, gates, scale, browser] = [numbers("open")?, numbers("gates")?, numbers("scale")?, numbers("browser")?];
    let bytes = numbers("bytes")?.first().copied().unwrap_or_default();
    Ok(PictureTimes { id, name, bytes, open, gates, scale, browser })
}

impl PictureTimes {
    /// Ours from the file to the network's input, without the gates.
    pub fn ours(&self) -> Vec<f64> {
        self.open.iter().zip(&self.scale).map(|(open, scale)| open + scale).collect()
    }

    /// Ratio of ours to the browser's.
    pub fn ratio(&self) -> Option<f64> {
        ratio(&self.ours(), &self.browser)
    }

    /// A row of the table.
    pub fn cells(&self) -> [String; 8] {
        let ours = self.ours();
        [
            format!("{}, {:.1} MB", self.name, self.bytes / 1e6),
            format!("{:.1}", median(&self.open)),
            format!("{:.1}", median(&self.scale)),
            format!("{:.1}", median(&ours)),
            format!("{:.1} to {:.1}", quantile(&ours, 0.1), quantile(&ours, 0.9)),
            format!("{:.1}", median(&self.browser)),
            self.ratio().map_or_else(|| "–".into(), |ratio| format!("{ratio:.2}")),
            format!("{:.1}", median(&self.gates)),
        ]
    }

    /// For scripts.
    pub fn json(&self) -> Value {
        let of = |values: &[f64]| rounded(Some(median(values)));
        json!({
            "bytes": rounded(Some(self.bytes)),
            "open_ms": of(&self.open),
            "gates_ms": of(&self.gates),
            "scale_ms": of(&self.scale),
            "browser_ms": of(&self.browser),
            "vs_browser": rounded(self.ratio()),
        })
    }
}

/// The text about the files.
pub fn add_to(found: &[PictureTimes], told: &mut Document) {
    let heads = ["file", "open", "scale", "both", "p10 to p90", "browser", "both / browser", "gates"];
    let mut table = Table::new(heads);
    found.iter().for_each(|times| table.row(times.cells()));
    told.table(table).marked(MEANING);
}

/// What the columns mean.
const MEANING: &str = "Milliseconds, one thread, medians; ours and the browser's in turns on the same files, which are drawn \
    and encoded anew for each bench: a bright body on a dark ground, noise of six octaves, grain. `open`: bytes to upright \
    pixels. `scale`: colour to grey, antialiased to the network's size. `browser`: `createImageBitmap` with a size and \
    `resizeQuality: medium`, drawn, read back, as numbers from 0 to 1. `gates`: measures of quality and the modality classifier's \
    network, between the two.";

#[test]
fn times_are_read_by_file_and_step() {
    let told = [("open", "3 1 2"), ("gates", "9"), ("scale", "1 1 1"), ("browser", "6 4 3"), ("bytes", "2000000")];
    let told = told.map(|(step, words)| (format!("jpeg_{step}"), words.to_owned())).into();
    let times = times_from_words("jpeg", "JPEG", &told).unwrap();
    assert_eq!((times.ours(), times.ratio()), (vec![4.0, 2.0, 3.0], Some(4.0 / 6.0)));
    assert_eq!(times.cells(), ["JPEG, 2.0 MB", "2.0", "1.0", "3.0", "2.2 to 3.8", "4.0", "0.67", "9.0"]);
    assert!(times_from_words("png", "PNG", &told).is_err());
}
