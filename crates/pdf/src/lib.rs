//! A report as a PDF file: a [`document::Document`] and pictures become pages with text that can be selected, read aloud
//! and kept.
//!
//! Tagged: headings, paragraphs, lists, tables with their header cells, figures with what they show; an outline, the
//! language, the title. It is written as PDF/UA-1 and PDF/A-2u, and the library refuses to write what is neither. Without a
//! date it is PDF/UA-1 alone: the library asks PDF/A for one, and one that nobody told would be false.
//!
//! Reading order: [`PdfFrame`] (what is given), `typeface` (what signs look like), `paragraph` (text into lines), `structure`
//! (what is read aloud), `sheet` (what is drawn), `flow` with `blocks`, `table` and `chart` (what stands where), `write`.
//!
//! Written by [krilla](https://crates.io/crates/krilla) 0.8 (MIT or Apache-2.0, by an author of Typst, which exports with
//! it): it alone writes tags and checks PDF/UA-1 and PDF/A by itself. `printpdf` 0.12 has neither, and lays text out with an
//! engine for HTML. `pdf-writer` 0.15 is what krilla stands on: fonts in parts, tags and XMP would be ours to write.
//! `typst` 0.15 does all of it with krilla, and weighs several times as much. Text is laid out here, as blocks know no
//! layout: signs stand at the widths that the font gives them, so krilla's shaping (`simple-text`, rustybuzz) stays out.
//! Scripts that need shaping (Arabic, Devanagari) are not in the fonts either, see `fonts/README.md`.
//!
//! Invariant: no IO, no clock; the same document, frame and time give the same bytes. Nothing is left out silently: a sign
//! that the fonts lack stands as its number and is listed, a picture that is named and not given is an error.
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

/// A picture that a [`document::Block::Image`] names by its `source`; what it shows stands in that block.
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

/// What a file needs beside the blocks, in the language of the document.
pub struct PdfFrame<'a> {
    /// The title of the file, which stands at the foot of every page too.
    pub title: &'a str,
    /// The program that asks for it, with its version.
    pub program: &'a str,
    /// The size of its pages.
    pub paper: PaperSize,
    /// When it is written, in UTC; `None` where that shall not be told.
    pub written: Option<CalendarTime>,
    /// What the images of the document show.
    pub pictures: &'a [ReportPicture],
    /// "Page 2 of 3", from the page's number, counted from 1, and how many there are.
    pub page_number: &'a dyn Fn(usize, usize) -> String,
    /// That the fonts lack these signs, which are given as "U+4E2D, U+6587".
    pub missing: &'a dyn Fn(&str) -> String,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenPdf {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// The signs that its fonts lack, in order: each stands as its number in the text, and is listed at the end.
    pub missing: Vec<char>,
}

/// Writes a document.
///
/// # Errors
/// A picture that the document names and the frame lacks, one whose samples are not as many as its size asks for, and what
/// the library refuses to write.
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
