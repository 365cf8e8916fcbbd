//! The PyPI package `pydicom`, whose files the conformance test of DICOM reads; none of its code is ever run.

use std::fs;
use std::path::PathBuf;

use crate::paths::{Paths, on_path};
use crate::shell;

/// The wheel, as `tests/data/dicom/pydicom.json` was made with it; the test checks the hash too.
const WHEEL: &str = "pydicom-3.0.2-py3-none-any.whl";

/// What pip is asked for; it refuses any other file.
const REQUIREMENT: &str =
    "pydicom==3.0.2 --hash=sha256:abf971a5440f84dbaf42c4b6758e30e62480902584f8b270b9a5d146e278a07b\n";

/// The wheel in the cache, fetched when it is not there; `None`, said aloud, when it cannot be had.
pub fn wheel(paths: &Paths) -> Option<PathBuf> {
    let (tools, wheel) = (paths.tools(), paths.tools().join(WHEEL));
    if wheel.is_file() {
        return Some(wheel);
    }
    let list = tools.join("pydicom.txt");
    let asked = fs::create_dir_all(&tools).is_ok() && fs::write(&list, REQUIREMENT).is_ok();
    if let (true, Some(python)) = (asked, on_path(&["python3", "python"])) {
        println!("fetching {WHEEL} into {}", tools.display());
        let mut pip = shell::command(paths, python);
        pip.args(["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes"]);
        pip.arg("--dest").arg(&tools).arg("--requirement").arg(&list);
        if shell::run(&mut pip).is_ok() && wheel.is_file() {
            return Some(wheel);
        }
    }
    println!("NOTE: {WHEEL} is not here, so DICOM files are not compared with pydicom.");
    println!("      Install Python with pip, or put the wheel from pypi.org into {}.", tools.display());
    None
}
