//! Sentences as `crates/text` reads them: a line each, in the order of the English ones.
//!
//! ```text
//! catalogue = head LF (pattern LF)*       one for every English sentence
//! head      = tag TAB direction TAB fingerprint
//! pattern   = (text | argument | select)*
//! argument  = U+0001 index                 U+0030 for the first
//! select    = U+0002 index (key U+0003 pattern U+0004)* U+0003 pattern U+0004
//! ```
//!
//! The variant without a key is the last, and is taken where no other fits; whole numbers stand before categories.

use crate::language::Language;
use crate::sentence::{Argument, Part, Sentence, Variant};

const ARGUMENT: char = '\u{1}';
const SELECT: char = '\u{2}';
const KEY: char = '\u{3}';
const END: char = '\u{4}';

/// A language's sentences; the English one stands where a translation lacks one. With the English ones alone, English.
#[must_use]
pub fn catalogue(english: &[Sentence], translated: &[Sentence], language: &Language) -> String {
    let mut all = format!("{}\t{}\t{}\n", language.tag, language.direction.name(), fingerprint(english));
    for original in english {
        let sentence = translated.iter().find(|sentence| sentence.id == original.id).unwrap_or(original);
        pattern(&sentence.parts, &original.arguments, &mut all);
        all.push('\n');
    }
    all
}

/// Tells sets of sentences apart whose catalogues cannot be exchanged: keys, their order, and what goes into them.
/// FNV-1a of 64 bits.
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

fn pattern(parts: &[Part], arguments: &[Argument], all: &mut String) {
    for part in parts {
        match part {
            Part::Text(text) | Part::Reference(text) => all.push_str(text),
            Part::Argument(name) => {
                all.push(ARGUMENT);
                all.push(index(name, arguments));
            }
            Part::Select { argument, variants } => {
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

/// The place of an argument in the comment, which was checked to have it, as a character.
fn index(name: &str, arguments: &[Argument]) -> char {
    let at = arguments.iter().position(|argument| argument.name == name).unwrap_or_default();
    u8::try_from(at).map_or('0', |at| char::from(b'0'.saturating_add(at)))
}
