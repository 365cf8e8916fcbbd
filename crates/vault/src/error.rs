//! Errors of vaults, records and exported files.

use crate::identity::RecordId;
use std::fmt;
use text::Message;

/// Why a vault or a record cannot be read or written. [`message`](Self::message) gives it in any language, `Display` in
/// English.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VaultError {
    /// The passphrase is wrong, or the wrapped key was changed: AES-GCM cannot distinguish the two.
    WrongPassphrase,
    /// A recovery code without a typing error, but for another vault, or a replaced one.
    WrongRecoveryCode,
    /// A recovery code whose check characters do not match.
    MistypedRecoveryCode,
    /// A passkey's output does not open the vault: it is another one, or the wrapped key was changed.
    WrongPasskey,
    /// A passkey without a key: its authenticator, or the browser, lacks the extension `prf`.
    PasskeyWithoutKey,
    /// More passkeys than a vault allows.
    TooManyPasskeys,
    /// A new passphrase that is too short.
    ShortPassphrase {
        /// Characters that it has.
        found: usize,
    },
    /// Not a vault, or one with a damaged header.
    Foreign,
    /// A vault, record or file of a version that this program does not know.
    Newer {
        /// The newest that it knows.
        known: u32,
        /// The version found.
        found: u32,
    },
    /// A record that was changed, or moved to another one's address.
    Damaged(RecordId),
    /// A record with an inconsistent audit trail.
    BrokenTrail(RecordId),
    /// The vault's log was changed. Cases do not depend on it.
    DamagedLog,
    /// A finding that this program cannot read; the record is whole.
    UnreadableFinding(RecordId),
    /// A record that cannot be written: its content is not JSON, or exceeds the limit of AES-GCM.
    Unwritable,
    /// No number is left for nonces: the vault has been written to 2^32 times.
    Exhausted,
    /// An exported file that ends before its end mark.
    Truncated {
        /// Whole records that were read of it.
        records: u64,
    },
    /// An exported file whose end mark does not match its content.
    Altered,
    /// The key derivation requests more memory or time than this program allows.
    Costly,
    /// Less memory than the derivation of the key needs.
    NoMemory,
    /// The device provides no random numbers.
    NoEntropy,
}

impl VaultError {
    /// What was expected and what was found.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::WrongPassphrase => text::vault::wrong_passphrase(),
            Self::WrongRecoveryCode => text::vault::wrong_code(),
            Self::MistypedRecoveryCode => text::vault::mistyped_code(),
            Self::WrongPasskey => text::passkey::wrong(),
            Self::PasskeyWithoutKey => text::passkey::without_key(),
            Self::TooManyPasskeys => text::passkey::too_many(crate::passkey::MOST_PASSKEYS as u64),
            Self::ShortPassphrase { found } => {
                text::vault::short_passphrase(crate::header::FEWEST_CHARACTERS as u64, *found as u64)
            }
            Self::Foreign => text::vault::foreign(),
            Self::Newer { known, found } => text::vault::newer(*known, *found),
            Self::Damaged(id) => text::vault::damaged(id.to_string()),
            Self::BrokenTrail(id) => text::vault::broken_trail(id.to_string()),
            Self::DamagedLog => text::passkey::damaged_log(),
            Self::UnreadableFinding(id) => text::vault::unreadable_finding(id.to_string()),
            Self::Unwritable => text::vault::unwritable(),
            Self::Exhausted => text::vault::exhausted(),
            Self::Truncated { records } => text::vault::truncated(*records),
            Self::Altered => text::vault::altered(),
            Self::Costly => text::vault::costly(),
            Self::NoMemory => text::vault::no_memory(),
            Self::NoEntropy => text::vault::no_entropy(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Message {
        match self {
            Self::WrongPassphrase | Self::WrongRecoveryCode => text::vault::help_secret(),
            Self::MistypedRecoveryCode => text::vault::help_code(),
            Self::WrongPasskey => text::passkey::help_wrong(),
            Self::PasskeyWithoutKey => text::passkey::help_without_key(),
            Self::TooManyPasskeys => text::passkey::help_too_many(),
            Self::DamagedLog => text::passkey::help_log(),
            Self::ShortPassphrase { .. } => text::vault::help_passphrase(),
            Self::Foreign | Self::Truncated { .. } | Self::Altered => text::vault::help_file(),
            Self::Newer { .. } | Self::UnreadableFinding(_) => text::vault::help_newer(),
            Self::Damaged(_) | Self::BrokenTrail(_) => text::vault::help_damaged(),
            Self::Exhausted => text::vault::help_exhausted(),
            Self::Unwritable | Self::Costly | Self::NoMemory | Self::NoEntropy => text::vault::help_device(),
        }
    }
}

impl fmt::Display for VaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::english(&self.message()))
    }
}

impl std::error::Error for VaultError {}

#[cfg(test)]
mod tests {
    use super::VaultError;

    #[test]
    fn an_error_says_what_was_expected_and_what_was_found() {
        let says = |error: VaultError, expected: &str| assert_eq!(error.to_string(), expected);
        says(VaultError::Newer { known: 1, found: 3 }, "Expected a case vault of version 1 or older, found version 3.");
        says(
            VaultError::Truncated { records: 1 },
            "Expected a whole exported vault, found one that ends early, after 1 whole record.",
        );
        says(VaultError::ShortPassphrase { found: 3 }, "Expected a passphrase of at least 12 characters, found 3.");
    }
}
