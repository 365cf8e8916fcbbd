//! Paths: the repository, the cache folder, and their contents.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders every step works with.
#[derive(Clone, Debug)]
pub struct Paths {
    /// The repository.
    pub root: PathBuf,
    /// Kept between runs and between clones: `$ONSIGHT_CACHE`, else `~/.cache/onsight`.
    pub cache: PathBuf,
}

impl Paths {
    /// Finds both from the environment.
    pub fn find() -> Self {
        // From cargo's environment at run time: clones that share a target folder may share it too.
        let manifest =
            std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = manifest.parent().map_or_else(|| manifest.clone(), Path::to_path_buf);
        let home = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE")).map(PathBuf::from);
        let cache = env::var_os("ONSIGHT_CACHE")
            .map(PathBuf::from)
            .or_else(|| home.map(|home| home.join(".cache").join("onsight")))
            .unwrap_or_else(|| root.join("target").join("onsight-cache"));
        Self { root, cache }
    }

    /// Pinned tools, separate from others on this machine.
    pub fn tools(&self) -> PathBuf {
        self.cache.join("tools")
    }

    /// An executable that cargo installed into [`Self::tools`].
    pub fn tool(&self, name: &str) -> PathBuf {
        self.tools().join("bin").join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// The built site: `$ONSIGHT_DIST`, as in the end-to-end tests, else `dist/`.
    pub fn dist(&self) -> PathBuf {
        env::var_os("ONSIGHT_DIST").map_or_else(|| self.root.join("dist"), PathBuf::from)
    }

    /// The folders of the tasks: `$ONSIGHT_MODELS`, as for `cargo xtask ship`, else `models/`.
    pub fn models(&self) -> PathBuf {
        env::var_os("ONSIGHT_MODELS").map_or_else(|| self.root.join("models"), PathBuf::from)
    }

    /// `PATH` with the pinned tools first.
    pub fn path_with_tools(&self) -> std::ffi::OsString {
        let old = env::var_os("PATH").unwrap_or_default();
        let all = [self.tools().join("bin")].into_iter().chain(env::split_paths(&old));
        env::join_paths(all).unwrap_or(old)
    }
}

/// The first of `names` on `PATH`.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX))))
        .find(|file| file.is_file())
}

/// Keeps the newest `kept` files of a folder in the cache; deleted ones are made again when needed.
pub fn forget_old(folder: &Path, kept: usize) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut files: Vec<_> =
        entries.flatten().filter_map(|e| Some((e.metadata().ok()?.modified().ok()?, e.path()))).collect();
    files.sort();
    for (_, path) in files.iter().rev().skip(kept) {
        let _ = fs::remove_file(path);
    }
}
