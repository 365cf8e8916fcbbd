//! What a visitor waits for: the first answer of a first visit and of a later one on a slow line and a slow device,
//! and the later answers on this device.
//!
//! The device is slowed down in two ways, see [`Means`]: by the browser's own emulation, which leaves workers at full
//! speed, and by a throttle that slows everything down.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use document::{Document, Table};
use serde_json::{Value, json};
use server::Server;
use xtask::browser::BrowserPrograms;
use xtask::dist::{compressed, files_in};
use xtask::paths::Paths;
use xtask::shell::{Problem, at};

use crate::cpu_throttle::CpuThrottle;
use crate::figures::{median, quantile, rounded};
use crate::measured_page::MeasuredPage;
use crate::memory_growth;
use crate::network_throttle::NetworkThrottle;

/// Bits a second of the slow line, as in the target.
const BITS_PER_S: f64 = 10e6;
/// Delay of the slow line, there and back.
const DELAY: Duration = Duration::from_millis(40);
/// How many times slower the slow device is, as in the target.
const TIMES: f64 = 4.0;
/// Answers after the first that are timed.
const LATER: usize = 15;
const PATIENCE: Duration = Duration::from_secs(120);

/// Milliseconds since the navigation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Visit {
    /// A picture can be given.
    pub open: f64,
    /// The model is ready.
    pub ready: f64,
    /// The answer to a picture that was dropped at once is painted.
    pub answer: f64,
}

/// How the device is slowed down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Means {
    /// `Emulation.setCPUThrottlingRate` of the browser's protocol: the page's main thread.
    Protocol,
    /// Every process of the page is stopped most of the time, with all its threads.
    Stopped,
}

/// The visits under one kind of slow-down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slowed {
    /// One per round: a browser that has never visited the page.
    pub first: Vec<Visit>,
    /// One per round: the same browser again, with its caches.
    pub warm: Vec<Visit>,
    /// How many times slower a JavaScript loop was in the page, and in a worker: the actual slow-down.
    pub reached: Option<(f64, f64)>,
}

/// Everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Visits {
    /// Slowed down through the DevTools protocol.
    pub protocol: Slowed,
    /// Slowed down by stopping its processes.
    pub stopped: Slowed,
    /// From dropping a file to its painted answer, on this device at full speed; without the first answer.
    pub later: Vec<f64>,
}

/// Records when a picture can be dropped, when one was, and when its answer is painted.
const WATCH: &str = "window.seen = {}; \
    const painted = note => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = note; port2.postMessage(0); }); \
    new MutationObserver(() => { \
      const now = performance.now(); \
      if (document.querySelector('[data-testid=file-input]')) seen.open ??= now; \
      if (document.querySelector('[data-testid=device]')) seen.ready ??= now; \
      const result = document.querySelector('[data-testid=result]'); \
      if (result && result !== seen.result) { seen.result = result; painted(() => { seen.answer = performance.now(); seen.count = (seen.count ?? 0) + 1; }); } \
    }).observe(document, { childList: true, subtree: true }); \
    addEventListener('change', () => { seen.given = performance.now(); }, { capture: true });";

/// A JavaScript loop; returns the milliseconds that it takes.
const LOOP: &str = "(() => { const begun = performance.now(); let sum = 0; for (let i = 0; i < 4e7; i += 1) sum += i % 7; return performance.now() - begun + sum * 0; })()";

/// Measures `rounds` visits of each kind.
///
/// # Errors
/// One sentence that says why there is no result.
pub fn measure(paths: &Paths, browser: &BrowserPrograms, rounds: usize) -> Result<Visits, String> {
    let site = site(paths).map_err(|problem| problem.to_string())?;
    let server = Server::start(&site, "/", 0).map_err(|error| error.to_string())?;
    let line = NetworkThrottle::start(server.address(), BITS_PER_S, DELAY).map_err(|error| error.to_string())?;
    let (files, _) = memory_growth::files(paths)?;
    let mut visits = Visits::default();
    for round in 0..rounds {
        let file = &files[round % files.len()..][..1];
        for means in [Means::Protocol, Means::Stopped] {
            let page = watched(browser)?;
            let into = if means == Means::Protocol { &mut visits.protocol } else { &mut visits.stopped };
            if round == 0 {
                into.reached = Some(slowed(&page, means, &server.url())?);
            }
            for kind in [&mut into.first, &mut into.warm] {
                kind.push(visited(&page, means, &line.url(), file)?);
            }
            if round == 0 && means == Means::Stopped {
                page.open(&server.url())?;
                page.wait("model", "!!globalThis.seen?.ready", PATIENCE)?;
                for count in 0..=LATER {
                    page.pick("[data-testid=file-input]", &files[count % files.len()..][..1])?;
                    let script = format!("seen.count === {} && String(seen.answer - seen.given)", count + 1);
                    let ms = page.wait("answer", &script, PATIENCE)?;
                    visits.later.extend(ms.parse::<f64>().ok().filter(|_| count > 0));
                }
            }
        }
    }
    Ok(visits)
}

