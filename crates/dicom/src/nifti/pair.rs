//! Pairs: a header and its voxels in separate files, `.hdr` and `.img`, either of them possibly gzipped.

use super::HEAD;
use super::fields::{Family, Layout, SECOND, start};
use super::header::NiftiHeader;
use crate::error::DicomError;
use containers::gzip;
use imaging::Limits;
use std::borrow::Cow;

/// Which half of a pair a file is, by its name: raw voxels cannot be recognised by content.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Half {
    /// The header, with the common file stem.
    Header(String),
    /// The voxels, likewise.
    Voxels(String),
}

/// The half that a name belongs to, with its folders and in lower case; `None` for any other file.
#[must_use]
pub fn half(name: &str) -> Option<Half> {
    let name = name.replace('\\', "/").to_lowercase();
    let plain = name.strip_suffix(".gz").unwrap_or(&name);
    let stem = |ending| plain.strip_suffix(ending).map(str::to_owned);
    stem(".hdr").map(Half::Header).or_else(|| stem(".img").map(Half::Voxels))
}

/// Both halves joined to a single NIfTI file: the header followed by its voxels.
///
/// # Errors
/// `NotDicom` where the header does not belong to a pair, `TooLarge`, `Truncated`, and what is wrong with the header.
pub fn joined(header: &[u8], voxels: &[u8], limits: &Limits) -> Result<Vec<u8>, DicomError> {
    let head = unpacked(header, HEAD)?;
    let found = start(&head).filter(|start| start.family != Family::One);
    let Some(found) = found else { return Err(DicomError::not_dicom(&head)) };
    let read = NiftiHeader::of(&head, found)?;
    let (end, limit) = (read.end(), limits.bytes.saturating_mul(super::PACKED));
    if end > limit {
        return Err(DicomError::TooLarge { found: end, limit });
    }
    // Below the limit, which fits.
    let voxels = unpacked(voxels, end as usize)?;
    let Some(voxels) = voxels.get(read.start() as usize..end as usize) else {
        return Err(DicomError::Truncated(text::nifti::voxels_cut(end, voxels.len())));
    };
    let layout = found.layout;
    let length = layout.length + 4;
    let mut file = Vec::new();
    let none = |_| DicomError::TooLarge { found: end, limit };
    file.try_reserve_exact(length.saturating_add(voxels.len())).map_err(none)?;
    file.extend_from_slice(head.get(..layout.length).unwrap_or_default());
    file.resize(length, 0);
    let mut set = |at: usize, bytes: &[u8]| {
        if let Some(field) = file.get_mut(at..at + bytes.len()) {
            field.copy_from_slice(bytes);
        }
    };
    if found.family == Family::Analyze {
        // The fields that nifti1.h placed over Analyze's history: no transform, and lengths in millimetres.
        set(120, &[0, 0, 0, 2]);
        set(layout.forms.0, &[0; 92]);
    }
    let magic = if layout.length == SECOND.length { signatures::NIFTI_2 } else { signatures::NIFTI_1 };
    set(layout.magic, magic.bytes);
    set(layout.vox_offset, &offset(layout, length, found.big));
    file.extend_from_slice(voxels);
    Ok(file)
}

/// Where voxels begin, as the header says it.
pub(super) fn offset(layout: &Layout, start: usize, big: bool) -> Vec<u8> {
    let start = start as u64;
    let field = if layout.real == 4 { u64::from((start as f32).to_bits()) } else { start };
    let mut field: Vec<u8> = field.to_le_bytes().iter().take(layout.real).copied().collect();
    if big {
        field.reverse();
    }
    field
}

/// The first bytes of a half, unpacked where it is packed.
fn unpacked(bytes: &[u8], most: usize) -> Result<Cow<'_, [u8]>, DicomError> {
    if gzip::is_gzip(bytes) {
        return gzip::start(bytes, most).map(Cow::Owned).map_err(DicomError::of_container);
    }
    Ok(Cow::Borrowed(bytes.get(..most.min(bytes.len())).unwrap_or_default()))
}
