//! The secrets that open the vault: trying and replacing them.
//!
//! Invariant: a recovery code that opened the vault is held until another passphrase was chosen, that was declined, or the
//! dialog is closed.

use super::{CasesSession, Screen};
use leptos::prelude::*;
use protocol::{VaultPass, VaultQuery};

impl CasesSession {
    pub(crate) fn unlock(self, secret: VaultPass) {
        self.opened_by.set_value(match &secret {
            VaultPass::RecoveryCode(code) => Some(code.clone()),
            VaultPass::Passphrase(_) => None,
        });
        self.ask(VaultQuery::Unlock { secret }, None);
    }

    /// The vault is open: a user who opened it with the recovery code has no passphrase any more, and chooses one
    /// first.
    pub(super) fn enter_vault(self) {
        if self.recovery_code().is_some() {
            self.screen.set(Screen::Secrets);
        } else {
            self.show_list();
        }
    }

    /// The code that opened the vault, where one did.
    pub(crate) fn recovery_code(self) -> Option<String> {
        self.opened_by.get_value()
    }

    pub(crate) fn show_secrets(self) {
        self.trouble.set(None);
        self.screen.set(Screen::Secrets);
    }

    pub(crate) fn change_secrets(self, secret: VaultPass, passphrase: String) {
        self.ask(VaultQuery::ChangePassphrase { secret, passphrase }, None);
    }

    /// Both have been replaced: the new code is shown once.
    pub(super) fn changed_secrets(self, recovery_code: String) {
        self.opened_by.set_value(None);
        self.said.set(Some(text::cases::secrets_changed()));
        self.screen.set(Screen::Code(recovery_code));
    }
}
