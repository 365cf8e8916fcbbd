//! What is to be said, in no language.

use std::cell::Cell;
use std::fmt;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::KEYS;

/// A sentence with what goes into it. Only the functions of this crate make one, so it always fits its sentence.
///
/// In a format that people read, such as JSON, it carries its key, and can be read as long as there is such a sentence;
/// between page and worker, which are built together, two bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    code: Code,
    #[serde(deserialize_with = "arguments")]
    arguments: Vec<Argument>,
}

/// Sentences that may stand in each other; far more than any sentence here holds.
const MOST_NESTED: u8 = 16;

thread_local! {
    /// How many sentences are being read around this one.
    static NESTED: Cell<u8> = const { Cell::new(0) };
}

/// Arguments as they come. Nothing is set aside for the number that a message claims, and no message stands in another one
/// without end: some kilobytes from elsewhere would take gigabytes, or the whole stack.
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

/// What goes into a sentence.
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
    /// What a task calls something.
    Word(Word),
}

/// What a task calls something, and where a language has its own word for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// Name of the task's folder; empty for a word of no task.
    pub task: String,
    /// Where it stands in the task's file: `text.many`.
    pub field: String,
    /// What is said where the language has no word for it.
    pub english: String,
}

/// A word of no task, which is the same in every language.
impl From<&str> for Word {
    fn from(text: &str) -> Self {
        Self { task: String::new(), field: String::new(), english: text.to_owned() }
    }
}

/// A number as it is to be shown. Two are equal when their bits are.
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

/// A place in the list of sentences.
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
    /// For what is generated.
    pub(crate) const fn new(place: u16, arguments: Vec<Argument>) -> Self {
        Self { code: Code(place), arguments }
    }

    // For what is generated: out of line, so that a sentence with three arguments is three calls.

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

    /// What goes in, in the order of the comment above the sentence.
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
    /// In hundredths, multiplied in its own precision: what is shown is then rounded as the type itself would be.
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
        // What was refused leaves the next one alone.
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
