//! CPU rendering where the frame is rotated by a multiple of 90°: separably, one axis after the other.

use super::paint::{Rendering, bytes};

/// Tolerance, in pixels across the stage, below which a rotation is ignored.
const STRAIGHT: f64 = 1e-9;

/// The frame pixels that contribute to a stage pixel along one axis: indices with their weights.
type PixelShares = [(usize, f32); 8];

/// One axis of a frame, along rows or columns of the stage.
struct Axis {
    /// Maps a stage coordinate to the frame: `factor × coordinate + offset`.
    factor: f64,
    offset: f64,
    length: u32,
    /// Pixel stride.
    stride: usize,
}

impl Axis {
    /// For each pixel of the stage; empty outside the frame.
    fn taken(&self, pixels: u32, look: &Rendering) -> Vec<Option<PixelShares>> {
        let taps = look.taps();
        let last = i64::from(self.length) - 1;
        let one = |pixel: u32| {
            let place = |part: f64| self.factor * (f64::from(pixel) + part) + self.offset;
            let middle = place(0.5);
            if middle < 0.0 || middle >= f64::from(self.length) {
                return None;
            }
            let mut taken = [(middle as usize, 0.0); 8];
            for (tap, pair) in (0..taps).zip(taken.as_chunks_mut::<2>().0) {
                let at = place((f64::from(tap) + 0.5) / f64::from(taps)) - if look.smooth { 0.5 } else { 0.0 };
                let part = if look.smooth { (at - at.floor()) as f32 } else { 0.0 };
                let inside = |at: i64| at.clamp(0, last) as usize;
                let (here, next) = (inside(at.floor() as i64), inside(at.floor() as i64 + 1));
                *pair = [(here, (1.0 - part) / taps as f32), (next, part / taps as f32)];
            }
            Some(taken)
        };
        (0..pixels).map(one).collect()
    }
}

/// The same where rows of the stage are rows or columns of the frame, which is nearly always: first the rows that
/// contribute to a stage row are summed, then the columns. A quarter of the work, in loops that stay fast in a small
/// module.
pub(super) fn aligned<const CHANNELS: usize>(
    look: &Rendering,
    grey: &impl Fn(usize) -> Option<f32>,
) -> Option<Vec<u8>> {
    let [[a, b, c], [d, e, f]] = look.to_frame;
    let (columns, rows) = look.size;
    let of_columns = |factor| Axis { factor, offset: c, length: columns, stride: 1 };
    let of_rows = |factor| Axis { factor, offset: f, length: rows, stride: columns as usize };
    let (across, down) = match [a, b, d, e].map(|part| part.abs() < STRAIGHT) {
        [false, true, true, false] => (of_columns(a), of_rows(e)),
        [true, false, false, true] => (of_rows(d), of_columns(b)),
        _ => return None,
    };
    let (width, height) = look.stage;
    let pixels = across.taken(width, look);
    let places = || pixels.iter().flatten().flatten().map(|(place, _)| *place);
    let (first, last) = (places().min().unwrap_or(0), places().max().unwrap_or(0));
    let mut line = vec![[0.0_f32; CHANNELS]; last - first + 1];
    let mut rgba = Vec::with_capacity(width as usize * height as usize * 4);
    for taken in down.taken(height, look) {
        let Some(taken) = taken else {
            rgba.resize(rgba.len() + width as usize * 4, 0);
            continue;
        };
        line.fill([0.0; CHANNELS]);
        for (place, share) in taken.into_iter().filter(|(_, share)| *share > 0.0) {
            let mut from = (place * down.stride + first * across.stride) * CHANNELS;
            for sums in &mut line {
                for (channel, sum) in sums.iter_mut().enumerate() {
                    *sum += share * grey(from + channel).unwrap_or_default();
                }
                from += across.stride * CHANNELS;
            }
        }
        for taken in &pixels {
            let Some(taken) = taken else {
                rgba.extend([0; 4]);
                continue;
            };
            let mut mixed = [0.0_f32; CHANNELS];
            for (place, share) in taken {
                if let Some(sums) = line.get(place - first) {
                    for (mixed, sum) in mixed.iter_mut().zip(sums) {
                        *mixed += share * sum;
                    }
                }
            }
            rgba.extend(bytes(mixed));
        }
    }
    Some(rgba)
}
