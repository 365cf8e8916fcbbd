//! Messages of the worker that holds the case vault.
//!
//! Every request has a number and ends in one response with that number. Bytes of pictures and of exported files are
//! transferred with their message. A passphrase is sent in a message, which is a copy: the worker zeroes its own copy,
//! but the browser's copy cannot be erased.

use super::{
    CaseFigures, CaseQuery, ChartQuery, Failure, Finding, HandoverLock, HandoverOrigin, KeptPasskeys, LogForm,
    LogParts, PasskeyOutput,
};
use finding::{PictureExtent, ReaderAgreement, ReaderAssessment, UnsavedTexts};
use serde::{Deserialize, Serialize};
use text::Message;

/// To the worker of the vault.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VaultRequest {
    /// Chosen by the page, counted from 1.
    pub id: u32,
    /// The request.
    pub query: VaultQuery,
}

/// The page's requests to the vault. All but the first eight need it unlocked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum VaultQuery {
    /// Its state.
    Standing,
    /// Create one, and unlock it.
    Create {
        /// At least as long as `vault::FEWEST_CHARACTERS`.
        passphrase: String,
    },
    /// Unlock it.
    Unlock {
        /// The secret.
        secret: VaultPass,
    },
    /// Unlock it with a passkey.
    UnlockByPasskey(PasskeyOutput),
    /// List its passkeys; if unlocked, with their log.
    Passkeys,
    /// Forget the key.
    Lock,
    /// Delete all of it, unlocked or not.
    WipeAll,
    /// Another passphrase, and with it another recovery code.
    ChangePassphrase {
        /// The current secret.
        secret: VaultPass,
        /// The new one.
        passphrase: String,
    },
    /// Add a passkey.
    AddPasskey {
        /// The current secret; an unlocked vault is not enough.
        secret: VaultPass,
        /// The passkey's output.
        output: PasskeyOutput,
    },
    /// Remove a passkey.
    RemovePasskey {
        /// [`KeptPasskey::id`](super::KeptPasskey::id).
        id: Vec<u8>,
    },
    /// Save a finding; the bytes of its picture, if any are to be stored, are transferred with this message.
    Keep {
        /// The finding.
        finding: Box<Finding>,
        /// The kind of the transferred bytes.
        picture: PictureExtent,
        /// Who saves it; may be empty.
        who: String,
    },
    /// List cases.
    List {
        /// Filter and order.
        query: CaseQuery,
        /// Index of the first requested one, counted from 0.
        from: u32,
        /// Number requested.
        count: u32,
    },
    /// Statistics of cases. The manifest of their model may be transferred with this message, for comparison.
    Charts {
        /// The cases.
        query: ChartQuery,
    },
    /// All of one case.
    Open {
        /// Its name.
        case: String,
    },
    /// The stored picture of a case.
    Picture {
        /// Its name.
        case: String,
    },
    /// Add to a case. One that was changed since it was read is left unchanged.
    Change {
        /// Its name.
        case: String,
        /// [`KeptCase::revision`] as it was read.
        revision: u32,
        /// The addition.
        change: CaseChange,
        /// The author; may be empty.
        who: String,
    },
    /// Seal what is typed about a case and not saved, or forget it: `None` where all of it is saved, or was given up.
    /// Neither is an entry of the audit trail.
    Unsaved {
        /// Its name.
        case: String,
        /// What is typed.
        texts: Option<Box<UnsavedTexts>>,
    },
    /// Delete a case with its picture.
    Delete {
        /// Its name.
        case: String,
    },
    /// Export everything as one file, which is transferred with the response.
    Export,
    /// Note that an exported file was saved: no page can see that.
    NoteExport {
        /// [`VaultReply::Exported::begun_ms`].
        begun_ms: u64,
    },
    /// A table of the cases that a query finds, in its order, which travels beside the answer and is not encrypted.
    Log {
        /// The cases.
        query: CaseQuery,
        /// In which form.
        form: LogForm,
        /// What goes along.
        parts: LogParts,
    },
    /// Import the file that is transferred with this message.
    Import {
        /// The secret of the vault that it was exported from.
        secret: VaultPass,
        /// Who imports it; may be empty.
        who: String,
    },
    /// The key that hand-over files for this vault are sealed to. It is created on the first request.
    ReceiverKey,
    /// Export a case as a hand-over file, which is transferred with the response.
    HandOver {
        /// Its name.
        case: String,
        /// [`KeptCase::revision`] as it was read.
        revision: u32,
        /// How the file is sealed.
        lock: HandoverLock,
        /// Whether the stored picture is included.
        with_picture: bool,
        /// Who hands it over, as the receiver reads it; may be empty.
        from: String,
    },
    /// Import the hand-over file that is transferred with this message: as a new case, or merged into the one that it
    /// answers.
    Receive {
        /// Passphrase of the file; empty where it is sealed to the key of this vault.
        passphrase: String,
        /// Who imports it; may be empty.
        who: String,
    },
}

