//! The ledger of this visit's requests: what was requested, who observed it, what left the device.

use protocol::{Answered, RequestSeen, Seal, Witness};

/// Most requests that are listed. Those that did not leave make room first; what is no longer listed stays counted.
const MOST_SHOWN: usize = 400;

/// All requests of this visit, and the seal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traffic {
    /// Whether requests are possible now.
    pub seal: Seal,
    /// Requests, oldest first, at most [`MOST_SHOWN`].
    pub requests: Vec<RequestSeen>,
    /// Version of the program cached on this device, once it is.
    pub kept_version: Option<String>,
    /// Whether a newer version waits.
    pub update: NewVersion,
    /// When the first open picture was sealed, in milliseconds since 1970.
    since_ms: Option<f64>,
    /// Requests reported twice, by the browser's list and by the service worker or policy that decided on them; by
    /// address.
    paired: Vec<String>,
    /// What is no longer listed: of the visit, and since the open picture was opened.
    unlisted: [TrafficCounts; 2],
    /// Decided on, no longer listed, and not yet listed by the browser; by address.
    awaited: Vec<(Witness, String)>,
}

/// Whether a newer version waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NewVersion {
    /// No newer version is known.
    #[default]
    None,
    /// It can be installed.
    Ready,
    /// Another tab has a picture open.
    Busy,
}

/// Number of requests by outcome, and their payload.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrafficCounts {
    /// Went to this website's host.
    pub left: usize,
    /// Of those, for a model that the visitor requested.
    pub asked: usize,
    /// Bytes of content sent with them.
    pub left_bytes: u64,
    /// Answered from this device.
    pub device: usize,
    /// Blocked.
    pub refused: usize,
}

/// Whether it lists requests, without deciding on them.
const fn lists(witness: Witness) -> bool {
    matches!(witness, Witness::Browser | Witness::BrowserThroughWorker)
}

/// Whether one and the same request is reported by both.
fn are_pair(lister: Witness, decider: Witness) -> bool {
    match decider {
        Witness::ServiceWorker => lister == Witness::BrowserThroughWorker,
        Witness::Policy => lists(lister),
        Witness::Browser | Witness::BrowserThroughWorker => false,
    }
}

impl TrafficCounts {
    fn add(&mut self, request: &RequestSeen) {
        match request.answered {
            Answered::Network | Answered::Asked => {
                self.left += 1;
                self.left_bytes += request.sent_bytes;
                self.asked += usize::from(request.answered == Answered::Asked);
            }
            Answered::Device => self.device += 1,
            Answered::Refused => self.refused += 1,
        }
    }

    /// All of them.
    #[must_use]
    pub const fn all(&self) -> usize {
        self.left + self.device + self.refused
    }
}

impl Traffic {
    /// Records a request. The browser also lists requests that the service worker answered or the policy blocked; each
    /// counts once, as reported by the one that decided.
    pub fn add(&mut self, request: RequestSeen) {
        let same = |other: &RequestSeen| other.address == request.address;
        if lists(request.witness) {
            let is_told = |other: &&RequestSeen| same(other) && are_pair(request.witness, other.witness);
            let told = self.requests.iter().filter(is_told).count();
            if told > self.paired.iter().filter(|address| **address == request.address).count() {
                return self.paired.push(request.address);
            }
            let is_awaited = |(decider, address): &(Witness, String)| {
                *address == request.address && are_pair(request.witness, *decider)
            };
            if let Some(at) = self.awaited.iter().position(is_awaited) {
                self.awaited.remove(at);
                return;
            }
        } else if let Some(at) =
            self.requests.iter().position(|other| same(other) && are_pair(other.witness, request.witness))
        {
            self.paired.push(request.address.clone());
            self.requests.remove(at);
        }
        if self.requests.len() >= MOST_SHOWN {
            self.make_room();
        }
        self.requests.push(request);
    }

