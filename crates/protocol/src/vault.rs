//! Messages of the worker that holds the case vault.
//!
//! Every request has a number and ends in one response with that number. Bytes of pictures and of exported files are
//! transferred with their message. A passphrase is sent in a message, which is a copy: the worker zeroes its own copy,
//! but the browser's copy cannot be erased.

use super::{
    CaseFigures, ChartQuery, Failure, Finding, HandoverLock, HandoverOrigin, KeptPasskeys, LogForm, LogParts,
    PasskeyOutput,
};
use finding::{PictureExtent, ReaderAgreement, ReaderAssessment};
use serde::{Deserialize, Serialize};
use text::Message;

/// To the worker of the vault.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VaultRequest {
    /// Chosen by the page, counted from 1.
    pub id: u32,
    /// What is asked for.
    pub query: VaultQuery,
}

/// What a page asks of the vault. All but the first eight need it open.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum VaultQuery {
    /// How it stands.
    Standing,
    /// Make one, and open it.
    Create {
        /// At least as long as `vault::FEWEST_CHARACTERS`.
        passphrase: String,
    },
    /// Open it.
    Unlock {
        /// What opens it.
        secret: VaultPass,
    },
    /// Open it by a passkey.
    UnlockByPasskey(PasskeyOutput),
    /// Which passkeys open it; where it is open, also what was done with them.
    Passkeys,
    /// Forget the key.
    Lock,
    /// Delete all of it, open or not.
    WipeAll,
    /// Another passphrase, and with it another recovery code.
    ChangePassphrase {
        /// What opens it now.
        secret: VaultPass,
        /// The new one.
        passphrase: String,
    },
    /// Let a passkey open it too.
    AddPasskey {
        /// What opens it now; that it is open is not enough.
        secret: VaultPass,
        /// What the passkey gave.
        output: PasskeyOutput,
    },
    /// Let a passkey open it no more.
    RemovePasskey {
        /// [`KeptPasskey::id`](super::KeptPasskey::id).
        id: Vec<u8>,
    },
    /// Keep a finding; the bytes of its picture travel beside this message, where some are to be kept.
    Keep {
        /// What was found.
        finding: Box<Finding>,
        /// What the bytes beside this message are.
        picture: PictureExtent,
        /// Who keeps it; may be empty.
        who: String,
    },
    /// Which cases there are.
    List {
        /// Which ones, in which order.
        query: CaseQuery,
        /// Place of the first one that is wanted, counted from 0.
        from: u32,
        /// How many.
        count: u32,
    },
    /// What is counted of cases. The manifest of their model may travel beside this message: what they are compared with.
    Charts {
        /// Which cases.
        query: ChartQuery,
    },
    /// All of one case.
    Open {
        /// Its name.
        case: String,
    },
    /// The picture that is kept of a case.
    Picture {
        /// Its name.
        case: String,
    },
    /// Add to a case. One that was changed since it was read is left as it is.
    Change {
        /// Its name.
        case: String,
        /// [`KeptCase::revision`] as it was read.
        revision: u32,
        /// What is added.
        change: CaseChange,
        /// Who says it; may be empty.
        who: String,
    },
    /// Delete a case with its picture.
    Delete {
        /// Its name.
        case: String,
    },
    /// All of it as one file, which travels beside the answer.
    Export,
    /// A table of the cases that a query finds, in its order, which travels beside the answer and is not encrypted.
    Log {
        /// Which cases.
        query: CaseQuery,
        /// In which form.
        form: LogForm,
        /// What goes along.
        parts: LogParts,
    },
    /// Take in the file that travels beside this message.
    Import {
        /// What opened the vault that it was exported from.
        secret: VaultPass,
        /// Who takes it in; may be empty.
        who: String,
    },
    /// The key that hand-over files for this vault are sealed to. It is made at the first question.
    ReceiverKey,
    /// Put a case into a hand-over file, which travels beside the answer.
    HandOver {
        /// Its name.
        case: String,
        /// [`KeptCase::revision`] as it was read.
        revision: u32,
        /// What the file is sealed by.
        lock: HandoverLock,
        /// Whether what is kept of the picture goes along.
        with_picture: bool,
        /// Who hands it over, as the receiver reads it; may be empty.
        from: String,
    },
    /// Take in the hand-over file that travels beside this message: as a new case, or into the one that it answers.
    Receive {
        /// What the file is sealed by; empty where it is sealed to the key of this vault.
        passphrase: String,
        /// Who takes it in; may be empty.
        who: String,
    },
}

