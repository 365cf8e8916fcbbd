//! Hybrid public key encryption, RFC 9180: base mode, one message, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.
//!
//! What is sealed is the encapsulated key (32 bytes), then the encrypted message with its tag.

use super::receiver::{ReceiverKey, ReceiverSecret};
use crate::seal::cipher;
use aes_gcm::aead::Aead;
use hkdf::{Hkdf, HkdfExtract};
use sha2::Sha256;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

const VERSION: &[u8] = b"HPKE-v1";
/// DHKEM(X25519, HKDF-SHA256).
const KEM: &[u8] = b"KEM\x00\x20";
/// The same with HKDF-SHA256 and AES-256-GCM.
const SUITE: &[u8] = b"HPKE\x00\x20\x00\x01\x00\x02";
/// Nobody authenticates the sender.
const BASE_MODE: &[u8] = &[0];

/// A shared secret, or what is derived of it.
type HpkeSecret = Zeroizing<[u8; 32]>;

/// Seals a message; `ephemeral` are 32 random bytes that are used for nothing else. `None` for an invalid receiver's
/// key (low order), and above the limit of AES-GCM.
pub(super) fn seal(receiver: ReceiverKey, ephemeral: &HpkeSecret, info: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    let ephemeral = StaticSecret::from(**ephemeral);
    let encapsulated = PublicKey::from(&ephemeral).to_bytes();
    let exchanged = ephemeral.diffie_hellman(&PublicKey::from(receiver.0));
    if !exchanged.was_contributory() {
        return None;
    }
    let shared = shared_secret(exchanged.as_bytes(), &encapsulated, receiver)?;
    let (key, nonce) = key_and_nonce(&shared, info)?;
    let sealed = cipher(&key).encrypt(&(*nonce).into(), message).ok()?;
    Some([encapsulated.as_slice(), sealed.as_slice()].concat())
}

/// Opens it; `None` where a bit was changed, or it was sealed to another key or with another `info`.
pub(super) fn open(receiver: &ReceiverSecret, info: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (encapsulated, encrypted) = sealed.split_first_chunk::<32>()?;
    let exchanged = receiver.scalar().diffie_hellman(&PublicKey::from(*encapsulated));
    if !exchanged.was_contributory() {
        return None;
    }
    let shared = shared_secret(exchanged.as_bytes(), encapsulated, receiver.public())?;
    let (key, nonce) = key_and_nonce(&shared, info)?;
    cipher(&key).decrypt(&(*nonce).into(), encrypted).ok().map(Zeroizing::new)
}

/// `ExtractAndExpand` of section 4.1.
fn shared_secret(exchanged: &[u8; 32], encapsulated: &[u8; 32], receiver: ReceiverKey) -> Option<HpkeSecret> {
    let (_, extracted) = extract(KEM, &[], b"eae_prk", exchanged);
    let context = [encapsulated.as_slice(), &receiver.0].concat();
    expand(&extracted, KEM, b"shared_secret", &context)
}

/// `KeySchedule` of section 5.1, without a pre-shared key.
fn key_and_nonce(shared: &HpkeSecret, info: &[u8]) -> Option<(HpkeSecret, Zeroizing<[u8; 12]>)> {
    let (no_key, _) = extract(SUITE, &[], b"psk_id_hash", &[]);
    let (info, _) = extract(SUITE, &[], b"info_hash", info);
    let context = [BASE_MODE, no_key.as_slice(), info.as_slice()].concat();
    let (_, secret) = extract(SUITE, shared.as_slice(), b"secret", &[]);
    Some((expand(&secret, SUITE, b"key", &context)?, expand(&secret, SUITE, b"base_nonce", &context)?))
}

/// `LabeledExtract` of section 4.
fn extract(suite: &[u8], salt: &[u8], label: &[u8], secret: &[u8]) -> (HpkeSecret, Hkdf<Sha256>) {
    let mut extract = HkdfExtract::<Sha256>::new(Some(salt));
    for part in [VERSION, suite, label, secret] {
        extract.input_ikm(part);
    }
    let (key, extracted) = extract.finalize();
    let mut bytes = Zeroizing::new([0_u8; 32]);
    bytes.copy_from_slice(&key);
    (bytes, extracted)
}

/// `LabeledExpand` of section 4.
fn expand<const N: usize>(
    extracted: &Hkdf<Sha256>,
    suite: &[u8],
    label: &[u8],
    info: &[u8],
) -> Option<Zeroizing<[u8; N]>> {
    let length = u16::try_from(N).ok()?.to_be_bytes();
    let mut bytes = Zeroizing::new([0_u8; N]);
    extracted.expand_multi_info(&[length.as_slice(), VERSION, suite, label, info], &mut bytes[..]).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{open, seal, shared_secret};
    use crate::handover::{ReceiverKey, ReceiverSecret};
    use crate::hex::decode;
    use zeroize::Zeroizing;

    /// RFC 9180, appendix A.1.1: the part of it that does not depend on the cipher.
    #[test]
    fn the_shared_secret_is_that_of_the_standard() {
        let secret = decode::<32>("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8").unwrap();
        let secret = ReceiverSecret::from_bytes(&secret).unwrap();
        let public = decode::<32>("3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d").unwrap();
        assert_eq!(secret.public(), ReceiverKey(public));
        let encapsulated = decode::<32>("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431").unwrap();
        let exchanged = secret.scalar().diffie_hellman(&encapsulated.into());
        let shared = shared_secret(exchanged.as_bytes(), &encapsulated, secret.public()).unwrap();
        let expected = decode::<32>("fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc").unwrap();
        assert_eq!(*shared, expected);
    }

    #[test]
    fn what_is_sealed_opens_for_its_receiver_alone_and_beside_its_own_head() {
        let secret = |byte: u8| ReceiverSecret::from_bytes(&[byte; 32]).unwrap();
        let sealed = seal(secret(1).public(), &Zeroizing::new([9; 32]), b"head", b"a message").unwrap();
        assert_eq!(open(&secret(1), b"head", &sealed).unwrap().as_slice(), b"a message");
        assert!(open(&secret(2), b"head", &sealed).is_none());
        assert!(open(&secret(1), b"Head", &sealed).is_none());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 0x80;
            // X25519 ignores the highest bit of a point, but the key derivation does not.
            assert!(open(&secret(1), b"head", &changed).is_none(), "byte {at}");
            assert!(open(&secret(1), b"head", &sealed[..at]).is_none(), "cut off at {at}");
        }
        assert_eq!(seal(ReceiverKey([0; 32]), &Zeroizing::new([9; 32]), b"", b""), None, "a key of nobody");
    }
}