    /// Takes one off the list, which stays counted.
    fn make_room(&mut self) {
        let stayed = |other: &RequestSeen| matches!(other.answered, Answered::Device | Answered::Refused);
        let gone = self.requests.remove(self.requests.iter().position(stayed).unwrap_or(0));
        let [of_visit, since_opened] = &mut self.unlisted;
        of_visit.add(&gone);
        if self.since_ms.is_some_and(|since| gone.at_ms >= since) {
            since_opened.add(&gone);
        }
        if lists(gone.witness) {
            return;
        }
        if let Some(at) = self.paired.iter().position(|address| *address == gone.address) {
            self.paired.remove(at);
        } else {
            self.awaited.push((gone.witness, gone.address));
            // What the browser has not listed so much later, it lists no more.
            let spare = self.awaited.len().saturating_sub(MOST_SHOWN);
            self.awaited.drain(..spare);
        }
    }

    /// The seal has changed at `now_ms`.
    pub fn set_seal(&mut self, seal: Seal, now_ms: f64) {
        self.since_ms = match seal {
            Seal::Open | Seal::Elsewhere => None,
            Seal::Watched(_) | Seal::Sealed | Seal::Broken(_) => self.since_ms.or_else(|| {
                self.unlisted[1] = TrafficCounts::default();
                Some(now_ms)
            }),
        };
        self.seal = seal;
    }

    /// Totals of the whole visit.
    #[must_use]
    pub fn of_visit(&self) -> TrafficCounts {
        counts(self.unlisted[0], self.requests.iter())
    }

    /// Totals since the open picture was opened; zero when none is open.
    #[must_use]
    pub fn since_opened(&self) -> TrafficCounts {
        let Some(since) = self.since_ms else { return TrafficCounts::default() };
        counts(self.unlisted[1], self.requests.iter().filter(|request| request.at_ms >= since))
    }
}

fn counts<'a>(mut all: TrafficCounts, listed: impl Iterator<Item = &'a RequestSeen>) -> TrafficCounts {
    listed.for_each(|request| all.add(request));
    all
}

#[cfg(test)]
mod tests {
    use super::{MOST_SHOWN, Traffic, TrafficCounts};
    use protocol::{Answered, Breach, RequestSeen, Seal, Unguarded, Witness};

    fn seen(address: &str, at_ms: f64, witness: Witness, answered: Answered) -> RequestSeen {
        RequestSeen { address: address.into(), at_ms, witness, answered, sent_bytes: 3 }
    }

    #[test]
    fn a_request_that_two_witnesses_saw_counts_once_in_either_order() {
        for turned in [false, true] {
            let mut pair = vec![
                seen("./app.js", 1.0, Witness::ServiceWorker, Answered::Device),
                seen("./app.js", 1.0, Witness::BrowserThroughWorker, Answered::Device),
            ];
            if turned {
                pair.reverse();
            }
            let mut traffic = Traffic::default();
            pair.into_iter().for_each(|request| traffic.add(request));
            assert_eq!((traffic.requests.len(), traffic.requests[0].witness), (1, Witness::ServiceWorker));
        }
    }

    #[test]
    fn a_request_that_the_policy_stopped_has_not_left_though_the_browser_lists_it() {
        for turned in [false, true] {
            let mut pair = vec![
                seen("http://elsewhere/", 1.0, Witness::Policy, Answered::Refused),
                seen("http://elsewhere/", 1.0, Witness::Browser, Answered::Network),
            ];
            if turned {
                pair.reverse();
            }
            let mut traffic = Traffic::default();
            pair.into_iter().for_each(|request| traffic.add(request));
            assert_eq!(traffic.of_visit(), TrafficCounts { refused: 1, ..TrafficCounts::default() });
            // A second request to the same address counts separately.
            traffic.add(seen("http://elsewhere/", 2.0, Witness::Browser, Answered::Network));
            assert_eq!(traffic.of_visit().left, 1);
        }
    }

    #[test]
    fn however_much_is_refused_what_leaves_is_counted() {
        let mut traffic = Traffic::default();
        let refused = seen("./x", 1.0, Witness::Policy, Answered::Refused);
        (0..=MOST_SHOWN).for_each(|_| traffic.add(refused.clone()));
        traffic.add(seen("./late", 2.0, Witness::Browser, Answered::Network));
        assert_eq!((traffic.of_visit().left, traffic.requests.len()), (1, MOST_SHOWN));
        assert_eq!(traffic.of_visit().refused, MOST_SHOWN + 1);
        // Then the list is full of what has left.
        let left = |at: usize| seen(&format!("./{at}"), 3.0, Witness::Browser, Answered::Network);
        (0..MOST_SHOWN).for_each(|at| traffic.add(left(at)));
        traffic.add(refused);
        assert_eq!(traffic.requests.len(), MOST_SHOWN);
        let counts = traffic.of_visit();
        assert_eq!((counts.left, counts.refused, counts.all()), (MOST_SHOWN + 1, MOST_SHOWN + 2, 2 * MOST_SHOWN + 3));
    }

