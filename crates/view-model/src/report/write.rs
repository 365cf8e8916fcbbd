//! A section under construction: each paragraph and each cell is one call, which keeps the code of hundreds of them
//! small.

use super::{Say, Section, Table, table};
use crate::words;
use document::{Block, Chart};
use text::Message;

/// A section and its blocks so far.
pub(super) struct Writer<'a> {
    section: Section,
    say: Say<'a>,
}

impl<'a> Writer<'a> {
    #[inline(never)]
    pub(super) fn new(id: &str, title: Message, say: Say<'a>) -> Self {
        Self { section: Section { id: id.to_owned(), title: say(&title), language: None, blocks: Vec::new() }, say }
    }

    #[inline(never)]
    pub(super) fn push(&mut self, block: Block) {
        self.section.blocks.push(block);
    }

    #[inline(never)]
    pub(super) fn lead(&mut self, name: &'static str, value: f32, of: Message) {
        let (shown, of) = ((self.say)(&words::percent_score(value)), (self.say)(&of));
        self.push(Block::Lead { name, value, shown, of });
    }

    #[inline(never)]
    pub(super) fn text(&mut self, message: Message) {
        let said = (self.say)(&message);
        self.push(Block::Text(said.into()));
    }

    #[inline(never)]
    pub(super) fn caveat(&mut self, message: Message) {
        let said = (self.say)(&message);
        self.push(Block::Caveat(said.into()));
    }

    #[inline(never)]
    pub(super) fn charts(&mut self, charts: Vec<Chart>) {
        self.push(Block::Charts(charts));
    }

    /// Nothing where there are no rows.
    #[inline(never)]
    pub(super) fn table(&mut self, id: &'static str, caption: Message, head: &[Message], rows: Rows<'_>) {
        if !rows.is_empty() {
            self.push(Block::Table(rows.table(id, caption, head)));
        }
    }

    pub(super) fn done(self) -> Section {
        self.section
    }
}

/// Rows of a table and their cells so far.
pub(super) struct Rows<'a> {
    rows: Vec<Vec<String>>,
    say: Say<'a>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(say: Say<'a>) -> Self {
        Self { rows: Vec::new(), say }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Begins a row with its name.
    #[inline(never)]
    pub(super) fn begin(&mut self, name: String) {
        self.rows.push(vec![name]);
    }

    /// The same with a message as its name.
    #[inline(never)]
    pub(super) fn begin_said(&mut self, name: Message) {
        let said = (self.say)(&name);
        self.begin(said);
    }

    #[inline(never)]
    pub(super) fn cell(&mut self, cell: String) {
        if let Some(row) = self.rows.last_mut() {
            row.push(cell);
        }
    }

    #[inline(never)]
    pub(super) fn said(&mut self, cell: Message) {
        let said = (self.say)(&cell);
        self.cell(said);
    }

    /// A dash for what was not measured.
    #[inline(never)]
    pub(super) fn said_or_dash(&mut self, cell: Option<Message>) {
        match cell {
            Some(cell) => self.said(cell),
            None => self.cell("–".to_owned()),
        }
    }

    #[inline(never)]
    pub(super) fn table(self, id: &'static str, caption: Message, head: &[Message]) -> Table {
        table(id, &caption, head, self.rows, self.say)
    }

    /// A section of this table alone, where it has rows.
    #[inline(never)]
    pub(super) fn section(
        self,
        id: &'static str,
        title: Message,
        caption: Message,
        head: &[Message],
    ) -> Option<Section> {
        if self.is_empty() {
            return None;
        }
        let mut section = Writer::new(id, title, self.say);
        section.table(id, caption, head, self);
        Some(section.done())
    }
}
