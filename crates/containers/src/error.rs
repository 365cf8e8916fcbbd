//! Errors of archives.

use std::fmt;

use finding::FailureKind;
use text::Message;

/// Why an archive yielded no file: what was expected and what was found. [`message`](Self::message) gives it in any
/// language, `Display` in English.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ContainerError {
    /// The directory at the end, or an entry, is malformed.
    Damaged(Damage),
    /// More entries or bytes than are allowed.
    TooLarge {
        /// What exceeds a limit.
        what: Quantity,
        /// The limit.
        limit: u64,
        /// The stated amount.
        found: u64,
    },
    /// A gzip stream that is damaged.
    Packed,
    /// A truncated gzip stream.
    Short(Shortage),
    /// An encrypted entry.
    Locked,
    /// An entry with an unsupported compression method.
    Unsupported {
        /// Its method (APPNOTE 4.4.5).
        method: u16,
    },
}

/// A violation of the ZIP format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// No end record: the archive may be cut off.
    NoEnd,
    /// An end record of fewer than 22 bytes.
    ShortEnd,
    /// No ZIP64 end record, which the other one requires.
    NoWideEnd,
    /// A directory beyond the end of the file.
    DirectoryBeyond,
    /// A part of a directory.
    DirectoryPart,
    /// Something other than the header of an entry.
    NoHeader,
    /// A file whose checksum differs from that in the directory.
    OtherSum,
    /// An entry that claims to be larger than deflate can expand it.
    Ratio,
    /// An invalid deflate stream.
    NoStream,
}

/// A limit on archives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Bytes of its directory.
    Directory,
    /// Entries.
    Entries,
    /// Decompressed bytes of one entry.
    Entry,
    /// Bytes of memory.
    Memory,
    /// Decompressed bytes of all entries.
    Unpacked,
}

/// How a gzip stream is too short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortage {
    /// It cannot contain this many bytes.
    TooFew {
        /// Expected decompressed bytes.
        wanted: u64,
    },
    /// It yields fewer bytes.
    Bytes {
        /// Expected bytes.
        wanted: u64,
        /// Actual bytes.
        found: u64,
    },
    /// It has no last block.
    NoEnd,
}

impl fmt::Display for ContainerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::english(&self.message()))
    }
}

impl std::error::Error for ContainerError {}

impl ContainerError {
    /// What kind of fault it is.
    #[must_use]
    pub fn kind(&self) -> FailureKind {
        match self {
            Self::Damaged(_) | Self::Packed => FailureKind::Damaged,
            Self::Short(_) => FailureKind::Truncated,
            Self::TooLarge { .. } => FailureKind::TooLarge,
            Self::Locked | Self::Unsupported { .. } => FailureKind::Unsupported,
        }
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> Message {
        match *self {
            Self::Damaged(damage) => damage.message(),
            Self::TooLarge { what, limit, found } => text::containers::too_large(limit, found, what.name()),
            Self::Packed => text::containers::gzip_spoilt(),
            Self::Short(Shortage::TooFew { wanted }) => text::containers::gzip_too_few(wanted),
            Self::Short(Shortage::Bytes { wanted, found }) => text::containers::gzip_short(wanted, found),
            Self::Short(Shortage::NoEnd) => text::containers::gzip_no_end(),
            Self::Locked => text::containers::locked(),
            Self::Unsupported { method } => text::containers::method(method),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Message {
        match self {
            Self::Packed | Self::Short(_) => text::containers::help_again(),
            Self::Damaged(_) => text::containers::help_download(),
            Self::TooLarge { .. } | Self::Locked | Self::Unsupported { .. } => text::containers::help_unpack(),
        }
    }
}

impl Damage {
    fn message(self) -> Message {
        match self {
            Self::NoEnd => text::containers::no_end(),
            Self::ShortEnd => text::containers::short_end(),
            Self::NoWideEnd => text::containers::no_wide_end(),
            Self::DirectoryBeyond => text::containers::directory_beyond(),
            Self::DirectoryPart => text::containers::directory_part(),
            Self::NoHeader => text::containers::no_header(),
            Self::OtherSum => text::containers::other_sum(),
            Self::Ratio => text::containers::ratio(),
            Self::NoStream => text::containers::no_stream(),
        }
    }
}

impl Quantity {
    /// In the form that the sentence needs.
    fn name(self) -> &'static str {
        match self {
            Self::Directory => "directory",
            Self::Entries => "entries",
            Self::Entry => "entry",
            Self::Memory => "memory",
            Self::Unpacked => "unpacked",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_said_as_it_was_before_it_had_a_catalogue() {
        let says = |error: ContainerError, expected: &str| assert_eq!(error.to_string(), expected);
        says(
            ContainerError::Damaged(Damage::NoEnd),
            "Expected an end record in the ZIP archive, found none: the archive may be cut off.",
        );
        says(
            ContainerError::TooLarge { what: Quantity::Unpacked, limit: 10, found: 11 },
            "Expected an archive of at most 10 bytes once unpacked, found 11.",
        );
        says(
            ContainerError::TooLarge { what: Quantity::Entries, limit: 100_000, found: 100_001 },
            "Expected an archive of at most 100,000 entries, found 100,001.",
        );
        says(
            ContainerError::Short(Shortage::Bytes { wanted: 10, found: 3 }),
            "Expected 10 bytes in the gzip file, found 3 bytes: the file ends early.",
        );
        says(
            ContainerError::Packed,
            "Expected a deflate stream in the gzip file, found bytes that are none, or another sum.",
        );
        says(
            ContainerError::Unsupported { method: 12 },
            "Expected an entry that is stored or deflated, found method 12.",
        );
        assert_eq!(
            text::english(&ContainerError::Locked.help()),
            "Unpack the archive on this device and choose the folder."
        );
    }
}
