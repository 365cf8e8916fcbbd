//! The sentences of one language, as `crates/translation` packs them; its `pack.rs` describes the form.

use crate::locale::{EnglishLocale, Locale};
use crate::message::{Argument, Message};
use crate::{FINGERPRINT, FIRST, KEYS};

/// The English sentences; in a program only where it is used.
static ENGLISH: &str = include_str!(concat!(env!("OUT_DIR"), "/english.txt"));

const ARGUMENT: char = '\u{1}';
const SELECT: char = '\u{2}';
const KEY: char = '\u{3}';
const END: char = '\u{4}';
const WORD: char = '\u{5}';

/// Placeholder for a sentence that is not loaded yet.
const NOT_YET: &str = "…";

/// The sentences of one language: all of them, or those of the first part until the second has come.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// Its header, then the patterns.
    lines: Vec<&'static str>,
    /// What tasks call things; of the first part none in English, which they are written in.
    words: Vec<&'static str>,
}

impl Catalogue {
    /// English.
    #[must_use]
    pub fn english() -> Self {
        Self { lines: ENGLISH.lines().collect(), words: Vec::new() }
    }

    /// The first part of a packed language; `None` for one that was packed for another set of sentences. It is leaked
    /// for the program's lifetime: a visitor changes the language once, if ever.
    ///
    /// ```
    /// assert!(text::Catalogue::read("de\tltr\tDeutsch\t0\nZwei Wörter\n".into()).is_none());
    /// ```
    #[must_use]
    pub fn read(first: String) -> Option<Self> {
        let first: &'static str = first.leak();
        let mut lines: Vec<&'static str> = first.lines().collect();
        let sentences = lines.iter().take_while(|line| !line.starts_with(WORD)).count();
        let words = lines.split_off(sentences);
        let fits = lines.first()?.ends_with(FINGERPRINT) && lines.len() == FIRST + 1;
        fits.then_some(Self { lines, words })
    }

    /// Adds the second part; `false` where it belongs to another, or is already loaded.
    pub fn complete(&mut self, second: String) -> bool {
        if self.is_whole() {
            return false;
        }
        let second: &'static str = second.leak();
        let mut lines: Vec<&'static str> = second.lines().collect();
        let sentences = lines.iter().take_while(|line| !line.starts_with(WORD)).count();
        let words = lines.split_off(sentences);
        let fits = lines.first() == self.lines.first() && lines.len() == KEYS.len() - FIRST + 1;
        let is_new = fits && self.lines.len() == FIRST + 1;
        if is_new {
            self.lines.extend(lines.drain(1..));
            self.words.extend(words);
        }
        is_new
    }

    /// Whether every sentence is loaded.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.lines.len() > KEYS.len()
    }

    /// Whether the sentence of a message is loaded, and those in its arguments.
    #[must_use]
    pub fn knows(&self, message: &Message) -> bool {
        let inside = |argument: &Argument| match argument {
            Argument::Message(message) => self.knows(message),
            _ => true,
        };
        message.place() + 1 < self.lines.len() && message.arguments().iter().all(inside)
    }

    /// A task's text in this language, by its field in `models/<task>/task.toml`, as `text.name`; `None` where there is
    /// no translation.
    #[must_use]
    pub fn word(&self, task: &str, field: &str) -> Option<&'static str> {
        let key = format!("{WORD}{task}\t{field}\t");
        self.words.iter().find_map(|line| line.strip_prefix(key.as_str()))
    }

    /// The tasks that have a word for a field, each with that word.
    pub fn words_for(&self, field: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.words.iter().filter_map(move |line| {
            let (task, rest) = line.strip_prefix(WORD)?.split_once('\t')?;
            let (known, word) = rest.split_once('\t')?;
            (known == field).then_some((task, word))
        })
    }

    /// Its BCP 47 tag: `de`.
    #[must_use]
    pub fn tag(&self) -> &'static str {
        self.head(0)
    }

    /// Its text direction as in HTML: `ltr` or `rtl`.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        self.head(1)
    }

    fn head(&self, at: usize) -> &'static str {
        self.lines.first().and_then(|head| head.split('\t').nth(at)).unwrap_or_default()
    }

    /// The message in this language; an ellipsis for a sentence that is not loaded yet.
    #[must_use]
    pub fn say(&self, message: &Message, locale: &dyn Locale) -> String {
        let rest = self.lines.get(message.place() + 1).copied().unwrap_or(NOT_YET);
        let mut saying = Saying { rest, arguments: message.arguments(), catalogue: self, locale, said: String::new() };
        saying.pattern(true);
        saying.said
    }
}