/// It is never printed: it contains passphrases and findings.
impl std::fmt::Debug for VaultQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VaultQuery(…)")
    }
}

/// A secret that unlocks a vault.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum VaultPass {
    /// Its passphrase.
    Passphrase(String),
    /// Its recovery code, as it was typed.
    RecoveryCode(String),
}

/// It is never printed.
impl std::fmt::Debug for VaultPass {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VaultPass(…)")
    }
}

/// An addition to a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CaseChange {
    /// Notes, replacing the earlier ones.
    Notes(String),
    /// Tags, replacing the earlier ones.
    Tags(Vec<String>),
    /// A reader's assessment.
    Assessment(ReaderAssessment),
}

/// From the worker of the vault.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VaultResponse {
    /// Number of the request; 0 for unsolicited messages.
    pub id: u32,
    /// The message.
    pub reply: VaultReply,
}

/// Messages of the vault.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum VaultReply {
    /// Its code runs.
    Hello {
        /// Must equal [`PROTOCOL_VERSION`](super::PROTOCOL_VERSION).
        protocol: u32,
    },
    /// Its state. Also sent unsolicited: when it locks itself, and when another tab changed something.
    Standing(VaultStanding),
    /// Unsolicited: what the request that is being answered waits for; `None` once it has ended.
    Waits(Option<Message>),
    /// All of it was deleted.
    Wiped,
    /// It was created, and is unlocked.
    Created {
        /// To be shown, and forgotten.
        recovery_code: String,
    },
    /// Passphrase and recovery code were changed; no record was rewritten.
    SecretsChanged {
        /// To be shown, and forgotten.
        recovery_code: String,
    },
    /// The requested passkeys.
    Passkeys(Box<KeptPasskeys>),
    /// A passkey was added.
    PasskeyAdded(Box<KeptPasskeys>),
    /// A passkey was removed.
    PasskeyRemoved(Box<KeptPasskeys>),
    /// A case was saved.
    Kept {
        /// Its name.
        case: String,
    },
    /// Some of the cases.
    Listed {
        /// Number of matches.
        found: u32,
        /// Number of cases.
        all: u32,
        /// The requested ones.
        rows: Vec<CaseRow>,
        /// Cases that cannot be read.
        damaged: Vec<DamagedCase>,
        /// Filter values of all of them.
        facets: CaseFacets,
        /// What of them stands in an exported file.
        backup: CaseBackup,
        /// Names of the cases with text that was typed and not saved.
        unsaved: Vec<String>,
    },
    /// The statistics.
    Charted(Box<CaseFigures>),
    /// All of one case.
    Opened(Box<KeptCase>),
    /// A picture; its bytes are transferred with this message.
    Picture(PictureExtent),
    /// The current case.
    Changed(Box<KeptCase>),
    /// The request was completed.
    Done,
    /// The file is transferred with this message.
    Exported {
        /// Cases in it.
        cases: u32,
        /// When the export began, in milliseconds since 1970-01-01 UTC: what was changed later is not in the file.
        begun_ms: u64,
    },
    /// It was noted that an exported file was saved.
    ExportNoted,
    /// The table travels beside this message.
    Logged {
        /// Lines in it.
        cases: u32,
        /// Its form.
        form: LogForm,
    },
    /// A file was imported.
    Imported {
        /// Imported cases.
        cases: u32,
        /// Existing cases, which were left unchanged.
        known: u32,
        /// Errors of others: one sentence per case or picture, at most a thousand, and one for a truncated file.
        damaged: Vec<Message>,
    },
    /// The public key of this vault, for sharing.
    ReceiverKey(String),
    /// The current case. The hand-over file is transferred with this message.
    HandedOver(Box<KeptCase>),
    /// A hand-over file was imported.
    Received {
        /// The current case.
        case: Box<KeptCase>,
        /// Number of trail entries added; 0 where all of them existed already.
        entries: u32,
    },
    /// The request failed without any effect.
    Failed {
        /// What kind of fault.
        fault: VaultFault,
        /// In sentences.
        failure: Failure,
    },
}

