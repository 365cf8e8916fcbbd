//! Passkeys that open the case vault beside its passphrase, in the messages of page and vault.

use super::TrailLine;
use serde::{Deserialize, Serialize};
use text::Message;

/// The output of a passkey.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyOutput {
    /// Its credential id, 1 to 1023 bytes.
    pub id: Vec<u8>,
    /// The output of WebAuthn's extension `prf`, 32 bytes; empty where the authenticator lacks it.
    pub output: Vec<u8>,
}

/// It is never printed.
impl std::fmt::Debug for PasskeyOutput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasskeyOutput(…)")
    }
}

/// A passkey that opens the vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPasskey {
    /// Its credential id.
    pub id: Vec<u8>,
    /// Its short name for people: eight hexadecimal digits.
    pub name: String,
    /// When it was added, in milliseconds since 1970-01-01 UTC.
    pub added_ms: u64,
}

/// All passkeys that open the vault, and their log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPasskeys {
    /// In the order in which they were added.
    pub passkeys: Vec<KeptPasskey>,
    /// The log, the oldest first; empty while the vault is locked.
    pub log: Vec<TrailLine>,
    /// Why the log cannot be read, if so.
    pub log_fault: Option<Message>,
}

#[cfg(test)]
mod tests {
    use super::PasskeyOutput;

    #[test]
    fn what_a_passkey_gave_is_not_printed() {
        let printed = format!("{:?}", PasskeyOutput { id: vec![1], output: vec![207; 32] });
        assert!(!printed.contains("207"), "{printed}");
    }
}
