//! Numbers at offsets in a file.

/// Byte order of the numbers.
#[derive(Clone, Copy)]
pub(super) enum Order {
    Little,
    Big,
}

/// The unsigned number of `length` bytes (at most eight) at `at`; `None` past the end.
pub(super) fn number(bytes: &[u8], at: usize, length: usize, order: Order) -> Option<u64> {
    let field = bytes.get(at..at.checked_add(length)?)?;
    let shifted = |sum: u64, &byte: &u8| sum << 8 | u64::from(byte);
    Some(match order {
        Order::Little => field.iter().rev().fold(0, shifted),
        Order::Big => field.iter().fold(0, shifted),
    })
}

/// A number of at most four bytes.
pub(super) fn small(bytes: &[u8], at: usize, length: usize, order: Order) -> Option<u32> {
    number(bytes, at, length, order).and_then(|number| u32::try_from(number).ok())
}
