//! Occlusion: covers parts of a picture without introducing new structure.
//!
//! A covered part is filled smoothly from its surroundings: a flat patch would add edges, and a network responds to
//! edges. The fill is the push-pull pyramid of Gortler et al., "The Lumigraph" (SIGGRAPH 1996, section 3.4): known
//! pixels are averaged to ever coarser grids, and unknown ones take the value of the coarser grid.

use super::Map;
use imaging::{Image, Pixels, grey_from_image};

/// Width of the frame that a probe covers, as a share of the picture's sides.
pub const FRAME: f32 = 0.1;

/// Cells of a map that a probe takes as its strongest region: from this share of its maximum on.
pub const STRONG: f32 = 0.5;

/// A picture with a part covered.
#[derive(Clone, Debug, PartialEq)]
pub struct Cover {
    /// The picture.
    pub image: Image,
    /// Share of its area that was covered, 0…1.
    pub share: f32,
}

/// Covers where `hidden` is true: one value per pixel, row by row from the top; missing ones count as false.
/// 16-bit samples become 8-bit ones. A picture that is covered whole becomes black.
///
/// ```
/// use explain::occlusion::cover;
/// use imaging::{Image, Pixels};
///
/// let picture = Image::new(2, 1, Pixels::Rgb8(vec![10, 20, 30, 200, 100, 50])).unwrap();
/// let covered = cover(&picture, &[false, true]);
/// assert_eq!(covered.image.pixels(), &Pixels::Rgb8(vec![10, 20, 30, 10, 20, 30]));
/// assert_eq!(covered.share, 0.5);
/// ```
#[must_use]
pub fn cover(image: &Image, hidden: &[bool]) -> Cover {
    let (samples, channels) = match image.pixels() {
        Pixels::Grey16(_) => return cover(&grey_from_image(image), hidden),
        Pixels::Grey8(samples) => (samples, 1),
        Pixels::Rgb8(samples) => (samples, 3),
    };
    let (width, height) = (image.width() as usize, image.height() as usize);
    let hides = |pixel: usize| hidden.get(pixel).copied().unwrap_or(false);
    let count = (0..width * height).filter(|pixel| hides(*pixel)).count();
    let share = count as f32 / (width * height) as f32;
    if count == 0 {
        return Cover { image: image.clone(), share };
    }
    let mut filled = samples.clone();
    for channel in 0..channels {
        let plane = samples.iter().skip(channel).step_by(channels).enumerate();
        let known = plane.map(|(pixel, sample)| if hides(pixel) { None } else { Some(f32::from(*sample)) });
        let full = Level { width, height, values: known.collect() }.filled();
        for (pixel, (sample, value)) in filled.iter_mut().skip(channel).step_by(channels).zip(full).enumerate() {
            if hides(pixel) {
                *sample = value.round().clamp(0.0, 255.0) as u8;
            }
        }
    }
    let pixels = if channels == 1 { Pixels::Grey8(filled) } else { Pixels::Rgb8(filled) };
    Cover { image: Image::new(image.width(), image.height(), pixels).unwrap_or_else(|| image.clone()), share }
}

/// Covers the cells of `map` that reach `share` of its maximum, each as large as its part of the picture. None if the
/// map has no positive evidence.
#[must_use]
pub fn cover_strongest(image: &Image, map: &Map, share: f32) -> Cover {
    let peak = map.values.iter().copied().fold(0.0, f32::max);
    let strong: Vec<bool> = map.values.iter().map(|value| peak > 0.0 && *value >= peak * share).collect();
    cover(image, &pixels_from_cells(image, (map.width, map.height), &strong))
}

/// Covers a frame along the borders, `share` of the sides wide.
#[must_use]
pub fn cover_frame(image: &Image, share: f32) -> Cover {
    cover(image, &pixels(image, |x, y| x.min(1.0 - x) < share || y.min(1.0 - y) < share))
}

/// Which pixels lie in the chosen cells of a `(columns, rows)` grid over the picture.
#[must_use]
pub fn pixels_from_cells(image: &Image, (columns, rows): (usize, usize), chosen: &[bool]) -> Vec<bool> {
    pixels(image, |x, y| {
        let (column, row) = ((x * columns as f32) as usize, (y * rows as f32) as usize);
        chosen.get(row * columns + column).copied().unwrap_or(false)
    })
}

/// Which pixels `inside` selects, by the position of their centres: 0…1 from the left and from the top.
pub fn pixels(image: &Image, inside: impl Fn(f32, f32) -> bool) -> Vec<bool> {
    let (width, height) = (image.width(), image.height());
    let centre = |index: u32, extent: u32| (index as f32 + 0.5) / extent as f32;
    let rows = (0..height).map(|row| centre(row, height));
    rows.flat_map(|y| (0..width).map(move |column| (centre(column, width), y))).map(|(x, y)| inside(x, y)).collect()
}

/// A grid of known and unknown values.
struct Level {
    width: usize,
    height: usize,
    values: Vec<Option<f32>>,
}

impl Level {
    /// All values: the known ones, and the others from the coarser grid. 0 where nothing is known.
    fn filled(&self) -> Vec<f32> {
        if self.values.iter().all(Option::is_some) || self.values.len() <= 1 {
            return self.values.iter().map(|value| value.unwrap_or(0.0)).collect();
        }
        let coarser = self.coarser();
        let below = coarser.filled();
        let each = self.values.iter().enumerate();
        each.map(|(index, value)| {
            value.unwrap_or_else(|| coarser.between(&below, index % self.width, index / self.width))
        })
        .collect()
    }

