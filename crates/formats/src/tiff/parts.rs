//! Where the parts of the picture lie in the file, and whether so many bytes can hold it.

use super::JPEG;
use super::directory::{Directory, DirectoryEntry};
use super::plan::ImagePlan;
use imaging::Format::Tiff;
use imaging::ImagingError;

/// The lists of the parts.
pub(super) struct PartLists<'a, 'p> {
    page: &'p Directory<'a>,
    offsets: DirectoryEntry,
    counts: Option<DirectoryEntry>,
    is_plain: bool,
}

impl<'a, 'p> PartLists<'a, 'p> {
    /// # Errors
    /// `Damaged` where the directory has no such list.
    pub(super) fn of(page: &'p Directory<'a>, plan: &ImagePlan) -> Result<Self, ImagingError> {
        let (offsets, counts) = if plan.tiled { (324, 325) } else { (273, 279) };
        let offsets = page.find(offsets).or_else(|| page.find(273));
        let offsets = offsets.ok_or_else(|| Tiff.damaged(text::formats::no_place()))?;
        let counts = page.find(counts).or_else(|| page.find(279));
        Ok(Self { page, offsets, counts, is_plain: plan.compression == 1 })
    }

    /// The bytes of a part as they are in the file.
    pub(super) fn packed(&self, at: usize) -> Result<&'a [u8], ImagingError> {
        let cut = || Tiff.truncated(text::formats::part_beyond());
        let (page, at) = (self.page, at as u64);
        let start = page.whole(&self.offsets, at).ok_or_else(|| Tiff.damaged(text::formats::fewer_parts()))?;
        let start = usize::try_from(start).map_err(|_| cut())?;
        let rest = page.bytes.get(start..).ok_or_else(cut)?;
        let count =
            self.counts.and_then(|counts| page.whole(&counts, at)).and_then(|count| usize::try_from(count).ok());
        match count {
            Some(count) if count <= rest.len() => Ok(rest.get(..count).unwrap_or_default()),
            // The last bytes of some files are not written; each coding tells for itself whether it has all it needs.
            Some(_) if self.is_plain => Err(cut()),
            // Old files do not say how many there are.
            _ => Ok(rest),
        }
    }

    /// Holds every part of lines of `line` bytes against what its coding can make of its bytes, before any room is made.
    ///
    /// # Errors
    /// `Truncated`.
    pub(super) fn check(&self, plan: &ImagePlan, line: usize) -> Result<(), ImagingError> {
        let Some(ratio) = ratio(plan.compression) else { return Ok(()) };
        for at in 0..plan.planes() * plan.parts.0 * plan.parts.1 {
            let lines = plan.lines(at);
            let wanted = if plan.compression == JPEG {
                // Of a part that reaches beyond the picture, what lies in it.
                plan.part.0.min(plan.width) * lines.min(plan.height) * plan.together()
            } else if plan.subsampling == (1, 1) {
                line.saturating_mul(lines)
            } else {
                // At least the luma.
                line.saturating_mul(lines) / 3
            };
            let found = self.packed(at)?.len();
            if found.saturating_mul(ratio) < wanted {
                return Err(Tiff.truncated(text::formats::part_short(found, wanted)));
            }
        }
        Ok(())
    }
}

/// Bytes that a byte of a coding can stand for at most. Fax has no such number: lines behind an end of the block are white.
fn ratio(compression: u64) -> Option<usize> {
    Some(match compression {
        1 => 1,
        // A code of 12 bits for all that the longest can hold.
        5 => 4096 * 8 / 12,
        // A bit or more for a block of 64, and fewer blocks of colours.
        JPEG => 2048,
        // RFC 1951: 258 bytes for two bits.
        8 | 32_946 => 1040,
        // A pair of bytes for 128.
        32_773 => 64,
        // RFC 8878, 3.1.1.2: 128 KiB for a block of four bytes.
        50_000 => 1 << 16,
        _ => return None,
    })
}
