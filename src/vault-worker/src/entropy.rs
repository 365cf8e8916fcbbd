//! Random numbers of the device.

use vault::{Entropy, VaultError};

/// `crypto.getRandomValues`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DeviceEntropy;

impl Entropy for DeviceEntropy {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), VaultError> {
        getrandom::fill(bytes).map_err(|_| VaultError::NoEntropy)
    }
}
