//! Rare JPEG variants: bytes between segments, no Huffman tables, samples of more than 8 bits, the lossless process.
//!
//! There were no candidates for the last two: `zune-jpeg` 0.5 stops at 8 bits, `jpeg-decoder` 0.3 is no longer
//! maintained, and the decoder for DICOM is available anyway.

use dicom::jpeg as coded;
use finding::FailureKind;
use imaging::Format::Jpeg;
use imaging::decode::jpeg::{Header, decode, next_marker, segment, walk};
use imaging::decode::{Decoded, Range};
use imaging::{Image, ImagingError, Limits, Pixels};

/// Decodes what `imaging` does not; the orientation found is not applied.
///
/// # Errors
/// As for every JPEG file; an incomplete picture is an error.
pub(super) fn open(bytes: &[u8], limits: &Limits) -> Result<Decoded, ImagingError> {
    let header = walk(bytes)?;
    if header.precision == 8 && header.process != 0xC3 {
        return decode(&tidied(bytes, header.has_codes)?, limits);
    }
    deep(bytes, &header, limits)
}

/// The same picture with nothing between its segments, and with the Huffman tables that a Motion JPEG frame omits.
/// Comments and application segments are removed, except Adobe's and EXIF.
fn tidied(bytes: &[u8], has_codes: bool) -> Result<Vec<u8>, ImagingError> {
    let mut file = vec![0xFF, 0xD8];
    if !has_codes {
        file.extend_from_slice(&[0xFF, 0xC4, 1, 0xA2]);
        for (class, counts, symbols) in CODES {
            file.push(*class);
            file.extend_from_slice(counts);
            file.extend_from_slice(symbols);
        }
    }
    let mut at = 2;
    loop {
        let (marker, body) = next_marker(bytes, at).ok_or_else(|| Jpeg.truncated(text::imaging::no_end_marker()))?;
        at = body;
        if matches!(marker, 0x01 | 0xD0..=0xD8) {
            continue;
        }
        if marker == 0xD9 {
            file.extend_from_slice(&[0xFF, 0xD9]);
            return Ok(file);
        }
        let content = segment(bytes, body)?;
        at = body + 2 + content.len();
        if !matches!(marker, 0xE2..=0xED | 0xEF | 0xFE) {
            file.extend_from_slice(&[0xFF, marker]);
            file.extend_from_slice(bytes.get(body..at).unwrap_or_default());
        }
        if marker == 0xDA {
            let end = data_end(bytes, at).ok_or_else(|| Jpeg.truncated(text::imaging::no_end_marker()))?;
            file.extend_from_slice(bytes.get(at..end).unwrap_or_default());
            at = end;
        }
    }
}

/// Where the data of a scan end: at the next marker other than a restart.
fn data_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let (marker, body) = next_marker(bytes, at)?;
        if !matches!(marker, 0xD0..=0xD7) {
            return Some(body - 2);
        }
        at = body;
    }
}

/// Samples of up to 16 bits, by the decoder for DICOM.
fn deep(bytes: &[u8], header: &Header, limits: &Limits) -> Result<Decoded, ImagingError> {
    let (width, height) = (u32::from(header.width), u32::from(header.height));
    limits.check_size(width, height)?;
    let is_lossless = header.process == 0xC3;
    if header.process == 0xC2 || header.components == 4 {
        let foreign = if is_lossless { text::formats::lossless_foreign() } else { text::formats::deep_foreign() };
        return Err(Jpeg.unsupported(foreign));
    }
    let decoded = coded(bytes, width, height, usize::from(header.components)).map_err(|error| match error.kind() {
        FailureKind::Truncated => Jpeg.truncated(text::imaging::data_stop()),
        // The content is of that kind, but not as the decoder expects it.
        _ if is_lossless => Jpeg.unsupported(text::formats::lossless_fault(error.message())),
        _ => Jpeg.unsupported(text::formats::deep_fault(error.message())),
    })?;
    let most = u32::from(u16::MAX) >> (16 - decoded.bits.clamp(1, 16));
    let spread = |sample: u16| (u32::from(sample).min(most) * 65_535 + most / 2) / most;
    let (mut scale, mut warnings) = (None, Vec::new());
    let pixels = if header.components == 3 {
        let byte = |sample: u16| ((spread(sample) + 128) / 257) as u8;
        let samples: Vec<u8> = decoded.samples.into_iter().map(byte).collect();
        // The defaults of libjpeg: luma and chroma for DCT processes, RGB for lossless ones.
        let is_ybr = !decoded.is_rgb && !is_lossless;
        Pixels::Rgb8(if is_ybr { rgb_from_ybr(samples) } else { samples })
    } else if decoded.bits <= 8 {
        Pixels::Grey8(decoded.samples.into_iter().map(|sample| ((spread(sample) + 128) / 257) as u8).collect())
    } else {
        // 12 bits in the 16 of a lossless file, as in any other.
        let stated = (decoded.bits < 16).then_some(most as u16);
        let range = Range::of(decoded.samples.iter().copied(), stated);
        scale = range.as_ref().map(Range::scale);
        warnings.extend(range.filter(|range| !range.is_stated).as_ref().map(Range::message));
        let white = range.map_or(u16::MAX, |range| range.most);
        let range = Range { most: white, is_stated: true };
        Pixels::Grey16(decoded.samples.into_iter().map(|sample| range.spread(sample)).collect())
    };
    let image = Image::new(width, height, pixels).ok_or_else(|| Jpeg.damaged(text::imaging::size_disagrees()))?;
    Ok(Decoded { image, orientation: header.orientation, size: (width, height), scale, warnings })
}

