//! Texts that are not in the character set that their data set declares.

use super::character_set::TextDecoding;
use super::dictionary::named;
use super::field::{Value, View};
use dicom_core::{Tag, VR};
use text::Message;

/// Limit of non-ASCII texts that are examined: a writer encodes all in the same way.
const MOST_TEXTS: usize = 256;
/// Size limit of an examined text in bytes: longer ones are reports, which are not shown here.
const MOST_BYTES: usize = 64 << 10;

/// Elements that were not decoded by the declared character set.
#[derive(Debug, Default)]
struct Doubted {
    looked_at: usize,
    latin: Vec<Tag>,
    faulty: Vec<Tag>,
}

/// Notes on such texts; empty for nearly every file.
pub(super) fn doubts(view: View<'_>) -> Vec<Message> {
    let mut doubted = Doubted::default();
    doubted.look(view);
    let latin = doubted.latin.split_first().map(|(&first, more)| text::dicom::latin(named(first), more.len()));
    let faulty =
        doubted.faulty.split_first().map(|(&first, more)| text::dicom::faulty_letters(named(first), more.len()));
    latin.into_iter().chain(faulty).collect()
}

impl Doubted {
    fn look(&mut self, view: View<'_>) {
        for element in &view.set.elements {
            match &element.value {
                Value::Items(items) => {
                    for set in items {
                        self.look(View { set, ..view }.with_own_letters());
                    }
                }
                Value::Bytes(range) if is_text(element.vr) => {
                    let raw = view.bytes.get(range.clone()).unwrap_or_default();
                    self.take(view, element.tag, element.vr, raw);
                }
                _ => {}
            }
        }
    }

    fn take(&mut self, view: View<'_>, tag: Tag, vr: VR, raw: &[u8]) {
        let is_plain = raw.is_ascii() && !raw.contains(&0x1B);
        if is_plain || raw.len() > MOST_BYTES || self.looked_at >= MOST_TEXTS {
            return;
        }
        self.looked_at += 1;
        let list = match view.letters.read(raw, vr).1 {
            TextDecoding::Sound => return,
            TextDecoding::Latin => &mut self.latin,
            TextDecoding::Faulty => &mut self.faulty,
        };
        if !list.contains(&tag) {
            list.push(tag);
        }
    }
}

/// PS3.5, 6.1.2.2: the representations to which the character set applies.
fn is_text(vr: VR) -> bool {
    matches!(vr, VR::SH | VR::LO | VR::ST | VR::LT | VR::PN | VR::UC | VR::UT)
}
