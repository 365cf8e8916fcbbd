//! Authenticity of a release: lists of hashes, signed in minisign's format.
//!
//! Compared: `minisign` signs and verifies, is by the author of the format, and is used; `minisign-verify` is smaller
//! and only verifies; `ed25519-dalek` has the cryptography without the file formats; a Sigstore certificate needs a
//! network and an account with a third party, and proves only the account. Anyone can verify without this tool:
//! `minisign -Vm SHA256SUMS -P KEY`.
//!
//! Browsers have Ed25519 but not BLAKE2b, with which minisign hashes a file. They can verify the signature of the
//! comment, so the comment has the SHA-256 of the list: `public/release.js` reads it there.
//!
//! Invariant: the secret key is read from outside the repository and written nowhere.

use std::env;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use minisign::{PublicKey, SecretKey, SecretKeyBox, SignatureBox};

use crate::dist::checksums;
use crate::paths::Paths;
use crate::release_key;
use crate::shell::{Problem, at};

/// The path of the file with the secret key.
const SECRET: &str = "ONSIGHT_SIGNING_KEY";
/// Its password; prompted for on the terminal if it is not set and the key has one.
const PASSWORD: &str = "ONSIGHT_SIGNING_PASSWORD";
/// Extension of a signature, after the name of the signed file.
pub const ENDING: &str = ".minisig";

/// The signer.
pub struct Signer {
    secret: SecretKey,
    public: PublicKey,
}

impl Signer {
    /// The signer from the environment; `None` without a secret key.
    ///
    /// # Errors
    /// When the key cannot be read, lies in the repository, or does not match the page's public key.
    pub fn from_environment(paths: &Paths) -> Result<Option<Self>, Problem> {
        let Some(path) = env::var_os(SECRET).filter(|path| !path.is_empty()).map(PathBuf::from) else {
            return Ok(None);
        };
        let (whole, root) = (at(&path, path.canonicalize())?, at(&paths.root, paths.root.canonicalize())?);
        if whole.starts_with(&root) {
            let what = format!("{}: a secret key inside the repository", path.display());
            return Err(Problem::new(what, "move it out; if it was ever committed or copied, make another one"));
        }
        let public = env::var(release_key::VARIABLE).map_err(|_| {
            let what = format!("{SECRET} is given, and no {}", release_key::VARIABLE);
            Problem::new(what, "give the public key when the page is built: it must know whose signature to expect")
        })?;
        let secret = opened(&at(&path, fs::read_to_string(&path))?, env::var(PASSWORD).ok(), &path)?;
        Ok(Some(Self { secret, public: public_key(&public)? }))
    }

    /// Writes the signature of a list of hashes beside it.
    ///
    /// # Errors
    /// When the two keys are not a pair, or the list cannot be read.
    pub fn sign(&self, list: &Path, version: &str, time: u64) -> Result<(), Problem> {
        let bytes = at(list, fs::read(list))?;
        let name = list.file_name().unwrap_or_default().to_string_lossy();
        let comment = format!("sha256:{}\tfile:{name}\tonsight:{version}\ttimestamp:{time}", checksums::sha256(&bytes));
        let signed = minisign::sign(
            Some(&self.public),
            &self.secret,
            Cursor::new(&bytes),
            Some(&comment),
            Some("signature of a release of Onsight"),
        );
        let signed = signed.map_err(|error| {
            let mend = format!("are {SECRET} and {} of one pair?", release_key::VARIABLE);
            Problem::new(format!("{}: {error}", list.display()), mend)
        })?;
        let beside = signature_of(list);
        at(&beside, fs::write(&beside, signed.into_string()))?;
        // A signature that cannot be verified is worse than none.
        check(list, &self.public).map(drop)
    }
}

/// The path of a file's signature.
pub fn signature_of(list: &Path) -> PathBuf {
    let mut name = list.as_os_str().to_owned();
    name.push(ENDING);
    name.into()
}

/// A public key: the line of a `.pub` file of minisign, or the path of one.
///
/// # Errors
/// When it is neither.
pub fn public_key(given: &str) -> Result<PublicKey, Problem> {
    let text = fs::read_to_string(given).unwrap_or_else(|_| given.to_owned());
    let line = text.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or_default();
    PublicKey::from_base64(line).map_err(|error| {
        let mend = "give the line that begins with RW of a `.pub` file of minisign, or the path of that file";
        Problem::new(format!("`{given}` is no public key: {error}"), mend)
    })
}

