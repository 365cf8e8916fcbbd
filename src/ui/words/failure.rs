//! Titles of failures, and which of them may pass.

use protocol::{Failure, FailureKind};

/// Title of a failure card.
#[must_use]
pub fn failure_title(failure: &Failure) -> &'static str {
    of_file(failure.kind).unwrap_or(match failure.kind {
        FailureKind::Cancelled => "Cancelled",
        FailureKind::Network => "The model could not be fetched",
        FailureKind::Integrity => "The model file is not the one expected",
        FailureKind::Manifest => "The model's description could not be read",
        FailureKind::Device => "The device stopped working",
        FailureKind::Worker => "The background worker stopped",
        FailureKind::Program => "This program has a fault",
        _ => "Something went wrong",
    })
}

/// Whether another try may end otherwise: not where the file itself is the reason.
#[must_use]
pub fn may_pass(failure: &Failure) -> bool {
    of_file(failure.kind).is_none()
}

/// Title of what is wrong with a file, whenever and wherever it is opened.
fn of_file(kind: FailureKind) -> Option<&'static str> {
    Some(match kind {
        FailureKind::EmptyFile => "This file is empty",
        FailureKind::TooLarge => "This file is too large",
        FailureKind::TooManyPixels => "This picture has too many pixels",
        FailureKind::TooSmall => "This picture is too small",
        FailureKind::UnknownFormat => "This is not a picture Onsight can read",
        FailureKind::Truncated => "This file ends too early",
        FailureKind::Damaged => "This file is damaged",
        FailureKind::Unsupported => "This kind of picture is not supported",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{failure_title, may_pass};
    use protocol::{Failure, FailureKind};

    #[test]
    fn only_what_does_not_lie_in_the_file_can_be_tried_again() {
        let of = |kind| Failure { kind, message: String::new(), hint: String::new() };
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
        assert_eq!(failure_title(&of(FailureKind::Truncated)), "This file ends too early");
        assert_eq!(failure_title(&of(FailureKind::Unreadable)), "Something went wrong");
    }
}
