//! Published vectors, through the functions that ship.

use crate::derivation::KeyDerivation;
use crate::hex;
use crate::seal::cipher;
use aes_gcm::aead::{Aead, Payload};
use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};
use hkdf::Hkdf;
use sha2::Sha256;

fn bytes(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks_exact(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// Test cases 13, 14 and 16 of "The Galois/Counter Mode of Operation (GCM)", McGrew and Viega, which NIST took for SP 800-38D:
/// key, nonce, plain text, associated data, encrypted text with its tag.
const GCM: [[&str; 5]; 3] = [
    [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "000000000000000000000000",
        "",
        "",
        "530f8afbc74536b9a963b4f1c4cb738b",
    ],
    [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "000000000000000000000000",
        "00000000000000000000000000000000",
        "",
        "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919",
    ],
    [
        "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
        "cafebabefacedbaddecaf888",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b",
    ],
];

#[test]
fn aes_256_gcm_is_that_of_nist() {
    for [key, nonce, plain, bound, expected] in GCM {
        let cipher = cipher(&hex::decode(key).unwrap());
        let nonce: [u8; 12] = hex::decode(nonce).unwrap();
        let (plain, bound, expected) = (bytes(plain), bytes(bound), bytes(expected));
        let sealed = cipher.encrypt(&nonce.into(), Payload { msg: &plain, aad: &bound }).unwrap();
        assert_eq!(sealed, expected);
        let opened = cipher.decrypt(&nonce.into(), Payload { msg: &sealed, aad: &bound }).unwrap();
        assert_eq!(opened, plain);
    }
}

/// RFC 5869, appendix A.1 to A.3: input key, salt, info, output.
const HKDF: [[&str; 4]; 3] = [
    [
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
        "000102030405060708090a0b0c",
        "f0f1f2f3f4f5f6f7f8f9",
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    ],
    [
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f",
        "606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf",
        "b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
    ],
    [
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
        "",
        "",
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
    ],
];

#[test]
fn hkdf_sha_256_is_that_of_rfc_5869() {
    for given in HKDF {
        let [key, salt, info, expected] = given.map(bytes);
        let mut output = vec![0_u8; expected.len()];
        let derived = Hkdf::<Sha256>::new(Some(salt.as_slice()), &key);
        derived.expand_multi_info(&[info.as_slice()], &mut output).unwrap();
        assert_eq!(output, expected);
    }
}

#[test]
fn argon2id_is_that_of_rfc_9106() {
    // Section 5.3.
    let data = AssociatedData::new(&[4; 12]).unwrap();
    let params = ParamsBuilder::new().m_cost(32).t_cost(3).p_cost(4).data(data).build().unwrap();
    let argon2 = Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, params).unwrap();
    let mut tag = [0_u8; 32];
    argon2.hash_password_into(&[1; 32], &[2; 16], &mut tag).unwrap();
    assert_eq!(hex::encode(&tag), "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
}

#[test]
fn a_passphrase_gives_the_key_that_openssl_gives() {
    // 64 KiB, two passes, one lane, a salt of sevens: `Argon2id` of the Python package `cryptography` 48.
    let key = KeyDerivation::cheap(64, 2).key("Grüße, Onsight").unwrap();
    assert_eq!(hex::encode(&key[..]), "0bddac9003afecc8a456cdc0ee16f3c31b6e3307f0f6263ffe09baea45a094e1");
}

#[test]
fn costs_beyond_all_measure_are_refused_before_memory_is_asked_for() {
    for derivation in [KeyDerivation::cheap(u32::MAX, 1), KeyDerivation::cheap(64, u32::MAX)] {
        assert_eq!(derivation.key("x").unwrap_err(), crate::VaultError::Costly);
    }
    assert_eq!(KeyDerivation::cheap(1, 1).key("x").unwrap_err(), crate::VaultError::Foreign);
}
