//! Page layout: blocks flow down the page, and continue on the next when it is full.

use document::{Inline, Inlines};

use crate::paragraph::{SetLine, leads_out, lines};
use crate::sheet::{Ink, LinkBox, PdfSheet, SheetMark};
use crate::structure::{ElementId, Structure, TagChild, TagRole};
use crate::typeface::{FontFaces, TextStyle, Weight};
use crate::{PaperSize, ReportPicture};

/// Page margin left, top and right, in points: 20 mm.
pub(crate) const MARGIN: f32 = 56.7;
/// Bottom margin, with space for the footer.
const FOOT: f32 = 68.0;
/// The colour of text.
pub(crate) const TEXT_INK: [u8; 3] = [24, 24, 30];
/// The colour of secondary text: captions, footers.
pub(crate) const SOFT_INK: [u8; 3] = [85, 85, 95];
/// The colour of rules.
pub(crate) const RULE: [u8; 3] = [190, 192, 200];
/// Plain text.
pub(crate) const PLAIN: TextStyle = TextStyle { weight: Weight::Regular, size: 10.0, colour: TEXT_INK };

/// A title, and its position.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OutlineEntry {
    /// 1 is the document's own.
    pub(crate) level: u16,
    /// The title.
    pub(crate) title: String,
    /// On which sheet.
    pub(crate) sheet: usize,
    /// Its upper edge.
    pub(crate) top: f32,
}

/// The box of a paragraph, and its decoration.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ParagraphBox {
    /// Its left edge.
    pub(crate) left: f32,
    /// How wide its lines may be.
    pub(crate) width: f32,
    /// The colour of a bar at its left.
    pub(crate) bar: Option<[u8; 3]>,
    /// The colour behind its lines.
    pub(crate) ground: Option<[u8; 3]>,
}

/// A document while it is laid out.
pub(crate) struct Flow<'a> {
    pub(crate) faces: &'a FontFaces,
    pub(crate) pictures: &'a [ReportPicture],
    pub(crate) structure: Structure,
    pub(crate) sheets: Vec<PdfSheet>,
    pub(crate) headings: Vec<OutlineEntry>,
    /// The vertical position of the next block.
    pub(crate) y: f32,
    paper: [f32; 2],
}

impl<'a> Flow<'a> {
    /// An empty document.
    pub(crate) fn new(faces: &'a FontFaces, paper: PaperSize, pictures: &'a [ReportPicture]) -> Self {
        let (structure, headings) = (Structure::default(), Vec::new());
        let sheets = vec![PdfSheet::default()];
        Self { faces, pictures, structure, sheets, headings, y: MARGIN, paper: paper.points() }
    }

    /// Width of the text area.
    pub(crate) fn width(&self) -> f32 {
        self.paper[0] - 2.0 * MARGIN
    }

    /// Height of the text area.
    pub(crate) fn height(&self) -> f32 {
        self.paper[1] - MARGIN - FOOT
    }

    /// Index of the current page.
    pub(crate) fn sheet(&self) -> usize {
        self.sheets.len().saturating_sub(1)
    }

    /// Whether this height still fits on the page.
    pub(crate) fn fits(&self, height: f32) -> bool {
        // An empty page accepts content taller than itself.
        self.y + height <= self.paper[1] - FOOT || self.y <= MARGIN
    }

    /// Starts a new page if this height does not fit on the current one.
    pub(crate) fn need(&mut self, height: f32) {
        if !self.fits(height) {
            self.turn();
        }
    }

    /// Starts a new page.
    pub(crate) fn turn(&mut self) {
        self.sheets.push(PdfSheet::default());
        self.y = MARGIN;
    }

    /// Adds vertical space, but not at the top of a page.
    pub(crate) fn gap(&mut self, height: f32) {
        if self.y > MARGIN {
            self.y += height;
        }
    }

    /// Draws something; without an element it is an artifact for screen readers.
    pub(crate) fn draw(&mut self, element: Option<ElementId>, inks: Vec<Ink>) {
        let at = self.sheet();
        let Some(sheet) = self.sheets.last_mut() else { return };
        sheet.marks.push(SheetMark { element, inks });
        if let Some(element) = element {
            self.structure.hold(element, TagChild::Mark(at, sheet.marks.len() - 1));
        }
    }

    /// A paragraph over the whole width.
    pub(crate) fn paragraph(&mut self, text: &Inlines, style: TextStyle) {
        let element = self.structure.add(None, TagRole::Paragraph);
        self.set(element, text, style, self.whole());
        self.gap(style.size * 0.6);
    }

