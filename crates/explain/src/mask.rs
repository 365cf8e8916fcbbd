//! An outline as a mask of the picture's own size.

use super::Map;

/// Which pixels of a picture of `size` reach `threshold`: eight per byte, the highest bit first, each row starting at a
/// new byte. The map is of a square in which the picture is centred; between the centres of cells it is
/// interpolated bilinearly, so that edges are smooth. A map without cells, or of another length, gives an empty mask.
///
/// ```
/// use explain::{Map, mask};
///
/// let map = Map { width: 2, height: 2, values: vec![1.0, 0.0, 1.0, 0.0] };
/// assert_eq!(mask(&map, 0.5, (8, 2)), [0b1111_0000, 0b1111_0000]);
/// ```
#[must_use]
pub fn mask(map: &Map, threshold: f32, (width, height): (u32, u32)) -> Vec<u8> {
    if map.values.is_empty() || map.values.len() != map.width * map.height {
        return vec![0; width.div_ceil(8) as usize * height as usize];
    }
    let side = width.max(height);
    let across: Vec<_> = (0..width).map(|x| between(x + (side - width) / 2, side, map.width)).collect();
    let mut bytes = Vec::with_capacity(width.div_ceil(8) as usize * height as usize);
    for y in 0..height {
        let (upper, lower, down) = between(y + (side - height) / 2, side, map.height);
        let at = |row: usize, column: usize| map.values.get(row * map.width + column).copied().unwrap_or(0.0);
        let cells: Vec<f32> = (0..map.width).map(|x| mixed(at(upper, x), at(lower, x), down)).collect();
        let cell = |x: usize| cells.get(x).copied().unwrap_or(0.0);
        bytes.extend(across.chunks(8).map(|eight| {
            let reaches =
                |(left, right, share): (usize, usize, f32)| mixed(cell(left), cell(right), share) >= threshold;
            (0..8_u32).zip(eight).fold(0_u8, |byte, (at, pixel)| byte | (u8::from(reaches(*pixel)) << (7 - at)))
        }));
    }
    bytes
}

/// The two cells on either side of a pixel, and its interpolation weight for the second.
fn between(pixel: u32, side: u32, cells: usize) -> (usize, usize, f32) {
    let last = cells.saturating_sub(1);
    let position = ((pixel as f32 + 0.5) * cells as f32 / side as f32 - 0.5).clamp(0.0, last as f32);
    let low = position as usize;
    (low, (low + 1).min(last), position - low as f32)
}

/// Exactly the first where both are alike.
fn mixed(a: f32, b: f32, share: f32) -> f32 {
    a + (b - a) * share
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A map of 4 × 4 cells, of which these are certain.
    fn map(certain: &[usize]) -> Map {
        let mut values = vec![0.0; 16];
        certain.iter().for_each(|at| values[*at] = 1.0);
        Map { width: 4, height: 4, values }
    }

    /// Where the mask of a picture of that size is white.
    fn white(map: &Map, (width, height): (u32, u32)) -> Vec<(u32, u32)> {
        let bytes = mask(map, 0.5, (width, height));
        let row = width.div_ceil(8);
        assert_eq!(bytes.len(), (row * height) as usize);
        let is_white = |x: u32, y: u32| (bytes[(y * row + x / 8) as usize] >> (7 - x % 8)) & 1 == 1;
        (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).filter(|(x, y)| is_white(*x, *y)).collect()
    }

    #[test]
    fn it_lies_where_the_network_saw_it() {
        let rectangle = |width: u32, height: u32| -> Vec<(u32, u32)> {
            (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).collect()
        };
        // The left half of the square is also the left half of a portrait picture in it.
        let left = map(&[0, 1, 4, 5, 8, 9, 12, 13]);
        assert_eq!(white(&left, (12, 12)), rectangle(6, 12));
        assert_eq!(white(&left, (4, 12)), rectangle(2, 12));
        // The upper quarter of the square is padding above a landscape picture in it.
        assert_eq!(white(&map(&[0, 1, 2, 3]), (12, 4)), []);
    }

    #[test]
    fn rows_end_with_bits_that_say_nothing() {
        let all: Vec<usize> = (0..16).collect();
        assert_eq!(mask(&map(&all), 0.5, (10, 2)), [0xFF, 0b1100_0000, 0xFF, 0b1100_0000]);
    }

    #[test]
    fn a_map_without_cells_reaches_nothing() {
        let empty = Map { width: 0, height: 0, values: Vec::new() };
        assert_eq!(mask(&empty, 0.5, (9, 1)), [0, 0]);
        let short = Map { width: 4, height: 4, values: vec![1.0; 3] };
        assert_eq!(mask(&short, 0.5, (9, 1)), [0, 0]);
    }
}