/// Red, green and blue from luma and chroma (JFIF 1.02, page 4), in place.
pub(super) fn rgb_from_ybr(mut samples: Vec<u8>) -> Vec<u8> {
    for [y, cb, cr] in samples.as_chunks_mut::<3>().0 {
        let (luma, blue, red) = (f32::from(*y), f32::from(*cb) - 128.0, f32::from(*cr) - 128.0);
        // Clamped to 0…255 by the cast.
        *y = (luma + 1.402 * red).round() as u8;
        *cb = (luma - 0.344_136 * blue - 0.714_136 * red).round() as u8;
        *cr = (luma + 1.772 * blue).round() as u8;
    }
    samples
}

/// Class and index, the number of codes of each length, and their symbols (ITU-T T.81, K.3.3).
const CODES: &[(u8, [u8; 16], &[u8])] = &[
    (0x00, [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], &DIFFERENCES),
    (0x01, [0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0], &DIFFERENCES),
    (0x10, [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125], LUMA),
    (0x11, [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 119], COLOUR),
];

const DIFFERENCES: [u8; 12] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

const LUMA: &[u8] = b"\
\x01\x02\x03\x00\x04\x11\x05\x12\x21\x31\x41\x06\x13\x51\x61\x07\x22\x71\x14\x32\x81\x91\xA1\x08\x23\x42\xB1\
\xC1\x15\x52\xD1\xF0\x24\x33\x62\x72\x82\x09\x0A\x16\x17\x18\x19\x1A\x25\x26\x27\x28\x29\x2A\x34\x35\x36\x37\
\x38\x39\x3A\x43\x44\x45\x46\x47\x48\x49\x4A\x53\x54\x55\x56\x57\x58\x59\x5A\x63\x64\x65\x66\x67\x68\x69\x6A\
\x73\x74\x75\x76\x77\x78\x79\x7A\x83\x84\x85\x86\x87\x88\x89\x8A\x92\x93\x94\x95\x96\x97\x98\x99\x9A\xA2\xA3\
\xA4\xA5\xA6\xA7\xA8\xA9\xAA\xB2\xB3\xB4\xB5\xB6\xB7\xB8\xB9\xBA\xC2\xC3\xC4\xC5\xC6\xC7\xC8\xC9\xCA\xD2\xD3\
\xD4\xD5\xD6\xD7\xD8\xD9\xDA\xE1\xE2\xE3\xE4\xE5\xE6\xE7\xE8\xE9\xEA\xF1\xF2\xF3\xF4\xF5\xF6\xF7\xF8\xF9\xFA";

const COLOUR: &[u8] = b"\
\x00\x01\x02\x03\x11\x04\x05\x21\x31\x06\x12\x41\x51\x07\x61\x71\x13\x22\x32\x81\x08\x14\x42\x91\xA1\xB1\xC1\
\x09\x23\x33\x52\xF0\x15\x62\x72\xD1\x0A\x16\x24\x34\xE1\x25\xF1\x17\x18\x19\x1A\x26\x27\x28\x29\x2A\x35\x36\
\x37\x38\x39\x3A\x43\x44\x45\x46\x47\x48\x49\x4A\x53\x54\x55\x56\x57\x58\x59\x5A\x63\x64\x65\x66\x67\x68\x69\
\x6A\x73\x74\x75\x76\x77\x78\x79\x7A\x82\x83\x84\x85\x86\x87\x88\x89\x8A\x92\x93\x94\x95\x96\x97\x98\x99\x9A\
\xA2\xA3\xA4\xA5\xA6\xA7\xA8\xA9\xAA\xB2\xB3\xB4\xB5\xB6\xB7\xB8\xB9\xBA\xC2\xC3\xC4\xC5\xC6\xC7\xC8\xC9\xCA\
\xD2\xD3\xD4\xD5\xD6\xD7\xD8\xD9\xDA\xE2\xE3\xE4\xE5\xE6\xE7\xE8\xE9\xEA\xF2\xF3\xF4\xF5\xF6\xF7\xF8\xF9\xFA";
