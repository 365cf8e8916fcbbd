//! The compute device of a run: CPU threads, or a GPU that the program can open.
//!
//! Invariant: the same network on both. On the CPU the hand-written layers are used, on a GPU
//! Burn's own operations; the former are tested against the latter.

use anyhow::{Context, Result};
use burn::tensor::Device;
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// The values of `--device`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Compute {
    /// A GPU where there is one that is not computed by the CPU, else the CPU
    Auto,
    /// CPU threads
    Cpu,
    /// A GPU, and an error where there is none
    Gpu,
}

/// A graphics adapter, opened.
#[derive(Clone, Debug)]
pub struct Adapter {
    /// Burn's device.
    pub device: Device,
    /// Graphics API and name, for the run record.
    pub name: String,
    /// Whether it is emulated on the CPU, and so slower than the CPU path.
    pub software: bool,
}

/// How to open the best adapter; `None` in a program that was built without GPU support.
pub type OpenAdapter = Option<fn() -> Result<Adapter>>;

/// The device of a run and its name.
#[derive(Clone)]
pub(super) struct Computer {
    /// Not yet differentiated.
    pub(super) device: Device,
    /// `flex` for the CPU.
    pub(super) name: String,
}

impl Computer {
    /// Finds the requested device.
    ///
    /// # Errors
    /// When a GPU was requested and none is available.
    pub(super) fn find(wanted: Compute, open: OpenAdapter) -> Result<Self> {
        let gpu = match (wanted, open) {
            (Compute::Cpu, _) | (Compute::Auto, None) => return Ok(Self::cpu()),
            (_, Some(open)) => open(),
            (Compute::Gpu, None) => Err(anyhow::anyhow!("this program was built without GPU support")),
        };
        match gpu {
            Ok(adapter) if wanted == Compute::Gpu || !adapter.software => {
                Ok(Self { device: adapter.device, name: adapter.name })
            }
            Ok(adapter) => {
                eprintln!("training on the CPU: {} is computed by the CPU too, and slower", adapter.name);
                Ok(Self::cpu())
            }
            Err(error) if wanted == Compute::Auto => {
                eprintln!("training on the CPU: {error:#}");
                Ok(Self::cpu())
            }
            Err(error) => Err(error).context(
                "a GPU was asked for; `cargo run --release --package lab --features webgpu --bin lab_gpu` can use one",
            ),
        }
    }

    fn cpu() -> Self {
        Self { device: Device::flex(), name: "flex".into() }
    }

    /// Whether it is the CPU.
    pub(super) fn is_cpu(&self) -> bool {
        self.device == Device::flex()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn software() -> Result<Adapter> {
        Ok(Adapter { device: Device::flex(), name: "drawn by the CPU".into(), software: true })
    }

    fn broken() -> Result<Adapter> {
        anyhow::bail!("no adapter")
    }

    #[test]
    fn a_software_adapter_is_used_only_when_a_gpu_was_asked_for() {
        assert_eq!(Computer::find(Compute::Auto, Some(software)).unwrap().name, "flex");
        assert_eq!(Computer::find(Compute::Gpu, Some(software)).unwrap().name, "drawn by the CPU");
    }

    #[test]
    fn without_a_gpu_only_an_explicit_wish_fails() {
        assert_eq!(Computer::find(Compute::Auto, Some(broken)).unwrap().name, "flex");
        assert_eq!(Computer::find(Compute::Auto, None).unwrap().name, "flex");
        assert!(Computer::find(Compute::Gpu, Some(broken)).is_err());
        let error = Computer::find(Compute::Gpu, None).err().map(|error| format!("{error:#}")).unwrap_or_default();
        assert!(error.contains("lab_gpu"), "{error}");
    }
}
