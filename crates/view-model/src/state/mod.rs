//! The page's state: the model, the device, the cases, and which one is selected.
//!
//! [`Board`] is a plain reducer: every worker event and every visitor action is
//! one method, so each state of the page can be reached, and tested, without a
//! browser. The page keeps the one board of the session in a signal.
//!
//! Invariant: no browser type, no bytes of a file. A failed case never touches
//! another case, and an event about a case that was removed changes nothing.

mod announcements;
pub mod benchmark;
mod case;
mod fetching;
mod inquiry;
mod model;
mod reading;
mod route;
mod routing;
#[cfg(test)]
mod tests;
mod traffic;

pub use benchmark::Benchmark;
pub use case::{Case, CaseState, ClassAnswer, SharedAnswer, Synthetic};
pub use fetching::FetchStanding;
pub use inquiry::Inquiry;
pub use model::SharedModel;
pub use reading::Reading;
pub use route::Route;
pub use routing::{AskedTask, ChosenBy, Owed};
pub use traffic::{NewVersion, Traffic, TrafficCounts};

use std::sync::Arc;

use crate::words;
use protocol::{CaseId, DeviceReport, Event, Failure, LoadStage, NotKept, SelfCheck};
use text::{Message, Word};

/// Limit of answers whose pictures are kept in memory (up to 4 MB each, see `protocol::Answer::original`).
const KEPT_PICTURES: usize = 20;

/// The session's whole state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    /// The worker's progress.
    pub engine: EngineState,
    /// Where the network runs, once known.
    pub device: Option<DeviceReport>,
    /// The model of the shown answer, else the running one; once known.
    pub model: Option<SharedModel>,
    /// Why the device changed after it was ready, or the model was not stored; shown until dismissed.
    pub notice: Option<Message>,
    /// Why the model is in memory only, where it is.
    pub not_kept: Option<NotKept>,
    /// Every check of the device, run again on demand.
    pub self_check: Inquiry<SelfCheck>,
    /// How fast the device is, on demand.
    pub benchmark: Benchmark,
    /// All cases, oldest first.
    pub cases: Vec<Case>,
    /// The case that is shown.
    pub selected: Option<CaseId>,
    /// The model being fetched while pictures are open, and its progress in files.
    pub fetching: Option<(Word, Amount)>,
    /// Text of the live region, once something has happened.
    pub announcement: Option<Message>,
    next_id: CaseId,
    /// Available tasks; see `routing`.
    offered: Vec<Word>,
    /// Folder of the task that the page is about.
    home: String,
    in_use: String,
    always: Option<String>,
    kept: Vec<String>,
    is_paused: bool,
    /// How many pictures were open at most since none was; see `announcements`.
    most_open: usize,
    /// Every model that was ready in this visit, one per task.
    models: Vec<SharedModel>,
}

/// The worker's progress.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum EngineState {
    /// The worker's code is being fetched.
    #[default]
    Waking,
    /// The model or the device is being made ready.
    Loading(LoadStage, Amount),
    /// Pictures can be answered.
    Ready,
    /// It could not start.
    Failed(Failure),
}

/// Progress of a stage, in bytes, check runs or files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// Done so far.
    pub done: u64,
    /// In total; 0 if unknown.
    pub total: u64,
}

impl Board {
    /// Puts pictures in the queue, selects the first of them, returns their numbers in order.
    pub fn add(&mut self, names: impl IntoIterator<Item = String>, synthetic: Synthetic) -> Vec<CaseId> {
        self.begin_telling();
        let first_new = self.cases.len();
        for name in names {
            let id = self.next_id;
            self.next_id += 1;
            let asked = self.asked_first(synthetic);
            let synthetic = synthetic == Synthetic::Yes;
            let (origin, state, probe) = (String::new(), CaseState::Waiting, Inquiry::NotAsked);
            self.cases.push(Case { id, name, synthetic, origin, asked, state, probe });
        }
        let added: Vec<CaseId> = self.cases.iter().skip(first_new).map(|case| case.id).collect();
        if let Some(first) = added.first() {
            self.selected = Some(*first);
            self.announcement = Some(words::added(added.len()));
            self.settle();
        }
        added
    }

    /// Adds a file that could not be opened, with the reason; selects it and returns its number.
    pub fn add_failed(&mut self, name: String, failure: Failure) -> Option<CaseId> {
        let id = self.add([name], Synthetic::No).first().copied()?;
        let case = self.cases.iter_mut().find(|case| case.id == id)?;
        // Its card is an alert already.
        case.state = CaseState::Failed(failure);
        Some(id)
    }

