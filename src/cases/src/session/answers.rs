//! Showing the vault's answers.

use super::{CasesSession, Screen};
use browser::VaultAnswer;
use browser::wire::Beside;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{Failure, LogForm, VaultFault, VaultQuery, VaultReply, VaultStanding};

/// What an exported file is called.
const EXPORT: &str = "cases.onsightvault";
/// What a table of cases is called.
const CSV: &str = "onsight-cases.csv";
const NDJSON: &str = "onsight-cases.ndjson";
/// The element that asks whether an exported file was saved.
pub(crate) const QUESTION: &str = "cases-handed";

impl CasesSession {
    /// Shows an answer to a question from the time when the dialog had been opened this many times.
    pub(super) fn show(self, answer: VaultAnswer, opened: u32) {
        let (reply, beside) = match answer {
            Ok(answered) => answered,
            Err(refusal) => {
                if refusal.fault == VaultFault::Locked {
                    // A locked vault that cannot be opened for being locked may be gone.
                    if matches!(*self.screen.read_untracked(), Screen::Locked) {
                        self.look_whether_gone();
                    }
                    self.shut(VaultStanding::Locked { wait_ms: 0 });
                }
                return self.trouble.set(Some(refusal.failure));
            }
        };
        // Closed meanwhile: nothing of a case enters the page any more, except a requested export. Nor does an answer
        // to an earlier question replace a recovery code, which cannot be shown again.
        let is_taken_along = matches!(
            reply,
            VaultReply::Created { .. }
                | VaultReply::SecretsChanged { .. }
                | VaultReply::Exported { .. }
                | VaultReply::Logged { .. }
                | VaultReply::Wiped
        );
        let is_late = !self.is_open.get_untracked() || self.opened.get_value() != opened || self.shows_code();
        if is_late && !is_taken_along {
            return;
        }
        match reply {
            VaultReply::Standing(VaultStanding::Open { .. }) => self.enter_vault(),
            VaultReply::Standing(standing) => self.shut(standing),
            VaultReply::Created { recovery_code } => self.screen.set(Screen::Code(recovery_code)),
            VaultReply::SecretsChanged { recovery_code } => self.changed_secrets(recovery_code),
            VaultReply::Passkeys(kept) => self.passkeys.kept.set(Some(*kept)),
            VaultReply::PasskeyAdded(kept) => self.added_passkey(*kept),
            VaultReply::PasskeyRemoved(kept) => self.removed_passkey(*kept),
            VaultReply::Wiped => {
                self.said.set(Some(text::cases::wiped()));
                self.shut(VaultStanding::Nothing);
            }
            VaultReply::Kept { .. } => {
                self.to_keep.set_value(None);
                self.waits.set(None);
                self.said.set(Some(text::cases::kept()));
                self.row.set(0);
                self.show_list();
            }
            VaultReply::Charted(figures) => {
                self.name_tasks(&figures.tasks);
                self.screen.set(Screen::Charts(figures));
            }
            VaultReply::Opened(case) => self.enter(case),
            VaultReply::Picture(extent) => self.show_picture(extent, &beside),
            VaultReply::Changed(case) => self.changed(case),
            VaultReply::ReceiverKey(key) => self.own_key.set(Some(key)),
            VaultReply::HandedOver(case) => self.made_handover(case, beside),
            VaultReply::Received { case, entries } => {
                let is_foreign = case.origin.as_ref().is_some_and(|origin| origin.is_foreign);
                self.said.set(Some(match entries {
                    0 => text::handover::known(),
                    _ if is_foreign => text::handover::came_in(),
                    _ => text::handover::merged(entries),
                }));
                self.enter(case);
            }
            VaultReply::Exported { cases, begun_ms } => {
                let is_offered = is_offered(EXPORT, &beside);
                self.said.set(Some(if is_offered {
                    text::cases::exported(cases)
                } else {
                    text::cases::not_exported()
                }));
                // Whether the browser saves it is not told to a page: somebody who looks has to say so.
                self.handed_ms.set(is_offered.then_some(begun_ms));
                request_animation_frame(|| browser::focus_on(&format!("#{QUESTION}")));
            }
            VaultReply::ExportNoted => {
                self.handed_ms.set(None);
                self.said.set(Some(text::cases::export_noted()));
                self.show_list();
            }
            VaultReply::Logged { cases, form } => {
                let name = match form {
                    LogForm::Csv => CSV,
                    LogForm::Ndjson => NDJSON,
                };
                self.said.set(Some(if is_offered(name, &beside) {
                    text::cases::logged(cases)
                } else {
                    text::cases::not_exported()
                }));
            }
            VaultReply::Imported { cases, known, damaged } => {
                let others = damaged.len();
                self.said.set(Some(match others {
                    0 => text::cases::imported(cases, known),
                    _ => text::cases::imported_in_part(cases, known, others),
                }));
                self.row.set(0);
                self.show_list();
                // After the list was requested, which clears the earlier error.
                if let Some(message) = damaged.into_iter().next() {
                    let (kind, hint) = (protocol::FailureKind::Damaged, text::vault::help_file());
                    self.trouble.set(Some(Failure { kind, message, hint }));
                }
            }
            VaultReply::Done => self.show_list(),
            // Rows belong to the request that named their start.
            VaultReply::Listed { .. } | VaultReply::Hello { .. } | VaultReply::Waits(_) | VaultReply::Failed { .. } => {
            }
        }
    }

    /// Says so where there is no vault any more.
    fn look_whether_gone(self) {
        let Some(client) = self.client.get_value() else { return };
        spawn_local(async move {
            let answer = client.ask(VaultQuery::Standing, None).await;
            if matches!(answer, Ok((VaultReply::Standing(VaultStanding::Nothing), _))) {
                self.trouble.set(None);
                self.said.set(Some(text::cases::deleted_elsewhere()));
                self.shut(VaultStanding::Nothing);
            }
        });
    }
}

/// Offers the file that travels beside an answer to be saved; whether the browser took it.
fn is_offered(name: &str, beside: &Beside) -> bool {
    matches!(beside, Beside::File(file) if browser::offer(name, file).is_some())
}
