//! Rare picture formats: WebP, BMP, TIFF and GIF, besides the JPEG and PNG of `imaging`, and rare variants of these
//! two; gzipped pictures; names for unsupported files.
//!
//! Their decoders are larger than all of the CPU worker's own code, and few visitors need them: the `reader` bundle and
//! `lab` include them, and the workers use the reader.
//!
//! Invariant: pure. No IO, no clock; never panics on any bytes, and allocates no more than the limits allow.
//!
//! ```
//! use image::{ExtendedColorType, ImageEncoder, codecs::bmp::BmpEncoder};
//! use imaging::{Format, Limits, Pixels};
//!
//! let samples: Vec<u8> = (0..32 * 32 * 3).map(|at| (at % 251) as u8).collect();
//! let mut file = Vec::new();
//! BmpEncoder::new(&mut file).write_image(&samples, 32, 32, ExtendedColorType::Rgb8).unwrap();
//! let picture = formats::open(&file, &Limits::default()).unwrap();
//! assert_eq!(picture.format, Format::Bmp);
//! assert_eq!(picture.image.pixels(), &Pixels::Rgb8(samples));
//! ```

mod fields;
mod gif;
mod jpeg;
mod known;
mod tiff;
mod webp;

use containers::gzip;
use finding::FailureKind;
use image::codecs::{bmp::BmpDecoder, gif::GifDecoder, webp::WebPDecoder};
use imaging::decode::{Decoded, read, several_frames};
use imaging::{self, Foreign, Format, ImagingError, Limits, Picture, Sniffed, sniff};
pub use known::OFFICE_ENTRIES;
use std::borrow::Cow;
use std::io::Cursor;

/// Bytes needed to recognise compressed content: a tar archive is recognised by its 263rd.
const START: usize = 4096;

/// Reads the first picture of a file of any picture format, as [`imaging::open`] does for the common ones; also from a
/// gzipped one.
///
/// ```
/// use containers::{Channels, crc32, png};
/// use imaging::{Format, Limits};
///
/// let file = png(32, 32, Channels::One, &[90; 32 * 32]).unwrap();
/// // Packed as gzip packs it, in one block that is stored as it is.
/// let length = file.len() as u16;
/// let packed = [
///     &[0x1F_u8, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3][..],
///     &[1],
///     &length.to_le_bytes(),
///     &(!length).to_le_bytes(),
///     &file,
///     &crc32(&[&file]).to_le_bytes(),
///     &u32::from(length).to_le_bytes(),
/// ]
/// .concat();
/// assert_eq!(formats::open(&packed, &Limits::default()).unwrap().format, Format::Png);
/// ```
///
/// # Errors
/// See [`ImagingError`]; the limits are checked against the header, before decoding.
pub fn open(bytes: &[u8], limits: &Limits) -> Result<Picture, ImagingError> {
    let bytes = unwrapped(bytes, limits)?;
    match imaging::open(&bytes, limits) {
        Err(ImagingError::Elsewhere { format }) => Ok(Picture::of(decode(&bytes, format, limits)?, format)),
        Err(ImagingError::UnknownFormat { .. } | ImagingError::Foreign(_)) => Err(refusal(&bytes)),
        opened => opened,
    }
}

/// Why a file is not a supported picture, from its first bytes: what it is, and what to do about it.
///
/// ```
/// let why = formats::refusal(b"NRRD0004\n# Complete NRRD file format specification");
/// assert!(why.to_string().ends_with("found an NRRD volume (.nrrd)."));
/// assert!(text::english(&why.help()).starts_with("Convert it to NIfTI"));
/// ```
#[must_use]
pub fn refusal(bytes: &[u8]) -> ImagingError {
    let named = |(name, help)| ImagingError::Known { name, help };
    match sniff(bytes) {
        Sniffed::Foreign(Foreign::Zip) => known::office(bytes).map_or(ImagingError::Foreign(Foreign::Zip), named),
        Sniffed::Foreign(Foreign::Gzip) => packed(bytes).unwrap_or(ImagingError::Foreign(Foreign::Gzip)),
        Sniffed::Foreign(foreign) => ImagingError::Foreign(foreign),
        Sniffed::Picture(format) => ImagingError::Elsewhere { format },
        Sniffed::Unknown => known::known(bytes).map_or_else(
            || {
                let start = bytes.iter().take(8).map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" ");
                ImagingError::UnknownFormat { start }
            },
            named,
        ),
    }
}

/// The kind of gzipped content, where known.
fn packed(bytes: &[u8]) -> Option<ImagingError> {
    let start = gzip::start(bytes, START).ok()?;
    let (name, help) = match sniff(&start) {
        Sniffed::Foreign(foreign) => (foreign.name(), text::formats::help_packed()),
        Sniffed::Picture(_) => return None,
        Sniffed::Unknown => known::known(&start)?,
    };
    Some(ImagingError::Known { name: text::formats::gzipped(name), help })
}

/// The picture that a gzip file holds; any other file unchanged.
fn unwrapped<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Cow<'a, [u8]>, ImagingError> {
    let within = bytes.len() as u64 <= limits.bytes;
    let picture = if within && gzip::is_gzip(bytes) {
        gzip::start(bytes, START).ok().and_then(|start| match sniff(&start) {
            Sniffed::Picture(format) => Some(format),
            _ => None,
        })
    } else {
        None
    };
    let Some(format) = picture else { return Ok(Cow::Borrowed(bytes)) };
    let most = usize::try_from(limits.bytes).unwrap_or(usize::MAX);
    let unpacked = gzip::unpack(bytes, most).map_err(|error| match error.kind() {
        FailureKind::TooLarge => ImagingError::TooLarge { found: limits.bytes.saturating_add(1), limit: limits.bytes },
        FailureKind::Truncated => format.truncated(text::formats::gzip_cut()),
        _ => format.damaged(text::formats::gzip_spoilt()),
    })?;
    Ok(Cow::Owned(unpacked))
}

/// Decodes; the orientation found is not applied.
fn decode(bytes: &[u8], format: Format, limits: &Limits) -> Result<Decoded, ImagingError> {
    let source = Cursor::new(bytes);
    match format {
        Format::WebP => {
            let (orientation, frames) = webp::check(bytes, limits)?;
            let decoded = read(WebPDecoder::new(source), format, limits, None)?;
            Ok(Decoded { orientation, ..first(decoded, frames) })
        }
        Format::Bmp => read(BmpDecoder::new(source), format, limits, None),
        Format::Tiff => tiff::open(bytes, limits),
        Format::Gif => {
            let (bytes, frames) = gif::check(bytes, limits)?;
            Ok(first(read(GifDecoder::new(Cursor::new(&*bytes)), format, limits, None)?, frames))
        }
        Format::Jpeg => jpeg::open(bytes, limits),
        Format::Png | Format::Dicom | Format::Nifti => Err(ImagingError::Elsewhere { format }),
    }
}

/// The first of several frames, with a note.
fn first(mut decoded: Decoded, frames: usize) -> Decoded {
    decoded.warnings.extend(several_frames(frames));
    decoded
}
