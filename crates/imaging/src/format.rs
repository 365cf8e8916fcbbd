//! File formats, detected by the first bytes and never by the name.

use signatures::Signature;
use text::Message;

/// A supported picture format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Baseline and progressive, grey, colour, CMYK.
    Jpeg,
    /// 1 to 16 bit, palette, alpha.
    Png,
    /// Lossy and lossless.
    WebP,
    /// Windows bitmap.
    Bmp,
    /// The first page; their number is stated.
    Tiff,
    /// The first frame; their number is stated.
    Gif,
    /// Medical picture with tags. [`sniff`] never returns it: it is opened by `dicom`, or reported as [`Foreign`].
    Dicom,
    /// Volume of the neuroimaging world; its middle slice. Like [`Format::Dicom`] opened by `dicom`.
    Nifti,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Jpeg, Self::Png, Self::WebP, Self::Bmp, Self::Tiff, Self::Gif, Self::Dicom, Self::Nifti];

    /// The format of that [`name`](Format::name).
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Name for people: `JPEG`, `PNG` …
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
            Self::Bmp => "BMP",
            Self::Tiff => "TIFF",
            Self::Gif => "GIF",
            Self::Dicom => "DICOM",
            Self::Nifti => "NIfTI",
        }
    }
}

/// A file that is recognised, so that the error can name it, but not supported here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Foreign {
    /// Medical picture with tags.
    Dicom,
    /// Volume of the neuroimaging world, plain or gzipped.
    Nifti,
    /// The phone's HEIF, HEVC inside.
    Heic,
    /// HEIF with AV1 inside.
    Avif,
    /// JPEG 2000, file or code stream.
    Jpeg2000,
    /// JPEG XL, file or code stream.
    JpegXl,
    /// Portable document.
    Pdf,
    /// ZIP archive, including office documents.
    Zip,
    /// Anything gzipped.
    Gzip,
    /// Vector picture.
    Svg,
    /// Web page, often an error page saved under a picture's name.
    Html,
    /// MP4, QuickTime and relatives.
    Video,
}

