//! Coded concepts (PS3.3, 8.8).

use super::attributes::Attributes;
use dicom_core::VR;
use dicom_dictionary_std::tags;
use std::borrow::Cow;

/// The private coding scheme of this program; the designators of private schemes begin with `99` (PS3.3, 8.2).
pub(crate) const OWN_SCHEME: &str = "99ONSIGHT";

/// A concept: who coded it, how, and what it means.
///
/// ```
/// use dicom_objects::ConceptCode;
///
/// const LESION: ConceptCode = ConceptCode::known("52988006", "SCT", "Lesion");
/// assert_eq!(LESION, ConceptCode { value: "52988006".into(), scheme: "SCT".into(), meaning: "Lesion".into() });
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConceptCode {
    /// The code.
    pub value: Cow<'static, str>,
    /// The coding scheme's designator: `DCM`, `SCT`, `UCUM` … (PS3.16, 8).
    pub scheme: Cow<'static, str>,
    /// For people, 64 characters at most.
    pub meaning: Cow<'static, str>,
}

impl ConceptCode {
    /// A standard concept.
    #[must_use]
    pub const fn known(value: &'static str, scheme: &'static str, meaning: &'static str) -> Self {
        Self { value: Cow::Borrowed(value), scheme: Cow::Borrowed(scheme), meaning: Cow::Borrowed(meaning) }
    }

    /// A concept of this program's private scheme.
    pub(crate) const fn own(value: &'static str, meaning: &'static str) -> Self {
        Self::known(value, OWN_SCHEME, meaning)
    }

    /// The item of a code sequence.
    pub(crate) fn item(&self) -> Attributes {
        let mut item = Attributes::default();
        // PS3.3, 8.1: what does not fit 16 characters is a long code value, which names no scheme less.
        let is_short = self.value.chars().count() <= 16;
        let (tag, vr) = if is_short { (tags::CODE_VALUE, VR::SH) } else { (tags::LONG_CODE_VALUE, VR::UC) };
        item.text(tag, vr, &self.value);
        item.text(tags::CODING_SCHEME_DESIGNATOR, VR::SH, &self.scheme);
        // A meaning must not be empty (type 1).
        let meaning = if self.meaning.trim().is_empty() { &self.value } else { &self.meaning };
        item.text(tags::CODE_MEANING, VR::LO, meaning);
        item
    }

    /// A sequence with only this code.
    pub(crate) fn items(&self) -> Vec<Attributes> {
        vec![self.item()]
    }
}

/// The concept that a label of the model stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelCode {
    /// Label as in the model's manifest.
    pub label: String,
    /// Its code.
    pub code: ConceptCode,
    /// What it is called in sentences, in their language: a code of a public terminology has its own name.
    pub name: String,
}

impl LabelCode {
    /// A label without a standard code: a term of this program's private scheme, with its readable name as meaning.
    #[must_use]
    pub fn named(label: &str, name: String) -> Self {
        let (value, scheme) = (label.to_owned().into(), OWN_SCHEME.into());
        Self { label: label.to_owned(), code: ConceptCode { value, scheme, meaning: name.clone().into() }, name }
    }
}

/// The concept of a label; one without a code gets a private one, in this program's scheme.
pub(crate) fn code_of(label: &str, known: &[LabelCode]) -> ConceptCode {
    let found = known.iter().find(|entry| entry.label == label).map(|entry| entry.code.clone());
    found.unwrap_or_else(|| LabelCode::named(label, label.to_owned()).code)
}

/// What a label is called in sentences; itself where nothing is known of it.
pub(crate) fn name_of<'a>(label: &'a str, known: &'a [LabelCode]) -> &'a str {
    known.iter().find(|entry| entry.label == label).map_or(label, |entry| entry.name.as_str())
}

/// Identifies [`OWN_SCHEME`] for readers that do not know it.
pub(crate) fn own_scheme() -> Attributes {
    let mut item = Attributes::default();
    item.text(tags::CODING_SCHEME_DESIGNATOR, VR::SH, OWN_SCHEME);
    item.text(tags::CODING_SCHEME_NAME, VR::ST, "Onsight labels and terms");
    item.text(tags::CODING_SCHEME_RESPONSIBLE_ORGANIZATION, VR::ST, "Onsight");
    item
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::AttributeValue;

    #[test]
    fn a_label_without_a_code_is_one_of_our_own() {
        let known =
            [LabelCode { label: "a".into(), code: ConceptCode::known("1", "SCT", "A"), name: "Großes A".into() }];
        assert_eq!(["a", "b"].map(|label| name_of(label, &known)), ["Großes A", "b"]);
        assert_eq!(code_of("a", &known), known[0].code);
        let own = code_of("b", &known);
        assert_eq!((&*own.value, &*own.scheme, &*own.meaning), ("b", OWN_SCHEME, "b"));
        let named = code_of("c", &[LabelCode::named("c", "Größe C".to_owned())]);
        assert_eq!((&*named.value, &*named.scheme, &*named.meaning), ("c", OWN_SCHEME, "Größe C"));
    }

    #[test]
    fn a_long_code_stands_whole() {
        let label = "a_label_of_more_than_sixteen_characters";
        let item = code_of(label, &[]).item();
        assert!(!item.elements.contains_key(&tags::CODE_VALUE));
        assert_eq!(item.elements[&tags::LONG_CODE_VALUE].1, AttributeValue::Bytes(label.into()));
    }
}
