//! Identifying values of a file, collected to be searched for in its de-identified copy.
//!
//! Short and common words prove nothing: the body part "Head" does not disclose a patient or study of that name. Names
//! are compared in all their spellings.

use super::elements::is_copied;
use super::folded::{forms, key};
use super::profile::{Action, action};
use super::replaced::is_standard;
use super::values::unpadded;
use crate::field::{DataSet, Element, Value, View};
use crate::object::Object;
use dicom_core::{Tag, VR};
use std::collections::BTreeMap;

/// Fewest letters of a name, or of a person's number, that make it distinctive.
const LEAST: usize = 4;
/// Fewest bytes, and digits, that do not occur in binary data by chance.
const LEAST_RAW: usize = 6;
const LEAST_DIGITS: usize = 8;
/// Most digits of a number that is searched for inside others, and most words of a name that are joined.
const MOST_DIGITS: usize = 64;
const MOST_WORDS: usize = 8;

/// Terms that many files contain, and placeholders for removed names.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "ABDOMEN", "ADC", "ADDITION", "ANGIO", "ANKLE", "ANON", "ANONYMIZED", "ANONYMOUS", "ARTERIAL", "AXIAL", "BRAIN", "BREAST",
    "CERVIX", "CHEST", "CLAVICLE", "CORONAL", "CSPINE", "DERIVED", "DEMO", "DIFFUSION", "ELBOW", "EXTREMITY", "FEMALE",
    "FOOT", "FULL", "HAND", "HEAD", "HEADNECK", "HEART", "HELICAL", "INFANT", "KIDNEY", "KNEE", "LIVER", "LOCALIZER", "LSPINE",
    "LUNG", "MAGNITUDE", "MALE", "MIXED", "NECK", "NONE", "NORM", "NORMAL", "ORIGINAL", "OTHER", "PATIENT", "PELVIS",
    "PERFUSION", "PHANTOM", "PHASE", "PRIMARY", "PROSTATE", "REFORMATTED", "REMOVED", "SAGITTAL", "SAMPLE", "SCOUT",
    "SECONDARY", "SHOULDER", "SINGLE", "SKULL", "SPINE", "STANDARD", "STUDY", "TEST", "THORAX", "TSPINE", "UNKNOWN", "VOLUME",
    "WHOLEBODY", "WRIST",
];

/// Everything that must not be found in the copy, each with its source element.
#[derive(Debug, Default)]
pub(super) struct Traces {
    /// Names and numbers of people and studies, whole, by their [`key`].
    names: BTreeMap<Vec<u8>, Tag>,
    /// Parts of names, and two of them as one word where they are short.
    parts: BTreeMap<Vec<u8>, Tag>,
    /// Numbers of people and studies that are digits alone.
    numbers: BTreeMap<Vec<u8>, Tag>,
    /// Whole texts of all other kinds that are removed.
    texts: BTreeMap<Vec<u8>, Tag>,
    dates: BTreeMap<Vec<u8>, Tag>,
    uids: BTreeMap<Vec<u8>, Tag>,
    /// What is searched for in binary data, in capitals, by its first six bytes.
    raw: BTreeMap<[u8; LEAST_RAW], Vec<(Vec<u8>, Tag)>>,
    /// A bit for each hash of the first four bytes of those.
    starts: Vec<bool>,
}

impl Traces {
    /// Those of a file: of its meta information, its elements, and their items.
    pub(super) fn of(object: &Object<'_>) -> Self {
        let mut traces = Self { starts: vec![false; 1 << 16], ..Self::default() };
        for view in [object.meta(), object.view()] {
            traces.gather(view, view.set);
        }
        traces
    }

    fn gather(&mut self, view: View<'_>, set: &DataSet) {
        let view = View { set, ..view }.with_own_letters();
        for element in &set.elements {
            match &element.value {
                Value::Items(items) => items.iter().for_each(|item| self.gather(view, item)),
                Value::Bytes(range) => self.add(view, element, view.bytes.get(range.clone()).unwrap_or_default()),
                Value::Fragments(_) => {}
            }
        }
    }

