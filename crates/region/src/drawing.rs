//! A region while somebody corrects it.

use crate::cut::{CutFault, cut};
use crate::grid::ValueGrid;
use crate::grow::{GrowFault, Grown, grow};
use crate::mask::RegionMask;

/// Steps that can be taken back.
const MOST_STEPS: usize = 50;

/// What a brush does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brush {
    /// Pixels become part of the region.
    Add,
    /// They leave it.
    Erase,
}

/// A region, how it came to be, and what it was before.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionDrawing {
    grid: ValueGrid,
    now: DrawingStep,
    before: Vec<DrawingStep>,
}

#[derive(Clone, Debug, PartialEq)]
struct DrawingStep {
    mask: RegionMask,
    threshold: f32,
    is_limited: bool,
    made: StepOrigin,
}

/// How a step was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StepOrigin {
    /// Grown from the point.
    Grown,
    /// Grown anew with another threshold.
    Threshold,
    /// By hand.
    Drawn,
}

impl RegionDrawing {
    /// Grows a region from the point of a window.
    ///
    /// # Errors
    /// See [`grow`].
    pub fn begin(grid: ValueGrid, threshold: f32) -> Result<Self, GrowFault> {
        let now = DrawingStep::grown(&grid, threshold, StepOrigin::Grown)?;
        Ok(Self { grid, now, before: Vec::new() })
    }

    /// The region as it is.
    #[must_use]
    pub fn mask(&self) -> &RegionMask {
        &self.now.mask
    }

    /// The least value that it was grown over.
    #[must_use]
    pub fn threshold(&self) -> f32 {
        self.now.threshold
    }

    /// The point that it was grown from, in columns and rows.
    #[must_use]
    pub fn seed(&self) -> (u32, u32) {
        self.grid.seed()
    }

    /// Whether a circle stands in for what runs into its surroundings, and nobody has corrected it.
    #[must_use]
    pub fn is_limited(&self) -> bool {
        self.now.is_limited && self.now.made != StepOrigin::Drawn
    }

    /// Whether there is something to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    /// Grows it anew with another threshold; what was drawn is gone. A threshold that grows nothing changes nothing. Thresholds that
    /// follow each other are one step.
    pub fn set_threshold(&mut self, threshold: f32) {
        if let Ok(next) = DrawingStep::grown(&self.grid, threshold, StepOrigin::Threshold) {
            if self.now.made != StepOrigin::Threshold {
                self.remember();
            }
            self.now = next;
        }
    }

    /// Begins a stroke of a brush, which is one step however many places follow.
    pub fn begin_stroke(&mut self) {
        self.remember();
        self.now.made = StepOrigin::Drawn;
    }

    /// What lies within some pixels of a line between two places of the slice, in columns and rows with fractions, becomes part of the
    /// region or leaves it.
    pub fn paint(&mut self, brush: Brush, [from, to]: [(f64, f64); 2], radius: f64) {
        let [left, top, ..] = self.now.mask.window();
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        let length = across * across + down * down;
        let is_near = |x: u32, y: u32| {
            let (x, y) = (f64::from(left + x) + 0.5 - from.0, f64::from(top + y) + 0.5 - from.1);
            // How far along the line the nearest of its places is; a line without length is a place.
            let along = if length > 0.0 { ((x * across + y * down) / length).clamp(0.0, 1.0) } else { 0.0 };
            (x - along * across).hypot(y - along * down) <= radius
        };
        let mask = &self.now.mask;
        let painted = RegionMask::of(mask.window(), |x, y| {
            let is_set = mask.get(x.into(), y.into());
            match brush {
                _ if !is_near(x, y) => is_set,
                // Where there is no value there is nothing to outline.
                Brush::Add => is_set || self.grid.value(left + x, top + y).is_some(),
                Brush::Erase => false,
            }
        });
        self.now.mask = painted;
    }

    /// Ends a stroke: of several parts the largest stays. A stroke that leaves nothing, or has changed nothing, is taken back.
    pub fn end_stroke(&mut self) {
        self.now.mask = self.now.mask.largest_part();
        let is_same = self.before.last().is_some_and(|before| before.mask == self.now.mask);
        if is_same || self.now.mask.count() == 0 {
            self.undo();
        }
    }

    /// Widens or narrows it by a pixel all around.
    pub fn grow_by_one(&mut self, brush: Brush) {
        self.begin_stroke();
        self.now.mask = match brush {
            Brush::Add => self.now.mask.widened(),
            Brush::Erase => self.now.mask.narrowed(),
        };
        self.end_stroke();
    }

    /// Takes back the last step.
    pub fn undo(&mut self) {
        if let Some(before) = self.before.pop() {
            self.now = before;
        }
    }