/// A browser that has never visited the page, and whose pages record the times.
fn watched(browser: &BrowserPrograms) -> Result<MeasuredPage, String> {
    let page = MeasuredPage::start(browser)?;
    page.call("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": WATCH }))?;
    Ok(page)
}

/// One visit, from the address to the painted answer; at its end the program is cached, and the page is left.
fn visited(page: &MeasuredPage, means: Means, url: &str, file: &[PathBuf]) -> Result<Visit, String> {
    let slow = means.start(page)?;
    page.open(url)?;
    page.wait("file input", "!!globalThis.seen?.open", PATIENCE)?;
    page.pick("[data-testid=file-input]", file)?;
    let seen = page.wait("answer", "seen.answer && [seen.open, seen.ready, seen.answer].join(' ')", PATIENCE)?;
    means.end(page, slow)?;
    // The next visit is a warm one only once the whole program is cached.
    page.run("document.querySelector('.queue [aria-label^=Remove]').click()")?;
    let kept = "navigator.serviceWorker.ready.then(() => !!navigator.serviceWorker.controller)";
    page.wait("service worker", kept, PATIENCE)?;
    page.open("about:blank")?;
    visit(&seen)
}

impl Means {
    /// Makes the page slow, until [`Means::end`].
    fn start(self, page: &MeasuredPage) -> Result<Option<CpuThrottle>, String> {
        match self {
            Self::Protocol => throttle(page, TIMES).map(|()| None),
            Self::Stopped => CpuThrottle::start(page.process(), TIMES)
                .map(Some)
                .ok_or("there is no bash to slow a browser down with".into()),
        }
    }

    fn end(self, page: &MeasuredPage, slow: Option<CpuThrottle>) -> Result<(), String> {
        drop(slow);
        if self == Self::Protocol { throttle(page, 1.0) } else { Ok(()) }
    }

    /// The text of the document.
    fn told(self) -> String {
        match self {
            Self::Protocol => format!(
                "By the browser's protocol (`Emulation.setCPUThrottlingRate`, {TIMES} times), which slows the page's main thread and no worker"
            ),
            Self::Stopped => {
                "With every process of the page standing still three quarters of the time, workers and all".into()
            }
        }
    }
}

fn throttle(page: &MeasuredPage, times: f64) -> Result<(), String> {
    page.call("Emulation.setCPUThrottlingRate", &json!({ "rate": times })).map(drop)
}

fn visit(seen: &str) -> Result<Visit, String> {
    let numbers: Vec<f64> = seen.split(' ').filter_map(|ms| ms.parse().ok()).collect();
    let [open, ready, answer] = numbers[..] else { return Err(format!("`{seen}` are no three times")) };
    Ok(Visit { open, ready, answer })
}

/// The actual slow-down: the same loop with and without it, in the page and in a worker.
fn slowed(page: &MeasuredPage, means: Means, url: &str) -> Result<(f64, f64), String> {
    // An empty page of this site.
    page.open(&format!("{url}manifest.webmanifest"))?;
    page.wait("page", "document.readyState === 'complete' && location.href.startsWith('http')", PATIENCE)?;
    let worker = format!(
        "new Promise(done => {{ const url = URL.createObjectURL(new Blob(['postMessage({LOOP})'])); const worker = new Worker(url); \
         worker.onmessage = ({{ data }}) => {{ worker.terminate(); done(data); }}; }})"
    );
    let both = |page: &MeasuredPage| -> Result<[f64; 2], String> {
        let mut found = [0.0; 2];
        for (ms, script) in found.iter_mut().zip([LOOP, &worker]) {
            *ms = page.run(script)?.parse().map_err(|_| "the loop has no time")?;
        }
        Ok(found)
    };
    both(page)?;
    let plain = both(page)?;
    let slow = means.start(page)?;
    let slowed = both(page)?;
    means.end(page, slow)?;
    Ok((slowed[0] / plain[0], slowed[1] / plain[1]))
}

