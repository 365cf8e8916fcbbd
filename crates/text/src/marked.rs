//! Sentences with a link or emphasis in them: `Read <a>how it works</a> first.`
//!
//! The page decides how a mark is rendered; the build ensures that a translation has the marks of the English sentence.

/// A piece of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Plain text.
    Text(&'a str),
    /// The text between `<name>` and `</name>`.
    Marked {
        /// The name: `a`, `b`, `code`.
        name: &'a str,
        /// What is in it.
        text: &'a str,
    },
}

/// Splits a formatted sentence. What only looks like a mark is text.
///
/// ```
/// use text::{Piece, marked};
///
/// let pieces = marked("Fewer than <b>3</b> files.");
/// assert_eq!(pieces, [Piece::Text("Fewer than "), Piece::Marked { name: "b", text: "3" }, Piece::Text(" files.")]);
/// assert_eq!(marked("1 < 2 <a>"), [Piece::Text("1 < 2 <a>")]);
/// ```
#[must_use]
pub fn marked(text: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while let Some((before, piece, after)) = rest.match_indices('<').find_map(|(at, _)| piece_at(rest, at)) {
        pieces.extend((!before.is_empty()).then_some(Piece::Text(before)));
        pieces.push(piece);
        rest = after;
    }
    pieces.extend((!rest.is_empty()).then_some(Piece::Text(rest)));
    pieces
}

/// The text before a mark, the mark, and the rest.
fn piece_at(text: &str, at: usize) -> Option<(&str, Piece<'_>, &str)> {
    let (before, tag) = text.split_at(at);
    let (name, after) = tag.get(1..)?.split_once('>')?;
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let (inside, after) = after.split_once(format!("</{name}>").as_str())?;
    Some((before, Piece::Marked { name, text: inside }, after))
}
