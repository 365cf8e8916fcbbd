//! Blurs or flattens the background around the anatomy, so that it does not reveal the class.
//!
//! Only some pictures may have a mask, and those may be of one source or lack a class. If only they were changed, the
//! change itself would reveal the class; so a picture without a mask uses that of another one, resized. Pictures of
//! one view show the anatomy at about the same place, and the edge is soft and outside the mask.
//!
//! Invariant: inside the mask nothing is changed.

use super::lesion::GreyPicture;
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// What is done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Background {
    /// Blurred until no letter and no border is left
    Blur,
    /// Of one level, the mean of the picture
    Mask,
}

/// How far the soft edge reaches beyond the mask, as a share of the longest side.
const EDGE: f32 = 0.04;
/// Half a window of each of three means, as a share of the longest side.
const REACH: f32 = 0.08;

/// A plane with its background changed; `inside` is 1 in the anatomy, of the same size.
pub(super) fn changed(plane: &GreyPicture, inside: &GreyPicture, to: Background) -> GreyPicture {
    let side = plane.width.max(plane.height) as f32;
    let reach = |share: f32| (share * side).ceil().max(1.0) as usize;
    let kept = averaged(&inside.values, inside.width, reach(EDGE));
    let around = match to {
        Background::Blur => (0..3).fold(plane.values.clone(), |values, _| averaged(&values, plane.width, reach(REACH))),
        Background::Mask => {
            let mean = plane.values.iter().sum::<f32>() / plane.values.len().max(1) as f32;
            vec![mean; plane.values.len()]
        }
    };
    // At a straight edge of the mask half of the window is inside.
    let weights = kept.iter().zip(&inside.values).map(|(kept, inside)| (kept * 2.0).max(*inside).min(1.0));
    let both = plane.values.iter().zip(&around).zip(weights);
    let values = both.map(|((own, around), weight)| own * weight + around * (1.0 - weight)).collect();
    GreyPicture { width: plane.width, height: plane.height, values }
}

/// A mask at another size, by the nearest pixel.
pub(super) fn at_size(mask: &[u8], [from_width, from_height]: [usize; 2], [width, height]: [usize; 2]) -> GreyPicture {
    let value = |index: usize| {
        let (column, row) = (index % width * from_width / width, index / width * from_height / height);
        mask.get(row * from_width + column).copied().map_or(0.0, f32::from)
    };
    GreyPicture { width, height, values: (0..width * height).map(value).collect() }
}

/// Means of windows of `2 reach + 1` pixels both ways, smaller at the borders.
fn averaged(values: &[f32], width: usize, reach: usize) -> Vec<f32> {
    let height = values.len() / width.max(1);
    along_rows(&along_rows(values, width, reach), height, reach)
}

/// Means along rows; the result is transposed.
fn along_rows(values: &[f32], width: usize, reach: usize) -> Vec<f32> {
    let height = values.len() / width.max(1);
    let mut target = vec![0.0; values.len()];
    for (row, line) in values.chunks_exact(width.max(1)).enumerate() {
        let mut sums = vec![0.0f64];
        let mut sum = 0.0;
        for value in line {
            sum += f64::from(*value);
            sums.push(sum);
        }
        let upto = |column: usize| sums.get(column).copied().unwrap_or(sum);
        for column in 0..width {
            let (first, last) = (column.saturating_sub(reach), (column + reach + 1).min(width));
            if let Some(sample) = target.get_mut(column * height + row) {
                *sample = ((upto(last) - upto(first)) / (last - first) as f64) as f32;
            }
        }
    }
    target
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: usize = 100;

    fn drawn(level: impl Fn(usize, usize) -> f32) -> GreyPicture {
        let values = (0..SIDE * SIDE).map(|index| level(index % SIDE, index / SIDE)).collect();
        GreyPicture { width: SIDE, height: SIDE, values }
    }

    /// Stripes of one pixel, and the middle of the picture as its anatomy.
    fn striped() -> (GreyPicture, GreyPicture) {
        let stripes = drawn(|x, _| if x % 2 == 0 { 200.0 } else { 0.0 });
        (stripes, drawn(|x, y| f32::from(u8::from((30..70).contains(&x) && (30..70).contains(&y)))))
    }

    #[test]
    fn the_anatomy_stays_and_the_rest_loses_its_stripes() {
        let (picture, inside) = striped();
        for to in [Background::Blur, Background::Mask] {
            let found = changed(&picture, &inside, to);
            for (index, value) in found.values.iter().enumerate() {
                let (x, y) = (index % SIDE, index / SIDE);
                if inside.values[index] > 0.0 {
                    assert_eq!(*value, picture.values[index], "{to:?} ({x}, {y})");
                } else if x < 20 || y < 20 || x > 80 || y > 80 {
                    assert!((value - 100.0).abs() < 15.0, "{to:?} ({x}, {y}): {value}");
                }
            }
        }
    }

    #[test]
    fn a_borrowed_mask_lies_at_the_same_place() {
        let mask = [0, 1, 0, 0];
        let found = at_size(&mask, [2, 2], [4, 4]);
        let expected: Vec<f32> = (0..16).map(|index| f32::from(u8::from([2, 3, 6, 7].contains(&index)))).collect();
        assert_eq!(found.values, expected);
    }

    #[test]
    fn a_mean_of_means_is_the_mean() {
        let found = averaged(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 3, 9);
        assert!(found.iter().all(|value| (value - 3.5).abs() < 1e-6), "{found:?}");
        let row = averaged(&[0.0, 0.0, 9.0, 0.0, 0.0], 5, 1);
        assert_eq!(row, [0.0, 3.0, 3.0, 3.0, 0.0]);
    }
}
