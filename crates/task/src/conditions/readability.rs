//! How difficult a text is, by the formulas made for its language.
//!
//! English: the grade of Flesch and Kincaid (J. P. Kincaid et al., Derivation of New Readability Formulas for Navy Enlisted
//! Personnel, Research Branch Report 8-75, 1975). German: the first Wiener Sachtextformel (R. Bamberger and E. Vanecek,
//! Lesen – Verstehen – Lernen – Schreiben, 1984). Both give the school year in which a text is understood. Syllables
//! are counted by their vowels, as programs for both formulas do; a word with a figure in it has one.

/// Limit for pages for patients: what somebody of about twelve years reads without effort.
pub const MOST: f64 = 7.5;

/// The school year in which a text is understood; `None` for a language without a formula here, and for an empty text.
/// Text in brackets does not count. A sentence ends with `.`, `!`, `?`, `:` or `;`, and with its item.
///
/// ```
/// use task::readability::school_year;
///
/// let easy = ["A dog sat in the sun. It was warm."];
/// let hard = ["Histopathological classification necessitates immunohistochemical characterisation."];
/// assert!(school_year("en", &easy).unwrap() < 2.0);
/// assert!(school_year("en", &hard).unwrap() > 20.0);
/// assert!(school_year("de", &["Der Hund liegt in der Sonne. Es ist warm."]).unwrap() < 4.0);
/// assert!(school_year("de", &["Histopathologische Klassifikation erfordert Immunhistochemie."]).unwrap() > 15.0);
/// assert_eq!(school_year("xx", &easy), None);
/// ```
#[must_use]
pub fn school_year<T: AsRef<str>>(language: &str, items: &[T]) -> Option<f64> {
    let text = Counted::of(items, syllables_of(language)?)?;
    Some(match language {
        // Words per sentence, syllables per word.
        "en" => 0.39 * text.words / text.sentences + 11.8 * text.syllables / text.words - 15.59,
        _ => {
            let percent = |part: f64| 100.0 * part / text.words;
            0.1935 * percent(text.of_three) + 0.1672 * text.words / text.sentences + 0.1297 * percent(text.long)
                - 0.0327 * percent(text.of_one)
                - 0.875
        }
    })
}

fn syllables_of(language: &str) -> Option<fn(&str) -> usize> {
    match language {
        "en" => Some(english_syllables),
        "de" => Some(german_syllables),
        _ => None,
    }
}

/// What the formulas count.
#[derive(Debug, Default)]
struct Counted {
    sentences: f64,
    words: f64,
    syllables: f64,
    /// Words of more than six letters.
    long: f64,
    /// Words of one syllable.
    of_one: f64,
    /// Words of three syllables or more.
    of_three: f64,
}

impl Counted {
    fn of<T: AsRef<str>>(items: &[T], syllables: fn(&str) -> usize) -> Option<Self> {
        let mut all = Self::default();
        for item in items {
            let text = without_brackets(item.as_ref());
            for sentence in text.split(['.', '!', '?', ':', ';']) {
                let parts = sentence.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
                let words: Vec<&str> = parts.filter(|word| word.contains(char::is_alphanumeric)).collect();
                all.sentences += f64::from(u8::from(!words.is_empty()));
                for word in words {
                    let count = if word.contains(|c: char| c.is_ascii_digit()) { 1 } else { syllables(word).max(1) };
                    all.words += 1.0;
                    all.syllables += f64::from(u8::try_from(count).unwrap_or(u8::MAX));
                    all.long += f64::from(u8::from(word.chars().count() > 6));
                    all.of_one += f64::from(u8::from(count == 1));
                    all.of_three += f64::from(u8::from(count > 2));
                }
            }
        }
        (all.words > 0.0).then_some(all)
    }
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// Runs of vowels, without a silent final `e`.
fn english_syllables(word: &str) -> usize {
    let letters: Vec<char> = word.to_lowercase().chars().collect();
    let runs = letters.chunk_by(|one, other| is_vowel(*one) == is_vowel(*other));
    let count = runs.filter(|run| run.first().is_some_and(|first| is_vowel(*first))).count();
    if count > 1 && ends_silently(&letters) { count - 1 } else { count }
}

/// As in "scale", "helped" and "cases"' singular; not as in "table", "treated" and "cases".
fn ends_silently(letters: &[char]) -> bool {
    match letters {
        [.., 'c' | 'g' | 'h' | 's' | 'x' | 'z', 'e', 's'] | [.., 'd' | 't', 'e', 'd'] => false,
        [.., before, 'l', 'e'] | [.., before, 'l', 'e', 's' | 'd'] => is_vowel(*before) || *before == 'l',
        [.., before, 'e'] | [.., before, 'e', 's' | 'd'] => !is_vowel(*before),
        _ => false,
    }
}

fn is_vowel(letter: char) -> bool {
    "aeiouy".contains(letter)
}

/// Vowels, with diphthongs counted once.
fn german_syllables(word: &str) -> usize {
    let letters: Vec<char> = word.to_lowercase().chars().collect();
    let mut count = 0;
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        let next = letters.get(at + 1).copied().unwrap_or(' ');
        let is_vowel = "aeiouyäöü".contains(*letter);
        let is_pair =
            ["aa", "ai", "au", "ee", "ei", "eu", "ie", "oo", "äu"].iter().any(|pair| pair.chars().eq([*letter, next]));
        count += usize::from(is_vowel);
        at += if is_pair { 2 } else { 1 };
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_as_they_are_spoken() {
        for (word, count) in [
            ("brain", 1),
            ("table", 2),
            ("scale", 1),
            ("scales", 1),
            ("changes", 2),
            ("helped", 1),
            ("treated", 2),
            ("doctor", 2),
            ("radiotherapy", 5),
            ("the", 1),
        ] {
            assert_eq!(english_syllables(word), count, "{word}");
        }
        for (word, count) in
            [("Haut", 1), ("neue", 2), ("Gehirn", 2), ("Untersuchung", 4), ("Ärzte", 2), ("sie", 1), ("Arznei", 2)]
        {
            assert_eq!(german_syllables(word), count, "{word}");
        }
    }

    #[test]
    fn numbers_of_sources_are_no_words_and_an_item_ends_a_sentence() {
        let counted = Counted::of(&["One two [1, 2]", "three. Four!"], english_syllables).unwrap();
        assert_eq!((counted.sentences, counted.words), (3.0, 4.0));
        assert!(Counted::of(&["[1]"], english_syllables).is_none());
    }
}
