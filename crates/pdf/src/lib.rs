//! A report as a PDF file: a [`document::Document`] and pictures become pages with text that can be selected, read
//! aloud and archived.
//!
//! Tagged: headings, paragraphs, lists, tables with their header cells, figures with alternative texts; an outline, the
//! language, the title. It is written as PDF/UA-1 and PDF/A-2u, and the library refuses to write what does not conform.
//! Without a date it is PDF/UA-1 only: PDF/A requires one, and an invented one would be false.
//!
//! Reading order: [`PdfFrame`] (the input), `typeface` (fonts), `paragraph` (line breaking), `structure` (the tag
//! tree), `sheet` (drawing), `flow` with `blocks`, `table` and `chart` (layout), `write`.
//!
//! Written by [krilla](https://crates.io/crates/krilla) 0.8 (MIT or Apache-2.0, by an author of Typst, which exports with
//! it): only it writes tags and checks PDF/UA-1 and PDF/A itself. `printpdf` 0.12 has neither, and lays out text with
//! an HTML engine. `pdf-writer` 0.15 is the basis of krilla: font subsetting, tags and XMP would be ours to write.
//! `typst` 0.15 does all of it with krilla, and is several times as large. Text is laid out here, since blocks have no
//! layout: characters are placed by the advance widths of the font, so krilla's shaping (`simple-text`, rustybuzz)
//! stays out. Scripts that need shaping (Arabic, Devanagari) are not in the fonts either, see `fonts/README.md`.
//!
//! Invariant: no IO, no clock; the same document, frame and time give the same bytes. Nothing is left out silently: a
//! character that the fonts lack is written as its code point and listed, a picture that is referenced and not given is
//! an error.
//!
//! ```
//! use document::Document;
//! use pdf::{PaperSize, PdfFrame, pdf_from_document};
//!
//! let mut document = Document::new("en");
//! document.heading(1, "Report on a leaf").marked("Rust: right in **93 of 100** pictures like this one.");
//! let frame = PdfFrame {
//!     title: "Report on a leaf",
//!     program: "Example 1.0",
//!     paper: PaperSize::A4,
//!     written: None,
//!     pictures: &[],
//!     page_number: &|page, pages| format!("Page {page} of {pages}"),
//!     missing: &|numbers| format!("Not in the font: {numbers}."),
//! };
//! let written = pdf_from_document(&document, &frame).unwrap();
//! assert!(written.bytes.starts_with(b"%PDF-") && written.missing.is_empty());
//! assert_eq!(written.pages, 1);
//! ```

mod blocks;
mod chart;
mod error;
mod flow;
mod paragraph;
mod sheet;
mod structure;
mod table;
mod tags;
#[cfg(test)]
mod tests;
mod typeface;
mod write;

pub use calendar::CalendarTime;
pub use error::PdfError;

use document::Document;
use flow::Flow;
use typeface::FontFaces;

/// The size of the paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PaperSize {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// US Letter: 8.5 × 11 inches.
    Letter,
}

impl PaperSize {
    /// Width and height in points, 1/72 inch.
    #[must_use]
    pub fn points(self) -> [f32; 2] {
        match self {
            Self::A4 => [595.276, 841.89],
            Self::Letter => [612.0, 792.0],
        }
    }
}

/// A picture that a [`document::Block::Image`] references by its `source`; that block has its alternative text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportPicture {
    /// The `source` of the block.
    pub name: String,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `width * height * 3` samples: red, green, blue, row by row from the top.
    pub rgb: Vec<u8>,
}

/// What a file needs besides the blocks, in the language of the document.
pub struct PdfFrame<'a> {
    /// The title of the file, also shown in the footer of every page.
    pub title: &'a str,
    /// The creating program, with its version.
    pub program: &'a str,
    /// The size of its pages.
    pub paper: PaperSize,
    /// When it is written, in UTC; `None` where that must not be stated.
    pub written: Option<CalendarTime>,
    /// What the images of the document show.
    pub pictures: &'a [ReportPicture],
    /// "Page 2 of 3", from the page's number, counted from 1, and the number of pages.
    pub page_number: &'a dyn Fn(usize, usize) -> String,
    /// A note that the fonts lack these characters, given as "U+4E2D, U+6587".
    pub missing: &'a dyn Fn(&str) -> String,
}

/// A written file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenPdf {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// The characters that its fonts lack, in order: each is written as its code point in the text, and listed at the
    /// end.
    pub missing: Vec<char>,
}

/// Writes a document.
///
/// # Errors
/// A picture that the document references and the frame lacks, one whose number of samples does not match its size, and
/// errors of the library.
pub fn pdf_from_document(document: &Document, frame: &PdfFrame<'_>) -> Result<WrittenPdf, PdfError> {
    let faces = FontFaces::new().ok_or_else(|| PdfError::Refused("fonts".to_owned()))?;
    let mut flow = Flow::new(&faces, frame.paper, frame.pictures);
    let title = faces.readable(frame.title);
    for block in &document.blocks {
        flow.block(block)?;
    }
    let missing = faces.missing();
    if !missing.is_empty() {
        let numbers: Vec<String> = missing.iter().map(|sign| typeface::number(*sign)).collect();
        flow.note(&(frame.missing)(&numbers.join(", ")));
    }
    let pages = flow.sheets.len();
    let bytes = write::write(flow, document.language, &title, frame)?;
    Ok(WrittenPdf { bytes, pages, missing })
}
