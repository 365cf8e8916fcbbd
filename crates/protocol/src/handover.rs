//! Types for cases that are handed over in a file, and returned.

use finding::ReaderOrder;
use serde::{Deserialize, Serialize};

/// How a hand-over file is sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum HandoverLock {
    /// A passphrase, which the receiver gets through another channel.
    Passphrase(String),
    /// The receiver's key, as it was typed or pasted.
    Receiver(String),
}

/// It is never printed.
impl std::fmt::Debug for HandoverLock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HandoverLock(…)")
    }
}

/// The origin of a saved case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverOrigin {
    /// The sender, as they call themselves: nothing proves it.
    pub from: String,
    /// The key that an answer is sealed to, where they gave one.
    pub answer_to: Option<String>,
    /// When it came, in milliseconds since 1970-01-01 UTC.
    pub at_ms: u64,
    /// Whether the case is theirs; else it is one of this vault that was sent back.
    pub is_foreign: bool,
    /// The reader role of an answer.
    pub answers_as: ReaderOrder,
}
