//! Why a report was not written.

use std::fmt;
use text::Message;

/// Why a report was not written. [`message`](Self::message) gives it in any language, `Display` in English.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PdfError {
    /// The document names a picture that was not given.
    NoPicture(String),
    /// A picture whose number of samples does not match its size.
    PictureSize {
        /// Its name.
        name: String,
        /// Expected number of samples.
        expected: usize,
        /// Actual number of samples.
        found: usize,
    },
    /// The library failed; its message.
    Refused(String),
}

impl PdfError {
    /// What was expected and what was found.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NoPicture(name) => text::pdf::no_picture(name),
            Self::PictureSize { name, expected, found } => text::pdf::picture_size(name, *expected, *found),
            Self::Refused(why) => text::pdf::refused(why),
        }
    }
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::english(&self.message()))
    }
}

impl std::error::Error for PdfError {}
