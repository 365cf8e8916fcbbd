//! A folder for one test, gone when the test ends, and the folders with the data that a model was measured on.

use model::Manifest;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

static COUNT: AtomicU32 = AtomicU32::new(0);

pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("onsight-{}-{name}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder for the file");
        std::fs::write(path, bytes).expect("a file for the test");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The folders beside the project that hold the data set of a shipped model; they may not be there.
pub(crate) fn data_folders(manifest: &Manifest) -> Vec<PathBuf> {
    let data = manifest.measured.as_ref().and_then(|measured| measured.data.as_ref());
    let name = data.map_or(manifest.task.as_str(), |data| data.name.as_str());
    let shared = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("../shared/data");
    name.split(" + ").map(|folder| shared.join(folder)).collect()
}
