//! Bytes of a named character encoding to text.
//!
//! On the command line by `encoding_rs`, in a browser by its own `TextDecoder`: both implement the Encoding Standard
//! (encoding.spec.whatwg.org), so that a label means the same on both. Candidates: `encoding_rs` (used natively: exact,
//! but its tables add 200 KB and more to a bundle), `TextDecoder` (the same tables, in every browser already),
//! `encoding`, which `dicom-encoding` uses (unmaintained since 2016).
//!
//! Invariant: pure; the same bytes give the same text.
//!
//! ```
//! // A Japanese patient's name as a file of Shift JIS has it.
//! assert_eq!(charset::decoded("shift_jis", b"\x8E\x52\x93\x63").as_deref(), Some("山田"));
//! ```

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod native;

#[cfg(target_arch = "wasm32")]
use browser as platform;
#[cfg(not(target_arch = "wasm32"))]
use native as platform;

/// The text that bytes encode; invalid sequences become U+FFFD. `None` for a label that is not in the standard.
///
/// ```
/// use charset::decoded;
///
/// assert_eq!(decoded("windows-1252", b"M\xFCller").as_deref(), Some("Müller"));
/// assert_eq!(decoded("utf-8", b"M\xFCller").as_deref(), Some("M\u{FFFD}ller"));
/// assert_eq!(decoded("no such label", b"Mueller"), None);
/// ```
#[must_use]
pub fn decoded(label: &str, bytes: &[u8]) -> Option<String> {
    platform::decoded(label, bytes)
}
