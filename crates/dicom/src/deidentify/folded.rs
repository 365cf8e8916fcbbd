//! Spelling variants of names: in capitals, without diacritics, with digraphs for single letters.
//!
//! Candidates: `icu_normalizer` or `deunicode` (maintained, but with the tables of all alphabets in the bundle, and
//! neither knows that `ü` is `ue` in one country and `u` in the next), or a table of the letters of Latin alphabets.
//! Texts that are kept in a file are pure ASCII, so a name without an ASCII form cannot occur in them: the table
//! suffices.

/// Fewest letters of a word that [`key`] shortens.
const LEAST: usize = 4;

/// U+00C0 to U+00DF, which U+00E0 to U+00FF repeat, then U+0100 to U+017F: the letter without its diacritic; a blank
/// for those that become two letters, or none.
const PLAIN: &[u8; 160] = b"AAAAAA CEEEEIIIIDNOOOOO OUUUUY  \
AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIII  JJKKKLLLLLLLLLLNNNNNNNNNOOOOOO  RRRRRRSSSSSSSSTTTTTT\
UUUUUUUUUUUUWWYYYZZZZZZS";

/// The spellings of a name: as given, without diacritics, with digraphs for them, and with its own digraphs shortened.
/// All in capitals, without duplicates.
pub(super) fn forms(name: &str) -> Vec<Vec<u8>> {
    let (plain, spelled) = (folded(name, false), folded(name, true));
    let mut forms = vec![name.as_bytes().to_ascii_uppercase(), without_second(&plain), plain, spelled];
    forms.sort();
    forms.dedup();
    forms
}

/// The comparison key of a word, in capitals: equal for `MUELLER`, `MULLER` and `Müller`. Words that would become too
/// short to be distinctive are left as they are.
pub(super) fn key(word: &[u8]) -> Vec<u8> {
    let word = word.to_ascii_uppercase();
    let short = without_second(&word);
    if short.len() < LEAST { word } else { short }
}

/// Reduces `AE`, `OE`, `UE` and `AA` to their first letter.
fn without_second(capitals: &[u8]) -> Vec<u8> {
    let mut made: Vec<u8> = Vec::with_capacity(capitals.len());
    for &letter in capitals {
        let is_second = matches!((made.last(), letter), (Some(b'A' | b'O' | b'U'), b'E') | (Some(b'A'), b'A'));
        if !is_second {
            made.push(letter);
        }
    }
    made
}

