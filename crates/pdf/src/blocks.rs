//! Layout of blocks.

use document::{Block, Inlines};

use crate::PdfError;
use crate::flow::{Flow, MARGIN, OutlineEntry, PLAIN, ParagraphBox, SOFT_INK, TEXT_INK, line_height};
use crate::sheet::Ink;
use crate::structure::TagRole;
use crate::typeface::{TextStyle, Weight};

/// Width of the bar beside a highlighted paragraph.
const ATTENTION: [u8; 3] = [200, 120, 0];
/// Background of a code block.
const CODE_GROUND: [u8; 3] = [243, 244, 247];
/// Indentation of list items.
const INDENT: f32 = 14.0;
/// Maximum height and width of a picture, in points.
const MOST_PICTURE: f32 = 250.0;
/// What must fit below a title on the same page: two lines of text.
const BELOW_TITLE: f32 = 30.0;

impl Flow<'_> {
    /// Lays a block out.
    pub(crate) fn block(&mut self, block: &Block) -> Result<(), PdfError> {
        match block {
            Block::Heading { level, text } => self.heading(*level, text),
            Block::Lead { shown, of, .. } => self.lead(shown, of),
            Block::Text(text) => self.paragraph(text, PLAIN),
            Block::Caveat(text) => self.caveat(text),
            Block::List(items) => self.list(items),
            Block::Table(table) => self.table(table),
            Block::Charts(charts) => charts.iter().for_each(|chart| self.chart(chart)),
            Block::Image { source, alternative } => return self.image(source, alternative),
            Block::Code { text, .. } => self.code(text),
        }
        Ok(())
    }

    /// A title. Levels increase one by one: another first level or a skipped one is corrected.
    fn heading(&mut self, level: u8, text: &Inlines) {
        let above = self.headings.last().map_or(0, |heading| heading.level);
        let level = u16::from(level.clamp(1, 6)).min(above + 1);
        let (size, before) = match level {
            1 => (20.0, 0.0),
            2 => (13.5, 12.0),
            3 => (11.5, 8.0),
            _ => (10.0, 6.0),
        };
        self.gap(before);
        self.need(line_height(size) + BELOW_TITLE);
        let title = plain(text, self);
        let (sheet, top) = (self.sheet(), self.y);
        self.headings.push(OutlineEntry { level, title: title.clone(), sheet, top });
        let element = self.structure.add(None, TagRole::Heading { level, title });
        self.set(element, text, TextStyle { weight: Weight::Bold, size, colour: TEXT_INK }, self.whole());
        self.gap(size * 0.3);
    }

    /// The key figure in large type, with its label beside it.
    fn lead(&mut self, shown: &str, of: &str) {
        let large = TextStyle { weight: Weight::Bold, size: 22.0, colour: TEXT_INK };
        let height = line_height(large.size);
        self.need(height);
        let element = self.structure.add(None, TagRole::Paragraph);
        let figure = format!("{} ", self.faces.readable(shown));
        let (left, top) = (MARGIN, self.y);
        let beside = left + self.faces.width(&figure, large) + 4.0;
        let at = [left, top + large.size * 1.05];
        self.draw(Some(element), vec![Ink::Text { at, text: figure, style: large }]);
        // On the same line as the figure, from there downwards.
        self.y = top + (large.size - PLAIN.size) * 1.05;
        let width = (MARGIN + self.width() - beside).max(60.0);
        let within = ParagraphBox { left: beside, width, bar: None, ground: None };
        self.set(element, &Inlines::from(of), PLAIN, within);
        self.y = self.y.max(top + height);
        self.gap(4.0);
    }

    fn caveat(&mut self, text: &Inlines) {
        self.gap(2.0);
        let element = self.structure.add(None, TagRole::Paragraph);
        let (left, width) = (MARGIN + 12.0, self.width() - 12.0);
        self.set(element, text, PLAIN, ParagraphBox { left, width, bar: Some(ATTENTION), ground: None });
        self.gap(8.0);
    }

    fn list(&mut self, items: &[Inlines]) {
        let list = self.structure.add(None, TagRole::List);
        for text in items {
            self.need(line_height(PLAIN.size));
            let item = self.structure.add(Some(list), TagRole::Item);
            let label = self.structure.add(Some(item), TagRole::ItemLabel);
            let at = [MARGIN + 3.0, self.y + PLAIN.size * 1.05];
            self.draw(Some(label), vec![Ink::Text { at, text: "• ".to_owned(), style: PLAIN }]);
            let body = self.structure.add(Some(item), TagRole::ItemBody);
            let (left, width) = (MARGIN + INDENT, self.width() - INDENT);
            self.set(body, text, PLAIN, ParagraphBox { left, width, bar: None, ground: None });
            self.gap(2.0);
        }
        self.gap(4.0);
    }

    fn code(&mut self, text: &str) {
        let style = TextStyle { size: 8.5, ..PLAIN };
        let paragraph = self.structure.add(None, TagRole::Paragraph);
        let element = self.structure.add(Some(paragraph), TagRole::Code);
        let (left, width) = (MARGIN + 6.0, self.width() - 12.0);
        let within = ParagraphBox { left, width, bar: None, ground: Some(CODE_GROUND) };
        for line in text.lines() {
            // Leading spaces are significant here.
            let inner = line.trim_start_matches(' ');
            let kept = "\u{a0}".repeat(line.len() - inner.len());
            self.set(element, &Inlines::from(kept + inner), style, within);
        }
        self.gap(6.0);
    }

    fn image(&mut self, source: &str, alternative: &str) -> Result<(), PdfError> {
        let found = self.pictures.iter().position(|picture| picture.name == source);
        let found = found.and_then(|at| Some((at, self.pictures.get(at)?)));
        let (picture, given) = found.ok_or_else(|| PdfError::NoPicture(source.to_owned()))?;
        let expected = given.width as usize * given.height as usize * 3;
        if given.rgb.len() != expected || expected == 0 {
            let (name, found) = (source.to_owned(), given.rgb.len());
            return Err(PdfError::PictureSize { name, expected, found });
        }
        let [columns, rows] = [given.width, given.height].map(|side| side as f32);
        let most = MOST_PICTURE.min(self.width());
        let scale = most / columns.max(rows);
        let [width, height] = [columns * scale, rows * scale];
        let caption = TextStyle { size: 8.5, colour: SOFT_INK, ..PLAIN };
        self.need(height + 2.0 * line_height(caption.size));
        let at = [MARGIN, self.y, width, height];
        let group = self.structure.add(None, TagRole::Group);
        let (alternative, sheet) = (alternative.to_owned(), self.sheet());
        let said = Inlines::from(alternative.as_str());
        let figure = self.structure.add(Some(group), TagRole::Figure { alternative, sheet, at });
        self.draw(Some(figure), vec![Ink::Picture { picture, at }]);
        self.y += height + 4.0;
        let below = self.structure.add(Some(group), TagRole::Caption);
        self.set(below, &said, caption, self.whole());
        self.gap(8.0);
        Ok(())
    }
}

/// The text of runs without their marks.
fn plain(text: &Inlines, flow: &Flow<'_>) -> String {
    use document::Inline::{Code, Emphasis, Link, Plain, Strong};
    let of = |run: &document::Inline| match run {
        Plain(text) | Emphasis(text) | Strong(text) | Code(text) | Link { text, .. } => flow.faces.readable(text),
    };
    text.0.iter().map(of).collect()
}
