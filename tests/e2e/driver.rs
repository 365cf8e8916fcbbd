//! A thin WebDriver client: chromedriver and one headless Chromium with a fresh profile.
//!
//! Compared with fantoccini and thirtyfour, which bring an async runtime and a hundred crates for
//! the dozen calls needed here.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// The name under which WebDriver hides an element's id.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A running browser; it ends when this is dropped.
pub(crate) struct Browser {
    agent: ureq::Agent,
    driver: Child,
    session: String,
    net_log: PathBuf,
}

/// What the browser may use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gpu {
    /// No WebGPU adapter, as on many laptops and in private modes.
    None,
    /// SwiftShader: WebGPU computed on the CPU.
    Software,
}

impl Browser {
    /// Starts a browser of its own.
    pub(crate) fn start(gpu: Gpu) -> Self {
        let (driver, port) = started_driver();
        let config =
            ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_secs(180)));
        let net_log = std::env::temp_dir().join(format!("onsight-net-log-{port}.json"));
        let mut arguments: Vec<String> = [
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--force-color-profile=srgb",
            "--window-size=1440,1000",
        ]
        .map(str::to_owned)
        .into();
        arguments.push(format!("--log-net-log={}", net_log.display()));
        if gpu == Gpu::Software {
            arguments.extend(["--enable-unsafe-webgpu".into(), "--use-webgpu-adapter=swiftshader".into()]);
        }
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {"args": arguments, "binary": program("ONSIGHT_CHROMIUM", "chromium")},
            "goog:loggingPrefs": {"browser": "ALL"},
        }}});
        let mut browser =
            Self { agent: config.build().into(), driver, session: format!("http://127.0.0.1:{port}/session"), net_log };
        let answer = browser.post("", &wanted);
        browser.session += &format!("/{}", answer["sessionId"].as_str().expect("a session id"));
        browser
    }

    /// Goes to an address and waits until the document is loaded.
    pub(crate) fn open(&self, url: &str) {
        self.post("/url", &json!({ "url": url }));
    }

    /// Opens another tab beside this one and goes on there. Gives the one that was left.
    pub(crate) fn new_tab(&self) -> String {
        let left = self.answer(self.agent.get(format!("{}/window", self.session)).call(), "/window");
        let opened = self.post("/window/new", &json!({"type": "tab"}));
        self.go_to_tab(opened["handle"].as_str().expect("a tab"));
        left.as_str().expect("a tab").to_owned()
    }

    /// Goes on in another tab.
    pub(crate) fn go_to_tab(&self, tab: &str) {
        self.post("/window", &json!({ "handle": tab }));
    }

    /// Goes on inside the first frame of this page.
    pub(crate) fn go_into_frame(&self) {
        self.post("/frame", &json!({ "id": 0 }));
    }

    /// Closes this tab; another must be gone to before anything else.
    pub(crate) fn close_tab(&self) {
        self.answer(self.agent.delete(format!("{}/window", self.session)).call(), "/window");
    }

    /// Goes back by one entry of the history, as a visitor does.
    pub(crate) fn back(&self) {
        self.post("/back", &json!({}));
    }

    /// Loads the page anew, as a visitor does.
    pub(crate) fn reload(&self) {
        self.post("/refresh", &json!({}));
    }

    /// Runs the body of a function with `arguments[0]` and hands its value back.
    pub(crate) fn run(&self, script: &str, argument: &Value) -> Value {
        self.post("/execute/sync", &json!({"script": script, "args": [argument]}))
    }

    /// Sends keys, or file paths, to the element that a CSS selector finds.
    pub(crate) fn send_keys(&self, selector: &str, keys: &str) {
        let element = self.element("/element", &json!({"using": "css selector", "value": selector}));
        self.post(&format!("/element/{element}/value"), &json!({ "text": keys }));
    }

    /// Presses keys one after the other, wherever the focus is.
    pub(crate) fn press(&self, keys: &[&str]) {
        let actions: Vec<Value> = keys
            .iter()
            .flat_map(|key| [json!({"type": "keyDown", "value": key}), json!({"type": "keyUp", "value": key})])
            .collect();
        self.post("/actions", &json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]}));
    }

    /// Sets the size of the viewport, the theme, and reduced motion, as a device would.
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
    pub(crate) fn screenshot(&self, whole_page: bool) -> Vec<u8> {
        self.captured(&json!({"format": "png", "captureBeyondViewport": whole_page}))
    }

    /// The pixels of a part of the viewport: `x`, `y`, `width`, `height` and `scale`.
    pub(crate) fn pixels(&self, part: &Value) -> image::DynamicImage {
        let picture = self.captured(&json!({"format": "png", "clip": part}));
        image::load_from_memory(&picture).expect("a screenshot")
    }

    fn captured(&self, how: &Value) -> Vec<u8> {
        from_base64(self.devtools("Page.captureScreenshot", how)["data"].as_str().expect("a picture"))
    }

    /// Waits until everything that fades or moves in has done so.
    pub(crate) fn settle(&self) {
        let script =
            "return Promise.all(document.getAnimations().map(one => one.finished.catch(() => 0))).then(() => 0)";
        self.run(script, &Value::Null);
    }

    /// The page on paper, as PDF.
    pub(crate) fn printed(&self) -> Vec<u8> {
        let how = json!({"printBackground": false, "preferCSSPageSize": true});
        from_base64(self.devtools("Page.printToPDF", &how)["data"].as_str().expect("a document"))
    }

    /// What the page wrote to its console as an error.
    pub(crate) fn console_errors(&self) -> Vec<String> {
        let entries = self.post("/se/log", &json!({"type": "browser"}));
        let severe = entries.as_array().into_iter().flatten().filter(|entry| entry["level"] == "SEVERE");
        severe.filter_map(|entry| Some(entry["message"].as_str()?.to_owned())).collect()
    }

    /// Asks again and again until `question` has an answer.
    #[track_caller]
    pub(crate) fn wait<T>(&self, what: &str, most: Duration, mut question: impl FnMut(&Self) -> Option<T>) -> T {
        let started = Instant::now();
        loop {
            if let Some(answer) = question(self) {
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
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Ends the browser and hands over its own log of everything that it did on the network,
    /// workers and service workers included.
    pub(crate) fn end(mut self) -> String {
        self.close();
        std::fs::read_to_string(&self.net_log).expect("the browser's network log")
    }

    /// A command of the browser's own protocol.
    pub(crate) fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.post("/goog/cdp/execute", &json!({"cmd": command, "params": parameters}))
    }

    fn element(&self, path: &str, body: &Value) -> String {
        self.post(path, body)[ELEMENT].as_str().expect("an element").to_owned()
    }

    /// One WebDriver command; panics with the driver's own words when it fails.
    #[track_caller]
    fn post(&self, path: &str, body: &Value) -> Value {
        let request = self.agent.post(format!("{}{path}", self.session)).header("content-type", "application/json");
        self.answer(request.send(body.to_string()), path)
    }

    #[track_caller]
    fn answer(&self, answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>, path: &str) -> Value {
        let mut answer = answer.expect("chromedriver answers");
        let text = answer.body_mut().with_config().limit(64 << 20).read_to_string().expect("an answer in text");
        let value: Value = serde_json::from_str(&text).expect("an answer in JSON");
        assert!(answer.status().is_success(), "{path}: {}", value["value"]["message"]);
        value["value"].clone()
    }

    fn close(&mut self) {
        // The browser may be gone already; then there is nothing left to end.
        let _ = self.agent.delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.close();
        let _ = std::fs::remove_file(&self.net_log);
    }
}

/// Where `cargo xtask` found a program, else its plain name.
fn program(variable: &str, name: &str) -> PathBuf {
    std::env::var_os(variable).map_or_else(|| Path::new(name).to_path_buf(), PathBuf::from)
}

/// Starts chromedriver on a free port. On a busy machine another program may take the port between its choice and
/// its use, and then chromedriver ends: so it is started up to three times.
fn started_driver() -> (Child, u16) {
    for _ in 0..3 {
        let mut driver = Command::new(program("ONSIGHT_CHROMEDRIVER", "chromedriver"))
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts (`cargo xtask tools` installs it)");
        if let Some(port) = port_of(driver.stdout.take().expect("chromedriver's output")) {
            return (driver, port);
        }
        let _ = driver.kill();
        let _ = driver.wait();
    }
    panic!("chromedriver was started three times and never said on which port it listens");
}

/// Reads the free port that chromedriver chose, and lets it talk on unheard; `None` when it ended without one.
fn port_of(output: impl Read + Send + 'static) -> Option<u16> {
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let port = lines.find_map(|line| line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok());
    std::thread::spawn(move || lines.for_each(drop));
    port
}

/// A picture as WebDriver sends it.
fn from_base64(text: &str) -> Vec<u8> {
    let sextets = text.bytes().filter_map(|byte| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    });
    let sextets: Vec<u32> = sextets.map(u32::from).collect();
    sextets
        .chunks(4)
        .flat_map(|group| {
            let word = (0..4).fold(0, |word, at| (word << 6) | group.get(at).copied().unwrap_or(0));
            word.to_be_bytes()[1..group.len()].to_vec()
        })
        .collect()
}