/// In capitals, without diacritics; or with the digraphs that German and the Nordic languages write for them.
fn folded(name: &str, is_spelled: bool) -> Vec<u8> {
    let mut made = Vec::with_capacity(name.len());
    for letter in name.chars() {
        let two: &[u8] = match (letter, made.last()) {
            ('\u{C6}' | '\u{E6}', _) => b"AE",
            ('\u{152}' | '\u{153}', _) => b"OE",
            ('\u{DF}' | '\u{1E9E}', _) => b"SS",
            ('\u{DE}' | '\u{FE}', _) => b"TH",
            ('\u{132}' | '\u{133}', _) => b"IJ",
            ('\u{C4}' | '\u{E4}', _) if is_spelled => b"AE",
            ('\u{D6}' | '\u{F6}' | '\u{D8}' | '\u{F8}', _) if is_spelled => b"OE",
            ('\u{DC}' | '\u{FC}', _) if is_spelled => b"UE",
            ('\u{C5}' | '\u{E5}', _) if is_spelled => b"AA",
            // Combining marks, which follow their letter.
            ('\u{308}', Some(b'A' | b'O' | b'U')) if is_spelled => b"E",
            ('\u{30A}', Some(b'A')) if is_spelled => b"A",
            ('\u{300}'..='\u{36F}', _) => continue,
            _ => b"",
        };
        made.extend_from_slice(two);
        if two.is_empty() {
            match plain(letter) {
                Some(plain) => made.push(plain),
                None => made.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
    }
    made
}

/// A letter of a Latin alphabet without its diacritic.
fn plain(letter: char) -> Option<u8> {
    let number = letter as usize;
    Some(match number {
        0..=0x7F => (number as u8).to_ascii_uppercase(),
        0xFF => b'Y',
        0xC0..=0xDF => *PLAIN.get(number - 0xC0)?,
        0xE0..=0x17F => *PLAIN.get(number - 0xE0)?,
        // Romania; the tones of Pinyin; Vietnam.
        0x218 | 0x219 => b'S',
        0x21A | 0x21B => b'T',
        0x1CD | 0x1CE | 0x1EA0..=0x1EB7 => b'A',
        0x1EB8..=0x1EC7 => b'E',
        0x1CF | 0x1D0 | 0x1EC8..=0x1ECB => b'I',
        0x1A0 | 0x1A1 | 0x1D1 | 0x1D2 | 0x1ECC..=0x1EE3 => b'O',
        0x1AF | 0x1B0 | 0x1D3..=0x1DC | 0x1EE4..=0x1EF1 => b'U',
        0x1EF2..=0x1EF9 => b'Y',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{forms, key};

    #[test]
    fn a_name_is_found_as_others_write_it() {
        let cases: [(&str, &[&str]); 16] = [
            ("M\u{fc}ller", &["MULLER", "MUELLER", "Mueller"]),
            ("Mu\u{308}ller", &["MULLER", "MUELLER"]),
            ("Mueller", &["MULLER", "MUELLER"]),
            ("G\u{f6}the", &["GOTHE", "GOETHE"]),
            ("J\u{e4}ger", &["JAGER", "JAEGER"]),
            ("Gro\u{df}", &["GROSS"]),
            ("\u{c5}kesson", &["AKESSON", "AAKESSON"]),
            ("Aakesson", &["AKESSON"]),
            ("S\u{f8}rensen", &["SORENSEN", "SOERENSEN"]),
            ("K\u{e6}rgaard", &["KAERGAARD", "KARGARD"]),
            ("Ren\u{e9}e", &["RENEE"]),
            ("Fran\u{e7}ois", &["FRANCOIS"]),
            ("Wa\u{142}\u{119}sa", &["WALESA"]),
            ("Mu\u{f1}oz", &["MUNOZ"]),
            ("Nguy\u{1ec5}n", &["NGUYEN"]),
            ("Dvo\u{159}\u{e1}k", &["DVORAK"]),
        ];
        for (name, written) in cases {
            let keys: Vec<Vec<u8>> = forms(name).iter().map(|form| key(form)).collect();
            for way in written {
                assert!(keys.contains(&key(way.as_bytes())), "{name} as {way}");
            }
        }
        // Binary data are searched for every spelling.
        let all = forms("M\u{fc}ller");
        assert!(all.contains(&b"MULLER".to_vec()) && all.contains(&b"MUELLER".to_vec()), "{all:?}");
        assert_eq!(forms("Jane"), [b"JANE".to_vec()]);
    }

    #[test]
    fn short_words_stay_as_they_are() {
        for (one, other) in [("Joel", "JOL"), ("Blue", "BLU"), ("Haas", "HAS"), ("Ross", "ROS"), ("Claas", "CLASS")] {
            assert_ne!(key(one.as_bytes()), key(other.as_bytes()), "{one}");
        }
    }

    #[test]
    fn every_letter_of_the_table_has_its_place() {
        let mut letters: Vec<u8> = ('\u{100}'..='\u{17F}').filter_map(super::plain).collect();
        assert_eq!(letters.len(), 128);
        letters.dedup();
        assert_eq!(letters, b"ACDEGHI JKLNO RSTUWYZS");
        let first: Vec<u8> = ('\u{C0}'..='\u{DF}').filter_map(super::plain).collect();
        assert_eq!(first, b"AAAAAA CEEEEIIIIDNOOOOO OUUUUY  ");
    }
}
