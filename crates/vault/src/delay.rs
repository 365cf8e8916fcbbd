//! Growing delays after wrong passphrases.
//!
//! They slow down somebody at the page. Somebody with a copy of the database can try as fast as Argon2id allows;
//! protection against that is its cost and the length of the passphrase.

use serde::{Deserialize, Serialize};

/// Number of wrong passphrases, and the time of the last. Stored with the vault, so that reloading the page does not
/// reset it.
///
/// ```
/// let wrong = (0..4).fold(vault::UnlockDelay::default(), |delay, _| delay.failed(10_000));
/// assert_eq!([10_000, 11_500, 12_000].map(|now_ms| wrong.wait_ms(now_ms)), [2_000, 500, 0]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnlockDelay {
    failed: u32,
    /// Milliseconds since 1970-01-01 UTC.
    last_ms: u64,
}

/// Wrong tries without a delay, for typing errors.
const FREE: u32 = 3;
const FIRST_MS: u64 = 1_000;
const MOST_MS: u64 = 300_000;

impl UnlockDelay {
    /// The state after a wrong passphrase.
    #[must_use]
    pub fn failed(self, now_ms: u64) -> Self {
        Self { failed: self.failed.saturating_add(1), last_ms: now_ms }
    }

    /// Begins a try: returns the state to store before it is made, and how many milliseconds it must wait; 0 where it
    /// may be made now.
    ///
    /// It counts as a wrong one until it is known to be right, so that tries of several tabs at once, and one whose tab
    /// is closed before its result, count like consecutive ones. If the clock was ahead when a wrong try was counted,
    /// the vault is locked for one delay, not until that time.
    #[must_use]
    pub fn begin(self, now_ms: u64) -> (Self, u64) {
        let known = Self { last_ms: self.last_ms.min(now_ms), ..self };
        match known.wait_ms(now_ms) {
            0 => (known.failed(now_ms), 0),
            wait => (known, wait),
        }
    }

    /// How long the next try must wait, in milliseconds: after the third wrong one a second, doubled with each, five minutes at
    /// most. A clock that was set back does not make it longer than that.
    #[must_use]
    pub fn wait_ms(self, now_ms: u64) -> u64 {
        let Some(doubled) = self.failed.checked_sub(FREE) else { return 0 };
        let pause = FIRST_MS.checked_shl(doubled.min(16)).unwrap_or(MOST_MS).min(MOST_MS);
        self.last_ms.saturating_add(pause).saturating_sub(now_ms).min(pause)
    }
}

#[cfg(test)]
mod tests {
    use super::UnlockDelay;

    #[test]
    fn every_wrong_one_after_the_third_waits_twice_as_long() {
        let waits: Vec<u64> = (0..14)
            .scan(UnlockDelay::default(), |delay, _| {
                let wait = delay.wait_ms(1_000);
                *delay = delay.failed(1_000);
                Some(wait)
            })
            .collect();
        assert_eq!(waits[..6], [0, 0, 0, 1_000, 2_000, 4_000]);
        assert_eq!(waits[11..], [256_000, 300_000, 300_000]);
    }

    #[test]
    fn time_passes_and_a_clock_that_goes_back_does_no_harm() {
        let delay = (0..4).fold(UnlockDelay::default(), |delay, _| delay.failed(10_000));
        assert_eq!([10_000, 11_500, 12_000, 99_000, 0].map(|now| delay.wait_ms(now)), [2_000, 500, 0, 0, 2_000]);
    }

    #[test]
    fn a_clock_that_was_ahead_holds_the_vault_for_one_pause() {
        let ahead = (0..4).fold(UnlockDelay::default(), |delay, _| delay.failed(1_000_000_000));
        let (kept, wait) = ahead.begin(10_000);
        assert_eq!(wait, 2_000);
        let (kept, wait) = kept.begin(11_000);
        assert_eq!(wait, 1_000);
        assert_eq!(kept.begin(12_000).1, 0);
    }

    #[test]
    fn a_try_counts_before_it_is_answered() {
        let three = (0..3).fold(UnlockDelay::default(), |delay, _| delay.failed(1_000));
        let (first, wait) = three.begin(2_000);
        assert_eq!((first, wait), (three.failed(2_000), 0));
        // Another tab, while the first one derives its key.
        assert_eq!(first.begin(2_000), (first, 2_000));
    }
}
