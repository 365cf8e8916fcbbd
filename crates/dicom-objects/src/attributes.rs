//! A data set under construction: its elements are in the standard's order, whatever the order in which they were set.

use dicom_core::{Tag, VR};
use std::collections::BTreeMap;

/// Elements by tag, and so in the order of a file (PS3.5, 7.1). Setting an element again replaces it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Attributes {
    pub(crate) elements: BTreeMap<Tag, (VR, AttributeValue)>,
}

/// A value to be written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AttributeValue {
    /// Bytes, not yet padded to even length.
    Bytes(Vec<u8>),
    /// Items of a sequence.
    Items(Vec<Attributes>),
}

impl Attributes {
    /// A text, without what its representation does not allow: see [`fitted`].
    pub(crate) fn text(&mut self, tag: Tag, vr: VR, text: &str) {
        self.bytes(tag, vr, fitted(vr, text).into_bytes());
    }

    /// Several texts.
    pub(crate) fn texts(&mut self, tag: Tag, vr: VR, texts: &[&str]) {
        let fitted: Vec<String> = texts.iter().map(|text| fitted(vr, text)).collect();
        self.bytes(tag, vr, fitted.join("\\").into_bytes());
    }

    /// An empty element of type 2.
    pub(crate) fn empty(&mut self, tag: Tag, vr: VR) {
        self.bytes(tag, vr, Vec::new());
    }

    pub(crate) fn uid(&mut self, tag: Tag, uid: &str) {
        self.text(tag, VR::UI, uid);
    }

    pub(crate) fn us(&mut self, tag: Tag, numbers: &[u16]) {
        self.bytes(tag, VR::US, numbers.iter().flat_map(|number| number.to_le_bytes()).collect());
    }

    pub(crate) fn ul(&mut self, tag: Tag, numbers: &[u32]) {
        self.bytes(tag, VR::UL, numbers.iter().flat_map(|number| number.to_le_bytes()).collect());
    }

    pub(crate) fn fd(&mut self, tag: Tag, number: f64) {
        self.bytes(tag, VR::FD, number.to_le_bytes().to_vec());
    }

    /// Tags as a value (VR AT).
    pub(crate) fn at(&mut self, tag: Tag, of: Tag) {
        self.bytes(tag, VR::AT, [of.group().to_le_bytes(), of.element().to_le_bytes()].concat());
    }

    pub(crate) fn is(&mut self, tag: Tag, numbers: &[u32]) {
        let texts: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        self.bytes(tag, VR::IS, texts.join("\\").into_bytes());
    }

    pub(crate) fn ds(&mut self, tag: Tag, numbers: &[f64]) {
        let texts: Vec<String> = numbers.iter().map(|&number| decimal(number)).collect();
        self.bytes(tag, VR::DS, texts.join("\\").into_bytes());
    }

    pub(crate) fn bytes(&mut self, tag: Tag, vr: VR, bytes: Vec<u8>) {
        self.elements.insert(tag, (vr, AttributeValue::Bytes(bytes)));
    }

    pub(crate) fn items(&mut self, tag: Tag, items: Vec<Self>) {
        self.elements.insert(tag, (VR::SQ, AttributeValue::Items(items)));
    }
}

/// A text that its representation can hold (PS3.5, 6.2): as many characters as it may have, no control characters, and
/// no backslash where it separates values.
pub(crate) fn fitted(vr: VR, text: &str) -> String {
    let most = match vr {
        VR::SH | VR::CS | VR::DS | VR::TM => 16,
        VR::LO | VR::UI | VR::PN => 64,
        VR::ST => 1024,
        VR::LT => 10_240,
        _ => usize::MAX,
    };
    let is_long = matches!(vr, VR::ST | VR::LT | VR::UT);
    let shown = text.chars().filter(|&c| !c.is_control() || (is_long && matches!(c, '\r' | '\n')));
    let parted = shown.map(|c| if c == '\\' && !is_long { '/' } else { c });
    parted.take(most).collect::<String>().trim_end().to_owned()
}

/// A finite number as a `DS` value of at most 16 characters: exact where they suffice, else rounded.
pub(crate) fn decimal(number: f64) -> String {
    let plain = number.to_string();
    if plain.len() <= 16 {
        return plain;
    }
    // 17 digits identify every double.
    let fitting = |written: &dyn Fn(usize) -> String| (0..17).rev().map(written).find(|text| text.len() <= 16);
    let fixed = fitting(&|digits| format!("{number:.digits$}"));
    let scientific = fitting(&|digits| format!("{number:.digits$e}"));
    let error = |text: &String| text.parse().map_or(f64::INFINITY, |read: f64| (read - number).abs());
    fixed.into_iter().chain(scientific).min_by(|a, b| error(a).total_cmp(&error(b))).unwrap_or_default()
}

/// As [`decimal`], with no more digits than a number of 32 bits needs: 0.9 is not 0.8999999761581421. Nothing is
/// rounded: nine digits identify every one.
pub(crate) fn single_decimal(number: f32) -> String {
    let plain = number.to_string();
    if plain.len() <= 16 { plain } else { format!("{number:e}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_as_exact_as_they_can_be() {
        assert_eq!(decimal(0.5), "0.5");
        assert_eq!(decimal(-120.25), "-120.25");
        assert_eq!(decimal(-20.0 / 3.0), "-6.6666666666667");
        assert_eq!(decimal(1e-9 / 3.0), "3.3333333333e-10");
        assert_eq!(single_decimal(0.9), "0.9");
        for number in [1.0 / 3.0, -1.0 / 3.0, 1e-300 / 3.0, 2e17 / 3.0, -1e308 / 3.0] {
            let text = decimal(number);
            assert!(text.len() <= 16, "{text}");
            let read: f64 = text.parse().unwrap();
            assert!((read / number - 1.0).abs() < 1e-8, "{text}");
        }
        for number in [1e-10_f32, 0.123_456_79, 1.234_567_9e-12, f32::MIN_POSITIVE] {
            let text = single_decimal(number);
            assert!(text.len() <= 16, "{text}");
            assert_eq!(text.parse::<f32>().unwrap(), number, "{text}");
        }
    }

    #[test]
    fn a_text_is_no_longer_than_its_representation_and_parts_nothing() {
        assert_eq!(fitted(VR::SH, "a\\b\u{7}c"), "a/bc");
        assert_eq!(fitted(VR::SH, &"ä".repeat(20)), "ä".repeat(16));
        assert_eq!(fitted(VR::UT, "a\\b\nc"), "a\\b\nc");
        assert_eq!(fitted(VR::LO, "a\nb"), "ab");
    }

    #[test]
    fn elements_stand_in_the_order_of_the_standard() {
        let mut set = Attributes::default();
        set.us(Tag(0x28, 0x10), &[1]);
        set.text(Tag(0x8, 0x60), VR::CS, "OT");
        set.us(Tag(0x28, 0x10), &[2]);
        let tags: Vec<Tag> = set.elements.keys().copied().collect();
        assert_eq!(tags, [Tag(0x8, 0x60), Tag(0x28, 0x10)]);
        assert_eq!(set.elements[&Tag(0x28, 0x10)].1, AttributeValue::Bytes(vec![2, 0]));
    }
}
