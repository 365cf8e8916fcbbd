//! Line breaking of text runs.

use document::{Inline, Inlines};

use crate::typeface::{FontFaces, TextStyle, Weight};

/// The colour of code.
const CODE: [u8; 3] = [70, 70, 80];
/// The colour of links.
const LINK: [u8; 3] = [20, 70, 150];

/// A part of a line with one style.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SetRun {
    /// Index of its run in the paragraph.
    pub(crate) piece: usize,
    /// A readable text.
    pub(crate) text: String,
    /// How it is drawn.
    pub(crate) style: TextStyle,
    /// Where it begins, in points from the beginning of the line.
    pub(crate) x: f32,
    /// Its width, including trailing spaces.
    pub(crate) width: f32,
}

/// A line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SetLine {
    /// From left to right. Trailing spaces are kept, so that words stay separate when the text is extracted.
    pub(crate) runs: Vec<SetRun>,
    /// Its width without trailing spaces.
    pub(crate) width: f32,
}

/// An unbreakable piece of text, with the spaces after it.
struct Atom<'a> {
    piece: usize,
    text: &'a str,
    style: TextStyle,
    ends_word: bool,
}

/// The lines of a paragraph; one with a space where it is empty, so that it can be tagged.
pub(crate) fn lines(text: &Inlines, style: TextStyle, width: f32, faces: &FontFaces) -> Vec<SetLine> {
    let pieces: Vec<(String, TextStyle)> = text.0.iter().map(|run| piece(run, style, faces)).collect();
    let mut atoms = Vec::new();
    for (index, (text, style)) in pieces.iter().enumerate() {
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let (atom, after) = rest.split_at(end_of_atom(rest));
            atoms.push(Atom { piece: index, text: atom, style: *style, ends_word: may_break(atom, after) });
            rest = after;
        }
    }
    let mut setter = Setter { faces, width, lines: Vec::new(), line: SetLine::default(), x: 0.0 };
    let mut from = 0;
    for (at, atom) in atoms.iter().enumerate() {
        if atom.ends_word || at + 1 == atoms.len() {
            setter.word(atoms.get(from..=at).unwrap_or_default());
            from = at + 1;
        }
    }
    setter.end_line();
    if setter.lines.is_empty() {
        let blank = SetRun { piece: 0, text: " ".to_owned(), style, x: 0.0, width: 0.0 };
        setter.lines.push(SetLine { runs: vec![blank], width: 0.0 });
    }
    setter.lines
}

/// The text of a run and how it is drawn.
fn piece(run: &Inline, style: TextStyle, faces: &FontFaces) -> (String, TextStyle) {
    let (text, style) = match run {
        Inline::Plain(text) => (text, style),
        Inline::Emphasis(text) => (text, TextStyle { weight: Weight::Italic, ..style }),
        Inline::Strong(text) => (text, TextStyle { weight: Weight::Bold, ..style }),
        Inline::Code(text) => (text, TextStyle { colour: CODE, ..style }),
        Inline::Link { to, text } if leads_out(to) => (text, TextStyle { colour: LINK, ..style }),
        Inline::Link { text, .. } => (text, style),
    };
    (faces.readable(text), style)
}

/// Whether an address is valid outside the document's origin: a relative one is not.
pub(crate) fn leads_out(address: &str) -> bool {
    address.starts_with("https://")
}

/// The end of the first atom of a text: after its spaces, or after a hyphen or a slash within a word.
fn end_of_atom(text: &str) -> usize {
    let mut signs = text.char_indices().peekable();
    let mut before = None;
    while let Some((at, sign)) = signs.next() {
        let next = signs.peek().map(|(_, next)| *next);
        let end = at + sign.len_utf8();
        let is_inside = before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
        if sign == ' ' && next != Some(' ') || matches!(sign, '-' | '–' | '/') && is_inside {
            return end;
        }
        before = Some(sign);
    }
    text.len()
}

/// Whether a line may end after an atom.
fn may_break(atom: &str, after: &str) -> bool {
    atom.ends_with(' ') || !after.is_empty()
}

/// Fills lines with words.
struct Setter<'a> {
    faces: &'a FontFaces,
    width: f32,
    lines: Vec<SetLine>,
    line: SetLine,
    /// Where the next run begins.
    x: f32,
}

impl Setter<'_> {
    fn word(&mut self, atoms: &[Atom<'_>]) {
        let Some((last, others)) = atoms.split_last() else { return };
        let inner: f32 = others.iter().map(|atom| self.faces.width(atom.text, atom.style)).sum();
        let word = inner + self.faces.width(last.text.trim_end_matches(' '), last.style);
        if self.x > 0.0 && self.x + word > self.width {
            self.end_line();
        }
        if word <= self.width {
            atoms.iter().for_each(|atom| self.push(atom.piece, atom.text, atom.style));
            return;
        }
        // A hash may be longer than a column, and breaks anywhere.
        for atom in atoms {
            for (at, sign) in atom.text.char_indices() {
                let sign = atom.text.get(at..at + sign.len_utf8()).unwrap_or_default();
                if sign != " " && self.x > 0.0 && self.x + self.faces.width(sign, atom.style) > self.width {
                    self.end_line();
                }
                self.push(atom.piece, sign, atom.style);
            }
        }
    }

    fn push(&mut self, piece: usize, text: &str, style: TextStyle) {
        let width = self.faces.width(text, style);
        let blanks = self.faces.width(text.trim_start_matches(|sign| sign != ' '), style);
        match self.line.runs.last_mut().filter(|run| run.piece == piece) {
            Some(run) => {
                run.text.push_str(text);
                run.width += width;
            }
            None => self.line.runs.push(SetRun { piece, text: text.to_owned(), style, x: self.x, width }),
        }
        self.x += width;
        self.line.width = if text.ends_with(' ') { self.x - blanks } else { self.x };
    }

    fn end_line(&mut self) {
        if !self.line.runs.is_empty() {
            self.lines.push(std::mem::take(&mut self.line));
        }
        self.x = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, width: f32) -> Vec<String> {
        let faces = FontFaces::new().unwrap();
        let style = TextStyle { weight: Weight::Regular, size: 10.0, colour: [0; 3] };
        let lines = lines(&Inlines::marked(text), style, width, &faces);
        assert!(lines.iter().all(|line| line.width <= width + 0.01), "{lines:?}");
        lines.into_iter().map(|line| line.runs.into_iter().map(|run| run.text).collect()).collect()
    }

    #[test]
    fn lines_break_at_blanks_and_hyphens_and_lose_nothing() {
        let text = "Measured on 798 pictures of a well-known set, split test";
        let narrow = set(text, 60.0);
        assert!(narrow.len() > 4, "{narrow:?}");
        assert_eq!(narrow.concat(), text);
        assert_eq!(set(text, 1000.0), [text]);
        assert_eq!(set("a well-known", 40.0), ["a well-", "known"]);
        assert_eq!(set("-5 – 7", 1000.0), ["-5 – 7"]);
    }

    #[test]
    fn what_is_longer_than_a_line_breaks_anywhere() {
        let hash = "0123456789abcdef".repeat(4);
        let lines = set(&hash, 100.0);
        assert!(lines.len() > 2, "{lines:?}");
        assert_eq!(lines.concat(), hash);
    }

    #[test]
    fn a_mark_inside_of_a_word_breaks_no_line() {
        assert_eq!(set("see (**this**), now", 45.0), ["see ", "(this), ", "now"]);
        assert_eq!(set("", 45.0), [" "]);
    }
}
