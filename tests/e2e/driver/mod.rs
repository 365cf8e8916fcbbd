//! The browser as the journeys use it: a [`BrowserSession`] whose every refusal fails the test.

mod lost_document;
mod room;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use lost_document::is_of_a_lost_document;
use room::{is_of_a_lost_frame, with_room};
use serde_json::{Value, json};
use webdriver::{BrowserOptions, BrowserSession, FirefoxOptions, UNATTENDED};

/// Of every browser of the journeys, beside those of every one that nobody looks at.
const ARGUMENTS: [&str; 3] = ["--no-first-run", "--force-color-profile=srgb", "--window-size=1440,1000"];

/// WebGPU computed on the CPU.
const SOFTWARE_ADAPTER: [&str; 2] = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];

/// The page takes this away before anything else runs; some journeys talk to workers by it.
const KEEPS_CHANNEL: &str = "window.JourneyChannel = BroadcastChannel";

/// How long one command may take.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(180);

/// Between two questions of one that waits.
const PAUSE: Duration = Duration::from_millis(50);

/// Tells the network logs of one run apart.
static LOGS: AtomicU32 = AtomicU32::new(0);

/// A running browser; it ends when this is dropped.
pub(crate) struct Browser {
    session: BrowserSession,
    net_log: PathBuf,
    /// Whether pages are opened with a room, and their visitor is in it.
    has_room: bool,
    /// Until when [`Self::wait`] asks; none where nothing is waited for.
    waits_until: Cell<Option<Instant>>,
}

/// What the browser may use.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Gpu {
    /// No WebGPU adapter, as on many laptops and in private modes.
    #[default]
    None,
    /// SwiftShader: WebGPU computed on the CPU.
    Software,
}

/// How a browser of a test's own is started.
#[derive(Clone, Default)]
pub(crate) struct Wishes {
    pub(crate) gpu: Gpu,
    /// Beside those of every browser here.
    pub(crate) arguments: Vec<String>,
    /// Whether workers are tabs too.
    pub(crate) lists_workers: bool,
    /// Whether pages are opened with a room (`docs/room.md`); all are where `ONSIGHT_ROOM=1`.
    pub(crate) has_room: bool,
}

impl Browser {
    /// Starts a browser of its own.
    pub(crate) fn start(gpu: Gpu) -> Self {
        Self::start_with(&Wishes { gpu, ..Wishes::default() })
    }

    /// The same with wishes of one's own.
    pub(crate) fn start_with(wishes: &Wishes) -> Self {
        let number = LOGS.fetch_add(1, Ordering::Relaxed);
        let net_log = std::env::temp_dir().join(format!("onsight-net-log-{}-{number}.json", std::process::id()));
        let mut arguments: Vec<String> = UNATTENDED.into_iter().chain(ARGUMENTS).map(str::to_owned).collect();
        arguments.push(format!("--log-net-log={}", net_log.display()));
        if wishes.gpu == Gpu::Software {
            arguments.extend(SOFTWARE_ADAPTER.map(str::to_owned));
        }
        arguments.extend(wishes.arguments.iter().cloned());
        let options = BrowserOptions {
            chromium: program("ONSIGHT_CHROMIUM", "chromium"),
            chromedriver: program("ONSIGHT_CHROMEDRIVER", "chromedriver"),
            arguments,
            // chromedriver asks for a document before it waits, which a worker has not.
            waits_for_load: !wishes.lists_workers,
            keeps_console: true,
            lists_workers: wishes.lists_workers,
            timeout: COMMAND_TIMEOUT,
        };
        let session = BrowserSession::start(&options);
        let session = session.unwrap_or_else(|error| panic!("{error} (`cargo xtask tools` installs what is missing)"));
        let has_room = wishes.has_room || std::env::var("ONSIGHT_ROOM").is_ok_and(|wish| wish == "1");
        let browser = Self { session, net_log, has_room, waits_until: Cell::new(None) };
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": KEEPS_CHANNEL }));
        browser
    }

