//! The tree of a report (PS3.3, C.17.3): items that contain, describe and name each other.

use super::attributes::{Attributes, decimal, single_decimal};
use super::code::ConceptCode;
use dicom_core::VR;
use dicom_dictionary_std::tags;

/// In place of a value (PS3.16, CID 42).
const NOT_A_NUMBER: ConceptCode = ConceptCode::known("114000", "DCM", "Not a number");

/// How an item relates to its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ContentRelation {
    Contains,
    HasObsContext,
    HasConceptMod,
    HasAcqContext,
}

impl ContentRelation {
    fn name(self) -> &'static str {
        match self {
            Self::Contains => "CONTAINS",
            Self::HasObsContext => "HAS OBS CONTEXT",
            Self::HasConceptMod => "HAS CONCEPT MOD",
            Self::HasAcqContext => "HAS ACQ CONTEXT",
        }
    }
}

/// The value of an item.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ContentValue {
    /// Its children; and its template, where it is the root of one.
    Container(Option<&'static str>),
    Code(ConceptCode),
    Text(String),
    /// Decimal text, `None` for NaN and infinities; the same in binary where the text is not exact; the unit.
    Number(Option<String>, Option<f64>, ConceptCode),
    Uid(String),
    /// Class, instance and, where the instance has several, the frame or segment: an item of a reference sequence.
    Image(Attributes),
}

/// An item.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ContentItem {
    relation: ContentRelation,
    concept: Option<ConceptCode>,
    value: ContentValue,
    children: Vec<ContentItem>,
}

impl ContentItem {
    /// A child item.
    pub(crate) fn new(relation: ContentRelation, concept: ConceptCode, value: ContentValue) -> Self {
        Self { relation, concept: Some(concept), value, children: Vec::new() }
    }

    /// A container with its children.
    pub(crate) fn container(concept: ConceptCode, template: Option<&'static str>, children: Vec<Self>) -> Self {
        let value = ContentValue::Container(template);
        Self { relation: ContentRelation::Contains, concept: Some(concept), value, children }
    }

    pub(crate) fn code(concept: ConceptCode, value: ConceptCode) -> Self {
        Self::new(ContentRelation::Contains, concept, ContentValue::Code(value))
    }

    pub(crate) fn text(concept: ConceptCode, text: impl Into<String>) -> Self {
        Self::new(ContentRelation::Contains, concept, ContentValue::Text(text.into()))
    }

    /// A number of 32 bits, to its last digit.
    pub(crate) fn single(concept: ConceptCode, number: f32, unit: ConceptCode) -> Self {
        let text = number.is_finite().then(|| single_decimal(number));
        Self::new(ContentRelation::Contains, concept, ContentValue::Number(text, None, unit))
    }

    /// A number of 64 bits, to its last digit.
    pub(crate) fn double(concept: ConceptCode, number: f64, unit: ConceptCode) -> Self {
        let text = number.is_finite().then(|| decimal(number));
        let is_rounded = text.as_ref().is_some_and(|text| text.parse() != Ok(number));
        let value = ContentValue::Number(text, is_rounded.then_some(number), unit);
        Self::new(ContentRelation::Contains, concept, value)
    }

    /// An image without a concept name.
    pub(crate) fn library_entry(reference: Attributes, children: Vec<Self>) -> Self {
        Self { relation: ContentRelation::Contains, concept: None, value: ContentValue::Image(reference), children }
    }

    /// The item as an element of a content sequence.
    pub(crate) fn item(&self) -> Attributes {
        let mut item = Attributes::default();
        item.text(tags::RELATIONSHIP_TYPE, VR::CS, self.relation.name());
        self.fill(&mut item);
        item
    }

    /// The item as the root of a document.
    pub(crate) fn fill(&self, set: &mut Attributes) {
        set.text(tags::VALUE_TYPE, VR::CS, self.kind());
        if let Some(concept) = &self.concept {
            set.items(tags::CONCEPT_NAME_CODE_SEQUENCE, concept.items());
        }
        match &self.value {
            ContentValue::Container(template) => {
                set.text(tags::CONTINUITY_OF_CONTENT, VR::CS, "SEPARATE");
                if let Some(template) = template {
                    let mut item = Attributes::default();
                    item.text(tags::MAPPING_RESOURCE, VR::CS, "DCMR");
                    item.text(tags::TEMPLATE_IDENTIFIER, VR::CS, template);
                    set.items(tags::CONTENT_TEMPLATE_SEQUENCE, vec![item]);
                }
            }
            ContentValue::Code(code) => set.items(tags::CONCEPT_CODE_SEQUENCE, code.items()),
            ContentValue::Text(text) => set.text(tags::TEXT_VALUE, VR::UT, text),
            ContentValue::Uid(uid) => set.uid(tags::UID, uid),
            ContentValue::Image(reference) => set.items(tags::REFERENCED_SOP_SEQUENCE, vec![reference.clone()]),
            ContentValue::Number(None, ..) => {
                set.items(tags::MEASURED_VALUE_SEQUENCE, Vec::new());
                set.items(tags::NUMERIC_VALUE_QUALIFIER_CODE_SEQUENCE, NOT_A_NUMBER.items());
            }
            ContentValue::Number(Some(text), exact, unit) => {
                let mut item = Attributes::default();
                item.text(tags::NUMERIC_VALUE, VR::DS, text);
                if let Some(exact) = exact {
                    item.fd(tags::FLOATING_POINT_VALUE, *exact);
                }
                item.items(tags::MEASUREMENT_UNITS_CODE_SEQUENCE, unit.items());
                set.items(tags::MEASURED_VALUE_SEQUENCE, vec![item]);
            }
        }
        if !self.children.is_empty() {
            set.items(tags::CONTENT_SEQUENCE, self.children.iter().map(Self::item).collect());
        }
    }

    fn kind(&self) -> &'static str {
        match self.value {
            ContentValue::Container(_) => "CONTAINER",
            ContentValue::Code(_) => "CODE",
            ContentValue::Text(_) => "TEXT",
            ContentValue::Number(..) => "NUM",
            ContentValue::Uid(_) => "UIDREF",
            ContentValue::Image(_) => "IMAGE",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::AttributeValue;

    fn item(number: f64) -> Attributes {
        let concept = ConceptCode::known("42798000", "SCT", "Area");
        ContentItem::double(concept, number, ConceptCode::known("mm2", "UCUM", "square millimeter")).item()
    }

    #[test]
    fn what_is_no_number_has_no_value() {
        let none = item(f64::NAN);
        assert_eq!(none.elements[&tags::MEASURED_VALUE_SEQUENCE].1, AttributeValue::Items(Vec::new()));
        assert!(none.elements.contains_key(&tags::NUMERIC_VALUE_QUALIFIER_CODE_SEQUENCE));
    }

    #[test]
    fn a_number_that_is_rounded_stands_in_binary_too() {
        let value = |number: f64| match item(number).elements.remove(&tags::MEASURED_VALUE_SEQUENCE) {
            Some((VR::SQ, AttributeValue::Items(items))) => items[0].clone(),
            other => panic!("{other:?}"),
        };
        assert!(!value(0.25).elements.contains_key(&tags::FLOATING_POINT_VALUE));
        let exact = value(1.0 / 3.0).elements.remove(&tags::FLOATING_POINT_VALUE).unwrap().1;
        assert_eq!(exact, AttributeValue::Bytes((1.0_f64 / 3.0).to_le_bytes().into()));
    }
}
