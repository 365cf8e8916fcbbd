//! Which files the light box opens, decided by their first bytes and never by their names.

use super::pairs::is_detached_header;

/// Bytes of a file that suffice for that: the number of frames precedes the pixels.
pub const FILE_ROLE_BYTES: u32 = 1 << 16;

/// How a file is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileRole {
    /// Several slices: an archive, a volume, several frames, a directory of a patient CD.
    Series,
    /// One DICOM object; two of them are slices too.
    Object,
    /// The header of a volume whose voxels are in another file.
    Header,
    /// Anything else, which is classified unchanged.
    Other,
}

/// How a file with this start is treated.
///
/// ```
/// use protocol::{FileRole, file_role};
///
/// assert_eq!(file_role(b"PK\x03\x04 and what an archive holds"), FileRole::Series);
/// assert_eq!(file_role(b"\x89PNG\r\n\x1a\n"), FileRole::Other);
/// ```
#[must_use]
pub fn file_role(start: &[u8]) -> FileRole {
    let is_volume = signatures::NIFTI_1.is_in(start) || signatures::NIFTI_2.is_in(start);
    // gzip as used for NIfTI: deflate, with any flags.
    if signatures::ZIP.is_in(start) || signatures::GZIP_DEFLATE.is_in(start) || is_volume {
        return FileRole::Series;
    }
    if is_detached_header(start) {
        return FileRole::Header;
    }
    let Some(elements) = elements(start) else { return FileRole::Other };
    // The storage class of a directory (PS3.6, A), written as text in any transfer syntax.
    let head = start.get(elements..start.len().min(elements + 268)).unwrap_or_default();
    let is_directory = head.windows(20).any(|text| text == b"1.2.840.10008.1.3.10");
    if is_directory || frames(start, elements) > 1 { FileRole::Series } else { FileRole::Object }
}

/// Where the elements of a DICOM file start: behind `DICM`, with or without a preamble (PS3.10, 7.1), or where three
/// consecutive elements look like the start of a file. `dicom::is_dicom` uses a dictionary, which the page does not
/// have.
fn elements(start: &[u8]) -> Option<usize> {
    if signatures::DICOM.is_in(start) {
        return Some(132);
    }
    let after_letters = signatures::DICOM_WITHOUT_PREAMBLE.is_in(start).then_some(4);
    [after_letters, Some(0), Some(128)].into_iter().flatten().find(|&at| {
        let (mut at, mut last, encoding) = (at, (0, 0), ElementEncoding::at(start, at));
        encoding.starts_file(start, at)
            && (0..3).all(|_| {
                let Some(header) = ElementHeader::read(start, at, encoding) else { return false };
                let rises = header.tag > last && header.tag.0.is_multiple_of(2) && header.tag.0 < 0x0100;
                (at, last) = (header.end().unwrap_or(usize::MAX), header.tag);
                rises && at <= start.len()
            })
    })
}

/// How elements are written (PS3.5, 7.1).
#[derive(Clone, Copy)]
struct ElementEncoding {
    /// Whether elements carry their representation; those without do so in any file.
    explicit: bool,
    big: bool,
}

impl ElementEncoding {
    /// Detected from the element at `at`, whose group is below 256.
    fn at(bytes: &[u8], at: usize) -> Self {
        Self { explicit: letters(bytes, at).is_some(), big: bytes.get(at) == Some(&0) }
    }

    fn starts_file(self, bytes: &[u8], at: usize) -> bool {
        let group = tag(bytes, at, self.big).map(|(group, _)| group);
        matches!(group, Some(0x0002 | 0x0008))
    }
}

/// An element header.
struct ElementHeader {
    tag: (u16, u16),
    /// Whether its representation was unknown to the writer.
    is_unknown: bool,
    /// `None` for one of undefined length.
    length: Option<usize>,
    body: usize,
}

impl ElementHeader {
    fn read(bytes: &[u8], at: usize, encoding: ElementEncoding) -> Option<Self> {
        let tag = tag(bytes, at, encoding.big)?;
        let long = |at: usize| {
            let field = *bytes.get(at..)?.first_chunk()?;
            let length = if encoding.big { u32::from_be_bytes(field) } else { u32::from_le_bytes(field) };
            Some((length != u32::MAX).then_some(length as usize))
        };
        let letters = letters(bytes, at).filter(|_| encoding.explicit && tag.0 != 0xFFFE);
        let (length, body) = match letters {
            None => (long(at + 4)?, at + 8),
            Some(letters) if LONG.contains(&letters) => (long(at + 8)?, at + 12),
            Some(_) => (Some(usize::from(short(bytes, at + 6, encoding.big)?)), at + 8),
        };
        Some(Self { tag, is_unknown: letters == Some(*b"UN"), length, body })
    }

    fn end(&self) -> Option<usize> {
        self.body.checked_add(self.length?)
    }
}

