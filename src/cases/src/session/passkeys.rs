//! Passkeys: the device is asked for a passkey's output, and the vault to use it.
//!
//! Invariant: a passkey's output is held only until the vault has received it, or the dialog is closed or locked.

use super::{CasesSession, Screen};
use browser::{DevicePasskeys, PasskeyRefusal};
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{Failure, FailureKind, KeptPasskeys, PasskeyOutput, VaultPass, VaultQuery, VaultReply};

/// The dialog's state of passkeys. Copy it freely: it holds only signals.
#[derive(Clone, Copy)]
pub(crate) struct PasskeyState {
    /// Those of the vault, once they were requested.
    pub(crate) kept: RwSignal<Option<KeptPasskeys>>,
    /// Those of this device; `None` where it has none for this page.
    device: StoredValue<Option<DevicePasskeys>, LocalStorage>,
    /// One that was made and that the vault has not stored yet: a mistyped passphrase must not create a second one.
    made: StoredValue<Option<PasskeyOutput>>,
}

impl PasskeyState {
    pub(super) fn new() -> Self {
        Self {
            kept: RwSignal::new(None),
            device: StoredValue::new_local(DevicePasskeys::take()),
            made: StoredValue::new(None),
        }
    }

    pub(super) fn clear(self) {
        self.kept.set(None);
        self.made.set_value(None);
    }

    /// Whether this browser has passkeys for this page.
    pub(crate) fn are_here(self) -> bool {
        self.device.with_value(Option::is_some)
    }

    /// How many open the vault; `None` while that is not known.
    pub(crate) fn count(self) -> Option<usize> {
        self.kept.with(|kept| kept.as_ref().map(|kept| kept.passkeys.len()))
    }
}

impl CasesSession {
    /// Asks which passkeys open the locked vault. An error here is reported when the passphrase is tried.
    pub(crate) fn look_for_passkeys(self) {
        let Some(client) = self.client.get_value().filter(|_| self.passkeys.are_here()) else { return };
        spawn_local(async move {
            if let Ok((VaultReply::Passkeys(kept), _)) = client.ask(VaultQuery::Passkeys, None).await {
                self.passkeys.kept.set(Some(*kept));
            }
        });
    }

    pub(crate) fn show_passkeys(self) {
        self.screen.set(Screen::Passkeys);
        self.ask(VaultQuery::Passkeys, None);
    }

    pub(crate) fn unlock_by_passkey(self) {
        let Some(device) = self.passkeys.device.get_value() else { return };
        let kept = self.passkeys.kept.with_untracked(|kept| kept.as_ref().map(|kept| kept.passkeys.clone()));
        let ids: Vec<Vec<u8>> = kept.into_iter().flatten().map(|passkey| passkey.id).collect();
        // A recovery code that was refused before opened nothing.
        self.opened_by.set_value(None);
        self.begin_to_ask_device();
        spawn_local(async move {
            match device.ask(&ids).await {
                Ok(output) => self.ask(VaultQuery::UnlockByPasskey(output), None),
                Err(refusal) => self.tell_refusal(refusal),
            }
        });
    }

    /// Has the device make a passkey, unless it has just made one, and the vault store it.
    pub(crate) fn add_passkey(self, passphrase: String) {
        let Some(device) = self.passkeys.device.get_value() else { return };
        let secret = VaultPass::Passphrase(passphrase);
        if let Some(output) = self.passkeys.made.get_value() {
            return self.ask(VaultQuery::AddPasskey { secret, output }, None);
        }
        if browser::network_is_closed() {
            let (message, hint) = (text::passkey::sealed(), text::passkey::help_sealed());
            return self.trouble.set(Some(Failure { kind: FailureKind::Cancelled, message, hint }));
        }
        self.begin_to_ask_device();
        spawn_local(async move {
            match device.make().await {
                Ok(output) if output.output.is_empty() => {
                    self.busy.set(false);
                    let (message, hint) = (text::passkey::without_key(), text::passkey::help_without_key());
                    self.trouble.set(Some(Failure { kind: FailureKind::Unsupported, message, hint }));
                }
                Ok(output) => {
                    self.passkeys.made.set_value(Some(output.clone()));
                    self.ask(VaultQuery::AddPasskey { secret, output }, None);
                }
                Err(refusal) => self.tell_refusal(refusal),
            }
        });
    }

    pub(super) fn added_passkey(self, kept: KeptPasskeys) {
        self.passkeys.made.set_value(None);
        self.passkeys.kept.set(Some(kept));
        self.said.set(Some(text::passkey::added()));
    }

    pub(super) fn removed_passkey(self, kept: KeptPasskeys) {
        self.passkeys.kept.set(Some(kept));
        self.said.set(Some(text::passkey::removed()));
    }

    /// The device prompts the user: meanwhile the buttons are disabled.
    fn begin_to_ask_device(self) {
        self.busy.set(true);
        self.trouble.set(None);
        self.said.set(None);
    }

    fn tell_refusal(self, refusal: PasskeyRefusal) {
        self.busy.set(false);
        let (kind, message, hint) = match refusal {
            PasskeyRefusal::Cancelled => {
                (FailureKind::Cancelled, text::passkey::cancelled(), text::passkey::help_cancelled())
            }
            PasskeyRefusal::NotSupported => {
                (FailureKind::Unsupported, text::passkey::not_supported(), text::passkey::help_not_supported())
            }
            PasskeyRefusal::Other(name) => {
                let why = text::failure::said(name);
                (FailureKind::Device, text::passkey::refused(why), text::passkey::help_cancelled())
            }
        };
        self.trouble.set(Some(Failure { kind, message, hint }));
    }
}
