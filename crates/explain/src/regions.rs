//! The connected regions of an outline, with their size and position.

use super::Map;
use super::imaged::{Imaged, side};
use super::patient::{cell_area, sides};
use finding::{OutlinedRegion, Part};
use imaging::{Image, ImagePlane};

/// Share of what is imaged below which a region is a speck, which is counted but not listed: a cell or two of a map of
/// 56 × 56 on a head that fills half the picture, fewer than in the drawn outlines that a network is trained on. The
/// map keeps it.
pub const SPECK: f32 = 0.001;

/// The connected regions of an outline: 4-connected cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Regions {
    /// The listed regions, the largest first.
    pub told: Vec<OutlinedRegion>,
    /// Number of those smaller than [`SPECK`].
    pub specks: usize,
}

/// The regions of cells with at least `threshold`. `picture` is the network's input for one of `size` in `plane`; the
/// object is what is brighter than its background, and the whole picture where nothing is. A map of the wrong length
/// has none.
///
/// ```
/// use explain::{BodySide, Map, Part, regions};
/// use imaging::{Image, ImagePlane, Pixels};
///
/// let mut values = vec![0.1; 100];
/// // Two cells side by side, and one that touches them by a corner alone.
/// [0, 1, 12].iter().for_each(|at| values[*at] = 0.9);
/// let picture = Image::new(40, 40, Pixels::Grey8(vec![200; 40 * 40])).unwrap();
/// // Seen from the feet, 100 mm across.
/// let directions = Some([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]);
/// let plane = ImagePlane { millimetres: Some([100.0, 100.0]), directions };
/// let found = regions(&Map { width: 10, height: 10, values }, 0.5, &picture, ((512, 512), &plane));
/// let largest = &found.told[0];
/// assert_eq!((largest.share, largest.part, largest.square_millimetres), (0.02, Part::UpperLeft, Some(200.0)));
/// assert_eq!(largest.patient_sides, Some(vec![BodySide::Right, BodySide::Front]));
/// assert_eq!((found.told.len(), found.specks), (2, 0));
/// ```
#[must_use]
pub fn regions(map: &Map, threshold: f32, picture: &Image, (size, plane): ((u32, u32), &ImagePlane)) -> Regions {
    let (width, count) = (map.width, map.values.len());
    if count != width * map.height {
        return Regions::default();
    }
    let imaged = Imaged::of(picture);
    let whole = count as f32 * imaged.share();
    let cell = cell_area(map, size, plane);
    let mut open: Vec<bool> = map.values.iter().map(|value| *value >= threshold).collect();
    let mut found = Regions::default();
    for start in 0..count {
        if !take(&mut open, start) {
            continue;
        }
        let cells = connected(&mut open, start, width);
        let share = (cells.len() as f32 / whole).min(1.0);
        if share < SPECK {
            found.specks += 1;
            continue;
        }
        // The mean of cell positions, as a share of the sides.
        let mean = |place: fn(usize, usize) -> usize, side: usize| {
            let sum: f32 = cells.iter().map(|cell| place(*cell, width) as f32 + 0.5).sum();
            sum / cells.len() as f32 / side as f32
        };
        let middle = [mean(|cell, width| cell % width, width), mean(|cell, width| cell / width, map.height)];
        let [across, down] = imaged.relative_to_middle(middle).map(side);
        found.told.push(OutlinedRegion {
            share,
            part: part(down, across),
            square_millimetres: cell.map(|area| area * cells.len() as f64),
            patient_sides: sides(plane, [across, down]),
        });
    }
    found.told.sort_by(|a, b| b.share.total_cmp(&a.share));
    found
}

/// Which cells are outlined: those with at least `threshold`, in connected regions of at least `least` cells. None for
/// a map of the wrong length.
///
/// ```
/// use explain::{Map, cells};
///
/// let map = Map { width: 4, height: 1, values: vec![0.9, 0.9, 0.1, 0.6] };
/// assert_eq!(cells(&map, 0.5, 0), [true, true, false, true]);
/// assert_eq!(cells(&map, 0.5, 2), [true, true, false, false]);
/// ```
#[must_use]
pub fn cells(map: &Map, threshold: f32, least: usize) -> Vec<bool> {
    let count = map.values.len();
    let mut outlined = vec![false; count];
    if count != map.width * map.height {
        return outlined;
    }
    let mut open: Vec<bool> = map.values.iter().map(|value| *value >= threshold).collect();
    for start in 0..count {
        if !take(&mut open, start) {
            continue;
        }
        let region = connected(&mut open, start, map.width);
        if region.len() >= least {
            for cell in region {
                if let Some(is_outlined) = outlined.get_mut(cell) {
                    *is_outlined = true;
                }
            }
        }
    }
    outlined
}

