//! Growth from a point, and what keeps it from running out.

use crate::distance::{to_inside, to_outside};
use crate::grid::ValueGrid;
use crate::mask::{CORNERS, EDGES, RegionMask};

/// Shares of the radius of the largest circle inside that are opened with, until nothing leaks: what hangs on the region and is
/// half as thin as it is goes at the first.
const SHARES: [f64; 5] = [0.5, 0.6, 0.7, 0.8, 0.9];

/// A region reaches at most so many of these radii from the middle of that circle: about twice as long as wide.
const MOST_STRETCH: f64 = 2.2;

/// Pixels from the point, to each side, among which its value is looked for: a single one is noise.
const NEAR: u32 = 1;

/// Values between the region and its surroundings at least, as a share of what the surroundings themselves differ by: below,
/// nothing stands out.
const LEAST_CONTRAST: f32 = 1e-3;

/// Why nothing can be grown from a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrowFault {
    /// There is no value at the point: padding, or not a number.
    NoValue,
    /// The point does not stand out from its surroundings.
    Flat,
}

/// What has grown.
#[derive(Clone, Debug, PartialEq)]
pub struct Grown {
    /// Its pixels, without holes.
    pub mask: RegionMask,
    /// Whether it runs into something that no opening takes off, so that a circle about the point stands in for it.
    pub is_limited: bool,
}

/// The value at which the region about the point ends, at a share of the way from its `surroundings` to the median of the pixels
/// at the point: 0.5 is half of the height.
///
/// # Errors
/// When the point has no value, or none above that of its surroundings.
pub fn edge_threshold(grid: &ValueGrid, surroundings: f32, share: f32) -> Result<f32, GrowFault> {
    let (column, row) = grid.seed();
    grid.value(column, row).ok_or(GrowFault::NoValue)?;
    let around = |at: u32| at.saturating_sub(NEAR)..=at.saturating_add(NEAR);
    let places = around(row).flat_map(|row| around(column).map(move |column| (column, row)));
    let mut near: Vec<f32> = places.filter_map(|(column, row)| grid.value(column, row)).collect();
    near.sort_by(f32::total_cmp);
    let here = near.get(near.len() / 2).copied().ok_or(GrowFault::NoValue)?;
    let above = here - surroundings;
    // The scale of what is shown, so that greys from 0 to 1 are no flatter than those to 65,535.
    let scale = here.abs().max(surroundings.abs());
    if !(above.is_finite() && above > scale * LEAST_CONTRAST) {
        return Err(GrowFault::Flat);
    }
    Ok(surroundings + above * share.clamp(0.0, 1.0))
}

/// Grows from the point of a window over all pixels of `threshold` and above that hang together with it by their edges, takes off
/// what is thinner and hangs on it, and fills its holes. Where the point's own pixel lies below, the nearest of its neighbours is
/// taken.
///
/// # Errors
/// When the point has no value, or neither it nor a neighbour reaches the threshold.
pub fn grow(grid: &ValueGrid, threshold: f32) -> Result<Grown, GrowFault> {
    let (column, row) = grid.seed();
    grid.value(column, row).ok_or(GrowFault::NoValue)?;
    let window = [grid.left, grid.top, grid.width, grid.height];
    let is_above = |x: u32, y: u32| grid.value(grid.left + x, grid.top + y).is_some_and(|value| value >= threshold);
    let bright = RegionMask::of(window, is_above);
    let seed = start(&bright, (column - grid.left, row - grid.top)).ok_or(GrowFault::Flat)?;
    let whole = bright.part(seed, &EDGES);
    // A cavity is part of it. What goes on beyond the window may enclose anything.
    let whole = if whole.pixels().any(|(x, y)| grid.is_open_border(x, y)) { whole } else { whole.filled() };
    let depth = Depth::of(&whole);
    let middle = depth.middle(seed);
    for share in SHARES {
        let opened = depth.opened(&whole, middle, share * depth.at(middle));
        if is_closed(&opened, grid, middle, MOST_STRETCH * depth.at(middle)) {
            return Ok(Grown { mask: opened.filled(), is_limited: false });
        }
    }
    let radius = depth.at(seed) + 1.0;
    let circle = RegionMask::of(window, |x, y| whole.get(x.into(), y.into()) && apart((x, y), seed) <= radius);
    Ok(Grown { mask: circle.part(seed, &EDGES).filled(), is_limited: true })
}

/// The pixel that growth begins at.
fn start(bright: &RegionMask, seed: (u32, u32)) -> Option<(u32, u32)> {
    let place = |(across, down): (i64, i64)| (i64::from(seed.0) + across, i64::from(seed.1) + down);
    let mut near = std::iter::once((0, 0)).chain(CORNERS).map(place);
    // Pixels outside of the window belong to nothing, so what is found is no negative number.
    near.find(|(x, y)| bright.get(*x, *y)).map(|(x, y)| (x as u32, y as u32))
}

