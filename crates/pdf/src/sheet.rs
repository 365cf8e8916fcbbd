//! What is drawn on a page, in points from its upper left corner.

use crate::structure::ElementId;
use crate::typeface::TextStyle;

/// A drawing primitive.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Ink {
    /// A readable text, with the start of its baseline.
    Text { at: [f32; 2], text: String, style: TextStyle },
    /// A line through points.
    Line { points: Vec<[f32; 2]>, width: f32, colour: [u8; 3], is_dashed: bool },
    /// A filled box: left, top, width, height.
    Filled { at: [f32; 4], colour: [u8; 3] },
    /// A dot around its centre.
    Dot { at: [f32; 2], radius: f32, colour: [u8; 3] },
    /// A picture of the frame by its index there: left, top, width, height.
    Picture { picture: usize, at: [f32; 4] },
}

/// A group of primitives.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SheetMark {
    /// Its structure element; `None` for artifacts: rules, footers.
    pub(crate) element: Option<ElementId>,
    /// What is drawn.
    pub(crate) inks: Vec<Ink>,
}

/// A link area.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LinkBox {
    /// Left, top, width, height.
    pub(crate) at: [f32; 4],
    /// An `https` address.
    pub(crate) to: String,
    /// Its text.
    pub(crate) text: String,
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PdfSheet {
    pub(crate) marks: Vec<SheetMark>,
    pub(crate) links: Vec<LinkBox>,
}
