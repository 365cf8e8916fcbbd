//! A page whose pictures are opened in a room of its own: a frame, which is entered.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::{Browser, done};

/// How long a page may take to create its room.
const ROOM_PATIENCE: Duration = Duration::from_secs(60);

impl Browser {
    /// Switches to the room of this page, where it has one.
    pub(super) fn enter(&self) {
        if !self.has_room {
            return;
        }
        done(self.session.go_out_of_frames());
        let asks = "return !('shell' in document.documentElement.dataset) || !!document.getElementById('room')";
        let has_one = "return !!document.getElementById('room')";
        let is = |script: &str| self.session.run(script, &Value::Null).is_ok_and(|is| is == true);
        let started = Instant::now();
        while started.elapsed() < ROOM_PATIENCE {
            // A room that is being discarded is replaced by another.
            if is(asks) && (!is(has_one) || self.session.go_into_frame().is_ok()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Does something on the page around the room, and switches back.
    #[track_caller]
    pub(crate) fn outside<T>(&self, act: impl FnOnce(&Self) -> T) -> T {
        done(self.session.go_out_of_frames());
        let found = act(self);
        self.enter();
        found
    }
}

/// The address of a page with a room; the addresses of other files are unchanged.
pub(super) fn with_room(url: &str) -> String {
    let (address, fragment) = url.split_at(url.find('#').unwrap_or(url.len()));
    let (path, query) = address.split_at(address.find('?').unwrap_or(address.len()));
    if !path.starts_with("http") || !path.ends_with('/') {
        return url.to_owned();
    }
    let query = if query.is_empty() { "?room".to_owned() } else { format!("{query}&room") };
    format!("{path}{query}{fragment}")
}

pub(super) fn is_of_a_lost_frame(error: &str) -> bool {
    ["no such window", "no such frame", "no such execution context", "detached", "stale"]
        .iter()
        .any(|said| error.contains(said))
}

#[test]
fn a_room_is_asked_for_by_the_query() {
    assert_eq!(with_room("http://a/b/"), "http://a/b/?room");
    assert_eq!(with_room("http://a/b/?backend=cpu#/model"), "http://a/b/?backend=cpu&room#/model");
    for other in ["http://a/b/recover.html", "file:///a/", "about:blank"] {
        assert_eq!(with_room(other), other);
    }
}
