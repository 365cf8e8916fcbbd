//! A report under construction: each part is one call, which renders its message.

use crate::report::Say;
use crate::words;
use document::{Alignment, Block, Document, Inline, Inlines, Table};
use text::{Message, Piece};

/// The document so far, and how messages are rendered.
pub(super) struct CaseWriter<'a> {
    document: Document,
    say: Say<'a>,
}

impl<'a> CaseWriter<'a> {
    pub(super) fn new(language: &'static str, say: Say<'a>) -> Self {
        Self { document: Document::new(language), say }
    }

    pub(super) fn said(&self, message: &Message) -> String {
        (self.say)(message)
    }

    pub(super) fn title(&mut self, level: u8, title: Message) {
        let text = Inlines::from(self.said(&title));
        self.document.push(Block::Heading { level, text });
    }

    /// Text that is not a message: a name.
    pub(super) fn plain(&mut self, text: &str) {
        self.document.text(text);
    }

    pub(super) fn text(&mut self, message: Message) {
        let runs = self.runs(&message);
        self.document.text(runs);
    }

    /// The key statement of a part.
    pub(super) fn strong(&mut self, message: Message) {
        let said = self.said(&message);
        self.document.text(Inlines(vec![Inline::Strong(said)]));
    }

    pub(super) fn caveat(&mut self, message: Message) {
        let runs = self.runs(&message);
        self.document.push(Block::Caveat(runs));
    }

    pub(super) fn lead(&mut self, value: f32, of: Message) {
        let (shown, of) = (self.said(&words::percent_score(value)), self.said(&of));
        self.document.push(Block::Lead { name: "accuracy", value, shown, of });
    }

    /// Nothing where there are no items.
    pub(super) fn list(&mut self, items: impl IntoIterator<Item = Message>) {
        let items: Vec<Inlines> = items.into_iter().map(|item| self.runs(&item)).collect();
        if !items.is_empty() {
            self.document.push(Block::List(items));
        }
    }

    pub(super) fn image(&mut self, source: &str, alternative: Message) {
        let alternative = self.said(&alternative);
        self.document.push(Block::Image { source: source.to_owned(), alternative });
    }

    /// A table; its cells are aligned to the start, except figures.
    pub(super) fn table(&mut self, id: &'static str, head: &[Message], rows: Vec<Vec<Inlines>>, figures: Alignment) {
        if rows.is_empty() {
            return;
        }
        let mut table = Table::with_head(head.iter().map(|name| self.said(name)).collect());
        table.id = id;
        table.alignment =
            head.iter().enumerate().map(|(at, _)| if at == 0 { Alignment::Start } else { figures }).collect();
        table.rows = rows;
        self.document.table(table);
    }

    pub(super) fn done(self) -> Document {
        self.document
    }

    /// The rendered message, with its marked parts.
    fn runs(&self, message: &Message) -> Inlines {
        let said = self.said(message);
        let run = |piece: Piece<'_>| match piece {
            Piece::Text(text) => Inline::Plain(text.to_owned()),
            Piece::Marked { name: "b", text } => Inline::Strong(text.to_owned()),
            Piece::Marked { name: "code", text } => Inline::Code(text.to_owned()),
            Piece::Marked { text, .. } => Inline::Plain(text.to_owned()),
        };
        Inlines(text::marked(&said).into_iter().map(run).collect())
    }
}
