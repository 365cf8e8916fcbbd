//! Which task each picture is asked of, and which model answers next.
//!
//! The modality classifier stands before the network of every task, so whichever model runs says of what kind a picture is:
//! a refusal that names another task of this page proposes it, and the picture is asked of that one. Pictures of one task
//! are answered one after the other before another model takes the place of theirs: one of them is in memory, beside the
//! modality classifier.
//!
//! Invariant: a picture is sent on at most once to each task, and never where the visitor chose. A model is loaded without
//! being asked for only where this device keeps it.

use super::{Benchmark, Board, Case, CaseState, ClassAnswer, EngineState, Inquiry, SharedModel, Synthetic};
use crate::words;
use protocol::{CaseId, Failure, FailureKind};
use text::Word;

/// The task that a picture is asked of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedTask {
    /// Its folder, with what it is called.
    pub task: Word,
    /// Who says so.
    pub by: ChosenBy,
    /// Folders of those that have turned it away as a picture of another one.
    tried: Vec<String>,
}

/// Who says of which task a picture is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChosenBy {
    /// There is nothing to choose: the page has one task, or the picture is a drawing of its own.
    Nobody,
    /// The model that sees it, which may send it on.
    Router,
    /// The visitor.
    Visitor,
}

/// The cases that a task's model owes something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owed {
    /// An answer.
    pub answers: Vec<CaseId>,
    /// The answer to the same picture with parts of it covered.
    pub probes: Vec<CaseId>,
}

impl Board {
    /// Says which tasks this page has, each by its folder and its name. The first is asked.
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

    /// The tasks of this page but this one.
    #[must_use]
    pub fn other_tasks(&self, than: &str) -> Vec<Word> {
        self.offered.iter().filter(|task| task.task != than).cloned().collect()
    }

    /// Folder of the task whose model runs, or is being made ready.
    #[must_use]
    pub fn in_use(&self) -> &str {
        &self.in_use
    }

    /// The model that runs, once it was ready: the answer that is shown may be that of another one.
    #[must_use]
    pub fn running_model(&self) -> Option<&SharedModel> {
        self.models.iter().find(|model| model.task == self.in_use)
    }

    /// Folder of the task that new pictures are asked of, whatever they look like.
    #[must_use]
    pub fn always(&self) -> Option<&str> {
        self.always.as_deref()
    }

    /// Has new pictures asked of this task whatever they look like; of the one that reads them for `None`.
    pub fn set_always(&mut self, folder: Option<String>) {
        self.always = folder;
    }

    /// The visitor wants another task for this visit.
    pub fn choose(&mut self, folder: &str) {
        folder.clone_into(&mut self.home);
        self.always = None;
        self.turn_to(folder);
        self.notice = None;
    }

    /// Has the model of a task answer from now on; it is still to be made ready.
    pub fn turn_to(&mut self, folder: &str) {
        folder.clone_into(&mut self.in_use);
        self.engine = EngineState::Waking;
        // The worker that was asked for them is gone, and what it found is true of its own model.
        (self.self_check, self.benchmark) = (Inquiry::NotAsked, Benchmark::NotAsked);
        for case in self.cases.iter_mut().filter(|case| case.state.is_open()) {
            case.state = CaseState::Waiting;
        }
        self.settle();
    }

    /// Says which models this device keeps and can load without the network, by their folders.
    pub fn set_kept(&mut self, folders: Vec<String>) {
        self.kept = folders;
        self.settle();
    }

    /// The model in use could not be loaded from this device after all: gives the folder of one that can take its place. Its
    /// pictures wait until the visitor asks for it.
    pub fn fall_back(&mut self) -> Option<String> {
        let Self { offered, kept, in_use, .. } = self;
        kept.retain(|folder| folder != in_use);
        offered.iter().find(|task| kept.contains(&task.task)).map(|task| task.task.clone())
    }

    /// Why the model in use could not be fetched, where that is so and pictures are open: another one may answer them.
    #[must_use]
    pub fn not_fetched(&self) -> Option<Failure> {
        match &self.engine {
            EngineState::Failed(failure) if failure.kind == FailureKind::Network && !self.cases.is_empty() => {
                Some(failure.clone())
            }
            _ => None,
        }
    }

    /// Holds back what waits, or goes on with it. What a worker has is answered.
    pub fn turn_pause(&mut self) {
        self.is_paused = !self.is_paused;
        // Where nothing is left there is nothing to go on with.
        if !self.cases.is_empty() {
            self.announcement = Some(if self.is_paused { text::routing::paused() } else { text::routing::continued() });
        }
    }

    /// Whether what waits is held back.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.is_paused
    }

    /// Folder of the task whose model is to take the place of the one that runs, which has nothing left to do. With no
    /// picture left it is that of the page, where that can be had: from this device, or because `is_open`, when the network
    /// may be asked.
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

    /// What the model in use owes.
    #[must_use]
    pub fn owed(&self) -> Owed {
        let own = || self.cases.iter().filter(|case| case.asked.task.task == self.in_use);
        Owed {
            answers: own().filter(|case| case.state.is_open()).map(|case| case.id).collect(),
            probes: own().filter(|case| case.probe.is_running()).map(|case| case.id).collect(),
        }
    }

    /// Whether the model in use is to answer this case, or it is none of the list.
    #[must_use]
    pub fn is_due(&self, id: CaseId) -> bool {
        self.case(id).is_none_or(|case| case.state.is_open() && case.asked.task.task == self.in_use)
    }

    /// The visitor asks another task of one picture, whatever it looks like.
    pub fn ask(&mut self, id: CaseId, folder: &str) {
        let task = self.offered.iter().find(|task| task.task == folder).cloned();
        let case = self.cases.iter_mut().find(|case| case.id == id && !case.state.is_open());
        if let (Some(task), Some(case)) = (task, case) {
            (case.asked.task, case.asked.by) = (task, ChosenBy::Visitor);
            (case.state, case.probe) = (CaseState::Waiting, Inquiry::NotAsked);
            self.say_sent_on(id);
        }
    }

    /// The visitor asks for the picture with parts covered. Only an answered case can be asked again.
    pub fn ask_probe(&mut self, id: CaseId) -> bool {
        // Not where its model would have to be fetched anew.
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

    /// Lets go of the pictures of every answer, those with parts covered too: the network is opened for a model.
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
        // Whichever model runs tells kinds apart as well as any other: none is exchanged to be asked that.
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

    /// Sends a picture on to the task that a refusal names; `false` where the answer stands.
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

    /// Says where a picture goes, or what it needs to go there.
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

    /// Whether another model than that of the page could not be started. It makes room for that of the page alone, so that
    /// no two of them are tried in turns for ever.
    fn is_stuck(&self) -> bool {
        self.home != self.in_use && matches!(self.engine, EngineState::Failed(_))
    }

    /// Whether a task's model answers, or can be loaded from this device.
    pub(super) fn can_ask(&self, task: &Word) -> bool {
        is_loadable(&task.task, &self.in_use, &self.kept)
    }

    /// Brings the list in line with what can be loaded, and has the page speak of the model of the answer that is shown,
    /// else of the one in use: of none before that is ready, for no figure stands under the name of another task.
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

/// Whether the model of this folder runs, or is among those that this device keeps.
fn is_loadable(folder: &String, in_use: &str, kept: &[String]) -> bool {
    folder == in_use || kept.contains(folder)
}
