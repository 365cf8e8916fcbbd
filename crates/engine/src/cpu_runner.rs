//! The network on the CPU.

use super::{DeviceFault, LocalBoxFuture, Run, Runner};
use imaging::Image;
use model::{Manifest, StoredWeights};
use network::{NnError, ThreadPool, integer::IntegerNetwork};

/// The network of a manifest on the CPU, where [`super::block_on`] never waits.
#[derive(Debug)]
pub struct CpuRunner {
    network: IntegerNetwork,
}

impl CpuRunner {
    /// Lays the weights out for the CPU.
    ///
    /// # Errors
    /// When the weights do not fit the manifest's architecture.
    pub fn new(manifest: &Manifest, weights: &StoredWeights) -> Result<Self, NnError> {
        let labels = manifest.labels.len();
        let Manifest { architecture, input, activations, .. } = manifest;
        Ok(Self { network: IntegerNetwork::new(architecture, labels, weights, input, activations)? })
    }

    /// The same with this thread pool.
    #[must_use]
    pub fn with_pool(self, pool: &'static dyn ThreadPool) -> Self {
        Self { network: self.network.with_pool(pool) }
    }

    /// Runs one prepared picture synchronously.
    ///
    /// # Errors
    /// When the picture was not prepared for this network.
    pub(super) fn run_one(&self, picture: &Image) -> Result<Run, DeviceFault> {
        let output = self.network.forward(picture)?;
        let (height, width) = output.grid;
        Ok(Run { logits: output.logits, width, height, features: output.features, outline: output.outline })
    }
}

impl Runner for CpuRunner {
    fn run<'a>(&'a self, pictures: &'a [Image]) -> LocalBoxFuture<'a, Result<Vec<Run>, DeviceFault>> {
        Box::pin(async move { pictures.iter().map(|picture| self.run_one(picture)).collect() })
    }
}