/// The built page with compressed copies, as a host serves it.
fn site(paths: &Paths) -> Result<PathBuf, Problem> {
    let site = paths.root.join("target").join("bench").join("visit");
    if site.exists() {
        at(&site, fs::remove_dir_all(&site))?;
    }
    for file in files_in(&paths.dist())? {
        let to = site.join(&file);
        if let Some(folder) = to.parent() {
            at(folder, fs::create_dir_all(folder))?;
        }
        at(&to, fs::copy(paths.dist().join(&file), &to))?;
        compressed::write_beside(&paths.cache, &to)?;
    }
    Ok(site)
}

impl Visits {
    /// The text about them.
    pub fn add_to(&self, told: &mut Document) {
        told.marked(&format!(
            "A line of {:.0} Mbit/s, {} ms there and back, and a device {TIMES} times slower than this one, in two \
             ways. A picture is given as soon as the page takes one.",
            BITS_PER_S / 1e6,
            DELAY.as_millis()
        ));
        for (means, slowed) in [(Means::Protocol, &self.protocol), (Means::Stopped, &self.stopped)] {
            slowed.add_to(&means.told(), told);
        }
        told.marked(&format!(
            "On this machine as it is, a later picture takes {:.0} ms from the file to its painted answer (median of {LATER}; nine of ten within {:.0} ms).",
            median(&self.later),
            quantile(&self.later, 0.9)
        ));
    }

    /// For scripts.
    pub fn json(&self) -> Value {
        json!({
            "protocol": self.protocol.json(),
            "stopped": self.stopped.json(),
            "later_ms": rounded(Some(median(&self.later))),
        })
    }
}

impl Slowed {
    fn add_to(&self, means: &str, told: &mut Document) {
        let mut text = format!("{means}:");
        if let Some((page, worker)) = self.reached {
            text +=
                &format!(" a loop of script took {page:.1} times as long in the page, {worker:.1} times in a worker.");
        }
        let mut table = Table::new(["visit", "page open", "model ready", "first answer painted"]);
        for (name, visits) in [("first", &self.first), ("warm", &self.warm)] {
            let steps: [fn(&Visit) -> f64; 3] = [|visit| visit.open, |visit| visit.ready, |visit| visit.answer];
            let seconds = steps.map(|of| median(&visits.iter().map(of).collect::<Vec<_>>()) / 1e3);
            table.row([name.to_owned()].into_iter().chain(seconds.map(|seconds| format!("{seconds:.2} s"))));
        }
        told.marked(&text).table(table);
    }

    fn json(&self) -> Value {
        let of = |visits: &[Visit]| {
            let median_of = |of: fn(&Visit) -> f64| rounded(Some(median(&visits.iter().map(of).collect::<Vec<_>>())));
            json!({
                "open_ms": median_of(|visit| visit.open),
                "ready_ms": median_of(|visit| visit.ready),
                "answer_ms": median_of(|visit| visit.answer),
            })
        };
        json!({
            "first": of(&self.first),
            "warm": of(&self.warm),
            "slowed_page": rounded(self.reached.map(|(page, _)| page)),
            "slowed_worker": rounded(self.reached.map(|(_, worker)| worker)),
        })
    }
}

#[test]
fn visits_are_summed_up_by_their_medians() {
    let first = ["100 2000 3000", "200 4000 5000", "150 2500 3500"].map(|seen| visit(seen).unwrap());
    let slowed = Slowed { first: first.into(), warm: first[..1].into(), reached: Some((4.0, 1.0)) };
    let visits = Visits { protocol: slowed, stopped: Slowed::default(), later: vec![40.0, 50.0] };
    let mut told = Document::new("en");
    visits.add_to(&mut told);
    assert!(
        told.markdown().contains("| first |    0.15 s |      2.50 s |               3.50 s |"),
        "{}",
        told.markdown()
    );
    assert!(visit("1 2").is_err());
}
