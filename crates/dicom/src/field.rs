//! Elements of a data set and their values.

use super::character_set::CharacterSet;
use super::dictionary::vr_of;
use dicom_core::{Tag, VR};
use dicom_dictionary_std::tags;
use std::ops::Range;

/// One data element; its value stays in the file's bytes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Element {
    pub(super) tag: Tag,
    /// As written; for `UN` that of the dictionary.
    pub(super) vr: VR,
    /// Whether its numbers are big endian: never those written as `UN`, even in a big endian file.
    pub(super) big: bool,
    pub(super) value: Value,
}

/// Where a value is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// Bytes of the file.
    Bytes(Range<usize>),
    /// Items of a sequence.
    Items(Vec<DataSet>),
    /// Fragments of encapsulated pixel data, the offset table first (PS3.5, A.4).
    Fragments(Vec<Range<usize>>),
}

/// Elements in file order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct DataSet {
    pub(super) elements: Vec<Element>,
}

/// A data set with the bytes that contain its values.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) set: &'a DataSet,
    /// Whether numbers are big endian, as declared; each element has its own flag.
    pub(super) big: bool,
    /// Characters of the texts.
    pub(super) letters: CharacterSet,
}

impl<'a> View<'a> {
    /// The data set of a file.
    pub(super) fn new(bytes: &'a [u8], set: &'a DataSet, big: bool) -> Self {
        Self { bytes, set, big, letters: CharacterSet::default() }.with_own_letters()
    }

    /// With the character sets that the data set declares itself, if any (PS3.5, 6.1.2.2): items inherit those of the
    /// enclosing data set.
    pub(super) fn with_own_letters(self) -> Self {
        let letters = self.raw(tags::SPECIFIC_CHARACTER_SET).map(CharacterSet::named);
        Self { letters: letters.unwrap_or(self.letters), ..self }
    }

    pub(super) fn element(self, tag: Tag) -> Option<&'a Element> {
        self.set.elements.iter().find(|element| element.tag == tag)
    }

    /// The bytes of a value; none for sequences and for elements that are absent.
    pub(super) fn raw(self, tag: Tag) -> Option<&'a [u8]> {
        match &self.element(tag)?.value {
            Value::Bytes(range) => self.bytes.get(range.clone()),
            _ => None,
        }
    }

    /// The text of a value without its padding; none when it is empty.
    pub(super) fn text(self, tag: Tag) -> Option<String> {
        let Element { vr, value: Value::Bytes(range), .. } = self.element(tag)? else { return None };
        let raw = self.bytes.get(range.clone())?;
        let text = self.letters.text(raw, *vr).trim_matches([' ', '\0']).to_owned();
        (!text.is_empty()).then_some(text)
    }

    /// The values of a text that holds several (PS3.5, 6.4).
    pub(super) fn texts(self, tag: Tag) -> Vec<String> {
        let text = self.text(tag).unwrap_or_default();
        if text.is_empty() { Vec::new() } else { text.split('\\').map(|part| part.trim().to_owned()).collect() }
    }

    /// The numbers of a value, by its representation; what cannot be read as a number is left out.
    pub(super) fn numbers(self, tag: Tag) -> Vec<f64> {
        let Some(element) = self.element(tag) else { return Vec::new() };
        let raw = self.raw(tag).unwrap_or_default();
        let big = element.big;
        let texts = || self.texts(tag).iter().filter_map(|text| number_from_text(text)).collect();
        // For values written as bytes, the dictionary has the representation.
        let vr = match element.vr {
            VR::OB | VR::OW | VR::UN => vr_of(tag),
            vr => vr,
        };
        match vr {
            VR::SS => words(raw, big).map(|word| f64::from(word.cast_signed())).collect(),
            VR::US | VR::OW => words(raw, big).map(f64::from).collect(),
            VR::UL => longs(raw, big).map(f64::from).collect(),
            VR::SL => longs(raw, big).map(|long| f64::from(long.cast_signed())).collect(),
            VR::FL => longs(raw, big).map(|long| f64::from(f32::from_bits(long))).collect(),
            VR::FD => doubles(raw, big).collect(),
            VR::DS | VR::IS | VR::LO | VR::SH | VR::UT | VR::ST | VR::LT | VR::CS | VR::UC | VR::UN => texts(),
            _ => Vec::new(),
        }
    }

    /// The first number of a value.
    pub(super) fn number(self, tag: Tag) -> Option<f64> {
        self.numbers(tag).first().copied()
    }

    /// Sixteen-bit numbers, signed where the pixels are (PS3.5, 6.2: `US or SS`).
    pub(super) fn words(self, tag: Tag, signed: bool) -> Vec<i32> {
        let sign = |word: u16| if signed { i32::from(word.cast_signed()) } else { i32::from(word) };
        let big = self.is_big(tag);
        self.raw(tag).map(|raw| words(raw, big).map(sign).collect()).unwrap_or_default()
    }

    /// Whether the numbers of an element are big endian.
    pub(super) fn is_big(self, tag: Tag) -> bool {
        self.element(tag).map_or(self.big, |element| element.big)
    }

    /// The items of a sequence.
    pub(super) fn items(self, tag: Tag) -> impl Iterator<Item = View<'a>> {
        let (items, big) = self.sets(tag);
        items.iter().map(move |set| View { set, big, ..self }.with_own_letters())
    }

    /// One item of a sequence, counted from 0.
    pub(super) fn item(self, tag: Tag, at: usize) -> Option<View<'a>> {
        let (items, big) = self.sets(tag);
        items.get(at).map(|set| View { set, big, ..self }.with_own_letters())
    }

    fn sets(self, tag: Tag) -> (&'a [DataSet], bool) {
        match self.element(tag) {
            Some(Element { value: Value::Items(items), big, .. }) => (items, *big),
            _ => (&[], self.big),
        }
    }
}

/// Numbers of 16 bits; an odd byte at the end is left out.
pub(super) fn words(raw: &[u8], big: bool) -> impl ExactSizeIterator<Item = u16> {
    raw.as_chunks::<2>().0.iter().map(move |&b| if big { u16::from_be_bytes(b) } else { u16::from_le_bytes(b) })
}

/// Numbers of 32 bits.
pub(super) fn longs(raw: &[u8], big: bool) -> impl ExactSizeIterator<Item = u32> {
    raw.as_chunks::<4>().0.iter().map(move |&b| if big { u32::from_be_bytes(b) } else { u32::from_le_bytes(b) })
}

/// Floating point numbers of 64 bits.
pub(super) fn doubles(raw: &[u8], big: bool) -> impl Iterator<Item = f64> {
    raw.as_chunks::<8>().0.iter().map(move |&b| if big { f64::from_be_bytes(b) } else { f64::from_le_bytes(b) })
}

/// A finite number as DS and IS write it (PS3.5, 6.2). One comma is the decimal point of some countries: neither knows
/// groups of thousands, so it can be nothing else (fo-dicom, pull request 1915). Several, or one beside a point, are
/// no number.
pub(super) fn number_from_text(text: &str) -> Option<f64> {
    let text = text.trim_matches([' ', '\0']);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number: f64 = match text.split_once(',') {
        None => text.parse().ok()?,
        Some((whole, part)) => {
            // An exponent may follow the digits after the comma.
            let (part_digits, _) = part.split_once(['e', 'E']).unwrap_or((part, ""));
            let is_one = digits(whole.trim_start_matches(['+', '-'])) && digits(part_digits);
            is_one.then(|| format!("{whole}.{part}").parse().ok())??
        }
    };
    number.is_finite().then_some(number)
}
