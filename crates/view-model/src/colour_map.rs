//! Colours of the class activation map, and of an outline with its edge.
//!
//! Viridis: rises evenly in lightness, so it reads the same for every kind of
//! colour vision and in grey print, and none of its colours is grey, so it is distinguishable from the picture under
//! it.
//!
//! Invariant: plain numbers in, plain pixels out.

use protocol::{Bitmap, Map, Outline};

/// Viridis at nine equidistant steps (S. van der Walt and N. Smith, matplotlib, CC0).
const VIRIDIS: [[u8; 3]; 9] = [
    [0x44, 0x01, 0x54],
    [0x47, 0x2d, 0x7b],
    [0x3b, 0x52, 0x8b],
    [0x2c, 0x72, 0x8e],
    [0x21, 0x91, 0x8c],
    [0x28, 0xae, 0x80],
    [0x5e, 0xc9, 0x62],
    [0xad, 0xdc, 0x30],
    [0xfd, 0xe7, 0x25],
];

/// Evidence below this share of the strongest is left out of the overlay.
const FLOOR: f32 = 0.08;
/// From here on the overlay is opaque.
const FULL: f32 = 0.35;
/// Steps of a map's colours: one colour is computed per step, and looked up per pixel.
const STEPS: u16 = 512;

/// Colour of a value of 0…1 (clamped).
///
/// ```
/// use view_model::colour_map::viridis;
///
/// assert_eq!(viridis(0.0), [0x44, 0x01, 0x54]);
/// assert_eq!(viridis(7.0), viridis(1.0));
/// ```
#[must_use]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0…255 and 0…8")]
pub fn viridis(value: f32) -> [u8; 3] {
    let position = value.clamp(0.0, 1.0) * 8.0;
    let low = (position as usize).min(7);
    let share = position - low as f32;
    let (a, b) = match VIRIDIS.get(low..low + 2) {
        Some([a, b]) => (a, b),
        _ => return VIRIDIS[8],
    };
    std::array::from_fn(|i| {
        let (a, b) = (f32::from(a[i]), f32::from(b[i]));
        (a + (b - a) * share).round() as u8
    })
}

/// The overlay of a map: `side` × `side` RGBA, transparent where there is no evidence for the
/// class. Cells are interpolated bilinearly, with cell centres according to the network's stride.
#[must_use]
pub fn overlay(map: &Map, side: u32) -> Bitmap {
    coloured(&stretched(map, side), side)
}

