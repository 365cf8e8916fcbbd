//! Character sets of texts (PS3.3, C.12.1.1.2; PS3.5, 6.1).
//!
//! The tables are those of the Encoding Standard, by [`charset`]; here is what DICOM puts around them: which set a file
//! names, and the escapes of ISO 2022 by which it changes from one to another inside of a text.

use crate::charset;
use dicom_core::VR;
use std::borrow::Cow;

const ESCAPE: u8 = 0x1B;
/// What undeclared bytes above ASCII are taken for where they are no UTF-8: Latin 1, as most readers do.
const LATIN: &str = "windows-1252";
const UTF_8: &str = "utf-8";

/// What a data set says of the characters in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CharacterSet {
    /// What stands in the upper half of the bytes at first (G1), by its label in the Encoding Standard.
    first: Option<&'static str>,
    /// What else is named and could stand there.
    other: Option<&'static str>,
    /// Bytes of the lower half may belong to characters of the upper one, and nothing is ever changed over.
    whole: bool,
}

/// What the lower half of the bytes stands for (G0).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lower {
    Ascii,
    /// A set that the Encoding Standard has in the upper half.
    Lifted(&'static str),
    /// JIS X 0212, which EUC-JP has behind a byte of its own.
    Supplement,
}

/// Where an escape leads.
enum Change {
    Lower(Lower),
    Upper(&'static str),
}

impl CharacterSet {
    /// Of a value of (0008,0005): several names are parted by backslashes, and the first may be empty. Names that are
    /// no defined terms, but tell what is meant (`ISO-IR 100`, `utf8`), are understood.
    pub(super) fn named(value: &[u8]) -> Self {
        let mut names = value.split(|&byte| byte == b'\\').map(label);
        let first = names.next().flatten();
        let whole = matches!(first, Some(UTF_8 | "gb18030"));
        Self { first, other: names.flatten().find(|label| Some(*label) != first), whole }
    }

    /// A text of a data set, with its padding.
    pub(super) fn text(self, raw: &[u8], vr: VR) -> Cow<'_, str> {
        let escapes = raw.windows(2).any(|pair| matches!(pair, [ESCAPE, b'$' | b'(' | b')' | b'-']));
        match str::from_utf8(raw) {
            Ok(text) if raw.is_ascii() && !escapes => Cow::Borrowed(text),
            // The bytes 80 to 9F are control characters of every set of one byte, and stand in no text; but they do in
            // that of a writer who names the set of his country and writes UTF-8.
            Ok(text) if !raw.is_ascii() && !escapes && self.is_utf8(raw) => Cow::Borrowed(text),
            _ if escapes && (!self.whole || raw.is_ascii()) => Cow::Owned(self.escaped(raw, vr)),
            _ => Cow::Owned(decoded(self.first.or(self.other).unwrap_or(LATIN), raw)),
        }
    }

    /// Of bytes that are valid as UTF-8: whether they are meant so.
    fn is_utf8(self, raw: &[u8]) -> bool {
        match self.first.or(self.other) {
            None => true,
            Some("gb18030" | "euc-kr" | "shift_jis") => false,
            Some(UTF_8) => true,
            Some(_) => raw.iter().any(|byte| (0x80..=0x9F).contains(byte)),
        }
    }

    /// PS3.5, 6.1.2.5: a text in which escapes change from set to set.
    fn escaped(self, raw: &[u8], vr: VR) -> String {
        let mut text = String::new();
        let (mut lower, mut upper, mut last) = (Lower::Ascii, self.first, self.other);
        let mut rest = raw;
        while let Some((&byte, after)) = rest.split_first() {
            if byte == ESCAPE {
                let Some((change, length)) = change(after) else {
                    rest = after;
                    continue;
                };
                match change {
                    Change::Lower(set) => lower = set,
                    Change::Upper(label) => (upper, last) = (Some(label), Some(label)),
                }
                rest = after.get(length..).unwrap_or_default();
                continue;
            }
            // As far as one set goes.
            let kind = |byte: u8| (byte >= 0x80, byte > b' ' && byte != ESCAPE);
            let length = if lower == Lower::Ascii && byte < 0x80 {
                1
            } else {
                rest.iter().position(|&next| kind(next) != kind(byte)).unwrap_or(rest.len()).max(1)
            };
            let (run, after) = rest.split_at(length.min(rest.len()));
            rest = after;
            if byte >= 0x80 {
                // Writers forget to name a set again behind a delimiter.
                text.push_str(&decoded(upper.or(last).unwrap_or(LATIN), run));
            } else if lower == Lower::Ascii || byte <= b' ' {
                text.extend(run.iter().copied().map(char::from));
            } else {
                text.push_str(&lifted(lower, run));
            }
            // 6.1.2.5.3: behind these the first set holds again. In a set of two bytes they are halves of characters.
            if ends_change(byte, vr) && (lower == Lower::Ascii || byte < b' ') {
                (lower, upper) = (Lower::Ascii, self.first);
            }
        }
        text
    }
}

