//! The secrets that open the vault: trying and replacing them.
//!
//! Invariant: a recovery code that opened the vault is held until another passphrase was chosen, that was declined, or the
//! dialog is closed.

use super::{CasesSession, Screen};
use leptos::prelude::*;
use protocol::{HandoverLock, VaultPass, VaultQuery};

/// Whether the vault makes a key of a passphrase for it, which takes seconds on a slow device.
pub(super) fn derives_key(query: &VaultQuery) -> bool {
    match query {
        VaultQuery::Create { .. } | VaultQuery::ChangePassphrase { .. } | VaultQuery::AddPasskey { .. } => true,
        VaultQuery::Unlock { secret } | VaultQuery::Import { secret, .. } => matches!(secret, VaultPass::Passphrase(_)),
        VaultQuery::HandOver { lock, .. } => matches!(lock, HandoverLock::Passphrase(_)),
        VaultQuery::Receive { passphrase, .. } => !passphrase.is_empty(),
        _ => false,
    }
}

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
