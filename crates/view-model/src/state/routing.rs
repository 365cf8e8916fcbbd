//! Which task classifies each picture, and which model runs next.
//!
//! The modality classifier runs before the network of every task, so any running model can determine the kind of a
//! picture: a refusal that names another task of this page forwards the picture to it. All pictures of one task are
//! answered before its model is replaced by another: only one is in memory, beside the modality classifier.
//!
//! Invariant: a picture is forwarded at most once to each task, and never where the visitor chose. A model is loaded
//! automatically only if it is stored on this device.

use super::{Benchmark, Board, Case, CaseState, ClassAnswer, EngineState, Inquiry, SharedModel, Synthetic};
use crate::words;
use protocol::{CaseId, Failure, FailureKind};
use text::Word;

/// The task that classifies a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedTask {
    /// Its folder and name.
    pub task: Word,
    /// Who chose it.
    pub by: ChosenBy,
    /// Folders of the tasks that have refused it as a picture of another one.
    tried: Vec<String>,
}

/// Who chose the task of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChosenBy {
    /// No choice: the page has one task, or the picture is a drawing of its own.
    Nobody,
    /// The modality classifier, which may forward it.
    Router,
    /// The visitor.
    Visitor,
}

/// Pending work of a task's model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owed {
    /// Cases that wait for an answer.
    pub answers: Vec<CaseId>,
    /// Cases that wait for an occlusion probe.
    pub probes: Vec<CaseId>,
}

impl Board {
    /// Sets the tasks of this page, each by its folder and its name. The first is the default.
    pub fn offer(&mut self, tasks: impl IntoIterator<Item = Word>) {
        self.offered = tasks.into_iter().collect();
        self.home = self.offered.first().map(|task| task.task.clone()).unwrap_or_default();
        self.in_use.clone_from(&self.home);
    }

    /// Whether there is more than one task to choose from.
    #[must_use]
    pub fn has_choice(&self) -> bool {
        self.offered.len() > 1
    }

    /// All tasks of this page but this one.
    #[must_use]
    pub fn other_tasks(&self, than: &str) -> Vec<Word> {
        self.offered.iter().filter(|task| task.task != than).cloned().collect()
    }

    /// Folder of the task whose model runs or is being loaded.
    #[must_use]
    pub fn in_use(&self) -> &str {
        &self.in_use
    }

    /// The running model, once ready: the shown answer may be from another one.
    #[must_use]
    pub fn running_model(&self) -> Option<&SharedModel> {
        self.models.iter().find(|model| model.task == self.in_use)
    }

    /// Folder of the task fixed for all new pictures, without routing.
    #[must_use]
    pub fn always(&self) -> Option<&str> {
        self.always.as_deref()
    }

    /// Fixes the task for new pictures; `None` restores routing by kind.
    pub fn set_always(&mut self, folder: Option<String>) {
        self.always = folder;
    }

    /// The visitor selects another task for this visit.
    pub fn choose(&mut self, folder: &str) {
        folder.clone_into(&mut self.home);
        self.always = None;
        self.turn_to(folder);
        self.notice = None;
    }

    /// Switches to the model of a task, which still has to be loaded.
    pub fn turn_to(&mut self, folder: &str) {
        folder.clone_into(&mut self.in_use);
        self.engine = EngineState::Waking;
        // The worker with these requests is gone, and its results apply to its own model only.
        (self.self_check, self.benchmark) = (Inquiry::NotAsked, Benchmark::NotAsked);
        for case in self.cases.iter_mut().filter(|case| case.state.is_open()) {
            case.state = CaseState::Waiting;
        }
        self.settle();
    }

    /// Sets which models are stored on this device and load without the network, by folder.
    pub fn set_kept(&mut self, folders: Vec<String>) {
        self.kept = folders;
        self.settle();
    }

    /// The current model could not be loaded from this device after all: returns the folder of a replacement. Its
    /// pictures wait until the visitor asks for it.
    pub fn fall_back(&mut self) -> Option<String> {
        let Self { offered, kept, in_use, .. } = self;
        kept.retain(|folder| folder != in_use);
        offered.iter().find(|task| kept.contains(&task.task)).map(|task| task.task.clone())
    }

