//! The report on a de-identified file: what changed compared with the original.
//!
//! It compares the two files instead of recording the steps: a report that claims more than was done is worse than
//! none. It holds no value of the original, so that it can be given away with the file.

use super::residual::LIMITS;
use super::values::{representation, unpadded};
use crate::dictionary::{keyword, named};
use crate::error::DicomError;
use crate::field::{Element, Value, View};
use crate::object::{Object, read};
use deface::FaceReport;
use dicom_core::{Tag, VR};
use dicom_dictionary_std::tags;
use finding::CoverBox;
use std::collections::BTreeSet;
use text::Message;

/// The outcome of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ElementFate {
    /// The element was removed.
    Removed,
    /// Its value was emptied.
    Emptied,
    /// Its value was replaced.
    Replaced,
    /// It is unchanged.
    Kept,
}

/// What an element holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// Names of people.
    Names,
    /// Dates, times and ages.
    Times,
    /// UIDs.
    Uids,
    /// Terms, ID numbers and other texts.
    Texts,
    /// Numeric values.
    Numbers,
    /// Other elements.
    Sequences,
    /// Bytes: overlays, icons, tables, documents.
    Bytes,
    /// Private elements, and those that are not in the standard.
    Private,
}

/// How many elements of a kind had each outcome, at every nesting level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FateCounts {
    /// Removed.
    pub removed: u32,
    /// Without a value.
    pub emptied: u32,
    /// With another value.
    pub replaced: u32,
    /// As they were.
    pub kept: u32,
}

/// Reservations: what the report does not guarantee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unvouched {
    /// Text in the pixels is not recognised; nothing was covered.
    Letters,
    /// Text outside the boxes is not recognised.
    LettersOutside,
    /// Some frames have no box.
    OtherFrames,
    /// A face can be reconstructed from the slices of a head.
    Faces,
    /// Texts about the machine were kept.
    Machine,
}

/// What was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeReport {
    /// By kind, those that occur.
    pub counts: Vec<(ValueKind, FateCounts)>,
    /// Numbers and keywords of elements of the standard that were changed at least once, each once, in order.
    pub elements: Vec<(String, ElementFate)>,
    /// What was covered.
    pub boxes: Vec<CoverBox>,
    /// What was removed of the face, where it was.
    pub face: Option<FaceReport>,
    /// Frames of the file.
    pub frames: u32,
    /// Names of the transfer syntaxes before and after, where they differ.
    pub rewritten: Option<(String, String)>,
    /// Reservations.
    pub unvouched: Vec<Unvouched>,
}

const KINDS: [ValueKind; 8] = [
    ValueKind::Names,
    ValueKind::Times,
    ValueKind::Uids,
    ValueKind::Texts,
    ValueKind::Numbers,
    ValueKind::Sequences,
    ValueKind::Bytes,
    ValueKind::Private,
];

/// Counters while two files are compared.
#[derive(Default)]
struct Tally {
    counts: [FateCounts; KINDS.len()],
    elements: [BTreeSet<Tag>; 3],
}

impl ChangeReport {
    /// Compares a de-identified file with the original.
    ///
    /// # Errors
    /// The reading error, where one of the files cannot be read.
    pub(super) fn of(
        object: &Object<'_>,
        file: &[u8],
        boxes: &[CoverBox],
        face: Option<FaceReport>,
    ) -> Result<Self, DicomError> {
        let made = read(file, &LIMITS)?;
        let mut tally = Tally::default();
        tally.compare(object.view(), Some(made.view()));
        let (before, after) = (object.transfer_syntax(), made.transfer_syntax());
        let counts = KINDS.into_iter().zip(tally.counts).filter(|(_, counts)| *counts != FateCounts::default());
        let fates = [ElementFate::Removed, ElementFate::Emptied, ElementFate::Replaced];
        let listed = |(fate, tags): (ElementFate, BTreeSet<Tag>)| tags.into_iter().map(move |tag| (named(tag), fate));
        let frames = object.frames().unwrap_or(0);
        Ok(Self {
            counts: counts.collect(),
            elements: fates.into_iter().zip(tally.elements).flat_map(listed).collect(),
            boxes: boxes.to_vec(),
            face,
            frames,
            rewritten: (before != after).then(|| (before.to_owned(), after.to_owned())),
            unvouched: unvouched(&made, (boxes, face.is_some()), frames),
        })
    }

    /// The report for people, one sentence per line.
    #[must_use]
    pub fn lines(&self) -> Vec<Message> {
        let mut lines: Vec<Message> = self.boxes.iter().map(covered).collect();
        lines.extend(self.face.iter().flat_map(FaceReport::lines));
        lines.extend(self.rewritten.as_ref().map(|(before, after)| text::deidentify_report::rewritten(before, after)));
        lines.extend(self.counts.iter().map(|&(kind, FateCounts { removed, emptied, replaced, kept })| {
            text::deidentify_report::kind(kind.message(), removed, emptied, replaced, kept)
        }));
        let of = |fate: ElementFate| {
            let own = self.elements.iter().filter(|(_, own)| *own == fate).map(|(name, _)| name.as_str());
            let list = own.collect::<Vec<_>>().join(", ");
            (!list.is_empty()).then_some(list)
        };
        lines.extend(of(ElementFate::Removed).map(text::deidentify_report::removed));
        lines.extend(of(ElementFate::Emptied).map(text::deidentify_report::emptied));
        lines.extend(of(ElementFate::Replaced).map(text::deidentify_report::replaced));
        lines.extend(self.unvouched.iter().map(|what| match what {
            Unvouched::Letters => text::deidentify_report::letters(),
            Unvouched::LettersOutside => text::deidentify_report::letters_outside(),
            Unvouched::OtherFrames => text::deidentify_report::other_frames(self.frames),
            Unvouched::Faces => text::deidentify_report::faces(),
            Unvouched::Machine => text::deidentify_report::machine(),
        }));
        lines
    }
}