    /// Records the origin of slices chosen in the light box.
    pub fn set_origin(&mut self, ids: &[CaseId], origin: &str) {
        for case in self.cases.iter_mut().filter(|case| ids.contains(&case.id)) {
            origin.clone_into(&mut case.origin);
        }
    }

    /// Applies an event of the worker.
    pub fn apply(&mut self, event: Event) {
        match event {
            // Requests are handled by `Traffic`; a file of several slices moves to the light box.
            Event::Hello { .. } | Event::Pong | Event::Requested { .. } | Event::Several { .. } => {}
            // The client compares times, and says which device is used.
            Event::Timed { .. } => {}
            Event::Loading { stage, done, total } => {
                let stage_is_new = !matches!(&self.engine, EngineState::Loading(now, _) if *now == stage);
                // The other stages are too short to be announced one by one.
                if stage_is_new && stage == LoadStage::Download {
                    self.announcement = Some(words::load_stage(stage));
                }
                self.engine = EngineState::Loading(stage, Amount { done, total });
            }
            Event::Ready { device, model } => {
                // From here on every sentence is about this model's task.
                words::install(&model.task, (*model.text).clone());
                // It is said again where both devices were timed: that is no news, and would replace what is.
                if self.engine != EngineState::Ready {
                    self.announcement = Some(text::board::ready(words::device_line(&device)));
                }
                self.engine = EngineState::Ready;
                self.device = Some(device);
                // The model is kept if the same one is ready again, so that nothing is re-rendered.
                let is_known = self.models.iter().any(|known| known.identity() == model.identity());
                if !is_known {
                    self.models.retain(|known| known.task != model.task);
                    let model = SharedModel::from(model);
                    self.model = Some(model.clone());
                    self.models.push(model);
                }
                self.settle();
            }
            // A case that was forwarded meanwhile is waiting: the stage belongs to the previous model.
            Event::Progress { case, stage } => {
                if self.is_due(case)
                    && let Some(case) = self.open_case(case)
                {
                    case.state = CaseState::Working(stage);
                }
            }
            Event::DeviceChanged { device } => {
                self.notice = Some(words::device_changed(&device));
                self.announcement.clone_from(&self.notice);
                self.device = Some(device);
            }
            Event::Answered { case, answer } if self.benchmark.case() == Some(case) => {
                self.benchmark.count(answer.finding.provenance.timing);
            }
            Event::Answered { case: id, answer } => match ClassAnswer::try_from(*answer) {
                Ok(answer) => self.answered(id, answer),
                Err(failure) => self.apply(Event::Failed { case: Some(id), failure }),
            },
            Event::Probed { case, report } => {
                // It was not requested, so it does not replace the announcement of the answer; the map's own note
                // reports it.
                if let Some(case) = self.probed_case(case) {
                    case.probe = Inquiry::Done(Arc::new(*report));
                }
            }
            Event::SelfChecked { report } => {
                self.announcement = Some(words::check(&report.device.check));
                self.device = Some(report.device.clone());
                self.self_check = Inquiry::Done(Arc::new(*report));
            }
            Event::Failed { case: Some(id), failure } if self.benchmark.case() == Some(id) => {
                self.benchmark = Benchmark::Failed(failure);
            }
            Event::Failed { case: Some(id), failure } => {
                let is_shown = self.selected == Some(id);
                if let Some(case) = self.probed_case(id) {
                    case.probe = Inquiry::Failed(failure.clone());
                }
                if let Some(case) = self.open_case(id) {
                    let said = text::board::failed(&case.name, words::failure_title(&failure));
                    case.state = CaseState::Failed(failure);
                    // The card of the shown case is an alert already.
                    self.say_end((!is_shown).then_some(said));
                }
            }
            // A check that could not be run again stops nothing else.
            Event::Failed { case: None, failure } if self.self_check.is_running() => {
                self.self_check = Inquiry::Failed(failure);
            }
            Event::Failed { case: None, failure } => {
                if self.benchmark.case().is_some() {
                    self.benchmark = Benchmark::Failed(failure.clone());
                }
                self.engine = EngineState::Failed(failure);
            }
            Event::NotKept { why } => {
                self.not_kept = Some(why);
                // On an insecure origin this happens at every visit, so only the storage page mentions it.
                if why != NotKept::Unavailable {
                    self.notice = Some(words::not_kept(why));
                }
            }
        }
    }

