//! The file around a data set (PS3.10, 7): preamble, meta information, deflation; all of them may be missing.

use super::dictionary::{keyword, named};
use super::error::DicomError;
use super::field::{DataSet, View};
use super::fragments::in_fragments;
use super::header::{EXPLICIT, Encoding, IMPLICIT, header, is_chain, is_lettered, is_misnamed};
use super::inflate::unpacked;
use super::parse::{Parsed, parse};
use super::texts::doubts;
use super::transfer::{Packing, Transfer, UNDECLARED, transfer_from_uid};
use dicom_core::Tag;
use dicom_dictionary_std::tags;
use std::borrow::Cow;
use text::Message;

/// Most repair notes that are kept.
const MOST_MENDED: usize = 10;

/// A file's data set, with its bytes as given or inflated.
#[derive(Debug)]
pub(super) struct File<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    /// As given; they contain the meta information.
    pub(super) original: &'a [u8],
    pub(super) meta: DataSet,
    pub(super) set: DataSet,
    pub(super) transfer: Transfer,
    /// The element at which the file ended early, if it did.
    pub(super) cut: Option<Tag>,
    /// Repairs: what was read otherwise than the file declares.
    pub(super) mended: Vec<Message>,
}

/// Whether the bytes are DICOM: by `DICM` after the preamble, or by two elements that follow each other
/// as a file without preamble would start, with or without `DICM`. Never by the name.
#[must_use]
pub fn is_dicom(bytes: &[u8]) -> bool {
    start(bytes).is_some()
}

/// Where the elements start.
fn start(bytes: &[u8]) -> Option<usize> {
    const PREAMBLE: usize = 128;
    if signatures::DICOM.is_in(bytes) {
        return Some(PREAMBLE + 4);
    }
    let after_letters = signatures::DICOM_WITHOUT_PREAMBLE.is_in(bytes).then_some(4);
    // Without preamble; without the letters, but with it.
    let places = [after_letters, Some(0), Some(PREAMBLE)];
    places.into_iter().flatten().find(|&at| starts_with_elements(bytes, at))
}

fn starts_with_elements(bytes: &[u8], at: usize) -> bool {
    let Some(encoding) = encoding_at(bytes, at) else { return false };
    let plausible = |at: usize| {
        let (tag, _, length, body) = header(bytes, at, encoding)?;
        let end = body.checked_add(length as usize).filter(|&end| end <= bytes.len())?;
        let known = tag.element() == 0 || keyword(tag).is_some();
        (known && matches!(tag.group(), 0x0002 | 0x0008) && length % 2 == 0).then_some((tag, end))
    };
    let Some((first, end)) = plausible(at) else { return false };
    plausible(end).is_some_and(|(second, _)| (second.group(), second.element()) > (first.group(), first.element()))
}

/// The encoding of the elements at `at`, detected from the first of them: two letters that are a representation, and a
/// group below 256, as at the start of every file.
fn encoding_at(bytes: &[u8], at: usize) -> Option<Encoding> {
    let &[first, second] = bytes.get(at..)?.first_chunk()?;
    let explicit = is_lettered(bytes, at);
    let big = first == 0 && second != 0;
    (big || (first != 0 && second == 0)).then_some(Encoding { explicit, big })
}

/// Reads preamble, meta information and data set.
///
/// # Errors
/// `NotDicom`; `TooLarge` for a deflated file that unpacks to more than `most_bytes`; `Damaged`.
pub(super) fn open(bytes: &[u8], most_bytes: u64) -> Result<File<'_>, DicomError> {
    let Some(start) = start(bytes) else {
        return Err(DicomError::not_dicom(bytes));
    };
    // PS3.10, 7.1: the meta information is always explicit little endian.
    let meta = parse(bytes, start, EXPLICIT, Some(0x0002))?;
    let uid = View::new(bytes, &meta.set, false).text(tags::TRANSFER_SYNTAX_UID);
    let found = encoding_at(bytes, meta.end);
    let mut transfer = uid.as_deref().map_or_else(|| undeclared(found), transfer_from_uid);
    let mut mended: Vec<Message> = Vec::new();
    if transfer.deflated && stands_plain(bytes, meta.end, found) {
        mended.push(text::dicom::not_deflated());
        transfer.deflated = false;
    }
    let (data, from) = if transfer.deflated {
        (Cow::Owned(unpacked(bytes.get(meta.end..).unwrap_or_default(), most_bytes)?), 0)
    } else {
        (Cow::Borrowed(bytes), meta.end)
    };
    // The detected encoding counts, not the declared one (fo-dicom issue 645 and many others). The declared byte order
    // is kept where the first element is a known one in it.
    let declared = header(&data, from, transfer.encoding).is_some_and(|(tag, ..)| keyword(tag).is_some());
    if let Some(found) = encoding_at(&data, from) {
        let big = if declared { transfer.encoding.big } else { found.big };
        // An unknown representation still takes up two bytes.
        let is_misnamed = transfer.encoding.explicit && is_misnamed(&data, from, big);
        transfer.encoding = Encoding { explicit: found.explicit || is_misnamed, big };
    }
    let Parsed { mut set, cut, mended: wrong, misnamed, .. } = parse(&data, from, transfer.encoding, None)?;
    if transfer.packing != Packing::Native {
        in_fragments(&mut set, &data);
    }
    mended.extend(each(meta.mended, wrong, text::dicom::wrong_length));
    mended.extend(each(meta.misnamed, misnamed, text::dicom::misnamed));
    mended.extend(doubts(View::new(&data, &set, transfer.encoding.big)));
    mended.truncate(MOST_MENDED);
    Ok(File { bytes: data, original: bytes, meta: meta.set, set, transfer, cut: cut.or(meta.cut), mended })
}

/// A message for each of the first repaired elements of the meta information or the data set.
fn each(meta: Vec<Tag>, set: Vec<Tag>, sentence: impl Fn(String) -> Message) -> impl Iterator<Item = Message> {
    let mut all = [meta, set].concat();
    all.sort();
    all.dedup();
    all.into_iter().take(MOST_MENDED).map(move |tag| sentence(named(tag)))
}

/// Whether elements stand where a deflated stream should.
fn stands_plain(bytes: &[u8], at: usize, found: Option<Encoding>) -> bool {
    found.is_some_and(|encoding| is_chain(bytes, at, encoding, Tag(0, 0), 3, false))
}

fn undeclared(found: Option<Encoding>) -> Transfer {
    let encoding = found.unwrap_or(IMPLICIT);
    Transfer { name: UNDECLARED.into(), encoding, deflated: false, packing: Packing::Native }
}
