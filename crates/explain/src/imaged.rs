//! The imaged object: the part of a picture that is brighter than its background.

use super::Map;
use imaging::{Image, Pixels, grey_from_image};

/// Distance from the object's centre, as a share of half its side, up to which no side is named.
const MIDDLE: f32 = 0.12;
/// A pixel brighter than this share of the brightest hundredth belongs to the object.
const GROUND: f32 = 0.15;

/// The side of the object's centre for a distance of −1…1 from it: −1, 0 for neither, 1.
pub(super) fn side(distance: f32) -> i8 {
    if distance.abs() < MIDDLE { 0 } else { distance.signum() as i8 }
}

/// The imaged object, as far as it is brighter than the background: from the first to the last such pixel of each row
/// and of each column.
pub(super) struct Imaged {
    width: usize,
    height: usize,
    inside: Vec<bool>,
    /// Left, top, right, bottom, as shares of the sides.
    bounds: [f32; 4],
}

impl Imaged {
    pub(super) fn of(picture: &Image) -> Self {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let grey = grey_from_image(picture);
        let Pixels::Grey8(samples) = grey.pixels() else { return Self::everything(width, height) };
        let mut counts = [0usize; 256];
        for sample in samples {
            if let Some(count) = counts.get_mut(usize::from(*sample)) {
                *count += 1;
            }
        }
        let mut above = 0;
        let bright = (0..256usize).rev().find(|level| {
            above += counts.get(*level).copied().unwrap_or_default();
            above * 100 >= samples.len()
        });
        let least = bright.unwrap_or(0) as f32 * GROUND;
        let is_imaged =
            |x: usize, y: usize| samples.get(y * width + x).is_some_and(|sample| f32::from(*sample) > least);
        let ends = |across: usize, along: usize, at: &dyn Fn(usize, usize) -> bool| -> Vec<Option<(usize, usize)>> {
            let line = |a: usize| {
                let mut found = (0..along).filter(|b| at(a, *b));
                let first = found.next()?;
                Some((first, found.last().unwrap_or(first)))
            };
            (0..across).map(line).collect()
        };
        let rows = ends(height, width, &|y, x| is_imaged(x, y));
        let columns = ends(width, height, &is_imaged);
        let within = |ends: &[Option<(usize, usize)>], line: usize, at: usize| {
            ends.get(line).copied().flatten().is_some_and(|(first, last)| (first..=last).contains(&at))
        };
        let inside: Vec<bool> = (0..width * height)
            .map(|pixel| {
                let (x, y) = (pixel % width, pixel / width);
                within(&rows, y, x) && within(&columns, x, y)
            })
            .collect();
        let span = |ends: &[Option<(usize, usize)>]| {
            let first = ends.iter().position(Option::is_some)?;
            Some((first, ends.iter().rposition(Option::is_some)? + 1))
        };
        match (span(&columns), span(&rows)) {
            (Some((left, right)), Some((top, bottom))) => {
                let share = |at: usize, all: usize| at as f32 / all as f32;
                let bounds = [share(left, width), share(top, height), share(right, width), share(bottom, height)];
                Self { width, height, inside, bounds }
            }
            _ => Self::everything(width, height),
        }
    }

    fn everything(width: usize, height: usize) -> Self {
        Self { width, height, inside: Vec::new(), bounds: [0.0, 0.0, 1.0, 1.0] }
    }

    /// The imaged share of the picture, 0…1; 1 where no object is detected.
    pub(super) fn share(&self) -> f32 {
        let inside = self.inside.iter().filter(|inside| **inside).count();
        if inside == 0 { 1.0 } else { inside as f32 / self.inside.len() as f32 }
    }

    /// Distance of a position, in shares of the sides, from the object's centre: −1…1 within it.
    pub(super) fn relative_to_middle(&self, [x, y]: [f32; 2]) -> [f32; 2] {
        let [left, top, right, bottom] = self.bounds;
        let distance = |at: f32, low: f32, high: f32| (at - f32::midpoint(low, high)) * 2.0 / (high - low).max(1e-3);
        [distance(x, left, right), distance(y, top, bottom)]
    }

    /// Share of the strong cells' pixels that lie outside; `None` where no object is detected.
    pub(super) fn outside(&self, map: &Map, strong: &[f32]) -> Option<f32> {
        let is_strong = |pixel: usize| {
            let (x, y) = (pixel % self.width * map.width / self.width, pixel / self.width * map.height / self.height);
            strong.get(y * map.width + x).is_some_and(|value| *value > 0.0)
        };
        let (mut all, mut out) = (0usize, 0usize);
        for (_, inside) in self.inside.iter().enumerate().filter(|(pixel, _)| is_strong(*pixel)) {
            all += 1;
            out += usize::from(!inside);
        }
        (all > 0).then(|| out as f32 / all as f32)
    }
}