    /// Shows another case.
    pub fn select(&mut self, id: CaseId) {
        if self.case(id).is_some() {
            self.selected = Some(id);
            self.settle();
        }
    }

    /// Whether a case has an answer whose pictures were released.
    #[must_use]
    pub fn is_let_go(&self, id: CaseId) -> bool {
        let answer = self.case(id).map(|case| &case.state);
        matches!(answer, Some(CaseState::Answered(found)) if !found.has_original())
    }

    /// Removes a case from the list; its neighbour is selected if it was shown.
    pub fn remove(&mut self, id: CaseId) {
        let Some(at) = self.cases.iter().position(|case| case.id == id) else {
            return;
        };
        let gone = self.cases.remove(at);
        self.announcement = Some(text::board::removed(gone.name));
        if self.selected == Some(id) {
            let neighbour = self.cases.get(at).or_else(|| self.cases.last());
            self.selected = neighbour.map(|case| case.id);
            self.settle();
        }
    }

    /// Resets the start after it failed.
    pub fn restart(&mut self) {
        self.engine = EngineState::Waking;
        self.notice = None;
    }

    /// Puts a failed case back in the queue.
    pub fn requeue(&mut self, id: CaseId) {
        if let Some(case) = self.cases.iter_mut().find(|case| case.id == id && !case.state.is_open()) {
            case.state = CaseState::Waiting;
            self.announcement = Some(text::board::waits(&case.name));
            self.settle();
        }
    }

    /// The visitor requests every check of the device again. Only where the model is ready.
    pub fn ask_self_check(&mut self) -> bool {
        let can = self.engine == EngineState::Ready && !self.self_check.is_running();
        if can {
            self.self_check = Inquiry::Running;
        }
        can
    }

    /// The visitor starts the benchmark: returns the case number for the next drawing, until enough times are
    /// known. Only where the worker has nothing else to do.
    pub fn ask_benchmark(&mut self) -> Option<CaseId> {
        let can = self.engine == EngineState::Ready && self.open_count() == 0 && self.benchmark.case().is_none();
        can.then(|| {
            let id = self.next_id;
            self.next_id += 1;
            self.benchmark = Benchmark::Running(id, Vec::new());
            id
        })
    }

    /// A case by its number.
    #[must_use]
    pub fn case(&self, id: CaseId) -> Option<&Case> {
        self.cases.iter().find(|case| case.id == id)
    }

    /// The case that is shown.
    #[must_use]
    pub fn selected_case(&self) -> Option<&Case> {
        self.selected.and_then(|id| self.case(id))
    }

    /// Number of cases that are still open.
    #[must_use]
    pub fn open_count(&self) -> usize {
        self.cases.iter().filter(|case| case.state.is_open()).count()
    }

    /// Stores an answer that a case waits for.
    fn answered(&mut self, id: CaseId, answer: ClassAnswer) {
        if self.is_sent_on(id, &answer) {
            return;
        }
        if let Some(case) = self.open_case(id) {
            let said = words::answered(&case.name, &answer);
            let said = match words::burned_in(&answer.provenance.text_at_borders) {
                Some(warning) => text::board::warned(said, warning),
                None => said,
            };
            case.state = CaseState::Answered(answer.into());
            self.say_end(Some(said));
            self.trim_pictures();
            self.settle();
        }
    }

    /// Releases the pictures of old answers, so that a long queue fits a phone's memory.
    fn trim_pictures(&mut self) {
        let selected = self.selected;
        let answered = self.cases.iter_mut().rev().filter(|case| Some(case.id) != selected);
        let found = answered.filter_map(|case| match &mut case.state {
            CaseState::Answered(found) => Some(found),
            _ => None,
        });
        found.skip(KEPT_PICTURES).for_each(SharedAnswer::forget_pictures);
    }

    /// A case whose probe is pending.
    fn probed_case(&mut self, id: CaseId) -> Option<&mut Case> {
        self.cases.iter_mut().find(|case| case.id == id && case.probe.is_running())
    }

    /// A case whose answer is pending: a late event must not overwrite a shown result.
    fn open_case(&mut self, id: CaseId) -> Option<&mut Case> {
        self.cases.iter_mut().find(|case| case.id == id && case.state.is_open())
    }
}
