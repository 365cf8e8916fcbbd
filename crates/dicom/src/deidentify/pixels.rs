//! The pixel data element: frames, covered on request, without any extra data.
//!
//! In native frames, bits outside the stored ones are cleared and data after the last frame are dropped; each
//! compressed frame becomes one fragment with only those parts of its stream that make the picture.

use super::cells::PixelCells;
use super::covers::{Covering, RLE, unread};
use super::stream::{self, Cleaned};
use super::write::ElementWriter;
use crate::codec;
use crate::dictionary::named;
use crate::error::DicomError;
use crate::field::{Element, Value};
use crate::object::Object;
use crate::pixels::description::{Description, Number, Photometric};
use crate::transfer::Packing;
use crate::unpack::frame_bits;
use dicom_core::VR;
use dicom_dictionary_std::tags;

/// The transfer syntax that the file is written in: for native pixels, that of its elements.
pub(super) fn syntax(object: &Object<'_>, covering: Option<&Covering<'_>>) -> Result<String, DicomError> {
    if covering.is_some_and(|covering| covering.repacked.is_some()) {
        return Ok(RLE.into());
    }
    let uid = object.plain_syntax_uid();
    if super::replaced::is_standard(&uid) {
        return Ok(uid);
    }
    Err(DicomError::Unsupported(text::deidentify::syntax(named(tags::TRANSFER_SYNTAX_UID))))
}

/// Writes the pixels; nothing for an object without pixels.
pub(super) fn write(
    to: &mut ElementWriter,
    object: &Object<'_>,
    covering: Option<&Covering<'_>>,
) -> Result<(), DicomError> {
    let Ok(element) = object.pixel_element() else { return Ok(()) };
    let of = object.description()?;
    match &element.value {
        Value::Bytes(range) => {
            cells(to, element, &of, object.view().bytes.get(range.clone()).unwrap_or_default(), covering);
            Ok(())
        }
        Value::Fragments(fragments) => {
            to.begin_fragments(element.tag, VR::OB);
            for number in 0..of.frames {
                if let Some(covering) = covering
                    && let Some(anew) = covering.anew(object, &of, number)?
                {
                    to.fragment(&anew);
                    continue;
                }
                let (frame, packing, samples) = object.packed_frame(&of, fragments, number)?;
                let held = Description { samples, ..of };
                let covering = covering.filter(|covering| covering.is_on(number)).map(|covering| (covering, number));
                to.fragment(&packed(&frame, packing, &held, object, covering)?);
            }
            to.end_fragments();
            Ok(())
        }
        Value::Items(_) => Err(DicomError::Damaged(text::deidentify::sequence(named(element.tag)))),
    }
}

/// Frames as they are, one behind the other.
fn cells(to: &mut ElementWriter, element: &Element, of: &Description, raw: &[u8], covering: Option<&Covering<'_>>) {
    let bits = frame_bits(of).saturating_mul(u64::from(of.frames));
    let total = usize::try_from(bits.div_ceil(8)).unwrap_or(usize::MAX).min(raw.len());
    let width = (of.bits_allocated / 8).max(1) as usize;
    let total = total - total % width;
    // Cells of a byte or less are swapped in big endian words (PS3.5, 8.1.1).
    let swapped = element.big && of.bits_allocated <= 8 && element.vr == VR::OW;
    let even = if swapped { total.next_multiple_of(2).min(raw.len()) } else { total };
    let mut value = raw.get(..even).unwrap_or_default().to_vec();
    mask(&mut value, of, element.big);
    if let Some(covering) = covering {
        for number in 0..of.frames {
            let (bytes, big) = (value.as_mut_slice(), element.big);
            covering.cover(PixelCells { bytes, of, big, is_swapped: swapped }, number, number);
        }
    }
    let place = |at: usize| if swapped { at ^ 1 } else { at };
    // Padding after the last pixel to an even length.
    if let Some(last) = value.get_mut(place(total)) {
        *last = 0;
    }
    let rest = (bits % 8) as u32;
    if of.bits_allocated == 1
        && rest > 0
        && total as u64 == bits.div_ceil(8)
        && let Some(last) = value.get_mut(place(total - 1))
    {
        *last &= u8::MAX >> (8 - rest);
    }
    let vr = super::values::representation(element);
    to.value(element.tag, vr, &value, element.big);
}