/// The message in English: for the command line, for tests, and for `Display` of an error. Nothing that runs in a
/// browser calls it, except for what is not translated yet.
#[must_use]
pub fn english(message: &Message) -> String {
    Catalogue::english().say(message, &EnglishLocale)
}

/// A sentence being formatted.
struct Saying<'a> {
    /// The rest of the pattern.
    rest: &'static str,
    arguments: &'a [Argument],
    catalogue: &'a Catalogue,
    locale: &'a dyn Locale,
    said: String,
}

impl Saying<'_> {
    /// Processes up to the end of a pattern, writing it or only skipping it.
    fn pattern(&mut self, is_said: bool) {
        loop {
            let (text, mark) = self.until(&[ARGUMENT, SELECT, END]);
            if is_said {
                self.said.push_str(text);
            }
            match mark {
                Some(ARGUMENT) => {
                    let argument = self.argument();
                    if is_said {
                        self.insert(argument);
                    }
                }
                Some(SELECT) => self.select(is_said),
                // The end of this pattern, or of the line.
                _ => return,
            }
        }
    }

    fn select(&mut self, is_said: bool) {
        let argument = self.argument();
        let mut is_open = is_said;
        loop {
            let (key, _) = self.until(&[KEY]);
            let is_taken = is_open && self.fits(argument, key);
            self.pattern(is_taken);
            is_open &= !is_taken;
            // The default without a key is the last.
            if key.is_empty() {
                return;
            }
        }
    }

    fn fits(&self, argument: Option<usize>, key: &str) -> bool {
        key.is_empty()
            || match argument.and_then(|at| self.arguments.get(at)) {
                Some(Argument::Text(text)) => text == key,
                Some(Argument::Count(count)) => key.parse::<u64>() == Ok(*count) || self.locale.plural(*count) == key,
                _ => false,
            }
    }

    /// The text before the first of these marks, and that mark.
    fn until(&mut self, marks: &[char]) -> (&'static str, Option<char>) {
        let Some((at, mark)) = self.rest.char_indices().find(|(_, c)| marks.contains(c)) else {
            return (std::mem::take(&mut self.rest), None);
        };
        let (text, rest) = self.rest.split_at(at);
        // A mark is one byte.
        self.rest = rest.get(1..).unwrap_or_default();
        (text, Some(mark))
    }

    /// The index of an argument in the message.
    fn argument(&mut self) -> Option<usize> {
        let index = self.rest.bytes().next()?;
        self.rest = self.rest.get(1..).unwrap_or_default();
        Some(usize::from(index.wrapping_sub(b'0')))
    }

    fn insert(&mut self, argument: Option<usize>) {
        let Some(argument) = argument.and_then(|at| self.arguments.get(at)) else { return };
        // A name keeps its own direction and does not affect that of the sentence (Unicode Annex 9, isolates).
        let name = |text: &String| match self.catalogue.direction() {
            "rtl" => format!("\u{2068}{text}\u{2069}"),
            _ => text.clone(),
        };
        let text = match argument {
            Argument::Text(text) => name(text),
            Argument::Word(word) => {
                self.catalogue.word(&word.task, &word.field).map_or_else(|| name(&word.english), str::to_owned)
            }
            Argument::Count(count) => self.locale.count(*count),
            Argument::Number(number) => self.locale.number(number.value, number.decimals),
            Argument::Percent(number) => self.locale.percent(number.value, number.decimals),
            Argument::Message(message) => self.catalogue.say(message, self.locale),
        };
        self.said.push_str(&text);
    }
}

#[cfg(test)]
mod tests;