    /// Half the sides, rounded up: the mean of the known ones of four.
    fn coarser(&self) -> Self {
        let (width, height) = (self.width.div_ceil(2), self.height.div_ceil(2));
        let mean = |column: usize, row: usize| {
            let corners = [(0, 0), (1, 0), (0, 1), (1, 1)];
            let known = corners.iter().filter_map(|(dx, dy)| self.at(2 * column + dx, 2 * row + dy));
            let (sum, count) = known.fold((0.0, 0u8), |(sum, count), value| (sum + value, count + 1));
            (count > 0).then(|| sum / f32::from(count))
        };
        let values = (0..width * height).map(|index| mean(index % width, index / width)).collect();
        Self { width, height, values }
    }

    fn at(&self, column: usize, row: usize) -> Option<f32> {
        if column >= self.width { None } else { self.values.get(row * self.width + column).copied().flatten() }
    }

    /// `values` of this grid at a position of the finer one, linear between the four nearest centres: 9, 3, 3 and 1
    /// sixteenths.
    fn between(&self, values: &[f32], column: usize, row: usize) -> f32 {
        let near = |index: usize, extent: usize| {
            let own = index / 2;
            let other = if index.is_multiple_of(2) { own.saturating_sub(1) } else { (own + 1).min(extent - 1) };
            (own, other)
        };
        let ((x, far_x), (y, far_y)) = (near(column, self.width), near(row, self.height));
        let value = |x: usize, y: usize| values.get(y * self.width + x).copied().unwrap_or(0.0);
        (9.0 * value(x, y) + 3.0 * value(far_x, y) + 3.0 * value(x, far_y) + value(far_x, far_y)) / 16.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(width: u32, height: u32, level: impl Fn(u32, u32) -> u8) -> Image {
        let samples = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| level(x, y)).collect();
        Image::new(width, height, Pixels::Grey8(samples)).unwrap()
    }

    fn level(image: &Image, x: usize, y: usize) -> u8 {
        let Pixels::Grey8(samples) = image.pixels() else { panic!("not grey") };
        samples[y * image.width() as usize + x]
    }

    #[test]
    fn a_covered_disc_vanishes_in_its_surroundings() {
        let disc = |x: f32, y: f32| (x - 0.5).powi(2) + (y - 0.4).powi(2) < 0.03;
        let plain = grey(60, 50, |_, _| 90);
        let hidden = pixels(&plain, disc);
        let with_disc = grey(60, 50, |x, y| if hidden[(y * 60 + x) as usize] { 250 } else { 90 });
        let covered = cover(&with_disc, &hidden);
        assert_eq!(covered.image, plain);
        let share = hidden.iter().filter(|hidden| **hidden).count() as f32 / 3000.0;
        assert!((covered.share - share).abs() < 1e-6 && share > 0.05);
    }

    #[test]
    fn a_filling_follows_a_slope_and_leaves_the_rest_alone() {
        let slope = grey(64, 64, |x, _| (x * 3) as u8);
        let hidden = pixels(&slope, |x, y| (0.4..0.6).contains(&x) && (0.4..0.6).contains(&y));
        let covered = cover(&slope, &hidden).image;
        for y in 0..64 {
            for x in 0..64 {
                let (before, after) = (level(&slope, x, y), level(&covered, x, y));
                let allowed = if hidden[y * 64 + x] { 12 } else { 0 };
                assert!(before.abs_diff(after) <= allowed, "({x}, {y}): {before} became {after}");
            }
        }
    }

    #[test]
    fn the_frame_is_as_wide_as_said() {
        let image = grey(100, 50, |x, y| if (10..90).contains(&x) && (5..45).contains(&y) { 200 } else { 0 });
        let covered = cover_frame(&image, 0.1);
        assert_eq!(covered.image, grey(100, 50, |_, _| 200));
        assert!((covered.share - (1.0 - 0.8 * 0.8)).abs() < 1e-6);
    }

    #[test]
    fn only_strong_cells_of_the_map_are_covered() {
        let mut values = vec![0.0; 49];
        (values[8], values[9], values[40], values[48]) = (1.0, 0.5, 0.49, -1.0);
        let image = grey(70, 70, |x, y| if (10..20).contains(&y) && (10..30).contains(&x) { 255 } else { 10 });
        let covered = cover_strongest(&image, &Map { width: 7, height: 7, values }, 0.5);
        assert_eq!(covered.image, grey(70, 70, |_, _| 10));
        assert!((covered.share - 2.0 / 49.0).abs() < 1e-3);
        let nothing = cover_strongest(&image, &Map { width: 7, height: 7, values: vec![0.0; 49] }, 0.5);
        assert_eq!((nothing.image, nothing.share), (image, 0.0));
    }

    #[test]
    fn colour_and_depth_and_whole_pictures_are_taken() {
        let colour = Image::new(2, 1, Pixels::Rgb8(vec![10, 20, 30, 200, 100, 50])).unwrap();
        let covered = cover(&colour, &[false, true]).image;
        assert_eq!(covered.pixels(), &Pixels::Rgb8(vec![10, 20, 30, 10, 20, 30]));
        let deep = Image::new(2, 1, Pixels::Grey16(vec![0, 65_535])).unwrap();
        assert_eq!(cover(&deep, &[true, false]).image.pixels(), &Pixels::Grey8(vec![255, 255]));
        assert_eq!(cover(&deep, &[true, true]).image.pixels(), &Pixels::Grey8(vec![0, 0]));
    }
}