    fn add(&mut self, view: View<'_>, element: &Element, raw: &[u8]) {
        let (tag, vr) = (element.tag, element.vr);
        let goes = !is_copied(tag) || matches!(action(tag), Some(action) if action != Action::Uid);
        let is_number = matches!(vr, VR::LO | VR::SH | VR::AE | VR::UC | VR::UR) && goes && is_number_of_people(tag);
        if vr == VR::PN || is_number {
            // In all spellings, and in other character sets.
            let text = view.letters.text(raw, vr);
            for value in text.split('\\').map(|value| value.trim_matches([' ', '\0'])) {
                forms(value)
                    .iter()
                    .for_each(|form| if is_number { self.whole(tag, form) } else { self.name(tag, form) });
            }
        }
        for value in unpadded(raw).split(|&byte| byte == b'\\').map(|part| unpadded(part.trim_ascii())) {
            match vr {
                VR::UI if !is_standard(&String::from_utf8_lossy(value)) && value.len() >= LEAST_RAW => {
                    self.uids.entry(value.to_vec()).or_insert(tag);
                    self.look_for(value, tag);
                }
                VR::DA | VR::DT => {
                    if let Some(date) = value.get(..8).filter(|date| is_date(date)) {
                        self.dates.entry(date.to_vec()).or_insert(tag);
                        self.look_for(date, tag);
                    }
                }
                VR::PN => self.name(tag, value),
                _ if is_number => self.whole(tag, value),
                // Makers repeat their own names in private elements.
                VR::LO | VR::SH | VR::AE | VR::UC | VR::UR | VR::LT | VR::ST | VR::UT
                    if goes && tag.group().is_multiple_of(2) =>
                {
                    if value.len() >= LEAST_RAW && !is_common(value) {
                        self.texts.entry(value.to_ascii_uppercase()).or_insert(tag);
                    }
                    if value.len() >= LEAST_DIGITS && !is_common(value) {
                        self.look_for(value, tag);
                    }
                }
                _ => {}
            }
        }
    }

    /// PS3.5, 6.2.1: groups parted by `=`, parts by `^`. A part may be several words: `van der Berg`.
    fn name(&mut self, tag: Tag, value: &[u8]) {
        self.whole(tag, value);
        for group in value.split(|&byte| byte == b'=') {
            self.whole(tag, group);
            let spaced: Vec<u8> = group.iter().map(|&byte| if byte == b'^' { b' ' } else { byte }).collect();
            self.whole(tag, spaced.trim_ascii());
            let mut words: Vec<&[u8]> = Vec::new();
            for part in group.split(|&byte| byte == b'^') {
                self.whole(tag, part.trim_ascii());
                let is_between = |byte: &u8| matches!(byte, b' ' | b',' | b'-' | b'\'' | b'.');
                let own: Vec<&[u8]> = part.split(is_between).filter(|word| !word.is_empty()).collect();
                own.iter().for_each(|word| self.part(tag, word));
                self.part(tag, &own.concat());
                words.extend(own);
            }
            self.short_parts(tag, &words);
        }
    }

    /// Words of a name that are too short by themselves, in pairs: `Li` and `Wu`.
    fn short_parts(&mut self, tag: Tag, words: &[&[u8]]) {
        let words = || words.iter().take(MOST_WORDS).enumerate();
        for (at, one) in words() {
            let others = words().filter(|(place, other)| *place != at && one.len().min(other.len()) < LEAST);
            for (_, other) in others.filter(|(_, other)| !is_common(one) && !is_common(other)) {
                self.part(tag, &[*one, *other].concat());
            }
        }
    }

    fn part(&mut self, tag: Tag, word: &[u8]) {
        if word.len() >= LEAST && !word.iter().any(u8::is_ascii_digit) && !is_common(word) {
            self.parts.entry(key(word)).or_insert(tag);
            self.look_for(word, tag);
        }
    }

    fn whole(&mut self, tag: Tag, value: &[u8]) {
        if value.len() < LEAST || is_common(value) {
            return;
        }
        self.names.entry(key(value)).or_insert(tag);
        self.look_for(value, tag);
        // A number is the same with leading zeros, and with separators between its digits.
        let digits: Vec<u8> =
            value.iter().copied().filter(u8::is_ascii_digit).skip_while(|&digit| digit == b'0').collect();
        if digits.len() >= LEAST_RAW && !value.iter().any(u8::is_ascii_alphabetic) {
            self.numbers.entry(digits).or_insert(tag);
        }
    }

    fn look_for(&mut self, value: &[u8], tag: Tag) {
        let value = value.to_ascii_uppercase();
        let Some(first) = value.first_chunk::<LEAST_RAW>() else { return };
        let distinct = value.iter().any(|byte| Some(byte) != value.first());
        if !distinct || (value.len() < LEAST_DIGITS && value.iter().all(u8::is_ascii_digit)) {
            return;
        }
        let known = self.raw.entry(*first).or_default();
        if !known.iter().any(|(other, _)| *other == value) {
            if let Some(start) = self.starts.get_mut(sum(&value)) {
                *start = true;
            }
            known.push((value, tag));
        }
    }

    /// Whether a term or another short text contains a name, whole or as one word or two.
    pub(super) fn in_term(&self, raw: &[u8]) -> Option<Tag> {
        let value = unpadded(raw);
        let name = |word: &[u8]| self.names.get(&key(word));
        let mut values = value.split(|&byte| byte == b'\\').map(<[u8]>::trim_ascii);
        let words: Vec<&[u8]> =
            value.split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let part = |word: &[u8]| self.parts.get(&key(word));
        let found = values
            .find_map(name)
            .or_else(|| words.iter().find_map(|word| part(word).or_else(|| name(word))))
            .or_else(|| words.windows(2).find_map(|two| part(&two.concat())));
        found.copied().or_else(|| self.in_date(raw)).or_else(|| self.in_number(raw, LEAST_RAW))
    }