fn ends_change(byte: u8, vr: VR) -> bool {
    match byte {
        b'\t' | b'\n' | 0x0C | b'\r' => true,
        b'\\' => !matches!(vr, VR::ST | VR::LT | VR::UT),
        b'^' | b'=' => vr == VR::PN,
        _ => false,
    }
}

/// Characters of a set in the lower half: the Encoding Standard has them in the upper one.
fn lifted(set: Lower, run: &[u8]) -> String {
    match set {
        Lower::Ascii => run.iter().copied().map(char::from).collect(),
        Lower::Lifted(label) => decoded(label, &run.iter().map(|byte| byte | 0x80).collect::<Vec<u8>>()),
        Lower::Supplement => {
            let marked = run.chunks(2).flat_map(|pair| [0x8F].into_iter().chain(pair.iter().map(|byte| byte | 0x80)));
            decoded("euc-jp", &marked.collect::<Vec<u8>>())
        }
    }
}

fn decoded(label: &str, bytes: &[u8]) -> String {
    charset::decoded(label, bytes).unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
}

/// PS3.3, tables C.12-3 and C.12-4: where the bytes after an escape lead, and how many they are. The last of each kind
/// are no defined terms, but common in Japan, Korea and China.
fn change(after: &[u8]) -> Option<(Change, usize)> {
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

/// The label of a name in (0008,0005), whatever stands between its letters and numbers.
fn label(name: &[u8]) -> Option<&'static str> {
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

#[cfg(test)]
mod tests {
    use super::CharacterSet;
    use dicom_core::VR;

    fn text(set: &[u8], raw: &[u8]) -> String {
        CharacterSet::named(set).text(raw, VR::PN).into_owned()
    }

    /// Bytes and texts of PS3.5, annexes H to K, and others by Python's codecs.
    #[test]
    fn every_set_of_the_standard_is_read() {
        let cases: [(&[u8], &[u8], &str); 24] = [
            (b"", b"Doe^John", "Doe^John"),
            (b"ISO_IR 100", b"Sch\xE4del", "Sch\u{e4}del"),
            (b"ISO_IR 101", b"Dvo\xF8\xE1k", "Dvo\u{159}\u{e1}k"),
            (b"ISO_IR 109", b"\xA1ajja", "\u{126}ajja"),
            (b"ISO_IR 110", b"\xB9\xE7", "\u{161}\u{12f}"),
            (b"ISO_IR 144", b"\xB3\xDE\xDB\xDE\xD2\xD0", "\u{413}\u{43e}\u{43b}\u{43e}\u{432}\u{430}"),
            (b"ISO_IR 127", b"\xE2\xC8\xC7", "\u{642}\u{628}\u{627}"),
            (b"ISO_IR 126", b"\xC4\xE9\xEF", "\u{394}\u{3b9}\u{3bf}"),
            (b"ISO_IR 138", b"\xF9\xF8\xE5\xEF", "\u{5e9}\u{5e8}\u{5d5}\u{5df}"),
            (b"ISO_IR 148", b"\xDD\xFE", "\u{130}\u{15f}"),
            (b"ISO_IR 166", b"\xB9\xD2", "\u{e19}\u{e32}"),
            (b"ISO_IR 203", b"\xA4", "\u{20ac}"),
            (
                b"ISO_IR 13",
                b"\xD4\xCF\xC0\xDE^\xC0\xDB\xB3",
                "\u{ff94}\u{ff8f}\u{ff80}\u{ff9e}^\u{ff80}\u{ff9b}\u{ff73}",
            ),
            (b"ISO_IR 192", "\u{738b}^\u{5c0f}\u{6771}".as_bytes(), "\u{738b}^\u{5c0f}\u{6771}"),
            (b"GB18030", b"Wang^XiaoDong=\xCD\xF5^\xD0\xA1\xB6\xAB", "Wang^XiaoDong=\u{738b}^\u{5c0f}\u{4e1c}"),
            // The second byte of the second character is a backslash.
            (b"GBK", b"\xCD\xF5\x81\x5C", "\u{738b}\u{4e57}"),
            (
                b"\\ISO 2022 IR 87",
                b"Yamada^Tarou=\x1B$B;3ED\x1B(B^\x1B$BB@O:\x1B(B",
                "Yamada^Tarou=\u{5c71}\u{7530}^\u{592a}\u{90ce}",
            ),
            (
                b"ISO 2022 IR 13\\ISO 2022 IR 87",
                b"\xD4\xCF\xC0\xDE^\xC0\xDB\xB3=\x1B$B;3ED\x1B(J^\x1B$BB@O:\x1B(J",
                "\u{ff94}\u{ff8f}\u{ff80}\u{ff9e}^\u{ff80}\u{ff9b}\u{ff73}=\u{5c71}\u{7530}^\u{592a}\u{90ce}",
            ),
            (b"\\ISO 2022 IR 159", b"\x1B$(D\x30\x21\x1B(B", "\u{4e02}"),
            (
                b"\\ISO 2022 IR 149",
                b"Hong^Gildong=\x1B$)C\xFB\xF3^\x1B$)C\xD1\xCE\xD4\xD7=\x1B$)C\xC8\xAB^\x1B$)C\xB1\xE6\xB5\xBF",
                "Hong^Gildong=\u{6d2a}^\u{5409}\u{6d1e}=\u{d64d}^\u{ae38}\u{b3d9}",
            ),
            (
                b"\\ISO 2022 IR 58",
                b"Zhang^XiaoDong=\x1B$)A\xD5\xC5^\x1B$)A\xD0\xA1\xB6\xAB",
                "Zhang^XiaoDong=\u{5f20}^\u{5c0f}\u{4e1c}",
            ),
            (b"ISO 2022 IR 100\\ISO 2022 IR 144", b"\xE4=\x1B-L\xB3^\xE4", "\u{e4}=\u{413}^\u{e4}"),
            // Characters whose bytes are those of delimiters.
            (b"\\ISO 2022 IR 87", b"\x1B$B^=\\>\x1B(B^a", "\u{6e0a}\u{6959}^a"),
            (b"\\ISO 2022 IR 203", b"\x1B-b\xA4", "\u{20ac}"),
        ];
        for (set, raw, expected) in cases {
            assert_eq!(text(set, raw), expected, "{}", String::from_utf8_lossy(set));
        }
    }

    #[test]
    fn names_that_are_no_defined_terms_and_bytes_of_none_are_understood() {
        let cases: [(&[u8], &[u8], &str); 16] = [
            (b"ISO-IR 100", b"\xE4", "\u{e4}"),
            (b"ISO IR 192", b"\xC3\xA4", "\u{e4}"),
            (b"utf8", b"\xC3\xA4", "\u{e4}"),
            (b"ISO 2022-IR 144 ", b"\xB3", "\u{413}"),
            (b"iso-8859-5", b"\xB3", "\u{413}"),
            (b"ISO_2022_IR_6\\ISO_2022_IR_100", b"\x1B-A\xE4", "\u{e4}"),
            (b"latin1", b"\xE4", "\u{e4}"),
            (b"", b"\xE4", "\u{e4}"),
            (b"", b"\xC3\xA4", "\u{e4}"),
            (b"nonsense", b"\xE4", "\u{e4}"),
            // Declared as one byte a character, written as UTF-8.
            (b"ISO_IR 144", "\u{413}\u{43e}\u{43b}".as_bytes(), "\u{413}\u{43e}\u{43b}"),
            // Sets without their escapes, and without those behind delimiters.
            (b"\\ISO 2022 IR 149", b"\xC8\xAB", "\u{d64d}"),
            (b"\\ISO 2022 IR 149", b"\x1B$)C\xC8\xAB^\xB1\xE6", "\u{d64d}^\u{ae38}"),
            (b"ISO 2022 IR 149", b"\xC8\xAB", "\u{d64d}"),
            (b"", b"\x1B$B;3\x1B(B", "\u{5c71}"),
            // An escape that leads nowhere and one that is cut.
            (b"\\ISO 2022 IR 87", b"a\x1B$", "a$"),
        ];
        for (set, raw, expected) in cases {
            assert_eq!(text(set, raw), expected, "{} {raw:?}", String::from_utf8_lossy(set));
        }
    }
}
