//! Files that are recognised, so that the refusal can name them and say what to do, but not read here: what colleagues
//! send instead of a picture.

/// Name for people with its article, and what to do about it.
pub(super) type Known = (&'static str, &'static str);

const VOLUME: &str = "Convert it to NIfTI (.nii.gz) or DICOM, for instance with 3D Slicer or ITK-SNAP.";
const ARCHIVE: &str = "Unpack it on this device and choose the files, or pack them as ZIP.";
const PICTURE: &str = "Open it in a picture viewer and save it as PNG or JPEG.";
const PHOTO: &str = "Develop the photograph in the program of its camera and save it as JPEG.";
const DOCUMENT: &str = "Save the picture in it as a file of its own, or take a screenshot of it and save it as PNG.";
const DATA: &str = "Export the picture in it as PNG, TIFF or NIfTI.";

/// Place, bytes that stand there, what that is. The first that fits counts.
const BY_BYTES: &[(usize, &[u8], Known)] = &[
    (0, b"NRRD", ("an NRRD volume (.nrrd)", VOLUME)),
    (0, b"7z\xBC\xAF\x27\x1C", ("a 7-Zip archive (.7z)", ARCHIVE)),
    (0, b"Rar!\x1A\x07", ("a RAR archive (.rar)", ARCHIVE)),
    (0, b"\xFD7zXZ\0", ("an XZ archive (.xz)", ARCHIVE)),
    (0, b"BZh", ("a bzip2 archive (.bz2)", ARCHIVE)),
    (0, b"\x28\xB5\x2F\xFD", ("a Zstandard archive (.zst)", ARCHIVE)),
    (0, b"\x04\x22\x4D\x18", ("an LZ4 archive (.lz4)", ARCHIVE)),
    (0, b"LZIP", ("an lzip archive (.lz)", ARCHIVE)),
    (0, b"MSCF", ("a cabinet archive (.cab)", ARCHIVE)),
    (257, b"ustar", ("a tar archive (.tar)", ARCHIVE)),
    (32_769, b"CD001", ("the image of a disc (.iso)", "Open the disc on this device and choose the folder on it.")),
    (0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", ("an old Office document (.doc, .ppt, .xls)", DOCUMENT)),
    (0, b"{\\rtf", ("a rich text document (.rtf)", DOCUMENT)),
    (0, b"%!PS", ("a PostScript document", DOCUMENT)),
    (0, b"\x89HDF\r\n\x1A\n", ("an HDF5 file (MINC 2, MATLAB and others)", DATA)),
    (0, b"CDF\x01", ("a NetCDF file (MINC 1 and others)", VOLUME)),
    (0, b"CDF\x02", ("a NetCDF file (MINC 1 and others)", VOLUME)),
    (0, b"MATLAB 5.0", ("a MATLAB file (.mat)", DATA)),
    (0, b"\x93NUMPY", ("a NumPy array (.npy)", DATA)),
    (0, b"# vtk DataFile", ("a VTK file", VOLUME)),
    (0, b"SIMPLE  =", ("a FITS file", DATA)),
    (0, b"!INTERFILE", ("an Interfile header", VOLUME)),
    (0, b"# === DATA DESCRIPTION FILE", ("the header of a Philips PAR/REC volume", VOLUME)),
    (0, b"MATRIX7", ("an ECAT 7 volume", VOLUME)),
    (0, b"8BPS", ("a Photoshop picture (.psd)", PICTURE)),
    (0, b"\0\0\x01\0", ("an icon (.ico)", PICTURE)),
    (0, b"\x76\x2F\x31\x01", ("an OpenEXR picture (.exr)", PICTURE)),
    (0, b"#?RADIANCE", ("a Radiance picture (.hdr)", PICTURE)),
    (0, b"#?RGBE", ("a Radiance picture (.hdr)", PICTURE)),
    (0, b"DDS ", ("a DirectDraw picture (.dds)", PICTURE)),
    (0, b"qoif", ("a QOI picture (.qoi)", PICTURE)),
    (0, b"farbfeld", ("a farbfeld picture", PICTURE)),
    (0, b"gimp xcf", ("a GIMP picture (.xcf)", PICTURE)),
    (0, b"II\xBC\x01", ("a JPEG XR picture (.jxr)", PICTURE)),
    (0, b"AT&TFORM", ("a DjVu document (.djvu)", DOCUMENT)),
    (0, b"FUJIFILMCCD-RAW", ("a camera's raw photograph (.raf)", PHOTO)),
    (0, b"IIU\0", ("a camera's raw photograph (.rw2)", PHOTO)),
    (0, b"IIRO", ("a camera's raw photograph (.orf)", PHOTO)),
    (0, b"\x1A\x45\xDF\xA3", ("a video (.webm, .mkv)", "Save one frame of the video as PNG.")),
    (0, b"OggS", ("a recording (.ogg)", "Save one frame of the video as PNG.")),
    (0, b"\0\0\x01\xBA", ("a video (.mpg)", "Save one frame of the video as PNG.")),
    (8, b"AVI ", ("a video (.avi)", "Save one frame of the video as PNG.")),
    (0, b"SQLite format 3\0", ("a database", DATA)),
    (0, b"MZ", ("a program for Windows", "Choose the pictures, or the folder that holds them.")),
    (0, b"\x7FELF", ("a program", "Choose the pictures, or the folder that holds them.")),
];

/// What a file is whose content no reader here knows; `None` where nobody does. Told by content, never by the name.
pub(super) fn known(bytes: &[u8]) -> Option<Known> {
    let at = |place: usize, magic: &[u8]| bytes.get(place..).is_some_and(|rest| rest.starts_with(magic));
    if is_mgh(bytes) {
        return Some((
            "a FreeSurfer volume (.mgz, .mgh)",
            "Convert it with `mri_convert in.mgz out.nii.gz`, or in 3D Slicer.",
        ));
    }
    BY_BYTES.iter().find(|(place, magic, _)| at(*place, magic)).map(|(.., known)| *known).or_else(|| by_text(bytes))
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
        return Some(("a MetaImage volume (.mha, .mhd)", VOLUME));
    }
    let netpbm = matches!(head, [b'P', b'1'..=b'7', b' ' | b'\t' | b'\r' | b'\n' | b'#', ..]);
    netpbm.then_some(("a Netpbm picture (.pgm, .ppm, .pnm)", PICTURE))
}

/// What a ZIP archive is, where its first entries give it away.
pub(super) fn office(bytes: &[u8]) -> Option<Known> {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let has = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    let open_document = has(b"mimetypeapplication/vnd.oasis.opendocument");
    let office = has(b"[Content_Types].xml") || open_document;
    office.then_some(("an Office document (.docx, .pptx, .xlsx, .odt)", DOCUMENT))
}

/// Names of entries that only Office documents have.
pub const OFFICE_ENTRIES: [&str; 2] = ["[Content_Types].xml", "META-INF/manifest.xml"];