    /// Whether the digits of a text are a date, the year first or last.
    pub(super) fn in_date(&self, raw: &[u8]) -> Option<Tag> {
        let digits: Vec<u8> = raw.iter().copied().filter(u8::is_ascii_digit).collect();
        digits.windows(8).filter_map(|window| window.first_chunk::<8>()).find_map(|&[a, b, c, d, e, f, g, h]| {
            let ways = [[a, b, c, d, e, f, g, h], [e, f, g, h, c, d, a, b], [e, f, g, h, a, b, c, d]];
            ways.iter().find_map(|date| self.dates.get(date.as_slice()).copied())
        })
    }

    /// Whether a run of digits contains a person's number of at least `least` digits.
    fn in_number(&self, raw: &[u8], least: usize) -> Option<Tag> {
        let runs = raw.split(|byte| !byte.is_ascii_digit());
        let lengths = |run: &[u8]| least..=run.len().min(MOST_DIGITS);
        runs.flat_map(|run| lengths(run).flat_map(move |length| run.windows(length)))
            .find_map(|window| self.numbers.get(window).copied())
    }

    /// Whether a text contains a name as [`Self::in_term`] finds it, or is another text that is removed.
    pub(super) fn in_text(&self, raw: &[u8]) -> Option<Tag> {
        let value = unpadded(raw).trim_ascii().to_ascii_uppercase();
        self.in_term(raw).or_else(|| self.texts.get(&value).copied()).or_else(|| self.in_bytes(raw))
    }

    /// Whether one of several decimal numbers is a date or a person's number; in a longer one without a point, only
    /// what does not occur by chance.
    pub(super) fn in_digits(&self, raw: &[u8]) -> Option<Tag> {
        let values = unpadded(raw).split(|&byte| byte == b'\\').map(<[u8]>::trim_ascii);
        let mut long = values.filter(|value| value.len() >= LEAST_RAW);
        long.find_map(|value| {
            let is_whole = value.iter().all(u8::is_ascii_digit);
            let known = self.dates.get(value).or_else(|| self.names.get(value)).copied();
            known.or_else(|| self.in_number(value, LEAST_DIGITS).filter(|_| is_whole))
        })
    }

    /// Whether one of several UIDs is one of the original.
    pub(super) fn in_uids(&self, raw: &[u8]) -> Option<Tag> {
        unpadded(raw).split(|&byte| byte == b'\\').find_map(|uid| self.uids.get(uid).copied())
    }

    /// Whether binary data contain a name, a date, a UID or a longer text.
    pub(super) fn in_bytes(&self, raw: &[u8]) -> Option<Tag> {
        let found = raw.windows(LEAST_RAW).enumerate().find_map(|(at, window)| {
            if !self.starts.get(sum(window)).is_some_and(|start| *start) {
                return None;
            }
            let mut first = *window.first_chunk::<LEAST_RAW>()?;
            first.make_ascii_uppercase();
            let is_here =
                |value: &[u8]| raw.get(at..at + value.len()).is_some_and(|bytes| bytes.eq_ignore_ascii_case(value));
            self.raw.get(&first)?.iter().find(|(value, _)| is_here(value))
        });
        found.map(|(_, tag)| *tag)
    }
}

/// A 16-bit hash of the first four bytes, ignoring case.
fn sum(bytes: &[u8]) -> usize {
    let four = bytes.first_chunk().map_or(0, |four| u32::from_le_bytes(*four)) & 0xDFDF_DFDF;
    (four.wrapping_mul(0x9E37_79B1) >> 16) as usize
}

/// A valid date, and not the placeholder that replaces all others.
fn is_date(date: &[u8]) -> bool {
    let number = |from: usize, to: usize| {
        let mut digits = date.get(from..to)?.iter();
        digits.try_fold(0, |sum: u32, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    };
    date != b"19000101"
        && number(0, 4).is_some_and(|year| (1850..2200).contains(&year))
        && number(4, 6).is_some_and(|month| (1..=12).contains(&month))
        && number(6, 8).is_some_and(|day| (1..=31).contains(&day))
}

/// Identifying numbers: of a patient, a study, an admission, a request.
fn is_number_of_people(tag: Tag) -> bool {
    let number = u32::from(tag.group()) << 16 | u32::from(tag.element());
    matches!(tag.group(), 0x0010 | 0x0038)
        || matches!(
            number,
            0x0008_0050 | 0x0018_1000 | 0x0020_0010 | 0x0040_0009 | 0x0040_1001 | 0x0040_2016 | 0x0040_2017
        )
}

fn is_common(value: &[u8]) -> bool {
    let value = value.to_ascii_uppercase();
    COMMON.iter().any(|common| common.as_bytes() == value)
}
