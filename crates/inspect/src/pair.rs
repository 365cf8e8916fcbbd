//! Bytes of files on disk; both files for a volume in two files.

use crate::failure::unreadable;
use dicom::nifti::{self, Half};
use imaging::Limits;
use protocol::Failure;
use reading::wording;
use std::path::{Path, PathBuf};

/// The bytes of a file. A header or voxels with the other half beside them are read as one volume; alone, as the file
/// is.
///
/// # Errors
/// When the file cannot be read, or the halves do not fit each other.
pub fn read(file: &Path, limits: &Limits) -> Result<Vec<u8>, Failure> {
    let read = |path: &Path| std::fs::read(path).map_err(unreadable);
    match beside(file) {
        Some((header, voxels)) => nifti::joined(&read(&header)?, &read(&voxels)?, limits).map_err(wording::of_dicom),
        None => read(file),
    }
}

/// The header and the voxels of which a file is one half, where the other is beside it; recognised by the names,
/// compressed or not, in any letter case, and by the header's content.
#[must_use]
pub fn beside(file: &Path) -> Option<(PathBuf, PathBuf)> {
    let half = nifti::half(&file.file_name()?.to_string_lossy())?;
    let is_packed = file.extension().is_some_and(|end| end.eq_ignore_ascii_case("gz"));
    let plain = if is_packed { file.with_extension("") } else { file.to_owned() };
    let other = |ending: &str| {
        let endings = [ending.to_owned(), format!("{ending}.gz"), ending.to_uppercase(), format!("{ending}.GZ")];
        endings.into_iter().map(|ending| plain.with_extension(ending)).find(|path| path.is_file())
    };
    let (header, voxels) = match half {
        Half::Header(_) => (file.to_owned(), other("img")?),
        Half::Voxels(_) => (other("hdr")?, file.to_owned()),
    };
    // Other files have these endings too. A header is a few hundred bytes.
    let is_small = std::fs::metadata(&header).is_ok_and(|of| of.len() < 1 << 16);
    (is_small && std::fs::read(&header).is_ok_and(|bytes| nifti::is_half(&bytes))).then_some((header, voxels))
}
