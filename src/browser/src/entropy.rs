//! Random numbers of the device.

/// Fills the bytes by `crypto.getRandomValues`; `false` where the browser gives none.
#[must_use]
pub fn fill(bytes: &mut [u8]) -> bool {
    getrandom::fill(bytes).is_ok()
}
