//! Texts about storage on this device.

use super::amount;
use protocol::NotKept;
use text::Message;

/// Why the model is in memory only, and what that means.
#[must_use]
pub fn not_kept(why: NotKept) -> Message {
    match why {
        NotKept::Full => text::storage::not_kept_full(),
        NotKept::Refused => text::storage::not_kept_refused(),
        NotKept::Unavailable => text::storage::not_kept_unavailable(),
    }
}

/// How much of a model is stored, of the total; `None` for an unknown total.
#[must_use]
pub fn model_kept(kept: u64, whole: Option<u64>) -> Message {
    match whole {
        Some(whole) if kept >= whole => text::storage::model_whole(amount(kept)),
        Some(whole) => text::storage::model_part(amount(kept), amount(whole)),
        None => text::storage::model_begun(amount(kept)),
    }
}

/// How much space there is.
#[must_use]
pub fn space(used: u64, quota: u64) -> Message {
    text::storage::space(amount(used), amount(quota))
}

/// Whether storage is persistent; `None` where the browser does not report it.
#[must_use]
pub fn persisted(promised: Option<bool>) -> Message {
    match promised {
        Some(true) => text::storage::promised(),
        Some(false) => text::storage::not_promised(),
        None => text::storage::promise_unknown(),
    }
}

/// The result of requesting persistent storage.
#[must_use]
pub fn asked_to_keep(granted: Option<bool>) -> Message {
    match granted {
        Some(true) => text::storage::ask_granted(),
        Some(false) => text::storage::ask_refused(),
        None => text::storage::ask_impossible(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::english;

    #[test]
    fn what_is_kept_is_said_with_what_it_means() {
        let kept = |kept, whole| english(&model_kept(kept, whole));
        assert_eq!(kept(3_500_000, Some(3_500_000)), "3.5 MB kept: it works without a network");
        let part = "524 kB of 3.5 MB kept: the rest is fetched when the model is used next";
        assert_eq!(kept(524_288, Some(3_500_000)), part);
        assert!(kept(524_288, None).starts_with("524 kB kept so far"));
        assert!(english(&space(4_100_000, 2_000_000_000)).contains("4.1 MB of the 2.0 GB"));
    }

    #[test]
    fn pieces_are_counted() {
        let parts = |count: u32| english(&text::storage::model_parts(count));
        assert_eq!(parts(7), "7 parts, each compared with its SHA-256 whenever it is read.");
        assert_eq!(parts(1), "1 part, compared with its SHA-256 whenever it is read.");
    }
}