    /// Why the current model could not be fetched, if pictures are open that another one may answer.
    #[must_use]
    pub fn not_fetched(&self) -> Option<Failure> {
        match &self.engine {
            EngineState::Failed(failure) if failure.kind == FailureKind::Network && !self.cases.is_empty() => {
                Some(failure.clone())
            }
            _ => None,
        }
    }

    /// Pauses or resumes waiting cases. Cases with a worker are still answered.
    pub fn turn_pause(&mut self) {
        self.is_paused = !self.is_paused;
        // With nothing left there is nothing to resume.
        if !self.cases.is_empty() {
            self.announcement = Some(if self.is_paused { text::routing::paused() } else { text::routing::continued() });
        }
    }

    /// Whether waiting cases are paused.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.is_paused
    }

    /// Folder of the task whose model should replace the running one, which has nothing left to do. With no picture
    /// left it is the page's own, if available: from this device, or from the network where `is_open`.
    #[must_use]
    pub fn next_task(&self, is_open: bool) -> Option<String> {
        if self.is_paused || self.benchmark.case().is_some() || self.self_check.is_running() {
            return None;
        }
        if self.cases.is_empty() {
            let is_other = self.home != self.in_use && (is_open || self.kept.contains(&self.home));
            return is_other.then(|| self.home.clone());
        }
        let is_owed = |case: &&Case| case.state.is_open() || case.probe.is_running();
        let mut waits_for = None;
        for case in self.cases.iter().filter(is_owed).filter(|case| self.can_ask(&case.asked.task)) {
            let folder = &case.asked.task.task;
            if self.is_stuck() {
                waits_for = waits_for.or(Some(case).filter(|_| *folder == self.home));
            } else if *folder == self.in_use {
                return None;
            } else {
                waits_for = waits_for.or(Some(case));
            }
        }
        waits_for.map(|case| case.asked.task.task.clone())
    }

    /// Pending work of the current model.
    #[must_use]
    pub fn owed(&self) -> Owed {
        let own = || self.cases.iter().filter(|case| case.asked.task.task == self.in_use);
        Owed {
            answers: own().filter(|case| case.state.is_open()).map(|case| case.id).collect(),
            probes: own().filter(|case| case.probe.is_running()).map(|case| case.id).collect(),
        }
    }

    /// Whether the current model should answer this case, or it is not on the list.
    #[must_use]
    pub fn is_due(&self, id: CaseId) -> bool {
        self.case(id).is_none_or(|case| case.state.is_open() && case.asked.task.task == self.in_use)
    }

    /// The visitor assigns another task to one picture, overriding its kind.
    pub fn ask(&mut self, id: CaseId, folder: &str) {
        let task = self.offered.iter().find(|task| task.task == folder).cloned();
        let case = self.cases.iter_mut().find(|case| case.id == id && !case.state.is_open());
        if let (Some(task), Some(case)) = (task, case) {
            (case.asked.task, case.asked.by) = (task, ChosenBy::Visitor);
            (case.state, case.probe) = (CaseState::Waiting, Inquiry::NotAsked);
            self.say_sent_on(id);
        }
    }

    /// Pictures that were made for the model of a task are asked of that one, whatever kind they seem to be; a task that this page
    /// does not have changes nothing.
    pub fn made_for(&mut self, ids: &[CaseId], folder: Option<&str>) {
        let task = folder.and_then(|folder| self.offered.iter().find(|task| task.task == *folder)).cloned();
        if let Some(task) = task {
            for case in self.cases.iter_mut().filter(|case| ids.contains(&case.id)) {
                (case.asked.task, case.asked.by) = (task.clone(), ChosenBy::Visitor);
            }
            self.settle();
        }
    }

    /// The visitor requests an occlusion probe. Only an answered case can be probed.
    pub fn ask_probe(&mut self, id: CaseId) -> bool {
        // Not if its model would have to be fetched again.
        if !self.case(id).is_some_and(|case| self.can_ask(&case.asked.task)) {
            return false;
        }
        let answered = |case: &&mut Case| case.id == id && matches!(case.state, CaseState::Answered(_));
        let Some(case) = self.cases.iter_mut().find(answered).filter(|case| !case.probe.is_running()) else {
            return false;
        };
        case.probe = Inquiry::Running;
        true
    }

    /// Releases the pictures of every answer and probe, before a page that nothing seals fetches a model.
    pub fn put_away(&mut self) {
        for case in &mut self.cases {
            case.probe = Inquiry::NotAsked;
            if let CaseState::Answered(found) = &mut case.state {
                found.forget_pictures();
            }
        }
    }

    /// The task of a new picture.
    pub(super) fn asked_first(&self, synthetic: Synthetic) -> AskedTask {
        // Every model comes with the same modality classifier: none is loaded just to determine the kind.
        let (by, folder) = match &self.always {
            _ if synthetic == Synthetic::Yes || !self.has_choice() => (ChosenBy::Nobody, &self.home),
            Some(always) => (ChosenBy::Visitor, always),
            None if self.is_stuck() => (ChosenBy::Router, &self.home),
            None => (ChosenBy::Router, &self.in_use),
        };
        let known = self.offered.iter().find(|task| task.task == *folder).cloned();
        let task = known.unwrap_or_else(|| Word { task: folder.clone(), ..Word::from(folder.as_str()) });
        AskedTask { task, by, tried: Vec::new() }
    }

    /// Forwards a picture to the task that a refusal names; `false` where the refusal is final.
    pub(super) fn is_sent_on(&mut self, id: CaseId, answer: &ClassAnswer) -> bool {
        let named = answer.provenance.refusal().and_then(|(_, refusal)| refusal.task.as_ref());
        let Some(task) = named.and_then(|named| self.offered.iter().find(|task| task.task == *named)).cloned() else {
            return false;
        };
        let may_go = |case: &&mut Case| {
            let AskedTask { task: asked, by, tried } = &case.asked;
            *by == ChosenBy::Router && asked.task != task.task && !tried.contains(&task.task)
        };
        let Some(case) = self.open_case(id).filter(may_go) else { return false };
        let before = std::mem::replace(&mut case.asked.task, task);
        case.asked.tried.push(before.task);
        case.state = CaseState::Waiting;
        self.say_sent_on(id);
        true
    }

    /// Announces where a picture was forwarded, or what that requires.
    fn say_sent_on(&mut self, id: CaseId) {
        self.settle();
        let Some(case) = self.case(id) else { return };
        let (task, by, needs) = (case.asked.task.clone(), case.asked.by, case.state == CaseState::Needs);
        let said = if needs {
            text::board::failed(&case.name, text::routing::needs(task))
        } else {
            text::routing::sent_on(&case.name, task)
        };
        match by {
            // Nothing more is done for it until its model is fetched.
            ChosenBy::Router if needs => self.say_end(Some(said)),
            ChosenBy::Router if self.is_long() => {}
            _ => self.announcement = Some(said),
        }
    }

    /// Whether a model other than the page's could not be started. Only the page's model may replace it, so that two
    /// models are not tried in turns for ever.
    fn is_stuck(&self) -> bool {
        self.home != self.in_use && matches!(self.engine, EngineState::Failed(_))
    }

    /// Whether a task's model answers, or can be loaded from this device.
    pub(super) fn can_ask(&self, task: &Word) -> bool {
        is_loadable(&task.task, &self.in_use, &self.kept)
    }

    /// Updates the list to what can be loaded, and sets the page's model to that of the shown answer, else the current
    /// one: to none before that is ready, since no figure may appear under another task's name.
    pub(super) fn settle(&mut self) {
        let Self { cases, in_use, kept, .. } = self;
        for case in cases {
            let can = is_loadable(&case.asked.task.task, in_use, kept);
            if !can && case.probe.is_running() {
                case.probe = Inquiry::NotAsked;
            }
            match case.state {
                CaseState::Waiting | CaseState::Working(_) if !can => case.state = CaseState::Needs,
                CaseState::Needs if can => case.state = CaseState::Waiting,
                _ => {}
            }
        }
        let shown = match self.selected_case().map(|case| &case.state) {
            Some(CaseState::Answered(found)) => &found.answer().provenance.model.task,
            _ => &self.in_use,
        };
        words::speak_of(shown);
        let known = self.models.iter().find(|model| model.task == *shown).cloned();
        if known.is_some() || self.offered.iter().any(|task| task.task == *shown) {
            self.model = known;
        }
    }
}

/// Whether the model of this folder runs or is stored on this device.
fn is_loadable(folder: &String, in_use: &str, kept: &[String]) -> bool {
    folder == in_use || kept.contains(folder)
}