impl ValueKind {
    fn of(element: &Element) -> Self {
        if keyword(element.tag).is_none() {
            return Self::Private;
        }
        match representation(element) {
            VR::PN => Self::Names,
            VR::DA | VR::DT | VR::TM | VR::AS => Self::Times,
            VR::UI => Self::Uids,
            VR::SQ => Self::Sequences,
            VR::AE | VR::CS | VR::LO | VR::LT | VR::SH | VR::ST | VR::UC | VR::UR | VR::UT => Self::Texts,
            VR::OB | VR::OD | VR::OF | VR::OL | VR::OV | VR::OW | VR::UN => Self::Bytes,
            _ => Self::Numbers,
        }
    }

    fn message(self) -> Message {
        match self {
            Self::Names => text::deidentify_report::names(),
            Self::Times => text::deidentify_report::times(),
            Self::Uids => text::deidentify_report::uids(),
            Self::Texts => text::deidentify_report::texts(),
            Self::Numbers => text::deidentify_report::numbers(),
            Self::Sequences => text::deidentify_report::sequences(),
            Self::Bytes => text::deidentify_report::bytes(),
            Self::Private => text::deidentify_report::private(),
        }
    }
}

impl Tally {
    fn compare(&mut self, before: View<'_>, after: Option<View<'_>>) {
        for element in &before.set.elements {
            let tag = element.tag;
            // Pixels have their own lines.
            if matches!(tag, tags::PIXEL_DATA | tags::FLOAT_PIXEL_DATA | tags::DOUBLE_FLOAT_PIXEL_DATA) {
                continue;
            }
            let made = after.and_then(|after| Some((after, after.element(tag)?)));
            self.add(element, fate(before, element, made));
            if let Value::Items(items) = &element.value {
                for (at, set) in items.iter().enumerate() {
                    self.compare(View { set, ..before }, after.and_then(|after| after.item(tag, at)));
                }
            }
        }
    }

    fn add(&mut self, element: &Element, fate: ElementFate) {
        let kind = ValueKind::of(element);
        let Some(counts) = self.counts.get_mut(kind as usize) else { return };
        let (count, list) = match fate {
            ElementFate::Removed => (&mut counts.removed, Some(0)),
            ElementFate::Emptied => (&mut counts.emptied, Some(1)),
            ElementFate::Replaced => (&mut counts.replaced, Some(2)),
            ElementFate::Kept => (&mut counts.kept, None),
        };
        *count += 1;
        // Numbers of private elements are meaningless.
        if kind != ValueKind::Private
            && let Some(list) = list.and_then(|list: usize| self.elements.get_mut(list))
        {
            list.insert(element.tag);
        }
    }
}

fn fate(before: View<'_>, element: &Element, made: Option<(View<'_>, &Element)>) -> ElementFate {
    let Some((after, made)) = made else { return ElementFate::Removed };
    let is_empty = |value: &Value| match value {
        Value::Bytes(range) => range.is_empty(),
        Value::Items(items) => items.is_empty(),
        Value::Fragments(_) => false,
    };
    match (&element.value, &made.value) {
        (was, is) if is_empty(is) => {
            if is_empty(was) {
                ElementFate::Kept
            } else {
                ElementFate::Emptied
            }
        }
        (Value::Items(_), Value::Items(_)) => ElementFate::Kept,
        (Value::Bytes(was), Value::Bytes(is)) => {
            let was = unpadded(before.bytes.get(was.clone()).unwrap_or_default());
            let is = unpadded(after.bytes.get(is.clone()).unwrap_or_default());
            if was == is { ElementFate::Kept } else { ElementFate::Replaced }
        }
        _ => ElementFate::Replaced,
    }
}

fn unvouched(made: &Object<'_>, (boxes, is_faceless): (&[CoverBox], bool), frames: u32) -> Vec<Unvouched> {
    let has_pixels = frames > 0;
    let is_everywhere = (0..frames).all(|frame| boxes.iter().any(|one| one.is_on(frame)));
    let has_machine =
        [tags::MANUFACTURER, tags::MANUFACTURER_MODEL_NAME].iter().any(|&tag| made.view().text(tag).is_some());
    let all = [
        (Unvouched::Letters, has_pixels && boxes.is_empty()),
        (Unvouched::LettersOutside, !boxes.is_empty()),
        (Unvouched::OtherFrames, !boxes.is_empty() && !is_everywhere),
        (Unvouched::Faces, !is_faceless && matches!(made.modality().as_str(), "CT" | "MR" | "PT")),
        (Unvouched::Machine, has_machine),
    ];
    all.into_iter().filter_map(|(what, is_so)| is_so.then_some(what)).collect()
}

/// Places are counted from 1, as the light box does.
fn covered(one: &CoverBox) -> Message {
    let (left, top) = (u64::from(one.x) + 1, u64::from(one.y) + 1);
    let (right, bottom) = (u64::from(one.x) + u64::from(one.width), u64::from(one.y) + u64::from(one.height));
    let number = |place: u64| place.to_string();
    let (left, top, right, bottom) = (number(left), number(top), number(right), number(bottom));
    match one.frame {
        Some(frame) => text::deidentify_report::covered_frame(left, right, top, bottom, (frame + 1).to_string()),
        None => text::deidentify_report::covered(left, right, top, bottom),
    }
}
