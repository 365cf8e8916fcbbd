//! A capsule that was opened, and its comparison with an answer.
//!
//! It waits for its picture, which the page answers as any other; each answer is compared until the right one has
//! arrived.
//!
//! Invariant: the capsule is held until it was compared or is discarded, and requests answers no longer than that.

use std::rc::Rc;

use browser::PickedFile;
use browser::report_bridge::{GivenAnswer, wait_for_answers};
use export::capsule::{Capsule, CapsuleError, CapsuleVerdict};
use leptos::prelude::*;
use leptos::task::spawn_local;
use text::Message;
use view_model::words;

use crate::subject::ReportSubject;

/// Digits of a hash that are shown: enough to tell two files.
const SHOWN_DIGITS: usize = 16;

/// Maximum number of differences that are shown.
const MOST_SHOWN: usize = 200;

/// Its state.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum CapsuleStage {
    /// It is being read.
    Reading,
    /// It waits for its picture.
    Waits,
    /// It, or the picture, cannot be read: why, and what to do.
    Refused([Message; 2]),
    /// An answer was compared with it.
    Told(Box<CapsuleTold>),
}

/// What the comparison came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CapsuleOutcome {
    /// The answer is that of the capsule.
    Same,
    /// It differs.
    Differs,
    /// It is of another picture, so nothing was compared.
    OtherPicture,
}

impl CapsuleOutcome {
    /// The word for tests and scripts.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Differs => "differs",
            Self::OtherPicture => "other",
        }
    }
}

/// The result for an answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CapsuleTold {
    /// What it comes to, in short.
    pub(super) outcome: CapsuleOutcome,
    /// The conclusion.
    pub(super) said: Message,
    /// About the picture; then why the answer may differ.
    pub(super) notes: Vec<Message>,
    /// What differs, the model first.
    pub(super) differences: Vec<Message>,
}

/// The one session. Copy it freely: it holds only signals.
#[derive(Clone, Copy)]
pub(super) struct CapsuleSession {
    pub(super) is_open: RwSignal<bool>,
    pub(super) stage: RwSignal<CapsuleStage>,
    /// Its model and its picture.
    pub(super) about: RwSignal<Vec<Message>>,
    capsule: StoredValue<Option<Rc<Capsule>>, LocalStorage>,
    /// How often one was opened or discarded: one that is still being read from before that is obsolete.
    count: StoredValue<u32>,
}

impl CapsuleSession {
    pub(super) fn new() -> Self {
        Self {
            is_open: RwSignal::new(false),
            stage: RwSignal::new(CapsuleStage::Reading),
            about: RwSignal::new(Vec::new()),
            capsule: StoredValue::new_local(None),
            count: StoredValue::new(0),
        }
    }

    /// Reads a capsule, and requests the answer that the page shows.
    pub(super) fn open(self, file: PickedFile) {
        self.forget();
        self.stage.set(CapsuleStage::Reading);
        self.is_open.set(true);
        let count = self.count.get_value();
        spawn_local(async move {
            let read = read(&file).await;
            if self.count.get_value() != count {
                return;
            }
            match read {
                Ok(capsule) => {
                    self.about.set(about(&capsule));
                    self.capsule.set_value(Some(Rc::new(capsule)));
                    self.stage.set(CapsuleStage::Waits);
                    wait_for_answers(true);
                }
                Err(why) => self.stage.set(CapsuleStage::Refused(why)),
            }
        });
    }

    /// Compares an answer with the capsule that waits, if one does.
    pub(super) fn compare(self, given: GivenAnswer) {
        let Some(capsule) = self.capsule.get_value() else { return };
        spawn_local(async move {
            let told = told(&capsule, &given).await;
            let is_here = self.capsule.with_value(|own| own.as_ref().is_some_and(|own| Rc::ptr_eq(own, &capsule)));
            // Discarded meanwhile; or, of several answers, that to its own picture has already arrived.
            if !is_here || self.has_ended() {
                return;
            }
            self.stage.set(told);
            self.is_open.set(true);
        });
    }

    /// Closes the dialog. A capsule that still waits for its picture continues to wait.
    pub(super) fn close(self) {
        self.is_open.set(false);
        if self.has_ended() || self.capsule.with_value(Option::is_none) {
            self.forget();
        }
    }

    /// Drops the capsule.
    pub(super) fn forget(self) {
        self.is_open.set(false);
        self.count.update_value(|count| *count = count.wrapping_add(1));
        self.capsule.set_value(None);
        self.about.set(Vec::new());
        wait_for_answers(false);
    }

    /// Whether its own picture was compared.
    fn has_ended(self) -> bool {
        let is_compared = |told: &CapsuleTold| told.outcome != CapsuleOutcome::OtherPicture;
        self.stage.with_untracked(|stage| matches!(stage, CapsuleStage::Told(told) if is_compared(told)))
    }
}

async fn read(file: &PickedFile) -> Result<Capsule, [Message; 2]> {
    let said = |error: CapsuleError| [error.message(), error.help()];
    Capsule::check_size(file.bytes()).map_err(said)?;
    let bytes = file.read().await.map_err(|failure| [failure.message, failure.hint])?;
    Capsule::from_json(&bytes).map_err(said)
}

fn about(capsule: &Capsule) -> Vec<Message> {
    let (model, picture) = (&capsule.finding.provenance.model, &capsule.picture);
    let [task, name, version, program] =
        [&model.task, &model.name, &model.version, &capsule.program].map(|word| text::isolated(word));
    let of_model = text::capsule::of_model(task, name, version, program);
    let of_picture = text::capsule::of_picture(picture.bytes, digits(&picture.file_sha256));
    let named = capsule.file_name.as_ref().map(|name| text::capsule::of_file(text::isolated(name)));
    [of_model, of_picture].into_iter().chain(named).collect()
}

async fn told(capsule: &Capsule, given: &GivenAnswer) -> CapsuleStage {
    let refused = |message: Message| CapsuleStage::Refused([message, text::capsule::help_picture()]);
    let subject = match ReportSubject::new(given) {
        Ok(subject) => subject,
        Err(failure) => return CapsuleStage::Refused([failure.message, failure.hint]),
    };
    let hashes = match subject.hashes().await {
        Ok(hashes) => hashes,
        Err(why) => return refused(why),
    };
    let verdict = CapsuleVerdict::of(capsule, &hashes, &subject.answer.finding());
    let said = verdict.message();
    let told = match verdict {
        CapsuleVerdict::OtherPicture { kept, now } => CapsuleTold {
            outcome: CapsuleOutcome::OtherPicture,
            said,
            notes: vec![text::capsule::hashes(digits(&kept), digits(&now)), text::capsule::waits()],
            differences: Vec::new(),
        },
        CapsuleVerdict::Compared { picture, comparison } => CapsuleTold {
            outcome: if comparison.is_same() { CapsuleOutcome::Same } else { CapsuleOutcome::Differs },
            said,
            notes: [Some(picture.message()), comparison.hint()].into_iter().flatten().collect(),
            differences: {
                let shown = comparison.differences.iter().take(MOST_SHOWN);
                shown.map(|found| found.message(&words::class_name)).collect()
            },
        },
    };
    CapsuleStage::Told(Box::new(told))
}

/// The first digits of a hash.
fn digits(sha256: &str) -> String {
    sha256.chars().take(SHOWN_DIGITS).collect()
}
