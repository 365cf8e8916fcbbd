//! Charts as shapes, in units of their own, which the renderer scales to the available space.
//!
//! Compared with a chart crate (plotters, charming), which would be larger than the rest of the page.

use crate::Table;

/// A chart with its alternatives for those who cannot see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What it shows, on which data and split.
    pub title: String,
    /// Description for screen readers.
    pub described: String,
    /// Width and height in units.
    pub size: [f32; 2],
    /// What to draw, from the back to the front.
    pub shapes: Vec<Shape>,
    /// The same figures as a table.
    pub table: Table,
}

/// One shape. `kind` is the suffix of its style class.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A line through points.
    Line {
        /// `axis`, `grid`, or what it shows: `ideal`, `before`, `after`, `map`, `chance`, `train`, `val`.
        kind: &'static str,
        /// x and y, y downwards.
        points: Vec<[f32; 2]>,
    },
    /// A filled box.
    Cell {
        /// x, y, width, height.
        at: [f32; 4],
        /// How dark, 0…1.
        strength: f32,
        /// Whether it lies on the diagonal, where the model is right.
        is_right: bool,
    },
    /// A dot.
    Dot {
        /// As for lines.
        kind: &'static str,
        /// Its centre.
        at: [f32; 2],
    },
    /// A text.
    Label {
        /// Where it is anchored.
        at: [f32; 2],
        /// Which end of it.
        anchor: Anchor,
        /// The text.
        text: String,
        /// Whether it is on a dark cell.
        is_light: bool,
    },
}

impl Shape {
    /// A text on the paper.
    #[must_use]
    pub fn label(at: [f32; 2], anchor: Anchor, text: String) -> Self {
        Self::Label { at, anchor, text, is_light: false }
    }
}

/// Which part of a text its position refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

impl Anchor {
    /// The value of `text-anchor`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}
