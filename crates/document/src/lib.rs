//! Reports as plain data, and their writers: the page's sections, the model cards, and the output of `lab` and the
//! bench are made of the same blocks.
//!
//! Reading order: [`Block`], [`inline`], [`table`], [`chart`] with [`plot`]; then the writers, [`html`] for the page,
//! [`lines`] for Markdown and text, [`svg`] for charts.
//!
//! Invariant: a document holds content in one language, without presentation other than the kind of block. Writers add
//! no text of their own: what they need besides the blocks is passed in the reader's language. Every writer preserves
//! each text: what would be markup in its format is escaped.
//!
//! ```
//! use document::{Document, Table};
//! let mut table = Table::new(["Class", "Pictures"]);
//! table.row(["oak".to_owned(), 12.to_string()]);
//! let mut report = Document::new("en");
//! report.heading(2, "Test").marked("Measured on `test`.").table(table);
//! assert_eq!(
//!     report.markdown(),
//!     "## Test\n\nMeasured on `test`.\n\n| Class | Pictures |\n| ----- | -------: |\n| oak   |       12 |\n"
//! );
//! ```

pub mod chart;
pub mod html;
pub mod inline;
pub mod lines;
pub mod plot;
pub mod svg;
pub mod table;

pub use chart::{Anchor, Chart, Shape};
pub use html::{SectionFrame, element_of, html_from_blocks, html_from_sections, html_from_table};
pub use inline::{Inline, Inlines};
pub use lines::{Columns, markdown, plain_text};
pub use plot::{ChartAxis, PlotArea};
pub use table::{Alignment, Table};

/// A part of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// The title of what follows.
    Heading {
        /// 1 is the document's own, up to 6.
        level: u8,
        /// The title.
        text: Inlines,
    },
    /// The key figure of a section, with its label.
    Lead {
        /// Its key, the page's `data-figure`.
        name: &'static str,
        /// The measured value, 0…1: machine-readable.
        value: f32,
        /// The same for people.
        shown: String,
        /// Its label: "right on …".
        of: String,
    },
    /// A paragraph.
    Text(Inlines),
    /// A highlighted paragraph.
    Caveat(Inlines),
    /// Items.
    List(Vec<Inlines>),
    /// Figures in rows.
    Table(Table),
    /// Charts that belong side by side.
    Charts(Vec<Chart>),
    /// A picture in a file of its own.
    Image {
        /// Where it is.
        source: String,
        /// Alternative text.
        alternative: String,
    },
    /// A code block.
    Code {
        /// Its language: `sh`.
        language: &'static str,
        /// The lines, each with its end.
        text: String,
    },
}

/// A titled part of a report that the page can collapse and link to.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Stable key, the page's `data-section`.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Tag (BCP 47) of its language where it is another than the page's.
    pub language: Option<&'static str>,
    /// What it holds, in order.
    pub blocks: Vec<Block>,
}

/// A whole document, in reading order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Tag (BCP 47) of its language.
    pub language: &'static str,
    /// What it holds.
    pub blocks: Vec<Block>,
}

impl Document {
    /// An empty document in this language.
    #[must_use]
    pub fn new(language: &'static str) -> Self {
        Self { language, blocks: Vec::new() }
    }

    /// Adds a block.
    pub fn push(&mut self, block: Block) -> &mut Self {
        self.blocks.push(block);
        self
    }

    /// Adds a heading; its text may contain marks as in [`Inlines::marked`].
    pub fn heading(&mut self, level: u8, text: &str) -> &mut Self {
        self.push(Block::Heading { level, text: Inlines::marked(text) })
    }

    /// Adds a paragraph of plain text.
    pub fn text(&mut self, text: impl Into<Inlines>) -> &mut Self {
        self.push(Block::Text(text.into()))
    }

    /// Adds a paragraph with marks as in [`Inlines::marked`].
    pub fn marked(&mut self, text: &str) -> &mut Self {
        self.text(Inlines::marked(text))
    }

    /// Adds a list of items with marks as in [`Inlines::marked`]; nothing where there are none.
    pub fn list<'a>(&mut self, items: impl IntoIterator<Item = &'a String>) -> &mut Self {
        let items: Vec<Inlines> = items.into_iter().map(|item| Inlines::marked(item)).collect();
        if items.is_empty() { self } else { self.push(Block::List(items)) }
    }

    /// Adds a table.
    pub fn table(&mut self, table: Table) -> &mut Self {
        self.push(Block::Table(table))
    }

    /// Adds a table under a heading.
    pub fn titled(&mut self, level: u8, title: &str, table: Table) -> &mut Self {
        self.heading(level, title).table(table)
    }

    /// As Markdown (CommonMark, with GitHub's tables), columns padded.
    #[must_use]
    pub fn markdown(&self) -> String {
        markdown(&self.blocks, Columns::Padded)
    }

    /// As text for a terminal.
    #[must_use]
    pub fn plain_text(&self) -> String {
        plain_text(&self.blocks)
    }
}
