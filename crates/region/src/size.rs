//! How large a region is.

use crate::mask::RegionMask;

/// A place in columns and rows of the slice, with fractions.
type HullPoint = (f64, f64);

/// How large a region is: in millimetres where pixels have a size, else in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RegionSize {
    /// Its area, in squares of that unit.
    pub area: f64,
    /// Its longest diameter.
    pub long: f64,
    /// The longest diameter perpendicular to that.
    pub short: f64,
    /// Both ends of the longest diameter, in columns and rows.
    pub ends: [(f64, f64); 2],
}

impl RegionSize {
    /// The mean of both diameters.
    ///
    /// ```
    /// let size = region::RegionSize { area: 60.0, long: 10.0, short: 7.0, ends: [(0.0, 0.0), (10.0, 0.0)] };
    /// assert_eq!(size.mean(), 8.5);
    /// ```
    #[must_use]
    pub fn mean(&self) -> f64 {
        (self.long + self.short) / 2.0
    }
}

impl RegionMask {
    /// Its size by the width and the height of a pixel. Diameters are those of the convex hull about the middles of the pixels'
    /// edges: a line of pixels is as long as they are, and a disc up to a pixel too long. `None` of an empty region, and where a
    /// pixel has no size.
    ///
    /// ```
    /// // A pixel of 0.5 mm by 2 mm.
    /// let value = |column: u32, row: u32| if (column, row) == (4, 4) { 1.0 } else { 0.0 };
    /// let grid = region::ValueGrid::around((9, 9), (4, 4), 9, value).unwrap();
    /// let size = region::grow(&grid, 0.5).unwrap().mask.size((0.5, 2.0)).unwrap();
    /// assert_eq!((size.area, size.long, size.short), (1.0, 2.0, 0.5));
    /// ```
    #[must_use]
    pub fn size(&self, (width, height): (f64, f64)) -> Option<RegionSize> {
        let is_length = |length: f64| length.is_finite() && length > 0.0;
        if !is_length(width) || !is_length(height) {
            return None;
        }
        let hull = hull(self.edge_middles().map(|(x, y)| (x * width, y * height)).collect());
        let [from, to] = farthest(&hull)?;
        let long = (to.0 - from.0).hypot(to.1 - from.1);
        let ends = [from, to].map(|(x, y)| (x / width, y / height));
        let area = self.count() as f64 * width * height;
        Some(RegionSize { area, long, short: across(&hull, from, to), ends })
    }

    fn edge_middles(&self) -> impl Iterator<Item = HullPoint> {
        let (left, top) = (f64::from(self.left), f64::from(self.top));
        self.pixels().flat_map(move |(x, y)| {
            let (x, y) = (left + f64::from(x), top + f64::from(y));
            [(x + 0.5, y), (x + 0.5, y + 1.0), (x, y + 0.5), (x + 1.0, y + 0.5)]
        })
    }
}

