//! Whether the running files are signed by the program's publisher.

use text::Message;

/// The result of checking the signed list: its `state`, the list's hash, how many files were compared, and those that
/// differ, with commas between. Any other state is a check that could not be made.
#[must_use]
pub fn signed(state: &str, sums: &str, all: usize, other: &str) -> Message {
    match state {
        "unsigned" => text::check_page::signed_unsigned(),
        "missing" => text::check_page::signed_missing(),
        "unable" => text::check_page::signed_unable(sums),
        "forged" => text::check_page::signed_forged(),
        "signed" if other.is_empty() => text::check_page::signed_whole(all),
        "signed" => text::check_page::signed_other(other),
        _ => text::check_page::signed_unreached(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::english;

    #[test]
    fn an_unsigned_copy_says_so_and_a_changed_file_is_named() {
        let said = |state, other| english(&signed(state, "ab12", 40, other));
        assert!(said("unsigned", "").starts_with("This copy is unsigned"), "{}", said("unsigned", ""));
        assert!(said("signed", "").contains("40 files"), "{}", said("signed", ""));
        assert!(said("signed", "app.js, sw.js").contains("app.js, sw.js"));
        assert!(said("unable", "").contains("ab12"), "the hash, to be compared by hand");
        let all = ["unsigned", "missing", "unable", "forged", "signed", ""].map(|state| said(state, ""));
        assert!((0..all.len()).all(|one| (0..one).all(|other| all[one] != all[other])), "{all:?}");
    }
}
