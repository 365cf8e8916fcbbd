//! Decoding by `encoding_rs`.

/// See [`crate::decoded`].
pub(crate) fn decoded(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
}
