//! The pixels of a segment, and their packing.

use finding::{Map, Mask, Outline};

/// The pixels of an outline on a picture of this size, by rows: the same as in the mask that the page saves.
pub(crate) fn outlined(outline: &Outline, (width, height): (u32, u32)) -> Vec<bool> {
    let map = Map {
        width: outline.width as usize,
        height: outline.height as usize,
        values: outline.probabilities.iter().map(|&probability| f32::from(probability) / 255.0).collect(),
    };
    let packed = explain::mask(&map, outline.threshold, (width, height));
    let row = width.div_ceil(8) as usize;
    let is_set = |bytes: &[u8], x: u32| bytes.get(x as usize / 8).is_some_and(|byte| (byte >> (7 - x % 8)) & 1 == 1);
    packed.chunks(row.max(1)).flat_map(|bytes| (0..width).map(move |x| is_set(bytes, x))).collect()
}

/// The pixels of a class on a picture of this size, by rows: each has the class of its cell. The cells are of a square
/// with the picture centred in it.
pub(crate) fn of_class(mask: &Mask, class: usize, (width, height): (u32, u32)) -> Vec<bool> {
    let side = width.max(height);
    let cell = |pixel: u32, beside: u32, cells: u32| {
        let middle = 2 * u64::from(pixel + beside) + 1;
        (middle * u64::from(cells) / (2 * u64::from(side.max(1)))) as usize
    };
    let across: Vec<usize> = (0..width).map(|x| cell(x, (side - width) / 2, mask.width)).collect();
    let mut pixels = Vec::with_capacity(across.len() * height as usize);
    for y in 0..height {
        let row = cell(y, (side - height) / 2, mask.height) * mask.width as usize;
        pixels.extend(across.iter().map(|x| mask.cells.get(row + x).is_some_and(|&own| usize::from(own) == class)));
    }
    pixels
}

/// One bit per pixel, the first in the lowest bit of the first byte, frame after frame without a gap (PS3.5, 8.1.1).
pub(crate) fn packed(pixels: impl Iterator<Item = bool>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (at, is_set) in pixels.enumerate() {
        if at % 8 == 0 {
            bytes.push(0);
        }
        if let Some(last) = bytes.last_mut() {
            *last |= u8::from(is_set) << (at % 8);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_pixel_is_the_lowest_bit() {
        let pixels = [true, false, true, false, false, false, false, false, false, true];
        assert_eq!(packed(pixels.into_iter()), [0b101, 0b10]);
    }

    #[test]
    fn a_class_lies_where_its_cells_are() {
        let mask = Mask { width: 2, height: 2, cells: vec![0, 1, 0, 1], areas: Vec::new(), abstention: None };
        assert_eq!(of_class(&mask, 1, (4, 1)), [false, false, true, true]);
        // A portrait picture is centred in the square: half of it in each column of cells.
        assert_eq!(of_class(&mask, 1, (2, 4)), [false, true, false, true, false, true, false, true]);
        assert_eq!(of_class(&mask, 2, (4, 1)), [false; 4]);
    }

    #[test]
    fn an_outline_lies_where_its_cells_are() {
        let outline = Outline {
            width: 2,
            height: 2,
            probabilities: vec![255, 0, 255, 0],
            threshold: 0.5,
            regions: Vec::new(),
            specks: 0,
            mask: Vec::new(),
        };
        let pixels = outlined(&outline, (12, 2));
        let expected: Vec<bool> = (0..24).map(|at| at % 12 < 6).collect();
        assert_eq!(pixels, expected);
    }
}
