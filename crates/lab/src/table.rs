//! Tables that read well both in a terminal and as Markdown.

use std::fmt;

/// A table with a heading line; rows shorter than the heading are filled with empty cells.
#[derive(Clone, Debug, Default)]
pub struct TextTable {
    rows: Vec<Vec<String>>,
}

impl TextTable {
    /// A table with these column names.
    #[must_use]
    pub fn new<const N: usize>(heading: [&str; N]) -> Self {
        Self { rows: vec![heading.map(str::to_owned).to_vec()] }
    }

    /// A table whose column names are made at run time.
    #[must_use]
    pub fn with_heading(heading: Vec<String>) -> Self {
        Self { rows: vec![heading] }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }
}

impl fmt::Display for TextTable {
    /// Markdown, columns padded to equal width; the first column is left-aligned, others right.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.rows.first().map_or(0, Vec::len);
        let cell = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
        let widths: Vec<usize> = (0..columns)
            .map(|column| self.rows.iter().map(|row| cell(row, column).chars().count()).max().unwrap_or(0).max(3))
            .collect();
        for (index, row) in self.rows.iter().enumerate() {
            for (column, width) in widths.iter().enumerate() {
                let text = cell(row, column);
                if column == 0 { write!(f, "| {text:<width$} ")? } else { write!(f, "| {text:>width$} ")? }
            }
            writeln!(f, "|")?;
            if index == 0 {
                for (column, width) in widths.iter().enumerate() {
                    let dashes = "-".repeat(width - usize::from(column > 0));
                    if column == 0 { write!(f, "| {dashes} ")? } else { write!(f, "| {dashes}: ")? }
                }
                writeln!(f, "|")?;
            }
        }
        Ok(())
    }
}

/// `0.9441` as `94.4 %`; `–` where there is no score.
#[must_use]
pub fn percent(score: Option<f64>) -> String {
    score.map_or_else(|| "–".to_owned(), |value| format!("{:.1} %", value * 100.0))
}

/// An interval in per cent: `91.2 to 97.0`.
#[must_use]
pub fn percent_interval(interval: Option<&[f64; 2]>) -> String {
    interval.map_or_else(|| "–".to_owned(), |[low, high]| format!("{:.1} to {:.1}", low * 100.0, high * 100.0))
}

/// A score that is no share, with three digits.
#[must_use]
pub fn number(score: Option<f64>) -> String {
    score.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"))
}

/// An interval with three digits: `0.981 to 0.996`.
#[must_use]
pub fn number_interval(interval: Option<&[f64; 2]>) -> String {
    interval.map_or_else(|| "–".to_owned(), |[low, high]| format!("{low:.3} to {high:.3}"))
}
