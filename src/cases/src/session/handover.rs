//! Handing a case over in a file, and importing such a file.

use super::{CasesSession, Screen};
use browser::PickedFile;
use browser::wire::Beside;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{HandoverLock, KeptCase, PictureExtent, VaultQuery};

/// What a hand-over file is called. It reveals nothing of the case.
const NAME: &str = "case.onsighthandover";

/// Who views a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CaseRole {
    /// Checks whether the picture may be read at all, and hands it over.
    Technician,
    /// Reads what was found, and answers.
    Doctor,
}

impl CasesSession {
    /// Shows a case, in the view of the role whose turn it is.
    pub(super) fn enter(self, case: Box<KeptCase>) {
        let is_foreign = case.origin.as_ref().is_some_and(|origin| origin.is_foreign);
        self.role.set(if is_foreign { CaseRole::Doctor } else { CaseRole::Technician });
        self.forget_handover();
        self.forget_picture();
        let small = (case.picture == PictureExtent::Thumbnail).then(|| case.case.clone());
        self.draft.begin(&case);
        if let Some(finding) = &case.finding {
            self.name_tasks(std::slice::from_ref(&finding.provenance.model.task));
        }
        let (resumes, is_damaged) = (case.unsaved.is_some(), case.is_unsaved_damaged);
        self.screen.set(Screen::Case(case));
        if resumes {
            self.resume();
        } else if is_damaged {
            self.said.set(Some(text::cases::unsaved_damaged()));
        }
        if let Some(case) = small {
            self.ask(VaultQuery::Picture { case }, None);
        }
    }

    pub(crate) fn hand_over(self, case: &KeptCase, lock: HandoverLock, with_picture: bool) {
        let from = self.who.get_untracked();
        let (case, revision) = (case.case.clone(), case.revision);
        self.ask(VaultQuery::HandOver { case, revision, lock, with_picture, from }, None);
    }

    pub(crate) fn receive(self, passphrase: String, file: Option<PickedFile>) {
        self.ask(VaultQuery::Receive { passphrase, who: self.who.get_untracked() }, file);
    }

    /// The file is here, and saved by a button of its own: browsers block a second automatic download unless the user
    /// has allowed it.
    pub(super) fn made_handover(self, case: Box<KeptCase>, file: Beside) {
        self.handover.set_value(Some(file));
        self.has_handover.set(true);
        self.said.set(Some(text::handover::made()));
        self.screen.set(Screen::Case(case));
    }

    pub(super) fn forget_handover(self) {
        self.handover.set_value(None);
        self.has_handover.set(false);
    }

    pub(crate) fn save_handover(self) {
        if let Some(Beside::File(file)) = self.handover.get_value() {
            let _ = browser::offer(NAME, &file);
        }
    }

    pub(crate) fn copy_key(self, key: String) {
        spawn_local(async move {
            let was_copied = browser::copy_text(&key).await;
            let said = if was_copied { text::handover::copied() } else { text::handover::not_copied() };
            self.said.set(Some(said));
        });
    }
}
