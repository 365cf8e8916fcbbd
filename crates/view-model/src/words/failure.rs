//! Titles of failures, and which of them are transient.

use protocol::{Failure, FailureKind};
use text::Message;

/// Title of a failure card.
#[must_use]
pub fn failure_title(failure: &Failure) -> Message {
    of_file(failure.kind).unwrap_or_else(|| match failure.kind {
        FailureKind::Cancelled => text::failure::cancelled(),
        FailureKind::Network => text::failure::network(),
        FailureKind::Integrity => text::failure::integrity(),
        FailureKind::Manifest => text::failure::manifest(),
        FailureKind::Device => text::failure::device(),
        FailureKind::Worker => text::failure::worker(),
        FailureKind::Program => text::failure::program(),
        _ => text::failure::other(),
    })
}

/// Whether a retry may succeed: not where the file itself is the reason.
#[must_use]
pub fn may_pass(failure: &Failure) -> bool {
    of_file(failure.kind).is_none()
}

/// Title of a file's error, whenever and wherever it is opened.
fn of_file(kind: FailureKind) -> Option<Message> {
    Some(match kind {
        FailureKind::EmptyFile => text::failure::empty_file(),
        FailureKind::TooLarge => text::failure::too_large(),
        FailureKind::TooManyPixels => text::failure::too_many_pixels(),
        FailureKind::TooSmall => text::failure::too_small(),
        FailureKind::UnknownFormat => text::failure::unknown_format(),
        FailureKind::Truncated => text::failure::truncated(),
        FailureKind::Damaged => text::failure::damaged(),
        FailureKind::Unsupported => text::failure::unsupported(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{failure_title, may_pass};
    use protocol::{Failure, FailureKind};

    #[test]
    fn only_what_does_not_lie_in_the_file_can_be_tried_again() {
        let of = |kind| Failure { kind, message: text::failure::said("m"), hint: text::failure::said("h") };
        let title = |kind| text::english(&failure_title(&of(kind)));
        let of_the_file = [
            FailureKind::EmptyFile,
            FailureKind::TooLarge,
            FailureKind::TooManyPixels,
            FailureKind::TooSmall,
            FailureKind::UnknownFormat,
            FailureKind::Truncated,
            FailureKind::Damaged,
            FailureKind::Unsupported,
        ];
        for kind in FailureKind::ALL {
            assert_eq!(may_pass(&of(kind)), !of_the_file.contains(&kind), "{kind:?}");
        }
        assert_eq!(title(FailureKind::Truncated), "This file ends too early");
        assert_eq!(title(FailureKind::Unreadable), "Something went wrong");
    }
}
