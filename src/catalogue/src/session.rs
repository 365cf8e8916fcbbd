//! State and actions of the list: one model is fetched at a time.

use browser::catalogue_bridge::{OpenSession, close_pictures};
use browser::report_bridge::{GivenAnswer, shown_answer};
use browser::{FetchStep, ModelFetch, PickedFile, storage};
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{Answer, Failure, FailureKind, LoadStage, ModelReport};
use text::Message;
use view_model::catalogue::{CatalogueOffer, KeptShare, KeptStanding};
use view_model::comparison::{AnsweredBy, Comparison};
use view_model::state::ClassAnswer;
use view_model::words;

/// A list as it was packed, with the tag of its language.
pub(super) type PackedList = (String, String);

/// A model that is being fetched.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RunningFetch {
    /// Its task.
    pub(super) task: String,
    /// Its progress: stage, done so far, total. None before the first report.
    pub(super) step: Option<(LoadStage, u64, u64)>,
    /// Whether it is already stored, and is to answer a picture.
    pub(super) is_asked: bool,
    /// Whether it has the picture.
    pub(super) is_answering: bool,
}

/// The answer that the page shows, with which another one is compared.
struct AnswerBeside {
    answer: ClassAnswer,
    model: Option<ModelReport>,
    /// What its task is called.
    task: String,
}

/// The one session. Copy it freely: it holds only signals.
#[derive(Clone, Copy)]
pub(super) struct CatalogueSession {
    /// The list; outer none while it is being loaded, inner none where it could not be loaded.
    pub(super) list: RwSignal<Option<Option<PackedList>>>,
    /// What is stored of each model, by its task; none where the browser stores nothing.
    pub(super) kept: RwSignal<Option<Vec<(String, KeptShare)>>>,
    /// What the page has reported.
    pub(super) open: RwSignal<OpenSession>,
    /// Whether no network request is possible now.
    pub(super) is_closed: RwSignal<bool>,
    pub(super) running: RwSignal<Option<RunningFetch>>,
    /// What went wrong, and with which task.
    pub(super) trouble: RwSignal<Option<(String, Failure)>>,
    /// Announced by screen readers.
    pub(super) said: RwSignal<Option<Message>>,
    /// The answer of this model beside the one that is shown.
    pub(super) comparison: RwSignal<Option<(String, Comparison)>>,
    fetch: StoredValue<Option<ModelFetch>, LocalStorage>,
}

impl CatalogueSession {
    pub(super) fn new() -> Self {
        Self {
            list: RwSignal::new(None),
            kept: RwSignal::new(None),
            open: RwSignal::new(OpenSession::default()),
            is_closed: RwSignal::new(false),
            running: RwSignal::new(None),
            trouble: RwSignal::new(None),
            said: RwSignal::new(None),
            comparison: RwSignal::new(None),
            fetch: StoredValue::new_local(None),
        }
    }

    /// The list is shown: everything is checked again.
    pub(super) fn look(self, open: OpenSession) {
        self.open.set(open);
        self.said.set(None);
        self.list.set(None);
        spawn_local(async move {
            let list = browser::model_list().await;
            self.list.set(Some(list));
        });
        self.look_at_device();
    }

    /// Drops a comparison, and the model that is to answer for one: another picture may be shown at the next visit to
    /// the list, and the answer would appear beside that of a different picture.
    pub(super) fn leave(self) {
        self.comparison.set(None);
        if self.running.with_untracked(|running| running.as_ref().is_some_and(|running| running.is_asked)) {
            self.stop();
        }
    }

    /// Checks what is stored, and whether network requests are allowed.
    fn look_at_device(self) {
        self.is_closed.set(browser::network_is_closed());
        spawn_local(async move {
            let models = storage::kept_models().await;
            let share =
                |model: storage::CachedModel| (model.task, KeptShare { bytes: model.bytes, whole: model.whole });
            self.kept.set(models.map(|models| models.into_iter().map(share).collect()));
        });
    }

    /// How much of a model is on this device.
    pub(super) fn kept_of(self, offer: &CatalogueOffer) -> KeptStanding {
        self.kept.with(|kept| {
            let share = kept.iter().flatten().find(|(task, _)| *task == offer.task).map(|(_, share)| share);
            offer.kept(share)
        })
    }

    /// Whether a model is on its way, or is to answer: everything else waits.
    pub(super) fn is_busy(self) -> bool {
        self.running.with(Option::is_some)
    }

    /// Fetches a model; first closes open pictures, which the visitor has confirmed by then.
    pub(super) fn fetch(self, offer: CatalogueOffer) {
        if !self.begin(&offer, false) {
            return;
        }
        spawn_local(async move {
            if browser::network_is_closed() {
                close_pictures().await;
                self.open.update(|open| open.pictures = 0);
                self.is_closed.set(browser::network_is_closed());
            }
            if self.is_closed.get_untracked() {
                let kind = FailureKind::Network;
                let (message, hint) = (text::models::still_closed(), text::models::still_closed_help());
                return self.end(&offer, Some(Failure { kind, message, hint }));
            }
            let task = offer.task.clone();
            self.started(&task, ModelFetch::start(&task, move |step| self.hear(&offer, None, step)));
        });
    }

