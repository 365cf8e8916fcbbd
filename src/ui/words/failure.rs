//! Titles of failures, and which of them may pass.

use protocol::Failure;

/// Title of a failure card.
#[must_use]
pub fn failure_title(failure: &Failure) -> &'static str {
    of_file(&failure.kind).unwrap_or(match failure.kind.as_str() {
        "cancelled" => "Cancelled",
        "network" => "The model could not be fetched",
        "integrity" => "The model file is not the one expected",
        "manifest" => "The model's description could not be read",
        "no_webgpu" => "WebGPU is not available here",
        "device" => "The device stopped working",
        "worker" => "The background worker stopped",
        _ => "Something went wrong",
    })
}

/// Whether another try may end otherwise: not where the file itself is the reason.
#[must_use]
pub fn may_pass(failure: &Failure) -> bool {
    of_file(&failure.kind).is_none()
}

/// Title of what is wrong with a file, whenever and wherever it is opened.
fn of_file(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "empty_file" => "This file is empty",
        "too_large" => "This file is too large",
        "too_many_pixels" => "This picture has too many pixels",
        "too_small" => "This picture is too small",
        "unknown_format" => "This is not a picture Onsight can read",
        "truncated" => "This file ends too early",
        "damaged" => "This file is damaged",
        "unsupported" => "This kind of picture is not supported",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{failure_title, may_pass};
    use protocol::Failure;

    #[test]
    fn only_what_does_not_lie_in_the_file_can_be_tried_again() {
        let of = |kind: &str| Failure { kind: kind.into(), message: String::new(), hint: String::new() };
        for kind in
            ["empty_file", "too_large", "too_many_pixels", "too_small", "unknown_format", "truncated", "damaged"]
        {
            assert!(!may_pass(&of(kind)), "{kind}");
        }
        assert!(!may_pass(&of("unsupported")));
        for kind in ["network", "integrity", "manifest", "worker", "device", "unreadable", "cancelled", "no_webgpu", ""]
        {
            assert!(may_pass(&of(kind)), "{kind}");
        }
        assert_eq!(failure_title(&of("truncated")), "This file ends too early");
        assert_eq!(failure_title(&of("unreadable")), "Something went wrong");
    }
}
