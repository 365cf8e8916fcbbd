//! A temporary folder for one test, and the folders with the data that a model was measured on.

use model::Manifest;
use std::path::{Path, PathBuf};

pub(crate) use fixtures::folder::Folder;

/// The folders beside the project that hold the data set of a shipped model; they may be missing.
pub(crate) fn data_folders(manifest: &Manifest) -> Vec<PathBuf> {
    let data = manifest.measured.as_ref().and_then(|measured| measured.data.as_ref());
    let name = data.map_or(manifest.task.as_str(), |data| data.name.as_str());
    let shared = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("../shared/data");
    name.split(" + ").map(|folder| shared.join(folder)).collect()
}
