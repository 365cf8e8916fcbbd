//! Titles of failures.

use crate::protocol::Failure;

/// Title of a failure card.
#[must_use]
pub fn failure_title(failure: &Failure) -> &'static str {
    match failure.kind.as_str() {
        "empty_file" => "This file is empty",
        "too_large" => "This file is too large",
        "too_many_pixels" => "This picture has too many pixels",
        "too_small" => "This picture is too small",
        "unknown_format" => "This is not a picture Onsight can read",
        "truncated" => "This file ends too early",
        "damaged" => "This file is damaged",
        "unsupported" => "This kind of picture is not supported",
        "cancelled" => "Cancelled",
        "network" => "The model could not be fetched",
        "integrity" => "The model file is not the one expected",
        "manifest" => "The model's description could not be read",
        "no_webgpu" => "WebGPU is not available here",
        "device" => "The device stopped working",
        "worker" => "The background worker stopped",
        _ => "Something went wrong",
    }
}
