//! A finding with hashes of its picture, without the picture: enough to run the same picture again and to tell whether
//! the answer is the same.
//!
//! ```text
//! { "format": "onsight-capsule", "version": 1, "sha256": "…", "content": { "program", "picture", "finding", … } }
//! ```
//!
//! The hash is that of the content, written without whitespace and with the names of each object in byte order. So the
//! file may be reformatted by any JSON tool, while a changed digit is detected.
//!
//! Invariant: no pixel of the picture is in a capsule. Every version ever written stays readable.

mod compare;
mod difference;
mod error;

pub use compare::{CapsuleComparison, CapsuleVerdict, compare};
pub use difference::CapsuleDifference;
pub use error::CapsuleError;

use crate::MayGoAlong;
use finding::{Finding, Version};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use text::Message;
use vault::Fingerprint;

/// The value of a capsule's `format`.
const FORMAT: &str = "onsight-capsule";

/// The newest version of a capsule, counted from 1.
pub const CAPSULE_VERSION: u32 = 1;

/// Size limit of a capsule in bytes: a finding with maps and masks has some hundred thousand.
pub const MOST_CAPSULE_BYTES: u64 = 16 << 20;

/// A finding with hashes of its picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Capsule {
    /// Version of the program that made it.
    pub program: String,
    /// The picture.
    pub picture: PictureHashes,
    /// Name of the picture's file, where it may be included.
    pub file_name: Option<String>,
    /// When the model answered, in milliseconds since 1970-01-01 UTC, where dates may be included.
    pub answered_ms: Option<u64>,
    /// What was found. The hash of the model is in its provenance.
    pub finding: Finding,
}

/// By which a picture is recognised again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureHashes {
    /// Size of its file in bytes.
    pub bytes: u64,
    /// SHA-256 of its file, 64 hexadecimal digits.
    pub file_sha256: String,
    /// SHA-256 of its decoded samples, row by row; samples wider than a byte in little endian. For pictures made by the
    /// page: upright, as shown, four bytes per pixel.
    pub samples_sha256: String,
}

/// How another picture relates to this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureMatch {
    /// The same file.
    SameFile,
    /// The same file, but another slice, or decoded differently.
    OtherSamples,
    /// Another file with the same samples, such as one without its metadata.
    SameSamples,
    /// Another picture.
    Other,
}

/// What a capsule contains besides its finding.
#[derive(Clone, Copy, Debug)]
pub struct CapsuleOptions<'a> {
    /// What may be included: `dates` for times, `file_names` for the name of the file.
    pub may: MayGoAlong,
    /// Version of this program.
    pub program: &'a str,
    /// Name of the picture's file.
    pub file_name: Option<&'a str>,
    /// When the model answered, in milliseconds since 1970-01-01 UTC.
    pub answered_ms: Option<u64>,
}

/// The form in the file.
#[derive(Serialize)]
struct CapsuleFile<'a> {
    format: &'static str,
    version: u32,
    sha256: String,
    content: &'a Capsule,
}

impl PictureHashes {
    /// Hashes of a file and of its decoded samples.
    #[must_use]
    pub fn of(file: &[u8], samples: &[u8]) -> Self {
        Self {
            bytes: file.len() as u64,
            file_sha256: Fingerprint::of(file).to_string(),
            samples_sha256: Fingerprint::of(samples).to_string(),
        }
    }

    /// Which picture the other one is.
    ///
    /// ```
    /// use export::capsule::{PictureHashes, PictureMatch};
    ///
    /// let saved = PictureHashes::of(b"a file", &[1, 2, 3]);
    /// let packed_anew = PictureHashes::of(b"the same picture", &[1, 2, 3]);
    /// assert_eq!(saved.compare(&packed_anew), PictureMatch::SameSamples);
    /// assert_eq!(saved.compare(&PictureHashes::of(b"another file", &[4, 5, 6])), PictureMatch::Other);
    /// ```
    #[must_use]
    pub fn compare(&self, other: &Self) -> PictureMatch {
        let is_same_file = self.bytes == other.bytes && self.file_sha256 == other.file_sha256;
        match (is_same_file, self.samples_sha256 == other.samples_sha256) {
            (true, true) => PictureMatch::SameFile,
            (true, false) => PictureMatch::OtherSamples,
            (false, true) => PictureMatch::SameSamples,
            (false, false) => PictureMatch::Other,
        }
    }
}

impl PictureMatch {
    /// For the visitor.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::SameFile => text::capsule::same_file(),
            Self::OtherSamples => text::capsule::other_samples(),
            Self::SameSamples => text::capsule::same_samples(),
            Self::Other => text::capsule::other_picture(),
        }
    }
}

