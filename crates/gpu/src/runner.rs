//! The network on one of Burn's devices, as the engine runs it.

use super::GpuNetwork;
use burn::tensor::{Device, Tensor, TensorData, Transaction};
use engine::{DeviceFault, LocalBoxFuture, Run, Runner, Unread};
use imaging::Image;
use model::{InputSpec, Manifest, Weights};
use network::{NnError, OutlineMap, input};

/// The network of a manifest on a device.
#[derive(Clone, Debug)]
pub struct GpuRunner {
    network: GpuNetwork,
    input: InputSpec,
    device: Device,
}

impl GpuRunner {
    /// Loads the network onto `device`.
    ///
    /// # Errors
    /// When the weights do not fit the manifest's architecture, or its layers pictures of that side.
    pub fn new(manifest: &Manifest, weights: &Weights, device: Device) -> Result<Self, NnError> {
        let side = manifest.input.size as usize;
        let network = GpuNetwork::from_weights(&manifest.architecture, manifest.labels.len(), weights, &device)?;
        network.graph().sizes(side)?;
        Ok(Self { network, input: manifest.input.clone(), device })
    }

    async fn read(&self, pictures: &[Image]) -> Result<Vec<Run>, DeviceFault> {
        let input = input::values_from_images(pictures, &self.input)?;
        let side = self.input.size as usize;
        let shape = [pictures.len(), side, side, 3];
        let output = self.network.forward(Tensor::from_data(TensorData::new(input, shape), &self.device));
        let [_, height, width, _] = output.features.dims();
        let outline = output.outline.as_ref().map(Tensor::dims);
        // One read-back for all, and the asynchronous one: the other panics in a browser.
        let read = Transaction::default().register(output.logits).register(output.features);
        let read = output.outline.into_iter().fold(read, Transaction::register);
        let read = read.execute_async().await;
        let failed = |said| DeviceFault::Unread(Unread::Failed { said });
        let mut read = read.map_err(|error| failed(format!("{error:?}")))?.into_iter();
        let (logits, features) = (values(read.next())?, values(read.next())?);
        let maps = if outline.is_some() { values(read.next())? } else { Vec::new() };
        let per_picture = |values: &[f32]| values.len().checked_div(pictures.len()).unwrap_or(0).max(1);
        let runs = logits.chunks_exact(per_picture(&logits)).zip(features.chunks_exact(per_picture(&features)));
        let mut maps = maps.chunks_exact(per_picture(&maps));
        let run = |(logits, features): (&[f32], &[f32])| {
            let map = outline.zip(maps.next());
            let outline = map.map(|([_, height, width, _], map)| OutlineMap { height, width, logits: map.to_vec() });
            Run { logits: logits.to_vec(), width, height, features: features.to_vec(), outline }
        };
        Ok(runs.map(run).collect())
    }
}

impl Runner for GpuRunner {
    fn run<'a>(&'a self, pictures: &'a [Image]) -> LocalBoxFuture<'a, Result<Vec<Run>, DeviceFault>> {
        Box::pin(self.read(pictures))
    }
}

fn values(data: Option<TensorData>) -> Result<Vec<f32>, DeviceFault> {
    let data = data.ok_or(DeviceFault::Unread(Unread::Nothing))?;
    let other = |said| DeviceFault::Unread(Unread::Other { said });
    data.try_into_vec::<f32>().map_err(|error| other(format!("{error:?}")))
}
