//! Elements one by one, at every nesting level: by the profile, and by whether they can be read.

use super::Salt;
use super::notes::{Note, write_before};
use super::profile::{Action, action};
use super::replaced::dummy;
use super::traces::Traces;
use super::values::{kept, representation};
use super::write::ElementWriter;
use crate::dictionary::keyword;
use crate::field::{DataSet, Element, Value, View};
use dicom_core::{Tag, VR};

/// The context that every element is checked against.
#[derive(Clone, Copy)]
pub(super) struct By<'a> {
    pub(super) traces: &'a Traces,
    pub(super) salt: &'a Salt,
    /// Top-level elements that are written here instead of copied, in ascending order.
    pub(super) notes: &'a [(Tag, Note)],
}

/// Writes a data set in ascending order, each element once; the caller writes the pixel data.
pub(super) fn data_set(to: &mut ElementWriter, view: View<'_>, set: &DataSet, by: By<'_>, depth: usize) {
    let mut elements: Vec<&Element> = set.elements.iter().filter(|element| is_copied(element.tag)).collect();
    // Of duplicates, readers take the first.
    elements.sort_by_key(|element| element.tag);
    elements.dedup_by_key(|element| element.tag);
    // Inside sequences nothing is noted.
    let notes = if depth == 0 { by.notes } else { &[] };
    let mut due = notes;
    let view = View { set, ..view };
    for element in elements {
        due = write_before(to, due, Some(element.tag));
        if !notes.iter().any(|(tag, _)| *tag == element.tag) {
            write_element(to, view, element, by, depth);
        }
    }
    write_before(to, due, None);
}

/// Whether an element may be copied at all: not what is private or unknown, what belongs around a data set, lengths of
/// groups (which would no longer be true, and are retired; PS3.5, 7.2), curves, overlays, waveforms, what belongs to a
/// digital signature, which no longer holds, and pixel data, which are written separately.
pub(super) fn is_copied(tag: Tag) -> bool {
    let group = tag.group();
    let is_other = group < 0x0008
        || matches!(group, 0x4FFE | 0x7FE0)
        || (0x5000..0x5600).contains(&group)
        || (0x6000..0x6100).contains(&group);
    tag.element() != 0 && !is_other && keyword(tag).is_some()
}

fn write_element(to: &mut ElementWriter, view: View<'_>, element: &Element, by: By<'_>, depth: usize) {
    let (tag, vr) = (element.tag, representation(element));
    match action(tag) {
        Some(Action::Remove) => {}
        Some(Action::Empty) => to.empty(tag, vr),
        Some(Action::Dummy) if vr == VR::SQ => to.empty(tag, vr),
        Some(Action::Dummy) => to.raw(tag, vr, &dummy(vr)),
        Some(Action::Uid) | None => match &element.value {
            Value::Items(items) if vr == VR::SQ => to.items(tag, items.len(), |inner, at| {
                if let Some(item) = items.get(at) {
                    data_set(inner, view, item, by, depth + 1);
                }
            }),
            Value::Bytes(range) if vr != VR::SQ => {
                let raw = view.bytes.get(range.clone()).unwrap_or_default();
                match kept(view, element, raw, by.traces, by.salt) {
                    Some(value) => to.value(tag, vr, &value, element.big),
                    None if may_be_empty(vr) => to.empty(tag, vr),
                    None => {}
                }
            }
            // Its form contradicts its representation: a sequence as bytes, or items in place of a value.
            _ => to.empty(tag, vr),
        },
    }
}

/// Of bytes whose meaning is unknown here, not even the tag is kept.
fn may_be_empty(vr: VR) -> bool {
    !matches!(vr, VR::OB | VR::OD | VR::OF | VR::OL | VR::OV | VR::OW | VR::UN)
}
