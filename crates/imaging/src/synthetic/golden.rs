//! Known inputs for the device check.

use super::lattice::{Rng, at};
use crate::{Image, Pixels};

/// Coordinates run over 0…4096 whatever the size, so that a seed shows the same picture.
const SPAN: i64 = 4096;

/// A grey picture of `size` × `size` (at least 1): smooth blobs, straight edges and fine texture,
/// so that every part of a network is exercised. `Grey8`.
///
/// Integer arithmetic only: equal bytes on every platform, for ever. A change here invalidates every manifest's
/// goldens.
#[must_use]
pub fn golden_picture(seed: u64, size: u32) -> Image {
    let size = size.max(1);
    let scene = Scene::new(seed);
    let centre = |index: u32| (i64::from(index) * 2 + 1) * SPAN / (2 * i64::from(size));
    let mut samples = Vec::with_capacity(size as usize * size as usize);
    for row in 0..size {
        samples.extend((0..size).map(|column| scene.level(centre(column), centre(row))));
    }
    Image::square(size, Pixels::Grey8(samples))
}

struct Scene {
    seed: u64,
    blobs: [Blob; 7],
    edges: [Edge; 3],
}

/// A soft hill or hollow.
struct Blob {
    x: i64,
    y: i64,
    radius: i64,
    height: i64,
}

/// A half-plane that is lighter or darker.
struct Edge {
    across: i64,
    down: i64,
    offset: i64,
    height: i64,
}

impl Scene {
    fn new(seed: u64) -> Self {
        let mut random = Rng::new(seed);
        let blobs = [(); 7].map(|()| Blob {
            x: random.between(0, SPAN),
            y: random.between(0, SPAN),
            radius: random.between(SPAN / 10, SPAN / 2),
            height: random.between(-90, 150),
        });
        let edges = [(); 3].map(|()| Edge {
            across: random.between(-64, 64),
            down: random.between(-64, 64),
            offset: random.between(-SPAN * 12, SPAN * 12),
            height: random.between(-70, 70),
        });
        Self { seed, blobs, edges }
    }

    fn level(&self, x: i64, y: i64) -> u8 {
        let blobs: i64 = self.blobs.iter().map(|blob| blob.level(x, y)).sum();
        let edges: i64 = self.edges.iter().map(|edge| edge.level(x, y)).sum();
        let texture = self.texture(x, y, 256, 24) + self.texture(x, y, 64, 12);
        (80 + blobs + edges + texture).clamp(0, 255) as u8
    }

    /// Value noise, bilinear between the corners of squares of side `cell`.
    fn texture(&self, x: i64, y: i64, cell: i64, height: i64) -> i64 {
        let (column, row) = (x / cell, y / cell);
        let (across, down) = (x % cell, y % cell);
        let corner = |dx, dy| (at(self.seed ^ cell.unsigned_abs(), column + dx, row + dy) >> 48) as i64 - 32_768;
        let upper = corner(0, 0) * (cell - across) + corner(1, 0) * across;
        let lower = corner(0, 1) * (cell - across) + corner(1, 1) * across;
        (upper * (cell - down) + lower * down) * height / (32_768 * cell * cell)
    }
}

impl Blob {
    /// `height × (1 − d²/r²)²` inside the radius.
    fn level(&self, x: i64, y: i64) -> i64 {
        let square = self.radius * self.radius;
        let distance = (x - self.x) * (x - self.x) + (y - self.y) * (y - self.y);
        let inside = (square - distance).max(0);
        // At most 4096⁴ / 2⁴ × 150, which fits 63 bits.
        self.height * inside / square * inside / square
    }
}

impl Edge {
    fn level(&self, x: i64, y: i64) -> i64 {
        let side = self.across * (x - SPAN / 2) + self.down * (y - SPAN / 2) + self.offset;
        if side > 0 { self.height } else { 0 }
    }
}
