//! Pseudo-localisation: English with accents, and longer, to reveal on a page what is not translated, what does not
//! fit, and what is concatenated.

use crate::language::{Direction, Language};
use crate::sentence::{PatternPart, Sentence, Variant};

/// How English is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pseudo {
    /// Accents and a third more letters, in brackets, with arguments in isolates, so that they can be distinguished
    /// from the sentence: `qps-ploc`.
    Accented,
    /// Right to left, word by word: `qps-plocm`.
    Mirrored,
}

impl Pseudo {
    /// The language with its direction.
    #[must_use]
    pub fn language(self) -> Language {
        // Private use in BCP 47, so browsers have no number formats for them.
        let (tag, name, direction) = match self {
            Self::Accented => ("qps-ploc", "Áççéñtš", Direction::Ltr),
            Self::Mirrored => ("qps-plocm", "Mirror", Direction::Rtl),
        };
        Language { tag: tag.into(), name: name.into(), direction, ..Language::english() }
    }
}

/// The sentences in such a language; arguments and marks are unchanged.
#[must_use]
pub fn pseudo(english: &[Sentence], how: Pseudo) -> Vec<Sentence> {
    let one = |sentence: &Sentence| {
        let mut parts = changed(&sentence.parts, how);
        if how == Pseudo::Accented {
            parts.insert(0, PatternPart::Text("[".into()));
            parts.push(PatternPart::Text("]".into()));
        }
        Sentence { parts, ..sentence.clone() }
    };
    english.iter().map(one).collect()
}

fn changed(parts: &[PatternPart], how: Pseudo) -> Vec<PatternPart> {
    let isolate = |mark: &str| PatternPart::Text(mark.to_owned());
    let part = |part: &PatternPart| match part {
        PatternPart::Text(text) => vec![PatternPart::Text(outside_marks(text, how))],
        PatternPart::Select { argument, variants } => {
            let variant = |variant: &Variant| Variant { parts: changed(&variant.parts, how), ..variant.clone() };
            vec![PatternPart::Select { argument: argument.clone(), variants: variants.iter().map(variant).collect() }]
        }
        // Unicode Annex 9.
        PatternPart::Argument(_) if how == Pseudo::Accented => {
            vec![isolate("\u{2068}"), part.clone(), isolate("\u{2069}")]
        }
        other => vec![other.clone()],
    };
    parts.iter().flat_map(part).collect()
}

/// Changes everything except `<marks>`.
fn outside_marks(text: &str, how: Pseudo) -> String {
    let mut all = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        all += &words(before, how);
        all.push('<');
        match after.split_once('>') {
            Some((mark, after)) => {
                all = all + mark + ">";
                rest = after;
            }
            None => rest = after,
        }
    }
    all + &words(rest, how)
}

fn words(text: &str, how: Pseudo) -> String {
    match how {
        Pseudo::Accented => text.chars().flat_map(|c| std::iter::repeat_n(accented(c), copies(c))).collect(),
        Pseudo::Mirrored => {
            let word = |word: &str| {
                let has_letters = word.chars().any(char::is_alphabetic);
                // Right-to-left mark and override, and their end (Unicode Annex 9).
                if has_letters { format!("\u{200F}\u{202E}{word}\u{202C}\u{200F}") } else { word.to_owned() }
            };
            text.split(' ').map(word).collect::<Vec<_>>().join(" ")
        }
    }
}

/// Vowels are doubled: about four of ten letters in English.
fn copies(c: char) -> usize {
    if "aeiouAEIOU".contains(c) { 2 } else { 1 }
}

fn accented(c: char) -> char {
    const PLAIN: &str = "aceinosuyzACEINOSUYZ";
    const ACCENTED: &str = "áçéîñöšüýžÁÇÉÎÑÖŠÜÝŽ";
    let found = PLAIN.chars().zip(ACCENTED.chars()).find(|(plain, _)| *plain == c);
    found.map_or(c, |(_, accented)| accented)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SourceFile, english};

    fn said(text: &str, how: Pseudo) -> Vec<PatternPart> {
        let sentences = english(&[SourceFile::new("text/en/a.ftl", text)], &Language::english()).unwrap();
        pseudo(&sentences, how).remove(0).parts
    }

    #[test]
    fn letters_are_accented_and_marks_are_not() {
        let parts = said("# $n (Text) - n\na-b = See <a>the plan</a> of { $n }.\n", Pseudo::Accented);
        let text = |text: &str| PatternPart::Text(text.into());
        let name = [text("\u{2068}"), PatternPart::Argument("n".into()), text("\u{2069}")];
        let mut expected = vec![text("["), text("Šéééé <a>théé plááñ</a> ööf ")];
        expected.extend(name.into_iter().chain([text("."), text("]")]));
        assert_eq!(parts, expected);
    }

    #[test]
    fn a_page_of_text_becomes_a_third_longer() {
        let text = "The model puts most of its certainty here, and what comes second follows far behind it.";
        let longer = words(text, Pseudo::Accented).chars().count() * 100 / text.chars().count();
        assert!((125..145).contains(&longer), "{longer} %");
    }

    #[test]
    fn words_run_from_right_to_left_one_by_one() {
        let parts = said("a-b = Two words: 3\n", Pseudo::Mirrored);
        let expected = "\u{200F}\u{202E}Two\u{202C}\u{200F} \u{200F}\u{202E}words:\u{202C}\u{200F} 3";
        assert_eq!(parts, [PatternPart::Text(expected.into())]);
        assert_eq!(Pseudo::Mirrored.language().direction, Direction::Rtl);
    }
}
