//! JPEG: the markers are parsed first, then the decoder runs in its strict mode; large photographs are decoded at half
//! size, from [`half_size`].
//!
//! The parser finds size, orientation and kind before anything is allocated, and refuses a file
//! without its end marker: decoders fill what is missing with grey, and a half-grey slice must
//! not be classified. The strict mode refuses invalid Huffman codes; a file that was truncated and then given an end
//! marker still passes.
//!
//! Rare variants (bytes between segments, no Huffman tables, samples of more than 8 bits, the lossless process) are
//! left to `formats`.

use super::{Decoded, exif_orientation, half_size};
use crate::Format::Jpeg;
use crate::{Image, ImagingError, Limits, Pixels};
pub use ::jpeg::next_marker;
use ::jpeg::{FrameFields, SegmentFault};
use text::Message;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;

/// Scans allowed. A picture has some ten; each scan of a hostile file costs a whole pass.
const SCANS: usize = 100;

/// Maximum number of samples per byte. A block of 64 has a code of one bit or more, in every DCT process; colours may
/// have as few as one block to eight of luma.
const MOST_SAMPLES: u64 = 2048;

/// Decodes; the orientation found is not applied.
///
/// # Errors
/// `Elsewhere` for files that `formats` repairs first, or decodes itself.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, ImagingError> {
    let header = walk(bytes)?;
    let (width, height) = (u32::from(header.width), u32::from(header.height));
    limits.check_size(width, height)?;
    if !header.is_common() {
        return Err(ImagingError::Elsewhere { format: Jpeg });
    }
    header.check_data(bytes)?;
    let decoded = |image| Decoded {
        image,
        orientation: header.orientation,
        size: (width, height),
        scale: None,
        warnings: Vec::new(),
    };
    if header.scans == 1
        && let Some(image) = half_size::decode(bytes, width, height)?
    {
        return Ok(decoded(image));
    }
    Ok(decoded(whole(bytes, &header)?))
}

/// Decodes at its full size, which was checked against the limits before.
pub fn whole(bytes: &[u8], header: &Header) -> Result<Image, ImagingError> {
    header.check_data(bytes)?;
    let colour = if header.components == 1 { ColorSpace::Luma } else { ColorSpace::RGB };
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(usize::from(header.width))
        .set_max_height(usize::from(header.height))
        .jpeg_set_max_scans(SCANS)
        .jpeg_set_out_colorspace(colour);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let samples = decoder.decode().map_err(|error| fault(&error))?;
    let pixels = if header.components == 1 { Pixels::Grey8(samples) } else { Pixels::Rgb8(samples) };
    let (width, height) = (u32::from(header.width), u32::from(header.height));
    Image::new(width, height, pixels).ok_or_else(|| Jpeg.damaged(text::imaging::size_disagrees()))
}

/// The information in the markers.
pub struct Header {
    /// Columns as coded.
    pub width: u16,
    /// Rows as coded.
    pub height: u16,
    /// Samples a pixel.
    pub components: u8,
    /// EXIF orientation, 1 to 8; 1 where none is stated.
    pub orientation: u8,
    scans: usize,
    /// Marker of the frame: the coding process.
    pub process: u8,
    /// Bits of a sample.
    pub precision: u8,
    /// Whether it contains any Huffman tables.
    pub has_codes: bool,
    /// Whether its segments are contiguous.
    is_tidy: bool,
}

impl Header {
    /// Whether the file is long enough for all its samples: memory is never allocated for more than a file of its
    /// length can contain.
    fn check_data(&self, bytes: &[u8]) -> Result<(), ImagingError> {
        let samples = u64::from(self.width) * u64::from(self.height) * u64::from(self.components);
        if samples > bytes.len() as u64 * MOST_SAMPLES {
            return Err(Jpeg.truncated(text::imaging::data_few()));
        }
        Ok(())
    }

    /// Whether the general decoder accepts it unchanged.
    fn is_common(&self) -> bool {
        self.is_tidy && self.has_codes && self.precision == 8 && self.process != 0xC3
    }
}

