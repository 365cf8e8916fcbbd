//! Random numbers of the device, as the vault requests them.

use vault::{Entropy, VaultError};

/// The browser's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DeviceEntropy;

impl Entropy for DeviceEntropy {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), VaultError> {
        if browser::entropy::fill(bytes) { Ok(()) } else { Err(VaultError::NoEntropy) }
    }
}
