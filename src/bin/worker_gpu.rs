//! The large worker bundle: the network on WebGPU, with the CPU to fall back on.

use burn::tensor::Device;
use burn::tensor::wgpu::WgpuBackend;
use onsight::engine::Task;

fn main() {
    onsight::server::run(Some(open));
}

/// The browser's preferred adapter. Burn must be initialised asynchronously in a browser, and once.
fn open() -> Task<'static, Result<Device, String>> {
    let options = Device::wgpu_options().graphics_api(WgpuBackend::WebGpu);
    Box::pin(async { options.init_async().await.map_err(|error| error.to_string()) })
}
