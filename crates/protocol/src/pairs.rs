//! Which of several files dropped together the light box opens, and volumes whose header and voxels are separate files.

use super::FileRole;

/// A header of NIfTI or Analyze 7.5 without its voxels: by its size in either byte order, and its magic; Analyze has
/// none, and nothing follows its header.
pub(super) fn is_detached_header(start: &[u8]) -> bool {
    let of_size = |size: u32| start.starts_with(&size.to_le_bytes()) || start.starts_with(&size.to_be_bytes());
    let is_analyze = (348..=512).contains(&start.len()) && !signatures::NIFTI_1.is_in(start);
    let has_first = of_size(348) && (signatures::NIFTI_1_PAIR.is_in(start) || is_analyze);
    has_first || (of_size(540) && signatures::NIFTI_2_PAIR.is_in(start))
}

/// Which of the files dropped together the light box opens: those of [`FileRole::Series`], objects if there are
/// several, and headers with the voxels of the same name.
///
/// ```
/// use protocol::{FileRole, need_viewer};
///
/// let files = [("b.hdr", FileRole::Header), ("b.img", FileRole::Other), ("photo.png", FileRole::Other)];
/// let files = files.map(|(name, role)| (name.to_owned(), role));
/// assert_eq!(need_viewer(&files), [true, true, false]);
/// ```
#[must_use]
pub fn need_viewer(files: &[(String, FileRole)]) -> Vec<bool> {
    let objects = files.iter().filter(|(_, role)| *role == FileRole::Object).count();
    let halves: Vec<(String, bool)> = files.iter().map(|(name, _)| half(name)).collect();
    let is_pair = |at: usize| {
        let Some((stem, is_header)) = halves.get(at).filter(|(stem, _)| !stem.is_empty()) else { return false };
        let other = (0..).zip(&halves).find(|(_, (name, header))| name == stem && header != is_header);
        // The header identifies the other file; a gzipped one is identified after decompression.
        let header = if *is_header { Some(at) } else { other.map(|(at, _)| at) };
        let role = header.and_then(|at| files.get(at)).map(|(_, role)| *role);
        other.is_some() && matches!(role, Some(FileRole::Header | FileRole::Series))
    };
    let calls = |(at, (_, role)): (usize, &(String, FileRole))| {
        *role == FileRole::Series || (*role == FileRole::Object && objects > 1) || is_pair(at)
    };
    files.iter().enumerate().map(calls).collect()
}

/// The name that two halves of a volume share, and whether this is the header; empty for other files.
///
/// One program writes both halves, so only ASCII letters are compared without their case: the standard library's table
/// of all other letters would be a fiftieth of the page's first module.
fn half(name: &str) -> (String, bool) {
    let name = name.to_ascii_lowercase();
    let plain = name.strip_suffix(".gz").unwrap_or(&name);
    let header = plain.strip_suffix(".hdr").map(|stem| (stem.to_owned(), true));
    header.or_else(|| plain.strip_suffix(".img").map(|stem| (stem.to_owned(), false))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::need_viewer;
    use crate::{FileRole, file_role};

    #[test]
    fn a_header_goes_with_the_voxels_of_its_name() {
        let mut header = vec![0; 348];
        header[..4].copy_from_slice(&348_u32.to_be_bytes());
        assert_eq!(file_role(&header), FileRole::Header);
        header.resize(400, 0);
        header[344..348].copy_from_slice(b"ni1\0");
        assert_eq!(file_role(&header), FileRole::Header);
        let of = |files: &[(&str, FileRole)]| {
            need_viewer(&files.iter().map(|(name, role)| ((*name).to_owned(), *role)).collect::<Vec<_>>())
        };
        let pair = [("b.IMG", FileRole::Other), ("x.png", FileRole::Other), ("B.hdr", FileRole::Header)];
        assert_eq!(of(&pair), [true, false, true]);
        // Beyond ASCII the case counts.
        assert_eq!(of(&[("SCHÄDEL.HDR", FileRole::Header), ("schÄdel.img", FileRole::Other)]), [true, true]);
        assert_eq!(of(&[("SCHÄDEL.HDR", FileRole::Header), ("schädel.img", FileRole::Other)]), [false, false]);
        assert_eq!(of(&[("b.hdr.gz", FileRole::Series), ("b.img", FileRole::Other)]), [true, true]);
        assert_eq!(of(&[("b.hdr", FileRole::Header), ("c.img", FileRole::Other)]), [false, false]);
        assert_eq!(of(&[("b.hdr", FileRole::Other), ("b.img", FileRole::Other)]), [false, false]);
        assert_eq!(of(&[("a", FileRole::Object)]), [false]);
        assert_eq!(of(&[("a", FileRole::Object), ("b", FileRole::Object)]), [true, true]);
    }
}
