//! Names of character sets and escapes that lead to them, and their labels in the Encoding Standard.

/// The fallback for undeclared bytes above ASCII that are not valid UTF-8: Latin 1, as in most readers.
pub(super) const LATIN: &str = "windows-1252";
pub(super) const UTF_8: &str = "utf-8";

/// The character set of the lower half of the byte range (G0).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lower {
    Ascii,
    /// A set that the Encoding Standard maps to the upper half.
    Lifted(&'static str),
    /// JIS X 0212, which EUC-JP introduces by a prefix byte.
    Supplement,
}

impl Lower {
    /// Whether each character takes two bytes.
    pub(super) fn is_of_pairs(self) -> bool {
        matches!(self, Self::Supplement | Self::Lifted("euc-jp" | "euc-kr" | "gbk"))
    }
}

/// Where an escape leads.
pub(super) enum Change {
    Lower(Lower),
    Upper(&'static str),
}

/// PS3.3, tables C.12-3 and C.12-4: the set that an escape sequence selects, and its length in bytes. The last entries
/// of each kind are not defined terms, but common in Japan, Korea and China.
pub(super) fn change(after: &[u8]) -> Option<(Change, usize)> {
    let (change, length) = match after {
        [b'(', b'B' | b'J', ..] => (Change::Lower(Lower::Ascii), 2),
        [b'$', b'B' | b'@', ..] => (Change::Lower(Lower::Lifted("euc-jp")), 2),
        [b'$', b'(', b'D', ..] => (Change::Lower(Lower::Supplement), 3),
        [b'$', b'(', b'B', ..] => (Change::Lower(Lower::Lifted("euc-jp")), 3),
        [b'(', b'I', ..] => (Change::Lower(Lower::Lifted("shift_jis")), 2),
        [b'$', b'(', b'C', ..] => (Change::Lower(Lower::Lifted("euc-kr")), 3),
        [b'$', b'A', ..] => (Change::Lower(Lower::Lifted("gbk")), 2),
        [b'$', b')', b'C', ..] => (Change::Upper("euc-kr"), 3),
        [b'$', b')', b'A', ..] => (Change::Upper("gbk"), 3),
        [b')', b'I', ..] => (Change::Upper("shift_jis"), 2),
        [b'-', set, ..] => {
            let place = b"ABCDFGHLMTb".iter().position(|letter| letter == set)?;
            let numbers = [100, 101, 109, 110, 126, 127, 138, 144, 148, 166, 203];
            (Change::Upper(label_of_number(*numbers.get(place)?)?), 2)
        }
        _ => return None,
    };
    Some((change, length))
}

/// The label of a set by its number in the International Register, which defined terms end with. Sets of the lower half
/// alone (ASCII, 87, 159) have none here: escapes lead to them.
fn label_of_number(number: u32) -> Option<&'static str> {
    Some(match number {
        100 => LATIN,
        101 => "iso-8859-2",
        109 => "iso-8859-3",
        110 => "iso-8859-4",
        144 => "iso-8859-5",
        127 => "iso-8859-6",
        126 => "iso-8859-7",
        138 => "iso-8859-8",
        148 => "windows-1254",
        166 => "windows-874",
        203 => "iso-8859-15",
        // JIS X 0201: the kana of Shift_JIS, which some write under this name as a whole.
        13 => "shift_jis",
        149 => "euc-kr",
        58 => "gbk",
        192 => UTF_8,
        _ => return None,
    })
}

/// The label of a name in (0008,0005), ignoring separators between its letters and digits.
pub(super) fn label(name: &[u8]) -> Option<&'static str> {
    let plain: String = name.iter().filter(|byte| byte.is_ascii_alphanumeric()).map(|&byte| char::from(byte)).collect();
    let plain = plain.to_ascii_uppercase();
    let number = |prefix: &str| plain.strip_prefix(prefix)?.parse::<u32>().ok();
    if let Some(number) = number("ISO2022IR").or_else(|| number("ISOIR")).or_else(|| number("IR")) {
        return label_of_number(number);
    }
    if let Some(part) = number("ISO8859").or_else(|| number("8859")).or_else(|| number("LATIN").filter(|&n| n <= 4)) {
        let numbers = [100, 101, 109, 110, 144, 127, 126, 138, 148];
        let place = (part as usize).checked_sub(1)?;
        return numbers
            .get(place)
            .copied()
            .or(match part {
                11 => Some(166),
                15 => Some(203),
                _ => None,
            })
            .and_then(label_of_number);
    }
    Some(match plain.as_str() {
        "UTF8" | "UNICODE" | "ISO10646" | "ISO106461" | "UNICODE11UTF8" => UTF_8,
        "GB18030" | "GBK" | "GB2312" | "CP936" | "ISO2022GBK" | "ISO2022GB18030" | "ISO2022IRGB18030" => "gb18030",
        "SHIFTJIS" | "SJIS" | "CP932" | "WINDOWS31J" | "MS932" => "shift_jis",
        "EUCJP" => "euc-jp",
        "EUCKR" | "KSC5601" | "KSX1001" | "CP949" => "euc-kr",
        "BIG5" => "big5",
        "CP1250" | "WINDOWS1250" => "windows-1250",
        "CP1251" | "WINDOWS1251" => "windows-1251",
        "CP1252" | "WINDOWS1252" => LATIN,
        _ => return None,
    })
}
