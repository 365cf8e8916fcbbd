//! The file format. All numbers are big endian:
//!
//! | part | bytes |
//! |---|---|
//! | `ONSIGHTH` | 8 |
//! | version of this form, 1 | 4 |
//! | length of the head, the head as JSON: what opens the rest | 4 + n |
//! | length of what is sealed | 4 |
//! | what is sealed | n |
//!
//! By a passphrase: nonce (12 bytes), the content encrypted with AES-256-GCM, tag (16); Argon2id makes a key for this one file.
//! To a key: see `hpke`. All preceding bytes are authenticated too. The plaintext contains, each prefixed by its
//! length, a letter (sender, case, the key for an answer, whether a picture follows) and the record, both JSON; then
//! the picture's bytes.

use super::error::HandoverError;
use super::hpke;
use super::receiver::{ReceiverKey, ReceiverSecret};
use crate::derivation::KeyDerivation;
use crate::error::VaultError;
use crate::header::FEWEST_CHARACTERS;
use crate::identity::{Entropy, RecordId, draw};
use crate::record::CaseRecord;
use crate::seal::cipher;
use aes_gcm::aead::{Aead, Payload};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The newest version of the form, counted from 1.
pub const HANDOVER_VERSION: u32 = 1;

const MAGIC: &[u8; 8] = b"ONSIGHTH";
const BOUND_TO: &[u8] = b"onsight hand-over";
const MOST_HEAD_BYTES: u32 = 64 << 10;

/// What is handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandoverContent {
    /// The sender, as they call themselves: nothing proves it.
    pub from: String,
    /// The key that an answer should be sealed to.
    pub answer_to: Option<ReceiverKey>,
    /// The case with its trail.
    pub record: CaseRecord,
    /// The bytes of its picture, or of its thumbnail, if included.
    pub picture: Option<Vec<u8>>,
}

/// The secret that seals a file. It cannot be printed.
#[derive(Clone, Copy)]
pub enum HandoverSeal<'a> {
    /// In Unicode's form NFKC, sent to the receiver through another channel than the file.
    Passphrase(&'a str),
    /// The receiver's own.
    Receiver(ReceiverKey),
}

/// The unencrypted part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum HandoverHead {
    Passphrase(KeyDerivation),
    Receiver(ReceiverKey),
}

/// The part before the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct HandoverLetter {
    from: String,
    case: RecordId,
    answer_to: Option<ReceiverKey>,
    has_picture: bool,
}

impl HandoverContent {
    /// The file.
    ///
    /// # Errors
    /// [`VaultError::ShortPassphrase`]; [`HandoverError::MistypedKey`] for an invalid key; as the derivation of
    /// the key and [`Entropy::fill`]; [`VaultError::Unwritable`] for more than 4 GiB.
    pub fn seal(&self, by: HandoverSeal<'_>, entropy: &mut impl Entropy) -> Result<Vec<u8>, HandoverError> {
        let content = self.packed()?;
        match by {
            HandoverSeal::Passphrase(passphrase) => {
                let found = passphrase.chars().count();
                if found < FEWEST_CHARACTERS {
                    return Err(VaultError::ShortPassphrase { found }.into());
                }
                let derivation = KeyDerivation::draw(entropy)?;
                let (key, nonce) = (derivation.key(passphrase)?, draw::<12>(entropy)?);
                // Nonce first, tag last.
                let mut file = clear(&HandoverHead::Passphrase(derivation), 12 + content.len() + 16)?;
                let payload = Payload { msg: &content, aad: &file };
                let sealed = cipher(&key).encrypt(&nonce.into(), payload).map_err(|_| VaultError::Unwritable)?;
                file.extend_from_slice(&nonce);
                file.extend_from_slice(&sealed);
                Ok(file)
            }
            HandoverSeal::Receiver(receiver) => {
                // Encapsulated key first, tag last.
                let mut file = clear(&HandoverHead::Receiver(receiver), 32 + content.len() + 16)?;
                let ephemeral = Zeroizing::new(draw(entropy)?);
                let info = [BOUND_TO, file.as_slice()].concat();
                let sealed = hpke::seal(receiver, &ephemeral, &info, &content).ok_or(HandoverError::MistypedKey)?;
                file.extend_from_slice(&sealed);
                Ok(file)
            }
        }
    }

