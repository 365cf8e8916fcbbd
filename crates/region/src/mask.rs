//! Which pixels of a window belong to the region.

/// The pixels of a region, inside of the window about its point. Columns and rows are those of the slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionMask {
    pub(crate) left: u32,
    pub(crate) top: u32,
    pub(crate) width: u32,
    pub(crate) height: u32,
    set: Vec<bool>,
}

/// The pixels that share an edge.
pub(crate) const EDGES: [(i64, i64); 4] = [(1, 0), (-1, 0), (0, 1), (0, -1)];
/// Those that share a corner as well.
pub(crate) const CORNERS: [(i64, i64); 8] = [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)];

impl RegionMask {
    /// Of a window, by each pixel of it.
    pub(crate) fn of(window: [u32; 4], is_set: impl Fn(u32, u32) -> bool) -> Self {
        let [left, top, width, height] = window;
        let set = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| is_set(x, y)).collect();
        Self { left, top, width, height, set }
    }

    /// The window: first column and row, columns and rows.
    pub(crate) fn window(&self) -> [u32; 4] {
        [self.left, self.top, self.width, self.height]
    }

    /// Whether a pixel of the window belongs to it; none outside does.
    pub(crate) fn get(&self, x: i64, y: i64) -> bool {
        let inside = |at: i64, length: u32| u32::try_from(at).ok().filter(|at| *at < length);
        let (Some(x), Some(y)) = (inside(x, self.width), inside(y, self.height)) else { return false };
        self.set.get((y * self.width + x) as usize).copied().unwrap_or(false)
    }

    /// Sets a pixel of the window; one outside of it is left alone.
    pub(crate) fn put(&mut self, x: u32, y: u32, is_set: bool) {
        let at = (y * self.width + x) as usize;
        if x < self.width
            && let Some(pixel) = self.set.get_mut(at)
        {
            *pixel = is_set;
        }
    }

    /// Whether a column and row of the slice belongs to it.
    #[must_use]
    pub fn holds(&self, column: u32, row: u32) -> bool {
        self.get(i64::from(column) - i64::from(self.left), i64::from(row) - i64::from(self.top))
    }

    /// Its pixels, inside of the window, row by row.
    pub(crate) fn pixels(&self) -> impl Iterator<Item = (u32, u32)> {
        let width = self.width;
        let all = self.set.iter().zip(0_u32..).filter(|(is_set, _)| **is_set);
        // An empty window has no pixels, so nothing is divided by 0.
        all.map(move |(_, at)| (at % width, at / width))
    }

    /// How many pixels belong to it.
    #[must_use]
    pub fn count(&self) -> usize {
        self.set.iter().filter(|is_set| **is_set).count()
    }

    /// First and last column, first and last row, of the slice; `None` where it is empty.
    #[must_use]
    pub fn bounds(&self) -> Option<[u32; 4]> {
        let first = self.pixels().next()?;
        let widen = |[a, b, c, d]: [u32; 4], (x, y): (u32, u32)| [a.min(x), b.max(x), c.min(y), d.max(y)];
        let [a, b, c, d] = self.pixels().fold([first.0, first.0, first.1, first.1], widen);
        Some([a + self.left, b + self.left, c + self.top, d + self.top])
    }

    /// The part that hangs together with a pixel of the window, by these neighbours; empty where that does not belong to it.
    pub(crate) fn part(&self, from: (u32, u32), neighbours: &[(i64, i64)]) -> Self {
        let mut part = Self::of(self.window(), |_, _| false);
        let mut open = vec![(i64::from(from.0), i64::from(from.1))];
        while let Some((x, y)) = open.pop() {
            if self.get(x, y) && !part.get(x, y) {
                // It is inside, so it is no negative number.
                part.put(x as u32, y as u32, true);
                open.extend(neighbours.iter().map(|(across, down)| (x + across, y + down)));
            }
        }
        part
    }

    /// Its largest part whose pixels share edges; the first of several of one size.
    pub(crate) fn largest_part(&self) -> Self {
        let mut rest = self.clone();
        let mut largest = Self::of(self.window(), |_, _| false);
        let mut most = 0;
        loop {
            let Some(first) = rest.pixels().next() else { return largest };
            let part = rest.part(first, &EDGES);
            part.pixels().for_each(|(x, y)| rest.put(x, y, false));
            let count = part.count();
            if count > most {
                (largest, most) = (part, count);
            }
        }
    }

    /// With its holes: what it encloses, by shared edges.
    pub(crate) fn filled(&self) -> Self {
        let [left, top, width, height] = self.window();
        // One pixel more on each side: from there all that is outside can be reached.
        let outside =
            Self::of([left, top, width + 2, height + 2], |x, y| !self.get(i64::from(x) - 1, i64::from(y) - 1));
        let outside = outside.part((0, 0), &EDGES);
        Self::of(self.window(), |x, y| !outside.get(i64::from(x) + 1, i64::from(y) + 1))
    }

    /// With every pixel that shares an edge with it.
    pub(crate) fn widened(&self) -> Self {
        let near = |x: i64, y: i64| EDGES.iter().any(|(across, down)| self.get(x + across, y + down));
        Self::of(self.window(), |x, y| {
            let (x, y) = (i64::from(x), i64::from(y));
            self.get(x, y) || near(x, y)
        })
    }

    /// Without every pixel that shares an edge with what is outside.
    pub(crate) fn narrowed(&self) -> Self {
        let is_deep = |x: i64, y: i64| EDGES.iter().all(|(across, down)| self.get(x + across, y + down));
        Self::of(self.window(), |x, y| self.get(i64::from(x), i64::from(y)) && is_deep(i64::from(x), i64::from(y)))
    }

    /// Its outline along the edges of pixels, as a path of SVG in columns and rows of the slice: every straight piece by itself.
    ///
    /// ```
    /// let grid = region::ValueGrid::around((9, 9), (4, 4), 9, |column, row| if (column, row) == (4, 4) { 1.0 } else { 0.0 });
    /// let grown = region::grow(&grid.unwrap(), 0.5).unwrap();
    /// assert_eq!(grown.mask.outline(), "M4 4h1M4 5h1M4 4v1M5 4v1");
    /// ```
    #[must_use]
    pub fn outline(&self) -> String {
        let mut path = String::new();
        let (width, height) = (i64::from(self.width), i64::from(self.height));
        let (left, top) = (i64::from(self.left), i64::from(self.top));
        for y in 0..=height {
            for (from, length) in runs(width, |x| self.get(x, y) != self.get(x, y - 1)) {
                path.push_str(&format!("M{} {}h{length}", left + from, top + y));
            }
        }
        for x in 0..=width {
            for (from, length) in runs(height, |y| self.get(x, y) != self.get(x - 1, y)) {
                path.push_str(&format!("M{} {}v{length}", left + x, top + from));
            }
        }
        path
    }
}

