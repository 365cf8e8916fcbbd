//! The choices in the dialog, and saving.
//!
//! One file at a time: while one is written, `busy` is set and the buttons are disabled.

use std::rc::Rc;

use browser::clock::sleep_ms;
use browser::report_bridge::GivenAnswer;
use dicom::ObjectOrigin;
use leptos::prelude::*;
use leptos::task::spawn_local;
use text::Message;
use view_model::report_forms::{ReportForm, ReportGrounds, ReportParts};
use view_model::state::Reading;

use crate::files::{ReportWishes, write};
use crate::subject::{ReportSubject, origin_of};

/// Milliseconds for the browser to paint the message before the page's thread is blocked.
const PAINT_MS: u32 = 50;

/// The one session. Copy it freely: it holds only signals.
#[derive(Clone, Copy)]
pub(super) struct ReportsSession {
    pub(super) is_open: RwSignal<bool>,
    /// What there is to make files of.
    pub(super) grounds: RwSignal<ReportGrounds>,
    pub(super) form: RwSignal<ReportForm>,
    pub(super) reading: RwSignal<Reading>,
    pub(super) is_letter: RwSignal<bool>,
    pub(super) is_r5: RwSignal<bool>,
    /// What may be included. Reset to nothing each time that the dialog opens.
    pub(super) parts: RwSignal<ReportParts>,
    pub(super) busy: RwSignal<bool>,
    pub(super) trouble: RwSignal<Option<Message>>,
    /// Announced by screen readers.
    pub(super) said: RwSignal<Option<Message>>,
    subject: StoredValue<Option<Rc<ReportSubject>>, LocalStorage>,
    origin: StoredValue<Option<ObjectOrigin>, LocalStorage>,
}

impl ReportsSession {
    pub(super) fn new() -> Self {
        Self {
            is_open: RwSignal::new(false),
            grounds: RwSignal::new(ReportGrounds::default()),
            form: RwSignal::new(ReportForm::default()),
            reading: RwSignal::new(Reading::default()),
            is_letter: RwSignal::new(false),
            is_r5: RwSignal::new(false),
            parts: RwSignal::new(ReportParts::default()),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            said: RwSignal::new(None),
            subject: StoredValue::new_local(None),
            origin: StoredValue::new_local(None),
        }
    }

    /// Opens the dialog for an answer. For a DICOM file its identifiers are read meanwhile.
    pub(super) fn open(self, given: GivenAnswer) {
        self.forget();
        let subject = match ReportSubject::new(&given) {
            Ok(subject) => Rc::new(subject),
            Err(failure) => {
                self.trouble.set(Some(failure.message));
                self.busy.set(true);
                return self.is_open.set(true);
            }
        };
        self.reading.set(Reading::from_name(&given.reading));
        self.grounds.set(subject.grounds(None));
        self.subject.set_value(Some(Rc::clone(&subject)));
        self.is_open.set(true);
        self.busy.set(true);
        spawn_local(async move {
            let found = origin_of(&given).await;
            // Closed meanwhile, or opened for another one.
            if !self.is_of(&subject) {
                return;
            }
            match found {
                Ok(origin) => {
                    self.grounds.set(subject.grounds(origin.as_ref()));
                    self.origin.set_value(origin);
                }
                Err(failure) => self.trouble.set(Some(text::reports::unread(failure.message))),
            }
            self.busy.set(false);
        });
    }

    /// Closes it, and drops the answer.
    pub(super) fn close(self) {
        self.is_open.set(false);
        self.forget();
    }

    fn forget(self) {
        self.subject.set_value(None);
        self.origin.set_value(None);
        self.form.set(ReportForm::default());
        self.parts.set(ReportParts::default());
        self.busy.set(false);
        self.trouble.set(None);
        self.said.set(None);
    }

    fn is_of(self, subject: &Rc<ReportSubject>) -> bool {
        self.subject.with_value(|own| own.as_ref().is_some_and(|own| Rc::ptr_eq(own, subject)))
    }

    /// What is included in the chosen form.
    pub(super) fn goes_along(self) -> ReportParts {
        self.parts.get().within(self.form.get(), &self.grounds.get())
    }

    /// The warning before pixels are included.
    pub(super) fn warning(self) -> Option<Message> {
        let parts = self.goes_along();
        self.subject.with_value(|subject| parts.warning(&subject.as_ref()?.answer))
    }

    /// Writes the file and hands it to the browser.
    pub(super) fn save(self) {
        let Some(subject) = self.subject.get_value().filter(|_| !self.busy.get_untracked()) else { return };
        self.busy.set(true);
        self.trouble.set(None);
        self.said.set(Some(text::reports::writing()));
        spawn_local(async move {
            sleep_ms(PAINT_MS).await;
            if !self.is_of(&subject) {
                return;
            }
            let form = self.form.get_untracked();
            let wishes = ReportWishes {
                form,
                reading: self.reading.get_untracked(),
                is_letter: self.is_letter.get_untracked(),
                is_r5: self.is_r5.get_untracked(),
                parts: self.parts.get_untracked().within(form, &self.grounds.get_untracked()),
            };
            let hashes = if form == ReportForm::Capsule { subject.hashes().await.map(Some) } else { Ok(None) };
            if !self.is_of(&subject) {
                return;
            }
            let written = hashes
                .and_then(|hashes| self.origin.with_value(|origin| write(&subject, origin.as_ref(), hashes, &wishes)));
            let saved = written.and_then(|bytes| {
                let name = form.file_name(wishes.parts.file_name.then_some(subject.name.as_str()));
                let is_taken = browser::save_bytes(&name, form.media_type(), &bytes);
                if is_taken { Ok(name) } else { Err(text::reports::not_taken()) }
            });
            match saved {
                Ok(name) => self.said.set(Some(text::reports::saved(text::isolated(&name)))),
                Err(why) => {
                    self.said.set(None);
                    self.trouble.set(Some(why));
                }
            }
            self.busy.set(false);
        });
    }
}
