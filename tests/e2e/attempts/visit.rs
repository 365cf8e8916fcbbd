//! A page in a browser, in one of the contexts of the table, with a picture open.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};
use server::{Headers, Server};
use webdriver::NetLog;

use super::context::{AttemptStage, Context, Maker, Neighbour, Realm};
use super::servers::{Counters, Servers};
use super::table::Way;
use crate::driver::{Browser, Wishes};
use crate::host::BASE;
use crate::page::Page;
use crate::pictures::Folder;
use crate::site::Site;

/// Everything that is run in a page: [`Way::script`] names a function in it.
const CODE: &str = concat!(
    "const ways = {};\n",
    include_str!("ways/run.js"),
    include_str!("ways/requests.js"),
    include_str!("ways/peers.js"),
    include_str!("ways/elements.js"),
    include_str!("ways/leaving.js"),
    include_str!("ways/tabs.js"),
);

/// One core, so that no further worker is started that could be mistaken for a later attempt.
const QUERY: &str = "?backend=cpu&threads=1";

/// Makes a bare page like Onsight where ways need it: with a script of its own, and a service worker.
const REGISTER: &str = "return navigator.serviceWorker?.register('./sw.js').then(() => navigator.serviceWorker.ready) \
    .then(() => 0)";
const BARE_PAGE: &str = "<!doctype html><meta charset=\"utf-8\"><link rel=\"icon\" href=\"data:,\"><body>bare</body>";
const BARE_WORKER: &str = "self.onactivate = event => event.waitUntil(clients.claim()); self.onfetch = () => 0;";

/// Settings with which Firefox makes no requests of its own.
fn firefox_settings() -> Value {
    json!({
        "app.update.auto": false,
        "browser.newtabpage.enabled": false,
        "browser.region.network.url": "",
        "browser.safebrowsing.downloads.remote.enabled": false,
        "browser.safebrowsing.malware.enabled": false,
        "browser.safebrowsing.phishing.enabled": false,
        "datareporting.policy.dataSubmissionEnabled": false,
        "extensions.getAddons.cache.enabled": false,
        "media.peerconnection.ice.loopback": true,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        // Otherwise it asks by a window which program shall send the mail, and geckodriver loses the page behind it.
        "network.protocol-handler.external.mailto": false,
        "services.settings.server": "",
    })
}

/// Prefix of all tokens of this run.
pub(super) fn mark() -> String {
    format!("zq{:x}n", std::process::id())
}

/// A unique token of letters and digits, valid in a host name and in a user name.
pub(super) fn token() -> String {
    static TOKENS: AtomicU32 = AtomicU32::new(0);
    format!("{}{:04}z", mark(), TOKENS.fetch_add(1, Ordering::Relaxed))
}

/// The account of requests that the page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LedgerState {
    pub(super) seal: String,
    pub(super) left: u64,
    pub(super) left_bytes: u64,
}

impl LedgerState {
    /// Whether it has counted something since, or reports the seal as broken.
    pub(super) fn sees(&self, later: &Self) -> bool {
        let whole = ["sealed", "watched", "open"];
        later.left > self.left || later.left_bytes > self.left_bytes || !whole.contains(&later.seal.as_str())
    }

    /// Whether it states that nothing has left.
    pub(super) fn claims_nothing_left(&self) -> bool {
        self.seal == "sealed" && self.left == 0 && self.left_bytes == 0
    }
}

/// A page with a picture open.
pub(super) struct AttemptVisit {
    pub(super) page: Page,
    pub(super) context: Context,
    pub(super) url: String,
    pub(super) folder: Folder,
    picture: PathBuf,
    kept_tabs: Vec<String>,
    tab: String,
    sealed_at_ms: f64,
    _site: Option<Site>,
}

