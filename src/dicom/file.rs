//! The file around a data set (PS3.10, 7): preamble, meta information, deflation; all of them may be missing.

use super::dictionary::keyword;
use super::error::DicomError;
use super::field::{DataSet, View};
use super::parse::{Encoding, header, parse};
use super::transfer::{IMPLICIT, Packing, Transfer, transfer_from_uid};
use dicom_core::{Tag, VR};
use dicom_dictionary_std::tags;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use std::borrow::Cow;

/// A file's data set, with its bytes as they are or unpacked.
#[derive(Debug)]
pub(super) struct File<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    /// As they were given; the meta information stands in them.
    pub(super) original: &'a [u8],
    pub(super) meta: DataSet,
    pub(super) set: DataSet,
    pub(super) transfer: Transfer,
    /// The element at which the file ended early, if it did.
    pub(super) cut: Option<Tag>,
}

/// Whether the bytes are DICOM: by `DICM` after the preamble, or by two elements that follow each other
/// as a file without preamble would start. Never by the name.
#[must_use]
pub fn is_dicom(bytes: &[u8]) -> bool {
    bytes.get(128..132) == Some(b"DICM") || starts_with_elements(bytes)
}

fn starts_with_elements(bytes: &[u8]) -> bool {
    let Some(encoding) = encoding_at(bytes, 0) else { return false };
    let plausible = |at: usize| {
        let (tag, _, length, body) = header(bytes, at, encoding)?;
        let end = body.checked_add(length as usize).filter(|&end| end <= bytes.len())?;
        let known = tag.element() == 0 || keyword(tag).is_some();
        (known && matches!(tag.group(), 0x0002 | 0x0008) && length % 2 == 0).then_some((tag, end))
    };
    let Some((first, end)) = plausible(0) else { return false };
    plausible(end).is_some_and(|(second, _)| (second.group(), second.element()) > (first.group(), first.element()))
}

/// How the elements at `at` are written, told by the first of them: two letters that are a representation, and a
/// group below 256, as those are with which files start.
fn encoding_at(bytes: &[u8], at: usize) -> Option<Encoding> {
    let &[first, second, _, _, v0, v1] = bytes.get(at..)?.first_chunk()?;
    let explicit = VR::from_binary([v0, v1]).is_some();
    let big = first == 0 && second != 0;
    (big || (first != 0 && second == 0)).then_some(Encoding { explicit, big })
}

/// Reads preamble, meta information and data set.
///
/// # Errors
/// `NotDicom`; `TooLarge` for a deflated file that unpacks to more than `most_bytes`; `Damaged`.
pub(super) fn open(bytes: &[u8], most_bytes: u64) -> Result<File<'_>, DicomError> {
    if !is_dicom(bytes) {
        let start = bytes.iter().take(8).map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" ");
        return Err(DicomError::NotDicom { start });
    }
    let start = if bytes.get(128..132) == Some(b"DICM") { 132 } else { 0 };
    // PS3.10, 7.1: the meta information is always explicit little endian.
    let meta = parse(bytes, start, Encoding { explicit: true, big: false }, Some(0x0002))?;
    let uid = View { bytes, set: &meta.set, big: false }.text(tags::TRANSFER_SYNTAX_UID);
    let found = encoding_at(bytes, meta.end);
    let mut transfer = uid.as_deref().map_or_else(|| undeclared(found), transfer_from_uid);
    if transfer.deflated {
        let packed = bytes.get(meta.end..).unwrap_or_default();
        let unpacked = inflate(packed, most_bytes)?;
        let parsed = parse(&unpacked, 0, transfer.encoding, None)?;
        let (set, cut) = (parsed.set, parsed.cut);
        return Ok(File { bytes: Cow::Owned(unpacked), original: bytes, meta: meta.set, set, transfer, cut });
    }
    // What stands there counts, not what is declared (fo-dicom issue 645 and many others).
    // The order of bytes is left as declared where that makes a known element of the first one.
    let declared = header(bytes, meta.end, transfer.encoding).is_some_and(|(tag, ..)| keyword(tag).is_some());
    if let Some(found) = found {
        let big = if declared { transfer.encoding.big } else { found.big };
        transfer.encoding = Encoding { explicit: found.explicit, big };
    }
    let parsed = parse(bytes, meta.end, transfer.encoding, None)?;
    let (set, cut) = (parsed.set, parsed.cut.or(meta.cut));
    Ok(File { bytes: Cow::Borrowed(bytes), original: bytes, meta: meta.set, set, transfer, cut })
}

fn undeclared(found: Option<Encoding>) -> Transfer {
    let encoding = found.unwrap_or(IMPLICIT);
    Transfer { name: "none declared".into(), encoding, deflated: false, packing: Packing::Native }
}

/// The first `most` bytes of a deflated stream (RFC 1951), or all where it has fewer.
pub(super) fn inflate_some(packed: &[u8], most: usize) -> Result<Vec<u8>, DicomError> {
    match decompress_to_vec_with_limit(packed, most) {
        Ok(bytes) => Ok(bytes),
        Err(error) if error.status == TINFLStatus::HasMoreOutput => Ok(error.output),
        Err(_) => Err(DicomError::damaged("the gzip data", "a deflate stream", "bytes that are none or end early")),
    }
}

/// RFC 1951, at most `most` bytes.
pub(super) fn inflate(packed: &[u8], most: u64) -> Result<Vec<u8>, DicomError> {
    let limit = usize::try_from(most).unwrap_or(usize::MAX);
    decompress_to_vec_with_limit(packed, limit).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => DicomError::TooLarge { found: most.saturating_add(1), limit: most },
        TINFLStatus::FailedCannotMakeProgress | TINFLStatus::NeedsMoreInput => {
            DicomError::truncated("the deflated data", "a last block", "an end without one")
        }
        _ => DicomError::damaged("the deflated data", "a deflate stream", "bytes that are none"),
    })
}