/// The overlay of an outline: the colours of its probabilities, and a white line along its inner edge.
#[must_use]
pub fn outlined(outline: &Outline, side: u32) -> Bitmap {
    let values = outline.probabilities.iter().map(|value| f32::from(*value) / 255.0).collect();
    let map = Map { width: outline.width as usize, height: outline.height as usize, values };
    let values = stretched(&map, side);
    let is_inside = |at: usize| values.get(at).is_some_and(|value| *value >= outline.threshold);
    let mut drawn = coloured(&values, side);
    let row = side as usize;
    for (at, pixel) in drawn.rgba.chunks_exact_mut(4).enumerate() {
        // The neighbours of a row's ends wrap to other rows: acceptable, since outlines rarely reach the border.
        let beside = [at.wrapping_sub(row), at.wrapping_sub(1), at + 1, at + row];
        if is_inside(at) && !beside.into_iter().all(is_inside) {
            pixel.fill(255);
        }
    }
    drawn
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0…512")]
fn coloured(values: &[f32], side: u32) -> Bitmap {
    let colours: Vec<[u8; 4]> = (0..=STEPS).map(|step| pixel(f32::from(step) / f32::from(STEPS))).collect();
    let mut rgba = Vec::with_capacity(values.len() * 4);
    for value in values {
        let step = (value * f32::from(STEPS) + 0.5).clamp(0.0, f32::from(STEPS)) as usize;
        rgba.extend_from_slice(colours.get(step).unwrap_or(&[0; 4]));
    }
    Bitmap { width: side, height: side, rgba }
}

/// The map's values for each of `side` × `side` pixels.
fn stretched(map: &Map, side: u32) -> Vec<f32> {
    let across: Vec<_> = (0..side).map(|x| between(x, side, map.width as u32)).collect();
    let mut values = Vec::with_capacity((side * side) as usize);
    for y in 0..side {
        let down = between(y, side, map.height as u32);
        values.extend(across.iter().map(|across| sample(map, *across, down)));
    }
    values
}

/// The legend: `width` × `height` RGBA from no evidence (left) to the strongest (right).
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "a few hundred pixels")]
pub fn legend(width: u32, height: u32) -> Bitmap {
    let last = width.saturating_sub(1).max(1) as f32;
    let row: Vec<u8> = (0..width).flat_map(|x| pixel(x as f32 / last)).collect();
    Bitmap { width, height, rgba: row.repeat(height as usize) }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0…255")]
fn pixel(value: f32) -> [u8; 4] {
    let [r, g, b] = viridis(value);
    let strength = ((value - FLOOR) / (FULL - FLOOR)).clamp(0.0, 1.0);
    [r, g, b, (strength * 255.0) as u8]
}

/// A value between four cells, two across and two down.
fn sample(map: &Map, (x0, x1, fx): (u32, u32, f32), (y0, y1, fy): (u32, u32, f32)) -> f32 {
    let at = |cx: u32, cy: u32| map.values.get(cy as usize * map.width + cx as usize).copied().unwrap_or(0.0);
    let top = at(x0, y0) * (1.0 - fx) + at(x1, y0) * fx;
    let bottom = at(x0, y1) * (1.0 - fx) + at(x1, y1) * fx;
    top * (1.0 - fy) + bottom * fy
}

/// The two cells on either side of a pixel, and its interpolation weight for the second.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the grid"
)]
fn between(pixel: u32, side: u32, cells: u32) -> (u32, u32, f32) {
    let last = cells.saturating_sub(1) as f32;
    let position = ((pixel as f32 + 0.5) * cells as f32 / side as f32 - 0.5).clamp(0.0, last);
    let low = position.floor();
    (low as u32, (low + 1.0).min(last) as u32, position - low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lightness_never_falls_so_the_map_reads_without_colour() {
        let lightness = |[r, g, b]: [u8; 3]| 0.2126 * f32::from(r) + 0.7152 * f32::from(g) + 0.0722 * f32::from(b);
        let levels: Vec<f32> = (0..=100_u8).map(|step| lightness(viridis(f32::from(step) / 100.0))).collect();
        assert!(levels.windows(2).all(|pair| pair[1] >= pair[0] - 0.5), "{levels:?}");
        assert_eq!((viridis(-3.0), viridis(7.0)), (VIRIDIS[0], VIRIDIS[8]));
    }

    #[test]
    fn the_overlay_is_clear_without_evidence_and_strongest_where_the_map_is() {
        let map = Map { width: 2, height: 2, values: vec![1.0, -1.0, 0.0, 0.0] };
        let drawn = overlay(&map, 8);
        let at = |x: usize, y: usize| &drawn.rgba[(y * 8 + x) * 4..][..4];
        assert_eq!(drawn.rgba.len(), 8 * 8 * 4);
        assert_eq!(at(0, 0), [0xfd, 0xe7, 0x25, 255]);
        assert_eq!(at(7, 0)[3], 0, "evidence against the class");
        assert_eq!(at(7, 7)[3], 0, "no evidence");
    }

    #[test]
    fn an_edge_is_a_line_around_what_is_outlined() {
        let of = |certain: &[usize]| {
            let mut probabilities = vec![0; 16];
            certain.iter().for_each(|at| probabilities[*at] = 255);
            let (regions, mask) = (Vec::new(), Vec::new());
            outlined(&Outline { width: 4, height: 4, probabilities, threshold: 0.5, regions, specks: 0, mask }, 16)
        };
        let drawn = of(&[5, 6, 9, 10]);
        let at = |x: usize, y: usize| &drawn.rgba[(y * 16 + x) * 4..][..4];
        assert_eq!(at(4, 8), [255; 4], "the first pixel inside");
        assert_eq!(at(8, 8), [0xfd, 0xe7, 0x25, 255], "the middle has its colour");
        assert_eq!(at(1, 8)[3], 0, "nothing is drawn far outside");
        let edge = drawn.rgba.chunks(4).filter(|pixel| *pixel == [255; 4]).count();
        assert_eq!(edge, 24, "around eight by eight pixels without their corners");
        assert!(of(&[]).rgba.chunks(4).all(|pixel| pixel[3] == 0));
    }

    #[test]
    fn a_map_without_cells_draws_nothing() {
        let map = Map { width: 0, height: 0, values: Vec::new() };
        assert!(overlay(&map, 4).rgba.chunks(4).all(|pixel| pixel[3] == 0));
    }
}
