//! What a file says of its patient, gathered to be looked for in what is made of it.
//!
//! Short and common words prove nothing: a patient called Brain, or a study called so, is not left behind in the name of
//! a body part.

use super::elements::is_copied;
use super::profile::{Action, action};
use super::replaced::is_standard;
use super::values::unpadded;
use crate::dicom::field::{DataSet, Value, View};
use crate::dicom::object::Object;
use dicom_core::{Tag, VR};
use std::collections::BTreeMap;

/// Letters of a name, or of a number that people have, that tell it from a word.
const LEAST: usize = 4;
/// Bytes that do not stand in pixels by chance, and digits of them.
const LEAST_RAW: usize = 6;
const LEAST_DIGITS: usize = 8;

/// Terms that many files hold, and what stands in for a name that is gone.
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

/// Everything that must not be found again, each with the element that it stands in.
#[derive(Debug, Default)]
pub(super) struct Traces {
    /// Names and numbers of people and studies, whole, in capitals.
    names: BTreeMap<Vec<u8>, Tag>,
    /// Parts of names.
    parts: BTreeMap<Vec<u8>, Tag>,
    /// Whole texts of every other kind that goes.
    texts: BTreeMap<Vec<u8>, Tag>,
    dates: BTreeMap<Vec<u8>, Tag>,
    uids: BTreeMap<Vec<u8>, Tag>,
    /// What is looked for among bytes, by its first six.
    raw: BTreeMap<[u8; LEAST_RAW], Vec<(Vec<u8>, Tag)>>,
    /// A bit for each sum of the first four bytes that one of those has.
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
        for element in &set.elements {
            match &element.value {
                Value::Items(items) => items.iter().for_each(|item| self.gather(view, item)),
                Value::Bytes(range) => {
                    self.add(element.tag, element.vr, view.bytes.get(range.clone()).unwrap_or_default());
                }
                Value::Fragments(_) => {}
            }
        }
    }

    fn add(&mut self, tag: Tag, vr: VR, raw: &[u8]) {
        let goes = !is_copied(tag) || matches!(action(tag), Some(action) if action != Action::Uid);
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
                VR::LO | VR::SH | VR::AE | VR::UC | VR::UR if goes && is_number_of_people(tag) => {
                    self.whole(tag, value)
                }
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

    /// PS3.5, 6.2.1: groups parted by `=`, parts by `^`.
    fn name(&mut self, tag: Tag, value: &[u8]) {
        self.whole(tag, value);
        let spaced: Vec<u8> = value.iter().map(|&byte| if byte == b'^' { b' ' } else { byte }).collect();
        self.whole(tag, spaced.trim_ascii());
        for part in value.split(|&byte| matches!(byte, b'^' | b'=' | b' ' | b',')) {
            let is_word = part.len() >= LEAST && !part.iter().any(u8::is_ascii_digit);
            if is_word && !is_common(part) {
                self.parts.entry(part.to_ascii_uppercase()).or_insert(tag);
                self.look_for(part, tag);
            }
        }
    }

    fn whole(&mut self, tag: Tag, value: &[u8]) {
        if value.len() >= LEAST && !is_common(value) {
            self.names.entry(value.to_ascii_uppercase()).or_insert(tag);
            self.look_for(value, tag);
        }
    }

    fn look_for(&mut self, value: &[u8], tag: Tag) {
        let Some(first) = value.first_chunk::<LEAST_RAW>() else { return };
        let distinct = value.iter().any(|byte| Some(byte) != value.first());
        if !distinct || (value.len() < LEAST_DIGITS && value.iter().all(u8::is_ascii_digit)) {
            return;
        }
        let known = self.raw.entry(*first).or_default();
        if !known.iter().any(|(other, _)| other == value) {
            known.push((value.to_vec(), tag));
            if let Some(start) = self.starts.get_mut(sum(value)) {
                *start = true;
            }
        }
    }

    /// Whether a term or another short text holds a name, whole or as a word.
    pub(super) fn in_term(&self, raw: &[u8]) -> Option<Tag> {
        let value = unpadded(raw).to_ascii_uppercase();
        let values = value.split(|&byte| byte == b'\\').map(<[u8]>::trim_ascii);
        let words = value.split(|byte| !byte.is_ascii_alphanumeric());
        values
            .filter_map(|value| self.names.get(value))
            .chain(words.filter_map(|word| self.parts.get(word).or_else(|| self.names.get(word))))
            .copied()
            .next()
            .or_else(|| self.in_date(raw))
    }

    /// Whether the digits of a text are a date, the year first or last.
    fn in_date(&self, raw: &[u8]) -> Option<Tag> {
        let digits: Vec<u8> = raw.iter().copied().filter(u8::is_ascii_digit).collect();
        digits.windows(8).filter_map(|window| window.first_chunk::<8>()).find_map(|&[a, b, c, d, e, f, g, h]| {
            let ways = [[a, b, c, d, e, f, g, h], [e, f, g, h, c, d, a, b], [e, f, g, h, a, b, c, d]];
            ways.iter().find_map(|date| self.dates.get(date.as_slice()).copied())
        })
    }

    /// Whether a text holds a name as a term does, or is another text that goes.
    pub(super) fn in_text(&self, raw: &[u8]) -> Option<Tag> {
        let value = unpadded(raw).trim_ascii().to_ascii_uppercase();
        self.in_term(raw).or_else(|| self.texts.get(&value).copied()).or_else(|| self.in_bytes(raw))
    }

    /// Whether one of several numbers in digits is a date, or the number of somebody.
    pub(super) fn in_digits(&self, raw: &[u8]) -> Option<Tag> {
        let values = unpadded(raw).split(|&byte| byte == b'\\').map(<[u8]>::trim_ascii);
        let mut long = values.filter(|value| value.len() >= LEAST_RAW);
        long.find_map(|value| self.dates.get(value).or_else(|| self.names.get(value)).copied())
    }

    /// Whether one of several UIDs is one of the original.
    pub(super) fn in_uids(&self, raw: &[u8]) -> Option<Tag> {
        unpadded(raw).split(|&byte| byte == b'\\').find_map(|uid| self.uids.get(uid).copied())
    }

    /// Whether bytes of any meaning hold a name, a date, a UID or a longer text.
    pub(super) fn in_bytes(&self, raw: &[u8]) -> Option<Tag> {
        let found = raw.windows(LEAST_RAW).enumerate().find_map(|(at, window)| {
            if !self.starts.get(sum(window)).is_some_and(|start| *start) {
                return None;
            }
            let rest = raw.get(at..).unwrap_or_default();
            self.raw.get(window.first_chunk::<LEAST_RAW>()?)?.iter().find(|(value, _)| rest.starts_with(value))
        });
        found.map(|(_, tag)| *tag)
    }
}

/// Sixteen bits that depend on the first four bytes.
fn sum(bytes: &[u8]) -> usize {
    let four = bytes.first_chunk().map_or(0, |four| u32::from_le_bytes(*four));
    (four.wrapping_mul(0x9E37_79B1) >> 16) as usize
}

/// A day that is one, and not the one that stands in for all others.
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

/// Numbers under which somebody is known: a patient, a study, an admission, a request.
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
