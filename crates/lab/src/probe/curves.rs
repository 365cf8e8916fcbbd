//! Deletion and insertion: the probability of the answer's class as cells of the picture are removed and added.

use crate::evaluate::each;
use crate::model::Model;
use anyhow::{Context, Result};
use engine::steps;
use evaluation::Curve;
use explain::Map;
use explain::occlusion::{cover, pixels_from_cells};
use imaging::Image;
use training::data::Record;
use trust::argmax;

/// Steps from nothing changed to everything changed.
const STEPS: usize = 10;

/// Seed of the pictures drawn and of the random orders.
const SEED: u64 = 20_240_601;

/// One picture's four curves, [`STEPS`] + 1 values each.
struct Curves {
    deletion: [Vec<f32>; 2],
    insertion: [Vec<f32>; 2],
}

/// Number of pictures, mean deletion curve and mean insertion curve, over at most `most` pictures of `records`.
///
/// # Errors
/// When a picture cannot be opened.
pub(super) fn measure(model: &Model, records: &[&Record], most: usize) -> Result<(u32, Curve, Curve)> {
    let mut drawn = records.to_vec();
    fastrand::Rng::with_seed(SEED).shuffle(&mut drawn);
    drawn.truncate(most);
    let all = each(&drawn, "curves", |record, bytes| curves(model, record, bytes))?;
    let curve = |of: &dyn Fn(&Curves) -> &[Vec<f32>; 2]| {
        let [by_map, by_chance] = [0, 1].map(|order: usize| mean(all.iter().filter_map(|one| of(one).get(order))));
        Curve { area: area(&by_map), chance_area: area(&by_chance), by_map, by_chance }
    };
    let n = u32::try_from(all.len()).unwrap_or(u32::MAX);
    Ok((n, curve(&|one| &one.deletion), curve(&|one| &one.insertion)))
}

/// Cells that are changed after each step, from none to all, in this order.
pub fn curve_points(order: &[usize]) -> impl Iterator<Item = Vec<bool>> {
    (0..=STEPS).map(|step| {
        let changed = (order.len() * step + STEPS / 2) / STEPS;
        let mut cells = vec![false; order.len()];
        for cell in order.iter().take(changed) {
            cells.iter_mut().skip(*cell).take(1).for_each(|cell| *cell = true);
        }
        cells
    })
}

/// Area under a curve over 0…1, by trapezoids.
#[must_use]
pub fn area(curve: &[f32]) -> f32 {
    let pairs = curve.windows(2).map(|pair| pair.iter().sum::<f32>() / 2.0);
    pairs.sum::<f32>() / curve.len().saturating_sub(1).max(1) as f32
}

fn curves(model: &Model, record: &Record, bytes: &[u8]) -> Result<Curves> {
    let input = model.prepared(bytes)?;
    let run = model.forward(&input)?;
    let top = argmax(&run.logits);
    let map = steps::explain(&run, model.classifier())?.into_iter().nth(top).context("a map of the class")?;
    // Not the grid of the features: the map of a network that outlines has smaller cells.
    let grid = (map.width, map.height);
    let by_map = strongest_first(&map);
    let mut by_chance: Vec<usize> = (0..by_map.len()).collect();
    fastrand::Rng::with_seed(seed_of(record)).shuffle(&mut by_chance);

    let follow = |order: &[usize], hides: fn(bool) -> bool| -> Result<Vec<f32>> {
        curve_points(order)
            .map(|changed| {
                let hidden: Vec<bool> = changed.into_iter().map(hides).collect();
                probability(model, &input, grid, &hidden, top)
            })
            .collect()
    };
    let both = |hides: fn(bool) -> bool| -> Result<[Vec<f32>; 2]> {
        Ok([follow(&by_map, hides)?, follow(&by_chance, hides)?])
    };
    Ok(Curves { deletion: both(|changed| changed)?, insertion: both(|changed| !changed)? })
}

/// All cells of a map, the strongest first; of equal ones the upper, then the left.
fn strongest_first(map: &Map) -> Vec<usize> {
    let mut cells: Vec<(usize, f32)> = map.values.iter().copied().enumerate().collect();
    cells.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    cells.into_iter().map(|(cell, _)| cell).collect()
}

/// Calibrated probability of class `top` with these cells hidden.
fn probability(model: &Model, input: &Image, grid: (usize, usize), hidden: &[bool], top: usize) -> Result<f32> {
    let covered = cover(input, &pixels_from_cells(input, grid, hidden));
    let run = model.forward(&covered.image)?;
    let probabilities = steps::probabilities(&run.logits, &model.manifest);
    probabilities.get(top).copied().context("a probability of the class")
}

/// Each picture its own order, whatever the order of the pictures: FNV-1a over the name of its file.
fn seed_of(record: &Record) -> u64 {
    let name = record.path.file_name().unwrap_or_default();
    let bytes = name.as_encoded_bytes().iter();
    bytes.fold(0xCBF2_9CE4_8422_2325 ^ SEED, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3))
}

fn mean<'a>(curves: impl Iterator<Item = &'a Vec<f32>>) -> Vec<f32> {
    let mut sums = vec![0.0f64; STEPS + 1];
    let mut n = 0usize;
    for curve in curves {
        n += 1;
        sums.iter_mut().zip(curve).for_each(|(sum, value)| *sum += f64::from(*value));
    }
    sums.into_iter().map(|sum| (sum / n.max(1) as f64) as f32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_from_nothing_to_everything_strongest_first() {
        let order: Vec<usize> = (0..49).rev().collect();
        let points: Vec<Vec<bool>> = curve_points(&order).collect();
        assert_eq!(points.len(), STEPS + 1);
        let counts: Vec<usize> = points.iter().map(|cells| cells.iter().filter(|cell| **cell).count()).collect();
        assert_eq!(counts, [0, 5, 10, 15, 20, 25, 29, 34, 39, 44, 49]);
        assert!(points[1][44..].iter().all(|cell| *cell));
    }

    #[test]
    fn cells_are_those_of_the_map_whatever_the_grid_of_the_features() {
        let map = Map { width: 3, height: 2, values: vec![0.5, -1.0, 0.0, 0.5, 2.0, 1.0] };
        assert_eq!(strongest_first(&map), [4, 5, 0, 3, 2, 1]);
    }

    #[test]
    fn the_area_is_that_of_trapezoids() {
        assert!((area(&[1.0, 1.0, 1.0]) - 1.0).abs() < 1e-6);
        assert!((area(&[1.0, 0.0]) - 0.5).abs() < 1e-6);
        assert!((area(&[1.0, 0.5, 0.0, 0.0]) - (0.75 + 0.25) / 3.0).abs() < 1e-6);
        assert_eq!(area(&[]), 0.0);
    }

    #[test]
    fn curves_are_averaged_point_by_point() {
        let (a, b) = (vec![1.0; STEPS + 1], vec![0.0; STEPS + 1]);
        assert_eq!(mean([&a, &b].into_iter()), vec![0.5; STEPS + 1]);
    }
}
