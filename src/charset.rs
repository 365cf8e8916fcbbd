//! Bytes of a named character encoding to text, natively; in the browser `web/charset.rs` has the same names.
//!
//! Both are the Encoding Standard (encoding.spec.whatwg.org), so that a name reads the same on the command line and in
//! the page. Candidates: `encoding_rs` (kept, exact, but its tables are 200 KB and more of a bundle), the browser's own
//! `TextDecoder` (the same tables, in every browser already), `encoding` as `dicom-encoding` uses it (not kept since
//! 2016). So the first one here and the second one there.
//!
//! Invariant: pure; the same bytes give the same text.

/// The text that bytes stand for; what stands for nothing becomes U+FFFD. `None` for a label that the standard does
/// not name.
#[must_use]
pub fn decoded(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
}