impl Foreign {
    /// What it is, with its article.
    #[must_use]
    pub fn name(self) -> Message {
        match self {
            Self::Dicom => text::imaging::dicom(),
            Self::Nifti => text::imaging::nifti(),
            Self::Heic => text::imaging::heic(),
            Self::Avif => text::imaging::avif(),
            Self::Jpeg2000 => text::imaging::jpeg_2000(),
            Self::JpegXl => text::imaging::jpeg_xl(),
            Self::Pdf => text::imaging::pdf(),
            Self::Zip => text::imaging::zip(),
            Self::Gzip => text::imaging::gzip(),
            Self::Svg => text::imaging::svg(),
            Self::Html => text::imaging::html(),
            Self::Video => text::imaging::video(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(self) -> Message {
        match self {
            Self::Dicom => text::imaging::dicom_help(),
            Self::Nifti => text::imaging::nifti_help(),
            Self::Heic => text::imaging::heic_help(),
            Self::Avif | Self::Jpeg2000 | Self::JpegXl => text::imaging::save_help(),
            Self::Pdf => text::imaging::pdf_help(),
            Self::Zip | Self::Gzip => text::imaging::archive_help(),
            Self::Svg => text::imaging::svg_help(),
            Self::Html => text::imaging::html_help(),
            Self::Video => text::imaging::video_help(),
        }
    }
}

/// The result of [`sniff`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sniffed {
    /// A supported picture.
    Picture(Format),
    /// Something known, but not supported.
    Foreign(Foreign),
    /// Unknown.
    Unknown,
}

/// Detects the format of a file from its first kilobyte.
///
/// ```
/// use imaging::{Foreign, Format, Sniffed, sniff};
///
/// assert_eq!(sniff(b"\x89PNG\r\n\x1A\n"), Sniffed::Picture(Format::Png));
/// assert_eq!(sniff(b"%PDF-1.7"), Sniffed::Foreign(Foreign::Pdf));
/// assert_eq!(sniff(b"Patient;Date"), Sniffed::Unknown);
/// ```
#[must_use]
pub fn sniff(bytes: &[u8]) -> Sniffed {
    if let Some(format) = picture(bytes) {
        return Sniffed::Picture(format);
    }
    foreign(bytes).map_or(Sniffed::Unknown, Sniffed::Foreign)
}

fn picture(bytes: &[u8]) -> Option<Format> {
    let has = |signature: Signature| signature.is_in(bytes);
    if has(signatures::JPEG) && bytes.iter().take(1024).skip(2).any(|&byte| byte == 0xFF) {
        Some(Format::Jpeg)
    } else if has(signatures::PNG) {
        Some(Format::Png)
    } else if has(signatures::RIFF) && has(signatures::RIFF_WEBP) {
        Some(Format::WebP)
    } else if signatures::GIF.into_iter().any(has) {
        Some(Format::Gif)
    } else if signatures::TIFF.into_iter().any(has) {
        // A DICOM preamble may itself be a TIFF header (PS3.10, 7.1).
        (!has(signatures::DICOM)).then_some(Format::Tiff)
    } else if has(signatures::BMP) && matches!(bytes.get(14..18), Some([12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0])) {
        // Many texts start with `BM` too, but not with the size of the second header.
        Some(Format::Bmp)
    } else {
        None
    }
}

fn foreign(bytes: &[u8]) -> Option<Foreign> {
    let has = |signature: Signature| signature.is_in(bytes);
    if has(signatures::DICOM) {
        Some(Foreign::Dicom)
    } else if has(signatures::NIFTI_1) || has(signatures::NIFTI_1_PAIR) {
        Some(Foreign::Nifti)
    } else if has(signatures::BOXED) {
        Some(boxed(bytes))
    } else if has(signatures::JPEG_2000) || has(signatures::JPEG_2000_STREAM) {
        Some(Foreign::Jpeg2000)
    } else if has(signatures::JPEG_XL) || has(signatures::JPEG_XL_STREAM) {
        Some(Foreign::JpegXl)
    } else if has(signatures::PDF) {
        Some(Foreign::Pdf)
    } else if has(signatures::ZIP) || has(signatures::ZIP_EMPTY) {
        Some(Foreign::Zip)
    } else if has(signatures::GZIP) {
        Some(gzipped(bytes))
    } else {
        markup(bytes)
    }
}

/// ISO base media: the brands distinguish pictures from videos, and state a picture's codec. The major one may only say
/// that it is a picture (`mif1`, ISO 23008-12, 10.2), and the compatible ones the rest.
fn boxed(bytes: &[u8]) -> Foreign {
    let length = bytes.first_chunk().map_or(0, |&length| u32::from_be_bytes(length)) as usize;
    let brands = bytes.get(8..length.clamp(12, 256).min(bytes.len())).unwrap_or_default().as_chunks::<4>().0;
    // The version is between the major brand and the others.
    let has = |names: &[&[u8; 4]]| brands.iter().any(|brand| names.contains(&brand));
    if has(&[b"avif", b"avis"]) {
        Foreign::Avif
    } else if has(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"]) {
        Foreign::Heic
    } else {
        Foreign::Video
    }
}

/// RFC 1952: a stored name that ends in `.nii` indicates a gzipped NIfTI.
fn gzipped(bytes: &[u8]) -> Foreign {
    let head = bytes.get(10..bytes.len().min(256)).unwrap_or_default();
    let named = head.split(|&byte| byte == 0).next().is_some_and(|name| name.ends_with(b".nii"));
    if bytes.get(3).is_some_and(|flags| flags & 8 != 0) && named { Foreign::Nifti } else { Foreign::Gzip }
}

fn markup(bytes: &[u8]) -> Option<Foreign> {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    if !text.starts_with('<') {
        None
    } else if text.contains("<svg") {
        Some(Foreign::Svg)
    } else if ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| text.contains(tag)) {
        Some(Foreign::Html)
    } else {
        None
    }
}
