//! Character sets of texts (PS3.3, C.12.1.1.2; PS3.5, 6.1).
//!
//! The tables are those of the Encoding Standard, by [`charset`]; this module adds what DICOM defines on top: which
//! sets a file declares, and the ISO 2022 escapes that switch between them inside a text.

use super::character_names::{Change, LATIN, Lower, UTF_8, change, label};
use dicom_core::VR;
use std::borrow::Cow;

const ESCAPE: u8 = 0x1B;

/// The character sets that a data set declares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CharacterSet {
    /// The initial set of the upper half of the byte range (G1), by its label in the Encoding Standard.
    first: Option<&'static str>,
    /// The other declared sets that could be selected there.
    other: Option<&'static str>,
    /// Bytes of the lower half may be part of a multi-byte character, and no escape ever switches the set.
    whole: bool,
}

/// How the bytes of a text were decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextDecoding {
    /// As the data set declares, or without a declaration.
    Sound,
    /// As Latin 1, since they are not valid UTF-8.
    Latin,
    /// With replacement characters for bytes that are invalid in their set.
    Faulty,
}

impl CharacterSet {
    /// Of a value of (0008,0005): several names are separated by backslashes, and the first may be empty. Names that
    /// are not defined terms but unambiguous (`ISO-IR 100`, `utf8`) are accepted.
    pub(super) fn named(value: &[u8]) -> Self {
        let mut names = value.split(|&byte| byte == b'\\').map(label);
        let first = names.next().flatten();
        let whole = matches!(first, Some(UTF_8 | "gb18030"));
        Self { first, other: names.flatten().find(|label| Some(*label) != first), whole }
    }

    /// A text of a data set, with its padding.
    pub(super) fn text(self, raw: &[u8], vr: VR) -> Cow<'_, str> {
        self.read(raw, vr).0
    }

    /// The same, with how the bytes were decoded.
    pub(super) fn read(self, raw: &[u8], vr: VR) -> (Cow<'_, str>, TextDecoding) {
        let escapes = raw.windows(2).any(|pair| matches!(pair, [ESCAPE, b'$' | b'(' | b')' | b'-']));
        match str::from_utf8(raw) {
            Ok(text) if raw.is_ascii() && !escapes => (Cow::Borrowed(text), TextDecoding::Sound),
            // The bytes 80 to 9F are control characters in every single-byte set and do not occur in texts, except
            // where a writer declares a national set and writes UTF-8.
            Ok(text) if !raw.is_ascii() && !escapes && self.is_utf8(raw) => (Cow::Borrowed(text), TextDecoding::Sound),
            _ if escapes && (!self.whole || raw.is_ascii()) => told(self.escaped(raw, vr)),
            _ => match self.first.or(self.other).unwrap_or(LATIN) {
                // Not one character is valid: the writer declared another set. In a text that is truncated inside a
                // character, the others are valid.
                UTF_8 if raw.utf8_chunks().all(|part| part.valid().is_ascii()) => {
                    (Cow::Owned(decoded(LATIN, raw)), TextDecoding::Latin)
                }
                label => told(decoded(label, raw)),
            },
        }
    }

    /// Whether bytes that are valid UTF-8 are meant as UTF-8.
    fn is_utf8(self, raw: &[u8]) -> bool {
        match self.first.or(self.other) {
            None => true,
            Some("gb18030" | "euc-kr" | "shift_jis") => false,
            Some(UTF_8) => true,
            Some(_) => raw.iter().any(|byte| (0x80..=0x9F).contains(byte)),
        }
    }

    /// PS3.5, 6.1.2.5: a text in which escape sequences switch between sets.
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
            let mut length = if lower == Lower::Ascii && byte < 0x80 {
                1
            } else {
                rest.iter().position(|&next| kind(next) != kind(byte)).unwrap_or(rest.len()).max(1)
            };
            if lower.is_of_pairs() && (b'!'..0x80).contains(&byte) {
                let (run, after) = rest.split_at(length.min(rest.len()));
                length = pairs(run, vr, after.starts_with(&[ESCAPE, b'(']));
                if length == 0 {
                    (lower, length) = (Lower::Ascii, 1);
                }
            }
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
            // 6.1.2.5.3: behind these the first set holds again.
            if ends_change(byte, vr) && (lower == Lower::Ascii || byte < b' ') {
                (lower, upper) = (Lower::Ascii, self.first);
            }
        }
        text
    }
}

