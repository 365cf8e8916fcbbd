//! Connected components of a picture that could be letters.

/// Least height of a letter in pixels.
const LOWEST: u32 = 5;
/// Greatest height as a share of the picture's.
const HIGHEST: f64 = 0.12;
/// Greatest width over height: an M, or two letters that touch.
const WIDEST: f64 = 2.2;
/// Least and greatest width of a stroke over the height of its letter.
const STROKE: (f64, f64) = (0.04, 0.3);
/// Mean difference between a letter and the pixels around it: sharp edges.
const SHARP: f64 = 36.0;

/// Grey levels, row by row.
#[derive(Debug)]
pub(super) struct GreyPlane {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) greys: Vec<u8>,
}

/// A connected piece of ink. Its right and lower bounds are beyond it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub(super) left: u32,
    pub(super) top: u32,
    pub(super) right: u32,
    pub(super) bottom: u32,
    /// Pixels of ink.
    pub(super) area: u32,
    /// The brightest of them.
    pub(super) ink: u8,
    /// Sides of pixels between ink and paper, and the sum of the differences over them.
    sides: u32,
    steps: u32,
}

impl Letter {
    pub(super) fn width(&self) -> f64 {
        f64::from(self.right - self.left)
    }

    pub(super) fn height(&self) -> f64 {
        f64::from(self.bottom - self.top)
    }

    pub(super) fn middle(&self) -> (f64, f64) {
        (f64::from(self.left) + self.width() / 2.0, f64::from(self.top) + self.height() / 2.0)
    }

    /// Width of its strokes: a band has twice its area over its circumference.
    pub(super) fn stroke(&self) -> f64 {
        2.0 * f64::from(self.area) / f64::from(self.sides.max(1))
    }

    /// Whether it is more than an upright bar or a full block: those are also ticks of a scale.
    pub(super) fn has_shape(&self) -> bool {
        let fill = f64::from(self.area) / (self.width() * self.height());
        self.width() >= 0.35 * self.height() && fill <= 0.72
    }

    fn is_letter(&self, plane: &GreyPlane) -> bool {
        let (width, height) = (self.width(), self.height());
        let stroke = self.stroke() / height;
        self.bottom - self.top >= LOWEST
            && height <= HIGHEST * plane.height as f64
            && width <= WIDEST * height
            && (STROKE.0..=STROKE.1).contains(&stroke)
            && f64::from(self.steps) >= SHARP * f64::from(self.sides)
    }

    fn add(&mut self, other: &Self) {
        self.left = self.left.min(other.left);
        self.top = self.top.min(other.top);
        self.right = self.right.max(other.right);
        self.bottom = self.bottom.max(other.bottom);
        self.ink = self.ink.max(other.ink);
        self.area += other.area;
        self.sides += other.sides;
        self.steps = self.steps.saturating_add(other.steps);
    }
}

/// Density of pieces: text has clear background around it, noise has not.
#[derive(Debug)]
pub(super) struct Crowd {
    across: usize,
    counts: Vec<u32>,
}

/// Side of a cell of a crowd, in pixels.
const CELL: u32 = 4;

impl Crowd {
    fn new(plane: &GreyPlane, pieces: &[Letter]) -> Self {
        let across = plane.width / CELL as usize + 1;
        let mut counts = vec![0; across * (plane.height / CELL as usize + 1)];
        for piece in pieces {
            let (x, y) = piece.middle();
            let at = y as usize / CELL as usize * across + x as usize / CELL as usize;
            if let Some(count) = counts.get_mut(at) {
                *count += 1;
            }
        }
        Self { across, counts }
    }

    /// Pieces in an area of pixels, at the resolution of cells: left, top, right, bottom.
    pub(super) fn within(&self, [left, top, right, bottom]: [u32; 4]) -> u32 {
        let cell = |pixel: u32| (pixel / CELL) as usize;
        let row = |row: usize| {
            let last = (row * self.across + cell(right)).min((row + 1) * self.across - 1);
            self.counts.get(row * self.across + cell(left)..=last).unwrap_or_default()
        };
        (cell(top)..=cell(bottom)).flat_map(row).sum()
    }
}