/// Number of Frames (0028,0008) of the file itself: elements are parsed up to the pixels. 1 where it is missing or not
/// an integer.
fn frames(bytes: &[u8], from: usize) -> u32 {
    let (mut at, mut encoding, mut is_meta) = (from, ElementEncoding { explicit: true, big: false }, true);
    // Encodings of the enclosing sequences of undefined length.
    let mut around: Vec<ElementEncoding> = Vec::new();
    loop {
        // PS3.10, 7.1: only the meta information is always explicit and little endian.
        if is_meta && tag(bytes, at, false).is_none_or(|(group, _)| group != 2) {
            (is_meta, encoding) = (false, ElementEncoding::at(bytes, at));
        }
        let Some(header) = ElementHeader::read(bytes, at, encoding) else { return 1 };
        at = match (header.tag, header.length) {
            ((0xFFFE, 0xE0DD), _) => {
                encoding = around.pop().unwrap_or(encoding);
                header.body
            }
            ((0xFFFE, _), None) | ((0xFFFE, 0xE00D), _) => header.body,
            ((0x0028, 0x0008), Some(length)) if around.is_empty() => {
                return bytes.get(header.body..header.body + length).and_then(whole).unwrap_or(1);
            }
            ((0x7FE0.., _), _) if around.is_empty() => return 1,
            (_, None) => {
                around.push(encoding);
                // PS3.5, 6.2.2, note 2: the content of `UN` is implicit VR, but some writers use explicit VR there.
                if header.is_unknown {
                    encoding = ElementEncoding { explicit: true, big: false };
                }
                header.body
            }
            (_, Some(_)) => header.end().unwrap_or(usize::MAX),
        };
    }
}

/// An integer string (PS3.5, 6.2).
fn whole(value: &[u8]) -> Option<u32> {
    let text = str::from_utf8(value).ok()?.trim_matches([' ', '\0']);
    let digits = text.strip_prefix('+').unwrap_or(text);
    let is_whole = (1..=12).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_whole.then(|| digits.parse().unwrap_or(u32::MAX))
}

/// Representations with a length of 32 bits (PS3.5, table 7.1-1), and of 16.
const LONG: [[u8; 2]; 13] =
    [*b"OB", *b"OD", *b"OF", *b"OL", *b"OV", *b"OW", *b"SQ", *b"SV", *b"UC", *b"UN", *b"UR", *b"UT", *b"UV"];
const SHORT: [[u8; 2]; 21] = [
    *b"AE", *b"AS", *b"AT", *b"CS", *b"DA", *b"DS", *b"DT", *b"FD", *b"FL", *b"IS", *b"LO", *b"LT", *b"PN", *b"SH",
    *b"SL", *b"SS", *b"ST", *b"TM", *b"UI", *b"UL", *b"US",
];

/// The representation of the element at `at`, where it carries one.
fn letters(bytes: &[u8], at: usize) -> Option<[u8; 2]> {
    let letters = *bytes.get(at.checked_add(4)?..)?.first_chunk()?;
    (LONG.contains(&letters) || SHORT.contains(&letters)).then_some(letters)
}

fn tag(bytes: &[u8], at: usize, big: bool) -> Option<(u16, u16)> {
    Some((short(bytes, at, big)?, short(bytes, at.checked_add(2)?, big)?))
}

fn short(bytes: &[u8], at: usize, big: bool) -> Option<u16> {
    let field = *bytes.get(at..)?.first_chunk()?;
    Some(if big { u16::from_be_bytes(field) } else { u16::from_le_bytes(field) })
}

#[cfg(test)]
mod tests {
    use super::{FileRole, file_role};

    fn dicom(rest: &[u8]) -> Vec<u8> {
        [&[0; 128], b"DICM".as_slice(), rest].concat()
    }

    #[test]
    fn what_holds_several_slices_goes_to_the_light_box() {
        let mut volume = vec![0; 352];
        volume[344..348].copy_from_slice(b"n+1\0");
        let frames = [&[0x28, 0, 8, 0][..], b"IS", &[2, 0], b"12"].concat();
        let one = [&[0x28, 0, 8, 0][..], b"IS", &[2, 0], b"1 "].concat();
        let big = [&[0, 0x28, 0, 8][..], b"IS", &[0, 2], b"30"].concat();
        let cases: [(&[u8], FileRole); 9] = [
            (b"PK\x03\x04rest", FileRole::Series),
            (&[0x1F, 0x8B, 8, 0], FileRole::Series),
            (&volume, FileRole::Series),
            (&dicom(b"\x02\0\x02\0UI\x1a\x001.2.840.10008.1.3.10\0"), FileRole::Series),
            (&dicom(&frames), FileRole::Series),
            (&dicom(&big), FileRole::Series),
            (&dicom(&one), FileRole::Object),
            (&dicom(b""), FileRole::Object),
            (b"\x89PNG\r\n\x1A\n", FileRole::Other),
        ];
        for (start, expected) in cases {
            assert_eq!(file_role(start), expected, "{start:?}");
        }
        assert_eq!(file_role(b""), FileRole::Other);
    }

    /// An element, explicit and little endian.
    fn element(tag: [u8; 4], vr: &[u8; 2], value: &[u8]) -> Vec<u8> {
        let length = value.len() as u32;
        let long = [&[0, 0][..], &length.to_le_bytes()].concat();
        let length = if super::LONG.contains(vr) { long } else { (length as u16).to_le_bytes().to_vec() };
        [&tag[..], vr, &length, value].concat()
    }

