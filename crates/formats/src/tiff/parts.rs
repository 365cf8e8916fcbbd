//! The parts of the picture in the file, and whether their bytes can hold it.

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

    /// The raw bytes of a part.
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
            // The last bytes of some files are missing; each decoder checks itself whether it has enough.
            Some(_) if self.is_plain => Err(cut()),
            // Old files do not state the byte counts.
            _ => Ok(rest),
        }
    }

    /// Checks every part with lines of `line` bytes against the maximum output of its coding, before any allocation.
    ///
    /// # Errors
    /// `Truncated`.
    pub(super) fn check(&self, plan: &ImagePlan, line: usize) -> Result<(), ImagingError> {
        let Some(ratio) = ratio(plan.compression) else { return Ok(()) };
        for at in 0..plan.planes() * plan.parts.0 * plan.parts.1 {
            let lines = plan.lines(at);
            let wanted = if plan.compression == JPEG {
                // For a part that reaches beyond the picture, only what is inside.
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

/// Maximum output bytes per input byte of a coding. Fax has no limit: lines after an end of block are white.
fn ratio(compression: u64) -> Option<usize> {
    Some(match compression {
        1 => 1,
        // A code of 12 bits for the longest string.
        5 => 4096 * 8 / 12,
        // At least one bit per block of 64, and fewer chroma blocks.
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
