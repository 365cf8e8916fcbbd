//! EXIF orientation.

use super::image::{Image, Pixels};

/// Turns a stored picture upright.
///
/// `orientation` is the value of EXIF tag 0x0112 (CIPA DC-008, 4.6.4): 1 upright, 2 mirrored,
/// 3 turned half, 4 mirrored top to bottom, 5 transposed, 6 to be turned right, 7 transposed
/// over the other diagonal, 8 to be turned left. Other values mean 1.
#[must_use]
pub fn upright(image: Image, orientation: u8) -> Image {
    if !(2..=8).contains(&orientation) {
        return image;
    }
    let (columns, rows) = (image.width() as usize, image.height() as usize);
    let plan = Plan { columns, rows, orientation };
    let pixels = match image.pixels() {
        Pixels::Grey8(samples) => Pixels::Grey8(plan.moved::<u8, 1>(samples)),
        Pixels::Grey16(samples) => Pixels::Grey16(plan.moved::<u16, 1>(samples)),
        Pixels::Rgb8(samples) => Pixels::Rgb8(plan.moved::<u8, 3>(samples)),
    };
    let (width, height) =
        if orientation >= 5 { (image.height(), image.width()) } else { (image.width(), image.height()) };
    Image::new(width, height, pixels).unwrap_or(image)
}

struct Plan {
    columns: usize,
    rows: usize,
    orientation: u8,
}

impl Plan {
    /// `N` samples a pixel.
    fn moved<T: Copy, const N: usize>(&self, samples: &[T]) -> Vec<T> {
        let (pixels, _) = samples.as_chunks::<N>();
        let (width, height) = if self.orientation >= 5 { (self.rows, self.columns) } else { (self.columns, self.rows) };
        let mut moved = Vec::with_capacity(samples.len());
        for y in 0..height {
            let line = (0..width).filter_map(|x| pixels.get(self.source(x, y)));
            line.for_each(|pixel| moved.extend_from_slice(pixel));
        }
        moved
    }

    /// Where the upright pixel `(x, y)` is stored.
    fn source(&self, x: usize, y: usize) -> usize {
        let (right, bottom) = (self.columns - 1, self.rows - 1);
        let (column, row) = match self.orientation {
            2 => (right - x, y),
            3 => (right - x, bottom - y),
            4 => (x, bottom - y),
            5 => (y, x),
            6 => (y, bottom - x),
            7 => (right - y, bottom - x),
            8 => (right - y, x),
            _ => (x, y),
        };
        row * self.columns + column
    }
}
