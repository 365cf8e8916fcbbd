//! What people have written, inside a sentence.

/// Opens an isolate whose direction is that of its first letter with one, and closes it (UAX #9, 2.4).
const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_DIRECTIONAL_ISOLATE: char = '\u{2069}';

/// A name or a note, to be put into a sentence that is shown: whatever its direction, it turns nothing around it. Marks
/// of its own that open or close an isolate are left out, because one of them could end this one; embeddings that it
/// leaves open end with it. Not for files: programs that read them take these characters for part of the name.
///
/// ```
/// assert_eq!(text::isolated("Grün"), "\u{2068}Grün\u{2069}");
/// assert_eq!(text::isolated("a\u{2069}\u{202e}b"), "\u{2068}a\u{202e}b\u{2069}");
/// assert_eq!(text::isolated(""), "");
/// ```
#[must_use]
pub fn isolated(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut isolated = String::from(FIRST_STRONG_ISOLATE);
    isolated.extend(text.chars().filter(|mark| !('\u{2066}'..='\u{2069}').contains(mark)));
    isolated.push(POP_DIRECTIONAL_ISOLATE);
    isolated
}
