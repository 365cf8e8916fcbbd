//! A cell of a log, and how it is written in both forms.

use serde_json::Value;

/// A cell of the table.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum LogCell {
    Empty,
    Text(String),
    Flag(bool),
    Whole(u64),
    /// With exactly as many digits as it has.
    Number(String),
    Texts(Vec<String>),
    Numbers(Vec<(String, String)>),
}

/// The written form of a number; `None` for NaN and infinities.
pub(super) trait Digits {
    fn digits(&self) -> Option<String>;
}

impl Digits for f32 {
    fn digits(&self) -> Option<String> {
        self.is_finite().then(|| self.to_string())
    }
}

impl Digits for f64 {
    fn digits(&self) -> Option<String> {
        self.is_finite().then(|| self.to_string())
    }
}

impl LogCell {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// Empty where the text is.
    pub(super) fn some_text(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::text(text) }
    }

    pub(super) fn number(number: impl Digits) -> Self {
        number.digits().map_or(Self::Empty, Self::Number)
    }

    /// A number for each label; NaN and infinities are left out.
    pub(super) fn numbers<N: Digits>(all: impl Iterator<Item = (String, N)>) -> Self {
        Self::Numbers(all.filter_map(|(label, number)| Some((label, number.digits()?))).collect())
    }

    pub(super) fn json(&self) -> String {
        let text = |text: &str| Value::from(text).to_string();
        match self {
            Self::Empty => "null".to_owned(),
            Self::Text(one) => text(one),
            Self::Flag(flag) => flag.to_string(),
            Self::Whole(number) => number.to_string(),
            Self::Number(digits) => digits.clone(),
            Self::Texts(all) => format!("[{}]", all.iter().map(|one| text(one)).collect::<Vec<_>>().join(",")),
            Self::Numbers(all) => {
                let pairs = all.iter().map(|(label, digits)| format!("{}:{digits}", text(label)));
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
            }
        }
    }

    pub(super) fn csv(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => quoted(&harmless(text)),
            Self::Flag(flag) => flag.to_string(),
            Self::Whole(number) => number.to_string(),
            Self::Number(digits) => digits.clone(),
            Self::Texts(all) => quoted(&harmless(&all.join("|"))),
            Self::Numbers(all) => {
                let pairs = all.iter().map(|(label, digits)| format!("{label}={digits}"));
                quoted(&harmless(&pairs.collect::<Vec<_>>().join("|")))
            }
        }
    }
}

/// With an apostrophe before every character that begins a formula, including the full-width forms of East Asia. A cell
/// begins with the text, and after any character that a spreadsheet may take for a separator: quotes only help where it
/// expects the right separator, and on a German system that is a semicolon.
fn harmless(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut begins = true;
    for letter in text.chars() {
        if begins && matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠') {
            written.push('\'');
            begins = false;
        }
        written.push(letter);
        let ends_a_cell = matches!(letter, ',' | ';' | '|' | '\t' | '\r' | '\n');
        // Characters that a spreadsheet strips or hides at the beginning of a cell.
        let is_passed_over =
            letter.is_whitespace() || letter.is_control() || matches!(letter, '"' | '\u{feff}' | '\u{200b}');
        begins = ends_a_cell || (begins && is_passed_over);
    }
    written
}

/// In quotes where it contains a separator, here or on a system with other separators.
fn quoted(text: &str) -> String {
    if text.contains(['"', ',', ';', '\t', '\r', '\n']) || text != text.trim() {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{LogCell, harmless};

    #[test]
    fn no_text_begins_a_formula() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t'=1"),
            ("\r=1", "'\r'=1"),
            (" \u{feff}=1", " \u{feff}'=1"),
            ("\"=1", "\"'=1"),
            ("＝1", "'＝1"),
            ("x;=1", "x;'=1"),
            ("first\n- second", "first\n'- second"),
            ("a - b = c", "a - b = c"),
            ("Grün", "Grün"),
            ("", ""),
        ] {
            assert_eq!(harmless(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_cell_is_written_in_both_forms() {
        let list = LogCell::Texts(vec!["a".into(), "=b".into()]);
        let pairs = LogCell::numbers([("rust".to_owned(), 0.75_f32), ("none".to_owned(), f32::NAN)].into_iter());
        let both = |cell: &LogCell| (cell.csv(), cell.json());
        let says = |cell: &LogCell, csv: &str, json: &str| assert_eq!(both(cell), (csv.to_owned(), json.to_owned()));
        says(&LogCell::Empty, "", "null");
        says(&LogCell::text("a \"b\",\nc"), "\"a \"\"b\"\",\nc\"", "\"a \\\"b\\\",\\nc\"");
        says(&LogCell::text("=1"), "'=1", "\"=1\"");
        says(&LogCell::Flag(true), "true", "true");
        says(&LogCell::number(0.1_f32), "0.1", "0.1");
        says(&LogCell::number(1e-7_f64), "0.0000001", "0.0000001");
        says(&LogCell::number(f64::INFINITY), "", "null");
        says(&list, "a|'=b", "[\"a\",\"=b\"]");
        says(&pairs, "rust=0.75", "{\"rust\":0.75}");
    }
}
