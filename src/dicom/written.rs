//! Whether text seems to stand in a picture: what a name burned into an ultrasound looks like, and anatomy does not.

use crate::imaging::{Image, Pixels};

/// Share of each side that counts as border: machines write there.
const BORDER: f64 = 0.2;
/// A letter, in pixels.
const CELL: (usize, usize) = (8, 12);
/// Difference between neighbours that is an edge of a stroke.
const EDGE: u8 = 80;
/// How far a pixel of writing may be from the darkest or brightest of its cell.
const FLAT: u8 = 40;
/// Edges in a cell that holds a letter: two strokes over half of its height.
const EDGES: usize = 14;
/// Share of a cell's pixels that are ink or paper.
const TWO_TONED: f64 = 0.8;
/// Letters side by side that make a word.
const WORD: usize = 3;

/// Whether the borders hold at least one run of three cells that are two-toned and full of upright edges. A hint, not
/// a proof: small or smooth writing is missed, and so is text in the middle.
#[must_use]
pub fn looks_written(picture: &Image) -> bool {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let grey = |column: usize, row: usize| -> u8 {
        let at = row * width + column;
        match picture.pixels() {
            Pixels::Grey8(v) => v.get(at).copied(),
            Pixels::Grey16(v) => v.get(at).map(|value| (value >> 8) as u8),
            Pixels::Rgb8(v) => v.get(at * 3..at * 3 + 3).and_then(|rgb| rgb.iter().max().copied()),
        }
        .unwrap_or_default()
    };
    let (side, top) = ((width as f64 * BORDER) as usize, (height as f64 * BORDER) as usize);
    // Lines of writing lie anywhere, so rows of cells overlap by two thirds.
    (0..height.saturating_sub(CELL.1)).step_by(CELL.1 / 3).any(|row| {
        let in_band = row + CELL.1 <= top || row + top >= height;
        let mut run = 0;
        (0..width.saturating_sub(CELL.0)).step_by(CELL.0).any(|column| {
            let at_side = column + CELL.0 <= side || column + side >= width;
            run = if (in_band || at_side) && is_letter(&grey, column, row) { run + 1 } else { 0 };
            run >= WORD
        })
    })
}

fn is_letter(grey: &impl Fn(usize, usize) -> u8, left: usize, top: usize) -> bool {
    let places = (top..top + CELL.1).flat_map(|row| (left..left + CELL.0).map(move |column| (column, row)));
    let (mut least, mut most, mut edges) = (u8::MAX, 0, 0);
    for (column, row) in places.clone() {
        let value = grey(column, row);
        (least, most) = (least.min(value), most.max(value));
        edges += usize::from(value.abs_diff(grey(column + 1, row)) >= EDGE);
    }
    if edges < EDGES {
        return false;
    }
    let toned = places.filter(|&(column, row)| {
        let value = grey(column, row);
        value - least <= FLAT || most - value <= FLAT
    });
    toned.count() as f64 >= TWO_TONED * (CELL.0 * CELL.1) as f64
}

#[cfg(test)]
mod tests {
    use super::looks_written;
    use crate::imaging::{Image, Pixels, synthetic};

    /// Upright strokes two pixels wide, as letters have them.
    fn with_writing(side: u32, row: u32, column: u32) -> Image {
        let mut pixels = vec![20_u8; (side * side) as usize];
        for letter in 0..6 {
            for (stroke, y) in (0..2).flat_map(|stroke| (0..12).map(move |y| (stroke, y))) {
                for x in 0..2 {
                    let at = (row + y) * side + column + letter * 8 + stroke * 4 + x;
                    pixels[at as usize] = 230;
                }
            }
        }
        Image::new(side, side, Pixels::Grey8(pixels)).unwrap()
    }

    #[test]
    fn writing_on_a_border_is_seen_and_a_picture_without_it_is_not() {
        assert!(looks_written(&with_writing(256, 8, 10)));
        assert!(looks_written(&with_writing(256, 236, 150)));
        assert!(looks_written(&with_writing(256, 128, 0)));
        for seed in 0..20 {
            assert!(!looks_written(&synthetic::golden_picture(seed, 256)), "{seed}");
        }
        let noise = (0..256_u32 * 256).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        assert!(!looks_written(&Image::new(256, 256, Pixels::Grey8(noise)).unwrap()));
    }
}
