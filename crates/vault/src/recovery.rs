//! What opens a vault whose passphrase is forgotten.

use crate::error::VaultError;
use crate::identity::{Entropy, Fingerprint, VaultId};
use std::fmt;
use zeroize::Zeroizing;

/// 160 random bits, written as nine groups of four characters: Crockford's Base 32, which has no I, L, O and U. The last
/// group checks the others, so that a typing error is told from a code of another vault.
///
/// Shown once, when a vault is made. It needs no slow derivation: nobody guesses 160 bits.
pub struct RecoveryCode(Zeroizing<[u8; 20]>);

const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECK_SYMBOLS: usize = 4;
const GROUP: usize = 4;

impl RecoveryCode {
    pub(crate) fn draw(entropy: &mut impl Entropy) -> Result<Self, VaultError> {
        let mut bytes = Zeroizing::new([0_u8; 20]);
        entropy.fill(&mut bytes[..])?;
        Ok(Self(bytes))
    }

    /// Reads what `Display` writes, in either case, with or without spaces and hyphens; O is read as 0, I and L as 1.
    ///
    /// # Errors
    /// [`VaultError::MistypedRecoveryCode`], where its check characters do not fit.
    pub fn from_typed(typed: &str) -> Result<Self, VaultError> {
        let symbols = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
        let values: Option<Vec<u8>> = symbols.map(five).collect();
        let values = values.ok_or(VaultError::MistypedRecoveryCode)?;
        let mut code = Self(Zeroizing::new([0; 20]));
        if values.len() != 8 * code.0.len() / 5 + CHECK_SYMBOLS {
            return Err(VaultError::MistypedRecoveryCode);
        }
        let (secret, check) = values.split_at(values.len() - CHECK_SYMBOLS);
        let (mut bits, mut held) = (0_u16, 0_u32);
        let mut place = 0;
        for &value in secret {
            (bits, held) = ((bits << 5) | u16::from(value), held + 5);
            if held >= 8 {
                held -= 8;
                // The upper bits were taken before: only eight are left above those held.
                if let Some(byte) = code.0.get_mut(place) {
                    *byte = (bits >> held).to_be_bytes()[1];
                }
                place += 1;
                bits &= (1 << held) - 1;
            }
        }
        if code.check() == check { Ok(code) } else { Err(VaultError::MistypedRecoveryCode) }
    }

    /// The key that wraps the data key of this vault. Plain SHA-256 is a sound derivation for a secret that is random
    /// throughout and of one length.
    pub(crate) fn key(&self, vault: VaultId) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(Fingerprint::of_parts(&[b"onsight-vault recovery key", &vault.0, &self.0[..]]).0)
    }

    fn check(&self) -> Vec<u8> {
        let hash = Fingerprint::of_parts(&[b"onsight-vault recovery check", &self.0[..]]);
        let mut check = fives(&hash.0[..5]);
        check.truncate(CHECK_SYMBOLS);
        check
    }
}

impl fmt::Display for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values = [fives(&self.0[..]), self.check()].concat();
        let symbols = values.iter().filter_map(|&value| SYMBOLS.get(usize::from(value)));
        for (at, &symbol) in symbols.enumerate() {
            let hyphen = if at > 0 && at % GROUP == 0 { "-" } else { "" };
            write!(f, "{hyphen}{}", char::from(symbol))?;
        }
        Ok(())
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

/// Five bits at a time, the first ones first; what is left at the end is dropped.
fn fives(bytes: &[u8]) -> Vec<u8> {
    let (mut values, mut bits, mut held) = (Vec::with_capacity(bytes.len() * 8 / 5), 0_u16, 0_u32);
    for &byte in bytes {
        (bits, held) = ((bits << 8) | u16::from(byte), held + 8);
        while held >= 5 {
            held -= 5;
            values.push(((bits >> held) & 31).to_be_bytes()[1]);
            bits &= (1 << held) - 1;
        }
    }
    values
}

/// The value of a symbol, 0…31.
fn five(symbol: char) -> Option<u8> {
    let symbol = match symbol.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = SYMBOLS.iter().position(|&known| char::from(known) == symbol)?;
    u8::try_from(place).ok()
}