/// It is never printed: passphrases and findings stand in it.
impl std::fmt::Debug for VaultQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VaultQuery(…)")
    }
}

/// What opens a vault.
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

/// What is added to a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CaseChange {
    /// These notes in place of the earlier ones.
    Notes(String),
    /// These tags in place of the earlier ones.
    Tags(Vec<String>),
    /// What a reader says.
    Assessment(ReaderAssessment),
}

/// From the worker of the vault.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VaultResponse {
    /// Of the request; 0 for what nobody asked for.
    pub id: u32,
    /// What is said.
    pub reply: VaultReply,
}

/// What the vault says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum VaultReply {
    /// Its code runs.
    Hello {
        /// Must equal [`PROTOCOL_VERSION`](super::PROTOCOL_VERSION).
        protocol: u32,
    },
    /// How it stands. Said unasked too: when it locks itself, and when another tab changed something.
    Standing(VaultStanding),
    /// It was made, and is open.
    Created {
        /// To be shown, and forgotten.
        recovery_code: String,
    },
    /// Passphrase and recovery code are others from now on; no record was written anew.
    SecretsChanged {
        /// To be shown, and forgotten.
        recovery_code: String,
    },
    /// Passkeys, as they were asked for.
    Passkeys(Box<KeptPasskeys>),
    /// One opens the vault from now on.
    PasskeyAdded(Box<KeptPasskeys>),
    /// One opens it no more.
    PasskeyRemoved(Box<KeptPasskeys>),
    /// A case is kept.
    Kept {
        /// Its name.
        case: String,
    },
    /// Some of the cases.
    Listed {
        /// How many the query finds.
        found: u32,
        /// How many there are.
        all: u32,
        /// Those that were wanted.
        rows: Vec<CaseRow>,
        /// Others, that cannot be read.
        damaged: Vec<DamagedCase>,
        /// By what all of them can be filtered.
        facets: CaseFacets,
        /// What of them stands in an exported file.
        backup: CaseBackup,
    },
    /// What was counted.
    Charted(Box<CaseFigures>),
    /// All of one case.
    Opened(Box<KeptCase>),
    /// A picture; its bytes travel beside this message.
    Picture(PictureExtent),
    /// The case as it is now.
    Changed(Box<KeptCase>),
    /// What was asked for is done.
    Done,
    /// The file travels beside this message.
    Exported {
        /// Cases in it.
        cases: u32,
    },
    /// The table travels beside this message.
    Logged {
        /// Lines in it.
        cases: u32,
        /// Its form.
        form: LogForm,
    },
    /// A file was taken in.
    Imported {
        /// Cases that came in.
        cases: u32,
        /// Cases that were there already, and were left as they are.
        known: u32,
        /// What is wrong with others: one sentence a case or picture, a thousand at most, and one for a file that is not whole.
        damaged: Vec<Message>,
    },
    /// The key of this vault, as it is given away.
    ReceiverKey(String),
    /// The case as it is now. The hand-over file travels beside this message.
    HandedOver(Box<KeptCase>),
    /// A hand-over file was taken in.
    Received {
        /// The case as it is now.
        case: Box<KeptCase>,
        /// Lines of its trail that came in; 0 where all of it was here already.
        entries: u32,
    },
    /// It could not be done, and nothing of it was.
    Failed {
        /// What kind of fault.
        fault: VaultFault,
        /// In sentences.
        failure: Failure,
    },
}