    /// A paragraph at the end of a document, below a rule.
    pub(crate) fn note(&mut self, text: &str) {
        self.gap(8.0);
        self.need(30.0);
        let (left, right, y) = (MARGIN, MARGIN + self.width(), self.y);
        self.draw(None, vec![rule([left, y], [right, y])]);
        self.y += 6.0;
        self.paragraph(&Inlines::from(text), TextStyle { size: 8.5, colour: SOFT_INK, ..PLAIN });
    }

    /// The whole width.
    pub(crate) fn whole(&self) -> ParagraphBox {
        ParagraphBox { left: MARGIN, width: self.width(), bar: None, ground: None }
    }

    /// The lines of a paragraph, which belong to this element.
    pub(crate) fn set(&mut self, element: ElementId, text: &Inlines, style: TextStyle, within: ParagraphBox) {
        let mut pieces = PieceElements::new(element);
        let height = line_height(style.size);
        for line in lines(text, style, within.width, self.faces) {
            self.need(height);
            let y = self.y;
            if let Some(colour) = within.ground {
                let at = [within.left - 4.0, y, within.width + 8.0, height];
                self.draw(None, vec![Ink::Filled { at, colour }]);
            }
            if let Some(colour) = within.bar {
                self.draw(None, vec![Ink::Filled { at: [within.left - 10.0, y, 3.0, height], colour }]);
            }
            self.line(&line, text, &mut pieces, [within.left, y]);
            self.y += height;
        }
    }

    /// A line, with the upper left corner of its box.
    pub(crate) fn line(&mut self, line: &SetLine, text: &Inlines, pieces: &mut PieceElements, [left, top]: [f32; 2]) {
        for run in &line.runs {
            let element = pieces.element(run.piece, text, &mut self.structure);
            let at = [left + run.x, top + baseline(run.style.size)];
            if let Some(Inline::Link { to, .. }) = text.0.get(run.piece).filter(|_| pieces.leads(run.piece, text)) {
                let area = [at[0], top, run.width, line_height(run.style.size)];
                let link = LinkBox { at: area, to: to.clone(), text: run.text.trim().to_owned() };
                let sheet = self.sheet();
                if let Some(links) = self.sheets.last_mut().map(|sheet| &mut sheet.links) {
                    links.push(link);
                    self.structure.hold(element, TagChild::Link(sheet, links.len() - 1));
                }
            }
            self.draw(Some(element), vec![Ink::Text { at, text: run.text.clone(), style: run.style }]);
        }
    }
}

/// The elements of the runs of a paragraph, created when they are first drawn: a run over two lines is a single
/// element.
#[derive(Debug)]
pub(crate) struct PieceElements {
    parent: ElementId,
    known: Vec<(usize, ElementId)>,
}

impl PieceElements {
    /// For a paragraph with this element.
    pub(crate) fn new(parent: ElementId) -> Self {
        Self { parent, known: Vec::new() }
    }

    fn element(&mut self, piece: usize, text: &Inlines, structure: &mut Structure) -> ElementId {
        if let Some((_, element)) = self.known.iter().find(|(known, _)| *known == piece) {
            return *element;
        }
        let role = match text.0.get(piece) {
            Some(Inline::Strong(_)) => TagRole::Strong,
            Some(Inline::Emphasis(_)) => TagRole::Emphasis,
            Some(Inline::Code(_)) => TagRole::Code,
            Some(Inline::Link { to, .. }) if leads_out(to) => TagRole::Link,
            Some(Inline::Plain(_) | Inline::Link { .. }) | None => return self.parent,
        };
        let element = structure.add(Some(self.parent), role);
        self.known.push((piece, element));
        element
    }

    fn leads(&self, piece: usize, text: &Inlines) -> bool {
        matches!(text.0.get(piece), Some(Inline::Link { to, .. }) if leads_out(to))
    }
}

/// Line height at a font size.
pub(crate) fn line_height(size: f32) -> f32 {
    size * 1.42
}

/// Distance of the baseline from the upper edge of the line.
pub(crate) fn baseline(size: f32) -> f32 {
    size * 1.05
}

/// A thin line between parts.
pub(crate) fn rule(from: [f32; 2], to: [f32; 2]) -> Ink {
    Ink::Line { points: vec![from, to], width: 0.6, colour: RULE, is_dashed: false }
}
