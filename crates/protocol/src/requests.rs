//! Reports of the page's network requests, and whether the page is sealed.

use serde::{Deserialize, Serialize};

/// One request of this visit, as seen by its observer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequestSeen {
    /// Address, relative to the page's folder if inside it.
    pub address: String,
    /// When it began, in milliseconds since 1970 by the clock of its observer.
    pub at_ms: f64,
    /// Its observer.
    pub witness: Witness,
    /// Its outcome.
    pub answered: Answered,
    /// Bytes of content that it carried: body and query.
    pub sent_bytes: u64,
}

/// The observer of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Witness {
    /// The service worker, which decides on it.
    ServiceWorker,
    /// The browser's list of resources; the request passed the service worker.
    BrowserThroughWorker,
    /// The browser's list of resources; without a service worker.
    Browser,
    /// The content security policy, or `guard.js`, which stopped it.
    Policy,
}

/// The outcome of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answered {
    /// Answered from this device; nothing left it.
    Device,
    /// Sent to this website's host.
    Network,
    /// Not sent.
    Refused,
    /// Sent to this website's host for a model, at the visitor's request while a picture is open. The service
    /// worker makes it: nothing of the page is in it.
    Asked,
}

/// Whether requests are possible now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Seal {
    /// No picture is open.
    #[default]
    Open,
    /// No picture is open here, but in another tab, whose seal covers all tabs.
    Elsewhere,
    /// A picture is open, and no service worker enforces the seal: requests are seen, not refused.
    Watched(Unguarded),
    /// A picture is open, and the service worker refuses whatever it cannot answer from this device.
    Sealed,
    /// A picture is open, and its seal was broken at some time.
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

/// Why no service worker enforces the seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unguarded {
    /// It is still being installed, as on a first visit.
    Coming,
    /// This browser provides none.
    NoWorker,
    /// There was not enough space for its cache.
    NoRoom,
    /// It could not be installed.
    Failed,
    /// It is in control but does not respond.
    Silent,
}

/// How a seal was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breach {
    /// Its service worker is no longer in control.
    Lost,
    /// Its service worker has stopped responding.
    Mute,
    /// Its service worker does not know it any more.
    Lifted,
    /// Another script holds the seal's handle.
    Taken,
}
