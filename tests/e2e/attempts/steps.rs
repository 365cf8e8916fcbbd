//! Ways that need more than a script in the page: an action in another tab, in the browser or on the disk, or a file.

use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use fixtures::dicom_made::Made;
use serde_json::{Value, json};

use super::context::{AttemptStage, Context, Realm};
use super::errands::unbroken;
use super::servers::{Counters, Servers};
use super::table::Way;
use super::trials::{Trial, Tried, by_itself};
use super::visit::{AttemptVisit, token};
use crate::host::BASE;
use crate::pictures::{drawn_head, png_from_image};

/// Timeout until a service worker is replaced, removed or stopped.
const SHORTLY: Duration = Duration::from_millis(1500);

/// Timeout until a file is opened, and shown with its name and its tags.
const OPENED: Duration = Duration::from_secs(6);

/// Storage quota in bytes: less than the program itself needs.
const FULL: u64 = 1000;

/// What happens before the page requests something that carries a token from its host.
#[derive(Clone, Copy)]
enum AttemptStep {
    RepairPage,
    KillSwitch,
    StoppedWorker,
    FullDisk,
    FileName,
    DicomTag,
    AtEnd,
    Afterwards,
}

const STEPS: [(AttemptStep, &str); 8] = [
    (AttemptStep::RepairPage, "the repair page in another tab, then fetch, own host"),
    (AttemptStep::KillSwitch, "sw-off.js registered by another page of the host, then fetch, own host"),
    (AttemptStep::StoppedWorker, "the service worker stopped by the browser, then fetch, own host"),
    (AttemptStep::FullDisk, "a full disk, then fetch, own host"),
    (AttemptStep::FileName, "a file's name that is markup"),
    (AttemptStep::DicomTag, "DICOM tags that are markup"),
    (AttemptStep::AtEnd, "fetch while the page is being left, own host"),
    (AttemptStep::Afterwards, "a word kept until the pictures are closed, then fetch, own host"),
];

/// Waits until no picture is open, and for the seal to be lifted after that.
const KEEPS: &str = "const name = `no-such-file-${arguments[0]}`; \
    const wait = setInterval(() => { \
        if ('sealed' in document.documentElement.dataset) return; \
        clearInterval(wait); \
        setTimeout(() => fetch(new URL(name, document.baseURI)).catch(() => 0), 1000); \
    }, 100); \
    return 0;";

/// Whether the page lists a request that left, with this word in its address.
const LISTS: &str = "return [...document.querySelectorAll('.ledger__row')] \
    .some(row => row.dataset.answered === 'network' && row.textContent.includes(arguments[0]))";

/// Their rows.
pub(super) fn ways() -> Vec<Way> {
    STEPS.map(|(step, name)| Way::new(step.script(), name)).into()
}

/// Tries each separately, on a later visit.
pub(super) fn all(servers: &Servers) -> Tried {
    let mut tried = Tried::default();
    for (step, name) in STEPS {
        let one = unbroken(|| {
            let mut visit = AttemptVisit::open(Context::of(AttemptStage::Guarded), servers).expect("a Chromium");
            let trial = step.take(&mut visit, servers, Way::new(step.script(), name), token());
            let log = visit.end();
            let mut one = Tried { trials: vec![trial], ..Tried::default() };
            one.hear(servers, log.as_ref());
            one
        });
        match one {
            Ok(one) => tried.add(one),
            Err(why) => tried.broken.push((name.to_owned(), why)),
        }
    }
    tried
}

impl AttemptStep {
    /// The function in `ways/` that carries the token away.
    fn script(self) -> &'static str {
        match self {
            Self::AtEnd => "fetchAtEnd",
            _ => "fetchOwn",
        }
    }

    fn take(self, visit: &mut AttemptVisit, servers: &Servers, way: Way, token: String) -> Trial {
        let url = visit.url.clone();
        match self {
            Self::RepairPage => visit.in_another_tab(&format!("{url}recover.html"), |browser| {
                browser.run("document.getElementById('repair').click()", &Value::Null);
                thread::sleep(SHORTLY);
            }),
            Self::KillSwitch => visit.in_another_tab(&url.replace(BASE, "/"), |browser| {
                let register = "return navigator.serviceWorker.register(arguments[0] + 'sw-off.js', \
                    { scope: arguments[0], updateViaCache: 'none' }).then(() => 'done', error => error.name)";
                browser.run(register, &json!(url));
                thread::sleep(SHORTLY);
            }),
            Self::StoppedWorker => {
                visit.page.browser.devtools("ServiceWorker.enable", &json!({}));
                visit.page.browser.devtools("ServiceWorker.stopAllWorkers", &json!({}));
                thread::sleep(SHORTLY);
            }
            Self::FullDisk => {
                visit.page.remove_all();
                let origin = visit.page.browser.run("return location.origin", &Value::Null);
                let full = json!({"origin": origin, "quotaSize": FULL});
                visit.page.browser.devtools("Storage.overrideQuotaForOrigin", &full);
                visit.page.answer(&visit.folder.drawn("full.png", 71));
            }
            Self::FileName | Self::DicomTag => return self.give(visit, servers, way, token),
            Self::Afterwards => {
                visit.page.browser.run(KEEPS, &json!(token));
                visit.page.remove_all();
                thread::sleep(OPENED);
                let is_seen = visit.page.browser.run(LISTS, &json!(token)) == true;
                return Trial { way, realm: Realm::Top, token, heard: Vec::new(), is_seen, remark: "closed".into() };
            }
            Self::AtEnd => {}
        }
        by_itself(visit, servers, Realm::Top, way, token)
    }

    /// Opens a file that carries the token.
    fn give(self, visit: &AttemptVisit, servers: &Servers, way: Way, token: String) -> Trial {
        let ports = servers.ports(&Counters::start());
        // A file name cannot hold a slash; an HTML parser would not need one here.
        let markup = format!("<img src=http:&#47;&#47;{token}.localhost:{}>", ports["http"]);
        let file = match self {
            Self::DicomTag => tagged(visit, &markup),
            _ => visit.folder.file(&format!("{markup}.png"), &png_from_image(&drawn_head(72))),
        };
        visit.page.pick(&[file.as_path()]);
        thread::sleep(OPENED);
        Trial { way, realm: Realm::Top, token, heard: Vec::new(), is_seen: false, remark: "opened".into() }
    }
}

/// A slice whose patient, study and institution have this name.
fn tagged(visit: &AttemptVisit, markup: &str) -> PathBuf {
    let stored: Vec<u16> = (0..96 * 96_u32).map(|at| (at % 1021) as u16).collect();
    let named =
        [((0x0010, 0x0010), "PN"), ((0x0008, 0x1030), "LO"), ((0x0008, 0x103E), "LO"), ((0x0008, 0x0080), "LO")];
    let made = named.into_iter().fold(Made::grey16(96, 96, &stored), |made, (tag, kind)| made.text(tag, kind, markup));
    visit.folder.file("tagged.dcm", &made.file())
}
