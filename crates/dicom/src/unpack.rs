//! The stored numbers of a frame: its bytes are located, decompressed if compressed, and its cells decoded.

use super::codec::{self, StreamColour};
use super::dictionary::named;
use super::error::DicomError;
use super::field::{Element, Value, View};
use super::fragments::{frame_bytes, native_bytes, uncompressed_frame};
use super::notes::Notes;
use super::pixels::description::{Description, Photometric};
use super::pixels::samples::Samples;
use super::pixels::stored::{Cells, samples_from_cells, samples_from_raw};
use super::pixels::ybr;
use super::transfer::{Packing, Transfer, UNDECLARED, packing_from_frame};
use dicom_dictionary_std::tags;
use imaging::Limits;
use std::borrow::Cow;
use std::ops::Range;

/// A frame as stored.
pub(super) struct StoredFrame {
    /// Samples interleaved by pixel.
    pub(super) samples: Samples,
    /// The colour space stated by their own stream.
    pub(super) colour: StreamColour,
    /// Actual samples per pixel.
    pub(super) per_pixel: usize,
    /// Requested bits outside the stored ones: one per pixel, the first the lowest of its byte.
    pub(super) planes: Vec<(u32, Vec<u8>)>,
}

/// Extracts a frame, counted from 0, from the pixel data `element`. `bits` are positions of single cell bits that are
/// wanted besides the samples.
///
/// # Errors
/// What is wrong with the pixel data; `TooManySamples` where a stream has more than the elements state.
pub(super) fn unpack(
    view: View<'_>,
    transfer: &Transfer,
    element: &Element,
    (of, number): (&Description, u32),
    bits: &[u32],
    (limits, notes): (&Limits, &mut Notes),
) -> Result<StoredFrame, DicomError> {
    let Value::Fragments(fragments) = &element.value else { return native(view, element, (of, number), bits) };
    let (frame, is_plain) = whole_frame(view, transfer, fragments, (of, number))?;
    if is_plain {
        return uncompressed(of, Cells { bytes: &frame, skip_bits: 0, big: false }, bits);
    }
    let packing = packing_from_frame(&frame).unwrap_or(transfer.packing);
    let per_pixel = per_pixel(packing, &frame, of);
    if per_pixel != of.samples {
        let (tag, expected) = (named(tags::SAMPLES_PER_PIXEL), of.samples);
        notes.say(text::dicom_pixels::packed_samples(expected, tag, per_pixel));
    }
    let of = &Description { samples: per_pixel, planar: false, ..*of };
    of.check_samples(limits)?;
    match packing {
        Packing::Rle => from_cells(&codec::cells_from_rle(&frame, of)?, of, bits),
        Packing::Native => from_cells(&frame, of, bits),
        Packing::Unread => {
            let element = named(tags::TRANSFER_SYNTAX_UID);
            Err(DicomError::Unsupported(text::dicom_pixels::syntax(element, &transfer.name)))
        }
        Packing::Jpeg | Packing::JpegLs | Packing::Jpeg2000 => {
            let decoded = codec::decode(packing, &frame, of)?;
            if packing == Packing::Jpeg && codec::is_progressive(&frame) && !transfer.is_progressive() {
                notes.say(match transfer.name.as_str() {
                    UNDECLARED => text::dicom_pixels::progressive_undeclared(),
                    name => text::dicom_pixels::progressive(name),
                });
            }
            // A stream of more bits than are stored holds whole cells; one of fewer, or as many, holds only the stored
            // bits, and its own depth determines the sign bit.
            let cell = if decoded.bits > of.bits_stored {
                Description { high_bit: of.high_bit.min(decoded.bits - 1), ..*of }
            } else {
                Description { bits_stored: decoded.bits, high_bit: decoded.bits - 1, ..*of }
            };
            let held = bits.iter().filter(|&&bit| bit < decoded.bits && bit > cell.high_bit);
            let plane = |&bit: &u32| (bit, plane(decoded.samples.iter().map(|&cell| u32::from(cell)), bit));
            let planes = held.map(plane).collect();
            let samples = samples_from_raw(&cell, decoded.samples.into_iter().map(u32::from));
            Ok(StoredFrame { samples, colour: decoded.colour, per_pixel, planes })
        }
    }
}

