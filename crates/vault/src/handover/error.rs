//! Errors of hand-over files.

use crate::error::VaultError;
use std::fmt;
use text::Message;

/// Why a hand-over file cannot be read, written or merged. [`message`](Self::message) gives it in any language,
/// `Display` in English.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HandoverError {
    /// Not a hand-over file.
    Foreign,
    /// A file of an unknown version.
    Newer {
        /// The newest known version.
        known: u32,
        /// The version found.
        found: u32,
    },
    /// The file ends before its content does.
    Truncated,
    /// Its bytes were changed, or bytes were added.
    Altered,
    /// It is sealed by a passphrase, and none was given.
    NeedsPassphrase,
    /// The passphrase is wrong, or the content was changed: AES-GCM cannot distinguish the two.
    WrongPassphrase,
    /// It is sealed to the key of another receiver.
    WrongReceiver,
    /// The typed text is not a receiver's key.
    MistypedKey,
    /// An answer about another finding than that of the case it names.
    OtherFinding,
    /// An error of its record, or of its key derivation.
    Vault(VaultError),
}

impl From<VaultError> for HandoverError {
    fn from(error: VaultError) -> Self {
        Self::Vault(error)
    }
}

impl HandoverError {
    /// What was expected and what was found.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Foreign => text::handover::foreign(),
            Self::Newer { known, found } => text::handover::newer(*known, *found),
            Self::Truncated => text::handover::truncated(),
            Self::Altered => text::handover::altered(),
            Self::NeedsPassphrase => text::handover::needs_passphrase(),
            Self::WrongPassphrase => text::handover::wrong_passphrase(),
            Self::WrongReceiver => text::handover::wrong_receiver(),
            Self::MistypedKey => text::handover::mistyped_key(),
            Self::OtherFinding => text::handover::other_finding(),
            Self::Vault(error) => error.message(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Message {
        match self {
            Self::Foreign | Self::Truncated | Self::Altered => text::handover::help_file(),
            Self::Newer { .. } => text::vault::help_newer(),
            Self::NeedsPassphrase | Self::WrongPassphrase => text::handover::help_passphrase(),
            Self::WrongReceiver => text::handover::help_receiver(),
            Self::MistypedKey => text::handover::help_key(),
            Self::OtherFinding => text::handover::help_other(),
            Self::Vault(error) => error.help(),
        }
    }
}

impl fmt::Display for HandoverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::english(&self.message()))
    }
}

impl std::error::Error for HandoverError {}
