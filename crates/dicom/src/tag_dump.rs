//! The elements of a file as a list for people: what a tag browser shows and searches.

use super::dictionary::keyword;
use super::field::{Element, Value, View};
use dicom_core::VR;

/// Limit of entries: an enhanced object of a thousand frames has some 50,000 elements.
const MOST_ENTRIES: usize = 100_000;

/// Limit of characters shown per value.
const MOST_CHARACTERS: usize = 256;

/// One element in file order; those of an item follow their sequence, one deeper.
#[derive(Clone, Debug, PartialEq)]
pub struct DumpedElement {
    /// 0 for the file's own elements, one more inside each sequence.
    pub depth: usize,
    /// Item of the enclosing sequence, counted from 0; 0 outside.
    pub item: usize,
    /// Group number; odd ones are private.
    pub group: u16,
    /// Element number.
    pub element: u16,
    /// Keyword of the standard; none for private and unknown elements.
    pub keyword: Option<&'static str>,
    /// Value representation, two letters.
    pub vr: &'static str,
    /// Value.
    pub value: DumpedValue,
}

/// A value for people.
#[derive(Clone, Debug, PartialEq)]
pub enum DumpedValue {
    /// Text and numbers; several values are separated by a backslash, and long ones are truncated.
    Text(String),
    /// Number of bytes of a value that is not text.
    Bytes(usize),
    /// How many items a sequence has.
    Items(usize),
}

/// Lists a data set, sequences and their items in place.
pub(super) fn entries(view: View<'_>) -> Vec<DumpedElement> {
    let mut list = Vec::new();
    add(view, Nesting { depth: 0, item: 0 }, &mut list);
    list
}

#[derive(Clone, Copy)]
struct Nesting {
    depth: usize,
    item: usize,
}

fn add(view: View<'_>, at: Nesting, list: &mut Vec<DumpedElement>) {
    for element in &view.set.elements {
        if list.len() >= MOST_ENTRIES {
            return;
        }
        list.push(DumpedElement {
            depth: at.depth,
            item: at.item,
            group: element.tag.group(),
            element: element.tag.element(),
            keyword: keyword(element.tag),
            vr: element.vr.to_string(),
            value: shown(view, element),
        });
        if let Value::Items(items) = &element.value {
            for (item, inner) in items.iter().enumerate() {
                let inner = View { set: inner, ..view }.with_own_letters();
                add(inner, Nesting { depth: at.depth + 1, item }, list);
            }
        }
    }
}

fn shown(view: View<'_>, element: &Element) -> DumpedValue {
    let raw = match &element.value {
        Value::Items(items) => return DumpedValue::Items(items.len()),
        Value::Fragments(fragments) => return DumpedValue::Bytes(fragments.iter().map(ExactSizeIterator::len).sum()),
        Value::Bytes(range) => view.bytes.get(range.clone()).unwrap_or_default(),
    };
    match element.vr {
        VR::US | VR::SS | VR::UL | VR::SL | VR::FL | VR::FD if raw.len() <= MOST_CHARACTERS => {
            let numbers: Vec<String> = view.numbers(element.tag).iter().map(ToString::to_string).collect();
            DumpedValue::Text(numbers.join("\\"))
        }
        VR::AT => DumpedValue::Bytes(raw.len()),
        VR::OB | VR::OW | VR::OF | VR::OD | VR::OL | VR::OV | VR::UN | VR::SV | VR::UV => DumpedValue::Bytes(raw.len()),
        VR::US | VR::SS | VR::UL | VR::SL | VR::FL | VR::FD => DumpedValue::Bytes(raw.len()),
        _ => DumpedValue::Text(text(view, raw, element.vr)),
    }
}

/// Text without padding, in the character set of its data set. Escapes between two characters take some bytes.
fn text(view: View<'_>, raw: &[u8], vr: VR) -> String {
    let most = raw.len().min(8 * MOST_CHARACTERS);
    // Not inside a character of UTF-8, which has four bytes at most: its remaining bytes would be invalid.
    let starts = |&at: &usize| raw.get(at).is_none_or(|byte| byte & 0xC0 != 0x80);
    let end = (most.saturating_sub(3)..=most).rev().find(starts).unwrap_or(most);
    let raw = raw.get(..end).unwrap_or_default();
    view.letters.text(raw, vr).trim_matches([' ', '\0']).chars().take(MOST_CHARACTERS).collect()
}
