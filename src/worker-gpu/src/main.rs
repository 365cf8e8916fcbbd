//! The large worker bundle: the network on WebGPU, with the CPU as fallback.

use burn::tensor::Device;
use burn::tensor::wgpu::WgpuBackend;
use engine::{DeviceFault, LocalBoxFuture, Manifest, Runner, Weights};
use gpu::GpuRunner;

fn main() {
    worker::run(Some(open), None);
}

/// The browser's preferred adapter. Burn must be initialised asynchronously in a browser, and once.
fn open<'a>(manifest: &'a Manifest, weights: &'a Weights) -> LocalBoxFuture<'a, Result<Box<dyn Runner>, DeviceFault>> {
    Box::pin(async move {
        let options = Device::wgpu_options().graphics_api(WgpuBackend::WebGpu);
        let device = options.init_async().await.map_err(|error| DeviceFault::Driver { said: error.to_string() })?;
        let runner = GpuRunner::new(manifest, weights, device)?;
        Ok(Box::new(runner) as Box<dyn Runner>)
    })
}
