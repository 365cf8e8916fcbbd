//! TIFF: the first directory is walked first.
//!
//! The decoder allocates the values of a tag by their stated number, 32 bytes for each, before it
//! looks whether the file has them. So both are checked here.

use super::fields::{Order, number};
use crate::imaging::Format::Tiff;
use crate::imaging::{ImagingError, Limits};

const WIDTH: u64 = 256;
const HEIGHT: u64 = 257;

/// Checks size and tags of the first page (TIFF 6.0, section 2; BigTIFF, whose numbers are wider).
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), ImagingError> {
    let page = Page::of(bytes).ok_or_else(|| Tiff.truncated("its first directory is missing"))?;
    let mut sides = [None; 2];
    let mut most = 0;
    for index in 0..page.count {
        let entry = page.entry(index).ok_or_else(|| Tiff.truncated("its first directory is cut"))?;
        match entry.tag {
            WIDTH => sides[0] = entry.first,
            HEIGHT => sides[1] = entry.first,
            _ => {}
        }
        if !page.holds(&entry) {
            return Err(Tiff.truncated(&format!("the values of tag {} lie past its end", entry.tag)));
        }
        // Tags that describe how the picture is stored, and so are read.
        if (254..=347).contains(&entry.tag) {
            most = most.max(entry.count);
        }
    }
    let [Some(width), Some(height)] = sides.map(|side| side.and_then(|side| u32::try_from(side).ok())) else {
        return Err(Tiff.damaged("no size in its first directory"));
    };
    limits.check_size(width, height)?;
    // As many as 64-pixel tiles would need, and then some.
    if most > 65_536 + u64::from(width) * u64::from(height) / 64 {
        return Err(Tiff.damaged("a tag with more values than the picture has parts"));
    }
    Ok(())
}

struct Page<'a> {
    bytes: &'a [u8],
    order: Order,
    big: bool,
    entries: usize,
    count: usize,
}

struct Entry {
    tag: u64,
    kind: u64,
    count: u64,
    /// The value, where it is one number.
    first: Option<u64>,
    /// Where the values lie, if they do not fit into the entry.
    offset: u64,
}

impl<'a> Page<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let order = if bytes.starts_with(b"II") { Order::Little } else { Order::Big };
        let big = number(bytes, 2, 2, order)? == 43;
        let (at, wide, counted) = if big { (8, 8, 8) } else { (4, 4, 2) };
        let start = usize::try_from(number(bytes, at, wide, order)?).ok()?;
        let count = usize::try_from(number(bytes, start, counted, order)?).ok()?;
        Some(Self { bytes, order, big, entries: start.checked_add(counted)?, count })
    }

    fn entry(&self, index: usize) -> Option<Entry> {
        let (size, wide) = if self.big { (20, 8) } else { (12, 4) };
        let at = index.checked_mul(size)?.checked_add(self.entries)?;
        let value = at.checked_add(4)?.checked_add(wide)?;
        let field = |at, length| number(self.bytes, at, length, self.order);
        let kind = field(at + 2, 2)?;
        let offset = field(value, wide)?;
        let first = match kind {
            3 => field(value, 2),
            4 => field(value, 4),
            _ => Some(offset),
        };
        Some(Entry { tag: field(at, 2)?, kind, count: field(at + 4, wide)?, first, offset })
    }

    /// Whether all values lie inside the file.
    fn holds(&self, entry: &Entry) -> bool {
        let size = match entry.kind {
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 | 16..=18 => 8,
            _ => 1,
        };
        let length = entry.count.saturating_mul(size);
        length <= if self.big { 8 } else { 4 } || entry.offset.saturating_add(length) <= self.bytes.len() as u64
    }
}
