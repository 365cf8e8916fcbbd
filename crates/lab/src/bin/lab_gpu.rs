//! `lab` with a GPU to train on: Vulkan, Metal or DirectX 12, whichever the machine has.

use anyhow::Context;
use burn::tensor::Device;
use burn::tensor::wgpu::wgpu::DeviceType;
use lab::cli;
use std::process::ExitCode;
use training::Adapter;

fn main() -> ExitCode {
    cli::run(Some(open))
}

/// The adapter that wgpu prefers.
fn open() -> anyhow::Result<Adapter> {
    let (device, setup) = Device::wgpu_options().init_with_setup().context("no usable GPU was found")?;
    let info = setup.adapter.get_info();
    let name = format!("{:?}: {}", info.backend, info.name);
    Ok(Adapter { device, name, software: info.device_type == DeviceType::Cpu })
}
