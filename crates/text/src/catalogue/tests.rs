//! Packed sentences are formatted correctly, with numbers and plurals of the language.

use std::borrow::Cow;

use super::*;
use crate::message::{Decimal, Word};
use translation::{Direction, Language, SourceFile, catalogue};

/// Polish, as in CLDR.
struct Polish;

impl Locale for Polish {
    fn plural(&self, count: u64) -> Cow<'static, str> {
        match (count, count % 10, count % 100) {
            (1, ..) => "one".into(),
            (_, 2..=4, tens) if !(12..=14).contains(&tens) => "few".into(),
            _ => "many".into(),
        }
    }

    fn count(&self, count: u64) -> String {
        count.to_string()
    }

    fn number(&self, value: f64, decimals: u8) -> String {
        EnglishLocale.number(value, decimals).replace('.', ",")
    }

    fn percent(&self, per_cent: f64, decimals: u8) -> String {
        self.number(per_cent, decimals) + "%"
    }
}

/// A catalogue of another set of sentences.
fn packed(english: &str, other: Option<&str>, language: &Language) -> Catalogue {
    let sentences = translation::english(&[SourceFile::new("text/en/a.ftl", english)], &Language::english()).unwrap();
    let sources: Vec<SourceFile> = other.map(|text| SourceFile::new("text/xx/a.ftl", text)).into_iter().collect();
    let (translated, _) = translation::translated(&sentences, &sources, language);
    let packed: &'static str = catalogue(&sentences, &translated, language).leak();
    Catalogue { lines: packed.lines().collect(), words: Vec::new() }
}