    /// Starts a Firefox of its own, where `cargo xtask firefox` has found one: it writes no log, and knows none of the
    /// commands of Chromium's own protocol.
    pub(crate) fn start_firefox(settings: &Value) -> Option<Self> {
        let options = FirefoxOptions {
            firefox: std::env::var_os("ONSIGHT_FIREFOX")?.into(),
            geckodriver: std::env::var_os("ONSIGHT_GECKODRIVER")?.into(),
            settings: settings.clone(),
            timeout: COMMAND_TIMEOUT,
        };
        let session = done(BrowserSession::start_firefox(&options));
        Some(Self { session, net_log: PathBuf::new(), has_room: false, waits_until: Cell::new(None) })
    }

    /// Goes to an address and waits until the document is loaded.
    #[track_caller]
    pub(crate) fn open(&self, url: &str) {
        if self.has_room {
            done(self.session.go_out_of_frames());
        }
        done(self.session.open(&if self.has_room { with_room(url) } else { url.to_owned() }));
        self.enter();
    }

    /// Opens another tab beside this one and goes on there. Gives the one that was left.
    #[track_caller]
    pub(crate) fn new_tab(&self) -> String {
        let left = done(self.session.window());
        self.go_to_tab(&done(self.session.new_tab()));
        left
    }

    /// The tab in which it goes on.
    #[track_caller]
    pub(crate) fn tab(&self) -> String {
        done(self.session.window())
    }

    /// Goes on in another tab.
    #[track_caller]
    pub(crate) fn go_to_tab(&self, tab: &str) {
        done(self.session.go_to_window(tab));
        self.enter();
    }

    /// Goes on inside the first frame of this page.
    #[track_caller]
    pub(crate) fn go_into_frame(&self) {
        done(self.session.go_into_frame());
    }

    /// Closes this tab; another must be gone to before anything else.
    #[track_caller]
    pub(crate) fn close_tab(&self) {
        done(self.session.close_window());
    }

    /// Goes back by one entry of the history, as a visitor does.
    #[track_caller]
    pub(crate) fn back(&self) {
        done(self.session.back());
        self.enter();
    }

    /// Loads the page anew, as a visitor does.
    #[track_caller]
    pub(crate) fn reload(&self) {
        if self.has_room {
            done(self.session.go_out_of_frames());
        }
        done(self.session.reload());
        self.enter();
    }

    /// Runs the body of a function with `arguments[0]` and hands its value back.
    #[track_caller]
    pub(crate) fn run(&self, script: &str, argument: &Value) -> Value {
        loop {
            match self.session.run(script, argument) {
                // Another room is in the place of the one that was entered.
                Err(error) if self.has_room && is_of_a_lost_frame(&error.to_string()) => {
                    self.enter();
                    return done(self.session.run(script, argument));
                }
                // The page is just being loaded anew: what is waited for may be in the next document.
                Err(error) if self.is_waiting() && is_of_a_lost_document(&error.to_string()) => {
                    std::thread::sleep(PAUSE);
                }
                answer => return done(answer),
            }
        }
    }

    /// The same where the script may be stopped, as by the page going elsewhere.
    pub(crate) fn try_run(&self, script: &str, argument: &Value) -> Result<Value, String> {
        self.session.run(script, argument).map_err(|error| error.to_string())
    }

    /// All tabs, with workers where the wishes list them; the latest last.
    #[track_caller]
    pub(crate) fn tabs(&self) -> Vec<String> {
        done(self.session.window_handles())
    }

    /// The workers of this tab, where the wishes list them; the latest last.
    #[track_caller]
    pub(crate) fn workers(&self) -> Vec<String> {
        done(self.session.windows("worker"))
    }

    /// The service workers, likewise.
    #[track_caller]
    pub(crate) fn service_workers(&self) -> Vec<String> {
        done(self.session.windows("service_worker"))
    }

    /// Sends keys, or file paths, to the element that a CSS selector finds.
    #[track_caller]
    pub(crate) fn send_keys(&self, selector: &str, keys: &str) {
        done(self.session.send_keys(selector, keys));
    }

    /// Presses keys one after the other, wherever the focus is.
    #[track_caller]
    pub(crate) fn press(&self, keys: &[&str]) {
        done(self.session.press(keys));
    }

