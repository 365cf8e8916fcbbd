//! The small picture that can be kept with a case: enough to tell cases apart, too little to read one from.

use protocol::Bitmap;

/// Columns or rows of a small picture, whichever are more.
const LONGER_SIDE: u32 = 128;

/// Red, green and blue of a small picture, row by row from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseThumbnail {
    /// Pixels a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `width * height * 3` bytes.
    pub rgb: Vec<u8>,
}

/// Makes a picture small: each pixel is the mean of those that lie beneath it. One that is small enough keeps its size; `None`
/// for one without pixels, as of an answer whose picture was let go.
#[must_use]
pub fn thumbnail_of(picture: &Bitmap) -> Option<CaseThumbnail> {
    let Bitmap { width, height, rgba } = picture;
    let longer = (*width).max(*height);
    let pixels = (*width as usize).checked_mul(*height as usize)?.checked_mul(4)?;
    if pixels == 0 || pixels != rgba.len() {
        return None;
    }
    let shrunk = |side: u32| {
        let side = u64::from(side) * u64::from(LONGER_SIDE.min(longer)) / u64::from(longer);
        u32::try_from(side).ok().map(|side| side.max(1))
    };
    let (columns, rows) = (shrunk(*width)?, shrunk(*height)?);
    let mut rgb = Vec::with_capacity(columns as usize * rows as usize * 3);
    for row in 0..rows {
        let (top, bottom) = beneath(row, rows, *height);
        for column in 0..columns {
            let (left, right) = beneath(column, columns, *width);
            let mut sums = [0_u64; 3];
            for y in top..bottom {
                let line = y * *width as usize;
                for pixel in rgba.get((line + left) * 4..(line + right) * 4)?.chunks_exact(4) {
                    sums.iter_mut().zip(pixel).for_each(|(sum, sample)| *sum += u64::from(*sample));
                }
            }
            let count = ((bottom - top) * (right - left)) as u64;
            // A mean of bytes is one.
            rgb.extend(sums.map(|sum| u8::try_from(sum / count).unwrap_or(u8::MAX)));
        }
    }
    Some(CaseThumbnail { width: columns, height: rows, rgb })
}

/// Where the pixels begin and end that lie beneath one of a smaller side, of `all` pixels; at least one.
fn beneath(at: u32, side: u32, all: u32) -> (usize, usize) {
    let place = |at: u32| (u64::from(at) * u64::from(all) / u64::from(side)) as usize;
    (place(at), place(at + 1).max(place(at) + 1))
}

#[cfg(test)]
mod tests {
    use super::{CaseThumbnail, thumbnail_of};
    use protocol::Bitmap;

    /// A picture whose left half is dark and whose right half is light red.
    fn halves(width: u32, height: u32) -> Bitmap {
        let pixel = |x: u32| if x < width / 2 { [10, 20, 30, 255] } else { [250, 100, 100, 255] };
        let rgba = (0..height).flat_map(|_| (0..width).flat_map(pixel)).collect();
        Bitmap { width, height, rgba }
    }

    #[test]
    fn a_large_picture_becomes_small_in_its_own_proportions() {
        let small = thumbnail_of(&halves(512, 256)).expect("pixels");
        assert_eq!((small.width, small.height, small.rgb.len()), (128, 64, 128 * 64 * 3));
        assert_eq!(small.rgb[..3], [10, 20, 30]);
        assert_eq!(small.rgb[127 * 3..128 * 3], [250, 100, 100]);
        // What lies beneath one pixel is averaged.
        let both = Bitmap { width: 256, height: 1, rgba: [[0, 0, 0, 255], [100, 200, 50, 255]].concat().repeat(128) };
        assert_eq!(thumbnail_of(&both).expect("pixels").rgb[..3], [50, 100, 25]);
        let narrow = thumbnail_of(&halves(2, 1_000)).expect("pixels");
        assert_eq!((narrow.width, narrow.height), (1, 128));
    }

    #[test]
    fn a_small_one_stays_and_one_without_pixels_is_none() {
        let small = CaseThumbnail { width: 2, height: 1, rgb: vec![10, 20, 30, 250, 100, 100] };
        assert_eq!(thumbnail_of(&halves(2, 1)), Some(small));
        assert_eq!(thumbnail_of(&Bitmap { width: 9, height: 9, rgba: Vec::new() }), None);
        assert_eq!(thumbnail_of(&Bitmap { width: 0, height: 0, rgba: Vec::new() }), None);
    }
}
