//! The comment above a sentence says what goes into it: `# $count (Count) - files in the queue`.

use crate::sentence::{Parameter, ParameterKind};

/// The arguments that a comment describes; other lines are for translators.
///
/// # Errors
/// A line with a dollar at its start that is not of this form.
pub(crate) fn arguments(comment: &[&str]) -> Result<Vec<Parameter>, String> {
    comment.iter().filter(|line| line.trim_start().starts_with('$')).map(|line| argument(line)).collect()
}

fn argument(line: &str) -> Result<Parameter, String> {
    let wrong = || {
        format!(
            "expected `$name (Type) - what it is` with Text, Count, Number(1), Percent(1), Message or Word, found `{}`",
            line.trim()
        )
    };
    let (name, rest) = line.trim().trim_start_matches('$').split_once(" (").ok_or_else(wrong)?;
    let (kind, what) = rest.split_once(") - ").or_else(|| rest.split_once(") – ")).ok_or_else(wrong)?;
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    let kind = kind_of(kind).filter(|_| is_name).ok_or_else(wrong)?;
    Ok(Parameter { name: name.to_owned(), kind, what: what.trim().to_owned() })
}

fn kind_of(text: &str) -> Option<ParameterKind> {
    let decimals = |name: &str| text.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')')?.parse::<u8>().ok();
    match text {
        "Text" => Some(ParameterKind::Text),
        "Count" => Some(ParameterKind::Count),
        "Message" => Some(ParameterKind::Message),
        "Word" => Some(ParameterKind::Word),
        _ => decimals("Number").map(ParameterKind::Number).or_else(|| decimals("Percent").map(ParameterKind::Percent)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_names_what_goes_in() {
        let found = arguments(&[
            "For the card.",
            "$count (Count) - files",
            "$share (Percent(1)) - of them",
            "$task (Word) - x",
        ])
        .unwrap();
        let kinds: Vec<(&str, ParameterKind)> =
            found.iter().map(|argument| (argument.name.as_str(), argument.kind)).collect();
        assert_eq!(
            kinds,
            [("count", ParameterKind::Count), ("share", ParameterKind::Percent(1)), ("task", ParameterKind::Word)]
        );
        assert_eq!(found[0].what, "files");
        for wrong in ["$count - files", "$count (Integer) - files", "$Count (Count) - files", "$n (Number) - x"] {
            assert!(arguments(&[wrong]).is_err(), "{wrong}");
        }
    }
}