    const FRAMES: [u8; 4] = [0x28, 0, 8, 0];

    #[test]
    fn only_the_files_own_number_of_frames_counts() {
        let rows = element([0x28, 0, 0x10, 0], b"US", &[4, 0]);
        let two = element(FRAMES, b"IS", b"2 ");
        // In the pixels, in a text, in a sequence of known and of unknown length, explicit and not.
        let pixels = element([0xE0, 0x7F, 0x10, 0], b"OW", &two);
        let text = element([8, 0, 0x2E, 1], b"UT", &two);
        let item = [&[0xFE, 0xFF, 0, 0xE0][..], &(two.len() as u32).to_le_bytes(), &two].concat();
        let known = element([8, 0, 0x40, 0x11], b"SQ", &item);
        let open = |vr: &[u8], inner: &[u8]| {
            let start = [&[8, 0, 0x40, 0x11][..], vr, &[0, 0, 0xFF, 0xFF, 0xFF, 0xFF]].concat();
            let item = [&[0xFE, 0xFF, 0, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF][..], inner].concat();
            let end = [0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0, 0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0];
            [start, item, end.to_vec()].concat()
        };
        let implicit = [&FRAMES[..], &[2, 0, 0, 0], b"9 "].concat();
        let around = [open(b"SQ", &two), open(b"UN", &implicit), open(b"UN", &two), open(b"SQ", &open(b"SQ", &two))];
        for before in [vec![], text, known].into_iter().chain(around) {
            let one = [&before[..], &rows, &pixels].concat();
            assert_eq!(file_role(&dicom(&one)), FileRole::Object, "{before:?}");
            let own = [&before[..], &two, &rows, &pixels].concat();
            assert_eq!(file_role(&dicom(&own)), FileRole::Series, "{before:?}");
            let unknown = [&before[..], &element(FRAMES, b"UN", b"3 "), &rows].concat();
            assert_eq!(file_role(&dicom(&unknown)), FileRole::Series, "{before:?}");
        }
        for value in [&b"1 "[..], b"", b"2A", b"x2", b"-2", b"2.5", b"0 ", b"1234567890123 ", &[2, 0]] {
            let file = dicom(&[element(FRAMES, b"IS", value), rows.clone()].concat());
            assert_eq!(file_role(&file), FileRole::Object, "{value:?}");
        }
        for value in [&b" 2"[..], b"+3", b"12\0", b"400000"] {
            let file = dicom(&[element(FRAMES, b"IS", value), rows.clone()].concat());
            assert_eq!(file_role(&file), FileRole::Series, "{value:?}");
        }
    }

    #[test]
    fn noise_in_the_pixels_never_opens_the_light_box() {
        let mut state = 1_u32;
        let mut noise = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        for _ in 0..200 {
            let mut pixels: Vec<u8> = (0..4096).map(|_| noise()).collect();
            let at = usize::from(noise()) * 8;
            pixels[at..at + 10].copy_from_slice(&[&FRAMES[..], b"IS", &[2, 0], b"12"].concat());
            let rows = element([0x28, 0, 0x10, 0], b"US", &[4, 0]);
            let explicit = [rows, element([0xE0, 0x7F, 0x10, 0], b"OW", &pixels)].concat();
            assert_eq!(file_role(&dicom(&explicit)), FileRole::Object);
            let length = (pixels.len() as u32).to_le_bytes();
            let rows = [0x28, 0, 0x10, 0, 2, 0, 0, 0, 4, 0];
            let implicit = [&rows[..], &[0xE0, 0x7F, 0x10, 0], &length, &pixels].concat();
            assert_eq!(file_role(&dicom(&implicit)), FileRole::Object);
            // It terminates for any bytes.
            assert_ne!(file_role(&dicom(&pixels)), FileRole::Other);
        }
    }

    #[test]
    fn a_file_without_preamble_is_an_object_too() {
        let class = element([8, 0, 0x16, 0], b"UI", b"1.2.840.10008.5.1.4.1.1.4\0");
        let modality = element([8, 0, 0x60, 0], b"CS", b"MR");
        let two = element(FRAMES, b"IS", b"2 ");
        let implicit = |tag: [u8; 4], value: &[u8]| [&tag[..], &(value.len() as u32).to_le_bytes(), value].concat();
        let plain = [implicit([8, 0, 0x16, 0], b"1.2 "), implicit([8, 0, 0x60, 0], b"MR"), implicit(FRAMES, b"2 ")];
        for elements in [[class, modality, two].concat(), plain.concat()] {
            assert_eq!(file_role(&elements), FileRole::Series);
            assert_eq!(file_role(&[b"DICM", &elements[..]].concat()), FileRole::Series);
            assert_eq!(file_role(&[&[0; 128], &elements[..]].concat()), FileRole::Series);
        }
        for other in [&b"DICM and more text that is none"[..], b"II*\0\x08\0\0\0\x08\0\x01\0", &[0; 300], &[8; 300]] {
            assert_eq!(file_role(other), FileRole::Other, "{other:?}");
        }
    }
}