    /// The picture of it that a network gets: greys of a square of `side` pixels, row by row, with the region in its middle pixel
    /// for pixel and black around it. `window` is the value in the middle and the values from black to white.
    ///
    /// # Errors
    /// When it does not fit.
    pub fn cut(&self, side: u32, window: (f64, f64)) -> Result<Vec<u8>, CutFault> {
        cut(&self.grid, &self.now.mask, side, window)
    }

    fn remember(&mut self) {
        if self.before.len() == MOST_STEPS {
            self.before.remove(0);
        }
        self.before.push(self.now.clone());
    }
}

impl DrawingStep {
    fn grown(grid: &ValueGrid, threshold: f32, made: StepOrigin) -> Result<Self, GrowFault> {
        let Grown { mask, is_limited } = grow(grid, threshold)?;
        Ok(Self { mask, threshold, is_limited, made })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cone about column and row 50 that falls by 10 a pixel from 200.
    fn cone() -> RegionDrawing {
        let value = |column: u32, row: u32| {
            let away = (f64::from(column) - 50.0).hypot(f64::from(row) - 50.0);
            (200.0 - 10.0 * away) as f32
        };
        RegionDrawing::begin(ValueGrid::around((100, 100), (50, 50), 40, value).unwrap(), 120.0).unwrap()
    }

    #[test]
    fn a_lower_threshold_is_larger_and_many_are_one_step() {
        let mut drawing = cone();
        let first = drawing.clone();
        let mut count = drawing.mask().count();
        for threshold in [100.0, 80.0, 60.0] {
            drawing.set_threshold(threshold);
            assert!(drawing.mask().count() > count && drawing.threshold() == threshold);
            count = drawing.mask().count();
        }
        // One that nothing reaches changes nothing.
        drawing.set_threshold(1000.0);
        drawing.set_threshold(f32::NAN);
        assert_eq!((drawing.mask().count(), drawing.threshold()), (count, 60.0));
        drawing.undo();
        assert_eq!(drawing, first);
        assert!(!drawing.can_undo());
        drawing.undo();
        assert_eq!(drawing, first);
    }

    #[test]
    fn a_stroke_is_one_step_and_what_it_cuts_off_is_gone() {
        let mut drawing = cone();
        let whole = drawing.mask().count();
        // Right across it, left of its middle: the smaller part goes too.
        drawing.begin_stroke();
        drawing.paint(Brush::Erase, [(47.5, 30.5), (47.5, 70.5)], 1.0);
        drawing.end_stroke();
        let rest = drawing.mask().count();
        assert!(rest < whole && !drawing.mask().holds(43, 50) && drawing.mask().holds(52, 50), "{rest} of {whole}");
        drawing.begin_stroke();
        drawing.paint(Brush::Add, [(60.0, 50.5); 2], 3.0);
        drawing.end_stroke();
        assert!(drawing.mask().holds(61, 50) && drawing.mask().count() > rest);
        drawing.undo();
        drawing.undo();
        assert_eq!((drawing.mask().count(), drawing.can_undo()), (whole, false));
    }

    #[test]
    fn a_stroke_that_changes_nothing_or_leaves_nothing_is_taken_back() {
        let mut drawing = cone();
        let first = drawing.clone();
        for (brush, place, radius) in
            [(Brush::Erase, (90.0, 90.0), 2.0), (Brush::Add, (50.5, 50.5), 2.0), (Brush::Erase, (50.0, 50.0), 99.0)]
        {
            drawing.begin_stroke();
            drawing.paint(brush, [place; 2], radius);
            drawing.end_stroke();
            assert_eq!(drawing, first, "{brush:?} at {place:?}");
        }
        // Neither does one at no place.
        drawing.begin_stroke();
        drawing.paint(Brush::Erase, [(f64::NAN, 0.0), (50.0, 50.0)], 9.0);
        drawing.end_stroke();
        assert_eq!(drawing, first);
    }

    #[test]
    fn it_is_widened_and_narrowed_by_a_pixel() {
        let mut drawing = cone();
        let count = drawing.mask().count();
        drawing.grow_by_one(Brush::Add);
        assert!(drawing.mask().count() > count);
        drawing.grow_by_one(Brush::Erase);
        drawing.grow_by_one(Brush::Erase);
        assert!(drawing.mask().count() < count);
        for _ in 0..99 {
            drawing.grow_by_one(Brush::Erase);
        }
        assert!(drawing.mask().count() > 0, "the last pixels stay");
        for _ in 0..99 {
            drawing.grow_by_one(Brush::Add);
        }
        assert!(drawing.before.len() <= MOST_STEPS);
    }
}
