//! The first directory (TIFF 6.0, section 2; BigTIFF, whose numbers are wider), and how many follow it. Values stay where
//! they are in the file.

use crate::fields::{Order, number};
use imaging::Format::Tiff;
use imaging::ImagingError;

/// Limit of entries per directory: the range of a 16-bit count.
const MOST_ENTRIES: usize = 65_535;

/// Limit of directories that are followed: a chain may be cyclic or very long.
const MOST_DIRECTORIES: usize = 4096;
/// Number of entries at the start of a directory that include those describing pages: entries are sorted, and these
/// have the lowest tags.
const FIRST_ENTRIES: usize = 8;

/// The first directory of a file.
pub(super) struct Directory<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) order: Order,
    big: bool,
    entries: usize,
    count: usize,
}

/// One entry of it.
#[derive(Clone, Copy)]
pub(super) struct DirectoryEntry {
    pub(super) tag: u64,
    kind: u64,
    pub(super) count: u64,
    /// Offset of the values.
    at: u64,
}

impl<'a> Directory<'a> {
    /// # Errors
    /// `Truncated` where a directory or the values of a relevant tag are past the end.
    pub(super) fn of(bytes: &'a [u8]) -> Result<Self, ImagingError> {
        let page = Self::start(bytes).ok_or_else(|| Tiff.truncated(text::formats::directory_missing()))?;
        if page.count > MOST_ENTRIES {
            return Err(Tiff.damaged(text::formats::directory_long()));
        }
        for index in 0..page.count {
            let entry = page.entry(index).ok_or_else(|| Tiff.truncated(text::formats::directory_cut()))?;
            let end = entry.at.saturating_add(entry.count.saturating_mul(entry.size()));
            if (254..=532).contains(&entry.tag) && end > bytes.len() as u64 {
                return Err(Tiff.truncated(text::formats::tag_beyond(entry.tag)));
            }
        }
        Ok(page)
    }

    fn start(bytes: &'a [u8]) -> Option<Self> {
        let order = if bytes.starts_with(b"II") { Order::Little } else { Order::Big };
        let big = number(bytes, 2, 2, order)? == 43;
        let (at, wide) = if big { (8, 8) } else { (4, 4) };
        Self { bytes, order, big, entries: 0, count: 0 }.at(usize::try_from(number(bytes, at, wide, order)?).ok()?)
    }

    /// The directory that starts there.
    fn at(&self, start: usize) -> Option<Self> {
        let counted = if self.big { 8 } else { 2 };
        let count = usize::try_from(number(self.bytes, start, counted, self.order)?).ok()?;
        Some(Self { entries: start.checked_add(counted)?, count, ..*self })
    }

    /// The next directory, named after the entries of this one.
    fn next(&self) -> Option<Self> {
        let (size, wide) = if self.big { (20, 8) } else { (12, 4) };
        let at = self.count.checked_mul(size)?.checked_add(self.entries)?;
        let start = usize::try_from(number(self.bytes, at, wide, self.order)?).ok()?;
        if start == 0 { None } else { self.at(start) }
    }

    /// How many pages the file holds, this one among them: pictures that are neither a thumbnail nor a mask of another
    /// one. Also whether there may be more.
    pub(super) fn pages(&self) -> (usize, bool) {
        let mut seen = vec![self.entries];
        let (mut pages, mut next) = (1, self.next());
        while let Some(page) = next {
            if seen.len() >= MOST_DIRECTORIES {
                return (pages, true);
            }
            if seen.contains(&page.entries) {
                break;
            }
            seen.push(page.entries);
            pages += usize::from(page.is_page());
            next = page.next();
        }
        (pages, false)
    }

    /// By the width, and by the kind of picture (tag 254, bits 0 and 2; in older files tag 255, value 2).
    fn is_page(&self) -> bool {
        let entries = || (0..self.count.min(FIRST_ENTRIES)).filter_map(move |index| self.entry(index));
        let first = |tag| entries().find(|entry| entry.tag == tag).and_then(|entry| self.whole(&entry, 0));
        first(256).is_some() && first(254).unwrap_or(0) & 0b101 == 0 && first(255) != Some(2)
    }

    fn entry(&self, index: usize) -> Option<DirectoryEntry> {
        let (size, wide) = if self.big { (20, 8) } else { (12, 4) };
        let at = index.checked_mul(size)?.checked_add(self.entries)?;
        let value = at.checked_add(4)?.checked_add(wide)?;
        let field = |at, length| number(self.bytes, at, length, self.order);
        let offset = field(value, wide)?;
        let mut entry =
            DirectoryEntry { tag: field(at, 2)?, kind: field(at + 2, 2)?, count: field(at + 4, wide)?, at: offset };
        // Values that fit are inside the entry.
        if entry.count.saturating_mul(entry.size()) <= wide as u64 {
            entry.at = value as u64;
        }
        Some(entry)
    }

    /// The entry of a tag.
    pub(super) fn find(&self, tag: u64) -> Option<DirectoryEntry> {
        (0..self.count).filter_map(|index| self.entry(index)).find(|entry| entry.tag == tag)
    }

    /// One of its values, unsigned.
    pub(super) fn whole(&self, entry: &DirectoryEntry, index: u64) -> Option<u64> {
        let at = entry.place(index)?;
        number(self.bytes, at, (entry.size() as usize).min(8), self.order)
    }

    /// One of its values as a number of any type.
    pub(super) fn real(&self, entry: &DirectoryEntry, index: u64) -> Option<f64> {
        let bits = self.whole(entry, index)?;
        let half = |offset: usize| number(self.bytes, entry.place(index)? + offset, 4, self.order);
        Some(match entry.kind {
            5 => half(0)? as f64 / half(4)? as f64,
            10 => f64::from(half(0)? as i32) / f64::from(half(4)? as i32),
            6 => f64::from(bits as i8),
            8 => f64::from(bits as i16),
            9 => f64::from(bits as i32),
            17 => bits.cast_signed() as f64,
            11 => f64::from(f32::from_bits(bits as u32)),
            12 => f64::from_bits(bits),
            _ => bits as f64,
        })
    }

    /// The first value of a tag.
    pub(super) fn first(&self, tag: u64) -> Option<u64> {
        self.whole(&self.find(tag)?, 0)
    }

    /// The first value of a tag as a number of any type.
    pub(super) fn first_real(&self, tag: u64) -> Option<f64> {
        self.real(&self.find(tag)?, 0).filter(|value| value.is_finite())
    }

    /// All values of a tag as raw bytes.
    pub(super) fn raw(&self, tag: u64) -> Option<&'a [u8]> {
        let entry = self.find(tag)?;
        let start = entry.place(0)?;
        self.bytes.get(start..start.checked_add(usize::try_from(entry.count.checked_mul(entry.size())?).ok()?)?)
    }
}

impl DirectoryEntry {
    /// Bytes of a value.
    fn size(&self) -> u64 {
        match self.kind {
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 | 16..=18 => 8,
            _ => 1,
        }
    }

    fn place(&self, index: u64) -> Option<usize> {
        let within = (index < self.count).then(|| index.saturating_mul(self.size()))?;
        usize::try_from(self.at.checked_add(within)?).ok()
    }
}
