//! What is kept on this device.

use super::bytes;
use protocol::NotKept;

/// Why the model is in memory only, and what that means.
#[must_use]
pub fn not_kept(why: NotKept) -> &'static str {
    match why {
        NotKept::Full => {
            "There is no room left to keep the model on this device. It works from memory now and will be fetched again next time."
        }
        NotKept::Refused => {
            "The browser did not keep the model on this device. It works from memory now and will be fetched again next time."
        }
        NotKept::Unavailable => {
            "This browser keeps nothing for this page, because it is private or the page is not served over https. The model is fetched at every visit."
        }
    }
}

/// How much of a model is kept, of how much; `None` for the whole when it is not known.
#[must_use]
pub fn model_kept(kept: u64, whole: Option<u64>) -> String {
    match whole {
        Some(whole) if kept >= whole => format!("{} kept: it works without a network", bytes(kept)),
        Some(whole) => format!("{} of {} kept: the rest is fetched at the next visit", bytes(kept), bytes(whole)),
        None => format!("{} kept so far: the rest is fetched at the next visit", bytes(kept)),
    }
}

/// How much room there is.
#[must_use]
pub fn space(used: u64, quota: u64) -> String {
    format!("This website uses {} of the {} that the browser allows it.", bytes(used), bytes(quota))
}

/// Whether the browser has promised to keep it; `None` where it does not say.
#[must_use]
pub fn persisted(promised: Option<bool>) -> &'static str {
    match promised {
        Some(true) => "The browser has promised not to clear it by itself.",
        Some(false) => {
            "The browser may clear it by itself when it needs room; Safari does so after seven days without a visit, unless the page is on the home screen."
        }
        None => "This browser does not say how long it keeps things.",
    }
}

/// What became of asking for that promise.
#[must_use]
pub fn asked_to_keep(granted: Option<bool>) -> &'static str {
    match granted {
        Some(true) => "The browser will keep it.",
        Some(false) => {
            "The browser did not promise it. Many do once the page is installed or bookmarked, or has been used more often."
        }
        None => "This browser cannot be asked.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_said_with_what_it_means() {
        assert_eq!(model_kept(3_500_000, Some(3_500_000)), "3.5 MB kept: it works without a network");
        assert!(model_kept(524_288, Some(3_500_000)).starts_with("524 kB of 3.5 MB kept"));
        assert!(model_kept(524_288, None).starts_with("524 kB kept so far"));
        assert!(space(4_100_000, 2_000_000_000).contains("4.1 MB of the 2.0 GB"));
    }
}
