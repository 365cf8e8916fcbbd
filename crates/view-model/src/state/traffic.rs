//! The ledger of this visit's requests: what was requested, who observed it, what left the device.

use protocol::{Answered, RequestSeen, Seal, Witness};

/// Most requests that are kept, and so counted. What did not leave makes room for what did: however much a script has
/// refused to it, what leaves after that is counted.
const MOST_SHOWN: usize = 400;

/// All requests of this visit, and the seal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traffic {
    /// Whether requests are possible now.
    pub seal: Seal,
    /// Requests, oldest first.
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

impl Traffic {
    /// Records a request. The browser also lists requests that the service worker answered or the policy blocked; each
    /// counts once, as reported by the one that decided.
    pub fn add(&mut self, request: RequestSeen) {
        let same = |other: &RequestSeen| other.address == request.address;
        let lists = |witness| matches!(witness, Witness::Browser | Witness::BrowserThroughWorker);
        let is_pair = |lister: &RequestSeen, decider: &RequestSeen| match decider.witness {
            Witness::ServiceWorker => lister.witness == Witness::BrowserThroughWorker,
            Witness::Policy => lists(lister.witness),
            Witness::Browser | Witness::BrowserThroughWorker => false,
        };
        if lists(request.witness) {
            let told = self.requests.iter().filter(|other| same(other) && is_pair(&request, other)).count();
            if told > self.paired.iter().filter(|address| **address == request.address).count() {
                return self.paired.push(request.address);
            }
        } else if let Some(at) = self.requests.iter().position(|other| same(other) && is_pair(other, &request)) {
            self.paired.push(request.address.clone());
            self.requests.remove(at);
        }
        if self.requests.len() >= MOST_SHOWN {
            let stayed = |other: &RequestSeen| matches!(other.answered, Answered::Device | Answered::Refused);
            let Some(at) = self.requests.iter().position(stayed) else { return };
            self.requests.remove(at);
        }
        self.requests.push(request);
    }

    /// The seal has changed at `now_ms`.
    pub fn set_seal(&mut self, seal: Seal, now_ms: f64) {
        self.since_ms = match seal {
            Seal::Open | Seal::Elsewhere => None,
            Seal::Watched(_) | Seal::Sealed | Seal::Broken(_) => self.since_ms.or(Some(now_ms)),
        };
        self.seal = seal;
    }

    /// Totals of the whole visit.
    #[must_use]
    pub fn of_visit(&self) -> TrafficCounts {
        counts(self.requests.iter())
    }

    /// Totals since the open picture was opened; zero when none is open.
    #[must_use]
    pub fn since_opened(&self) -> TrafficCounts {
        let since = self.since_ms.unwrap_or(f64::INFINITY);
        counts(self.requests.iter().filter(|request| request.at_ms >= since))
    }
}

fn counts<'a>(requests: impl Iterator<Item = &'a RequestSeen>) -> TrafficCounts {
    requests.fold(TrafficCounts::default(), |mut counts, request| {
        match request.answered {
            Answered::Network | Answered::Asked => {
                counts.left += 1;
                counts.left_bytes += request.sent_bytes;
                counts.asked += usize::from(request.answered == Answered::Asked);
            }
            Answered::Device => counts.device += 1,
            Answered::Refused => counts.refused += 1,
        }
        counts
    })
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
        // Then the list is full of what has left, and what has left is still more than nothing.
        let left = |at: usize| seen(&format!("./{at}"), 3.0, Witness::Browser, Answered::Network);
        (0..MOST_SHOWN).for_each(|at| traffic.add(left(at)));
        traffic.add(refused);
        assert_eq!((traffic.of_visit().left, traffic.requests.len()), (MOST_SHOWN, MOST_SHOWN));
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
