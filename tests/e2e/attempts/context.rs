//! In which context a way is tried: which visit, host, realm and browser, and which other pages are open.

/// The service worker's part in a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AttemptStage {
    /// A bare page without policy and without pictures: what reaches no server from there is not a way out in this
    /// browser.
    Bare,
    /// A first visit without a service worker in control.
    Unguarded,
    /// A first visit, after a service worker has taken control of it.
    Claimed,
    /// A later visit: the page itself comes from the service worker.
    Guarded,
}

/// Where in the page a way is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Realm {
    /// The document itself.
    Top,
    /// A frame that needs no address: its functions are fresh.
    Blank,
    /// The same with a document of its own.
    Srcdoc,
    /// The inference worker.
    Worker,
}

impl Realm {
    /// As `ways/run.js` knows it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Top => "top",
            Self::Blank => "blank",
            Self::Srcdoc => "srcdoc",
            Self::Worker => "worker",
        }
    }

    /// As the table has it.
    fn name(self) -> &'static str {
        match self {
            Self::Top => "document",
            Self::Blank => "about:blank frame",
            Self::Srcdoc => "srcdoc frame",
            Self::Worker => "worker",
        }
    }
}

/// The browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Maker {
    /// Chromium, which logs its network activity.
    Chromium,
    /// Firefox.
    Firefox,
}

impl Maker {
    /// As the document has it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
        }
    }
}

/// Another tab of the same origin that relays whatever it receives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Neighbour {
    /// There is none.
    None,
    /// Onsight without an open picture.
    Onsight,
    /// A page of the same host beside Onsight's folder, without any policy.
    Outside,
}

/// One column of the table, but for its realm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Context {
    pub(super) stage: AttemptStage,
    /// Whether the host sends the headers of the hosting recipes.
    pub(super) has_headers: bool,
    pub(super) maker: Maker,
    pub(super) neighbour: Neighbour,
    /// Whether scripts can post messages to the workers.
    pub(super) lists_workers: bool,
    /// Whether the picture is open in a room, where the ways are tried too (`docs/room.md`).
    pub(super) has_room: bool,
}

impl Context {
    /// Chromium, no headers, no other tab.
    pub(super) const fn of(stage: AttemptStage) -> Self {
        let (maker, neighbour) = (Maker::Chromium, Neighbour::None);
        Self { stage, has_headers: false, maker, neighbour, lists_workers: false, has_room: false }
    }

    /// The same by a host that sends the headers of the recipes.
    pub(super) const fn with_headers(self) -> Self {
        Self { has_headers: true, ..self }
    }

    /// The same with another tab open.
    pub(super) const fn beside(self, neighbour: Neighbour) -> Self {
        Self { neighbour, ..self }
    }

    /// The same where scripts can post messages to the workers.
    pub(super) const fn with_workers(self) -> Self {
        Self { lists_workers: true, ..self }
    }

    /// The same in a room.
    pub(super) const fn in_room(self) -> Self {
        Self { has_room: true, ..self }
    }

    /// The same in Firefox.
    pub(super) const fn in_firefox(self) -> Self {
        Self { maker: Maker::Firefox, ..self }
    }

    /// The column's head, with the realm.
    pub(super) fn title(self, realm: Realm) -> String {
        let stage = match self.stage {
            AttemptStage::Bare => "bare page",
            AttemptStage::Unguarded => "first visit, no service worker",
            AttemptStage::Claimed => "first visit, service worker come",
            AttemptStage::Guarded => "later visit",
        };
        let headers = if self.has_headers { ", headers" } else { "" };
        let room = if self.has_room { ", in a room" } else { "" };
        let neighbour = match self.neighbour {
            Neighbour::None => "",
            Neighbour::Onsight => ", beside a tab of Onsight",
            Neighbour::Outside => ", beside another page of the host",
        };
        format!("{stage}{headers}{room}{neighbour}: {}", realm.name())
    }
}
