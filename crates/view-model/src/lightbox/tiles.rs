//! A frame divided into equal tiles, where it exceeds the maximum texture size.

/// The division; the tiles of the last column and row may be partly empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tiles {
    /// Columns and rows of a tile.
    pub side: (u32, u32),
    /// Tiles per row.
    pub across: u32,
    /// Tiles per column.
    pub down: u32,
}

impl Tiles {
    /// The fewest tiles that are no longer than `longest`; `None` where that needs more than `most`.
    #[must_use]
    pub fn of(size: (u32, u32), longest: u32, most: u32) -> Option<Self> {
        let (across, down) = (size.0.div_ceil(longest.max(1)).max(1), size.1.div_ceil(longest.max(1)).max(1));
        let side = (size.0.div_ceil(across), size.1.div_ceil(down));
        (longest > 0 && across.saturating_mul(down) <= most).then_some(Self { side, across, down })
    }

    /// Columns and rows of the frame that each tile takes, row by row: left, top, width, height.
    #[must_use]
    pub fn parts(&self, size: (u32, u32)) -> Vec<[u32; 4]> {
        let places = (0..self.down).flat_map(|down| (0..self.across).map(move |across| (across, down)));
        let part = |(across, down): (u32, u32)| {
            let (left, top) = (across * self.side.0, down * self.side.1);
            let most = |from: u32, side: u32, end: u32| side.min(end.saturating_sub(from));
            [left, top, most(left, self.side.0, size.0), most(top, self.side.1, size.1)]
        };
        places.map(part).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Tiles;

    #[test]
    fn every_pixel_lies_in_one_tile_and_where_the_shader_looks_for_it() {
        for (size, longest) in [((7, 5), 3), ((200, 200), 64), ((4096, 1), 1000), ((8, 8), 8), ((9, 8), 8)] {
            let tiles = Tiles::of(size, longest, 64).unwrap();
            assert!(tiles.side.0 <= longest && tiles.side.1 <= longest);
            let parts = tiles.parts(size);
            assert_eq!(parts.len() as u32, tiles.across * tiles.down);
            let area: u32 = parts.iter().map(|[.., width, height]| width * height).sum();
            assert_eq!(area, size.0 * size.1, "{size:?}");
            for (column, row) in (0..size.1).flat_map(|row| (0..size.0).map(move |column| (column, row))) {
                // As the shader counts.
                let layer = (row / tiles.side.1) * tiles.across + column / tiles.side.0;
                let [left, top, width, height] = parts[layer as usize];
                assert_eq!((left + column % tiles.side.0, top + row % tiles.side.1), (column, row));
                assert!(column < left + width && row < top + height);
            }
        }
    }

    #[test]
    fn what_fits_is_whole_and_what_takes_too_many_tiles_is_none() {
        let whole = Tiles { side: (2048, 100), across: 1, down: 1 };
        assert_eq!(Tiles::of((2048, 100), 2048, 1), Some(whole));
        assert_eq!(Tiles::of((2049, 100), 2048, 1), None);
        assert_eq!(Tiles::of((10, 10), 0, 64), None);
    }
}
