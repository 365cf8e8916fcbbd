//! Why a report was not written.

use std::fmt;
use text::Message;

/// Why a report was not written. [`message`](Self::message) says it in any language, `Display` in English.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PdfError {
    /// The document names a picture that was not given.
    NoPicture(String),
    /// A picture with other samples than its size asks for.
    PictureSize {
        /// Its name.
        name: String,
        /// Samples that its size asks for.
        expected: usize,
        /// Samples that it has.
        found: usize,
    },
    /// The library did not write it; in its words.
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
