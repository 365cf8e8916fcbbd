//! The elements of a file as a list for people: what a tag browser shows and searches.

use super::dictionary::keyword;
use super::field::{DataSet, Element, Value, View};
use dicom_core::VR;
use dicom_dictionary_std::tags;

/// Entries listed at most: an enhanced object of a thousand frames has some 50,000 elements.
const MOST_ENTRIES: usize = 100_000;

/// Characters of a value shown at most.
const MOST_CHARACTERS: usize = 256;

/// One element in file order; those of an item follow their sequence, one deeper.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// 0 for the file's own elements, one more inside each sequence.
    pub depth: usize,
    /// Item of the sequence that it stands in, counted from 0; 0 outside.
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
    pub value: Shown,
}

/// A value for people.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// Text and numbers; several values are parted by a backslash, and long ones are cut.
    Text(String),
    /// How many bytes there are of what is no text.
    Bytes(usize),
    /// How many items a sequence has.
    Items(usize),
}

/// Lists a data set, sequences and their items in place.
pub(super) fn entries(view: View<'_>) -> Vec<Entry> {
    let mut list = Vec::new();
    let latin = view.text(tags::SPECIFIC_CHARACTER_SET).is_some_and(|set| set.starts_with("ISO_IR 100"));
    add(view, view.set, Place { depth: 0, item: 0 }, latin, &mut list);
    list
}

#[derive(Clone, Copy)]
struct Place {
    depth: usize,
    item: usize,
}

fn add(view: View<'_>, set: &DataSet, at: Place, latin: bool, list: &mut Vec<Entry>) {
    for element in &set.elements {
        if list.len() >= MOST_ENTRIES {
            return;
        }
        list.push(Entry {
            depth: at.depth,
            item: at.item,
            group: element.tag.group(),
            element: element.tag.element(),
            keyword: keyword(element.tag),
            vr: element.vr.to_string(),
            value: shown(View { set, ..view }, element, latin),
        });
        if let Value::Items(items) = &element.value {
            for (item, inner) in items.iter().enumerate() {
                add(view, inner, Place { depth: at.depth + 1, item }, latin, list);
            }
        }
    }
}

fn shown(view: View<'_>, element: &Element, latin: bool) -> Shown {
    let raw = match &element.value {
        Value::Items(items) => return Shown::Items(items.len()),
        Value::Fragments(fragments) => return Shown::Bytes(fragments.iter().map(ExactSizeIterator::len).sum()),
        Value::Bytes(range) => view.bytes.get(range.clone()).unwrap_or_default(),
    };
    match element.vr {
        VR::US | VR::SS | VR::UL | VR::SL | VR::FL | VR::FD if raw.len() <= MOST_CHARACTERS => {
            let numbers: Vec<String> = view.numbers(element.tag).iter().map(ToString::to_string).collect();
            Shown::Text(numbers.join("\\"))
        }
        VR::AT => Shown::Bytes(raw.len()),
        VR::OB | VR::OW | VR::OF | VR::OD | VR::OL | VR::OV | VR::UN | VR::SV | VR::UV => Shown::Bytes(raw.len()),
        VR::US | VR::SS | VR::UL | VR::SL | VR::FL | VR::FD => Shown::Bytes(raw.len()),
        _ => Shown::Text(text(raw, latin)),
    }
}

/// Text without padding. Latin 1 is one byte a character; other sets of PS3.3, C.12.1.1.2 are shown as far as
/// UTF-8 goes, because nothing is decided by them.
fn text(raw: &[u8], latin: bool) -> String {
    let raw = raw.get(..raw.len().min(4 * MOST_CHARACTERS)).unwrap_or_default();
    let text = if latin {
        raw.iter().map(|&byte| char::from(byte)).collect()
    } else {
        String::from_utf8_lossy(raw).into_owned()
    };
    text.trim_matches([' ', '\0']).chars().take(MOST_CHARACTERS).collect()
}