    #[test]
    fn what_leaves_with_a_picture_open_is_counted_after_a_long_visit() {
        let mut traffic = Traffic::default();
        let left = |at_ms| seen("./x", at_ms, Witness::Browser, Answered::Network);
        (0..=MOST_SHOWN).for_each(|_| traffic.add(left(1.0)));
        traffic.set_seal(Seal::Watched(Unguarded::Coming), 10.0);
        (0..=MOST_SHOWN).for_each(|_| traffic.add(left(11.0)));
        assert_eq!((traffic.since_opened().left, traffic.of_visit().left), (MOST_SHOWN + 1, 2 * MOST_SHOWN + 2));
        // Of the next picture, what left beside this one is none.
        traffic.set_seal(Seal::Open, 12.0);
        traffic.set_seal(Seal::Sealed, 13.0);
        assert_eq!(traffic.since_opened(), TrafficCounts::default());
    }

    #[test]
    fn however_often_one_address_is_refused_nothing_has_left() {
        let refused = seen("./x", 1.0, Witness::Policy, Answered::Refused);
        let listed = seen("./x", 1.0, Witness::Browser, Answered::Network);
        let often = MOST_SHOWN + 5;
        // One after the other, and the browser's whole list after everything was refused.
        for at_once in [1, often] {
            let mut traffic = Traffic::default();
            for _ in 0..often / at_once {
                (0..at_once).for_each(|_| traffic.add(refused.clone()));
                (0..at_once).for_each(|_| traffic.add(listed.clone()));
            }
            assert_eq!(traffic.of_visit(), TrafficCounts { refused: often, ..TrafficCounts::default() }, "{at_once}");
            traffic.add(listed.clone());
            assert_eq!(traffic.of_visit().left, 1, "{at_once}");
        }
    }

    #[test]
    fn a_request_that_the_service_worker_did_not_tell_of_is_listed_all_the_same() {
        let mut traffic = Traffic::default();
        traffic.add(seen("./a", 1.0, Witness::ServiceWorker, Answered::Device));
        for _ in 0..2 {
            traffic.add(seen("./a", 1.0, Witness::BrowserThroughWorker, Answered::Device));
        }
        traffic.add(seen("./b", 2.0, Witness::Browser, Answered::Network));
        assert_eq!(traffic.requests.len(), 3);
        assert_eq!(traffic.of_visit(), TrafficCounts { left: 1, left_bytes: 3, device: 2, ..TrafficCounts::default() });
    }

    #[test]
    fn what_was_asked_for_has_left_like_everything_else() {
        let mut traffic = Traffic::default();
        traffic.set_seal(Seal::Sealed, 1.0);
        traffic.add(seen("./models/leaf/manifest.json", 2.0, Witness::ServiceWorker, Answered::Asked));
        traffic.add(seen("./x", 3.0, Witness::ServiceWorker, Answered::Network));
        let counts = TrafficCounts { left: 2, asked: 1, left_bytes: 6, ..TrafficCounts::default() };
        assert_eq!(traffic.since_opened(), counts);
    }

    #[test]
    fn counting_begins_when_the_picture_is_opened_and_ends_with_it() {
        let mut traffic = Traffic::default();
        traffic.add(seen("./early", 5.0, Witness::Browser, Answered::Network));
        traffic.set_seal(Seal::Watched(Unguarded::Coming), 10.0);
        traffic.set_seal(Seal::Sealed, 20.0);
        traffic.set_seal(Seal::Broken(Breach::Lost), 25.0);
        traffic.add(seen("./late", 15.0, Witness::ServiceWorker, Answered::Network));
        traffic.add(seen("http://elsewhere/", 16.0, Witness::Policy, Answered::Refused));
        assert_eq!(
            traffic.since_opened(),
            TrafficCounts { left: 1, left_bytes: 3, refused: 1, ..TrafficCounts::default() }
        );
        traffic.set_seal(Seal::Elsewhere, 30.0);
        assert_eq!(traffic.since_opened(), TrafficCounts::default());
    }
}