/// The part above (−1), near (0) or below (1) the centre, and left (−1), near (0) or right (1) of it.
fn part(down: i8, across: i8) -> Part {
    match (down, across) {
        (-1, -1) => Part::UpperLeft,
        (-1, 0) => Part::Upper,
        (-1, _) => Part::UpperRight,
        (0, -1) => Part::Left,
        (0, 0) => Part::Centre,
        (0, _) => Part::Right,
        (_, -1) => Part::LowerLeft,
        (_, 0) => Part::Lower,
        _ => Part::LowerRight,
    }
}

/// The region of `start`; its cells are then no longer open.
fn connected(open: &mut [bool], start: usize, width: usize) -> Vec<usize> {
    let mut cells = vec![start];
    let mut at = 0;
    while let Some(&cell) = cells.get(at) {
        at += 1;
        let (left, right) = (cell.checked_sub(1), Some(cell + 1));
        let column = cell % width;
        let beside = [
            cell.checked_sub(width),
            Some(cell + width),
            left.filter(|_| column > 0),
            right.filter(|_| column + 1 < width),
        ];
        cells.extend(beside.into_iter().flatten().filter(|next| take(open, *next)));
    }
    cells
}

/// Whether the cell was open; it is no longer.
fn take(open: &mut [bool], cell: usize) -> bool {
    open.get_mut(cell).is_some_and(std::mem::take)
}

#[cfg(test)]
mod tests {
    use super::*;
    use finding::BodySide;
    use imaging::Pixels;

    /// A map of 40 × 40 with 0.9 in rectangles: left, top, right, bottom.
    fn map(rectangles: &[[usize; 4]]) -> Map {
        let inside =
            |x: usize, y: usize| rectangles.iter().any(|of| (of[0]..of[2]).contains(&x) && (of[1]..of[3]).contains(&y));
        let values = (0..1600).map(|cell| if inside(cell % 40, cell / 40) { 0.9 } else { 0.1 }).collect();
        Map { width: 40, height: 40, values }
    }

    /// A bright rectangle on black, 80 × 80.
    fn head([left, top, right, bottom]: [u32; 4]) -> Image {
        let bright = |x: u32, y: u32| (left..right).contains(&x) && (top..bottom).contains(&y);
        let samples = (0..80 * 80).map(|i| if bright(i % 80, i / 80) { 200 } else { 3 }).collect();
        Image::new(80, 80, Pixels::Grey8(samples)).unwrap()
    }

    const EVERYTHING: [u32; 4] = [0, 0, 80, 80];

    /// For a picture without patient geometry.
    fn regions(map: &Map, threshold: f32, picture: &Image) -> Regions {
        super::regions(map, threshold, picture, ((80, 80), &ImagePlane::default()))
    }

    #[test]
    fn regions_are_told_apart_and_the_largest_comes_first() {
        let found = regions(&map(&[[2, 2, 6, 6], [30, 18, 38, 22]]), 0.5, &head(EVERYTHING));
        let all: Vec<_> = found.told.iter().map(|one| (one.share, one.part)).collect();
        assert_eq!(all, [(0.02, Part::Right), (0.01, Part::UpperLeft)]);
        assert_eq!(found.specks, 0);
    }

    #[test]
    fn cells_that_touch_by_corners_or_over_the_border_are_apart() {
        let corner = regions(&map(&[[10, 10, 14, 14], [14, 14, 18, 18]]), 0.5, &head(EVERYTHING));
        assert_eq!(corner.told.len(), 2);
        // The last cells of a row and the first of the next are adjacent in memory only.
        let border = regions(&map(&[[38, 10, 40, 14], [0, 10, 2, 14]]), 0.5, &head(EVERYTHING));
        assert_eq!(border.told.len(), 2);
        let bent = regions(&map(&[[10, 10, 20, 12], [18, 12, 20, 20]]), 0.5, &head(EVERYTHING));
        assert_eq!(bent.told.len(), 1);
    }

