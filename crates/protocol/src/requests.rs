//! Reports of the page's network requests, and whether the page is sealed.

use serde::{Deserialize, Serialize};

/// One request of this visit, as its witness saw it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequestSeen {
    /// Address, from the page's folder where it lies in it.
    pub address: String,
    /// When it began, in milliseconds since 1970 by the clock of its observer.
    pub at_ms: f64,
    /// Who saw it.
    pub witness: Witness,
    /// What became of it.
    pub answered: Answered,
    /// Bytes of content that it carried: body and query.
    pub sent_bytes: u64,
}

/// Who saw a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Witness {
    /// The service worker, which decides on it.
    ServiceWorker,
    /// The browser's list of resources; the request passed the service worker.
    BrowserThroughWorker,
    /// The browser's list of resources; no service worker was asked.
    Browser,
    /// The content security policy, or `guard.js`, which stopped it.
    Policy,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answered {
    /// Answered from this device; nothing left it.
    Device,
    /// Sent to this website's host.
    Network,
    /// Not sent.
    Refused,
    /// Sent to this website's host for a model, because the visitor has asked for it while a picture is open. The service
    /// worker makes it: nothing of the page is in it.
    Asked,
}

/// Whether requests are possible now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Seal {
    /// No picture is open.
    #[default]
    Open,
    /// No picture is open here, but in another tab, whose seal is for all of them.
    Elsewhere,
    /// A picture is open, and no service worker keeps the seal: requests are seen, not refused.
    Watched(Unguarded),
    /// A picture is open, and the service worker refuses whatever it cannot answer from this device.
    Sealed,
    /// A picture is open, and its seal did not hold all the time.
    Broken(Breach),
}

impl Seal {
    /// One word for scripts and style sheets.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Elsewhere => "elsewhere",
            Self::Watched(_) => "watched",
            Self::Sealed => "sealed",
            Self::Broken(_) => "broken",
        }
    }
}

/// Why no service worker keeps the seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unguarded {
    /// It is still on its way, as on a first visit.
    Coming,
    /// This browser gives the page none.
    NoWorker,
    /// There was no room for what it keeps.
    NoRoom,
    /// It could not be installed.
    Failed,
    /// It is in charge and does not answer.
    Silent,
}

/// How a seal was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breach {
    /// Its service worker is not in charge any more.
    Lost,
    /// Its service worker has stopped answering.
    Mute,
    /// Its service worker does not know it any more.
    Lifted,
    /// Another script has the handle of the seal.
    Taken,
}
