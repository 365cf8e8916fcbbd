//! The browser as the journeys use it: a [`BrowserSession`] whose errors fail the test.

mod gave_up;
mod lost_document;
mod room;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use gave_up::{GAVE_UP, told};
use lost_document::is_of_a_lost_document;
use room::{is_of_a_lost_frame, with_room};
use serde_json::{Value, json};
use temporary::TemporaryFolder;
use webdriver::{BrowserOptions, BrowserSession, FirefoxOptions, UNATTENDED};

/// Flags of every journey's browser, in addition to those of every unattended one.
const ARGUMENTS: [&str; 3] = ["--no-first-run", "--force-color-profile=srgb", "--window-size=1440,1000"];

/// WebGPU computed on the CPU.
const SOFTWARE_ADAPTER: [&str; 2] = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];

/// The page removes this before anything else runs; some journeys need it to talk to workers.
const KEEPS_CHANNEL: &str = "window.JourneyChannel = BroadcastChannel";

/// How long one command may take.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(180);

/// Polling interval.
const PAUSE: Duration = Duration::from_millis(50);

/// The browser's network log, in the folder of its own.
const NET_LOG: &str = "net-log.json";

/// A running browser; it ends when this is dropped.
pub(crate) struct Browser {
    session: BrowserSession,
    /// Where the browser writes its network log; deleted after the browser has ended.
    logs: TemporaryFolder,
    /// Whether pages are opened with a room, and commands go to it.
    has_room: bool,
    /// The deadline of [`Self::wait`]; `None` while nothing is waited for.
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
    /// Flags in addition to those of every journey's browser.
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

    /// The same with these options.
    pub(crate) fn start_with(wishes: &Wishes) -> Self {
        let logs = folder_of_logs();
        let mut arguments: Vec<String> = UNATTENDED.into_iter().chain(ARGUMENTS).map(str::to_owned).collect();
        arguments.push(format!("--log-net-log={}", logs.path().join(NET_LOG).display()));
        if wishes.gpu == Gpu::Software {
            arguments.extend(SOFTWARE_ADAPTER.map(str::to_owned));
        }
        arguments.extend(wishes.arguments.iter().cloned());
        let options = BrowserOptions {
            chromium: program("ONSIGHT_CHROMIUM", "chromium"),
            chromedriver: program("ONSIGHT_CHROMEDRIVER", "chromedriver"),
            arguments,
            // Before it waits, chromedriver needs a document, which a worker does not have.
            waits_for_load: !wishes.lists_workers,
            keeps_console: true,
            lists_workers: wishes.lists_workers,
            timeout: COMMAND_TIMEOUT,
        };
        let session = BrowserSession::start(&options);
        let session =
            session.unwrap_or_else(|error| panic!("{GAVE_UP}{error} (`cargo xtask tools` installs what is missing)"));
        let has_room = wishes.has_room || std::env::var("ONSIGHT_ROOM").is_ok_and(|wish| wish == "1");
        let browser = Self { session, logs, has_room, waits_until: Cell::new(None) };
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": KEEPS_CHANNEL }));
        browser
    }