impl Capsule {
    /// A capsule of a finding, without what may not be included.
    #[must_use]
    pub fn new(finding: &Finding, picture: PictureHashes, options: &CapsuleOptions<'_>) -> Self {
        let mut finding = finding.clone();
        if !options.may.dates {
            // 0 means that no check was made; it is not part of the answer.
            finding.provenance.device.check.at_ms = 0.0;
        }
        Self {
            program: options.program.to_owned(),
            picture,
            file_name: options.file_name.filter(|_| options.may.file_names).map(str::to_owned),
            answered_ms: options.answered_ms.filter(|_| options.may.dates),
            finding,
        }
    }

    /// The file, one line of JSON.
    ///
    /// # Errors
    /// [`CapsuleError::Unwritable`] for a finding that holds NaN or an infinity, which JSON cannot express.
    pub fn to_json(&self) -> Result<String, CapsuleError> {
        // Parsed again, because the hash is of what a reader parses.
        let value = value_of(self).ok_or(CapsuleError::Unwritable)?;
        let sha256 = hash(&value);
        serde_json::from_value::<Self>(value).map_err(|_| CapsuleError::Unwritable)?;
        let file = CapsuleFile { format: FORMAT, version: CAPSULE_VERSION, sha256, content: self };
        let mut json = serde_json::to_string(&file).map_err(|_| CapsuleError::Unwritable)?;
        json.push('\n');
        Ok(json)
    }

    /// Whether a file of this size may be a capsule, before it is read.
    ///
    /// # Errors
    /// [`CapsuleError::TooLarge`].
    pub fn check_size(bytes: u64) -> Result<(), CapsuleError> {
        let most = MOST_CAPSULE_BYTES;
        if bytes > most { Err(CapsuleError::TooLarge { most, found: bytes }) } else { Ok(()) }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`CapsuleError::TooLarge`] before anything is read, [`CapsuleError::Foreign`] for bytes that are not a capsule,
    /// [`CapsuleError::Newer`] and [`CapsuleError::LaterFinding`] for one of a later program, [`CapsuleError::Damaged`]
    /// for one that was changed.
    pub fn from_json(file: &[u8]) -> Result<Self, CapsuleError> {
        Self::check_size(file.len() as u64)?;
        let read: Result<Value, _> = serde_json::from_slice(file);
        let Ok(mut value) = read else {
            // A truncated capsule is not valid JSON, but is still recognisable.
            let is_ours = file.windows(FORMAT.len()).take(256).any(|part| part == FORMAT.as_bytes());
            return Err(if is_ours { CapsuleError::Damaged } else { CapsuleError::Foreign });
        };
        if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return Err(CapsuleError::Foreign);
        }
        let version = value.get("version").and_then(Value::as_u64).filter(|&version| version > 0);
        let version = version.ok_or(CapsuleError::Damaged)?;
        if version > u64::from(CAPSULE_VERSION) {
            return Err(CapsuleError::Newer {
                known: CAPSULE_VERSION,
                found: u32::try_from(version).unwrap_or(u32::MAX),
            });
        }
        let content = value.get_mut("content").map(Value::take).ok_or(CapsuleError::Damaged)?;
        if value.get("sha256").and_then(Value::as_str) != Some(hash(&content).as_str()) {
            return Err(CapsuleError::Damaged);
        }
        let of_finding = content.pointer("/finding/version").and_then(Value::as_u64);
        if of_finding.is_some_and(|found| found > u64::from(u32::from(Version::CURRENT))) {
            return Err(CapsuleError::LaterFinding);
        }
        serde_json::from_value(content).map_err(|_| CapsuleError::Damaged)
    }
}

/// The untyped JSON value of something; `None` where it cannot be serialised. Everything is read via this value:
/// deserialisation code for each type from each kind of source would be larger than the rest of this module.
fn value_of(written: &impl Serialize) -> Option<Value> {
    serde_json::from_slice(&serde_json::to_vec(written).ok()?).ok()
}

/// SHA-256 of JSON without whitespace, the names of each object in byte order.
fn hash(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    Fingerprint::of(text.as_bytes()).to_string()
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Array(all) => {
            text.push('[');
            for (at, one) in all.iter().enumerate() {
                text.push_str(if at == 0 { "" } else { "," });
                write(one, text);
            }
            text.push(']');
        }
        Value::Object(pairs) => {
            // `serde_json` sorts them or keeps their order, depending on a feature that another crate may enable.
            let mut names: Vec<&String> = pairs.keys().collect();
            names.sort();
            text.push('{');
            for (at, name) in names.into_iter().enumerate() {
                text.push_str(if at == 0 { "" } else { "," });
                text.push_str(&Value::from(name.as_str()).to_string());
                text.push(':');
                write(&pairs[name.as_str()], text);
            }
            text.push('}');
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => text.push_str(&value.to_string()),
    }
}