/// Name of the coding process of a frame marker (T.81, table B.1).
fn coding(marker: u8) -> Message {
    if matches!(marker, 0xC5..=0xC7) { text::imaging::hierarchical() } else { text::imaging::arithmetic() }
}

/// Follows the markers (ITU-T T.81, B.1) to the end of the picture.
pub fn walk(bytes: &[u8]) -> Result<Header, ImagingError> {
    let mut at = 2;
    let mut frame = None;
    let mut orientation = 1;
    let mut scans = 0;
    let (mut is_tidy, mut has_codes) = (true, false);
    loop {
        let (marker, body) = next_marker(bytes, at).ok_or_else(|| Jpeg.truncated(text::imaging::no_end_marker()))?;
        // The first scan is followed by its data.
        is_tidy &= scans > 0 || body == at + 2;
        at = body;
        // Markers without a body: TEM, RST, SOI.
        if matches!(marker, 0x01 | 0xD0..=0xD8) {
            continue;
        }
        if marker == 0xD9 {
            break;
        }
        let segment = segment(bytes, body)?;
        at = body + 2 + segment.len();
        match marker {
            0xC0..=0xC3 => frame = Some((marker, frame_header(segment)?)),
            0xC4 => has_codes = true,
            0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                return Err(Jpeg.unsupported(coding(marker)));
            }
            0xE1 => orientation = exif(segment).unwrap_or(orientation),
            0xDA if frame.is_none() => return Err(Jpeg.damaged(text::imaging::scan_before_frame())),
            0xDA => scans += 1,
            _ => {}
        }
        if scans > SCANS {
            return Err(Jpeg.damaged(text::imaging::scans(SCANS)));
        }
    }
    let Some((process, (width, height, components, precision))) = frame.filter(|_| scans > 0) else {
        return Err(Jpeg.damaged(text::imaging::nothing_between()));
    };
    Ok(Header { width, height, components, orientation, scans, process, precision, has_codes, is_tidy })
}

/// The body after its two length bytes.
///
/// # Errors
/// `Truncated` and `Damaged`, when it is not all there.
pub fn segment(bytes: &[u8], body: usize) -> Result<&[u8], ImagingError> {
    ::jpeg::segment(bytes, body).map_err(|fault| match fault {
        SegmentFault::NoLength => Jpeg.truncated(text::imaging::segment_no_length()),
        SegmentFault::Impossible => Jpeg.damaged(text::imaging::segment_impossible()),
        SegmentFault::Cut => Jpeg.truncated(text::imaging::segment_cut()),
    })
}

/// Width, height, components and bits of a sample of an SOF segment (T.81, B.2.2).
fn frame_header(segment: &[u8]) -> Result<(u16, u16, u8, u8), ImagingError> {
    let Some(FrameFields { precision, height, width, count, .. }) = FrameFields::read(segment) else {
        return Err(Jpeg.damaged(text::imaging::frame_header()));
    };
    if !matches!(count, 1 | 3 | 4) {
        return Err(Jpeg.unsupported(text::imaging::channels()));
    }
    if height == 0 {
        return Err(Jpeg.unsupported(text::imaging::late_height()));
    }
    Ok((width, height, count, precision))
}

/// EXIF 2.32, 4.7.2: the APP1 segment starts with `Exif` and two zeros.
fn exif(segment: &[u8]) -> Option<u8> {
    segment.starts_with(b"Exif\0\0").then(|| exif_orientation(segment))?
}

fn fault(error: &DecodeErrors) -> ImagingError {
    match error {
        DecodeErrors::Unsupported(scheme) => Jpeg.unsupported(text::imaging::words(format!("{scheme:?}"))),
        DecodeErrors::ExhaustedData | DecodeErrors::IoErrors(_) => Jpeg.truncated(text::imaging::data_stop()),
        other => Jpeg.damaged(text::imaging::words(other.to_string())),
    }
}
