//! What can go wrong, for the page.

use protocol::{Failure, FailureKind, VaultFault, VaultReply};
use text::Message;
use vault::{HandoverError, VaultError};
use web_sys::DomException;

/// Why a request was not done.
#[derive(Debug)]
pub(crate) enum VaultProblem {
    /// An error of the records.
    Vault(VaultError),
    /// An error of a hand-over file.
    Handover(HandoverError),
    /// No storage is left.
    Full,
    /// The database is of a later version of this website.
    LaterDatabase,
    /// The browser's database, in the browser's words.
    Database(Message),
    /// The browser has no database for this page.
    NoDatabase,
    /// The vault is locked, or there is none.
    Locked,
    /// There is a vault already.
    Exists,
    /// The case was changed since it was read.
    Conflict,
    /// The case does not exist.
    Gone,
    /// A passphrase may be tried again after this many milliseconds.
    TooSoon(u64),
    /// A request without the file that it needs.
    NoFile,
    /// The file sent with a request cannot be read, or is too large.
    File(Failure),
}

impl From<VaultError> for VaultProblem {
    fn from(error: VaultError) -> Self {
        Self::Vault(error)
    }
}

impl From<HandoverError> for VaultProblem {
    fn from(error: HandoverError) -> Self {
        match error {
            HandoverError::Vault(error) => Self::Vault(error),
            other => Self::Handover(other),
        }
    }
}

impl VaultProblem {
    /// What the database threw.
    pub(crate) fn of_exception(error: Option<&DomException>) -> Self {
        match error.map(DomException::name).as_deref() {
            Some("QuotaExceededError") => Self::Full,
            Some("VersionError") => Self::LaterDatabase,
            Some(name) => Self::Database(text::failure::said(name)),
            None => Self::Database(text::failure::said("AbortError")),
        }
    }

    /// As reported to the page.
    pub(crate) fn reply(&self) -> VaultReply {
        VaultReply::Failed { fault: self.fault(), failure: self.failure() }
    }

    /// What was expected and what was found.
    pub(crate) fn message(&self) -> Message {
        self.failure().message
    }

    fn fault(&self) -> VaultFault {
        match self {
            Self::Vault(
                VaultError::WrongPassphrase
                | VaultError::WrongRecoveryCode
                | VaultError::MistypedRecoveryCode
                | VaultError::WrongPasskey,
            ) => VaultFault::WrongSecret,
            Self::Vault(VaultError::Damaged(_) | VaultError::BrokenTrail(_)) => VaultFault::Damaged,
            Self::Vault(VaultError::Foreign | VaultError::Newer { .. }) | Self::LaterDatabase => VaultFault::Foreign,
            Self::Handover(error) => fault_of(error),
            Self::Full => VaultFault::Full,
            Self::Locked => VaultFault::Locked,
            Self::Conflict | Self::Gone => VaultFault::Conflict,
            Self::TooSoon(_) => VaultFault::TooSoon,
            Self::Vault(_) | Self::Database(_) | Self::NoDatabase | Self::Exists | Self::NoFile | Self::File(_) => {
                VaultFault::Other
            }
        }
    }

    fn failure(&self) -> Failure {
        let (kind, message, hint) = match self {
            Self::Vault(error) => (kind_of(error), error.message(), error.help()),
            Self::Handover(error) => (kind_of_handover(error), error.message(), error.help()),
            Self::Full => (FailureKind::TooLarge, text::vault::full(), text::vault::help_full()),
            Self::LaterDatabase => (FailureKind::Unsupported, text::vault::later_database(), text::vault::help_newer()),
            Self::Database(why) => {
                (FailureKind::Worker, text::vault::database(why.clone()), text::vault::help_device())
            }
            Self::NoDatabase => (FailureKind::Worker, text::vault::no_database(), text::vault::help_no_database()),
            Self::Locked => (FailureKind::Unreadable, text::vault::locked(), text::vault::help_locked()),
            Self::Exists => (FailureKind::Unreadable, text::vault::exists(), text::vault::help_locked()),
            Self::Conflict => (FailureKind::Cancelled, text::vault::conflict(), text::vault::help_conflict()),
            Self::Gone => (FailureKind::Cancelled, text::vault::gone(), text::vault::help_conflict()),
            Self::TooSoon(wait_ms) => {
                let seconds = wait_ms.div_ceil(1_000);
                (FailureKind::Unreadable, text::vault::too_soon(seconds), text::vault::help_secret())
            }
            Self::NoFile => (FailureKind::Program, text::vault::no_file(), text::vault::help_file()),
            Self::File(failure) => return failure.clone(),
        };
        Failure { kind, message, hint }
    }
}

/// A message that could not be read.
pub(crate) fn failed(failure: Failure) -> VaultReply {
    VaultReply::Failed { fault: VaultFault::Other, failure }
}

fn kind_of(error: &VaultError) -> FailureKind {
    match error {
        VaultError::Foreign => FailureKind::UnknownFormat,
        VaultError::Newer { .. }
        | VaultError::UnreadableFinding(_)
        | VaultError::Costly
        | VaultError::PasskeyWithoutKey => FailureKind::Unsupported,
        VaultError::Damaged(_) | VaultError::BrokenTrail(_) | VaultError::Altered => FailureKind::Damaged,
        VaultError::Truncated { .. } => FailureKind::Truncated,
        VaultError::NoMemory | VaultError::NoEntropy => FailureKind::Device,
        _ => FailureKind::Unreadable,
    }
}

fn fault_of(error: &HandoverError) -> VaultFault {
    match error {
        HandoverError::Foreign | HandoverError::Newer { .. } => VaultFault::Foreign,
        HandoverError::NeedsPassphrase
        | HandoverError::WrongPassphrase
        | HandoverError::WrongReceiver
        | HandoverError::MistypedKey => VaultFault::WrongSecret,
        _ => VaultFault::Damaged,
    }
}

fn kind_of_handover(error: &HandoverError) -> FailureKind {
    match error {
        HandoverError::Foreign => FailureKind::UnknownFormat,
        HandoverError::Newer { .. } => FailureKind::Unsupported,
        HandoverError::Truncated => FailureKind::Truncated,
        HandoverError::Altered => FailureKind::Damaged,
        _ => FailureKind::Unreadable,
    }
}