/// Where runs begin, and how long they are.
fn runs(length: i64, holds: impl Fn(i64) -> bool) -> Vec<(i64, i64)> {
    let mut found: Vec<(i64, i64)> = Vec::new();
    for at in (0..length).filter(|at| holds(*at)) {
        match found.last_mut() {
            Some((from, count)) if *from + *count == at => *count += 1,
            _ => found.push((at, 1)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A mask drawn in letters, its window beginning at column 10 and row 20.
    fn drawn(rows: &[&str]) -> RegionMask {
        let width = rows.first().map_or(0, |row| row.len());
        let is_set = |x: u32, y: u32| rows[y as usize].as_bytes()[x as usize] == b'#';
        RegionMask::of([10, 20, width as u32, rows.len() as u32], is_set)
    }

    #[test]
    fn a_ring_is_filled_and_a_bay_is_not() {
        let ring = drawn(&["####.", "#..#.", "####.", "#....", "###.."]);
        let filled = drawn(&["####.", "####.", "####.", "#....", "###.."]);
        assert_eq!(ring.filled(), filled);
        assert_eq!(filled.filled(), filled);
        // A hole at the window's edge is none.
        assert_eq!(drawn(&["#.#", "###"]).filled(), drawn(&["#.#", "###"]));
    }

    #[test]
    fn parts_hang_together_by_edges_or_by_corners() {
        let two = drawn(&["##..", "##..", "..##", "...."]);
        assert_eq!(two.part((0, 0), &EDGES).count(), 4);
        assert_eq!(two.part((0, 0), &CORNERS).count(), 6);
        assert_eq!(two.part((3, 3), &EDGES).count(), 0);
        assert_eq!(two.largest_part(), drawn(&["##..", "##..", "....", "...."]));
        assert_eq!(drawn(&["...", "..."]).largest_part().count(), 0);
    }

    #[test]
    fn what_is_widened_and_narrowed_again_is_what_it_was() {
        let mask = drawn(&["......", "..##..", ".####.", ".####.", "..##..", "......"]);
        assert_eq!(mask.widened().narrowed(), mask);
        assert_eq!(mask.narrowed().count(), 4);
        // Nothing grows out of the window.
        let all = drawn(&["##", "##"]);
        assert_eq!((all.widened(), all.narrowed().count()), (all.clone(), 0));
    }

    #[test]
    fn its_bounds_and_outline_are_in_columns_and_rows_of_the_slice() {
        let mask = drawn(&["....", ".##.", ".#..", "...."]);
        assert_eq!(mask.bounds(), Some([11, 12, 21, 22]));
        assert_eq!(mask.outline(), "M11 21h2M12 22h1M11 23h1M11 21v2M12 22v1M13 21v1");
        assert!(mask.holds(12, 21) && !mask.holds(12, 22) && !mask.holds(0, 0) && !mask.holds(u32::MAX, 21));
        assert_eq!((drawn(&[".."]).bounds(), drawn(&[".."]).outline()), (None, String::new()));
    }
}
