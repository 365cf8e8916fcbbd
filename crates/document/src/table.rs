//! Figures in rows.

use crate::Inlines;

/// Alignment of a column's cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// Start.
    Start,
    /// End, for figures.
    End,
}

/// Figures in rows; the first cell of a row names it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Stable key, the page's `data-table`.
    pub id: &'static str,
    /// What it shows, on which data and split; empty where the text around it says that.
    pub caption: String,
    /// Names of the columns.
    pub head: Vec<String>,
    /// A row shorter than the head is filled with empty cells.
    pub rows: Vec<Vec<Inlines>>,
    /// By column; by default names in the first column and figures in the others.
    pub alignment: Vec<Alignment>,
}

impl Table {
    /// A table with these column names.
    ///
    /// ```
    /// use document::{Alignment, Table};
    ///
    /// let mut table = Table::new(["class", "pictures"]);
    /// table.row(["rust", "12"]);
    /// assert_eq!(table.rows.len(), 1);
    /// assert_eq!((table.alignment_of(0), table.alignment_of(1)), (Alignment::Start, Alignment::End));
    /// ```
    #[must_use]
    pub fn new<const N: usize>(head: [&str; N]) -> Self {
        Self::with_head(head.map(str::to_owned).to_vec())
    }

    /// A table with column names computed at run time.
    #[must_use]
    pub fn with_head(head: Vec<String>) -> Self {
        Self { head, ..Self::default() }
    }

    /// A whole table of plain text.
    #[must_use]
    #[inline(never)]
    pub fn captioned(id: &'static str, caption: String, head: Vec<String>, rows: Vec<Vec<String>>) -> Self {
        let rows = rows.into_iter().map(|row| row.into_iter().map(Inlines::from).collect()).collect();
        Self { id, caption, head, rows, alignment: Vec::new() }
    }

    /// Adds a row.
    pub fn row<C: Into<Inlines>>(&mut self, cells: impl IntoIterator<Item = C>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// Alignment of a column.
    #[must_use]
    pub fn alignment_of(&self, column: usize) -> Alignment {
        let usual = if column == 0 { Alignment::Start } else { Alignment::End };
        self.alignment.get(column).copied().unwrap_or(usual)
    }
}