    /// Starts a Firefox of its own, where `cargo xtask firefox` has found one: it writes no log, and has no DevTools
    /// commands.
    pub(crate) fn start_firefox(settings: &Value) -> Option<Self> {
        let options = FirefoxOptions {
            firefox: std::env::var_os("ONSIGHT_FIREFOX")?.into(),
            geckodriver: std::env::var_os("ONSIGHT_GECKODRIVER")?.into(),
            settings: settings.clone(),
            timeout: COMMAND_TIMEOUT,
        };
        let session = done(BrowserSession::start_firefox(&options));
        Some(Self { session, logs: folder_of_logs(), has_room: false, waits_until: Cell::new(None) })
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

    /// Opens another tab and continues there. Returns the handle of the tab that was left.
    #[track_caller]
    pub(crate) fn new_tab(&self) -> String {
        let left = done(self.session.window());
        self.go_to_tab(&done(self.session.new_tab()));
        left
    }

    /// The current tab.
    #[track_caller]
    pub(crate) fn tab(&self) -> String {
        done(self.session.window())
    }

    /// Switches to another tab.
    #[track_caller]
    pub(crate) fn go_to_tab(&self, tab: &str) {
        done(self.session.go_to_window(tab));
        self.enter();
    }

    /// Switches to the first frame of this page.
    #[track_caller]
    pub(crate) fn go_into_frame(&self) {
        done(self.session.go_into_frame());
    }

    /// Closes this tab; another must be switched to before anything else.
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

    /// Reloads the page, as a visitor does.
    #[track_caller]
    pub(crate) fn reload(&self) {
        if self.has_room {
            done(self.session.go_out_of_frames());
        }
        done(self.session.reload());
        self.enter();
    }

    /// Runs the body of a function with `arguments[0]` and returns its value.
    #[track_caller]
    pub(crate) fn run(&self, script: &str, argument: &Value) -> Value {
        loop {
            match self.session.run(script, argument) {
                // The room that was entered has been replaced.
                Err(error) if self.has_room && is_of_a_lost_frame(&error.to_string()) => {
                    self.enter();
                    return done(self.session.run(script, argument));
                }
                // The page is being reloaded: what is waited for may be in the next document.
                Err(error) if self.is_waiting() && is_of_a_lost_document(&error.to_string()) => {
                    std::thread::sleep(PAUSE);
                }
                answer => return done(answer),
            }
        }
    }

    /// Runs a script that may end its own document, by a click that replaces the room or leaves the page: it runs after the
    /// command has its answer, as chromedriver reports a document that ends under a script as "script timeout", or does not.
    #[track_caller]
    pub(crate) fn run_after(&self, script: &str, argument: &Value) {
        self.run(&format!("setTimeout(function () {{ {script} }}, 0, ...arguments)"), argument);
    }

    /// The same for a script that may be interrupted, for instance by a navigation.
    pub(crate) fn try_run(&self, script: &str, argument: &Value) -> Result<Value, String> {
        self.session.run(script, argument).map_err(|error| error.to_string())
    }

    /// All tabs, with workers where the options list them; the newest last.
    #[track_caller]
    pub(crate) fn tabs(&self) -> Vec<String> {
        done(self.session.window_handles())
    }

    /// The workers of this tab, where the options list them; the newest last.
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

    /// One of the browser's metrics of this page, as `Nodes`; `Performance.enable` has to be sent first.
    #[track_caller]
    pub(crate) fn metric(&self, name: &str) -> f64 {
        done(self.session.metric(name))
    }

    /// Bytes of all WebAssembly memories in the page.
    #[track_caller]
    pub(crate) fn webassembly_bytes(&self) -> f64 {
        done(self.session.webassembly_bytes())
    }

    /// Ends the browser and returns its own log of all network activity, workers and service workers included.
    pub(crate) fn end(mut self) -> String {
        self.session.close();
        std::fs::read_to_string(self.logs.path().join(NET_LOG)).expect("the browser's network log")
    }
}

fn folder_of_logs() -> TemporaryFolder {
    TemporaryFolder::new("net-log").expect("a temporary folder")
}

/// The result of a command; an error fails the test with the driver's message.
#[track_caller]
fn done<T>(answer: webdriver::Result<T>) -> T {
    // Not in a closure, whose location would be reported instead of the caller's.
    match answer {
        Ok(value) => value,
        Err(error) => panic!("{}", told(&error)),
    }
}

/// The path of a program that `cargo xtask` found, else its plain name.
fn program(variable: &str, name: &str) -> PathBuf {
    std::env::var_os(variable).map_or_else(|| Path::new(name).to_path_buf(), PathBuf::from)
}