/// A compressed frame stripped of everything but the picture; the cover value where it is covered.
fn packed(
    frame: &[u8],
    packing: Packing,
    of: &Description,
    object: &Object<'_>,
    covering: Option<(&Covering<'_>, u32)>,
) -> Result<Vec<u8>, DicomError> {
    let cover = |bytes: &mut [u8], of: &Description| {
        if let Some((covering, number)) = covering {
            covering.cover(PixelCells { bytes, of, big: false, is_swapped: false }, 0, number);
        }
    };
    let Cleaned { bytes, precision } = match packing {
        Packing::Native => {
            let length = usize::try_from(frame_bits(of).div_ceil(8)).unwrap_or(usize::MAX);
            let mut bytes = frame.get(..length.min(frame.len())).unwrap_or_default().to_vec();
            mask(&mut bytes, of, false);
            cover(&mut bytes, of);
            return Ok(bytes);
        }
        Packing::Rle => {
            let mut cells = codec::cells_from_rle(frame, of)?;
            mask(&mut cells, of, false);
            // Every pixel has its own colour differences, even if the file declares subsampling.
            let is_halved = of.photometric == Photometric::YbrFull422;
            let photometric = if is_halved { Photometric::YbrFull } else { of.photometric };
            cover(&mut cells, &Description { photometric, planar: false, ..*of });
            return Ok(stream::rle_from_cells(&cells, of));
        }
        // Frames whose kind differs from the file's first.
        _ if covering.is_some() => return Err(unread(object)),
        Packing::Jpeg | Packing::JpegLs => {
            let (bytes, precision) = codec::anew(packing, frame, of)?;
            Cleaned { bytes, precision }
        }
        Packing::Jpeg2000 => stream::jpeg2000(frame)?,
        Packing::Unread => return Err(unread(object)),
    };
    // A JPEG 2000 stream is decoded to verify that nothing follows its packets. Where it has more bits than are stored,
    // the extra bits could hide data and cannot be cleared in it.
    if packing == Packing::Jpeg2000 || precision > of.bits_stored {
        let decoded = codec::decode(packing, &bytes, of)?;
        let wide = Description { bits_allocated: decoded.bits, high_bit: of.high_bit.min(decoded.bits - 1), ..*of };
        let mut numbers = decoded.samples.iter().map(|&sample| u32::from(sample) & ones(decoded.bits));
        if precision > of.bits_stored && numbers.any(|number| masked(number, &wide) != number) {
            return Err(DicomError::Identifying(text::deidentify::beside_picture(named(tags::PIXEL_DATA))));
        }
    }
    Ok(bytes)
}

/// Clears the bits outside the stored ones in every cell; signed numbers are sign-extended. Every NaN becomes the same
/// one.
fn mask(bytes: &mut [u8], of: &Description, big: bool) {
    if of.number == Number::Float {
        return if of.bits_allocated == 32 { one_nan::<4>(bytes, big) } else { one_nan::<8>(bytes, big) };
    }
    if of.bits_stored == of.bits_allocated {
        return;
    }
    match of.bits_allocated {
        8 => bytes.iter_mut().for_each(|byte| *byte = masked(u32::from(*byte), of) as u8),
        16 => bytes.as_chunks_mut::<2>().0.iter_mut().for_each(|cell| {
            let number = if big { u16::from_be_bytes(*cell) } else { u16::from_le_bytes(*cell) };
            let number = masked(u32::from(number), of) as u16;
            *cell = if big { number.to_be_bytes() } else { number.to_le_bytes() };
        }),
        32 => bytes.as_chunks_mut::<4>().0.iter_mut().for_each(|cell| {
            let number = if big { u32::from_be_bytes(*cell) } else { u32::from_le_bytes(*cell) };
            let number = masked(number, of);
            *cell = if big { number.to_be_bytes() } else { number.to_le_bytes() };
        }),
        _ => {}
    }
}

/// A NaN has some fifty bits of payload, which could hide data (IEEE 754, 6.2.1).
fn one_nan<const WIDTH: usize>(bytes: &mut [u8], big: bool) {
    let plain: [u8; WIDTH] = std::array::from_fn(|at| match at {
        0 => 0x7F,
        1 if WIDTH == 4 => 0xC0,
        1 => 0xF8,
        _ => 0,
    });
    for cell in bytes.as_chunks_mut::<WIDTH>().0 {
        let mut number = *cell;
        if !big {
            number.reverse();
        }
        let is_nan = match number.as_slice() {
            &[a, b, c, d] => f32::from_be_bytes([a, b, c, d]).is_nan(),
            _ => number.first_chunk().is_some_and(|&eight| f64::from_be_bytes(eight).is_nan()),
        };
        if is_nan {
            *cell = plain;
            if !big {
                cell.reverse();
            }
        }
    }
}

pub(super) fn masked(cell: u32, of: &Description) -> u32 {
    let low = (of.high_bit + 1).saturating_sub(of.bits_stored);
    let stored = cell.checked_shr(low).unwrap_or(0) & ones(of.bits_stored);
    let is_negative = of.signed() && stored.checked_shr(of.bits_stored - 1).unwrap_or(0) == 1;
    let extended = if is_negative { stored | !ones(of.bits_stored) } else { stored };
    extended.checked_shl(low).unwrap_or(0) & ones(of.bits_allocated)
}

/// A mask of this many low bits.
pub(super) fn ones(bits: u32) -> u32 {
    1_u32.checked_shl(bits).map_or(u32::MAX, |above| above - 1)
}

#[test]
fn what_is_no_number_is_always_the_same() {
    for big in [false, true] {
        let turned = |mut bytes: Vec<u8>| {
            if !big {
                bytes.reverse();
            }
            bytes
        };
        let narrow = |number: u32| turned(number.to_be_bytes().to_vec());
        let mut cells = [0x7FC5_4C45, 0x3F80_0000, 0xFFFF_FFFF, 0x7F80_0000].map(narrow).concat();
        one_nan::<4>(&mut cells, big);
        assert_eq!(cells, [0x7FC0_0000, 0x3F80_0000, 0x7FC0_0000, 0x7F80_0000].map(narrow).concat());
        let wide = |number: u64| turned(number.to_be_bytes().to_vec());
        let mut cells = [0x7FF0_5A4C_4541_4B21, 0x3FF0_0000_0000_0000].map(wide).concat();
        one_nan::<8>(&mut cells, big);
        assert_eq!(cells, [0x7FF8_0000_0000_0000, 0x3FF0_0000_0000_0000].map(wide).concat());
    }
}
