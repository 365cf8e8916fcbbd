//! Documents as lines: Markdown, and text for a terminal.
//!
//! Both have the same blocks with a blank line between them, and tables that read well in either.

use std::borrow::Cow;
use std::fmt;

use crate::{Alignment, Block, Inline, Inlines, Table};

/// How tables are written in Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// Columns padded to their widest cell: readable as source.
    Padded,
    /// Compact: for files that change often and are compared line by line.
    Tight,
}

/// The output format.
#[derive(Clone, Copy)]
enum LineForm {
    Markdown(Columns),
    PlainText,
}

/// As Markdown: CommonMark, with GitHub's tables.
#[must_use]
pub fn markdown(blocks: &[Block], columns: Columns) -> String {
    LineForm::Markdown(columns).blocks(blocks)
}

/// As text for a terminal: without marks, and with tables in columns.
#[must_use]
pub fn plain_text(blocks: &[Block]) -> String {
    LineForm::PlainText.blocks(blocks)
}

impl fmt::Display for Table {
    /// The rows as text for a terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&LineForm::PlainText.rows(self))
    }
}

impl LineForm {
    fn blocks(self, blocks: &[Block]) -> String {
        let written = blocks.iter().map(|block| self.block(block)).filter(|text| !text.is_empty());
        written.collect::<Vec<_>>().join("\n")
    }

    /// A block, including its final newline.
    fn block(self, block: &Block) -> String {
        match block {
            Block::Heading { level, text } => {
                let text = self.inlines(text);
                match self {
                    Self::Markdown(_) => format!("{} {text}\n", "#".repeat(usize::from(*level))),
                    Self::PlainText => text + "\n",
                }
            }
            Block::Lead { shown, of, .. } => {
                let text = Inlines(vec![Inline::Strong(shown.clone()), Inline::Plain(format!(" {of}"))]);
                self.inlines(&text) + "\n"
            }
            Block::Text(text) => self.inlines(text) + "\n",
            Block::Caveat(text) => match self {
                Self::Markdown(_) => format!("> {}\n", self.inlines(text)),
                Self::PlainText => self.inlines(text) + "\n",
            },
            Block::List(items) => items.iter().map(|item| format!("- {}\n", self.inlines(item))).collect(),
            Block::Table(table) => self.table(table),
            Block::Charts(charts) => {
                let written = charts.iter().map(|chart| self.table(&chart.table));
                written.collect::<Vec<_>>().join("\n")
            }
            Block::Image { source, alternative } => match self {
                Self::Markdown(_) => format!("![{alternative}]({source})\n"),
                Self::PlainText => format!("{alternative}: {source}\n"),
            },
            Block::Code { language, text } => match self {
                Self::Markdown(_) => format!("```{language}\n{text}```\n"),
                Self::PlainText => text.clone(),
            },
        }
    }

    /// The caption where there is one, and the rows.
    fn table(self, table: &Table) -> String {
        let rows = self.rows(table);
        if table.caption.is_empty() {
            return rows;
        }
        format!("{}\n\n{rows}", self.inlines(&table.caption.as_str().into()))
    }

