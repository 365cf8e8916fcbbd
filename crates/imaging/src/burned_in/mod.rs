//! Detection of burned-in text: names and dates that machines write into the borders of a picture.
//!
//! Letters are pieces of one tone with sharp edges and thin strokes; text is several of them, unlike each other, side
//! by side on one line. It is a hint and no proof: a single letter, handwriting, text in the middle, text that runs
//! upwards, and letters lower than five pixels or of little contrast are missed, and a row of small sharp structures
//! may be mistaken for text. The rates of both are printed by the test that measures them.
//!
//! Invariant: no character recognition. Only the presence of text is determined, never its content.

mod boxes;
mod letters;
mod lines;

pub use boxes::burned_in_boxes;

use super::{Image, Pixels};
use finding::Border;
use letters::{Crowd, GreyPlane, Letter, letters};
use lines::lines;

/// Share of each side that counts as border: machines write there.
const BORDER: f64 = 0.2;
/// Longest side that is analysed; larger pictures are reduced by an integer factor.
const LONGEST: usize = 1280;
/// Greys from which on a pixel is ink. Text is rarely darker than the first, and often over something grey.
const TONES: [u8; 5] = [72, 112, 152, 192, 232];

/// The borders where text was detected, each once, clockwise from the top. Light on dark and dark on light.
#[must_use]
pub fn burned_in_borders(picture: &Image) -> Vec<Border> {
    let mut found = [false; 4];
    for_each_tone(&plane(picture), |plane, letters, crowd| {
        for (border, _) in lines(letters, crowd, |place| border(place, plane)) {
            if let Some(slot) = found.get_mut(border as usize) {
                *slot = true;
            }
        }
    });
    let all = [Border::Top, Border::Right, Border::Bottom, Border::Left];
    all.into_iter().zip(found).filter_map(|(border, is_found)| is_found.then_some(border)).collect()
}

/// Letter candidates for every tone, in light ink and in dark.
fn for_each_tone(light: &GreyPlane, mut with: impl FnMut(&GreyPlane, Vec<Letter>, &Crowd)) {
    let dark = GreyPlane { greys: light.greys.iter().map(|grey| 255 - grey).collect(), ..*light };
    for (plane, tone) in [light, &dark].into_iter().flat_map(|plane| TONES.map(|tone| (plane, tone))) {
        let (letters, crowd) = letters(plane, tone);
        with(plane, letters, &crowd);
    }
}

/// The border that contains a position, the nearest one in a corner.
fn border((x, y): (f64, f64), plane: &GreyPlane) -> Option<Border> {
    let (across, down) = (x / plane.width as f64, y / plane.height as f64);
    let all =
        [(down, Border::Top), (1.0 - down, Border::Bottom), (across, Border::Left), (1.0 - across, Border::Right)];
    let near = all.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
    near.filter(|(away, _)| *away <= BORDER).map(|(_, border)| border)
}

/// The factor by which sides are reduced.
fn reduction(width: usize, height: usize) -> usize {
    width.max(height).div_ceil(LONGEST).max(1)
}

/// The maximum of a pixel's channels, reduced to a size that is analysed quickly.
fn plane(picture: &Image) -> GreyPlane {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let greys: Vec<u8> = match picture.pixels() {
        Pixels::Grey8(v) => v.clone(),
        Pixels::Grey16(v) => v.iter().map(|value| (value >> 8) as u8).collect(),
        Pixels::Rgb8(v) => v.as_chunks::<3>().0.iter().map(|[r, g, b]| *r.max(g).max(b)).collect(),
    };
    let by = reduction(width, height);
    if by == 1 {
        return GreyPlane { width, height, greys };
    }
    let (across, down) = (width / by, height / by);
    let mean = |at: usize| {
        let (column, row) = (at % across * by, at / across * by);
        let rows = (row..row + by).filter_map(|row| greys.get(row * width + column..row * width + column + by));
        let sum: usize = rows.flatten().map(|&grey| usize::from(grey)).sum();
        (sum / (by * by)) as u8
    };
    GreyPlane { width: across, height: down, greys: (0..across * down).map(mean).collect() }
}