impl AttemptVisit {
    /// Opens a page and a picture in it; `None` where there is no such browser.
    pub(super) fn open(context: Context, servers: &Servers) -> Option<Self> {
        static VISITS: AtomicU32 = AtomicU32::new(0);
        let name = format!("attempts-{}", VISITS.fetch_add(1, Ordering::Relaxed));
        let folder = Folder::new(&name);
        let picture = folder.drawn("open.png", 70);
        let (server, site) = if context.stage == AttemptStage::Bare {
            for (file, text) in [("index.html", BARE_PAGE), ("sw.js", BARE_WORKER), ("theme.js", "")] {
                folder.file(file, text.as_bytes());
            }
            (Server::start(folder.path(), BASE, 0), None)
        } else {
            let site = Site::new(&name);
            let headers: Headers = if context.has_headers { headers_of(&site) } else { &[] };
            if context.stage == AttemptStage::Unguarded {
                fs::remove_file(site.path().join("sw.js")).expect("a service worker");
            }
            (Server::start_with(site.path(), BASE, 0, headers), Some(site))
        };
        let port = servers.tap(server.expect("a free port").address());
        let url = format!("http://localhost:{port}{BASE}");
        let browser = match context.maker {
            Maker::Chromium => None,
            Maker::Firefox => Some(Browser::start_firefox(&firefox_settings())?),
        };
        let arguments = vec![
            servers.resolver_rules(),
            "--allow-loopback-in-peer-connection".into(),
            "--net-log-capture-mode=Everything".into(),
        ];
        let Context { lists_workers, has_room, .. } = context;
        let wishes = Wishes { arguments, lists_workers, has_room, ..Wishes::default() };
        let query = if context.stage == AttemptStage::Bare { "" } else { QUERY };
        let page = Page::at(&url, query, || browser.unwrap_or_else(|| Browser::start_with(&wishes)));
        let tab = page.browser.tab();
        let kept_tabs = vec![tab.clone()];
        let mut visit = Self { page, context, url, folder, picture, kept_tabs, tab, sealed_at_ms: 0.0, _site: site };
        visit.seal(true);
        visit.meet_neighbour();
        Some(visit)
    }

    /// Reloads the page, and opens the picture again.
    pub(super) fn reopen(&mut self) {
        self.page.browser.open("about:blank");
        let query = if self.context.stage == AttemptStage::Bare { "" } else { QUERY };
        self.page.browser.open(&format!("{}{query}", self.url));
        self.seal(false);
    }

    fn seal(&mut self, is_new: bool) {
        let page = &self.page;
        match self.context.stage {
            AttemptStage::Bare => {
                page.browser.run(REGISTER, &Value::Null);
            }
            AttemptStage::Unguarded => page.wait_for("[data-testid=device]"),
            AttemptStage::Claimed => page.wait_for_guard(),
            AttemptStage::Guarded => {
                page.wait_for_guard();
                if is_new {
                    page.browser.reload();
                    page.wait_for_guard();
                }
            }
        }
        if self.context.stage != AttemptStage::Bare {
            page.answer(&self.picture);
        }
        self.sealed_at_ms = now_ms();
    }

    /// Opens the other tab, which from then on relays what it receives.
    fn meet_neighbour(&mut self) {
        let address = match self.context.neighbour {
            Neighbour::None => return,
            Neighbour::Onsight => self.url.clone(),
            Neighbour::Outside => self.url.replace(BASE, "/"),
        };
        let relay = format!("const ways = {{}};\n{}\nreturn relay();", include_str!("ways/tabs.js"));
        self.in_another_tab(&address, |browser| {
            browser.run(&relay, &Value::Null);
        });
    }

    /// Does something in a new tab, which stays.
    pub(super) fn in_another_tab(&mut self, address: &str, act: impl FnOnce(&Browser)) {
        let browser = &self.page.browser;
        browser.new_tab();
        browser.open(address);
        act(browser);
        self.kept_tabs.push(browser.tab());
        self.return_to_page();
    }

    /// Tries ways concurrently in a realm; returns a remark for each, by the name of its function.
    pub(super) fn run(
        &self,
        realm: Realm,
        tries: &[(Way, String)],
        servers: &Servers,
        counters: &Counters,
    ) -> Map<String, Value> {
        let ways: Vec<Value> = tries.iter().map(|(way, token)| json!({"way": way.script, "token": token})).collect();
        let wanted = json!({"realm": realm.word(), "ports": servers.ports(counters), "base": self.url, "ways": ways});
        let browser = &self.page.browser;
        let told = if realm == Realm::Worker {
            let worker = browser.workers().pop().expect("the worker that answers");
            browser.go_to_tab(&worker);
            let expression = format!("(() => {{ {CODE}\nreturn run({wanted}); }})()");
            let parameters = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
            let told = browser.devtools("Runtime.evaluate", &parameters)["result"]["value"].clone();
            browser.go_to_tab(&self.tab);
            told
        } else {
            // A page that is navigated away meanwhile returns nothing.
            browser.try_run(&format!("{CODE}\nreturn run(arguments[0]);"), &wanted).unwrap_or(Value::Null)
        };
        told.as_object().cloned().unwrap_or_default()
    }

