//! The files: one function per form. What of the answer goes into one is decided beforehand.
//!
//! Invariant: a file contains nothing that [`ReportWishes`] does not allow. Clock and random numbers are queried here,
//! once per file.

mod capsule_form;
mod dicom_forms;
mod fhir_form;
mod pdf_form;

use browser::clock::{calendar_time, epoch_ms, utc_time};
use calendar::CalendarTime;
use dicom::ObjectOrigin;
use export::capsule::PictureHashes;
use protocol::Finding;
use shipped_tasks::{ShippedTerm, term_of};
use text::Message;
use view_model::conclusion::named_class;
use view_model::report_forms::{ReportForm, ReportParts};
use view_model::state::{ClassAnswer, Reading};

use crate::subject::ReportSubject;

/// Version of this program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What was chosen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReportWishes {
    pub(crate) form: ReportForm,
    pub(crate) reading: Reading,
    /// US Letter and not A4.
    pub(crate) is_letter: bool,
    /// R5 of FHIR and not R4.
    pub(crate) is_r5: bool,
    /// What is included in this form.
    pub(crate) parts: ReportParts,
}

/// When a file is written, as far as it may be disclosed.
#[derive(Clone, Copy, Debug)]
struct WritingTime {
    /// Milliseconds since 1970.
    epoch_ms: Option<f64>,
}

impl WritingTime {
    /// On the visitor's calendar.
    fn local(self) -> Option<CalendarTime> {
        self.epoch_ms.map(calendar_time)
    }

    fn utc(self) -> Option<CalendarTime> {
        self.epoch_ms.map(utc_time)
    }

    /// As people write it, with its zone, as the reader of the file may be in another one; empty where it is not
    /// disclosed.
    fn text(self) -> String {
        self.local().map_or_else(String::new, CalendarTime::text)
    }
}

/// Writes a file. A capsule needs the hashes of its picture.
///
/// # Errors
/// Why it could not be written, for the visitor.
pub(crate) fn write(
    subject: &ReportSubject,
    origin: Option<&ObjectOrigin>,
    hashes: Option<PictureHashes>,
    wishes: &ReportWishes,
) -> Result<Vec<u8>, Message> {
    let at = WritingTime { epoch_ms: wishes.parts.date.then(epoch_ms) };
    let origin = origin.filter(|_| wishes.parts.source);
    match wishes.form {
        ReportForm::Pdf => pdf_form::write(subject, wishes, at),
        ReportForm::StructuredReport | ReportForm::SecondaryCapture | ReportForm::Segmentation => {
            dicom_forms::write(subject, origin, wishes, at)
        }
        ReportForm::Fhir => fhir_form::write(subject, origin, wishes, at),
        ReportForm::Capsule => capsule_form::write(subject, hashes, wishes, at),
    }
}

/// The finding without a date in it, where none may be included.
fn finding(subject: &ReportSubject, wishes: &ReportWishes) -> Finding {
    let mut finding = subject.answer.finding();
    if !wishes.parts.date {
        // 0 is no time.
        finding.provenance.device.check.at_ms = 0.0;
    }
    finding
}

/// What a label is called in a public terminology, where the answer names it and its task gives a code.
fn term(answer: &ClassAnswer, label: &str) -> Option<ShippedTerm> {
    let is_named = named_class(answer) == Some(label);
    is_named.then(|| term_of(&answer.provenance.model.task, label)).flatten()
}

/// Milliseconds since 1970 without the fraction of the clock.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "milliseconds since 1970, by a clock")]
fn whole(ms: f64) -> u64 {
    ms.max(0.0) as u64
}

/// A message in the language of the page: a text that is formatted once is not tracked.
fn say(message: &Message) -> String {
    browser::say(message, false)
}