/// Verifies a list with the signature beside it; returns the signer's trusted comment.
///
/// # Errors
/// When there is no signature, or it is by another key or of another list.
pub fn check(list: &Path, key: &PublicKey) -> Result<String, Problem> {
    let beside = signature_of(list);
    let text = fs::read_to_string(&beside)
        .map_err(|error| Problem::new(format!("{}: {error}", beside.display()), "this release is unsigned"))?;
    let forged = |error: minisign::PError| {
        let mend = "do not use these files: they are not what the owner of this key signed";
        Problem::new(format!("{}: {error}", beside.display()), mend)
    };
    let signature = SignatureBox::from_string(&text).map_err(forged)?;
    let bytes = at(list, fs::read(list))?;
    minisign::verify(key, &signature, Cursor::new(&bytes), true, false, false).map_err(forged)?;
    signature.trusted_comment().map_err(forged)
}

/// A secret key from its file, with its password where it has one.
fn opened(text: &str, password: Option<String>, path: &Path) -> Result<SecretKey, Problem> {
    let wrong = |error: minisign::PError| {
        Problem::new(format!("{}: {error}", path.display()), "is it a secret key of minisign, and this its password?")
    };
    let boxed = || SecretKeyBox::from_string(text).map_err(wrong);
    if password.is_none()
        && let Ok(secret) = boxed()?.into_unencrypted_secret_key()
    {
        return Ok(secret);
    }
    boxed()?.into_secret_key(password).map_err(wrong)
}

#[cfg(test)]
pub(crate) mod tests {
    use minisign::KeyPair;

    use super::*;

    /// A signer with a key of its own, and that key as text.
    pub(crate) fn signer() -> (Signer, String) {
        let KeyPair { pk, sk } = KeyPair::generate_unencrypted_keypair().unwrap();
        let key = pk.to_base64();
        (Signer { secret: sk, public: pk }, key)
    }

    fn list(name: &str) -> PathBuf {
        let folder = env::temp_dir().join(format!("onsight-signing-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("SHA256SUMS"), "aa  a.js\n").unwrap();
        folder.join("SHA256SUMS")
    }

    #[test]
    fn a_signature_fits_its_list_and_its_key_and_no_other() {
        let (list, (signer, key)) = (list("fits"), signer());
        let public = public_key(&key).unwrap();
        assert!(check(&list, &public).unwrap_err().mend.contains("unsigned"));
        signer.sign(&list, "1.2.3", 7).unwrap();
        let comment = check(&list, &public).unwrap();
        assert!(comment.contains("\tonsight:1.2.3\t"), "{comment}");
        assert!(comment.starts_with(&format!("sha256:{}\t", checksums::sha256(b"aa  a.js\n"))), "{comment}");
        assert!(check(&list, &public_key(&self::signer().1).unwrap()).is_err(), "another key");
        fs::write(&list, "ab  a.js\n").unwrap();
        assert!(check(&list, &public).is_err(), "another list");
        fs::remove_dir_all(list.parent().unwrap()).unwrap();
    }

    #[test]
    fn keys_that_are_no_pair_sign_nothing() {
        let (list, (one, _), (other, _)) = (list("pair"), signer(), signer());
        let mixed = Signer { secret: one.secret, public: other.public };
        assert!(mixed.sign(&list, "1.2.3", 7).unwrap_err().mend.contains("of one pair"));
        assert!(!signature_of(&list).is_file());
        fs::remove_dir_all(list.parent().unwrap()).unwrap();
    }

    #[test]
    fn a_key_is_read_from_its_line_and_from_its_file() {
        let (list, (_, key)) = (list("key"), signer());
        fs::write(&list, format!("untrusted comment: minisign public key\n{key}\n")).unwrap();
        assert_eq!(public_key(list.to_str().unwrap()).unwrap(), public_key(&key).unwrap());
        assert!(public_key("nothing").is_err());
        fs::remove_dir_all(list.parent().unwrap()).unwrap();
    }
}
