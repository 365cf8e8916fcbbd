//! The format version of a finding.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Version of the format of a [`Finding`](crate::Finding), counted from 1. One above [`Version::CURRENT`] is not read.
///
/// ```
/// use finding::Version;
///
/// assert_eq!(serde_json::to_string(&Version::CURRENT).unwrap(), "1");
/// let newer = serde_json::from_str::<Version>("2").unwrap_err();
/// assert!(newer.to_string().starts_with("expected a finding of version 1 to 1, found version 2"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Version(u32);

impl Version {
    /// The version that is written.
    pub const CURRENT: Self = Self(1);
}

impl TryFrom<u32> for Version {
    type Error = UnknownVersion;

    fn try_from(found: u32) -> Result<Self, UnknownVersion> {
        let known = 1..=Self::CURRENT.0;
        if known.contains(&found) { Ok(Self(found)) } else { Err(UnknownVersion { found }) }
    }
}

impl From<Version> for u32 {
    fn from(version: Version) -> Self {
        version.0
    }
}

/// A finding of an unknown version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownVersion {
    /// The version found.
    pub found: u32,
}

impl fmt::Display for UnknownVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected a finding of version 1 to {}, found version {}", Version::CURRENT.0, self.found)
    }
}

impl std::error::Error for UnknownVersion {}
