//! Rust source with comments and strings blanked, line by line.

/// The same text at the same length, with blanks in place of comments and string contents.
pub(crate) fn code_of(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = end_of_blank(&chars, at);
        if end > at {
            code.extend(chars[at..end].iter().map(|&c| if c == '\n' { '\n' } else { ' ' }));
            at = end;
        } else {
            code.push(chars[at]);
            at += 1;
        }
    }
    code
}

/// Where a comment or literal that starts at `at` ends; `at` itself when none starts there.
fn end_of_blank(chars: &[char], at: usize) -> usize {
    let rest = &chars[at..];
    let until = |from: usize, stop: &[char]| {
        let found = rest[from.min(rest.len())..].windows(stop.len()).position(|window| window == stop);
        found.map_or(chars.len(), |offset| at + from + offset + stop.len())
    };
    match rest {
        ['/', '/', ..] => rest.iter().position(|&c| c == '\n').map_or(chars.len(), |offset| at + offset),
        ['/', '*', ..] => until(2, &['*', '/']),
        ['r', '"' | '#', ..] if !at.checked_sub(1).is_some_and(|before| chars[before].is_alphanumeric()) => {
            let hashes = rest[1..].iter().take_while(|&&c| c == '#').count();
            if rest.get(1 + hashes) != Some(&'"') {
                return at;
            }
            let stop: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
            until(2 + hashes, &stop)
        }
        ['"', ..] => end_of_string(rest).map_or(chars.len(), |offset| at + offset),
        ['\'', '\\', _, ..] => until(3, &['\'']),
        ['\'', _, '\'', ..] => at + 3,
        _ => at,
    }
}

/// Number of characters up to and including the closing quote of a plain string.
fn end_of_string(rest: &[char]) -> Option<usize> {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 2,
            '"' => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}

/// Every string literal with its line from 1, the code since the one before it, and itself with its quotes.
pub(crate) fn literals(text: &str) -> Vec<(usize, String, String)> {
    let chars: Vec<char> = text.chars().collect();
    let (mut found, mut before) = (Vec::new(), String::new());
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let end = end_of_blank(&chars, at).max(at + 1);
        let piece: String = chars[at..end].iter().collect();
        if piece.starts_with('"') || piece.starts_with("r\"") || piece.starts_with("r#") {
            found.push((line, std::mem::take(&mut before), piece));
        } else if end == at + 1 {
            before.push(chars[at]);
        }
        line += chars[at..end].iter().filter(|&&c| c == '\n').count();
        at = end;
    }
    found
}

/// Line number, from 1, of the byte at `offset`.
pub(crate) fn line_at(text: &str, offset: usize) -> usize {
    1 + text.as_bytes()[..offset].iter().filter(|&&byte| byte == b'\n').count()
}

/// Offsets at which `word` occurs as a whole word (an identifier or a path of identifiers).
pub(crate) fn words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).map(|(at, _)| at).filter(move |&at| {
        !code[..at].chars().next_back().is_some_and(part) && !code[at + word.len()..].chars().next().is_some_and(part)
    })
}

#[test]
fn literals_are_found_with_what_stands_before_them() {
    let found = literals("a(\"b\") // \"c\"\nd=\"e\nf\" r\"g\" 'h'");
    let found: Vec<(usize, &str, &str)> =
        found.iter().map(|(line, before, literal)| (*line, before.as_str(), literal.as_str())).collect();
    assert_eq!(found, [(1, "a(", "\"b\""), (2, ") \nd=", "\"e\nf\""), (3, " ", "r\"g\"")]);
}

#[test]
fn comments_and_strings_are_no_code() {
    let text = "a // b\n/* c\n*/ d(\"e \\\" f\", r#\"g \" h\"#, 'i', '\\'') 'j: &'k l";
    let code = code_of(text);
    assert_eq!(code.lines().count(), text.lines().count());
    for kept in ["a", "d", "j", "k", "l"] {
        assert_eq!(words(&code, kept).count(), 1, "{kept} in {code}");
    }
    for gone in ["b", "c", "e", "f", "g", "h", "i"] {
        assert_eq!(words(&code, gone).count(), 0, "{gone} in {code}");
    }
}
