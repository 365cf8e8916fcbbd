//! What is said of requests.

use super::bytes;
use crate::ui::state::{Traffic, TrafficCounts};
use protocol::{Answered, RequestSeen, Seal, Witness};

/// The live line: what has left the device.
#[must_use]
pub fn traffic_line(traffic: &Traffic) -> String {
    if traffic.seal == Seal::Open {
        let TrafficCounts { left, left_bytes, .. } = traffic.of_visit();
        let all = requests(traffic.requests.len());
        return format!("So far this visit: {all}, {left} of them to this website. They sent {}.", bytes(left_bytes));
    }
    let TrafficCounts { left, left_bytes, refused, .. } = traffic.since_opened();
    let mut line =
        format!("Since you opened this picture: {}, {} left this device.", requests(left), bytes(left_bytes));
    if refused > 0 {
        line += &format!(" {refused} refused.");
    }
    line
}

/// The state of the seal in a word or two.
#[must_use]
pub fn seal_name(seal: Seal) -> &'static str {
    match seal {
        Seal::Open => "No picture is open",
        Seal::Watched => "Watched",
        Seal::Sealed => "Sealed",
    }
}

/// What is folded below an answer on a narrow screen: "Add pictures, 3 of 12 done, sealed".
#[must_use]
pub fn folded(count: usize, open: usize, seal: Seal) -> String {
    let done = super::queue(count, open);
    let seal = match seal {
        Seal::Open => "",
        Seal::Watched => ", watched",
        Seal::Sealed => ", sealed",
    };
    format!("Pictures ({done}), add more{seal}")
}

/// The state of the seal in full.
#[must_use]
pub fn seal_meaning(seal: Seal) -> &'static str {
    match seal {
        Seal::Open => "The page is sealed as soon as you open a picture.",
        Seal::Watched => {
            "This browser has not put the page's service worker in charge, as on a first visit or without https. Requests are still listed and other websites still barred, but this website's own host could be asked."
        }
        Seal::Sealed => {
            "Until you remove every picture from the list, this page answers from this device or refuses. It asks the network for nothing."
        }
    }
}

/// What became of a request.
#[must_use]
pub fn request_end(request: &RequestSeen) -> &'static str {
    match (request.answered, request.witness) {
        (Answered::Device, Witness::BrowserThroughWorker) => "through the service worker",
        (Answered::Device, Witness::Browser) => "from the browser's own copy",
        (Answered::Device, _) => "from this device",
        (Answered::Network, _) => "from the website",
        (Answered::Refused, Witness::Policy) => "stopped by the page's policy",
        (Answered::Refused, _) => "refused",
    }
}

fn requests(count: usize) -> String {
    if count == 1 { "1 request".into() } else { format!("{count} requests") }
}

#[cfg(test)]
mod tests {
    use super::{seal_name, traffic_line};
    use crate::ui::state::Traffic;
    use protocol::{Answered, RequestSeen, Seal, Witness};

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
            traffic_line(&traffic),
            "So far this visit: 2 requests, 1 of them to this website. They sent 0 bytes."
        );
        assert_eq!(seal_name(Seal::Open), "No picture is open");
    }

    #[test]
    fn the_line_says_what_left() {
        let mut traffic = Traffic::default();
        assert_eq!(
            traffic_line(&traffic),
            "So far this visit: 0 requests, 0 of them to this website. They sent 0 bytes."
        );
        traffic.set_seal(Seal::Sealed, 1.0);
        assert_eq!(traffic_line(&traffic), "Since you opened this picture: 0 requests, 0 bytes left this device.");
    }
}
