//! Which rows of a long list are loaded: the visible ones and some around them. Also keyboard movement in it.
//!
//! Rows are counted from 0.

/// Rows per request.
pub const LEAF_ROWS: u32 = 120;
/// Rows requested before the first visible one.
const BEFORE: u32 = 40;
/// Rows beyond both ends of the visible range that are loaded in advance.
const NEAR: u32 = 10;

/// First row of the next request; `None` where all visible rows, `seen` from `first` on, are loaded. `held` is the
/// first loaded row and the number of loaded rows, of `all`.
#[must_use]
pub fn next_leaf(first: u32, seen: u32, held: (u32, u32), all: u32) -> Option<u32> {
    let last = first.saturating_add(seen).saturating_add(NEAR).min(all);
    let from = first.saturating_sub(NEAR).min(last);
    let is_here = held.0 <= from && last <= held.0.saturating_add(held.1);
    (!is_here).then(|| first.min(all.saturating_sub(1)).saturating_sub(BEFORE))
}

/// The row that a key moves to from row `at`, with `page` of `all` rows visible; `None` for other keys, and for an
/// empty list.
///
/// ```
/// use view_model::case_leaf::row_after_key;
///
/// assert_eq!(row_after_key("PageDown", 3, 8, 1_000), Some(11));
/// assert_eq!(row_after_key("End", 3, 8, 1_000), Some(999));
/// assert_eq!(row_after_key("a", 3, 8, 1_000), None);
/// ```
#[must_use]
pub fn row_after_key(key: &str, at: u32, page: u32, all: u32) -> Option<u32> {
    let last = all.checked_sub(1)?;
    let page = page.max(1);
    let row = match key {
        "ArrowDown" => at.saturating_add(1),
        "ArrowUp" => at.saturating_sub(1),
        "PageDown" => at.saturating_add(page),
        "PageUp" => at.saturating_sub(page),
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    Some(row.min(last))
}

#[cfg(test)]
mod tests {
    use super::{LEAF_ROWS, next_leaf, row_after_key};

    #[test]
    fn what_is_in_sight_is_here_wherever_one_scrolls_to() {
        for first in (0..10_000).step_by(7) {
            let from = next_leaf(first, 12, (0, 0), 10_000).unwrap();
            assert!(from <= first && first + 12 <= from + LEAF_ROWS, "{first}: {from}");
            let held = (from, LEAF_ROWS.min(10_000 - from));
            assert_eq!(next_leaf(first, 12, held, 10_000), None, "{first}");
        }
    }

    #[test]
    fn rows_come_before_they_are_in_sight() {
        let held = (100, LEAF_ROWS);
        assert_eq!(next_leaf(140, 12, held, 10_000), None);
        assert_eq!(next_leaf(105, 12, held, 10_000), Some(65));
        assert_eq!(next_leaf(200, 12, held, 10_000), Some(160));
        assert_eq!(next_leaf(0, 12, (0, 3), 3), None, "all there are");
    }

    #[test]
    fn keys_reach_every_row_and_none_beyond() {
        let after = |key: &str, at: u32| row_after_key(key, at, 8, 10_000);
        assert_eq!([after("ArrowDown", 3), after("ArrowUp", 3), after("PageDown", 3)], [Some(4), Some(2), Some(11)]);
        assert_eq!([after("End", 3), after("ArrowDown", 9_999), after("PageDown", 9_998)], [Some(9_999); 3]);
        assert_eq!([after("Home", 3), after("ArrowUp", 0), after("PageUp", 4)], [Some(0); 3]);
        assert_eq!((after("a", 3), row_after_key("End", 0, 8, 0)), (None, None));
    }
}