const ENGLISH: &str = "\
# $count (Count) - of pictures
# $name (Text) - of a file
a-open = { $count ->
    [0] Nothing is open
    [one] { $name } is open
   *[other] { $name } and { $count } pictures are open
}.
# $kind (Text) - of a file
# $count (Count) - of files
a-kind = A { $kind ->
    [zip] ZIP { $count ->
        [one] archive
       *[other] archives
    } here
   *[other] file
}, { $count }.
# $share (Percent(1)) - right
# $value (Number(2)) - deviation
# $why (Message) - a reason
a-numbers = { $share }, { $value }: { $why }
a-plain = It {\"{\"}works{\"}\"} in <b>one</b> line.
";

fn open(count: u64) -> Message {
    Message::new(0, vec![Argument::Count(count), Argument::Text("IM1".into())])
}

#[test]
fn plurals_and_words_decide_what_is_said() {
    let english = packed(ENGLISH, None, &Language::english());
    let said = |message: Message| english.say(&message, &EnglishLocale);
    assert_eq!(said(open(0)), "Nothing is open.");
    assert_eq!(said(open(1)), "IM1 is open.");
    assert_eq!(said(open(12)), "IM1 and 12 pictures are open.");
    let kind = |kind: &str, count| Message::new(1, vec![Argument::Text(kind.into()), Argument::Count(count)]);
    assert_eq!(said(kind("zip", 1)), "A ZIP archive here, 1.");
    assert_eq!(said(kind("zip", 3)), "A ZIP archives here, 3.");
    assert_eq!(said(kind("tar", 3)), "A file, 3.");
    assert_eq!((english.tag(), english.direction()), ("en", "ltr"));
}

#[test]
fn numbers_are_written_as_the_language_has_them_and_missing_sentences_are_english() {
    let number = |value, decimals| Decimal { value, decimals };
    let message = Message::new(
        2,
        vec![
            Argument::Percent(number(92.25, 1)),
            Argument::Number(number(0.5, 2)),
            Argument::Message(Message::new(3, Vec::new())),
        ],
    );
    let english = packed(ENGLISH, None, &Language::english());
    assert_eq!(english.say(&message, &EnglishLocale), "92.2 %, 0.50: It {works} in <b>one</b> line.");
    let plurals = ["one", "few", "many", "other"].map(str::to_owned).into();
    let polish = Language { tag: "pl".into(), plurals, ..Language::english() };
    let text = "a-open = { $count ->\n    [one] { $name }\n    [few] { $name }, { $count } obrazy\n    [many] { $name }, { $count } obrazów\n   *[other] { $name }, { $count } obrazu\n}\n";
    let polish = packed(ENGLISH, Some(text), &polish);
    let said: Vec<String> = [1, 2, 5, 22, 112].map(|count| polish.say(&open(count), &Polish)).into();
    assert_eq!(said, ["IM1", "IM1, 2 obrazy", "IM1, 5 obrazów", "IM1, 22 obrazy", "IM1, 112 obrazów"]);
    assert_eq!(polish.say(&message, &Polish), "92,2%, 0,50: It {works} in <b>one</b> line.");
}

#[test]
fn names_in_a_sentence_from_right_to_left_keep_their_own_direction() {
    let language = Language { tag: "xx".into(), direction: Direction::Rtl, ..Language::english() };
    let catalogue = packed(ENGLISH, None, &language);
    assert_eq!(catalogue.say(&open(1), &EnglishLocale), "\u{2068}IM1\u{2069} is open.");
}

#[test]
fn the_english_sentences_of_this_program_are_read_in_two_parts() {
    let lines: Vec<&str> = super::ENGLISH.lines().collect();
    let (head, sentences) = lines.split_first().unwrap();
    let (first, second) = sentences.split_at(FIRST);
    let packed = |part: &[&str]| [std::slice::from_ref(head), part].concat().join("\n") + "\n";
    assert!(first.len() + second.len() == KEYS.len() && !second.is_empty());
    let mut catalogue = Catalogue::read(packed(first)).unwrap();
    let last = Message::new(u16::try_from(KEYS.len() - 1).unwrap(), Vec::new());
    let around = Message::new(0, vec![Argument::Message(last.clone())]);
    assert!(!catalogue.is_whole() && !catalogue.knows(&last) && !catalogue.knows(&around));
    assert_eq!(catalogue.say(&last, &EnglishLocale), "…");
    assert!(!catalogue.complete(packed(second).replace("en\t", "de\t")), "of another language");
    assert!(catalogue.complete(packed(second)));
    assert!(catalogue.is_whole() && catalogue.knows(&around));
    assert_eq!(catalogue.say(&last, &EnglishLocale), english(&last));
    assert!(!catalogue.complete(packed(second)), "a second time");
    assert!(Catalogue::read(packed(sentences)).is_none());
    assert!(Catalogue::read(packed(first).replace('\t', "\t\t") + "more\n").is_none());
    assert!(Catalogue::read(String::new()).is_none());
    let words = translation::words("leaf", &[("text.many".to_owned(), "Blätter".to_owned())]);
    let worded = Catalogue::read(packed(first) + &words).unwrap();
    assert_eq!((worded.word("leaf", "text.many"), worded.word("leaf", "text")), (Some("Blätter"), None));
    assert!(Catalogue::read(packed(sentences) + &words).is_none());
    // Those of the second part come with it.
    let region = translation::words("leaf", &[("region".to_owned(), "1 2".to_owned())]);
    let mut both = Catalogue::read(packed(first) + &words).unwrap();
    assert_eq!(both.words_for("region").count(), 0);
    assert!(both.complete(packed(second) + &region) && both.is_whole());
    assert_eq!(both.words_for("region").collect::<Vec<_>>(), [("leaf", "1 2")]);
    assert_eq!((both.word("leaf", "text.many"), both.words_for("regio").count()), (Some("Blätter"), 0));
    assert_eq!(both.say(&last, &EnglishLocale), english(&last));
}

#[test]
fn a_task_is_spoken_of_in_the_words_of_the_language_and_else_in_its_own() {
    let english = "# $what (Word) - pictures\na-open = Open { $what }.\n";
    let mut catalogue = packed(english, None, &Language { direction: Direction::Rtl, ..Language::english() });
    catalogue.words = vec!["\u{5}leaf\ttext.many\tBlätter"];
    let word = |task: &str| Word { task: task.into(), field: "text.many".into(), english: "leaves".into() };
    let open = |word: Word| Message::new(0, vec![Argument::Word(word)]);
    assert_eq!(catalogue.say(&open(word("leaf")), &EnglishLocale), "Open Blätter.");
    assert_eq!(catalogue.say(&open(word("petal")), &EnglishLocale), "Open \u{2068}leaves\u{2069}.");
    assert_eq!(catalogue.say(&open("moss".into()), &EnglishLocale), "Open \u{2068}moss\u{2069}.");
}

#[test]
fn counts_stand_in_groups_of_three_digits() {
    let said = [0, 999, 1000, 65_535, 1_234_567].map(|count| EnglishLocale.count(count));
    assert_eq!(said, ["0", "999", "1,000", "65,535", "1,234,567"]);
}