/// Whether a region ends inside of the window, not farther from a pixel than this.
fn is_closed(region: &RegionMask, grid: &ValueGrid, middle: (u32, u32), farthest: f64) -> bool {
    region.pixels().all(|(x, y)| !grid.is_open_border(x, y) && apart((x, y), middle) <= farthest)
}

fn apart(a: (u32, u32), b: (u32, u32)) -> f64 {
    f64::from(a.0.abs_diff(b.0)).hypot(f64::from(a.1.abs_diff(b.1)))
}

/// How deep each pixel lies inside of a region: the radius of the largest circle about it.
struct Depth {
    width: u32,
    height: u32,
    squares: Vec<u32>,
}

impl Depth {
    fn of(region: &RegionMask) -> Self {
        Self { width: region.width, height: region.height, squares: to_outside(region) }
    }

    fn square(&self, (x, y): (u32, u32)) -> u32 {
        self.squares.get((y * self.width + x) as usize).copied().unwrap_or(0)
    }

    fn at(&self, pixel: (u32, u32)) -> f64 {
        f64::from(self.square(pixel)).sqrt()
    }

    /// Uphill from a pixel, within half of its circle at each step: a neck that is narrower than the region is not passed.
    fn middle(&self, from: (u32, u32)) -> (u32, u32) {
        let mut here = from;
        loop {
            let reach = (self.at(here) / 2.0).max(1.5);
            let span = |at: u32, length: u32| {
                at.saturating_sub(reach as u32)..=at.saturating_add(reach as u32).min(length.saturating_sub(1))
            };
            let places = span(here.1, self.height).flat_map(|y| span(here.0, self.width).map(move |x| (x, y)));
            let deepest = places.filter(|place| apart(*place, here) <= reach).max_by_key(|place| self.square(*place));
            match deepest {
                Some(next) if self.square(next) > self.square(here) => here = next,
                _ => return here,
            }
        }
    }

