//! Priority over other programs while the bench runs, where the system grants it.
//!
//! Linux shares the processor between sessions first (`man 7 sched`, "The autogroup feature"): the priority of a
//! single program counts only within its own. Without the right, or elsewhere, nothing changes but the noise.

use std::fs;

/// The autogroup of this session: its nice value is written there, and read as `/autogroup-7 nice 0`.
const OWN: &str = "/proc/self/autogroup";

/// Between 0, the default, and -20, which leaves nothing to other programs.
const HIGHER: &str = "-10";

/// Holds the priority; the old one is restored when this is dropped.
#[derive(Debug)]
pub struct SchedulingPriority {
    before: Option<String>,
}

impl SchedulingPriority {
    /// Requests it.
    pub fn take() -> Self {
        let before = fs::read_to_string(OWN).ok().and_then(|line| priority(&line).map(str::to_owned));
        Self { before: before.filter(|_| fs::write(OWN, HIGHER).is_ok()) }
    }

    /// Whether it was granted.
    pub fn is_granted(&self) -> bool {
        self.before.is_some()
    }
}

impl Drop for SchedulingPriority {
    fn drop(&mut self) {
        if let Some(before) = &self.before {
            let _ = fs::write(OWN, before);
        }
    }
}

fn priority(line: &str) -> Option<&str> {
    line.trim().rsplit_once(" nice ").map(|(_, priority)| priority)
}

#[test]
fn the_old_priority_is_read() {
    assert_eq!(priority("/autogroup-1102 nice -3\n"), Some("-3"));
    assert_eq!(priority(""), None);
}