    /// Reads a file with this passphrase or this secret. The passphrase may be empty.
    ///
    /// # Errors
    /// Every [`HandoverError`] but [`HandoverError::MistypedKey`] and [`HandoverError::OtherFinding`].
    pub fn open(file: &[u8], passphrase: &str, secret: &ReceiverSecret) -> Result<Self, HandoverError> {
        let SealedFile { head, clear, sealed } = SealedFile::read(file)?;
        let content = match head {
            HandoverHead::Passphrase(_) if passphrase.is_empty() => return Err(HandoverError::NeedsPassphrase),
            HandoverHead::Passphrase(derivation) => {
                let key = derivation.key(passphrase)?;
                let (nonce, encrypted) = sealed.split_first_chunk::<12>().ok_or(HandoverError::Altered)?;
                let opened = cipher(&key).decrypt(nonce.into(), Payload { msg: encrypted, aad: clear });
                Zeroizing::new(opened.map_err(|_| HandoverError::WrongPassphrase)?)
            }
            HandoverHead::Receiver(receiver) if receiver != secret.public() => {
                return Err(HandoverError::WrongReceiver);
            }
            HandoverHead::Receiver(_) => {
                let info = [BOUND_TO, clear].concat();
                hpke::open(secret, &info, sealed).ok_or(HandoverError::Altered)?
            }
        };
        Self::unpacked(&content)
    }

    fn packed(&self) -> Result<Zeroizing<Vec<u8>>, HandoverError> {
        let letter = HandoverLetter {
            from: self.from.clone(),
            case: self.record.id(),
            answer_to: self.answer_to,
            has_picture: self.picture.is_some(),
        };
        let letter = serde_json::to_vec(&letter).map_err(|_| VaultError::Unwritable)?;
        let record = Zeroizing::new(self.record.to_json()?);
        let picture = self.picture.as_deref().unwrap_or_default();
        let mut content = Vec::with_capacity(8 + letter.len() + record.len() + picture.len());
        for part in [letter.as_slice(), record.as_slice()] {
            content.extend_from_slice(&length(part.len())?);
            content.extend_from_slice(part);
        }
        content.extend_from_slice(picture);
        Ok(Zeroizing::new(content))
    }

    fn unpacked(content: &[u8]) -> Result<Self, HandoverError> {
        // Sealed content was written by a program that knows this format, so it is complete.
        let (letter, rest) = part(content).ok_or(HandoverError::Altered)?;
        let (record, picture) = part(rest).ok_or(HandoverError::Altered)?;
        let letter: HandoverLetter = serde_json::from_slice(letter).map_err(|_| HandoverError::Altered)?;
        let record = CaseRecord::from_json(letter.case, record)?;
        let picture = letter.has_picture.then(|| picture.to_vec());
        Ok(Self { from: letter.from, answer_to: letter.answer_to, record, picture })
    }
}

/// A well-formed file.
struct SealedFile<'a> {
    head: HandoverHead,
    /// All bytes before the sealed part.
    clear: &'a [u8],
    sealed: &'a [u8],
}

impl<'a> SealedFile<'a> {
    fn read(file: &'a [u8]) -> Result<Self, HandoverError> {
        let rest = file.strip_prefix(MAGIC.as_slice()).ok_or(HandoverError::Foreign)?;
        let (version, rest) = rest.split_first_chunk::<4>().ok_or(HandoverError::Truncated)?;
        let version = u32::from_be_bytes(*version);
        if version == 0 {
            return Err(HandoverError::Foreign);
        }
        if version > HANDOVER_VERSION {
            return Err(HandoverError::Newer { known: HANDOVER_VERSION, found: version });
        }
        let claimed = rest.first_chunk::<4>().map(|length| u32::from_be_bytes(*length));
        if claimed.is_some_and(|length| length > MOST_HEAD_BYTES) {
            return Err(HandoverError::Altered);
        }
        let (head, rest) = part(rest).ok_or(HandoverError::Truncated)?;
        let head = serde_json::from_slice(head).map_err(|_| HandoverError::Altered)?;
        let (sealed, after) = part(rest).ok_or(HandoverError::Truncated)?;
        if !after.is_empty() {
            return Err(HandoverError::Altered);
        }
        let clear = file.get(..file.len() - sealed.len()).unwrap_or_default();
        Ok(Self { head, clear, sealed })
    }
}

/// All bytes before the sealed part.
fn clear(head: &HandoverHead, sealed: usize) -> Result<Vec<u8>, VaultError> {
    let head = serde_json::to_vec(head).map_err(|_| VaultError::Unwritable)?;
    let version = HANDOVER_VERSION.to_be_bytes();
    let (head_length, sealed_length) = (length(head.len())?, length(sealed)?);
    Ok([MAGIC.as_slice(), &version, &head_length, head.as_slice(), &sealed_length].concat())
}

fn length(bytes: usize) -> Result<[u8; 4], VaultError> {
    u32::try_from(bytes).map(u32::to_be_bytes).map_err(|_| VaultError::Unwritable)
}

/// A length-prefixed field, and the rest; `None` where it is truncated.
fn part(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)
}