    /// The region opened with a disc of this radius, as far as it hangs together with a pixel.
    fn opened(&self, region: &RegionMask, middle: (u32, u32), radius: f64) -> RegionMask {
        let square = radius * radius;
        let worn = RegionMask::of(region.window(), |x, y| f64::from(self.square((x, y))) > square);
        let away = to_inside(&worn.part(middle, &CORNERS));
        let is_near = |x: u32, y: u32| {
            let away = away.get((y * self.width + x) as usize).copied().unwrap_or(u32::MAX);
            f64::from(away) <= square
        };
        RegionMask::of(region.window(), |x, y| region.get(x.into(), y.into()) && is_near(x, y))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    /// Middle of what is drawn, in columns and rows; a pixel goes on to the next.
    const MIDDLE: (f64, f64) = (150.3, 149.8);
    const SEED: (u32, u32) = (150, 149);
    /// Pixels to each side that are looked at.
    const REACH: u32 = 64;
    /// Values of lung and of what is solid, in Hounsfield units.
    const LUNG: f32 = -850.0;
    const SOLID: f32 = 30.0;

    /// A slice in which a shape is drawn with the partial volumes of its edge: 16 samples a pixel.
    fn slice(shape: impl Fn(f64, f64) -> bool) -> ValueGrid {
        let value = |column: u32, row: u32| {
            let part = |at: u32, of: u32| f64::from(at) + (f64::from(of) + 0.5) / 4.0;
            let inside = (0..16_u32).filter(|at| shape(part(column, at % 4), part(row, at / 4))).count();
            LUNG + (SOLID - LUNG) * inside as f32 / 16.0
        };
        ValueGrid::around((300, 300), SEED, REACH, value).unwrap()
    }

    fn in_disc(x: f64, y: f64, radius: f64) -> bool {
        (x - MIDDLE.0).hypot(y - MIDDLE.1) <= radius
    }

    fn grown(shape: impl Fn(f64, f64) -> bool) -> Grown {
        let grid = slice(shape);
        grow(&grid, edge_threshold(&grid, LUNG, 0.5).unwrap()).unwrap()
    }

    /// Length and area, as shares of those of a disc.
    fn shares(grown: &Grown, radius: f64) -> (f64, f64) {
        let size = grown.mask.size((1.0, 1.0)).unwrap();
        (size.long / (2.0 * radius), size.area / (PI * radius * radius))
    }

    #[test]
    fn a_disc_alone_has_its_area_and_its_diameter() {
        for radius in [2.0, 2.5, 3.0, 5.0, 8.0, 12.3, 20.0] {
            let grown = grown(|x, y| in_disc(x, y, radius));
            let (long, area) = shares(&grown, radius);
            assert!(!grown.is_limited, "{radius}");
            // A pixel in length; in area a fifth of a pixel all around.
            assert!((long - 1.0).abs() * 2.0 * radius < 1.0, "{radius}: {long}");
            assert!((area - 1.0).abs() < 0.4 / radius, "{radius}: {area}");
        }
    }

    #[test]
    fn a_vessel_that_hangs_on_it_is_taken_off() {
        for radius in [5.0, 8.0, 12.3, 20.0] {
            let vessel = |x: f64, y: f64| x > MIDDLE.0 && (y - MIDDLE.1 + 0.2 * (x - MIDDLE.0)).abs() < 0.35 * radius;
            let with = grown(|x, y| in_disc(x, y, radius) || vessel(x, y));
            let (long, area) = shares(&with, radius);
            assert!(!with.is_limited, "{radius}");
            assert!(long < 1.15 && (0.93..1.1).contains(&area), "{radius}: {long}, {area}");
            // It reaches the window's edge by itself, so this is no accident.
            let grid = slice(|x, y| in_disc(x, y, radius) || vessel(x, y));
            let is_above = |x: u32, y: u32| grid.value(grid.left + x, grid.top + y).is_some_and(|value| value > -410.0);
            let bright = RegionMask::of([grid.left, grid.top, grid.width, grid.height], is_above);
            let whole = bright.part((SEED.0 - grid.left, SEED.1 - grid.top), &EDGES);
            assert!(whole.bounds().is_some_and(|[_, right, ..]| right + 1 == grid.left + grid.width));
        }
    }

    #[test]
    fn a_wall_behind_a_neck_is_taken_off() {
        for radius in [5.0, 8.0, 12.3, 20.0] {
            let with = grown(|x, y| in_disc(x, y, radius) || x > MIDDLE.0 + 0.8 * radius);
            let (long, area) = shares(&with, radius);
            assert!(!with.is_limited, "{radius}");
            assert!(long < 1.25 && (0.9..1.15).contains(&area), "{radius}: {long}, {area}");
        }
    }

    #[test]
    fn on_a_wall_as_broad_as_itself_a_circle_is_taken_and_that_is_said() {
        let with = grown(|x, y| in_disc(x, y, 8.0) || x > MIDDLE.0);
        assert!(with.is_limited);
        let size = with.mask.size((1.0, 1.0)).unwrap();
        assert!(size.long < 2.5 * 8.0, "{size:?}");
    }

    #[test]
    fn a_cavity_is_filled_and_an_ellipse_is_left_whole() {
        let ring = grown(|x, y| in_disc(x, y, 10.0) && (x - MIDDLE.0 - 6.0).hypot(y - MIDDLE.1) > 2.0);
        assert_eq!(ring.mask.filled(), ring.mask);
        assert!(ring.mask.holds(156, 149), "the middle of the cavity");
        let ellipse = grown(|x, y| ((x - MIDDLE.0) / 12.0).hypot((y - MIDDLE.1) / 7.0) <= 1.0);
        let size = ellipse.mask.size((1.0, 1.0)).unwrap();
        assert!((size.long - 24.0).abs() < 1.5 && (size.short - 14.0).abs() < 1.5, "{size:?}");
    }

    #[test]
    fn at_the_edge_of_the_slice_it_ends_with_it() {
        let value = |column: u32, row: u32| {
            let is_inside = f64::from(column).hypot(f64::from(row)) <= 6.0;
            if is_inside { SOLID } else { LUNG }
        };
        let grid = ValueGrid::around((128, 128), (1, 1), 32, value).unwrap();
        let corner = grow(&grid, -410.0).unwrap();
        assert!(!corner.is_limited && corner.mask.holds(0, 0), "{:?}", corner.mask.bounds());
    }

    #[test]
    fn a_point_without_value_or_contrast_grows_nothing() {
        let fault = |value: fn(u32, u32) -> f32| {
            let grid = ValueGrid::around((64, 64), (10, 10), 8, value).unwrap();
            edge_threshold(&grid, LUNG, 0.5).and_then(|threshold| grow(&grid, threshold)).unwrap_err()
        };
        assert_eq!(fault(|_, _| f32::NAN), GrowFault::NoValue);
        assert_eq!(fault(|_, _| LUNG), GrowFault::Flat);
        assert_eq!(fault(|_, _| -1000.0), GrowFault::Flat);
        // One bright pixel is noise.
        assert_eq!(fault(|column, row| if (column, row) == (10, 10) { 300.0 } else { LUNG }), GrowFault::Flat);
        // Values that end nowhere are limited.
        let flat = ValueGrid::around((64, 64), (32, 32), 8, |_, _| f32::MAX).unwrap();
        assert!(grow(&flat, 0.0).unwrap().is_limited);
        assert_eq!(grow(&flat, f32::NAN), Err(GrowFault::Flat));
        assert_eq!(edge_threshold(&flat, f32::NAN, 0.5), Err(GrowFault::Flat));
    }
}
