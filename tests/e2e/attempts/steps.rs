//! Ways that need more than a script in the page: an action in another tab, in the browser or on the disk, or a file.

use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use fixtures::dicom_made::Made;
use imaging::synthetic;
use serde_json::{Value, json};

use super::context::{AttemptStage, Context, Realm};
use super::servers::{Counters, Servers};
use super::table::Way;
use super::trials::{Trial, Tried, by_itself};
use super::visit::{AttemptVisit, token};
use crate::host::BASE;
use crate::pictures::png_from_image;

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
}

const STEPS: [(AttemptStep, &str); 6] = [
    (AttemptStep::RepairPage, "the repair page in another tab, then fetch, own host"),
    (AttemptStep::KillSwitch, "sw-off.js registered by another page of the host, then fetch, own host"),
    (AttemptStep::StoppedWorker, "the service worker stopped by the browser, then fetch, own host"),
    (AttemptStep::FullDisk, "a full disk, then fetch, own host"),
    (AttemptStep::FileName, "a file's name that is markup"),
    (AttemptStep::DicomTag, "DICOM tags that are markup"),
];

/// Their rows.
pub(super) fn ways() -> Vec<Way> {
    STEPS.map(|(_, name)| Way::new("fetchOwn", name)).into()
}

/// Tries each separately, on a later visit.
pub(super) fn all(servers: &Servers) -> Tried {
    let mut tried = Tried::default();
    for (step, name) in STEPS {
        let mut visit = AttemptVisit::open(Context::of(AttemptStage::Guarded), servers).expect("a Chromium");
        let (way, token) = (Way::new("fetchOwn", name), token());
        let trial = step.take(&mut visit, servers, way, token);
        let log = visit.end();
        let mut one = Tried { trials: vec![trial], ..Tried::default() };
        one.hear(servers, log.as_ref());
        tried.trials.extend(one.trials);
        tried.disagreements.extend(one.disagreements);
    }
    tried
}

impl AttemptStep {
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
            _ => visit.folder.file(&format!("{markup}.png"), &png_from_image(&synthetic::golden_picture(72, 200))),
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