    /// Sets the size of the viewport, the theme, and reduced motion, as a device would.
    #[track_caller]
    pub(crate) fn emulate(&self, width: u32, height: u32, theme: &str) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600});
        self.devtools("Emulation.setDeviceMetricsOverride", &size);
        let features = json!({"features": [
            {"name": "prefers-color-scheme", "value": theme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]});
        self.devtools("Emulation.setEmulatedMedia", &features);
    }

    /// A picture of the viewport, or of the whole page, as PNG.
    #[track_caller]
    pub(crate) fn screenshot(&self, whole_page: bool) -> Vec<u8> {
        done(self.session.screenshot(&json!({"format": "png", "captureBeyondViewport": whole_page})))
    }

    /// The pixels of a part of the viewport: `x`, `y`, `width`, `height` and `scale`.
    #[track_caller]
    pub(crate) fn pixels(&self, part: &Value) -> image::DynamicImage {
        let picture = done(self.session.screenshot(&json!({"format": "png", "clip": part})));
        image::load_from_memory(&picture).expect("a screenshot")
    }

    /// Waits until everything that fades or moves in has done so.
    #[track_caller]
    pub(crate) fn settle(&self) {
        let script =
            "return Promise.all(document.getAnimations().map(one => one.finished.catch(() => 0))).then(() => 0)";
        self.run(script, &Value::Null);
    }

    /// The page on paper, as PDF.
    #[track_caller]
    pub(crate) fn printed(&self) -> Vec<u8> {
        done(self.session.pdf(&json!({"printBackground": false, "preferCSSPageSize": true})))
    }

    /// What the page wrote to its console as an error.
    #[track_caller]
    pub(crate) fn console_errors(&self) -> Vec<String> {
        done(self.session.console_errors())
    }

    /// A command of the browser's own protocol.
    #[track_caller]
    pub(crate) fn devtools(&self, command: &str, parameters: &Value) -> Value {
        done(self.session.devtools(command, parameters))
    }

    /// One of the browser's counts for this page, as `Nodes`; `Performance.enable` comes first.
    #[track_caller]
    pub(crate) fn metric(&self, name: &str) -> f64 {
        done(self.session.metric(name))
    }

    /// Bytes of all WebAssembly memories in the page.
    #[track_caller]
    pub(crate) fn webassembly_bytes(&self) -> f64 {
        done(self.session.webassembly_bytes())
    }

    /// Asks again and again until `question` has an answer.
    #[track_caller]
    pub(crate) fn wait<T>(&self, what: &str, most: Duration, mut question: impl FnMut(&Self) -> Option<T>) -> T {
        let started = Instant::now();
        let outer = self.waits_until.replace(Some(started + most));
        loop {
            if let Some(answer) = question(self) {
                self.waits_until.set(outer);
                return answer;
            }
            if started.elapsed() > most {
                let page = self.run("return document.body.innerText", &Value::Null);
                panic!(
                    "waited {most:?} for {what}; the page says:\n{}\nconsole: {:?}",
                    page.as_str().unwrap_or(""),
                    self.console_errors()
                );
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// Whether an answer is waited for that may come later.
    fn is_waiting(&self) -> bool {
        self.waits_until.get().is_some_and(|end| Instant::now() < end)
    }

    /// Ends the browser and hands over its own log of everything that it did on the network,
    /// workers and service workers included.
    pub(crate) fn end(mut self) -> String {
        self.session.close();
        std::fs::read_to_string(&self.net_log).expect("the browser's network log")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Its log is written until then.
        self.session.close();
        let _ = std::fs::remove_file(&self.net_log);
    }
}

/// What a command gave; a refusal fails the test with the driver's own words.
#[track_caller]
fn done<T>(answer: webdriver::Result<T>) -> T {
    // Not in a closure, which would be named in the place of the caller.
    match answer {
        Ok(value) => value,
        Err(error) => panic!("{error}"),
    }
}

/// Where `cargo xtask` found a program, else its plain name.
fn program(variable: &str, name: &str) -> PathBuf {
    std::env::var_os(variable).map_or_else(|| Path::new(name).to_path_buf(), PathBuf::from)
}