/// The state of a vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VaultStanding {
    /// There is none on this device.
    Nothing,
    /// It is locked.
    Locked {
        /// Milliseconds until a passphrase may be tried.
        wait_ms: u32,
    },
    /// It is unlocked.
    Open {
        /// Cases in it.
        cases: u32,
    },
}

/// Faults that a page handles specially.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VaultFault {
    /// The passphrase or the code is wrong.
    WrongSecret,
    /// Too early for another try.
    TooSoon,
    /// It is locked.
    Locked,
    /// The case was changed since it was read, or was deleted.
    Conflict,
    /// The storage of the device is full.
    Full,
    /// What is stored here, or in the file, is not a vault that this program supports. It was left unchanged.
    Foreign,
    /// A damaged case.
    Damaged,
    /// Something else.
    Other,
}

/// A damaged case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DamagedCase {
    /// Its name, by which it can still be deleted; `None` where a later program can read it.
    pub case: Option<String>,
    /// What is wrong with it.
    pub said: Message,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseRow {
    /// Its name.
    pub case: String,
    /// When it was saved, in milliseconds since 1970-01-01 UTC.
    pub kept_ms: u64,
    /// The task; empty where the finding cannot be read.
    pub task: String,
    /// What the answer names; empty where it names nothing.
    pub labels: Vec<String>,
    /// Probability of the first of them, 0…1.
    pub probability: Option<f32>,
    /// Whether the model abstained.
    pub abstained: bool,
    /// What the first reader says.
    pub agreement: Option<ReaderAgreement>,
    /// Its tags.
    pub tags: Vec<String>,
    /// How much of its picture is stored.
    pub picture: PictureExtent,
}

/// A saved case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptCase {
    /// Its name.
    pub case: String,
    /// How often it was written, counted from 1.
    pub revision: u32,
    /// The finding; `None` where it was written by a later program.
    pub finding: Option<Finding>,
    /// Its notes.
    pub notes: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// Assessments, the first reader's first.
    pub assessments: Vec<ReaderAssessment>,
    /// How much of its picture is stored.
    pub picture: PictureExtent,
    /// Its audit trail, the oldest first.
    pub trail: Vec<TrailLine>,
    /// Its last origin; `None` for a case that was never in a hand-over file.
    pub origin: Option<HandoverOrigin>,
    /// What was typed about it and not saved; only where it was asked for by [`VaultQuery::Open`].
    pub unsaved: Option<UnsavedTexts>,
    /// Whether something was typed about it and not saved that cannot be read; only where it was asked for by
    /// [`VaultQuery::Open`].
    pub is_unsaved_damaged: bool,
}

/// An entry of a case's audit trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailLine {
    /// When, in milliseconds since 1970-01-01 UTC.
    pub at_ms: u64,
    /// Who; may be empty.
    pub who: String,
    /// What.
    pub said: Message,
}

/// What of a vault stands in an exported file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseBackup {
    /// When the last export began of which the visitor said that its file was saved, in milliseconds since 1970-01-01 UTC;
    /// `None` before the first one.
    pub exported_ms: Option<u64>,
    /// Whether a case was kept or changed since.
    pub is_behind: bool,
}

/// Filter values of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFacets {
    /// All tasks with cases, in alphabetical order.
    pub tasks: Vec<String>,
    /// All labels that answers name, each with its task, in alphabetical order.
    pub labels: Vec<(String, String)>,
}

#[cfg(test)]
mod tests {
    use super::{VaultPass, VaultQuery, VaultRequest};

    #[test]
    fn no_passphrase_is_printed() {
        let secret = || "four words for cases".to_owned();
        let changes = VaultQuery::ChangePassphrase { secret: VaultPass::Passphrase(secret()), passphrase: secret() };
        for query in [VaultQuery::Create { passphrase: secret() }, changes] {
            let printed = format!("{:?}", VaultRequest { id: 1, query });
            assert!(!printed.contains("four words"), "{printed}");
        }
    }
}