/// The bytes of a frame, their compression, and samples per pixel: the stream takes precedence, since the elements are
/// wrong often enough.
pub(super) fn packed_frame<'a>(
    view: View<'a>,
    transfer: &Transfer,
    fragments: &[Range<usize>],
    (of, number): (&Description, u32),
) -> Result<(Cow<'a, [u8]>, Packing, usize), DicomError> {
    let (frame, is_plain) = whole_frame(view, transfer, fragments, (of, number))?;
    if is_plain {
        return Ok((frame, Packing::Native, of.samples));
    }
    let packing = packing_from_frame(&frame).unwrap_or(transfer.packing);
    let per_pixel = per_pixel(packing, &frame, of);
    Ok((frame, packing, per_pixel))
}

fn per_pixel(packing: Packing, frame: &[u8], of: &Description) -> usize {
    codec::components(packing, frame, of).filter(|count| (1..=4).contains(count)).unwrap_or(of.samples)
}

/// The joined fragments of a frame, and whether it is uncompressed.
fn whole_frame<'a>(
    view: View<'a>,
    transfer: &Transfer,
    fragments: &[Range<usize>],
    (of, number): (&Description, u32),
) -> Result<(Cow<'a, [u8]>, bool), DicomError> {
    let size = frame_bits(of).div_ceil(8);
    let is_plain = transfer.packing == Packing::Native;
    let joined = if is_plain { uncompressed_frame(view.bytes, fragments, of.frames, number, size)? } else { None };
    let frame = joined.map_or_else(|| frame_bytes(view, fragments, of.frames, number), Ok)?;
    // With exactly the length of a frame, with or without a byte of padding, it is as declared, whatever it starts
    // with.
    let is_whole = is_plain && (size..=size + 1).contains(&(frame.len() as u64));
    Ok((frame, is_whole))
}

fn from_cells(bytes: &[u8], of: &Description, bits: &[u32]) -> Result<StoredFrame, DicomError> {
    let cells = Cells { bytes, skip_bits: 0, big: false };
    let samples = samples_from_cells(of, cells)?;
    Ok(StoredFrame { samples, colour: StreamColour::Declared, per_pixel: of.samples, planes: planes(of, cells, bits) })
}

fn native(
    view: View<'_>,
    element: &Element,
    (of, number): (&Description, u32),
    bits: &[u32],
) -> Result<StoredFrame, DicomError> {
    let (bytes, skip_bits) = native_bytes(view, element, frame_bits(of), of.bits_allocated, number)?;
    uncompressed(of, Cells { bytes: &bytes, skip_bits, big: element.big }, bits)
}

/// Bits of an uncompressed frame. Two pixels take four cells where chroma is shared.
pub(super) fn frame_bits(of: &Description) -> u64 {
    let cells = if is_halved(of) { of.pixels().div_ceil(2) as u64 * 4 } else { of.pixels() as u64 * of.samples as u64 };
    cells * u64::from(of.bits_allocated)
}

/// Whether two pixels share their chroma in an uncompressed frame.
pub(super) fn is_halved(of: &Description) -> bool {
    of.photometric == Photometric::YbrFull422 && of.bits_allocated == 8 && of.samples == 3
}

/// An uncompressed frame.
fn uncompressed(of: &Description, cells: Cells<'_>, bits: &[u32]) -> Result<StoredFrame, DicomError> {
    let stored =
        |samples, planes| StoredFrame { samples, colour: StreamColour::Declared, per_pixel: of.samples, planes };
    if is_halved(of) {
        return Ok(stored(Samples::U8(ybr::full_from_422(cells.bytes, of.pixels())), Vec::new()));
    }
    Ok(stored(samples_from_cells(of, cells)?, planes(of, cells, bits)))
}

/// Single bits of the cells of a grey picture.
fn planes(of: &Description, cells: Cells<'_>, bits: &[u32]) -> Vec<(u32, Vec<u8>)> {
    let one = |&bit: &u32| match of.bits_allocated {
        8 => (bit, plane(cells.bytes.iter().map(|&byte| u32::from(byte)), bit)),
        16 => (bit, plane(super::field::words(cells.bytes, cells.big).map(u32::from), bit)),
        _ => (bit, plane(super::field::longs(cells.bytes, cells.big), bit)),
    };
    bits.iter().map(one).collect()
}

fn plane(cells: impl ExactSizeIterator<Item = u32>, bit: u32) -> Vec<u8> {
    let mut packed = vec![0_u8; cells.len().div_ceil(8)];
    for (at, cell) in cells.enumerate() {
        if let (1, Some(byte)) = (cell >> bit.min(31) & 1, packed.get_mut(at / 8)) {
            *byte |= 1 << (at % 8);
        }
    }
    packed
}
