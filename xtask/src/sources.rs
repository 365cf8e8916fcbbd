//! What the page is built from, and whether it has stayed the same meanwhile.
//!
//! A build takes minutes and compiles several programs one after the other: where a file changes in between, their parts are of
//! two versions, and the page says sentences of one by the numbers of the other.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::dist::files_in;
use crate::shell::{Problem, at};

/// Folders of the repository that go into the page.
const FOLDERS: [&str; 6] = ["crates", "models", "public", "src", "style", "text"];
/// Files beside them.
const FILES: [&str; 4] = ["Cargo.toml", "Trunk.toml", "index.html", "rust-toolchain.toml"];

/// Fails where a file that goes into the page was written since its build began.
///
/// # Errors
/// Names the first such file; or one that cannot be looked at.
pub(crate) fn unchanged_since(root: &Path, began: SystemTime) -> Result<(), Problem> {
    match written_since(root, began)? {
        None => Ok(()),
        Some(file) => {
            let what =
                format!("{} was written while the page was built: its parts are of two versions", file.display());
            Err(Problem::new(what, "build it again, and leave its sources alone meanwhile"))
        }
    }
}

/// The first file that goes into the page and was written since.
///
/// # Errors
/// When a folder or a file cannot be looked at.
pub(crate) fn written_since(root: &Path, since: SystemTime) -> Result<Option<PathBuf>, Problem> {
    let mut files: Vec<PathBuf> = FILES.iter().map(|file| root.join(file)).filter(|path| path.exists()).collect();
    for folder in FOLDERS.iter().map(|folder| root.join(folder)).filter(|folder| folder.is_dir()) {
        files.extend(files_in(&folder)?.into_iter().map(|file| folder.join(file)));
    }
    for file in files {
        if at(&file, fs::metadata(&file).and_then(|found| found.modified()))? > since {
            return Ok(Some(file));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_source_that_is_written_while_the_page_is_built_is_named() {
        let root = std::env::temp_dir().join(format!("onsight-sources-{}", std::process::id()));
        let inside = root.join("text/en");
        fs::create_dir_all(&inside).unwrap();
        fs::write(inside.join("page.ftl"), "page-title = x\n").unwrap();
        fs::write(root.join("README.md"), "no part of the page\n").unwrap();
        let written = fs::metadata(inside.join("page.ftl")).unwrap().modified().unwrap();
        let before = unchanged_since(&root, written - Duration::from_secs(1)).unwrap_err();
        assert!(before.what.contains("page.ftl"), "{}", before.what);
        fs::remove_file(inside.join("page.ftl")).unwrap();
        assert!(unchanged_since(&root, written - Duration::from_secs(1)).is_ok(), "nothing else goes into the page");
        fs::remove_dir_all(&root).unwrap();
    }
}
