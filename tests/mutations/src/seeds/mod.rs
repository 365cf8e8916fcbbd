//! Files made in code, so that there is a corpus without any folder.

mod kept;
mod objects;
mod packed;
mod pictures;
mod records;

pub(crate) use kept::vault_records;
pub(crate) use objects::{deflated, dicom, jpeg_in_dicom, named, rle};
pub(crate) use packed::{archives, gzipped, pairs, volumes, zipped};
pub(crate) use pictures::{bmp, jpeg, png, tiff, webp};
pub(crate) use records::{languages, letters, messages, weights};

/// For targets whose files are all in folders.
pub(crate) fn none() -> Vec<Vec<u8>> {
    Vec::new()
}
