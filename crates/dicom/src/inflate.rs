//! Deflated data sets (PS3.5, A.5): the size is counted before memory is allocated.
//!
//! Some hundred kilobytes can unpack to gigabytes. A first pass through a window of 32 KiB counts the bytes, and stops
//! at the limit; the second fills a buffer of exactly that size, so that it is never reallocated.

use super::error::DicomError;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// How far deflate looks back (RFC 1951, 2).
const WINDOW: usize = 32 << 10;

/// Unpacks a stream without any header, or, from some writers, with that of RFC 1950 or 1952.
///
/// # Errors
/// `TooLarge` for more than `most` bytes, `Truncated`, `Damaged`.
pub(super) fn unpacked(packed: &[u8], most: u64) -> Result<Vec<u8>, DicomError> {
    let plain = inflate(packed, most);
    match (&plain, packed) {
        (Ok(_) | Err(DicomError::TooLarge { .. }), _) => plain,
        (_, [0x78, _, stream @ ..] | [0x1F, 0x8B, 8, 0, _, _, _, _, _, _, stream @ ..]) => {
            match inflate(stream, most) {
                Err(DicomError::Damaged(_)) => plain,
                other => other,
            }
        }
        _ => plain,
    }
}

fn inflate(packed: &[u8], most: u64) -> Result<Vec<u8>, DicomError> {
    let size = counted(packed, most)?;
    let too_large = || DicomError::TooLarge { found: size, limit: most };
    let length = usize::try_from(size).map_err(|_| too_large())?;
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(length).map_err(|_| too_large())?;
    bytes.resize(length, 0);
    let mut state = Box::<DecompressorOxide>::default();
    let (status, _, written) = decompress(&mut state, packed, &mut bytes, 0, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF);
    match status {
        TINFLStatus::Done if written == length => Ok(bytes),
        _ => Err(fault(status)),
    }
}

/// How many bytes a stream unpacks to.
fn counted(packed: &[u8], most: u64) -> Result<u64, DicomError> {
    let (mut state, mut window) = (Box::<DecompressorOxide>::default(), vec![0; WINDOW]);
    let (mut read, mut size, mut at) = (0, 0_u64, 0);
    loop {
        let input = packed.get(read..).unwrap_or_default();
        let (status, used, written) = decompress(&mut state, input, &mut window, at, 0);
        (read, size, at) = (read + used, size + written as u64, (at + written) % WINDOW);
        if size > most {
            return Err(DicomError::TooLarge { found: size, limit: most });
        }
        match status {
            TINFLStatus::Done => return Ok(size),
            TINFLStatus::HasMoreOutput => {}
            _ => return Err(fault(status)),
        }
    }
}

fn fault(status: TINFLStatus) -> DicomError {
    match status {
        TINFLStatus::FailedCannotMakeProgress | TINFLStatus::NeedsMoreInput => {
            DicomError::Truncated(text::dicom::deflate_cut())
        }
        _ => DicomError::Damaged(text::dicom::deflate_spoilt()),
    }
}

#[cfg(test)]
mod tests {
    use super::unpacked;
    use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};

    #[test]
    fn a_stream_is_unpacked_up_to_the_limit_with_or_without_a_header() {
        let bytes: Vec<u8> = (0..3_000_000_u32).map(|at| (at / 999) as u8).collect();
        for packed in [compress_to_vec(&bytes, 6), compress_to_vec_zlib(&bytes, 6)] {
            assert!(unpacked(&packed, 3_000_000).unwrap() == bytes);
            assert_eq!(unpacked(&packed, 2_999_999).unwrap_err().kind().name(), "too_large");
            assert_eq!(unpacked(&packed[..packed.len() / 2], 3_000_000).unwrap_err().kind().name(), "truncated");
        }
        assert!(unpacked(&[], 9).is_err() && unpacked(&[0xFF; 9], 9).is_err());
        assert_eq!(unpacked(&compress_to_vec(&[], 6), 0), Ok(Vec::new()));
    }
}
