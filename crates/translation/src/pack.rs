//! Sentences as `crates/text` reads them: a line each, in the order of the English ones.
//!
//! ```text
//! catalogue = head LF (pattern LF)* word*  one pattern for every English sentence of its part
//! head      = tag TAB direction TAB own name TAB fingerprint
//! pattern   = (text | argument | select)*
//! argument  = U+0001 index                 U+0030 for the first
//! select    = U+0002 index (key U+0003 pattern U+0004)* U+0003 pattern U+0004
//! word      = U+0005 task TAB field TAB text LF   of a task; those of the light box in the second part
//! ```
//!
//! The variant without a key is the last, and is taken where no other fits; whole numbers stand before categories.

use crate::language::Language;
use crate::sentence::{Parameter, PatternPart, Sentence, Variant, area};

const ARGUMENT: char = '\u{1}';
const SELECT: char = '\u{2}';
const KEY: char = '\u{3}';
const END: char = '\u{4}';
const WORD: char = '\u{5}';

/// A language's sentences; the English one where a translation lacks one. With the English ones alone, English.
#[must_use]
pub fn catalogue(english: &[Sentence], translated: &[Sentence], language: &Language) -> String {
    packed(english, &head(english, language), translated)
}

/// The same in two parts with a header each: the `first` sentences, which a page needs immediately, and the others.
#[must_use]
pub fn parts(english: &[Sentence], translated: &[Sentence], language: &Language, first: usize) -> [String; 2] {
    let (at_once, later) = english.split_at(first.min(english.len()));
    let head = head(english, language);
    [at_once, later].map(|part| packed(part, &head, translated))
}

/// How many sentences belong to the first part, as the English language has it.
#[must_use]
pub fn first(english: &[Sentence], language: &Language) -> usize {
    english.iter().take_while(|sentence| !language.comes_later(area(&sentence.file))).count()
}

fn head(english: &[Sentence], language: &Language) -> String {
    let Language { tag, direction, name, .. } = language;
    format!("{tag}\t{}\t{name}\t{}\n", direction.name(), fingerprint(english))
}

fn packed(part: &[Sentence], head: &str, translated: &[Sentence]) -> String {
    let mut all = head.to_owned();
    for original in part {
        let sentence = translated.iter().find(|sentence| sentence.id == original.id).unwrap_or(original);
        pattern(&sentence.parts, &original.arguments, &mut all);
        all.push('\n');
    }
    all
}

/// What a task calls things in a language, to stand behind a part of its sentences: each field with its text, by
/// its path in the task's file.
#[must_use]
pub fn words(task: &str, fields: &[(String, String)]) -> String {
    let line = |(field, text): &(String, String)| {
        format!("{WORD}{task}\t{field}\t{}\n", text.trim().replace(['\n', '\r', '\t'], " "))
    };
    fields.iter().map(line).collect()
}

/// Fingerprint of a set of sentences, which catalogues must match: keys, their order, and their arguments. 64-bit
/// FNV-1a.
#[must_use]
pub fn fingerprint(english: &[Sentence]) -> String {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for sentence in english {
        for byte in format!("{} {:?}\n", sentence.id, sentence.arguments).bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    }
    format!("{hash:016x}")
}

fn pattern(parts: &[PatternPart], arguments: &[Parameter], all: &mut String) {
    for part in parts {
        match part {
            PatternPart::Text(text) | PatternPart::Reference(text) => all.push_str(text),
            PatternPart::Argument(name) => {
                all.push(ARGUMENT);
                all.push(index(name, arguments));
            }
            PatternPart::Select { argument, variants } => {
                all.push(SELECT);
                all.push(index(argument, arguments));
                let rank =
                    |variant: &&Variant| (variant.is_default, !variant.key.starts_with(|c: char| c.is_ascii_digit()));
                let mut ordered: Vec<&Variant> = variants.iter().collect();
                ordered.sort_by_key(rank);
                for variant in ordered {
                    if !variant.is_default {
                        all.push_str(&variant.key);
                    }
                    all.push(KEY);
                    pattern(&variant.parts, arguments, all);
                    all.push(END);
                }
            }
        }
    }
}

/// The index of an argument in the comment, which was checked to have it, as a character.
fn index(name: &str, arguments: &[Parameter]) -> char {
    let at = arguments.iter().position(|argument| argument.name == name).unwrap_or_default();
    u8::try_from(at).map_or('0', |at| char::from(b'0'.saturating_add(at)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SourceFile, english};

    #[test]
    fn the_parts_have_the_same_head_and_together_every_sentence() {
        let language = Language { later: vec!["z".into()], ..Language::english() };
        let sources =
            [SourceFile::new("text/en/a.ftl", "a-b = One\n"), SourceFile::new("text/en/z.ftl", "z-c = Two\n")];
        let sentences = english(&sources, &language).unwrap();
        let [at_once, later] = parts(&sentences, &[], &language, first(&sentences, &language));
        let head = format!("en\tltr\tEnglish\t{}\n", fingerprint(&sentences));
        assert_eq!((at_once, later), (format!("{head}One\n"), format!("{head}Two\n")));
        assert_eq!(catalogue(&sentences, &[], &language), format!("{head}One\nTwo\n"));
    }

    #[test]
    fn a_word_of_a_task_is_one_line() {
        let fields =
            [("text.name".to_owned(), "Blattflecken".to_owned()), ("page.lead".into(), "Ein Blatt.\nMehr.".into())];
        let packed = "\u{5}leaf\ttext.name\tBlattflecken\n\u{5}leaf\tpage.lead\tEin Blatt. Mehr.\n";
        assert_eq!(words("leaf", &fields), packed);
    }
}