/// Pieces of pixels as bright as `tone` or brighter that could be letters, and where all pieces are. Pixels that touch
/// at a corner are connected.
pub(super) fn letters(plane: &GreyPlane, tone: u8) -> (Vec<Letter>, Crowd) {
    let mut pieces = Pieces::default();
    let mut above: Vec<(usize, usize, u32)> = Vec::new();
    let none = vec![u8::MAX; plane.width];
    let rows: Vec<&[u8]> = plane.greys.chunks_exact(plane.width.max(1)).collect();
    for (row, line) in rows.iter().enumerate() {
        let upper = row.checked_sub(1).and_then(|row| rows.get(row)).copied().unwrap_or(&none);
        let lower = rows.get(row + 1).copied().unwrap_or(&none);
        let (mut runs, mut at, mut first) = (Vec::new(), 0, 0);
        while let Some(start) = line.iter().skip(at).position(|&grey| grey >= tone).map(|away| at + away) {
            let long = line.iter().skip(start).position(|&grey| grey < tone).unwrap_or(line.len() - start);
            at = start + long;
            let piece = pieces.begin(run([upper, line, lower], start..at, row, tone));
            // Runs of the row above that touch this one; those that end before it touch no later one.
            while above.get(first).is_some_and(|&(_, end, _)| end < start) {
                first += 1;
            }
            for &(_, _, other) in above.iter().skip(first).take_while(|&&(begin, ..)| begin <= at) {
                pieces.join(piece, other);
            }
            runs.push((start, at, piece));
        }
        above = runs;
    }
    let mut whole = pieces.whole();
    let crowd = Crowd::new(plane, &whole);
    whole.retain(|letter| letter.is_letter(plane));
    (whole, crowd)
}

/// What a run of ink in one row adds to its piece.
fn run([upper, line, lower]: [&[u8]; 3], span: std::ops::Range<usize>, row: usize, tone: u8) -> Letter {
    let ink = line.get(span.clone()).unwrap_or_default();
    let (mut sides, mut steps) = (0, 0);
    let mut side = |ink: Option<&u8>, paper: Option<&u8>| {
        if let (Some(&ink), Some(&paper)) = (ink, paper)
            && paper < tone
        {
            sides += 1;
            steps += u32::from(ink - paper);
        }
    };
    for other in [upper, lower] {
        for (ink, paper) in ink.iter().zip(other.get(span.clone()).unwrap_or_default()) {
            side(Some(ink), Some(paper));
        }
    }
    side(ink.first(), span.start.checked_sub(1).and_then(|at| line.get(at)));
    side(ink.last(), line.get(span.end));
    Letter {
        left: span.start as u32,
        right: span.end as u32,
        top: row as u32,
        bottom: row as u32 + 1,
        area: span.len() as u32,
        ink: ink.iter().copied().max().unwrap_or_default(),
        sides,
        steps,
    }
}

/// Union-find over pieces while rows are read; each entry points to its parent.
#[derive(Default)]
struct Pieces {
    list: Vec<Letter>,
    parents: Vec<u32>,
}

impl Pieces {
    fn begin(&mut self, letter: Letter) -> u32 {
        let number = self.list.len() as u32;
        self.list.push(letter);
        self.parents.push(number);
        number
    }

    fn root(&mut self, mut of: u32) -> u32 {
        loop {
            let parent = self.parents.get(of as usize).copied().unwrap_or(of);
            if parent == of {
                return of;
            }
            // Path halving.
            let above = self.parents.get(parent as usize).copied().unwrap_or(parent);
            if let Some(slot) = self.parents.get_mut(of as usize) {
                *slot = above;
            }
            of = above;
        }
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        if low != high
            && let Some(slot) = self.parents.get_mut(high as usize)
        {
            *slot = low;
        }
    }

    fn whole(mut self) -> Vec<Letter> {
        for at in (0..self.list.len() as u32).rev() {
            let parent = self.parents.get(at as usize).copied().unwrap_or(at);
            if parent != at
                && let Some(part) = self.list.get(at as usize).copied()
                && let Some(whole) = self.list.get_mut(parent as usize)
            {
                whole.add(&part);
            }
        }
        let roots = (0..).zip(&self.parents).map(|(at, &parent)| at == parent);
        self.list.iter().zip(roots).filter_map(|(letter, is_whole)| is_whole.then_some(*letter)).collect()
    }
}
