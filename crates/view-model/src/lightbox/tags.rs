//! Search in the tags of a file.

use protocol::{TagLine, TagValue};
use text::Message;

/// Indices of the lines in which every word is found: in number, keyword, representation or, unless it is hidden, in
/// the value; with their enclosing sequences. An empty search finds all.
#[must_use]
pub fn found(lines: &[TagLine], search: &str, is_shown: bool) -> Vec<usize> {
    let words: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
    let mut kept: Vec<usize> = Vec::new();
    // Open sequences on the way to a line.
    let mut above: Vec<usize> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        above.truncate(usize::from(line.depth));
        if words.iter().all(|word| text(line, is_shown).contains(word)) {
            for &sequence in &above {
                if kept.last().is_none_or(|&last| last < sequence) {
                    kept.push(sequence);
                }
            }
            kept.push(at);
        }
        above.push(at);
    }
    kept
}

/// A value as text, or the number of its bytes or items.
#[must_use]
pub fn value(line: TagLine) -> Message {
    match line.value {
        TagValue::Text(text) => text::reading::said(text),
        TagValue::Bytes(count) => text::light_box_tags::bytes(count),
        TagValue::Items(count) => text::light_box_tags::items(count),
    }
}

/// Whether a value is initially hidden.
#[must_use]
pub fn is_hidden(line: &TagLine) -> bool {
    line.identifying && !matches!(&line.value, TagValue::Text(text) if text.is_empty())
}

/// Number of initially hidden values.
#[must_use]
pub fn hidden_count(lines: &[TagLine]) -> usize {
    lines.iter().filter(|line| is_hidden(line)).count()
}

fn text(line: &TagLine, is_shown: bool) -> String {
    let number = format!("({:04x},{:04x}) {:04x}{:04x}", line.group, line.element, line.group, line.element);
    let value = match &line.value {
        TagValue::Text(text) if is_shown || !line.identifying => text.as_str(),
        _ => "",
    };
    format!("{number} {} {} {value}", line.keyword, line.vr).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{found, hidden_count, value};
    use protocol::{TagLine, TagValue};
    use text::english;

    fn line(depth: u8, keyword: &str, said: &str, identifying: bool) -> TagLine {
        TagLine {
            depth,
            item: 0,
            group: 0x0010,
            element: 0x0020,
            keyword: keyword.into(),
            vr: "LO".into(),
            value: TagValue::Text(said.into()),
            identifying,
        }
    }

    #[test]
    fn how_much_there_is_of_a_value_is_a_sentence() {
        let said = |of| english(&value(TagLine { value: of, ..line(0, "PixelData", "", false) }));
        assert_eq!(said(TagValue::Text("512".into())), "512");
        assert_eq!([TagValue::Bytes(1), TagValue::Bytes(12)].map(said), ["1 byte", "12 bytes"]);
        assert_eq!([TagValue::Items(1), TagValue::Items(3)].map(said), ["1 item", "3 items"]);
    }

    #[test]
    fn a_search_finds_lines_with_their_sequences_and_no_hidden_value() {
        let lines = [
            line(0, "PatientName", "Doe", true),
            line(0, "OuterSequence", "", false),
            line(1, "InnerSequence", "", false),
            line(2, "CodeMeaning", "Brain", false),
            line(0, "Rows", "512", false),
        ];
        assert_eq!(found(&lines, "", false).len(), 5);
        assert_eq!(found(&lines, "brain", false), [1, 2, 3]);
        assert_eq!(found(&lines, "code BRAIN", false), [1, 2, 3]);
        assert_eq!(found(&lines, "doe", false), [] as [usize; 0]);
        assert_eq!(found(&lines, "doe", true), [0]);
        assert_eq!(found(&lines, "(0010,0020) rows", false), [4]);
        assert_eq!(hidden_count(&lines), 1);
    }
}
