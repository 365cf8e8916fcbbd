//! Weights before quantisation, behind the engine's interface.

use engine::{DeviceFault, LocalBoxFuture, Run, Runner};
use imaging::Image;
use model::{InputSpec, Manifest, Weights};
use network::{NnError, float::FloatNetwork, input};

/// The network of a run in floats.
#[derive(Debug)]
pub struct FloatRunner {
    network: FloatNetwork,
    input: InputSpec,
}

impl FloatRunner {
    /// Arranges the weights for the CPU.
    ///
    /// # Errors
    /// When they do not fit the manifest's architecture.
    pub fn new(manifest: &Manifest, weights: &Weights) -> Result<Self, NnError> {
        let network = FloatNetwork::from_weights(&manifest.architecture, manifest.labels.len(), weights)?;
        Ok(Self { network, input: manifest.input.clone() })
    }

    fn run_one(&self, picture: &Image) -> Result<Run, DeviceFault> {
        let values = input::values_from_images(std::slice::from_ref(picture), &self.input);
        let output = self.network.forward(&values?, self.input.size as usize);
        let (height, width) = output.grid;
        Ok(Run { logits: output.logits, width, height, features: output.features, outline: output.outline })
    }
}

impl Runner for FloatRunner {
    fn run<'a>(&'a self, pictures: &'a [Image]) -> LocalBoxFuture<'a, Result<Vec<Run>, DeviceFault>> {
        Box::pin(async move { pictures.iter().map(|picture| self.run_one(picture)).collect() })
    }
}
