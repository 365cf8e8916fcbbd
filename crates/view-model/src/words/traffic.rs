//! Texts about requests.

use super::amount;
use crate::state::{Traffic, TrafficCounts};
use protocol::{Answered, Breach, RequestSeen, Seal, Unguarded, Witness};
use text::Message;

/// The live line: what has left the device.
#[must_use]
pub fn traffic_line(traffic: &Traffic) -> Message {
    if matches!(traffic.seal, Seal::Open | Seal::Elsewhere) {
        let counts = traffic.of_visit();
        return text::traffic::so_far(counts.all(), counts.left, amount(counts.left_bytes));
    }
    let TrafficCounts { left, asked, left_bytes, refused, .. } = traffic.since_opened();
    let line = if refused > 0 {
        text::traffic::since_refused(left, amount(left_bytes), refused)
    } else {
        text::traffic::since(left, amount(left_bytes))
    };
    if asked > 0 { text::routing::requests_asked(line, asked) } else { line }
}

/// What the list of requests holds.
#[must_use]
pub fn requests_listed(traffic: &Traffic) -> Message {
    let (listed, all) = (traffic.requests.len(), traffic.of_visit().all());
    if listed == all { text::page::requests_all(all) } else { text::page::requests_some(listed, all) }
}

/// The state of the seal in a word or two.
#[must_use]
pub fn seal_name(seal: Seal) -> Message {
    match seal {
        Seal::Open => text::traffic::seal_open(),
        Seal::Elsewhere => text::traffic::seal_elsewhere(),
        Seal::Watched(_) => text::traffic::seal_watched(),
        Seal::Sealed => text::traffic::seal_sealed(),
        Seal::Broken(_) => text::traffic::seal_broken(),
    }
}

/// Summary of what is collapsed below an answer on a narrow screen: "Pictures (3 of 12 done), add more, sealed".
#[must_use]
pub fn folded(count: usize, open: usize, seal: Seal) -> Message {
    let done = super::queue(count, open);
    match seal {
        Seal::Open | Seal::Elsewhere => text::traffic::folded(done),
        Seal::Watched(_) => text::traffic::folded_watched(done),
        Seal::Sealed => text::traffic::folded_sealed(done),
        Seal::Broken(_) => text::traffic::folded_broken(done),
    }
}

/// The state of the seal in full.
#[must_use]
pub fn seal_meaning(seal: Seal) -> Message {
    match seal {
        Seal::Open => text::traffic::meaning_open(),
        Seal::Elsewhere => text::traffic::meaning_elsewhere(),
        Seal::Watched(why) => text::traffic::meaning_watched(unguarded(why)),
        Seal::Sealed => text::traffic::meaning_sealed(),
        Seal::Broken(how) => text::traffic::meaning_broken(breach(how)),
    }
}

fn unguarded(why: Unguarded) -> Message {
    match why {
        Unguarded::Coming => text::traffic::why_coming(),
        Unguarded::NoWorker => text::traffic::why_none(),
        Unguarded::NoRoom => text::traffic::why_full(),
        Unguarded::Failed => text::traffic::why_failed(),
        Unguarded::Silent => text::traffic::why_silent(),
    }
}

fn breach(how: Breach) -> Message {
    match how {
        Breach::Lost => text::traffic::why_lost(),
        Breach::Mute => text::traffic::why_mute(),
        Breach::Lifted => text::traffic::why_lifted(),
        Breach::Taken => text::traffic::why_taken(),
    }
}

/// The outcome of a request.
#[must_use]
pub fn request_end(request: &RequestSeen) -> Message {
    match (request.answered, request.witness) {
        (Answered::Device, Witness::BrowserThroughWorker) => text::traffic::end_through_worker(),
        (Answered::Device, Witness::Browser) => text::traffic::end_browser(),
        (Answered::Device, _) => text::traffic::end_device(),
        (Answered::Network, _) => text::traffic::end_network(),
        (Answered::Asked, _) => text::routing::end_asked(),
        (Answered::Refused, Witness::Policy) => text::traffic::end_policy(),
        (Answered::Refused, _) => text::traffic::end_refused(),
    }
}

#[cfg(test)]
mod tests {
    use super::{seal_meaning, seal_name, traffic_line};
    use crate::state::Traffic;
    use protocol::{Answered, Breach, RequestSeen, Seal, Unguarded, Witness};
    use text::english;

    #[test]
    fn the_line_counts_what_the_list_holds() {
        let mut traffic = Traffic::default();
        let seen = |address: &str, answered| RequestSeen {
            address: address.into(),
            at_ms: 1.0,
            witness: Witness::ServiceWorker,
            answered,
            sent_bytes: 0,
        };
        traffic.add(seen("./a", Answered::Network));
        traffic.add(seen("./b", Answered::Device));
        assert_eq!(
            english(&traffic_line(&traffic)),
            "So far this visit: 2 requests, of which 1 left this device, to this website. They sent 0 bytes."
        );
        assert_eq!(english(&seal_name(Seal::Open)), "No picture is open");
    }

    #[test]
    fn the_reason_is_the_right_one() {
        let said = |seal| english(&seal_meaning(seal));
        let full = said(Seal::Watched(Unguarded::NoRoom));
        assert!(full.contains("no room") && !full.contains("first visit"), "{full}");
        let coming = said(Seal::Watched(Unguarded::Coming));
        assert!(coming.contains("first visit") && coming.contains("could be asked"), "{coming}");
        let all = [Breach::Lost, Breach::Mute, Breach::Lifted, Breach::Taken].map(|how| said(Seal::Broken(how)));
        for (at, one) in all.iter().enumerate() {
            assert!(one.contains("could have") && !all[..at].contains(one), "{one}");
        }
    }

    #[test]
    fn the_line_says_what_left() {
        let mut traffic = Traffic::default();
        assert_eq!(
            english(&traffic_line(&traffic)),
            "So far this visit: 0 requests, of which 0 left this device, to this website. They sent 0 bytes."
        );
        traffic.set_seal(Seal::Sealed, 1.0);
        let said = english(&traffic_line(&traffic));
        assert_eq!(said, "Since you opened this picture: 0 requests, 0 bytes left this device.");
        let refused = RequestSeen {
            address: "./x".into(),
            at_ms: 2.0,
            witness: Witness::ServiceWorker,
            answered: Answered::Refused,
            sent_bytes: 0,
        };
        traffic.add(refused.clone());
        let said = english(&traffic_line(&traffic));
        assert_eq!(said, "Since you opened this picture: 0 requests, 0 bytes left this device. 1 refused.");
        // What the visitor requested is counted and stated.
        for address in ["./models/leaf/manifest.json", "./models/leaf/weights-000.bin"] {
            traffic.add(RequestSeen { address: address.into(), answered: Answered::Asked, ..refused.clone() });
        }
        let said = english(&traffic_line(&traffic));
        let begin = "Since you opened this picture: 2 requests, 0 bytes left this device. 1 refused. ";
        assert_eq!(
            said,
            format!("{begin}2 requests fetched a model that you asked for, and carried nothing of a picture.")
        );
    }
}
