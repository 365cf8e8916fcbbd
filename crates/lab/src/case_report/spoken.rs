//! The output language of the command line: English is compiled in, others are read from the text folder.

use ::task::Translation;
use anyhow::{Context, Result, anyhow, bail};
use std::borrow::Cow;
use std::cell::RefCell;
use std::path::Path;
use text::{Catalogue, EnglishLocale, Locale, Message};
use training::task_file;
use translation::Fault;
use view_model::words;

/// The language of the sentences that the program itself has.
const ENGLISH: &str = "en";

thread_local! {
    /// Names of the tasks, where a task is mentioned.
    static WORDS: RefCell<Option<Catalogue>> = const { RefCell::new(None) };
}

/// Sentences, and how numbers are written in them.
#[derive(Debug)]
pub struct SpokenLanguage {
    catalogue: Catalogue,
    has_comma: bool,
}

impl SpokenLanguage {
    /// The sentences of a folder `text`, with the words of the tasks in `models`.
    ///
    /// # Errors
    /// A language that is missing, whose numbers this program cannot write, or that was written for another version.
    pub fn read(text: &Path, models: &Path, tag: &str) -> Result<Self> {
        // In the page, numbers are formatted by the browser (`Intl`).
        let has_comma = match tag {
            ENGLISH => return Ok(Self { catalogue: Catalogue::english(), has_comma: false }),
            "de" => true,
            _ => bail!("expected a language whose numbers are known here, `en` or `de`, found `{tag}`"),
        };
        let (language, sources) = translation::language_in(text, ENGLISH).map_err(|fault| faulty(&[fault]))?;
        let english = translation::english(&sources, &language).map_err(|faults| faulty(&faults))?;
        let first = translation::first(&english, &language);
        let (language, sources) = translation::language_in(text, tag).map_err(|fault| faulty(&[fault]))?;
        let (sentences, faults) = translation::translated(&english, &sources, &language);
        let wrong: Vec<Fault> = faults.into_iter().filter(|fault| !fault.is_gap).collect();
        if !wrong.is_empty() {
            return Err(faulty(&wrong));
        }
        let [mut at_once, later] = translation::parts(&english, &sentences, &language, first);
        at_once += &task_words(models, tag)?;
        let mut catalogue = Catalogue::read(at_once).with_context(|| other(text))?;
        if !catalogue.complete(later) {
            bail!("{}", other(text));
        }
        Ok(Self { catalogue, has_comma })
    }

    /// Its tag (BCP 47).
    #[must_use]
    pub fn tag(&self) -> &'static str {
        self.catalogue.tag()
    }

    /// A message.
    #[must_use]
    pub fn say(&self, message: &Message) -> String {
        let locale: &dyn Locale = if self.has_comma { &CommaLocale } else { &EnglishLocale };
        self.catalogue.say(message, locale)
    }

    /// Makes this thread use this language's words for tasks.
    pub fn install(&self) {
        WORDS.set(Some(self.catalogue.clone()));
        words::translate_with(|task, field| WORDS.with_borrow(|known| known.as_ref()?.word(task, field)));
    }
}

/// The words of every task with a model and a file in this language.
fn task_words(models: &Path, tag: &str) -> Result<String> {
    let mut all = String::new();
    for id in task_file::shipped(models)? {
        let path = models.join(&id).join("text").join(format!("{tag}.toml"));
        if path.is_file() {
            let read = || anyhow::Ok(toml::from_str::<Translation>(&std::fs::read_to_string(&path)?)?);
            let found = read().with_context(|| format!("reading `{}`", path.display()))?;
            all += &translation::words(&id, &found.words());
        }
    }
    Ok(all)
}

fn faulty(faults: &[Fault]) -> anyhow::Error {
    anyhow!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

fn other(text: &Path) -> String {
    format!(
        "expected the sentences of this version in `{}`, found those of another: --text names the folder",
        text.display()
    )
}

/// A decimal comma, points between groups of three digits, a no-break space before the percent sign; singular and plural.
#[derive(Clone, Copy, Debug)]
struct CommaLocale;

impl Locale for CommaLocale {
    fn plural(&self, count: u64) -> Cow<'static, str> {
        EnglishLocale.plural(count)
    }

    fn count(&self, count: u64) -> String {
        EnglishLocale.count(count).replace(',', ".")
    }

    fn number(&self, value: f64, decimals: u8) -> String {
        EnglishLocale.number(value, decimals).replace('.', ",")
    }

    fn percent(&self, per_cent: f64, decimals: u8) -> String {
        self.number(per_cent, decimals) + "\u{a0}%"
    }
}
