//! Files that are recognised, so that the refusal can name them and say what to do, but not read here: what colleagues
//! send instead of a picture.

use text::Message;

/// What it is, and what to do about it.
pub(super) type Known = (Message, Message);

const VOLUME: Message = text::formats::help_volume();
const ARCHIVE: Message = text::formats::help_archive();
const PICTURE: Message = text::formats::help_picture();
const PHOTO: Message = text::formats::help_photograph();
const DOCUMENT: Message = text::formats::help_document();
const DATA: Message = text::formats::help_data();

/// Offset, bytes there, kind of file. The first match counts.
static BY_BYTES: &[(usize, &[u8], Known)] = &[
    (0, b"NRRD", (text::formats::nrrd(), VOLUME)),
    (0, b"7z\xBC\xAF\x27\x1C", (text::formats::seven_zip(), ARCHIVE)),
    (0, b"Rar!\x1A\x07", (text::formats::rar(), ARCHIVE)),
    (0, b"\xFD7zXZ\0", (text::formats::xz(), ARCHIVE)),
    (0, b"BZh", (text::formats::bzip2(), ARCHIVE)),
    (0, b"\x28\xB5\x2F\xFD", (text::formats::zstandard(), ARCHIVE)),
    (0, b"\x04\x22\x4D\x18", (text::formats::lz4(), ARCHIVE)),
    (0, b"LZIP", (text::formats::lzip(), ARCHIVE)),
    (0, b"MSCF", (text::formats::cabinet(), ARCHIVE)),
    (257, b"ustar", (text::formats::tar(), ARCHIVE)),
    (32_769, b"CD001", (text::formats::disc(), text::formats::help_disc())),
    (0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", (text::formats::old_office(), DOCUMENT)),
    (0, b"{\\rtf", (text::formats::rich_text(), DOCUMENT)),
    (0, b"%!PS", (text::formats::postscript(), DOCUMENT)),
    (0, b"\x89HDF\r\n\x1A\n", (text::formats::hdf5(), DATA)),
    (0, b"CDF\x01", (text::formats::netcdf(), VOLUME)),
    (0, b"CDF\x02", (text::formats::netcdf(), VOLUME)),
    (0, b"MATLAB 5.0", (text::formats::matlab(), DATA)),
    (0, b"\x93NUMPY", (text::formats::numpy(), DATA)),
    (0, b"# vtk DataFile", (text::formats::vtk(), VOLUME)),
    (0, b"SIMPLE  =", (text::formats::fits(), DATA)),
    (0, b"!INTERFILE", (text::formats::interfile(), VOLUME)),
    (0, b"# === DATA DESCRIPTION FILE", (text::formats::par_rec(), VOLUME)),
    (0, b"MATRIX7", (text::formats::ecat(), VOLUME)),
    (0, b"8BPS", (text::formats::photoshop(), PICTURE)),
    (0, b"\0\0\x01\0", (text::formats::icon(), PICTURE)),
    (0, b"\x76\x2F\x31\x01", (text::formats::openexr(), PICTURE)),
    (0, b"#?RADIANCE", (text::formats::radiance(), PICTURE)),
    (0, b"#?RGBE", (text::formats::radiance(), PICTURE)),
    (0, b"DDS ", (text::formats::directdraw(), PICTURE)),
    (0, b"qoif", (text::formats::qoi(), PICTURE)),
    (0, b"farbfeld", (text::formats::farbfeld(), PICTURE)),
    (0, b"gimp xcf", (text::formats::gimp(), PICTURE)),
    (0, b"II\xBC\x01", (text::formats::jpeg_xr(), PICTURE)),
    (0, b"AT&TFORM", (text::formats::djvu(), DOCUMENT)),
    (0, b"FUJIFILMCCD-RAW", (text::formats::raf(), PHOTO)),
    (0, b"IIU\0", (text::formats::rw2(), PHOTO)),
    (0, b"IIRO", (text::formats::orf(), PHOTO)),
    (0, b"\x1A\x45\xDF\xA3", (text::formats::webm(), text::formats::help_video())),
    (0, b"OggS", (text::formats::ogg(), text::formats::help_video())),
    (0, b"\0\0\x01\xBA", (text::formats::mpg(), text::formats::help_video())),
    (8, b"AVI ", (text::formats::avi(), text::formats::help_video())),
    (0, b"SQLite format 3\0", (text::formats::database(), DATA)),
    (0, b"MZ", (text::formats::windows_program(), text::formats::help_program())),
    (0, b"\x7FELF", (text::formats::program(), text::formats::help_program())),
];

/// The kind of a file whose content no reader here supports; `None` where it is unknown. Recognised by content, never
/// by name.
pub(super) fn known(bytes: &[u8]) -> Option<Known> {
    let at = |place: usize, magic: &[u8]| bytes.get(place..).is_some_and(|rest| rest.starts_with(magic));
    if is_mgh(bytes) {
        return Some((text::formats::freesurfer(), text::formats::help_freesurfer()));
    }
    BY_BYTES
        .iter()
        .find(|(place, magic, _)| at(*place, magic))
        .map(|(.., known)| known.clone())
        .or_else(|| by_text(bytes))
}

/// MGH, of FreeSurfer: version 1, then width, height, depth, frames and a type, all of them big endian.
fn is_mgh(bytes: &[u8]) -> bool {
    let number = |at: usize| bytes.get(at..).and_then(<[u8]>::first_chunk).map(|&field| i32::from_be_bytes(field));
    let is_side = |at: usize| number(at).is_some_and(|side| (1..=65_535).contains(&side));
    number(0) == Some(1) && [4, 8, 12, 16].into_iter().all(is_side) && matches!(number(20), Some(0 | 1 | 3 | 4 | 10))
}

/// Headers that are text.
fn by_text(bytes: &[u8]) -> Option<Known> {
    let head = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    let text = String::from_utf8_lossy(head);
    let has = |word: &str| text.lines().any(|line| line.trim_start().starts_with(word));
    if has("ObjectType") || (has("NDims") && has("DimSize")) {
        return Some((text::formats::metaimage(), VOLUME));
    }
    let netpbm = matches!(head, [b'P', b'1'..=b'7', b' ' | b'\t' | b'\r' | b'\n' | b'#', ..]);
    netpbm.then_some((text::formats::netpbm(), PICTURE))
}

/// The kind of a ZIP archive, where its first entries reveal it.
pub(super) fn office(bytes: &[u8]) -> Option<Known> {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let has = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    let open_document = has(b"mimetypeapplication/vnd.oasis.opendocument");
    let office = has(b"[Content_Types].xml") || open_document;
    office.then_some((text::formats::office(), DOCUMENT))
}

/// Names of entries that only Office documents have.
pub const OFFICE_ENTRIES: [&str; 2] = ["[Content_Types].xml", "META-INF/manifest.xml"];
