//! Language-independent messages.

use std::cell::Cell;
use std::fmt;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::KEYS;

/// A sentence with its arguments. Only the functions of this crate create one, so it always matches its sentence.
///
/// In human-readable formats such as JSON it carries its key, and can be read as long as that sentence exists; between
/// page and worker, which are built together, it is two bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    code: Code,
    #[serde(deserialize_with = "arguments")]
    arguments: Vec<Argument>,
}

/// Limit of nested sentences; far more than any sentence here needs.
const MOST_NESTED: u8 = 16;

thread_local! {
    /// Current nesting depth during deserialisation.
    static NESTED: Cell<u8> = const { Cell::new(0) };
}

/// Arguments are read one by one. Nothing is allocated for a claimed count, and nesting is limited: some hostile
/// kilobytes could otherwise take gigabytes, or the whole stack.
fn arguments<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Argument>, D::Error> {
    struct Arguments;
    impl<'de> Visitor<'de> for Arguments {
        type Value = Vec<Argument>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("what goes into a sentence")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut all = Vec::new();
            while let Some(one) = list.next_element()? {
                all.push(one);
            }
            Ok(all)
        }
    }
    let around = NESTED.get();
    if around >= MOST_NESTED {
        return Err(D::Error::custom("sentences nested without end"));
    }
    NESTED.set(around + 1);
    let read = deserializer.deserialize_seq(Arguments);
    NESTED.set(around);
    read
}

/// An argument of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Argument {
    /// Shown as it is.
    Text(String),
    /// A whole number.
    Count(u64),
    /// A number.
    Number(Decimal),
    /// A number of hundredths.
    Percent(Decimal),
    /// Another sentence.
    Message(Message),
    /// A task's text.
    Word(Word),
}

/// A task's text, with the field of its translations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// Name of the task's folder; empty for a text of no task.
    pub task: String,
    /// Its field in the task's file: `text.many`.
    pub field: String,
    /// The fallback where the language has no translation.
    pub english: String,
}

/// A text of no task, the same in every language.
impl From<&str> for Word {
    fn from(text: &str) -> Self {
        Self { task: String::new(), field: String::new(), english: text.to_owned() }
    }
}

/// A number with its display precision. Equality is bitwise.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Decimal {
    /// The number.
    pub value: f64,
    /// Digits after the point.
    pub decimals: u8,
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        (self.value.to_bits(), self.decimals) == (other.value.to_bits(), other.decimals)
    }
}

impl Eq for Decimal {}

/// An index in the list of sentences.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Code(u16);

impl Code {
    fn key(self) -> &'static str {
        KEYS.get(usize::from(self.0)).copied().unwrap_or_default()
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(self.key())
        } else {
            serializer.serialize_u16(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return u16::deserialize(deserializer).map(Self);
        }
        let key = String::deserialize(deserializer)?;
        let place = KEYS.iter().position(|known| *known == key).and_then(|at| u16::try_from(at).ok());
        place.map(Self).ok_or_else(|| D::Error::custom(format_args!("no sentence has the key {key}")))
    }
}

impl Message {
    /// For generated code.
    pub(crate) const fn new(place: u16, arguments: Vec<Argument>) -> Self {
        Self { code: Code(place), arguments }
    }

    // For generated code: out of line, so that a sentence with three arguments is three calls.

    #[inline(never)]
    pub(crate) fn text(&mut self, text: impl Into<String>) {
        self.push(Argument::Text(text.into()));
    }

    #[inline(never)]
    pub(crate) fn count(&mut self, count: u64) {
        self.push(Argument::Count(count));
    }

    #[inline(never)]
    pub(crate) fn number(&mut self, value: f64, decimals: u8) {
        self.push(Argument::Number(Decimal { value, decimals }));
    }

    #[inline(never)]
    pub(crate) fn percent(&mut self, value: f64, decimals: u8) {
        self.push(Argument::Percent(Decimal { value, decimals }));
    }

    #[inline(never)]
    pub(crate) fn message(&mut self, message: Self) {
        self.push(Argument::Message(message));
    }

    #[inline(never)]
    pub(crate) fn word(&mut self, word: impl Into<Word>) {
        self.push(Argument::Word(word.into()));
    }

    #[inline(never)]
    fn push(&mut self, argument: Argument) {
        self.arguments.push(argument);
    }

    /// Its key: stable, for records and for searching.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.code.key()
    }

    /// Its arguments, in the order of the comment above the sentence.
    #[must_use]
    pub fn arguments(&self) -> &[Argument] {
        &self.arguments
    }

    pub(crate) fn place(&self) -> usize {
        usize::from(self.code.0)
    }
}

/// A whole number that is counted: of any unsigned type.
pub trait Whole {
    /// As wide as it may be.
    fn whole(self) -> u64;
}

impl Whole for u8 {
    fn whole(self) -> u64 {
        self.into()
    }
}

impl Whole for u16 {
    fn whole(self) -> u64 {
        self.into()
    }
}

impl Whole for u32 {
    fn whole(self) -> u64 {
        self.into()
    }
}

impl Whole for u64 {
    fn whole(self) -> u64 {
        self
    }
}

impl Whole for usize {
    fn whole(self) -> u64 {
        self as u64
    }
}

/// A share of 0…1 that is shown in percent.
pub trait Share {
    /// In hundredths, multiplied in its own precision, so that the shown value is rounded as in that type.
    fn per_cent(self) -> f64;
}

impl Share for f32 {
    fn per_cent(self) -> f64 {
        f64::from(self * 100.0)
    }
}

impl Share for f64 {
    fn per_cent(self) -> f64 {
        self * 100.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_two_bytes_between_programs_and_a_key_in_a_record() {
        let message = crate::storage::space(crate::number::bytes(3_u8), crate::number::kilobytes(1.5));
        let wire = postcard::to_stdvec(&message).unwrap();
        assert_eq!(postcard::from_bytes::<Message>(&wire).unwrap(), message);
        let record = serde_json::to_string(&message).unwrap();
        assert!(
            record.starts_with(r#"{"code":"storage-space","arguments":[{"Message":{"code":"number-bytes""#),
            "{record}"
        );
        assert_eq!(serde_json::from_str::<Message>(&record).unwrap(), message);
        let gone = record.replace("storage-space", "storage-gone");
        assert!(serde_json::from_str::<Message>(&gone).unwrap_err().to_string().contains("storage-gone"));
        assert!(wire.len() < 24, "{} bytes", wire.len());
    }

    #[test]
    fn what_a_message_claims_takes_no_memory_and_none_stands_in_another_without_end() {
        // The code, one argument, and that it is a message.
        let nested = |levels: usize| [[0, 1, 4].repeat(levels), vec![0, 0]].concat();
        assert!(postcard::from_bytes::<Message>(&nested(15)).is_ok());
        assert!(postcard::from_bytes::<Message>(&nested(16)).is_err());
        assert!(postcard::from_bytes::<Message>(&nested(100_000)).is_err());
        // A refused one does not affect the next.
        assert!(postcard::from_bytes::<Message>(&nested(15)).is_ok());
        let claims = [0, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 1];
        assert!(postcard::from_bytes::<Message>(&claims).is_err());
    }

    #[test]
    fn a_share_is_rounded_as_its_own_type_is() {
        for share in [0.295_f32, 0.285, 0.125, 0.6543, 0.999] {
            assert_eq!(format!("{:.0}", share.per_cent()), format!("{:.0}", share * 100.0));
            assert_eq!(format!("{:.1}", share.per_cent()), format!("{:.1}", share * 100.0));
        }
    }
}
