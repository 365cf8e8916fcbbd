//! Crockford's Base 32, for what people copy by hand: no I, L, O and U, in either case, in groups of four.

const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP: usize = 4;

/// Five bits at a time, the most significant first; remaining bits are dropped.
pub(crate) fn fives(bytes: &[u8]) -> Vec<u8> {
    let (mut values, mut bits, mut held) = (Vec::with_capacity(bytes.len() * 8 / 5), 0_u16, 0_u32);
    for &byte in bytes {
        (bits, held) = ((bits << 8) | u16::from(byte), held + 8);
        while held >= 5 {
            held -= 5;
            values.push(((bits >> held) & 31).to_be_bytes()[1]);
            bits &= (1 << held) - 1;
        }
    }
    values
}

/// The inverse of [`fives`]; remaining bits are dropped.
pub(crate) fn eights(values: &[u8]) -> Vec<u8> {
    let (mut bytes, mut bits, mut held) = (Vec::with_capacity(values.len() * 5 / 8), 0_u16, 0_u32);
    for &value in values {
        (bits, held) = ((bits << 5) | u16::from(value), held + 5);
        if held >= 8 {
            held -= 8;
            // The upper bits were consumed before: only eight are left above the remainder.
            bytes.push((bits >> held).to_be_bytes()[1]);
            bits &= (1 << held) - 1;
        }
    }
    bytes
}

/// Writes values of 0…31 as symbols in groups of four, separated by hyphens.
pub(crate) fn grouped(values: &[u8]) -> String {
    let mut text = String::with_capacity(values.len() + values.len() / GROUP);
    let symbols = values.iter().filter_map(|&value| SYMBOLS.get(usize::from(value)));
    for (at, &symbol) in symbols.enumerate() {
        if at > 0 && at % GROUP == 0 {
            text.push('-');
        }
        text.push(char::from(symbol));
    }
    text
}

/// Reads what [`grouped`] writes, in either case, with or without blanks and hyphens; O is read as 0, I and L as 1. `None`
/// where another character is in it.
pub(crate) fn typed_values(typed: &str) -> Option<Vec<u8>> {
    typed.chars().filter(|c| !c.is_whitespace() && *c != '-').map(five).collect()
}

/// The value of a symbol, 0…31.
fn five(symbol: char) -> Option<u8> {
    let symbol = match symbol.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = SYMBOLS.iter().position(|&known| char::from(known) == symbol)?;
    u8::try_from(place).ok()
}

#[cfg(test)]
mod tests {
    use super::{eights, fives, grouped, typed_values};

    #[test]
    fn what_is_written_is_read() {
        let bytes: Vec<u8> = (0..35).map(|at| at * 7).collect();
        let written = grouped(&fives(&bytes));
        assert_eq!(written.len(), 56 + 13);
        let read = typed_values(&written.to_lowercase().replace('-', " ").replace('0', "o")).unwrap();
        assert_eq!(eights(&read), bytes);
        assert_eq!(typed_values("U"), None);
    }
}
