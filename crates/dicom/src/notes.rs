//! Warnings about a file: messages for people on what was not followed, collected while a frame is decoded.
//!
//! Faults that only affect the display never stop decoding: a step that cannot use an attribute records it here and
//! continues without.

use super::dictionary::named;
use super::error::DicomError;
use super::field::{View, number_from_text};
use dicom_core::{Tag, VR};
use text::Message;

/// Most messages kept: more would not help the reader.
const MOST: usize = 16;
/// Most characters of a value that are quoted in a message.
const MOST_CHARACTERS: usize = 40;

/// Messages without duplicates.
#[derive(Debug, Default)]
pub(super) struct Notes(Vec<Message>);

impl Notes {
    /// Adds a sentence.
    pub(super) fn say(&mut self, message: Message) {
        if self.0.len() < MOST && !self.0.contains(&message) {
            self.0.push(message);
        }
    }

    /// What is wrong, and what was done instead.
    pub(super) fn instead(&mut self, why: &DicomError, done: Message) {
        self.say(text::dicom::instead(why.message(), done));
    }

    /// In the order in which they came.
    pub(super) fn into_messages(self) -> Vec<Message> {
        self.0
    }
}

fn none(tag: Tag, found: &str, notes: &mut Notes) {
    let found: String = found.chars().take(MOST_CHARACTERS).collect();
    notes.say(text::dicom::no_number(named(tag), found));
}

/// The values of a numeric element, in order. A value that is not a finite number is `None` and noted; a decimal comma
/// is read and noted.
pub(super) fn said(view: View<'_>, tag: Tag, notes: &mut Notes) -> Vec<Option<f64>> {
    let Some(element) = view.element(tag) else { return Vec::new() };
    if !matches!(element.vr, VR::DS | VR::IS | VR::LO | VR::SH | VR::UT) {
        let finite = |number: f64| {
            let is_finite = number.is_finite();
            if !is_finite {
                none(tag, &number.to_string(), notes);
            }
            is_finite.then_some(number)
        };
        return view.numbers(tag).into_iter().map(finite).collect();
    }
    let texts = view.texts(tag);
    let numbers: Vec<Option<f64>> = texts.iter().map(|text| number_from_text(text)).collect();
    for (text, number) in texts.iter().zip(&numbers) {
        match number {
            None if !text.is_empty() => none(tag, text, notes),
            Some(number) if text.contains(',') => {
                notes.say(text::dicom::comma(named(tag), text, number.to_string()));
            }
            _ => {}
        }
    }
    numbers
}
