//! One fresh browser with one page, from its start to its report.
//!
//! Without WebDriver: no debugger is attached to what is measured. The page only has to be opened and to say what it
//! found, and the server's own log is enough for that.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use server::Server;
use xtask::browser::BrowserPrograms;

use crate::memory;
use crate::running::RunningBrowser;

/// How a browser is started.
pub struct Fresh<'a> {
    /// The program.
    pub browser: &'a BrowserPrograms,
    /// Whether there is a WebGPU adapter: the software adapter, which is the same on every machine.
    pub is_gpu: bool,
    /// Flags of this browser alone.
    pub flags: &'a [&'a str],
    /// How long the page may take.
    pub limit: Duration,
}

/// The result of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageRun {
    /// What it reported, by name.
    pub told: BTreeMap<String, String>,
    /// Private memory of its process in bytes, when it was done; `None` where this system does not tell.
    pub memory: Option<u64>,
}

const SOFTWARE_ADAPTER: [&str; 2] = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];

/// Numbers the pages of one bench.
static PAGES: AtomicU64 = AtomicU64::new(0);

/// Opens the page and waits for its report.
///
/// # Errors
/// One sentence that says why there is no result.
pub fn measure(fresh: &Fresh<'_>, server: &Server, query: &str) -> Result<PageRun, String> {
    let page = PAGES.fetch_add(1, Ordering::Relaxed).to_string();
    let url = format!("{}bench.html?page={page}&{query}", server.url());
    let mut running = start(fresh, &url).map_err(|error| format!("the browser: {error}"))?;
    let begun = Instant::now();
    loop {
        let told = server.log().iter().rev().find_map(|request| told(&request.target, &page));
        if let Some(told) = told {
            let memory = memory::of_renderer(running.browser.id());
            return match told.get("why") {
                Some(why) => Err(why.clone()),
                None => Ok(PageRun { told, memory }),
            };
        }
        if let Ok(Some(status)) = running.browser.try_wait() {
            return Err(format!("the browser ended with {status}"));
        }
        if begun.elapsed() > fresh.limit {
            return Err(format!("no answer within {} s", fresh.limit.as_secs()));
        }
        thread::sleep(Duration::from_millis(100));
    }
}

/// Opens a page in a browser of its own.
fn start(fresh: &Fresh<'_>, url: &str) -> std::io::Result<RunningBrowser> {
    let mut command = Command::new(&fresh.browser.chromium);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let adapter: &[&str] = if fresh.is_gpu { &SOFTWARE_ADAPTER } else { &[] };
    RunningBrowser::start(command, &[adapter, fresh.flags].concat(), url)
}

/// What this page reported in a request, if the request is one of its own.
fn told(target: &str, page: &str) -> Option<BTreeMap<String, String>> {
    let query = target.strip_prefix("/told?")?;
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let told: BTreeMap<String, String> = pairs.map(|(name, value)| (decoded(name), decoded(value))).collect();
    (told.get("page").map(String::as_str) == Some(page)).then_some(told)
}

/// Undoes the percent encoding of a query.
fn decoded(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let code = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
                match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                    Some(code) => {
                        rest = &after[2..];
                        code
                    }
                    None => byte,
                }
            }
            byte => byte,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn a_page_reads_its_own_words_only() {
        let target = "/told?page=3&state=done&warm=1.5+2&why=50%25+%C3%A9";
        let found = told(target, "3").unwrap();
        assert_eq!((found["warm"].as_str(), found["why"].as_str()), ("1.5 2", "50% é"));
        assert_eq!(told(target, "4"), None);
        assert_eq!(told("/bench.html?page=3", "3"), None);
        assert_eq!(told("/told?page=3&why=5%", "3").unwrap()["why"], "5%");
    }
}
