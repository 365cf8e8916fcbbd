//! The PyPI package `pydicom`, whose files the conformance test of DICOM reads; none of its code is ever run.

use std::fs;
use std::path::PathBuf;

use crate::paths::{Paths, on_path};
use crate::shell;

/// The wheel, with which `tests/data/dicom/pydicom.json` was made; the test checks the hash too.
const WHEEL: &str = "pydicom-3.0.2-py3-none-any.whl";

/// The requirement for pip, which refuses any other file.
const REQUIREMENT: &str =
    "pydicom==3.0.2 --hash=sha256:abf971a5440f84dbaf42c4b6758e30e62480902584f8b270b9a5d146e278a07b\n";

/// The wheel in the cache, downloaded if missing; `None`, with a message, when it is unavailable.
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