    fn rows(self, table: &Table) -> String {
        let head: Vec<String> = table.head.iter().map(|name| self.cell(&name.as_str().into())).collect();
        let columns = table.head.len();
        let row = |cells: &Vec<Inlines>| -> Vec<String> {
            let cell = |column: usize| cells.get(column).map_or_else(String::new, |cell| self.cell(cell));
            (0..columns).map(cell).collect()
        };
        let lines: Vec<Vec<String>> = std::iter::once(head).chain(table.rows.iter().map(row)).collect();
        // A delimiter row needs at least three characters.
        let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0).max(3);
        let widths: Vec<usize> = match self {
            Self::Markdown(Columns::Tight) => vec![0; columns],
            _ => (0..columns).map(width).collect(),
        };
        let cells = widths.iter().enumerate();
        let delimiters: String =
            cells.map(|(column, width)| self.delimiter(table.alignment_of(column), *width)).collect();
        let mut out = String::new();
        for (index, line) in lines.iter().enumerate() {
            for (column, (text, width)) in line.iter().zip(&widths).enumerate() {
                out += &match table.alignment_of(column) {
                    Alignment::Start => format!("| {text:<width$} "),
                    Alignment::End => format!("| {text:>width$} "),
                };
            }
            out += "|\n";
            if index == 0 {
                out += &format!("{delimiters}|\n");
            }
        }
        out
    }

    /// The delimiter below a column's name.
    fn delimiter(self, alignment: Alignment, width: usize) -> String {
        let is_tight = matches!(self, Self::Markdown(Columns::Tight));
        match alignment {
            Alignment::Start if is_tight => "|---".to_owned(),
            Alignment::End if is_tight => "|--:".to_owned(),
            Alignment::Start => format!("| {} ", "-".repeat(width)),
            Alignment::End => format!("| {}: ", "-".repeat(width - 1)),
        }
    }

    /// Runs within a cell, in which Markdown uses `|` as separator.
    fn cell(self, text: &Inlines) -> String {
        let text = self.inlines(text);
        if matches!(self, Self::Markdown(_)) { text.replace('|', "\\|") } else { text }
    }

    fn inlines(self, text: &Inlines) -> String {
        text.0.iter().map(|run| self.run(run)).collect()
    }

    fn run(self, run: &Inline) -> Cow<'_, str> {
        match (self, run) {
            (Self::Markdown(_), Inline::Plain(text)) => escaped(text).into(),
            (Self::Markdown(_), Inline::Emphasis(text)) => format!("*{}*", escaped(text)).into(),
            (Self::Markdown(_), Inline::Strong(text)) => format!("**{}**", escaped(text)).into(),
            (Self::Markdown(_), Inline::Code(text)) => format!("`{text}`").into(),
            (Self::Markdown(_), Inline::Link { to, text }) => format!("[{}]({to})", escaped(text)).into(),
            (Self::PlainText, Inline::Link { to, text }) => format!("{text} ({to})").into(),
            (
                Self::PlainText,
                Inline::Plain(text) | Inline::Emphasis(text) | Inline::Strong(text) | Inline::Code(text),
            ) => text.into(),
        }
    }
}

/// Escapes text that Markdown would interpret as marks. What only matters at the start of a line is not escaped: no
/// block begins with external text. An underscore within a word is not a mark either.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let within = before.is_alphanumeric() && signs.peek().is_some_and(|next| next.is_alphanumeric());
        if matches!(sign, '\\' | '`' | '*' | '[' | '<') || (sign == '_' && !within) {
            out.push('\\');
        }
        out.push(sign);
        before = sign;
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::{Alignment, Block, Columns, Document, Inline, Inlines, Table, markdown};

    fn table() -> Table {
        let mut table = Table::new(["Option", "Value"]);
        table.row([Inlines::from("steps"), Inlines::code("null")]);
        table.row(["a|b"]);
        table
    }

    #[test]
    fn the_same_blocks_are_markdown_and_text() {
        let (mut made, none) = (Document::new("en"), <[String; 0]>::default());
        made.heading(1, "Of `x`").text("2 * 3 < 7, a_b _c_").marked("See [it](y.md), **now**.");
        made.list(&["one".to_owned(), "`two`".to_owned()]).list(&none).table(table());
        made.push(Block::Code { language: "sh", text: "ls\n".to_owned() });
        made.push(Block::Image { source: "c.svg".to_owned(), alternative: "Curves".to_owned() });
        assert_eq!(
            made.markdown(),
            "# Of `x`\n\n2 \\* 3 \\< 7, a_b \\_c\\_\n\nSee [it](y.md), **now**.\n\n- one\n- `two`\n\n\
             | Option |  Value |\n| ------ | -----: |\n| steps  | `null` |\n| a\\|b   |        |\n\n```sh\nls\n```\n\n\
             ![Curves](c.svg)\n"
        );
        assert_eq!(
            made.plain_text(),
            "Of x\n\n2 * 3 < 7, a_b _c_\n\nSee it (y.md), now.\n\n- one\n- two\n\n\
             | Option | Value |\n| ------ | ----: |\n| steps  |  null |\n| a|b    |       |\n\nls\n\nCurves: c.svg\n"
        );
    }

    #[test]
    fn columns_can_be_tight_and_stand_where_they_are_told_to() {
        let figures = Table { alignment: vec![Alignment::End], ..table() };
        let block = Block::Table(figures);
        let expected = "| Option | Value |\n|--:|--:|\n| steps | `null` |\n| a\\|b |  |\n";
        assert_eq!(markdown(&[block], Columns::Tight), expected);
    }

    #[test]
    fn what_is_read_as_marks_is_written_so_again() {
        let text = "The rule `min_max`, **not** *this*: [x](y) costs 2 of too_many.";
        let runs = Inlines::marked(text);
        assert_eq!(markdown(&[Block::Text(runs)], Columns::Padded), format!("{text}\n"));
        let code = Inlines(vec![Inline::Strong("a*b".into())]);
        assert_eq!(markdown(&[Block::Text(code)], Columns::Padded), "**a\\*b**\n");
    }
}
