//! The files that mutations start from: those made in code, of `tests/data` and `models`, of `public/examples`, of
//! `fuzz/corpus`, where found files are kept, and of `shared/cases` beside the checkout, where that folder exists.
//!
//! Invariant: in the order of their paths, so that the same folders give the same files.

use super::targets::Target;
use imaging::Limits;
use std::path::{Path, PathBuf};

/// Larger files are left out: a mutation rarely matters in them, and each takes long.
const MOST_BYTES: u64 = 256 << 10;
/// Folders of the repository; `fuzz/corpus` has one for each target.
const FOLDERS: [&str; 3] = ["tests/data", "public/examples", "models"];

/// The repository.
pub(crate) fn root() -> PathBuf {
    // Cargo sets it at run time of a test: clones that share a target folder may share this program too.
    let manifest =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    manifest.join("../..")
}

/// The files of a target.
pub(crate) fn of(target: &Target) -> Vec<Vec<u8>> {
    let root = root();
    let mut files = (target.seeds)();
    files.extend(files_in(&root.join("fuzz/corpus").join(target.name)).into_iter().map(|(_, bytes)| bytes));
    let mut folders: Vec<PathBuf> = FOLDERS.iter().map(|folder| root.join(folder)).collect();
    // Beside the checkout, not beside the package.
    folders.extend(root.canonicalize().ok().and_then(|root| Some(root.parent()?.join("shared/cases"))));
    for folder in folders {
        let taken = files_in(&folder).into_iter().filter(|(path, bytes)| (target.takes)(path, bytes));
        files.extend(taken.map(|(_, bytes)| bytes));
    }
    files
}

/// Every file under a folder that is not too large, with its path; none where there is no such folder.
fn files_in(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(files_in(&path));
        } else if path.metadata().is_ok_and(|about| about.len() <= MOST_BYTES)
            && let Ok(bytes) = std::fs::read(&path)
        {
            files.push((path.to_string_lossy().replace('\\', "/"), bytes));
        }
    }
    files
}

/// Whether it is a DICOM object of a transfer syntax whose name begins with one of these; of any where the list is
/// empty.
pub(crate) fn is_object(bytes: &[u8], names: &[&str]) -> bool {
    let limits = Limits { shortest_side: 1, ..Limits::default() };
    let is_one = |name: &str| names.is_empty() || names.iter().any(|start| name.starts_with(start));
    dicom::is_dicom(bytes) && dicom::read(bytes, &limits).is_ok_and(|object| is_one(object.transfer_syntax()))
}

/// For targets whose files are all made in code.
pub(crate) fn never(_: &str, _: &[u8]) -> bool {
    false
}
