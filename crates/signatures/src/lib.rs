//! Signature bytes of file formats, for all uses: what the page does with a file, which decoder it gets, and which name
//! a refusal states.
//!
//! The questions differ, so the decisions are made where they are needed. `protocol::glance` decides with the little
//! code that the page can afford; `imaging::sniff` names a format for its decoder; `dicom::is_dicom` and `dicom::nifti`
//! check elements and fields after the signature, since some files lack it; `formats` lists unsupported formats, which
//! are kept out of the workers that most visitors load.
//!
//! Invariant: pure. Looks at no more than the bytes of a signature, and never at a name.
//!
//! ```
//! let mut file = vec![0; 128];
//! assert!(!signatures::DICOM.is_in(&file));
//! file.extend(b"DICM");
//! assert!(signatures::DICOM.is_in(&file));
//! ```

/// Offset and bytes of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Bytes before it.
    pub place: usize,
    /// The bytes in the file.
    pub bytes: &'static [u8],
}

impl Signature {
    /// At the start of the file.
    #[must_use]
    pub const fn first(bytes: &'static [u8]) -> Self {
        Self { place: 0, bytes }
    }

    /// After this many bytes.
    #[must_use]
    pub const fn at(place: usize, bytes: &'static [u8]) -> Self {
        Self { place, bytes }
    }

    /// Whether a file with this start has it. Inlined, so that for a constant only a comparison remains.
    #[inline(always)]
    #[must_use]
    pub fn is_in(&self, start: &[u8]) -> bool {
        start.get(self.place..).is_some_and(|rest| rest.starts_with(self.bytes))
    }
}

/// The end of the preamble (PS3.10, 7.1), after 128 arbitrary bytes.
pub const DICOM: Signature = Signature::at(128, b"DICM");
/// The same without the preamble, as some writers leave it.
pub const DICOM_WITHOUT_PREAMBLE: Signature = Signature::first(b"DICM");

/// NIfTI 1 with its voxels in the same file (nifti1.h, `magic`).
pub const NIFTI_1: Signature = Signature::at(344, b"n+1\0");
/// NIfTI 1 with its voxels in a file of their own.
pub const NIFTI_1_PAIR: Signature = Signature::at(344, b"ni1\0");
/// NIfTI 2 with its voxels in the same file (nifti2.h, `magic`).
pub const NIFTI_2: Signature = Signature::at(4, b"n+2\0");
/// NIfTI 2 with its voxels in a file of their own.
pub const NIFTI_2_PAIR: Signature = Signature::at(4, b"ni2\0");

/// The header of a ZIP archive's first entry (APPNOTE.TXT, 4.3.7).
pub const ZIP: Signature = Signature::first(b"PK\x03\x04");
/// The end of a ZIP archive, with which an empty one starts (APPNOTE.TXT, 4.3.16).
pub const ZIP_EMPTY: Signature = Signature::first(b"PK\x05\x06");
/// gzip, with any method (RFC 1952, 2.3.1).
pub const GZIP: Signature = Signature::first(&[0x1F, 0x8B]);
/// gzip with deflate, the only method in use.
pub const GZIP_DEFLATE: Signature = Signature::first(&[0x1F, 0x8B, 8]);

/// PNG (ISO 15948, 5.2).
pub const PNG: Signature = Signature::first(b"\x89PNG\r\n\x1A\n");
/// A JPEG stream's first marker (ITU-T T.81, B.1.1.3).
pub const JPEG: Signature = Signature::first(&[0xFF, 0xD8]);
/// A JPEG 2000 file (ITU-T T.800, I.5.1).
pub const JPEG_2000: Signature = Signature::first(b"\0\0\0\x0CjP  \r\n");
/// A JPEG 2000 code stream with its size behind it (ITU-T T.800, A.4 and A.5).
pub const JPEG_2000_STREAM: Signature = Signature::first(&[0xFF, 0x4F, 0xFF, 0x51]);
/// A JPEG XL file (ISO 18181-2).
pub const JPEG_XL: Signature = Signature::first(b"\0\0\0\x0CJXL \r\n");
/// A JPEG XL code stream (ISO 18181-1).
pub const JPEG_XL_STREAM: Signature = Signature::first(&[0xFF, 0x0A]);
/// A RIFF file; its kind follows the size.
pub const RIFF: Signature = Signature::first(b"RIFF");
/// WebP in a RIFF file.
pub const RIFF_WEBP: Signature = Signature::at(8, b"WEBP");
/// GIF, both versions.
pub const GIF: [Signature; 2] = [Signature::first(b"GIF87a"), Signature::first(b"GIF89a")];
/// TIFF and BigTIFF, in both byte orders. A DICOM preamble may be one of them (PS3.10, 7.1).
pub const TIFF: [Signature; 4] =
    [Signature::first(b"II*\0"), Signature::first(b"MM\0*"), Signature::first(b"II+\0"), Signature::first(b"MM\0+")];
/// A Windows bitmap; also the start of many texts.
pub const BMP: Signature = Signature::first(b"BM");
/// An ISO base media file, whose brands state its kind.
pub const BOXED: Signature = Signature::at(4, b"ftyp");
/// A PDF document.
pub const PDF: Signature = Signature::first(b"%PDF-");

#[test]
fn a_signature_stands_at_its_place() {
    assert!(ZIP.is_in(b"PK\x03\x04\0") && !ZIP.is_in(b"PK\x03") && !ZIP.is_in(b" PK\x03\x04"));
    assert!(RIFF_WEBP.is_in(b"RIFF....WEBPVP8 ") && !RIFF_WEBP.is_in(b"WEBP"));
    assert!(!NIFTI_1.is_in(&[]) && GZIP.is_in(&[0x1F, 0x8B, 9]) && !GZIP_DEFLATE.is_in(&[0x1F, 0x8B, 9]));
}