    /// Has a stored model answer the picture that the page shows, beside the existing answer.
    pub(super) fn compare(self, offer: CatalogueOffer) {
        if !self.begin(&offer, true) {
            return;
        }
        match AnswerBeside::shown() {
            // The router had the picture answered by it.
            Ok((beside, _)) if offer.is_of(&beside.answer.provenance.model) => {
                self.said.set(Some(text::comparison::own()));
                self.end(&offer, None);
            }
            Ok((beside, file)) => {
                let task = offer.task.clone();
                let hear = move |step| self.hear(&offer, Some(&beside), step);
                self.started(&task, ModelFetch::ask(&task, file, hear));
            }
            Err(failure) => self.end(&offer, Some(failure)),
        }
    }

    /// `false` where something is on its way already: a button that waits keeps the keyboard, and can be pressed.
    fn begin(self, offer: &CatalogueOffer, is_asked: bool) -> bool {
        if untrack(|| self.is_busy()) {
            return false;
        }
        self.trouble.set(None);
        self.said.set(None);
        self.comparison.set(None);
        let task = offer.task.clone();
        self.running.set(Some(RunningFetch { task, step: None, is_asked, is_answering: false }));
        true
    }

    fn started(self, task: &str, fetch: Result<ModelFetch, Failure>) {
        match fetch {
            Ok(fetch) => self.fetch.set_value(Some(fetch)),
            Err(failure) => {
                self.running.set(None);
                self.trouble.set(Some((task.to_owned(), failure)));
            }
        }
    }

    /// Stops fetching; what was loaded is kept.
    pub(super) fn stop(self) {
        self.fetch.set_value(None);
        self.running.set(None);
        self.look_at_device();
    }

    /// Removes what is stored of a model from this device.
    pub(super) fn remove(self, offer: CatalogueOffer) {
        if untrack(|| self.is_busy()) {
            return;
        }
        spawn_local(async move {
            storage::delete_model(&offer.task).await;
            self.said.set(Some(text::models::removed(&offer.name)));
            self.look_at_device();
        });
    }

    /// Asks the browser not to clear the stored models by itself.
    pub(super) fn persist(self) {
        spawn_local(async move {
            let granted = storage::persist().await;
            self.said.set(Some(view_model::words::asked_to_keep(granted)));
        });
    }

    fn hear(self, offer: &CatalogueOffer, beside: Option<&AnswerBeside>, step: FetchStep) {
        match step {
            FetchStep::Loading(stage, done, total) => {
                let (task, step) = (offer.task.clone(), Some((stage, done, total)));
                self.running.set(Some(RunningFetch { task, step, is_asked: beside.is_some(), is_answering: false }));
            }
            FetchStep::Answering => {
                let task = offer.task.clone();
                self.running.set(Some(RunningFetch { task, step: None, is_asked: true, is_answering: true }));
            }
            FetchStep::Done(None) => {
                self.said.set(Some(text::models::fetched(&offer.name)));
                self.end(offer, None);
            }
            FetchStep::Done(Some(why)) => {
                self.said.set(Some(view_model::words::not_kept(why)));
                self.end(offer, None);
            }
            FetchStep::Answered(answered) => {
                let (answer, model) = *answered;
                let compared = ClassAnswer::try_from(answer).map(|answer| {
                    let compared = beside.map(|beside| beside.with(&answer, &model, &offer.name));
                    self.comparison.set(compared.map(|compared| (offer.task.clone(), compared)));
                    self.said.set(Some(text::comparison::come()));
                });
                self.end(offer, compared.err());
            }
            FetchStep::Failed(failure) => self.end(offer, Some(failure)),
        }
    }

    fn end(self, offer: &CatalogueOffer, trouble: Option<Failure>) {
        self.running.set(None);
        self.trouble.set(trouble.map(|failure| (offer.task.clone(), failure)));
        self.look_at_device();
    }
}

impl AnswerBeside {
    /// What the page shows now, and the file of its picture.
    fn shown() -> Result<(Self, PickedFile), Failure> {
        let lacking = || Failure {
            kind: FailureKind::Unreadable,
            message: text::comparison::no_answer(),
            hint: text::comparison::no_answer_help(),
        };
        let given = shown_answer().ok_or_else(lacking)?;
        let GivenAnswer { finding, original, model_input, model, task, file, .. } = given;
        let file = file.ok_or_else(lacking)?;
        let task = words::word_of(&finding.provenance.model.task, "text.name", &task).to_owned();
        let answer = ClassAnswer::try_from(Answer { finding, original, model_input })?;
        Ok((Self { answer, model, task }, file))
    }

    /// The same beside the answer of another model, which the list calls `name`.
    fn with(&self, answer: &ClassAnswer, model: &ModelReport, name: &str) -> Comparison {
        let is_same_task = model.task == self.answer.provenance.model.task;
        let shown = AnsweredBy { answer: &self.answer, model: self.model.as_ref(), task: &self.task };
        // An earlier version is listed with its number, which follows the task anyway.
        let task = if is_same_task { self.task.as_str() } else { name };
        Comparison::new(shown, AnsweredBy { answer, model: Some(model), task })
    }
}
