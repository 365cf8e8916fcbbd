//! What scanners and archives leave on pictures: letters burned in near the corners, and even borders.
//!
//! A source can be recognised by marks that others do not have. Drawn onto pictures of every source, they reveal
//! nothing.
//!
//! Invariant: pure; every choice comes from the random numbers that are passed in, and is the same for every plane.

use super::lesion::GreyPicture;
use fastrand::Rng;

/// Cells of a letter, across and down.
const CELLS: [usize; 2] = [5, 7];

/// Draws letters into one to three corners, or an even border, or both; all planes get the same.
pub(super) fn draw(planes: &mut [GreyPicture], random: &mut Rng) {
    let Some([width, height]) = planes.first().map(|plane| [plane.width, plane.height]) else { return };
    if random.f32() < 0.4 {
        border(planes, [width, height], random);
    }
    if random.f32() < 0.8 {
        for _ in 0..random.usize(1..4) {
            letters(planes, [width, height], random);
        }
    }
}

/// Black, white or grey along some of the sides, up to a twelfth of them wide.
fn border(planes: &mut [GreyPicture], [width, height]: [usize; 2], random: &mut Rng) {
    let level = random.choice([0.0f32, 0.0, 255.0, 128.0]).unwrap_or_default();
    let most = (width.max(height) / 12).max(1);
    let [left, top, right, bottom] = [(); 4].map(|()| if random.bool() { random.usize(0..=most) } else { 0 });
    paint(planes, width, level, |x, y| x < left || y < top || x + right >= width || y + bottom >= height);
}

/// A line of up to eight letters near a corner, of random cells.
fn letters(planes: &mut [GreyPicture], [width, height]: [usize; 2], random: &mut Rng) {
    let [across, down] = CELLS;
    let size = random.usize(1..=(width.max(height) / 128 + 1));
    let count = random.usize(1..9);
    let (line, tall) = (count * (across + 1) * size, down * size);
    let mut start = |side: usize, length: usize| {
        let near = random.usize(0..=side / 10);
        if random.bool() { near } else { side.saturating_sub(length + near) }
    };
    let (left, top) = (start(width, line), start(height, tall));
    let level = random.choice([255.0f32, 255.0, 220.0, 0.0]).unwrap_or_default();
    let ink: Vec<bool> = (0..count * across * down).map(|_| random.f32() < 0.5).collect();
    paint(planes, width, level, |x, y| {
        let (Some(column), Some(row)) = (x.checked_sub(left), y.checked_sub(top)) else { return false };
        let (column, row) = (column / size, row / size);
        let (letter, column) = (column / (across + 1), column % (across + 1));
        letter < count
            && row < down
            && column < across
            && ink.get((letter * down + row) * across + column).copied().unwrap_or(false)
    });
}

fn paint(planes: &mut [GreyPicture], width: usize, level: f32, inside: impl Fn(usize, usize) -> bool) {
    for plane in planes {
        for (index, value) in plane.values.iter_mut().enumerate() {
            if inside(index % width, index / width) {
                *value = level;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_lie_near_the_borders_and_are_the_same_on_every_plane() {
        let mut marked = 0;
        for seed in 0..30 {
            let plane = GreyPicture { width: 120, height: 100, values: vec![77.0; 12_000] };
            let mut planes = vec![plane.clone(), plane.clone(), plane];
            draw(&mut planes, &mut Rng::with_seed(seed));
            assert_eq!(planes[0].values, planes[1].values);
            assert_eq!(planes[0].values, planes[2].values);
            let changed: Vec<usize> = (0..12_000).filter(|index| planes[0].values[*index] != 77.0).collect();
            marked += usize::from(!changed.is_empty());
            for index in changed {
                let (column, row) = (index % 120, index / 120);
                let is_near = !(30..70).contains(&row) || !(12..108).contains(&column);
                assert!(is_near, "({column}, {row})");
            }
        }
        assert!(marked > 20, "{marked} of 30");
    }
}