/// How a vault stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VaultStanding {
    /// There is none on this device.
    Nothing,
    /// It is locked.
    Locked {
        /// Milliseconds until a passphrase may be tried.
        wait_ms: u32,
    },
    /// It is open.
    Open {
        /// Cases in it.
        cases: u32,
    },
}

/// Faults that a page treats in ways of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VaultFault {
    /// The passphrase or the code is another one, or mistyped.
    WrongSecret,
    /// Too early for another try.
    TooSoon,
    /// It is locked.
    Locked,
    /// The case was changed since it was read, or is gone.
    Conflict,
    /// No room is left on the device.
    Full,
    /// What is kept here, or in the file, is no vault that this program knows. It was left as it is.
    Foreign,
    /// A case that is not as it was kept.
    Damaged,
    /// Something else.
    Other,
}

/// A case that is not as it was kept.
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
    /// When it was kept, in milliseconds since 1970-01-01 UTC.
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
    /// How much of its picture is kept.
    pub picture: PictureExtent,
}

/// A kept case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptCase {
    /// Its name.
    pub case: String,
    /// How often it was written, counted from 1.
    pub revision: u32,
    /// What was found; `None` where it was written by a later program.
    pub finding: Option<Finding>,
    /// Its notes.
    pub notes: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// What readers say, the first one first.
    pub assessments: Vec<ReaderAssessment>,
    /// How much of its picture is kept.
    pub picture: PictureExtent,
    /// What was done to it, the oldest first.
    pub trail: Vec<TrailLine>,
    /// Where it came from last; `None` for a case that never came out of a hand-over file.
    pub origin: Option<HandoverOrigin>,
}

/// A line of what was done to a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailLine {
    /// When, in milliseconds since 1970-01-01 UTC.
    pub at_ms: u64,
    /// Who; empty where they did not say.
    pub who: String,
    /// What.
    pub said: Message,
}

/// What of a vault stands in an exported file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseBackup {
    /// When all of it was exported last, in milliseconds since 1970-01-01 UTC; `None` before the first time.
    pub exported_ms: Option<u64>,
    /// Whether a case was kept or changed since.
    pub is_behind: bool,
}

/// By what a list can be filtered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFacets {
    /// All tasks that there are cases of, in alphabetical order.
    pub tasks: Vec<String>,
    /// All labels that answers name, each with its task, in alphabetical order.
    pub labels: Vec<(String, String)>,
}

/// What a list is filtered by: all of it applies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseQuery {
    /// Words that all stand somewhere in labels, tags, notes, comments or the task, in either case.
    pub words: String,
    /// Of words, in small letters: labels that stand for one, since they are called so in the language of the page.
    pub named: Vec<(String, Vec<String>)>,
    /// The task.
    pub task: Option<String>,
    /// A label that the answer names.
    pub label: Option<String>,
    /// Kept at this time or later, in milliseconds since 1970-01-01 UTC.
    pub from_ms: Option<u64>,
    /// Kept before this time, likewise.
    pub before_ms: Option<u64>,
    /// What the first reader says.
    pub agreement: Option<AgreementFilter>,
    /// Whether the model abstained.
    pub abstained: Option<bool>,
    /// Those alone whose picture a gate turned away.
    pub turned_away: bool,
    /// In which order.
    pub order: CaseOrder,
}

/// What the first reader says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgreementFilter {
    /// Nothing yet.
    Unread,
    /// This.
    Said(ReaderAgreement),
}

/// Orders of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CaseOrder {
    /// What was kept last stands first.
    #[default]
    Newest,
    /// What was kept first stands first.
    Oldest,
    /// What was changed last stands first.
    Changed,
    /// The least probable answer stands first, and what names none before all others.
    LeastProbable,
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
