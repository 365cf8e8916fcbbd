//! Lines of a packed file: a kind, and fields with tabs between.
//!
//! Invariant: what is written is read back, except that runs of spaces become one.

use std::fmt::Write as _;

/// Adds a line. Line breaks and tabs in values become spaces.
pub(crate) fn line(out: &mut String, kind: &str, fields: &[&str]) {
    out.push_str(kind);
    for field in fields {
        let words: Vec<&str> = field.split_whitespace().collect();
        // Writing into a string cannot fail.
        let _ = write!(out, "\t{}", words.join(" "));
    }
    out.push('\n');
}

/// The kind of a line.
pub(crate) fn kind_of(line: &str) -> &str {
    line.split('\t').next().unwrap_or_default()
}

/// Its fields; those that it does not have are empty.
pub(crate) fn fields<const N: usize>(line: &str) -> [&str; N] {
    let mut all = line.split('\t').skip(1);
    [(); N].map(|()| all.next().unwrap_or_default())
}
