//! Decompression of parts: each yields exactly the expected number of bytes, or an error.
//!
//! LZW by `weezl`, deflate by `miniz_oxide`, both already dependencies; fax with the code tables of `fax` (its own
//! loops lack two-dimensional Group 3); Zstandard by `ruzstd`, without unsafe code, as `zstd` is C.

use super::fax;
use super::plan::{ImagePlan, compression};
use imaging::Format::Tiff;
use imaging::ImagingError;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};
use ruzstd::decoding::{FrameDecoder, StreamingDecoder};
use std::borrow::Cow;
use std::io::Read;
use weezl::{BitOrder, decode::Decoder};

/// Window limit of a Zstandard frame in bytes; larger for larger parts.
const WINDOW: u64 = 8 << 20;

/// Decompresses a part of `lines` lines of `line` bytes each.
///
/// # Errors
/// `Truncated` for fewer bytes, `Damaged`, `Unsupported` with the name of the compression.
pub(super) fn unpack<'a>(
    plan: &ImagePlan,
    packed: &'a [u8],
    (line, lines): (usize, usize),
    options: fax::FaxOptions,
) -> Result<Cow<'a, [u8]>, ImagingError> {
    let wanted = line.saturating_mul(lines);
    let turned: Cow<'a, [u8]> = if plan.reversed && matches!(plan.compression, 1..=5 | 32_771 | 32_773) {
        Cow::Owned(packed.iter().map(|byte| byte.reverse_bits()).collect())
    } else {
        Cow::Borrowed(packed)
    };
    let unpacked = match plan.compression {
        1 => turned,
        2..=4 | 32_771 => {
            let pixels = plan.part.0.saturating_mul(plan.together());
            if plan.bits != 1 {
                return Err(Tiff.damaged(text::formats::fax_samples()));
            }
            Cow::Owned(fax::lines(&turned, (pixels, line, lines), options)?)
        }
        5 => Cow::Owned(lzw(&turned, wanted)?),
        8 | 32_946 => Cow::Owned(inflated(&turned, wanted)?),
        32_773 => Cow::Owned(run_lengths(&turned, wanted)),
        50_000 => Cow::Owned(zstandard(&turned, wanted)?),
        other => return Err(Tiff.unsupported(compression(other))),
    };
    if unpacked.len() < wanted {
        return Err(Tiff.truncated(text::formats::part_short(unpacked.len(), wanted)));
    }
    Ok(unpacked)
}

/// LZW of TIFF 6.0, section 13; or of early writers, whose codes have the lowest bit first (libtiff recognises them by
/// the first code, 256, which then begins with a zero byte).
fn lzw(packed: &[u8], wanted: usize) -> Result<Vec<u8>, ImagingError> {
    let is_old = matches!(packed, [0, second, ..] if second & 1 == 1);
    let mut decoder =
        if is_old { Decoder::new(BitOrder::Lsb, 8) } else { Decoder::with_tiff_size_switch(BitOrder::Msb, 8) };
    let mut bytes = room(wanted)?;
    bytes.resize(wanted, 0);
    let (mut read, mut written) = (0, 0);
    while written < wanted {
        let (from, to) = (packed.get(read..).unwrap_or_default(), bytes.get_mut(written..).unwrap_or_default());
        let done = decoder.decode_bytes(from, to);
        (read, written) = (read + done.consumed_in, written + done.consumed_out);
        match done.status {
            Ok(weezl::LzwStatus::Ok) if done.consumed_in + done.consumed_out > 0 => {}
            Ok(_) => break,
            Err(_) => return Err(Tiff.damaged(text::formats::lzw_codes())),
        }
    }
    bytes.truncate(written);
    Ok(bytes)
}

fn inflated(packed: &[u8], wanted: usize) -> Result<Vec<u8>, ImagingError> {
    let mut bytes = room(wanted)?;
    bytes.resize(wanted, 0);
    let flags = inflate_flags::TINFL_FLAG_PARSE_ZLIB_HEADER | inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let (status, _, written) = decompress(&mut Box::<DecompressorOxide>::default(), packed, &mut bytes, 0, flags);
    match status {
        // More than the picture needs, or fewer, which the caller reports.
        TINFLStatus::Done
        | TINFLStatus::HasMoreOutput
        | TINFLStatus::FailedCannotMakeProgress
        | TINFLStatus::NeedsMoreInput => {
            bytes.truncate(written);
            Ok(bytes)
        }
        _ => Err(Tiff.damaged(text::formats::deflate_stream())),
    }
}

fn zstandard(packed: &[u8], wanted: usize) -> Result<Vec<u8>, ImagingError> {
    let fault = || Tiff.damaged(text::formats::zstandard_frame());
    let mut frame = FrameDecoder::new();
    frame.set_max_window_size(WINDOW.max((wanted as u64).next_power_of_two()));
    let decoder = StreamingDecoder::new_with_decoder(packed, frame).map_err(|_| fault())?;
    let mut bytes = room(wanted)?;
    match decoder.take(wanted as u64).read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(bytes),
        Err(_) => Err(fault()),
    }
}

/// PackBits of TIFF 6.0, section 9.
fn run_lengths(packed: &[u8], wanted: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = packed;
    while let Some((&head, tail)) = rest.split_first()
        && bytes.len() < wanted
    {
        rest = match head.cast_signed() {
            -128 => tail,
            count @ 0.. => {
                let count = (count as usize + 1).min(tail.len());
                bytes.extend_from_slice(tail.get(..count).unwrap_or_default());
                tail.get(count..).unwrap_or_default()
            }
            count => {
                let Some((&byte, tail)) = tail.split_first() else { break };
                bytes.resize(bytes.len() + 1 + usize::from(count.unsigned_abs()), byte);
                tail
            }
        };
    }
    bytes.truncate(wanted);
    bytes
}

fn room(bytes: usize) -> Result<Vec<u8>, ImagingError> {
    let mut room = Vec::new();
    room.try_reserve_exact(bytes).map_err(|_| Tiff.unsupported(text::formats::part_memory()))?;
    Ok(room)
}
