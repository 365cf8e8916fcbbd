//! Natural order of names: `IM2` comes before `IM10`.

use std::cmp::Ordering;

/// Which of two names comes first: runs of digits are compared as numbers, the rest byte by byte.
pub(super) fn natural(one: &str, other: &str) -> Ordering {
    runs(one).cmp(runs(other))
}

/// Runs of digits and runs of other characters, so that names compare in natural order: a number by its length without
/// leading zeros, then by its digits.
fn runs(name: &str) -> impl Iterator<Item = (u8, usize, &[u8])> {
    let runs = name.as_bytes().chunk_by(|one, next| one.is_ascii_digit() == next.is_ascii_digit());
    runs.map(|run| match run.first() {
        Some(first) if !first.is_ascii_digit() => (*first, 0, run),
        _ => {
            let zeros = run.iter().take_while(|digit| **digit == b'0').count();
            let number = run.get(zeros..).unwrap_or_default();
            (b'0', number.len(), number)
        }
    })
}
