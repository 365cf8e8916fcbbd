//! Upsampling of chroma planes to the size of the picture.

/// Samples of one component, with room for whole blocks.
#[derive(Clone, Debug)]
pub(super) struct ComponentPlane {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Samples from one row to the next.
    pub(super) stride: usize,
    pub(super) samples: Vec<u16>,
}

impl ComponentPlane {
    /// The plane at the picture's size. `scale` is the number of pixels per sample, across and down; `None` where that
    /// is not a whole number.
    ///
    /// Planes of half the size are interpolated, three parts of the nearer sample to one of the farther, as JFIF
    /// 1.02 places them and as the widespread decoders do; other sizes are repeated.
    pub(super) fn spread(&self, width: usize, height: usize, scale: Option<(usize, usize)>) -> Vec<u16> {
        let (across, down) = match scale {
            Some((2, 1)) if self.width > 2 => (true, false),
            Some((1, 2)) => (false, true),
            Some((2, 2)) if self.width > 2 => (true, true),
            _ => return self.repeated(width, height),
        };
        let mut spread = Vec::with_capacity(width * height);
        for y in 0..height {
            let row: Vec<u32> = if down { self.between_rows(y) } else { self.row(y).map(u32::from).collect() };
            let weight = if down { 4 } else { 1 };
            let last = row.len().saturating_sub(1);
            let at = |x: usize| row.get(x.min(last)).copied().unwrap_or_default();
            let line = (0..width).map(|x| {
                if !across {
                    // Rounded up below and down above, so that the two do not drift.
                    return (at(x) + if y % 2 == 0 { 1 } else { 2 }) / 4;
                }
                let (near, outer) = (at(x / 2), if x % 2 == 0 { (x / 2).checked_sub(1) } else { Some(x / 2 + 1) });
                let edge = outer.is_none_or(|outer| outer > last);
                let far = if edge { near } else { at(outer.unwrap_or_default()) };
                let round = match (x % 2, down) {
                    _ if edge && !down => return near,
                    (0, false) => 1,
                    (_, false) => 2,
                    (0, true) => 8,
                    (_, true) => 7,
                };
                (3 * near + far + round) / (4 * weight)
            });
            spread.extend(line.map(|sample| sample as u16));
        }
        spread
    }

    /// Three parts of the nearer row and one of the farther.
    fn between_rows(&self, y: usize) -> Vec<u32> {
        let near = y / 2;
        let far =
            if y.is_multiple_of(2) { near.saturating_sub(1) } else { (near + 1).min(self.height.saturating_sub(1)) };
        self.row(near).zip(self.row(far)).map(|(near, far)| 3 * u32::from(near) + u32::from(far)).collect()
    }

    fn row(&self, y: usize) -> impl Iterator<Item = u16> {
        let from = y * self.stride;
        self.samples.get(from..from + self.width).unwrap_or_default().iter().copied()
    }

    fn repeated(&self, width: usize, height: usize) -> Vec<u16> {
        if (width, height, self.stride) == (self.width, self.height, self.width) {
            // Below the picture's last row there may be padding from its last row of blocks.
            return self.samples.iter().copied().take(width * height).collect();
        }
        let at = |x: usize, y: usize| {
            let place = (y * self.height / height) * self.stride + x * self.width / width;
            self.samples.get(place).copied().unwrap_or_default()
        };
        (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| at(x, y)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_fill_the_last_blocks_are_no_part_of_the_picture() {
        // 8 pixels across need one block, 5 down too: three rows of it are filling.
        let plane = ComponentPlane { width: 8, height: 5, stride: 8, samples: (0..64).collect() };
        assert_eq!(plane.spread(8, 5, Some((1, 1))), (0..40).collect::<Vec<u16>>());
        // The same where columns are filling as well.
        let wide = ComponentPlane { width: 7, height: 5, stride: 8, samples: (0..64).collect() };
        let rows: Vec<u16> = (0..5).flat_map(|row| (0..7).map(move |column| row * 8 + column)).collect();
        assert_eq!(wide.spread(7, 5, Some((1, 1))), rows);
    }
}
