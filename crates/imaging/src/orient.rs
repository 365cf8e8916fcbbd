//! EXIF orientation.

use super::image::{Image, Pixels};

/// Turns a stored picture upright.
///
/// `orientation` is the value of EXIF tag 0x0112 (CIPA DC-008, 4.6.4): 1 upright, 2 mirrored,
/// 3 turned half, 4 mirrored top to bottom, 5 transposed, 6 to be turned right, 7 transposed
/// over the other diagonal, 8 to be turned left. Other values mean 1.
///
/// ```
/// use imaging::{Image, Pixels, upright};
///
/// let stored = Image::new(2, 1, Pixels::Grey8(vec![1, 2])).unwrap();
/// assert_eq!(upright(stored.clone(), 3), Image::new(2, 1, Pixels::Grey8(vec![2, 1])).unwrap());
/// assert_eq!(upright(stored, 6), Image::new(1, 2, Pixels::Grey8(vec![1, 2])).unwrap());
/// ```
#[must_use]
pub fn upright(image: Image, orientation: u8) -> Image {
    if !(2..=8).contains(&orientation) {
        return image;
    }
    let (columns, rows) = (image.width() as usize, image.height() as usize);
    let plan = OrientPlan { columns, rows, orientation };
    let pixels = match image.pixels() {
        Pixels::Grey8(samples) => Pixels::Grey8(plan.moved::<u8, 1>(samples)),
        Pixels::Grey16(samples) => Pixels::Grey16(plan.moved::<u16, 1>(samples)),
        Pixels::Rgb8(samples) => Pixels::Rgb8(plan.moved::<u8, 3>(samples)),
    };
    let (width, height) =
        if orientation >= 5 { (image.height(), image.width()) } else { (image.width(), image.height()) };
    Image::new(width, height, pixels).unwrap_or(image)
}

/// Pixels of a tile in each direction.
const TILE: usize = 32;

struct OrientPlan {
    columns: usize,
    rows: usize,
    orientation: u8,
}

impl OrientPlan {
    /// `N` samples per pixel. Tile by tile: a line of the upright picture may be a column of the stored one, and a
    /// whole column of a large picture does not fit the processor's cache.
    fn moved<T: Copy + Default, const N: usize>(&self, samples: &[T]) -> Vec<T> {
        let (pixels, _) = samples.as_chunks::<N>();
        let (width, height) = if self.orientation >= 5 { (self.rows, self.columns) } else { (self.columns, self.rows) };
        let mut moved = vec![[T::default(); N]; width * height];
        // The stride between pixels of a line is constant.
        let step = self.source(1, 0).wrapping_sub(self.source(0, 0));
        for top in (0..height).step_by(TILE) {
            for left in (0..width).step_by(TILE) {
                for (y, line) in moved.chunks_exact_mut(width).enumerate().skip(top).take(TILE) {
                    let mut from = self.source(left, y);
                    for target in line.iter_mut().skip(left).take(TILE) {
                        if let Some(pixel) = pixels.get(from) {
                            *target = *pixel;
                        }
                        from = from.wrapping_add(step);
                    }
                }
            }
        }
        moved.into_flattened()
    }

    /// Where the upright pixel `(x, y)` is stored.
    fn source(&self, x: usize, y: usize) -> usize {
        let (right, bottom) = (self.columns - 1, self.rows - 1);
        let (column, row) = match self.orientation {
            2 => (right.wrapping_sub(x), y),
            3 => (right.wrapping_sub(x), bottom.wrapping_sub(y)),
            4 => (x, bottom.wrapping_sub(y)),
            5 => (y, x),
            6 => (y, bottom.wrapping_sub(x)),
            7 => (right.wrapping_sub(y), bottom.wrapping_sub(x)),
            8 => (right.wrapping_sub(y), x),
            _ => (x, y),
        };
        row * self.columns + column
    }
}
