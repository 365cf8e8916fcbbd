//! Where a map is strongest, in words, for those who cannot see it: which part of the imaged object, how much of the
//! picture, and how much of that lies outside the object.

use super::Map;
use super::imaged::{Imaged, side};
use imaging::Image;
use text::Message;

/// Evidence below this share of the map's maximum is ignored: the text is about the peaks.
const STRONG: f32 = 0.5;
/// Share of the strong evidence in a part from which on the part is named.
const MOST: f32 = 0.6;
/// Share of the strong part outside the outline from which on it is reported.
const REPORTED: f32 = 0.05;

/// A short phrase in any language: "strongest in the upper left quarter, over 12 % of the picture, all within the outline of what is
/// imaged", "spread over 70 % of the picture …", "no part speaks for it". `picture` is the network's input.
///
/// Sides are those of the picture as shown, not the patient's.
///
/// ```
/// use explain::{Map, summary};
/// use imaging::{Image, Pixels};
///
/// let mut values = vec![0.1; 49];
/// values[0] = 1.0;
/// let picture = Image::new(70, 70, Pixels::Grey8(vec![200; 70 * 70])).unwrap();
/// assert_eq!(
///     text::english(&summary(&Map { width: 7, height: 7, values }, &picture)),
///     "strongest in the upper left quarter, over 2 % of the picture, all within the outline of what is imaged",
/// );
/// ```
#[must_use]
pub fn summary(map: &Map, picture: &Image) -> Message {
    let peak = map.values.iter().copied().fold(0.0, f32::max);
    // Written so that a map with NaN gives no message.
    if !(peak > 0.0 && peak.is_finite()) || map.values.len() != map.width * map.height {
        return text::finding::nowhere();
    }
    let strong: Vec<f32> = map.values.iter().map(|&value| if value >= peak * STRONG { value } else { 0.0 }).collect();
    let area = strong.iter().filter(|value| **value > 0.0).count() as f32 / strong.len() as f32;
    let imaged = Imaged::of(picture);
    let place = text::finding::place(part(map, &strong, &imaged).unwrap_or("several"));
    match imaged.outside(map, &strong) {
        None => text::finding::strongest(place, area),
        Some(share) if share < REPORTED => text::finding::within(place, area),
        Some(share) => text::finding::partly_within(place, area, share),
    }
}

/// The part of the object with most of the strong evidence, by its key in `finding-place` of `text/en/finding.ftl`;
/// `None` where no part does.
fn part(map: &Map, strong: &[f32], imaged: &Imaged) -> Option<&'static str> {
    let total: f32 = strong.iter().sum();
    // Each cell's distance from the object's centre, −1…1 within it, with its weight.
    let cells: Vec<([f32; 2], f32)> = strong
        .iter()
        .enumerate()
        .filter(|(_, value)| **value > 0.0)
        .map(|(cell, value)| {
            let x = (cell % map.width) as f32 + 0.5;
            let y = (cell / map.width) as f32 + 0.5;
            (imaged.relative_to_middle([x / map.width as f32, y / map.height as f32]), value / total)
        })
        .collect();
    let mean = |axis: fn(&[f32; 2]) -> f32| cells.iter().map(|(at, weight)| axis(at) * weight).sum::<f32>();
    let (x, y) = (side(mean(|at| at[0])), side(mean(|at| at[1])));
    // On the named side, or near the centre of an axis on which no side is named.
    let fits = |at: f32, side: i8| if side == 0 { at.abs() <= 0.6 } else { at * f32::from(side) > 0.0 };
    let held: f32 = cells.iter().filter(|(at, _)| fits(at[0], x) && fits(at[1], y)).map(|(_, weight)| weight).sum();
    let name = match (y, x) {
        (-1, -1) => "upper-left",
        (-1, 1) => "upper-right",
        (1, -1) => "lower-left",
        (1, 1) => "lower-right",
        (-1, _) => "upper",
        (1, _) => "lower",
        (_, -1) => "left",
        (_, 1) => "right",
        _ => "middle",
    };
    (held >= MOST).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use imaging::Pixels;

    /// A 7 × 7 map with 1 in the named cells (row, column) and a little everywhere.
    fn with_peaks(peaks: &[(usize, usize)]) -> Map {
        let mut values = vec![0.1; 49];
        peaks.iter().for_each(|(row, column)| values[row * 7 + column] = 1.0);
        Map { width: 7, height: 7, values }
    }

    /// A bright rectangle on black, 70 × 70; left, top, right, bottom.
    fn head([left, top, right, bottom]: [u32; 4]) -> Image {
        let bright = |x: u32, y: u32| (left..right).contains(&x) && (top..bottom).contains(&y);
        let samples = (0..70 * 70).map(|i| if bright(i % 70, i / 70) { 200 } else { 3 }).collect();
        Image::new(70, 70, Pixels::Grey8(samples)).unwrap()
    }

    fn summary(map: &Map, picture: &Image) -> String {
        text::english(&super::summary(map, picture))
    }

    fn check(peaks: &[(usize, usize)], expected: &str) {
        let said = summary(&with_peaks(peaks), &head([0, 0, 70, 70]));
        assert!(said.starts_with(&format!("strongest in {expected},")), "{peaks:?}: {said}");
    }

    #[test]
    fn quarters_are_named() {
        check(&[(0, 0), (1, 2)], "the upper left quarter");
        check(&[(1, 5)], "the upper right quarter");
        check(&[(6, 0)], "the lower left quarter");
        check(&[(4, 4), (5, 6)], "the lower right quarter");
        check(&[(2, 2)], "the upper left quarter");
    }

    #[test]
    fn the_middle_and_the_halves_are_named() {
        check(&[(3, 3)], "the middle");
        check(&[(1, 3)], "the upper half, near the midline");
        check(&[(3, 6)], "the right half");
        check(&[(2, 0), (4, 0)], "the left half");
    }

    #[test]
    fn the_middle_is_that_of_what_is_imaged() {
        let map = with_peaks(&[(3, 3)]);
        let said = summary(&map, &head([30, 30, 70, 70]));
        assert!(said.starts_with("strongest in the upper left quarter,"), "{said}");
    }

    #[test]
    fn area_and_what_lies_outside_are_told() {
        let said = summary(&with_peaks(&[(0, 0)]), &head([0, 0, 70, 70]));
        assert_eq!(
            said,
            "strongest in the upper left quarter, over 2 % of the picture, all within the outline of what is imaged"
        );
        let said = summary(&with_peaks(&[(0, 0), (0, 1)]), &head([10, 0, 70, 70]));
        assert!(said.ends_with("over 4 % of the picture, 50 % of it outside the outline of what is imaged"), "{said}");
    }

    #[test]
    fn what_has_no_place_says_so() {
        let everywhere = head([0, 0, 70, 70]);
        let said = summary(&with_peaks(&[(0, 0), (0, 6), (6, 0), (6, 6)]), &everywhere);
        assert!(said.starts_with("strongest in several places, over 8 % of the picture"), "{said}");
        let against = Map { width: 2, height: 1, values: vec![-1.0, -0.5] };
        assert_eq!(summary(&against, &everywhere), "no part speaks for it");
        let broken = Map { width: 2, height: 1, values: vec![f32::NAN, f32::INFINITY] };
        assert_eq!(summary(&broken, &everywhere), "no part speaks for it");
        let black = Image::new(2, 2, Pixels::Grey8(vec![0; 4])).unwrap();
        assert_eq!(summary(&with_peaks(&[(3, 3)]), &black), "strongest in the middle, over 2 % of the picture");
    }
}