/// Twice the area of the triangle of three places; negative where they turn the other way.
fn turn(a: HullPoint, b: HullPoint, c: HullPoint) -> f64 {
    (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
}

/// The corners of the convex hull, around (A. M. Andrew, Information Processing Letters 9, 1979).
fn hull(mut places: Vec<HullPoint>) -> Vec<HullPoint> {
    places.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    places.dedup();
    if places.len() < 3 {
        return places;
    }
    let half = |places: &mut dyn Iterator<Item = HullPoint>| {
        let mut chain: Vec<HullPoint> = Vec::new();
        for place in places {
            while let [.., a, b] = chain.as_slice() {
                if turn(*a, *b, place) > 0.0 {
                    break;
                }
                chain.pop();
            }
            chain.push(place);
        }
        // The other half begins with it.
        chain.pop();
        chain
    };
    let mut all = half(&mut places.iter().copied());
    all.extend(half(&mut places.iter().rev().copied()));
    all
}

/// The two corners that are farthest from each other. A hull of pixels has so few that all pairs are looked at.
fn farthest(hull: &[HullPoint]) -> Option<[HullPoint; 2]> {
    let pairs = hull.iter().enumerate().flat_map(|(at, a)| hull.iter().skip(at + 1).map(move |b| [*a, *b]));
    pairs.max_by(|[a, b], [c, d]| {
        let length = |from: &HullPoint, to: &HullPoint| (to.0 - from.0).hypot(to.1 - from.1);
        length(a, b).total_cmp(&length(c, d))
    })
}

/// The longest chord of a hull perpendicular to the line through two places. Between two corners its length changes evenly, so
/// it is the longest at one of them.
fn across(hull: &[HullPoint], from: HullPoint, to: HullPoint) -> f64 {
    let length = (to.0 - from.0).hypot(to.1 - from.1);
    let (ux, uy) = ((to.0 - from.0) / length, (to.1 - from.1) / length);
    // Along the line and away from it.
    let turned = |(x, y): HullPoint| ((x - from.0) * ux + (y - from.1) * uy, (y - from.1) * ux - (x - from.0) * uy);
    let corners: Vec<HullPoint> = hull.iter().copied().map(turned).collect();
    let sides = || corners.iter().zip(corners.iter().cycle().skip(1));
    let chord = |at: f64| {
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for (&(t0, s0), &(t1, s1)) in sides().filter(|((t0, _), (t1, _))| t0.min(*t1) <= at && at <= t0.max(*t1)) {
            let met = if t0 == t1 { [s0, s1] } else { [s0 + (s1 - s0) * (at - t0) / (t1 - t0); 2] };
            (least, most) = (least.min(met[0]).min(met[1]), most.max(met[0]).max(met[1]));
        }
        most - least
    };
    corners.iter().map(|(at, _)| chord(*at)).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(side: u32, is_set: impl Fn(f64, f64) -> bool) -> RegionMask {
        RegionMask::of([5, 7, side, side], |x, y| is_set(f64::from(x), f64::from(y)))
    }

    #[test]
    fn a_disc_measured_with_unequal_pixels_is_as_long_as_it_is_in_the_patient() {
        // 12 mm across, of pixels of 0.5 mm by 1.5 mm.
        let disc = mask(40, |x, y| ((x - 20.0) * 0.5).hypot((y - 20.0) * 1.5) <= 6.0);
        let size = disc.size((0.5, 1.5)).unwrap();
        // Up to a row too long.
        assert!((size.long - 12.0).abs() < 1.6 && (size.short - 12.0).abs() < 1.0, "{size:?}");
        assert!((size.area - std::f64::consts::PI * 36.0).abs() < 6.0, "{size:?}");
    }

    #[test]
    fn an_ellipse_has_both_of_its_axes_in_every_direction() {
        for degrees in [0.0_f64, 20.0, 45.0, 70.0, 90.0] {
            let (sin, cos) = degrees.to_radians().sin_cos();
            let ellipse = mask(70, |x, y| {
                let (x, y) = (x - 35.0, y - 35.0);
                ((x * cos + y * sin) / 24.0).hypot((y * cos - x * sin) / 11.0) <= 1.0
            });
            let size = ellipse.size((1.0, 1.0)).unwrap();
            assert!((size.long - 48.0).abs() < 1.2 && (size.short - 22.0).abs() < 1.2, "{degrees}: {size:?}");
            let [a, b] = size.ends;
            assert!(((b.0 - a.0).hypot(b.1 - a.1) - size.long).abs() < 1e-9);
        }
    }

    #[test]
    fn a_rectangle_is_as_long_as_its_diagonal_less_its_corners() {
        let size = mask(40, |x, y| x < 30.0 && y < 10.0).size((1.0, 1.0)).unwrap();
        assert!((size.long - 30.0_f64.hypot(10.0)).abs() < 1.0, "{size:?}");
        assert_eq!(size.area, 300.0);
    }

    #[test]
    fn a_line_is_as_wide_as_a_pixel_and_nothing_has_no_size() {
        let line = mask(20, |x, y| x < 12.0 && y == 3.0).size((1.0, 1.0)).unwrap();
        assert_eq!((line.long, line.short), (12.0, 1.0));
        assert_eq!(mask(20, |_, _| false).size((1.0, 1.0)), None);
        let one = mask(20, |x, y| x == 0.0 && y == 0.0);
        for pixel in [(0.0, 1.0), (1.0, -1.0), (f64::NAN, 1.0), (1.0, f64::INFINITY)] {
            assert_eq!(one.size(pixel), None, "{pixel:?}");
        }
    }
}
