//! Errors of capsules.

use std::fmt;
use text::Message;

/// Why a capsule cannot be read or written. [`message`](Self::message) gives it in any language, `Display` in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CapsuleError {
    /// Something other than a capsule.
    Foreign,
    /// A capsule of an unknown version.
    Newer {
        /// The newest known version.
        known: u32,
        /// The version found.
        found: u32,
    },
    /// A capsule with a finding of a later program.
    LaterFinding,
    /// A capsule that was changed since it was written.
    Damaged,
    /// A file that is larger than any capsule.
    TooLarge {
        /// Size limit in bytes.
        most: u64,
        /// Size of the file in bytes.
        found: u64,
    },
    /// A finding that holds NaN or an infinity.
    Unwritable,
}

impl CapsuleError {
    /// What was expected and what was found.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::Foreign => text::capsule::foreign(),
            Self::Newer { known, found } => text::capsule::newer(known, found),
            Self::LaterFinding => text::capsule::later_finding(),
            Self::Damaged => text::capsule::damaged(),
            Self::TooLarge { most, found } => text::capsule::too_large(most >> 20, found.div_ceil(1 << 20)),
            Self::Unwritable => text::capsule::unwritable(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(self) -> Message {
        match self {
            Self::Foreign | Self::Damaged | Self::TooLarge { .. } => text::capsule::help_file(),
            Self::Newer { .. } | Self::LaterFinding => text::capsule::help_newer(),
            Self::Unwritable => text::capsule::help_again(),
        }
    }
}

impl fmt::Display for CapsuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::english(&self.message()))
    }
}

impl std::error::Error for CapsuleError {}
