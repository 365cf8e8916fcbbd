//! Position and size of a map's cells in the patient.

use super::Map;
use finding::BodySide;
use imaging::ImagePlane;

/// Cosine of the largest angle between an axis of the picture and an axis of the body by which its sides are named:
/// 37°, so that tilted slices of a head count as axial and those halfway between two planes as oblique.
const ALONG: f64 = 0.8;

/// Area of a cell in mm². The map is of a square in which the picture of `size` is centred.
pub(super) fn cell_area(map: &Map, (width, height): (u32, u32), plane: &ImagePlane) -> Option<f64> {
    let [across, down] = plane.millimetres?;
    let pixel = across / f64::from(width) * down / f64::from(height);
    let area = pixel * f64::from(width.max(height)).powi(2) / map.values.len() as f64;
    (area.is_finite() && area > 0.0).then_some(area)
}

/// The sides of the body on which a position is, from its sides relative to the picture's centre: −1, 0 for neither, 1.
pub(super) fn sides(plane: &ImagePlane, [across, down]: [i8; 2]) -> Option<Vec<BodySide>> {
    let [row, column] = plane.directions?;
    let axes = [(ends(row)?, across), (ends(column)?, down)];
    let end = |([before, after], side): ([BodySide; 2], i8)| match side {
        -1 => Some(before),
        1 => Some(after),
        _ => None,
    };
    let mut sides: Vec<BodySide> = axes.into_iter().filter_map(end).collect();
    sides.sort_unstable();
    Some(sides)
}

/// The sides of the body before the first pixel along a direction, and after the last.
fn ends([left, back, head]: [f64; 3]) -> Option<[BodySide; 2]> {
    let axes = [
        (left, [BodySide::Right, BodySide::Left]),
        (back, [BodySide::Front, BodySide::Back]),
        (head, [BodySide::Feet, BodySide::Head]),
    ];
    let (along, [before, after]) = axes.into_iter().find(|(along, _)| along.abs() >= ALONG)?;
    Some(if along > 0.0 { [before, after] } else { [after, before] })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEFT: [f64; 3] = [1.0, 0.0, 0.0];
    const BACK: [f64; 3] = [0.0, 1.0, 0.0];
    const FEET: [f64; 3] = [0.0, 0.0, -1.0];

    fn plane(directions: [[f64; 3]; 2]) -> ImagePlane {
        ImagePlane { directions: Some(directions), ..ImagePlane::default() }
    }

    #[test]
    fn sides_are_those_of_the_patient_in_every_plane() {
        let upper_left = [-1, -1];
        let axial = sides(&plane([LEFT, BACK]), upper_left).unwrap();
        assert_eq!(axial, [BodySide::Right, BodySide::Front], "the picture's left is the patient's right");
        assert_eq!(sides(&plane([LEFT, FEET]), upper_left).unwrap(), [BodySide::Right, BodySide::Head]);
        assert_eq!(sides(&plane([BACK, FEET]), upper_left).unwrap(), [BodySide::Front, BodySide::Head]);
        // A rotated picture: left and right still come first.
        assert_eq!(sides(&plane([BACK, LEFT]), [1, -1]).unwrap(), [BodySide::Right, BodySide::Back]);
        assert_eq!(sides(&plane([LEFT, BACK]), [1, 0]).unwrap(), [BodySide::Left]);
        assert_eq!(sides(&plane([LEFT, BACK]), [0, 0]).unwrap(), []);
    }

    #[test]
    fn tilted_slices_have_sides_and_those_between_two_planes_have_none() {
        let turned = |degrees: f64| plane([LEFT, [0.0, degrees.to_radians().cos(), -degrees.to_radians().sin()]]);
        assert_eq!(sides(&turned(25.0), [-1, 1]).unwrap(), [BodySide::Right, BodySide::Back]);
        assert_eq!(sides(&turned(45.0), [-1, 1]), None);
        assert_eq!(sides(&ImagePlane::default(), [-1, 1]), None);
    }

    #[test]
    fn a_cell_is_as_large_as_its_share_of_the_square_around_the_picture() {
        let map = Map { width: 8, height: 8, values: vec![0.0; 64] };
        // 30 mm × 60 mm in a square of 60 mm × 60 mm, however many pixels that are.
        let plane = ImagePlane { millimetres: Some([30.0, 60.0]), ..ImagePlane::default() };
        for size in [(60, 120), (30, 60), (500, 1000)] {
            assert!((cell_area(&map, size, &plane).unwrap() - 56.25).abs() < 1e-9, "{size:?}");
        }
        // Pixels twice as high as wide, not resampled: the picture fills its square.
        assert!((cell_area(&map, (60, 60), &plane).unwrap() - 28.125).abs() < 1e-9);
        assert_eq!(cell_area(&map, (60, 120), &ImagePlane::default()), None);
        assert_eq!(cell_area(&map, (0, 0), &plane), None);
        let nothing = Map { width: 0, height: 0, values: Vec::new() };
        assert_eq!(cell_area(&nothing, (60, 120), &plane), None);
    }
}