/// A text in another set than UTF-8, with how it was decoded.
fn told(text: String) -> (Cow<'static, str>, TextDecoding) {
    let reading = if text.contains(char::REPLACEMENT_CHARACTER) { TextDecoding::Faulty } else { TextDecoding::Sound };
    (Cow::Owned(text), reading)
}

/// How many bytes of a run are characters of two bytes: all, or those before a delimiter in front of which its writer
/// forgot to change back, as 6.1.2.5.3 asks. Delimiters may be halves of characters: where the run is closed by an
/// escape and consists of pairs only, they are taken as halves.
fn pairs(run: &[u8], vr: VR, is_closed: bool) -> usize {
    let is_odd = run.len() % 2 == 1;
    let delimiters =
        || (0..run.len()).step_by(2).filter(move |&at| run.get(at).is_some_and(|&byte| ends_change(byte, vr)));
    let is_plain = |&byte: &u8| byte.is_ascii_alphabetic() || ends_change(byte, VR::PN) || matches!(byte, b'-' | b'.');
    let starts_plain = |at: &usize| {
        let rest = run.get(at + 1..).unwrap_or_default();
        rest.iter().all(is_plain) && (is_odd || (!is_closed && rest.len() > 2))
    };
    delimiters().find(starts_plain).or_else(|| delimiters().next().filter(|_| is_odd)).unwrap_or(run.len())
}

fn ends_change(byte: u8, vr: VR) -> bool {
    match byte {
        b'\t' | b'\n' | 0x0C | b'\r' => true,
        b'\\' => !matches!(vr, VR::ST | VR::LT | VR::UT),
        b'^' | b'=' => vr == VR::PN,
        _ => false,
    }
}

/// Characters of a set in the lower half, moved to the upper half, where the Encoding Standard has them.
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

#[cfg(test)]
mod tests {
    use super::{CharacterSet, TextDecoding};
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
    fn a_delimiter_ends_a_set_whose_writer_forgot_to_change_back() {
        let cases: [(&[u8], &str); 6] = [
            (b"Yamada^Tarou=\x1B$B;3ED^\x1B$BB@O:", "Yamada^Tarou=\u{5c71}\u{7530}^\u{592a}\u{90ce}"),
            (b"\x1B$B;3ED=Yamada^Tarou", "\u{5c71}\u{7530}=Yamada^Tarou"),
            (b"\x1B$B;3ED=Li^Jane", "\u{5c71}\u{7530}=Li^Jane"),
            // The first half of the first character is a delimiter.
            (b"\x1B$B=U;R", "\u{6625}\u{5b50}"),
            (b"\x1B$B=U;R^\x1B$B;3ED\x1B(B", "\u{6625}\u{5b50}^\u{5c71}\u{7530}"),
            // Neither back nor there again.
            (b"\x1B$B;3ED^B@O:", "\u{5c71}\u{7530}^B@O:"),
        ];
        for (raw, expected) in cases {
            assert_eq!(text(b"\\ISO 2022 IR 87", raw), expected, "{raw:?}");
        }
    }

    #[test]
    fn what_is_no_text_of_its_set_is_told() {
        let cases: [(&[u8], &[u8], &str, TextDecoding); 7] = [
            (b"ISO_IR 192", b"M\xFCller^Ren\xE9", "M\u{fc}ller^Ren\u{e9}", TextDecoding::Latin),
            (b"ISO_IR 192", "M\u{fc}ller".as_bytes(), "M\u{fc}ller", TextDecoding::Sound),
            // Cut inside its last character.
            (b"ISO_IR 192", b"M\xC3\xBCller^J\xC3", "M\u{fc}ller^J\u{fffd}", TextDecoding::Faulty),
            (b"GB18030", b"Wang \xFF", "Wang \u{fffd}", TextDecoding::Faulty),
            (b"\\ISO 2022 IR 87", b"\x1B$B/~\x1B(B", "\u{fffd}", TextDecoding::Faulty),
            (b"ISO_IR 100", b"M\xFCller", "M\u{fc}ller", TextDecoding::Sound),
            (b"", b"M\xFCller", "M\u{fc}ller", TextDecoding::Sound),
        ];
        for (set, raw, expected, reading) in cases {
            let read = CharacterSet::named(set);
            let (text, found) = read.read(raw, VR::PN);
            assert_eq!((&*text, found), (expected, reading), "{} {raw:?}", String::from_utf8_lossy(set));
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
