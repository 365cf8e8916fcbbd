//! ZIP archives written (PKWARE APPNOTE 6.3.10), file after file, each uncompressed: the content is already compressed,
//! or is used soon.

use super::sums::crc32;

/// Flags, method and time of an entry: names in UTF-8, stored, midnight of 1 January 1980, the earliest possible: file
/// times would reveal when the patient was examined.
const ABOUT: [u8; 8] = [0, 8, 0, 0, 0, 0, 0x21, 0];

/// An archive under construction. The writer puts the result of [`StoredZip::head`] before each file, and that of
/// [`StoredZip::end`] after the last.
///
/// ```
/// use containers::{StoredZip, zip};
///
/// let mut archive = StoredZip::default();
/// let head = archive.head("a.txt", b"hello").unwrap();
/// let file = [&head[..], b"hello", &archive.end().unwrap()].concat();
/// let span = zip::directory(&file, file.len() as u64).unwrap();
/// let entries = zip::entries(&file[span.start as usize..(span.start + span.bytes) as usize]).unwrap();
/// assert_eq!((entries[0].name.as_str(), entries[0].unpacked), ("a.txt", 5));
/// ```
#[derive(Clone, Debug, Default)]
pub struct StoredZip {
    directory: Vec<u8>,
    count: u16,
    bytes: u32,
}

impl StoredZip {
    /// The header before the next file; `None` where it exceeds the limits of an archive without ZIP64: more than
    /// 65,534 files, or 4 GiB.
    pub fn head(&mut self, name: &str, file: &[u8]) -> Option<Vec<u8>> {
        let (length, named) = (u32::try_from(file.len()).ok()?, u16::try_from(name.len()).ok()?);
        let mut about = ABOUT.to_vec();
        about.extend(crc32(&[file]).to_le_bytes());
        about.extend(length.to_le_bytes());
        about.extend(length.to_le_bytes());
        about.extend(named.to_le_bytes());
        // No extra field.
        about.extend([0, 0]);
        let head = [&b"PK\x03\x04\x14\0"[..], &about, name.as_bytes()].concat();
        let after = self.bytes.checked_add(length)?.checked_add(head.len() as u32)?;
        let count = self.count.checked_add(1).filter(|&count| count < u16::MAX)?;
        // No comment, first disk, no attributes.
        let listed = [&b"PK\x01\x02\x14\0\x14\0"[..], &about, &[0; 10], &self.bytes.to_le_bytes(), name.as_bytes()];
        self.directory.extend(listed.concat());
        (self.count, self.bytes) = (count, after);
        Some(head)
    }

    /// The directory, and the end of the archive.
    #[must_use]
    pub fn end(self) -> Option<Vec<u8>> {
        let (length, count) = (u32::try_from(self.directory.len()).ok()?, self.count.to_le_bytes());
        self.bytes.checked_add(length)?;
        let place = [length.to_le_bytes(), self.bytes.to_le_bytes()].concat();
        Some([&self.directory[..], b"PK\x05\x06\0\0\0\0", &count, &count, &place, &[0, 0]].concat())
    }
}
