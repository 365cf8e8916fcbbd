//! Bytes of a named character encoding to text.
//!
//! On the command line by `encoding_rs`, in a browser by its own `TextDecoder`: both are the Encoding Standard
//! (encoding.spec.whatwg.org), so that a name reads the same on both. Candidates: `encoding_rs` (kept natively: exact,
//! but its tables are 200 KB and more of a bundle), `TextDecoder` (the same tables, in every browser already),
//! `encoding` as `dicom-encoding` uses it (not kept since 2016).
//!
//! Invariant: pure; the same bytes give the same text.

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod native;

#[cfg(target_arch = "wasm32")]
use browser as platform;
#[cfg(not(target_arch = "wasm32"))]
use native as platform;

/// The text that bytes stand for; what stands for nothing becomes U+FFFD. `None` for a label that the standard does
/// not name.
#[must_use]
pub fn decoded(label: &str, bytes: &[u8]) -> Option<String> {
    platform::decoded(label, bytes)
}