    #[test]
    fn share_and_place_are_those_of_what_is_imaged() {
        // The middle of the picture is the upper left of the head in it, which fills 36 % of the picture.
        let found = regions(&map(&[[16, 16, 24, 24]]), 0.5, &head([32, 32, 80, 80]));
        let one = &found.told[0];
        assert!((one.share - 64.0 / 576.0).abs() < 1e-5, "{}", one.share);
        assert_eq!(one.part, Part::UpperLeft);
        let whole = regions(&map(&[[0, 0, 40, 40]]), 0.5, &head([32, 32, 48, 48]));
        assert_eq!(whole.told[0].share, 1.0, "what lies beside what is imaged counts, up to all of it");
        let black = Image::new(2, 2, Pixels::Grey8(vec![0; 4])).unwrap();
        let (share, part, square_millimetres, patient_sides) = (0.04, Part::Centre, None, None);
        let about_the_middle = OutlinedRegion { share, part, square_millimetres, patient_sides };
        assert_eq!(regions(&map(&[[16, 16, 24, 24]]), 0.5, &black).told[0], about_the_middle);
    }

    #[test]
    fn area_and_sides_are_the_patients() {
        let directions = Some([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]);
        let plane = ImagePlane { millimetres: Some([200.0, 100.0]), directions };
        // A picture that lies in its square of 200 mm, whose cells are 5 mm wide.
        let found = super::regions(&map(&[[30, 14, 34, 18]]), 0.5, &head(EVERYTHING), ((400, 200), &plane));
        let one = &found.told[0];
        assert!((one.square_millimetres.unwrap() - 400.0).abs() < 1e-9, "{one:?}");
        assert_eq!(one.patient_sides, Some(vec![BodySide::Left, BodySide::Front]));
        let turned = ImagePlane { directions: Some([[0.0, 1.0, 0.0], [0.0, 0.0, -1.0]]), ..plane };
        let found = super::regions(&map(&[[18, 30, 22, 34]]), 0.5, &head(EVERYTHING), ((400, 200), &turned));
        assert_eq!(found.told[0].patient_sides, Some(vec![BodySide::Feet]));
    }

    #[test]
    fn every_part_has_its_code() {
        assert_eq!([part(-1, 0), part(-1, 1), part(0, -1)], [Part::Upper, Part::UpperRight, Part::Left]);
        assert_eq!(
            [part(0, 0), part(0, 1), part(1, -1), part(1, 0), part(1, 1)],
            [Part::Centre, Part::Right, Part::LowerLeft, Part::Lower, Part::LowerRight]
        );
    }

    #[test]
    fn regions_with_too_few_cells_are_not_outlined() {
        let map = map(&[[2, 2, 4, 4], [10, 10, 13, 12], [20, 20, 21, 21]]);
        let of = |least: usize| cells(&map, 0.5, least).into_iter().filter(|is| *is).count();
        assert_eq!([0, 1, 2, 4, 5, 6, 7].map(of), [11, 11, 10, 10, 6, 6, 0]);
        assert_eq!(cells(&Map { width: 3, height: 2, values: vec![1.0; 5] }, 0.5, 0), [false; 5]);
        assert_eq!(cells(&Map { width: 2, height: 1, values: vec![f32::NAN; 2] }, 0.5, 0), [false; 2]);
    }

    #[test]
    fn specks_are_counted_and_nothing_is_nothing() {
        let found = regions(&map(&[[5, 5, 6, 6], [9, 9, 10, 10], [20, 20, 24, 24]]), 0.5, &head(EVERYTHING));
        assert_eq!((found.told.len(), found.specks), (1, 2));
        assert_eq!(regions(&map(&[]), 0.5, &head(EVERYTHING)), Regions::default());
        let short = Map { width: 3, height: 2, values: vec![1.0; 5] };
        assert_eq!(regions(&short, 0.5, &head(EVERYTHING)), Regions::default());
        let broken = Map { width: 2, height: 1, values: vec![f32::NAN; 2] };
        assert_eq!(regions(&broken, 0.5, &head(EVERYTHING)), Regions::default());
    }
}