    /// What the page says of its requests; `None` where the page is gone.
    pub(super) fn ledger(&self) -> Option<LedgerState> {
        let script =
            "const ledger = document.querySelector('[data-testid=ledger]'); return ledger && {...ledger.dataset}";
        let told = self.page.browser.try_run(script, &Value::Null).ok()?;
        let count = |name: &str| told[name].as_str().and_then(|count| count.parse().ok()).unwrap_or(0);
        Some(LedgerState {
            seal: told["seal"].as_str()?.to_owned(),
            left: count("left"),
            left_bytes: count("leftBytes"),
        })
    }

    /// Whether the page itself, and not another, is in the tab.
    pub(super) fn is_here(&self) -> bool {
        let address = self.page.browser.try_run("return location.href", &Value::Null).unwrap_or_default();
        let query = if self.context.stage == AttemptStage::Bare { "" } else { QUERY };
        let expected = format!("{}{query}", self.url);
        address.as_str().and_then(|address| address.split('#').next()) == Some(expected.as_str())
    }

    /// Closes what an attempt has opened.
    pub(super) fn close_other_tabs(&self) {
        let workers = if self.context.lists_workers { self.every_worker() } else { Vec::new() };
        for tab in self.page.browser.tabs() {
            if !self.kept_tabs.contains(&tab) && !workers.contains(&tab) {
                self.page.browser.go_to_tab(&tab);
                self.page.browser.close_tab();
            }
        }
        self.return_to_page();
    }

    fn every_worker(&self) -> Vec<String> {
        let browser = &self.page.browser;
        browser.workers().into_iter().chain(browser.service_workers()).collect()
    }

    fn return_to_page(&self) {
        self.page.browser.go_to_tab(&self.tab);
        if self.context.maker == Maker::Chromium {
            self.page.browser.devtools("Page.bringToFront", &json!({}));
        }
    }

    /// When the picture was opened, in milliseconds since 1970.
    pub(super) fn sealed_at_ms(&self) -> f64 {
        self.sealed_at_ms
    }

    /// The browser's name and version.
    pub(super) fn browser_version(&self) -> String {
        match self.context.maker {
            Maker::Chromium => {
                let version = self.page.browser.devtools("Browser.getVersion", &json!({}));
                let number = version["product"].as_str().and_then(|product| product.split_once('/'));
                format!("Chromium {}", number.map_or("", |(_, number)| number))
            }
            Maker::Firefox => {
                let agent = self.page.browser.run("return navigator.userAgent", &Value::Null);
                agent.as_str().and_then(|agent| agent.split(' ').next_back()).unwrap_or("Firefox").to_owned()
            }
        }
    }

    /// Ends the browser; returns its own log where it writes one.
    pub(super) fn end(self) -> Option<NetLog> {
        match self.context.maker {
            Maker::Chromium => {
                Some(NetLog::read(&self.page.into_net_log(), &mark()).expect("the browser's network log"))
            }
            Maker::Firefox => None,
        }
    }
}

/// Milliseconds since 1970.
pub(super) fn now_ms() -> f64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    since.as_secs_f64() * 1000.0
}

/// The headers of the hosting recipes, which the service worker sets too.
fn headers_of(site: &Site) -> Headers {
    let code = fs::read_to_string(site.path().join("sw.js")).expect("a service worker");
    let (_, rest) = code.split_once("headers: {").expect("headers in the service worker");
    let (inside, _) = rest.split_once('}').expect("their end");
    let object = format!("{{{}}}", inside.trim().trim_end_matches(','));
    let read: Map<String, Value> = serde_json::from_str(&object).expect("headers as `cargo xtask build` writes them");
    let pairs = read.into_iter().map(|(name, value)| {
        let value = value.as_str().expect("a header's value").to_owned();
        (&*name.leak(), &*value.leak())
    });
    // A server lives as long as the process, and so do its headers.
    pairs.collect::<Vec<(&'static str, &'static str)>>().leak()
}
